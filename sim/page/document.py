"""One HTML file from the template, the styles, the scripts and the data of a page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

APP = Path(__file__).resolve().parent / "app"
TEMPLATE = "page.html"
STYLES = ("style.css", "print.css")
SCRIPTS = (
    "dom.js", "store.js", "network.js", "timeline.js", "controls.js", "details.js", "votes.js", "ladders.js",
    "courses.js", "who.js", "claims.js", "export.js", "handout.js", "main.js",
)  # fmt: skip
_BLANK = re.compile(r"\{\{(\w+)\}\}")
_HIDDEN = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def document(
    data: Mapping[str, Any], lesson: Mapping[str, str] | None = None, lang: str = "en", app: Path = APP
) -> str:
    """The whole page.

    Parameters
    ----------
    data : what the page shows; see `Page.data`
    lesson : HTML by language, made from markdown without HTML of its own
    lang : language in which it opens
    app : folder of template, styles and scripts

    The template has the blanks {{csp}}, {{lang}}, {{title}}, {{style}}, {{lessons}}, {{data}} and {{script}}.

    Raises
    ------
    ValueError
        If the scripts hold what would end a script element, or the template a blank that nothing fills.
    """
    script = script_of(app)
    blanks = {
        "csp": policy(script, is_served=data["mode"] == "served"),
        "lang": lang,
        "title": escape(data["title"][0 if lang == "en" else 1]),
        "style": "\n".join((app / name).read_text(encoding="utf-8") for name in STYLES if (app / name).is_file()),
        "lessons": "\n".join(
            f'<template id="lesson-{own}">{html}</template>' for own, html in sorted((lesson or {}).items())
        ),
        "data": as_json(data),
        "script": script,
    }
    template = (app / TEMPLATE).read_text(encoding="utf-8")
    if unknown := set(_BLANK.findall(template)) - set(blanks):
        raise ValueError(f"{TEMPLATE}: no such blank: {', '.join(sorted(unknown))}")
    return _BLANK.sub(lambda found: blanks[found[1]], template)


def script_of(app: Path = APP) -> str:
    """All scripts in their order, in one scope of their own."""
    texts = [(app / name).read_text(encoding="utf-8") for name in SCRIPTS if (app / name).is_file()]
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
