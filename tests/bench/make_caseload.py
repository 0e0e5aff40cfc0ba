#!/usr/bin/env python3
"""Writes a caseload of made-up case files in the canonical layout, about 5 KB each: the same seed, the same bytes.

    make_caseload.py FOLDER [COUNT] [--seed N] [--messy]

Orders of all lengths stand anywhere between their first and last month; most records are in order, and about one in
six has something for the rules to find: an absence nobody answered, an outcome not recorded, days over the maximum.
--messy: as extracts are; keys of orders, outcomes and whole lists are missing, and some forty answers a case with them.
"""
import argparse
import datetime
import os
import random
import re

DAY = datetime.timedelta(days=1)
AS_OF = datetime.date(2025, 10, 24)
NEEDS = ["thinking_and_behaviour", "alcohol_misuse", "drug_misuse", "lifestyle_and_associates", "relationships", "attitudes"]
INTERVENTIONS = [("stepwise-problem-solving", "structured_intervention", "interventions_team", 6), ("better-solutions", "structured_intervention", "interventions_team", 7)]
COURTS = ["Chester Magistrates", "Leeds Magistrates", "Llandudno Magistrates", "Newcastle upon Tyne Magistrates", "Manchester and Salford Magistrates"]
AIMS = ["Stop and think before acting", "Find other ways out of an argument at work", "Keep a diary of drinking: what, when, with whom", "Ask before deciding"]


