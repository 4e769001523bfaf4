"""Processes 8, 9, 10 and 12 of the oracle, and what is measured of them, tied to the state of one run.

The rules themselves, as functions of plain descriptions, stand in `oracle_courtship` (E9), `oracle_councils` (E10) and
`oracle_programs` (E11, E12). A world may hold `courtships`, `tension`, `councils`, `places`, `programs` and `desks`.
"""

from math import nan

from oracle_councils import effectiveness, legitimacy_of, represent, seats_of, start_council
from oracle_courtship import allied, court, start_skepticism
from oracle_programs import HOURS, coordinate, deliver, mean_wait, start_capital, start_desk, start_program

COLUMNS = ("is_member", "is_elected", "wear", "is_first", "is_insider", "strength", "theme")
SITES = ("site_open", "success", "partner_funds")
DESKS = ("wait_central", "wait_local", "decided_locally")
INSTITUTIONS = ("skepticism", "guests", "council", "voice", "legitimacy", "program", "capital", "desk")


class Institutions:
    """The part of `Model` that courts, represents, delivers and coordinates."""

    def found(self) -> None:
        """Set what does not hang on draws: nobody hosted, nobody heard, every site closed, desks as coded."""
        n, world = len(self.actors), self.world
        self.courtships, self.tension = world.get("courtships", []), world.get("tension", [])
        self.councils, self.places = world.get("councils", []), world.get("places", [])
        self.programs, self.desks = world.get("programs", []), world.get("desks", [])
        self.skepticism, self.council = [[0.0] * n for _ in self.courtships], [{} for _ in self.councils]
        self.guests = [[0.0] * n for courtship in self.courtships for _ in courtship["visits"]]
        self.voice, self.legitimacy = [1.0] * n, [0.0] * n
        self.program, self.capital = [start_program(row) for row in self.programs], start_capital(self.programs)
        self.desk = [start_desk(row) for row in self.desks]

    def draw_lots(self, draws: dict) -> None:
        """Set what hangs on positions and draws: skepticism, and who could serve on councils."""
        for c, courtship in enumerate(self.courtships):
            self.skepticism[c] = start_skepticism(courtship, self.position)
        for c, council in enumerate(self.councils):
            self.council[c] = start_council(council, self.places, self.base_salience, self.p, draws["council"][c])

    def court(self, t: int) -> None:
        """Process 8."""
        found = court(self, self.courtships, self.tension, t, self.skepticism, self.guests)
        self.position, self.skepticism, self.guests = found

    def represent(self, t: int, draws: list) -> None:
        """Process 9."""
        found = represent(self, self.councils, self.places, t, self.world["n_steps"], self.council, draws)
        self.council, self.anchor, self.voice, self.legitimacy = found

    def deliver(self, t: int, u: list) -> None:
        """Process 10."""
        self.program, self.capital = deliver(self, self.programs, t, self.program, self.capital, u)

    def coordinate(self) -> None:
        """Process 12."""
        self.desk = coordinate(self, self.desks)

    def presence(self, t: int, i: int, j: int) -> float:
        """Return how many programs in force both actors have a part in, each counted by its share of open sites."""
        total = 0.0
        for row, state in zip(self.programs, self.program, strict=True):
            parts = {row["host"], *row["funders"], *row["partners"]}
            if i in parts and j in parts and row["since"] <= t and (row["after"] is None or t < row["after"]):
                total += sum(state["site_open"]) / len(state["site_open"])
        return total


# What is measured, at a step and its end's state (`model` may be any object with the attributes of `Model`)


