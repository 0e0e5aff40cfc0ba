#include "render/html/about.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "render/html/timeline.hpp"

namespace probation::render::web {

Figure figure(std::string name, std::int64_t value, std::string_view english, const Speech& speech) {
  std::string words = speech.head("field", name, english);
  return {std::move(name), value, std::move(words)};
}

Figure judged_figure(const Totals& totals, const Speech& speech) {
  if (!totals.is_of_documents) return figure("cases", totals.cases, "Cases", speech);
  return {"cases", totals.cases, speech.head("field", "documents", "Documents")};
}

std::vector<Figure> figures_of(const Totals& totals, const Speech& speech) {
  return {figure("errors", totals.fails[0], "Errors", speech),
          figure("warnings", totals.fails[1], "Warnings", speech),
          figure("notes", totals.fails[2], "Notes", speech),
          figure("undetermined", totals.undetermined, "Not decided: a fact is missing", speech),
          figure("overdue", totals.overdue, "Dates overdue", speech),
          {"due", totals.due, "Dates due in four weeks"},
          judged_figure(totals, speech),
          figure("files", totals.files, "Files", speech),
          figure("unreadable", totals.unreadable, "Could not be read", speech),
          {"suppressed", totals.suppressed, "Suppressed"}};
}

std::string unreadable(const CaseloadView& view) {
  // What was not looked at must not read like what is in order.
  if (view.unreadable.empty() && view.totals.files == 0)
    return "<p id=\"unreadable\"><strong>Nothing was judged: no file was among what was given. Name the folder that "
           "holds "
           "the cases.</strong></p>\n";
  if (view.unreadable.empty()) return "<p id=\"unreadable\">Every file could be read.</p>\n";
  std::string out =
      "<div id=\"unreadable\">\n<p><strong>The answer is incomplete: these files could not be "
      "read.</strong></p>\n<ul>\n";
  for (const UnreadFile& file : view.unreadable)
    out += fmt::format("<li>{}: {}</li>\n", code(file.path), prose(file.why));
  return out + "</ul>\n</div>\n";
}

std::string about(const std::vector<std::pair<std::string, std::string>>& pairs,
                  const std::vector<std::string>& assumptions) {
  std::vector<std::pair<std::string, std::string>> marked;
  for (const auto& [term, words] : pairs) marked.emplace_back(text(term), words);
  std::string out = "<div class=\"about\">\n" + list(marked) + "</div>\n";
  if (!assumptions.empty()) {
    out += "<h3>What is assumed</h3>\n<ul>\n";
    for (const std::string& line : assumptions) out += "<li>" + prose(line) + "</li>\n";
    out += "</ul>\n";
  }
  return out;
}

std::string about(const CaseloadView& view, const Speech& speech) {
  auto pairs = view.about;
  pairs.insert(pairs.begin(), {"As of", speech.when(view.as_of)});
  return about(pairs, view.assumptions);
}

namespace {

std::string number_or_blank(const Json& value) { return value.is_null() ? std::string{} : value.dump(); }
std::optional<double> bound(const Json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.number());
}

std::string group_words(const Json& group, const Speech& speech) {
  std::string out;
  for (const auto& [name, value] : group.items()) {
    const bool is_word = name == "type" || name == "provider" || name == "order_type";
    out += (out.empty() ? "" : ", ") + (value.is_null() ? std::string("not recorded")
                                        : is_word ? speech.say_small(name == "provider" ? "kind" : "type", value.text())
                                                  : speech.say_small("field", name) + " " + code(value.text()));
  }
  return out;
}

std::string group_attribute(const Json& group) {
  std::string out;
  for (const auto& [name, value] : group.items())
    out += (out.empty() ? "" : ",") + name + "=" + (value.is_null() ? std::string{} : value.text());
  return out;
}

}  // namespace

Table measure_table(const std::vector<Json>& records, const Speech& speech) {
  Table table{
      "The inspectorate's questions: yes, of how many that can be decided, and the range with those that cannot",
      {{speech.head("field", "measure", "Question"), "measure"},
       {"Yes", "numerator", true},
       {"Of", "denominator", true},
       {speech.head("field", "undetermined", "Undetermined"), "undetermined", true},
       {speech.head("field", "percentage", "In 100"), "percentage", true},
       {"Range", "range"}},
      {}};
  for (const Json& record : records) {
    const Json& group = record.at("group");
    const std::string percentage = number_or_blank(record.at("percentage"));
    const std::string least = number_or_blank(record.at("at_least")), most = number_or_blank(record.at("at_most"));
    table.rows.push_back({{{"data-measure", record.at("measure").text()},
                           {"data-group", group_attribute(group)},
                           {"data-numerator", number_or_blank(record.at("numerator"))},
                           {"data-denominator", number_or_blank(record.at("denominator"))},
                           {"data-undetermined", number_or_blank(record.at("undetermined"))},
                           {"data-percentage", percentage},
                           {"data-at-least", least},
                           {"data-at-most", most}},
                          {{speech.say("measure", record.at("measure").text()) +
                            (group.empty() ? std::string{} : " – " + group_words(group, speech))},
                           {number_or_blank(record.at("numerator")), {}, true},
                           {number_or_blank(record.at("denominator")), {}, true},
                           {number_or_blank(record.at("undetermined")), {}, true},
                           {!percentage.empty() ? percentage
                            : least.empty()     ? "–"
                                                : least + " to " + most,
                            least, true},
                           {share_bar(bound(record.at("at_least")), bound(record.at("at_most")))}}});
  }
  return table;
}

}  // namespace probation::render::web
