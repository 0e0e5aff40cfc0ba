"""Every page of the tools over the examples: what it must be as a page, and that its marks say what the JSON of the same run says."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import page_reader

bins, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
AS_OF = "2025-10-24"
problems = []


def hold(about, claim, words=""):
    if not claim:
        problems.append(f"{about}: {words}")


def run(tool, *words, cwd=root):
    done = subprocess.run([os.path.join(bins, tool), *words], cwd=cwd, capture_output=True)
    hold(" ".join((tool, *words)), done.returncode in (0, 1, 3), f"exit {done.returncode}: {done.stderr.decode()[:200]}")
    return done.stdout.decode()


def page_of(tool, *words, kind, cwd=root):
    about = " ".join((tool, *words))
    page, wrong = page_reader.read(run(tool, *words, "--format", "html", cwd=cwd))
    for one in wrong:
        problems.append(f"{about}: {one}")
    body = page.one("body")
    hold(about, body is not None and body.get("data-page") == kind, f"data-page is not {kind}")
    return page


def data_of(tool, *words, cwd=root):
    data = json.loads(run(tool, *words, "--format", "json", cwd=cwd))
    return [row for row in data if row["schema"] != "unreadable/1"] if isinstance(data, list) else data


def text(value):
    return "" if value is None else str(value)


def rows_are(about, rows, records, pairs):
    hold(about, len(rows) == len(records), f"{len(rows)} rows of {len(records)} records")
    for row, record in zip(rows, records):
        for attribute, member in pairs.items():
            got, wanted = row.get(attribute), text(member(record) if callable(member) else record[member])
            hold(about, got == wanted, f"{attribute} is {got!r}, not {wanted!r}")


def week_of(date, days):
    import datetime
    return str(datetime.date.fromisoformat(date) + datetime.timedelta(days=days))


def in_week(record, last):
    state, due = record["state"], record["due"]
    return state == "overdue" or (state == "undetermined" and (due is None or due <= last)) or (state == "due" and due <= last)


def check_caseload(paths, *flags, cwd=root):
    about = f"check {paths}"
    words = ["check", *paths, "--as-of", AS_OF, "--no-config", "--fail-on", "never", *flags]
    page = page_of("rar-audit", *words, kind="caseload", cwd=cwd)
    truth = data_of("rar-audit", *words, cwd=cwd)
    summary = truth["summary"]
    due = data_of("rar-audit", "due", *paths, "--all", "--as-of", AS_OF, "--no-config", cwd=cwd)
    sections = [s.get("id") for s in page.all("section")]
    hold(about, sections == ["this-week", "by-rule", "by-team", "missing", "measures", "reviews", "cases", "findings", "about"], f"sections {sections}")
    figures = {f.get("data-figure"): int(f.words()) for f in page.all(data_figure=True)}
    wanted = {"files": summary["files"], "cases": summary["cases"], "errors": summary["findings"]["error"], "warnings": summary["findings"]["warning"],
              "notes": summary["findings"]["note"], "undetermined": summary["undetermined"], "suppressed": summary["suppressed"], "unreadable": summary["unreadable"],
              "overdue": sum(d["state"] == "overdue" for d in due), "due": sum(d["state"] == "due" for d in due)}
    hold(about, figures == wanted, f"figures {figures}, not {wanted}")
    last = week_of(AS_OF, 6)
    week = [r for r in page.one("section", id="this-week").all("tr", data_crn=True)]
    rows_are(about + " this week", [r for r in week if r.get("data-kind") != "act_by"], [d for d in due if in_week(d, last)],
             {"data-crn": "crn", "data-kind": "kind", "data-due": "due", "data-state": "state"})
    forecast = data_of("rar-audit", "forecast", *paths, "--as-of", AS_OF, "--no-config", cwd=cwd)
    acts = sorted((f["crn"], f["last_useful_date"]) for f in forecast if f["last_useful_date"] and AS_OF <= f["last_useful_date"] <= last)
    hold(about, sorted((r.get("data-crn"), r.get("data-due")) for r in week if r.get("data-kind") == "act_by") == acts, f"days to act {acts}")
    by_rule = {r.get("data-rule"): (int(r.get("data-failed")), int(r.get("data-undetermined"))) for r in page.one("section", id="by-rule").all("tr", data_rule=True)}
    hold(about, by_rule == {k: (v["fail"], v["undetermined"]) for k, v in summary["by_rule"].items() if v["fail"] or v["undetermined"]}, "by rule")
    hold(about, [-f for f, _ in by_rule.values()] == sorted(-f for f, _ in by_rule.values()), "most failed first")
    fails = [f for f in truth["findings"] if f["outcome"] == "fail"]
    teams = list(page.one("section", id="by-team").all("tr", data_team=True))
    hold(about, [t.get("data-team") for t in teams] == sorted(t.get("data-team") for t in teams), "teams by code")
    hold(about, sum(int(t.get("data-cases")) for t in teams) == summary["cases"], "cases of the teams")
    judged = {c["crn"] for c in truth["cases"]}  # what could not be read has no team
    for team in teams:
        for severity in ("error", "warning", "note"):
            own = sum(f["severity"] == severity and text(f["team"]) == team.get("data-team") and f["crn"] in judged for f in fails)
            hold(about, int(team.get(f"data-{severity}s")) == own, f"{severity}s of team {team.get('data-team')}: {own}")
    measures = data_of("rar-audit", "measures", *paths, "--as-of", AS_OF, "--no-config", cwd=cwd)
    rows_are(about + " measures", list(page.one("section", id="measures").all("tr", data_measure=True)), measures,
             {"data-measure": "measure", **{f"data-{m.replace('_', '-')}": m for m in ("numerator", "denominator", "undetermined", "percentage", "at_least", "at_most")}})
    weeks = list(page.one("section", id="reviews").all("tr", data_week=True))
    hold(about, len(weeks) == 13 and weeks[0].get("data-week") == "2025-W43", "thirteen weeks")
    ahead = [d for d in due if d["due"] and d["state"] not in ("done", "done_late") and "2025-10-20" <= d["due"] <= week_of("2025-10-20", 13 * 7 - 1)]
    hold(about, sum(int(w.get("data-count")) for w in weeks) == len(ahead), "dates of the weeks")
    cases = list(page.one("section", id="cases").all("tr", data_crn=True))
    order = [tuple(-int(c.get(f"data-{s}")) for s in ("errors", "warnings", "notes")) + (c.get("data-crn"),) for c in cases]
    hold(about, order == sorted(order) and len(cases) == summary["cases"], "most errors first")
    articles = {a.get("data-fingerprint"): a for a in page.one("section", id="findings").all("article")}
    hold(about, sorted(articles) == sorted(f["fingerprint"] for f in fails), f"{len(articles)} articles of {len(fails)} fails")
    for finding in fails:
        article = articles.get(finding["fingerprint"])
        for member in ("rule", "severity", "outcome", "crn", "subject"):
            hold(about, article is None or article.get(f"data-{member}") == text(finding[member]), f"data-{member} of {finding['rule']}")
    unread = page.one(id="unreadable")
    hold(about, unread is not None and len(list(unread.all("li"))) == summary["unreadable"], "files that could not be read")
    return page


def check_case(path, cwd=root):
    about = f"check {path}"
    words = ["check", path, "--as-of", AS_OF, "--no-config", "--fail-on", "never"]
    page = page_of("rar-audit", *words, kind="case", cwd=cwd)
    truth = data_of("rar-audit", *words, cwd=cwd)
    crn = truth["cases"][0]["crn"]
    hold(about, page.one("body").get("data-crn") == crn, "data-crn")
    hold(about, [s.get("id") for s in page.all("section")] == ["timeline", "findings", "missing", "days", "entries", "about"], "sections")
    drawing = page.one("svg", data_timeline=True)
    hold(about, drawing is not None and drawing.one("desc") is not None, "no timeline")
    if drawing is None:
        return
    marks = list(drawing.all("a", data_mark=True))
    by_kind = {}
    for mark in marks:
        by_kind.setdefault(mark.get("data-mark"), []).append(mark)
        dated = "data-date" in mark.attributes or {"data-from", "data-until"} <= set(mark.attributes)
        hold(about, dated and "data-line" in mark.attributes and mark.one("title") is not None, f"a mark {mark.get('data-mark')} without date, line or title")
        undated = mark.get("data-date") == "" or (mark.get("data-from") == "" and mark.get("data-until") == "" and "data-date" not in mark.attributes)
        hold(about, undated == (mark.one("text") is not None), f"a mark {mark.get('data-mark')} is placed in time, or listed as without a date, where it is not so")
    orders = truth["cases"][0]["orders"]
    hold(about, [(m.get("data-id"), m.get("data-from"), m.get("data-until")) for m in by_kind.get("order", [])] ==
         [(o["order_id"], text(o["start_date"]), text(o["end_date"])) for o in orders], "orders")
    hold(about, [m.get("data-date") for m in by_kind.get("today", [])] == [AS_OF], "today")
    due = data_of("rar-audit", "due", path, "--all", "--as-of", AS_OF, "--no-config", cwd=cwd)
    review = [d for d in due if d["kind"].startswith(("completion_", "unpaid_work_6", "unpaid_work_9"))]
    hold(about, sorted((m.get("data-kind"), m.get("data-date"), m.get("data-state")) for m in by_kind.get("review_due", [])) ==
         sorted((d["kind"], text(d["due"]), d["state"]) for d in review), "reviews due")
    days = {r["requirement_id"]: r["days"]["strict"] for r in data_of("rar-audit", "recount", path, "--as-of", AS_OF, "--no-config", cwd=cwd)}
    if len(days) == 1 and list(days.values())[0] is not None:
        drawn = {int(m.get("data-rar-day")) for m in marks if m.get("data-rar-day")}
        hold(about, drawn == set(range(1, list(days.values())[0] + 1)), f"days {sorted(drawn)} of {days}")
    rows = {r.get("data-id"): r for r in page.one("section", id="entries").all("tr", data_line=True)}
    lines = open(os.path.join(cwd, path), encoding="utf-8").read().splitlines()
    for mark in by_kind.get("contact", []):
        row = rows.get(mark.get("data-id"))
        hold(about, row is not None and row.get("data-line") == mark.get("data-line"), f"the row of {mark.get('data-id')}")
        hold(about, mark.get("data-id") in lines[int(mark.get("data-line")) - 1], f"line {mark.get('data-line')} is not of {mark.get('data-id')}")
    fails = [f for f in truth["findings"] if f["outcome"] == "fail"]
    hold(about, sorted(a.get("data-fingerprint") for a in page.all("article")) == sorted(f["fingerprint"] for f in fails), "articles")
    known = {f["fingerprint"] for f in fails}
    hold(about, all(m.get("data-fingerprint") in known for m in by_kind.get("finding", [])), "a finding that there is not")


def check_tables():
    cases, flags = "examples/caseload", ["--as-of", AS_OF, "--no-config"]
    for command, pairs in (("due", {"data-crn": "crn", "data-kind": "kind", "data-due": "due", "data-state": "state"}),
                           ("forecast", {"data-crn": "crn", "data-kind": "kind", "data-outlook": "outlook", "data-last": "last_useful_date"}),
                           ("recount", {"data-crn": "crn", **{f"data-days-{p}": (lambda r, p=p: r["days"][p]) for p in ("strict", "delius_flag", "referral")}})):
        page = page_of("rar-audit", command, cases, *flags, kind=command)
        rows_are(command, list(page.one("section", id="rows").all("tr", data_crn=True)), data_of("rar-audit", command, cases, *flags), pairs)
        hold(command, page.one(id="about") is not None, "no about")
    for by, group in (("team", lambda r: ",".join(f"{k}={text(v)}" for k, v in r["group"].items())), ("", lambda r: ",".join(f"{k}={text(v)}" for k, v in r["group"].items()))):
        more = ["--by", by] if by else []
        page = page_of("rar-audit", "measures", cases, *more, *flags, kind="measures")
        rows_are("measures " + by, list(page.all("tr", data_measure=True)), data_of("rar-audit", "measures", cases, *more, *flags), {"data-measure": "measure", "data-group": group})
    page = page_of("rar-audit", "diff", cases, "--as-of", "2025-07-10", "--as-of-b", AS_OF, "--no-config", kind="diff")
    truth = data_of("rar-audit", "diff", cases, "--as-of", "2025-07-10", "--as-of-b", AS_OF, "--no-config")
    rows_are("diff", list(page.all("tr", data_fingerprint=True)), truth["new"] + truth["gone"], {"data-fingerprint": "fingerprint", "data-crn": "crn"})


def check_others():
    catalogue, flags = "examples/catalogue", ["--as-of", AS_OF, "--no-config"]
    plan = ["suggest", "tests/cli/plan-data/ready.yaml", "--catalogue", catalogue, "--directory", "examples/directories/north-west.yaml", "--as-of", "2025-06-02", "--no-config"]
    page = page_of("rar-plan", *plan, kind="plan")
    strip = page.one("section", id="week-strip")
    hold("plan", strip is not None, "no week strip")
    chosen = data_of("rar-plan", *plan)["chosen"]
    hold("plan", strip is None or len(list(strip.all("strong"))) == sum(len(c["sessions"]) for c in chosen), "sessions of the week strip")
    page_of("rar-plan", "propose", "examples/before-sentence.yaml", "--catalogue", catalogue, "--as-of", "2025-06-02", "--no-config", kind="propose")
    page_of("rar-plan", "options", "tests/cli/plan-data/ready.yaml", "--catalogue", catalogue, "--as-of", "2025-06-02", "--no-config", kind="options")
    cohort = ["cohort", "examples/region/cases", "--catalogue", catalogue, "--directory", "examples/region/directory.yaml", "--as-of", AS_OF, "--no-config"]
    page = page_of("rar-plan", *cohort, kind="cohort")
    hold("cohort", sum(s.get("id").startswith("group-") for s in page.all("section")) == len(data_of("rar-plan", *cohort)["groups"]), "a section a group")
    sheets = sorted(glob.glob(os.path.join(root, "examples/panels/sitting-2025-03/*.yaml")))
    page = page_of("eip-score", "score", sheets[0], "--seed", "7", "--replicates", "100", "--no-config", kind="panel")
    hold("panel", page.one("table", id="marks") is not None, "no table of marks")
    page_of("eip-score", "report", sheets[0], "--no-config", kind="report")
    page = page_of("eip-score", "suite", catalogue, *flags, kind="suite")
    hold("suite", {r.get("data-id") for r in page.all("tr", data_id=True)} == {i["id"] for i in data_of("eip-score", "suite", catalogue, *flags)["interventions"]}, "rows of the suite")
    page = page_of("eip-score", "regions", catalogue, "examples/selections", *flags, kind="regions")
    rows_are("regions", list(page.all("tr", data_region=True)), data_of("eip-score", "regions", catalogue, "examples/selections", *flags), {"data-region": "region"})
    page_of("eip-score", "overlap", catalogue, *flags, kind="overlap")
    page_of("eip-score", "register", "due", catalogue, *flags, kind="due")


def check_welsh():
    """Dates, kinds, states and headings are Welsh where the table of words has them, on every page; what is Welsh says so."""
    catalogue, flags = "examples/catalogue", ["--as-of", AS_OF, "--no-config", "--language", "cy"]
    plan = ["suggest", "tests/cli/plan-data/ready.yaml", "--catalogue", catalogue, "--directory", "examples/directories/north-west.yaml", "--as-of", "2025-06-02", "--no-config"]
    sheet = sorted(glob.glob(os.path.join(root, "examples/panels/sitting-2025-03/*.yaml")))[0]
    cohort = ["cohort", "examples/region/cases", "--catalogue", catalogue, "--directory", "examples/region/directory.yaml", "--as-of", AS_OF, "--no-config"]
    propose = ["propose", "examples/before-sentence.yaml", "--catalogue", catalogue, "--as-of", "2025-06-02", "--no-config"]
    for tool, words, kind, title, wanted in (
            ("rar-plan", [*plan, "--language", "cy"], "plan", "Cynllun X810001", ["Mehefin", "Dydd Mercher", "ymyriad strwythuredig", "meddwl ac ymddygiad", "Wythnos wrth wythnos", "Sesiynau"]),
            ("rar-plan", [*propose, "--language", "cy"], "propose", "Cynnig X310020", ["Mehefin", "Sesiynau", "lles emosiynol"]),
            ("rar-plan", [*cohort, "--language", "cy"], "cohort", None, ["Hydref", "Achos", "Sesiynau"]),
            ("rar-audit", ["check", "examples/caseload", *flags, "--fail-on", "never"], "caseload", "Llwyth achosion", ["Tîm", "Swyddog", "Gwallau", "Cam nesaf", "Hwyr"]),
            ("rar-audit", ["check", "examples/caseload/north/X310006.yaml", *flags, "--fail-on", "never"], "case", "Achos X310006", ["Cam nesaf", "Gorchymyn", "Rheol"]),
            ("rar-audit", ["due", "examples/caseload", *flags], "due", "I'w gwneud", ["Cyflwr", "Dyddiad", "Hwyr"]),
            ("rar-audit", ["measures", "examples/caseload", *flags], "measures", "Mesurau", ["Y cant"]),
            ("rar-audit", ["diff", "examples/caseload", "--as-of", "2025-07-10", "--as-of-b", AS_OF, "--no-config", "--language", "cy"], "diff", "Gwahaniaethau", ["Difrifoldeb", "Rheol"]),
            ("eip-score", ["score", sheet, "--seed", "7", "--replicates", "100", "--no-config", "--language", "cy"], "panel", None, ["Heb ei gymeradwyo", "Mawrth"]),
            ("eip-score", ["suite", catalogue, *flags], "suite", None, ["Rhaglen achrededig", "Ebrill", "Maes angen"])):
        page = page_of(tool, *words, kind=kind)
        about = " ".join((tool, *words[:2], "in Welsh"))
        hold(about, page.get("lang") == "cy" and page.one("body").get("lang") == "en", "what is not Welsh is not marked as English")
        hold(about, title is None or title in page.one("h1").words(), f"the heading is {page.one('h1').words()!r}")
        marked = " | ".join(e.words() for e in page.all(lang="cy"))
        for word in wanted:
            hold(about, word in marked, f"{word} is not there, or not marked as Welsh")


def check_plan():
    """A page of a plan says once what was looked at; what is not on offer says why; an answer about several cases has its state first."""
    catalogue = ["--catalogue", "examples/catalogue", "--as-of", "2025-06-02", "--no-config"]
    page = page_of("rar-plan", "suggest", "tests/cli/plan-data/ready.yaml", *catalogue, kind="plan")
    hold("plan", page.one("section", id="about").words().count("1 file: 1 judged") == 1, "what was looked at")
    page = page_of("rar-plan", "options", "tests/cli/plan-data/ready.yaml", *catalogue, kind="options")
    options = data_of("rar-plan", "options", "tests/cli/plan-data/ready.yaml", *catalogue)
    for row, record in zip(page.one("section", id="rows").all("tr", data_crn=True), options):
        why = [c for c in row.children if getattr(c, "tag", "") == "td"][-1].words()
        decisive = [r["message"] for r in record["reasons"] if record["verdict"] != "eligible" and r["verdict"] == record["verdict"]]
        hold("options", record["verdict"] == "eligible" or decisive, f"{record['option']}: nothing decides it")
        hold("options", all(words.replace("_", " ") in why or re.search(r"\d{4}-\d\d", words) for words in decisive), f"{record['option']}: {decisive} is not in {why!r}")
    page = page_of("rar-plan", "suggest", "examples/caseload/north", *catalogue, kind="plan")
    heads = [h.words() for h in page.one("thead").all("th")]
    hold("plans", heads[:2] == ["Case", "Status"], f"columns {heads}")
    cohort = page_of("rar-plan", "cohort", "examples/region/cases", "--directory", "examples/region/directory.yaml", *catalogue, kind="cohort")
    about = cohort.one("section", id="about").words()
    hold("cohort", "judged" in about and "Policy" in about, f"about {about[:200]}")


def check_undecided():
    """What is not decided, or has no end, is not drawn as what is."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "case.yaml"), "w", encoding="utf-8") as out:
            out.write("""schema: case/1
crn: X900006
orders:
  - id: O1
    type: community_order
    conviction_date: 2025-01-13
    sentence_date: 2025-01-13
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20}
contacts:
  - {id: C1, date: 2025-03-03, type: supervision_appointment, outcome: attended_complied}
  - {id: C2, date: 2025-03-10, type: supervision_appointment, outcome: failed_to_attend}
  - {id: C3, date: 2025-03-17, type: supervision_appointment, outcome: attended_compliance_not_stated}
  - {id: C4, date: 2025-03-24, type: supervision_appointment, outcome: acceptable_absence}
""")
        page = page_of("rar-audit", "check", "case.yaml", "--as-of", AS_OF, "--no-config", "--fail-on", "never", kind="case", cwd=folder)
        drawing = page.one("svg", data_timeline=True)
        looks = {m.get("data-id"): [s.get("class") for s in m.all() if s.get("class")] for m in drawing.all("a", data_mark="contact")}
        hold("undecided", looks == {"C1": ["dot kept"], "C2": ["dot undetermined"], "C3": ["dot undetermined"], "C4": ["dot excused"]}, f"drawn as {looks}")
        order = drawing.one("a", data_mark="order")
        hold("undecided", "unended" in [s.get("class") for s in order.all() if s.get("class")][0].split(), "an order without an end is drawn as one that ends")
        hold("undecided", page.one("header").words().count("Next step") == 1, "the first screen does not say what to do next")


