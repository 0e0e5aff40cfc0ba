// The words of "Find and Refer an Intervention" and what they are here.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace probation::intake::find_and_refer {

// Lower case, runs of white space one blank, none at the ends, no full stop at the end.
std::string plain(std::string_view text);
// Without accents and other marks, in lower case: words of letters and digits, joined by hyphens; empty: no letter.
std::string id_of(const std::string& name);

template <std::size_t N>
std::optional<std::string_view> meaning(const std::array<std::pair<std::string_view, std::string_view>, N>& words,
                                        std::string_view word) {
  for (const auto& [theirs, ours] : words)
    if (theirs == word) return ours;
  return std::nullopt;
}

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds{{{"acp", "accredited_programme"},
                                                                                     {"si", "structured_intervention"},
                                                                                     {"toolkits", "toolkit"},
                                                                                     {"crs", "commissioned_service"}}};
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 17> needs{
    {{"accommodation", "accommodation"},
     {"education, training and employability", "education_training_and_employability"},
     {"education, training and employment", "education_training_and_employability"},
     {"employment, training and education", "education_training_and_employability"},
     {"finance and debt", "finance"},
     {"finance", "finance"},
     {"relationships and family", "relationships"},
     {"relationships", "relationships"},
     {"lifestyle and associates", "lifestyle_and_associates"},
     {"drug misuse", "drug_misuse"},
     {"alcohol misuse", "alcohol_misuse"},
     {"emotional wellbeing", "emotional_wellbeing"},
     {"emotional well-being", "emotional_wellbeing"},
     {"thinking and behaviour", "thinking_and_behaviour"},
     {"attitudes", "attitudes"},
     {"attitude", "attitudes"},
     {"health", "health"}}};
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 10> offences{
    {{"sexual", "sexual"},
     {"ipv", "intimate_partner_violence"},
     {"intimate partner violence", "intimate_partner_violence"},
     {"domestic abuse", "domestic_abuse"},
     {"general violence", "violence"},
     {"violence", "violence"},
     {"drink driving", "drink_or_drug_driving"},
     {"drug driving", "drink_or_drug_driving"},
     {"terrorism", "terrorism"},
     {"terrorism act cast", "terrorism"}}};
inline constexpr std::array<std::string_view, 4> levels{"low", "medium", "high", "very high"};

}  // namespace probation::intake::find_and_refer
