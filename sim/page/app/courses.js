// Courses: one outcome over time on both sides, the run shown up to the present month inside the band of all runs.
const coursePanel = { root: null, body: null, chosen: 0, cursors: [], buttons: null };
const MANY_TIMES = 50; // from which the axis is logarithmic
const COURSE = { height: 210, left: 46, right: 16, top: 12, bottom: 24 };

panels.push({ id: "courses", mount: mountCourses, draw: drawCourses });

function mountCourses(root) {
  coursePanel.root = root;
}

function drawCourses(changed) {
  if (rebuilt(changed, "lang", "sides", "size")) buildCourses();
  if (rebuilt(changed, "lang", "sides", "size", "frame")) coursePanel.cursors.forEach((follow) => follow());
}

function buildCourses() {
  clear(coursePanel.root);
  coursePanel.cursors = [];
  coursePanel.root.append(el("h2", {}, say("courses_title")));
  put(coursePanel.root, "hidden", DATA.courses.length === 0);
  if (!DATA.courses.length) return;
  const choices = DATA.courses.map((course, index) => ({ value: String(index), text: t(course.label) }));
  coursePanel.body = el("div", { class: "pair" });
  coursePanel.root.append(el("p", { class: "note" }, say("courses_note")),
    chooser(say("courses_choose"), choices, String(coursePanel.chosen), chooseCourse), courseKeys(), coursePanel.body);
  fillCourses();
}

function chooseCourse(value) {
  coursePanel.chosen = Number(value);
  clear(coursePanel.body);
  coursePanel.cursors = [];
  fillCourses();
  coursePanel.cursors.forEach((follow) => follow());
}

function courseKeys() {
  const course = DATA.courses[coursePanel.chosen];
  return keyList(keyEntry(keyMarks.line(), say("key_run_so_far")), keyEntry(keyMarks.band(), say("key_band")),
    course.documented.length ? keyEntry(keyMarks.documented(), say("key_documented")) : null,
    course.asked ? keyEntry(keyMarks.asked(), say("key_asked")) : null);
}

function fillCourses() {
  const course = DATA.courses[coursePanel.chosen];
  coursePanel.root.querySelector(".keys").replaceWith(courseKeys());
  const room = roomOf(coursePanel.root, 700);
  const width = Math.floor(room >= 520 ? (room - 24) / 2 : room);
  const range = courseRange(course, coursePanel.chosen);
  const axis = range.isLog ? el("span", { class: "now" }, ` (${say("courses_log")})`) : null;
  for (const side of sides) {
    const figure = courseFigure(course, coursePanel.chosen, side, width, range);
    const now = el("span", { class: "now" });
    coursePanel.cursors.push(() => followCourse(figure, now, course, side));
    coursePanel.body.append(el("figure", { class: "course", style: `width: ${width}px` },
      el("figcaption", {}, el("b", {}, sideLine(side)), " ", now, axis?.cloneNode(true)), figure));
  }
}

function courseOf(side, index) {
  return side.history ? side.history.record.courses[index] : null;
}

// Lowest and highest value that either side, a document or a claim has, a little widened; at least some height. Where the
// highest is many times the lowest, {isLog}: else a few extremes would squash all the rest.
function courseRange(course, index) {
  const values = [...course.documented.map(([, value]) => value), ...(course.asked ?? [])];
  for (const side of sides) {
    const found = courseOf(side, index);
    if (found) values.push(...found.run, ...found.q05, ...found.q95);
  }
  const known = values.filter(isNumber);
  if (!known.length) return { ends: [0, 1], isLog: false };
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (low > 0 && high > MANY_TIMES * low) {
    const wider = (high / low) ** 0.06;
    return { ends: [low / wider, high * wider], isLog: true };
  }
  const margin = 0.06 * (high - low) || 0.5 * Math.abs(high) || 0.5;
  return { ends: [low >= 0 && low < 0.5 * high ? 0 : low - margin, high + margin], isLog: false };
}

function valueScale({ ends, isLog }, from, to) {
  if (!isLog) return scale(...ends, from, to);
  const y = scale(...ends.map(Math.log), from, to);
  return (value) => y(Math.log(value));
}

function courseFigure(course, index, side, width, range, height = COURSE.height) {
  const x = scale(0, DATA.months.length - 1, COURSE.left, width - COURSE.right);
  const y = valueScale(range, height - COURSE.bottom, COURSE.top);
  const parts = [...yearAxis(x, height, width), ...valueAxis(y, range, width)];
  if (course.asked) parts.push(askedBracket(course, x, y));
  const found = courseOf(side, index);
  if (found) parts.push(bandShape(found, x, y), ...brokenLine(DATA.band_frames, found.q50, x, y, {
    stroke: "var(--spread)", "stroke-width": 1.8,
  }));
  parts.push(svg("g", { class: "so-far", "data-y0": height }));
  course.documented.forEach(([frame, value]) => parts.push(diamond(x(frame), y(value), 6.5)));
  const figure = picture(width, height, `${t(course.label)}, ${sideLine(side)}`, courseAbout(course, found), ...parts);
  figure.redrawTo = (frame) => drawSoFar(figure.querySelector(".so-far"), found, x, y, frame, height);
  return figure;
}

function courseAbout(course, found) {
  const ends = found ? [found.q05, found.q50, found.q95].map((values) => shortly(values[values.length - 1])) : null;
  return `${t(course.unit)}. ${ends ? say("courses_about", { low: ends[0], median: ends[1], high: ends[2] }) : ""}`;
}

