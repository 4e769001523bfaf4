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
    "seminar_sliders_of_lesson": "Primero, los parámetros que mueve la lección ({n}).",
    "seminar_screening": (
        "Los parámetros que más mueven los resultados de este caso, según un tamizado de todos sus parámetros "
        "({trajectories} trayectorias de Morris, {runs} corridas)."
    ),
    "seminar_screening_old": (
        "Los parámetros que más movían los resultados de este caso, según un tamizado ({trajectories} "
        "trayectorias de Morris, {runs} corridas) de una versión anterior del caso."
    ),
    "seminar_screening_none": (
        "Este caso no se ha tamizado: los controles son los primeros parámetros de mecanismos que usa, importen o no."
    ),
    "seminar_screening_chosen": "Los controles los eligió quien hizo esta página.",
    # The command
    "seminar_plan": (
        "{settings} configuraciones ({sliders} controles en sus niveles, {variants} variantes, {removals} ausencias): "
        "{runs} corridas"
    ),
    "seminar_holds": "{settings} configuraciones de {replicates} corridas cada una, {months} meses; {size} MB",
    "seminar_too_large": "pesa más de {most} MB: quite variantes, controles o ausencias",
    # La página servida
    "serve_first": "se corre el caso tal como está ({n} corridas) ...",
    "serve_open": "la página está en {url}; ábrala en un navegador. Ctrl-C la termina",
    "serve_ended": "terminado",
    "serve_exposed": (
        "advertencia: otras máquinas pueden llegar a {host}; quien llegue puede usar esta página y el tiempo de esta "
        "máquina, sin contraseña"
    ),
    "serve_taken": "--port {port}: está ocupado; dé otro, o 0 para cualquiera que esté libre",
    "serve_unbound": "--host {host} --port {port}: no se puede usar: {why}",
    "serve_most": "--{name}: a lo más {most}",
    "serve_host": "esta página no se sirve con ese nombre",
    "serve_origin": "otro sitio no tiene nada que hacer aquí",
    "serve_not_found": "aquí no hay nada; la página está en /",
    "serve_method": "GET / es la página; POST va a /api/run y /api/who",
    "serve_no_request": "esta petición no se puede leer",
    "serve_type": "el contenido debe ser application/json",
    "serve_length": "Content-Length debe decir cuánto mide la petición",
    "serve_large": "la petición mide más de {most} KB",
    "serve_late": "la petición tardó demasiado en llegar",
    "serve_short": "la petición mide menos de lo que dice",
    "serve_no_json": "la petición no es JSON",
    "serve_no_object": "la petición debe ser un objeto",
    "serve_twice": "un nombre aparece dos veces",
    "serve_not_finite": "debe ser un número finito: {value}",
    "serve_wrong": "{name}: debe ser {what}",
    "serve_an_object": "un objeto de números por nombre",
    "serve_a_list": "una lista de actores",
    "serve_a_number": "un número",
    "serve_a_name": "un nombre",
    "serve_whole": "un número entero de {least} a {most}",
    "serve_number": "un número de {least} a {most}",
    "serve_unknown": "{name}: no existe '{value}'",
    "serve_busy": "se está calculando demasiado; vuelva a pedirlo en un momento",
    "serve_failed": "la corrida falló; la terminal que sirve la página dice por qué",
}
