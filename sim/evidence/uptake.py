"""E7 on 98 states: how laws against the funding of NGOs spread, fitted on 1981-2000 and forecast for 2001-2012.

The panel is ChristensenWeinstein2013 as cleaned by Heiss. A state has adopted once `funding_all` is above 0: any
barrier to funding, duties to disclose it included. Of all columns only this one gives the documented counts;
`ngo_barrier_foreign_funds` alone gives 7, 13, 18, 32, 43. No state repeals. Nothing in the data measures E7's window,
which is open (1). States that did not exist yet are coded, and counted as at risk, from 1981 on.
A slope b2 on the share of peers, a region's other states, is a side result: the model has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import mannwhitneyu

from sim.evidence.record import Estimate, Row, Verdict
from sim.model.core.noise import Noise
from sim.model.formulas import share_in_step
from sim.model.ideas.rules import adoption_hazard
from sim.model.state import Counts, Flags, Floats

FILE = "ngo_laws_1981_2015.csv"
FIRST, LAST, END = 1981, 2000, 2012  # start of the panel, end of the fit, end of the forecast
REGIONS = (2, 200, 400, 600, 700, 1000)  # Correlates of War: Americas, Europe, Africa, Middle East, Asia and Oceania
SEED = 1998
ONE_STATE = 1 / 98  # share; forecasts whose errors differ by less are called a tie
BOUNDS = (2.0, 8.0)  # the design's first prior of b1, set with 1982-2012 in view


@dataclass(frozen=True)
class Panel:
    """Who adopted when, and who counts as whose peers."""

    adopted: Flags  # (year, state), from FIRST on; stays true
    region: Counts  # (state,) 1-5
    peer_weight: Floats  # (state, state) rows sum to 1; no state is its own peer

    def share(self, first: int, last: int) -> Floats:
        """Documented share of states with a barrier [0-1], both years included."""
        return self.adopted[first - FIRST : last + 1 - FIRST].mean(axis=1)

    def state_years(self, last: int) -> tuple[Flags, Floats, Floats]:
        """Event, share adopted and peers' share (both of the year before) of all at risk in FIRST + 1 ... last."""
        before, now = self.adopted[: last - FIRST], self.adopted[1 : last + 1 - FIRST]
        share = np.repeat(before.mean(axis=1)[:, None], before.shape[1], axis=1)
        return now[~before], share[~before], (before @ self.peer_weight.T)[~before]


@dataclass(frozen=True)
class Fit:
    """Coefficients of log hazard: (log lam0, b1, b2); a term left out or held fixed has no variance."""

    value: Floats  # (3,)
    covariance: Floats  # (3, 3)
    n: int  # state-years
    n_events: int

    def show(self, term: int, digits: int = 2) -> str:
        """Coefficient with its standard error."""
        return f"{self.value[term]:.{digits}f} (se {np.sqrt(self.covariance[term, term]):.{digits}f})"

    def draws(self, normal: Floats) -> Floats:
        """Coefficients spread by their estimation error, (3, run), from standard normal draws of that shape."""
        scale, direction = np.linalg.eigh(self.covariance)
        return self.value[:, None] + direction @ (np.sqrt(np.maximum(scale, 0.0))[:, None] * normal)


def load(data: Path) -> Panel:
    """Read the panel; raise FileNotFoundError naming the file if it is absent."""
    if not (data / FILE).is_file():
        raise FileNotFoundError(FILE)
    table = pd.read_csv(data / FILE)
    wide = table.pivot(index="year", columns="cowcode", values="funding_all").sort_index()
    region = np.digitize(wide.columns.to_numpy(), REGIONS)
    together = (region[:, None] == region[None, :]) & ~np.eye(region.size, dtype=bool)
    adopted = np.logical_or.accumulate(wide.to_numpy() > 0, axis=0)
    return Panel(adopted, region, together / together.sum(axis=1, keepdims=True))