def check_nothing_judged():
    """What was not looked at does not read like what is in order."""
    with tempfile.TemporaryDirectory() as folder:
        for command, kind in (("check", "caseload"), ("due", "due"), ("measures", "measures")):
            done = subprocess.run([os.path.join(bins, "rar-audit"), command, folder, "--as-of", AS_OF, "--no-config", "--format", "html"], capture_output=True)
            page, wrong = page_reader.read(done.stdout.decode())
            hold("nothing judged", done.returncode == 2 and not wrong and page.one("body").get("data-page") == kind, f"{command}: exit {done.returncode} {wrong[:3]}")
            said = page.one("body").words()
            hold("nothing judged", "Nothing was judged" in said, f"{command}: {said[:300]}")
            hold("nothing judged", not any(w in said for w in ("could be read.", "Nothing is overdue", "No rule failed", "No question waits", "nothing to list")), f"{command}: {said[:300]}")


def check_refuted():
    """Of plans that are refuted the page and Markdown say why, in words."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("X310002", "X310003"):
            text = open(os.path.join(root, f"examples/caseload/north/{name}.yaml"), encoding="utf-8").read()
            with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as out:
                out.write(text.replace("2025-12-24", "2025-12-25"))
        words = ["rar-plan", "verify", folder, "--catalogue", "examples/catalogue", "--as-of", AS_OF, "--no-config"]
        said = page_of(*words, kind="plan").one("main").words()
        hold("refuted", "clashes: A1: 25 December 2025: bank holiday, Christmas Day" in " ".join(said.split()), said[:400])
        marked = run(*words, "--format", "markdown")
        hold("refuted", "| clashes: A1: 2025-12-25: bank holiday, Christmas Day |" in marked, marked[:600])


def check_gaps():
    """A page of missing facts says what to record first, in words, and nothing that no row has."""
    page = page_of("rar-audit", "gaps", "examples/caseload", "--as-of", AS_OF, "--no-config", kind="gaps")
    said = page.one("main").words()
    hold("gaps", "43.9 %" in said and "REC504 6 times" in said and "/orders" not in said, said[:400])
    hold("gaps", not any(h.words() in ("Group", "Table") for h in page.all("th", scope="col")), "columns without a value")


def check_site():
    with tempfile.TemporaryDirectory() as folder:
        words = ["check", "examples/caseload", "--as-of", AS_OF, "--no-config", "--fail-on", "never", "--quiet", "--output", f"site={folder}/site"]
        run("rar-audit", *words)
        site = os.path.join(folder, "site")

        def files():
            return {os.path.relpath(os.path.join(at, n), site): open(os.path.join(at, n), "rb").read() for at, _, names in os.walk(site) for n in names}
        first = files()
        names = set(first)
        crns = {c["crn"] for c in data_of("rar-audit", *words[:6], "never")["cases"]}
        hold("site", {"index.html", "style.css", "script.js", ".rar-site"} <= names, f"{sorted(names)[:9]}")
        hold("site", {f"cases/{crn}.html" for crn in crns} <= names, "a page a case")
        hold("site", set(first[".rar-site"].decode().split()) == names - {".rar-site"}, "the list of files")
        for name in sorted(names):
            if not name.endswith(".html"):
                continue
            page, wrong = page_reader.read(first[name].decode())
            for one in wrong:
                problems.append(f"site {name}: {one}")
            for element in page.all():
                target = element.get("href") or element.get("src")
                if target and not target.startswith("#"):
                    hold("site", os.path.normpath(os.path.join(os.path.dirname(name), target)) in names, f"{name}: {target} leads nowhere")
        hold("site", 'data-page="team"' in "".join(v.decode() for k, v in first.items() if k.startswith("teams/")), "no team page")
        run("rar-audit", *words)
        hold("site", files() == first, "the same input, other bytes")
        open(os.path.join(site, "mine.txt"), "w").close()
        run("rar-audit", "check", "examples/caseload/north", *words[2:])
        left = set(files())
        hold("site", "mine.txt" in left and len(left) < len(names), "what the last site wrote is taken away, and nothing else")
        other = os.path.join(folder, "other")
        os.mkdir(other)
        open(os.path.join(other, "notes.txt"), "w").close()
        done = subprocess.run([os.path.join(bins, "rar-audit"), *words[:-1], f"site={other}"], cwd=root, capture_output=True)
        hold("site", done.returncode == 2 and os.listdir(other) == ["notes.txt"], f"exit {done.returncode} over somebody's folder")


def check_history():
    """What was replaced or withdrawn stands in the entries, marked; what has no date has no place in time."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "case.yaml"), "w", encoding="utf-8") as out:
            out.write("""schema: case/1
crn: X900005
orders:
  - id: O1
    type: community_order
    conviction_date: 2025-01-13
    sentence_date: 2025-01-13
    amendments:
      - {id: M1, date: 2025-03-03, kind: other}
      - {id: M2, date: 2025-03-10, kind: other, supersedes: M1, reason: Slip}
      - {id: M3, date: 2025-04-01, kind: other}
      - {id: M4, void: true, supersedes: M3, reason: Another person's}
    requirements:
      - {id: R1, type: rehabilitation_activity, max_days: 20}
      - {id: R2, type: accredited_programme}
    terminations:
      - {id: T1, date: 2025-09-01, kind: expired}
      - {id: T2, void: true, supersedes: T1, reason: Too early}
assessments:
  - {id: S1, tool: oasys_layer_3, completed_date: 2025-02-03}
  - {id: S2, tool: oasys_layer_3, completed_date: 2025-02-10, supersedes: S1, reason: Slip}
contacts:
  - {id: C1, date: 2025-03-03, type: home_visit, outcome: attended_complied}
reviews: []
suspensions:
  - {id: P1, policy: other}
""")
        check_case("case.yaml", cwd=folder)
        page = page_of("rar-audit", "check", "case.yaml", "--as-of", AS_OF, "--no-config", "--fail-on", "never", kind="case", cwd=folder)
        rows = {r.get("data-id"): r for r in page.one("section", id="entries").all("tr", data_line=True)}
        hold("history", {"M1", "M2", "M3", "M4", "T1", "T2", "S1", "S2", "C1", "P1"} == set(rows), f"entries {sorted(rows)}")
        gone = {i: r.get("data-superseded-by") for i, r in rows.items() if r.get("class") == "replaced"}
        hold("history", gone == {"M1": "M2", "M3": "M4", "M4": None, "T1": "T2", "T2": None, "S1": "S2"}, f"replaced or withdrawn: {gone}")
        drawing = page.one("svg", data_timeline=True)
        listed = [m.get("data-mark") for m in drawing.all("a", data_mark=True) if m.one("text") is not None]
        hold("history", {"review_due", "suspension"} <= set(listed) and not {"contact", "order", "amendment"} & set(listed), f"listed as without a date: {listed}")
        hold("history", [m.get("data-id") for m in drawing.all("a", data_mark="amendment")] == ["M2"], "an amendment that no longer stands is drawn")


