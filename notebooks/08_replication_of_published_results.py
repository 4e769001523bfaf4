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
# # 8. Replication of published results
#
# **Does this model contain the models it says it builds on, and does it forecast what was published about its case?**
# The first can be answered exactly. If the rule of influence is that of Friedkin and Johnsen, then fed with *their*
# matrix it has to print *their* numbers; if the rule of voting is spatial, then without noise the median voter has to
# decide. The second can fail, and in part does.
#
# But for rivals, near the end, no model is written anew here: every number comes out of the functions that a run of
# NAFTA calls, too.

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from sim import Ensemble, Page
from sim.evidence import docked
from sim.evidence.published import COUPLED, COUPLING, SETTLED, SUSCEPTIBILITY, TWO_ISSUES, WEIGHTS, clusters, settle
from sim.evidence.retrodiction import ACTUAL, NOMINATE, PARTY_ONLY, is_covered, party_yeas
from sim.experiments.counterfactuals.pairs import Paired
from sim.figures import look
from sim.model.parameters import table
from sim.model.votes.rules import plank_gain, prob_yea
from sim.rivals.coded import coded
from sim.rivals.forecasts import of_decision
from sim.rivals.naive import forecasts
from sim.scenario.load import read_case

# The package draws into files; this line shows its figures here.
# %matplotlib inline

# %% [markdown]
# ## Four people and a stubborn third
#
# Friedkin and Johnsen (1999) let four people hear each other by weights *W*; each also holds to its first opinion, and
# the third does so wholly. Parsegov et al. (2017) add a second issue, and let what one thinks of either depend on the
# other. The naive forecast is that all end at the mean.

# %%
rows = {}
for what, printed in SETTLED.items():
    both = {"coupled": COUPLED, "coupling": COUPLING} if what == "two issues coupled" else {}
    ours = settle(WEIGHTS, TWO_ISSUES[: len(printed)], SUSCEPTIBILITY, **both)
    for issue, (theirs, found, start) in enumerate(zip(printed, ours, TWO_ISSUES, strict=False), 1):
        row = {"published": " ".join(f"{x:.1f}" for x in theirs), "ours": " ".join(f"{x:.1f}" for x in found)}
        row |= {"off by": np.abs(found - theirs).max(), "the mean is off by": np.abs(start.mean() - theirs).max()}
        rows[what, f"issue {issue}"] = row
pd.DataFrame(rows).T

# %% [markdown]
# *Off by* less than .05 is rounding, since the sources print one digit. All agree.
#
# ## How many camps?
#
# Hegselmann and Krause (2002) let people hear only those whose opinion lies within a radius, and count the camps that
# are left of 625 random opinions. Their figures show one draw each: 38, 2 and 1 camps at radii .01, .15 and .25 (quoted
# from memory; check before you cite). What a draw of theirs gives is chance, so we take four.

# %%
PUBLISHED_CAMPS = {0.01: 38, 0.15: 2, 0.25: 1}
camps = {radius: clusters(radius, range(4)) for radius in (0.01, 0.05, 0.10, 0.15, 0.20, 0.25)}
table_of_camps = pd.DataFrame(camps, [f"draw {k}" for k in range(4)]).T.rename_axis("radius")
table_of_camps["by hand: 1 / (2 radius)"] = [1 / (2 * radius) for radius in camps]
table_of_camps.assign(published=pd.Series(PUBLISHED_CAMPS)).round(1)

# %% [markdown]
# *By hand* each camp takes up a radius to either side. That is somewhat too many nearly everywhere, and far too many at
# .01. The three published counts lie among ours. One draw of theirs against four of ours is a weak test all the same;
# `tests/test_published_models.py` takes thirty.
#
# ## The median voter
#
# Black (1948): of voters on a line the one in the middle decides. Our members vote by a probability, less sharply the
# larger their `indifference`. How often does a chamber of nine decide as its median member would?

# %%
N_CHAMBERS = 4000
ideal = np.random.default_rng(1).uniform(-1, 1, (9, N_CHAMBERS))
gain = plank_gain(ideal, np.asarray(-1.0), np.asarray(1.0))
draws = np.random.default_rng(2).uniform(size=ideal.shape)


def as_the_median(indifference, deciding=np.median):
    """Share of chambers that decide as their median (or mean) voter wants."""
    yes = draws < prob_yea(gain, np.asarray(indifference), np.asarray(0.0))
    return np.mean((yes.sum(axis=0) > len(ideal) / 2) == (deciding(ideal, axis=0) > 0))


