// The handout: one printed page of what both sides show. It stands in #paper, which alone is printed.
const paper = el("div", { id: "paper", "aria-hidden": "true" });
const PAPER = { width: 694, height: 934 }; // CSS pixels within the margins, of A4 and Letter the lesser
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

// Builds the page, and makes it smaller as a whole, step by step, where a case has more votes and ladders than fit.
function fillHandout() {
  clear(paper);
  put(paper, "class", "handout");
  put(paper, "style", null);
  fill(paper, handoutHead(), handoutSides(), handoutVotes(), handoutLadders(), handoutDifferences(), handoutFoot());
  for (let part = 1; part > 0.4 && paper.scrollHeight * part > PAPER.height; part -= 0.02) {
    put(paper, "style", `--shrunk: ${(part - 0.02).toFixed(2)}`); // wider, too: what is measured is what zooms
  }
}

function handoutHead() {
  return el("header", {}, el("h1", {}, t(DATA.title)),
    el("p", {}, whenLine()));
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
  return networkKey().map(({ mark, text }) => el("span", {}, mark, text));
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
  if (!heldVotes().length) return null;
  const heads = sides.flatMap(({ letter }) => [say("handout_vote_column", { side: letter }), say("handout_numbers_column")]);
  return el("section", {}, el("table", { class: "paper-votes" },
    el("thead", {}, el("tr", {}, [say("handout_votes"), ...heads].map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, heldVotes().map(handoutVote))), paperKeys());
}

function handoutVote({ decision, index }) {
  const counted = isCounted(decision);
  const numbers = (side) => (counted ? runAndMedian(side, index, decision).join(" · ") : followingText(side, index, decision));
  const cells = sides.flatMap((side) => [
    el("td", {}, counted ? compactTrack(decision, index, side, 134, 16) : null), el("td", { class: "number" }, numbers(side))]);
  return el("tr", {}, el("th", { scope: "row" }, `${t(decision.title)}${dagger(decision)}`,
    el("small", {}, ` ${monthName(decision.frame)}`)), cells);
}

function paperKeys() {
  return el("p", { class: "paper-keys" }, ...voteMarks().map(({ mark, word }) => el("span", {}, svg("svg", {
    viewBox: "0 0 22 18", width: 16, height: 13, role: "img",
  }, svg("title", {}, say(word)), svg("desc", {}, say("panel_key_about")), keyMarks[mark]()), say(word))));
}

// A row per issue of each negotiation: the documented rung, and on each side the shares of runs as one stacked bar.
function handoutLadders() {
  const items = heldTalks().flat();
  if (!items.length) return null;
  const heads = [say("handout_ladders"), say("documented_column"), ...sides.flatMap(({ letter, history }) => [
    say("handout_ladder_column", { side: letter, n: history?.record.n ?? 0 }), say("handout_now_column")])];
  const rows = items.map(({ provision, k }) => el("tr", {},
    el("th", { scope: "row" }, `${ladderTitle(provision)} `, el("small", {}, t(provision.negotiation))),
    el("td", { class: "documented" }, provision.documented === null ? "–" : t(DATA.levels[provision.documented])),
    ...sides.flatMap((side) => [el("td", {}, rungStack(side, k)),
      el("td", {}, side.history ? t(DATA.levels[side.history.provision(k, state.frame)]) : "–")])));
  return el("section", {}, el("table", { class: "paper-rungs" },
    el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...rows)), el("p", { class: "paper-keys" }, ...DATA.levels.map((level, rung) => el("span", {},
    svg("svg", { viewBox: "0 0 16 10", width: 14, height: 9, role: "img" }, svg("title", {}, t(level)),
      svg("desc", {}, say("panel_key_about")), stackPart(0, 16, 10, rung)), t(level)))));
}

function stackPart(x, width, height, rung) {
  return svg("rect", {
    x: round1(x), y: 0.5, width: round1(width), height: height - 1, fill: `var(--level-${rung})`, stroke: "#777",
    "stroke-width": 0.5,
  });
}

function rungStack(side, k) {
  const counts = side.history?.record.rungs[k] ?? [0, 0, 0, 0];
  const all = counts.reduce((sum, n) => sum + n, 0);
  const [width, height] = [104, 12];
  let x = 0;
  const parts = counts.map((n, rung) => {
    const wide = all ? (width * n) / all : 0;
    x += wide;
    return n ? [stackPart(x - wide, wide, height, rung), wide < 24 ? null : textAt(x - wide / 2, 9, percent(n / all), {
      "text-anchor": "middle", "font-size": 8, fill: rung === 3 ? "#fff" : "#222",
    })] : null;
  });
  return picture(width, height, sideLine(side), say("ladders_about"), ...parts.flat());
}

