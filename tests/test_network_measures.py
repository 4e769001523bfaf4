"""Who works with whom, by how many steps, and with how much effort against whom, as outcomes read it off a State."""

import networkx as nx
import numpy as np
import pytest
from worlds import history, toy

from sim.measures import gauge
from sim.model.core.network import to_networkx
from sim.scenario.compile import compile_setting
from sim.scenario.keys.outcomes import Outcome

RUNS = range(6)
SCENARIO = toy(0)
SETTING = compile_setting(SCENARIO)
FRIENDS, OTHERS = ["union", "firms"], ["greens", "chief", "left", "firms", "president"]


@pytest.fixture(scope="module")
def states():
    return history(SETTING, {"ties.rate": 1.0}, replicates=RUNS)


def read(state, measure, **arguments):
    who = {"actors": {"ids": FRIENDS}, "others": {"ids": OTHERS}}
    return gauge(Outcome(label="x", measure=measure, **(who | arguments)), SCENARIO, SETTING)(state)


def undirected(tie, run):
    return to_networkx(tie, SETTING.edges, SETTING.actors, run).to_undirected()


def test_alliances_are_counted_once_and_only_contacts_have_a_direction(states):
    everybody, end = {"actors": {}, "others": {}}, states[6]
    graphs = [undirected(end.allied, run) for run in RUNS]
    found = {name: read(end, name, **everybody) for name in ("ties", "density", "cross_border_share", "reciprocity")}
    assert found["ties"].tolist() == [graph.number_of_edges() for graph in graphs]
    assert found["ties"].min() > 0
    n = end.is_active.sum(axis=0)
    np.testing.assert_allclose(found["density"], found["ties"] / (n * (n - 1) / 2))
    home = {name: actor.country for name, actor in SCENARIO.actors.items()}
    crossing = [sum(home[a] != home[b] for a, b in graph.edges) for graph in graphs]
    np.testing.assert_allclose(found["cross_border_share"], crossing / found["ties"])
    contacts = [to_networkx(end.contact, SETTING.edges, SETTING.actors, run) for run in RUNS]
    np.testing.assert_allclose(found["reciprocity"], [nx.reciprocity(graph) for graph in contacts])
    assert found["reciprocity"].min() < 1.0


def test_modularity_is_newmans_of_the_alliances(states):
    camps = ["union", "firms", "chief"], ["greens", "left", "president"]
    found = read(states[6], "modularity", actors={"ids": camps[0]}, others={"ids": camps[1]}, date="1999-11")
    for run in RUNS:
        graph = undirected(states[6].allied, run).subgraph([*camps[0], *camps[1]])
        assert found[run] == pytest.approx(nx.community.modularity(graph, [set(camp) for camp in camps]))


def test_partners_are_bodies_among_the_others_that_are_allied_with_any(states):
    seen = set()
    for state in (states[0], states[6], states[12]):
        found = read(state, "partners")
        for run in RUNS:
            graph = undirected(state.allied, run)
            partners = {name for name in OTHERS if set(graph[name]) & set(FRIENDS)}
            assert found[run] == pytest.approx(sum(SCENARIO.actors[name].size for name in partners))
            seen |= {len(partners)}
    assert len(seen) > 2


def test_nobody_is_a_partner_of_itself_and_without_ties_nobody_is_one(states):
    one = {"actors": {"ids": ["union"]}, "others": {"ids": ["union"]}}
    assert not read(states[12], "partners", **one).any()
    alone = states[12].replace(allied=np.zeros_like(states[12].allied))
    assert not read(alone, "partners").any()


def test_path_length_is_the_mean_over_pairs_that_are_joined(states):
    end, seen = states[12], set()
    found = read(end, "path_length")
    for run in RUNS:
        steps = dict(nx.all_pairs_shortest_path_length(undirected(end.contact, run)))
        joined = [steps[a][b] for a in FRIENDS for b in OTHERS if a != b and b in steps[a]]
        assert found[run] == pytest.approx(np.mean(joined))
        seen |= set(joined)
    assert max(seen) > 1


def test_path_length_is_read_in_its_month_alone_and_undefined_where_nobody_is_joined(states):
    assert np.isnan(read(states[11], "path_length")).all()
    assert np.isfinite(read(states[6], "path_length", date="1999-11")).all()
    apart = states[12].replace(contact=np.zeros_like(states[12].contact))
    assert np.isnan(read(apart, "path_length")).all()


def test_effort_balance_is_effort_over_effort_at_the_same_venues(states):
    end, pairs = states[12], SETTING.pairs

    def spent(names, venue):
        at = np.isin(pairs.actor, [SETTING.actors.index(name) for name in names])
        return end.effort[0, at & (pairs.venue == SETTING.venues.ids.index(venue))].sum(axis=0)

    some = {"actors": {"ids": ["union"]}, "others": {"ids": ["firms", "greens"]}, "issue": "trade"}
    found = read(end, "effort_balance", **some, venues=["lower_left"])
    ours, theirs = spent(["union"], "lower_left"), spent(["firms", "greens"], "lower_left")
    assert (theirs > 0.0).any()
    np.testing.assert_allclose(found[theirs > 0.0], (ours / np.where(theirs > 0.0, theirs, 1.0))[theirs > 0.0])
    assert np.isnan(found[theirs == 0.0]).all()
    absent = {"others": {"ids": ["bank"]}}  # it has left
    assert np.isnan(read(end, "effort_balance", **(some | absent), venues=["lower_left"])).all()
