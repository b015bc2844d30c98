// The page of `engross preview`: it is told what was read of the compact, shows it, and asks for places to be opened.

import { become } from "./become.js";
import { follow } from "./follow.js";

const $ = (id) => document.getElementById(id);
const body = document.body;

/** What was told last. */
let state = null;
/** The PDF that is on its way, that which is shown, and what waits until nothing was typed for so many milliseconds. */
let typesetting = "";
let inPdf = "";
let pause = 0;
const PAUSE = 1000;
/** A PDF that is ready beside the one that is looked at: the browser's viewer would go to its first page. */
let offered = "";
/** Whether anything was shown: what is there from the beginning need not be told. */
let greeted = false;
/** The findings as they were drawn. */
let drawn = "";
/** In a frame, as that of an editor, the browser may have no viewer for PDF, and opens no window. */
const framed = window.top !== window;
/** What is shown: `html`, `pdf`, or on a telephone `findings`; and of which edition. */
let [view, edition] = (location.hash.slice(1) + "/").split("/").map(decodeURIComponent);
if (!["html", "pdf", "findings"].includes(view)) view = "html";

// ------------------------------------------------------------------------------------------------ words and elements

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** Words with `names` in backticks. */
const words = (text) =>
  text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? make("code", {}, part) : part));

const say = (text) => { $("live").textContent = text.replaceAll("`", ""); };
const tell = (...parts) => { $("place").replaceChildren(...parts); };
const named = ({ file, line }) => `${state.files[file]}:${line}`;

// ---------------------------------------------------------------------------------------------------- what is told

const stale = () => state.page != null && state.page !== state.revision;

function told(now) {
  const before = state;
  state = now;
  body.dataset.revision = state.revision;
  document.title = `${state.name}: engross preview`;
  $("name").textContent = state.name;
  $("tally").textContent = state.tally;
  editions();
  troubles(state.troubles);
  unsaved(before);
  const draws = JSON.stringify([state.findings, state.files, state.tally]);
  if (drawn !== draws) findings();
  drawn = draws;
  show(state.unsaved.length > 0);
  // What is typed is told when it is saved, and not letter by letter.
  if (before && stale() && !state.unsaved.length) say(`Not printed: ${state.troubles[0]?.message ?? ""}`);
}

/** The program answers no more: nothing may look as if it were followed. */
function lost() {
  $("tally").textContent = "not followed any more";
  troubles([{ message: "The preview has ended.", help: "what is shown is how it was then; begin it again with `engross preview`" }], true);
  say("The preview has ended.");
}

function troubles(list, ended = false) {
  const parts = list.flatMap(({ message, help }) => [
    make("p", {}, ...words(message)),
    ...(help ? [make("p", { className: "help" }, ...words(help))] : []),
  ]);
  if (!ended && state.page !== state.revision) parts.push(...inTheWay());
  const box = $("troubles");
  box.hidden = parts.length === 0;
  box.replaceChildren(...parts);
  if (box.hidden) box.removeAttribute("tabindex");
  else box.tabIndex = box.scrollHeight > box.clientHeight ? 0 : -1;
}

/** The first of the errors, the way to the others, and that the page is an earlier one. */
function inTheWay() {
  const parts = [];
  const first = state.findings.find(({ weight }) => weight === "error");
  if (first) {
    const line = make("button", { type: "button" }, named(first.at));
    line.addEventListener("click", () => ask(first.at));
    const all = make("button", { type: "button" }, `All findings (${state.findings.length})`);
    all.addEventListener("click", toFindings);
    parts.push(make("p", {}, "First: ", ...words(first.message)), make("p", { className: "links" }, line, all));
  }
  if (stale()) parts.push(make("p", { className: "help" }, "The page that is shown is the last that could be printed."));
  return parts;
}

