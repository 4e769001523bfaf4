# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 5. Decentral diplomacy
#
# **What do local decisions buy, and what if the government changes?** In the case `mexico_chile` an embassy leaves the
# capital and works with regions. A web article says that papers then take 48 hours instead of 12 weeks, that everything
# gets 30 % faster, that small firms export 12 % more, and a dozen figures besides.
#
# > Nothing of that framework was found in any other source. The case *stipulates* it: figures go in as inputs, and we
# > ask how much of them offices, partners and parliaments could deliver. No result here is evidence that any of it
# > exists.
#
# The second thing to watch is ourselves: beside every number of the model stands one that needs no model.

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from sim import Ensemble, Page, compare, sweep, tables
from sim.experiments.counterfactuals.pairs import Paired, verdict
from sim.figures import look, timeline
from sim.figures.differences import differences
from sim.model.programs.rules import local_wait, queue_time
from sim.model.programs.setting import desks_of
from sim.rivals.naive import forecasts
from sim.scenario.load import read_case

# The package draws into files; this line shows its figures here.
# %matplotlib inline
pd.set_option("display.max_colwidth", None)
N, case = 50, read_case("mexico_chile")
chile = case.load("baseline").scenario

# %% [markdown]
# ## What is granted
#
# A *pilot* opens with its program; every other place has to find a partner first.

# %%
rows = [
    (name, p.claimed.value, p.claimed.unit.en, len(p.pilots), len(p.places), p.claimed.source)
    for name, p in chile.programs.items()
    if p.claimed
]
pd.DataFrame(rows, columns=["program", "claimed", "unit", "pilots", "places", "source"]).set_index("program")

# %% [markdown]
# Every figure is *claimed*. *Documented* are the embassy's visits to seven regions in 2025, a joint fund of two million
# dollars a year, and Chile's change of government in March 2026. How many cases come in, what a site costs and how much
# a missing support hurts are *assumed*.
#
# ## One desk, three figures
#
# The baseline has no change of government, as its source has none; `record` has it.

# %%
HOURS = ["response_local_2027", "response_central_2027", "response_mean_2026_28", "decided_locally_2027"]
REGIONS = "partners_regions_2030"
SHARES = {  # outcome: its program, and what it is at most
    "network_delivered": ("digital_network", 30), "roadmap_sites": ("digital_network", 12),
    "council_share": ("council", 1), "exports_delivered": ("trade_hubs", 12), "southern_sites": ("southern_hubs", 2),
    "disease_delivered": ("public_health", -5), "participants_delivered": ("cultural_corridor", 250),
    "science_share": ("science_exchange", 1), "solar_power_delivered": ("solar_power", 150),
    "solar_ownership_delivered": ("solar_ownership", 62), "legal_share": ("legal_network", 1),
}  # fmt: skip
VOTES = ["passed_council_permanent", "passed_land_treaty"]
base = Ensemble(case.load("baseline"), N, outcomes=[*HOURS, REGIONS, *SHARES, *VOTES])
result = base.run()
record = Ensemble(case.load("record"), N, outcomes=[*HOURS, REGIONS, *VOTES]).run()
no_change = pd.Series({name: values.mean() for name, values in result.start.items()})  # what is coded
tables.summary(result).loc[[*HOURS, REGIONS], ["n", "q05", "q50", "q95"]].assign(naive=no_change).round(2)

# %%
years, series = timeline.ends(base.setting), result.series
LEVELS = {
    "at ministries": ("response_central_2027", "#7F3B08"),
    "all cases": ("response_mean_2026_28", look.SPREAD),
    "at local offices": ("response_local_2027", look.KINDS[2]),
}
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 3, (9.5, 4.1), "Papers speed up at once; what wears off is the ties that carry them",
        f"baseline, and record (broken gold lines), n = {N} runs each, seed 1; ministries decide all until 2025",
        "Lines: medians; bands: 5-95 % of the runs of the baseline. Upright: Chile's change of government, in record "
        "only. Dotted: 12 weeks and 48 hours. Only the embassy's seven alliances of 2025 are on record. That they "
        "lapse later is the model's, at a rate measured on another coalition.",
    )  # fmt: skip
    hours, share, regions = page.axes[0]
    for name, color in LEVELS.values():
        look.band(hours, years, series[name], color)
    for axes, name in ((share, "decided_locally_2027"), (regions, REGIONS)):
        look.band(axes, years, series[name], look.SPREAD)
        axes.plot(years, np.median(record.series[name], axis=1), color=look.KINDS[1], linestyle=look.DASHES)
    for axes, title in ((hours, "hours to a decision"), (share, "share decided locally"), (regions, "allied regions")):
        look.date_lines(axes, [2026 + 2.3 / 12])
        axes.set(title=title, xlim=(2025.1, 2031), ylim=(0, None))
    hours.set(yscale="log", ylim=(30, 3000), yticks=[48, 100, 500, 2016], yticklabels=[48, 100, 500, 2016])
    hours.minorticks_off()
    hours.hlines((48, 2016), 2025, 2031, color=look.NAIVE_TOO, linestyle=look.DOTS)
    look.documented(regions, 2025.99, 7)
    keys = [look.key("line", color, name) for name, (_, color) in LEVELS.items()]
    keys += [look.key("line", look.KINDS[1], "record", linestyle=look.DASHES)]
    keys += [look.key("line", look.NAIVE_TOO, "claimed", linestyle=look.DOTS)]
    page.legend([*keys, look.key("D", look.DOCUMENTED, "documented")])
