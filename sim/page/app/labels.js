// Names beside dots where there is room: who matters more chooses first, and a name stays where it was if it can.

const measured = new Map(); // "font text" -> pixels
const pen = document.createElement("canvas").getContext("2d");

function textWidth(text, font) {
  const key = `${font} ${text}`;
  if (!measured.has(key)) {
    pen.font = font;
    measured.set(key, pen.measureText(text).width);
  }
  return measured.get(key);
}

function shortened(text, longest) {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).replace(/[ ,;(]+$/, "")}…`;
}

// A text in lines of a width, at most so many; what is left over is cut.
function wrapped(text, width, font, most) {
  const lines = [""];
  const fits = (line) => textWidth(line, font) <= width;
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (lines.at(-1) === "" || fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  let last = lines.slice(most - 1).join(" ");
  while (last.length > 1 && !fits(`${last}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last.trimEnd()}…`];
}

// Where a name of a width may stand beside its dot: [left, top] of its box, from the best place to the worst.
function spots(x, y, r, width, height) {
  const near = r + 2;
  return [
    [x + near, y - height / 2],
    [x - near - width, y - height / 2],
    [x - width / 2, y - near - height],
    [x - width / 2, y + near],
    [x + r * 0.5, y - near - height * 0.8],
    [x - r * 0.5 - width, y - near - height * 0.8],
    [x + r * 0.5, y + near - height * 0.2],
    [x - r * 0.5 - width, y + near - height * 0.2],
  ];
}

// Chooses places. dots: [{row, x, y, r, width, must}] with who comes first first (`must`: even over dots); kept: row -> index of the place last time.
// Returns row -> {spot, x, y}: left end and middle of the name [pixels].
function placed(dots, kept, height, bounds) {
  const names = []; // boxes that are taken: left, top, right, bottom
  const found = new Map();
  const blocked = (left, top, right, bottom, own) => {
    if (left < bounds.left || right > bounds.right || top < bounds.top || bottom > bounds.bottom) return true;
    for (const box of names) {
      if (left < box[2] && box[0] < right && top < box[3] && box[1] < bottom) return true;
    }
    for (const dot of own.must ? [] : dots) {
      if (dot === own) continue;
      if (left < dot.x + dot.r && dot.x - dot.r < right && top < dot.y + dot.r && dot.y - dot.r < bottom) return true;
    }
    return false;
  };
  for (const dot of dots) {
    const places = spots(dot.x, dot.y, dot.r, dot.width, height);
    const first = kept.get(dot.row);
    const order = first === undefined ? places.keys() : [first, ...places.keys()];
    for (const spot of order) {
      const [left, top] = places[spot];
      if (blocked(left, top + 1, left + dot.width, top + height - 1, dot)) continue;
      names.push([left - 2, top, left + dot.width + 2, top + height]);
      found.set(dot.row, { spot, x: left, y: top + height / 2 });
      break;
    }
  }
  return found;
}
