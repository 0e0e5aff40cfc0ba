// Asks every case of a caseload something, many at once, and hands the answers on in path order.
#pragma once
#include <algorithm>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/sight.hpp"
#include "caseload/in_order.hpp"
#include "caseload/pieces.hpp"

namespace probation::caseload {

struct FilesAreKept {};

// `ask(facts, file, places)` answers for one case, on any thread; `take(answer)` gets the answers in path order, one at
// a time. Under --redact all is asked on one thread, for pseudonyms are given in path order.
// `see` is shown what was found (`found(findings)`) and then what came of each file (`file(counts)`), and asked after
// each part whether to go on (`goes_on()`); without it the result holds the accounts of all files.
template <class Ask, class Take, class See = FilesAreKept>
Result visit_in_parallel(World& world, const Request& request, const rules::Settings& settings, Ask ask, Take take,
                         See&& see = {}) {
  using Said = decltype(ask(std::declval<const CaseFacts&>(), std::declval<const std::string&>(),
                            std::declval<const PlaceTable&>()));
  struct Asked {
    Piece piece;
    std::vector<Said> answers;
  };
  constexpr std::size_t about_a_case = std::size_t{48} << 10;  // its records are trees until they are taken
  Result result;
  WholeFiles whole_files;
  WorkGiver giver(world, request);
  const auto make = [&](Work& work, unsigned) {
    auto asked = std::make_unique<Asked>();
    look_at(
        world, request, settings, std::move(work),
        [&](const CaseFacts& facts, const std::string& file, const PlaceTable& places) {
          asked->answers.push_back(ask(facts, file, places));
        },
        asked->piece);
    // Told of a file is what is wrong with it; what a document leaves open stands in the answers about its cases.
    std::erase_if(asked->piece.findings,
                  [](const rules::Finding& finding) { return finding.outcome != rules::Verdict::fail; });
    return asked;
  };
  in_order(
      sight().redact ? 1U : request.threads, [&] { return giver.next(); }, make,
      [](const std::unique_ptr<Asked>& asked) { return asked->answers.size() * about_a_case; },
      [&](const std::unique_ptr<Asked>& asked) {
        if constexpr (std::is_same_v<std::remove_cvref_t<See>, FilesAreKept>) {
          add(result, std::move(asked->piece), whole_files);
        } else {
          see.found(asked->piece.findings);
          for (FileCounts& counts : asked->piece.files)
            if (const auto whole = whole_files.add(std::move(counts))) {
              see.file(*whole);
              add(result, *whole);
              result.accounts.clear();
            }
          std::move(asked->piece.findings.begin(), asked->piece.findings.end(), std::back_inserter(result.findings));
        }
        for (Said& answer : asked->answers) take(std::move(answer));
        if constexpr (std::is_same_v<std::remove_cvref_t<See>, FilesAreKept>) return true;
        else return see.goes_on();
      });
  return result;
}

}  // namespace probation::caseload
