// What each side is set to: variant, five sliders, who is removed; served, every other parameter too.

const settingBars = []; // per side: what is drawn again without being built anew

function mountBars() {
  for (const side of sides) {
    const root = document.getElementById(`setting-${side.letter.toLowerCase()}`);
    const bar = { side, root, sliders: [] };
    put(root, "role", "group");
    settingBars.push(bar);
  }
}

function buildBar(bar) {
  const { side, root } = bar;
  put(root, "aria-label", say("side", { side: side.letter }));
  bar.variant = el(
    "select",
    {
      "aria-label": say("variant_of", { side: side.letter }),
      onchange: (event) => choose(side, { variant: event.target.value }),
    },
    el("option", { value: "" }, say("as_documented")),
    DATA.variants
      .filter(({ id }) => SERVED || heldById.has(`variant:${id}`))
      .map(({ id, title }) => el("option", { value: id }, t(title))),
  );
  bar.hint = el("span", { class: "hint" });
  bar.chips = el("span", { class: "chips" });
  bar.status = el("span", { class: "status", role: "status" });
  bar.reset = el("button", { class: "small", onclick: () => choose(side, { reset: true }) }, say("reset"));
  bar.sliders = DATA.sliders.map((slider) => buildSlider(side, slider));
  bar.note = el("p", { class: "note error", role: "alert" });
  fill(
    clear(root),
    el("div", { class: "line" }, letterMark(side), bar.variant, bar.hint, bar.chips, bar.status, bar.reset),
    el(
      "div",
      { class: "sliders" },
      bar.sliders.map(({ node }) => node),
    ),
    SERVED && DATA.parameters?.length ? otherParameters(bar) : null,
    bar.note,
  );
}

// In a file the slider has its five levels; served it runs through its range.
function buildSlider(side, slider) {
  const { name, levels, low, high } = slider;
  const range = SERVED ? { min: low, max: high, step: roundStep((high - low) / 100) } : { min: 0, max: 4, step: 1 };
  const value = el("output", {});
  const input = el("input", {
    type: "range",
    ...range,
    "aria-label": `${sliderTitle(slider)}, ${side.letter}`,
    oninput: () => tellValue(slider, input, value),
    onchange: () => choose(side, { parameter: name, value: valueOf(slider, input) }),
  });
  const part = SERVED ? (slider.default - low) / (high - low) : slider.at_default / 4;
  const ticks = SERVED ? [] : levels.map((_, level) => level / 4).filter((at) => at !== part);
  const tick = (at, kind) => el("i", { class: kind, style: `--at: ${at.toFixed(4)}` });
  const node = el(
    "div",
    { class: "slider" },
    el(
      "span",
      { class: "label", title: `${t(slider.about)} (${slider.name}, ${t(slider.source)})`.trim() },
      sliderTitle(slider),
    ),
    el(
      "span",
      { class: "range" },
      ticks.map((at) => tick(at, "tick")),
      tick(part, "tick default"),
      input,
    ),
    value,
  );
  return { slider, node, input, value };
}

// The next of 1, 2, 5, 10, 20, … so that values are short to read.
function roundStep(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return Number(([1, 2, 5, 10].find((factor) => factor * power >= size * 0.999) * power).toPrecision(3));
}

