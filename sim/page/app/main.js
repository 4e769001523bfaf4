// Header, dialogs, keyboard, address; and the start.

const dialog = document.getElementById("dialog");

function drawHead() {
  const focus = document.activeElement?.closest("#head") ? document.activeElement.id : "";
  document.documentElement.lang = state.lang;
  document.title = t(DATA.title);
  const other = LANGUAGES.find((lang) => lang !== state.lang);
  const saved = actions.filter(({ save }) => save);
  const done = (event) => {
    const menu = event.target.closest("details"); // if it stands in one
    menu?.removeAttribute("open");
    menu?.querySelector("summary").focus();
  };
  const act = ({ id, word, run }) =>
    el("button", { id: `do-${id}`, onclick: (event) => (done(event), run()) }, say(word));
  fill(
    clear(document.getElementById("head")),
    el("a", { class: "skip", href: "#play", onclick: skip }, say("skip")),
    el("h1", {}, t(DATA.title)),
    el("p", { class: "standing", title: t(DATA.summary) }, t(DATA.standing)),
    el(
      "nav",
      { "aria-label": say("actions") },
      actions.filter(({ save }) => !save).map(act),
      saved.length > 0 &&
        el("details", { class: "menu" }, el("summary", {}, say("save")), el("div", {}, saved.map(act))),
      el(
        "button",
        { id: "larger", "aria-pressed": String(isLarge()), onclick: enlarge, title: say("larger_title") },
        say("larger"),
      ),
      el(
        "button",
        { id: "language", lang: other, onclick: () => update({ lang: other }), title: say("language_title") },
        LANGUAGES.map((lang) => el("span", { class: lang === state.lang ? "on" : null }, lang.toUpperCase())),
      ),
      el("button", { id: "help", class: "icon", onclick: openHelp, "aria-label": say("help") }, "?"),
    ),
  );
  if (focus) document.getElementById(focus)?.focus();
}

function drawFoot() {
  fill(
    clear(document.getElementById("foot")),
    el(
      "p",
      {},
      say("made_of", {
        n: DATA.replicates,
        seed: DATA.seed,
        run: DATA.replicate,
        version: DATA.version,
        case: DATA.case,
        digest: String(DATA.digest).slice(0, 12),
      }),
    ),
    el("p", {}, say("offline")),
  );
}

function skip(event) {
  event.preventDefault();
  document.getElementById("play").focus();
}

function isLarge() {
  return document.documentElement.classList.contains("large");
}

function enlarge() {
  document.documentElement.classList.toggle("large");
  drawHead();
  update({ size: (state.size ?? 0) + 1 });
}

function openDialog(title, body) {
  play(false);
  fill(
    clear(dialog),
    el(
      "header",
      {},
      el("h2", { id: "dialog-title" }, title),
      el("button", { class: "icon", onclick: () => dialog.close(), "aria-label": say("close") }, "×"),
    ),
    el("div", { class: "body" }, body),
  );
  put(dialog, "aria-labelledby", "dialog-title");
  if (!dialog.open) dialog.showModal();
  dialog.querySelector(".body").scrollTop = 0;
}

function openHelp() {
  const keys = ["keys_play", "keys_step", "keys_ends", "keys_events", "keys_network", "keys_other"].map((key) => {
    const [what, does] = say(key).split(": ");
    return [el("dt", {}, el("kbd", {}, what)), el("dd", {}, does)];
  });
  const sliders = DATA.sliders.map((slider) => [
    el("dt", {}, sliderTitle(slider), " ", el("code", {}, slider.name)),
    el(
      "dd",
      {},
      ["", sliderTitle(slider).toLowerCase()].includes(t(slider.about).toLowerCase()) ? null : `${t(slider.about)}. `,
      el(
        "span",
        { class: "quiet" },
        [
          say("slider_range", {
            low: format(slider.low, 4),
            high: format(slider.high, 4),
            default: format(slider.default, 4),
            unit: t(slider.unit),
          }),
          t(slider.source),
        ]
          .filter(Boolean)
          .join(" "),
      ),
    ),
  ]);
  openDialog(say("help"), [
    el("p", {}, t(DATA.summary)),
    el("p", {}, say("help_sides")),
    el("p", {}, say("help_network")),
    el("p", {}, say("help_model")),
    el("h3", {}, say("help_keys")),
    el("dl", { class: "keys" }, keys),
    el("h3", {}, say("help_sliders")),
    el("p", {}, t(DATA.screening)),
    el("dl", {}, sliders),
  ]);
}

