// Where a source is published, for those whose address is known for certain.
#pragma once
#include <array>
#include <string_view>
#include <utility>

namespace probation {

// Empty: none is known.
constexpr std::string_view published_at(std::string_view title) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{
      {{"Sentencing Act 2020", "https://www.legislation.gov.uk/ukpga/2020/17"},
       {"Police, Crime, Sentencing and Courts Act 2022", "https://www.legislation.gov.uk/ukpga/2022/32"},
       {"Offender Rehabilitation Act 2014", "https://www.legislation.gov.uk/ukpga/2014/11"},
       {"Criminal Justice Act 2003", "https://www.legislation.gov.uk/ukpga/2003/44"},
       {"Crime and Courts Act 2013", "https://www.legislation.gov.uk/ukpga/2013/22"},
       {"Banking and Financial Dealings Act 1971", "https://www.legislation.gov.uk/ukpga/1971/80"}}};
  for (const auto& [name, address] : known)
    if (name == title) return address;
  return {};
}

}  // namespace probation
