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
# # 4. Councils and clubs
#
# **Who gets more done for Mexicans abroad: an elected assembly, a council picked by its convener, a club by invitation
# or a network with a sponsor? And at what price in legitimacy?** The case `ccime` has all four: the council CCIME,
# elected from 2002 and picked by the institute IME from 2014; Cien Amigos in Sacramento; and MALI, with Hillary
# Clinton's State Department behind it.
#
# Those who made the clubs say that the clubs did better. We ask what the model says, and then how much of that answer
# was put in by hand. Samples are small (40 runs of each version) so that the notebook runs in seconds.

# %%
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt

from sim import Ensemble, Page, tables
from sim.claims import documented
from sim.experiments.counterfactuals.pairs import Paired, verdict
from sim.figures import look, timeline
from sim.model.councils.rules import effectiveness
from sim.model.parameters import table
from sim.scenario.load import read_case

# The package draws into files; this line shows its figures here.
# %matplotlib inline
pd.set_option("display.max_colwidth", None)
CROWDING, WEAR, VOICE = "councils.crowding_size", "councils.election_wear", "councils.voice_weight"
N, case = 40, read_case("ccime")
ccime = case.load("baseline").scenario

# %% [markdown]
# ## What is known, what is said, what is assumed
#
# A council has *regimes*, and every row of the case says where it comes from. The words to look for are *documented*,
# *claimed* (said by a party to the events, and by nobody else) and *assumed*.

# %%
pd.DataFrame(
    {"council": name, "regime": r.type, "since": r.since, "seats": r.seats + r.appointed, "source": r.source}
    for name, council in ccime.councils.items()
    for r in council.regimes
).set_index(["council", "regime"])

# %% [markdown]
# Look at the third row: *nobody knows how many members Cien Amigos has*. A hundred is read off its name. Nor did
# anybody count how many members it takes before an assembly gets in its own way, or how campaigns wear people out:

# %%
COLUMNS = ["default", "low", "high", "unit", "mark", "source"]
pd.DataFrame(vars(table()[key]) for key in (CROWDING, WEAR, VOICE)).set_index("name")[COLUMNS]

# %% [markdown]
# ## Four regimes over time
#
# One run of the case is 29 years long; 40 of them go side by side.

# %%
OF = ["members_2012", "first_generation_2013", "output_ccime", "per_member_ccime", "legitimacy_before"]
OF += ["capture_houston", "capture_chicago", "capture_elsewhere"]
OF += ["output_cien_amigos", "per_member_cien_amigos", "output_mali", "effectiveness_mali", "legitimacy_mali"]
LATER = ["social_output_after", "rights_output_after", "legitimacy_after"]
FELT = ["pressure_on_rights", "policy_on_rights", "mali_allies"]
base = Ensemble(case.load("baseline"), N, outcomes=OF + LATER + FELT)
result = base.run()

# %%
years, series = timeline.ends(base.setting), result.series
BLUE, GOLD, GREEN, PURPLE = look.KINDS
club, network = series["output_cien_amigos"], series["output_mali"]
PANELS = {  # panel: name: series, color, place of the name, first year
    "members": {
        "CCIME": (series["members_2012"], BLUE, (2003, 115), 2002),
        "Cien Amigos": (club / series["per_member_cien_amigos"], GOLD, (2015, 104), 2010.2),
        "MALI": (network / series["effectiveness_mali"], GREEN, (2015, 64), 2010.6),
    },
    "first generation, share of the CCIME": {"CCIME": (series["first_generation_2013"], BLUE, (2003, 0.7), 2002)},
    "capture by local power groups [0-1]": {
        "Houston": (series["capture_houston"], "#7F3B08", (2012, 0.57), 2002),
        "Los Angeles, Dallas": (series["capture_elsewhere"], PURPLE, (2012, 0.18), 2002),
        "Chicago": (series["capture_chicago"], look.MODEL, (2012, 0.06), 2002),
    },
    "legitimacy [0-1]": {
        "CCIME": (series["legitimacy_before"], BLUE, (2003, 0.86), 2002),
        "MALI": (series["legitimacy_mali"], GREEN, (2010.7, 0.36), 2010.6),
        "Cien Amigos": (0 * club, GOLD, (2010.2, 0.04), 2010.2),  # no elections and no patron: 0 by the rule (E10-5)
    },
}
with plt.rc_context(look.STYLE):
    page = look.page(
        2, 2, (9.5, 6.2), "Elections fill the council ever less, and are captured where nobody watches",
        f"baseline, n = {N} runs, seed 1; CCIME elected from October 2002, picked by IME from June 2014 (broken line)",
        "Bands: 5-95 % of the runs; lines: medians. Diamond: members on record (claim TC2). Dotted: the share coded at "
        "the start, a coder's judgment and the naive forecast of no change. Oversight is coded .1 in Houston, .9 in "
        "Chicago, .5 elsewhere, so that the order of the three lines was put in. After 2014 capture stays as it was.",
        legend_rows=0, sharex=True,
    )  # fmt: skip
    for axes, (what, lines) in zip(page.axes.ravel(), PANELS.items(), strict=True):
        for name, (values, color, place, first) in lines.items():
            look.band(axes, years, np.where(years[:, None] >= first, values, np.nan), color)
            axes.text(*place, name, color=color, fontsize=8, fontweight="bold")
        look.date_lines(axes, [2014 + 5 / 12])
        axes.set(xlim=(2002, 2019), title=what, ylim=(0, 130 if what == "members" else 1))
    look.documented(page.axes[0, 0], 2012.5, documented(ccime)["members_2012"])
    page.axes[0, 1].axhline(ccime.councils["ccime"].first_generation, color=look.NAIVE_TOO, linestyle=look.DOTS)
