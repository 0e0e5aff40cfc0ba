"""A world in which every value that is somebody's is a word of its own, for the grids that ask what leaves it (canaries.py,
hostile_values.py): cases whole and broken, an extract, a catalogue, mark sheets, a directory. Made under the working folder.

The first letters of a word say what it is: Qtx free text and courts, Qof officers, raters and owners, Qpl region, PDU and team,
Qrf what a reader refuses. Everything is invented."""
import os
import random
import re

BORN = "1971-12-29"
# Words of the format that are the person's, and those of the twin world in which they are others: what stands in the output of
# both is a list of words, a page's legend or the catalogue's side.
PERSONS = {"NEED1": ("drug_misuse", "lifestyle_and_associates"), "NEED2": ("attitudes", "health"),
           "ROSH": ("very_high", "high"), "WAS": ("terrorism", "acquisitive"), "DID": ("intimate_partner_violence", "driving"),
           "REGION": ("N58", "N51")}
REGION_NAMES = ("South West", "North West")

CASE = '''schema: case/1
crn: CRN
limited_access: LIMITED
person: {sex: female, date_of_birth: BORN, previous_offence_categories: [WAS], preferred_language: cy}
manager: {region: REGION, pdu: Qplpdu, team: Qplteam, officer: Qofofficer}
flags: [mappa]
orders:
  - id: O1
    type: community_order
    court: "Qtxcourt told"
    source: {system: sys, table: tab, key: key}
    offences: [{last_date: 2024-11-02, categories: [DID]}]
    conviction_date: 2025-01-06
    sentence_date: 2025-01-13
    end_date: 2026-01-12
    fine: false
    amendments: [{id: M1, date: 2025-06-01, kind: max_days_changed, requirement: R1, max_days: 3, reason: "Qtxamendment told", recorded_by: Qofamended}]
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 2, purposes: [rehabilitation], start_date: 2025-01-13, status: active}
      - {id: R2, type: unpaid_work, hours: 120, purposes: [punishment], status: active, adjustments: [{date: 2025-03-01, minutes: -60, reason: "Qtxadjustment told"}]}
      - {id: R3, type: curfew, hours_per_day: 30, no_monitoring_reason: "Qtxmonitoring told"}
      - {id: R4, type: accredited_programme, programme: "Qtxprogramme told", days: 10}
    terminations: [{id: T1, date: 2025-10-01, kind: early_termination, unused_days: {R1: "Qtxunused told"}, reason: "Qtxtermination told", recorded_by: Qofterminated}]
assessments:
  - {id: S1, tool: oasys_layer_3, completed_date: 2025-02-03, rosh: ROSH, scores: {ogrs3: 42, ovp: 22}, items: {"2.3": 1, "Qtxitem told": 2}, needs: [{area: NEED1, score: 9, linked_to_reoffending: true, linked_to_harm: true, priority: 1}, {area: NEED2, score: 3, linked_to_reoffending: true, priority: 2}], reason: "Qtxassessment told", recorded_by: Qofassessed}
plan:
  completed_date: 2025-02-10
  assessment: S1
  objectives:
    - {id: G1, need: NEED1, text: "Qtxobjective told", status: active}
  constraints: {travel_minutes: {Qpltravel: 35}}
  activities:
    - {id: A1, requirement: R1, intervention: stepwise-problem-solving, kind: toolkit, need: NEED1, provider: practitioner, planned_days: 6, start_date: 2025-04-02, sessions: [{date: 2025-12-01, place: "Qtxplace told", entry: GROUP-1}], status: in_progress, reason: "Qtxactivity told", recorded_by: Qofplanned}
contacts:
  - {id: C1, date: 2025-04-02, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied, recorded: 2025-04-02, recorded_by: Qofcontact, change: 1}
  - {id: C2, date: 2025-04-03, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied}
  - {id: C3, date: 2025-04-04, type: activity_session, activity: A1, rar_activity: true, outcome: attended_complied}
  - {id: C4, date: 2025-06-04, time: "10:00", minutes: 60, type: activity_session, activity: A1, rar_activity: true, national_standards: true, outcome: unacceptable_absence, reason: "Qtxcontact told", supersedes: C1, recorded: 2025-06-05, recorded_by: Qofcorrected, change: 2}
  - {id: C5, date: 2025-11-07, type: supervision_appointment}
  - {id: C6, date: 2025-10-07, type: supervision_appointment}
enforcement:
  - {id: E1, date: 2025-06-05, action: warning, contacts: [C4], states: [breach], reason: "Qtxenforcement told", recorded_by: Qofwarned}
reviews:
  - {id: V1, date: 2025-07-12, kind: completion_6_months, requirement: R1, outcome: "Qtxoutcome told", reason: "Qtxreview told", recorded_by: Qofreviewed}
suspensions:
  - {id: P1, policy: other, from: 2025-09-14, exemption_checked: false, reason: "Qtxsuspension told", recorded_by: Qofsuspended}
partial: [{list: flags, reason: "Qtxpartial told", on: 2025-07-01, recorded_by: Qofpartial}]
reported: {rar_days: {R1: 2}, failures_to_comply: {O1: 5}}
'''
# Text of the schema that is nobody's: ids and names of other systems, of interventions and of groups.
NOBODYS = re.compile(r"/source/|/intervention$|/entry$|/of/\[\]$|/items/\{key\}$|/rar_days/|/failures_to_comply/|unused_days/\{key\}$|/orders/\[\]/termination/")

