// The whole history on one line: votes, talks, windows, key dates; and the controls that go through it.

const SPEEDS = [3, 8, 20]; // months a second
const GLYPHS = {
  play: "M4 2L14 8L4 14z",
  pause: "M3 2h4v12h-4zM9 2h4v12h-4z",
  back: "M11 3L5 8L11 13z",
  on: "M5 3L11 8L5 13z",
  start: "M14 3L8.5 8L14 13zM8.5 3L3 8L8.5 13zM1 3h1.6v10H1z",
  previous: "M13 3L6 8L13 13zM3 3h2v10h-2z",
  next: "M3 3L10 8L3 13zM11 3h2v10h-2z",
};
const clock = { root: null, track: null, head: null, x: null, width: 0, from: 0, begun: 0, said: null };

function stepBy(months) {
  update({ frame: between(0, state.frame + months, LAST), playing: false });
}

// To the next (1) or previous (-1) event; where there is none, to the end or the start.
function toEvent(direction) {
  const frames = DATA.events.map(({ frame }) => frame).filter((frame) => (frame - state.frame) * direction > 0);
  const end = direction > 0 ? LAST : 0;
  update({ frame: frames.length ? (direction > 0 ? Math.min(...frames) : Math.max(...frames)) : end, playing: false });
}

function play(on = !state.playing) {
  if (on === state.playing) return;
  update({ playing: on, frame: on && state.frame >= LAST ? 0 : state.frame });
  Object.assign(clock, { from: state.frame, begun: performance.now() });
  if (on) requestAnimationFrame(tick);
}

// Whoever asks for less motion gets one picture a second.
function monthsASecond() {
  return STILL.matches ? 1 : SPEEDS[state.speed];
}

function tick(now) {
  if (!state.playing) return;
  const frame = clock.from + Math.floor(((now - clock.begun) / 1000) * monthsASecond());
  if (frame >= LAST) update({ frame: LAST, playing: false });
  else {
    update({ frame: Math.max(clock.from, frame) });
    requestAnimationFrame(tick);
  }
}

function iconButton(word, sign, run, more = {}) {
  return el(
    "button",
    { class: "icon", onclick: run, "aria-label": say(word), title: say(word), ...more },
    svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" }, svg("path", { d: sign })),
  );
}

function choiceOf(word, options, value, run) {
  const list = el(
    "select",
    { "aria-label": say(word), onchange: (event) => run(Number(event.target.value)) },
    options.map((text, index) => el("option", { value: index }, text)),
  );
  list.value = String(value);
  return list;
}

// Controls above the track; drawn anew with the language.
function drawControls() {
  clock.month = el("output", { class: "month" });
  clock.playing = iconButton("play", GLYPHS.play, () => play(), { id: "play" });
  clock.said = el("p", { class: "happens" });
  fill(
    clear(clock.root),
    el(
      "div",
      { class: "bar" },
      el(
        "div",
        { class: "buttons" },
        clock.playing,
        iconButton("first_month", GLYPHS.start, () => stepBy(-LAST)),
        iconButton("previous_event", GLYPHS.previous, () => toEvent(-1)),
        iconButton("step_back", GLYPHS.back, () => stepBy(-1)),
        iconButton("step_on", GLYPHS.on, () => stepBy(1)),
        iconButton("next_event", GLYPHS.next, () => toEvent(1)),
      ),
      clock.month,
      clock.said,
      DEVICE.matches ? null : fields(),
    ),
    clock.track,
  );
  fill(clear(document.getElementById("fields")), DEVICE.matches ? fields() : null); // a phone's bar has no room
}

function fields() {
  return [
    el(
      "label",
      { class: "field issue" },
      el("span", {}, say("issue")),
      choiceOf(
        "issue",
        DATA.issues.map(({ title }) => t(title)),
        state.issue,
        (issue) => update({ issue }),
      ),
    ),
    el(
      "label",
      { class: "field" },
      el("span", {}, say("speed")),
      choiceOf("speed", [say("slow"), say("medium"), say("fast")], state.speed, setSpeed),
    ),
  ];
}

