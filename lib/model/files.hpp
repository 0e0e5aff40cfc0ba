// Every kind of file the tools know by its `schema`, and what one document of it decodes to.
#pragma once
#include <span>
#include <variant>

#include "document/decode.hpp"
#include "model/case_file.hpp"
#include "model/caseload_files.hpp"
#include "model/directory.hpp"
#include "model/intervention.hpp"
#include "model/panel.hpp"
#include "model/plan_file.hpp"
#include "model/policy_file.hpp"
#include "model/selection.hpp"
#include "model/what_if.hpp"

namespace probation {

using AnyFile = std::variant<std::monostate, CaseFile, Intervention, PolicyFile, CaseloadManifest, SuppressionsFile,
                             BaselineFile, PanelSheet, EipPolicy, SelectionFile, PlanFile, Directory, WhatIfFile>;

// Moved and destroyed in files.cpp alone: whoever holds one would compile that for every kind of file again.
struct FileContent : AnyFile {
  FileContent() noexcept;
  FileContent(FileContent&& other) noexcept;
  FileContent& operator=(FileContent&& other) noexcept;
  ~FileContent();
};

// Sorted by schema word. Kinds without a type are known and not judged by any command so far.
std::span<const document::FileKind> file_kinds();

}  // namespace probation
