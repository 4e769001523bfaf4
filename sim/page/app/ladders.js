// Ladders: how far talks have taken each issue, as four rungs that the run shown climbs month by month.
const ladderPanel = { root: null, marks: [] };

panels.push({ id: "ladders", mount: mountLadders, draw: drawLadders });

function mountLadders(root) {
  ladderPanel.root = root;
}

function drawLadders(changed) {
  if (rebuilt(changed, "lang", "sides", "size")) buildLadders();
  if (rebuilt(changed, "lang", "sides", "size", "frame")) ladderPanel.marks.forEach((mark) => mark.follow());
}

function buildLadders() {
  clear(ladderPanel.root);
  ladderPanel.marks = [];
  fill(ladderPanel.root, el("h2", {}, say("ladders_title")));
  const talks = heldTalks();
  put(ladderPanel.root, "hidden", talks.length === 0);
  fill(ladderPanel.root, el("p", { class: "note" }, say("ladders_note")), keyList(
    keyEntry(svg("g", { transform: "translate(4 9)" }, climberMark(0, 12)), say("key_run_now")),
    keyEntry(shareKey(), say("key_rung_share")), keyEntry(keyMarks.documented(), say("key_documented"))));
  const room = roomOf(ladderPanel.root, 700);
  const columns = Math.max(1, Math.min(3, Math.floor(room / letters(300))));
  const width = Math.min(Math.floor((room - (columns - 1) * 16) / columns), 460);
  for (const items of talks) fill(ladderPanel.root, talksPart(items, width));
}

// Issues that are negotiated within the months of the page, by negotiation: lists of {provision, k}.
function heldTalks() {
  const found = new Map();
  DATA.provision.forEach((provision, k) => {
    const name = provision.negotiation[0];
    if (provision.open.length) found.set(name, [...(found.get(name) ?? []), { provision, k }]);
  });
  return [...found.values()];
}

function shareKey() {
  return svg("g", {}, ...[0, 1, 2, 3].map((level) => svg("rect", {
    x: 0, y: 13 - 4 * level, width: 8 + 4 * level, height: 4, fill: `var(--level-${level})`,
  })));
}

// A negotiation: whether it is open, and a ladder for each of its issues.
function talksPart(items, width) {
  const open = el("span", { class: "talks" });
  const { provision } = items[0];
  ladderPanel.marks.push({ follow: () => followTalks(open, provision) });
  return el("section", { class: "negotiation" }, el("h3", {}, t(provision.negotiation), " ", open),
    el("ul", { class: "ladders" }, items.map((item) => ladderItem(item, width))));
}

function ladderItem({ provision, k }, width) {
  const size = letters(12);
  const form = { row: 2.2 * size, label: labelRoom(size), gap: 0.8 * size, head: 1.6 * size, size };
  const figure = ladderFigure(provision, k, width, form);
  ladderPanel.marks.push({ follow: () => placeClimbers(figure, k) });
  return el("li", { class: "ladder" }, el("h4", {}, ladderTitle(provision)), figure);
}

function ladderTitle(provision) {
  return t(DATA.issues[provision.issue].title);
}

// Both sides on the same rungs, off below and core above; `placeClimbers` sets the runs shown.
// form: height of a row, width of the labels, gap between the sides, height of the head, size of the letters [pixels]
function ladderFigure(provision, k, width, form) {
  const column = (width - form.label - form.gap) / 2;
  const height = form.head + 4 * form.row + 4;
  const parts = [0, 1, 2, 3].map((level) => rungLabel(provision, level, width, form));
  sides.forEach((side, place) => parts.push(ladderSide(side, k, form.label + place * (column + form.gap), column, form)));
  const figure = picture(width, height, `${ladderTitle(provision)}, ${t(provision.negotiation)}`, ladderAbout(provision, k), ...parts);
  figure.rungs = [0, 1, 2, 3].map((level) => rungY(level, form));
  return figure;
}

function rungY(level, form) {
  return form.head + (3 - level + 0.5) * form.row;
}

// Width of a level's name in bold letters [pixels].
function levelWidth(level, size) {
  return textWidth(t(DATA.levels[level]), `bold ${size}px ${measuresNow().font}`);
}

