"""A report as Markdown, with its figures as files beside it."""

from __future__ import annotations

from sim.experiments.report.blocks import PART, Block, Document, Heading, Picture, Table, Text

FIGURES = "figures"  # folder beside the page


def page(document: Document) -> str:
    """The whole page; pictures are linked as `figures/NAME.png`."""
    parts = [f"# {document.title}", *(_block(block) for block in document.blocks)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, _):
            return f"## {text}"
        case Text(text, "warning"):
            return f"> {text}"
        case Text(text, "item"):
            return f"- {text}"
        case Text(text, "head"):
            return f"### {text}"
        case Text(text, _):
            return text
        case Picture(name, caption):
            return f"![{caption}]({FIGURES}/{name}.png)\n\n*{caption}*"
        case Table():
            return _table(block)
    raise TypeError(f"no block of a report: {block!r}")


def _table(table: Table) -> str:
    n = len(table.head)
    rule = [":--" if i < table.left or i in table.prose else "--:" for i in range(n)]
    lines = [_row(table.head), _row(rule), *(_row(row) for row in table.rows)]
    return "\n".join(([table.caption, ""] if table.caption else []) + lines)


def _row(cells: tuple[str, ...] | list[str]) -> str:
    texts = [cell.replace("|", "\\|").replace("\n", " ") for cell in cells]
    if texts[0].startswith(PART):
        texts[0] = "&nbsp;&nbsp;" + texts[0].strip()
    return "| " + " | ".join(text or " " for text in texts) + " |"
