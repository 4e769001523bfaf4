// Ladders: how far talks have taken each issue, as four rungs that the run shown climbs month by month.
const ladderPanel = { root: null, marks: [] };
const LADDER = { row: 27, label: 124, gap: 18, head: 20, size: 12 }; // pixels

panels.push({ id: "ladders", mount: mountLadders, draw: drawLadders });

function mountLadders(root) {
  ladderPanel.root = root;
  onWidth(root, () => drawLadders(new Set(["sides"])));
}

function drawLadders(changed) {
  if (rebuilt(changed, "lang", "sides")) buildLadders();
  if (rebuilt(changed, "lang", "sides", "frame")) ladderPanel.marks.forEach((mark) => mark.follow());
}

function buildLadders() {
  clear(ladderPanel.root);
  ladderPanel.marks = [];
  ladderPanel.root.append(el("h2", {}, say("ladders_title")));
  if (!DATA.treated.length) {
    ladderPanel.root.append(el("p", { class: "note" }, say("ladders_none")));
    return;
  }
  const list = el("ul", { class: "ladders" });
  ladderPanel.root.append(el("p", { class: "note" }, say("ladders_note")), keyList(
    keyEntry(keyMarks.run(), say("key_run_now")), keyEntry(shareKey(), say("key_rung_share")),
    keyEntry(keyMarks.documented(), say("key_documented"))), list);
  const room = roomOf(ladderPanel.root, 700);
  const width = Math.min(room >= 700 ? (room - 28) / 2 : room, 520) - 18;
  DATA.treated.forEach((treated, k) => list.append(ladderItem(treated, k, width)));
}

function shareKey() {
  return svg("g", {}, ...[0, 1, 2, 3].map((level) => svg("rect", {
    x: 0, y: 13 - 4 * level, width: 8 + 4 * level, height: 4, fill: `var(--level-${level})`,
  })));
}

function ladderItem(treated, k, width) {
  const open = el("span", { class: "talks" });
  const figure = ladderFigure(treated, k, width);
  ladderPanel.marks.push({ follow: () => followLadder(figure, open, treated, k) });
  return el("li", { class: "ladder" }, el("h3", {}, ladderTitle(treated)),
    el("p", { class: "ladder-talks" }, t(treated.negotiation), " ", open), figure);
}

function ladderTitle(treated) {
  return t(DATA.issues[treated.issue].title);
}

// Both sides on the same rungs, off below and core above; the pins wait for `followLadder`.
function ladderFigure(treated, k, width, form = LADDER) {
  const column = (width - form.label - form.gap) / 2;
  const height = form.head + 4 * form.row + 4;
  const parts = [0, 1, 2, 3].map((level) => rungLabel(treated, level, width, form));
  sides.forEach((side, place) => parts.push(ladderSide(side, k, form.label + place * (column + form.gap), column, form)));
  const figure = picture(width, height, `${ladderTitle(treated)}, ${t(treated.negotiation)}`, ladderAbout(treated, k), ...parts);
  figure.rungs = [0, 1, 2, 3].map((level) => rungY(level, form));
  return figure;
}

function rungY(level, form) {
  return form.head + (3 - level + 0.5) * form.row;
}

function rungLabel(treated, level, width, form) {
  const y = rungY(level, form);
  const known = treated.documented === level;
  return svg("g", {}, lineOf(0, y + form.row / 2, width, y + form.row / 2, { stroke: "#ddd" }),
    known ? diamond(form.size / 2 + 1, y, form.size / 2) : null,
    textAt(form.label - 4, y + form.size / 3, t(DATA.levels[level]), {
      "text-anchor": "end", "font-size": form.size, fill: known ? "var(--documented)" : "var(--ink)",
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
  return svg("g", {},
    svg("rect", {
      x: round1(left), y: round1(y - thick / 2), width: round1(long), height: round1(thick), fill: `var(--level-${level})`,
      stroke: "#8a8a8a", "stroke-width": part ? 0.6 : 0,
    }),
    textAt(inside ? left + long - 5 : left + long + 5, y + form.size / 3, percent(part), {
      "text-anchor": inside ? "end" : "start", "font-size": form.size - 1, fill: inside && level === 3 ? "#fff" : "var(--ink)",
    }));
}

function ladderAbout(treated, k) {
  const told = sides.filter((side) => side.history).map((side) => {
    const counts = side.history.record.rungs[k];
    return `${side.letter}: ${counts.map((n, level) => `${t(DATA.levels[level])} ${n}`).join(", ")}`;
  });
  const known = treated.documented === null ? "" : ` ${say("ladders_documented", { level: t(DATA.levels[treated.documented]) })}`;
  return `${say("ladders_about")} ${told.join("; ")}.${known}`;
}

// Puts the runs shown on the rungs where they stand in the present month.
function placeClimbers(figure, k) {
  for (const climber of figure.querySelectorAll(".climber")) {
    const { history } = sides.find(({ letter }) => letter === climber.getAttribute("data-side"));
    put(climber, "visibility", history ? "visible" : "hidden");
    if (history) climber.style.transform = `translateY(${figure.rungs[history.treatment(k, state.frame)]}px)`;
  }
}

function followLadder(figure, open, treated, k) {
  placeClimbers(figure, k);
  const now = treated.open.some(([from, to]) => from <= state.frame && state.frame <= to);
  open.textContent = talksText(treated, now);
  open.className = now ? "talks open" : "talks";
}

function talksText(treated, now) {
  if (now) return say("ladders_open");
  const next = treated.open.map(([from]) => from).filter((from) => from > state.frame).sort((a, b) => a - b)[0];
  return next === undefined ? say("ladders_closed") : say("ladders_not_open", { month: monthName(next) });
}