measured = table()["votes.indifference"].default
voters = pd.DataFrame(
    {what: {"median voter": as_the_median(size), "mean voter": as_the_median(size, np.mean)}
     for what, size in {"indifference 0 (published)": 1e-9, f"{measured:g} (measured)": measured}.items()}
).T  # fmt: skip
voters.round(3)

# %% [markdown]
# Without noise the theorem holds in every chamber. At the indifference measured on a roll call it holds in seven
# chambers of ten, and the mean voter does no worse. So "a spatial model of voting" is true of the package in a limit in
# which it is never run.

# %%
PURPLE = look.NAIVE_TOO
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 3, (9.5, 4.1), "In the limit the package gives the published answers",
        f"four people; 625 opinions, 4 draws (seeds 0-3) for each radius; {N_CHAMBERS} chambers of nine, seed 1",
        "Left: lines are ours, diamonds what is printed, at the step where all have settled. Middle: dots are ours, "
        "diamonds stand a little beside them. Right: share of chambers that decide as their median member; the ring is "
        "the indifference measured on a roll call.",
    )  # fmt: skip
    people, radii, chambers = page.axes[0]
    steps = np.arange(13)
    path = np.array([settle(WEIGHTS, TWO_ISSUES[:1], SUSCEPTIBILITY, n_steps=int(n))[0] for n in steps])
    for person, color in enumerate((*look.KINDS[:3], look.MODEL)):
        people.plot(steps, path[:, person], color=color, linewidth=1.8, linestyle=look.DASHES if person == 1 else "-")
        look.documented(people, 12, SETTLED["one issue"][0][person], clip_on=False, zorder=5)
    people.set(title="Friedkin & Johnsen 1999", xlabel="step", ylabel="opinion", xlim=(0, 12), ylim=(20, 90))
    for radius, counts in camps.items():
        radii.plot([radius] * 4, counts, "o", color=look.SPREAD, markersize=5, alpha=0.6)
    for radius, count in PUBLISHED_CAMPS.items():
        look.documented(radii, radius + 0.009, count, zorder=5)
    grid = np.linspace(0.01, 0.25, 100)
    radii.plot(grid, 1 / (2 * grid), color=PURPLE, linewidth=1.2)
    radii.set(title="Hegselmann & Krause 2002", xlabel="radius", ylabel="camps", yscale="log", yticks=[1, 2, 5, 10, 40])
    radii.set_yticklabels([1, 2, 5, 10, 40])
    radii.minorticks_off()
    sizes = np.r_[1e-9, np.linspace(0.02, 0.86, 29)]
    chambers.plot(sizes, [as_the_median(size) for size in sizes], color=look.SPREAD)
    chambers.plot(measured, as_the_median(measured), "o", color="white", markeredgecolor=look.SPREAD, markersize=7)
    chambers.axhline(voters.iloc[0, 1], color=PURPLE, linewidth=1.2)
    look.documented(chambers, 0, 1.0, clip_on=False, zorder=5)
    chambers.set(title="Black 1948", xlabel="indifference", ylabel="as the median wants", xlim=(0, 0.86), ylim=(0.5, 1))
    keys = [look.key("line", look.SPREAD, "ours"), look.key("D", look.DOCUMENTED, "published")]
    page.legend([*keys, look.key("line", PURPLE, "naive: camps by hand, the mean voter")])
plt.show()

# %% [markdown]
# ## What was published about the case: among the runs, which lie far apart
#
# Now the other question. On 17 November 1993 132 Republicans and 102 Democrats voted yes. Three forecasts need no
# simulation: party shares of the roll call of 1991, two dimensions of ideal points (NOMINATE) fitted on it, both scaled
# to the members who voted in 1993, and the weighted mean of the coded positions. None of the model's numbers was fitted
# on this vote: it is not among the 37 votes on trade that those of the vote come from. But the rules of the vote and of
# campaigns are second ones, written when it was known that the first had expected 57 yeas too many. Read what follows
# as a check, not as a forecast.

