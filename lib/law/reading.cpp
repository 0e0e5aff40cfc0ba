#include "law/reading.hpp"

#include <array>

#include "law/commencement.hpp"

namespace probation {

std::span<const ActRead> acts_read() {
  static constexpr std::array acts{
      ActRead{"Banking and Financial Dealings Act 1971", "Sch. 1, and the proclamations of 2015 to 2028",
              law_read_until},
      ActRead{"Crime and Courts Act 2013", "Sch. 16 Pt 1, with SI 2013/2981", law_read_until},
      ActRead{"Criminal Justice Act 2003",
              "s. 200A, and of Part 12 and Schs 8 and 12 what the rows before the Code name, as it is kept for "
              "convictions before 1 December 2020",
              law_read_until},
      ActRead{"Offender Rehabilitation Act 2014", "s. 15 and Sch. 7, with SI 2015/40", law_read_until},
      ActRead{"Police, Crime, Sentencing and Courts Act 2022", "ss. 150 to 154; the days on which they began in part",
              law_read_until},
      ActRead{"Sentencing Act 2020",
              "the revised text of early 2026, with what the Sentencing Act 2026 changed by then", law_read_until},
      ActRead{"Sentencing Act 2026",
              "the text as enacted and that of 22 March 2026, with SI 2026/402 (the third "
              "commencement regulations)",
              law_read_until},
  };
  return acts;
}

AskedBy date_test_of(const Commencement& row) {
  if (row.rules == "ORD116") return AskedBy::offence;  // a requirement of 2026 on an offence before its section began
  return row.rules.starts_with("ORD102") ? AskedBy::order : AskedBy::event;
}

std::span<const OpenQuestion> open_questions() {
  static constexpr std::array questions{
      OpenQuestion{"Whether the early end of an order reaches convictions before 1 December 2020 (the provision amends "
                   "the Sentencing Code alone)",
                   "ORD118 and ORD119 are undetermined there"},
      OpenQuestion{"Whether the incentive for unpaid work reaches convictions before 1 December 2020",
                   "hours that the incentive could decide are undetermined there"},
      OpenQuestion{"Whether a court can extend an order after its end",
                   "the days after that end are bounds of every "
                   "count, never counted"},
      OpenQuestion{
          "Whether requirements other than unpaid work go on while unfinished unpaid work keeps an order alive",
          "RAR days of that time are bounds, other failures of it undetermined"},
      OpenQuestion{"Whether one date is one day in each of two RARs in force together",
                   "each RAR counts its own dates"},
      OpenQuestion{"Whether a day on which the service sent the person home is a day", "it is not counted"},
      OpenQuestion{"Whether the maximum limits the days instructed or the days done",
                   "RAR201 judges the days done, "
                   "RAR202 those planned as well"},
      OpenQuestion{
          "How the two thirds of an order are dated under Probation Reset",
          "an explicit start of the suspension decides; else the day after two thirds of the days, rounded up"},
      OpenQuestion{
          "Whether the reviews of unpaid work at six and nine months go on after 11 May 2026",
          "`unpaid_work_review_after_repeal` of a policy decides; without it REV603 and REV604 are undetermined"},
      OpenQuestion{"Bank holidays outside the years of the table",
                   "limits in working days that reach there are undetermined (CAL001)"},
  };
  return questions;
}

std::span<const NotRead> sources_not_read() {
  static constexpr std::array sources{
      NotRead{"RAR guidance, Ministry of Justice, 7 February 2019",
              "read to the end of section 2 alone: what it says of "
              "the length of a day, of unused and of rescheduled "
              "days is not known"},
      NotRead{"RAR: legal position and practice implications, interim note of 2017", "its opening alone was read"},
      NotRead{"National Standards of 2021 and the framework in use now",
              "limits for first appointment, plan, decisions on absences, warnings and breach"},
      NotRead{"Commencement regulations made under the Sentencing Act 2026 after the third", "not found"},
      NotRead{"Probation Impact (2025)", "its name was seen; its criteria and dates were not"},
      NotRead{"The score scale, thresholds, quorum and voting of the interventions panel",
              "published by no source that was found; every decision names what it assumes"},
  };
  return sources;
}

std::span<const NotCovered> not_covered() {
  static constexpr std::array gaps{
      NotCovered{"Orders of the type `other`, and orders made for persons under 18",
                 "not judged; a community order on a person under 18 is itself a finding (ORD127)"},
      NotCovered{"Orders transferred to Scotland or Northern Ireland", "not applicable from the day of the transfer"},
      NotCovered{"What a court does about a breach (its powers, a fine, activation of the term)",
                 "the outcome is recorded and not judged"},
      NotCovered{"Recall to custody, and licence conditions as such", "failures on licence want an answer (ENF413)"},
      NotCovered{
          "`prohibited_activity`, `residence` and `electronic_whereabouts_monitoring`: their contents and amounts",
          "their dates alone are judged (ORD110)"},
      NotCovered{
          "Limits that held before 1 February 2015 and were others: until 2 December 2012 a curfew had 12 hours a "
          "day and six months at most, and a suspended term 12 months",
          "convictions and orders before 1 February 2015 are judged by the limits of that day"},
      NotCovered{"Whether a requirement could be had where the court sat (alcohol abstinence and monitoring before 19 "
                 "May 2020, in pilot areas only)",
                 "its length is judged (ORD113)"},
      NotCovered{"The length of treatment requirements", "willingness and reviews are judged (ORD117, ORD129)"},
      NotCovered{"The days of an accredited programme against those ordered", "attendance and reviews are judged"},
      NotCovered{"Whether an absence was acceptable",
                 "the recorded outcome is taken as it stands; its reason category "
                 "is asked for (ENF408)"},
      NotCovered{"Whether a warning was worded or served properly", "its three statements and its date are judged"},
      NotCovered{"Whether an activity was suitable beyond what the catalogue states", "left to the practitioner"},
  };
  return gaps;
}

}  // namespace probation
