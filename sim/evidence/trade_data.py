"""The 37 votes on trade of V27, member by member, 1991-2015, and those that may not be among them.

Votes that are outcomes of the NAFTA case are refused: NAFTA 1993, fast track 1997-98, trade authority 2001-02, the
USMCA 2019-20. Members, votes and NOMINATE: Lewis et al., Voteview (key Voteview of the bibliography), and the clerks
of both houses; the origin of each file is told beside the data (trade_votes/ORIGIN.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.model.state import Counts, Flags, Floats

FOLDER = "trade_votes"
PARTIES = {"D": "democrats", "R": "republicans"}
IN_SAMPLE = ("h102_fast91", "s102_fast91")  # decided in the NAFTA case, too
# Either coded by how far labor's effort explained the result, or without any evidence on labor.
DOUBTFUL = (
    "h103_uruguay", "s103_uruguay", "h106_tda00", "s106_tda00", "h103_uruguay_ft", "s103_uruguay_ft", "h109_vietnam",
)  # fmt: skip
# Outcomes of the NAFTA case: first and last day.
FORBIDDEN = {
    "NAFTA 1993": ("1993-11-01", "1993-12-31"),
    "fast track 1997": ("1997-10-01", "1997-12-31"),
    "fast track 1998": ("1998-09-01", "1998-10-31"),
    "trade authority 2001-02": ("2001-11-01", "2002-12-31"),
    "the USMCA": ("2019-11-01", "2020-12-31"),
}


@dataclass(frozen=True)
class TradeVotes:
    """Votes and the members who cast them."""

    name: NDArray[np.str_]  # (vote,)
    date: NDArray[np.datetime64]  # (vote,)
    house: Flags  # (vote,)
    republican_president: Flags  # (vote,)
    leaders: Floats  # (vote,) mean vote of Democratic leaders [-1, 1]; 0 where unknown
    labor: dict[str, Floats]  # coding: (vote,) labor's campaign against [0-1]
    environment: Floats  # (vote,) environmental groups' against [0-1], second coding
    business: Floats  # (vote,) business's in favor [0-1], second coding
    yea: Floats  # (member,) {0, 1}
    republican: Flags  # (member,)
    nominate: Floats  # (member, 2) both dimensions; a member without is given its party's mean in that vote
    vote: Counts  # (member,) index of the vote

    def among(self, votes: Flags) -> TradeVotes:
        """The same for some of the votes, numbered anew."""
        members = votes[self.vote]
        labor = {coding: each[votes] for coding, each in self.labor.items()}
        return TradeVotes(
            self.name[votes], self.date[votes], self.house[votes], self.republican_president[votes],
            self.leaders[votes], labor, self.environment[votes], self.business[votes],
            self.yea[members], self.republican[members], self.nominate[members],
            (np.cumsum(votes) - 1)[self.vote[members]],
        )  # fmt: skip

    def group(self) -> Counts:
        """(member,) the party in the vote: twice the vote, and one more for a Republican."""
        return 2 * self.vote + self.republican

    def yeas(self, prob: Floats) -> Floats:
        """Votes cast, or expected, by Democrats and Republicans, (vote, 2)."""
        return np.asarray(np.bincount(self.group(), prob, 2 * len(self.name)).reshape(-1, 2), dtype=float)

    def episodes(self) -> Counts:
        """(vote,) index of the episode: votes on one bill, or on one day, are no two observations."""
        bonds = nx.Graph()
        for name, date in zip(self.name, self.date, strict=True):
            bonds.add_edge(name, ("bill", name.split("_", 1)[1]))
            bonds.add_edge(name, ("day", date))
        of = {name: i for i, each in enumerate(nx.connected_components(bonds)) for name in each}
        return np.array([of[name] for name in self.name])


def read(data: Path) -> TradeVotes:
    """The 37 votes.

    Raises
    ------
    FileNotFoundError
        If a file is not in `data`.
    ValueError
        If a vote that is an outcome of the NAFTA case is among them.
    """
    names = ("party_splits", "campaigns_second_coding", "house_trade_votes", "senate_trade_votes")
    for name in names:
        if not (data / FOLDER / f"{name}.csv").is_file():
            raise FileNotFoundError(f"no {FOLDER}/{name}.csv in the data folder")
    splits, second, *chambers = (pd.read_csv(data / FOLDER / f"{name}.csv") for name in names)
    votes = splits.merge(second, on="rollcall", validate="one_to_one").sort_values(["date", "rollcall"])
    members = pd.concat(chambers)
    members = members[members["party"].isin(PARTIES)]
    dims = ["nominate_dim1", "nominate_dim2"]
    means = members.groupby(["rollcall", "party"])[dims].transform("mean")
    refuse_outcomes(votes["rollcall"], votes["date"])
    refuse_outcomes(members["rollcall"], members["date"])
    one, two = (votes[column].to_numpy(dtype=float) for column in ("labor_campaign_MEMORY", "labor"))
    return TradeVotes(
        name=votes["rollcall"].to_numpy(dtype=str),
        date=votes["date"].to_numpy(dtype="datetime64[D]"),
        house=(votes["chamber"] == "House").to_numpy(),
        republican_president=(votes["president"] == "R").to_numpy(),
        leaders=votes["dem_leaders"].fillna(0.0).to_numpy(dtype=float),
        labor={"one": one, "two": two, "mean": (one + two) / 2.0},
        environment=votes["environment"].to_numpy(dtype=float),
        business=votes["business"].to_numpy(dtype=float),
        yea=members["yea"].to_numpy(dtype=float),
        republican=(members["party"] == "R").to_numpy(),
        nominate=members[dims].fillna(means).to_numpy(dtype=float),
        vote=pd.Index(votes["rollcall"]).get_indexer(pd.Index(members["rollcall"])).astype(int),
    )


def refuse_outcomes(names: Iterable[str], dates: Iterable[str]) -> None:
    """See that no outcome of the NAFTA case is to be fitted.

    Raises
    ------
    ValueError
        If one is, by its day or by its name.
    """
    for name, date in zip(names, dates, strict=True):
        for outcome, (first, last) in FORBIDDEN.items():
            if first <= date <= last or any(word in name.lower() for word in ("nafta", "usmca")):
                raise ValueError(f"{name} of {date}: an outcome of the case ({outcome}) may not be fitted")
