// One run's history, unpacked from its blob; see sim/page/coding.py for the planes.

const planesOfBase = {}; // bytes of the base that the others are relative to, once read
const onRecord = new Map(); // "a b" -> [[from, until], ...]: alliances in the record

for (const [a, b, since, until] of DATA.documented) {
  const key = a < b ? `${a} ${b}` : `${b} ${a}`;
  if (!onRecord.has(key)) onRecord.set(key, []);
  onRecord.get(key).push([since ?? 0, until ?? LAST]);
}

function recorded(a, b, from, to) {
  const spans = onRecord.get(a < b ? `${a} ${b}` : `${b} ${a}`);
  return spans !== undefined && spans.some(([since, until]) => since <= to && until >= from);
}

async function inflated(text) {
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Reads a setting of the data; `pairs` are those its tie planes use.
async function unpacked(setting, pairs) {
  const bytes = await inflated(setting.blob);
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const record = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const planes = bytes.slice(4 + length);
  if (setting.relative) {
    const base = await basePlanes();
    for (let i = 0; i < planes.length; i += 1) planes[i] += base[i];
  }
  return new History(setting, record, planes, pairs);
}

function basePlanes() {
  planesOfBase.read ??= (async () => {
    const bytes = await inflated(baseSetting().blob);
    return bytes.slice(4 + new DataView(bytes.buffer).getUint32(0, true));
  })();
  return planesOfBase.read;
}

// Undoes the differences along frames, in place; a Uint8Array counts mod 256 by itself.
function summed(bytes, frames) {
  for (let row = 0; row < bytes.length; row += frames) {
    for (let k = row + 1; k < row + frames; k += 1) bytes[k] += bytes[k - 1];
  }
  return bytes;
}

class History {
  constructor(setting, record, planes, pairs) {
    const [actors, frames] = [DATA.actors.length, DATA.months.length];
    const wide = Math.ceil(frames / 8);
    let at = 0;
    const next = (size) => planes.subarray(at, (at += size));
    Object.assign(this, { setting, record, pairs, actors, frames, wide });
    const positions = summed(next(DATA.issues.length * actors * frames), frames);
    this.positions = new Int8Array(positions.buffer, positions.byteOffset, positions.length);
    this.stage = next(actors * wide);
    this.holds = [next(pairs.length * wide), next(pairs.length * wide)];
    this.provisions = summed(next(DATA.provision.length * frames), frames);
    this.partners = DATA.actors.map(() => []); // per actor: [pair, the other]
    pairs.forEach(([a, b], pair) => {
      this.partners[a].push([pair, b]);
      this.partners[b].push([pair, a]);
    });
    this.known = new Map(); // actor -> spells
  }

  // -1..1
  position(issue, actor, frame) {
    return this.positions[(issue * this.actors + actor) * this.frames + frame] / 100;
  }

  isActive(actor, frame) {
    return (this.stage[actor * this.wide + (frame >> 3)] & (128 >> (frame & 7))) !== 0;
  }

  // 0 none, 1 the first of the pair holds the second, 2 the other way, 3 both
  tie(pair, frame) {
    const [at, bit] = [pair * this.wide + (frame >> 3), 128 >> (frame & 7)];
    return (this.holds[0][at] & bit ? 1 : 0) + (this.holds[1][at] & bit ? 2 : 0);
  }

  // 0..3, see DATA.levels
  provision(k, frame) {
    return this.provisions[k * this.frames + frame];
  }

  // All alliances of an actor in the order in which they began: {actor, from, to, documented}
  spells(actor) {
    if (this.known.has(actor)) return this.known.get(actor);
    const found = [];
    for (const [pair, other] of this.partners[actor]) {
      let from = null;
      for (let k = 0; k <= this.frames; k += 1) {
        const open = k < this.frames && this.tie(pair, k) !== 0;
        if (open && from === null) from = k;
        if (!open && from !== null) {
          found.push({ actor: other, from, to: k - 1, documented: recorded(actor, other, from, k - 1) });
          from = null;
        }
      }
    }
    found.sort((one, two) => one.from - two.from || one.actor - two.actor);
    this.known.set(actor, found);
    return found;
  }

  // Who is allied at a frame: {actor, since, documented}
  allies(actor, frame) {
    return this.spells(actor)
      .filter(({ from, to }) => from <= frame && frame <= to)
      .map(({ actor: other, from, documented }) => ({ actor: other, since: from, documented }));
  }
}
