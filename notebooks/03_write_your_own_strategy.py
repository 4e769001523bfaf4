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
# In November 1993 more than half of its means go to the Senate, where the treaty is safer; it is decided in the House.
# Here is a better idea: *from January 1993 on, everything to the Democrats of the House.*
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
# One union moves one member of the House in a hundred, by an interval that leaves out zero: *small*. Of Democrats it
# may be two in a hundred, so these are *lower*. Six move seven Democrats in a hundred, and that is worth knowing.
# Republicans stay where they were; that is *unsure* only because next to no pair differs, and an interval made of
# such pairs allows for what was not seen. In the Senate, which they now leave alone, there are three yeas in a
# hundred more: what is won in one chamber is paid for in the other. (`n` is smaller there, since the Senate votes on
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
# The treaty fails in three runs of thirty by itself, in three with the AFL-CIO's strategy, and in seven with that of
# the six: four Houses are lost by it. The side talks end as before, and critics have as many allies: a strategy
# on venues touches neither. And mind the size of what the model gets wrong: on average it has 25 yeas more than there
# were, and the strategy of six takes 19 away. **That labor could have stopped NAFTA is not what this shows, and that it
# could not have is not either**: it would have taken luck as well, and whether there was any no run can tell.
#
# ## Does a good idea hold at any time?
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
        1, 2, (9.5, 4.2), "The same ten lines win Democrats, or lose them, by the month in which they begin",
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
# Begun in June 1990 the idea *costs* votes. That is no wisdom about timing. It is a rule that is easy to miss: in
# `sim/model/votes/rules.py` a vote moves with pressure *since the month in which positions were coded* (May 1991 here),
# because coded positions already contain the lobbying of their time. Whoever was at the House all along has changed
# nothing since then; the default, which moves from the Senate to the House, has. Begun just after that month the idea
# works nearly as well as in 1993. Ask of every result of your own: is it the actors, or a date?
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
# 1. Fourteen Republicans in a hundred are lost to the treaty, twice as many as Democrats were; but six in a hundred
#    Democrats come back, since nobody presses them now. In all it costs the treaty 9 yeas instead of 19. So one can
#    press those far away. What keeps the default from it is that it expects little where it has little access and
#    stands far off; in the rules both count for the choice, and hardly for the effect.
# 2. 2.2 ties instead of 3.7, since other critics keep theirs, and on average not a single yea more or less.
# 3. 226 yeas instead of 259, and the treaty fails in twelve of thirty runs. One offer in side talks weighs more than
#    anything that six opponents can do with their means. Would you have guessed so from the word *lobbying*?
#
# </details>
