// More records than are held come back by key, and those of one key in the order in which they were added.
#include "tools/world/sorted_runs.hpp"
#include "unit/catch.hpp"

using namespace probation::tools;

TEST_CASE("Records come by key, spilled or not, as often as they are asked for") {
  for (const std::size_t most : {std::size_t{1}, std::size_t{500}, std::size_t{1} << 20}) {
    SortedRuns runs(most);
    for (int i = 0; i < 100; ++i) runs.add("k" + std::to_string(i % 7), std::to_string(i));
    for (int turn = 0; turn < 2; ++turn) {
      std::string last;
      int before = -1, count = 0;
      runs.each([&](std::string_view key, std::string_view record) {
        const int now = std::stoi(std::string(record));
        CHECK(key >= last);
        CHECK((key != last || now > before));
        last = key;
        before = now;
        ++count;
      });
      CHECK(count == 100);
    }
  }
}
