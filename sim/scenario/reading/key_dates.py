"""A key date is a date or a mapping with one; a path changes either."""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.reading.node import Node, View


def date_path(document: Node, steps: list[str], value: Node) -> tuple[Node, list[str]]:
    """Fit a path and a key date to each other, so that a new date leaves the title, and a plain date can get one.

    Parameters
    ----------
    document
        The whole document; it is not changed.
    steps
        A path: `key_dates`, the id, and perhaps a field. Others are given back as they are.
    value
        What is to be put there.

    Returns
    -------
    tuple[Node, list[str]]
        A document whose key date has fields if the path names one, and the path to put the value at.
    """
    if steps[0] != "key_dates" or len(steps) < 2:
        return document, steps
    dates = View.of(document)["key_dates"]
    old = dates[steps[1]].node
    if old is None or dates.node is None:
        return document, steps
    if len(steps) == 2 and isinstance(old.value, dict) and isinstance(value.value, str):
        return document, [*steps, "date"]
    if len(steps) > 2 and isinstance(old.value, str):
        fields = replace(old, value={"date": old}, keys={"date": old.location})
        held = dates.node.put(steps[1], fields, dates.node.keys[steps[1]])
        return document.put("key_dates", held, document.keys["key_dates"]), steps
    return document, steps
