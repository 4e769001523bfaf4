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
# # 3. Write your own strategy
#
# **Could American labor have stopped NAFTA by lobbying better?** In the model every actor puts its means where they
# promise most. You think you know better: ten lines of Python replace the choice of one actor, everything else stays as
# it is, and both get the same draws. So what comes out is the doing of your ten lines.
#
# Runs stop at the end of 1993, with 30 of each version, so that the notebook takes seconds. Notebook 1 shows what a run
# is, notebook 2 why pairs.

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from sim import CoalitionModel, Ensemble, Page
from sim.claims import documented
from sim.experiments.counterfactuals.pairs import Paired, verdict
from sim.figures import look
from sim.mesa_model import NGO
from sim.rivals.naive import forecasts
from sim.scenario.load import read_case

# The package draws into files; this line shows its figures here.
# %matplotlib inline
N, UNTIL = 30, "1993-12"
nafta = read_case("nafta").load("baseline")

# %% [markdown]
# ## What the actor does by itself
#
# A strategy may take over one of three choices: `choose_venue` (where effort goes), `consider_ally` (which ties open
# and lapse), `respond` (what is offered in talks). We take the first. This is where the AFL-CIO spends its eight units
# a year without us, in one run; venues at which it spends nothing are left out.

# %%
model = CoalitionModel(nafta, until=UNTIL)
spent = {}
while model.running:
    model.step()
    spent[model.month] = model.actor("afl_cio").effort
where = pd.DataFrame(spent).T.loc[["1990-06", "1991-04", "1992-07", "1993-03", "1993-11"]]
where.loc[:, where.max() > 0.1].round(2)

# %% [markdown]
# Where a vote is near, nine tenths of its means go to the Democrats of the House, who decide it; in between the press
# and the Senate get their part. Here is a simpler idea, for it and for others: *from January 1993 on, everything to the
# Democrats of the House.*
#
# Before you write, look. This is the seminar page of the case, here with the AFL-CIO and without it (ten runs each):
# play it, drag the timeline, compare the two sides. How much is there to win at most?

# %%
Page("nafta", until=UNTIL, variants=(), sliders=(), removals=["afl_cio"], replicates=10)

# %% [markdown]
# ## Ten lines
#
# `share` is what the actor would do, as an array of issue, venue and run: shares of its means, 1 in all or less.
# `view` is what it sees: its venues by name, its positions, the whole state. Return an array of the same shape.


# %%
def house_first(share, view, since="1993-01"):
    """All effort to the House Democrats from a month on, divided over the issues as before."""
    if view.setting.months[view.state.step] < since:
        return share
    by_issue = share.sum(axis=1)
    share[:] = 0.0
    share[:, view.venues.index("us_house_d")] = by_issue
    return share


# %% [markdown]
# A strategy cannot reach beyond its own row, cannot spend more than there is, and is told so if it tries:

# %%
try:
    Ensemble(nafta, 1, until=UNTIL, strategy={"afl_cio": {"choose_venue": lambda share, view: 2 * share}}).run()
except ValueError as error:
    print(error)

# %% [markdown]
# ## Is it better?
#
# The AFL-CIO alone first; then six large opponents of the treaty together. *Worth knowing* is said before looking: two
# members in a hundred.

# %%
OPPONENTS = ["afl_cio", "teamsters_uaw", "citizens_trade_campaign", "public_citizen", "perot", "sierra_club"]
VOTES = {
    "House Democrats": "us_house_1993_democrats", "House Republicans": "us_house_1993_republicans",
    "House": "us_house_1993", "Senate": "us_senate_1993",
}  # fmt: skip
OTHERS = ["passed_us_house_1993", "side_talks_labor", "side_talks_environment", "ties_critics_allies_1993"]
OTHERS += ["us_house_1993_yeas"]


def runs_with(strategy=None):
    """Outcomes of the case with some strategies, each (run,)."""
    wanted = [*VOTES.values(), *OTHERS]
    return Ensemble(nafta, N, until=UNTIL, strategy=strategy, outcomes=wanted, series=False).run().outcomes


base = runs_with()
ours = {
    "AFL-CIO": runs_with({"afl_cio": {"choose_venue": house_first}}),
    "six opponents": runs_with({name: {"choose_venue": house_first} for name in OPPONENTS}),
}


