"""Phrases in Spanish: two codings of the actors, and what flips between them."""

PHRASES = {
    "flips_note": "† cambia de lado entre las dos codificaciones de los actores",
    "flips_unknown": (
        "no se sabe qué tan estable es esta versión: las dos codificaciones de los actores se compararon en el caso "
        "tal como está escrito"
    ),
    "codings_agree": (
        "Los actores se codificaron una segunda vez a partir de nombres, tipos y países, con los mismos criterios y "
        "sin ver la primera codificación (`second_coding.csv`, variante `second_coding`). Celdas que dan las dos:"
    ),
    "codings_cells": "celdas",
    "codings_difference": "diferencia media",
    "codings_correlation": "correlación",
    "codings_same_sign": "mismo signo",
    "codings_positions": "posiciones, de -1 a 1",
    "codings_saliences": "relevancias (cuánto importa cada tema), de 0 a 1",
    "codings_capability": "capacidad, de 1 a 5",
    "codings_stable": (
        "Las dos codificaciones se apoyan en lo que hoy se sabe, así que su acuerdo es lo más que puede esperarse. Qué "
        "parte de los resultados depende de quién codificó ({n} corridas de cada una, semilla {seed}; error de "
        "codificación: `--jitter`, hasta ±{position} en las posiciones y ±{salience} en las relevancias):"
    ),
    "codings_keep": "conservan su lado",
    "codings_second": "segunda codificación",
    "codings_jittered": "error de codificación",
    "codings_outcomes": "resultados que tienen un lado",
    "codings_votes": "de ellos, las votaciones",
    "codings_weighted_mean": "las mismas votaciones según la media ponderada",
    "codings_of": "{kept} de {all}",
    "codings_sides": (
        "Un lado es que una votación alcance o no la proporción que pide su regla (si es sí o no, que más de la mitad "
        "de las corridas digan que sí), el signo de una posición, política o presión, y que una afirmación sobre el "
        "resultado se sostenga o no."
    ),
    "codings_flip": (
        "Resultados que cambian de lado entre las codificaciones, marcados con † dondequiera que aparecen (primera "
        "codificación, segunda):"
    ),
    "codings_flips": "{label}: {first}, {second}",
    "codings_by_claim": "afirmación {claims}",
    "codings_none": "Ningún resultado cambia de lado entre las codificaciones.",
}
