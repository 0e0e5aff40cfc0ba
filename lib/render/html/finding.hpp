// A finding as an article, the list of what a case lacks, and rows with a date: parts that several pages share.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/html/views.hpp"
#include "rules/finding.hpp"

namespace probation::render::web {

// Anchors of findings on one page: the same fingerprint twice is told apart.
class Anchors {
 public:
  std::string of(const rules::Finding& finding);

 private:
  std::map<std::string, int> used_;
};

// `level`: of its heading, 3 or 4.
// `owners`: of the facts it misses, by pointer.
using Owners = std::map<std::string, std::string>;
std::string article(const rules::Finding& finding, const std::string& anchor, int level, const Speech& speech,
                    const Owners& owners = {});
// Fails first by severity, as a reader works through them.
std::vector<const rules::Finding*> worst_first(std::vector<const rules::Finding*> findings);
// What is to be done first about a case, in words: its worst finding, a date that is overdue or due, a fact to record.
std::string next_step(const CaseView& one, const Speech& speech);
std::string lacks(const CaseView& view, const Speech& speech);
// In place of what is missing, where nothing that is undetermined is shown: that so many questions were left open.
std::string lacks_not_shown(std::int64_t undetermined);
// In place of findings: that no rule failed, and how many could not be decided.
std::string no_fault(std::int64_t undetermined);
// `link`: where the case of a row is, empty: nowhere.
using CaseLink = std::function<std::string(const Json& row)>;
Table dated(const std::vector<Json>& rows, std::string caption, const Speech& speech, const CaseLink& link);
Table dated_head(std::string caption, const Speech& speech);  // the same without rows
Row dated_row(const Json& row, const Speech& speech, const std::string& link);

}  // namespace probation::render::web
