// A case written as a file is, with its facts, for tests that ask a fact itself.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "document/decode.hpp"
#include "facts/case/case_facts.hpp"
#include "model/files.hpp"
#include "unit/catch.hpp"

namespace probation::test {

using Names = std::vector<std::string>;

constexpr Date usual_day = date(2025, 10, 24);

// A case as written, and its facts on the day asked; what cannot be decoded fails the test.
struct Written {
  document::Decoded decoded;
  CaseFile file;
  Policy policy;
  std::vector<LaterEntry> later;
  CaseFacts facts;

  explicit Written(const std::string& text, Date as_of = usual_day, Policy under = Policy::national())
      : file(case_of(text, decoded)), policy(std::move(under)), facts(file, later, as_of, policy, nullptr) {}
  [[nodiscard]] const Order& order() const { return file.orders[0]; }
  [[nodiscard]] const Requirement& requirement(std::size_t i = 0) const { return order().requirements[i]; }
  [[nodiscard]] Names names(const std::vector<Missing>& missing) const { return names_of(decoded.places, missing); }

 private:
  static CaseFile case_of(const std::string& text, document::Decoded& decoded) {
    FileContent content;
    decoded = document::decode({text, 1}, file_kinds(), &content);
    for (const document::Problem& problem : decoded.problems) UNSCOPED_INFO(problem.message);
    REQUIRE(decoded.problems.empty());
    return std::get<CaseFile>(std::move(content));
  }
};

}  // namespace probation::test
