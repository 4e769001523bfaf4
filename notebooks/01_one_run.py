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
# # 1. From a scenario to a vote
#
# **How does a vote of 434 people come out of a table of positions?** We follow one run of NAFTA 1990-94 from its files
# to the night of 17 November 1993, then ask how much of what we saw was draws.
#
# You need no Python to read this. Run a cell with Shift+Enter.

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from sim import CoalitionModel, Ensemble, Page, load_scenario, tables
from sim.experiments.counterfactuals.why_votes import why
from sim.figures import look, timeline
from sim.mesa_model import NGO
from sim.model.votes.explain import TERMS
from sim.rivals.naive import forecasts

# The package draws into files; this line shows its figures here.
# %matplotlib inline
UNTIL = "1993-12"  # the case itself goes on until 2020

# %% [markdown]
# ## What goes in
#
# A scenario is a folder: `actors.csv` and `ties.csv` open in a spreadsheet, `scenario.yaml` holds the rest. Each row
# says where it comes from.

# %%
nafta = load_scenario("nafta")
actors = pd.DataFrame(
    {"name": a.name, "kind": a.kind, "country": a.country, "capability": a.capability} | a.positions
    for a in nafta.actors.values()
)
actors.sort_values("trade").iloc[[0, 1, 2, -3, -2, -1]]

# %% [markdown]
# Positions run from -1 to +1. What the ends mean is written in the scenario:

# %%
pd.DataFrame({"-1": i.negative.en, "+1": i.positive.en, "tier": i.tier} for i in nafta.issues.values()).set_axis(
    nafta.issues
)

# %% [markdown]
# ## One run, month by month
#
# `CoalitionModel` is a Mesa model. Its agents are handles: they show what the model's arrays hold at this moment.

# %%
model = CoalitionModel("nafta", seed=1, replicate=0, until=UNTIL)
rmalc = model.actor("rmalc")
print(len(model.agents.select(agent_type=NGO)), "NGOs;", rmalc.name, "spends", rmalc.resources, "units a year")

# %%
house = ["us_house_democrats", "us_house_republicans"]
diary = []
while model.running:
    model.step()
    state, setting = model.state, model.setting
    row = {"month": model.month, "allies of RMALC": len(rmalc.allies)}
    for venue in ("us_house_d", "us_house_r"):
        row[f"pressure on {venue}"] = state.pressure[0, setting.venues.ids.index(venue), 0]
    diary.append(row)
diary = pd.DataFrame(diary).set_index("month")
diary.loc[["1990-06", "1991-05", "1992-12", "1993-11"]]

# %%
years = timeline.ends(model.ensemble.setting)
with plt.rc_context(look.STYLE):
    page = look.page(
        2, 1, (9.5, 4.8), "One run: pressure on the House has two signs, and allies come at once",
        "NAFTA, one run (n = 1, replicate 0, seed 1), June 1990 to December 1993",
        "Broken lines: the House votes on fast track in May 1991 and on the treaty in November 1993. Above 0 the net "
        "pressure is for a yes.", sharex=True, height_ratios=(1.4, 1),
    )  # fmt: skip
    above, below = page.axes[:, 0]
    above.axhline(0, color="#888888", linewidth=0.8)
    for column, color in zip(diary.filter(like="pressure"), (look.KINDS[0], look.KINDS[1]), strict=True):
        above.plot(years, diary[column], color=color)
    below.step(years, diary["allies of RMALC"], color=look.KINDS[2], where="post")
    for axes, title in ((above, "net pressure on a bloc [-1, 1]"), (below, "allies of RMALC")):
        look.date_lines(axes, [1991 + 5 / 12, 1993 + 11 / 12])
        axes.set(title=title, xlim=(years[0], years[-1]))
    below.set(ylim=(0, 10), yticks=[0, 5, 10], xticks=[1991, 1992, 1993, 1994])
    keys = [look.key("line", look.KINDS[0], "House Democrats"), look.key("line", look.KINDS[1], "House Republicans")]
    page.legend([*keys, look.key("line", look.KINDS[2], "allies")])
plt.show()

# %% [markdown]
# The two halves of the House feel pressure of opposite signs: on Republicans it is for the treaty throughout, on
# Democrats it is against it at both votes. It takes effect only as it builds up. In this run the vote went like this:

# %%
for name in ("us_house_1991", "us_house_1993", "us_house_1993_democrats", "us_house_1993_republicans"):
    print(f"{nafta.outcomes[name].label.en:<40} {model.outcome(name):.3f}")

# %% [markdown]
# ## How much do the draws matter?
#
# One run is an anecdote. Forty runs of the same scenario differ only in their draws; run 0 of them is the run
# above, to the last bit.

# %%
ensemble = Ensemble("nafta", replicates=40, seed=1, until=UNTIL)
result = ensemble.run()
assert result.outcomes["us_house_1993"][0] == model.outcome("us_house_1993")
votes = [name for name, outcome in nafta.outcomes.items() if outcome.measure == "vote_share"]
votes = [name for name in votes if not np.isnan(result.outcomes[name]).all()]  # those of later years are not due yet
documented = {c.outcome: c.documented for c in nafta.claims.values() if c.documented is not None}
naive = forecasts(nafta, ensemble.setting, {})
table = tables.summary(result).loc[votes, ["n", "q05", "q50", "q95"]]
table["naive: weighted mean"] = pd.Series({name: naive[name].get("weighted_mean") for name in votes})
table = table.assign(documented=pd.Series(documented))
off = table[table["documented"].notna() & ~table["documented"].between(table["q05"], table["q95"])]
print("documented, but not within 5-95 % of the runs:", ", ".join(off.index))
table.assign(error=table["q50"] - table["documented"]).round(3)

