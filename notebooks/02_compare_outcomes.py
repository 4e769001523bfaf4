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
# # 2. Compare outcomes
#
# **What would have been different, by how much, and how sure can one be?** We ask it mostly of one number: the share of
# House Democrats who vote for NAFTA on 17 November 1993. Two versions of the case with the same draws, a difference
# with a verdict, a list of who mattered, and a sweep over two parameters into a pandas table.
#
# All is kept small so that the notebook runs in seconds: cases stop at the end of 1993 or before, with 8 to 40 runs of
# each version. A study takes more of both; the last section says how. Notebook 1 shows what a run is.

# %% [markdown]
# ## Two versions, the same draws
#
# In the variant `bush_reelected` George Bush stays president after 1992 and holds the side talks. Replicate 7 of both
# versions draws the same random numbers, so the two are a *pair*. `read_case` reads the files once for all versions.

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from sim import Ensemble, Page, sweep
from sim.claims import documented
from sim.experiments.counterfactuals.compare import compare
from sim.experiments.counterfactuals.explain import explain
from sim.figures import look
from sim.figures.contributions import contributions
from sim.figures.differences import differences
from sim.rivals.naive import forecasts
from sim.scenario.load import read_case

# The package draws into files; this line shows its figures here.
# %matplotlib inline
DEMOCRATS = "us_house_1993_democrats"

case = read_case("nafta")
sides = {
    name: Ensemble(case.load(name), 40, until="1993-12", outcomes=[DEMOCRATS], series=False)
    for name in ("baseline", "bush_reelected")
}
runs = pd.DataFrame({name: side.run().outcomes[DEMOCRATS] for name, side in sides.items()}).rename_axis("replicate")
runs.describe().loc[["count", "mean", "std", "min", "50%", "max"]].round(3)

# %% [markdown]
# What the two versions look like, month by month, stands in the seminar page: A is the case as it was, B the version
# with Bush. The page runs ten replicates of each; run 0 is the one that it plays.

# %%
Page("nafta", until="1993-12", variants=["bush_reelected"], sliders=(), removals=(), replicates=10)

# %% [markdown]
# Before any difference: how good is the baseline? Beside what happened stand two forecasts that need no model. *Party
# line* lets each bloc vote whole, by the side on which its coded position lies; *weighted mean* takes the positions as
# shares.

# %%
actual = documented(sides["baseline"].scenario)[DEMOCRATS]
naive = forecasts(sides["baseline"].scenario, sides["baseline"].setting, {})[DEMOCRATS]
pd.Series(
    {
        "documented": actual,
        "model, median of 40 runs": runs["baseline"].median(),
        "naive: party line": naive["party_line"],
        "naive: weighted mean": naive["weighted_mean"],
    },
    name="share of yes",
).to_frame().assign(error=lambda t: t["share of yes"] - actual).round(3)

# %% [markdown]
# The model's middle lies seven Democrats in a hundred below the record, which is well within its runs; the
# weighted mean is off by two and needs no run. Whatever is said of differences below is said of a House somewhat less
# friendly to the treaty than the real one.
#
# ### What pairing buys
#
# A draw moves both sides of a pair the same way. It drops out when one is taken from the other, run by run.

# %%
gaps = runs["bush_reelected"] - runs["baseline"]
n = len(gaps)
paired = 2 * gaps.std() / np.sqrt(n)
apart = 2 * np.sqrt(runs.var().sum() / n)
pd.Series(
    {
        "pairs": n,
        "correlation of the pairs": runs.corr().iloc[0, 1],
        "mean difference": gaps.mean(),
        "two standard errors, in pairs": paired,
        "two standard errors, not in pairs": apart,
        "runs without pairs that do as well as one pair": (apart / paired) ** 2,
    }
).round(3).to_frame("")

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 2, (9.5, 4.6), "The same draws on both sides: what pairing buys",
        f"House Democrats, November 1993; baseline and bush_reelected, n = {n} pairs, seed 1",
        "Left: a dot is a pair of runs; on the broken line both versions would be the same. Right: a dot is a "
        "difference, in its pair, or with the baseline of another replicate; bars: mean and two standard errors.",
    )  # fmt: skip
    left, right = page.axes[0]
    left.plot([0, 0.85], [0, 0.85], color="#888888", linewidth=0.8, linestyle=look.DASHES)
    left.scatter(runs["baseline"], runs["bush_reelected"], s=22, color=look.MODEL, alpha=0.75, linewidths=0)
    left.axvline(naive["weighted_mean"], color=look.NAIVE_TOO, linewidth=1.2)
    left.axvline(actual, color=look.DOCUMENTED, linewidth=0.9, linestyle=look.DOTS)
    look.documented(left, actual, 0.02, zorder=5)
    left.set(xlabel="share of yes, baseline", ylabel="share of yes, bush_reelected", xlim=(0, 0.85), ylim=(0, 0.85))
    left.set_aspect("equal")
    shuffled = runs["bush_reelected"].to_numpy() - np.roll(runs["baseline"], 1)
    for row, (values, reach) in enumerate(((shuffled, apart), (gaps, paired))):
        heights = row + 0.12 + 0.22 * (np.arange(n) * 0.618 % 1)  # evenly spread, the same every time
        right.scatter(values, heights, s=12, color=look.MODEL, alpha=0.75, linewidths=0)
        right.plot([gaps.mean() - reach, gaps.mean() + reach], [row, row], color=look.SPREAD, linewidth=3)
        right.plot([gaps.mean()], [row], "o", color=look.SPREAD, markersize=6)
        right.text(gaps.mean(), row - 0.1, f"{gaps.mean():+.3f} ± {reach:.3f}", ha="center", va="top", fontsize=8)
    right.axvline(0, color="#888888", linewidth=0.8)
    right.set_yticks([0, 1], ["not in pairs", "in pairs"])
    right.tick_params(axis="y", length=0)
    right.set(xlabel="bush_reelected minus baseline", ylim=(-0.45, 1.6))
    page.legend(
        [
            look.key("o", look.MODEL, "a pair", markersize=4),
            look.key("o", look.SPREAD, "mean, two standard errors", linestyle="-", linewidth=2.5),
            look.key("D", look.DOCUMENTED, "documented"),
            look.key("line", look.NAIVE_TOO, "naive: weighted mean"),
        ]
    )
