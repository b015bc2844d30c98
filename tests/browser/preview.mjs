// Reads a preview as a person does: `node preview.mjs MODULES CHROMIUM ADDRESS FOLDER FILE CLICKED`. ADDRESS is where
// `engross preview` serves FILE of FOLDER, and CLICKED the file to which its editor command adds a line a click. The file
// is edited on the disk, and the page must follow. Prints a line a fault, and fails if there is one.

import { appendFile, mkdtemp, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, address, folder, name, clicked, prints] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(modules), "here.js")));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const file = join(folder, name);
const original = await readFile(file, "utf8");

// A browser that asks nobody anything.
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
let faults = 0;
let asked = 0;
/** What judges a page puts styles of its own into it, which the page refuses: from then on that is no fault. */
const judged = new Set();
const fault = (words) => {
  faults += 1;
  console.log(words);
};
const ask = (holds, words) => {
  asked += 1;
  if (!holds) fault(words);
};
/** Waits until something holds. */
const until = async (holds, words) => {
  asked += 1;
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  fault(`never: ${words}`);
  return false;
};
const clicks = async () => (await readFile(clicked, "utf8").catch(() => "")).split("\n").filter(Boolean);
const lineOf = (text, words) => text.split("\n").findIndex((line) => line.includes(words)) + 1;