const KEYS = {
  " ": () => play(),
  ArrowLeft: (event) => stepBy(event.shiftKey ? -12 : -1),
  ArrowRight: (event) => stepBy(event.shiftKey ? 12 : 1),
  Home: () => stepBy(-LAST),
  End: () => stepBy(LAST),
  "[": () => toEvent(-1),
  "]": () => toEvent(1),
  l: () => update({ lang: LANGUAGES.find((lang) => lang !== state.lang) }),
  "?": () => openHelp(),
  Escape: () => update({ selected: null }),
};

// Keys work wherever they are not needed by what has the focus.
function onKey(event) {
  if (dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (!(key in KEYS) || (target.closest("input, select, textarea") && key !== "Escape")) return;
  if (key === " " && target.closest("button, summary, a, [role=button]")) return;
  event.preventDefault();
  KEYS[key](event);
}

// The address keeps what is shown: language, month, issue, selected actor, both settings.
function written() {
  const of = ({ setting }) =>
    [
      setting.variant ? `v:${setting.variant}` : "",
      ...Object.entries(setting.parameters).map(([name, value]) => `p:${name}=${value}`),
      ...setting.without.map((id) => `w:${id}`),
    ]
      .filter(Boolean)
      .join(",");
  const parts = {
    lang: state.lang,
    month: DATA.months[state.frame],
    issue: DATA.issues[state.issue].id,
    a: of(sides[0]),
    b: of(sides[1]),
  };
  if (state.selected !== null) parts.actor = DATA.actors[state.selected].id;
  return `#${new URLSearchParams(parts)}`;
}

// A setting from the address; what this page does not know is left out.
function readSetting(text) {
  const setting = { variant: null, parameters: {}, without: [] };
  for (const part of text.split(",")) {
    const [kind, name, value] = [part.slice(0, 1), ...part.slice(2).split("=")];
    if (kind === "v" && DATA.variants.some(({ id }) => id === name)) setting.variant = name;
    if (kind === "p" && parameterOf.has(name) && Number.isFinite(Number(value)))
      setting.parameters[name] = Number(value);
    if (kind === "w" && rowOf.has(name)) setting.without.push(name);
  }
  return setting;
}

// The last of the first votes, which lie within three years of each other: there is something to see by then.
function openingFrame() {
  const frames = DATA.decisions.map(({ frame }) => frame).filter((frame) => frame !== null).sort((a, b) => a - b);
  const last = frames.findIndex((frame, place) => place + 1 === frames.length || frames[place + 1] - frame > 36);
  return frames[last] ?? 0;
}

function restore() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const first = openingFrame();
  const found = (list, value, otherwise) => (list.indexOf(value) < 0 ? otherwise : list.indexOf(value));
  update({
    lang: LANGUAGES.includes(parts.get("lang")) ? parts.get("lang") : state.lang,
    frame: found(DATA.months, parts.get("month"), first),
    issue: found(
      DATA.issues.map(({ id }) => id),
      parts.get("issue"),
      DATA.main_issue,
    ),
    selected: rowOf.get(parts.get("actor")) ?? null,
  });
  // Both sides open as the case itself: no answer stands there before somebody has predicted it.
  return Promise.all([
    showOn(sides[0], readSetting(parts.get("a") ?? "")),
    showOn(sides[1], readSetting(parts.get("b") ?? "")),
  ]);
}

let keeping = null;

function keepAddress() {
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    try {
      window.history.replaceState(null, "", written());
    } catch {
      // inside a frame without an address of its own there is nothing to keep
    }
  }, 400);
}

// Tells screen readers the month and what happens, once the page stands still.
let telling = null;

function tell() {
  clearTimeout(telling);
  if (state.playing) return;
  telling = setTimeout(() => {
    const { now, text } = happening(state.frame);
    write(document.getElementById("live"), `${monthName(state.frame, true)}. ${now ? text : ""}`);
  }, 500);
}

panels.push({
  id: "head",
  mount: () => document.body.append(tip),
  draw(changed) {
    if (changed.has("lang")) {
      drawHead();
      drawFoot();
    }
    if (["lang", "frame", "issue", "selected", "sides"].some((name) => changed.has(name))) keepAddress();
    if (["lang", "frame", "playing"].some((name) => changed.has(name))) tell();
  },
});

async function start() {
  window.__page = { redraw: 0, ready: false };
  for (const panel of panels) {
    const root = document.getElementById(panel.id) ?? el("section", { class: "panel", id: panel.id });
    if (!root.isConnected) document.getElementById("panels").append(root);
    panel.mount(root);
  }
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", restore);
  update({ size: 1 });
  pending.add("lang").add("frame").add("issue").add("selected").add("sides").add("decision");
  const shown = restore();
  await shown;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      window.__page.ready = true;
    }),
  );
}

start();
