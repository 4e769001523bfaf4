"""The mechanisms of the model, and how each is switched off exactly: what claims may be explained by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.model.parameters import table
from sim.scenario.keys.fields import Label
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
        Instead of parameters: a section and a field that is made false in each of its entries.
    needs
        The section without which it has nothing to act on; empty: it acts in every case.
    """

    name: str
    number: str
    what: Label
    keys: tuple[str, ...] = ()
    field: str = ""
    needs: str = ""

    def is_used(self, scenario: Scenario) -> bool:
        """Whether a case has anything for it to act on."""
        return not self.needs or bool(getattr(scenario, self.needs))


_NEEDS = {"E7": "ideas", "E9": "courtship", "E10": "councils", "E11": "programs", "E12": "desks"}


_NEEDS_BY_NAME = {"patronage": "councils", "precedents": "negotiations", "offers": "negotiations"}


def _of(name: str, number: str, en: str, es: str, *keys: str, field: str = "") -> Mechanism:
    needs = _NEEDS_BY_NAME.get(name, _NEEDS.get(number, ""))
    return Mechanism(name, number, Label(en=en, es=es), keys, field, needs)


MECHANISMS: dict[str, Mechanism] = {
    each.name: each
    for each in (
        _of("influence", "E1", "the convictions of its contacts move an actor's own",
            "las convicciones de sus contactos mueven la propia", "opinion.rate"),
        _of("ties", "E3", "contacts and alliances open and lapse by themselves, beside the dated ones",
            "los contactos y las alianzas se forman y se rompen solos, además de los fechados", "ties.rate"),
        _of("brokers", "E3", "who is in contact with two others near to it introduces them",
            "quien está en contacto con otros dos afines los presenta", "ties.broker"),
        _of("trust", "E3", "trust between allies grows with success",
            "la confianza entre aliados crece con el éxito", "ties.trust_gain"),
        _of("attention", "E4", "the media make an issue matter more",
            "los medios dan más relevancia a un tema", "campaigns.media_weight"),
        _of("effort", "E4", "effort goes where it is worth most; without it nobody presses anybody",
            "el esfuerzo va a donde más rinde; sin ella nadie presiona a nadie", "campaigns.venue_slope"),
        _of("pivotality", "E4", "blocs near the edge are pressed more",
            "se presiona más a los bloques indecisos", "campaigns.pivotality_weight"),
        _of("tactics", "E4", "effort counts more where a promise is not kept",
            "el esfuerzo rinde más donde no se cumple una promesa", "campaigns.accountability_weight"),
        _of("celebrities", "E4", "celebrities and media are heard further",
            "las celebridades y los medios llegan más lejos", "campaigns.celebrity_reach"),
        _of("lending", "E4", "who has no door comes in through an ally's, at home or abroad",
            "quien no tiene puerta entra por la de un aliado, en casa o en el extranjero", "campaigns.lent_voice"),
        _of("joint_action", "E4", "allies at one door weigh more than as many strangers",
            "aliados ante una misma puerta pesan más que otros tantos extraños", "campaigns.coordination"),
        _of("outside", "E4", "organs hear what is said in the media of their country",
            "los órganos oyen lo que se dice en los medios de su país", "campaigns.outside_route"),
        _of("lobbying", "E4", "campaigns move votes and what organs do",
            "las campañas mueven votos y lo que hacen los órganos", "campaigns.effect"),
        _of("external", "E5", "governments are pressed from abroad, as far as their critics have allies there",
            "los gobiernos reciben presión del exterior, en la medida en que sus críticos tienen aliados allí",
            "campaigns.boomerang"),
        _of("party", "E6", "a president pulls his party toward what he wants, and the other party away",
            "un presidente atrae a su partido hacia lo que quiere, y aleja al otro", "votes.own_president"),
        _of("party_shock", "E6", "chambers and parties learn something between coding and vote",
            "las cámaras y los partidos se enteran de algo entre la codificación y el voto",
            "votes.party_shock", "votes.vote_shock"),
        _of("tabling", "E6", "it costs something to put an issue on the table",
            "poner un tema en la mesa cuesta", "votes.table_cost"),
        _of("offers", "E7", "what parties agreed before, and how deep they go, says whether a core comes on offer",
            "lo que las partes acordaron antes, y qué tan profundo es el acuerdo, dice si un texto llega a ofrecerse",
            "precedents.base"),
        _of("precedents", "E7", "what was once agreed comes back (part of offers)",
            "lo que una vez se acordó vuelve (parte de offers)", "precedents.own_weight"),
        _of("uptake", "E7", "ideas are taken up, the sooner the more have them",
            "las ideas se adoptan, antes mientras más las tengan", "ideas.base_hazard"),
        _of("abandonment", "E7", "under a shock what was taken up is given up again (part of uptake)",
            "bajo una sacudida se abandona lo adoptado (parte de uptake)", "ideas.abandon_rate"),
        _of("stigma", "E8", "allies abroad are held against a campaigner",
            "los aliados en el extranjero desacreditan a quien hace campaña", "ties.stigma_rate"),
        _of("courtship", "E9", "visits change what guests think, or put skeptics off",
            "las visitas cambian lo que piensan los invitados, o alejan a los escépticos",
            "courtship.persuasion", "courtship.backfire"),
        _of("targeting", "E9", "those are invited whom many listen to",
            "se invita a quienes muchos escuchan", "courtship.reach_slope"),
        _of("tension", "E9", "tension with the main partner makes invitations welcome",
            "la tensión con el socio principal hace bienvenidas las invitaciones", "courtship.tension_slope"),
        _of("disclosure", "E9", "what is known of a courtship makes skeptics",
            "lo que se sabe del cortejo vuelve escéptica a la gente", "courtship.disclosure_rate"),
        _of("patronage", "E9", "a patron lends legitimacy in the eyes of its party",
            "un patrocinador presta legitimidad a ojos de su partido", "courtship.patronage"),
        _of("wear", "E10", "campaigns wear out those who stand, the established most",
            "las campañas desgastan a quienes compiten, sobre todo a los ya establecidos", "councils.election_wear"),
        _of("capture", "E10", "local power groups take over elections that nobody watches",
            "grupos locales de poder se apoderan de las elecciones que nadie vigila",
            "councils.capture_gain", "councils.capture_slope"),
        _of("crowding", "E10", "a large assembly gets less done for each member",
            "una asamblea grande logra menos por cada miembro", "councils.crowding_size"),
        _of("voice", "E10", "who is legitimate is heard more",
            "a quien es legítimo se le oye más", "councils.voice_weight"),
        _of("mandate", "E10", "a council speaks as its members think",
            "un consejo habla como piensan sus miembros", "councils.mandate"),
        _of("themes", "E10", "a convener picks projects on its themes",
            "quien convoca elige proyectos sobre sus temas", "councils.theme_weight"),
        _of("matching", "E11", "partners add money to the seed of a program",
            "los socios agregan dinero a la semilla de un programa", field="programs.matched"),
        _of("learning", "E11", "success at sites builds social capital",
            "el éxito en las sedes crea capital social", "programs.learning"),
        _of("partners", "E11", "social capital finds partners for new sites",
            "el capital social consigue socios para nuevas sedes", "programs.partner_rate"),
        _of("supports", "E11", "without academics or measurement less is delivered",
            "sin academia o sin medición se entrega menos", "programs.support_loss"),
        _of("coordination", "E12", "many local offices have to agree",
            "muchas oficinas locales tienen que ponerse de acuerdo", "programs.coordination_cost"),
        _of("tie_cost", "E13", "ties across borders cost more",
            "los lazos transfronterizos cuestan más", "ties.cost"),
        _of("communication", "E13", "cheap communication lowers that cost",
            "la comunicación barata reduce ese costo", "ties.ict_midpoint"),
        _of("shocks", "E14", "dated shocks draw attention for weeks",
            "las sacudidas fechadas atraen la atención por semanas", "campaigns.shock_size"),
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


def numbers_read(scenario: Scenario) -> list[str]:
    """Give the parameters that the mechanisms of a case may read, in the order of the table.

    A number that switches mechanisms off is read where one of them has something to act on; any other where some
    mechanism of its group has.
    """
    switches = {key for each in MECHANISMS.values() for key in each.keys}
    used = {key for each in MECHANISMS.values() if each.is_used(scenario) for key in each.keys}
    groups = {_group(key) for key in used}
    return [key for key in table() if key in used or (key not in switches and _group(key) in groups)]


def _group(key: str) -> str:
    return key.partition(".")[0]


def off_numbers(mechanism: Mechanism) -> dict[str, float]:
    """Give the parameters that switch a mechanism off, with the values at which its terms vanish exactly.

    >>> off_numbers(MECHANISMS["celebrities"])
    {'campaigns.celebrity_reach': 1.0}
    """
    found = {}
    for key in mechanism.keys:
        off = table()[key].off
        assert off is not None, f"{key} has no off value"
        found[key] = off
    return found


def off_fields(mechanism: Mechanism, scenario: Scenario) -> dict[str, bool]:
    """Give the fields of a scenario that a mechanism needs, made false, as settings."""
    section, _, field = mechanism.field.partition(".")
    entries = getattr(scenario, section) if section else {}
    return {f"{section}.{name}.{field}": False for name, entry in entries.items() if getattr(entry, field)}


def taken_away(scenario: Scenario, mechanism: Mechanism) -> Scenario:
    """Give a scenario without the fields that a mechanism needs; itself where it has none."""
    changed: dict[str, dict[str, Any]] = {}
    for path, value in off_fields(mechanism, scenario).items():
        section, name, field = path.split(".")
        entries = changed.setdefault(section, dict(getattr(scenario, section)))
        entries[name] = entries[name].model_copy(update={field: value})
    return scenario.model_copy(update=changed) if changed else scenario
