#include "tools/common/digests.hpp"

#include "intake/find_files.hpp"
#include "rules/report.hpp"

namespace probation::tools {

std::string digest_of_text(std::string_view text) { return rules::fingerprint("text", text, {}, {}); }

std::string FramedDigest::hex() {
  framed_.add("\n\n");
  return framed_.hex();
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
