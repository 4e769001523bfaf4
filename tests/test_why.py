"""Why a body voted as it did: do terms make up the vote, do votes by term add up, is it told in both languages?"""

import json
import math

import numpy as np
import pytest
from campaign_worlds import drives
from click.testing import CliRunner
from test_spanish import ENGLISH
from vote_worlds import ballots
from worlds import history

from sim import Ensemble
from sim.cli import cli
from sim.cli.run import replay
from sim.ensemble import EnsembleError
from sim.experiments.counterfactuals.why_campaigns import REFERENCE
from sim.experiments.counterfactuals.why_votes import decision_of, why
from sim.model.agenda import JOINED
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.model.schedule import advance
from sim.model.votes import explain, roll_call
from sim.model.votes.explain import TERMS
from sim.scenario.compile import compile_setting
from sim.scenario.find import list_cases
from sim.scenario.load import load_case
from sim.scenario.new import TEMPLATE
from sim.story import tell
from sim.words.reasons import ORDER

RUNS = range(3)
CHEAP = {"campaigns.venue_cost": 0.0}  # so that all who have a door press
VOTE = "port_vote"
PRESSING = {"bay_watch", "dock_union", "ocean_friends"}  # the last by its ally's door; the mayor pulls as president
NUMBERS = {"campaigns.effect": 1.7}


class Spy:
    """Log-odds of every bloc as the roll call has them, by decision and bloc, taken where it makes them votes."""

    def __init__(self, monkeypatch):
        self.logits, self.yeas = {}, {}
        real = roll_call.bloc_probs

        def bloc_probs(bloc, decision, proposal, mean, state, params):
            probs = real(bloc, decision, proposal, mean, state, params)
            self.logits[decision.id, bloc.row] = mean[0] / params.votes.indifference + mean[1]
            self.yeas[decision.id, bloc.row] = probs.sum(axis=0)  # the last call is the one with the day's draws
            return probs

        monkeypatch.setattr(roll_call, "bloc_probs", bloc_probs)


def disagreements(decision, voting, after, params, noise, seen):
    """Where terms do not make up what the roll call had, in logits, or what comes of them, in yeas."""
    logits, yeas = dict(seen.logits), dict(seen.yeas)
    found = []
    for stand in explain.stands(decision, voting, params, noise):
        key, voted = (decision.id, stand.bloc.row), ~after.is_blocked[decision.row]
        if decision.rule.type in roll_call.OF_STATES:
            said = np.where(voted, stand.expected, 0)
            found.append(float(np.abs(said - after.yeas[stand.bloc.row]).max()))
            logit = logits[key] + stand.terms[TERMS.index("draws")]
        else:
            logit = logits[key]
            found.append(float(np.abs(stand.expected - yeas[key]).max()))
        found.append(float(np.abs(stand.logit - logit).max()))
    return found


@pytest.mark.parametrize("folder", list_cases(), ids=lambda folder: folder.name)
def test_terms_sum_to_the_log_odds_of_the_roll_call_in_every_case(folder, monkeypatch):
    """Each decision is put to the vote under pressure, costs and packages of any size, so that no term is always 0."""
    rng, noise = np.random.default_rng(7), Noise(1, RUNS)
    setting = compile_setting(load_case(folder).scenario)
    params, seen = Params.of(NUMBERS, len(RUNS)), Spy(monkeypatch)
    state = start(setting, params, noise)
    drawn = {name: rng.uniform(-1, 1, getattr(state, name).shape) for name in ("built", "built_reference")}
    drawn |= {"external": rng.uniform(-1, 1, state.external.shape)}
    drawn |= {"push_reference": rng.uniform(-0.5, 0.5, state.push_reference.shape)}
    drawn |= {"provision": rng.integers(0, 4, state.provision.shape)}
    state = state.replace(**drawn)
    gaps = []
    for decision in setting.decisions:
        voting = state.replace(step=decision.step)
        after = roll_call.decide(voting, setting, params, noise)
        gaps += disagreements(decision, voting, after, params, noise, seen)
    assert gaps
    assert max(gaps) < 1e-12