plt.show()

# %% [markdown]
# Some seventy hours instead of 2016: *ninety-seven* per cent faster, where the same text claims thirty of another
# quantity, the response to crises. What if it meant all papers? Do the sum by hand. A share *s* of the cases takes 48
# hours, the rest 2016: 30 % faster on average means s = .31. The positions that were *coded* put it at two thirds.
# That is arithmetic on the table, and gives 66 %. In the runs it is a little more, about .7: what allies say and who
# presses moves those who govern a little that way.
#
# The rest of the way to 97 % is one assumption: that twelve weeks are spent *waiting in line*. A ministry relieved of
# two cases in three then answers in days. Were they spent on the work itself, it would still take twelve weeks.

# %%
desk = desks_of(base.setting)[0]
shares = np.linspace(0.0, 1.0, 401)


def by_hand(local, arrivals=desk.arrivals, cost=0.25, n_offices=11):
    """Mean hours with a line at each desk, were all offices at work; staff is set so that claimed hours come out."""
    stage, office = desk.stages / desk.central_years + arrivals, 1 / desk.local_years + arrivals / n_offices
    central = desk.stages * queue_time(stage, arrivals * (1 - local))
    wait = local_wait(queue_time(office, arrivals * local / n_offices), np.float64(n_offices), cost)
    return 8766 * ((1 - local) * central + local * wait)


def decided_locally(president):
    """Share of cases decided locally, by the coded positions of those who govern."""
    governing = ("presidency_sheinbaum", "sre", "minrel", president)
    return np.mean([(1 + chile.actors[name].positions["decentralization"]) / 2 for name in governing])


coded, coded_in_record = decided_locally("presidency_boric"), decided_locally("presidency_kast")
naive_hours = 48 * shares + 2016 * (1 - shares)
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 1, (9.5, 4.1), "Thirty per cent is too little, however twelve weeks are read",
        f"lines: arithmetic; dots: n = {N} runs of the baseline and of record, mean of 2026-28, seed 1",
        "Without a line to wait in, the claim of 30 % takes 31 of 100 cases decided locally; with one it takes two. "
        "Dotted: the share that the coded positions of both presidencies and foreign ministries give.",
    )  # fmt: skip
    axes = page.axes[0, 0]
    axes.plot(100 * shares, 100 * (1 - naive_hours / 2016), color=look.NAIVE_TOO)
    axes.plot(100 * shares, 100 * (1 - by_hand(shares) / 2016), color=look.NAIVE)
    axes.axhspan(20, 40, color=look.WINDOW, zorder=0)
    axes.axvline(100 * coded, color="#999999", linewidth=0.8, linestyle=look.DOTS)
    for found, color in ((result, look.SPREAD), (record, look.KINDS[1])):
        sooner = 100 * (1 - found.outcomes["response_mean_2026_28"] / 2016)
        axes.plot(100 * found.outcomes["decided_locally_2027"], sooner, "o", color=color, markersize=4, alpha=0.6)
    axes.set(xlabel="cases decided locally, %", ylabel="faster than ministries alone, %", xlim=(0, 100), ylim=(0, 101))
    keys = [look.key("line", look.NAIVE_TOO, "naive: work"), look.key("line", look.NAIVE, "waiting in line, by hand")]
    keys += [look.key("patch", look.WINDOW, "30 % claimed, 20-40 tolerated"), look.key("o", look.SPREAD, "baseline")]
    page.legend([*keys, look.key("o", look.KINDS[1], "record")])
plt.show()

