// The style sheet and the script of every page. The script sorts and filters; a page says all it has to say without it.
#include "render/html/parts.hpp"

namespace probation::render::web {
namespace {

constexpr std::string_view the_style = R"CSS(
:root { color-scheme: light dark; --ink: #15191e; --paper: #fff; --soft: #f2f4f7; --line: #c3cad3; --muted: #4b545e; --link: #0b4f8a;
  --error: #a4161a; --warning: #7a4a00; --note: #1d5a96; --undetermined: #5b3a8c; --good: #176b3a; --mark: #ffe08a; --ink-on-mark: #15191e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --paper: #14181d; --soft: #1f252c; --line: #4a535e; --muted: #b3bcc7; --link: #8cc4ff;
  --error: #ff9c9c; --warning: #ffc46b; --note: #9accff; --undetermined: #d3b8ff; --good: #86dba8; --mark: #6b5400; --ink-on-mark: #fff; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 80rem;
  padding: 0 1rem 2rem; overflow-wrap: anywhere; }
a { color: var(--link); } a:focus-visible, button:focus-visible, select:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; top: 0; background: var(--paper); padding: .5rem 1rem; z-index: 2; } .skip:focus { left: 0; }
header { padding: 1.2rem 0 .4rem; } h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .4rem; } h2 { font-size: 1.25rem; margin: 0 0 .6rem; } h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
h4 { font-size: 1rem; margin: 0 0 .3rem; } p { margin: .3rem 0; max-width: 70ch; } main { outline: none; }
nav ul { list-style: none; margin: 0; padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; border-block: 1px solid var(--line); }
nav a { display: inline-block; padding: .2rem 0; }
section { margin: 2rem 0 0; } footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .9rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.2rem, 1fr)); gap: .5rem; margin: .8rem 0; }
.figures div { background: var(--soft); border-left: .3rem solid var(--line); padding: .4rem .7rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.figures dt { color: var(--muted); font-size: .85rem; line-height: 1.25; } .figures dd { margin: 0; font-size: 1.6rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.figures .errors, .figures .overdue, .figures .unreadable { border-color: var(--error); } .figures .warnings { border-color: var(--warning); }
.figures .notes, .figures .due { border-color: var(--note); } .figures .undetermined { border-color: var(--undetermined); }
.scroll { overflow-x: auto; max-width: 100%; margin: .4rem 0 1rem; }
table { border-collapse: collapse; width: 100%; overflow-wrap: normal; } caption { text-align: left; color: var(--muted); padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); } thead th { border-bottom: 2px solid var(--muted); vertical-align: bottom; }
tbody th { font-weight: 600; } .number { text-align: right; font-variant-numeric: tabular-nums; padding-left: .4rem; } time, .nowrap { white-space: nowrap; }
th button { font: inherit; font-weight: inherit; color: inherit; background: none; border: 0; padding: .1rem 0; text-align: inherit; cursor: pointer; min-height: 1.5rem; text-decoration: underline dotted; text-underline-offset: .2em; }
th[aria-sort=ascending] button::after { content: " \25B2"; } th[aria-sort=descending] button::after { content: " \25BC"; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: .2rem; padding: 0 .4rem; font-size: .85rem; font-weight: 650; white-space: nowrap; color: var(--muted); }
.tag.error, .tag.overdue, .tag.cannot_finish { color: var(--error); } .tag.warning, .tag.at_risk, .tag.done_late { color: var(--warning); } .tag.note, .tag.due { color: var(--note); }
.tag.undetermined { color: var(--undetermined); border-style: dashed; } .tag.done, .tag.on_track { color: var(--good); }
article { border-left: .3rem solid var(--line); background: var(--soft); padding: .6rem .8rem; margin: .7rem 0; break-inside: avoid; }
article.error { border-color: var(--error); } article.warning { border-color: var(--warning); } article.note { border-color: var(--note); } article.undetermined { border-color: var(--undetermined); border-left-style: dashed; }
article:target, tr:target { background: var(--mark); color: var(--ink-on-mark); }
pre { background: var(--paper); border: 1px solid var(--line); padding: .4rem .6rem; overflow-x: auto; margin: .3rem 0; } code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .92em; }
mark { background: var(--mark); color: var(--ink-on-mark); } details { margin: .4rem 0; } summary { cursor: pointer; padding: .15rem 0; }
main dl:not(.figures) { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem .9rem; margin: .3rem 0; } dl:not(.figures) dt { color: var(--muted); } dl:not(.figures) dd { margin: 0; }
.replaced { color: var(--muted); } .replaced td, .replaced th { text-decoration: line-through; text-decoration-color: var(--muted); } .replaced .tag, .replaced td:last-child { text-decoration: none; }
.quiet { color: var(--muted); } .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; padding: 0; margin: .3rem 0 .8rem; font-size: .9rem; } .legend svg { vertical-align: -.2em; margin-right: .3rem; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: .8rem 0; } .filters label { display: grid; font-size: .85rem; color: var(--muted); max-width: 100%; }
.filters select, .filters button { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: .2rem; padding: .25rem .4rem; min-height: 2rem; max-width: 100%; }
[hidden] { display: none !important; }
svg text { font: 12px system-ui, "Segoe UI", Roboto, Arial, sans-serif; fill: var(--ink); } svg .muted { fill: var(--muted); } svg .rule { stroke: var(--line); stroke-width: 1; } svg .today { stroke: var(--error); stroke-width: 2; stroke-dasharray: 5 3; }
.timeline { width: 100%; min-width: 46rem; height: auto; display: block; } svg .span { fill: var(--note); fill-opacity: .28; stroke: var(--note); } svg .span.supervision { fill: var(--good); stroke: var(--good); }
svg .span.operational { fill: var(--undetermined); stroke: var(--undetermined); } svg .span.warning { fill: var(--warning); stroke: var(--warning); } svg .span.unended { fill-opacity: .08; stroke-dasharray: 5 3; } svg .span.suspension { fill: var(--muted); stroke: var(--muted); stroke-dasharray: 3 2; }
svg .dot { fill: var(--paper); stroke: var(--muted); stroke-width: 2; } svg .dot.kept { fill: var(--good); stroke: var(--good); } svg .dot.missed { stroke: var(--error); stroke-width: 2.5; fill: none; } svg .dot.excused { stroke: var(--note); }
svg .dot.ahead { stroke-dasharray: 2 2; } svg .dot.enforcement { fill: var(--warning); stroke: var(--warning); } svg .dot.review { fill: var(--note); stroke: var(--note); } svg .dot.end { fill: var(--ink); stroke: var(--ink); }
svg .dot.overdue { stroke: var(--error); stroke-width: 2.5; } svg .dot.undetermined { stroke: var(--undetermined); stroke-dasharray: 2 2; } svg .flag { fill: var(--error); stroke: var(--paper); } svg .flag.warning { fill: var(--warning); } svg .flag.note { fill: var(--note); }
svg .flag.undetermined { fill: var(--undetermined); } svg .day { font-size: 9px; text-anchor: middle; fill: var(--paper); font-weight: 700; } svg a:focus-visible { outline: 3px solid var(--link); }
.bar { width: 11rem; height: 1rem; max-width: 100%; } svg .steps { fill: none; stroke: var(--good); stroke-width: 2; stroke-linecap: round; } svg .steps.range { stroke-dasharray: 3 3; } svg path.rule { fill: none; } svg .ground { fill: var(--soft); stroke: var(--muted); } svg .full { fill: var(--note); } svg .open { fill: var(--note); fill-opacity: .3; } svg .over { fill: var(--error); } svg .tick { stroke: var(--ink); stroke-width: 2; }
.trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .8rem; } figure { margin: 0; } figcaption { color: var(--muted); font-size: .9rem; } .trend { width: 100%; height: auto; display: block; }
.gauge { width: 100%; max-width: 34rem; height: auto; display: block; }
@media (max-width: 40rem) { main dl:not(.figures) { grid-template-columns: minmax(0, 1fr); } main dl:not(.figures) dd { margin-bottom: .3rem; } h1 { font-size: 1.4rem; } }
@media print { @page { size: A4; margin: 12mm; } :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #999; --muted: #333; } body { max-width: none; padding: 0; font-size: 9.5pt; } nav, .skip, .filters { display: none; }
  .scroll { overflow: visible; } table { font-size: 8.5pt; overflow-wrap: anywhere; table-layout: auto; } th, td { padding-right: .35rem; } thead th { overflow-wrap: normal; } td > code:only-child, tbody th > code { display: inline-block; min-width: 8ch; }
  time, .tag { white-space: normal; overflow-wrap: normal; } thead { display: table-header-group; }
  tr, article, svg { break-inside: avoid; } .timeline { min-width: 0; } .bar { width: 5rem; } a { color: inherit; } h2, h3 { break-after: avoid; } pre { white-space: pre-wrap; } th button { text-decoration: none; } }
)CSS";