MAPPING = '''schema: mapping/2
system: sys
prefix: RD
tables:
  - {file: "c*.csv", rows: contact, key: KEY, columns: {CRN: crn, DATE: {to: date, as: [iso]}, TYPE: type, OUT: outcome, NOTE: reason, BY: recorded_by, MIN: minutes, T: time}, required: [CRN], ignored: []}
  - {file: "m*.csv", rows: manager, columns: {CRN: crn, REGN: region, PDU: pdu, TEAM: team, OFFICER: officer}}
  - {file: "p*.csv", rows: person, columns: {CRN: crn, DOB: date_of_birth, SEX: sex}}
'''
EXTRACT = {
    "c1.csv": '''KEY,CRN,DATE,TYPE,OUT,NOTE,BY,MIN,T,Qrfheader told
1,X700002,2025-03-01,other,,Qtxnote told,Qofrow,30,10:00,x
2,X700002,Qrfdate told,other,,n,Qofrow,30,10:00,x
3,X700002,2025-03-01,Qrftype told,,n,Qofrow,30,10:00,x
4,X700002,2025-03-02,other,Qrfoutcome,n,Qofrow,30,10:00,x
5,Qrfcrn told,2025-03-02,other,,n,Qofrow,30,10:00,x
6,X700002,2025-03-02,other,,n,Qofrow,Qrfminutes,Qrftime told,x
9,X700002,"Qrftorn told
''',
    "c2.csv": '''KEY,CRN,DATE,TYPE,OUT,NOTE,BY,MIN,T
21,X700002,2025-03-01,other,,Qtxnote told,Qofrow,30,10:00
22,X700002,2025-03-08,Qtxslipped told,,other,Qofrow,30,10:00
''',
    "m1.csv": "CRN,REGN,PDU,TEAM,OFFICER\nX700002,REGION,Qplpdu2,Qplteam2,Qofofficer2\nX700001,REGION,Qplpdu3,Qplteam3,Qofofficer3\n",
    "p1.csv": "CRN,DOB,SEX\nX700002,BORN,Qrfsex\nX700001,1971-12-92,female\nX700003,Qrfborn told,female\n",
    "n.ndjson": '''{"crn":"X700002","kind":"contact","id":"C9","date":"Qrfdate told","type":"other"}
{"crn":"X700002","kind":"contact","Qrfkey told":1}
{"crn":"X700002","kind":"Qrfkind told"}
{"crn":"X700002","kind":"contact","id":"C8","date":"2025-01-17","type":"other","reason":"Qtxrow told","recorded_by":"Qofrow"}
{"crn": Qrfraw told}
'''}
INTERVENTION = '''schema: intervention/1
id: aa-bb
title: "Any title"
version: 1
kind: structured_intervention
need_area: domestic_abuse
needs: [relationships]
lifecycle: {state: provisional, framework: eip-2021, approved_date: 2021-12-01, review_date: 2022-12-01, conditions: [{text: "Qtxcondition told", owner: Qofowner, due: 2022-01-01}], history: [{date: 2020-11-18, state: appraised, sitting: si-3, by: Qofby, reason: "Qtxhistory told"}, {date: 2021-12-01, state: provisional, by: Qofboard, reason: "Qtxapproved told"}]}
sources: [{title: "Any source", date: 2026-06-30}]
'''
MARKS = "evidence_base: 2, rationale: 1, replication: 2, targeting: 1, useful_skills: 1, no_harm: 2, quality_assurance: {}, evaluation: {}"
PANEL = '''schema: panel/1
id: si-3-aa
intervention: aa-bb
version: 1
date: 2020-11-18
sitting: si-3
policy: eip-2021
members:
  - {id: Qofchair, role: chair}
  - {id: Qofmember, role: member}
  - {id: Qofthird, role: member, conflict: developer}
  - {id: Qoffourth, role: member}
marks:
''' + "".join(f"  - {{member: {who}, stage: {stage}, {MARKS.format(at % 3, at % 2)}{vote}}}\n"
              for stage, vote in (("independent", ""), ("final", ", vote: provisional"))
              for at, who in enumerate(("Qofchair", "Qofmember", "Qoffourth"))) + '''comments:
  - {member: Qofchair, principle: quality_assurance, text: "Qtxcomment told"}
chair_reason: "Qtxchair told"
ratification: {board: "Qofratified", date: null, decision: null}
'''
BROKEN_PANELS = (("date:", "date: Qrfdate told #"), ("role: chair", "role: Qrfrole"), ("schema: panel/1", "schema: panel/1\nQrfkey told: 1"),
                 ("id: Qofchair,", "id: Qrfid told,"), ("policy:", "policy: Qrfpolicy told #"), ("member: Qofmember, stage: final", "member: Qofnobody, stage: final"))
