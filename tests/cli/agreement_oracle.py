#!/usr/bin/env python3
"""A second opinion on agreement: random tables of marks, complete and with gaps, and every statistic of --all computed another way
(pairs of marks instead of coincidence tables, sums of squares instead of mean squares, derivatives instead of linearised formulas).
agreement_oracle.py BIN_FOLDER [TABLES [SEED]]"""
import itertools, json, math, os, random, subprocess, sys, tempfile

TOOL = os.path.join(os.path.abspath(sys.argv[1]), "eip-score")
TABLES, SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 70, int(sys.argv[3]) if len(sys.argv) > 3 else 1971
rng = random.Random(SEED)
mean = lambda xs: sum(xs) / len(xs)


def alpha(units, level, scale):
    units = [u for u in units if len(u) >= 2]
    marks = [m for u in units for m in u]
    if not marks: return None
    def distance(a, b):
        if a == b: return 0.0
        if level == "nominal": return 1.0
        if level == "interval": return float((a - b) ** 2)
        if level == "ratio": return ((a - b) / (a + b)) ** 2
        return (sum(1 for m in marks if min(a, b) <= m <= max(a, b)) - (marks.count(a) + marks.count(b)) / 2) ** 2
    within = sum(distance(a, b) / (len(u) - 1) for u in units for a, b in itertools.permutations(u, 2))
    overall = sum(distance(a, b) for a, b in itertools.permutations(marks, 2)) / (len(marks) - 1)
    return None if overall == 0 else 1 - within / overall


def weight(name, scale, a, b):
    i, j, q, span = scale.index(a), scale.index(b), len(scale), scale[-1] - scale[0]
    if name == "unweighted": return float(a == b)
    if name == "linear": return 1 - abs(a - b) / span
    if name == "quadratic": return 1 - ((a - b) / span) ** 2
    return 1 - math.comb(abs(i - j) + 1, 2) / math.comb(q, 2)


def chance_corrected(kind, name, units, scale, of_units=None):
    """pa, pe and the coefficient, each unit counted as often as `of_units` says."""
    of_units = of_units or [1.0] * len(units)
    pairs = [(sum(weight(name, scale, a, b) for a, b in itertools.permutations(u, 2)) / (len(u) * (len(u) - 1)), w) for u, w in zip(units, of_units) if len(u) >= 2]
    if not pairs: return None
    pa = sum(p * w for p, w in pairs) / sum(w for _, w in pairs)
    share = [sum(w * u.count(k) / len(u) for u, w in zip(units, of_units)) / sum(of_units) for k in scale]
    q, total = len(scale), sum(weight(name, scale, a, b) for a in scale for b in scale)
    if kind == "gwet": pe = total * sum(p * (1 - p) for p in share) / (q * (q - 1))
    elif kind == "fleiss": pe = sum(weight(name, scale, scale[k], scale[l]) * share[k] * share[l] for k in range(q) for l in range(q))
    else: pe = total / q ** 2
    return pa, pe, None if 1 - pe < 1e-12 else (pa - pe) / (1 - pe)


def cohen(name, scale, a, b):
    """Kappa of two raters from the units both marked; chance from each one's own marks of those units."""
    both = [(x, y) for x, y in zip(a, b) if x is not None and y is not None]
    if len(both) < 2: return None  # as of any table
    pa = mean([weight(name, scale, x, y) for x, y in both])
    pe = mean([weight(name, scale, x, y) for x, _ in both for _, y in both])
    return None if 1 - pe < 1e-12 else (pa - pe) / (1 - pe)


def light(name, scale, raters):
    kappas = [cohen(name, scale, a, b) for a, b in itertools.combinations(raters, 2)]
    return None if None in kappas else mean(kappas)


def conger(name, scale, raters, pa):
    """Chance is the mean over pairs of raters, each with the proportions of all its own marks."""
    own = [[m for m in rater if m is not None] for rater in raters]
    pe = mean([mean([weight(name, scale, x, y) for x in a for y in b]) for a, b in itertools.combinations(own, 2)])
    return None if 1 - pe < 1e-12 else (pa - pe) / (1 - pe)


def delta_error(kind, name, units, scale):
    """Standard error by the derivative of the coefficient in each unit's weight."""
    n, h, influence = len(units), 1e-5, []
    for i in range(n):
        up, down = ([1 + s if k == i else 1.0 for k in range(n)] for s in (h, -h))
        influence.append(n * (chance_corrected(kind, name, units, scale, up)[2] - chance_corrected(kind, name, units, scale, down)[2]) / (2 * h))
    return math.sqrt(sum(x * x for x in influence) / (n * (n - 1)))


def icc(table):
    """The six forms from the sums of squares."""
    n, k = len(table), len(table[0])
    grand = mean([m for row in table for m in row])
    rows, columns = [mean(row) for row in table], [mean(c) for c in zip(*table)]
    total = sum((m - grand) ** 2 for row in table for m in row)
    between, judges = k * sum((r - grand) ** 2 for r in rows), n * sum((c - grand) ** 2 for c in columns)
    b, j, w, e = between / (n - 1), judges / (k - 1), (total - between) / (n * (k - 1)), (total - between - judges) / ((n - 1) * (k - 1))
    return {"icc_1_1": (b - w, b + (k - 1) * w), "icc_2_1": (b - e, b + (k - 1) * e + k * (j - e) / n), "icc_3_1": (b - e, b + (k - 1) * e),
            "icc_1_k": (b - w, b), "icc_2_k": (b - e, b + (j - e) / n), "icc_3_k": (b - e, b)}


