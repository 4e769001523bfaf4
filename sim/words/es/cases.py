"""Phrases of tables, figures and scenarios in Spanish."""

PHRASES = {
    "variant": "variante {variant}",
    "baseline": "versión base",
    "changed": "con cambios: {what}",
    "table_narrow": "falta espacio para: {names}; --wide lo muestra todo",
    "not_run": "{n} resultados tienen fecha posterior a {month}, donde terminan las corridas; --wide los muestra",
    "runs": "{n} corridas, semilla {seed}, de {first} a {last}",
    "yes_share": "proporción de votos a favor",
    "documented": "documentado",
    "median": "mediana",
    "range": "5-95 %",
    "passes": "aprueba",
    "passes_in": "{passed} de {n}",
    "passes_note": (
        "aprueba: según la regla de la propia decisión, en cuántas de las corridas que llegan a su fecha; bloqueada o "
        "retirada, no se aprueba"
    ),
    "board_note": "en un consejo con pesos, las proporciones son de los pesos",
    "naive": "ingenuos",
    "model": "modelo",
    "status_quo": "statu quo",
    "majority": "mayoría",
    "mean": "media",
    "weighted_mean": "media (p)",
    "weighted_median": "mediana (p)",
    "party_line": "línea",
    "weighted_note": "(p) ponderada por escaños; los pronósticos ingenuos se leen de la tabla codificada, sin modelo",
    "claims_line": (
        "afirmaciones: {held} de {judged} se cumplen en estas corridas; "
        "{waiting} comparan variantes (run.py check {case})"
    ),
    "figure": "figura: {path}",
    "written": "se escribió: {path}",
    "claim": "afirmación",
    "of": "de",
    "met_in": "se cumple en",
    "asked": "se pide",
    "verdict": "veredicto",
    "holds": "se sostiene",
    "fails": "falla",
    "not_destroyed": "no se destruye",
    "undefined": "no definida",
    "not_destroyed_note": "no se destruye: ya es cierta en la tabla codificada; no es mérito del modelo",
    "summary_line": "se sostienen {held} de {judged} afirmaciones, {coded} de ellas ya codificadas; fallan {failed}",
    "unscored_line": "además: datos del caso {inputs}, contexto {contexts} (run.py check {case} --all)",
    "unscored_kind": "tipo",
    "unscored_claim": "afirmación",
    "unscored_why": "por qué [dónde]",
    "unscored_input": "dato",
    "unscored_context": "contexto",
    "score_case": "caso",
    "score_input": "datos",
    "score_context": "contexto",
    "score_total": "todos los casos",
    "score_missing": "{number} no aparece en ningún caso",
    "survives": "sobrevive sin",
    "changed_without": "el veredicto cambia sin (se cumple en)",
    "yes": "sí",
    "no": "no",
    "ablate_line": (
        "se sostienen {held} de {judged} afirmaciones, {hanging} de ellas solo con algún mecanismo; {explained} "
        "nombran el mecanismo que debería explicarlas, y {surviving} de ellas sobreviven sin él"
    ),
    "mechanism": "mecanismo",
    "claims": "afirmaciones",
    "outcomes": "resultados",
    "what": "qué hace",
    "ablate_note": (
        "afirmaciones: veredictos que cambian sin el mecanismo; resultados: números cuya diferencia pareada media pasa "
        "de dos errores estándar"
    ),
    "changes_nothing": "no cambia nada en este caso: {names}",
    "country_MX": "México",
    "country_US": "Estados Unidos",
    "country_CA": "Canadá",
    "country_CL": "Chile",
    "country_CN": "China",
    "country_intl": "Internacional",
    "title_votes": "Votaciones: lo documentado, el modelo y los pronósticos ingenuos",
    "axis_share": "proporción de votos a favor",
    "legend_model": "modelo, un punto por corrida",
    "legend_range": "mediana y 5-95 % de las corridas",
    "legend_band": "5-95 % de las corridas",
    "legend_documented": "documentado",
    "legend_party_line": "ingenuo: línea de partido",
    "legend_weighted_mean": "ingenuo: media (p)",
    "legend_vote": "votación",
    "legend_date": "otra fecha clave",
    "half": "mayoría",
    "needed_mark": "se pide",
    "column_documented": "docum.",
    "column_median": "mediana",
    "column_passes": "aprueba",
    "column_n": "n",
    "note_documented": "Valores documentados: afirmaciones {claims}; sus fuentes están en el escenario.",
    "note_votes": (
        "En gris, los partidos. Línea discontinua: lo que pide la regla de la decisión. Columnas: proporción "
        "documentada, mediana, en cuántas de las corridas que llegan a su fecha se aprueba según su regla (bloqueada o "
        "retirada, no se aprueba) y número n de corridas en que llega a votarse. La media (p) se pondera por escaños; "
        "los pronósticos ingenuos se leen de la tabla codificada."
    ),
    "title_provisions": "Cómo trata cada negociación los temas: proporción de corridas",
    "note_provisions": (
        "Proporciones de todas las corridas, apiladas, desde el mes en que se abre la negociación. Barras "
        "superiores: meses en que puede ofrecerse un paquete y, más oscuras, en que el texto mismo está abierto."
    ),
    "level_off": "fuera de la mesa",
    "level_consulted": "consultado",
    "level_side": "acuerdo paralelo",
    "level_core": "texto principal",
    "legend_open": "negociación abierta",
    "legend_text": "texto abierto",
    "title_policies": "Lo que hacen los gobiernos y lo que creen",
    "note_policies": (
        "Posiciones de -1 a +1 (polos: run.py show). Los titulares se suceden en una sola línea; huecos: nadie "
        "en el cargo. Ambas líneas son medianas de las corridas; la banda es la de la política."
    ),
    "legend_policy": "política, mediana",
    "legend_belief": "convicción, mediana",
    "heads": "titular del Ejecutivo",
    "title_efforts": "Dónde presionan las organizaciones y con qué táctica",
    "note_efforts": (
        "Esfuerzo de organizaciones y líderes de la diáspora según su país, unidades por año, media de los últimos "
        "{months} meses; cada fila tiene su escala. Las tácticas se cuentan en todos los lugares juntos."
    ),
    "head_venues": "Dónde",
    "head_tactics": "Con qué táctica",
    "venue_home": "órganos del propio país",
    "venue_abroad": "órganos del exterior",
    "venue_court": "tribunales, quejas",
    "venue_media": "medios, calle",
    "tactic_information": "información",
    "tactic_leverage": "puerta de un aliado",
    "tactic_accountability": "rendición de cuentas",
    "title_ideas": "Quién hace suya una idea",
    "note_ideas": "La proporción es de quienes podrían hacer suya la idea y están activos.",
    "axis_adopted": "proporción que la hizo suya",
    "legend_window": "ventana abierta",
    "title_coalitions": "Quién está ligado a quién y quiénes piensan parecido",
    "head_coalitions": "{month}: {n} coaliciones",
    "head_no_coalition": "{month}: ninguna coalición",
    "foot_coalitions": "alianzas de consenso: {agreed}; en una corrida: {open:.0f}; Q {q}",
    "foot_no_ties": "ninguna alianza en la mitad de las corridas; en una corrida: {open:.0f}",
    "legend_coalition": "{n} actores, distancia {apart}: {who}…",
    "legend_community": "no es coalición: {n}, distancia {apart}: {who}…",
    "note_coalitions": (
        "Línea: son aliados en al menos {agreed} de las corridas. Comunidades por modularidad voraz "
        "(Q); con color si al menos {least} miembros distan en promedio menos de {alike} entre pares y corridas, "
        "blancas si no. Área de la marca: capacidad. Se omite a quien no tiene tal lazo. Los lugares son los mismos en "
        "todas las fechas; el color pasa a la coalición que comparte más miembros."
    ),
    "verdict_higher": "{alternative} es mayor por {size} [{low}, {high}]",
    "verdict_lower": "{baseline} es mayor por {size} [{low}, {high}]",
    "verdict_small": "difieren, pero menos de lo que importa: {size} [{low}, {high}]",
    "verdict_none": "ninguna diferencia que importe: {size} [{low}, {high}]",
    "verdict_unsure": "aún no se puede saber: unas {more} corridas más de cada una; hasta ahora {size} [{low}, {high}]",
    "verdict_undefined": "no se puede saber: ambas están definidas en solo {n} de {pairs} pares",
    "verdict_same": "lo mismo en todos los pares",
    "title_compare": "Diferencias corrida por corrida: {title}",
    "axis_compare": "{label}: alternativa menos {baseline}",
    "legend_pair": "diferencia en un par de corridas",
    "legend_interval": "media e intervalo",
    "legend_worth": "menos de lo que importa",
    "note_compare": (
        "Intervalos: {level}. Los pares comparten réplica y semilla, y solo difieren en la alternativa."
        " Donde difieren menos de 10 pares, el intervalo admite otros tan distantes como lo están las corridas."
    ),
    "exp_title": "{outcome}: {label}",
    "exp_study": (
        "media {mean}; {n} pares de corridas con el mismo azar para cada uno, semilla {seed}, {first} a {last}"
    ),
    "exp_actors": "sin un actor",
    "exp_own_actors": "sin un actor que cuenta él mismo: sus propios votos, o su propio estado",
    "exp_alliances": "sin una alianza",
    "exp_groups": "sin un grupo",
    "exp_members": "{names}",
    "exp_members_more": " y {n} más (--all)",
    "exp_ties_within": "sin lazos entre {names}",
    "exp_ties_across_borders": "sin lazos transfronterizos entre {names}",
    "exp_variant": "lo que la variante {name} deja fuera",
    "exp_other_form": "otra forma",
    "exp_everybody": "todos los actores",
    "exp_range": "{name} al azar de {low:g} a {high:g}",
    "exp_mechanisms": "sin un mecanismo",
    "exp_contribution": "aporta",
    "exp_interval": "intervalo 95 %",
    "exp_signs": "+ / -",
    "exp_parts": "divergen",
    "exp_deeds": "en actos",
    "exp_sign": "nota",
    "exp_zero": "incluye 0",
    "exp_stands": "se sostiene",
    "exp_own": "cuenta él mismo",
    "exp_rest": "{n} más con aportes menores (--all)",
    "exp_same_pairs": "igual en todos",
    "legend_same_pairs": "lo mismo en cada par que tiene ambos",
    "exp_same": "lo mismo en los {n} pares sin: {names}",
    "exp_later": "exactamente 0, pues llegan después de {month}: {names}",
    "exp_off": "exactamente 0, pues están apagados: {names}",
    "exp_absent": "exactamente 0, pues esta variante ya prescinde de ellos: {names}",
    "exp_apart": "exactamente 0, pues entre ellos no puede abrirse ningún lazo: {names}",
    "exp_elsewhere": "no se calculan, pues son variantes del caso tal como está escrito: {names}",
    "exp_none": "no hay nada que quitar",
    "exp_note": (
        "aporta: con él menos sin él, media de los pares; + / -: proporción de pares en que el resultado es mayor, y "
        "menor, con él. divergen: mes en que la mitad de los pares observados ya difiere, hasta el último bit, en lo "
        "que los demás creen, hacen o votan; en actos: en sus aliados o en los votos a favor."
        " no def.: pares que no cuentan, sin definir en alguna corrida."
        " Donde difieren menos de 10 pares, el intervalo admite otros tan distantes como lo están las corridas."
    ),
    "exp_note_groups": (
        "aporta: con él menos sin él, media de los pares. no def.: pares que no cuentan, sin definir en alguna corrida."
        " Donde difieren menos de 10 pares, el intervalo admite otros tan distantes como lo están las corridas."
    ),
    "exp_note_form": (
        "otra forma: lo que aporta si el esfuerzo cuenta de la otra forma, con {name} en {value:g}; "
        "la media del resultado es entonces {mean}."
    ),
    "exp_own_note": (
        "cuenta él mismo: sus propios votos, o su propio estado, forman parte del resultado; lo que aporta no es solo "
        "influencia."
    ),
    "exp_chance": (
        "{n} intervalos de 95 %: unos {by_chance:.0f} excluirían el 0 por puro azar. se sostiene: lo excluiría aun "
        "tomando en cuenta que se miraron {n} (Holm)."
    ),
    "title_explain": "¿Quién importó? {label}",
    "axis_explain": "con él menos sin él",
    "legend_stands": "se sostiene (Holm)",
    "legend_leaves_out": "el intervalo excluye 0",
    "legend_includes": "el intervalo incluye 0",
    "note_explain_drawn": "Se sortea una vez para las dos corridas de un par: {what}.",
    "note_explain": (
        "Barras: media de pares de corridas con el mismo azar, con y sin; líneas: intervalo de 95 %. Unos "
        "{by_chance:.0f} de {n} excluirían el 0 por puro azar. Cada recuadro tiene su escala."
    ),
}
