"""A report as one HTML page that needs nothing beside it: no style sheet, script, font or picture from elsewhere."""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path
from string import Template

from sim.experiments.report.blocks import PART, Block, Document, Heading, Picture, Table, Text

MANY = 7  # columns, beyond which numbers take no more width than they need
_PAGE = Template((Path(__file__).parent / "page.html").read_text(encoding="utf-8"))


def page(document: Document) -> str:
    """The whole page."""
    links = [
        f'<li><a href="#{block.anchor}">{escape(block.text)}</a></li>'
        for block in document.blocks
        if isinstance(block, Heading)
    ]
    parts = [_block(block, document) for block in document.blocks]
    first = next((i for i, block in enumerate(document.blocks) if isinstance(block, Heading)), len(parts))
    return _PAGE.substitute(
        lang=document.lang,
        title=escape(document.title),
        contents=escape(document.contents),
        top="\n".join(parts[:first]),
        links="\n".join(links),
        body="\n".join(parts[first:]),
    )


def _block(block: Block, document: Document) -> str:
    match block:
        case Heading(text, anchor):
            return f'<h2 id="{anchor}">{escape(text)}</h2>'
        case Text(text, "head"):
            return f"<h3>{escape(text)}</h3>"
        case Text(text, "plain"):
            return f"<p>{escape(text)}</p>"
        case Text(text, kind):
            return f'<p class="{kind}">{escape(text)}</p>'
        case Picture(name, caption):
            data = base64.b64encode(document.pictures[name]).decode()
            image = f'<img alt="{escape(caption)}" src="data:image/png;base64,{data}">'
            return f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>"
        case Table():
            return _table(block)
    raise TypeError(f"no block of a report: {block!r}")


def _table(table: Table) -> str:
    kinds = ["text" if i < table.left else "prose" if i in table.prose else "number" for i in range(len(table.head))]
    heads = "".join(f'<th class="{kind}">{escape(text)}</th>' for kind, text in zip(kinds, table.head, strict=True))
    rows = []
    for row in table.rows:
        cells = "".join(f'<td class="{kind}">{escape(text)}</td>' for kind, text in zip(kinds, row, strict=True))
        rows.append(f'<tr class="part">{cells}</tr>' if row[0].startswith(PART) else f"<tr>{cells}</tr>")
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    head = f"<thead><tr>{heads}</tr></thead>" if any(table.head) else ""
    kind = ' class="many"' if len(table.head) > MANY else ""
    return f'<div class="wide"><table{kind}>{caption}{head}<tbody>\n' + "\n".join(rows) + "\n</tbody></table></div>"
