"""Which actors a selector means."""

from __future__ import annotations

from collections.abc import Mapping

from sim.scenario.schema import Actor, Selector


def chosen(actors: Mapping[str, Actor], selector: Selector | None) -> list[str]:
    """Ids of the actors that meet every key of the selector, in the order of actors.csv; None means everyone."""
    if selector is None:
        return list(actors)
    ids = actors.keys() if selector.ids is None else set(selector.ids)
    return [name for name, actor in actors.items() if name in ids and _meets(actor, selector)]


def _meets(actor: Actor, selector: Selector) -> bool:
    for key in ("kind", "role", "country", "party"):
        wanted = getattr(selector, key)
        if wanted is not None and getattr(actor, key) not in ([wanted] if isinstance(wanted, str) else wanted):
            return False
    return True