def test_terms_sum_to_the_log_odds_while_worlds_of_every_rule_run(monkeypatch):
    seen, gaps, nonzero = Spy(monkeypatch), [], np.zeros(len(TERMS), dtype=bool)
    for scenario in (ballots(1), drives(0)):
        setting, noise, params = compile_setting(scenario), Noise(3, RUNS), Params.of(NUMBERS, len(RUNS))
        state = start(setting, params, noise)
        for step in range(setting.n_steps):
            after = advance(state, setting, params, noise)
            for decision in setting.decisions:
                if decision.step == step and decision.rule.type not in JOINED:
                    voting = explain.as_the_vote_begins(state, after)
                    if not decision.repeal:  # it has been asked again since
                        gaps += disagreements(decision, voting, after, params, noise, seen)
                    for stand in explain.stands(decision, voting, params, noise):
                        nonzero |= stand.terms.any(axis=1)
            state = after
    assert len(gaps) > 60
    assert max(gaps) < 1e-12
    assert nonzero.all()


def stand_of(logits, members):
    """A bloc without spread or discipline at some terms, so that its yeas are members times logistic(log-odds)."""
    setting = compile_setting(ballots(0))
    decision = next(each for each in setting.decisions if each.id == "reform")
    bloc = decision.blocs[0]
    bare = type(bloc)(**{**vars(bloc), "members": members, "offsets": np.zeros(members)})
    params = Params.of({}, 1)
    state = start(setting, params, Noise(1, [0]))
    terms = np.array([[logits.get(name, 0.0)] for name in TERMS])
    proposal = explain.utility.proposal_of(decision, state, params)
    return explain.Stand(bare, terms, np.array([members]), decision, proposal, state, params)


def yes(*logits):
    return 1 / (1 + math.exp(-sum(logits)))


def test_votes_by_term_are_those_worked_out_by_hand():
    """Two blocs: of 100 with two terms that move it, and of 40 with one."""
    own, president, campaign = 0.3, 0.8, -1.5
    large = explain.worth(stand_of({"conviction": own, "president": president, "campaign": campaign}, 100))
    small = explain.worth(stand_of({"conviction": -1.0, "campaign": 0.5}, 40))
    first, last = yes(own, president) - yes(own), yes(own, president, campaign) - yes(own, campaign)
    by_hand = {"president": 100 * (first + last) / 2}
    by_hand["campaign"] = 100 * (yes(own, president, campaign) - yes(own)) - by_hand["president"]
    assert large.terms[:, 0] == pytest.approx([by_hand.get(name, 0.0) for name in TERMS], abs=1e-12)
    assert small.terms[TERMS.index("campaign"), 0] == pytest.approx(40 * (yes(-0.5) - yes(-1.0)), abs=1e-12)
    both = explain.whole([large, small], 1)
    assert both.start[0] == pytest.approx(100 * yes(own) + 40 * yes(-1.0))
    assert both.terms.sum() == pytest.approx(both.expected[0] - both.start[0], abs=1e-12)


def test_against_another_run_only_what_differs_is_worth_anything():
    base = stand_of({"conviction": 0.3, "president": 0.8, "draws": 0.2}, 100)
    other = stand_of({"conviction": 0.3, "president": -0.8, "draws": 0.2}, 100)
    worth = explain.worth(other, base)
    assert worth.terms[TERMS.index("president"), 0] == pytest.approx(100 * (yes(-0.3) - yes(1.3)), abs=1e-12)
    assert np.count_nonzero(worth.terms) == 1
    assert (worth.start, worth.chamber) == (base.expected, 0.0)


def test_a_state_that_must_agree_is_certain_once_the_day_is_known():
    setting, noise, params = compile_setting(ballots(0)), Noise(2, range(40)), Params.of({}, 40)
    states = history(setting, {}, noise)
    decision = next(each for each in setting.decisions if each.id == "accord")
    after = states[decision.step + 1]
    voting = explain.as_the_vote_begins(states[decision.step], after)
    for stand in explain.stands(decision, voting, params, noise):
        worth = explain.worth(stand)
        voted = ~after.is_blocked[decision.row]
        assert (worth.expected == after.yeas[stand.bloc.row])[voted].all()
        assert (np.abs(worth.start + worth.terms.sum(axis=0) - worth.expected) < 1e-12).all()
        assert ((worth.start >= 0) & (worth.start <= stand.seats)).all()
        assert worth.terms[TERMS.index("draws")].any()


# Over replicates.


@pytest.fixture(scope="module")
def found():
    return why(Ensemble(TEMPLATE, 20, chunk=16, settings=CHEAP), VOTE)


