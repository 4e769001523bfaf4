// What the figures of all panels share: marks with one meaning each, numbers of a set of runs, frames around a figure.

// The q-quantile of sorted numbers, linear between neighbors as numpy has it.
function quantile(sorted, q) {
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

// How a number lies over the runs in which it is known: {n, low, middle, high} at 5, 50 and 95 %; null where in none.
function spread(values) {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (!sorted.length) return null;
  const [low, middle, high] = [0.05, 0.5, 0.95].map((q) => quantile(sorted, q));
  return { n: sorted.length, low, middle, high };
}

function percent(value) {
  return `${Math.round(100 * value)}\u00a0%`;
}

// A number as short as it can be told: two or three digits that say something, no zeros that do not.
function shortly(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  const text = size >= 0.1 || size === 0 ? value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3) : value.toPrecision(2);
  return String(Number(text)).replace("-", "−");
}

function signed(value) {
  return value > 0 ? `+${shortly(value)}` : shortly(value);
}

// What a side shows, in one line: "A: base".
function sideLine(side) {
  return `${side.letter}: ${settingTitle(side)}`;
}

function settingTitle(side) {
  return side.setting && side.setting.title ? t(side.setting.title) : say("panel_no_setting");
}

// An svg that says what it is.
function picture(width, height, title, about, ...children) {
  return svg("svg", {
    viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, width: Math.round(width), height: Math.round(height),
    role: "img", class: "figure",
  }, svg("title", {}, title), svg("desc", {}, about), ...children);
}

function textAt(x, y, text, more = {}) {
  return svg("text", { x: round1(x), y: round1(y), class: "figure-text", fill: "var(--ink)", ...more }, text);
}

function round1(value) {
  return Math.round(value * 10) / 10;
}

function lineOf(x1, y1, x2, y2, more = {}) {
  return svg("line", { x1: round1(x1), y1: round1(y1), x2: round1(x2), y2: round1(y2), ...more });
}

// The mark of a documented value.
function diamond(x, y, radius = 6.5) {
  const points = [[x, y - radius], [x + radius, y], [x, y + radius], [x - radius, y]];
  return svg("polygon", {
    points: points.map((point) => point.map(round1).join(",")).join(" "), class: "mark-documented",
    fill: "var(--documented)", stroke: "#fff", "stroke-width": 1.2,
  });
}

// The mark of the run shown: a dark pin through its track, the only mark with a triangle.
function pin(x, top, bottom, size = 1) {
  const head = `M${round1(x - 6 * size)},${round1(top - 1)} h${12 * size} l${-6 * size},${9 * size} z`;
  return svg("g", { class: "mark-run" },
    lineOf(x, top, x, bottom, { stroke: "#fff", "stroke-width": 5 * size }),
    svg("path", { d: head, fill: "var(--ink)", stroke: "#fff", "stroke-width": 1.2 * size }),
    lineOf(x, top + 4 * size, x, bottom, { stroke: "var(--ink)", "stroke-width": 2.2 * size }));
}

function naiveTick(x, y, radius = 8) {
  return lineOf(x, y - radius, x, y + radius, { stroke: "var(--naive)", "stroke-width": 0.38 * radius });
}

function naiveCross(x, y, radius = 5) {
  const wide = round1(2 * radius);
  return svg("path", {
    d: `M${round1(x - radius)},${round1(y - radius)} l${wide},${wide} m0,${-wide} l${-wide},${wide}`,
    stroke: "var(--naive-too)", "stroke-width": 0.5 * radius, fill: "none",
  });
}

// The coded table alone.
function aloneSquare(x, y, radius = 4.5) {
  const wide = round1(2 * radius);
  return svg("rect", {
    x: round1(x - radius), y: round1(y - radius), width: wide, height: wide, class: "mark-alone",
    stroke: "var(--ink)", "stroke-width": 1.5, fill: "none",
  });
}

