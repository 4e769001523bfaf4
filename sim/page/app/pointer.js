// Hands on the networks: pointing, touching, the keyboard; the tip beside a dot; what screen readers hear.

const tip = el("div", { id: "tip", hidden: true, "aria-hidden": "true" });
let waiting = null; // timer of the descriptions, which wait until the page stands still

function listen(view) {
  const { drawing } = view;
  drawing.addEventListener("pointermove", (event) => point(view, nearest(view, event)));
  drawing.addEventListener("pointerleave", () => point(view, null));
  drawing.addEventListener("click", (event) => {
    const row = nearest(view, event);
    update({ selected: row === state.selected ? null : row });
    if (row !== null) rove(view, row);
  });
  drawing.addEventListener("focusin", (event) => {
    const row = rowAt(event.target);
    if (row !== null && event.target.matches(":focus-visible")) point(view, row);
  });
  drawing.addEventListener("focusout", () => point(view, null));
  drawing.addEventListener("keydown", (event) => keyed(view, event));
}

function rowAt(node) {
  const dot = node.closest?.(".dot");
  return dot ? Number(dot.dataset.row) : null;
}

function nearest(view, event) {
  const box = view.drawing.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const reach = event.pointerType === "touch" ? HIT.touch : HIT.mouse;
  let [found, best] = [null, Infinity];
  view.dots.forEach((dot, row) => {
    const distance = Math.hypot(dot.x - x, dot.y - y) - dot.r;
    if (dot.shown && distance < reach && distance < best) [found, best] = [row, distance];
  });
  return found;
}

// Rings an actor on both sides and tells of it beside its dot.
function point(view, row) {
  put(view.drawing, "style", row === null ? null : "cursor: pointer");
  if (view.near !== row) {
    view.near = row;
    for (const each of views) {
      each.dots.forEach((dot, other) => {
        const on = other === row;
        if (dot.node.classList.contains("near") !== on) dot.node.classList.toggle("near", on);
      });
    }
  }
  if (row === null || view.side.history === null) tip.hidden = true;
  else showTip(view, row);
}

function showTip(view, row) {
  const { history } = view.side;
  const actor = DATA.actors[row];
  const allies = history.allies(row, state.frame);
  const lines = allies
    .slice(0, 7)
    .map(({ actor: other, since, documented }) =>
      el(
        "li",
        {},
        say(documented ? "tip_ally_record" : "tip_ally_model", { name: actorTag(other), since: monthName(since) }),
      ),
    );
  if (allies.length > 7) lines.push(el("li", {}, say("tip_more", { n: allies.length - 7 })));
  const parts = [t(actor.kind), t(actor.role), t(actor.country)].filter(Boolean);
  fill(
    clear(tip),
    el("strong", {}, actorName(row)),
    el("p", { class: "quiet" }, parts.join(" · ")),
    el(
      "p",
      {},
      say("tip_position", {
        issue: t(DATA.issues[state.issue].title),
        position: share(history.position(state.issue, row, state.frame), 2),
      }),
    ),
    voteLines(history, row).map((line) => el("p", {}, line)),
    el("p", {}, say(allies.length ? "tip_allies" : "tip_alone", { n: allies.length })),
    el("ul", {}, lines),
  );
  tip.hidden = false;
  const box = view.drawing.getBoundingClientRect();
  const dot = view.dots[row];
  const [x, y] = [box.left + dot.x, box.top + dot.y];
  const left = x + 16 + tip.offsetWidth > innerWidth - 8 ? x - 16 - tip.offsetWidth : x + 16;
  tip.style.left = `${between(8, left, Math.max(8, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${between(8, y - tip.offsetHeight / 2, Math.max(8, innerHeight - tip.offsetHeight - 8))}px`;
}

// How a bloc has voted so far in this run: "House 1993: 102 of 258 in favor".
function voteLines(history, row) {
  if (!DATA.actors[row].seats) return [];
  return DATA.decisions.flatMap((decision, index) => {
    const vote = history.record.votes[index];
    const bloc = vote?.blocs?.find(([actor]) => actor === row);
    if (!bloc || decision.frame > state.frame) return [];
    return [say("tip_vote", { title: t(decision.title), yeas: format(bloc[1], 1), seats: format(bloc[2], 0) })];
  });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function keyed(view, event) {
  const row = rowAt(event.target);
  if (row === null || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter") update({ selected: row === state.selected ? null : row });
  else if (event.key in ARROWS && !event.shiftKey) {
    const next = beside(view, row, ARROWS[event.key]);
    if (next !== null) rove(view, next, true);
  } else return;
  event.preventDefault();
  event.stopPropagation(); // elsewhere the arrows step through time
}

// The next dot in a direction: near, and not far off the line.
function beside(view, row, [dx, dy]) {
  const from = view.dots[row];
  let [found, best] = [null, Infinity];
  view.dots.forEach((dot, other) => {
    if (!dot.shown || other === row) return;
    const along = (dot.x - from.x) * dx + (dot.y - from.y) * dy;
    const across = Math.abs((dot.x - from.x) * dy) + Math.abs((dot.y - from.y) * dx);
    const cost = along + 2.5 * across;
    if (along > 0.5 && cost < best) [found, best] = [other, cost];
  });
  return found;
}

// One dot of each network can be reached by Tab; the arrows go on from there.
function rove(view, row, focus = false) {
  if (view.roving !== null) put(view.dots[view.roving].node, "tabindex", "-1");
  view.roving = row;
  if (row === null) return;
  put(view.dots[row].node, "tabindex", "0");
  if (focus) view.dots[row].node.focus();
}

// Keeps tip and roving dot right at once, and the descriptions once the page stands still.
function describe(view) {
  if (view.roving === null || !view.dots[view.roving].shown) {
    const first = view.dots.findIndex((dot) => dot.shown);
    rove(view, state.selected !== null && view.dots[state.selected].shown ? state.selected : first < 0 ? null : first);
  }
  if (view.near !== null && !state.playing) point(view, view.dots[view.near].shown ? view.near : null);
  clearTimeout(waiting);
  waiting = setTimeout(() => views.forEach(describeAll), 300);
}

function describeAll(view) {
  const { history, letter } = view.side;
  if (history === null || state.playing) return;
  const shown = view.dots.filter((dot) => dot.shown).length;
  const open = history.pairs.filter((_, pair) => history.tie(pair, state.frame) !== 0).length;
  put(
    view.drawing,
    "aria-label",
    say("network_label", {
      side: letter,
      month: monthName(state.frame, true),
      actors: shown,
      ties: open,
      issue: t(DATA.issues[state.issue].title),
    }),
  );
  view.dots.forEach((dot, row) => {
    if (!dot.shown) return;
    put(dot.node, "aria-label", `${actorName(row)}: ${factsOf(history, row)}`);
    put(dot.node, "aria-pressed", String(row === state.selected));
  });
}