/** Says what is shown and is not saved; to a screen reader when that begins, and not at each letter. */
function unsaved(before) {
  const now = state.page === state.revision;
  const [page, read] = [state.unsaved_on_page, state.unsaved].map((files) => files.join(", "));
  const told = [];
  if (page) told.push(`Shows changes that ${now ? "are" : "were"} not saved in ${page}`);
  else if (read) told.push(`Changes are not saved in ${read}`);
  // A PDF that is late stays marked until it has come.
  const late = view === "pdf" && inPdf !== "" && inPdf.split("/")[1] !== String(state.page);
  if (late && (page || $("unsaved").dataset.late)) told.push("the PDF is of an earlier text");
  $("unsaved").dataset.late = late && told.length ? "late" : "";
  const text = told.join("; ");
  if ($("unsaved").textContent !== text) $("unsaved").textContent = text;
  $("unsaved").hidden = text === "";
  if (before && read && before.unsaved.join(", ") !== read) say(text);
}

/** An edition's name, with that of its language. */
function called({ id, label }) {
  const [, tag] = /^(?:language|courtesy)-(.+)$/.exec(id) ?? [];
  if (!tag) return label;
  try {
    return label.replace(tag, new Intl.DisplayNames(["en"], { type: "language", languageDisplay: "standard" }).of(tag));
  } catch {
    return label;
  }
}

function editions() {
  if (!state.editions.some(({ id }) => id === edition)) edition = state.editions[0]?.id ?? "";
  const options = state.editions.map((one) => make("option", { value: one.id }, called(one)));
  const before = [...$("edition").options].map((option) => option.text).join();
  if (before !== options.map((option) => option.text).join()) $("edition").replaceChildren(...options);
  $("edition").value = edition;
  for (const element of [$("edition"), document.querySelector(".edition")]) element.hidden = options.length < 2;
}

// ------------------------------------------------------------------------------------------------ what is looked at

function show(typing = false, fresh = false) {
  body.dataset.view = view;
  for (const button of document.querySelectorAll(".views button")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
    if (button.dataset.view === "pdf" && state && !state.pdf) {
      button.disabled = true;
      button.textContent = "No PDF in this build";
    }
  }
  history.replaceState(null, "", `#${[view, edition].map(encodeURIComponent).join("/")}`);
  const nothing = state?.page == null;
  $("waiting").hidden = !nothing;
  if (state && nothing) $("waiting").textContent = "There is no page yet; what stands in the way is told above.";
  $("html").hidden = nothing || view === "pdf";
  $("pdf").hidden = nothing || view !== "pdf";
  if (nothing) return;
  clearTimeout(pause);
  if (view !== "pdf") page();
  else if (typing) pause = setTimeout(typeset, PAUSE);
  else typeset(fresh);
}

function look(at) {
  if (view === at) return;
  view = at;
  show(false, true);
  if (state) unsaved();
}

/** Leads to the findings, wherever they are. */
function toFindings() {
  if (matchMedia("(max-width: 48rem)").matches) look("findings");
  body.classList.remove("clear");
  ($("findings").querySelector("button") ?? $("findings-title")).focus();
}

$("to-findings").addEventListener("click", toFindings);
$("to-page").addEventListener("click", () => {
  look("html");
  frame?.focus();
  blocks().find((block) => block.tabIndex === 0)?.focus();
});

for (const button of document.querySelectorAll(".views button")) {
  button.addEventListener("click", () => look(button.dataset.view));
}
$("edition").addEventListener("change", () => {
  edition = $("edition").value;
  show();
});

const address = (kind, end = "") => `${kind}/${state.page}/${encodeURIComponent(edition)}${end}`;

// ------------------------------------------------------------------------------------------------------- the page

/** The frame, what it shows, and what is on its way. */
let frame = null;
let inFrame = "";
let asked = null;

