"""The lesson sheet of a case as HTML, from the markdown beside its scenario."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from sim.model.parameters import table
from sim.words import LANGUAGES

FILES = {"en": "LESSON.md", "es": "LESSON.es.md"}
FOR_TEACHERS = ("For the teacher", "Para el docente")  # headings of what groups will find


def lesson_of(folder: Path) -> dict[str, str]:
    """HTML by language; nothing where the case has no lesson. English stands in where there is no Spanish."""
    texts = {lang: _read(folder / FILES[lang]) for lang in LANGUAGES}
    known = [text for text in texts.values() if text is not None]
    return {lang: html_of(text if text is not None else known[0]) for lang, text in texts.items()} if known else {}


def moved_in_lesson(folder: Path) -> list[str]:
    """Parameters that the lesson of a case names, in its order: its groups are to move them."""
    texts = (_read(folder / name) for name in FILES.values())
    named = re.findall(r"`([^`]+)`", next((text for text in texts if text is not None), ""))
    return [name for name in dict.fromkeys(named) if name in table()]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def html_of(text: str) -> str:
    """Markdown with tables as HTML; tags in it come out as letters, and links lead to http(s) or nowhere.

    What stands under the heading for teachers is folded away, and is not printed until somebody unfolds it.
    """
    html: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    before, heading, answers = next(
        (parts for title in FOR_TEACHERS if (parts := html.partition(f"<h2>{title}</h2>"))[1]), (html, "", "")
    )
    if not heading:
        return html
    title = heading.removeprefix("<h2>").removesuffix("</h2>")
    return f'{before}<details class="teacher"><summary>{title}</summary>{answers}</details>\n'
