// Runs the fuzz harness over files: each as it is, cut short at six places, and ten times with a single byte changed;
// twice each where PROBATION_FEW asks for little (sizes.hpp).
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "../sizes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {
long inputs = 0;
void run(const std::string& text) {
  ++inputs;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}
}  // namespace

int main(int argc, char** argv) {
  std::uint32_t seed = 12345;
  const auto random = [&] { return seed = seed * 1664525U + 1013904223U; };
  for (int i = 1; i < argc; ++i) {
    if (!std::filesystem::exists(argv[i])) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream read;
      read << in.rdbuf();
      const std::string text = read.str();
      run(text);
      if (text.size() > 200000) continue;
      for (int cut = 0; cut < (runs_few() ? 2 : 6); ++cut) run(text.substr(0, random() % (text.size() + 1)));
      for (int change = 0; change < (runs_few() ? 2 : 10) && !text.empty(); ++change) {
        std::string changed = text;
        static constexpr char odd[] =
            "\t:#-[]{}&*!|>'\"%@`,? \n\0\x80\xFF"
            "09";
        changed[random() % changed.size()] = odd[random() % (sizeof(odd) - 1)];
        run(changed);
      }
    }
  }
  std::printf("%ld inputs\n", inputs);
  return inputs > 100 ? 0 : 1;
}
