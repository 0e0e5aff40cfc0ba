// One output of a run: which findings it holds, why the others are not in it, and its text.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "render/run/pieces.hpp"
#include "render/run/run.hpp"
#include "tools/common/output.hpp"

namespace probation::tools {

// Leaves out what this output is not to hold, and says in the account of it why. What is left out is the answer, among
// it places without a rule, from which a finding was taken: `put_back` passes them over. Of a part of a run nothing is
// left out for its size or by --max-findings: that is decided when all of it is there.
enum class Extent : std::uint8_t { whole, part };
std::vector<rules::Finding> cut_for(const Target& target, const Options& options, render::RunOutput& run,
                                    Extent extent = Extent::whole);
void put_back(std::vector<rules::Finding>&& left_out, std::vector<rules::Finding>& findings);
// The same for each output of a run, those that hold the same made once.
class Cuts {
 public:
  Cuts(const render::RunOutput& run, const Options& options) : run_(run), options_(options) {}
  [[nodiscard]] const render::RunOutput& of(const Target& target);

 private:
  const render::RunOutput& run_;
  const Options& options_;
  std::map<std::tuple<std::string, bool, std::size_t>, render::RunOutput> cuts_;
};

// How a format shows what could not be decided.
render::ShowUndetermined shown_in(std::string_view format, const Options& options);
// Whether --max-findings leaves facts out as well: json holds all of them, beside the findings.
bool cuts_gaps(std::string_view format);
// The missing facts of a run, of the questions from --show on.
std::vector<caseload::Gap> gaps_to_show(const render::RunOutput& run, const Options& options);

// Throws UsageError: --summary has no form in this format.
std::string rendered(const render::RunOutput& run, const Target& target, const Options& options);
// Whether a format ends with the line of the account itself.
bool ends_with_account(std::string_view format);
render::PieceStyle style_of(const Target& target, const Options& options);
bool is_coloured(const Target& target, const Options& options);

}  // namespace probation::tools
