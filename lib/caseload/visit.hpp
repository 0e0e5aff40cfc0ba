// Asks every case of a caseload something, many at once, and hands the answers on in path order.
#pragma once
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/sight.hpp"
#include "caseload/in_order.hpp"
#include "caseload/pieces.hpp"

namespace probation::caseload {

// `ask(facts, file, places)` answers for one case, on any thread; `take(answer)` gets the answers in path order, one at
// a time. Under --redact all is asked on one thread, for pseudonyms are given in path order.
template <class Ask, class Take>
Result visit_in_parallel(World& world, const Request& request, const rules::Settings& settings, Ask ask, Take take) {
  using Said = decltype(ask(std::declval<const CaseFacts&>(), std::declval<const std::string&>(),
                            std::declval<const PlaceTable&>()));
  struct Asked {
    Piece piece;
    std::vector<Said> answers;
  };
  constexpr std::size_t about_a_case = 4096;
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
    return asked;
  };
  in_order(
      sight().redact ? 1U : request.threads, [&] { return giver.next(); }, make,
      [](const std::unique_ptr<Asked>& asked) { return asked->answers.size() * about_a_case; },
      [&](const std::unique_ptr<Asked>& asked) {
        add(result, std::move(asked->piece), whole_files);
        for (Said& answer : asked->answers) take(std::move(answer));
        return true;
      });
  return result;
}

}  // namespace probation::caseload