# %%
RUNS = 40
case = read_case("nafta")
OF = ["us_house_1993_republicans", "us_house_1993_democrats", "us_house_1993", "passed_us_house_1993"]
how = {"until": "1993-11", "outcomes": OF, "series": False}
base, bush = (Ensemble(case.load(name), RUNS, **how) for name in ("baseline", "bush_reelected"))
naive = forecasts(base.scenario, base.setting, {})
weighted = {name: naive[name]["weighted_mean"] for name in OF[:3]}
base, bush = base.run().outcomes, bush.run().outcomes
yeas = party_yeas(base)  # (party, run)
points = {
    "documented": ACTUAL, "party shares of 1991": PARTY_ONLY, "NOMINATE, fitted on 1991": NOMINATE,
    "weighted mean of coded positions": np.array([175 * weighted[OF[0]], 258 * weighted[OF[1]]]),
    f"model, median of {RUNS} runs": np.median(yeas, axis=1),
}  # fmt: skip
table_of_yeas = pd.DataFrame(points, ["Republicans", "Democrats"]).T
table_of_yeas["total"] = table_of_yeas.sum(axis=1)
table_of_yeas["error by party, summed"] = np.abs(table_of_yeas[["Republicans", "Democrats"]] - ACTUAL).sum(axis=1)
print("documented point inside the model's 90 % region:", is_covered(yeas, ACTUAL))
table_of_yeas.round(1)

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 1, (9.5, 4.6), "The vote of 1993 lies among the runs; runs lie so far apart that most votes would",
        f"yeas in the House, 17 November 1993; a dot is a run, n = {RUNS}, seed 1; no number fitted on this vote",
        "Along a gray line the total is the same. All three forecasts without a model have nearly the right total, "
        "two of them from the wrong parties: too many Republicans and too few Democrats.",
    )  # fmt: skip
    axes = page.axes[0, 0]
    for total in (180, 234, 290, 340):
        axes.plot([95, 170], [total - 95, total - 170], color=look.FAINT, linewidth=0.8, zorder=0.3)
        axes.text(96, total - 96, f"total {total}", fontsize=7.5, color=look.QUIET, rotation=-6, va="bottom")
    axes.plot(*yeas, "o", color=look.MODEL, markersize=4.5, alpha=0.7)
    axes.plot(*np.median(yeas, axis=1), "o", color="white", markeredgecolor=look.SPREAD, markersize=8)
    axes.plot(*PARTY_ONLY, "x", color=look.NAIVE, markersize=8, markeredgewidth=2)
    axes.plot(*NOMINATE, "x", color=look.NAIVE_TOO, markersize=8, markeredgewidth=2)
    axes.plot(*points["weighted mean of coded positions"], "+", color=look.NAIVE, markersize=9, markeredgewidth=2)
    look.documented(axes, *ACTUAL, zorder=5)
    axes.set(xlabel="Republicans who vote yes", ylabel="Democrats who vote yes", xlim=(95, 170), ylim=(0, 260))
    keys = [look.key("o", look.MODEL, "a run"), look.key("o", look.SPREAD, "median"),
            look.key("D", look.DOCUMENTED, "documented"), look.key("x", look.NAIVE, "party shares", markeredgewidth=2),
            look.key("x", look.NAIVE_TOO, "NOMINATE", markeredgewidth=2),
            look.key("+", look.NAIVE, "weighted mean", markeredgewidth=2)]  # fmt: skip
    keys[1].set_markerfacecolor("white")
    page.legend(keys)
plt.show()

# %% [markdown]
# The model's middle has nine yeas too few, all three others have ten or fewer too many. By party it is off by 27: less
# than party shares and ideal points, nearly three times as much as a mean of the coder's own table. A run by itself is
# further off than any of them, by 38 in the median. A draw that a whole party shares, as large as it was in other
# votes, spreads nine runs of ten from 56 to 127 Democrats. A region so wide is no feat to hit.
#
# ### A published counterfactual
#
# Magee (2010) estimates that under a re-elected Bush the House would have been much less likely to pass NAFTA.

# %%
rows = {}
for name in OF:
    pairs = Paired(base[name], bush[name], name.startswith("passed"))
    known, (clinton, other) = pairs.interval(), pairs.means()
    rows[name] = {"n": pairs.n, "Clinton": clinton, "Bush": other, "difference": pairs.difference}
    rows[name] |= {"low": known.low, "high": known.high}
print(f"naive, weighted mean of coded positions under Clinton: {weighted['us_house_1993']:.3f}")
pd.DataFrame(rows).T.round(3)