function setSpeed(speed) {
  update({ speed });
  Object.assign(clock, { from: state.frame, begun: performance.now() });
}

// Pixels of a frame on the track, which every panel with a time axis of the page's width can use.
function timeScale(width) {
  return scale(0, LAST, rem(0.6), width - rem(0.8));
}

// Spans in which a negotiation is open, each once.
function openSpans() {
  const spans = new Map();
  for (const { negotiation, open } of DATA.provision) {
    for (const [from, to] of open) spans.set(`${t(negotiation)} ${from} ${to}`, { title: t(negotiation), from, to });
  }
  return [...spans.values()];
}

// A shaded span with its name where that fits.
function drawSpan({ from, to, title }, x) {
  const [left, wide, size] = [x(from), Math.max(2, x(to) - x(from)), rem(0.64)];
  const fits = textWidth(title, `${size}px ${getComputedStyle(document.body).fontFamily}`) < wide - 8;
  return [
    svg("rect", { x: left, y: rem(0.1), height: rem(2.9), width: wide, class: "span" }, svg("title", {}, title)),
    fits && svg("text", { x: left + 4, y: rem(2), class: "span-name", "font-size": size }, title),
  ];
}

const SIGNS = {
  vote: (x, y, r) => `M${x} ${y - r * 1.3}l${r * 1.1} ${r * 1.3}l${-r * 1.1} ${r * 1.3}l${-r * 1.1} ${-r * 1.3}z`,
  talks: (x, y, r) => `M${x - r * 0.8} ${y - r * 0.8}h${r * 1.6}v${r * 1.6}h${-r * 1.6}z`,
  window: (x, y, r) => `M${x - r * 0.8} ${y - r * 0.8}h${r * 1.6}v${r * 1.6}h${-r * 1.6}z`,
  arrival: (x, y, r) => `M${x} ${y - r}l${r} ${r * 1.7}h${-2 * r}z`,
  event: (x, y, r) => outline(0, r * 0.8).replace(/^M\S+ 0/, `M${x - r * 0.8} ${y}`),
  key: (x, y, r) => `M${x} ${y - r}v${2 * r}`,
};

function drawTrack() {
  const { track } = clock;
  clock.width = Math.max(200, track.getBoundingClientRect().width);
  const [width, high, r] = [clock.width, rem(4.1), rem(0.3)];
  const x = (clock.x = timeScale(width));
  put(track, "viewBox", `0 0 ${width.toFixed(0)} ${high.toFixed(0)}`);
  const base = rem(2.55);
  fill(
    clear(track),
    openSpans().map((span) => drawSpan(span, x)),
    years(x, rem(3)),
  );
  fill(track, svg("line", { x1: x(0), x2: x(LAST), y1: rem(3), y2: rem(3), class: "axis" }));
  for (const { frame, kind, title } of DATA.events) {
    const at = Number(x(frame).toFixed(1));
    const y = kind === "vote" ? rem(1.55) : base;
    if (kind === "vote") fill(track, svg("line", { x1: at, x2: at, y1: y, y2: rem(3), class: "vote-line" }));
    fill(
      track,
      svg(
        "path",
        { d: (SIGNS[kind] ?? SIGNS.event)(at, y, r), class: `sign ${kind}` },
        svg("title", {}, `${monthName(frame)}: ${t(title)}`),
      ),
    );
  }
  fill(track, voteNames(x));
  clock.head = svg(
    "g",
    { class: "head" },
    svg("line", { y1: 0, y2: rem(3) }),
    svg("circle", { cy: rem(3), r: rem(0.36) }),
  );
  fill(track, clock.head);
}

