// What stands at the head and the foot of every page of a run: its figures, what could not be read, and what it is.
#pragma once
#include <string>
#include <vector>

#include "render/html/parts.hpp"
#include "render/html/speech.hpp"
#include "render/html/views.hpp"

namespace probation::render::web {

// Of a member of the records; in English in those words.
Figure figure(std::string name, std::int64_t value, std::string_view english, const Speech& speech);
// How many cases, or documents of another kind, were judged.
Figure judged_figure(const Totals& totals, const Speech& speech);
std::vector<Figure> figures_of(const Totals& totals, const Speech& speech);
std::string unreadable(const CaseloadView& view);
std::string about(const CaseloadView& view, const Speech& speech);
// Pairs of terms and texts, then what is assumed, each once.
std::string about(const std::vector<std::pair<std::string, std::string>>& pairs,
                  const std::vector<std::string>& assumptions);
Table measure_table(const std::vector<Json>& records, const Speech& speech);

}  // namespace probation::render::web