plt.show()
print(f"of {n} pairs the gaps run from {gaps.min():+.3f} to {gaps.max():+.3f}")

# %% [markdown]
# Pairs make the *difference* sharp, not the model right: the interval tells how well we know what the model says. And
# one pair is still an anecdote: look how far apart the gaps of single pairs lie.
#
# ## Is the difference worth knowing?
#
# With enough runs any difference leaves out zero. So say first which one would matter: here two Democrats in a hundred,
# about five votes. `compare` then runs pairs until its interval is as short as that, and gives a verdict: `higher` or
# `lower`; `small` (there, but not worth knowing); `none`; or `unsure`, with the number of pairs still missing.
#
# In `no_testimony` Mexican critics are not heard by the chambers abroad. Did being heard cost votes?

# %%
found = compare("nafta", ["no_testimony"], DEMOCRATS, worth_knowing=0.02, replicates_max=40)
shown = [
    "alternative",
    "mean_baseline",
    "mean_alternative",
    "difference",
    "low",
    "high",
    "pairs",
    "verdict",
    "unpaired",
]
pd.DataFrame(each.record() for each in found.differences)[shown].round(4).T

# %%
differences(found)
plt.show()

# %% [markdown]
# `unpaired` is how many runs of each side it would take without pairs. The shaded band is what is too small to matter.
# The interval leaves out zero and lies well inside the band: by this model, being heard cost the treaty half a Democrat
# in a hundred, which is there and not worth knowing. It says nothing of what the model leaves out.
#
# ## Who mattered?
#
# `explain` takes every actor away in turn, again in pairs. For the vote of 1993 that takes about a minute at a decent
# number of runs. So here we ask of an earlier outcome, seven months into the case: how many ties do Mexican critics
# have to allies abroad at the end of 1990, and through whom?

# %%
reasons = explain("nafta", "ties_critics_allies_1990", 12, what=["actors"])
table = pd.DataFrame(each.record() for each in reasons.contributions if not each.deletion.idle).set_index("id")
print(f"{reasons.mean:.2f} ties on average, n = {reasons.replicates}; each of {len(table)} actors taken away in turn")
table[["contribution", "low", "high", "own", "stands"]].head(8).round(2)

# %%
contributions(reasons)
plt.show()

# %% [markdown]
# Bars are the outcome with the actor minus without it. Three things to keep in mind:
#
# - *Contributions do not add up.* A tie takes two, so that either end can be the whole of it: the bars come to more
#   than there are ties.
# - *`own` actors are counted in the outcome*, and part of their bar is arithmetic. Here that is all of them: nobody
#   outside moves the number. The two ties through the Development GAP are coded in `ties.csv`; the model's part is how
#   often they last.
# - *A wide interval is not a zero.* Where few pairs differ it allows for what was not seen. `stands` allows for having
#   looked at dozens of actors, of which about one in twenty would leave out zero by chance. Three stand here,
#   each an end of a tie that is documented; of the others more pairs, not a story, would tell.
#
# ## Two parameters at once
#
# How far does the answer hang on numbers that nobody knows well? `sweep` runs every combination on the same replicates
# and gives a table with a row a run. `votes.own_president` is the pull of a president on his own party, and away from
# him on the other, set against the pull at the time when positions were coded (here Bush's, so that it changes hands);
# `votes.party_shock` is how far all members of a party swing together for reasons of one vote that nobody coded. Both
# were measured on 37 other votes on trade: .453 (.072 to .834) and .597 (.416 to .778). 0 turns the shock off.

