"""Ideas of a scenario: what the format takes and refuses, what is measured of them and told."""

import numpy as np
import pytest
from worlds import COURTED, IDEAS, history, toy

from sim.case_page import case_page
from sim.ensemble import Ensemble
from sim.measures import gauge
from sim.measures.uptake import adopted_share
from sim.model.core.noise import Noise
from sim.model.initialize import start
from sim.model.parameters import Params
from sim.scenario.compile import compile_setting
from sim.scenario.keys.outcomes import Outcome
from sim.scenario.load import ScenarioError, load_case, load_scenario
from sim.story import Teller, tell

IDEA = """
ideas:
  clean_port:
    title: {en: "A clean port", es: "Un puerto limpio"}
    adopters: {kind: government}
    adopted_at_start: [council_opposition]
    windows:
      - {since: 2001-03, until: 2001-08, source: assumed}
      - {since: 2002-01, until: 2002-06, source: assumed}
    source: assumed
"""
OUTCOMES = """\
  adopted:
    label: "Share that has adopted"
    measure: adopted_share
    idea: clean_port
  half_way:
    label: "First month in which half have adopted"
    measure: date_of
    of: adopted
    above: 0.5
"""


@pytest.fixture
def harbor(case):
    """The template with an idea and its outcomes."""
    path = case / "scenario.yaml"
    text = path.read_text(encoding="utf-8").replace("outcomes:\n", f"outcomes:\n{OUTCOMES}", 1)
    path.write_text(text + IDEA, encoding="utf-8")
    return case


def edit(case, old, new):
    path = case / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_case_with_an_idea_loads_compiles_and_runs(harbor):
    loaded = load_case(harbor)
    setting = compile_setting(loaded.scenario)
    (idea,) = setting.ideas
    assert idea.windows == ((2, 8), (12, 18))
    assert [setting.actors[row] for row in idea.adopters[idea.adopted_at_start == 1.0]] == ["council_opposition"]
    result = Ensemble(harbor, 5, settings={"ideas.base_hazard": 2.0, "campaigns.venue_cost": 0.0}).run()
    assert (result.outcomes["adopted"] > 1 / 3).any()
    assert np.isfinite(result.outcomes["half_way"]).any()


