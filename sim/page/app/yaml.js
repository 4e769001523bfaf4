// The settings of a side as a variant file that the command line reads: run.py run CASE --variant FILE.yaml.

const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g; // in YAML, though JSON writes them as they are
const HALF_SIGN = /(\\\\)|\\ud[89a-f][0-9a-f]{2}/g; // half of a pair, escaped; an escaped backslash is read first

// A text in double quotes, which YAML reads as JSON does; what YAML would not print stands as an escape.
function quoted(text) {
  return JSON.stringify(String(text)).replace(HALF_SIGN, (sign, backslash) => backslash ?? "\\ufffd")
    .replace(UNPRINTABLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// A number that YAML 1.1 and 1.2 both take for one: an exponent only behind a point.
function numeral(value) {
  const text = String(value);
  return text.includes("e") && !text.includes(".") ? text.replace("e", ".0e") : text;
}

// A part of a file name: letters, digits, points, dashes.
function slug(text) {
  return text.normalize("NFD").replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
}

// A setting in a file name: no_ezln, opinion.rate-2, without-rmalc; base where nothing is changed.
function settingSlug({ variant, parameters, without }) {
  const parts = [variant, ...Object.entries(parameters).map(([name, value]) => `${name}-${value}`),
    ...without.map((id) => `without-${id}`)];
  return slug(parts.filter(Boolean).join("_")).slice(0, 80) || "base";
}

function variantName(side) {
  return `${slug(DATA.case)}_${settingSlug(side.setting)}.yaml`;
}

function rerunLine(side) {
  const until = DATA.until ? ` --until ${DATA.until}` : "";
  const study = `--seed ${DATA.seed} --replicates ${DATA.replicates}${until}`;
  return `${DATA.command} run ${DATA.typed} --variant ${variantName(side)} ${study}`;
}

// The text of the variant file. Its first line is a comment, so that nothing in it may break the line.
function variantFile(side) {
  const { variant, parameters, without, title } = side.setting;
  const about = `${DATA.case}, made by the seminar page; seed ${DATA.seed}, run ${DATA.replicate} of ${DATA.replicates}.`;
  const lines = [`# ${about} Rerun: ${rerunLine(side)}`.replace(/[\p{Cc}\u2028\u2029]/gu, " "), "format: 2",
    `case: ${quoted(DATA.case)}`,
    `title: {en: ${quoted(title[0])}, es: ${quoted(title[1] || title[0])}}`];
  const set = Object.entries(parameters).map(([name, value]) => `${quoted(name)}: ${numeral(value)}`);
  if (variant) lines.push(`based_on: ${quoted(variant)}`);
  if (set.length) lines.push(`set: {${set.join(", ")}}`);
  if (without.length) lines.push(`without: [${without.map(quoted).join(", ")}]`);
  return `${lines.join("\n")}\n`;
}
