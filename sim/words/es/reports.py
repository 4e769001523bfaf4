"""Phrases in Spanish: sensitivity, regions and the report of a sweep."""

PHRASES = {
    # What outcomes measure, and in which unit
    "measure_vote_share": "votos a favor como proporción de los votos de ciertos bloques",
    "measure_vote_count": "votos a favor de ciertos bloques",
    "measure_passed": "1 si se aprobó según su propia regla, 0 si se rechazó o nunca se votó",
    "measure_forecast": "votos a favor que se esperan justo antes de la votación",
    "measure_blocked": "1 si nunca llegó al pleno, 0 si llegó",
    "measure_in_force": "1 si se aprobó y no se ha revertido, 0 si no",
    "measure_on_offer": "1 donde el texto sobre un tema llegó a ofrecerse en las negociaciones; si no, 0",
    "measure_offer_chance": "probabilidad de que el texto sobre un tema llegara a ofrecerse al abrirse por última vez",
    "measure_provision": "a qué llegó la negociación: 0 fuera, 1 consultado, 2 acuerdo paralelo, 3 texto principal",
    "measure_distance": "distancia media entre las posiciones de todos los pares de dos grupos",
    "measure_distance_ratio": "distancia a un grupo entre distancia a otro; menos de 1: el primero está más cerca",
    "measure_position": "convicción media sobre un tema, de su polo negativo al positivo",
    "measure_policy": "media de lo que los órganos hacen u ofrecen en un tema, de polo a polo",
    "measure_salience": "cuánto les importa un tema, media",
    "measure_stigma": "estigma medio por tener aliados en el exterior",
    "measure_attention": "atención de los medios de un país a un tema",
    "measure_shock": "atención que añaden en un país los sucesos fechados",
    "measure_effort": "esfuerzo que se dedica a ciertos lugares",
    "measure_complaints": "esfuerzo dedicado a ciertos lugares desde el inicio, acumulado",
    "measure_effort_ratio": "esfuerzo en ciertos lugares entre esfuerzo en otros",
    "measure_pressure": "presión neta media sobre los órganos, hacia el polo positivo de un tema",
    "measure_ties": "lazos abiertos, contados en cada sentido",
    "measure_cross_border_share": "proporción de los lazos abiertos que cruzan una frontera",
    "measure_density": "lazos abiertos entre lazos posibles",
    "measure_reciprocity": "proporción de los lazos abiertos que son correspondidos",
    "measure_mean_trust": "confianza media en los lazos abiertos",
    "measure_modularity": "cuánto se encierran dos bandos en sus propios lazos (Q de Newman)",
    "measure_brokerage": "pares de actores de dos países que solo él vincula, media",
    "measure_adopted_share": "proporción de quienes podían hacerlo que hicieron suya una idea",
    "measure_date_of": "primer mes en que otro resultado alcanza un umbral",
    "unit_share": "proporción, 0 a 1",
    "unit_votes": "votos",
    "unit_members": "miembros",
    "unit_projects": "proyectos al año",
    "unit_projects_each": "proyectos al año por integrante",
    "unit_yes_no": "0 o 1",
    "unit_level": "nivel, 0 a 3",
    "unit_ratio": "razón",
    "unit_pole": "-1 a 1",
    "unit_per_year": "unidades al año",
    "unit_units": "unidades",
    "unit_ties": "lazos",
    "unit_pairs": "pares",
    "unit_calendar": "año calendario",
    # The report
    "report_contents": "Contenido",
    "report_states": (
        "De {planned} corridas, {succeeded} terminaron bien, {failed} fallaron y {pending} están pendientes."
    ),
    "report_damaged": (
        "Dañadas en el registro y omitidas, pues sus resultados no corresponden a su huella: corridas {numbers}."
    ),
    "report_partial": (
        "Este barrido no ha terminado: todos los números se apoyan en las corridas que han terminado bien hasta ahora."
    ),
    "report_changed": (
        "El caso ha cambiado desde estas corridas: las etiquetas, los valores documentados y los pronósticos ingenuos "
        "son los del caso tal como está ahora."
    ),
    "report_cite": "Cómo citar",
    "report_methods": "Métodos",
    "report_design": (
        "{n} configuraciones con diseño {design} sobre {axes}, cada una con {replicates} réplicas: {runs} corridas."
    ),
    "report_paired": (
        "Todas las configuraciones comparten sus réplicas, numeradas desde 0: el azar es el mismo en cada una, de modo "
        "que las diferencias entre ellas son pareadas."
    ),
    "report_unpaired": "Cada configuración tiene réplicas propias, de modo que son independientes entre sí.",
    "report_seed": "Semilla del estudio: {seed}{design_seed}; la corrida r es la misma sin importar qué más se corra.",
    "report_design_seed": "; del diseño: {seed}",
    "report_fixed": "Se mantiene fijo: {what}.",
    "report_until": "Las corridas terminan después de {month}: los resultados de fecha posterior no están definidos.",
    "report_jitter": "Las posiciones y la importancia de los temas llevan un error de codificación de hasta ±{jitter}.",
    "report_jitters": (
        "Las posiciones llevan un error de codificación de hasta ±{position}; la importancia de los temas, de hasta "
        "±{salience}."
    ),
    "report_code": "Modelo versión {version}, huella del código {digest}{commit}.",
    "report_commit": ", commit {commit}",
    "report_dirty": ", commit {commit} con cambios sin registrar",
    "report_machine": "Se corrió con {packages} en {machine}.",
    "report_verified": (
        "De {n} corridas guardadas que se repitieron, {matched} dieron los mismos números hasta el último bit."
    ),
    "report_not_verified": "Todavía no se ha repetido ninguna corrida guardada (run.py verify).",
    "report_spread": (
        "La dispersión va del 5 al 95 % de las corridas, con la mediana dentro; una corrida en que un resultado "
        "no está definido, como la proporción de una votación que no se celebró, no cuenta para él, y n lo dice."
    ),
    "report_manifest": "Qué identifica este barrido",
    "report_key": "qué",
    "report_value": "valor",
    "report_scenario": "El caso",
    "report_period": "periodo",
    "report_issues": "temas",
    "report_actors": "actores",
    "report_ties": "lazos documentados",
    "report_venues": "lugares de presión",
    "report_events": "sucesos y sacudidas",
    "report_decisions": "decisiones",
    "report_negotiations": "negociaciones",
    "report_ideas": "ideas",
    "report_variants": "variantes",
    "report_kind_ngo": "organizaciones",
    "report_kind_government": "gobiernos y sus bloques",
    "report_kind_diaspora_leader": "líderes de la diáspora",
    "report_kind_foreign_state": "Estados extranjeros",
    "report_axes": "Qué varía",
    "report_axis": "eje",
    "report_values": "valores",
    "report_default": "en el caso",
    "report_unit": "unidad",
    "report_mark": "marca",
    "report_source": "fuente",
    "report_field": "campo del caso",
    "report_axes_caption": "Ejes del barrido. Marca: de dónde viene el valor del caso.",
    "report_outcomes": "Resultados",
    "report_outcome": "resultado",
    "report_n": "n",
    "report_settings_draws": "configuraciones x sorteos",
    "report_settings_range": "medianas por configuración",
    "report_mark_in": "¿dentro?",
    "report_mark_inside": "dentro",
    "report_mark_outside": "fuera",
    "report_no_change": "sin cambio",
    "report_votes_caption": (
        "Votaciones en las {n} configuraciones: de cuántas y con cuántos sorteos está definida (entre paréntesis las "
        "corridas, si son menos), mediana, 5-95 %, mediana más baja y más alta de una configuración; el valor "
        "documentado y si queda dentro del 5-95 %; pronósticos ingenuos leídos de la tabla codificada de la "
        "configuración base, sin modelo. (p) ponderada por escaños."
    ),
    "report_others_caption": (
        "Los demás resultados, que se leen igual. El pronóstico ingenuo es que nada cambia respecto de la tabla "
        "codificada; un guion donde la tabla no lo dice."
    ),
    "report_settings_caption": "Cada configuración: mediana (5-95 %) y n de los resultados principales.",
    "report_many_settings": "El barrido tiene {n} configuraciones, demasiadas para esta tabla; están en run.py export.",
    "report_undefined": "No están definidos en ninguna corrida ({n}): {titles}.",
    "report_setting": "configuración",
    "report_figures": "Figuras",
    "report_votes_base": "Votaciones en la configuración base.",
    "report_votes_all": "Votaciones en todas las corridas de todas las configuraciones; la base no está entre ellas.",
    "report_axis_caption": (
        "{outcome}, según cada eje: mediana y 5-95 % de todas las corridas con ese valor, sean cuales sean los otros "
        "ejes. Rombo: documentado."
    ),
    "report_axis_again": "{outcome}, que se lee igual.",
    "report_more_figures": (
        "Las figuras muestran los {shown} resultados principales de {all}; la tabla los tiene todos."
    ),
    "report_sensitivity": "Sensibilidad y regiones",
    "report_claims": "Afirmaciones de las fuentes",
    "report_claims_at": "Se juzgan con {n} corridas de la configuración {point}, la base del barrido.",
    "report_no_base": (
        "La configuración base no está en el barrido, así que aquí no se juzga ninguna afirmación (run.py check)."
    ),
    "report_claims_waiting": "{n} afirmaciones comparan con variantes que no están en el barrido.",
    "report_indicators": "Indicadores",
    "report_indicators_caption": "Cada resultado: qué dice, de quién, cuándo y en qué unidad, y qué se apoya en él.",
    "report_says": "qué dice",
    "report_of_whom": "de quién, dónde, sobre qué",
    "report_when": "cuándo",
    "report_failed": "Corridas que fallaron",
    "report_failed_caption": (
        "No entran en ningún número de este informe; el registro guarda el rastro completo del error."
    ),
    "report_run": "corrida",
    "report_replicate": "réplica",
    "report_stage": "etapa",
    "report_error": "error",
    "report_none_failed": "Ninguna.",
    "report_pending": "{n} corridas están pendientes; al repetir el mismo barrido se continúa con ellas.",
    "report_last_month": "último mes",
    "report_at_vote": "en la votación, {date}",
    "report_whole_run": "toda la corrida",
    "report_first_above": "{of} en {value} o más",
    "report_first_below": "{of} en {value} o menos",
    "report_everybody": "todos",
    "report_others": "hacia {who}",
    "report_versus": "en comparación con {who}",
    "report_where": "en {where}",
    "report_elsewhere": "frente a {where}",
    "report_by_tactic": "por {tactic}",
    "report_footer": (
        "Hecho con run.py report a partir del registro del barrido; el mismo registro da los mismos bytes."
    ),
    "design_grid": "de rejilla",
    "design_lhs": "de hipercubo latino",
    "design_sobol": "de secuencia de Sobol",
    "design_saltelli": "de Saltelli",
    "design_morris": "de Morris",
    "design_table": "de tabla",
    # Sensitivity and regions
    "sens_title": "Sensibilidad",
    "sens_states": (
        "{runs} corridas de {points} configuraciones; se omiten {failed} fallidas, {pending} pendientes y "
        "{damaged} dañadas."
    ),
    "sens_enough": (
        "Réplicas necesarias: {needed} por configuración para que el azar sea menos del {accepted:.0%} de la varianza "
        "entre configuraciones; el barrido tiene {has}, suficientes."
    ),
    "sens_too_few": (
        "Réplicas necesarias: {needed} por configuración para que el azar sea menos del {accepted:.0%} de la varianza "
        "entre configuraciones; el barrido tiene {has}, que no bastan: --replicates {needed}."
    ),
    "sens_one": (
        "Réplicas necesarias: no se puede saber con una sola réplica por configuración; abajo no se distinguen azar y "
        "efecto, y un eje que no hace nada puede parecer importante: --replicates 10."
    ),
    "sens_draws_only": (
        "Réplicas necesarias: no se puede saber, pues {has} réplicas no distinguen las configuraciones: el puro azar "
        "puede explicar las diferencias."
    ),
    "sens_flat": "Igual en todas las corridas: no hay nada que explicar.",
    "sens_undefined": "No está definido en {n} corridas que terminaron bien; se omiten.",
    "sens_dropped": "Se omiten {n} de {all} filas de la muestra, pues una de sus configuraciones no tiene corridas.",
    "sens_draws_pairs": (
        "El azar es el {all:.0%} de la varianza de todas las corridas. Las configuraciones lo comparten: en los "
        "pares, entre las medias de las configuraciones, es el {share:.0%}."
    ),
    "sens_draws_runs": (
        "El azar es el {all:.0%} de la varianza de todas las corridas y el {share:.0%} de la que hay entre las "
        "medias de las configuraciones."
    ),
    "sens_draws_index": (
        "Hasta {share:.0%} podría mostrar de índice total un eje que no hace nada; los números ya lo descuentan."
    ),
    "sens_draws_morris": "Por azar: el mu* que el puro azar daría a un eje que no hace nada.",
    "sens_explained": "Todos los ejes juntos explican el {share:.0%} de la varianza de los rangos.",
    "sens_how_sobol": (
        "Las correlaciones parciales de rangos solo ven lo que sube o baja; para índices de Sobol, "
        "hacer el barrido con --design saltelli."
    ),
    "sens_too_few_points": "Muy pocas configuraciones ({n}) para {axes} ejes: se necesitan al menos {least}.",
    "sens_too_few_rows": "Muy pocas filas completas de la muestra ({n}): se necesitan al menos {least}.",
    "sens_failed_note": "Sin índices: el resultado no varía más que el azar.",
    "sens_axis": "eje",
    "sens_first": "S1, solo",
    "sens_total": "ST, con otros",
    "sens_mu_star": "mu*, tamaño",
    "sens_sigma": "sigma, desigual",
    "sens_chance": "por azar",
    "sens_mu": "mu, dirección",
    "sens_correlation": "correlación de rangos",
    "sens_own": "explica solo",
    "sens_intervals": "Entre corchetes: intervalos del 95 % por remuestreo de filas, y de réplicas donde se comparten.",
    "sens_figure": "Sensibilidad: {outcome}",
    "sens_axis_share": "proporción de la varianza entre configuraciones",
    "sens_axis_effect": "efecto en todo el intervalo, en unidades del resultado",
    "sens_axis_correlation": "correlación parcial de rangos",
    "sens_inert": "lo que mostraría el puro azar",
    "sens_share_of_yes": "proporción de síes",
    "sens_study_line": "{points} configuraciones x {draws} sorteos ({runs} corridas), semilla {seed}",
    "sens_point_line": "{runs} corridas de la configuración {point}, semilla {seed}",
    "sens_interval": "intervalo del 95 %",
    "region_title": "Regiones",
    "region_no": (
        "{outcome}: no donde {rule}: {rate} de las corridas de {points} configuraciones (95 %: {low} a {high}; en "
        "todas: {base})."
    ),
    "region_yes": (
        "{outcome}: sí donde {rule}: {rate} de las corridas de {points} configuraciones (95 %: {low} a {high}; en "
        "todas: {base})."
    ),
    "region_higher": (
        "{outcome}: más alto donde {rule}: media {rate} en {points} configuraciones (95 %: {low} a {high}; en todas: "
        "{base})."
    ),
    "region_lower": (
        "{outcome}: más bajo donde {rule}: media {rate} en {points} configuraciones (95 %: {low} a {high}; en todas: "
        "{base})."
    ),
    "region_none": "{outcome}: ninguna región se distingue del resto en la mitad reservada de las configuraciones.",
    "region_too_few": (
        "{outcome}: muy pocas configuraciones ({n}) para buscar regiones en una mitad y medirlas en la otra."
    ),
    "region_note": "Se buscan en una mitad de las configuraciones y se miden en la otra.",
    "region_and": " y ",
    "region_is": "{axis} es {name}",
    "region_is_not": "{axis} no es {name}",
}  # fmt: skip
