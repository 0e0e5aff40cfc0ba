#!/usr/bin/env python3
"""Ninety faults put into a clean catalogue, one at a time: none that changes what it means may pass without a word. A clean catalogue
is silent, and so is a change that changes nothing. catalogue_mutations.py BIN_FOLDER"""
import json, os, re, subprocess, sys, tempfile

tool = os.path.join(os.path.abspath(sys.argv[1]), "eip-score")
AREAS = {"think": ("attitudes_thinking_and_behaviour", "thinking_and_behaviour"), "home": ("domestic_abuse", "relationships"), "calm": ("emotional_management", "emotional_wellbeing")}
LIFE = """lifecycle:
  state: approved
  framework: eip-2021
  approved_date: 2022-04-01
  review_date: 2031-04-01
  history:
    - {date: 2021-11-03, state: appraised, sitting: si-1}
    - {date: 2022-04-01, state: approved, evidence: none}
"""


def structured(name):
    area, need = AREAS[name]
    return f"""schema: intervention/1
id: {name}
title: {name.capitalize()}
version: 1
kind: structured_intervention
need_area: {area}
needs: [{need}]
sessions: {{pre_group: 1, group: 6, one_to_one: 0, post: 0, minutes: 120, per_week: 1, fixed_order: true}}
delivery: {{settings: [community], formats: [group], group_size_max: 12, facilitators_min: 2}}
eligibility:
  sexes: [male, female]
  age: {{min: 18, max: null}}
  offences_none: [sexual]
  risk_all: [{{score: ogrs3, min: 25, below: 75}}]
  need_rule: needs_a
alongside_allowed: false
sequence: {{after: [], before: []}}
""" + LIFE


CLEAN = {f"catalogue/{n}.yaml": structured(n) for n in AREAS}
CLEAN["catalogue/kit.yaml"] = """schema: intervention/1
id: kit
title: Kit
version: 1
kind: toolkit
needs: [relationships]
sessions: {one_to_one: 6}
delivery: {settings: [community], formats: [one_to_one]}
eligibility: {sexes: [male], age: {min: 18, max: null}, risk_all: [{score: sara_partner, levels: [low]}]}
lifecycle:
  state: provisional
  framework: eip-2021
  review_date: 2031-04-01
  conditions: [{text: "Describe the sampling", owner: developers, due: 2026-06-30}]
  history: [{date: 2025-02-01, state: provisional, evidence: none}]
evidence: {indicators: {P1.1: met}}
"""
CLEAN["catalogue/old.yaml"] = """schema: intervention/1
id: old
title: Old
version: 1
kind: structured_intervention
need_area: domestic_abuse
sessions: {group: 6, fixed_order: true}
lifecycle:
  state: amalgamated
  amalgamated_into: home
  history: [{date: 2021-01-31, state: approved, evidence: none}, {date: 2022-04-01, state: amalgamated, successor: home}]
"""
CLEAN["catalogue/programme.yaml"] = """schema: intervention/1
id: programme
title: Programme
version: 1
kind: accredited_programme
needs: [thinking_and_behaviour]
covers: [thinking_skills, intimate_partner_violence, sexual_offending]
sessions: {pre_group: 1, group: 20, one_to_one: 2, post: 0, per_week: 2}
delivery: {settings: [community, custody], formats: [group, one_to_one], group_size_max: 10, facilitators_min: 2}
eligibility: {sexes: [male], age: {min: 18, max: null}, risk_all: [{score: ogrs3, min: 50}]}
lifecycle: {state: approved, framework: eip-2021, approved_date: 2022-01-01, review_date: 2031-01-01, history: [{date: 2022-01-01, state: approved, evidence: none}]}
"""
CLEAN["selections/N51.yaml"] = "schema: selection/1\nregion: N51\nfrom: 2022-04-01\nselected: [think, home, calm, programme]\n"
T, H, K, O, P, S = "catalogue/think.yaml", "catalogue/home.yaml", "catalogue/kit.yaml", "catalogue/old.yaml", "catalogue/programme.yaml", "selections/N51.yaml"