# %% [markdown]
# Look at the rows of 1993. What is documented of the House lies well between the 5 and the 95 % of the runs; of the
# Senate it lies at the lower edge, just outside, and the Canadian Commons lie outside, too. To be inside is not much to
# ask of rows so wide: luck that a whole party shares, as large as in 37 other votes on trade, moves all its members at
# once. And the middle is off: too few Democrats of the House vote yes, too many senators do, and the mean of the coded
# positions, which needs no run, does better with both. A model that only shows its hits teaches nothing:
# `python run.py check nafta` says of every claim whether it holds. (Where `n` of a US Senate is smaller, the House has
# said no in the other runs, and then the Senate is not asked.)
#
# ## Why did the House vote so?
#
# Behind each yes stands a sum, in log-odds: what the members would have voted of themselves, their president's pull,
# campaigns, provisions on other issues, and the draws of the day. First of our run, bloc by bloc:

# %%
vote = why(ensemble, "us_house_1993")
names = [nafta.actors[bloc].name for bloc in vote.logits]
terms = pd.DataFrame([of_bloc[:, 0] for of_bloc in vote.logits.values()], names, TERMS)
terms.assign(logit=terms.sum(axis=1), yes=[n[0] for n in vote.yeas.values()]).round(2)

# %% [markdown]
# Then in votes, over the forty runs: each term is put in its place in every possible order, and what it adds is
# averaged (its Shapley value), so that the votes add up from what members would have voted of themselves to what is
# expected of the House.

# %%
added = {term: vote.estimate(votes) for term, votes in zip(TERMS, vote.whole.terms, strict=True) if votes.any()}
start, expected = vote.whole.start.mean(), vote.whole.expected.mean()
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 1, (9.5, 2.6), "What moved the House beside its convictions",
        f"NAFTA, House of 17 November 1993, {len(vote.replicates)} runs, seed 1",
        f"Votes for the treaty; means with intervals of 95 %. From {start:.0f} that members would have voted of "
        f"themselves to {expected:.0f} expected.",
    )  # fmt: skip
    axes = page.axes[0, 0]
    means = [each.mean for each in added.values()]
    reach = [[each.mean - each.low, each.high - each.mean] for each in added.values()]
    axes.axvline(0, color="#888888", linewidth=0.8)
    axes.errorbar(means, range(len(added)), xerr=np.transpose(reach), fmt="o", color=look.KINDS[0])
    axes.set(yticks=range(len(added)), yticklabels=added, ylim=(len(added) - 0.5, -0.5), xlabel="votes")
plt.show()
for who, each in vote.actors_by_size()[:3]:
    print(f"{nafta.actors[who].name}: {each.mean:+.1f} votes ({each.low:+.1f} to {each.high:+.1f})")

# %% [markdown]
# Campaigns cost the treaty more votes than the president and all provisions bring it: the unions press Democrats, and
# USTR does not make up for both. What the day brings has the widest interval, since it is drawn anew in every run; the
# others say why the middle lies where it does. The same on the command line, with everybody who pressed the House:
# `python run.py replay nafta --why us_house_1993`, and with `--variant bush_reelected` why it would have voted
# otherwise.
#
# ## The same as a page
#
# All of this is in the seminar page of the case, which needs no Python: `python run.py page nafta -o page.html` writes
# it into one file. Here is a small one, with ten runs of the case and of a version in which George Bush is re-elected.
# Play it, select an actor, or drag the timeline to the night of the vote.

# %%
Page("nafta", until=UNTIL, variants=["bush_reelected"], sliders=(), removals=(), replicates=10)

# %% [markdown]
# ## Try it
#
# 1. *Who governs?* Run `Ensemble("nafta", variant="bush_reelected", replicates=40, until="1993-12")` and compare the
#    Democrats.
# 2. *A stronger critic.* Run the same without `variant` and with `settings={"actors.rmalc.capability": 5}`. How far
#    does the House move?
# 3. *Another run.* Change `replicate=0` to any other number, and compare allies and pressure.

# %% [markdown]
# <details>
# <summary><b>What you should find</b> (click when you have tried)</summary>
#
# 1. The median falls from .33 to .18: fourteen Democrats in a hundred vote no who voted yes. Positions were coded in
#    1991 under Bush, who pulled Democrats away; it takes a president of their own to change that. The page shows it,
#    too.
# 2. RMALC has eight times the means (each step of capability doubles them), and in the mean .002 fewer of the House
#    vote yes, one member: its access there is small, even with the doors that allies lend it.
# 3. Other allies, seven in run 1 and eight in run 2, while in November 1993 pressure on Republicans is for the treaty
#    in every run, .8 or more, and on Democrats against it, between a third and a half. Ties open and lapse by the
#    draw of one pair at a time; pressure sums up what dozens of actors spend, and draws average out.
#
# </details>
