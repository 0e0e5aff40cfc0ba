#include "tools/rar-record/closed_rows.hpp"

#include <algorithm>

#include "base/sight.hpp"
#include "document/refused.hpp"
#include "recording/case_text.hpp"

namespace probation::tools {

bool is_closed(RealWorld& world, const CaseFinder& finder, const std::string& crn,
               const std::vector<recording::Item>& items) {
  if (sight().with_limited) return false;
  if (std::any_of(items.begin(), items.end(), recording::says_limited)) return true;
  const std::vector<CasePlace>& places = finder.places_of(crn);
  if (places.empty() && !finder.unreadable().empty()) return true;
  return std::any_of(places.begin(), places.end(), [&](const CasePlace& place) {
    if (!place.hindrance.empty()) return place.is_limited;
    std::string bytes;
    try {
      bytes = world.read(place.path);
      return recording::CaseText(place.path, bytes).content().limited_access.is(true);
    } catch (...) {  // not read, or not understood
      return bytes.empty() || document::mentions_limits(bytes);
    }
  });
}

bool says_something(const recording::Item& item) {
  return !item.problem.empty() || !item.left_out.empty() || !item.remarks.empty();
}

void hide_keys(recording::ImportedCase& imported) {
  for (recording::RowReceipt& receipt : imported.receipts)
    if (std::string& key = receipt.source.key; !key.empty() && !document::may_be_slip(key, document::Wanted::figure))
      key = "…";
}

}  // namespace probation::tools
