// Votes: for each decision the runs of both sides on one scale, and the run shown as one of them.
const votePanel = { root: null, list: null, open: new Set(), marks: [] };
const TRACK = { height: 38, axis: 17, left: 4, right: 8 };
const MANY_VOTES = 5; // from which the panels that follow stand beside them

panels.push({ id: "votes", mount: mountVotes, draw: drawVotes });

function mountVotes(root) {
  votePanel.root = root;
  if (DATA.decisions.length >= MANY_VOTES) root.classList.add("tall");
}

function drawVotes(changed) {
  if (rebuilt(changed, "lang", "sides", "decision", "size")) buildVotes();
  if (rebuilt(changed, "lang", "sides", "decision", "size", "frame")) followVotes();
}

function buildVotes() {
  clear(votePanel.root);
  votePanel.marks = [];
  votePanel.list = el("ol", { class: "votes" });
  fill(votePanel.root, el("h2", {}, say("votes_title")));
  put(votePanel.root, "hidden", heldVotes().length === 0);
  const keys = voteMarks().map(({ mark, word }) => keyEntry(keyMarks[mark](), say(word)));
  votePanel.root.append(el("p", { class: "note" }, say("votes_note")), keyList(...keys), votePanel.list);
  const width = roomOf(votePanel.root, 700);
  heldVotes().forEach(({ decision, index }) => votePanel.list.append(voteRow(decision, index, width)));
}

// Votes that fall within the months of the page.
function heldVotes() {
  return DATA.decisions.map((decision, index) => ({ decision, index })).filter(({ decision }) => decision.frame !== null);
}

// The marks that stand in the tracks of this case, for a legend.
function voteMarks() {
  const some = (has) => heldVotes().some(({ decision }) => has(decision));
  return [
    { mark: "run", word: "key_run" }, { mark: "dots", word: "key_dots" }, { mark: "range", word: "key_range" },
    some(({ documented }) => documented !== null) && { mark: "documented", word: "key_documented" },
    some(({ naive }) => isNumber(naive?.party_line)) && { mark: "partyLine", word: "key_party_line" },
    some(({ naive }) => isNumber(naive?.weighted_mean)) && { mark: "weightedMean", word: "key_weighted_mean" },
    DATA.votes_alone.some((vote) => isNumber(vote?.mean)) && { mark: "tableAlone", word: "key_table_alone" },
  ].filter(Boolean);
}

// Whether a decision has votes that can be shown as a share; else it follows from other decisions, or one decides.
function isCounted(decision) {
  return decision.blocs.length > 0 && !decision.alone;
}

// A decision: its head, a track for each side with its numbers beside it, and the blocs where they are unfolded.
function voteRow(decision, index, width) {
  const opened = votePanel.open.has(index);
  const blocs = el("div", { class: "blocs", id: `blocs-${index}`, hidden: opened ? null : "" });
  const row = el("li", { class: state.decision === index ? "vote chosen" : "vote" }, voteHead(decision, index, opened));
  const plot = width > 640 ? width - 36 - letters(272) : width - 36;
  sides.forEach((side, number) => row.append(voteSide(decision, index, side, plot, number === sides.length - 1)));
  const alone = DATA.votes_alone[index];
  if (alone) row.append(el("p", { class: "note" }, t(alone.text)));
  row.append(blocs);
  votePanel.marks.push({ follow: () => followBlocs(blocs, decision, index) });
  return row;
}

function voteHead(decision, index, opened) {
  const title = `${t(decision.title)}${dagger(decision)}`;
  const toggle = el("button", {
    type: "button", class: "unfold", "aria-expanded": String(opened), "aria-controls": `blocs-${index}`,
    onclick: () => unfoldVote(index),
  }, el("span", { class: "arrow", "aria-hidden": "true" }, opened ? "▾" : "▸"), title);
  return el("h3", { class: "vote-head" }, isCounted(decision) ? toggle : el("span", { class: "title" }, title),
    el("span", { class: "when" }, monthName(decision.frame)), documentedText(decision));
}

function dagger(thing) {
  return thing.flips ? "\u00a0†" : "";
}

function documentedText(decision) {
  if (decision.documented === null) return null;
  return el("span", { class: "documented" }, svg("svg", {
    viewBox: "0 0 14 14", width: 13, height: 13, role: "img", class: "key-mark",
  }, svg("title", {}, say("key_documented")), svg("desc", {}, say("panel_key_about")), diamond(7, 7, 6)),
  documentedTally(decision));
}