def fit(panel: Panel, last: int, *, share: bool = False, peers: bool = False, slope: float = 0.0) -> Fit:
    """Fit E7's hazard by maximum likelihood; complementary log-log is exactly 1 - exp(-hazard) over a year.

    Parameters
    ----------
    last : the last year used
    share, peers : whether b1 and b2 are estimated; b2 is else 0
    slope : value at which b1 is held if it is not estimated
    """
    event, share_adopted, peers_adopted = panel.state_years(last)
    used = [0] + [1] * share + [2] * peers
    columns = np.column_stack([np.ones(event.size), share_adopted, peers_adopted])
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    held = 0.0 if share else slope
    found = sm.GLM(event.astype(float), columns[:, used], family=family, offset=held * share_adopted).fit(tol=1e-12)
    value, covariance = np.array([0.0, held, 0.0]), np.zeros((3, 3))
    value[used] = found.params
    covariance[np.ix_(used, used)] = found.cov_params()
    return Fit(value, covariance, event.size, int(event.sum()))


def spread(start: Flags, peer_weight: Floats, terms: Floats, n_years: int) -> Flags:
    """Simulated paths through the rules E7-1 and R-1, a year a step, peers as a factor of lam0, (year, state, run).

    Parameters
    ----------
    start : (state,) who has adopted before the first year
    peer_weight : (state, state)
    terms : (3, run) log lam0 [log per year], b1 and b2 [log hazard per unit share]
    """
    n_runs = terms.shape[1]
    noise = Noise(SEED, range(n_runs))
    adopted = np.repeat(start[:, None], n_runs, axis=1)
    path = np.empty((n_years, *adopted.shape), dtype=bool)
    one = np.ones(n_runs)
    for step in range(n_years):
        base, share = np.exp(terms[0] + terms[2] * (peer_weight @ adopted)), adopted.mean(axis=0)
        hazard = adoption_hazard(share, one, base, terms[1])
        draws = noise.block("uptake.adopt", "uniform", step, start.shape)
        adopted = adopted | (draws < share_in_step(hazard, 1.0))
        path[step] = adopted
    return path


def forecast(panel: Panel, terms: Floats) -> tuple[Floats, Floats]:
    """Simulate from the documented state of LAST to END: counts (year, run), chance of adoption by END (state,).

    States at risk in one region are exchangeable and share the mean of their simulated chances.
    """
    start = panel.adopted[LAST - FIRST]
    path = spread(start, panel.peer_weight, terms, END - LAST)
    prob = np.ones(start.size)
    for region in np.unique(panel.region):
        members = (panel.region == region) & ~start
        prob[members] = path[-1][members].mean()
    return path.sum(axis=1).astype(float), prob


def bounded(panel: Panel, normal: Floats, *, peers: bool) -> Floats:
    """Coefficients with b1 spread evenly over its prior and the others refitted to it on 1981-2000, (3, run)."""
    terms = np.empty_like(normal)
    grid = np.linspace(*BOUNDS, 13)
    for place, slope in enumerate(grid):
        rows = slice(place, None, grid.size)
        terms[:, rows] = fit(panel, LAST, peers=peers, slope=float(slope)).draws(normal[:, rows])
    return terms


def root_mean_square(error: Floats) -> float:
    """Square root of the mean square."""
    return float(np.sqrt(np.mean(error**2)))


def logistic_trend(panel: Panel, last: int) -> Floats:
    """Share on a logistic curve in time from FIRST to END: log odds on year by least squares up to `last`."""
    years = np.arange(FIRST, END + 1) - float(LAST)
    share = panel.share(FIRST, last)
    slope, level = np.polyfit(years[: share.size], np.log(share / (1.0 - share)), 1)
    return 1.0 / (1.0 + np.exp(-(level + slope * years)))


def auc(score: Floats, event: Flags) -> tuple[float, float]:
    """Area under the ROC curve, ties counted half, and its standard error (Hanley and McNeil)."""
    n_yes, n_no = int(event.sum()), int((~event).sum())
    area = float(mannwhitneyu(score[event], score[~event]).statistic) / (n_yes * n_no)
    yes, no = area / (2 - area) - area**2, 2 * area**2 / (1 + area) - area**2
    return area, float(np.sqrt((area * (1 - area) + (n_yes - 1) * yes + (n_no - 1) * no) / (n_yes * n_no)))


def verdict(ours: float, best: float) -> Verdict:
    """Compare two errors of share: a tie if they differ by less than one state of 98."""
    if abs(ours - best) < ONE_STATE:
        return "tie"
    return "inside" if ours < best else "miss"


