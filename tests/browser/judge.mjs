// Judges pages in a browser: `node judge.mjs MODULES CHROMIUM FILE…`, where MODULES is the folder `node_modules` that
// `npm ci` filled from the lock file beside this one. Each page is shown on a telephone and on a wide screen, in light and
// in dark, and on paper; axe-core may find no violation, nothing may be wider than the screen, and the browser may not
// complain (what a page must not load or run is refused and told there). Prints a line a fault, and fails if there is one.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(modules), "here.js")));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

// A browser that asks nobody anything.
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
// All rules where the layout differs; in the dark only what colours decide.
const looks = [
  { name: "telephone, light", width: 360, colorScheme: "light" },
  { name: "telephone, dark", width: 360, colorScheme: "dark", rules: ["color-contrast"] },
  { name: "wide, light", width: 1440, colorScheme: "light" },
  { name: "wide, dark", width: 1440, colorScheme: "dark", rules: ["color-contrast"] },
  { name: "paper", width: 800, colorScheme: "light", media: "print", rules: ["color-contrast"] },
];

let judged = 0;
let faults = 0;
const fault = (file, look, words) => {
  faults += 1;
  console.log(`${file} (${look.name}): ${words}`);
};

const judge = async (file, look) => {
  const page = await browser.newPage();
  page.on("console", (message) => message.type() === "error" && fault(file, look, message.text()));
  page.on("pageerror", (error) => fault(file, look, error.message));
  await page.setViewportSize({ width: look.width, height: 900 });
  await page.emulateMedia({ colorScheme: look.colorScheme, media: look.media ?? "screen" });
  await page.goto(pathToFileURL(resolve(file)).href);
  const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (spill > 0) fault(file, look, `${spill} pixels wider than the screen`);
  await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(look.rules && { runOnly: look.rules }) };
  const { violations } = await page.evaluate((options) => axe.run(document, options), options);
  for (const { id, help, nodes } of violations) {
    fault(file, look, `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
  }
  judged += 1;
  await page.close();
};

const profile = await mkdtemp(join(tmpdir(), "judge-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath, args: quiet, headless: true });
const waiting = files.flatMap((file) => looks.map((look) => [file, look]));
const work = async () => {
  for (let next = waiting.pop(); next; next = waiting.pop()) await judge(...next);
};
await Promise.all([work(), work(), work()]);
await browser.close();
await rm(profile, { recursive: true });
console.log(`${judged} looks at ${files.length} pages, ${faults} faults`);
process.exit(faults === 0 && judged === looks.length * files.length ? 0 : 1);