// Ticks at each January below a line at y, with the year where there is room.
function years(x, y) {
  let last = -Infinity;
  return DATA.months.flatMap((month, frame) => {
    if (!month.endsWith("-01")) return [];
    const at = x(frame);
    const named = at - last > rem(2.6) && at < x(LAST) - rem(0.8);
    if (named) last = at;
    return [
      svg("line", { x1: at, x2: at, y1: y, y2: y + rem(named ? 0.3 : 0.15), class: "axis" }),
      named &&
        svg(
          "text",
          { x: Math.max(rem(1.2), at), y: y + rem(0.98), class: "year", "font-size": rem(0.68) },
          month.slice(0, 4),
        ),
    ];
  });
}

// Votes by name, where there is room above their marks.
function voteNames(x) {
  const font = `600 ${rem(0.68)}px ${getComputedStyle(document.body).fontFamily}`;
  let free = 0;
  return DATA.events
    .filter(({ kind }) => kind === "vote")
    .map(({ frame, title }) => {
      const text = shortened(t(title), DEVICE.matches ? 16 : 30);
      const width = textWidth(text, font);
      const left = between(free, x(frame) - width / 2, clock.width - width);
      if (left < free || x(frame) < left || x(frame) > left + width) return null;
      free = left + width + rem(0.6);
      return svg("text", { x: left, y: rem(0.85), class: "vote-name", "font-size": rem(0.68) }, text);
    });
}

// What happens in this month, or what happened last.
function happening(frame) {
  const all = DATA.events.filter((event) => event.frame === frame);
  const now = [...all.filter(({ kind }) => kind === "vote"), ...all.filter(({ kind }) => kind !== "vote")];
  if (now.length) return { now: true, text: now.map(({ title }) => t(title)).join("; ") };
  const last = DATA.events.filter((event) => event.frame < frame).at(-1);
  return { now: false, text: last ? `${monthName(last.frame)}: ${t(last.title)}` : "" };
}

function drawFrame() {
  const [month, { now, text }] = [monthName(state.frame), happening(state.frame)];
  write(clock.month, month);
  write(clock.said, text);
  put(clock.said, "class", now ? "happens now" : "happens");
  put(clock.said, "title", text);
  put(clock.head, "transform", `translate(${clock.x(state.frame).toFixed(1)} 0)`);
  put(clock.track, "aria-valuenow", state.frame);
  put(clock.track, "aria-valuetext", monthName(state.frame, true));
  const word = say(state.playing ? "pause" : "play");
  put(clock.playing.querySelector("path"), "d", state.playing ? GLYPHS.pause : GLYPHS.play);
  put(clock.playing, "aria-label", word);
  put(clock.playing, "title", word);
}

function scrub(event) {
  const box = clock.track.getBoundingClientRect();
  const frame = Math.round(scale(clock.x(0), clock.x(LAST), 0, LAST)(event.clientX - box.left));
  update({ frame: between(0, frame, LAST), playing: false });
}

panels.push({
  id: "timeline",
  mount(root) {
    clock.root = root;
    clock.track = svg("svg", {
      class: "track",
      role: "slider",
      tabindex: "0",
      "aria-valuemin": 0,
      "aria-valuemax": LAST,
    });
    clock.track.addEventListener("pointerdown", (event) => {
      clock.track.setPointerCapture(event.pointerId);
      scrub(event);
    });
    clock.track.addEventListener("pointermove", (event) => {
      if (clock.track.hasPointerCapture(event.pointerId)) scrub(event);
    });
    DEVICE.addEventListener("change", () => update({ size: (state.size ?? 0) + 1 }));
    new ResizeObserver(() => update({ size: (state.size ?? 0) + 1 })).observe(clock.track);
  },
  draw(changed) {
    if (changed.has("lang") || changed.has("size")) drawControls();
    if (changed.has("lang") || changed.has("size")) drawTrack();
    put(clock.track, "aria-label", say("timeline"));
    drawFrame();
  },
});
