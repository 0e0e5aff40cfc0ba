// What as a rule stands in its order already is looked at once, and sorted only where it does not: equal ones stay as
// they are.
#pragma once
#include <algorithm>

namespace probation {

template <class List, class Before>
void sort_where_needed(List& list, Before before) {
  if (!std::is_sorted(list.begin(), list.end(), before)) std::stable_sort(list.begin(), list.end(), before);
}

}  // namespace probation
