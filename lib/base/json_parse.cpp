// The one file that reads JSON which is not a document of ours, by nlohmann's parser.
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace probation {
namespace {

// Builds the value from the parser's events; a member given twice stops it.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return put(Json()); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(number_integer_t value) override { return put(Json(value)); }
  bool number_unsigned(number_unsigned_t value) override {
    return value > static_cast<number_unsigned_t>(INT64_MAX) ? put(Json(static_cast<double>(value))) : put(Json(value));
  }
  bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
  bool string(string_t& value) override { return put(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    key_ = value;
    return seen_.back().insert(value).second;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

  Json root;

 private:
  bool put(Json value) {
    if (open_.empty()) root = std::move(value);
    else add(std::move(value));
    return true;
  }
  Json* add(Json value) {
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    parent.items().emplace_back(key_, std::move(value));
    return &parent.items().back().second;
  }
  bool open(Json value) {
    if (open_.size() >= 128) return false;  // nothing of ours is so deep
    if (open_.empty()) {
      root = std::move(value);
      open_.push_back(&root);
    } else {
      open_.push_back(add(std::move(value)));
    }
    seen_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    seen_.pop_back();
    return true;
  }
  std::vector<Json*> open_;  // a list grows only while its innermost item is closed, so these stay valid
  std::vector<std::unordered_set<std::string>> seen_;
  std::string key_;
};

}  // namespace

std::optional<Json> Json::parse(std::string_view text) {
  Builder builder;
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
  return std::move(builder.root);
}

}  // namespace probation