# (file, what stands there, what is put there); every one changes what the catalogue means
MUTATIONS = [(T, a, b) for a, b in (
    ("min: 25", "min: 250"), ("min: 25", "min: -25"), ("below: 75", "below: 750"), ("below: 75", "below: 25"), ("below: 75", "below: 2"), ("min: 25, below: 75", "levels: [low]"),
    ("score: ogrs3, min: 25, below: 75", "score: rosh, min: 1"), ("sexes: [male, female]", "sexes: []"), ("age: {min: 18, max: null}", "age: {min: 180, max: null}"),
    ("age: {min: 18, max: null}", "age: {min: 18, max: 12}"), ("age: {min: 18, max: null}", "age: {min: 40, max: 30}"), ("group_size_max: 12", "group_size_max: 0"),
    ("facilitators_min: 2", "facilitators_min: 0"), ("per_week: 1", "per_week: 100"), ("minutes: 120", "minutes: 12000"), ("settings: [community]", "settings: []"), ("formats: [group]", "formats: []"),
    ("formats: [group]", "formats: [one_to_one]"), ("needs: [thinking_and_behaviour]", "needs: []"), ("group: 6,", "group: 1,"), ("pre_group: 1, group: 6", "pre_group: 0, group: 0"),
    ("fixed_order: true", "fixed_order: false"), ("need_area: attitudes_thinking_and_behaviour\n", ""), ("need_area: attitudes_thinking_and_behaviour", "need_area: domestic_abuse"),
    ("title: Think", "title: \"\""), ("title: Think", "title: \" \""), ("title: Think", "title: Home"), ("title: Think", "title: \"  HOME\""), ("title: Think", "title: \uff28ome"),
    ("id: think", "id: thinks"), ("id: think", "id: home"), ("framework: eip-2021", "framework: eip-2012"), ("  framework: eip-2021\n", ""), ("  approved_date: 2022-04-01\n", ""),
    ("approved_date: 2022-04-01", "approved_date: 2022-04-02"), ("approved_date: 2022-04-01", "approved_date: 2099-04-01"), ("review_date: 2031-04-01", "review_date: 2021-04-01"),
    ("review_date: 2031-04-01", "review_date: 2025-12-01"), ("state: approved\n", "state: suspended\n"), ("state: approved\n", "state: rejected\n"), ("state: approved\n", "state: draft\n"),
    ("state: approved\n", "state: review_due\n"), ("state: approved\n", "state: amalgamated\n"), ("state: approved\n", "state: provisional\n"), ("state: appraised", "state: decommissioned"),
    ("state: appraised", "state: submitted"), ("state: appraised", "state: amalgamated"), ("date: 2021-11-03", "date: 2023-11-03"), ("date: 2022-04-01, state", "date: 2099-04-01, state"),
    ("{date: 2022-04-01, state: approved", "{date: 2022-04-01, state: rejected"), ("{date: 2022-04-01, state: approved", "{state: approved"), (", evidence: none}", "}"),
    ("  review_date", "  amalgamated_into: home\n  review_date"), ("after: []", "after: [nothing]"), ("after: []", "after: [think]"), ("before: []", "before: [nothing]"), ("after: []", "after: [old]"),
    ("after: []", "after: [kit]"), ("offences_none: [sexual]", "offences_any: [sexual]\n  offences_none: [sexual]"),
    ("{date: 2022-04-01, state: approved, evidence: none}", "{date: 2022-04-01, state: approved, evidence: none, version: 1}\n    - {date: 2023-01-01, state: appraised, version: 2}"))]
