#include "model/files.hpp"

#include <array>

#include "model/case_shapes.hpp"
#include "model/caseload_shapes.hpp"
#include "model/directory_shapes.hpp"
#include "model/intervention_shapes.hpp"
#include "model/panel_shapes.hpp"
#include "model/plan_shapes.hpp"
#include "model/policy_shapes.hpp"
#include "model/selection_shapes.hpp"
#include "model/what_if_shapes.hpp"

namespace probation {
namespace {

template <class T>
constexpr document::FileKind kind_of(std::string_view schema, std::string_view sentence) {
  return {schema, sentence, &document::type_of<T>,
          [](void* holder) -> void* { return &static_cast<FileContent*>(holder)->emplace<T>(); },
          [](void* holder) { static_cast<FileContent*>(holder)->emplace<std::monostate>(); }};
}

}  // namespace

FileContent::FileContent() noexcept = default;
FileContent::FileContent(FileContent&& other) noexcept = default;
FileContent& FileContent::operator=(FileContent&& other) noexcept = default;
FileContent::~FileContent() = default;

std::span<const document::FileKind> file_kinds() {
  static constexpr std::array kinds{
      kind_of<BaselineFile>("baseline/1", "Findings already known."),
      kind_of<CaseFile>("case/1", "One person's orders, plan and record."),
      kind_of<CaseloadManifest>("caseload/1", "What belongs together."),
      kind_of<Directory>("directory/1", "What runs where and when in a region."),
      kind_of<EipPolicy>("eip_policy/1", "How a panel's marks are decided."),
      kind_of<Intervention>("intervention/1", "One intervention of a catalogue."),
      document::FileKind{"mapping/1", "How rows of another system become entries."},
      document::FileKind{"mapping/2", "What the tables of another system mean."},
      kind_of<PanelSheet>("panel/1", "The mark sheet of one sitting."),
      kind_of<PlanFile>("plan/1", "A plan for the days."),
      kind_of<PolicyFile>("policy/1", "Practice policy values of a region."),
      kind_of<SelectionFile>("selection/1", "What a region chose."),
      kind_of<SuppressionsFile>("suppressions/1", "Findings that are not to be shown, and why."),
      kind_of<WhatIfFile>("what_if/1", "Changes to a directory that a cohort is asked about."),
  };
  return kinds;
}

}  // namespace probation
