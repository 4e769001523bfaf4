"""What parameters were called in format 1 of scenarios, and which of them are gone."""

from __future__ import annotations


def _moved(old: str, new: str, names: str, **others: str) -> dict[str, str]:
    """Names that a group kept when it became another one, and those that changed."""
    same = {f"{old}.{name}": f"{new}.{name}" for name in names.split()}
    return same | {f"{old}.{name}": f"{new}.{other}" for name, other in others.items()}


FORMAT_1: dict[str, str] = {
    **_moved("influence", "opinion", "rate noise susceptibility confidence_radius prestige_exponent coupling"),
    **_moved("influence", "ties", "devil_shift opponent_from broker_bonus"),
    **_moved(
        "alliance", "ties", "rate similarity trust forum prestige reciprocity closure cost ict_saving ict_midpoint "
        "ict_growth initial_trust trust_gain trust_loss forum_memory", stigma="stigma_weight",
    ),
    **_moved(
        "stigma", "ties", "legitimacy_loss rhetoric_base rhetoric_stake rhetoric_openness",
        rate="stigma_rate", fade="stigma_fade",
    ),
    **_moved(
        "attention", "campaigns", "media_weight venue_slope venue_cost pressure_exponent background shock_size "
        "shock_years image_weight celebrity_reach", rate="salience_rate", pivotality="pivotality_weight",
    ),
    **_moved("tactics", "campaigns", "symbolic_weight leverage_weight accountability_weight"),
    **_moved("boomerang", "campaigns", "abroad_slope stigma_cost"),
    **_moved(
        "policy", "campaigns", "return_rate direct_action backlash", rate="policy_rate", coercion="coercion_weight"
    ),
    **_moved(
        "vote", "votes", "indifference lobby_weight party_shock external_weight", same_party="own_president",
        endorsement="endorsement_weight", constituency="constituency_weight",
    ),
    **_moved("bargain", "votes", "cushion table_cost consulted side core"),
    **_moved(
        "uptake", "ideas", "base_hazard adoption_slope memory_slope memory_gain memory_loss advocacy_scale anchor_rate "
        "abandon_rate",
    ),
    **_moved(
        "courtship", "courtship", "persuasion backfire backfire_from reach_slope acceptance tension_slope "
        "skepticism_slope skepticism_certainty disclosure_rate patronage",
    ),
    **_moved(
        "council", "councils", "election_wear established_wear local_slope capture_slope capture_gain oversight_loss "
        "crowding_size voice_weight mandate theme_weight",
    ),
    **_moved(
        "program", "programs", "match_scale seed_exponent capital_exponent learning spillover capital_loss "
        "partner_rate support_loss",
    ),
    **_moved("diplomacy", "programs", "coordination_cost longest_wait paperwork incoherence_loss"),
}  # fmt: skip
"""Every parameter of format 1, with its name since format 2."""

RENAMED: dict[str, str] = {old: new for old, new in FORMAT_1.items() if old != new} | {
    "votes.same_party": "votes.own_president"
}
"""Those of them that format 2 calls by another name, and names that it had for a while."""

