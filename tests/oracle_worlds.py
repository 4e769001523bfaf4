"""Scenario folders with institutions, and their translation, from the documents alone, for the oracle."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from sim.model.core.noise import stream

LETTERS = ("executive", "legislature", "foreign_legislature", "press", "consular", "street", "network")


def write_case(folder: Path, document: dict, tables: dict[str, list[dict]]) -> Path:
    """Write scenario.yaml (JSON is YAML) and a CSV file for each table, whose first column is that of its rows."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scenario.yaml").write_text(json.dumps(document), encoding="utf-8")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


class Reader:
    """Reads a document and its tables as plain rows: names become numbers, dates steps."""

    def __init__(self, document: dict, tables: dict[str, list[dict]], n_steps: int) -> None:
        self.document, self.actors, self.n_steps = document, tables["actors"], n_steps
        self.row = {row["id"]: i for i, row in enumerate(self.actors)}
        self.place = {row["id"]: p for p, row in enumerate(tables.get("places", []))}
        self.places = [
            {"weight": float(r["weight"]), "insiders": float(r["insiders"]), "oversight": float(r["oversight"])}
            for r in tables.get("places", [])
        ]
        self.issues = list(document["issues"])

    def step(self, date: str) -> int:
        (year, month), (first, start) = (map(int, d.split("-")[:2]) for d in (date, self.document["period"]["start"]))
        return (year - first) * 12 + month - start

    def after(self, row: dict) -> int | None:
        """The step after the last month of a row, None if it has none."""
        return self.step(row["until"]) + 1 if row.get("until") else None

    def chosen(self, selector: dict) -> list[int]:
        found = []
        for i, actor in enumerate(self.actors):
            tests = [
                actor["id" if key == "ids" else key] in (wanted if isinstance(wanted, list) else [wanted])
                for key, wanted in selector.items()
            ]
            found += [i] if all(tests) else []
        return found

    def section(self, name: str) -> list[dict]:
        return [{"id": key, **entry} for key, entry in self.document.get(name, {}).items()]

    def places_of(self, entry: dict) -> list[int]:
        return [self.place[name] for name in entry.get("places", self.place)]

    def institutions(self) -> dict:
        """Everything that the oracle reads of institutions, and ideas with their threats."""
        return {
            "places": self.places,
            "councils": [self.council(entry) for entry in self.section("councils")],
            "programs": [self.program(entry) for entry in self.section("programs")],
            "desks": [self.desk(entry) for entry in self.section("desks")],
            "courtships": [self.courtship(entry) for entry in self.section("courtship")],
            "tension": [
                {"between": tuple(row["between"]), "step": self.step(row["date"]), "value": row["value"]}
                for row in self.document.get("tension", [])
            ],
            "ideas": [self.idea(entry) for entry in self.section("ideas")],
        }

    def council(self, entry: dict) -> dict:
        return {
            "id": entry["id"], "places": self.places_of(entry), "first_generation": entry["first_generation"],
            "candidates_per_seat": entry.get("candidates_per_seat", 4),
            "groups": {name: self.row[actor] for name, actor in entry["groups"].items()},
            "audience": self.chosen(entry.get("audience", {"ids": []})),
            "regimes": [
                {
                    "type": r["type"], "since": self.step(r["since"]), "after": self.after(r), "seats": r["seats"],
                    "body": self.row[r["body"]], "appointed": r.get("appointed", 0), "term_years": r["term_years"],
                    "themes": [self.issues.index(k) for k in r.get("themes", [])],
                    "patron": self.row[r["patron"]] if r.get("patron") else None,
                }
                for r in entry["regimes"]
            ],
        }  # fmt: skip

    def program(self, entry: dict) -> dict:
        academics = entry.get("academics")
        return {
            "id": entry["id"], "host": self.row[entry["host"]], "funders": self.chosen(entry["funders"]),
            "partners": self.chosen(entry["partners"]), "places": self.places_of(entry),
            "academics": None if academics is None else self.chosen(academics),
            "pilots": [self.place[name] for name in entry.get("pilots", [])], "since": self.step(entry["since"]),
            "after": self.after(entry), "seed": entry["seed"], "need": entry["need"],
            "is_matched": entry.get("matched", True), "is_measured": entry.get("measured", True),
            "claimed": entry.get("claimed", {}).get("value"),
        }  # fmt: skip

    def desk(self, entry: dict) -> dict:
        return {
            "issue": self.issues.index(entry["issue"]), "deciders": self.chosen(entry["deciders"]),
            "offices": self.chosen(entry["offices"]), "hub": self.row[entry["hub"]], "arrivals": entry["arrivals"],
            "stages": entry["central"]["stages"], "central_hours": entry["central"]["hours"],
            "local_hours": entry["local"]["hours"],
        }  # fmt: skip

    def courtship(self, entry: dict) -> dict:
        return {
            "id": entry["id"], "patron": self.row[entry["patron"]], "partner": entry["partner"],
            "issues": [self.issues.index(k) for k in entry["issues"]],
            "skeptic_issue": self.issues.index(entry["skeptic_issue"]),
            "disclosure": [(self.step(row["date"]), row["value"]) for row in entry.get("disclosure", [])],
            "visits": [
                {
                    "id": name, "since": self.step(v["since"]), "after": self.after(v) or self.step(v["since"]) + 1,
                    "places": v["invited"], "guests": self.chosen(v["guests"]),
                    "is_broadcast": v.get("targeting") == "broadcast",
                    "is_documented": v.get("attendance") == "documented",
                }
                for name, v in entry["visits"].items()
            ],
        }  # fmt: skip

    def idea(self, entry: dict) -> dict:
        start = entry.get("adopted_at_start", [])
        held = start if isinstance(start, dict) else dict.fromkeys(start, 1.0)
        shocks = list(self.document.get("shocks", {}))
        return {
            "adopters": self.chosen(entry["adopters"]),
            "windows": [(self.step(w["since"]), self.after(w), w.get("width", 1.0)) for w in entry["windows"]],
            "adopted_at_start": {self.row[name]: share for name, share in held.items()},
            "in_shares": entry.get("in_shares", False),
            "threatened_by": [shocks.index(name) for name in entry.get("threatened_by", [])],
        }  # fmt: skip

    # Draws, keyed by seed, replicate and channel

    def draws(self, seed: int, replicate: int) -> dict:
        """The draws of institutions in one run, in the oracle's containers."""
        of = lambda channel: stream(seed, replicate, channel)  # noqa: E731
        n, found, world = len(self.actors), {}, self.institutions()
        found["council"] = [self.council_draws(council, of) for council in world["councils"]]
        programs = [(of(f"program.{row['id']}"), len(row["places"])) for row in world["programs"]]
        ideas = [(m, of(f"abandon.{row['id']}")) for m, row in enumerate(self.section("ideas"))]
        found["program"], found["abandon"] = [], []
        for _ in range(self.n_steps):
            found["program"].append([generator.random(size).tolist() for generator, size in programs])
            found["abandon"].append(
                {(m, i): u for m, generator in ideas for i, u in enumerate(generator.random(n).tolist())}
            )
        return found

    def council_draws(self, council: dict, of) -> dict:
        from oracle_councils import calendar, seats_of

        most = max(regime["seats"] for regime in council["regimes"])
        size = council["candidates_per_seat"] * sum(seats_of(council, self.places, most))
        key, selections = f"council.{council['id']}", len(calendar(council, 1 / 12, self.n_steps))
        found = {name: of(f"{key}.{name}").random(size).tolist() for name in ("generation", "insider", "theme")}
        found["strength"] = of(f"{key}.strength").standard_normal(size).tolist()
        found["value"] = [of(f"{key}.value.{k}").standard_normal(size).tolist() for k in range(selections)]
        found["ballot"] = [of(f"{key}.luck.{k}").random(size).tolist() for k in range(selections)]
        return found