def adds_up(each):
    return np.abs(each.start + each.chamber + each.terms.sum(axis=0) - each.expected).max()


def test_votes_by_term_add_up_in_every_bloc_and_replicate(found):
    assert max(adds_up(each) for each in (*found.worths.values(), found.whole)) < 1e-9
    yeas = sum(found.yeas.values())
    assert found.own_draws() + found.whole.expected == pytest.approx(yeas)
    assert not found.whole.terms[TERMS.index("conviction")].any()
    assert not found.whole.chamber.any()


def test_campaigns_by_actor_add_up_and_do_not_hang_on_the_company(found):
    campaign = found.whole.terms[TERMS.index("campaign")]
    assert campaign.any()
    assert sum(found.by_actor.values()) == pytest.approx(campaign, abs=1e-9)
    assert found.by_actor.keys() == PRESSING | {REFERENCE}
    alone = why(Ensemble(TEMPLATE, [18], settings=CHEAP), VOTE)
    for who, values in alone.by_actor.items():
        assert values[0] == pytest.approx(found.by_actor[who][18], abs=1e-12)


def test_whoever_presses_has_the_sign_of_its_side(found):
    """The dock workers are for the port; were they against it, they would press against it."""
    means = {who: each.mean for who, each in found.actors_by_size()}
    assert means["bay_watch"] < 0 < means["dock_union"]
    turned = why(Ensemble(TEMPLATE, 4, settings=CHEAP | {"actors.dock_union.positions.port": -0.9}), VOTE)
    assert (turned.by_actor["dock_union"] < 0).all()


def test_without_a_presidents_pull_the_term_is_0_and_so_are_its_votes():
    ensemble = Ensemble(TEMPLATE, 4, settings={"votes.own_president": 0.0})
    row = TERMS.index("president")
    without = why(ensemble, VOTE)
    assert not any(terms[row].any() for terms in without.logits.values())
    assert not without.whole.terms[row].any()
    base = Ensemble(TEMPLATE, 4)
    lost, had = why(ensemble, VOTE, base).whole, why(base, VOTE).whole
    assert lost.terms[row].any() == had.terms[row].any()


def test_a_variant_against_the_base_adds_up_to_the_difference_and_the_base_against_itself_is_0():
    base, variant = Ensemble(TEMPLATE, 6), Ensemble(TEMPLATE, 6, variant="no_spill")
    paired, there, here = why(variant, VOTE, base), why(base, VOTE), why(variant, VOTE)
    assert paired.is_paired
    assert paired.whole.start == pytest.approx(there.whole.expected)
    assert paired.whole.expected == pytest.approx(here.whole.expected)
    assert adds_up(paired.whole) < 1e-9
    assert paired.whole.terms.any()
    campaign = paired.whole.terms[TERMS.index("campaign")]
    assert sum(paired.by_actor.values()) == pytest.approx(campaign, abs=1e-9)
    same = why(Ensemble(TEMPLATE, 6), VOTE, base)
    assert not same.whole.terms.any()
    assert not any(values.any() for values in same.by_actor.values())


def test_what_differs_in_the_chamber_itself_is_told_apart():
    larger = Ensemble(TEMPLATE, 3, settings={"decisions.port_vote.chamber.council_majority.members": 20})
    paired = why(larger, VOTE, Ensemble(TEMPLATE, 3))
    assert (paired.whole.chamber > 0).all()
    assert adds_up(paired.whole) < 1e-9


# What is printed.


