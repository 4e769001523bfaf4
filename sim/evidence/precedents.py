"""E7 on 482 trade agreements: does what the parties agreed before come back? Fitted to 1990-2016 (V28: precedent_rows).

Labor: provisions of depth 3 or more of 5, RaessDuerSari2018. Environment: any provision of a group of norms,
MorinDuerLechner2018, in agreements that the labor data hold, too. Parties and years: DuerBacciniElsig2014, by the first
entry of a treaty; depth from 0 to 7, by which 9 agreements without one are left out, though they are precedents. A
country's own precedents are those of earlier years. What the United States, Canada and Mexico agreed among themselves,
NAFTA and its successor, is neither fitted nor a precedent: the case must not teach the rule that it is told by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import mannwhitneyu

from sim.evidence.record import Estimate
from sim.model.formulas import logistic
from sim.model.parameters import table
from sim.model.precedents.rules import precedent, remembered
from sim.model.state import Flags, Floats

FILES = tuple(f"agreements/{name}.csv" for name in ("agreements", "labor_provisions", "environment_provisions"))
FIRST, LAST, END = 1990, 2006, 2016  # first year, last of the fit that forecasts, last that is forecast
LABOR = 3  # least depth of labor provisions, of 5
ENVIRONMENT = {"02": "level of protection", "05": "enforcement", "12": "institutions", "13": "disputes"}
US, CANADA, MEXICO = "840", "124", "484"  # ISO 3166
OF_THE_CASE = frozenset((US, CANADA, MEXICO))
TERMS = {"base": 1.0, "own_weight": 1.0, "depth_weight": 1.0, "south_weight": -1.0}  # parameters, sign in the fit
FORGETTING = (0.0, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3)  # per year


@dataclass(frozen=True)
class Agreements:
    """Agreements and which of them have a provision; arrays (agreement,)."""

    number: tuple[str, ...]
    year: Floats
    parties: tuple[frozenset[str], ...]
    depth: Floats  # 0-7; NaN where it is not known
    is_south: Floats  # 1: all parties are countries of the South
    is_ec: Floats
    has: Flags  # the provision

    def among(self, chosen: Flags) -> Agreements:
        """Some of them."""
        rows = np.flatnonzero(chosen)
        arrays = {name: getattr(self, name)[rows] for name in ("year", "depth", "is_south", "is_ec", "has")}
        number, parties = tuple(self.number[row] for row in rows), tuple(self.parties[row] for row in rows)
        return Agreements(number, parties=parties, **arrays)

    def of(self, country: str) -> Flags:
        """Those that a country is a party to."""
        return np.array([country in each for each in self.parties])

    def own(self, forgetting: float, largest: bool = True) -> Floats:
        """The largest, or the smallest, of the parties' own precedents at the time of each (rules E7-3 and E7-5)."""
        countries = sorted(frozenset[str]().union(*self.parties))
        is_party = np.array([[country in each for each in self.parties] for country in countries], dtype=float)
        age = self.year[:, None] - self.year[None, :]
        counts = np.where(age > 0.0, remembered(np.maximum(age, 0.0), np.asarray(forgetting)), 0.0)
        each = precedent(is_party @ (counts * self.has).T, is_party @ counts.T)  # (country, agreement)
        if largest:
            return np.max(np.where(is_party > 0.0, each, 0.0), axis=0)
        return np.min(np.where(is_party > 0.0, each, 1.0), axis=0)

    def worldwide(self, forgetting: float) -> Floats:
        """What all others have agreed before, whoever they are: diffusion without parties."""
        everybody = replace(self, parties=tuple(frozenset(("world",)) for _ in self.number))
        return everybody.own(forgetting)


