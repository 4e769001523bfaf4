// The two networks: position on the issue from left to right, blocs from top to bottom, alliances as curves.

const views = [];
const HIT = { mouse: 14, touch: 24 }; // how near to a dot counts as on it [pixels]

function mountNetworks() {
  for (const side of sides) {
    const root = document.getElementById(`network-${side.letter.toLowerCase()}`);
    const view = { side, root, dots: [], paths: {}, kept: new Map(), near: null, roving: null };
    view.drawing = svg("svg", { class: "net", role: "group" });
    view.strip = el("div", { class: "strip" });
    view.back = svg("g", { class: "back" });
    fill(view.drawing, view.back);
    for (const layer of ["all", "mine"]) {
      view.paths[layer] = TIES.map((name) => svg("path", { class: `tie ${name} ${layer}` }));
      fill(view.drawing, svg("g", { class: `ties ${layer}` }, view.paths[layer]));
    }
    view.dots = DATA.actors.map((_, row) => dotOf(row));
    view.names = DATA.actors.map(() => svg("text", { class: "name", "aria-hidden": "true", display: "none" }));
    fill(
      view.drawing,
      svg(
        "g",
        {},
        view.dots.map(({ node }) => node),
      ),
      svg("g", { class: "names" }, view.names),
    );
    fill(clear(root), view.drawing, view.strip);
    listen(view);
    views.push(view);
    new ResizeObserver(() => update({ size: (state.size ?? 0) + 1 })).observe(view.drawing);
  }
}

function dotOf(row) {
  const shape = svg("path", { class: `shape kind-${kindOf[row]}` });
  const hidden = { display: "none", "aria-hidden": "true" };
  const node = svg("g", { class: "dot", ...hidden, role: "button", tabindex: "-1", "data-row": row }, shape);
  return { node, shape, shown: false, x: 0, y: 0, r: 0, mark: "" };
}

// Room for the drawing and where lanes and positions stand in it [pixels].
function measure(view) {
  const box = view.drawing.getBoundingClientRect();
  const small = DEVICE.matches;
  const [width, height] = [Math.max(240, box.width), Math.max(200, box.height)];
  const [left, reach] = [rem(small ? 5 : 7.4), rem(0.7)];
  const family = getComputedStyle(document.body).fontFamily;
  const room = (view.room = { width, height, left, x: scale(-1, 1, left + reach, width - reach) });
  room.title = rem(small ? 0.62 : 0.68);
  room.titleFont = `600 ${room.title}px ${family}`;
  room.poles = [DATA.issues[state.issue].negative, DATA.issues[state.issue].positive].map((text, index) =>
    wrapped(index ? `${t(text)} ▸` : `◂ ${t(text)}`, (width - left) / 2 - rem(0.5), room.titleFont, 2),
  );
  room.top = rem(0.6) + room.title * 1.15 * Math.max(...room.poles.map((lines) => lines.length));
  room.lanes = laneSpans(room);
  put(view.drawing, "viewBox", `0 0 ${width.toFixed(0)} ${height.toFixed(0)}`);
  view.font = `${rem(small ? 0.64 : 0.7).toFixed(1)}px ${family}`;
  view.line = rem(small ? 0.8 : 0.88);
  measureDots(view, small ? 18 : 26);
}

// Each lane gets room by its rows, and at least what its title needs.
function laneSpans({ height, top, left, title, titleFont }) {
  const titled = (most) => DATA.lanes.map((lane) => wrapped(t(lane.title), left - rem(0.6), titleFont, most));
  const high = (lines) => lines.length * title * 1.12 + rem(0.25);
  const fits = (titles) => titles.reduce((sum, lines) => sum + high(lines), 0) < (height - top) * 0.72;
  const titles = titled([3, 2].find((most) => fits(titled(most))) ?? 1);
  const needed = titles.map(high);
  const small = new Set();
  let step = 0;
  for (let found = -1; found !== small.size;) {
    found = small.size;
    const rows = DATA.lanes.reduce((sum, lane, index) => sum + (small.has(index) ? 0 : lane.rows), 0);
    const taken = [...small].reduce((sum, index) => sum + needed[index], 0);
    step = (height - top - rem(0.2) - taken) / Math.max(1, rows);
    DATA.lanes.forEach((lane, index) => lane.rows * step < needed[index] && small.add(index));
  }
  let y = top;
  return DATA.lanes.map((lane, index) => {
    const room = small.has(index) ? needed[index] : lane.rows * step;
    return { lines: titles[index], top: y, bottom: (y += room), step: room / lane.rows };
  });
}