def geometric_deviation(base_hazard: float, slope: float, n_runs: int) -> float:
    """Distance of waiting times from the geometric law, (chi-square - df) / sqrt(2 df).

    Nobody has adopted at first, so that both shares rise along every path: with `slope` 0 on both, a waiting time
    must not notice. Years 1-25 are counted one by one, later ones together.
    """
    n_states, n_years = 98, 25
    weight = (1.0 - np.eye(n_states)) / (n_states - 1)
    terms = np.repeat(np.array([[np.log(base_hazard)], [slope], [slope]]), n_runs, axis=1)
    path = spread(np.zeros(n_states, dtype=bool), weight, terms, n_years)
    seen = np.diff(np.r_[0, path.sum(axis=(1, 2)), n_states * n_runs])
    survival = np.exp(-base_hazard) ** np.arange(n_years + 1)  # (1 - p)^k
    expected = n_states * n_runs * -np.diff(np.r_[survival, 0.0])
    return float(((seen - expected) ** 2 / expected).sum() - n_years) / float(np.sqrt(2 * n_years))


def estimate(data: Path) -> list[Estimate]:
    """lam0 and b1 of one fit to 1982-2000 alone; the notes say what other fits give, 1982-2012 and peers included.

    The interval of lam0 is that of its logarithm.
    """
    panel = load(data)
    constant, joint, both = fit(panel, LAST), fit(panel, LAST, share=True), fit(panel, LAST, share=True, peers=True)
    later, both_later = fit(panel, END, share=True), fit(panel, END, share=True, peers=True)
    held = [fit(panel, LAST, slope=bound).value[0] for bound in BOUNDS]
    events = f"{joint.n_events} adoptions in 1982-{LAST}"
    base_note = (
        f"hazard per year at share 0, of the same fit as the slope: log {joint.show(0)}; {events}. Another b1 needs "
        f"another lam0: log {constant.show(0)} with b1 = 0, {held[0]:.2f} given b1 = 2, {held[1]:.2f} given b1 = 8, "
        f"{later.show(0)} with the b1 of 1982-{END}"
    )
    slope_note = (
        f"per unit of lagged share, of the same fit as lam0; {events}. Not stable: {later.show(1)} on 1982-{END}. "
        f"With peers b1 {both.show(1)} and b2 {both.show(2)}, not told apart from 0; on 1982-{END} b1 "
        f"{both_later.show(1)} and b2 {both_later.show(2)}"
    )
    (log_base, slope), (base_se, slope_se) = joint.value[:2], np.sqrt(np.diag(joint.covariance)[:2])
    base, low, high = (float(np.exp(log_base + z * base_se)) for z in (0.0, -1.96, 1.96))
    ends = float(slope - 1.96 * slope_se), float(slope + 1.96 * slope_se)
    return [
        Estimate("ideas.base_hazard", base, base * float(base_se), low, high, joint.n, base_note),
        Estimate("ideas.adoption_slope", float(slope), float(slope_se), *ends, joint.n, slope_note),
    ]