# %% [markdown]
# The dots lie on the line drawn by hand. What do the numbers hang on that nobody knows? `sweep` varies two: cases a
# year (572 is one a week at each of eleven offices) and what it costs that many offices agree. Note what `arrivals`
# does *not* do: it does not load the same desk with more papers. Twelve weeks are claimed for all papers together, so
# staff is set to give them under whatever load is coded.

# %%
ARRIVALS, COST = "desks.local_authorizations.arrivals", "programs.coordination_cost"
frame = sweep("mexico_chile", {ARRIVALS: (52, 572, 5720), COST: (0.0, 0.5)}, replicates=20, until="2028-12")
groups = frame.groupby([ARRIVALS, COST])["response_mean_2026_28"]
spread = groups.describe(percentiles=[0.05, 0.5, 0.95])[["count", "5%", "50%", "95%"]]
spread["slower than 12 weeks"] = groups.apply(lambda waits: np.mean(waits > 2016))
spread["by hand"] = [float(by_hand(coded, *setting)) for setting in spread.index]
spread.assign(**{"naive: work": 48 * coded + 2016 * (1 - coded)}).round(1)

# %% [markdown]
# Where papers are few the hand is right to about a tenth: it takes the coded share, and a few more cases are decided
# locally. Where they are many it is badly wrong: it says 20 to 40 hours, and in one run of five the model's desk is
# *slower* than the ministries ever were. The hand takes eleven offices for granted. In the
# model an office whose tie to the embassy lapses decides no more, its papers go to the others, and once half are gone
# the line at the rest has no end. That is the one thing here that no arithmetic on the table gives: local decisions are
# as good as the ties that carry them.
#
# ## How much of the figures is delivered?
#
# The naive forecast here is a count: *pilots over places*, as if pilots delivered in full and nothing else opened.

# %%
asked = {c.outcome: c.expect.between for c in chile.claims.values() if c.expect.between and not c.versus}
rows = {}
for name, (program, most) in SHARES.items():
    p, runs = chile.programs[program], result.outcomes[name] / most
    naive = 0 if name == "roadmap_sites" else len(p.pilots) / len(p.places)  # these municipalities are no pilots
    low, high = sorted(np.array(asked.get(name, (np.nan, np.nan))) / most)
    rows[name] = {"n": N, "5 %": np.quantile(runs, 0.05), "median": np.median(runs), "95 %": np.quantile(runs, 0.95)}
    rows[name] |= {"naive": naive, "asked from": low, "to": high}
delivered = pd.DataFrame(rows).T
delivered.round(2)

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 1, (9.5, 4.7), "Pilots deliver, and hardly anything else opens",
        f"share of the claimed figure that is delivered; baseline, n = {N} runs, seed 1",
        "Gray: what the claim asks for, with the tolerance of the case. The figures themselves are claimed; nothing "
        "here says that a solar farm of that size can be built.",
    )  # fmt: skip
    axes = page.axes[0, 0]
    for row, name in enumerate(reversed(delivered.index)):
        found = delivered.loc[name]
        axes.barh(row, found["to"] - found["asked from"], 0.7, left=found["asked from"], color=look.WINDOW, zorder=0)
        heights = row - 0.25 + 0.5 * (np.arange(N) * 0.618 % 1)
        axes.scatter(result.outcomes[name] / SHARES[name][1], heights, s=6, color=look.MODEL, alpha=0.6, linewidths=0)
        axes.plot([found["5 %"], found["95 %"]], [row, row], color=look.SPREAD, linewidth=2.5)
        axes.plot(found["median"], row, "o", color=look.SPREAD, markersize=5)
        axes.plot(found["naive"], row, "x", color=look.NAIVE_TOO, markersize=6, markeredgewidth=2)
    axes.set_yticks(range(len(delivered)), [f"{SHARES[name][0]}: {name}" for name in reversed(delivered.index)])
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(-0.03, 1.4), xlabel="share of the claimed figure")
    keys = [look.key("o", look.MODEL, "a run", markersize=3.5), look.key("o", look.SPREAD, "median, 5-95 %")]
    keys += [look.key("x", look.NAIVE_TOO, "naive: pilots over places", markeredgewidth=2)]
    page.legend([*keys, look.key("patch", look.WINDOW, "claimed, with tolerance")])
plt.show()

# %% [markdown]
# Most figures are met because they were put in and their pilots open on the first day. What the road map adds by
# decision (twelve municipalities, two corridors) the model adds by finding partners, and in four to five years it finds
# next to none. What is missing of the rest is missing where an ally was lost.
#
# ## The three supports
#
# The text names three conditions: funds, universities, measurement. `compare` takes them away one by one, in pairs.
# Half a percentage point of exports is worth knowing.

