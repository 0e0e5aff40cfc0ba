"""Holds every #include of lib/ and tools/ against the arrows that docs/architecture.md allows."""
import os
import re
import sys

ALLOWED = {
    "base": {"base"},
    "document": {"document", "base"},
    "model": {"model", "document", "base"},
    "law": {"law", "model", "document", "base"},
    "facts": {"facts", "law", "model", "document", "base"},
    "appraisal": {"appraisal", "facts", "law", "model", "document", "base"},
    "rules": {"rules", "facts", "law", "model", "document", "base"},
    "planning": {"planning", "facts", "law", "model", "document", "base"},
    "recording": {"recording", "facts", "law", "model", "document", "base"},
    "measures": {"measures", "rules", "facts", "law", "model", "document", "base"},
    "intake": {"intake", "facts", "law", "model", "document", "base"},
    "caseload": {"caseload", "intake", "rules", "facts", "law", "model", "document", "base"},
    "render": {"render", "recording", "appraisal", "planning", "measures", "caseload", "intake", "rules", "facts", "law", "model", "document", "base"},
}
# The one file that includes a library of others.
ONLY_IN = {"yaml-cpp": "lib/document/yaml_cpp_reader.cpp", "libfyaml": "lib/document/fyaml_reader.cpp", "xlsxwriter": "lib/render/xlsx.cpp",
           "libical": "lib/render/calendar.cpp", "sqlite3.h": "tools/world/database.cpp", "utf8proc": "lib/base/folded_text.cpp",
           "xxhash": "lib/base/xxh3.hpp", "nettle": "lib/base/digest.cpp", "zlib": "lib/intake/compressed.cpp", "zstd": "lib/intake/compressed.cpp",
           "coin": "lib/planning/mip.cpp", "dlfcn.h": "lib/base/late_library.cpp"}
# The checker of plans is written apart from what makes them: it would only repeat their mistakes.
MAKERS = {"planning/options.hpp", "planning/hindrances.hpp", "planning/search.hpp", "planning/engine.hpp", "planning/suggest.hpp", "planning/beside.hpp", "planning/conflict.hpp", "planning/change.hpp",
          "planning/cohort.hpp", "planning/cohort_completion.hpp", "planning/cohort_staff.hpp"}
APART = {f"lib/planning/{name}": MAKERS for name in ("verify.hpp", "verify.cpp", "verify_work.hpp", "verify_worth.cpp", "cohort_verify.hpp", "cohort_verify.cpp",
                                                                "cohort_verify_staff.hpp", "cohort_verify_staff.cpp")}

root = sys.argv[1]
wrong = []
arrows = 0
for top in ("lib", "tools"):
    for folder, _, names in os.walk(os.path.join(root, top)):
        for name in names:
            if not name.endswith((".hpp", ".cpp", ".def")):
                continue
            path = os.path.relpath(os.path.join(folder, name), root)
            parts = path.split(os.sep)
            for number, line in enumerate(open(os.path.join(root, path), encoding="utf-8"), 1):
                match = re.match(r'\s*#include ["<]([^">]+)[">]', line)
                if not match:
                    continue
                target = match.group(1)
                if target in APART.get(path, ()):
                    wrong.append(f"{path}:{number}: {path} must not include {target}")
                for library, only in ONLY_IN.items():
                    if target.startswith(library) and path != only:
                        wrong.append(f"{path}:{number}: only {only} includes {library}")
                if target.startswith("CLI/") and top != "tools":
                    wrong.append(f"{path}:{number}: only tools include CLI11")
                layer = target.split("/")[0]
                if top == "lib" and layer in ALLOWED:
                    arrows += 1
                    if layer not in ALLOWED[parts[1]]:
                        wrong.append(f"{path}:{number}: {parts[1]} must not include {layer}")
                if top == "lib" and layer == "tools":
                    wrong.append(f"{path}:{number}: the library must not include the tools")
print("\n".join(wrong) or f"{arrows} includes follow the arrows")
sys.exit(1 if wrong or arrows < 50 else 0)
