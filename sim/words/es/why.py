"""Phrases of why a body voted as it did, in Spanish."""

PHRASES = {
    "why_study": "{title} ({id}), {month}: corrida {replicate} de la semilla {seed}, {variant}",
    "why_result": "{yeas} votos a favor de {seats}: {verdict}.",
    "why_blocked": "No se vota en esta corrida; {why}. Así estaban los bloques cuando tocaba votar:",
    "why_joined_sequence": "{verdict}. No tiene votación propia: se aprueba si se aprueban todas estas.",
    "why_joined_any_of": "{verdict}. No tiene votación propia: se aprueba si se aprueba alguna de estas.",
    "why_joined_ask": "Pregunte por qué de cada una, por ejemplo: {command}",
    "why_head_bloc": "bloque",
    "why_head_yes": "a favor",
    "why_head_logit": "logit",
    "why_head_conviction": "propia",
    "why_head_president": "pres.",
    "why_head_campaign": "camp.",
    "why_head_abroad": "ext.",
    "why_head_provisions": "disp.",
    "why_head_draws": "día",
    "why_key": (
        "logit: logaritmo de la razón de probabilidades de un voto a favor del miembro medio de un bloque; es la suma "
        "de lo que sigue. propia: convicción, solo por el tema principal; pres.: lo que ha cambiado la atracción del "
        "presidente desde que se codificaron las posiciones; camp.: lo mismo de las campañas; ext.: presión del "
        "exterior sobre un ejecutivo que decide solo; disp.: lo nuevo en los demás temas; día: sorteos que comparten "
        "un partido y toda la cámara."
    ),
    "why_members": "Se esperaban en esta corrida {expected} a favor; lo demás son sorteos de cada miembro: {votes}.",
    "why_mean": "En votos, media de {n} corridas",
    "why_mean_voted": "En votos, media de las {counted} de {n} corridas en que se vota",
    "why_mean_never": "En votos, media de {n} corridas, tal como habría sido; no se vota en ninguna",
    "why_mean_both": "En votos, media de las {counted} de {n} corridas en que se vota aquí y en la base",
    "why_lacks": "La base no tiene esta decisión: se parte de lo que los miembros habrían votado por sí mismos.",
    "why_sentence": (
        "{name}: {parts}, además de lo que habrían votado por sí mismos ({start}): se esperan {expected} de {seats}."
    ),
    "why_sentence_base": "{name}: {parts}, además de {start} en la base: se esperan {expected} de {seats}.",
    "why_sentence_one": (
        "{name}: {parts}, además de lo que habría decidido por su cuenta ({start}): un sí con probabilidad {expected}."
    ),
    "why_sentence_one_base": "{name}: {parts}, además de {start} en la base: un sí con probabilidad {expected}.",
    "why_nothing": "nada",
    "why_part_conviction": "las convicciones {votes}",
    "why_part_president": "el presidente {votes}",
    "why_part_president_own": "su presidente {votes}",
    "why_part_president_other": "el presidente del otro partido {votes}",
    "why_part_premier": "el primer ministro {votes}",
    "why_part_premier_own": "su primer ministro {votes}",
    "why_part_premier_other": "el primer ministro del otro partido {votes}",
    "why_part_campaign": "las campañas {votes}",
    "why_part_abroad": "la presión del exterior {votes}",
    "why_part_provisions": "las disposiciones sobre {issues} {votes}",
    "why_part_provisions_many": "las disposiciones sobre otros temas {votes}",
    "why_part_draws": "los sorteos del día {votes}",
    "why_part_chamber": "quiénes integran la cámara y cómo votan {votes}",
    "why_and": "{first} y {last}",
    "why_whole": "Todos los bloques juntos",
    "why_votes": "votos",
    "why_interval": "intervalo de 95 %",
    "why_start": "lo que habrían votado por sí mismos",
    "why_start_base": "lo que se espera en la base",
    "why_expected": "lo que se espera",
    "why_own_draws": "sorteos de cada miembro",
    "why_cast": "votos a favor, contados",
    "why_campaigns": "Campañas, según quién presiona ({shown} de {n})",
    "why_others": "las otras {n}, juntas",
    "why_reference": "menos la presión cuando se codificó",
    "why_reference_base": "aquello con que se encuentra la presión",
    "why_campaigns_all": "las campañas juntas",
    "why_only": "--only: muestra líneas del relato; sin --why",
}
