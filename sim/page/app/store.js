// What the page knows and shows: data, words, state, the two sides; and when what is drawn again.

const DATA = JSON.parse(document.getElementById("data").textContent);
const SERVED = DATA.mode === "served";
const LANGUAGES = ["en", "es"];
const LAST = DATA.months.length - 1;
const DEVICE = window.matchMedia("(max-width: 760px)");
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");

const state = {
  lang: LANGUAGES.includes(document.documentElement.lang) ? document.documentElement.lang : "en",
  frame: 0,
  issue: DATA.main_issue,
  selected: null,
  playing: false,
  speed: 1,
  decision: 0,
};

const sides = ["A", "B"].map((letter) => ({
  letter,
  setting: null,
  history: null,
  busy: false,
  error: null,
  reset: false,
}));
const panels = []; // {id, mount(root), draw(changed)}, in the order of the page
const actions = []; // {id, word, run(), save: bool}: buttons of the header; with `save` they stand in the menu "Save"
const rowOf = new Map(DATA.actors.map((actor, row) => [actor.id, row]));

// A text [en, es] in the chosen language.
function t(pair) {
  if (!Array.isArray(pair)) return pair === null || pair === undefined ? "" : String(pair);
  return pair[LANGUAGES.indexOf(state.lang)] || pair[0] || "";
}

// A phrase of the page with its {blanks} filled.
function say(key, values = {}) {
  return filled(t(DATA.words[key] ?? key), values);
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
}

// A month as people read it: "Nov 1993".
function monthName(frame, long = false) {
  const [year, month] = DATA.months[between(0, frame, LAST)].split("-").map(Number);
  const names = say(long ? "months_long" : "months_short").split(" ");
  return `${names[month - 1]} ${year}`;
}

function actorName(row) {
  return t(DATA.actors[row].name);
}

function actorTag(row) {
  return t(DATA.actors[row].tag);
}

let pending = null; // names of what changed since the last drawing
let drawing = false;

// Sets fields of `state` and asks for a drawing; {sides: true} says that a side has changed.
function update(changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (name !== "sides") {
      if (state[name] === value) continue;
      state[name] = value;
    }
    pending ??= new Set();
    pending.add(name);
  }
  if (pending === null || drawing) return;
  drawing = true;
  requestAnimationFrame(drawAll);
}

function drawAll() {
  const changed = pending ?? new Set();
  pending = null;
  drawing = false;
  const start = performance.now();
  for (const panel of panels) {
    try {
      panel.draw(changed);
    } catch (problem) {
      reportError(problem); // one panel that fails does not take the others along
    }
  }
  window.__page.redraw = performance.now() - start;
}
