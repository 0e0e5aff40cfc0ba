#include "render/json_text.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "base/same_text.hpp"
#include "base/text.hpp"
#include "document/line_index.hpp"
#include "unit/catch.hpp"

namespace probation {

using render::JsonText;

namespace {

// Of each length up to a few words of the machine, with one letter that wants a look at each place of it.
std::vector<std::string> odd_texts() {
  std::vector<std::string> all{"", "\xFF", "a\xC3", "ŵ", "\xE2\x80\xA8", "\xC2\x85"};
  for (std::size_t size = 1; size < 50; ++size) {
    all.emplace_back(size, 'x');
    for (const char* sign :
         {"\"", "\\", "\n", "\t", "\x01", "\x1F", " ", "!", "~", "\x7F", "é", "€", "\xF0\x9F\x99\x82"})
      for (std::size_t at = 0; at < size; ++at) all.push_back(std::string(size, 'x').replace(at, 1, sign));
  }
  return all;
}

}  // namespace

TEST_CASE("A text written ahead is the JSON that a tree of it gives, whatever it holds and however long it is") {
  for (const int indent : {-1, 2}) {
    std::string out = "before";
    Json tree = Json::array();
    {
      JsonText list(out, indent);
      list.open_list();
      for (const std::string& text : odd_texts()) {
        list.open().text("text", text).key_of_data(text).null().texts("list", {text, "", text});
        if (!list.plain_text("plain", text)) list.truth("plain", false);
        list.key("inner").open_list().open().close().open_list().whole(-7).whole(9223372036854775807).close_list();
        list.close_list().close();
        Json record = Json::object();
        record["text"] = text;
        record[text] = nullptr;
        record["list"] = Json(Json::Array{text, "", text});
        std::string escaped;
        append_json_text(escaped, text);
        const bool is_ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
        record["plain"] = is_ascii && escaped.size() == text.size() + 2 ? Json(text) : Json(false);
        record["inner"] = Json(Json::Array{Json::object(), Json(Json::Array{-7, INT64_MAX})});
        tree.push_back(record);
      }
      list.close_list();
      CHECK(out.substr(6) == tree.dump(indent));  // where it was opened is closed, nothing is left to write
    }
    CHECK(out.substr(6) == tree.dump(indent));
  }
}

TEST_CASE("A line of JSON set out over several is what its value gives so") {
  Json tree = Json::object();
  tree["none"] = nullptr;
  tree["empty list"] = Json::array();
  tree["empty map"] = Json::object();
  tree["of all"] = Json::array({1, -2.5, true, "a: [1, {2}], \"b\\", Json::array({Json::object(), Json::array()})});
  for (const std::string& text : odd_texts()) tree[text + " ends in \\"] = Json{{text, Json::array({text, "\\"})}};
  for (const Json& value : {tree, tree["of all"], Json(1), Json("{[,:]}"), Json::array(), Json::object()})
    for (const int depth : {0, 1, 3}) {
      std::string expected, got;
      value.append_to(expected, 2, depth);
      append_indented(got, value.dump(), 2, depth);
      CHECK(got == expected);
    }
}

TEST_CASE("Two words are the same where every letter is, whatever their length") {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string word = std::string("abcdefghijklmnopqrstuvwxyz_0123456789.-+@").substr(0, size);
    CHECK(same_text(word, std::string(word)));
    CHECK_FALSE(same_text(word, word + "a"));
    for (std::size_t at = 0; at < size; ++at) CHECK_FALSE(same_text(word, std::string(word).replace(at, 1, "#")));
  }
}

TEST_CASE("What is open in a text is there once it is asked for, and is added to behind it") {
  std::string out = "[1";
  JsonText text = JsonText::within(out, -1, 1);
  text.open().key("a").open_list().whole(1);
  text.flush();
  CHECK(out == "[1,{\"a\":[1");
  out += ",2";
  text.whole(3).value("", Json{{"b", 1}});
  text.close_list();
  text.flush();
  CHECK(out == "[1,{\"a\":[1,2,3,\"\":{\"b\":1}]");
  text.close();
  CHECK(out == "[1,{\"a\":[1,2,3,\"\":{\"b\":1}]}");
}

TEST_CASE("Numbers are written as anybody writes them") {
  std::vector<std::int64_t> numbers{INT64_MIN, -1000, -1, 65535, 1'000'000, INT64_MAX};
  for (std::int64_t number = 0; number <= 1100; ++number) numbers.push_back(number);
  for (const std::int64_t number : numbers) {
    std::string out;
    JsonText(out).open_list().whole(number).close_list();
    CHECK(out == "[" + std::to_string(number) + "]");
  }
}

TEST_CASE("Records a line each are the records one by one, whatever comes between") {
  std::string one_by_one, lines;
  const auto record = [](JsonText& text, int i) {
    text.open().text("name", std::string(static_cast<std::size_t>(i) * 97, 'x') + "\"");
    text.key("list").open_list().whole(i).open().close().close_list().close();
  };
  {
    JsonText text = JsonText::lines(lines);
    for (int i = 0; i < 60; ++i) {
      JsonText alone(one_by_one);
      record(alone, i);
      one_by_one += '\n';
      record(text, i);
      if (i % 7 == 0) {  // whoever adds something says so
        text.flush();
        CHECK(lines == one_by_one);
      }
    }
  }
  CHECK(lines == one_by_one);
}

TEST_CASE("A pointer names its steps with their escapes") {
  PlaceTable places;
  const NodeId list = places.add_key(0, "a~b/c");
  const NodeId item = places.add_index(list, 0);
  const NodeId other = places.add_index(list, 120);
  const NodeId empty = places.add_key(other, "");
  const NodeId word = places.add_word(places.add_index(places.add_word(0, "contacts"), 12), "outcome");
  CHECK(places.pointer(0).empty());
  CHECK(places.pointer(list) == "/a~0b~1c");
  CHECK(places.pointer(item) == "/a~0b~1c/0");
  CHECK(places.pointer(other) == "/a~0b~1c/120");
  CHECK(places.pointer(empty) == "/a~0b~1c/120/");
  CHECK(places.pointer(word) == "/contacts/12/outcome");
  CHECK(places.section(word) == "contacts");
  CHECK(places.index(item) == 0);
  CHECK(places.index(word) == -1);
}

TEST_CASE("Characters are counted the same in eights and one by one") {
  for (const char* sign : {"x", "é", "€", "\xF0\x9F\x99\x82", "\n"})
    for (std::size_t size = 0; size < 30; ++size)
      for (std::size_t at = 0; at <= size; ++at) {
        const std::string text = std::string(at, 'x') + sign + std::string(size - at, 'y');
        CHECK(count_characters(text) == size + 1);
        const std::size_t line_end = std::min(text.find('\n'), text.size());
        for (std::uint32_t characters = 0; characters <= size + 2; ++characters) {
          std::size_t from = 0;
          for (std::uint32_t n = characters; n > 0 && from < line_end; --n)
            from += from == at ? std::string_view(sign).size() : 1;
          CHECK(document::after_characters(text, 0, characters) == from);
        }
      }
}

}  // namespace probation
