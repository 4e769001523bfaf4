// Marks that mean the same everywhere: a shape and a color per kind of actor, a line per class of alliance.

const kindOf = DATA.actors.map((actor) => actor.shape); // 0..3, the same kind in every case
const countryOf = DATA.actors.map((actor) => [].concat(actor.country)[0]);
const TIES = ["home-record", "home-model", "abroad-record", "abroad-model"]; // class 0..3

// Outline around 0, 0 of the same area as a circle of radius r: circle, square, triangle, diamond.
function outline(kind, r) {
  const n = (value) => value.toFixed(2);
  if (kind === 1) return `M${n(-r * 0.89)} ${n(-r * 0.89)}h${n(r * 1.78)}v${n(r * 1.78)}h${n(-r * 1.78)}z`;
  if (kind === 2) return `M0 ${n(-r * 1.5)}L${n(r * 1.35)} ${n(r * 0.85)}H${n(-r * 1.35)}z`;
  if (kind === 3) return `M0 ${n(-r * 1.28)}L${n(r * 1.28)} 0L0 ${n(r * 1.28)}L${n(-r * 1.28)} 0z`;
  return `M${n(-r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`;
}

// Radius of a dot [pixels]: its area grows with capability.
function radiusOf(row) {
  return rem(DEVICE.matches ? 0.19 : 0.21) * Math.sqrt(between(1, DATA.actors[row].size ?? 2, 5));
}

function letterMark(side) {
  return el("span", { class: `letter letter-${side.letter.toLowerCase()}`, "aria-hidden": "true" }, side.letter);
}

// What the dots and lines of the networks mean.
function mapKey() {
  const dots = [...new Set(kindOf)].sort().map((kind) => {
    const text = t(DATA.actors[kindOf.indexOf(kind)].kind);
    return el(
      "span",
      { class: "entry" },
      svg(
        "svg",
        { viewBox: "-8 -8 16 16", class: "swatch", "aria-hidden": "true" },
        svg("path", { d: outline(kind, 5.2), class: `shape kind-${kind}` }),
      ),
      text,
    );
  });
  const lines = [
    ["record", "home-record"],
    ["model", "home-model"],
    ["home", "home-record"],
    ["abroad", "abroad-record"],
  ];
  const ties = lines.map(([word, name], index) =>
    el(
      "span",
      { class: "entry" },
      index === 2 && el("span", { class: "quiet", "aria-hidden": "true" }, "| "),
      svg(
        "svg",
        { viewBox: "0 0 26 8", class: "swatch long", "aria-hidden": "true" },
        svg("path", { d: "M1 4H25", class: `tie ${name}` }),
      ),
      say(`tie_${word}`),
    ),
  );
  return [dots, el("span", { class: "entry quiet" }, say("key_size")), ties];
}
