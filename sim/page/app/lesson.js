// The lesson: read in a dialog, printed on its own. Python made its HTML of the case's own text; it stands in templates.

if (DATA.lesson) actions.push({ id: "lesson", word: "lesson", save: false, run: showLesson });

function lessonText() {
  const template = document.getElementById(`lesson-${state.lang}`) ?? document.getElementById("lesson-en");
  return template.content.cloneNode(true);
}

function showLesson() {
  const dialog = el("dialog", { class: "lesson", "aria-label": say("lesson"), onclose: () => dialog.remove() },
    el("form", { method: "dialog", class: "lesson-buttons" },
      el("button", { type: "button", onclick: printLesson }, say("lesson_print")),
      el("button", { type: "submit" }, say("lesson_close"))),
    el("div", { class: "lesson-text", tabindex: "0" }, lessonText()));
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the keys of the page rest meanwhile
  document.body.append(dialog);
  dialog.showModal();
}

function printLesson() {
  printing.lesson = true;
  clear(paper);
  put(paper, "style", null);
  put(paper, "class", "lesson-text");
  fill(paper, lessonText());
  window.print();
}
