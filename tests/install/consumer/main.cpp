// Reads a case and judges it, with nothing but what is installed.
#include <document/decode.hpp>
#include <law/standards.hpp>
#include <model/files.hpp>
#include <rules/engine.hpp>

#include <cstdio>

int main() {
  using namespace probation;
  const char* text = "schema: case/1\ncrn: X900001\norders: []\ncontacts: []\n";
  FileContent content;
  document::Decoded decoded = document::decode({text, 1}, file_kinds(), &content);
  const Policy policy = Policy::national();
  rules::Origin origin;
  origin.file = "case.yaml";
  origin.text = text;
  const rules::Judgement judgement = rules::judge(decoded, content, origin, {date(2025, 10, 24), &policy, nullptr, {}});
  std::printf("%zu rules, %zu judged, %s\n", rules::rule_book().size(), judgement.by_rule.size(),
              judgement.readable ? "readable" : "not readable");
}