function documentedTally(decision) {
  const count = decision.documented_count;
  return count
    ? say("votes_documented_count", { yeas: count[0], seats: count[1], share: share(decision.documented) })
    : say("votes_documented", { share: share(decision.documented) });
}

function unfoldVote(index) {
  if (!votePanel.open.delete(index)) votePanel.open.add(index);
  const focused = `[aria-controls="blocs-${index}"]`;
  if (state.decision === index) drawVotes(new Set(["decision"]));
  else update({ decision: index });
  requestAnimationFrame(() => requestAnimationFrame(() => votePanel.root.querySelector(focused)?.focus()));
}

// A side's track with what it says in words; without votes of its own the words alone.
function voteSide(decision, index, side, plot, withAxis) {
  const figure = isCounted(decision) ? voteTrack(decision, index, side, plot, { axis: withAxis }) : null;
  const now = el("span", {});
  votePanel.marks.push({ follow: () => followTrack(figure, now, decision, index, side) });
  return el("div", { class: figure ? "vote-side" : "vote-side plain" }, letterMark(side), figure,
    el("p", { class: "numbers" },
      el("span", { class: "now" }, el("span", { class: "unseen" }, say("votes_this_run")),
        el("span", { "aria-hidden": "true" }, "▼ "), now),
      el("span", { class: "runs" }, figure ? runsText(index, side) : followsText(decision, index, side))));
}

// How often a decision without a chamber passes: it follows from others, or one decides.
function followsText(decision, index, side) {
  const record = side.history?.record;
  const values = { passed: record?.passed[index], all: record?.n };
  return record ? say(decision.alone ? "votes_alone" : "votes_follows", values) : say("panel_nothing");
}

function voteShares(side, index) {
  return side.history ? side.history.record.shares[index].filter((value) => value !== null).map((v) => v / 1000) : [];
}

// In how many of the runs it passes, median and range; in how many it came to a vote where not in all.
function runsText(index, side) {
  const over = spread(voteShares(side, index));
  const all = side.history ? side.history.record.n : 0;
  if (!over) return all ? say("votes_no_run", { n: all }) : say(side.busy ? "panel_busy" : "panel_nothing");
  const passed = side.history.record.passed[index];
  const values = { passed, n: over.n, all, median: share(over.middle, 2), low: share(over.low, 2), high: share(over.high, 2) };
  return say(over.n === all ? "votes_runs" : "votes_runs_of", values);
}

// One side of one decision on the line from 0 to 1. The run shown stands in it as a pin, hidden until its month.
function voteTrack(decision, index, side, width, { axis = true, height = TRACK.height } = {}) {
  const size = between(0.55, height / 36, 1); // of the marks
  const x = scale(0, 1, TRACK.left + 4, width - TRACK.right);
  const middle = height / 2 + 2;
  const vote = side.history?.record.votes[index];
  const parts = [svg("rect", { x: x(0), y: 5, width: x(1) - x(0), height: height - 6, fill: "#f3f3f3" })];
  if (isNumber(decision.needed)) {
    parts.push(lineOf(x(decision.needed), 3, x(decision.needed), height, { stroke: "#888", "stroke-dasharray": "4 3" }));
  }
  if (axis) parts.push(shareAxis(x, height, decision.needed));
  const naive = decision.naive ?? {};
  if (isNumber(naive.party_line)) parts.push(naiveTick(x(naive.party_line), middle, 8 * size));
  if (isNumber(naive.weighted_mean)) parts.push(naiveCross(x(naive.weighted_mean), middle, 5 * size));
  parts.push(...distribution(voteShares(side, index), x, middle, height / 2 - 5, size));
  if (decision.documented !== null) parts.push(diamond(x(decision.documented), middle, 7 * size));
  const alone = DATA.votes_alone[index]?.mean;
  if (isNumber(alone)) parts.push(aloneSquare(x(alone), middle, 4.5 * size));
  if (wasVoted(vote)) parts.push(pin(x(vote.share), 3, height, size));
  return picture(width, height + (axis ? letters(TRACK.axis) : 0), `${t(decision.title)}, ${sideLine(side)}`,
    trackAbout(decision, index, side), ...parts);
}

function isNumber(value) {
  return typeof value === "number";
}

function wasVoted(vote) {
  return Boolean(vote && vote.decided && !vote.blocked && vote.seats);
}

