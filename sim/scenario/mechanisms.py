"""The mechanisms of the model, and how each is switched off exactly: what claims may be explained by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.params import table
from sim.scenario.fields import Label
from sim.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A mechanism that a case can be run without.

    Attributes
    ----------
    name, number
        Its own name, and the number of its equations (E1-E14).
    what
        What it does, in one line.
    keys
        Parameters that switch it off at the `off` of their table.
    field
        Instead of parameters: a field that is taken away from every decision.
    """

    name: str
    number: str
    what: Label
    keys: tuple[str, ...] = ()
    field: str = ""


def _of(name: str, number: str, en: str, es: str, *keys: str, field: str = "") -> Mechanism:
    return Mechanism(name, number, Label(en=en, es=es), keys, field)


MECHANISMS: dict[str, Mechanism] = {
    each.name: each
    for each in (
        _of("influence", "E1", "allies' convictions move an actor's own",
            "las convicciones de los aliados mueven la propia", "influence.rate"),
        _of("coalitions", "E2", "opponents look further off than they are; brokers take part of that away",
            "los adversarios parecen más lejanos de lo que son; los intermediarios lo atenúan",
            "influence.devil_shift", "influence.broker_bonus"),
        _of("ties", "E3", "alliances open and lapse by themselves, beside the dated ones",
            "las alianzas se forman y se rompen solas, además de las fechadas", "alliance.rate"),
        _of("trust", "E3", "trust between allies grows with success and is lost when one walks out",
            "la confianza entre aliados crece con el éxito y se pierde cuando uno se va",
            "alliance.trust_gain", "alliance.trust_loss"),
        _of("attention", "E4", "the media make an issue matter more",
            "los medios dan más relevancia a un tema", "attention.media_weight"),
        _of("effort", "E4", "effort goes where it is worth most; without it nobody presses anybody",
            "el esfuerzo va a donde más rinde; sin ella nadie presiona a nadie", "attention.venue_slope"),
        _of("pivotality", "E4", "blocs near the edge are pressed more",
            "se presiona más a los bloques indecisos", "attention.pivotality"),
        _of("tactics", "E4", "symbols, strong allies and promises add to effort",
            "los símbolos, los aliados fuertes y las promesas multiplican el esfuerzo",
            "tactics.symbolic_weight", "tactics.leverage_weight", "tactics.accountability_weight"),
        _of("celebrities", "E4", "celebrities and media are heard further",
            "las celebridades y los medios llegan más lejos", "attention.celebrity_reach"),
        _of("abroad", "E5", "what is closed at home and open abroad sends effort abroad",
            "lo cerrado en casa y abierto fuera lleva el esfuerzo al extranjero", "boomerang.abroad_slope"),
        _of("policy", "E5", "what organs do gives way to pressure",
            "lo que hacen los órganos cede ante la presión", "policy.rate"),
        _of("external", "E5", "governments are pressed from abroad",
            "los gobiernos reciben presión del exterior",
            "policy.direct_action", "policy.coercion", "policy.backlash"),
        _of("party", "E6", "members vote with a president of their party",
            "los miembros votan con un presidente de su partido", "vote.same_party"),
        _of("endorsement", "E6", "members follow their leaders' stance",
            "los miembros siguen la postura de sus dirigentes", "vote.endorsement"),
        _of("constituency", "E6", "members heed what their districts gain or lose",
            "los miembros atienden lo que gana o pierde su distrito", "vote.constituency"),
        _of("lobbying", "E6", "pressure moves votes", "la presión mueve votos", "vote.lobby_weight"),
        _of("party_shock", "E6", "parties learn something between coding and vote",
            "los partidos se enteran de algo entre la codificación y el voto", "vote.party_shock"),
        _of("payments", "E6", "sponsors buy the votes they lack",
            "los promotores compran los votos que les faltan", field="sponsor"),
        _of("tabling", "E6", "it costs something to put an issue on the table",
            "poner un tema en la mesa cuesta", "bargain.table_cost"),
        _of("uptake", "E7", "ideas are remembered and taken up later",
            "las ideas se recuerdan y se adoptan más tarde",
            "uptake.base_hazard", "uptake.memory_gain", "uptake.anchor_rate"),
        _of("memory", "E7", "what was argued is remembered (part of uptake)",
            "lo que se argumentó se recuerda (parte de uptake)", "uptake.memory_gain"),
        _of("stigma", "E8", "allies abroad are held against a campaigner",
            "los aliados en el extranjero desacreditan a quien hace campaña", "stigma.rate"),
        _of("tie_cost", "E13", "ties across borders cost more",
            "los lazos transfronterizos cuestan más", "alliance.cost"),
        _of("communication", "E13", "cheap communication lowers that cost",
            "la comunicación barata reduce ese costo", "alliance.ict_saving"),
        _of("shocks", "E14", "dated shocks draw attention for weeks",
            "las sacudidas fechadas atraen la atención por semanas", "attention.shock_size"),
    )
}  # fmt: skip
NUMBERS = tuple(dict.fromkeys(each.number for each in MECHANISMS.values()))
WORDS = (*MECHANISMS, *NUMBERS)
"""What `explained_by` may say: a mechanism, or a number for all that share it."""


def named(words: Sequence[str]) -> list[Mechanism]:
    """Give the mechanisms that some words of `explained_by` mean, each once.

    >>> [each.name for each in named(["E13", "tie_cost"])]
    ['tie_cost', 'communication']
    """
    return [each for each in MECHANISMS.values() if each.name in words or each.number in words]


def off_numbers(mechanism: Mechanism) -> dict[str, float]:
    """Give the parameters that switch a mechanism off, with the values at which its terms vanish exactly.

    >>> off_numbers(MECHANISMS["celebrities"])
    {'attention.celebrity_reach': 1.0}
    """
    found = {}
    for key in mechanism.keys:
        off = table()[key].off
        assert off is not None, f"{key} has no off value"
        found[key] = off
    return found


def off_fields(mechanism: Mechanism, scenario: Scenario) -> dict[str, None]:
    """Give the fields of a scenario that a mechanism needs and that have to be taken away, as settings."""
    decisions = scenario.decisions if mechanism.field else {}
    return {
        f"decisions.{name}.{mechanism.field}": None
        for name, decision in decisions.items()
        if getattr(decision, mechanism.field) is not None
    }
