// Who mattered: what each actor adds to an outcome, from pairs of runs with the same draws, with it and without it.
const whoPanel = { root: null, body: null, target: null, found: new Map(), busy: new Set(), errors: new Map() };
const MOST_ACTORS = 12;

panels.push({ id: "who", mount: mountWho, draw: drawWho });

function mountWho(root) {
  whoPanel.root = root;
  const targets = whoTargets();
  const answered = targets.filter(({ value }) => DATA.who?.[value]?.some(({ stands }) => stands));
  const opening = openingFrame();
  const atOpening = ({ value }) => DATA.decisions.some(({ id, frame }) => id === value && frame === opening);
  whoPanel.target = (answered.find(atOpening) ?? answered[0] ?? targets[0])?.value ?? null;
}

function drawWho(changed) {
  if (rebuilt(changed, "lang", "sides", "size")) buildWho();
  else if (changed.has("selected")) followSelected();
}

// What can be asked: every decision, provision and course for which the file knows the answer; served, all of them.
function whoTargets() {
  const all = [
    ...DATA.decisions.map((decision) => ({ value: decision.id, text: t(decision.title), unit: say("who_unit_share") })),
    ...DATA.provision.map((provision, k) => ({
      value: `provision:${k}`, text: `${ladderTitle(provision)} (${t(provision.negotiation)})`, unit: say("who_unit_rung"),
    })),
    ...DATA.courses.map((course) => ({ value: `course:${course.id}`, text: t(course.label), unit: t(course.unit) })),
  ];
  return all.filter(({ value }) => SERVED || value in (DATA.who ?? {}));
}

function buildWho() {
  clear(whoPanel.root);
  fill(whoPanel.root, el("h2", {}, say("who_title")));
  const targets = whoTargets();
  put(whoPanel.root, "hidden", targets.length === 0);
  if (!targets.length) return;
  whoPanel.body = el("div", { class: "who-sides" });
  fill(whoPanel.root, el("p", { class: "note" }, say("who_note", { n: DATA.replicates })),
    chooser(say("who_choose"), targets, whoPanel.target, chooseTarget), whoKeys(), whoPanel.body);
  fillWho();
}

function whoKeys() {
  const bar = (kind) => svg("g", {}, whoBarShape(kind, 2, 20, 9),
    lineOf(15, 9, 21, 9, { stroke: "var(--ink)", "stroke-width": 1.4 }));
  return keyList(keyEntry(bar("stands"), say("who_stands")), keyEntry(bar("apart"), say("who_apart")),
    keyEntry(bar("open"), say("who_open")));
}

function chooseTarget(value) {
  whoPanel.target = value;
  fillWho();
}

function fillWho() {
  clear(whoPanel.body);
  const parts = whoParts();
  const rows = parts.flatMap(({ rows: all }) => (all ? [...shownActors(all), selectedBelow(all) ?? {}] : []));
  const far = Math.max(1e-9, ...rows.flatMap(({ low, high, size }) => [low, high, size].filter(isNumber).map(Math.abs)));
  for (const part of parts) fill(whoPanel.body, whoPart(part, far));
  const others = sides.some(({ setting }) => setting && setting.id !== "base");
  if (!SERVED && others) fill(whoPanel.body, baseOnly());
}

// A file knows who mattered in the base alone.
function baseOnly() {
  return el("p", { class: "note" }, say("who_base_only", { command: `${DATA.command} serve ${DATA.typed}` }));
}

// What stands beside each other: the base in a file; served, a part for each side, one where both show the same setting.
function whoParts() {
  const parts = [];
  if (!SERVED) {
    const letters = sides.filter(({ setting }) => setting?.id === "base").map(({ letter }) => letter);
    return [{ setting: baseSetting(), letters, rows: whoRows(baseSetting()) }];
  }
  for (const side of sides.filter(({ setting }) => setting)) {
    const same = parts.find((part) => part.setting.id === side.setting.id);
    if (same) same.letters.push(side.letter);
    else parts.push({ setting: side.setting, letters: [side.letter], rows: whoRows(side.setting) });
  }
  return parts;
}

function whoKey(setting) {
  return `${setting.id} ${whoPanel.target}`;
}

function whoRows(setting) {
  if (setting.id === "base" && DATA.who && whoPanel.target in DATA.who) return DATA.who[whoPanel.target];
  return whoPanel.found.get(whoKey(setting)) ?? null;
}

// The first dozen of those that change anything.
function shownActors(rows) {
  return rows.filter(({ idle, size }) => !idle && size).slice(0, MOST_ACTORS);
}

// The row of the selected actor where it is not among the dozen; bare where there are no runs without it.
function selectedBelow(rows) {
  const { selected } = state;
  if (selected === null || shownActors(rows).some(({ actor }) => actor === selected)) return null;
  return rows.find(({ actor }) => actor === selected) ?? { actor: selected };
}

function whoPart(part, far) {
  const title = el("h3", {}, [part.letters.join(", "), t(part.setting.title)].filter(Boolean).join(": "));
  if (!part.rows) return el("section", { class: "who-part" }, title, ...whoMissing(part.setting));
  const shown = shownActors(part.rows);
  const below = selectedBelow(part.rows);
  const rest = part.rows.length - shown.length - (part.rows.includes(below) ? 1 : 0);
  return el("section", { class: "who-part" }, title,
    shown.length ? null : el("p", { class: "note" }, say("who_nobody")),
    shown.length || below ? whoTable(part, shown, below, far) : null,
    shown.length && rest > 0 ? el("p", { class: "note" }, say("who_rest", { n: rest })) : null);
}

