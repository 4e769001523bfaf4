// The handout: one printed page of what both sides show. It stands in #paper, which alone is printed.
const paper = el("div", { id: "paper", "aria-hidden": "true" });
const PAPER = { width: 694, height: 938, rows: 3 }; // CSS pixels within the margins, of A4 and Letter the lesser
const printing = { lesson: false };

document.body.append(paper);
window.addEventListener("beforeprint", () => { if (!printing.lesson) fillHandout(); });
window.addEventListener("afterprint", () => { printing.lesson = false; });
actions.push({ id: "handout", word: "handout", save: false, run: printHandout });

function printHandout() {
  printing.lesson = false;
  fillHandout();
  window.print();
}

// Builds the page, and makes it smaller as a whole where a case has more votes and ladders than fit.
function fillHandout() {
  clear(paper);
  put(paper, "class", "handout");
  put(paper, "style", null);
  fill(paper, handoutHead(), handoutSides(), handoutVotes(), handoutLadders(), handoutDifferences(), handoutFoot());
  const whole = paper.scrollHeight;
  if (whole > PAPER.height) put(paper, "style", `--shrunk: ${(PAPER.height / whole).toFixed(3)}`);
}

function handoutHead() {
  return el("header", {}, el("h1", {}, t(DATA.title)),
    el("p", {}, say("handout_when", { month: monthName(state.frame), standing: t(DATA.standing) })));
}

// Settings and networks of both sides.
function handoutSides() {
  const column = (PAPER.width - 16) / 2;
  return el("div", { class: "paper-two" }, ...sides.map((side) => {
    const { node, height } = networkCopy(side, 0, 0, column);
    return el("section", {}, el("h2", {}, sideLine(side)), el("p", { class: "changes" }, changesText(side)),
      node && svg("svg", { viewBox: `0 0 ${round1(column)} ${round1(height)}`, class: "paper-network", role: "img" },
        svg("title", {}, sideLine(side)), svg("desc", {}, monthName(state.frame)), node));
  }), el("p", { class: "paper-keys" }, ...networkEntries()));
}

function networkEntries() {
  return [...document.querySelectorAll("#key .entry")].map((entry) => el("span", {}, swatchCopy(entry.querySelector("svg")), entry.textContent));
}

// What a side changes, parameter by parameter.
function changesText({ setting }) {
  const { variant, parameters, without } = setting;
  const parts = Object.entries(parameters).map(([name, value]) => `${name} = ${shortly(value)}`);
  if (variant) parts.unshift(say("handout_variant", { variant }));
  if (without.length) parts.push(say("handout_without", { names: without.map((id) => actorTag(rowOf.get(id))).join(", ") }));
  return parts.join("; ") || say("handout_unchanged");
}

function handoutVotes() {
  if (!DATA.decisions.length) return null;
  const width = 232;
  const rows = DATA.decisions.map((decision, index) => el("tr", {},
    el("th", { scope: "row" }, `${t(decision.title)}${dagger(decision)}`, el("small", {}, ` ${monthName(decision.frame)}`)),
    ...sides.flatMap((side) => [el("td", {}, compactTrack(decision, index, side, width, 17)),
      el("td", { class: "number" }, voteNumbers(side, index, decision))])));
  return el("section", {}, el("table", { class: "paper-votes" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("handout_votes")),
      ...sides.map(({ letter }) => el("th", { scope: "col", colspan: 2 }, say("handout_vote_column", { side: letter }))))),
    el("tbody", {}, ...rows)), paperKeys());
}

function paperKeys() {
  const entries = [["run", "key_run"], ["dots", "key_dots"], ["range", "key_range"], ["documented", "key_documented"],
    ["partyLine", "key_party_line"], ["weightedMean", "key_weighted_mean"]];
  return el("p", { class: "paper-keys" }, ...entries.map(([mark, word]) => el("span", {}, svg("svg", {
    viewBox: "0 0 22 18", width: 16, height: 13, role: "img",
  }, svg("title", {}, say(word)), svg("desc", {}, say("panel_key_about")), keyMarks[mark]()), say(word))));
}

