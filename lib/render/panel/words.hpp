// Words that the renderings of panels share.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "render/panel/appraisal.hpp"

namespace probation::render::panel_words {

// Free text of a sheet on one line: what would move a cursor or start a new paragraph becomes a blank.
std::string one_line(std::string_view words);
// The same where it is read as Markdown: nothing in it is markup.
std::string plain_markdown(std::string_view words);
std::string short_number(const std::optional<double>& value);
std::string three(const std::optional<double>& value);
std::string percent(double share);
std::string statistic_name(const appraisal::Statistic& s);
std::string signed_number(const std::optional<double>& value);
std::string title_of(const AppraisedSheet& sheet);
std::string votes_text(const appraisal::Appraisal& a);
std::string stability_text(const appraisal::Appraisal& a);
std::string distance_text(const appraisal::Appraisal& a);
std::string opening(const AppraisedSheet& sheet);
std::string evidence_of(const appraisal::PrincipleFeedback& row);
std::string assumptions_text(const ScoringPolicy& policy);  // their names

}  // namespace probation::render::panel_words
