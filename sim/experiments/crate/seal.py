"""Sealing: an RO-Crate (w3id.org/ro/crate/1.2) and a data package (Frictionless) beside what was written.

Both hold no clock: the same inputs give the same bytes. The date is that of the release of the code that computed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from sim.experiments.crate.citation import citation
from sim.experiments.crate.columns import fields
from sim.experiments.sweeps import source
from sim.scenario.find import list_cases
from sim.scenario.load import LoadedCase
from sim.whole import or_nothing, write_whole
from sim.words import label, standing

CRATE, PACKAGE = "ro-crate-metadata.json", "datapackage.json"
DATA = (".csv", ".parquet", ".graphml", ".dat")
SEEN = 1000  # rows of a table that tell the type of its columns
CHANGING = ("ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm")  # later commands note things in them: no digest
FORMATS = {
    ".csv": "text/csv", ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml",
    ".md": "text/markdown", ".html": "text/html", ".graphml": "application/xml",
    ".parquet": "application/vnd.apache.parquet", ".sqlite": "application/vnd.sqlite3", ".dat": "text/plain",
}  # fmt: skip
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class About:
    """What files come from."""

    what: str  # in a few words
    case: str  # its name
    digest: str  # of the case
    loaded: LoadedCase | None = None  # None: it cannot be read any more
    numbers: Mapping[str, Any] = field(default_factory=dict)  # seed, replicates and whatever else was asked for
    code: Mapping[str, Any] | None = None  # that computed; None: this one
    tables: Mapping[str, str] = field(default_factory=dict)  # which table of `columns.KNOWN` a file is, by its name
    suffix: str = ""  # what a file is whose name does not tell, such as .csv

    @classmethod
    def of(cls, what: str, loaded: LoadedCase, numbers: Mapping[str, Any]) -> About:
        """Of a case that has just been run."""
        return cls(what, loaded.folder.resolve().name, loaded.digest, loaded, numbers)

    def suffix_of(self, path: Path) -> str:
        """What a file is, such as .csv."""
        return path.suffix if path.suffix in FORMATS else self.suffix

    @property
    def title(self) -> str:
        """What it is, with the title of the case."""
        return f"{self.case if self.loaded is None else label(self.loaded.scenario.title)}: {self.what}"

    @property
    def standing(self) -> str:
        """What the numbers of the case can be held to; nothing where it cannot be read."""
        return "" if self.loaded is None else standing(self.loaded.scenario)

    @property
    def by(self) -> Mapping[str, Any]:
        """Version, commit and dirty flag of the code that computed."""
        return source.code() if self.code is None else self.code


def seal(folder: Path, about: About, files: Iterable[Path] | None = None) -> None:
    """Write both beside files of a folder; what was sealed there before is sealed again.

    Parameters
    ----------
    files
        Which; None: all. A folder may hold what is somebody else's.
    """
    own = (folder / CRATE, folder / PACKAGE)
    listed = [path for path in folder.rglob("*") if path.is_file()] if files is None else [*files, *_sealed(folder)]
    found = sorted({path for path in listed if path not in own and not path.name.startswith(".")})
    _write(folder / PACKAGE, _package(found, folder, about))
    _write(folder / CRATE, _crate([*found, folder / PACKAGE], folder, about))


def _sealed(folder: Path) -> list[Path]:
    """Files of a folder that its crate lists, and that are still there."""
    try:
        graph = json.loads((folder / CRATE).read_text(encoding="utf-8"))["@graph"]
        paths = [folder / each["@id"] for each in graph if each["@type"] == "File"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [path for path in paths if path.is_file()]


def seal_file(path: Path, about: About) -> None:
    """Write both beside one file, with its name before theirs: `runs.csv-ro-crate-metadata.json`."""
    package, crate = beside(path)
    with or_nothing(package):
        _write(package, _package([path], path.parent, about))
        _write(crate, _crate([path, package], path.parent, about, crate.name))


def beside(path: Path) -> tuple[Path, Path]:
    """Data package and crate of one file."""
    return path.with_name(f"{path.name}-{PACKAGE}"), path.with_name(f"{path.name}-{CRATE}")


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, record: Mapping[str, Any]) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    write_whole(path, lambda part: part.write_text(text, encoding="utf-8"))


def _package(files: Iterable[Path], folder: Path, about: About) -> dict[str, Any]:
    resources = [_resource(path, folder, about) for path in files if about.suffix_of(path) in DATA]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": _slug(about.case),
        "title": about.title,
        "description": about.standing,
        "version": about.by["version"],
        "contributors": [{"title": name, "roles": ["author"]} for name in citation().authors],
        "resources": resources,
    }


def _resource(path: Path, folder: Path, about: About) -> dict[str, Any]:
    suffix = about.suffix_of(path)
    named = {
        "name": _slug(path.relative_to(folder).with_suffix("").as_posix()), "path": path.relative_to(folder).as_posix(),
        "format": suffix[1:], "mediatype": FORMATS[suffix],
        "bytes": path.stat().st_size, "hash": f"sha256:{digest_of(path)}",
    }  # fmt: skip
    if suffix not in (".csv", ".parquet"):
        return named
    frame = pd.read_csv(path, nrows=SEEN) if suffix == ".csv" else pd.read_parquet(path)
    scenario = None if about.loaded is None else about.loaded.scenario
    columns = fields(frame, about.tables.get(path.name, path.stem), scenario)
    return named | {"encoding": "utf-8", "type": "table", "schema": {"fields": columns, "missingValues": [""]}}


def _crate(files: Sequence[Path], folder: Path, about: About, name: str = CRATE) -> dict[str, Any]:
    known, by = citation(), about.by
    authors = [
        {"@id": f"#author-{n}", "@type": "Organization", "name": name} for n, name in enumerate(known.authors, 1)
    ]
    parts = [_file(path, folder, about.suffix_of(path)) for path in files]
    numbers = [
        {"@id": f"#set-{_slug(key)}", "@type": "PropertyValue", "name": key, "value": _plain(value)}
        for key, value in about.numbers.items()
    ]
    case = {"@id": "#case", "@type": "Dataset", "name": about.case, "identifier": f"sha256:{about.digest}"}
    if about.loaded is not None:
        case["description"] = f"{label(about.loaded.scenario.summary)} ({about.standing})"
    # Whose case it is says under what its results are passed on.
    licenses = [{"@id": _CC_BY, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0"}]
    licenses = licenses if about.loaded is not None and _is_ours(about.loaded) else []
    license_of = {"license": {"@id": _CC_BY}} if licenses else {}
    code = {
        "@id": "#code", "@type": "SoftwareApplication", "name": "advocacy-coalitions", "softwareVersion": by["version"],
        "description": known.title, "author": _ids(authors), **_dated(known.date),
        "identifier": f"blake2b:{by['digest']}",
        **({"license": f"https://spdx.org/licenses/{known.license}"} if known.license else {}),
        **({"version": by["commit"]} if by.get("commit") else {}),
        **({"codeRepository": known.repository} if known.repository else {}),
    }  # fmt: skip
    action = {
        "@id": "#run", "@type": "CreateAction", "name": about.what, "instrument": {"@id": "#code"},
        "object": [{"@id": "#case"}, *_ids(numbers)], "result": _ids(parts),
    }  # fmt: skip
    root = {
        "@id": "./", "@type": "Dataset", "name": about.title, "description": about.standing or about.what,
        **_dated(known.date),
        "author": _ids(authors), **license_of, "creditText": known.text(by), "hasPart": _ids(parts),
        "mentions": {"@id": "#run"},
    }  # fmt: skip
    descriptor = {
        "@id": name, "@type": "CreativeWork", "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
    }  # fmt: skip
    graph = [descriptor, root, *parts, action, code, case, *numbers, *authors, *licenses]
    return {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph}


def _file(path: Path, folder: Path, suffix: str) -> dict[str, Any]:
    place = path.relative_to(folder).as_posix()
    named = {"@id": place, "@type": "File", "name": path.name}
    kind = {"encodingFormat": FORMATS[suffix]} if suffix else {}
    if path.name in CHANGING:
        return named | kind
    return named | kind | {"contentSize": str(path.stat().st_size), "sha256": digest_of(path)}


def _dated(date: str) -> dict[str, str]:
    return {"datePublished": date} if date else {}


def _ids(things: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{"@id": each["@id"]} for each in things]


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def _slug(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower()).strip("-")


def _is_ours(loaded: LoadedCase) -> bool:
    """Whether a case came with the package."""
    return loaded.folder.resolve() in [folder.resolve() for folder in list_cases()]
