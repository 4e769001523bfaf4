// The lesson: read in a dialog, printed on its own. Python made its HTML of the case's own text; it stands in templates.

if (DATA.lesson) actions.push({ id: "lesson", word: "lesson", save: false, run: showLesson });

function lessonText() {
  const template = document.getElementById(`lesson-${state.lang}`) ?? document.getElementById("lesson-en");
  return template.content.cloneNode(true);
}

function showLesson() {
  const print = el("button", { type: "button", onclick: printLesson }, say("lesson_print"));
  openDialog(say("lesson"), [el("p", { class: "lesson-buttons" }, print), el("div", { class: "lesson-text" }, lessonText())]);
}

function printLesson() {
  printing.lesson = true;
  clear(paper);
  put(paper, "style", null);
  put(paper, "class", "lesson-text");
  fill(paper, lessonText());
  const isOpen = dialog.querySelector(".teacher")?.open ?? false; // what is folded away is not printed
  paper.querySelectorAll(".teacher").forEach((part) => put(part, "open", isOpen));
  window.print();
}