function measureDots(view, longest) {
  DATA.actors.forEach((actor, row) => {
    const dot = view.dots[row];
    const lane = view.room.lanes[actor.lane];
    dot.r = radiusOf(row);
    dot.y = lane.top + (actor.row + 0.5) * lane.step;
    put(dot.shape, "d", outline(kindOf[row], dot.r));
    const text = shortened(actorTag(row), longest);
    dot.width = textWidth(text, view.font);
    write(view.names[row], text);
    put(view.names[row], "font-size", view.font.split("px")[0]);
  });
  view.kept.clear();
}

// Lanes with their titles, the poles of the issue, and its middle.
function drawBack(view) {
  const { width, height, top, lanes, x, title, poles } = view.room;
  const back = clear(view.back);
  const lines = (texts, at, y, name, anchor) =>
    texts.map((text, i) =>
      svg("text", { x: at, y: y + i * title * 1.12, class: name, "text-anchor": anchor, "font-size": title }, text),
    );
  lanes.forEach((lane, index) => {
    fill(
      back,
      svg("rect", { x: 0, y: lane.top, width, height: lane.bottom - lane.top, class: `lane lane-${index % 2}` }),
      lines(
        lane.lines,
        rem(0.4),
        (lane.top + lane.bottom - (lane.lines.length - 1) * title * 1.12) / 2,
        "lane-title",
        "start",
      ),
    );
  });
  for (const value of [-1, 0, 1]) {
    fill(
      back,
      svg("line", { x1: x(value), x2: x(value), y1: top, y2: height, class: value ? "pole-line" : "zero-line" }),
    );
  }
  const first = rem(0.35) + title / 2;
  fill(
    back,
    lines(poles[0], x(-1) - rem(0.4), first, "pole", "start"),
    lines(poles[1], x(1) + rem(0.4), first, "pole", "end"),
  );
}

// Dots that are active, where they stand now; what is selected and who is allied with it.
function drawDots(view, friends) {
  const { history } = view.side;
  for (let row = 0; row < view.dots.length; row += 1) {
    const dot = view.dots[row];
    const shown = history !== null && history.isActive(row, state.frame);
    if (shown !== dot.shown) {
      put(dot.node, "display", shown ? null : "none");
      put(dot.node, "aria-hidden", shown ? null : "true"); // what is not displayed is still read out of an svg
      dot.shown = shown;
    }
    if (!shown) continue;
    dot.x = view.room.x(history.position(state.issue, row, state.frame));
    put(dot.node, "transform", `translate(${dot.x.toFixed(1)} ${dot.y.toFixed(1)})`);
    const mark =
      row === state.selected
        ? "dot selected"
        : friends.has(row)
          ? "dot friend"
          : state.selected === null
            ? "dot"
            : "dot other";
    if (mark !== dot.mark) put(dot.node, "class", (dot.mark = mark));
  }
}

// All open alliances as eight paths: four classes, and the same four for those of the selected actor.
function drawTies(view) {
  const { history } = view.side;
  const parts = { all: ["", "", "", ""], mine: ["", "", "", ""] };
  view.counted = [0, 0]; // alliances at home and across a border
  for (let pair = 0; history !== null && pair < history.pairs.length; pair += 1) {
    if (history.tie(pair, state.frame) === 0) continue;
    const [a, b] = history.pairs[pair];
    const [one, two] = [view.dots[a], view.dots[b]];
    if (!one.shown || !two.shown) continue;
    const kind = (countryOf[a] === countryOf[b] ? 0 : 2) + (recorded(a, b, state.frame, state.frame) ? 0 : 1);
    view.counted[kind >> 1] += 1;
    const [mx, my] = [(one.x + two.x) / 2 + (two.y - one.y) * 0.1, (one.y + two.y) / 2 - (two.x - one.x) * 0.1];
    const layer = a === state.selected || b === state.selected ? "mine" : "all";
    parts[layer][kind] += `M${one.x | 0} ${one.y | 0}Q${mx | 0} ${my | 0} ${two.x | 0} ${two.y | 0}`;
  }
  for (const layer of ["all", "mine"]) {
    view.paths[layer].forEach((path, kind) => put(path, "d", parts[layer][kind]));
  }
}