plt.show()

# %% [markdown]
# Three of the sources' complaints are here. Fewer of the 115 seats are filled each time, since a campaign costs more
# than a seat is worth to ever more people; the first generation grows, since campaigns wear out the established more;
# Houston is captured and Chicago is not. All three are *claimed* or rest on coded oversight, and the growth of the
# first generation is small: of the 60 to 90 % that the case's target asks for, the model reaches the lower edge.
#
# ## Who gets more done?
#
# What a body does is counted in projects: one a year for each member, if its work gets anywhere. Beside the model
# stands a forecast that needs none: take the *coded* seats as filled, and put them into one line of arithmetic.


# %%
def by_hand(members, size=40.0):
    """Projects a year of so many members, by the rule alone."""
    return members * effectiveness(np.asarray(members, dtype=float), size)


BODIES = {
    "elected assembly, 2013": ("output_ccime", "per_member_ccime", "legitimacy_before", "2013-12", 115),
    "picked by a convener, 2018": ("output_ccime", "per_member_ccime", "legitimacy_before", "2018-11", 100),
    "club by invitation, 2013": ("output_cien_amigos", "per_member_cien_amigos", None, "2013-12", 100),
    "network with sponsor, 2012": ("output_mali", "effectiveness_mali", "legitimacy_mali", "2012-12", 60),
}
rows = {}
for name, (output, each, legitimacy, month, seats) in BODIES.items():
    then = result.months.index(month)
    low, middle, high = np.quantile(series[output][then], [0.05, 0.5, 0.95])
    own, lent = series[each][then], series[legitimacy][then] if legitimacy else 0.0
    row = {"n": N, "members": np.median(series[output][then] / own), "projects": middle, "5 %": low, "95 %": high}
    rows[name] = row | {"naive: full seats": by_hand(seats), "a member": np.median(own), "legitimacy": np.median(lent)}
pd.DataFrame(rows).T.round(2)

# %% [markdown]
# The network of sixty gets most done, and the other three nearly the same. The club does *not* beat the assembly: of
# the sources' two claims for it (more in all, more by each member) neither holds at a hundred members.
#
# Is it elections, convener, invitation or sponsor that matter? Draw every body at its size.

