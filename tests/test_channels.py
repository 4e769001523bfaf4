"""Does every draw of a case have a stream of its own, and does its text never change?"""

import zlib

import pytest

from sim.model.channels import Channel
from sim.model.councils.setting import councils_of
from sim.model.programs.setting import programs_of
from sim.scenario.compile import compile_setting
from sim.scenario.find import list_cases
from sim.scenario.load import load_case

# As they were when draws were first put on record: another text is other draws in every study there is.
TEXTS = {
    "opinion", "ally", "alliance", "party.{decision}.{party}", "vote.{decision}.{bloc}", "council.{council}.generation",
    "council.{council}.insider", "council.{council}.theme", "council.{council}.strength",
    "council.{council}.value.{selection}", "council.{council}.luck.{selection}", "uptake.{idea}", "abandon.{idea}",
    "program.{program}", "coding.position", "coding.salience",
}  # fmt: skip
BANDS = range(6)  # small draws of ties come from a stream for each band


def streams_of(setting):
    """The text of every stream that a case can ask for."""
    yield from (Channel.OPINION().key, Channel.CODED_POSITION().key, Channel.CODED_SALIENCE().key)
    for kind in (Channel.CONTACT, Channel.ALLIANCE):
        yield from (f"{kind().key}.{band}" for band in BANDS)
    for decision in setting.decisions:
        yield from {Channel.PARTY(decision.id, bloc.party).key for bloc in decision.blocs}
        yield from (Channel.VOTE(decision.id, setting.actors[bloc.actor]).key for bloc in decision.blocs)
    for idea in setting.ideas:
        yield from (Channel.UPTAKE(idea.id).key, Channel.ABANDON(idea.id).key)
    for council in councils_of(setting):
        for kind in (Channel.GENERATION, Channel.INSIDER, Channel.THEME, Channel.STRENGTH):
            yield kind(council.id).key
        for number in range(sum(regime.n_selections for regime in council.regimes)):
            yield from (Channel.SEAT_VALUE(council.id, number).key, Channel.BALLOT(council.id, number).key)
    yield from (Channel.PROGRAM(program.id).key for program in programs_of(setting))


def test_texts_that_are_hashed_never_change():
    assert {each.value.template for each in Channel} >= TEXTS


@pytest.mark.parametrize("case", list_cases())
def test_all_streams_of_a_case_differ(case):
    loaded = load_case(case)
    found = list(streams_of(compile_setting(loaded.scenario, names=loaded.roster)))
    assert len({zlib.crc32(text.encode()) for text in found}) == len(found) > 12


def test_ids_stand_in_the_text_in_their_order():
    assert Channel.VOTE("us_house_1993", "us_democrats") == ("vote.us_house_1993.us_democrats", "uniform")
