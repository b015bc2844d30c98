// Types in an editor and looks at the preview: `node typed.mjs MODULES CHROMIUM ENGROSS FOLDER FILE html|pdf`. The editor is a
// client of `ENGROSS lsp`; FILE of FOLDER is opened in it. Prints a line a fault, and fails if there is one.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, engross, folder, name, prints] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(resolve(modules), "here.js")));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const file = join(folder, name);
const original = await readFile(file, "utf8");

let [faults, asked] = [0, 0];
const ask = (holds, words) => {
  asked += 1;
  if (holds) return;
  faults += 1;
  console.log(words);
};
const sleep = (time) => new Promise((done) => setTimeout(done, time));
const until = async (holds, words) => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return ask(true);
    await sleep(20);
  }
  ask(false, `never: ${words}`);
};

// The editor.
const server = spawn(engross, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
let came = Buffer.alloc(0);
const awaited = new Map();
server.stdout.on("data", (bytes) => {
  came = Buffer.concat([came, bytes]);
  for (;;) {
    const end = came.indexOf("\r\n\r\n");
    const length = Number(/Content-Length: (\d+)/.exec(came.subarray(0, Math.max(end, 0)).toString())?.[1]);
    if (end < 0 || came.length < end + 4 + length) return;
    const message = JSON.parse(came.subarray(end + 4, end + 4 + length).toString());
    came = came.subarray(end + 4 + length);
    awaited.get(message.id)?.(message.result);
  }
});
const send = (message) => {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};
const request = (id, method, params) => new Promise((done) => {
  awaited.set(id, done);
  send({ id, method, params });
});
const uri = pathToFileURL(file).href;
await request("start", "initialize", { processId: null, rootUri: null, capabilities: {} });
send({ method: "initialized", params: {} });
send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "compact", version: 1, text: original } } });
const address = await request("begin", "workspace/executeCommand", { command: "engross.preview", arguments: [uri] });
let version = 1;
const type = (text) => {
  version += 1;
  send({ method: "textDocument/didChange", params: { textDocument: { uri, version }, contentChanges: [{ text }] } });
};
const words = (more) => original.replace("Convictions for child trafficking", `Convictions ${more} child trafficking`);

const profile = await mkdtemp(join(tmpdir(), "typed-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath, args: ["--no-sandbox", "--disable-gpu"], headless: true });
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => ask(false, error.message));
  const typeset = [];
  page.on("request", (made) => made.url().includes("/pdf/") && made.method() === "HEAD" && typeset.push(made.url()));
  await page.goto(address);
  const shown = async (text) => (await page.frameLocator("iframe[title='The instrument']").locator("body").textContent().catch(() => "")).includes(text);
  await until(() => shown("Convictions for child trafficking"), "the page is shown");
  await until(async () => (await page.locator("body").getAttribute("data-shown")) !== null, "the page has come");
  ask((await page.locator("#live").textContent()) === "", "a page that is there from the beginning is told");
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.getElementById("live").textContent)).observe(
      document.getElementById("live"), { childList: true, characterData: true, subtree: true });
  });

  // What is typed is shown, marked, and told once.
  const mark = page.locator("#unsaved");
  ask(await mark.isHidden(), "a text that is saved is marked");
  for (const more of ["won for", "reached for", "obtained for"]) {
    type(words(more));
    await until(() => shown(`Convictions ${more} child`), `“${more}” is shown while it is typed`);
  }
  ask((await mark.textContent()) === `Shows changes that are not saved in ${name}`, `it is marked as “${await mark.textContent()}”`);
  const said = await page.evaluate(() => window.said);
  ask(said.length === 1 && said[0].includes("not saved"), `a screen reader is told: ${said.join(" | ")}`);
  await page.addScriptTag({ content: axe }).catch(() => page.evaluate(axe));
  for (const width of [1300, 400]) {
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    ask(violations.length === 0, `at ${width}: ${violations.map(({ id }) => id).join()}`);
    ask(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `it is wider than ${width}`);
  }

  // A save takes the mark away.
  await writeFile(file, words("obtained for"));
  await until(() => mark.isHidden(), "a save takes the mark away");
  await until(async () => (await page.evaluate(() => window.said)).at(-1).includes("reloaded"), "a save is told");

  // The PDF waits for a pause, and says so until then.
  if (prints === "pdf") {
    await page.click(".views [data-view=pdf]");
    const current = async () => (await page.locator("body").getAttribute("data-pdf")) === (await page.locator("body").getAttribute("data-revision"));
    await until(current, "the PDF is shown");
    typeset.length = 0;
    for (let letter = 0; letter < 8; letter += 1) {
      type(words(`${"a".repeat(letter + 1)} for`));
      await sleep(250);
    }
    ask(typeset.length === 0, "a PDF is made of each letter");
    await until(async () => (await mark.textContent()).includes("the PDF is of an earlier text"), "an older PDF is marked");
    await until(() => page.locator("#newer").isVisible(), "a newer PDF is offered after a pause");
    await page.click("#newer");
    await until(current, "the newer PDF is shown");
    ask((await mark.textContent()) === `Shows changes that are not saved in ${name}`, "a PDF that has followed is marked");
    await page.click(".views [data-view=html]");
  }

  // Who closes the file without saving has what is on the disk.
  type(words("lost for"));
  await until(() => shown("Convictions lost for child"), "more is typed");
  send({ method: "textDocument/didClose", params: { textDocument: { uri } } });
  await until(() => shown("Convictions obtained for child"), "a text that is closed is shown as it is saved");
  await until(() => mark.isHidden(), "a text that is closed is marked no more");
} catch (error) {
  ask(false, error.stack);
}
await browser.close();
await rm(profile, { recursive: true });
await request("end", "shutdown", null);
send({ method: "exit" });
console.log(`${asked} questions, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
