// Opens pages in headless Chromium and prints, for each, what a person would meet: {page: {errors, fetched, wide: [widths at which it is wider
// than the window], axe: [...], load: ms, sorted, filtered, last_columns: what stands in each table's last column}}; a page with `print` is
// printed on A4 to that file. Asked for as JSON {chromium, pages: [{name, file, axe, sort, filter, print}], shots: folder or null}.
"use strict";

const { chromium } = require("playwright-core");
const fs = require("fs");
const path = require("path");

const WIDTHS = [1280, 768, 375, 320];

async function looked_at(browser, asked, shots) {
  const found = { errors: [], fetched: [], wide: [] };
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && found.errors.push(message.text()));
  page.on("pageerror", (error) => found.errors.push(String(error)));
  page.on("request", (request) => found.fetched.push(request.url()));
  const address = "file://" + asked.file;
  const loads = [];
  for (let turn = 0; turn < 3; ++turn) {
    await page.goto(address);
    loads.push(await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd));
  }
  found.load = Math.min(...loads);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (await page.evaluate(() => document.scrollingElement.scrollWidth > window.innerWidth)) found.wide.push(width);
    if (shots && width !== 320) await page.screenshot({ path: path.join(shots, `${asked.name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  if (asked.sort) {
    // Every header button once: the column is then in order, and the address remembers it.
    found.sorted = await page.evaluate((selector) => {
      const table = document.querySelector(selector);
      const buttons = [...table.querySelectorAll("thead button")];
      return buttons.map((button, column) => {
        button.click();
        const cells = [...table.tBodies[0].rows].map((row) => row.cells[column]).map((cell) => cell.dataset.sort ?? cell.textContent.trim());
        return { cells, hash: location.hash, says: button.closest("th").getAttribute("aria-sort") };
      });
    }, asked.sort);
  }
  if (asked.filter) {
    await page.goto("about:blank");
    await page.goto(`${address}#${asked.filter.name}=${asked.filter.value}`);
    found.filtered = await page.evaluate((name) => [...document.querySelectorAll(`tr[data-${name}]`)].map((row) => [row.dataset[name], row.hidden]), asked.filter.name);
  }
  if (asked.print) {
    await page.goto("about:blank");
    await page.goto(address);
    await page.pdf({ path: asked.print, format: "A4", printBackground: true });
    found.last_columns = await page.evaluate(() =>
      [...document.querySelectorAll("table")].map((table) => {
        const rows = [...table.rows].filter((row) => row.cells.length > 1);
        return rows.map((row) => row.cells[row.cells.length - 1].innerText.trim());
      }));
  }
  await context.close();
  if (asked.axe) {
    const free = await browser.newContext({ bypassCSP: true });
    found.axe = [];
    for (const [width, scheme] of [[1280, "light"], [375, "light"], [1280, "dark"]]) {
      const tab = await free.newPage();
      await tab.setViewportSize({ width, height: 900 });
      await tab.emulateMedia({ colorScheme: scheme });
      await tab.goto(address);
      await tab.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
      const result = await tab.evaluate(() => window.axe.run());
      for (const v of result.violations) found.axe.push(`${width} ${scheme}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}`);
      await tab.close();
    }
    await free.close();
  }
  return found;
}

async function main() {
  const asked = JSON.parse(fs.readFileSync(0, "utf8"));
  const browser = await chromium.launch({ executablePath: asked.chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const all = {};
  for (const page of asked.pages) all[page.name] = await looked_at(browser, page, asked.shots);
  await browser.close();
  console.log(JSON.stringify(all));
}

main();