def kendall(table, corrected):
    n, m = len(table), len(table[0])
    ranks, ties = [0.0] * n, 0
    for column in zip(*table):
        order = sorted(column)
        for i, x in enumerate(column): ranks[i] += order.index(x) + (order.count(x) + 1) / 2
        ties += sum(order.count(x) ** 3 - order.count(x) for x in set(order))
    spread = sum((r - mean(ranks)) ** 2 for r in ranks)
    below = m * m * (n ** 3 - n) - (m * ties if corrected else 0)
    return None if below == 0 else 12 * spread / below


def close(a, b): return (a is None) == (b is None) and (a is None or abs(a - b) < 1e-6 * max(1, abs(a)))


wrong = compared = errors_compared = undefined = 0
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "marks.csv")
    for t in range(TABLES):
        scale = rng.choice([[0, 1, 2], [1, 2], [1, 2, 3, 4, 5], [0, 1, 2, 4, 8], [1, 1.5, 3], [-2, -1, 0, 1, 2]])
        n, k, gaps, taste = rng.randint(2, 9), rng.randint(2, 5), rng.choice([0, 0, 0.15, 0.4]), rng.random()
        common = [rng.choice(scale) for _ in range(n)]
        cells = [[None if rng.random() < gaps else common[i] if rng.random() < taste else rng.choice(scale) for _ in range(k)] for i in range(n)]
        with open(path, "w", newline="") as f:
            f.write("unit,rater,mark\r\n" + "".join("u%d,r%d,%s\r\n" % (i, r, "" if m is None else m) for i, row in enumerate(cells) for r, m in enumerate(row)))
        level = rng.choice(["nominal", "ordinal", "interval"] + ["ratio"] * (scale[0] >= 0))
        run = subprocess.run([TOOL, "agreement", path, "--scale=" + ",".join(map(str, scale)), "--level", level, "--all", "--format", "json", "--no-config"], capture_output=True, text=True)
        if run.returncode: sys.exit("exit %d: %s" % (run.returncode, run.stderr))
        said = {(s["name"], s["weights"]): s for s in json.loads(run.stdout)["statistics"]}
        units = [[m for m in row if m is not None] for row in cells]
        units = [u for u in units if u]
        raters = sum(any(row[r] is not None for row in cells) for r in range(k))
        whole = all(m is not None for row in cells for m in row)
        small = raters < 2 or sum(len(u) >= 2 for u in units) < 2
        columns = [column for column in zip(*cells) if any(m is not None for m in column)]
        want = {}
        for name in ("unweighted", "linear", "ordinal", "quadratic"):
            for kind, key in (("gwet", "gwet_ac1" if name == "unweighted" else "gwet_ac2"), ("fleiss", "fleiss_kappa"), ("bp", "brennan_prediger")):
                parts = None if small else chance_corrected(kind, name, units, scale)
                want[key, name] = parts and parts[2]
                want["percent_agreement", name] = parts and parts[0]
                if parts and parts[2] is not None and whole and said[key, name]["standard_error"] is not None:
                    errors_compared += 1
                    if abs(delta_error(kind, name, units, scale) - said[key, name]["standard_error"]) > 1e-5: print("table %d: standard error of %s %s" % (t, key, name)); wrong += 1
            pa = want["percent_agreement", name]
            want["light_kappa", name] = None if small else light(name, scale, columns)
            want["conger_kappa", name] = None if pa is None else conger(name, scale, columns, pa)
        for each in ("nominal", "ordinal", "interval") + (("ratio",) if scale[0] >= 0 else ()):
            want["krippendorff_alpha", each] = None if small else alpha(units, each, scale)
            if want["krippendorff_alpha", each] is not None:
                left = [alpha(units[:i] + units[i + 1:], each, scale) for i in range(len(units))]
                error = None if None in left else math.sqrt((len(left) - 1) / len(left) * sum((x - mean(left)) ** 2 for x in left))
                if not close(error, said["krippendorff_alpha", each]["standard_error"]): print("table %d: jackknife of alpha %s: %s" % (t, each, error)); wrong += 1
        for form, (above, below) in (icc(cells) if whole else {}).items(): want[form, None] = None if abs(below) < 1e-9 else above / below
        for name in ("kendall_w", "kendall_w_uncorrected"):
            same = whole and all(len(set(column)) == 1 for column in zip(*cells))
            want[name, None] = kendall(cells, name == "kendall_w") if whole and not same else None
        if not whole: want.update({(form, None): None for form in ("icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k")})
        if set(want) != set(said): print("table %d: printed %s, should be %s" % (t, sorted(map(str, said)), sorted(map(str, want)))); wrong += 1
        for key, value in want.items():
            got = said[key]
            compared += 1
            undefined += got["value"] is None
            if not close(value, got["value"]): print("table %d: %s should be %s, is %s\n  %s of %s" % (t, key, value, got, cells, scale)); wrong += 1
            if (got["value"] is None) != bool(got["undefined"]): print("table %d: %s is undefined and does not say why" % (t, key)); wrong += 1
        if wrong > 5: sys.exit(1)
if not (undefined > 50 and errors_compared > 100): print("too tame: %d undefined, %d standard errors" % (undefined, errors_compared)); wrong += 1
print("%d statistics and %d standard errors of %d tables, %s" % (compared, errors_compared, TABLES, "all agree" if wrong == 0 else "%d differ" % wrong))
sys.exit(1 if wrong else 0)