# %%
PARTY, SHOCK = "votes.own_president", "votes.party_shock"
frame = sweep("nafta", {PARTY: (0.072, 0.453, 0.834), SHOCK: (0.0, 0.597, 0.778)}, replicates=8, until="1993-11")
spread = frame.groupby([SHOCK, PARTY])[DEMOCRATS].describe(percentiles=[0.05, 0.5, 0.95])
spread[["count", "5%", "50%", "95%"]].round(3)

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 3, (9.5, 4.3), "One number moves the vote, the other says how sure one can be of it",
        f"{len(frame)} runs: 9 settings on the same 8 replicates, seed 1; baseline, June 1990 to November 1993",
        "A thin line is one replicate: with other draws it lies elsewhere, and nearly all rise alike. Band and thick "
        "line: 5-95 % and median of n = 8 runs, little less than lowest to highest. The ringed dot is the model as it "
        "comes.",
        sharey=True,
    )  # fmt: skip
    for panel, (pull, part) in zip(page.axes[0], frame.groupby(SHOCK), strict=True):
        lines = part.pivot(index=PARTY, columns="replicate", values=DEMOCRATS)
        panel.plot(lines.index, lines, color=look.MODEL, linewidth=0.7, alpha=0.7)
        look.band(panel, lines.index.to_numpy(), lines.to_numpy(), look.SPREAD)
        panel.axhline(actual, color=look.DOCUMENTED, linewidth=0.9, linestyle=look.DOTS)
        panel.axhline(naive["weighted_mean"], color=look.NAIVE_TOO, linewidth=1.2)
        look.documented(panel, 0.88, actual, clip_on=False, zorder=5)
        if pull == 0.597:
            panel.plot(
                [0.453], [lines.loc[0.453].median()], "o", color="white", markeredgecolor=look.SPREAD, markersize=7
            )
        panel.set(title=f"{SHOCK} = {pull:g}", xlabel=PARTY, xticks=lines.index, xlim=(-0.03, 0.88))
    page.axes[0, 0].set_ylabel("share of Democrats who vote yes")
    page.legend(
        [
            look.key("line", look.MODEL, "a replicate"),
            look.key("line", look.SPREAD, "median"),
            look.key("band", look.SPREAD, "5-95 % of the runs"),
            look.key("D", look.DOCUMENTED, "documented"),
            look.key("line", look.NAIVE_TOO, "naive: weighted mean"),
        ]
    )
plt.show()

# %% [markdown]
# Read it along the thin lines: from one end of its range to the other the president's pull moves nearly every run by
# ten Democrats in a hundred or more, and the median by about fifteen, whatever the shock. The shock moves the median by
# a fifth of that; the band grows from ten or fourteen Democrats in a hundred to about forty. Who asks for the middle
# may nearly forget the shock; who asks whether the treaty passes may not.
#
# The documented share lies in every band with a shock; without one it takes the strongest pull. That is easily done
# with bands so wide, and no reason to turn either number until the median meets the vote: a parameter chosen to meet a
# vote can no longer be tested on it.
#
# ## The same from the command line, at full size
#
# ```bash
# python run.py compare nafta --variant baseline,bush_reelected --outcome us_house_1993_democrats --worth-knowing 0.02
# python run.py explain nafta --outcome us_house_1993 --what actors --replicates 100 --figure results/who
# python run.py sweep nafta --vary votes.own_president=0.072:0.834:4 --vary votes.party_shock=0,0.597 \
#     --replicates 50 --until 1993-11 --out results/house
# python run.py report results/house
# ```
#
# `sweep` keeps every run in `results/house/ledger.sqlite` as it goes. If it stops, by Ctrl-C or a power cut, type the
# same command again: it runs what is missing, and the numbers are the same as without the stop. Replicates are
# outermost, so that what is there early is an even sample of all settings. A folder with another plan, or with runs of
# other code, is refused rather than mixed. In Python the same is `sweep(..., out="results/house")`: the first call
# runs, later ones only read. `sim/experiments/README.md` has the rest, clusters included.
#
# ## Try it
#
# 1. *The other party.* Compare `bush_reelected` in `us_house_1993_republicans`. Which of the two parties moves more?
# 2. *Too fine a question.* Ask for `worth_knowing=0.0005` of `no_testimony`, with the same 40 pairs. How many Democrats
#    is the difference, and who would care?
# 3. *Who mattered in 1993?* Run `explain("nafta", "us_house_1993_democrats", 12, what=["actors"])`. Then look at the
#    variant `bare_agreement`: of the first on the list that is not counted itself, what was it that mattered?

# %% [markdown]
# <details>
# <summary><b>What you should find</b> (click when you have tried)</summary>
#
# 1. `higher`, by .06: less than half as far as the Democrats moved, and the other way.
# 2. `higher` instead of `small`, from the same runs: one or two Democrats, and now they are asked for. A verdict is
#    about the question, too.
# 3. The Democrats themselves are `own`: without them the Hispanic caucus is all that is counted. Of all others ask
#    first whether they stand. In `bare_agreement` there are no side agreements: how much of what the White House of
#    Clinton contributes is missing there, too, was not who asked but what was offered.
#
# </details>
