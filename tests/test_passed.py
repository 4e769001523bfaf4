"""Whether a decision passes is said by its own rule, and by nothing else, wherever the program says it.

In the harbor town all blocs follow their line: the growth list and the mayor are for the port, the green list against.
"""

import csv
import json

import numpy as np
import pytest
from click.testing import CliRunner
from matplotlib import pyplot as plt
from ruamel.yaml import YAML
from seminar import unpacked

from sim import Ensemble, Page
from sim.cli import cli
from sim.cli.report import documented, naive, run_table
from sim.figures.votes import votes
from sim.measures.votes import carried, part_of
from sim.results import Result
from sim.rivals.naive import OF_VOTES
from sim.scenario.new import TEMPLATE
from sim.story import tell
from sim.words import say

N = 4
SURE = {"votes.indifference": 0.001, "votes.party_shock": 0.0}
GROWTH, GREEN = "council_majority", "council_opposition"
PASSED = {  # in how many of the four runs
    "two_thirds": 0,  # 55 of 100
    "board": N,  # 2 of 10 members have 60 of 100 votes
    "all": 0,  # 99 of 100
    "treaty": N,  # one of two states
    "decree": N,
    "refused": 0,  # the green list keeps it from the floor
    "plain": N,
    "both": N,
    "whole": 0,  # the plan of two thirds is a part of it
    "either": N,  # the plain one will do
}
SHARES = {"two_thirds": 0.55, "board": 0.6, "all": 0.99, "treaty": 0.2, "decree": 1.0, "plain": 0.51}
NEEDED = {"two_thirds": 2 / 3, "board": 0.6, "all": 1.0, "treaty": None, "decree": 0.5, "plain": 0.5, "whole": None}


def decision(rule, growth, green, **more):
    blocs = {GROWTH: growth, GREEN: green}
    chamber = {k: (b if isinstance(b, dict) else {"members": b}) | {"source": "assumed"} for k, b in blocs.items() if b}
    return {
        "title": {"en": rule["type"].capitalize(), "es": rule["type"].upper()}, "date": "2001-06",
        "pending_from": "2001-05", "executive": "mayor", "source": "assumed", "chamber": chamber,
        "proposal": {"port": {"status_quo": -0.8, "proposed": 0.6, "source": "assumed"}}, "rule": rule,
    } | more  # fmt: skip


def sequence(*bodies):
    return decision({"type": "sequence", "bodies": [*bodies]}, 0, 0, title=" and ".join(bodies))


BOARD = {"type": "weighted", "needed": 0.6, "discipline": 1.0}
DECISIONS = {
    "two_thirds": decision({"type": "supermajority", "needed": 2 / 3, "discipline": 1.0}, 55, 45),
    "board": decision(BOARD, {"members": 2, "weight": 30}, {"members": 8, "weight": 5}),
    "all": decision({"type": "consensus"}, 99, 1),
    "treaty": decision({"type": "treaty", "ratifications": 1}, 10, 40),
    "decree": decision({"type": "executive"}, 0, 0, chamber={"mayor": {"members": 1, "source": "assumed"}}),
    "refused": decision({"type": "majority", "discipline": 1.0}, 60, 40, gatekeeper=GREEN, title="Refused"),
    "plain": decision({"type": "majority", "discipline": 1.0}, 51, 49),
    "both": sequence("plain", "board"),
    "whole": sequence("plain", "two_thirds"),
    "either": decision({"type": "any_of", "bodies": ["two_thirds", "plain"]}, 0, 0, title="Either"),
}
OUTCOMES = {
    f"share_{name}": {"label": f"Share {name}", "measure": "vote_share", "decision": name} for name in SHARES
} | {f"passed_{name}": {"label": f"Passed {name}", "measure": "passed", "decision": name} for name in DECISIONS}


def write_town(made, **more):
    """The harbor town with these decisions, and with what is put into the document beside them."""
    made.mkdir()
    for name in ("actors.csv", "ties.csv"):
        (made / name).write_bytes((TEMPLATE / name).read_bytes())
    document = YAML(typ="safe").load((TEMPLATE / "scenario.yaml").read_text(encoding="utf-8"))
    for key in ("variants", "comparisons", "claims"):
        document.pop(key)
    document["period"]["end"] = "2001-12"
    document["key_dates"], document["events"] = {}, {}
    text = json.dumps(document | {"decisions": DECISIONS, "outcomes": OUTCOMES} | more, default=str)
    (made / "scenario.yaml").write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_town(tmp_path_factory.mktemp("case") / "harbor")