BROKEN_INTERVENTIONS = (("due: 2022-01-01", "due: Qrfdue told"), ("state: provisional,", "state: Qrfstate told,"),
                        ("by: Qofby,", "by: [Qrfby told],"), ("owner: Qofowner", "owner: {a: Qrfowner told}"))
MARK_TABLES = {"marks.csv": "unit,rater,mark\nu1,Qofrater1,1\nu1,Qofrater2,2\nu2,Qofrater1,1\nu2,Qofrater2,1\n",
               "marks_twice.csv": "unit,rater,mark\nu1,Qofrater1,1\nu1,Qofrater1,2\nu2,Qofrater2,1\n",
               "marks_word.csv": "unit,rater,mark\nu1,Qofrater1,1\nu1,Qofrater2,2\nu2,Qofrater1,Qrfmark\nu2,Qofrater2,1\n"}
DIRECTORY = '''schema: directory/1
region: N50
entries:
  - {id: GROUP-1, intervention: better-solutions, location: Anytown, provider: interventions_team, format: group, weekday: wednesday, time: "18:00", minutes: 120, starts: [2025-11-05], places: 8, min_size: 2}
'''


def filled(text, twin=False):
    for name, words in PERSONS.items():
        text = re.sub(rf"\b{name}\b", words[twin], text)
    return text.replace("BORN", BORN)


def case(crn, limited, twin=False):
    return re.sub("^crn: CRN", f"crn: {crn}", filled(CASE, twin), flags=re.M).replace("LIMITED", limited)


def second_case(crn, limited, twin=False):
    """An order that runs on with room for more, so that plans and forecasts have something to say."""
    text = re.sub(r"    terminations:.*\n", "", case(crn, limited, twin))
    return text.replace("max_days: 2", "max_days: 20").replace("max_days: 3", "max_days: 30").replace("2026-01-12", "2026-06-12")


LEAF = re.compile(r'(?P<key>[a-z_0-9]+): (?P<value>"[^"\n]*"|[^,{}\[\]\n]+)')