function yearAxis(x, height, width) {
  const years = [...new Set(DATA.months.map((month) => Number(month.slice(0, 4))))];
  const every = [1, 2, 5, 10, 20].find((step) => (years.length / step) * 46 < width - COURSE.left) ?? 50;
  return years.filter((year) => year % every === 0).map((year) => {
    const frame = DATA.months.indexOf(`${year}-01`);
    if (frame < 0) return null;
    return svg("g", {}, lineOf(x(frame), height - COURSE.bottom, x(frame), height - COURSE.bottom + 4, { stroke: "#888" }),
      textAt(x(frame), height - 7, String(year), { "text-anchor": "middle", "font-size": letters(11), fill: "var(--quiet)" }));
  });
}

// About four round values within a range; of a logarithmic one 1, 2, 5, 10, …, or where these are too many 1, 10, ….
function roundValues({ ends: [low, high], isLog }) {
  if (isLog) {
    const powers = [];
    for (let k = Math.floor(Math.log10(low)); 10 ** k <= high; k += 1) powers.push(k);
    return (powers.length > 5 ? [1] : [1, 2, 5]).flatMap((factor) => powers.map((k) => Number(`${factor}e${k}`)))
      .filter((value) => low <= value && value <= high);
  }
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((each) => each >= rough);
  const values = [];
  for (let k = Math.ceil(low / step); k * step <= high; k += 1) values.push(Number((k * step).toPrecision(6)));
  return values;
}

function valueAxis(y, range, width) {
  return roundValues(range).map((value) => svg("g", {},
    lineOf(COURSE.left, y(value), width - COURSE.right, y(value), { stroke: value === 0 ? "#aaa" : "#e6e6e6" }),
    textAt(COURSE.left - 6, y(value) + 4, String(value).replace("-", "−"), {
      "text-anchor": "end", "font-size": letters(11), fill: "var(--quiet)",
    })));
}

// The range that a claim asks for, in the month of which it speaks.
function askedBracket({ asked: [low, high], asked_frame: frame }, x, y) {
  const [at, top, bottom] = [x(frame ?? LAST), y(high), y(low)].map(round1);
  return svg("path", {
    d: `M${at - 5},${top} h10 m-5,0 V${bottom} m-5,0 h10`, stroke: "#666", "stroke-width": 2.4, fill: "none",
  });
}

// Unbroken stretches of a series that is not known everywhere.
function stretches(frames, values) {
  const found = [[]];
  frames.forEach((frame, place) => {
    if (isNumber(values[place])) found[found.length - 1].push([frame, values[place], place]);
    else if (found[found.length - 1].length) found.push([]);
  });
  return found.filter((stretch) => stretch.length);
}

function pathOf(points, x, y) {
  return points.map(([frame, value]) => `${round1(x(frame))},${round1(y(value))}`).join(" L");
}

function bandShape(found, x, y) {
  const shapes = stretches(DATA.band_frames, found.q05).map((low) => {
    const high = low.map(([frame, , place]) => [frame, found.q95[place]]).reverse();
    return svg("path", { d: `M${pathOf(low, x, y)} L${pathOf(high, x, y)} Z`, fill: "var(--spread)", "fill-opacity": 0.2 });
  });
  return svg("g", {}, ...shapes);
}

function brokenLine(frames, values, x, y, style) {
  return stretches(frames, values).map((points) => svg("path", { d: `M${pathOf(points, x, y)}`, fill: "none", ...style }));
}

// The run shown, up to the present month, and a line where the present is.
function drawSoFar(group, found, x, y, frame, height) {
  clear(group);
  group.append(lineOf(x(frame), COURSE.top, x(frame), height - COURSE.bottom, { stroke: "#888", "stroke-dasharray": "2 3" }));
  if (!found) return;
  const past = DATA.course_frames.filter((each) => each <= frame);
  group.append(...brokenLine(past, found.run, x, y, { stroke: "#fff", "stroke-width": 4.5, "stroke-opacity": 0.8 }),
    ...brokenLine(past, found.run, x, y, { stroke: "var(--ink)", "stroke-width": 2.2 }));
  const last = past.length - 1;
  if (last >= 0 && isNumber(found.run[last])) {
    group.append(svg("circle", {
      cx: round1(x(past[last])), cy: round1(y(found.run[last])), r: 4, fill: "var(--ink)", stroke: "#fff",
    }));
  }
}

function followCourse(figure, now, course, side) {
  figure.redrawTo(state.frame);
  const found = courseOf(side, coursePanel.chosen);
  if (!found) {
    now.textContent = say(side.busy ? "panel_busy" : "panel_nothing");
    return;
  }
  const value = upTo(DATA.course_frames, found.run);
  const [middle, low, high] = [found.q50, found.q05, found.q95].map((values) => upTo(DATA.band_frames, values));
  const values = {
    value: isNumber(value) ? shortly(value) : say("courses_undefined"), unit: t(course.unit), n: side.history.record.n,
  };
  const runs = { ...values, median: shortly(middle), low: shortly(low), high: shortly(high) };
  now.textContent = isNumber(middle) ? say("courses_now_of", runs) : say("courses_now", values);
}

// The last value of a series up to the present month.
function upTo(frames, values) {
  const past = frames.filter((each) => each <= state.frame).length - 1;
  return past >= 0 ? values[past] : null;
}
