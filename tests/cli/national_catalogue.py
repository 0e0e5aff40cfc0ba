#!/usr/bin/env python3
"""The national catalogue against a table of its public facts, typed in apart from the files; what is compiled in is those files; the
gaps and contradictions of the public records are found, and no others. national_catalogue.py BIN_FOLDER PROJECT"""
import glob, json, os, subprocess, sys

import yaml

tool, project = os.path.join(os.path.abspath(sys.argv[1]), "eip-score"), os.path.abspath(sys.argv[2])
ATB, DA, EM = "attitudes_thinking_and_behaviour", "domestic_abuse", "emotional_management"
A = [("ogrs3", 25)]
B = [("ovp", 20), ("ogrs3", 25)]
# area, sessions in all, of these in the group, sexes, risk from, need rule, excluded offences, alongside, programme-suitable excluded
STRUCTURED = {
    "better-solutions": (ATB, 7, 6, "fm", A, "needs_a", "is", False, True), "positive-pathways": (ATB, 7, 6, "fm", A, "needs_a", "", False, True),
    "stepwise-problem-solving": (ATB, 6, 5, "fm", A, "needs_a", "is", False, True), "stepwise-driving": (ATB, 6, 5, "fm", A, "none", "is", True, False),
    "help-programme": (DA, 15, 12, "m", B, "needs_b", "", False, True), "stepwise-relationships": (DA, 10, 9, "fm", B, "needs_b", "", False, False),
    "positive-pathways-plus": (DA, 10, 9, "m", B, "needs_b", "", False, True), "developing-assertiveness-for-women-in-relationships-dawn": (DA, 7, 6, "f", B, None, "", True, True),
    "stepwise-emotions": (EM, 9, 8, "fm", B, "needs_b", "dis", False, True), "managing-my-emotions": (EM, 7, 6, "fm", B, "needs_b", "is", False, True),
    "firs4women": (EM, 8, 6, "f", B, "needs_b", "is", False, True), "lets-talk": (EM, 8, 7, "m", B, "needs_b", "is", False, False)}
TOOLKITS = {"stepping-stones", "choices-and-changes", "skills-for-relationships", "maps-for-change", "pathways-to-change", "first-steps-to-change", "creating-positive-connections", "moving-on",
            "responsibility-aware", "new-me-mot", "constructive-conversations"}
PROGRAMMES = {"thinking-skills-programme": 19, "building-better-relationships": 30, "horizon": 34, "ihorizon": 26, "building-choices-moderate-intensity": 27, "building-choices-high-intensity": 27,
              "kaizen": 79}  # those whose number of sessions is published; there are fifteen
SERVICES = {"accommodation-services": "m", "education-training-and-employment-services": "m", "finance-benefit-and-debt-services": "fm", "dependency-and-recovery-services": "fm",
            "personal-wellbeing-services": "m", "womens-services": "f"}  # seven are named; peer support is part of others
wrong = 0


def expect(what, got, want):
    global wrong
    if got != want:
        wrong += 1
        print("%s: %s, should be %s" % (what, got, want))


def run(*arguments):
    return subprocess.run([tool, *arguments, "--as-of", "2026-07-01", "--no-config"], capture_output=True, text=True, cwd=project)


files = {}
for path in glob.glob(os.path.join(project, "examples/catalogue/*.yaml")):
    with open(path, encoding="utf-8") as f: files[os.path.basename(path)[:-5]] = yaml.safe_load(f)
of_kind = lambda kind: {i for i, it in files.items() if it["kind"] == kind}
sessions = lambda it: sum(it["sessions"].get(k) or 0 for k in ("pre_group", "group", "one_to_one", "post"))
expect("structured interventions", of_kind("structured_intervention"), set(STRUCTURED))
expect("toolkits", of_kind("toolkit"), TOOLKITS)
expect("commissioned services", {i: "".join(sorted(s[0] for s in files[i]["eligibility"]["sexes"])) for i in of_kind("commissioned_service")}, SERVICES)
for id in SERVICES: expect(id + ": no number of sessions is published", files[id].get("sessions"), None)
expect("programmes", len(of_kind("accredited_programme")), 15)
for id, (area, total, group, sexes, risk, need, excluded, alongside, programme) in STRUCTURED.items():
    it, who = files[id], files[id]["eligibility"]
    rows = who["risk_all"][0].get("first_known") or [who["risk_all"][0]]
    expect(id, (it["need_area"], sessions(it), it["sessions"]["group"], "".join(sorted(s[0] for s in who["sexes"])), [(r["score"], r["min"]) for r in rows], who.get("need_rule"),
                "".join(sorted(o[0] for o in who["offences_none"])), it["alongside_allowed"], "accredited_programme_suitable" in who.get("excluded_if", [])),
           (area, total, group, sexes, risk, need, excluded, alongside, programme))
    expect(id + ": age", who["age"]["min"], 18)
    expect(id + ": low SARA", any(r.get("levels") == ["low"] for r in who["risk_all"]), area == DA)
    expect(id + ": months", who.get("months_remaining"), None if id == "lets-talk" else {"community_order": 9, "licence": 9, "below": "check_with_treatment_manager"})
for id, total in PROGRAMMES.items(): expect(id, sessions(files[id]), total)
expect("months for relationships", files["building-better-relationships"]["eligibility"]["months_remaining"], {"community_order": 18, "licence": 12})
for id, it in files.items(): expect(id + ": sources", bool(it.get("sources")) and all(s.get("title") for s in it["sources"]), True)

given, built_in = (json.loads(run("suite", *where, "--format", "json").stdout) for where in (["examples/catalogue"], []))
expect("what is compiled in is called", built_in.pop("catalogue"), "the national catalogue built in")
given.pop("catalogue")
expect("what was looked at", [s.pop("account")["schema"] for s in (given, built_in)], ["account/1"] * 2)
expect("what is compiled in", built_in, given)
if "the national catalogue built in is used" not in run("suite").stderr: expect("suite says which catalogue", False, True)

found = json.loads(run("check", "examples/catalogue", "examples/selections", "--format", "json").stdout)["findings"]
fails = lambda rule: {f["subject"] for f in found if f["rule"] == rule and f["outcome"] == "fail"}
expect("regions without an area", fails("INT810"), {"N50", "N55", "N59"})
expect("contradictions", fails("INT812"), {"developing-assertiveness-for-women-in-relationships-dawn"})
expect("approved with no day nor framework", fails("INT806"), of_kind("accredited_programme") | of_kind("commissioned_service"))
# As published: a session by oneself, and a delivery that is called a group's.
expect("sessions of a kind that no format offers", fails("INT821"), {id for id, it in files.items() if (it.get("sessions") or {}).get("one_to_one") and (it.get("delivery") or {}).get("formats") and "one_to_one" not in it["delivery"]["formats"]})
expect("rules that speak", {f["rule"] for f in found if f["outcome"] == "fail"}, {"INT806", "INT810", "INT812", "INT814", "INT821"})
print("%d interventions, %d differences" % (len(files), wrong))
sys.exit(1 if wrong else 0)
