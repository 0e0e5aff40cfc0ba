// Integer programs of several objectives, each solved with the ones before it held at their best: by HiGHS, which the
// tools do not use. Reads a list of {rows, levels} as JSON, prints the best value of each level, or null.
"use strict";

const terms = (list) => list.map(([factor, name]) => `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${name}`).join(" ");

function program(model, level, held) {
  const rows = model.rows.map((row, i) => ` r${i}: ${terms(row.terms)} ${row.op} ${row.than}`);
  held.forEach((best, i) => rows.push(` held${i}: ${terms(model.levels[i].terms)} = ${best}`));
  return [model.levels[level].sense === "most" ? "Maximize" : "Minimize", ` obj: ${terms(model.levels[level].terms)}`, "Subject To", ...rows,
    "Binary", ` ${model.names.join(" ")}`, "End", ""].join("\n");
}

async function main() {
  const highs = await require("highs")();
  const models = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const answers = models.map((model) => {
    const held = [];
    for (let level = 0; level < model.levels.length; ++level) {
      if (model.levels[level].terms.length === 0) {
        model.levels[level].terms = [[0, model.names[0]]];
      }
      const answer = highs.solve(program(model, level, held), { mip_rel_gap: 0, mip_abs_gap: 0 });
      if (answer.Status !== "Optimal") return null;
      held.push(Math.round(answer.ObjectiveValue));
    }
    return held;
  });
  console.log(JSON.stringify(answers));
}

main();
