// Who looks at what this process shows, and the codes of people that such eyes may see. Said once, when the command
// line has been read and before any file is: every message is then made with what may be shown.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace probation {

struct Sight {
  bool redact = false;        // no free text, no refused value, pseudonyms for officers
  bool with_limited = false;  // whoever runs the command may see cases of limited access
};
const Sight& sight();
// `key`: of the pseudonyms, under --redact.
void see_with(Sight chosen, std::optional<std::string> key = {});

// officer-1, officer-2, … in the order in which they are met; with a key a keyed hash, the same from run to run.
class Pseudonyms {
 public:
  explicit Pseudonyms(std::string kind, std::optional<std::string> key = {})
      : kind_(std::move(kind)), key_(std::move(key)) {}
  std::string of(const std::string& code);

 private:
  std::string kind_;
  std::optional<std::string> key_;
  std::map<std::string, std::string> names_;
  std::set<std::string> given_;  // a pseudonym stays what it is
};
// The code of an officer, or whoever recorded something, as this run shows it. Not for several threads at once: while
// cases are looked at side by side, codes stay as they are, and are replaced in path order afterwards.
std::string officer_shown(const std::string& code);
// A member of a panel, or whoever else marks: member-1, member-2, …, whatever the key.
std::string member_shown(const std::string& id);
class CodesStay {
 public:
  CodesStay();
  ~CodesStay();
  CodesStay(const CodesStay&) = delete;
  CodesStay& operator=(const CodesStay&) = delete;
};
std::string keyed_code(std::string_view key, std::string_view code);  // HMAC-SHA-256, its first 16 hex digits

}  // namespace probation
