// A stream cut into parts is the same documents as the stream; work handed in is in the order in which it was given.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "caseload/in_order.hpp"
#include "document/limits.hpp"
#include "intake/stream_parts.hpp"
#include "render/run/pieces.hpp"
#include "unit/catch.hpp"

using namespace probation;

namespace {

// Gives a text in pieces of any size.
class Dripping : public ByteSource {
 public:
  Dripping(std::string text, std::uint32_t seed, bool fails) : text_(std::move(text)), dice_(seed), fails_(fails) {}
  bool next(std::string& chunk) override {
    if (at_ == text_.size() && fails_) throw intake::WorldFailure("stream", "the disk went away");
    chunk = text_.substr(at_, std::uniform_int_distribution<std::size_t>(1, 90'000)(dice_));
    at_ += chunk.size();
    return !chunk.empty();
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
  std::mt19937 dice_;
  bool fails_;
};

class OneStream : public intake::World {
 public:
  explicit OneStream(std::string text, std::uint32_t seed, bool fails = false)
      : text_(std::move(text)), seed_(seed), fails_(fails) {}
  std::unique_ptr<ByteSource> open(const std::string&) override {
    return std::make_unique<Dripping>(text_, seed_, fails_);
  }
  std::string read(const std::string&) override { return text_; }
  intake::PathStatus status(const std::string&) override { return {}; }
  std::vector<std::string> list(const std::string&) override { return {}; }
  std::vector<intake::FolderEntry> entries(const std::string&) override { return {}; }
  std::string canonical(const std::string& path) override { return path; }

 private:
  std::string text_;
  std::uint32_t seed_;
  bool fails_;
};

// Documents of every length and way to begin and end, of some 700 KB.
std::string random_stream(std::mt19937& dice) {
  const auto one_of = [&](std::initializer_list<const char*> words) {
    return std::string(words.begin()[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(dice)]);
  };
  std::string text = one_of({"", "---\n", "# a comment\n", "%YAML 1.2\n---\n"});
  while (text.size() < 700'000) {
    text += one_of({"a: 1\n", "\n", "# said\n", "key: |\n  ---- not a mark\n  text\n", "- x\n- y\n", "'…': é\r\n"});
    if (std::uniform_int_distribution<int>(0, 60)(dice) == 0)
      text += one_of(
          {"---\n", "--- # next\n", "...\n", "...\n%YAML 1.2\n---\n", "...\n# between\n---\n", "--- |\n words\n"});
    if (std::uniform_int_distribution<int>(0, 4000)(dice) == 0) text += std::string(70'000, 'x') + "\n";
  }
  return text + one_of({"", "---\n", "last: 1", "...\n"});
}

struct Cut {
  std::string text;
  std::uint32_t first_line;
  bool operator==(const Cut&) const = default;
};

std::vector<Cut> cuts(std::string_view text, bool is_ndjson, std::uint32_t first_line = 1) {
  std::vector<Cut> out;
  for (const document::Slice& slice : is_ndjson ? document::split_ndjson(text) : document::split_stream(text))
    out.push_back({std::string(slice.text), slice.first_line + first_line - 1});
  return out;
}

}  // namespace

TEST_CASE("the parts of a stream hold its documents, on their lines and at their bytes") {
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    std::mt19937 dice(seed);
    const bool is_ndjson = seed % 3 == 0;
    std::string text;
    if (is_ndjson)
      while (text.size() < 700'000)
        text += "{\"schema\": \"case/1\", \"n\": " + std::to_string(text.size()) + "}\n" + (seed % 2 == 0 ? "\n" : "");
    else text = random_stream(dice);
    INFO("seed " << seed);
    OneStream world(text, seed);
    intake::StreamParts parts(world, is_ndjson ? "all.ndjson" : "all.yaml");
    std::vector<Cut> found;
    std::string bytes;
    std::size_t number = 0;
    while (auto part = parts.next()) {
      CHECK(part->is_first == (number++ == 0));
      CHECK(static_cast<std::size_t>(part->stored_at) == bytes.size());
      CHECK(part->first_line == 1 + static_cast<std::uint32_t>(std::count(bytes.begin(), bytes.end(), '\n')));
      CHECK(static_cast<std::size_t>(part->documents_before) == found.size());
      CHECK(part->is_ndjson == is_ndjson);
      bytes += part->bytes;
      for (Cut& cut : cuts(part->bytes, is_ndjson, part->first_line)) found.push_back(std::move(cut));
      if (part->is_last) CHECK(static_cast<std::size_t>(part->stored_bytes) == text.size());
    }
    CHECK(number > 2);
    CHECK(bytes == text);
    CHECK(found == cuts(text, is_ndjson));
  }
}

TEST_CASE("where a stream is cut depends on its bytes, not on how they come") {
  std::mt19937 dice(99);
  const std::string text = random_stream(dice);
  std::vector<std::size_t> sizes[2];
  for (std::uint32_t seed : {3U, 4U}) {
    OneStream world(text, seed);
    intake::StreamParts parts(world, "all.yaml");
    while (auto part = parts.next()) sizes[seed - 3].push_back(part->bytes.size());
  }
  CHECK(sizes[0] == sizes[1]);
}

TEST_CASE("a stream that cannot be read to its end says so with its last part") {
  OneStream world("---\na: 1\n", 1, true);
  intake::StreamParts parts(world, "all.yaml");
  const auto part = parts.next();
  REQUIRE(part);
  CHECK(part->bytes == "---\na: 1\n");
  CHECK(part->failure == "the disk went away");
  CHECK(part->is_last);
  CHECK(!parts.next());
}

TEST_CASE("documents with nothing in them end a stream after so many") {
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "---\n";
  OneStream world(text, 1);
  intake::StreamParts parts(world, "all.yaml");
  std::uint32_t at = 0;
  while (auto part = parts.next()) at = part->too_many_at;
  CHECK(at == 50'001);
}

TEST_CASE("what many threads made is taken in the order of the work") {
  for (const unsigned threads : {1U, 2U, 7U}) {
    int given = 0;
    std::vector<int> taken;
    std::atomic<int> taking{0};
    caseload::in_order(
        threads, [&]() -> std::optional<int> { return given == 300 ? std::nullopt : std::optional(given++); },
        [](int work, unsigned) {
          std::this_thread::sleep_for(std::chrono::microseconds((work * 37) % 211));
          return work;
        },
        [](int) { return std::size_t{1} << 20; },
        [&](int made) {
          CHECK(++taking == 1);
          taken.push_back(made);
          --taking;
          return true;
        });
    REQUIRE(taken.size() == 300);
    CHECK(std::is_sorted(taken.begin(), taken.end()));
  }
}

TEST_CASE("no more is begun than the window holds, nor after somebody has had enough") {
  std::atomic<int> begun{0};
  int given = 0, taken = 0;
  caseload::in_order(
      4, [&]() -> std::optional<int> { return given++; },
      [&](int work, unsigned) {
        ++begun;
        if (work == 0) std::this_thread::sleep_for(std::chrono::milliseconds(30));
        return work;
      },
      [](int) { return caseload::window_bytes / 4; }, [&](int) { return ++taken < 20; });
  CHECK(taken == 20);
  CHECK(begun <= 20 + 4 + 4 + 1);  // what was held, and what each thread had begun
}

TEST_CASE("what goes wrong on a thread, or while it is taken, is said to whoever asked") {
  const auto run = [](int bad_make, int bad_take) {
    int given = 0;
    caseload::in_order(
        3, [&]() -> std::optional<int> { return given == 100 ? std::nullopt : std::optional(given++); },
        [&](int work, unsigned) {
          if (work == bad_make) throw std::runtime_error("made");
          return work;
        },
        [](int) { return std::size_t{1}; },
        [&](int made) {
          if (made == bad_take) throw std::runtime_error("taken");
          return true;
        });
  };
  CHECK_THROWS_WITH(run(40, -1), "made");
  CHECK_THROWS_WITH(run(-1, 40), "taken");
  CHECK_NOTHROW(run(-1, -1));
}

TEST_CASE("of a list in pieces only the first record goes without its comma") {
  const auto json = render::json_pieces({});
  render::ListCommas commas(*json);
  CHECK(commas.is_empty(0));
  CHECK(commas.without(0, "").empty());
  CHECK(commas.without(0, ",a,b") == "a,b");
  CHECK(commas.without(0, ",c") == ",c");
  CHECK(!commas.is_empty(0));
  CHECK(commas.is_empty(1));  // the next list begins anew
  CHECK(commas.without(1, ",d") == "d");
}
