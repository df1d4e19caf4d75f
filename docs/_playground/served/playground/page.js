// The playground's page: holds the state, asks the worker, and paints its answers.
// All HTML that is set here was made and escaped by the Python side.
import { Desk } from "./desk.js";
import { Editor } from "./editor.js";
import { patch, put } from "./patch.js";
import { RecordForm } from "./record-form.js";
import { Traits, isStatement } from "./traits.js";

const DAY = 24 * 3600 * 1000;
const LINK = "#relkit1.";
const find = (id) => document.getElementById(id);
const data = JSON.parse(find("pg-data").textContent);
const desk = new Desk((isLong) => {
  put(find("pg-busy"), "hidden", !isLong);
});

let state = null; // what is shown
let heading = null; // what was asked for last: every change is a change of that
let past = []; // the states before it, for Undo
let wanted = null; // the newest change that the worker was not asked about yet
let working = false;
let gesture = null; // the state before the slider that moves was touched
const parts = {};

// ------------------------------------------------------------------ changing the state

/** Ask for another state; tells whether it was taken: not where relkit refuses it, or a newer came. */
function change(next, { before = state, remember = true, story = "" } = {}) {
  wanted?.resolve(false);
  const remembered = remember || (wanted?.remember ?? false);
  heading = next;
  return new Promise((resolve) => {
    wanted = { next, before, remember: remembered, story, resolve };
    if (!working) work();
  });
}

/** Answer one change after the other, the newest only. */
async function work() {
  working = true;
  while (wanted) await take(wanted);
  working = false;
}

/** Let what would turn the answer, the records and the plans follow: often they reach its frame. */
async function follow(asked) {
  const said = await desk.ask({ ask: "rest", state: asked });
  if (!working && !said.problem) paintRest(said, asked.records);
}

async function take({ next, before, remember, story, resolve }) {
  wanted = null;
  const said = await desk.ask({ ask: "show", state: next, before, width: parts.width });
  complain(said.problem);
  if (!said.problem) {
    if (remember && state) past = [...past.slice(-99), state];
    if (remember) find("pg-shared").hidden = true; // the link was another state's
    state = said.state;
  }
  if (!wanted) {
    heading = state; // what was refused goes back to what it was
    if (state) follow(state);
    await null; // with that question on its way the worker works while the answer is painted
  }
  if (!said.problem) paint(said, story);
  else if (state) showInputs();
  resolve(!said.problem);
}

/**
 * A slider moves: every step counts against the state before it was touched. Its last place it tells
 * twice, as the browser does, and only the first time is a change.
 */
function move(next, isOver) {
  if (JSON.stringify(next) !== JSON.stringify(heading)) {
    const remember = gesture === null;
    gesture ??= state;
    change(next, { before: gesture, remember });
  }
  if (isOver) gesture = null;
}

function tell(name) {
  const story = data.stories[name];
  const today = new Date().toISOString().slice(0, 10);
  const nothing = { industry: null, keeps: [], as_of: today, records: [] };
  find("pg-story").textContent = story?.text ?? "No record, no trade: begin with a record of your own.";
  return change(story ? story.state : nothing, { before: null, story: name });
}

function undo() {
  const before = past.pop();
  if (!before) return;
  find("pg-shared").hidden = true;
  change(before, { remember: false });
}

function submit(record, place) {
  const records = [...heading.records];
  records.splice(place ?? records.length, place === null ? 0 : 1, record);
  return change({ ...heading, records });
}

async function touched({ target }) {
  const { edit, remove } = target.dataset;
  const place = placeOf(edit ?? remove);
  if (place < 0) return;
  if (edit !== undefined) return parts.form.edit(heading.records[place], place);
  parts.form.reset(); // what it was changing may have another place now
  await change({ ...heading, records: heading.records.filter((_, each) => each !== place) });
  find("pg-records").focus();
}