function voteNumbers(side, index, decision) {
  const over = spread(voteShares(side, index));
  const vote = side.history?.record.votes[index];
  const run = state.frame >= decision.frame && wasVoted(vote) ? share(vote.yeas / vote.seats, 2) : "–";
  return `${run} · ${over ? share(over.middle, 2) : "–"}`;
}

function handoutLadders() {
  if (!DATA.treated.length) return null;
  const width = (PAPER.width - 2 * 12) / PAPER.rows;
  return el("section", {}, el("h2", {}, say("handout_ladders")), el("div", { class: "paper-ladders" },
    ...DATA.treated.map((treated, k) => {
      const figure = ladderFigure(treated, k, width, { row: 15, label: 92, gap: 6, head: 14, size: 9 });
      placeClimbers(figure, k);
      return el("figure", {}, el("figcaption", {}, `${ladderTitle(treated)} (${t(treated.negotiation)})`), figure);
    })));
}

// The greatest differences between A and B, in a line each: medians of votes, shares of runs at a rung, courses at the end.
function handoutDifferences() {
  const lines = [...voteDifferences(), ...rungDifferences(), ...courseDifferences()].filter(({ size }) => size > 1e-9)
    .sort((one, two) => two.size - one.size).slice(0, 3);
  return el("section", {}, el("h2", {}, say("handout_differences")), lines.length
    ? el("ol", {}, ...lines.map(({ text }) => el("li", {}, text))) : el("p", {}, say("handout_same")));
}

function bothRecords() {
  return sides.every(({ history }) => history) ? sides.map(({ history }) => history.record) : null;
}

function voteDifferences() {
  if (!bothRecords()) return [];
  return DATA.decisions.flatMap((decision, index) => {
    const [one, two] = sides.map((side) => spread(voteShares(side, index)));
    if (!one || !two) return [];
    const values = { what: t(decision.title), a: share(one.middle), b: share(two.middle), na: one.n, nb: two.n };
    return [{ size: Math.abs(one.middle - two.middle), text: say("handout_vote_line", values) }];
  });
}

function rungDifferences() {
  const records = bothRecords();
  if (!records) return [];
  return DATA.treated.map((treated, k) => {
    const all = records.map(({ rungs }) => rungs[k].reduce((sum, n) => sum + n, 0));
    const parts = records.map(({ rungs }, side) => rungs[k].map((n) => (all[side] ? n / all[side] : 0)));
    const apart = parts[0].map((part, level) => Math.abs(part - parts[1][level]));
    const level = apart.indexOf(Math.max(...apart));
    return { size: apart[level], text: say("handout_rung_line", {
      what: `${ladderTitle(treated)} (${t(treated.negotiation)})`, level: t(DATA.levels[level]),
      a: percent(parts[0][level]), b: percent(parts[1][level]), na: all[0], nb: all[1],
    }) };
  });
}

// A course's medians at the end; their difference counts as a part of all that the course spans on either side.
function courseDifferences() {
  const records = bothRecords();
  if (!records) return [];
  return DATA.courses.flatMap((course, index) => {
    const ends = records.map(({ courses }) => courses[index].q50.at(-1));
    if (!ends.every(isNumber)) return [];
    const [low, high] = courseRange(course, index);
    const values = { what: t(course.label), unit: t(course.unit), a: shortly(ends[0]), b: shortly(ends[1]), na: records[0].n, nb: records[1].n };
    return [{ size: Math.abs(ends[0] - ends[1]) / (high - low), text: say("handout_course_line", values) }];
  });
}

function handoutFoot() {
  return [el("section", { class: "paper-notes" }, el("h2", {}, say("handout_notes")), el("div", { class: "ruled" })),
    el("footer", {}, `${sourceLine()} ${say("handout_sources", { claims: claimNumbers() })}`)];
}

// Numbers of the sources' claims that the case is held to.
function claimNumbers() {
  return [...new Set(DATA.claims.flatMap(({ of }) => of))].join(", ") || "–";
}
