"""How to cite this package and what it computed, as CITATION.cff says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ruamel.yaml import YAML

import sim
from sim.experiments.sweeps.source import FOLDER

NAME = "CITATION.cff"
PLACES = (FOLDER.parent / NAME, FOLDER / NAME)  # in a checkout, in a wheel


@dataclass(frozen=True)
class Citation:
    """What CITATION.cff says."""

    title: str
    authors: tuple[str, ...]
    version: str
    date: str  # of the release, such as 2026-11-30
    license: str  # by its SPDX name
    repository: str | None  # None where the file names none

    def text(self, code: Mapping[str, Any]) -> str:
        """One sentence that cites what a version computed.

        Parameters
        ----------
        code
            `version`, `commit` (None without git) and `dirty`, as manifests keep them.

        >>> known = Citation("A model", ("A. Author",), "1.0", "2026-11-30", "MIT", None)
        >>> known.text({"version": "1.0", "commit": None})
        'A. Author (2026). A model. Version 1.0.'
        """
        by = f"{', '.join(self.authors)} ({self.date[:4]}). " if self.authors else ""
        parts = [f"{by}{self.title}. Version {code['version']}"]
        if code.get("commit"):
            parts.append(f"commit {code['commit']}" + (" with changes" if code.get("dirty") else ""))
        return ", ".join(parts) + (f". {self.repository}" if self.repository else "") + "."


@cache
def citation() -> Citation:
    """That of this package; without the file, as where sim/ alone was copied, its name and version are all there is."""
    path = next((each for each in PLACES if each.is_file()), None)
    if path is None:
        return Citation("advocacy-coalitions", (), sim.__version__, "", "", None)
    found = YAML(typ="safe").load(path)
    names = (each.get("name") or f"{each['given-names']} {each['family-names']}" for each in found["authors"])
    repository = found.get("repository-code") or found.get("repository")
    return Citation(
        found["title"], tuple(names), str(found["version"]), str(found["date-released"]), found["license"], repository
    )


def code_meta(about: Citation) -> dict[str, Any]:
    """What codemeta.json beside the code says; a test holds it to CITATION.cff and pyproject.toml."""
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": "advocacy-coalitions",
        "description": about.title,
        "version": about.version,
        "datePublished": about.date,
        "license": f"https://spdx.org/licenses/{about.license}",
        "author": [{"@type": "Organization", "name": name} for name in about.authors],
        **({"codeRepository": about.repository} if about.repository else {}),
        "programmingLanguage": {"@type": "ComputerLanguage", "name": "Python"},
    }