def case(rng, number):
    """The text of one case file."""
    crn = f"X{400000 + number % 500000:06d}" if number < 500000 else f"Y{number % 1000000:06d}"
    months = rng.choice([12, 12, 12, 18])
    sentence = AS_OF - DAY * rng.randrange(30, months * 30)
    end = sentence + DAY * (months * 365 // 12 - 1)
    faulty = rng.random() < 0.17
    unpaid = rng.random() < 0.12
    name, kind, provider, planned = rng.choice(INTERVENTIONS)
    days = planned + rng.randrange(0, 4)
    need = rng.choice(NEEDS[:2])
    region, team = rng.choice([("N51", "N51M01"), ("N54", "N54N03"), ("N53", "N53L02")])
    out = ["schema: case/1", f"crn: {crn}",
           f"person: {{sex: {rng.choice(['male', 'male', 'male', 'female'])}, date_of_birth: {rng.randrange(1960, 2004)}-0{rng.randrange(1, 10)}-1{rng.randrange(0, 10)}, "
           f"previous_offence_categories: [], preferred_language: {rng.choice(['en', 'en', 'en', 'cy'])}}}",
           f"manager: {{region: {region}, pdu: PDU_{rng.randrange(1, 9)}, team: {team}, officer: {team}{rng.randrange(1, 10)}}}",
           "flags: []", "limited_access: false", "",
           "orders:", "  - id: O1", "    type: community_order", f"    court: {rng.choice(COURTS)}", "    offences:",
           f"      - {{last_date: {sentence - DAY * rng.randrange(40, 200)}, categories: [{rng.choice(['violence', 'other', 'other', 'drink_or_drug_driving'])}]}}",
           f"    conviction_date: {sentence - DAY * 21}",
           f"    pre_sentence_report: {{date: {sentence - DAY * 7}, type: fast_delivery, proposed_days: {days}, considered: [accredited_programme]}}",
           f"    sentence_date: {sentence}", f"    end_date: {end}", f"    fine: {str(not unpaid).lower()}", "    exceptional_circumstances: false", "    amendments: []",
           "    requirements:",
           f"      - {{id: R1, type: rehabilitation_activity, max_days: {days}, purposes: [rehabilitation], start_date: {sentence}, end_date: {end}, status: active}}"]
    if unpaid:
        out.append(f"      - {{id: R2, type: unpaid_work, hours: {rng.choice([60, 80, 120])}, imposed_on: sentence, purposes: [punishment], start_date: {sentence}, "
                   "status: active, adjustments: []}")
    assessed = sentence + DAY * 14
    out += ["", "assessments:", "  - id: S1", "    tool: oasys_layer_3", f"    completed_date: {assessed}", f"    rosh: {rng.choice(['low', 'medium', 'medium', 'high'])}",
            f"    scores: {{ogrs3: {rng.randrange(5, 90)}, ovp: {rng.randrange(5, 60)}, rsr: {rng.randrange(10, 290) / 100}, sara_partner: low, sara_others: low}}",
            '    items: {"2.6": 1, "7.2": 1, "11.3": 0, "11.4": 2, "11.6": 1, "11.7": 1, "11.9": 0, "12.1": 1}', "    needs:",
            f"      - {{area: {need}, score: {rng.randrange(4, 8)}, linked_to_reoffending: true, linked_to_harm: false, priority: 1}}"]
    if rng.random() < 0.5:
        out.append(f"      - {{area: {NEEDS[4]}, score: 3, linked_to_reoffending: true, linked_to_harm: false, priority: 2}}")
    group = sentence + DAY * (56 + rng.randrange(0, 40))
    sessions = [group + DAY * 7 * i for i in range(planned)]
    done = sessions[-1] <= AS_OF
    out += ["", "plan:", f"  completed_date: {assessed + DAY * 4}", "  assessment: S1", "  considers: {public_protection: true, diversity: true}", "  objectives:",
            f'    - {{id: G1, need: {need}, text: "{rng.choice(AIMS)}", status: active}}', "  constraints:",
            '    unavailable: [{weekday: monday, from: "09:00", until: "17:00", reason: work}]', "    dates_unavailable: []",
            f"    travel_minutes: {{{name}: {rng.randrange(10, 60)}}}", "    substance_use_stable: true", "  activities:", "    - id: A1", "      requirement: R1",
            f"      intervention: {name}", f"      kind: {kind}", f"      need: {need}", f"      provider: {provider}", f"      planned_days: {planned}",
            f"      sessions: [{', '.join(map(str, sessions))}]", f"      referred_date: {assessed + DAY * 5}", f"      start_date: {sessions[0]}", f"      end_date: {sessions[-1]}",
            f"      status: {'completed' if done else 'in_progress' if sessions[0] <= AS_OF else 'planned'}"]
    contacts = [(sentence + DAY * rng.randrange(1, 4), f'time: "{rng.randrange(9, 12):02d}:30", minutes: 45, type: initial_appointment, mode: office, national_standards: true')]
    at = sentence + DAY * 14
    while at < min(end, AS_OF + DAY * 30) and len(contacts) < 30:
        contacts.append((at, f'time: "{rng.randrange(10, 17)}:00", minutes: 30, type: supervision_appointment, mode: {rng.choice(["office", "office", "home", "telephone"])}, '
                             'national_standards: true'))
        at += DAY * rng.choice([21, 28, 28])
    contacts += [(s, 'time: "18:00", minutes: 120, type: activity_session, mode: group_room, activity: A1, rar_activity: true, national_standards: true') for s in sessions]
    if unpaid:
        at = sentence + DAY * 10
        while at < min(end, AS_OF + DAY * 7) and len(contacts) < 46:
            contacts.append((at, 'time: "08:30", minutes: 420, type: unpaid_work_session, mode: community, requirement: R2, minutes_credited: 420, ete: false, '
                                 'travel_minutes: 40, national_standards: true'))
            at += DAY * rng.choice([7, 14, 14])
    contacts.sort()
    out += ["", "contacts:"]
    enforcement = []
    for i, (when, words) in enumerate(contacts, 1):
        outcome = ", outcome: attended_complied"
        if when > AS_OF:
            outcome = ""
        elif rng.random() < (0.08 if faulty else 0.005):
            outcome = ", outcome: unacceptable_absence"
            if not faulty or rng.random() < 0.5:
                enforcement.append(f"  - {{id: E{len(enforcement) + 1}, date: {when + DAY * 3}, action: warning, contact: C{i}, states: [breach, unacceptable, liable_on_further_breach], recorded: {when + DAY * 3}T10:15}}")
        elif rng.random() < 0.03:
            outcome = ", outcome: acceptable_absence, absence_reason: medical"
        elif faulty and rng.random() < 0.03:
            outcome = ""
        if "absence" in outcome and not (faulty and rng.random() < 0.5):
            words = words.replace("rar_activity: true", "rar_activity: false")
        out.append(f"  - {{id: C{i}, date: {when}, {words}{outcome}}}")
    out += [""] + (["enforcement:"] + enforcement if enforcement else ["enforcement: []"]) + ["", "reviews: []", "", "suspensions: []", ""]
    return crn, "\n".join(out)


def messy(rng, text):
    """The case with facts missing, as an extract has them."""
    lines = []
    for line in text.split("\n"):
        if re.match(r" +(conviction_date|end_date|fine|type|pre_sentence_report|exceptional_circumstances|court):", line) and rng.random() < 0.35:
            continue
        lines.append(re.sub(r", (outcome|rar_activity|status|priority|score): [^,}]+", lambda found: "" if rng.random() < 0.15 else found.group(0), line))
    text = "\n".join(lines)
    for section in ("flags", "limited_access", "enforcement", "suspensions", "reviews"):
        if rng.random() < 0.3:
            text = re.sub(rf"(?m)^{section}:.*\n(?:[ #-].*\n)*", "", text)
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("count", type=int, nargs="?", default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messy", action="store_true")
    given = parser.parse_args()
    rng = random.Random(given.seed)
    size = 0
    for number in range(given.count):
        folder = os.path.join(given.folder, f"team_{number // 200:04d}")
        if number % 200 == 0:
            os.makedirs(folder, exist_ok=True)
        crn, text = case(rng, number)
        if given.messy:
            text = messy(rng, text)
        size += len(text)
        with open(os.path.join(folder, crn + ".yaml"), "w", encoding="utf-8") as file:
            file.write(text)
    print(f"{given.count} files, mean {size / max(1, given.count):.0f} bytes")


if __name__ == "__main__":
    main()