// Room for the longest name and a diamond before it.
function labelRoom(size) {
  return Math.ceil(Math.max(...DATA.levels.map((_, level) => levelWidth(level, size))) + 8 + 1.2 * size);
}

function rungLabel(provision, level, width, form) {
  const y = rungY(level, form);
  const known = provision.documented === level;
  const text = t(DATA.levels[level]);
  return svg("g", {}, lineOf(0, y + form.row / 2, width, y + form.row / 2, { stroke: "#ddd" }),
    known ? diamond(form.label - 8 - levelWidth(level, form.size) - form.size / 2, y, form.size / 2) : null,
    textAt(form.label - 4, y + form.size / 3, text, {
      "text-anchor": "end", "font-size": form.size, fill: known ? "#a84800" : "var(--ink)",
      "font-weight": known ? "bold" : "normal",
    }));
}

function ladderSide(side, k, left, width, form) {
  const counts = side.history?.record.rungs[k] ?? null;
  const all = counts ? counts.reduce((sum, n) => sum + n, 0) : 0;
  const from = left + form.size + 4;
  const long = width - form.size - 4;
  const bars = [0, 1, 2, 3].map((level) => (all ? rungBar(level, counts[level] / all, from, long, form) : null));
  return svg("g", {},
    textAt(from, form.size, all ? say("ladders_side", { side: side.letter, n: all }) : side.letter, {
      "font-size": form.size, "font-weight": "bold", fill: "var(--ink)",
    }),
    lineOf(from, form.head, from, form.head + 4 * form.row, { stroke: "#888" }), ...bars,
    svg("g", { class: "climber", "data-side": side.letter }, climberMark(round1(left), form.size)));
}

// The run shown: a dark triangle that points to its rung.
function climberMark(left, size) {
  return svg("path", { d: `M${left},${-size / 2 - 1} l${size + 1},${size / 2 + 1} l${-size - 1},${size / 2 + 1} z`,
    fill: "var(--ink)", stroke: "#fff", "stroke-width": 1 });
}

// The text stands in the bar where it is long, else behind it, so that it never leaves its column.
function rungBar(level, part, left, width, form) {
  const y = rungY(level, form);
  const long = part * width;
  const inside = long > width - 3.4 * form.size;
  const thick = 0.6 * form.row;
  const ink = part ? "var(--ink)" : "var(--quiet)";
  return svg("g", {},
    svg("rect", {
      x: round1(left), y: round1(y - thick / 2), width: round1(long), height: round1(thick), fill: `var(--level-${level})`,
      stroke: "#8a8a8a", "stroke-width": part ? 0.6 : 0,
    }),
    textAt(inside ? left + long - 5 : left + long + 5, y + form.size / 3, percent(part), {
      "text-anchor": inside ? "end" : "start", "font-size": form.size - 1, fill: inside && level === 3 ? "#fff" : ink,
    }));
}

function ladderAbout(provision, k) {
  const told = sides.filter((side) => side.history).map((side) => {
    const counts = side.history.record.rungs[k];
    return `${side.letter}: ${counts.map((n, level) => `${t(DATA.levels[level])} ${n}`).join(", ")}`;
  });
  const known = provision.documented === null ? "" : ` ${say("ladders_documented", { level: t(DATA.levels[provision.documented]) })}`;
  return `${say("ladders_about")} ${told.join("; ")}.${known}`;
}

// Puts the runs shown on the rungs where they stand in the present month.
function placeClimbers(figure, k) {
  for (const climber of figure.querySelectorAll(".climber")) {
    const { history } = sides.find(({ letter }) => letter === climber.getAttribute("data-side"));
    put(climber, "visibility", history ? "visible" : "hidden");
    if (history) climber.style.transform = `translateY(${figure.rungs[history.provision(k, state.frame)]}px)`;
  }
}

function followTalks(open, provision) {
  const now = provision.open.some(([from, to]) => from <= state.frame && state.frame <= to);
  write(open, talksText(provision, now));
  put(open, "class", now ? "talks open" : "talks");
}

function talksText(provision, now) {
  if (now) return say("ladders_open");
  const next = provision.open.map(([from]) => from).filter((from) => from > state.frame).sort((a, b) => a - b)[0];
  return next === undefined ? say("ladders_closed") : say("ladders_not_open", { month: monthName(next) });
}