async function page() {
  const wanted = address("html");
  if (wanted === inFrame) return;
  const ofEdition = (at) => at.split("/")[2];
  if (!frame || ofEdition(inFrame) !== ofEdition(wanted)) return open(wanted);
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await fetch(wanted, { signal: asked.signal });
    // There is a newer one, which is being told.
    if (answer.status === 410) return;
    const text = await answer.text();
    if (!answer.ok) return troubles([...state.troubles, { message: text }]);
    const old = frame.contentDocument;
    // The frame's own reader obeys the frame's policy, which lets the instrument's styles in.
    const fresh = new frame.contentWindow.DOMParser().parseFromString(text, "text/html");
    const sheet = old.querySelector("style:not([data-preview])");
    const ours = fresh.querySelector("style");
    if (sheet && ours && sheet.textContent !== ours.textContent) sheet.textContent = ours.textContent;
    old.title = fresh.title;
    const changed = [];
    become(old.body, fresh.body, changed);
    changed.forEach((element) => element.setAttribute("data-changed", ""));
    setTimeout(() => changed.forEach((element) => element.removeAttribute("data-changed")), 1500);
    arrived(wanted);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

/** Opens a page anew: the first, or that of another edition. */
function open(wanted) {
  asked?.abort();
  const place = reading();
  inFrame = wanted;
  frame?.remove();
  frame = make("iframe", { title: "The instrument", src: wanted });
  const own = frame;
  frame.addEventListener("load", () => {
    if (own !== frame) return;
    const inside = frame.contentDocument;
    if (!inside?.querySelector("main")) {
      // It was overtaken on its way.
      inFrame = "";
      frame.remove();
      frame = null;
      return void setTimeout(show, 50);
    }
    inside.head.append(marks(inside));
    inside.addEventListener("click", clicked);
    inside.addEventListener("keydown", pressed);
    back(place);
    arrived(wanted);
    if (state.page != null && address("html") !== inFrame) page();
  });
  $("html").append(frame);
}

/** What the reader sees, from the top: the places of the blocks, and how high the first of them stands. */
function reading() {
  if (!frame?.contentWindow?.scrollY) return null;
  const all = blocks();
  const top = all.findIndex((block) => block.getBoundingClientRect().bottom > 0);
  if (top < 0) return null;
  return { at: all.slice(top).map((block) => block.dataset.at), height: all[top].getBoundingClientRect().top };
}

/** Leads another edition to the same paragraph, or the next that is in it too. */
function back(place) {
  const held = new Map(blocks().reverse().map((block) => [block.dataset.at, block]));
  const block = held.get(place?.at.find((at) => held.has(at)));
  if (block) frame.contentWindow.scrollTo({ top: block.getBoundingClientRect().top - place.height, behavior: "instant" });
}

/** How the preview marks blocks: those that lead to a line, the one that was chosen, and what has changed. */
function marks(inside) {
  const sheet = inside.createElement("style");
  sheet.dataset.preview = "";
  sheet.textContent = `
    [data-at] { cursor: pointer; scroll-margin: 20vh }
    [data-at]:hover { background: color-mix(in srgb, currentcolor 6%, transparent) }
    [data-at]:focus { outline: 2px solid currentcolor; outline-offset: 3px }
    [aria-current] { background: color-mix(in srgb, currentcolor 9%, transparent);
      box-shadow: -0.35rem 0 0 color-mix(in srgb, currentcolor 45%, transparent) }
    [data-changed] { animation: changed 1.4s ease-out }
    @keyframes changed { from { background: color-mix(in srgb, currentcolor 22%, transparent) } }
    @media (prefers-reduced-motion: reduce) { [data-changed] { animation: none } }
    @media print { [aria-current] { background: none; box-shadow: none } }`;
  return sheet;
}

function arrived(shown) {
  inFrame = shown;
  const all = blocks();
  const kept = all.find((block) => block.tabIndex === 0 && block.hasAttribute("tabindex"));
  for (const block of all) block.tabIndex = -1;
  // The tab key comes to one block, and the arrow keys go on from there.
  const first = kept ?? all[0];
  if (first) first.tabIndex = 0;
  body.dataset.shown = shown.split("/")[1];
  if (greeted && !state.unsaved.length) say(`Page reloaded: ${state.tally}`);
  greeted = true;
}

// --------------------------------------------------------------------------------------------- paragraphs and lines

const blocks = () => [...(frame?.contentDocument?.querySelectorAll("[data-at]") ?? [])];

const place = (block) => {
  const [file, line, column] = block.dataset.at.split(":").map(Number);
  const [first, last] = block.dataset.within.split("-").map(Number);
  return { at: { file, line, column }, first, last };
};

function choose(block) {
  for (const other of blocks()) {
    other.tabIndex = other === block ? 0 : -1;
    if (other !== block) other.removeAttribute("aria-current");
  }
  block.setAttribute("aria-current", "true");
}

function clicked(event) {
  const inside = frame.contentDocument;
  if (event.target.closest("a") || !inside.getSelection().isCollapsed) return;
  const block = event.target.closest("[data-at]");
  if (block) return lead(block);
  if (event.target.closest("p, h1, h2, h3, tr, dd, li")) {
    tell("These words are the program’s own: no line of the source holds them.");
  }
}

function pressed(event) {
  if (event.key === "Escape") return toFindings();
  const block = event.target.closest?.("[data-at]");
  if (!block || event.target !== block || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter") lead(block);
  else if (step) {
    const all = blocks();
    const next = all[all.indexOf(block) + step];
    if (!next) return;
    block.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  } else return;
  event.preventDefault();
}

/** Tells the line of a block, and has it opened. */
function lead(block) {
  choose(block);
  ask(place(block).at);
}

async function ask(at) {
  const name = make("strong", {}, named(at));
  if (!state.opens) return tell(name, " No editor is set: begin with ", make("code", {}, "--editor"), " to open it.");
  // The command is watched for a moment: only what comes of it is told to who hears the page.
  $("place").setAttribute("aria-busy", "true");
  tell(name);
  const answer = await fetch("open", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(at),
  }).catch(() => null);
  const why = answer ? (await answer.text()).trim() : "the preview has ended";
  tell(name, ...(answer?.ok ? [" opened in the editor."] : [" was not opened: ", ...words(why)]));
  $("place").removeAttribute("aria-busy");
}

/** The block that a finding is about: the innermost that holds its line; else the first in its statement. */
function found({ at, within: [first, last] }) {
  const all = blocks().map((block) => ({ block, ...place(block) })).filter((other) => other.at.file === at.file);
  const size = (other) => other.last - other.first;
  const around = all.filter((other) => other.first <= at.line && at.line <= other.last);
  const least = Math.min(...around.map(size));
  const inner = around.filter((other) => size(other) === least);
  // Of the paragraphs of one text the one that begins last before it; of several prints of one line the first.
  const begun = inner.filter((other) => other.at.line <= at.line);
  const latest = Math.max(...begun.map((other) => other.at.line));
  const before = begun.find((other) => other.at.line === latest);
  const inside = all.filter((other) => first <= other.at.line && other.at.line <= last);
  const after = inside.find((other) => other.at.line >= at.line) ?? inside[0];
  return (before ?? inner[0] ?? after)?.block;
}

// ------------------------------------------------------------------------------------------------------- findings

const HEADS = { error: "Errors", warning: "Warnings", info: "Notes", open: "Still open" };

function findings() {
  const list = $("findings");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const groups = Object.entries(HEADS).map(([weight, head]) => [
    head,
    state.findings.filter((finding) => finding.weight === weight),
  ]);
  const parts = groups.filter(([, all]) => all.length > 0).flatMap(([head, all]) => [
    make("h3", {}, `${head} (${all.length})`),
    make("ul", {}, ...all.map(item)),
  ]);
  list.replaceChildren(...(parts.length ? parts : [make("p", {}, state.tally ? "Nothing is found." : "Nothing could be read.")]));
  document.querySelector(".views .narrow").textContent = `Findings (${state.findings.length})`;
  body.classList.toggle("clear", state.findings.length === 0 && state.tally !== "");
  if (focused == null) return;
  const kept = [...list.querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused);
  (kept ?? list.querySelector("button") ?? $("findings-title")).focus();
}

function item(finding) {
  const message = make("button", { type: "button", className: "message" }, ...words(finding.message));
  message.addEventListener("click", () => go(finding));
  const line = make("button", { type: "button" }, named(finding.at));
  line.addEventListener("click", () => ask(finding.at));
  const rule = make("a", { href: `rule/${encodeURIComponent(finding.code)}` }, finding.code);
  rule.setAttribute("aria-label", `${finding.code}, explained`);
  rule.addEventListener("click", explain);
  // Lines move while somebody writes: a finding is known by what it says, and the third that says so by that.
  const says = JSON.stringify([finding.code, finding.message]);
  const others = state.findings.slice(0, state.findings.indexOf(finding));
  const nth = others.filter(({ code, message: said }) => JSON.stringify([code, said]) === says).length;
  [message, line, rule].forEach((element, part) => { element.dataset.key = `${part} ${nth} ${says}`; });
  return make(
    "li",
    { className: finding.weight },
    message,
    ...(finding.help ? [make("p", { className: "help" }, ...words(finding.help))] : []),
    ...(finding.authority ? [make("p", { className: "authority" }, ...words(finding.authority))] : []),
    make("p", { className: "links" }, rule, line),
  );
}

/** Shows the page of a rule over this one: a frame may open no window. */
async function explain(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const answer = await fetch(event.currentTarget.href).catch(() => null);
  if (!answer?.ok) return tell("The rule cannot be shown.");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  $("explained").replaceChildren(...page.querySelector("main").childNodes);
  $("rule").setAttribute("aria-label", page.title);
  $("rule").showModal();
}

$("close").addEventListener("click", () => $("rule").close());

/** Scrolls to the paragraph that a finding is about. */
function go(finding) {
  if (state.page == null) return tell(make("strong", {}, named(finding.at)), " There is no page yet.");
  look("html");
  const block = found(finding);
  if (!block) return tell(make("strong", {}, named(finding.at)), " No paragraph is printed of it.");
  choose(block);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  block.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  frame.focus();
  block.focus({ preventScroll: true });
  tell(make("strong", {}, named(finding.at)));
}

// ------------------------------------------------------------------------------------------------------- the PDF

/** Asks for the PDF. When it is there, it is shown; but what is being read stays until the reader wants the newer. */
async function typeset(wants = false) {
  const wanted = address("pdf", ".pdf");
  alone();
  if (framed || wanted === typesetting || wanted === inPdf || (wanted === offered && !wants)) return;
  typesetting = wanted;
  const patience = setTimeout(() => state.unsaved.length || say("Typesetting"), 500);
  try {
    const answer = await fetch(wanted, { method: "HEAD" });
    if (wanted !== typesetting || answer.status === 410) return;
    if (!answer.ok) return troubles([...state.troubles, { message: (await (await fetch(wanted)).text()).trim() }]);
    const ofEdition = (at) => at.split("/")[2];
    if (wants || inPdf === "" || ofEdition(inPdf) !== ofEdition(wanted)) put(wanted);
    else offer(wanted);
  } finally {
    clearTimeout(patience);
    if (wanted === typesetting) typesetting = "";
  }
}

function offer(wanted) {
  offered = wanted;
  if ($("newer").hidden && !state.unsaved.length) say("A newer PDF is ready");
  $("newer").hidden = false;
}

/** Shows a PDF that is ready: the frames change at once. What was overtaken meanwhile is never shown. */
function put(wanted) {
  const again = inPdf !== "";
  inPdf = wanted;
  offered = "";
  $("newer").hidden = true;
  unsaved();
  const fresh = make("iframe", { title: "The instrument as PDF", src: wanted, className: "coming" });
  const ready = () => {
    fresh.className = "";
    for (const other of [...$("viewer").children]) if (other !== fresh) other.remove();
    body.dataset.pdf = wanted.split("/")[1];
    if (again && !state.unsaved.length) say("PDF reloaded");
  };
  fresh.addEventListener("load", ready, { once: true });
  $("viewer").append(fresh);
}

$("newer").addEventListener("click", () => {
  typeset(true);
  $("alone").focus();
});

/** The way to the PDF by itself. A frame that opens no window may yet save it. */
function alone() {
  $("alone").href = `pdf/last/${encodeURIComponent(edition)}.pdf`;
  if (!framed || $("alone").download) return;
  $("alone").removeAttribute("target");
  $("alone").download = state.name.split("/").at(-1).replace(/\.compact$/, "") + ".pdf";
  $("alone").textContent = "Save the PDF";
  $("viewer").replaceChildren(make("p", {}, "The window that holds this page may have no means to show a PDF. Save it, or open this address in a browser: ",
    make("code", {}, location.href.split("#")[0])));
}

// ---------------------------------------------------------------------------------------------------- from now on

follow(told, lost);