constexpr std::string_view the_script = R"JS(
"use strict";
(() => {
  const filters = ["team", "officer", "rule", "severity"];
  const welsh = document.documentElement.lang === "cy";
  const names = welsh ? { team: "Tîm", officer: "Swyddog", rule: "Rheol", severity: "Difrifoldeb" } : { team: "Team", officer: "Officer", rule: "Rule", severity: "Severity" };
  const rows = [...document.querySelectorAll("main tr, main article")].filter((e) => filters.some((f) => f in e.dataset));
  const tables = [...document.querySelectorAll("table[data-sortable]")];
  const state = new Map();
  const kept = tables.map((table) => [...table.tBodies[0].rows]);

  const read = () => {
    state.clear();
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) return hash === "";
    for (const [key, value] of new URLSearchParams(hash)) state.set(key, value);
    return true;
  };
  const write = () => {
    const text = [...state].map(([k, v]) => encodeURIComponent(k) + "=" + encodeURIComponent(v)).join("&");
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  };

  const shown = document.createElement("p");
  const selects = {};
  const filter = () => {
    let left = 0;
    for (const row of rows) {
      row.hidden = filters.some((f) => state.has(f) && f in row.dataset && row.dataset[f] !== state.get(f));
      if (row.hidden) left += 1;
    }
    for (const f of filters) if (selects[f]) selects[f].selectedIndex = Math.max(0, [...selects[f].options].findIndex((o, i) => i > 0 && o.value === state.get(f)));
    shown.textContent = left ? left + " rows and findings are left out by the filter." : "";
  };

  const value = (row, key, at) => {
    const cell = row.cells[at];
    if (key in row.dataset) return row.dataset[key];
    return cell && cell.dataset.sort !== undefined ? cell.dataset.sort : cell ? cell.textContent.trim() : "";
  };
  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const [x, y] = [Number(a), Number(b)];
    return !Number.isNaN(x) && !Number.isNaN(y) ? x - y : a < b ? -1 : a > b ? 1 : 0;
  };
  const sort = () => {
    const wanted = state.get("sort") || "";
    const down = wanted.startsWith("-");
    const key = down ? wanted.slice(1) : wanted;
    tables.forEach((table, t) => {
      const heads = [...table.tHead.rows[0].cells];
      const at = heads.findIndex((head) => head.dataset.key === key);
      heads.forEach((head, i) => { if (i === at) head.setAttribute("aria-sort", down ? "descending" : "ascending"); else head.removeAttribute("aria-sort"); });
      const order = kept[t].map((row, i) => [row, i]);
      if (at >= 0) order.sort(([a, i], [b, j]) => {
        const [x, y] = [value(a, key, at), value(b, key, at)];
        const by = compare(x, y);
        return (down && x !== "" && y !== "" ? -by : by) || i - j;
      });
      table.tBodies[0].append(...order.map(([row]) => row));
    });
  };

  for (const table of tables)
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const key = head.dataset.key;
        state.set("sort", state.get("sort") === key ? "-" + key : key);
        write();
        sort();
      });
    }

  const bar = document.createElement("div");
  bar.className = "filters";
  for (const f of filters) {
    const values = [...new Set(rows.filter((r) => f in r.dataset).map((r) => r.dataset[f]))].sort();
    if (values.length < 2) continue;
    const label = document.createElement("label");
    label.textContent = names[f];
    if (welsh) label.lang = "cy";
    const select = (selects[f] = document.createElement("select"));
    if (welsh) select.lang = "en";
    select.append(new Option("all", ""));
    for (const v of values) select.append(new Option(v === "" ? "not recorded" : f === "severity" ? v.charAt(0).toUpperCase() + v.slice(1) : v, v));
    select.addEventListener("change", () => {
      if (select.selectedIndex > 0) state.set(f, select.value); else state.delete(f);
      write();
      filter();
    });
    label.append(select);
    bar.append(label);
  }
  if (bar.childElementCount) {
    shown.setAttribute("role", "status");
    bar.append(shown);
    document.querySelector("main").prepend(bar);
  }
  const apply = () => { if (read()) { filter(); sort(); } };
  addEventListener("hashchange", apply);
  apply();
})();
)JS";

}  // namespace

std::string_view style_sheet() { return the_style; }
std::string_view script() { return the_script; }

}  // namespace probation::render::web