_SYMBOLS = (
    "symbols moved no outcome beyond chance: in the media one informs, and any promise that adds to effort counts",
    "los símbolos no movían ningún resultado más que el azar: en los medios se informa, y cuenta toda promesa que sume",
)
_TIERS = (
    "ties.tier_ratio is one ratio from tier to tier",
    "ties.tier_ratio es una sola razón de un nivel al siguiente",
)
_PERCEPTION = (
    "how far off opponents look, and brokers between them, moved no outcome beyond chance",
    "lo lejos que parecen los adversarios, y quien medie entre ellos, no movían ningún resultado más que el azar",
)
_ABROAD = (
    "going abroad follows from where doors and allies are",
    "ir al extranjero se sigue de dónde hay puertas y aliados",
)
_ONE_EFFECT = (
    "campaigns.effect is one effect for votes and policy",
    "campaigns.effect es un solo efecto para votos y políticas",
)
_LINKS = (
    "pressure from abroad is as strong as its weakest link: leverage, stake, critics at home",
    "la presión del exterior vale lo que su eslabón más débil: influencia, interés, críticos en casa",
)
_RHETORIC = (
    "what executives say of those with allies abroad is an input of the case: rhetoric, in actors.csv and events",
    "lo que el ejecutivo dice de quien tiene aliados en el extranjero es un dato del caso: rhetoric, en actors.csv y "
    "eventos",
)
_PRECEDENTS = (
    "nothing moves by arguments remembered: what was once agreed comes back, see precedents",
    "nada se mueve por argumentos recordados: lo que una vez se acordó vuelve, véase precedents",
)
REMOVED: dict[str, tuple[str, str]] = {
    "campaigns.abroad_slope": _ABROAD,
    "campaigns.stigma_cost": _ABROAD,
    "campaigns.pending_leverage": _LINKS,
    "campaigns.direct_action": _LINKS,
    "campaigns.coercion_weight": _LINKS,
    "campaigns.policy_rate": _ONE_EFFECT,
    "campaigns.return_rate": _ONE_EFFECT,
    "votes.lobby_weight": _ONE_EFFECT,
    "votes.external_weight": _ONE_EFFECT,
    "campaigns.leverage_weight": (
        "an ally lends its door: campaigns.lent_voice", "un aliado presta su puerta: campaigns.lent_voice"
    ),
    "campaigns.pressure_exponent": (
        "both sides count as they are", "los dos bandos cuentan tal como son"
    ),
    "ties.closure": (
        "shared allies moved no outcome beyond chance, and data do not settle their sign",
        "los aliados comunes no movían ningún resultado más que el azar, y los datos no deciden su signo",
    ),
    "ties.deep_core_weight": _TIERS,
    "ties.policy_core_weight": _TIERS,
    "campaigns.salience_rate": (
        "saliences are what the media make of them in the month", "la relevancia es la que los medios le dan en el mes"
    ),
    "ties.forum_memory": (
        "a forum binds from its since to its until, and for good without one",
        "un foro une desde su since hasta su until, y para siempre si no lo tiene",
    ),
    "ties.trust_loss": (
        "how much trust was lost when an ally walked out moved no outcome beyond chance",
        "cuánta confianza se perdía cuando un aliado se iba no movía ningún resultado más que el azar",
    ),
    "campaigns.symbolic_weight": _SYMBOLS,
    "campaigns.least_gain": _SYMBOLS,
    "ties.devil_shift": _PERCEPTION,
    "ties.opponent_from": _PERCEPTION,
    "ties.broker_bonus": _PERCEPTION,
    "ties.ict_saving": (
        "what cheap communication saves is fixed; ties.ict_midpoint says when it comes",
        "lo que ahorra la comunicación barata es fijo; ties.ict_midpoint dice cuándo llega",
    ),
    "ties.rhetoric_base": _RHETORIC,
    "ties.rhetoric_stake": _RHETORIC,
    "ties.rhetoric_openness": _RHETORIC,
    "votes.endorsement_weight": (
        "beside the campaigns of labor, stances of leaders add nothing that can be told from zero",
        "junto a la campaña sindical, la postura de los dirigentes no añade nada que se distinga de cero",
    ),
    "votes.cushion": (
        "no price of a vote is published but that of the very vote it would be judged on, so nobody pays for votes",
        "no hay precio publicado de un voto sino el de la misma votación con que se juzgaría: nadie paga por votos",
    ),
    "votes.constituency_weight": (
        "no case codes what districts gain or lose", "ningún caso codifica lo que ganan o pierden los distritos"
    ),
    "ideas.memory_slope": _PRECEDENTS,
    "ideas.memory_gain": _PRECEDENTS,
    "ideas.memory_loss": _PRECEDENTS,
    "ideas.advocacy_scale": _PRECEDENTS,
    "ideas.anchor_rate": _PRECEDENTS,
    "programs.paperwork": (
        "sites open as soon as a partner is found, and wait for no papers",
        "las sedes abren en cuanto hay un socio, sin esperar trámites",
    ),
    "courtship.skepticism_certainty": (
        "first skepticism follows from the position that is coded, without a draw",
        "el escepticismo inicial se sigue de la posición codificada, sin sorteo",
    ),
    "programs.incoherence_loss": (
        "offices that disagree deliver as much as others: coherence is measured, and acts on nothing",
        "las oficinas que discrepan entregan lo mismo: la coherencia se mide y no influye en nada",
    ),
}  # fmt: skip
"""Parameters that are gone, by their name of format 2 (a new one, too): why, in English and Spanish."""


def removed(name: str) -> tuple[str, str] | None:
    """Why a parameter is gone, in English and Spanish; None if it is there, or never was.

    Parameters
    ----------
    name
        Of either format.
    """
    return REMOVED.get(RENAMED.get(name, name))


def what_became_of(name: str) -> str | None:
    """What to tell who uses a name that parameters have no more; None for any other name.

    >>> what_became_of("influence.rate"), what_became_of("opinion.rate")
    ('is called opinion.rate since format 2', None)
    """
    why = removed(name)
    if why is not None:
        return f"is gone since format 2: {why[0]}"
    return f"is called {RENAMED[name]} since format 2" if name in RENAMED else None
