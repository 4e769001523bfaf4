"""The lesson sheet of a case as HTML, from the markdown beside its scenario."""

from __future__ import annotations

from pathlib import Path

from markdown_it import MarkdownIt

from sim.words import LANGUAGES

FILES = {"en": "LESSON.md", "es": "LESSON.es.md"}


def lesson_of(folder: Path) -> dict[str, str]:
    """HTML by language; nothing where the case has no lesson. English stands in where there is no Spanish."""
    texts = {lang: _read(folder / FILES[lang]) for lang in LANGUAGES}
    known = [text for text in texts.values() if text is not None]
    return {lang: html_of(text if text is not None else known[0]) for lang, text in texts.items()} if known else {}


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def html_of(text: str) -> str:
    """Markdown with tables as HTML; tags in it come out as letters, and links lead to http(s) or nowhere."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
