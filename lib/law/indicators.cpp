#include "law/indicators.hpp"

#include <array>

namespace probation {

std::span<const Indicator> indicators() {
  using enum Principle;
  static constexpr std::array rows{
      Indicator{"P1.1", evidence_base, "an evaluation or review is cited, with its year and design"},
      Indicator{"P1.2", evidence_base, "the strength of the best study is stated"},
      Indicator{"P1.3", evidence_base, "the people and setting studied are those it is meant for"},
      Indicator{"P1.4", evidence_base, "findings that speak against it are named"},
      Indicator{"P1.5", evidence_base, "its methods are cognitive-behavioural, skills-based or otherwise evidenced"},
      Indicator{"P2.1", rationale, "a theory of change or logic model is attached"},
      Indicator{"P2.2", rationale, "the needs it works on are named by assessment section"},
      Indicator{"P2.3", rationale, "every session is tied to a need and to how it works"},
      Indicator{"P2.4", rationale, "it says for whom it should not be expected to work"},
      Indicator{"P3.1", replication, "a manual fixes number and order of sessions"},
      Indicator{"P3.2", replication, "there are enough sessions, and their length is stated"},
      Indicator{"P3.3", replication, "format, group size and facilitators are stated"},
      Indicator{"P3.4", replication, "materials for facilitators and participants are attached"},
      Indicator{"P3.5", replication, "it says how a missed session is made up"},
      Indicator{"P4.1", targeting, "the rule for who is included can be applied by a program"},
      Indicator{"P4.2", targeting, "the rule for who is excluded can be applied by a program"},
      Indicator{"P4.3", targeting, "its place beside accredited programmes is stated"},
      Indicator{"P4.4", targeting, "who selects, and with which assessment, is named"},
      Indicator{"P5.1", useful_skills, "the skills are listed and practised in session"},
      Indicator{"P5.2", no_harm,
                "literacy, learning needs, neurodiversity, language and remote access are provided for"},
      Indicator{"P5.3", no_harm, "an equality impact assessment considers the protected characteristics"},
      Indicator{"P5.4", no_harm,
                "harm is screened for: partners and victims, destabilising, mixing low with high risk"},
      Indicator{"P5.5", useful_skills, "it says how people are engaged and motivated"},
      Indicator{"P6.1", quality_assurance, "the training of facilitators is specified"},
      Indicator{"P6.2", quality_assurance, "facilitators are supervised by a treatment manager or the like"},
      Indicator{"P6.3", quality_assurance, "sessions are sampled for fidelity, so often as is stated"},
      Indicator{"P6.4", quality_assurance, "it says what is done about drift"},
      Indicator{"P7.1", evaluation, "outcome measures before and after are named"},
      Indicator{"P7.2", evaluation, "starts, completions and attrition are monitored by group"},
      Indicator{"P7.3", evaluation, "an evaluation plan has a date and an owner"},
      Indicator{"P7.4", evaluation, "people on probation took part in the design"},
  };
  return rows;
}

}  // namespace probation
