// What can be taken away: the figure as SVG and PNG, and the settings of each side as a variant file.
const ONLY_HERE = ["class", "tabindex", "data-row", "data-side", "aria-hidden", "aria-label", "id"]; // mean nothing in a file
const SHEET = { width: 1200, margin: 28, gap: 24, track: 22 };
const INLINED = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline", "paint-order",
  "display", "visibility", "transform",
];

actions.push(
  { id: "figure-svg", word: "export_svg", save: true, run: saveSvg },
  { id: "figure-png", word: "export_png", save: true, run: savePng },
  ...sides.map((side) => ({
    id: `settings-${side.letter.toLowerCase()}`, word: `export_settings_${side.letter.toLowerCase()}`, save: true,
    run: () => saveSetting(side),
  })));

// Hands a file to the browser, which stores it where it stores what is downloaded.
function saved(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000); // a slow disk may still read it
}

// The variant file of a side; and the command that runs it again, to be copied.
function saveSetting(side) {
  saved(variantName(side), variantFile(side), "application/yaml");
  openDialog(say("saved_title"), [
    el("p", {}, say("saved_setting", { file: variantName(side) })),
    el("pre", { class: "command", tabindex: "0", "aria-label": say("saved_command") }, el("code", {}, unbroken(rerunLine(side)))),
    el("p", { class: "note" }, say("saved_path"))]);
}

// Words that only break where a line is too short for one: else it breaks behind the dashes of an option.
function unbroken(line) {
  return line.split(" ").flatMap((word, place) => [place ? " " : "", el("span", {}, word)]);
}

function figureName(ending) {
  const settings = sides.map((side) => `${side.letter}-${settingSlug(side.setting)}`);
  return `${slug(DATA.case)}_${settings.join("_")}_${DATA.months[state.frame]}.${ending}`;
}

function saveSvg() {
  saved(figureName("svg"), sheetText(), "image/svg+xml");
}

// Draws the figure at twice its size. The svg refers to nothing outside of it, so that the canvas can be read.
async function savePng() {
  const text = sheetText();
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = el("canvas", { width: 2 * image.width, height: 2 * image.height });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  canvas.toBlob((blob) => saved(figureName("png"), blob));
}