def ladder_rows(data: Path, quick: bool = False) -> list[Row]:
    """V18, and V4's waiting times."""
    panel, n_runs = load(data), 400 if quick else 4000
    deviation = geometric_deviation(0.2, 0.0, n_runs // 4)
    what = "waiting times through E7-1 and R-1 with b = 0, hazard 0.2 a year: geometric law"
    found, even = f"chi-square {deviation:+.2f} standard errors from its mean", "geometric law itself: 0"
    law = Row("V4", what, "within 3", found, even, "inside" if abs(deviation) < 3 else "miss", 98 * n_runs // 4, SEED)
    return [*_docking_rows(panel), *_forecast_rows(panel, n_runs), law]


def _docking_rows(panel: Panel) -> list[Row]:
    constant, alone, later = fit(panel, LAST), fit(panel, LAST, share=True), fit(panel, END, share=True)
    counts = " ".join(f"{panel.share(year, year)[0] / ONE_STATE:.0f}" for year in (1981, 1990, 1999, 2005, 2011))
    trend = root_mean_square(logistic_trend(panel, END) - panel.share(FIRST, END))
    hazards = f"{constant.value[0]:.2f}, {alone.show(1, 1)}, {later.show(1, 1)}"
    rows = (
        ("states with any barrier to NGO funding, 1981 1990 1999 2005 2011", "21 25 34 50 70", counts, 98),
        ("log hazard 1982-2000; b1 1982-2000 and 1982-2012", "-4.46, 17.4 (se 5.5), 4.8 (se 0.8)", hazards, constant.n),
        ("logistic trend fitted to 1981-2012, RMSE of share", "0.048", f"{trend:.3f}", END - FIRST + 1),
    )
    return [Row("V18", w, t, o, "none: docking", "exact" if o == t else "miss", n, None) for w, t, o, n in rows]


def _forecast_rows(panel: Panel, n_runs: int) -> list[Row]:
    """As fitted; with b1 in its prior; and which states."""
    documented = panel.share(LAST + 1, END)
    normal = Noise(SEED, range(n_runs)).once("uptake.terms", "normal", 3)
    fitted, prob = forecast(panel, fit(panel, LAST, share=True, peers=True).draws(normal))
    prior, prior_prob = forecast(panel, bounded(panel, normal, peers=True))
    fitted_alone, _ = forecast(panel, fit(panel, LAST, share=True).draws(normal))
    prior_alone, _ = forecast(panel, bounded(panel, normal, peers=False))
    constant, _ = forecast(panel, fit(panel, LAST).draws(normal))

    def error(counts: Floats) -> float:
        return root_mean_square(counts.mean(axis=1) * ONE_STATE - documented)

    start = panel.share(LAST, LAST)[0]
    trend, hindsight = (logistic_trend(panel, last)[LAST + 1 - FIRST :] - documented for last in (LAST, END))
    naive = [error(constant), root_mean_square(trend), root_mean_square(start - documented)]
    baseline = "RMSE constant hazard {:.3f}, logistic trend {:.3f}, last value {:.3f}".format(*naive)
    late = root_mean_square(hindsight)
    target = "documented " + " ".join(f"{share / ONE_STATE:.0f}" for share in documented)
    what = f"states with a barrier in each year 2001-2012, E7 with share and peers fitted on 1981-{LAST}, "
    first = f"{_paths(fitted, documented)}; RMSE {error(fitted):.3f} (no peers {error(fitted_alone):.3f})"
    second = f"{_paths(prior, documented)}; RMSE {error(prior):.3f} (no peers {error(prior_alone):.3f})"
    aside = "b1 spread over its prior 2-8 instead (NOT out of sample: the prior was set with 1982-2012 in view)"
    rival = f"{baseline}; with the same hindsight: logistic trend fitted to 1981-2012 {late:.3f}"
    return [
        Row("V18", what + "as it falls", target, first, baseline, verdict(error(fitted), min(naive)), n_runs, SEED),
        Row("V18", what + aside, target, second, rival, verdict(error(prior), min(*naive, late)), n_runs, SEED),
        _which_states(panel, prob, prior_prob),
    ]


def _paths(counts: Floats, documented: Floats) -> str:
    low, high = np.percentile(counts, [5, 95], axis=1)
    n_inside = int(((low <= documented / ONE_STATE + 1e-9) & (documented / ONE_STATE - 1e-9 <= high)).sum())
    years = zip(counts.mean(axis=1), low, high, strict=True)
    return " ".join(f"{m:.0f} ({a:.0f}-{b:.0f})" for m, a, b in years) + f"; {n_inside} of 12 in the 90 % interval"


def _which_states(panel: Panel, prob: Floats, prior_prob: Floats) -> Row:
    """A tie unless fewer than 5 % of all orders of the regions do as well: the 61 states are but five cases.

    As fitted, the chances differ in the third decimal, within simulation error: the worse of both rankings counts.
    """
    at_risk = ~panel.adopted[LAST - FIRST]
    event, region = panel.adopted[END - FIRST][at_risk], panel.region[at_risk] - 1
    (area, se), (prior_area, _) = auc(prob[at_risk], event), auc(prior_prob[at_risk], event)
    orders = np.array([auc(np.array(order)[region], event)[0] for order in permutations(range(5))])
    by_chance = float(np.mean(orders >= min(area, prior_area) - 1e-9))
    ours = f"AUC {area:.3f} (se {se:.3f}), chances {prob[at_risk].min():.3f}-{prob[at_risk].max():.3f}; b1 in 2-8: AUC "
    ours += f"{prior_area:.3f}; {by_chance:.1%} of all orders of the five regions do as well"
    what = f"which of the {event.size} states at risk in {LAST} adopt by {END} ({event.sum()} do)"
    result: Verdict = "tie" if by_chance > 0.05 else "inside"
    return Row("V18", what, "AUC > 0.5", ours, "all three 0.500: they tell no states apart", result, event.size, SEED)
