#include "render/panel/words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace probation::render::panel_words {

using appraisal::Appraisal;
using appraisal::Statistic;

// Free text of a sheet on one line: what would move a cursor or start a new paragraph becomes a blank.
std::string one_line(std::string_view words) {
  std::string out;
  for (const char c : words) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return out;
}

// The same where it is read as Markdown: nothing in it is markup.
std::string plain_markdown(std::string_view words) {
  std::string out;
  for (const char c : one_line(words)) {
    if (c == '<') out += "&lt;";
    else if (c == '&') out += "&amp;";
    else if (std::string_view("\\`*_[]|#!").find(c) != std::string_view::npos) (out += '\\') += c;
    else out += c;
  }
  return out;
}

std::string short_number(const std::optional<double>& value) { return value ? number_text(*value) : "-"; }
std::string three(const std::optional<double>& value) {
  return value ? fmt::format("{:.3f}", std::abs(*value) < 0.0005 ? 0.0 : *value) : "-";
}
std::string percent(double share) { return fmt::format("{:.1f}%", share * 100); }

std::string statistic_name(const Statistic& s) {
  return s.weights.empty() ? s.name : fmt::format("{} ({})", s.name, s.weights);
}

std::string signed_number(const std::optional<double>& value) {
  if (!value) return "-";
  return std::abs(*value) < 0.005 ? "0.00" : fmt::format("{:+.2f}", *value);
}

std::string title_of(const AppraisedSheet& sheet) {
  const PanelSheet& s = sheet.appraisal->facts.sheet;
  std::string title = s.intervention ? s.intervention->text : std::string("intervention not recorded");
  if (s.version) title += fmt::format(" version {}", *s.version);
  if (s.date) title += fmt::format(", {}", format(*s.date));
  return title;
}

std::string votes_text(const Appraisal& a) {
  const auto& v = a.votes;
  std::string uncounted;
  for (const UncountedVote& vote : a.facts.votes_without_marks)
    uncounted += fmt::format("{}{} {}", uncounted.empty() ? "; without marks and not counted: " : ", ",
                             vote.member->id->text, word(vote.vote));
  if (v.approve + v.provisional + v.reject + v.abstain == 0) return "none cast" + uncounted;
  return fmt::format("{} approve, {} provisional, {} reject, {} abstain: {}{}", v.approve, v.provisional, v.reject,
                     v.abstain, a.facts.vote_decision ? word(*a.facts.vote_decision) : "no decision", uncounted);
}

std::string stability_text(const Appraisal& a) {
  const auto& s = a.stability;
  if (!s.same_decision) return "not measured: the rule has no decision";
  return fmt::format("{} of {} replicates (seed {}) give the rule's decision{}", percent(*s.same_decision),
                     s.replicates, s.seed,
                     !s.fragile   ? ""
                     : *s.fragile ? ": fragile"
                                  : "");
}

std::string distance_text(const Appraisal& a) {
  if (!a.total) return "not known";
  if (!a.distance) return "in the highest band";
  return fmt::format("{} {} to {}", number_text(a.distance->points), a.distance->points == 1 ? "point" : "points",
                     word(a.distance->to));
}

std::string opening(const AppraisedSheet& sheet) {
  const Appraisal& a = *sheet.appraisal;
  std::string out = fmt::format("The panel's recommendation is {}: {} of {} points", decision_word(a.recommendation),
                                short_number(a.total), number_text(a.maximum));
  if (a.distance) out += fmt::format(", {} short of {}", number_text(a.distance->points), word(a.distance->to));
  if (decided_by(sheet) == "panel") return out + ". It is not yet ratified.\n";
  const Ratification& ratification = *a.facts.sheet.ratification;
  const bool differs =
      (a.recommendation == PanelDecision::not_approved) != (*ratification.decision == PanelDecision::not_approved);
  out += fmt::format(".\nThe board decided: {}{}{}.", word(*ratification.decision),
                     ratification.board ? ", " + one_line(*ratification.board) : std::string{},
                     ratification.date ? ", " + format(*ratification.date) : std::string{});
  if (a.recommendation && differs) out += " Panel and board differ.";
  return out + "\n";
}

namespace {

template <class Texts>
std::string list_of(const Texts& ids) {
  std::string out;
  for (const auto& id : ids) out += fmt::format("{}{}", out.empty() ? "" : ", ", id);
  return out;
}
}  // namespace

std::string evidence_of(const appraisal::PrincipleFeedback& row) {
  std::string out;
  const auto add = [&](std::string_view name, const std::string& ids) {
    if (!ids.empty()) out += fmt::format("{}{} {}", out.empty() ? "" : "; ", name, ids);
  };
  add("present", list_of(row.present));
  add("partly", list_of(row.partly));
  add("missing", list_of(row.missing));
  if (out.empty()) return "not recorded";
  if (!row.not_recorded.empty()) add("not recorded", list_of(row.not_recorded));
  return out;
}

std::string assumptions_text(const ScoringPolicy& policy) {
  std::vector<std::string_view> names;
  for (const PolicyPart part : policy.assumptions) names.push_back(word(part));
  return list_of(names);
}

}  // namespace probation::render::panel_words