def broken(text, seed):
    """The text broken in one of many ways, whatever the seed says; what is added is refused."""
    rng = random.Random(seed)
    word = f"Qrf{seed}"
    start = text.index("person:")
    while True:
        leaf = rng.choice([m for m in LEAF.finditer(text) if m.start() >= start])
        key, value = leaf["key"], leaf["value"]
        is_text = any(mark in value for mark in ("Qtx", "Qof", "Qpl")) or key in ("region", "intervention", "entry", "key", "system", "table", "programme")
        ways = ["map", "list", "key", "beside", "marked", "cut", "junk", "colon", "twice"] + ([] if is_text else ["sentence", "one word", "comment"])
        how = rng.choice(ways)
        if how == "one word" and key in ("id", "assessment"):
            continue
        if how == "twice" and is_text:
            continue
        break

    def put(new, at=leaf.start("value"), end=leaf.end("value")):
        return text[:at] + new + text[end:]

    quoted = f'"{word} told in confidence"'
    if how == "map":
        return put(f"{{{word}: {word}b told}}")
    if how == "list":
        return put(f"[{quoted}, {word}]")
    if how == "key":
        return put(rng.choice((quoted, word)), leaf.start("key"), leaf.end("key"))
    if how == "beside":
        line = text[text.rfind("\n", 0, leaf.start()) + 1:leaf.start()]
        return put(f"{quoted}: {word}" + (", " if line.strip(" -") else "\n" + " " * len(line)), leaf.start(), leaf.start())
    if how == "marked":
        return put(rng.choice((f"&{word} {value}", f"!{word} {value}", f"*{word}")))
    if how == "cut":
        return text[:rng.randrange(leaf.start(), leaf.end())]
    if how == "junk":
        end = text.find("\n", leaf.end()) + 1
        return put(rng.choice((f"\t{word} told: [\n", f"{word} told\n", f"{word}: {word} told: more\n", f"\x01{word} told\n", f"- {word}\n")), end, end)
    if how == "colon":
        return put(f"{word}: told: {value}")
    if how == "twice":
        return put(f"{value}, {key}: {word} told")
    if how == "comment":
        return put(f"{value}x # {word} told in confidence")
    return put(quoted if how == "sentence" else word)


# References to nothing, and codes that are none: read, and refused for what they say.
TO_NOTHING = (("supersedes: C1", "supersedes: Qrfolder"), ("activity: A1, rar_activity: true, outcome", "activity: Qrfactivity, rar_activity: true, outcome"),
              ("requirement: R1, intervention", "requirement: Qrfrequirement, intervention"), ("contacts: [C4]", "contacts: [Qrfanswered]"),
              ("assessment: S1", "assessment: Qrfbasis"), ("requirement: R1, max_days", "requirement: Qrfamended, max_days"),
              ("unused_days: {R1", "unused_days: {Qrfunused"), ("rar_days: {R1: 2}", "rar_days: {Qrfreported: 2}"),
              ("failures_to_comply: {O1", "failures_to_comply: {Qrffailures"), ("requirement: R1, outcome", "requirement: Qrfreviewed, outcome"),
              ("region: ", 'region: "Qrfregion told in confidence", was: '))
OF_TO_NOTHING = [new.split("Qrf")[1].split('"')[0].split()[0].strip(",]}:") for _, new in TO_NOTHING]
MARKS_OF_LIMITS = ("limited_access: Qrflimit", 'limited_access: "false"', "limited_access: [false]", "limited_acess: true", "Limited_access: yes", "limited_access: {a: Qrflimit told}")


def write(name, text):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(text)
    return name


def make(twin=False, ways=100):
    """The world under the working folder: cases and limited hold whole and broken cases, `standing` and `closed` whole ones."""
    for folder, limited, whole in (("cases", "false", "standing"), ("limited", "true", "closed")):
        for place in (folder, whole):
            write(f"{place}/X700001.yaml", case("X700001", limited, twin))
            write(f"{place}/X700002.yaml", second_case("X700002", limited, twin))
        for seed in range(ways):
            text = (case if seed % 2 else second_case)(f"X71{seed:04d}", limited, twin)
            write(f"{folder}/X71{seed:04d}.yaml", broken(text, seed))
        for at, (old, new) in enumerate(TO_NOTHING):
            write(f"{folder}/X73{at:04d}.yaml", case(f"X73{at:04d}", limited, twin).replace(old, new))
    for at, mark in enumerate(MARKS_OF_LIMITS):
        write(f"limited/X72{at:04d}.yaml", case(f"X72{at:04d}", "true", twin).replace("limited_access: true", mark))
    write("mapping.yaml", MAPPING)
    write("directory.yaml", filled(DIRECTORY, twin))
    for name, text in EXTRACT.items():
        write(f"extract/{name}", filled(text, twin))
    for name, text in MARK_TABLES.items():
        write(name, text)
    write("catalogue/aa-bb.yaml", INTERVENTION)
    write("panels/si-3-aa.yaml", PANEL)
    for folder, text, ways_to_break in (("panels_broken", PANEL, BROKEN_PANELS), ("catalogue_broken", INTERVENTION, BROKEN_INTERVENTIONS)):
        for at, (old, new) in enumerate(ways_to_break):
            assert old in text, old
            write(f"{folder}/{at}.yaml", text.replace(old, new, 1))