def council_measures(
    model: object, council: dict, state: dict, regime: dict | None, places: list, themes: list
) -> dict:
    """Return what is measured of a council; `places` are numbers in its places, `themes` issues."""
    members = [row for row, is_member in enumerate(state["is_member"]) if is_member]
    found = {
        "capture": nan, "captured_share": nan,
        "members": nan, "effectiveness": nan, "legitimacy": nan, "output": nan,
        "first_generation_share": nan, "output_per_member": nan,
    }  # fmt: skip
    if regime is None:
        return found
    work = effectiveness(model.p, state)
    found |= {"members": len(members), "effectiveness": work}
    seats = seats_of(council, model.places, regime["seats"])
    captured = [state["capture"][place] for place in places if seats[place]]
    if captured:
        found["capture"] = sum(captured) / len(captured)
        found["captured_share"] = sum(c > 0.5 for c in captured) / len(captured)
    found["legitimacy"] = legitimacy_of(model, council, seats, regime, state)
    found["output"] = work * sum(state["theme"][row] in themes for row in members)
    if members:
        found["first_generation_share"] = sum(state["is_first"][row] for row in members) / len(members)
        found["output_per_member"] = found["output"] / len(members)
    return found


def program_measures(model: object, program: dict, state: dict, capital: dict) -> dict:
    """Return what is measured of a program at all of its places."""
    funded, n = any(model.is_active[i] for i in program["funders"]), len(program["places"])
    sites, share = sum(state["site_open"]), sum(state["success"]) / n
    seeded = funded * program["seed"] * sites
    return {
        "sites": sites,
        "match_ratio": sum(state["partner_funds"]) / seeded if seeded else nan,
        "delivered_share": share,
        "delivered": nan if program["claimed"] is None else share * program["claimed"],
        "capital": sum(capital[program["host"], place] for place in program["places"]) / n,
    }


def desk_measures(state: dict) -> dict:
    """Return what is measured of a desk's state: hours to an answer by level, and who decides."""
    return {
        "central": state["wait_central"] * HOURS,
        "local": state["wait_local"] * HOURS if state["decided_locally"] > 0 else nan,
        "mean": mean_wait(state) * HOURS,
        "decided_locally": state["decided_locally"],
    }


def places_offered(visit: dict, t: int, stage_steps: list[int]) -> float:
    """Return the places that a visit has offered until step t, given the steps at which it found guests and patron."""
    n = visit["after"] - visit["since"]
    return visit["places"] * sum(visit["since"] <= step < min(visit["after"], t + 1) for step in stage_steps) / n


def adopted_share(model: object, m: int) -> float:
    """Return the share of the active adopters of idea m that hold it: by size if it is held in shares."""
    idea, adopted = model.ideas[m], model.adopted[m]
    rows = [i for i in idea["adopters"] if model.is_active[i]]
    sizes = [model.actors[i]["size"] if idea["in_shares"] else 1.0 for i in rows]
    return sum(size * adopted[i] for size, i in zip(sizes, rows, strict=True)) / sum(sizes) if rows else nan


def partners(model: object, actors: list[int], others: list[int]) -> float:
    """Return the bodies among active others that are allied with any of these actors."""
    held = [j for j in others if model.is_active[j] and any(i != j and allied(model, i, j) for i in actors)]
    return sum(model.actors[j]["size"] for j in held)


def effort_balance(model: object, actors: list[int], others: list[int], venues: list[int], k: int) -> float:
    """Return the effort of actors on issue k at these venues over that of others, NaN without the latter."""
    ours, theirs = (
        sum(row[k] for (i, v), row in model.effort.items() if i in rows and v in venues) for rows in (actors, others)
    )
    return ours / theirs if theirs else nan


def path_length(model: object, actors: list[int], others: list[int]) -> float:
    """Return the mean steps on the shortest way, over contacts either way, between pairs of two groups with one."""
    lengths = []
    for i in [i for i in actors if model.is_active[i]]:
        far, edge = {i: 0}, [i]
        while edge:
            rest = [j for j, _ in enumerate(model.actors) if j not in far]
            edge = [j for j in rest if any(model.contact.get((j, h)) or model.contact.get((h, j)) for h in edge)]
            far |= dict.fromkeys(edge, max(far.values()) + 1)
        lengths += [far[j] for j in others if j != i and j in far and model.is_active[j]]
    return sum(lengths) / len(lengths) if lengths else nan