const profile = await mkdtemp(join(tmpdir(), "preview-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath, args: quiet, headless: true });
const origin = new URL(address).origin;

const opened = async (width, colorScheme) => {
  const page = await browser.newPage();
  // What is overtaken on its way is answered with 410, and the browser notes that.
  const expected = (text) => text.includes("410") || (judged.has(page) && text.startsWith("Applying inline style"));
  page.on("console", (message) => message.type() === "error" && !expected(message.text()) && fault(message.text()));
  page.on("pageerror", (error) => fault(error.message));
  page.on("request", (request) => {
    const { protocol, origin: own } = new URL(request.url());
    if (protocol.startsWith("http") && own !== origin) fault(`the page asks for ${request.url()}`);
  });
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await page.goto(address);
  return page;
};
const inside = (page) => page.frameLocator("iframe[title='The instrument']");
const shown = async (page, words) => (await inside(page).locator("body").textContent().catch(() => "")).includes(words);

/** In every look: no violation, and nothing wider than the screen. */
const judge = async (page, state) => {
  judged.add(page);
  const contrast = ["color-contrast"];
  for (const [width, colorScheme, runOnly] of [[400, "light"], [400, "dark", contrast], [1300, "dark", contrast], [1300, "light"]]) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    ask(spill <= 0, `${state}: ${spill} pixels wider than a screen of ${width}`);
    for (const frame of page.frames()) {
      if (frame.url().includes("/pdf/") || frame.url().startsWith("chrome")) continue;
      await frame.evaluate(axe);
    }
    const { violations } = await page.evaluate((options) => axe.run(document, options), { resultTypes: ["violations"], ...(runOnly && { runOnly }) });
    ask(violations.length === 0, `${state} at ${width}, ${colorScheme}: ` +
      violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`).join("; "));
  }
};

try {
  const page = await opened(1300, "light");
  await until(() => shown(page, "Convictions for child trafficking"), "the page is shown");
  const other = await opened(400, "dark");
  await until(() => shown(other, "Convictions for child trafficking"), "a second page is shown");
  await judge(page, "clean");

  // The page follows a save, and stays where the reader is; by writing, and by putting a new file in the place of the old.
  await inside(page).locator("body").evaluate((body) => body.ownerDocument.defaultView.scrollTo(0, 900));
  const first = original.replace("Convictions for child trafficking", "Convictions won for child trafficking");
  await writeFile(file, first);
  await until(() => shown(page, "Convictions won for child trafficking"), "a save is followed");
  await until(() => shown(other, "Convictions won for child trafficking"), "a save is followed by every page");
  const scrolled = await inside(page).locator("body").evaluate((body) => body.ownerDocument.defaultView.scrollY);
  ask(Math.abs(scrolled - 900) < 2, `the page has scrolled from 900 to ${scrolled}`);
  const second = first.replace("Convictions won for child trafficking", "Convictions reached for child trafficking");
  await writeFile(`${file}~`, second);
  await rename(`${file}~`, file);
  await until(() => shown(page, "Convictions reached for child trafficking"), "a file that takes the place of another is followed");
  ask((await page.locator("#live").textContent()).includes("reloaded"), "a screen reader is not told");

  // A paragraph leads to its line, by the mouse and by keys.
  const words = "Courses and case clinics";
  const paragraph = inside(page).locator("[data-at]", { hasText: words }).first();
  await paragraph.click();
  const line = lineOf(second, words);
  await until(async () => (await clicks()).length === 1, "a click reaches the editor");
  ask((await clicks())[0]?.startsWith(`${file}|${line}|`), `the editor got ${(await clicks())[0]}, and not line ${line}`);
  ask((await page.locator("#place").textContent()).includes(`${name}:${line}`), "the line is not named");
  await page.keyboard.press("Escape");
  await paragraph.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await until(async () => (await clicks()).length === 2, "Enter reaches the editor");
  ask((await clicks())[0] === (await clicks())[1], "the arrow keys lead down and not up again");

  // A finding leads to its paragraph.
  const found = second.replace("target        26 in 2018", "target        16 in 2018");
  await writeFile(file, found);
  const finding = page.locator("#findings button.message").first();
  await until(async () => (await finding.count()) > 0, "a finding is shown");
  await judge(page, "with findings");
  await finding.click();
  await until(async () => (await inside(page).locator("[aria-current]").count()) === 1, "a finding leads to a block");
  const current = inside(page).locator("[aria-current]");
  ask((await current.textContent()).includes("Convictions reached for child trafficking"), "a finding leads elsewhere");
  await until(() => current.evaluate((block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && block.ownerDocument.activeElement === block;
  }), "the block of a finding is in sight and has the focus");
  const rule = await page.locator("#findings .links a").first().getAttribute("href");
  const explained = await opened(1300, "light");
  await explained.goto(new URL(rule, address).href);
  ask((await explained.locator("h1").textContent()).startsWith(rule.split("/")[1]), "the rule is not explained");
  await judge(explained, "a rule");
  await explained.close();
  await page.locator("#findings .links a").first().click();
  await until(async () => (await page.locator("dialog h1").textContent()).startsWith(rule.split("/")[1]), "the rule is shown over the page");
  await judge(page, "a rule over the page");
  await page.keyboard.press("Escape");
  await until(() => page.locator("dialog").isHidden(), "the rule goes");

  // By keys from the page to the findings; and a finding keeps the focus when another comes before it.
  await paragraph.focus();
  await page.keyboard.press("Escape");
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  const held = await finding.textContent();
  ask((await focused()) === held, "Escape does not lead to the findings");
  const before = found.replace("  operative on signing", "  colour blue\n  operative on signing");
  await writeFile(file, before);
  await until(async () => (await page.locator("#findings .message").allTextContents()).indexOf(held) > 0, "another finding comes before");
  ask((await focused()) === held, `the focus went from "${held}" to "${await focused()}"`);
  await writeFile(file, found);
  await until(async () => (await finding.textContent()) === held, "the other finding goes");

  // On a low screen the page has the whole of it.
  await page.setViewportSize({ width: 320, height: 256 });
  const low = await page.evaluate(() => {
    scrollTo(0, 9999);
    const { top, height } = document.getElementById("stage").getBoundingClientRect();
    return [document.documentElement.scrollHeight > innerHeight, height >= 250 && top < 60];
  });
  ask(low.every(Boolean), `head and foot stay on a low screen: ${low}`);
  await page.evaluate(() => scrollTo(0, 0));
  await page.setViewportSize({ width: 1300, height: 800 });

  // What is broken leaves the last good page, and says what is wrong.
  await writeFile(file, found.replace("objective prosecute {", "objective prosecute {{").replace("Convictions reached", "Convictions BROKEN"));
  await until(() => page.locator("#troubles").isVisible(), "what is wrong is said");
  ask((await page.locator("#troubles").textContent()).includes("is not printed"), "it is not said that nothing is printed");
  ask(await shown(page, "Convictions reached for child trafficking"), "the last good page has gone");
  ask(!(await shown(page, "BROKEN")), "a broken text is shown");
  await until(async () => (await page.locator("#findings .error").count()) > 0, "the error is listed");
  ask((await page.locator("#troubles").textContent()).includes("the last that could be printed"), "the page is not said to be an earlier one");
  ask(/First: .*All findings/.test(await page.locator("#troubles").textContent()), "the first error is not told");
  await judge(page, "broken");
  await unlink(file);
  await until(async () => (await page.locator("#troubles").textContent()).includes("does not exist"), "a file that went is told");
  ask(await shown(page, "Convictions reached for child trafficking"), "the last good page went with its file");
  await until(async () => (await page.locator("#findings").textContent()) === "Nothing could be read.", "nothing is said to be found");
  await writeFile(file, original);
  await until(() => shown(page, "Convictions for child trafficking"), "a mended text is shown");
  await until(() => page.locator("#troubles").isHidden(), "nothing is wrong any more");

  // A browser holds six connections to a server: more pages than that follow too, and when the one that listened goes.
  const many = [];
  for (let nth = 0; nth < 7; nth += 1) many.push(await opened(1300, "light"));
  const all = async (words) => {
    for (const one of [page, ...many]) await until(() => shown(one, words), `"${words}" is shown by each of many pages`);
  };
  await all("Convictions for child trafficking");
  await writeFile(file, first);
  await all("Convictions won for child trafficking");
  await other.close();
  await writeFile(file, original);
  await all("Convictions for child trafficking");
  for (const one of many) await one.close();

  // Each original has its own order.
  const title = () => inside(page).locator("h1").first().textContent();
  await page.selectOption("#edition", "original-pe");
  await until(async () => /and\s*the Government of the United States|Perú.*Estados Unidos/s.test(await title()), "an original is chosen");
  await page.selectOption("#edition", "all");

  // The PDF has a new address after each save, and never an old one after a newer.
  if (prints === "pdf") {
    await page.click(".views [data-view=pdf]");
    const frame = page.locator("#pdf iframe");
    await until(async () => (await frame.count()) === 1 && (await frame.getAttribute("src")).endsWith("/all.pdf"), "the PDF is shown");
    await judge(page, "the PDF");
    const seen = [];
    for (const year of ["one", "two", "three"]) {
      // What is being read stays until the newer is asked for: the browser's viewer would go to its first page.
      const old = await frame.last().getAttribute("src");
      await appendFile(file, `# ${year}\n`);
      await until(() => page.locator("#newer").isVisible(), "a newer PDF is offered");
      ask((await frame.last().getAttribute("src")) === old, "the PDF that is read was taken away");
      await page.click("#newer");
      await until(async () => {
        const revision = Number((await frame.last().getAttribute("src")).split("/")[1]);
        if (seen.at(-1) !== revision) seen.push(revision);
        return revision === Number(await page.locator("body").getAttribute("data-revision"));
      }, "the PDF follows a save");
    }
    ask(seen.every((revision, at) => at === 0 || revision > seen[at - 1]), `the PDF went back: ${seen}`);
    const answer = await page.request.get(new URL(await frame.last().getAttribute("src"), address).href);
    const alone = await page.request.get(new URL(await page.locator("#alone").getAttribute("href"), address).href);
    ask(alone.headers()["content-type"] === "application/pdf", "the PDF by itself is none");
    ask((await answer.body()).subarray(0, 5).toString() === "%PDF-", "the PDF is none");
  }
  // A frame that may open nothing can be used all the same.
  if (prints === "pdf") {
    const holder = await browser.newPage();
    await holder.route(`${origin}/holder`, (route) => route.fulfill({ contentType: "text/html",
      body: `<iframe sandbox="allow-scripts allow-same-origin" src="${address}" width=1000 height=700></iframe>` }));
    await holder.goto(`${origin}/holder`);
    const within = holder.frameLocator("iframe").first();
    await within.locator(".views [data-view=pdf]").click();
    await until(async () => (await within.locator("#viewer").textContent()).includes(address), "a frame says where the PDF is seen");
    ask((await within.locator("#viewer iframe").count()) === 0, "a frame tries to show a PDF");
    await holder.close();
  }
  await page.close();
} catch (error) {
  fault(error.stack);
}
await browser.close();
await rm(profile, { recursive: true });
console.log(`${asked} questions, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
