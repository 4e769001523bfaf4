"""What a report is made of, whatever it is written in: headings, paragraphs, tables and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DASH = " \u2013 "  # between the ends of a range
PART = "  "  # before the first cell of a row: a part of the row above


@dataclass(frozen=True)
class Heading:
    """A section, with the anchor that the contents point to."""

    text: str
    anchor: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `lead` is the summary below the title, `warning` stands out, `quiet` is small print,
    `item` one of a list, `head` stands over what belongs together within a section.
    """

    text: str
    kind: Literal["plain", "lead", "warning", "quiet", "item", "head"] = "plain"


@dataclass(frozen=True)
class Table:
    """Rows of text under a head; the first `left` columns and those in `prose` are set flush left."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    left: int = 1
    prose: tuple[int, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A figure by the name of its file, without suffix."""

    name: str
    caption: str


Block = Heading | Text | Table | Picture


@dataclass(frozen=True)
class Document:
    """A whole report; `pictures` holds the PNG of every Picture."""

    title: str
    lang: str
    contents: str  # heading of the list of sections
    blocks: tuple[Block, ...]
    pictures: Mapping[str, bytes]