// The figure as the text of a file: styles are read off the page, where the sheet stands out of sight meanwhile.
function sheetText() {
  const host = el("div", { class: "off-page", "aria-hidden": "true" });
  document.body.append(host);
  const sheet = sheetFigure();
  host.append(sheet);
  inlineStyles(sheet);
  host.remove();
  sheet.setAttribute("xmlns", SVG);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(sheet)}`;
}

// Writes what style sheets say into the nodes of a copy, and takes away what only works within the page. What is not
// displayed is left out. `source` has the same nodes where the style sheets reach them; by default the copy itself.
function inlineStyles(copy, source = copy) {
  const styles = [source, ...source.querySelectorAll("*")].map(styleText);
  [copy, ...copy.querySelectorAll("*")].forEach((node, place) => {
    if (node.closest("[data-inlined]")) return;
    if (styles[place] === null) {
      node.remove();
      return;
    }
    for (const { name, value } of [...node.attributes]) {
      if (ONLY_HERE.includes(name) || value.includes("var(")) node.removeAttribute(name); // a color stands in the style
    }
    put(node, "style", styles[place] || null);
  });
  return copy;
}

// What style sheets say of a node that is not usual anyway; null where they do not display it.
function styleText(node) {
  if (node.tagName === "title" || node.tagName === "desc") return "";
  const style = getComputedStyle(node);
  if (style.display === "none") return null;
  return INLINED.map((name) => [name, style.getPropertyValue(name)]).filter(([name, value]) => value && says(name, value))
    .map(([name, value]) => `${name}:${value}`).join(";");
}

// Whether a value differs from what every svg has anyway.
function says(name, value) {
  const usual = {
    "fill-opacity": "1", "stroke-opacity": "1", opacity: "1", "stroke-dasharray": "none", transform: "none", stroke: "none",
    "font-style": "normal", visibility: "visible", display: "inline", "dominant-baseline": "auto", "paint-order": "normal",
    "stroke-linecap": "butt", "stroke-linejoin": "miter", "text-anchor": "start", "font-weight": "400",
  };
  return usual[name] !== value;
}

// The two networks with month and settings, the votes, the legend, and what identifies the runs.
function sheetFigure() {
  const column = (SHEET.width - 2 * SHEET.margin - SHEET.gap) / 2;
  const lefts = [SHEET.margin, SHEET.margin + column + SHEET.gap];
  let y = SHEET.margin + 18;
  const parts = [textAt(SHEET.margin, y, t(DATA.title), { "font-size": 20, "font-weight": "bold" })];
  parts.push(textAt(SHEET.margin, (y += 22), whenLine(), { "font-size": 13, fill: "var(--quiet)" }));
  y += 28;
  const heads = sides.map((side) => wrapped(sideLine(side), column, 14, 2));
  heads.forEach((lines, place) => lines.forEach((line, row) =>
    parts.push(textAt(lefts[place], y + 18 * row, line, { "font-size": 14, "font-weight": "bold" }))));
  y += 18 * Math.max(...heads.map(({ length }) => length)) - 8;
  const drawn = sides.map((side, place) => networkCopy(side, lefts[place], y, column));
  parts.push(...drawn.map(({ node }) => node));
  y += Math.max(...drawn.map(({ height }) => height)) + 18;
  for (const block of [sheetVotes, sheetLegend, sheetFoot]) {
    const { nodes, height } = block(y, column, lefts);
    parts.push(...nodes);
    y += height;
  }
  const about = sides.map(sideLine).join("; ");
  const sheet = picture(SHEET.width, y + SHEET.margin / 2, t(DATA.title), about,
    svg("rect", { x: 0, y: 0, width: SHEET.width, height: y + SHEET.margin, fill: "#fff" }), ...parts);
  return sheet;
}

// The month shown, and what the numbers of the case can be held to.
function whenLine() {
  const text = say("handout_when", { month: monthName(state.frame, true), standing: t(DATA.standing) });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// The network of a side as it stands on the page, at a place of the sheet.
function networkCopy(side, left, top, width) {
  const shown = document.querySelector(`#network-${side.letter.toLowerCase()} svg`);
  if (!shown?.getAttribute("viewBox")) return { node: null, height: 0 };
  const [, , wide, high] = shown.getAttribute("viewBox").split(/[\s,]+/).map(Number);
  const height = (width * high) / wide;
  const copy = inlineStyles(shown.cloneNode(true), shown);
  for (const [name, value] of Object.entries({ x: left, y: top, width, height, "data-inlined": "" })) put(copy, name, value);
  return { node: copy, height };
}

// Every vote that is shown, a row each: its name, and the track of each side with its numbers.
function sheetVotes(top, column, lefts) {
  const high = SHEET.track + 22;
  const width = column - numbersRoom();
  const nodes = heldVotes().flatMap(({ decision, index }, place) => {
    const y = top + place * high;
    const known = decision.documented === null ? "" : documentedTally(decision);
    const head = [`${t(decision.title)}${dagger(decision)}`, monthName(decision.frame), known].filter(Boolean).join("; ");
    const tracks = sides.flatMap((side, number) => [
      isCounted(decision) ? setAt(compactTrack(decision, index, side, width), lefts[number], y + 15) : null,
      textAt(lefts[number] + column, y + 19 + SHEET.track / 2, trackNumbers(side, index, decision), {
        "font-size": 12, "text-anchor": "end",
      })]);
    return [textAt(lefts[0], y + 12, head, { "font-size": 12 }), ...tracks];
  });
  return { nodes, height: heldVotes().length * high + 12 };
}