# %% [markdown]
# The direction is Magee's, and so is the conclusion. That Democrats lose and Republicans gain is what the rule of the
# president's party puts in; but Democrats lose twice as much, 24 yeas are missing in all, and the treaty passes
# under Bush in 11 of 40 runs instead of 20. By how much less likely it is forty runs say only roughly. Nor is it
# independent: the sign was known when the rules were written.
#
# The page below shows both versions side by side, ten runs each, with the documented tally in the bar of the vote.

# %%
Page("nafta", until="1993-12", variants=["bush_reelected"], sliders=(), removals=(), replicates=10)

# %% [markdown]
# ## What other published models make of the same table
#
# Others have forecast decisions from positions, saliences and power. `sim/rivals` holds them, written from what was
# published, with the published numbers. First, does each give what it was published with?

# %%
rungs = docked.read()
pd.DataFrame({name: {"tests": " ".join(each["tests"]), "docked": each["docked"]} for name, each in rungs.items()}).T

# %% [markdown]
# The boomerang's simulation is known to us by an abstract, so that its forms are ours; and of the abstract's two signs
# one comes out less often than asked for. Now all of them on the vote of 1993, from the coded table alone: a bloc is as
# ready as its position lies between status quo and proposal. The Condorcet election speaks of the outcome alone.

# %%
setting = Ensemble(case.load("baseline"), 1).setting
vote = next(each for each in setting.decisions if each.id == "us_house_1993")
said = {
    name: {"yes share": each.share, "passes": each.passes} for name, each in of_decision(coded(setting, vote)).items()
}
pd.DataFrame(said | {"documented": {"yes share": ACTUAL.sum() / 434, "passes": 1.0}}).T.astype(float).round(3)

# %% [markdown]
# Exchange comes nearest: some blocs give way on labor or the environment for the treaty, others the reverse. Expected
# utility says what the mean voter says. As published, chances to win a conflict shrink with the number of actors; among
# sixty nobody expects to win, and nobody moves. The median voter and the two camps of landscape theory reject what was
# passed. One vote ranks nobody: `python run.py rivals nafta` has all eleven, with the model, the coded table alone and
# the record beside them.
#
# ## What is replicated, and what is not
#
# | published | here |
# |---|---|
# | DeGroot 1974; Friedkin & Johnsen 1999; Parsegov et al. 2017 | exact, by the step that every run takes |
# | Hegselmann & Krause 2002 | counts of camps, within what their draws vary |
# | Black 1948 | exact without noise; not as the model is run |
# | the House in 1993 | inside a wide region; its middle has too few Democrats, and coded positions alone do better |
# | Magee 2010 | sign of the difference and conclusion yes; how much less likely remains open |
# | landscape theory, exchange, expected utility, Condorcet election | on what they were published with (V6-V9) |
# | Bloodgood & Clough 2017, a simulation of advocacy | of two signs one, with forms of our own |
#
# An exact limit shows that a rule does what its formula says. It does not show that people do. The rest of the ladder,
# with ties, roll calls member by member, and laws in 98 states, is printed by `python run.py ladder`; rows on data
# that are not at hand say so.
#
# ## Try it
#
# 1. *Nobody is stubborn.* Call `settle(WEIGHTS, TWO_ISSUES[:1], np.ones(4))`. Where do the four end, and who decided?
# 2. *Another draw.* Call `clusters(0.15, range(4, 8))`. What would you have concluded from one draw?
# 3. *Make it fit.* Run the baseline with `settings={"votes.own_president": 0}`, then with .834, the upper end of its
#    range. How far off is it now? Write down why you would take one of these numbers, or would not.

# %% [markdown]
# <details>
# <summary><b>What you should find</b> (click when you have tried)</summary>
#
# 1. All four at 75, where the third began. He hears nobody but himself, by his row of *W* and not by his stubbornness:
#    in a group without anchors whoever does not listen wins.
# 2. Three camps in all four draws, where the paper's figure shows two. A single figure of a random model is an
#    anecdote, published or not.
# 3. Without the pull 152 Republicans and 66 Democrats in the median, an error of 55 instead of 27; with .834 they are
#    129 and 104, an error of 5, less than of any forecast above. It is tempting, and it would be worthless. The
#    number was measured on 37 other votes (.453); set to meet this one, it could no longer be tested on it. What the
#    fit does say is where to look for what is missing: something made Democrats follow their president in 1993 more
#    than parties do in other votes on trade, or unions weigh less with them than the model has it.
#
# </details>