def test_a_case_without_ideas_has_none():
    assert compile_setting(toy(0, ideas={}, outcomes={"x": {"label": "x", "measure": "density"}})).ideas == ()
    assert history(compile_setting(toy(0, ideas={})))[-1].adopted.shape == (0, 10, 1)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("ideas.clean_port.windows.0.until", "2001-10", lambda i: i.windows[0].until.month == 10),
        ("ideas.clean_port.windows", [], lambda i: i.windows == []),
        ("ideas.clean_port.windows.1", None, lambda i: len(i.windows) == 1),
        ("ideas.clean_port.adopted_at_start", [], lambda i: i.adopted_at_start == []),
        ("ideas.clean_port.adopters.role", "bloc", lambda i: i.adopters.role == "bloc"),
    ],
)
def test_an_idea_can_be_changed_by_its_path(harbor, name, value, read):
    assert read(load_scenario(harbor, settings={name: value}).ideas["clean_port"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("adopters: {kind: government}", "adopters: {kind: government, party: nobody}", "unknown party 'nobody'"),
        ("adopters: {kind: government}", "adopters: {kind: diaspora_leader}", "selects nobody"),
        ("[council_opposition]", "[council_oposition]", "did you mean 'council_opposition'?"),
        ("[council_opposition]", "[bay_watch]",
         "ideas.clean_port.adopted_at_start.0: 'bay_watch' is not among the adopters"),
        ("since: 2001-03, until: 2001-08", "since: 2000-03, until: 2001-08",
         "ideas.clean_port.windows.0.since: is outside the period"),
        ("since: 2002-01, until: 2002-06", "since: 2002-01, until: 2012-06",
         "ideas.clean_port.windows.1.until: is outside the period"),
        ("since: 2001-03, until: 2001-08", "since: 2001-03, until: 2001-02",
         "ideas.clean_port.windows.0.until: is before since, 2001-03"),
        ("since: 2002-01, until: 2002-06", "since: 2001-08-20, until: 2002-06",
         "ideas.clean_port.windows.1.since: overlaps the window before it (got 2001-08-20)"),
        ("since: 2001-03, until: 2001-08", "since: 2002-06, until: 2002-07",
         "ideas.clean_port.windows.0.since: overlaps the window before it (got 2002-06)"),
        ("    windows:\n      - {since: 2001-03", "    window:\n      - {since: 2001-03", "windows"),
        ("measure: adopted_share\n    idea: clean_port", "measure: adopted_share\n    idea: clean_prot",
         "outcomes.adopted.idea: unknown idea 'clean_prot'; did you mean 'clean_port'?"),
        ("measure: adopted_share\n    idea: clean_port", "measure: adopted_share",
         "missing key 'idea', which measure adopted_share needs"),
        ("measure: adopted_share\n", "measure: adopted_share\n    of: half_way\n",
         "outcomes.adopted.of: is not used by measure adopted_share (it uses idea, date, since, until)"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_idea_is_told_with_its_place(harbor, old, new, says):
    edit(harbor, old, new)
    with pytest.raises(ScenarioError) as caught:
        load_case(harbor)
    assert says in str(caught.value)
    assert "scenario.yaml:" in str(caught.value)


def test_windows_that_follow_one_another_by_a_month_are_welcome(harbor):
    edit(harbor, "since: 2002-01, until: 2002-06", "since: 2001-09, until: 2002-06")
    load_case(harbor)


def test_adopted_share_is_one_of_the_adopters_on_the_stage():
    scenario = toy(0)
    setting = compile_setting(scenario)
    state = start(setting, Params.of(n_runs=2), Noise(1, range(2)))
    read = gauge(Outcome(label="Share", measure="adopted_share", idea="charter"), scenario, setting)
    assert read(state).tolist() == [1 / 6, 1 / 6]
    is_active = state.is_active.copy()
    is_active[setting.actors.index("bank"), 1] = False
    assert read(state.replace(is_active=is_active)).tolist() == [1 / 6, 0.2]
    nobody = state.replace(is_active=np.zeros_like(is_active))
    assert np.isnan(adopted_share(nobody, setting.ideas[0])).all()


@pytest.mark.parametrize(
    ("lang", "verb", "phrase", "window"),
    [
        ("en", "takes up", "takes up: Charter (2 of 6 hold it now)", "window"),
        ("es", "hace suya", "hace suya la idea: Charter (la sostienen 2 de 6)", "ventana"),
    ],
)
def test_the_story_tells_every_adoption_and_every_window_once(lang, verb, phrase, window):
    scenario = toy(0)
    setting = compile_setting(scenario)
    numbers = {"ideas.base_hazard": 0.5, "ideas.adoption_slope": 2.0}
    states = history(setting, numbers, Noise(0, [5]))
    teller = Teller(scenario, setting, Params.of(numbers), states, lang)
    lines = [line for line in teller.lines() if line.topic == "uptake"]
    adoptions = [line for line in lines if verb in line.text]
    assert len(adoptions) == states[-1].adopted.sum() - 1 > 0
    assert phrase in adoptions[0].text
    windows = [line.month for line in lines if window in line.text]
    assert windows == ["1999-08", "1999-10", "2000-01", "2000-04"]
    assert len(lines) == len(adoptions) + len(windows)
    months = {"1999-08", "1999-09", "1999-10", "2000-01", "2000-02", "2000-03", "2000-04"}
    assert {line.month for line in lines} <= months


@pytest.mark.parametrize(
    ("lang", "gives_up", "half_gone", "held"),
    [
        ("en", "president gives up: Oath (1 of 6 hold it now)",
         "less than half of president still hold: Pledge (", "% hold it"),
        ("es", "president abandona la idea: Oath (la sostienen 1 de 6)",
         "ya solo menos de la mitad de president la sostiene: Pledge (la sostiene el ", "la sostiene el "),
    ],
)  # fmt: skip
def test_the_story_tells_who_gives_an_idea_up(lang, gives_up, half_gone, held):
    """The march is heard where the union has friends, in two countries; the crash comes later."""
    scenario = toy(0, **COURTED)
    setting = compile_setting(scenario)
    numbers = {"ideas.abandon_rate": 1000.0, "ideas.base_hazard": 0.0, "campaigns.shock_size": 1.0}
    states = history(setting, numbers)
    lines = Teller(scenario, setting, Params.of(numbers), states, lang).lines()
    lines = [line for line in lines if line.topic == "uptake"]
    (oath,) = [idea for idea in setting.ideas if idea.id == "oath"]
    dropped = [line.month for line in lines if "Oath" in line.text and gives_up.split()[1] in line.text]
    held_by = np.array([state.adopted[oath.row, :, 0].sum() for state in states])
    assert len(dropped) == held_by[0] - held_by[-1] == 3
    assert [line.month for line in lines if line.text.startswith(gives_up)] == ["1999-09"]
    assert [line.month for line in lines if line.text.startswith(half_gone)] == ["1999-12"]
    assert any("Pledge" in line.text and held in line.text for line in lines if line.month == "1999-07")


def test_the_story_tells_when_half_of_a_row_has_taken_an_idea_up():
    scenario = toy(0, **COURTED)
    setting = compile_setting(scenario)
    numbers = {"ideas.base_hazard": 2.0, "ideas.adoption_slope": 0.0, "ideas.abandon_rate": 0.0}
    states = history(setting, numbers)
    lines = Teller(scenario, setting, Params.of(numbers), states, "en").lines()
    told = {line.text.split()[2]: line.month for line in lines if line.text.startswith("half of")}
    (pledge,) = [idea for idea in setting.ideas if idea.id == "pledge"]
    held = np.array([state.adopted[pledge.row, :, 0] for state in states]) >= 0.5
    late = [row for row in pledge.adopters if held[-1, row] and not held[0, row]]
    assert told == {setting.actors[row]: setting.months[int(np.argmax(held[:, row])) - 1] for row in late}
    assert len(told) == 3


def test_the_story_and_the_page_of_a_case_name_its_ideas(harbor):
    topics = {line.topic for line in tell(Ensemble(harbor, 1, settings={"ideas.base_hazard": 50.0}))}
    assert "uptake" in topics
    assert "Un puerto limpio, hasta 2001-08 [clean_port]" in case_page(load_scenario(harbor), "es")


def test_the_toy_has_an_idea_with_all_its_parts():
    """Six adopters of whom one has it from the start, two windows."""
    scenario = toy(0)
    setting = compile_setting(scenario)
    assert list(scenario.ideas) == list(IDEAS) == ["charter"]
    assert (len(setting.ideas[0].adopters), len(setting.ideas[0].windows)) == (6, 2)
    assert setting.ideas[0].adopted_at_start.sum() == 1
