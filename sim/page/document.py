"""One HTML file from the template, the styles, the scripts and the data of a page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

APP = Path(__file__).resolve().parent / "app"
TEMPLATE = "page.html"
STYLES = ("style.css", "parts.css", "panels.css", "print.css")
SCRIPTS = (
    "dom.js", "store.js", "history.js", "sides.js", "marks.js", "labels.js", "network.js", "pointer.js", "timeline.js",
    "controls.js", "details.js", "figure.js", "votes.js", "ladders.js", "courses.js", "who.js", "claims.js", "yaml.js",
    "export.js", "handout.js", "lesson.js", "main.js",
)  # fmt: skip
_HIDDEN = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def document_of(
    data: Mapping[str, Any], lesson: Mapping[str, str] | None = None, lang: str = "en", app: Path | None = None
) -> str:
    """The whole page.

    Parameters
    ----------
    data : what the page shows; see `Page.data`
    lesson : HTML by language, made from markdown without HTML of its own
    lang : language in which it opens
    app : folder of template, styles and scripts; None: the package's own

    The template has the blanks $csp, $lang, $title, $style, $lessons, $data and $script.

    Raises
    ------
    ValueError
        If the scripts hold what would end a script element.
    KeyError
        If the template has a blank that nothing fills.
    """
    app = app or APP
    script = script_of(app)
    blanks = {
        "csp": policy(script, is_served=data["mode"] == "served"),
        "lang": lang,
        "title": escape(data["title"][0 if lang == "en" else 1]),
        "style": "\n".join((app / name).read_text(encoding="utf-8") for name in STYLES),
        "lessons": "\n".join(
            f'<template id="lesson-{own}">{html}</template>' for own, html in sorted((lesson or {}).items())
        ),
        "data": as_json(data),
        "script": script,
    }
    return Template((app / TEMPLATE).read_text(encoding="utf-8")).substitute(blanks)


def script_of(app: Path) -> str:
    """All scripts in their order, in one scope of their own."""
    texts = [(app / name).read_text(encoding="utf-8") for name in SCRIPTS]
    script = '(() => { "use strict";\n' + "\n".join(texts) + "\n})();"
    if re.search(r"</script|<!--", script, re.IGNORECASE):
        raise ValueError("the scripts hold '</script' or '<!--', which would end them early")
    return script.replace("\r\n", "\n")  # as a browser reads it, so that the hash is of the same letters


def policy(script: str, *, is_served: bool) -> str:
    """What the page may do: run this one script, and nothing from anywhere else."""
    own = "'self'" if is_served else "'none'"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    rules = (
        "default-src 'none'", f"script-src 'sha256-{digest}'", "style-src 'unsafe-inline'", "img-src data: blob:",
        f"connect-src {own}", "base-uri 'none'", "form-action 'none'",
    )  # fmt: skip
    return "; ".join(rules)


def as_json(data: Mapping[str, Any]) -> str:
    """JSON that no HTML parser finds a tag in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_HIDDEN)
