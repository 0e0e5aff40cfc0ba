// The field tables of caseload/1, suppressions/1 and baseline/1.
#pragma once
#include "model/case_shapes.hpp"
#include "model/caseload_files.hpp"

namespace probation::document {

PROBATION_SHAPE(CaseloadManifest, "caseload",
                "What belongs together. Given as a path it stands for what it lists; flags win over it.",
                field<&T::schema>("schema", "What this file is: caseload/1."),
                field<&T::name>("name", "Name of the caseload."),
                field<&T::cases>("cases", "Globs of case files, relative to this file, as every path here.").required(),
                field<&T::catalogue>("catalogue", "Folder of intervention/1 files."),
                field<&T::selections>("selections", "Folder of selection/1 files."),
                field<&T::directory>("directory", "A directory/1 file."),
                field<&T::policy>("policy", "A policy/1 file."),
                field<&T::suppressions>("suppressions", "A suppressions/1 file."),
                field<&T::baseline>("baseline", "A baseline/1 file."));

// Nothing is required by the table: an entry that lacks something is not applied and said, and without reason the file
// is refused.
PROBATION_SHAPE(SuppressionEntry, "suppression", "A decision to live with a finding.",
                field<&T::rule>("rule", "Id of the rule."), field<&T::crn>("crn", "The case; or `glob`."),
                field<&T::glob>("glob", "Files, as a glob on the path as printed; or `crn`."),
                field<&T::pointer>("pointer",
                                   "JSON pointer of the place, or of what it stands in; absent: anywhere in the case."),
                field<&T::reason>("reason", "Why. Without it the whole file is refused."),
                field<&T::by>("by", "Who decided it."), field<&T::on>("on", "When it was decided."),
                field<&T::until>("until", "Last day it is applied."));
PROBATION_SHAPE(SuppressionsFile, "suppressions", "Findings that are lived with, and why.",
                field<&T::schema>("schema", "What this file is: suppressions/1."),
                field<&T::suppressions>("suppressions", "The decisions.").required());

PROBATION_SHAPE(BaselineEntry, "baseline_finding", "A finding already known.",
                field<&T::fingerprint>("fingerprint", "Fingerprint of the finding.").required(),
                field<&T::rule>("rule", "Id of its rule."), field<&T::crn>("crn", "Its case."),
                field<&T::subject>("subject", "What it is about."),
                field<&T::outcome>("outcome", "fail or undetermined; absent: fail."));
PROBATION_SHAPE(BaselineFile, "baseline", "Findings already known, written by rar-audit baseline.",
                field<&T::schema>("schema", "What this file is: baseline/1."),
                field<&T::tool>("tool", "The tool that wrote it."),
                field<&T::version>("version", "Its version.").required(),
                field<&T::policy>("policy", "Id of the policy it was judged under.").required(),
                field<&T::findings>("findings", "The findings.").required());

}  // namespace probation::document
