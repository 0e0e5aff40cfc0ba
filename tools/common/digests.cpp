#include "tools/common/digests.hpp"

#include <fmt/format.h>

#include "base/xxh3.hpp"
#include "intake/find_files.hpp"
#include "rules/report.hpp"

namespace probation::tools {

std::string digest_of_text(std::string_view text) { return rules::fingerprint("text", text, {}, {}); }

// As rules::fingerprint puts its parts together.
struct TextDigest::State {
  XXH3_state_t* hash = XXH3_createState();
};
void TextDigest::Ends::operator()(State* state) const {
  XXH3_freeState(state->hash);
  delete state;
}
TextDigest::TextDigest() : state_(new State) {
  XXH3_64bits_reset(state_->hash);
  add("text\n");
}
void TextDigest::add(std::string_view text) { XXH3_64bits_update(state_->hash, text.data(), text.size()); }
std::string TextDigest::hex() {
  add("\n\n");
  return fmt::format("{:016x}", XXH3_64bits_digest(state_->hash));
}

std::string digest_of_path(intake::World& world, const std::string& path) {
  if (path.empty()) return {};
  std::string all;
  try {
    const bool is_folder = world.kind(path) == intake::PathKind::folder;
    for (const std::string& file :
         is_folder ? intake::find_files(world, {path}).paths : std::vector<std::string>{path}) {
      const std::string bytes = world.read(file);
      all += rules::fingerprint("file", bytes, {}, {});
    }
  } catch (const intake::WorldFailure&) {
    all += "not read";  // whoever needs the file says why
  }
  return rules::fingerprint("files", all, {}, {});
}

}  // namespace probation::tools