def compared(ours):
    """A row for each version and vote: means, paired difference, verdict."""
    rows = []
    for version, runs in ours.items():
        for what, name in VOTES.items():
            pairs = Paired(base[name], runs[name])
            found, means = pairs.interval(), pairs.means()
            row = {"strategy of": version, "yes in": what, "n": pairs.n, "default": means[0], "ours": means[1]}
            row |= {"difference": pairs.difference, "low": found.low, "high": found.high}
            rows.append(row | {"verdict": verdict(found, 0.02)})
    return pd.DataFrame(rows).set_index(["strategy of", "yes in"])


compared(ours).round(4)

# %% [markdown]
# One union has next to nothing to win by it, since it does nearly the same by itself: a quarter of a Democrat in a
# hundred, by an interval that leaves out zero: *small*. Republicans stay where they were; that is *unsure* only because
# next to no pair differs, and an interval made of such pairs allows for what was not seen.
#
# Six move nearly three Democrats in a hundred, and that is worth knowing. But what they bring to one door they take
# from others: three Republicans in a hundred come back to the treaty, so that the House as a whole stays where it was
# (*none*), and in the Senate there are five yeas in a hundred more. (`n` is smaller there, since the Senate votes on
# what the House has passed.)
#
# ## Is that enough?

# %%
scenario = nafta.scenario
actual = documented(scenario)
naive = forecasts(scenario, Ensemble(nafta, 1).setting, {})["us_house_1993"]
rows = {"default": base} | ours
same = pd.DataFrame(
    {name: {"House passes, share of runs": runs["passed_us_house_1993"].mean(),
            "yeas, mean": runs["us_house_1993_yeas"].mean(), "yeas, fewest": runs["us_house_1993_yeas"].min()}
     | {what: runs[what].mean() for what in OTHERS[1:4]} for name, runs in rows.items()}
).T  # fmt: skip
print(f"documented: {actual['us_house_1993']:.3f} of the votes, 234 yeas; 218 pass")
print("naive shares of yes:", {name: round(naive[name], 3) for name in ("party_line", "weighted_mean")})
same.round(2)

# %% [markdown]
# The treaty passes as often with either strategy as without. The side talks end as before, and critics have as many
# allies: a strategy on venues touches neither. And mind the size of what the model gets wrong: on average it has eight
# yeas fewer than there were, and the strategy of six takes one or two away. **That labor could have stopped NAFTA by
# lobbying better is not what this shows, and that it could not have is not either**: in this model it puts its means
# nearly where they do most, and in two runs of five the House says no anyway. What decides between these and the others
# is luck, and whether there was any no run can tell.
#
# ## Does an idea hold at any time?
#
# Then why wait for 1993? Let the same function begin in June 1990.

# %%
MONTHS = {"June 1990": "1990-06", "June 1991": "1991-06", "January 1993": "1993-01", "September 1993": "1993-09"}
begun = {
    when: runs_with(
        {name: {"choose_venue": lambda share, view, m=month: house_first(share, view, m)} for name in OPPONENTS}
    )
    for when, month in MONTHS.items()
    if when != "January 1993"
}
begun = {when: begun.get(when, ours["six opponents"]) for when in MONTHS}
DEMOCRATS = VOTES["House Democrats"]
when = {name: Paired(base[DEMOCRATS], runs[DEMOCRATS]) for name, runs in begun.items()}
pd.DataFrame(
    {name: {"n": p.n, "difference": p.difference, "low": p.interval().low, "high": p.interval().high}
     for name, p in when.items()}
).T.round(4)  # fmt: skip

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 2, (9.5, 4.2), "The ten lines win Democrats and lose Republicans, and win less the later they begin",
        f"ours minus default, n = {N} pairs, seed 1; June 1990 to December 1993",
        "A dot is a pair of runs with the same draws; line and ring: mean and 95 % interval (wider where fewer than "
        "ten pairs differ). Gray: less than two members in a hundred. Left: begun in January 1993. "
        "Right: six opponents, "
        "House Democrats.",
    )  # fmt: skip
    left, right = page.axes[0]
    panels = {
        left: {what: [Paired(base[name], runs[name]) for runs in ours.values()] for what, name in VOTES.items()},
        right: {name: [None, pairs] for name, pairs in when.items()},
    }
    for axes, lines in panels.items():
        axes.axvspan(-0.02, 0.02, color=look.WINDOW, zorder=0)
        axes.axvline(0, color="#888888", linewidth=0.8)
        for row, versions in enumerate(reversed(lines.values())):
            for side, pairs, color in zip((0.2, -0.2), versions, (look.KINDS[1], look.SPREAD), strict=True):
                if pairs is None:
                    continue
                at = row + (0.0 if axes is right else side)
                found = pairs.interval()
                heights = at - 0.12 + 0.24 * (np.arange(pairs.n) * 0.618 % 1)
                axes.scatter(pairs.gaps, heights, s=7, color=color, alpha=0.45, linewidths=0)
                axes.plot([found.low, found.high], [at, at], color=color, linewidth=2.5)
                axes.plot(pairs.difference, at, "o", color="white", markeredgecolor=color, markersize=6)
        axes.set_yticks(range(len(lines)), list(reversed(lines)))
        axes.tick_params(axis="y", length=0)
        axes.set(xlabel="share of yes, ours minus default", ylim=(-0.6, len(lines) - 0.4))
    page.legend([look.key("o", look.KINDS[1], "AFL-CIO"), look.key("o", look.SPREAD, "six opponents")])
