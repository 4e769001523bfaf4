// Claims of the sources, executed: in what share of runs does each hold, in the base and on both sides?
const claimPanel = { root: null, base: null, show: "all", whole: false };
const FIRST_CLAIMS = 12; // shown before somebody asks for all of them
const VERDICTS = { holds: "✓", coded: "○", fails: "✗", uncompared: "–" };
const ROUNDING = 1e-9; // so that a share of exactly what is asked meets it

panels.push({ id: "claims", mount: mountClaims, draw: drawClaims });

function mountClaims(root) {
  claimPanel.root = root;
  put(root, "class", "panel wide");
  load(baseSetting()).then((history) => {
    claimPanel.base = history;
    update({ sides: true });
  }, () => null); // the sides show why the base cannot be read
}

function drawClaims(changed) {
  if (rebuilt(changed, "lang", "sides")) buildClaims();
}

function buildClaims() {
  clear(claimPanel.root);
  fill(claimPanel.root, el("h2", {}, say("claims_title")));
  put(claimPanel.root, "hidden", DATA.claims.length === 0);
  const columns = claimColumns();
  const found = DATA.claims.map((claim, index) => ({ claim, index })).filter(({ index }) => isShown(index, columns));
  const shown = claimPanel.whole ? found : found.slice(0, FIRST_CLAIMS);
  fill(claimPanel.root, el("p", { class: "note" }, say("claims_note")), claimCounts(columns), claimFilter(),
    el("p", { class: "note", "aria-live": "polite" }, say("claims_shown", { n: shown.length, all: DATA.claims.length })),
    shown.length ? el("div", { class: "claim-scroll", tabindex: "0", role: "region", "aria-label": say("claims_title") },
      claimTable(shown, columns)) : null, moreClaims(found.length - shown.length, found.length), claimNotes());
}

function moreClaims(hidden, all) {
  if (!hidden) return null;
  return el("button", { type: "button", class: "more", onclick: showAllClaims }, say("claims_more", { n: all }));
}

function showAllClaims() {
  claimPanel.whole = true;
  buildClaims();
  claimPanel.root.querySelector(".claim-scroll").focus();
}

// The sides, and before them the base where neither side shows it.
function claimColumns() {
  const columns = sides.filter(({ setting }) => setting).map((side) => ({
    head: sideLine(side), short: side.letter, record: side.history?.record ?? null,
  }));
  if (!sides.some(({ setting }) => setting?.id === "base")) {
    columns.unshift({
      head: t(baseSetting().title), short: t(baseSetting().title), record: claimPanel.base?.record ?? null,
    });
  }
  return columns;
}

// {word, share, n} of a claim in a column's runs; the word is a key of VERDICTS.
function verdictOf(index, record) {
  const claim = DATA.claims[index];
  const [n, part, coded] = record?.claims[index] ?? [0, null, 0];
  if (!isNumber(part)) return { word: "uncompared", n, share: null };
  if (part < claim.needed - ROUNDING) return { word: "fails", n, share: part };
  return { word: coded ? "coded" : "holds", n, share: part };
}

function isShown(index, columns) {
  const words = columns.map(({ record }) => verdictOf(index, record).word);
  if (claimPanel.show === "fails") return words.includes("fails");
  if (claimPanel.show === "changed") return claimChanged(index);
  return true;
}

// Whether the verdict differs between A and B, where both give one.
function claimChanged(index) {
  const [one, two] = sides.map((side) => verdictOf(index, side.history?.record).word);
  return one !== two && one !== "uncompared" && two !== "uncompared";
}

function claimFilter() {
  const choices = ["all", "fails", "changed"];
  return el("fieldset", { class: "choices" }, el("legend", {}, say("claims_show")),
    ...choices.map((name) => el("label", {}, el("input", {
      type: "radio", name: "claims-show", value: name, checked: claimPanel.show === name,
      onchange: () => showClaims(name),
    }), say(`claims_show_${name}`))));
}

function showClaims(name) {
  claimPanel.show = name;
  buildClaims();
  claimPanel.root.querySelector(`input[value="${name}"]`).focus();
}

// How many claims hold, are coded so, fail, are not compared; a column per setting.
function claimCounts(columns) {
  const words = columns.map(({ record }) => (record ? DATA.claims.map((_, index) => verdictOf(index, record).word) : null));
  const rows = Object.keys(VERDICTS).map((word) => el("tr", {}, el("th", { scope: "row" }, verdictMark(word)),
    ...words.map((found) => el("td", {}, found ? String(found.filter((each) => each === word).length) : "–"))));
  return el("table", { class: "claim-counts" }, el("caption", {}, say("claims_counts")),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("claims_verdict")),
      ...columns.map(({ head }) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...rows));
}

function verdictMark(word) {
  return el("span", { class: `verdict ${word}` }, el("span", { class: "icon", "aria-hidden": "true" }, VERDICTS[word]),
    " ", say(`verdict_${word}`));
}

function claimTable(shown, columns) {
  const heads = [say("claims_number"), say("claims_text"), say("claims_asked"), ...columns.map(({ head }) => head)];
  return el("table", { class: "claim-table", role: "table" }, el("caption", { class: "unseen" }, say("claims_title")),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
      ...heads.map((head) => el("th", { scope: "col", role: "columnheader" }, head)))),
    el("tbody", { role: "rowgroup" }, ...shown.map(({ claim, index }) => claimRow(claim, index, columns, heads[2]))));
}

function claimRow(claim, index, columns, askedHead) {
  return el("tr", { role: "row", class: claimChanged(index) ? "changed" : null },
    el("td", { role: "cell", class: "of" }, claim.of.join(", ")),
    el("th", { scope: "row", role: "rowheader", class: "says" }, t(claim.text), dagger(claim)),
    el("td", { role: "cell", class: "asked" }, el("span", { class: "head" }, `${askedHead}: `), askedText(claim)),
    ...columns.map((column) => claimCell(index, column)));
}

function askedText(claim) {
  return say("claims_asked_in", { asked: t(claim.asked), share: percent(claim.needed) });
}

function claimCell(index, { short, record }) {
  const { word, share: part, n } = verdictOf(index, record);
  const numbers = part === null ? null : el("span", { class: "met" }, say("claims_met", { share: percent(part), n }));
  return el("td", { role: "cell" }, el("span", { class: "head" }, `${short}: `), verdictMark(word), numbers);
}

// Served, no side is compared with a variant; the page in a file does that.
function uncomparedNote() {
  if (!SERVED) return say("claims_note_uncompared");
  return say("claims_note_uncompared_served", { command: `${DATA.command} page ${DATA.typed}` });
}

function claimNotes() {
  const flips = DATA.claims.some((claim) => claim.flips);
  return el("ul", { class: "note claim-notes" }, el("li", {}, say("claims_note_coded")),
    el("li", {}, uncomparedNote()),
    flips ? el("li", {}, say("flips_explained")) : null);
}