// Dots of runs, spread apart where they lie close, the same every time: they alternate above and below the line.
function swarm(values, x, y, room, radius = 2.1) {
  const bins = new Map();
  const places = values.map((value) => {
    const bin = Math.round(x(value) / (2 * radius));
    const rank = bins.get(bin) ?? 0;
    bins.set(bin, rank + 1);
    return { at: x(value), rank };
  });
  const most = Math.max(...bins.values(), 1);
  const step = Math.min(2 * radius + 0.4, (2 * room) / most);
  return svg("g", { fill: "var(--model)", "fill-opacity": 0.75 }, ...places.map(({ at, rank }) => {
    const offset = (rank % 2 ? 1 : -1) * Math.ceil(rank / 2) * step;
    return svg("circle", { cx: round1(at), cy: round1(y + offset), r: radius });
  }));
}

// One entry of a legend: a little svg and its word.
function keyEntry(mark, text) {
  const drawing = svg("svg", {
    viewBox: "0 0 22 18", width: 22, height: 18, role: "img", class: "key-mark",
  }, svg("title", {}, text), svg("desc", {}, say("panel_key_about")), mark);
  return el("li", { class: "key" }, drawing, el("span", {}, text));
}

function keyList(...entries) {
  return el("ul", { class: "keys" }, ...entries);
}

const keyMarks = {
  run: () => pin(11, 2, 17),
  dots: () => svg("g", { fill: "var(--model)" }, ...[5, 11, 17].map((cx) => svg("circle", { cx, cy: 9, r: 2.4 }))),
  range: () => svg("g", {}, lineOf(1, 9, 21, 9, { stroke: "var(--spread)", "stroke-width": 3 }),
    svg("circle", { cx: 11, cy: 9, r: 4, fill: "var(--spread)" })),
  band: () => svg("g", {}, svg("rect", { x: 0, y: 2, width: 22, height: 14, fill: "var(--spread)", "fill-opacity": 0.2 }),
    lineOf(0, 9, 22, 9, { stroke: "var(--spread)", "stroke-width": 1.6 })),
  line: () => lineOf(0, 9, 22, 9, { stroke: "var(--ink)", "stroke-width": 2.4 }),
  documented: () => diamond(11, 9),
  partyLine: () => naiveTick(11, 9, 7),
  weightedMean: () => naiveCross(11, 9, 4.5),
  tableAlone: () => aloneSquare(11, 9, 4.5),
  asked: () => svg("path", { d: "M6,2 h10 m-5,0 V16 m-5,0 h10", fill: "none", stroke: "#666", "stroke-width": 2.4 }),
};

// What is measured stays as it is until the shell says that sizes have changed: measuring makes the browser lay out all.
const measures = { size: null, rem: 15, font: "sans-serif", rooms: new Map() };

function measuresNow() {
  if (measures.size === state.size) return measures;
  const font = getComputedStyle(document.body).fontFamily;
  return Object.assign(measures, { size: state.size, rem: rem(1), font, rooms: new Map() });
}

// Width within a node's padding [pixels]: room for its figures.
function roomOf(node, otherwise) {
  const { rooms } = measuresNow();
  if (!rooms.has(node)) {
    const { paddingLeft, paddingRight } = getComputedStyle(node);
    const width = node.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    rooms.set(node, Math.max(220, Math.floor(width > 0 ? width : otherwise)));
  }
  return rooms.get(node);
}

// Pixels of a letter that is `size` pixels high at the page's usual text size.
function letters(size) {
  return round1((measuresNow().rem * size) / 15);
}

// A list to choose from, with its label.
function chooser(label, choices, chosen, choose) {
  const options = choices.map(({ value, text }) => el("option", { value }, text));
  const select = el("select", { onchange: (event) => choose(event.target.value) }, ...options);
  select.value = chosen;
  return el("label", { class: "chooser" }, el("span", {}, label), select);
}

function rebuilt(changed, ...names) {
  return names.some((name) => changed.has(name));
}