/** Where a record of the list stands now: the list is painted a moment after the state. */
function placeOf(listed) {
  const wanted = JSON.stringify(parts.listed[listed]);
  return heading.records.findIndex((record) => JSON.stringify(record) === wanted);
}

function stated(trait, counts, isOver) {
  const kept = heading.records.filter((record) => !isStatement(record, trait));
  const on = [heading.as_of, ...kept.map((record) => record.on)].sort()[0];
  const said = counts ? [{ event: "statement", on, trait, ...counts, by: "you" }] : [];
  move({ ...heading, records: [...kept, ...said] }, isOver);
}

// ------------------------------------------------------------------ painting

function paint(said, story) {
  for (const part of ["answer", "picture"]) patch(find(`pg-${part}`), said[part]);
  const changed = find("pg-changed");
  put(changed, "hidden", said.changed === "");
  if (said.changed) patch(changed.lastElementChild, said.changed);
  parts.readings = said.traits;
  showInputs();
  put(find("pg-undo"), "ariaDisabled", String(past.length === 0)); // disabled, it would lose the keyboard
  for (const button of document.querySelectorAll("[data-story]")) {
    put(button, "ariaPressed", String(Boolean(story) && button.dataset.story === story));
  }
  put(find("pg-now"), "textContent", said.spoken);
  later(speak, `${said.spoken}${said.moved}`, 500);
  later(paintHistory, null, 400);
}

function paintRest(said, records) {
  parts.listed = records;
  for (const part of ["turns", "records", "plans"]) patch(find(`pg-${part}`), said[part]);
  if (said.mine) patch(find("pg-mine"), said.mine);
}

/** Show what was asked for last, so that no slider jumps back below the reader's hand. */
function showInputs() {
  const { industry, keeps, as_of, records } = heading;
  parts.traits.show(parts.readings, records);
  put(find("pg-industry"), "value", industry ?? "");
  for (const box of find("pg-keeps").querySelectorAll("input")) put(box, "checked", keeps.includes(box.value));
  const days = records.map((record) => Date.parse(record.on) / DAY);
  const day = Date.parse(as_of) / DAY;
  const slider = find("pg-days");
  put(slider, "min", String(Math.min(day, ...days)));
  put(slider, "max", String(Math.max(day, ...days.map((each) => each + 180))));
  put(slider, "value", String(day));
  put(slider, "ariaValueText", as_of);
  put(find("pg-date"), "value", as_of);
  parts.form.offer(as_of);
}

async function paintHistory() {
  const said = await desk.ask({ ask: "history", state, width: width("pg-history") });
  if (said.history) patch(find("pg-history"), said.history);
}

function speak(words) {
  put(find("pg-spoken"), "textContent", words);
}

function complain(problem = "") {
  const box = find("pg-problem");
  put(box, "hidden", problem === "");
  if (problem || box.textContent) box.textContent = problem; // the same problem twice is said twice
}

function width(id) {
  return Math.floor(find(id).clientWidth) - 32; // the figure's padding, and the picture's own edge
}

const timers = new Map();
/** Do something once nothing newer of the same kind came for some milliseconds. */
function later(what, given, milliseconds) {
  clearTimeout(timers.get(what));
  timers.set(what, setTimeout(() => what(given), milliseconds));
}

// ------------------------------------------------------------------ links

async function share() {
  const { link, problem } = await desk.ask({ ask: "share", state });
  complain(problem);
  if (problem) return;
  history.replaceState(null, "", `#${link}`);
  find("pg-link").value = location.href;
  find("pg-shared").hidden = false;
  find("pg-link").focus();
  find("pg-link").select();
  const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
  find("pg-copied").hidden = !copied; // where a browser does not allow it, the field is there
  if (copied) speak("The link is copied.");
}