def say(*words, code=0):
    done = CliRunner().invoke(replay, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def test_json_holds_the_run_and_the_votes_and_is_the_same_twice():
    words = (TEMPLATE, "--why", VOTE, "--replicate", 9, "--replicates", 4, "--json")
    document = json.loads(say(*words))
    assert say(*words) == say(*words)
    assert {"decision", "replicate", "blocs", "votes"} <= document.keys()
    assert (document["decision"], document["replicate"]) == (VOTE, 9)
    for bloc in document["blocs"]:
        assert {"bloc", "yeas", "seats", "logit", "terms"} <= bloc.keys()
        assert list(bloc["terms"]) == list(TERMS)
        assert sum(bloc["terms"].values()) == pytest.approx(bloc["logit"], abs=1e-12)
    votes = document["votes"]
    assert (votes["replicates"], votes["start"]) == (4, "conviction")
    assert votes["terms"].keys() == set(TERMS)
    assert votes["blocs"].keys() == {"council_majority", "council_opposition"}
    for each in (*votes["terms"].values(), *votes["actors"].values()):
        assert each["low"] <= each["mean"] <= each["high"]
    total = sum(each["mean"] for each in votes["terms"].values())
    assert votes["start_yeas"]["mean"] + total == pytest.approx(votes["expected"]["mean"])
    assert sum(votes["blocs"][bloc]["expected"]["mean"] for bloc in votes["blocs"]) == pytest.approx(
        votes["expected"]["mean"]
    )


def test_the_run_that_is_printed_is_the_one_that_is_run():
    blocs = json.loads(say(TEMPLATE, "--why", VOTE, "--replicate", 2, "--replicates", 1, "--json"))["blocs"]
    result = Ensemble(TEMPLATE, [2]).run()
    yeas, seats = sum(each["yeas"] for each in blocs), sum(each["seats"] for each in blocs)
    assert yeas / seats == result.outcomes["yes_share"][0]


@pytest.mark.parametrize("variant", [(), ("--variant", "no_spill")], ids=["case", "variant"])
def test_the_text_fits_80_columns_and_is_spanish_in_spanish(variant):
    words = (TEMPLATE, "--why", VOTE, "--replicates", 5, *variant)
    texts = {lang: say(*words, "--lang", lang) for lang in ("en", "es")}
    assert max(len(line) for text in texts.values() for line in text.splitlines()) <= 80
    assert len({len(text.splitlines()) > 15 for text in texts.values()}) == 1
    foreign = [line for line in texts["es"].splitlines() if ENGLISH.search(line) and "no_spill" not in line]
    assert foreign == []
    assert "their president" in texts["en"] or variant
    assert "su presidente" in texts["es"] or variant


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_vote_that_is_blocked_says_why_and_shows_how_blocs_stood(lang):
    text = say(TEMPLATE, "--why", VOTE, "--replicates", 2, "--lang", lang, "--set",
               "decisions.port_vote.gatekeeper=bay_watch")  # fmt: skip
    assert {"en": "No vote in this run; Bay Watch refuses it", "es": "No se vota en esta corrida; Vigías"}[lang] in text
    assert {"en": "it was voted in none", "es": "no se vota en ninguna"}[lang] in text


def test_an_executive_alone_has_a_probability_and_a_joined_decision_names_those_that_make_it():
    case = "china_mexico"
    assert "yes with a probability of 0." in say(case, "--why", "rail_tender", "--replicates", 2).replace("\n  ", " ")
    joined = say(case, "--why", "both_projects", "--replicates", 1)
    assert "It has no vote of its own" in joined
    assert "--why rail_tender" in joined
    document = json.loads(say(case, "--why", "both_projects", "--json"))
    assert document["blocs"] == []
    assert document["follows"].keys() == {"rail_tender", "dragon_mart"}
    assert document["passed"] == all(document["follows"].values())


def test_a_decision_that_does_not_exist_or_comes_too_late_is_one_line(capsys):
    ensemble = Ensemble(TEMPLATE, 1, until="2003-05")
    with pytest.raises(EnsembleError, match="no such decision 'port_vot'; did you mean 'port_vote'"):
        decision_of(ensemble, "port_vot")
    with pytest.raises(EnsembleError, match="'port_vote' falls after 2003-05"):
        decision_of(ensemble, VOTE)
    done = CliRunner().invoke(cli, ["replay", str(TEMPLATE), "--why", VOTE, "--only", "vote", "--lang", "es"])
    assert done.exit_code == 2
    assert "--only: muestra líneas del relato; sin --why" in done.output


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_story_says_why_after_the_vote_by_the_terms_of_that_run(lang):
    ensemble = Ensemble(TEMPLATE, [3])
    lines = [line.text for line in tell(ensemble, 0, lang) if line.topic == "vote"]
    (reason,) = [line for line in lines if line.startswith({"en": "  why: ", "es": "  por qué: "}[lang])]
    assert lines[-1] == reason
    worth = why(ensemble, VOTE).whole
    assert f"({worth.start[0]:.1f})" in reason
    assert f"{worth.expected[0]:.1f}" in reason
    president = worth.terms[TERMS.index("president"), 0]
    assert f"{president:+.1f}" in reason
    assert lang == "en" or not ENGLISH.search(reason)


def test_every_term_has_words():
    assert set(ORDER) == {*TERMS, "chamber"}
