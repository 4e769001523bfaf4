// The selected actor: with whom it allied and when, on the time axis of the timeline; and all actors as a table.

const SPELLS = 18; // rows shown before "show all"
const detail = { root: null, drawing: null, head: null, all: false, table: null };

// Allies of either side in the order of their first alliance: {actor, spells: [of A, of B]}
function alliesOfBoth(row) {
  const found = new Map();
  sides.forEach((side, index) => {
    for (const spell of side.history?.spells(row) ?? []) {
      if (!found.has(spell.actor)) found.set(spell.actor, { actor: spell.actor, spells: [[], []] });
      found.get(spell.actor).spells[index].push(spell);
    }
  });
  const first = ({ spells }) => Math.min(...spells.flat().map(({ from }) => from));
  return [...found.values()].sort((one, two) => first(one) - first(two) || one.actor - two.actor);
}

function buildDetails() {
  const row = state.selected;
  const { root } = detail;
  put(root, "class", row === null ? "card empty" : "card");
  detail.drawing = null;
  clear(root);
  if (row !== null) {
    const actor = DATA.actors[row];
    const parts = [t(actor.kind), t(actor.role), t(actor.country)].filter(Boolean).join(" · ");
    fill(
      root,
      el(
        "header",
        {},
        el("h2", {}, say("allied_when", { name: actorName(row) })),
        el("span", { class: "quiet" }, parts),
        el("button", { class: "small", onclick: () => update({ selected: null }) }, say("clear")),
      ),
      spellRows(row),
    );
  }
  fill(root, detail.table);
}

function spellRows(row) {
  const rows = alliesOfBoth(row);
  if (rows.length === 0) return el("p", { class: "note" }, say("no_allies"));
  const shown = detail.all ? rows : rows.slice(0, SPELLS);
  const names = el(
    "ul",
    { class: "names" },
    shown.map(({ actor }) =>
      el(
        "li",
        {},
        el(
          "button",
          { class: "plain", title: actorName(actor), onclick: () => update({ selected: actor }) },
          actorTag(actor),
        ),
      ),
    ),
  );
  detail.drawing = svg("svg", {
    class: "spells",
    role: "img",
    "aria-label": say("allied_when", { name: actorName(row) }),
  });
  detail.shown = shown;
  const more =
    rows.length > shown.length &&
    el("button", { class: "small", onclick: showAll }, say("show_all", { n: rows.length }));
  return [el("p", { class: "note" }, say("spells_note")), el("div", { class: "timed" }, names, detail.drawing), more];
}

function showAll() {
  detail.all = true;
  buildDetails();
  drawSpells();
  drawNow();
}

// Two bars per ally, A over B: filled where the alliance is on record, hollow where it arose in the model.
function drawSpells() {
  if (detail.drawing === null) return;
  const line = detail.root.querySelector(".names li").getBoundingClientRect().height;
  const width = detail.drawing.getBoundingClientRect().width;
  const x = (detail.x = timeScale(width));
  const rows = line * detail.shown.length;
  const high = rows + rem(1.2);
  clear(detail.drawing);
  put(detail.drawing, "viewBox", `0 0 ${width.toFixed(0)} ${high.toFixed(0)}`);
  put(detail.drawing, "height", high);
  detail.shown.forEach(({ spells }, index) => {
    const top = index * line;
    fill(
      detail.drawing,
      svg("line", { x1: x(0), x2: x(LAST), y1: top + line, y2: top + line, class: "rule" }),
      spells.map((list, side) => list.map((spell) => spellBar(spell, side, top, line))),
    );
  });
  detail.head = svg("line", { y1: 0, y2: rows, class: "now" });
  fill(detail.drawing, years(x, rows), detail.head);
}

function spellBar({ actor, from, to, documented }, side, top, line) {
  const { x } = detail;
  const place = {
    x: x(from),
    width: Math.max(2.5, x(Math.min(LAST, to + 1)) - x(from)),
    y: top + line * (side ? 0.54 : 0.16),
    height: line * 0.28,
    class: `spell ${documented ? "record" : "model"} side-${side ? "b" : "a"}`,
  };
  const values = { side: sides[side].letter, name: actorName(actor), from: monthName(from), to: monthName(to) };
  return svg("rect", place, svg("title", {}, say(documented ? "spell_record" : "spell_model", values)));
}

// The month shown, as an upright line through the bars.
function drawNow() {
  if (!detail.head || !detail.drawing) return;
  const at = detail.x(state.frame).toFixed(1);
  put(detail.head, "x1", at);
  put(detail.head, "x2", at);
}

// The same network as a table, for screen readers and for whoever prefers one.
function buildTable() {
  const open = detail.table?.open ?? false;
  detail.table = el(
    "details",
    { class: "table", open, ontoggle: drawTable },
    el("summary", {}, say("table_title")),
    el("table"),
  );
}

function drawTable() {
  if (!detail.table.open || state.playing) return;
  const cell = (side, row) => {
    const { history } = side;
    if (history === null || !history.isActive(row, state.frame))
      return [el("td", { class: "quiet" }, say("inactive")), el("td")];
    const allies = history.allies(row, state.frame).map(({ actor }) => actorTag(actor));
    return [
      el("td", { class: "number" }, share(history.position(state.issue, row, state.frame), 2)),
      el("td", {}, allies.join(", ")),
    ];
  };
  const head = sides.flatMap(({ letter }) => [
    el("th", { scope: "col" }, say("position_in", { side: letter })),
    el("th", { scope: "col" }, say("allies_in", { side: letter })),
  ]);
  fill(
    clear(detail.table.lastChild),
    el("caption", {}, `${monthName(state.frame, true)}. ${t(DATA.issues[state.issue].title)}`),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("actor")), head)),
    el(
      "tbody",
      {},
      DATA.actors.map((_, row) =>
        el(
          "tr",
          {},
          el(
            "th",
            { scope: "row" },
            el("button", { class: "plain", onclick: () => update({ selected: row }) }, actorName(row)),
          ),
          sides.flatMap((side) => cell(side, row)),
        ),
      ),
    ),
  );
}

panels.push({
  id: "details",
  mount(root) {
    detail.root = root;
  },
  draw(changed) {
    if (changed.has("selected")) detail.all = false;
    if (changed.has("lang")) buildTable();
    const anew = ["lang", "selected", "sides"].some((name) => changed.has(name));
    if (anew) buildDetails();
    if (anew || changed.has("size")) drawSpells();
    drawNow();
    drawTable();
  },
});
