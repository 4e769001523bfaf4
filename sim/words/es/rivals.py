"""Phrases about published models on the same case, in Spanish."""

PHRASES = {
    "rival_mean_voter": "votante medio",
    "rival_median_voter": "votante mediano",
    "rival_expected_utility": "utilidad esperada (Bueno de Mesquita)",
    "rival_exchange": "intercambio (Stokman y Van Oosten)",
    "rival_condorcet": "elección de Condorcet (KTAB)",
    "rival_landscape": "paisaje (Axelrod y Bennett)",
    "rival_boomerang_model": "bumerán (Bloodgood y Clough)",
    "rivals_title": "Modelos publicados sobre la misma tabla codificada: errores, del menor al mayor",
    "rivals_unscored": (
        "Modelos publicados sobre la misma tabla codificada; sin decisiones documentadas, nadie tiene lugar"
    ),
    "rivals_docked": "acoplado",
    "rivals_error": "error",
    "rivals_defined": "definido",
    "rivals_not_docked": "sin lugar",
    "rivals_decision": "decisión",
    "rivals_fact": "hecho",
    "rivals_shares": "Proporción a favor, según los números de arriba",
    "rivals_passes": "Probabilidad de que se apruebe, según los números de arriba",
    "rivals_why": "Sin lugar: {rival}. {test}, {what}: {ours}; se pedía {target}.",
    "rivals_always": (
        "De {n} decisiones documentadas {passed} se aprobaron: a quien siempre lo dice le toca un Brier de {brier}."
    ),
    "rivals_note": (
        "error: error absoluto medio de la proporción a favor; Brier: error cuadrático medio de la probabilidad de que "
        "se apruebe; n: decisiones documentadas. acoplado: renglones de la escalera en que un rival da lo que se "
        "publicó con él; sus números son los publicados. Todos los rivales leen a los actores presentes en el mes de "
        "la votación, con sus convicciones, saliencias y capacidades codificadas hasta entonces; lo que las "
        "negociaciones aún no fijan cuenta como la mitad. Donde un rival da posiciones, la disposición de un bloque es "
        "(1 + posición) / 2 en la línea del statu quo (-1) a la propuesta (1), y la regla de la propia decisión cuenta "
        "los votos. La elección de Condorcet solo habla del resultado. modelo: media de la proporción, y proporción de "
        "{n} corridas que aprueban; sola: la tabla codificada sola, con el mismo azar."
    ),
}