// What a slider does says more than its name in the program, where it has no other.
function sliderTitle({ label, name, about }) {
  const text = t(label[0] === name ? about : label);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function valueOf(slider, input) {
  if (!SERVED) return slider.levels[Number(input.value)];
  const step = Number(input.step);
  const value = Number(input.value);
  return Math.abs(value - slider.default) <= step / 2 ? slider.default : Number(value.toPrecision(6));
}

function tellValue(slider, input, output) {
  const value = valueOf(slider, input);
  const text = format(value, 4);
  write(output, text);
  put(output, "class", same(value, slider.default) ? null : "changed");
  put(
    input,
    "aria-valuetext",
    same(value, slider.default) ? say("default_value", { value: text }) : `${text} ${t(slider.unit)}`.trim(),
  );
}

// Served: any parameter by name and number, within its bounds.
function otherParameters(bar) {
  const { side } = bar;
  const number = el("input", { type: "number", step: "any", "aria-label": say("value") });
  const list = el(
    "select",
    { "aria-label": say("parameter"), onchange: () => show() },
    DATA.parameters.map((row) => el("option", { value: row.name }, t(row.label))),
  );
  const show = () => {
    const row = parameterOf.get(list.value);
    const [min, max] = row.bounds ?? [row.low, row.high];
    put(number, "min", min);
    put(number, "max", max);
    number.value = side.setting?.parameters[row.name] ?? row.default;
    number.title = t(row.unit);
  };
  const set = () => {
    if (number.value !== "" && number.reportValidity())
      choose(side, { parameter: list.value, value: Number(number.value) });
  };
  show();
  return el(
    "details",
    { class: "more" },
    el("summary", {}, say("more_parameters")),
    el("div", { class: "line" }, list, number, el("button", { class: "small", onclick: set }, say("set"))),
  );
}

function drawBar(bar) {
  const { side } = bar;
  const setting = side.setting ?? plain(baseSetting());
  bar.variant.value = setting.variant ?? "";
  for (const { slider, input, value } of bar.sliders) {
    const now = setting.parameters[slider.name] ?? slider.default;
    input.value = SERVED ? now : Math.max(0, levelOf(slider.name, now));
    tellValue(slider, input, value);
  }
  write(bar.hint, side === sides[1] && showSame() ? say("choose_here") : "");
  fill(clear(bar.chips), chips(side, setting));
  const stale = side.busy && side.shown !== side.setting; // what is seen is still the setting before
  write(bar.status, statusOf(side, stale));
  put(bar.root, "aria-busy", side.busy ? "true" : null);
  put(bar.root, "data-stale", stale);
  put(bar.status, "class", side.busy ? "status busy" : "status");
  bar.reset.disabled = (setting.id ?? "base") === "base";
  write(bar.note, side.error ?? "");
}

// Whether both sides are set to the same.
function showSame() {
  return sides[0].setting?.id === sides[1].setting?.id;
}

// Changes that no slider shows, each with a way back.
function chips(side, setting) {
  const chip = (text, word, run) =>
    el(
      "button",
      { class: "chip", onclick: run, title: word, "aria-label": `${text}: ${word}` },
      text,
      el("span", { "aria-hidden": "true" }, " ×"),
    );
  return [
    setting.without.map((id) =>
      chip(say("without_actor", { name: actorTag(rowOf.get(id)) }), say("put_back", { side: side.letter }), () =>
        choose(side, { back: id }),
      ),
    ),
    Object.entries(setting.parameters)
      .filter(([name]) => !sliderOf.has(name))
      .map(([name, value]) =>
        chip(`${t(parameterOf.get(name).label)} ${format(value, 4)}`, say("reset"), () =>
          choose(side, { parameter: name, value: parameterOf.get(name).default }),
        ),
      ),
  ];
}

function statusOf(side, stale) {
  const n = side.history?.record.n;
  if (side.busy) return stale ? say("computing") : say("computing_all", { n: DATA.replicates });
  return n === undefined ? "" : say("runs", { n });
}

// What a file can show, and how to combine freely; and where that has just undone a change.
function drawLimits() {
  const command = `${DATA.command} serve ${DATA.typed}`;
  const [before, after] = say("one_at_a_time", { command: "\n" }).split("\n");
  const undone = sides
    .filter(({ reset }) => reset)
    .map(({ letter }) => el("strong", {}, say("was_reset", { side: letter }), " "));
  fill(
    clear(document.getElementById("limits")),
    SERVED ? say("served_note") : [undone, before, el("code", {}, command), after],
  );
}

panels.push({
  id: "limits",
  mount: mountBars,
  draw(changed) {
    if (changed.has("lang")) {
      settingBars.forEach(buildBar);
    }
    if (changed.has("lang") || changed.has("sides")) {
      settingBars.forEach(drawBar);
      drawLimits();
    }
  },
});
