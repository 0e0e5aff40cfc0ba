// What eip-score says of mark sheets: appraisal/1, agreement/1, and the same for people and for documents.
#pragma once
#include <string>
#include <vector>

#include "appraisal/appraise.hpp"
#include "appraisal/feedback.hpp"
#include "render/run/json.hpp"

namespace probation::render {

// A sheet, what became of it, and what the rules say.
struct AppraisedSheet {
  std::string file;
  const appraisal::Appraisal* appraisal = nullptr;
  std::vector<rules::Finding> findings;
  std::optional<Date> as_of{};  // a ratification after it has not happened; nothing: none is after it
  bool redact = false;          // leaves out comments and the chair's reason, and calls members member-1, member-2, …
};

Json to_json(const appraisal::Agreement& agreement);  // agreement/1
Json to_json(const appraisal::RatersNeeded& needed);  // its raters_needed
Json to_json(const AppraisedSheet& sheet);            // appraisal/1
// sitting/1: the appraisals of one call and how stable their order is, by date of the sitting.
struct SittingOutput {
  std::string name;  // empty: told from date and policy
  std::string date;  // empty: not recorded
  std::vector<std::size_t> sheets;
  appraisal::Sitting sitting;
};
Json to_json(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets);

const std::vector<std::string>& appraisal_columns();  // members of appraisal/1 in order, for CSV

// report/1: what the developers are told.
Json to_json(const AppraisedSheet& sheet, const appraisal::Feedback& feedback);
const std::vector<std::string>& report_columns();
std::string text(const AppraisedSheet& sheet, const appraisal::Feedback& feedback);
std::string markdown(const AppraisedSheet& sheet, const appraisal::Feedback& feedback,
                     Language language = Language::en);

std::string text(const AppraisedSheet& sheet);
std::string summary_line(const AppraisedSheet& sheet);  // the recommendation and the total
std::string text(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets);
std::string text(const appraisal::Agreement& agreement);
std::string summary_text(const appraisal::Agreement& agreement);  // how many units, raters and marks
std::string markdown(const AppraisedSheet& sheet, Language language = Language::en);
std::string markdown(const SittingOutput& sitting, const std::vector<AppraisedSheet>& sheets);
std::string markdown(const appraisal::Agreement& agreement, Language language = Language::en);

// {board, date, decision}, or null where there is none by the day.
Json ratification_of(const PanelSheet& sheet, const std::optional<Date>& as_of = {});
// "board" where a ratification stands by the day, else "panel".
std::string_view decided_by(const AppraisedSheet& sheet);

// "approved", or "undecided" where there is no decision.
std::string_view decision_word(const std::optional<PanelDecision>& decision);

}  // namespace probation::render