# %%
KINDS = dict(zip(BODIES, (BLUE, look.MODEL, GOLD, GREEN), strict=True))
sizes = np.arange(1.0, 131.0)
CROWDS, of_ccime = (20.0, 40.0, 60.0), "councils.ccime.regimes.0"
swapped = {f"{of_ccime}.seats": 40, f"{of_ccime}.appointed": 0, "councils.cien_amigos.regimes.0.seats": 115}
other = Ensemble(
    case.load("baseline", swapped), [*range(10)] * 3, parameters={CROWDING: np.repeat(CROWDS, 10)}, until="2013-12",
    outcomes=["output_ccime", "members_2012", "output_cien_amigos"], series=False,
)  # fmt: skip
turned = tables.outcomes(other.run())

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 1, (9.5, 4.9), "What a body gets done is its size, whatever its kind",
        f"dots: n = {N} runs of the baseline each; squares: sizes swapped, n = 10 runs for each crowding size; seed 1",
        "Lines: the rule, members / (1 + (members / crowding_size)^2), for the crowding size assumed (40) and the ends "
        "of its prior (20, 60). Every dot and every square lies on a line: regime, elections and sponsor move a body "
        "along it, by filling more or fewer seats, and never off it.",
    )  # fmt: skip
    axes = page.axes[0, 0]
    for size in CROWDS:
        axes.plot(sizes, by_hand(sizes, size), color=look.FAINT, linewidth=1.2, zorder=0.5)
        axes.text(129, float(by_hand(116.0, size)) + 0.9, f"crowding size {size:g}", fontsize=8, ha="right")
    for name, (output, each, _, month, _) in BODIES.items():
        done = series[output][result.months.index(month)]
        ring = {"markersize": 11, "markerfacecolor": "none"} if "convener" in name else {"markersize": 6, "alpha": 0.7}
        axes.plot(done / series[each][result.months.index(month)], done, "o", color=KINDS[name], **ring)
    for column, members, color in (("output_ccime", turned["members_2012"], BLUE), ("output_cien_amigos", 115, GOLD)):
        place = np.broadcast_to(members, len(turned))
        axes.plot(place, turned[column], "s", color=color, markersize=6, markerfacecolor="white", alpha=0.8)
    axes.axvspan(0, 115, ymax=0.02, color=GOLD, linewidth=0, alpha=0.6)
    axes.text(2, 1.0, "Cien Amigos may have had any number of members", fontsize=8, color=GOLD)
    axes.set(xlabel="members", ylabel="projects a year", xlim=(0, 130), ylim=(0, 32))
    keys = [look.key("o", color, name.split(",")[0]) for name, color in KINDS.items()]
    keys += [look.key("s", c, name) for name, c in (("assembly of 40 seats", BLUE), ("club of 115", GOLD))]
    for each in (keys[1], *keys[4:]):
        each.set_markerfacecolor("white")
    page.legend(keys)
plt.show()

# %% [markdown]
# So the question who gets more done is the question who has which size, seen through one curve that a coder drew. On
# it two bodies get the same done when their sizes multiply to the square of the crowding size. The next table only puts
# the members that 40 runs seated, and clubs of three sizes, into the rule.

# %%
seated = result.outcomes["members_2012"]
rows = {}
for size in CROWDS:
    council, clubs = by_hand(seated, size), {members: by_hand(members, size) for members in (17, 40, 100)}
    row = {"n": N, "assembly": np.median(council), "network of 60": by_hand(60, size)}
    row |= {f"club of {members}": done for members, done in clubs.items()}
    row |= {f"share of runs where {members} beat it": np.mean(done > council) for members, done in clubs.items()}
    rows[f"crowding size {size:g}"] = row
pd.DataFrame(rows).T.round(2)

# %% [markdown]
# A club of 40 beats the assembly at every crowding size of the prior, in four runs of five or more; one of 100 in three
# runs of ten, those that seated more than a hundred councilors; one of 17 always at 20, by chance at 40 and never at
# 60. That clubs do better is true or false by a number that is on no record: how many friends there are.
#
# The wear of elections works the other way than the sources have it: an assembly above its best size gets *more* done
# when fewer stand for it. In 2003 the council fills 108 seats and does 13.0 projects; in 2013, with 96, it does 14.2.
#
# ## What each form changes, in pairs
#
# Three things were done to the case, with the draws of the baseline: no reform in 2014, no council at all, no sponsor
# for MALI. What is *worth knowing* is said first: half a project a year, .05 of policy, .25 of a tie, .1 of legitimacy.

# %%
ASKED = {
    "no_reform": {"social_output_after": 0.5, "rights_output_after": 0.5, "legitimacy_after": 0.1},
    "clubs_only": {"policy_on_rights": 0.05, "pressure_on_rights": 0.05},
    "no_sponsor": {"legitimacy_mali": 0.1, "mali_allies": 0.25},
}
naive = dict.fromkeys(("social_output_after", "rights_output_after"), by_hand(100) / len(ccime.issues))
naive["policy_on_rights"] = result.start["policy_on_rights"].mean()  # as coded: no change
rows, gaps = [], {}
for variant, worth in ASKED.items():
    until = {"clubs_only": "2013-12", "no_sponsor": "2012-12"}.get(variant)
    runs = Ensemble(case.load(variant), N, outcomes=list(worth), series=False, until=until).run().outcomes
    for name, least in worth.items():
        pairs = gaps[variant, name] = Paired(result.outcomes[name], runs[name])
        found, (mean, mean_of_variant) = pairs.interval(), pairs.means()
        row = {"variant": variant, "outcome": name, "n": pairs.n, "naive": naive.get(name), "baseline": mean}
        row |= {"its own": mean_of_variant, "difference": pairs.difference, "low": found.low, "high": found.high}
        rows.append(row | {"worth knowing": least, "verdict": verdict(found, least)})
