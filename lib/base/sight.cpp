#include "base/sight.hpp"

#include <fmt/format.h>

namespace probation {
namespace {

Sight& chosen_sight() {
  static Sight chosen;
  return chosen;
}

Pseudonyms& officers() {
  static Pseudonyms of_run("officer");
  return of_run;
}

Pseudonyms& members() {
  static Pseudonyms of_run("member");
  return of_run;
}

thread_local int stays = 0;  // how many CodesStay this thread has

}  // namespace

const Sight& sight() { return chosen_sight(); }
void see_with(Sight chosen, std::optional<std::string> key) {
  chosen_sight() = chosen;
  officers() = Pseudonyms("officer", std::move(key));
  members() = Pseudonyms("member");
}
std::string officer_shown(const std::string& code) {
  return sight().redact && stays == 0 && !code.empty() ? officers().of(code) : code;
}
std::string member_shown(const std::string& id) { return sight().redact && !id.empty() ? members().of(id) : id; }
CodesStay::CodesStay() { ++stays; }
CodesStay::~CodesStay() { --stays; }

std::string Pseudonyms::of(const std::string& code) {
  if (given_.contains(code)) return code;
  const auto [at, fresh] = names_.try_emplace(code);
  if (fresh) at->second = key_ ? keyed_code(*key_, code) : fmt::format("{}-{}", kind_, names_.size());
  given_.insert(at->second);
  return at->second;
}

}  // namespace probation
