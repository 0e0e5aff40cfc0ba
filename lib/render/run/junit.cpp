// JUnit XML as Jenkins, GitLab and most CI systems read it: a suite per file, a test case per finding. What is
// undetermined, suppressed or known before is skipped and says why; a file that cannot be read is an error; a file
// without finding passes.
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "document/problem.hpp"
#include "render/run/gaps.hpp"
#include "render/run/json.hpp"
#include "render/run/paths.hpp"
#include "render/run/pieces.hpp"
#include "render/run/text.hpp"
#include "rules/rule.hpp"

namespace probation::render {
namespace {

using rules::Finding;
using rules::Verdict;

// XML 1.0 has no way to write some characters: control characters and the last two of each plane. They are written out,
// as \u0001.
std::string spelt_out(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view character = text.substr(i, size);
    if (lead < 0x20 && lead != '\t') out += fmt::format("\\u{:04x}", lead);
    else if (character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF")
      out += character.back() == '\xBE' ? "\\ufffe" : "\\uffff";
    else out += character;
    i += size;
  }
  return out;
}
std::string xml(std::string_view text) { return xml_escaped(visible(spelt_out(printable(text)), true)); }

struct Counts {
  int tests = 0, failures = 0, errors = 0, skipped = 0;
};

struct Suite : Counts {
  std::string cases, last;  // test cases; those that come behind all others of the file
  std::string crn;
};

std::string details(const Finding& f) {
  std::vector<std::string> lines{f.location.line == 0
                                     ? f.location.file.str()
                                     : fmt::format("{}:{}:{}", f.location.file, f.location.line, f.location.column)};
  for (const std::string& line : f.trace) lines.push_back("how: " + line);
  for (const std::string& pointer : f.missing) lines.push_back("missing: " + pointer);
  for (const rules::FindingSource& source : f.sources)
    lines.push_back(
        fmt::format("source: {}{}{}", source.title, source.provision.empty() ? "" : ", ", source.provision));
  if (f.fix) lines.push_back("fix: " + *f.fix);
  std::string out;
  for (const std::string& line : lines) out += xml(line) + "\n";
  return out;
}

std::string case_begun(std::string_view tool, std::string_view rule, std::string_view name) {
  return fmt::format(R"(    <testcase name="{}" classname="{}.{}" time="0">)", xml(name), xml(tool), xml(rule));
}

void open_case(Suite& suite, const RunOutput& run, std::string_view rule, std::string_view name) {
  ++suite.tests;
  suite.cases += case_begun(run.tool, rule, name);
}

void add_case(Suite& suite, const RunOutput& run, const Finding& f) {
  open_case(suite, run, f.rule->id,
            f.crn.empty() ? fmt::format("{} {}", f.location.file, f.subject) : fmt::format("{} {}", f.crn, f.subject));
  const std::string message = xml(f.message.empty() ? f.rule->summary : std::string_view(f.message));
  const bool unread = document::prevents_reading(f.rule->id);
  if (f.outcome == Verdict::fail && !f.stands()) {
    ++suite.skipped;
    suite.cases += f.suppressed ? fmt::format(R"(<skipped message="suppressed until {}: {}: {}"/>)",
                                              xml(f.suppressed->until), xml(f.suppressed->reason), message)
                                : fmt::format(R"(<skipped message="known before: {}"/>)", message);
  } else if (f.outcome == Verdict::fail) {
    const std::string_view element = unread ? "error" : "failure";
    ++(unread ? suite.errors : suite.failures);
    suite.cases += fmt::format("<{0} message=\"{1}\" type=\"{2}\">{3}</{0}>", element, message, rules::word(f.severity),
                               details(f));
  } else if (f.outcome != Verdict::pass) {
    ++suite.skipped;
    suite.cases += fmt::format(R"(<skipped message="undetermined: {}"/>)", message);
  }
  suite.cases += "</testcase>\n";
}

void add_case(Suite& suite, const RunOutput& run, const caseload::Gap& gap) {
  open_case(suite, run, missing_fact_id,
            fmt::format("{} {} {}", gap.crn.empty() ? gap.file : gap.crn, gap.subject, gap.fact));
  ++suite.skipped;
  suite.cases += fmt::format("<skipped message=\"undetermined: {}\"/></testcase>\n", xml(caseload::said(gap)));
}

// A case of which a finding is not printed does not pass: once for each case, as bad as its worst.
void add_cut(std::map<std::string, Suite>& suites, const RunOutput& run) {
  std::map<std::pair<std::string, std::string>, bool> cases;
  for (const CutFinding& cut : run.cut) {
    bool& fails = cases[{cut.file, cut.crn}];
    fails = fails || cut.fails;
  }
  for (const auto& [at, fails] : cases) {
    Suite& suite = suites[at.first];
    const std::string words = fmt::format("not printed: --max-findings {}", run.most);
    ++suite.tests;
    suite.last += case_begun(run.tool, "not_printed", at.second.empty() ? at.first : at.second);
    ++(fails ? suite.failures : suite.skipped);
    suite.last += fails ? fmt::format(R"(<failure message="{}" type="not_printed"></failure>)", words)
                        : fmt::format(R"(<skipped message="{}"/>)", words);
    suite.last += "</testcase>\n";
  }
}

// Characters that XML has no way to write: where the number and the counts of a suite and, in the first one, the
// account are to stand, and what separates the members of the suites that a part hands on.
constexpr char number_here = '\x01', counts_here = '\x02', account_here = '\x03', member_ends = '\x1f';

std::string suite_begun(const RunOutput& run, std::string_view file) {
  // The time of a run is its as-of date: the same input gives the same bytes.
  return fmt::format(
             "  <testsuite name=\"{}\" package=\"{}\" id=\"{}\" timestamp=\"{}T00:00:00\" hostname=\"localhost\" "
             "{} time=\"0\">\n",
             xml(file), xml(run.tool), number_here, format(run.as_of), counts_here) +
         fmt::format(
             "    <properties>\n      <property name=\"as_of\" value=\"{}\"/>\n      <property name=\"policy\" "
             "value=\"{}\"/>\n      <property name=\"version\" value=\"{}\"/>\n{}    </properties>\n",
             format(run.as_of), xml(run.policy), xml(run.version), account_here);
}
constexpr std::string_view suite_end = "    <system-out></system-out>\n    <system-err></system-err>\n  </testsuite>\n";

std::string told(const Counts& of) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"", of.tests, of.failures, of.errors,
                     of.skipped);
}

