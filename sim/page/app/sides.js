// What each side is set to, and where its history comes from: the file, or the server.
// A setting is {id, variant, parameters: {name: value}, without: [actor ids], title: [en, es]}.

const heldById = new Map(DATA.settings.map((setting) => [setting.id, setting]));
const sliderOf = new Map(DATA.sliders.map((slider) => [slider.name, slider]));
const parameterOf = new Map([...DATA.sliders, ...(DATA.parameters ?? [])].map((row) => [row.name, row]));
const loaded = new Map(); // id -> promise of a history
const KEPT = 12; // answers of the server that are kept

function baseSetting() {
  return heldById.get("base");
}

// The id of a setting, which names all that it changes; a file holds "base", and one change alone.
function idOf({ variant, parameters, without }) {
  const parts = [];
  if (variant) parts.push(`variant:${variant}`);
  for (const name of Object.keys(parameters).sort()) {
    const level = SERVED ? -1 : levelOf(name, parameters[name]);
    parts.push(level < 0 ? `set:${name}=${parameters[name]}` : `slider:${name}:${level}`);
  }
  for (const actor of [...without].sort()) parts.push(`without:${actor}`);
  return parts.join(";") || "base";
}

// Which of a slider's five levels a value is; -1 if none.
function levelOf(name, value) {
  const slider = sliderOf.get(name);
  return slider === undefined ? -1 : slider.levels.findIndex((level) => same(level, value));
}

function same(one, two) {
  return Math.abs(one - two) <= 1e-9 * Math.max(1, Math.abs(one));
}

// A setting with one thing changed: {variant: id|null}, {parameter, value}, {without: id}, {back: id} or {reset: true}.
function changedBy(setting, change) {
  const next = {
    variant: setting.variant ?? null,
    parameters: { ...setting.parameters },
    without: [...setting.without],
  };
  if (change.reset) return { variant: null, parameters: {}, without: [] };
  if ("variant" in change) next.variant = change.variant || null;
  if ("parameter" in change) {
    if (same(change.value, parameterOf.get(change.parameter).default)) delete next.parameters[change.parameter];
    else next.parameters[change.parameter] = change.value;
  }
  if ("without" in change) next.without = [...new Set([...next.without, change.without])];
  if ("back" in change) next.without = next.without.filter((id) => id !== change.back);
  return next;
}

// A setting of the file as the sides compare it: what a variant sets stands in the variant, not in the sliders.
function plain(setting) {
  const [kind] = setting.id.split(":");
  return {
    id: setting.id,
    variant: kind === "variant" ? setting.id.slice("variant:".length) : null,
    parameters: kind === "slider" ? setting.parameters : {},
    without: kind === "without" ? [setting.id.slice("without:".length)] : [],
    title: setting.title,
  };
}

function titleOf(setting) {
  return LANGUAGES.map((_, i) => {
    const pick = (pair) => pair[i] || pair[0];
    const parts = [];
    const variant = DATA.variants.find(({ id }) => id === setting.variant);
    if (variant) parts.push(pick(variant.title));
    for (const [name, value] of Object.entries(setting.parameters)) {
      const { label } = parameterOf.get(name);
      parts.push(`${pick([].concat(label))} ${format(value, 4)}`);
    }
    for (const id of setting.without) {
      parts.push(filled(pick(DATA.words.without_actor), { name: pick(DATA.actors[rowOf.get(id)].tag) }));
    }
    return parts.join("; ") || pick(baseSetting().title);
  });
}

// Changes a side. In a file, which holds each change alone, what was set before responds to the new change.
function choose(side, change) {
  const from = side.setting ?? plain(baseSetting());
  let next = changedBy(from, change);
  side.reset = false;
  if (!SERVED && !heldById.has(idOf(next))) {
    const alone = changedBy(changedBy(from, { reset: true }), change);
    side.reset = idOf(from) !== "base" && heldById.has(idOf(alone));
    next = alone;
  }
  return showOn(side, next);
}

// Puts a setting on a side and shows its history: of the server first one run, then all runs.
async function showOn(side, next) {
  const id = idOf(next);
  if (!SERVED && !heldById.has(id)) {
    side.error = say("not_held", { command: `${DATA.command} serve ${DATA.typed}` });
    return update({ sides: true });
  }
  side.stop?.abort();
  const stop = (side.stop = new AbortController());
  const held = heldById.get(id);
  side.setting = { ...next, id, title: held ? held.title : titleOf(next) };
  Object.assign(side, { busy: true, error: null });
  update({ sides: true });
  try {
    if (SERVED && !held && !loaded.has(id)) {
      const first = await asked(side.setting, 1, stop.signal);
      if (stop.signal.aborted) return undefined;
      Object.assign(side, { history: first, shown: side.setting });
      update({ sides: true });
    }
    const history = await load(side.setting, stop.signal);
    if (stop.signal.aborted) return undefined;
    Object.assign(side, { history, busy: false, shown: side.setting });
  } catch (problem) {
    if (stop.signal.aborted) return undefined;
    if (problem.name === "AbortError") return showOn(side, next); // the other side had asked for the same, and let go
    if (!side.shown && id !== "base") await showOn(side, plain(baseSetting())); // an address that cannot be met
    const setting = side.shown ?? side.setting; // what failed is not what is seen
    Object.assign(side, { error: problem.message, busy: false, setting });
  }
  return update({ sides: true });
}

// The history of a setting with all its runs; kept once it is there.
function load(setting, signal) {
  const id = setting.id ?? idOf(setting);
  if (loaded.has(id)) return loaded.get(id);
  const held = heldById.get(id);
  const coming = held ? unpacked(held, DATA.pairs) : asked(setting, DATA.replicates, signal);
  loaded.set(id, coming);
  coming.catch(() => loaded.delete(id));
  const answers = [...loaded.keys()].filter((key) => !heldById.has(key));
  if (answers.length > KEPT) loaded.delete(answers[0]);
  return coming;
}

async function asked(setting, replicates, signal) {
  const answer = await posted("/api/run", { ...requested(setting), replicates }, signal);
  return unpacked(answer.record, answer.pairs);
}

function requested({ variant, parameters, without }) {
  return { variant, parameters, without, replicate: DATA.replicate };
}

// Sends JSON to the server of this page; its one line says what is wrong.
async function posted(path, body, signal) {
  const headers = { "Content-Type": "application/json" };
  const reply = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal }).catch((problem) => {
    if (problem.name === "AbortError") throw problem;
    throw new Error(say("no_server", { command: `${DATA.command} serve ${DATA.case}` }));
  });
  const answer = await reply.json().catch(() => ({ error: `${reply.status} ${reply.statusText}` }));
  if (!reply.ok) throw new Error(answer.error ?? String(reply.status));
  return answer;
}