# %%
SUPPORTS = ["no_fund", "no_universities", "no_measurement"]
found = compare("mexico_chile", SUPPORTS, "exports_delivered", 0.5, replicates_max=40)
columns = ["pairs", "mean_baseline", "mean_alternative", "difference", "low", "high", "verdict"]
table = pd.DataFrame(each.record() for each in found.differences).set_index("alternative")[columns]
table.assign(naive=[-1, -0.5, -0.5] * table["mean_baseline"]).round(2)

# %%
differences(found)
plt.show()

# %% [markdown]
# Each verdict is sure, and none is news. The fund is the only funder. *Naive* takes half away for each of the others,
# since `programs.support_loss`, assumed for want of anything known, says half. Universities seem to matter less than
# measurement only because in some runs their ties had lapsed already, so that there was less to lose.
#
# ## And if the government changes?
#
# `record` has Kast follow Boric. A president lays agreements before Congress, and one who gains nothing by them does
# not: that is the *gate*. `record_no_gate` takes it away.

# %%
WORTH = {"decided_locally_2027": 0.02, "response_mean_2026_28": 100, REGIONS: 1} | dict.fromkeys(VOTES, 0.1)
naive = {"decided_locally_2027": coded_in_record - coded, "response_mean_2026_28": 1968 * (coded - coded_in_record)}
no_gate = Ensemble(case.load("record_no_gate"), N, outcomes=list(WORTH), series=False).run()
rows = []
for variant, runs in (("record", record), ("record_no_gate", no_gate)):
    for name, least in WORTH.items():
        pairs = Paired(result.outcomes[name], runs.outcomes[name], name in VOTES)
        known, (mean, changed) = pairs.interval(), pairs.means()
        row = {"variant": variant, "outcome": name, "n": pairs.n, "baseline": mean, "its own": changed}
        row |= {"difference": pairs.difference, "low": known.low, "high": known.high, "naive": naive.get(name)}
        rows.append(row | {"worth knowing": least, "verdict": verdict(known, least)})
votes = forecasts(chile, base.setting, {})
print("naive shares of yes:", {name: round(votes[name]["weighted_mean"], 2) for name in ("council_mx", "council_cl")})
pd.DataFrame(rows).set_index(["variant", "outcome"]).round(3)

# %% [markdown]
# The desk hardly notices. Six cases of a hundred go back to the capital, because one of four coded voices went from
# .6 to .1; in the median run three hours are lost. The treaties notice everything: both fail in all runs, at the
# gate. Without the gate every decision falls as before, in all pairs but one. So "a change of government ends the
# council" is *one coded row at one gate*, and what it ends is a coin: naive forecasts of .56 and .51, and both
# chambers agree on the council in half of the runs, on the land treaty in 28 %.
#
# ## What may be said
#
# - *Documented*: seven regions in 2025, the fund, the change of government. Nothing of what was delivered.
# - *Claimed*, of two quantities: 48 hours instead of 12 weeks for actions, 30 % faster for crises. Of one quantity they
#   could not all be true with two cases in three decided locally.
# - *Assumed* and decisive: whether twelve weeks are a line or work, how many papers come, what a support is worth.
# - *Found*: how it wears off. No government has to end it; ties that nobody renews are enough.
#
# At full size: `python run.py compare mexico_chile`, `python run.py check mexico_chile`.
#
# The page shows the case without and with the change of government, ten runs each: whose ties lapse, and when?

# %%
Page("mexico_chile", until="2026-12", variants=["record"], sliders=(), removals=(), replicates=10)

# %% [markdown]
# ## Try it
#
# 1. *What is half?* Compare `no_measurement` with `settings={"programs.support_loss": 0}`, then 1.
# 2. *Ties that last.* Run with `settings={"desks.local_authorizations.arrivals": 5720, "ties.rate": 0}`, so that
#    ties open and lapse by documents only. How long do papers take now?
# 3. *Twelve municipalities.* Run with `settings={"programs.partner_rate": 0.5}`, ten times the top of its prior. How
#    many municipalities and southern corridors does that open?

# %% [markdown]
# <details>
# <summary><b>What you should find</b> (click when you have tried)</summary>
#
# 1. No difference at all, then all of the exports. Which page of which evaluation would set this number?
# 2. 36 hours, and no run slower than the ministries. Is that a finding about offices or about the rate?
# 3. About one municipality by the end of 2027, not nine, and three in four of the southern corridors by 2030. The road
#    map adds by decision, the model by search: who is right?
#
# </details>
