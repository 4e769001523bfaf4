"""Phrases of the seminar page: votes, ladders, tables, handout, in Spanish."""

PHRASES = {
    # What the figures share
    "page_panel_no_setting": "aún no se ha elegido nada",
    "page_panel_busy": "corriendo",
    "page_panel_nothing": "aquí todavía no hay corridas",
    "page_panel_key_about": "un signo de la leyenda",
    "page_key_run": "la corrida mostrada",
    "page_key_run_now": "dónde está ahora la corrida mostrada",
    "page_key_run_so_far": "la corrida mostrada, hasta ahora",
    "page_key_dots": "todas las corridas, un punto cada una",
    "page_key_range": "mediana y 5-95 % de las corridas",
    "page_key_band": "mediana y 5-95 % de las corridas",
    "page_key_documented": "documentado",
    "page_key_party_line": "ingenuo: línea de partido",
    "page_key_weighted_mean": "ingenuo: media por escaños",
    "page_key_rung_share": "proporción de corridas que terminan en cada peldaño",
    "page_key_asked": "intervalo que pide una afirmación",
    # Votes
    "page_votes_title": "Votaciones",
    "page_votes_note": (
        "Proporción de votos a favor, de 0 a 1; en un consejo con pesos, proporción de los pesos. La línea discontinua "
        "es lo que pide la regla de la decisión, y según esa regla se aprueba. La corrida mostrada se suma a las demás "
        "en el mes de su votación. Haga clic en una votación para ver sus bloques."
    ),
    "page_votes_majority": "mayoría",
    "page_votes_needed": "se necesita {share}",
    "page_votes_documented": "documentado {share}",
    "page_votes_documented_count": "documentado {yeas} de {seats} ({share})",
    "page_votes_runs": "se aprueba en {passed} de {n} corridas; mediana {median}, 5-95 % de {low} a {high}",
    "page_votes_runs_of": (
        "se aprueba en {passed} de {all} corridas; se vota en {n}: mediana {median}, 5-95 % de {low} a {high}"
    ),
    "page_votes_no_run": "no se vota en ninguna de n = {n} corridas",
    "page_votes_this_run": "La corrida mostrada: ",
    "page_votes_not_yet": "todavía no",
    "page_votes_not_due": "no hay votación",
    "page_votes_blocked": "bloqueada, no llegó al pleno",
    "page_votes_passed": "{yeas} de {seats} ({share}), se aprueba",
    "page_votes_rejected": "{yeas} de {seats} ({share}), se rechaza",
    "page_votes_passes": "se aprueba",
    "page_votes_fails": "no se aprueba",
    "page_votes_follows": "resulta de otras decisiones; se aprueba en {passed} de {all} corridas",
    "page_votes_alone": "decide uno solo; se aprueba en {passed} de {all} corridas",
    "page_votes_of_weights": "{share} de los pesos",
    "page_votes_not_yet_blocs": "En esta corrida aún no se vota: la votación está prevista para {month}.",
    "page_votes_bloc": "bloque",
    "page_votes_yeas_of_seats": "{side}: a favor, de sus escaños",
    "page_votes_blocs_caption": "Los bloques en la corrida mostrada; la línea de cada barra es su mitad",
    "page_votes_of": "{yeas} de {seats}",
    # Ladders
    "page_ladders_title": "Cómo tratan las negociaciones cada tema",
    "page_ladders_note": (
        "De fuera de la mesa al texto principal. El triángulo sube con la corrida mostrada; las barras son la "
        "proporción de corridas en cada peldaño al final del periodo."
    ),
    "page_ladders_side": "{side}, n = {n}",
    "page_ladders_about": "Corridas en cada peldaño al final.",
    "page_ladders_documented": "Documentado: {level}.",
    "page_ladders_open": "la negociación está abierta",
    "page_ladders_closed": "la negociación está cerrada",
    "page_ladders_not_open": "la negociación se abre en {month}",
    # Courses
    "page_courses_title": "A lo largo del tiempo",
    "page_courses_note": "La corrida mostrada hasta el mes presente, dentro de todas. A y B comparten una escala.",
    "page_courses_choose": "Resultado",
    "page_courses_now": "ahora {value} ({unit}); n = {n}",
    "page_courses_now_of": (
        "ahora {value} ({unit}); todas las corridas: mediana {median}, 5-95 % de {low} a {high}; n = {n}"
    ),
    "page_courses_log": "escala logarítmica",
    "page_courses_undefined": "sin definir",
    "page_courses_about": "Al final: mediana {median}, 5-95 % de las corridas de {low} a {high}.",
    # Who mattered
    "page_who_title": "¿Quién importó?",
    "page_who_note": (
        "Se quita a cada actor y se repiten las mismas n = {n} corridas con el mismo azar. Barra: con él menos sin él, "
        "media de los n pares; línea: intervalo de 95 %. Una barra positiva dice que el resultado es más alto con el "
        "actor."
    ),
    "page_who_choose": "Resultado",
    "page_who_stands": "se sostiene (Holm: aun tomando en cuenta a cuántos se miró)",
    "page_who_apart": "el intervalo excluye el 0, pero puede ser por azar",
    "page_who_open": "el intervalo incluye el 0: no se muestra efecto",
    "page_who_word_stands": "se sostiene",
    "page_who_word_apart": "quizá azar",
    "page_who_own": "vota o cuenta él mismo",
    "page_who_unit_share": "proporción de votos a favor",
    "page_who_unit_rung": "peldaños, de 0 a 3",
    "page_who_caption": "Con el actor menos sin él, en: {unit}",
    "page_who_actor": "actor",
    "page_who_adds_bar": "aporta",
    "page_who_adds": "tamaño e intervalo de 95 %",
    "page_who_interval": "{size} [{low}, {high}]",
    "page_who_rest": "{n} actores más aportan menos, o nada.",
    "page_who_nobody": "Ningún actor por sí solo cambia este resultado.",
    "page_who_removed": "ya se quitó aquí",
    "page_who_missing": "esta página no contiene las corridas sin él",
    "page_who_idle": "no está activo en estos meses: no puede cambiar nada",
    "page_who_undefined": "no está definido en ningún par de corridas",
    "page_who_no_effect": "no se muestra efecto: la media es la misma sin él",
    "page_who_base_only": "Este archivo sabe quién importó solo en la base. Para otros ajustes: {command}",
    "page_who_ask": "Calcular para estos ajustes",
    "page_who_busy": "Calculando; tarda un poco…",
    # Claims
    "page_claims_title": "Afirmaciones de las fuentes",
    "page_claims_note": (
        "Cada afirmación se ejecuta: ¿en qué proporción de las corridas se cumple, y es tan a menudo como ella pide? "
        "Solo cuentan las corridas en que puede juzgarse; n dice cuántas son."
    ),
    "page_claims_counts": "Cuántas afirmaciones",
    "page_claims_verdict": "veredicto",
    "page_claims_show": "Mostrar",
    "page_claims_show_all": "todas",
    "page_claims_show_fails": "las que fallan",
    "page_claims_show_changed": "aquellas cuyo veredicto difiere entre A y B",
    "page_claims_shown": "{n} de {all} afirmaciones",
    "page_claims_more": "Mostrar todas ({n})",
    "page_claims_number": "n.º",
    "page_claims_text": "afirmación",
    "page_claims_asked": "se pide",
    "page_claims_asked_in": "{asked}, al menos en el {share} de las corridas",
    "page_claims_met": "{share}, n = {n}",
    "page_claims_note_coded": (
        "codificada así: ya es cierta en la tabla codificada, antes del primer mes; que nada la destruya no es mérito "
        "del modelo."
    ),
    "page_claims_note_uncompared": (
        "no comparada: la afirmación compara con una variante, lo que solo se hace en la base, o no está definida en "
        "ninguna corrida."
    ),
    "page_claims_note_uncompared_served": (
        "no comparada: la afirmación compara con una variante, o no está definida en ninguna corrida. Esta página "
        "calcula cada ajuste por separado; la página en archivo juzga esas afirmaciones en la base: {command}"
    ),
    "page_flips_explained": (
        "† cambia entre las dos codificaciones de los actores: con la codificación de otra persona, hecha con las "
        "mismas fuentes, el veredicto sería otro."
    ),
    "page_verdict_holds": "se sostiene",
    "page_verdict_coded": "codificada así",
    "page_verdict_fails": "falla",
    "page_verdict_uncompared": "no comparada",
    # What can be taken away
    "page_export_svg": "Figura (SVG)",
    "page_export_png": "Figura (PNG)",
    "page_export_settings_a": "Ajustes de A (archivo de variante)",
    "page_export_settings_b": "Ajustes de B (archivo de variante)",
    "page_saved_title": "Ajustes guardados",
    "page_saved_setting": (
        "El navegador guarda {file} en su carpeta de descargas. Este comando repite las corridas y da los "
        "mismos números que aquí:"
    ),
    "page_saved_command": "Comando que repite las corridas con los ajustes guardados",
    "page_saved_path": "Ejecútelo en la carpeta del programa y, si el archivo está en otra, indique su ruta.",
    "page_export_numbers": "corrida {run}, mediana {median}, n = {n}",
    "page_export_source": (
        "Caso {case}, modelo {version}, huella {digest}; se muestra la corrida {run} de n = {n}, semilla {seed}, con "
        "el mismo azar en ambos lados."
    ),
    "page_handout": "Hoja para clase",
    "page_handout_when": "{month}; {standing}",
    "page_handout_unchanged": "sin cambios",
    "page_handout_variant": "variante {variant}",
    "page_handout_without": "sin {names}",
    "page_handout_votes": "Votaciones",
    "page_handout_vote_column": "{side}: a favor, de 0 a 1",
    "page_handout_numbers_column": "corrida · mediana · n",
    "page_handout_ladders": "Cómo se trata cada tema",
    "page_documented_column": "documentado",
    "page_handout_now_column": "ahora",
    "page_handout_ladder_column": "{side}: n = {n}, al final",
    "page_handout_differences": "En qué difieren más A y B",
    "page_handout_vote_line": "{what}: mediana de la proporción a favor, {a} en A (n = {na}) y {b} en B (n = {nb}).",
    "page_handout_rung_line": "{what}: {level} en el {a} de las corridas de A (n = {na}) y el {b} de B (n = {nb}).",
    "page_handout_course_line": "{what}: mediana al final, {a} en A (n = {na}) y {b} en B (n = {nb}) ({unit}).",
    "page_handout_claim_line": (
        "«{text}» se cumple en el {a} de las corridas de A (n = {na}) y en el {b} de B (n = {nb})."
    ),
    "page_handout_same": (
        "Son iguales en A y B las medianas de votaciones y trayectorias, y las proporciones de "
        "corridas de disposiciones y afirmaciones."
    ),
    "page_handout_notes": "Notas",
    "page_handout_sources": (
        "Los valores documentados están junto a las afirmaciones de las fuentes ({claims}) en el escenario."
    ),
    "page_lesson": "Clase",
    "page_lesson_print": "Imprimir",
}
