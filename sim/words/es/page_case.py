"""Phrases of the seminar page: a case in words; the commands page and serve, in Spanish."""

PHRASES: dict[str, str] = {
    # Who is who
    "seminar_kind_ngo": "ONG",
    "seminar_kind_government": "gobierno",
    "seminar_kind_diaspora_leader": "líder de la diáspora",
    "seminar_kind_foreign_state": "Estado extranjero",
    "seminar_lane": "{country}: {side}",
    "seminar_side_organs": "ejecutivo",
    "seminar_side_chamber": "legislativo y partidos",
    "seminar_side_society": "sociedad",
    "seminar_side_foreign": "desde el exterior",
    # When
    "seminar_talks_open": "se abre la negociación: {title}",
    "seminar_talks_close": "se cierra la negociación: {title}",
    "seminar_key_date": "fecha clave: {name}",
    # Settings
    "seminar_base": "como en el caso",
    "seminar_moved": "{label}: {value}",
    "seminar_without": "sin {name}",
    # What claims ask
    "seminar_ask_between": "de {low} a {high}",
    "seminar_ask_at_least": "al menos {value}",
    "seminar_ask_at_most": "a lo sumo {value}",
    "seminar_ask_equals": "exactamente {value}",
    "seminar_ask_rises": "mayor que 0",
    "seminar_ask_falls": "menor que 0",
    "seminar_ask_before": "antes de {month}",
    "seminar_ask_less_than": "menos que: {other}",
    "seminar_ask_versus": "{text}, como diferencia respecto de la variante «{variant}»",
    # Where the sliders come from
    "seminar_screening": (
        "Los cinco parámetros que más mueven los resultados de este caso, según un tamizado de todos sus parámetros "
        "({method}, {runs} corridas)."
    ),
    "seminar_screening_old": (
        "Los cinco parámetros que más movían los resultados de este caso, según un tamizado ({method}, {runs} "
        "corridas) de una versión anterior del caso."
    ),
    "seminar_screening_none": (
        "Este caso no se ha tamizado: los controles son los primeros parámetros de mecanismos que usa, importen o no."
    ),
    "seminar_screening_chosen": "Los controles los eligió quien hizo esta página.",
    # The command
    "seminar_plan": (
        "{settings} configuraciones ({sliders} de controles, {variants} variantes, {removals} ausencias): {runs} "
        "corridas"
    ),
    "seminar_holds": "{settings} configuraciones de {replicates} corridas cada una, {months} meses; {size} MB",
    "seminar_too_large": "pesa más de {most} MB: quite variantes, controles o ausencias",
}
