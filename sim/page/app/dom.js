// Nodes and numbers. Text enters the page as text nodes and attributes only, so that no name can act as markup.

const SVG = "http://www.w3.org/2000/svg";

function el(tag, attrs, ...children) {
  return built(document.createElement(tag), attrs, children);
}

function svg(tag, attrs, ...children) {
  return built(document.createElementNS(SVG, tag), attrs, children);
}

function built(node, attrs, children) {
  for (const [name, value] of Object.entries(attrs ?? {})) {
    if (name.startsWith("on") && typeof value === "function") {
      node.addEventListener(name.slice(2).toLowerCase(), value);
    } else {
      put(node, name, value);
    }
  }
  return fill(node, ...children);
}

// Appends nodes and strings; lists are opened, nothing (null, undefined, false) is skipped.
function fill(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

// Sets an attribute where it is not so already: false and null take it away, true sets it empty.
function put(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (node.hasAttribute(name)) node.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

// Sets the text of a node where it is not so already.
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function clear(node) {
  node.replaceChildren();
  return node;
}

// A number with at most so many decimals and a true minus sign; no digits are invented.
function format(number, digits = 2) {
  if (number === null || number === undefined || Number.isNaN(number)) return "–";
  const text = Number(number.toFixed(digits)).toString();
  return text.replace("-", "−");
}

// A share as figures print it: .539, 1, 0.
function share(value, digits = 3) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const text = value.toFixed(digits);
  if (Number(text) === 0) return "0";
  if (Math.abs(Number(text)) === 1) return text.startsWith("-") ? "−1" : "1";
  return text.replace(/^(-?)0\./, "$1.").replace("-", "−");
}

// A straight line from [d0, d1] to [r0, r1].
function scale(d0, d1, r0, r1) {
  const slope = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  return (value) => r0 + (value - d0) * slope;
}

// Pixels of a length in rem: drawings follow the text size of the page.
function rem(length) {
  return length * parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function between(low, value, high) {
  return Math.min(high, Math.max(low, value));
}
