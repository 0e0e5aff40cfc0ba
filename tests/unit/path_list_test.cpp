// The names of a run are whole names, however they are held.
#include "intake/path_list.hpp"

#include <algorithm>
#include <random>

#include "unit/catch.hpp"

using probation::intake::PathList;

namespace {

// Names that share folders, beginnings and nothing, in an order that is none.
std::vector<std::string> names() {
  std::vector<std::string> all{"-",  "a.yaml",    "a",           "a-b/x.yaml",      "a/b.yaml", "a/b/c.yaml", "a/b.c/d",
                               "a/", "/a/b.yaml", "b/\xFF.yaml", "b/\xC3\xA9.yaml", "b/z",      "./a/b.yaml"};
  std::mt19937 chance(7);
  for (int i = 0; i < 400; ++i) {
    std::string name;
    for (int k = 0; k < 6; ++k) name += "ab/.-"[chance() % 5];
    all.push_back(name + std::to_string(i));
  }
  std::shuffle(all.begin(), all.end(), chance);
  return all;
}

}  // namespace

TEST_CASE("a list of names gives them back, in order once it is sorted") {
  std::vector<std::string> all = names();
  PathList list = all;
  CHECK(list.all() == all);
  list.sort();
  std::sort(all.begin(), all.end());
  CHECK(list.all() == all);
  CHECK(list.size() == all.size());
  CHECK(list[3] == all[3]);
  for (const std::string& name : all) {
    CHECK(list.contains(name));
    CHECK_FALSE(list.contains(name + "!"));
    CHECK_FALSE(list.contains("!" + name));
  }
  CHECK_FALSE(list.contains(""));
}

TEST_CASE("a name is taken out of a list and put in where another stood") {
  std::vector<std::string> all = names();
  std::sort(all.begin(), all.end());
  PathList list = all;
  const auto at = std::find(list.begin(), list.end(), "-");
  REQUIRE(at != list.end());
  list.erase(at);
  all.erase(std::find(all.begin(), all.end(), "-"));
  CHECK(list.all() == all);
  list.insert(std::lower_bound(list.begin(), list.end(), std::string("a/b/b")), "-");
  all.insert(std::lower_bound(all.begin(), all.end(), "a/b/b"), "-");
  CHECK(list.all() == all);
  const auto is_short = [](const std::string& name) { return name.size() < 8; };
  list.erase_if(is_short);
  std::erase_if(all, is_short);
  CHECK(list.all() == all);
  CHECK(PathList{}.empty());
}