// Served, a button asks for bars that are not there yet.
function whoMissing(setting) {
  const key = whoKey(setting);
  const busy = whoPanel.busy.has(key);
  const button = el("button", { type: "button", disabled: busy, onclick: () => askWho(setting) },
    say(busy ? "who_busy" : "who_ask"));
  const error = whoPanel.errors.get(key);
  return [el("p", { "aria-busy": String(busy), "aria-live": "polite" }, button,
    error ? el("span", { class: "error", role: "alert" }, ` ${error}`) : null)];
}

async function askWho(setting) {
  const [key, target] = [whoKey(setting), whoPanel.target];
  whoPanel.busy.add(key);
  whoPanel.errors.delete(key);
  fillWho();
  try {
    const answer = await posted("/api/who", { ...requested(setting), replicates: DATA.replicates, target });
    whoPanel.found.set(key, answer.who);
  } catch (problem) {
    whoPanel.errors.set(key, problem.message);
  }
  whoPanel.busy.delete(key);
  fillWho();
}

function whoTable({ setting }, shown, below, far) {
  const unit = whoTargets().find(({ value }) => value === whoPanel.target)?.unit ?? "";
  const head = el("tr", {}, el("th", { scope: "col" }, say("who_actor")), el("th", { scope: "col" }, say("who_adds_bar")),
    el("th", { scope: "col" }, say("who_adds")));
  return el("table", { class: "who-table" }, el("caption", {}, say("who_caption", { unit })), el("thead", {}, head),
    el("tbody", {}, ...shown.map((row) => whoRow(row, setting, far))),
    below ? el("tbody", { class: "below" }, whoRow(below, setting, far)) : null);
}

function whoRow(row, setting, far) {
  const { actor } = row;
  const nothing = whoNothing(row, setting);
  const kind = whoKind(row);
  const name = el("button", {
    type: "button", class: "who-name", "aria-pressed": String(state.selected === actor), title: actorName(actor),
    onclick: () => update({ selected: state.selected === actor ? null : actor }),
  }, actorTag(actor));
  const word = [row.own ? say("who_own") : null, nothing ?? whoWord(row, kind)].filter(Boolean).join("; ");
  const told = word ? el("span", { class: "word" }, word) : null;
  return el("tr", { class: state.selected === actor ? "chosen" : null, "data-actor": row.actor },
    el("th", { scope: "row" }, name), nothing ? el("td", { colspan: 2 }, told)
      : [el("td", {}, whoBar(row, kind, far)), el("td", { class: "number" }, intervalText(row), told)]);
}

// Why an actor has no bar, in words; null where it has one.
function whoNothing({ actor, size, idle }, { without }) {
  if (without.includes(DATA.actors[actor].id)) return say("who_removed");
  if (size === undefined) return say("who_missing");
  if (idle) return say("who_idle");
  if (size === null) return say("who_undefined");
  return null;
}

// What is said of a bar; that it shows no effect is in the legend, and in words for the selected actor alone.
function whoWord({ actor, size, low }, kind) {
  if (kind !== "open") return say(`who_word_${kind}`);
  if (actor !== state.selected) return null;
  return size === 0 ? say("who_no_effect") : isNumber(low) ? say("who_open") : null;
}

function intervalText({ size, low, high }) {
  return say("who_interval", { size: signed(size), low: signed(low), high: signed(high) });
}

// Stands even after Holm; its own interval leaves out zero; or it does not.
function whoKind({ stands, low, high }) {
  return stands ? "stands" : low > 0 || high < 0 ? "apart" : "open";
}

function whoBarShape(kind, left, right, y) {
  const opacity = { stands: 1, apart: 0.3, open: 0 }[kind];
  return svg("rect", {
    x: round1(Math.min(left, right)), y: y - 6, width: Math.max(0.5, round1(Math.abs(right - left))), height: 12,
    fill: "var(--spread)", "fill-opacity": opacity, stroke: "var(--spread)", "stroke-width": 1.2,
    "stroke-dasharray": kind === "open" ? "2.5 2" : null,
  });
}

function whoBar(row, kind, far) {
  const x = scale(-far, far, 4, 196);
  const about = `${intervalText(row)}; ${say(`who_${kind}`)}`;
  const whisker = isNumber(row.low) && isNumber(row.high)
    ? lineOf(x(row.low), 10, x(row.high), 10, { stroke: "var(--ink)", "stroke-width": 1.5 }) : null;
  return svg("svg", { viewBox: "0 0 200 20", role: "img", class: "who-bar", preserveAspectRatio: "none" },
    svg("title", {}, actorName(row.actor)), svg("desc", {}, about),
    lineOf(x(0), 0, x(0), 20, { stroke: "#888" }), whoBarShape(kind, x(0), x(row.size), 10), whisker);
}

// Marks the selected actor's row, or adds it; who stands on a name with the keyboard stays there.
function followSelected() {
  if (!whoPanel.body) return;
  const focused = document.activeElement?.closest("#who tr[data-actor]");
  const [actor, place] = [focused?.dataset.actor, [...whoPanel.body.children].indexOf(focused?.closest(".who-part"))];
  fillWho();
  if (focused) whoPanel.body.children[place]?.querySelector(`tr[data-actor="${actor}"] button`)?.focus();
}