function drawNames(view, friends) {
  const weight = ({ row }) =>
    (row === state.selected ? 100 : friends.has(row) ? 50 : 0) +
    (DATA.actors[row].size ?? 1) +
    (view.kept.has(row) ? 0.5 : 0);
  const dots = view.dots.flatMap(({ shown, x, y, r, width }, row) => {
    const must = row === state.selected; // and its name is bold, which is wider
    return shown ? [{ row, x, y, r, width: must ? width * 1.12 : width, must }] : [];
  });
  dots.sort((one, two) => weight(two) - weight(one) || one.row - two.row);
  const { left, top, width, height } = view.room;
  const found = placed(dots, view.kept, view.line, { left: left + 1, top, right: width - 1, bottom: height });
  view.kept = new Map([...found].map(([row, { spot }]) => [row, spot]));
  view.names.forEach((node, row) => {
    const place = found.get(row);
    put(node, "display", place ? null : "none");
    if (!place) return;
    put(node, "x", place.x.toFixed(0));
    put(node, "y", place.y.toFixed(0));
    put(
      node,
      "class",
      `name${row === state.selected ? " selected" : state.selected !== null && !friends.has(row) ? " other" : ""}`,
    );
  });
}

// One line under the network: how many alliances there are; or what is selected, and the button that takes it away.
function drawStrip(view) {
  const { side, strip } = view;
  const row = state.selected;
  const gone = row !== null && side.setting !== null && side.setting.without.includes(DATA.actors[row].id);
  const shows = `${row} ${state.lang} ${gone}`;
  if (strip.dataset.shows !== shows) {
    strip.dataset.shows = shows;
    const focus = strip.contains(document.activeElement);
    fill(
      clear(strip),
      letterMark(side),
      row !== null && el("strong", {}, actorTag(row)),
      el("span", { class: "facts" }),
      row === null
        ? el("span", { class: "hint" }, say("hint_select"))
        : el(
            "button",
            { class: "small", onclick: () => takeOrReturn(side, row) },
            say(gone ? "put_back" : "remove_from", { side: side.letter }),
          ),
    );
    if (focus) strip.querySelector("button")?.focus();
  }
  if (side.history === null) return;
  const [home, abroad] = view.counted;
  write(
    strip.querySelector(".facts"),
    row === null ? say("counted", { all: home + abroad, abroad }) : gone ? say("gone") : factsOf(side.history, row),
  );
}

function factsOf(history, row) {
  if (!history.isActive(row, state.frame)) return say("inactive");
  const place = share(history.position(state.issue, row, state.frame), 2);
  return say("facts", { position: place, allies: history.allies(row, state.frame).length });
}

function takeOrReturn(side, row) {
  const { id } = DATA.actors[row];
  choose(side, side.setting.without.includes(id) ? { back: id } : { without: id });
}

panels.push({
  id: "stage",
  mount: mountNetworks,
  draw(changed) {
    const anew = changed.has("size") || changed.has("lang") || changed.has("issue");
    if (!anew && !["frame", "selected", "sides"].some((name) => changed.has(name))) return;
    if (changed.has("lang")) fill(clear(document.getElementById("key")), mapKey());
    for (const view of views) {
      if (anew) {
        measure(view);
        drawBack(view);
      }
      const { history } = view.side;
      const friends = new Set(
        history === null || state.selected === null
          ? []
          : history.allies(state.selected, state.frame).map(({ actor }) => actor),
      );
      put(view.drawing, "class", state.selected === null ? "net" : "net has-selected");
      drawDots(view, friends);
      drawTies(view);
      drawNames(view, friends);
      drawStrip(view);
      describe(view, changed);
    }
  },
});