// The greatest differences between A and B, in a line each: medians of votes, shares of runs at a rung, courses at the
// end; where these are fewer than three, claims, too.
function handoutDifferences() {
  const sorted = (lines) => lines.filter(({ seen, size }) => seen && size > 0).sort((one, two) => two.size - one.size);
  const first = sorted([...voteDifferences(), ...rungDifferences(), ...courseDifferences()]);
  const lines = [...first, ...sorted(claimDifferences())].slice(0, 3);
  return el("section", {}, el("h2", {}, say("handout_differences")), lines.length
    ? el("ol", {}, ...lines.map(({ text }) => el("li", {}, text))) : el("p", {}, say("handout_same")));
}

// Claims that can be judged on both sides, by the share of runs in which they are met.
function claimDifferences() {
  return DATA.claims.flatMap((claim, index) => {
    const [one, two] = sides.map((side) => verdictOf(index, side.history?.record));
    if (one.share === null || two.share === null) return [];
    const values = { text: t(claim.text), a: percent(one.share), b: percent(two.share), na: one.n, nb: two.n };
    return [{ size: Math.abs(one.share - two.share), seen: values.a !== values.b, text: say("handout_claim_line", values) }];
  });
}

function bothRecords() {
  return sides.every(({ history }) => history) ? sides.map(({ history }) => history.record) : null;
}

function voteDifferences() {
  if (!bothRecords()) return [];
  return heldVotes().flatMap(({ decision, index }) => {
    const [one, two] = sides.map((side) => spread(voteShares(side, index)));
    if (!one || !two) return [];
    const values = { what: t(decision.title), a: share(one.middle), b: share(two.middle), na: one.n, nb: two.n };
    return [{ size: apart(one, two), seen: values.a !== values.b, text: say("handout_vote_line", values) }];
  });
}

function rungDifferences() {
  const records = bothRecords();
  if (!records) return [];
  return heldTalks().flat().map(({ provision, k }) => {
    const all = records.map(({ rungs }) => rungs[k].reduce((sum, n) => sum + n, 0));
    const parts = records.map(({ rungs }, side) => rungs[k].map((n) => (all[side] ? n / all[side] : 0)));
    const far = parts[0].map((part, rung) => Math.abs(part - parts[1][rung]));
    const level = far.indexOf(Math.max(...far));
    return { size: far[level], seen: true, text: say("handout_rung_line", {
      what: `${ladderTitle(provision)} (${t(provision.negotiation)})`, level: t(DATA.levels[level]),
      a: percent(parts[0][level]), b: percent(parts[1][level]), na: all[0], nb: all[1],
    }) };
  });
}

// A course's medians at the end.
function courseDifferences() {
  const records = bothRecords();
  if (!records) return [];
  return DATA.courses.flatMap((course, index) => {
    const [one, two] = records.map(({ courses: { [index]: each } }) => ({
      low: each.q05.at(-1), middle: each.q50.at(-1), high: each.q95.at(-1),
    }));
    if (!isNumber(one.middle) || !isNumber(two.middle)) return [];
    const values = {
      what: t(course.label), unit: t(course.unit), a: shortly(one.middle), b: shortly(two.middle),
      na: records[0].n, nb: records[1].n,
    };
    return [{ size: apart(one, two), seen: values.a !== values.b, text: say("handout_course_line", values) }];
  });
}

// How far two medians lie apart, in widths of the wider 5-95 % range; 1 at most, as shares of runs have it.
function apart(one, two) {
  const far = Math.abs(one.middle - two.middle);
  return far === 0 ? 0 : Math.min(1, far / Math.max(one.high - one.low, two.high - two.low, 1e-9));
}

function handoutFoot() {
  return [el("section", { class: "paper-notes" }, el("h2", {}, say("handout_notes")), el("div", { class: "ruled" })),
    el("footer", {}, `${sourceLine()} ${say("handout_sources", { claims: claimNumbers() })}`)];
}

// Numbers of the sources' claims that the case is held to.
function claimNumbers() {
  return [...new Set(DATA.claims.flatMap(({ of }) => of))].join(", ") || "–";
}