// Room for the longest numbers beside a track.
function numbersRoom() {
  const texts = heldVotes().filter(({ decision }) => isCounted(decision))
    .flatMap(({ decision, index }) => sides.map((side) => trackNumbers(side, index, decision)));
  return 12 + Math.max(0, ...texts.map((text) => textWidth(text, `12px ${measuresNow().font}`)));
}

// The run shown, once it has voted, the median of all, and how many these are.
function runAndMedian(side, index, decision) {
  const over = spread(voteShares(side, index));
  const vote = side.history?.record.votes[index];
  const run = state.frame >= decision.frame && wasVoted(vote) ? share(vote.share, 2) : "–";
  return [run, over ? share(over.middle, 2) : "–", over ? over.n : 0];
}

// What became of a decision without a chamber.
function followingText(side, index, decision) {
  return side.history ? runText(decision, side.history.record.votes[index], state.frame >= decision.frame) : "–";
}

function trackNumbers(side, index, decision) {
  if (!isCounted(decision)) return followingText(side, index, decision);
  const [run, median, n] = runAndMedian(side, index, decision);
  return say("export_numbers", { run, median, n });
}

function setAt(figure, x, y) {
  put(figure, "x", round1(x));
  put(figure, "y", round1(y));
  return figure;
}

// A vote's track without its axis, the run shown in it as far as it has come.
function compactTrack(decision, index, side, width, height = SHEET.track) {
  const figure = voteTrack(decision, index, side, width, { axis: false, height });
  if (state.frame < decision.frame) figure.querySelector(".mark-run")?.remove();
  return figure;
}

function sheetLegend(top) {
  const marks = heldVotes().some(({ decision }) => isCounted(decision)) ? voteMarks() : [];
  return flowed([...networkKey(), ...marks.map(({ mark, word }) => ({ mark: keyMarks[mark](), text: say(word) }))], top);
}

// Entries of the legend of the networks: {mark, text}.
function networkKey() {
  return [...document.querySelectorAll("#key .entry")].map((entry) => {
    const said = [...entry.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE || !node.matches("svg, [aria-hidden]"));
    return { mark: swatchCopy(entry.querySelector("svg")), text: said.map((node) => node.textContent).join(" ").trim() };
  });
}

function swatchCopy(drawing) {
  if (!drawing) return null;
  const [, , wide, high] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const copy = inlineStyles(drawing.cloneNode(true), drawing);
  for (const [name, value] of Object.entries({ y: 9 - high / 2, width: wide, height: high, "data-inlined": "" })) {
    put(copy, name, value);
  }
  return copy;
}

// Entries of a legend one behind the other, on as many lines as they need.
function flowed(entries, top) {
  let [x, y] = [SHEET.margin, top];
  const nodes = entries.map(({ mark, text }) => {
    const long = (mark ? 30 : 0) + textWidth(text, `12px ${measuresNow().font}`) + 22;
    if (x + long > SHEET.width - SHEET.margin && x > SHEET.margin) [x, y] = [SHEET.margin, y + 22];
    const node = svg("g", { transform: `translate(${round1(x)},${y})` }, mark,
      textAt(mark ? 30 : 0, 13, text, { "font-size": 12, fill: "var(--ink)" }));
    x += long;
    return node;
  });
  return { nodes, height: y - top + 34 };
}

function sheetFoot(top) {
  const lines = wrapped(sourceLine(), SHEET.width - 2 * SHEET.margin, 12, 4);
  const nodes = lines.map((line, row) => textAt(SHEET.margin, top + 10 + 16 * row, line, {
    "font-size": 12, fill: "var(--quiet)",
  }));
  return { nodes, height: 16 * lines.length };
}

// What identifies the runs of a figure or a page.
function sourceLine() {
  return say("export_source", {
    case: DATA.case, version: DATA.version, digest: String(DATA.digest).slice(0, 12), seed: DATA.seed, run: DATA.replicate,
    n: DATA.replicates,
  });
}
