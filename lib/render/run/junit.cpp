// JUnit XML as Jenkins, GitLab and most CI systems read it: a suite per file, a test case per finding. What is
// undetermined, suppressed or known before is skipped and says why; a file that cannot be read is an error; a file
// without finding passes.
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

struct Suite {
  std::string cases;
  std::string crn;
  int tests = 0, failures = 0, errors = 0, skipped = 0;
};

std::string details(const Finding& f) {
  std::vector<std::string> lines{f.location.line == 0
                                     ? f.location.file
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

void open_case(Suite& suite, const RunOutput& run, std::string_view rule, std::string_view name) {
  ++suite.tests;
  suite.cases +=
      fmt::format(R"(    <testcase name="{}" classname="{}.{}" time="0">)", xml(name), xml(run.tool), xml(rule));
}

void add(Suite& suite, const RunOutput& run, const Finding& f) {
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

void add(Suite& suite, const RunOutput& run, const caseload::Gap& gap) {
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
    open_case(suite, run, "not_printed", at.second.empty() ? at.first : at.second);
    ++(fails ? suite.failures : suite.skipped);
    suite.cases += fails ? fmt::format(R"(<failure message="{}" type="not_printed"></failure>)", words)
                         : fmt::format(R"(<skipped message="{}"/>)", words);
    suite.cases += "</testcase>\n";
  }
}

}  // namespace

namespace {

// Where the number of a suite and, in the first one, the account are to stand: characters that XML has no way to write.
constexpr char number_here = '\x01', account_here = '\x02';

void append_suite(std::string& out, const RunOutput& run, const std::string& file, const Suite& suite) {
  // The time of a run is its as-of date: the same input gives the same bytes.
  out += fmt::format(
      "  <testsuite name=\"{}\" package=\"{}\" id=\"{}\" timestamp=\"{}T00:00:00\" hostname=\"localhost\" "
      "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">\n",
      xml(file), xml(run.tool), number_here, format(run.as_of), suite.tests, suite.failures, suite.errors,
      suite.skipped);
  out += fmt::format(
      "    <properties>\n      <property name=\"as_of\" value=\"{}\"/>\n      <property name=\"policy\" "
      "value=\"{}\"/>\n      <property name=\"version\" value=\"{}\"/>\n{}    </properties>\n",
      format(run.as_of), xml(run.policy), xml(run.version), account_here);
  out += suite.cases + "    <system-out></system-out>\n    <system-err></system-err>\n  </testsuite>\n";
}

// The first channel is the beginning of the first suite, up to where the account stands; the second is the rest. The
// third carries the counts of a part and is taken out again.
class JunitPieces : public PieceFormat {
 public:
  [[nodiscard]] std::size_t channels() const override { return 3; }
  [[nodiscard]] bool totals_first() const override { return true; }
  void add(const RunOutput& part, std::span<std::string> out) const override {
    std::map<std::string, Suite> suites;
    for (const rules::CaseSummary& summary : part.cases) suites[summary.file].crn = summary.crn;
    for (const Finding& f : part.findings) render::add(suites[f.location.file], part, f);
    if (part.shows_gaps())
      for (const caseload::Gap& gap : part.gaps) render::add(suites[gap.file], part, gap);
    for (const UnreadFile& file : part.unread) {
      Suite& suite = suites[file.path];
      ++suite.errors;
      open_case(suite, part, "file", file.path);
      suite.cases += fmt::format("<error message=\"{}\" type=\"unreadable\"></error></testcase>\n", xml(file.why));
    }
    add_cut(suites, part);
    for (auto& [file, suite] : suites) {
      if (suite.tests == 0) {  // a file that was judged and has nothing to say is a test that passed
        open_case(suite, part, "check", suite.crn.empty() ? file : suite.crn);
        suite.cases += "</testcase>\n";
      }
      append_suite(out[1], part, file, suite);
      out[2] += fmt::format("{} {} {}\n", suite.tests, suite.failures, suite.errors);
    }
  }
  void number(std::span<std::string> channels) override {
    std::string numbered;
    for (const char c : channels[1]) {
      if (c == number_here) numbered += std::to_string(suites_++);
      else if (c != account_here) numbered += c;
      else if (suites_ == 1) channels[0] = std::exchange(numbered, {});
    }
    channels[1] = std::move(numbered);
    std::istringstream counts(std::exchange(channels[2], {}));
    for (std::int64_t tests = 0, failures = 0, errors = 0; counts >> tests >> failures >> errors;) {
      tests_ += tests;
      failures_ += failures;
      errors_ += errors;
    }
  }
  [[nodiscard]] std::string head(const RunOutput& run) const override {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" "
        "errors=\"{}\" time=\"0\">\n",
        xml(run.tool), tests_, failures_, errors_);
  }
  [[nodiscard]] std::string behind(const RunOutput& run, std::size_t channel, bool is_empty) const override {
    if (channel > 0) return channel == 1 ? "</testsuites>\n" : "";
    const std::string account =
        fmt::format("      <property name=\"account\" value=\"{}\"/>\n", xml(written(to_json(run.account))));
    if (!is_empty) return account;
    std::string nothing;  // the account has to stand somewhere
    append_suite(nothing, run, "nothing", {});
    nothing.replace(nothing.find(number_here), 1, "0");
    return nothing.replace(nothing.find(account_here), 1, account);
  }

 private:
  std::int64_t tests_ = 0, failures_ = 0, errors_ = 0;
  int suites_ = 0;
};

}  // namespace

std::unique_ptr<PieceFormat> junit_pieces() { return std::make_unique<JunitPieces>(); }

}  // namespace probation::render