void replace_marks(std::string& text, char place, const std::function<std::string()>& words) {
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
    const std::string put = words();
    text.replace(at, 1, put);
    at += put.size();
  }
}

// The first channel is the beginning of the first suite, up to where the account stands; the second is the rest. Parts
// hand on their suites by members. Those of one file become one suite when they are put in order, and its counts, which
// stand before its test cases, are written when all is known.
class JunitPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 2; }
  [[nodiscard]] bool totals_first() const override { return true; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    std::map<std::string, Suite> suites;
    for (const rules::CaseSummary& summary : part.cases) suites[summary.file].crn = summary.crn;
    in_path_order(
        part, [&](const Finding& f) { add_case(suites[f.location.file.str()], part, f); },
        [&](const caseload::Gap& gap) { add_case(suites[gap.file.str()], part, gap); });
    for (const UnreadFile& file : part.unread) {
      Suite& suite = suites[file.path];
      ++suite.errors;
      ++suite.tests;
      suite.last += case_begun(part.tool, "file", file.path);
      suite.last += fmt::format("<error message=\"{}\" type=\"unreadable\"></error></testcase>\n", xml(file.why));
    }
    add_cut(suites, part);
    for (const auto& [file, suite] : suites) {
      const auto silent = [&](const std::string& name) {
        return case_begun(part.tool, "check", name) + "</testcase>\n";
      };
      const std::string of_case = suite.crn.empty() ? std::string{} : silent(suite.crn);
      for (const std::string& member :
           {xml(file), fmt::format("{} {} {} {}", suite.tests, suite.failures, suite.errors, suite.skipped),
            suite_begun(part, file), of_case, silent(file), suite.cases, suite.last}) {
        out[1] += member;
        out[1] += member_ends;
      }
    }
  }
  void number(std::span<std::string> channels) override {
    const std::string handed_on = std::exchange(channels[1], {});
    std::string& out = channels[1];
    for (std::size_t at = 0; at < handed_on.size();) {
      std::array<std::string_view, 7> members;
      for (std::string_view& member : members) {
        const std::size_t end = handed_on.find(member_ends, at);
        member = std::string_view(handed_on).substr(at, end - at);
        at = end + 1;
      }
      const auto [name, counts, begun, of_case, of_file, cases, last] = members;
      if (suites_.empty() || name != open_.name) {
        out += open_end();
        open_ = {std::string(name), std::string(of_file), {}};
        suites_.emplace_back();
        begin(begun, channels);
      }
      add_counts(suites_.back(), counts);
      if (!of_case.empty()) open_.silent = of_case;
      open_.last += last;
      out += cases;
    }
  }
  void settle(std::size_t, std::string& text) override {
    replace_marks(text, counts_here, [&] { return told(counted(suites_[settled_++])); });
  }
  [[nodiscard]] std::string head(const RunOutput& run) const override {
    std::int64_t tests = 0, failures = 0, errors = 0;
    for (const Counts& suite : suites_) {
      tests += counted(suite).tests;
      failures += suite.failures;
      errors += suite.errors;
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" "
        "errors=\"{}\" time=\"0\">\n",
        xml(run.tool), tests, failures, errors);
  }
  [[nodiscard]] std::string behind(const RunOutput& run, std::size_t channel, bool is_empty) const override {
    if (channel == 1) return open_end() + "</testsuites>\n";
    const std::string account =
        fmt::format("      <property name=\"account\" value=\"{}\"/>\n", xml(written(to_json(run.account))));
    if (!is_empty) return account;
    std::string nothing = suite_begun(run, "nothing");  // the account has to stand somewhere
    replace_marks(nothing, number_here, [] { return std::string("0"); });
    replace_marks(nothing, counts_here, [] { return told({}); });
    replace_marks(nothing, account_here, [&] { return account; });
    return nothing.append(suite_end);
  }

 private:
  // A file that was judged and has nothing to say is a test that passed.
  static Counts counted(Counts suite) {
    suite.tests = std::max(suite.tests, 1);
    return suite;
  }
  static void add_counts(Counts& sum, std::string_view more) {
    std::istringstream words{std::string(more)};
    Counts of;
    words >> of.tests >> of.failures >> of.errors >> of.skipped;
    sum.tests += of.tests;
    sum.failures += of.failures;
    sum.errors += of.errors;
    sum.skipped += of.skipped;
  }
  void begin(std::string_view begun, std::span<std::string> channels) {
    std::string text(begun);
    replace_marks(text, number_here, [&] { return std::to_string(suites_.size() - 1); });
    const std::size_t account = text.find(account_here);
    (suites_.size() == 1 ? channels[0] : channels[1]) += text.substr(0, account);
    channels[1] += text.substr(account + 1);
  }
  [[nodiscard]] std::string open_end() const {
    if (suites_.empty()) return {};
    return (suites_.back().tests == 0 ? open_.silent : std::string{}) + open_.last + std::string(suite_end);
  }

  struct Open {
    std::string name, silent, last;
  };
  Open open_;  // the suite that more may be added to, the last of:
  std::vector<Counts> suites_;
  std::size_t settled_ = 0;
};

}  // namespace

std::unique_ptr<PieceFormat> junit_pieces(const PieceStyle&) { return std::make_unique<JunitPieces>(); }

}  // namespace probation::render