def load(data: Path) -> tuple[Agreements, pd.DataFrame]:
    """Labor provisions of depth 3 or more, and the tables of other provisions by number.

    Raises
    ------
    FileNotFoundError
        If the data are not there.
    """
    for file in FILES:
        if not (data / file).is_file():
            raise FileNotFoundError(file)
    treaties, labor, environment = (pd.read_csv(data / file, dtype={"number": str}) for file in FILES)
    environment["number"] = environment["agreement"].str.partition("_")[0]
    environment = environment.sort_values("provisions", kind="stable").drop_duplicates("number", keep="last")
    parties = dict(zip(treaties["number"], treaties["members"].str.split().map(frozenset), strict=True))
    known = labor[labor["number"].isin(parties)].merge(environment, on="number", how="left", suffixes=("", "_norms"))
    members = [parties[number] for number in known["number"]]
    known = known[[each != OF_THE_CASE for each in members]].reset_index(drop=True)
    first = Agreements(
        number=tuple(known["number"]),
        year=known["year"].to_numpy(dtype=float),
        parties=tuple(parties[number] for number in known["number"]),
        depth=known["depth_index"].to_numpy(dtype=float),
        is_south=known["SouthSouth"].to_numpy(dtype=float),
        is_ec=known["EC"].to_numpy(dtype=float),
        has=(known["labor_depth"] >= LABOR).to_numpy(),
    )
    return first, known


def deeper(labor: Agreements, known: pd.DataFrame, least: int) -> Agreements:
    """Labor provisions of another least depth."""
    return replace(labor, has=(known["labor_depth"] >= least).to_numpy())


def of_environment(labor: Agreements, known: pd.DataFrame, group: str) -> Agreements:
    """Provisions of a group of environmental norms, in the agreements that have been coded for them."""
    count = known[f"group_{group}"]
    return replace(labor, has=(count > 0).to_numpy()).among(count.notna().to_numpy())


@dataclass(frozen=True)
class Fit:
    """Coefficients of log odds: a constant, then the columns."""

    value: Floats
    se: Floats
    log_likelihood: float
    n: int

    def show(self, term: int) -> str:
        """Coefficient with its standard error."""
        return f"{self.value[term]:.2f} (se {self.se[term]:.2f})"

    def prob(self, columns: Floats) -> Floats:
        """Chances of agreements with such columns, (agreement,)."""
        return logistic(self.value[0] + columns @ self.value[1:])


def columns_of(rows: Agreements, forgetting: float, largest: bool = True) -> Floats:
    """What the rule reads of each: own precedents, depth, South (agreement, 3)."""
    return np.column_stack([rows.own(forgetting, largest), rows.depth, rows.is_south])


def fit(has: Flags, columns: Floats) -> Fit:
    """Fit log odds by maximum likelihood."""
    model = sm.Logit(has.astype(float), sm.add_constant(columns, has_constant="add"))
    found = model.fit(disp=0, method="newton", tol=1e-10)
    return Fit(np.asarray(found.params), np.asarray(found.bse), float(found.llf), int(has.size))


def forgetting() -> float:
    """The model's own number [per year]."""
    return table()["precedents.forgetting"].default


def auc(score: Floats, event: Flags) -> float:
    """Area under the ROC curve, ties counted half."""
    return float(mannwhitneyu(score[event], score[~event]).statistic) / (int(event.sum()) * int((~event).sum()))


def estimate(data: Path) -> list[Estimate]:
    """The four weights of the rule, of one fit to labor at the model's forgetting; the notes say what hangs on what."""
    labor, _ = load(data)
    is_known = ~np.isnan(labor.depth)
    found = fit(labor.has[is_known], columns_of(labor, forgetting())[is_known])
    by_rate = [fit(labor.has[is_known], columns_of(labor, rate)[is_known]).log_likelihood for rate in FORGETTING]
    best = FORGETTING[int(np.argmax(by_rate))]
    note = (
        f"{int(labor.has[is_known].sum())} of {found.n} agreements {FIRST}-{END} have labor provisions of depth "
        f"{LABOR} or more; one fit of four weights, agreements taken as independent. Forgetting {forgetting():g} a "
        f"year is {max(by_rate) - by_rate[FORGETTING.index(forgetting())]:.1f} units of log likelihood below the "
        f"best, {best:g}; 0 {max(by_rate) - by_rate[0]:.1f}, {FORGETTING[-1]:g} {max(by_rate) - by_rate[-1]:.1f}"
    )
    return [
        Estimate(
            f"precedents.{name}", sign * float(value), float(se),
            sign * float(value) - 1.96 * float(se), sign * float(value) + 1.96 * float(se), found.n, note,
        )
        for (name, sign), value, se in zip(TERMS.items(), found.value, found.se, strict=True)
    ]  # fmt: skip
