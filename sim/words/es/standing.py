"""Phrases about bodies that stand for years, and about what a case can be held to, in Spanish."""

PHRASES = {
    "title_courses": "Órganos y programas a lo largo del tiempo",
    "note_courses": "Gris punteado: fechas clave. Punteado: sin cambio desde el primer valor conocido, el "
    "pronóstico ingenuo.",
    "legend_no_change": "sin cambio (ingenuo)",
    "legend_asked": "intervalo que pide una afirmación",
    "measure_members": "integrantes",
    "measure_first_generation_share": "proporción de primera generación",
    "measure_capture": "captura [0-1]",
    "measure_captured_share": "proporción de sedes capturadas",
    "measure_effectiveness": "eficacia [0-1]",
    "measure_legitimacy": "legitimidad [0-1]",
    "measure_output": "proyectos al año",
    "measure_output_per_member": "proyectos al año por integrante",
    "measure_sites": "sedes abiertas",
    "measure_match_ratio": "aportación de socios por semilla",
    "measure_delivered_share": "proporción cumplida",
    "measure_delivered": "cumplido",
    "measure_capital": "capital social [años]",
    "measure_response_hours": "horas hasta la decisión",
    "measure_decided_locally": "proporción decidida localmente",
    "measure_coherence": "coherencia [0-1]",
    "measure_skepticism": "escepticismo [0-1]",
    "measure_guests": "invitados hasta la fecha",
    "measure_acceptance": "proporción de ofertas aceptadas",
    "standing_retrodiction": "se coteja con resultados documentados",
    "standing_demonstration": "demostración: ejecuta lo que afirman sus fuentes; pocos resultados están documentados",
    "standing_prior_predictive": "solo predictivo a priori: ningún resultado está documentado; los números despliegan "
    "lo que se supone",
    "outcome": "resultado",
    "no_change": "sin cambio",
    "claim_says": "fuentes",
    "no_change_note": "sin cambio: el primer valor codificado, sin moverse; fuentes: lo que su afirmación pide del "
    "número",
}