def check_hostile():
    with tempfile.TemporaryDirectory() as folder:
        case = open(os.path.join(root, "tests/cli/data/X900001.yaml"), encoding="utf-8").read()
        for number, name in enumerate(("a<script>alert(1)</script>.yaml", "\"'><b>.yaml", "=cmd.yaml", "\u202egpj.yaml")):
            with open(os.path.join(folder, name.replace("/", "")), "w", encoding="utf-8") as out:
                out.write(case.replace("X900001", f"X90000{number + 1}"))
        page = page_of("rar-audit", "check", ".", "--as-of", AS_OF, "--no-config", "--fail-on", "never", kind="caseload", cwd=folder)
        hold("hostile", len(list(page.all("script"))) == 1 and not list(page.all("b")), "markup from a name")
        hold("hostile", "\u202e" not in page.words(), "a bidi control")
        with open(os.path.join(folder, "limited.yaml"), "w", encoding="utf-8") as out:
            out.write(case.replace("X900001", "X900009").replace("schema: case/1\n", "schema: case/1\nlimited_access: true\n").replace("N51M01", "SECRET1"))
        shown = run("rar-audit", "check", ".", "--as-of", AS_OF, "--no-config", "--fail-on", "never", "--format", "html", cwd=folder)
        hold("hostile", "SECRET1" not in shown, "a code of a case under limited access")


check_caseload(["examples/caseload"])
check_caseload(["examples/caseload", "tests/cli/data/bad"])
for path in sorted(glob.glob(os.path.join(root, "examples/caseload/*/*.yaml"))):
    check_case(os.path.relpath(path, root))
check_tables()
check_others()
check_welsh()
check_plan()
check_undecided()
check_nothing_judged()
check_refuted()
check_gaps()
check_site()
check_history()
check_hostile()
for problem in problems[:60]:
    print(problem)
print(f"{len(problems)} problems")
sys.exit(1 if problems else 0)