async function openLink() {
  if (!location.hash.startsWith(LINK)) return;
  const { state: sent, problem } = await desk.ask({ ask: "open", link: location.hash.slice(1) });
  complain(problem);
  if (problem || !(await change(sent, { before: null }))) return;
  find("pg-story").textContent = "Opened from a link.";
}

// ------------------------------------------------------------------ starting

function connect() {
  find("pg-records").addEventListener("click", touched);
  find("pg-undo").addEventListener("click", undo);
  find("pg-share").addEventListener("click", share);
  find("pg-close").addEventListener("click", () => {
    find("pg-changed").hidden = true;
    find("pg-answer-title").parentElement.focus({ preventScroll: true });
  });
  for (const button of document.querySelectorAll("[data-story]")) {
    button.addEventListener("click", () => tell(button.dataset.story));
  }
  find("pg-industry").addEventListener("change", ({ target }) => {
    change({ ...heading, industry: target.value || null });
  });
  find("pg-keeps").addEventListener("change", () => {
    const kept = [...find("pg-keeps").querySelectorAll("input:checked")].map((box) => box.value);
    change({ ...heading, keeps: kept });
  });
  find("pg-date").addEventListener("change", ({ target }) => {
    if (target.value) change({ ...heading, as_of: target.value });
  });
  const days = find("pg-days");
  const slide = (isOver) => {
    const as_of = new Date(days.value * DAY).toISOString().slice(0, 10);
    move({ ...heading, as_of }, isOver);
  };
  days.addEventListener("input", () => slide(false));
  days.addEventListener("change", () => slide(true));
  parts.form = new RecordForm(find("pg-form"), data.events, submit);
  parts.traits = new Traits(document.querySelector(".pg-traits"), data.traits, stated);
  parts.editor = new Editor(find("pg-editor"), data.snippets, (code) => desk.ask({ ask: "run", code, state }), speak);
  find("pg-stop").addEventListener("click", restart);
  parts.width = width("pg-picture");
  new ResizeObserver(() => later(redraw, null, 200)).observe(find("pg-picture"));
  addEventListener("hashchange", openLink);
}

function redraw() {
  if (!state || width("pg-picture") === parts.width) return; // it became higher, not wider
  parts.width = width("pg-picture");
  change(state, { before: null, remember: false });
}

/** Start the worker anew after a run that would not end; the state is still here. */
async function restart() {
  desk.stop();
  find("pg-answer-title").parentElement.focus({ preventScroll: true }); // the button goes away
  complain("Stopped. Starting Python again …");
  await desk.start(() => {});
  change(state, { before: null, remember: false });
}

async function start(button, status) {
  button.disabled = true;
  try {
    await desk.start((words) => {
      status.textContent = words;
    });
  } catch (fault) {
    status.textContent = `It did not start: ${fault.message}`;
    button.disabled = false;
    return;
  }
  find("pg-place").replaceChildren(find("pg-live").content.cloneNode(true));
  connect();
  await tell(Object.keys(data.stories)[0]);
  await openLink(); // where it is refused, the story is there, and the reason stays in sight
  const { relkit, python } = await desk.ask({ ask: "begin" });
  find("pg-versions").textContent = `relkit ${relkit} on Python ${python}, in your browser.`;
  find("pg").dataset.live = "";
  button.parentElement.remove();
  find("pg-answer-title").parentElement.focus({ preventScroll: true });
}

/** Offer the start where the live part was built into this copy of the documentation. */
async function offer() {
  const { wheels } = await (await fetch(new URL("runtime.json", import.meta.url))).json();
  const [button, status] = [find("pg-start"), find("pg-status")];
  if (wheels.length === 0) {
    status.textContent = "This copy of the documentation has no live part; these pictures stand by themselves.";
    return;
  }
  button.hidden = false;
  status.textContent = location.hash.startsWith(LINK)
    ? "The link that you opened holds records: start to see them."
    : "Loads about 7 MB from here; nothing that you enter leaves your browser.";
  button.addEventListener("click", () => start(button, status));
}

offer();
