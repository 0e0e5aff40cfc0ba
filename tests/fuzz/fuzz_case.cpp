// bytes → documents → case → rules: whatever comes in, every step must end without a crash, and what it says must
// hold together. Replayed over the corpus in every test run, driven by libFuzzer with the preset `fuzz`.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "document/limits.hpp"
#include "model/files.hpp"
#include "rules/engine.hpp"

using namespace probation;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Policy policy = Policy::national();
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (document::check_bytes(text)) return 0;
  for (const document::Slice& slice : document::split_stream(text)) {
    FileContent content;
    document::Decoded decoded = document::decode(slice, file_kinds(), &content);
    rules::Origin origin;
    origin.file = "fuzz.yaml";
    origin.text = text;
    for (const Date as_of : {date(2025, 10, 24), date(2026, 6, 1)}) {
      const rules::Judgement judgement = rules::judge(decoded, content, origin, {as_of, &policy, nullptr, {}});
      for (const rules::Finding& finding : judgement.findings) {
        const bool says = !finding.message.empty() || finding.outcome == rules::Verdict::pass;
        const bool names = finding.outcome != rules::Verdict::undetermined || !finding.missing.empty();
        if (says && names) continue;
        std::fprintf(stderr, "%s, line %u: %s\n", std::string(finding.rule->id).c_str(), finding.location.line,
                     says ? "undetermined, and no fact is missing" : "nothing is said");
        std::abort();
      }
    }
  }
  return 0;
}