MUTATIONS += [(K, a, b) for a, b in (
    ("due: 2026-06-30", "due: 2025-06-30"), (", due: 2026-06-30", ""), (", owner: developers", ""), ("text: \"Describe the sampling\", ", ""), ("conditions: [{text: \"Describe the sampling\", owner: developers, due: 2026-06-30}]", "conditions: []"),
    ("levels: [low]", "levels: []"), ("levels: [low]", "min: 1"), ("one_to_one: 6", "one_to_one: 0"), ("one_to_one: 6", "group: 6"), ("P1.1: met", "P9.1: met"), ("P1.1: met", "Q1.1: met"),
    ("state: provisional\n", "state: approved\n"), ("sexes: [male]", "sexes: []"), ("id: kit", "id: KIT"), (", evidence: none", ""))]
MUTATIONS += [(O, a, b) for a, b in (
    ("amalgamated_into: home", "amalgamated_into: nothing"), ("amalgamated_into: home", "amalgamated_into: old"), ("amalgamated_into: home", "amalgamated_into: kit"), ("  amalgamated_into: home\n", ""),
    ("date: 2022-04-01, state: amalgamated", "date: 2021-06-01, state: amalgamated"), ("state: amalgamated\n", "state: approved\n"), ("successor: home", "successor: think"), ("date: 2021-01-31", "date: 2023-01-31"))]
MUTATIONS += [(P, a, b) for a, b in (("group_size_max: 10", "group_size_max: 20"), ("facilitators_min: 2", "facilitators_min: 1"), ("intimate_partner_violence, ", ""), ("min: 50", "min: 101"))]
MUTATIONS += [(S, a, b) for a, b in (
    ("region: N51", "region: N15"), ("think, home", "thonk, home"), ("think, home", "home"), ("calm, ", ""), ("programme]", "programme, kit]"), ("programme]", "programme, old]"), ("programme]", "programme, think]"),
    ("from: 2022-04-01", "from: 2022-04-01\nuntil: 2025-01-01"))]
NOTHING = [(T, "sexes: [male, female]", "sexes: [female, male]"), (T, "title: Think", "title: \"Think\""), (K, "owner: developers", "owner: the developers"), (S, "think, home", "home, think"), (T, "below: 75", "below: 80")]
OTHERS = {"a second open selection": {"selections/N51-new.yaml": CLEAN[S].replace("2022-04-01", "2025-01-01")},
          "an id that differs by case": {"catalogue/Think.yaml": structured("think").replace("id: think", "id: Think").replace("title: Think", "title: Another")},
          "a circle": {"catalogue/think.yaml": CLEAN[T].replace("after: []", "after: [home]"), "catalogue/home.yaml": CLEAN[H].replace("after: []", "after: [think]")}}


def check(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f: f.write(text)
        r = subprocess.run([tool, "check", ".", "--as-of", "2025-10-24", "--format", "json", "--no-config"], cwd=folder, capture_output=True, text=True)
        try: out = json.loads(r.stdout)
        except ValueError: sys.exit("no JSON: " + r.stderr)
        return sorted({"%s %s %s" % (f["rule"], f["outcome"], f["subject"]) for f in out["findings"] if f["outcome"] in ("fail", "undetermined")})


wrong, clean = [], check(CLEAN)
if clean: wrong.append("the clean catalogue is not silent: %s" % clean)
for path, old, new in MUTATIONS + NOTHING:
    text = CLEAN[path]
    if old not in text: sys.exit("%s does not hold %s" % (path, old))
    found = check({**CLEAN, path: text.replace(old, new, 1)})
    if (path, old, new) in NOTHING:
        if found != clean: wrong.append("%s: %r for %r means the same, and it says %s" % (path, new, old, found))
    elif found == clean: wrong.append("%s: %r for %r passes without a word" % (path, new, old))
for name, files in OTHERS.items():
    if check({**CLEAN, **files}) == clean: wrong.append(name + " passes without a word")
print("\n".join(wrong) or "%d faults, each found; %d changes that mean nothing, none" % (len(MUTATIONS) + len(OTHERS), len(NOTHING)))
sys.exit(1 if wrong else 0)
