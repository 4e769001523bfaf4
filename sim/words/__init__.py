"""What people read, in English and Spanish: phrases of tables and figures, and the labels of scenarios."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from sim.model.parameters import is_beyond, table
from sim.scenario.schema import Label, Outcome, Scenario
from sim.words import en, es

LANGUAGES = ("en", "es")
_PHRASES = {"en": en.PHRASES, "es": es.PHRASES}


def say(key: str, lang: str = "en", **values: object) -> str:
    """A phrase in a language, with its blanks filled.

    Raises
    ------
    KeyError
        If there is no such phrase: tests hold both languages to the same keys.
    """
    return _PHRASES[lang][key].format(**values)


def phrases(prefix: str) -> dict[str, list[str]]:
    """Phrases whose keys begin alike, in every language, with their blanks as they are."""
    return {key: [_PHRASES[lang][key] for lang in LANGUAGES] for key in _PHRASES["en"] if key.startswith(prefix)}


def unit(name: str, lang: str = "en") -> str:
    """A unit of a parameter in a language; the table of parameters has them in English."""
    return es.UNITS.get(name, name) if lang == "es" else name


def rendered(text: str, lang: str = "en") -> str:
    """A text that was composed in English, in a language: known parts are exchanged, numbers and names stay.

    >>> rendered("House 1993: yeas, median", "es")
    'Cámara de Representantes 1993: votos a favor, mediana'
    """
    return _parts("FRAGMENTS").sub(lambda found: es.FRAGMENTS[found[0]], text) if lang == "es" else text


def told(message: str, lang: str = "en") -> str:
    """What is wrong with a file or an option, in a language; what stands in single quotes is the user's, and stays.

    >>> told("unknown actor 'a list'; did you mean 'a_list'?", "es")
    "no existe el actor 'a list'; ¿quiso decir 'a_list'?"
    """
    if lang != "es":
        return message
    pieces = re.split(r"('[^'\n]*'(?!\w))", message)
    return "".join(
        piece if piece[:1] == "'" else _parts("PROBLEMS").sub(lambda found: es.PROBLEMS[found[0]], piece)
        for piece in pieces
    )


@cache
def _parts(name: str) -> re.Pattern[str]:
    """One pattern for all parts of a table of `sim.words.es`, the longer first."""
    parts = sorted(getattr(es, name), key=len, reverse=True)
    return re.compile("|".join(rf"(?<![\w./\\-]){re.escape(part)}(?![\w.=/\\-]\w|\w)" for part in parts))


def beyond(settings: Mapping[str, object], lang: str = "en") -> list[str]:
    """Of numbers outside the range that their parameter is explored over, a line each; they are computed all the same.

    >>> beyond({"opinion.rate": 50.0, "opinion.susceptibility": 0.2})
    ['opinion.rate=50: outside the range that it is explored over, 0.5 to 4 per year (assumed)']
    """
    found = []
    for name, value in settings.items():
        if is_beyond(name, value):
            row = table()[name]
            text = say("beyond", lang, name=name, value=f"{value:g}", low=f"{row.low:g}", high=f"{row.high:g}",
                       unit=unit(row.unit, lang), mark=say(f"mark_{row.mark}", lang))  # fmt: skip
            found.append(" ".join(text.split()))
    return found


def label(text: Label, lang: str = "en") -> str:
    """A scenario's text in a language; English where it has no Spanish."""
    return (text.es or text.en) if lang == "es" else text.en


def country(code: str, lang: str = "en") -> str:
    """A country's name; its code where the words have no name for it."""
    key = f"country_{code}"
    return say(key, lang) if key in _PHRASES[lang] else code


def full_names(scenario: Scenario, lang: str = "en") -> dict[str, str]:
    """Actors as actors.csv names them, by id."""
    return {key: (row.name_es or row.name) if lang == "es" else row.name for key, row in scenario.actors.items()}


def standing(scenario: Scenario, lang: str = "en") -> str:
    """What the numbers of a case can be held to."""
    return say(f"standing_{scenario.standing}", lang)


def warned(line: str, scenario: Scenario, lang: str = "en") -> str:
    """A line that identifies a study, with the warning that belongs wherever a prior-predictive case prints."""
    return f"{line}; {standing(scenario, lang)}" if scenario.standing == "prior_predictive" else line


def place_names(scenario: Scenario, lang: str = "en") -> dict[str, str]:
    """Places as places.csv names them, by id."""
    return {key: (row.name_es or row.name) if lang == "es" else row.name for key, row in scenario.places.items()}


def entity_title(scenario: Scenario, outcome: Outcome, lang: str = "en") -> str:
    """What an outcome is about: a council, program, desk or courtship; else the outcome's own label."""
    for section, name in (
        (scenario.councils, outcome.council), (scenario.programs, outcome.program), (scenario.desks, outcome.desk),
        (scenario.courtship, outcome.courtship),
    ):  # fmt: skip
        if name is not None:
            return label(section[name].title, lang)
    return label(outcome.label, lang)


def short_names(scenario: Scenario, lang: str = "en") -> dict[str, str]:
    """What stories and figures call actors: the short names of the case, where it gives one that nobody else has.

    Nothing is cut off a name: `Pacific Alliance, UNESCO, World Bank, OECD` is four bodies.
    """
    whole = full_names(scenario, lang)
    given = {
        key: ((row.short_es or row.short) if lang == "es" else row.short) or whole[key]
        for key, row in scenario.actors.items()
    }
    taken = Counter(given.values())
    return {key: name if taken[name] == 1 else whole[key] for key, name in given.items()}


def without_brackets(name: str) -> str:
    """`Authentic Labor Front (FAT)` is FAT; `SECOFI (trade ministry)` is SECOFI.

    >>> without_brackets("Authentic Labor Front (FAT)"), without_brackets("RMALC (Action Network) and others")
    ('FAT', 'RMALC')
    """
    match = re.fullmatch(r"(.*?) \((.*?)\)(.*)", name)
    if match is None:
        return name
    before, inside, after = match.groups()
    for text in (inside, before):
        if re.fullmatch(r"[A-Z]{2,8}", text):
            return text
    return before + after