plt.show()

# %% [markdown]
# Begun in September 1993 the idea wins a third of what it wins when it is begun in time. That is no wisdom about
# timing. It is a rule that is easy to miss: in `sim/model/campaigns/rules.py` pressure *builds up*, and wears off, at
# `campaigns.pressure_rate`, two a year. Of what is changed ten months before the vote four fifths have arrived, of what
# is changed two months before it a third; and what was done before May 1991 has worn off by 1993, so that June 1990 is
# no better than June 1991. Two a year is assumed. Ask of every result of your own: is it the actors, or a rate?
#
# ## The same as a Mesa agent
#
# If you think in agents, write a class. The method is the function; the run is the same, to the last bit.


# %%
class HouseFirst(NGO):
    """An organization with ten lines of its own."""

    def choose_venue(self, share, view):
        return house_first(share, view)


replicate = 7
alone = CoalitionModel(nafta, replicate=replicate, until=UNTIL, agent_classes={"afl_cio": HouseFirst}).run()
pd.Series(
    {
        f"run {replicate} of {N}, by default": base[DEMOCRATS][replicate],
        f"run {replicate} of {N}, as a function": ours["AFL-CIO"][DEMOCRATS][replicate],
        f"run {replicate} alone, as a Mesa agent": alone.outcome(DEMOCRATS),
    },
    name="yes among House Democrats",
).to_frame()

# %%
assert alone.outcome(DEMOCRATS) == ours["AFL-CIO"][DEMOCRATS][replicate]
print({venue: round(spent, 2) for venue, spent in alone.actor("afl_cio").effort.items() if spent > 0.01})

# %% [markdown]
# ## Try it
#
# 1. *The other party.* Give the six opponents `us_house_r` instead. Is it true that one should not press those who are
#    against one anyway?
# 2. *A hermit.* Write a `consider_ally` for RMALC that opens no tie and lets all lapse: `prob[0], prob[1] = 0.0, 1.0`.
#    How many ties of Mexican critics to allies are left in 1993, and how many votes does it cost them?
# 3. *The pen.* Write a `respond` for `white_house_clinton` that offers nothing: `return 0 * provision`. How many yeas
#    are left? Compare with all the lobbying above.

# %% [markdown]
# <details>
# <summary><b>What you should find</b> (click when you have tried)</summary>
#
# 1. Twenty-two Republicans in a hundred are lost to the treaty, eight times as many as Democrats were before: so one
#    can press those far away. But nineteen Democrats in a hundred come back, since these six no longer press them, and
#    they are more. In all the treaty has 237 yeas instead of 226. Pressing those who are near is worth it because it
#    keeps what others would take.
# 2. 2.2 ties instead of 3.7, since other critics keep theirs, and on average not a single yea more or less.
# 3. 193 yeas instead of 226, and the treaty passes in eight runs of thirty instead of seventeen. One offer in side
#    talks weighs more than any choice of venues above. Would you have guessed so from the word *lobbying*?
#
# </details>