pd.DataFrame(rows).set_index(["variant", "outcome"]).round(3)

# %%
with plt.rc_context(look.STYLE):
    page = look.page(
        1, 3, (9.5, 3.6), "What each form changes: legitimacy by rule, projects by theme, policy by next to nothing",
        f"variant minus baseline, n = {N} pairs, seed 1",
        "A dot is a pair; line and ring: mean and 95 % interval. Gray: too small to be worth knowing. Legitimacy is 0 "
        "by the rule where there are neither elections nor a patron.", legend_rows=0,
    )  # fmt: skip
    for axes, (variant, worth) in zip(page.axes[0], ASKED.items(), strict=True):
        for row, (name, least) in enumerate(reversed(worth.items())):
            pairs = gaps[variant, name]
            axes.barh(row, 2 * least, left=-least, height=0.7, color=look.WINDOW, zorder=0)
            heights = row - 0.25 + 0.5 * (np.arange(pairs.n) * 0.618 % 1)
            axes.scatter(pairs.gaps, heights, s=7, color=look.MODEL, alpha=0.6, linewidths=0)
            axes.plot([pairs.interval().low, pairs.interval().high], [row, row], color=look.SPREAD, linewidth=2.5)
            axes.plot(pairs.difference, row, "o", color="white", markeredgecolor=look.SPREAD, markersize=6)
        axes.axvline(0, color="#888888", linewidth=0.8)
        axes.set_yticks(range(len(worth)), [name.replace("_", "\n", 1).replace("_", " ") for name in reversed(worth)])
        axes.tick_params(axis="y", length=0)
        axes.set(title=variant, ylim=(-0.6, len(worth) - 0.4))
plt.show()

# %% [markdown]
# *Naive* is the baseline's value without a run: projects spread evenly over the five issues, policy as coded.
#
# The reform bought a project and a half a year on social programs. It paid with a project on political rights and with
# all of the council's legitimacy; the sum of projects stayed about where it was. The council moved policy on political
# rights by .005 of a scale of 2. And the legitimacy that the sponsor lent won MALI one tie in 40 pairs.
#
# ## What may be said
#
# - *Documented*, and missed: about 120 members in 2012. The model seats 88 to 105: too few people still want a seat.
# - *Claimed*, by two authors who ran IME or organized MALI: all that is said of who did better. It is self-report, and
#   nobody in the case speaks for the councilors.
# - *Assumed*, and decisive: the crowding size, the size of the club, and that legitimacy comes from elections or from
#   a patron. Take the rules as they are, and what a form gets done follows from its size without any run.
# - *Found*, in the sense that no single rule says it: that the wear of elections helps so large an assembly; that the
#   reform exchanged rights for services at no gain in all; that none of it moved policy by an amount worth knowing.
#
# At full size: `python run.py compare ccime --only what_the_reform_did`, `python run.py check ccime`.
#
# ## The first council, as a page
#
# The case until the end of 2003, a year into the elected council, and a version with clubs alone; four runs each.

# %%
Page("ccime", until="2003-12", variants=["clubs_only"], sliders=(), removals=(), replicates=4)

# %% [markdown]
# ## Try it
#
# 1. *No wear.* Run the baseline until 2013-12 with `settings={"councils.election_wear": 0}`. Does the council do more
#    without what drives good people away?
# 2. *What is legitimacy worth?* Run with `settings={"councils.voice_weight": 0}`, so that nobody is heard the better
#    for it, and look at pressure and policy on political rights.
# 3. *Watch Houston.* Run with `settings={"places.houston.oversight": 0.9}`, as in Chicago. What moves?

# %% [markdown]
# <details>
# <summary><b>What you should find</b> (click when you have tried)</summary>
#
# 1. 113 members instead of 96, no growth of the first generation, and fewer projects: 12.6 instead of 14.2. Who would
#    have guessed the last from the complaint that elections drive good people away?
# 2. Pressure on political rights falls from .269 to .266, policy from .182 to .181. The price of the reform was paid in
#    a coin that buys next to nothing here. Is that about Mexico, or about the model?
# 3. Capture in Houston falls from .52 to .03, legitimacy of the whole council rises by .01, nothing else moves. Which
#    document would tell how closely anybody watched?
#
# </details>