@pytest.fixture(scope="module")
def study(folder):
    made = Ensemble(folder, N, parameters=SURE)
    return made, made.run()


def settings():
    return [word for name, value in SURE.items() for word in ("--set", f"{name}={value}")]


def test_the_town_votes_as_its_shares_say(study):
    _, result = study
    for name, share in SHARES.items():
        assert result.outcomes[f"share_{name}"] == pytest.approx([share] * N), name
    assert np.isnan(result.passed["plain"]).sum() == 0


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_table_counts_runs_in_which_the_rule_lets_it_pass_and_knows_sequences_and_executives(
    study, lang, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "200")
    text = run_table(*study, [], "harbor", lang, {})
    rows = {}
    for line in text.splitlines():
        for name in DECISIONS:
            title = DECISIONS[name]["title"]
            title = title if isinstance(title, str) else title[lang]
            known = f"Share {name} " if name in SHARES and name != "decree" else f"{title} "
            if line.startswith(known):
                rows[name] = line
    assert set(rows) == set(DECISIONS)
    for name, n in PASSED.items():
        assert f"  {say('passes_in', lang, passed=n, n=N)}  " in rows[name], name
    for name in ("two_thirds", "board", "plain"):
        assert f"{SHARES[name]:.3f}".removeprefix("0") in rows[name]
    word = {"+": say("yes", lang), "-": say("no", lang)}  # from the party line to the status quo
    assert rows["both"].split()[-len(OF_VOTES) :] == [word[sign] for sign in "++---+-"]
    assert rows["whole"].split()[-len(OF_VOTES) :] == [word[sign] for sign in "-+---+-"]
    assert say("passes_note", lang) in text
    assert say("board_note", lang) in text


def test_json_says_the_same_and_what_the_rule_asks_for(folder):
    done = CliRunner().invoke(cli, ["run", str(folder), "--replicates", str(N), *settings(), "--json"])
    record = json.loads(done.stdout)
    assert {name: each["passed"] for name, each in record["decisions"].items()} == PASSED
    assert {each["n"] for each in record["decisions"].values()} == {N}
    assert record["decisions"]["two_thirds"] == {
        "rule": "supermajority", "needed": pytest.approx(2 / 3), "n": N, "passed": 0, "share": 0.0,
    }  # fmt: skip
    assert {name: record["decisions"][name]["needed"] for name in NEEDED} == pytest.approx(NEEDED)
    assert record["decisions"]["refused"]["share"] == 0.0
    for name, n in PASSED.items():
        assert record["outcomes"][f"passed_{name}"]["share"] == n / N, name


def test_naive_forecasts_are_judged_by_the_same_rule(folder):
    done = CliRunner().invoke(cli, ["run", str(folder), "--replicates", "1", *settings(), "--json"])
    naive = json.loads(done.stdout)["baselines"]
    assert naive["share_two_thirds"]["party_line"] == pytest.approx(0.55)
    assert naive["passed_two_thirds"]["party_line"] == 0.0
    assert naive["passed_two_thirds"]["majority"] == 1.0
    assert naive["share_board"]["party_line"] == pytest.approx(0.6)
    assert naive["share_board"]["majority"] == 1.0  # the side with more votes, not with more members
    assert naive["passed_board"]["party_line"] == 1.0
    assert naive["passed_all"]["party_line"] == 0.0
    assert naive["passed_treaty"]["party_line"] == 1.0
    assert naive["passed_both"]["party_line"] == 1.0
    assert naive["passed_whole"]["party_line"] == 0.0
    assert naive["passed_either"]["party_line"] == 1.0
    assert naive["passed_either"]["status_quo"] == 0.0