function distribution(shares, x, y, room, size) {
  const over = spread(shares);
  if (!over) return [];
  return [swarm(shares, x, y, room, 2.1 * Math.sqrt(size)),
    lineOf(x(over.low), y, x(over.high), y, { stroke: "var(--spread)", "stroke-width": 3 * size }),
    svg("circle", {
      cx: round1(x(over.middle)), cy: y, r: 4.6 * size, fill: "var(--spread)", stroke: "#fff", "stroke-width": 1,
    })];
}

// What the decision needs stands in its place, and takes that of a quarter that is too near. No share decides a treaty.
function shareAxis(x, top, needed) {
  const quarters = [[0, "0"], [0.25, ".25"], [0.5, ".5"], [0.75, ".75"], [1, "1"]];
  const word = needed === 0.5 ? say("votes_majority") : say("votes_needed", { share: share(needed ?? 0, 2) });
  const texts = isNumber(needed) ? [...quarters.filter(([value]) => Math.abs(value - needed) > 0.13), [needed, word]] : quarters;
  return svg("g", { class: "axis" }, ...texts.map(([value, text]) => textAt(x(value), top + letters(13), text, {
    "text-anchor": value === 0 ? "start" : value === 1 ? "end" : "middle", fill: "var(--quiet)", "font-size": letters(11),
  })));
}

function trackAbout(decision, index, side) {
  const known = decision.documented === null ? "" : ` ${documentedTally(decision)}.`;
  return `${runsText(index, side)}.${known}`;
}

function followVotes() {
  for (const mark of votePanel.marks) mark.follow();
}

// Shows the pin from the vote's month on, and says in words what became of it in this run.
function followTrack(figure, now, decision, index, side) {
  const mark = figure?.querySelector(".mark-run");
  const due = state.frame >= decision.frame;
  if (mark) mark.setAttribute("visibility", due ? "visible" : "hidden");
  write(now, side.history ? runText(decision, side.history.record.votes[index], due) : "–");
}

function runText(decision, vote, due) {
  if (!due) return say("votes_not_yet");
  if (!vote || (!vote.decided && !vote.blocked)) return say("votes_not_due");
  if (vote.blocked) return say("votes_blocked");
  if (!vote.seats || decision.alone) return say(vote.passed ? "votes_passes" : "votes_fails");
  const part = decision.weighted ? say("votes_of_weights", { share: share(vote.share) }) : share(vote.share);
  const values = { yeas: vote.yeas, seats: vote.seats, share: part };
  return say(vote.passed ? "votes_passed" : "votes_rejected", values);
}

// The blocs of a decision, unfolded: yeas of seats in this run on both sides.
function followBlocs(node, decision, index) {
  const shows = state.frame < decision.frame ? "later" : "now";
  if (!votePanel.open.has(index) || node.dataset.shows === shows) return;
  clear(node).dataset.shows = shows;
  if (shows === "later") {
    node.append(el("p", { class: "note" }, say("votes_not_yet_blocs", { month: monthName(decision.frame) })));
    return;
  }
  node.append(blocTable(decision, sides.map((side) => side.history?.record.votes[index] ?? null)));
}

function blocTable(decision, votes) {
  const head = el("tr", {}, el("th", { scope: "col" }, say("votes_bloc")),
    ...sides.map((side) => el("th", { scope: "col" }, say("votes_yeas_of_seats", { side: side.letter }))));
  const rows = decision.blocs.map((actor) => el("tr", {}, el("th", { scope: "row" }, t(DATA.actors[actor].name)),
    ...votes.map((vote) => blocCell(vote, actor))));
  return el("table", { class: "bloc-table" }, el("caption", {}, say("votes_blocs_caption")), el("thead", {}, head),
    el("tbody", {}, ...rows));
}

function blocCell(vote, actor) {
  const bloc = wasVoted(vote) ? vote.blocs.find(([row]) => row === actor) : null;
  if (!bloc) return el("td", {}, "–");
  const [, yeas, seats] = bloc;
  const text = say("votes_of", { yeas, seats });
  const bar = svg("svg", { viewBox: "0 0 80 10", width: 80, height: 10, role: "img", class: "bloc-bar" },
    svg("title", {}, text), svg("desc", {}, say("votes_blocs_caption")),
    svg("rect", { x: 0, y: 0, width: 80, height: 10, fill: "#e4e4e4" }),
    svg("rect", { x: 0, y: 0, width: seats ? round1((80 * yeas) / seats) : 0, height: 10, fill: "var(--spread)" }),
    lineOf(40, 0, 40, 10, { stroke: "#888" }));
  return el("td", {}, bar, el("span", {}, text));
}