def test_a_part_of_a_chamber_carries_by_the_rule_of_the_whole(study):
    ensemble, _ = study
    state = ensemble.histories()[-1]
    of = {each.id: each for each in ensemble.setting.decisions}
    growth, green = (ensemble.setting.actors.index(name) for name in (GROWTH, GREEN))
    assert carried(state, part_of(of["two_thirds"])).tolist() == [0.0] * N
    assert carried(state, part_of(of["two_thirds"], {growth})).tolist() == [1.0] * N
    assert carried(state, part_of(of["board"])).tolist() == [1.0] * N
    assert carried(state, part_of(of["treaty"], {green})).tolist() == [0.0] * N
    assert np.isnan(carried(state, part_of(of["whole"]))).all()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_figure_counts_by_the_rule_and_draws_what_it_asks_for(study, lang):
    made, result = study
    figure = votes(made.scenario, result, naive(made, result), documented(made.scenario), "", lang)
    axes = figure.axes[0]
    names = [text.get_text() for text in axes.get_yticklabels()]
    counts = {names[round(text.xy[1])]: text.get_text() for text in axes.texts
              if hasattr(text, "xy") and text.get_text().endswith(f" {N}")}  # fmt: skip
    lines = {}
    for line in axes.lines:
        if line.get_linestyle() == "--" and len(set(line.get_xdata())) == 1:
            lines[names[round(float(np.mean(line.get_ydata())))]] = float(line.get_xdata()[0])
    plt.close(figure)
    for name in SHARES:
        assert counts[f"Share {name}"] == say("passes_in", lang, passed=PASSED[name], n=N), name
        assert lines.get(f"Share {name}") == (None if NEEDED[name] is None else pytest.approx(NEEDED[name])), name


def test_the_page_counts_by_the_rule_and_shows_shares_of_weights(folder):
    page = Page(folder, replicates=N, sliders=[])
    data = {each["id"]: (row, each) for row, each in enumerate(page.data["decisions"])}
    record, _ = unpacked(page, "base")
    result = Ensemble(folder, N).run()  # with the draws of the day, which a page has
    shares = result.outcomes["share_two_thirds"]
    assert np.any(
        (shares > 0.5) & (result.passed["two_thirds"] == 0.0)
    )  # what counting above one half would call passed
    for name, (row, told) in data.items():
        assert record["passed"][row] == result.times_passed(name)[0], name
        if name in SHARES:
            rounded = [round(1000 * float(share)) for share in result.outcomes[f"share_{name}"]]
            assert record["shares"][row] == rounded, name
        if name in NEEDED:
            assert told["needed"] == (None if NEEDED[name] is None else pytest.approx(NEEDED[name], abs=1e-4)), name
    assert {name for name, (_, told) in data.items() if told["alone"]} == {"decree"}
    assert {name for name, (_, told) in data.items() if told["weighted"]} == {"board"}


def test_what_is_written_and_read_back_holds_every_decision(study, folder, tmp_path):
    _, result = study
    result.save(tmp_path / "kept.npz")
    again = Result.load(tmp_path / "kept.npz")
    assert {name: again.times_passed(name) for name in again.passed} == {name: (n, N) for name, n in PASSED.items()}
    out = tmp_path / "out"
    CliRunner().invoke(cli, ["run", str(folder), "--replicates", str(N), *settings(), "--out", str(out)])
    with (out / "decisions.csv").open(encoding="utf-8") as file:
        rows = {row["decision"]: (int(row["passed"]), int(row["n"])) for row in csv.DictReader(file)}
    assert rows == {name: (n, N) for name, n in PASSED.items()}


def test_before_its_date_a_decision_is_not_said_to_fail(folder):
    made = Ensemble(folder, N, parameters=SURE, until="2001-05")
    result = made.run()
    assert {result.times_passed(name) for name in DECISIONS} == {(0, 0)}
    assert say("passes_in", "en", passed=0, n=N) not in run_table(made, result, [], "harbor", "en", {})


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_story_tells_the_weights_of_a_board(study, lang):
    lines = [line.text for line in tell(study[0], 0, lang) if line.topic == "vote"]
    values = {
        "yeas": 2,
        "nays": 8,
        "share": 0.6,
        "need": DECISIONS["board"]["rule"]["needed"],
        "verdict": say("story_passed", lang),
    }
    title = DECISIONS["board"]["title"][lang]
    assert say("story_vote_weighted", lang, title=title, **values) in lines
