"""Phrases about the coded table alone, in Spanish."""

PHRASES = {
    "alone_title": "La tabla codificada sola, con el mismo azar",
    "alone_mean": "sola",
    "alone_difference": "pronóstico menos ella",
    "alone_decides": "decide la tabla",
    "alone_no_table": "sin valor sola",
    "alone_no_forecast": "sin pronóstico",
    "alone_never_both": "nunca ambas",
    "alone_neither": "no definida",
    "alone_note": (
        "sola: convicciones, presidente, dirigentes, datos fechados y azar como están codificados; sin influencia, "
        "lazos, campañas, presión del exterior, ideas ni negociaciones, y sin lo que hacen cortejos, "
        "consejos, programas y oficinas. Medias, con el 5-95 % de las corridas; n: corridas en que ambas están "
        "definidas. Donde el pronóstico es igual en cada corrida, decide la tabla: {decided} de los {outcomes} "
        "resultados."
    ),
    "alone_legend": "tabla codificada sola, media",
    "alone_met": "tabla sola",
    "alone_holds": "{share} se sostiene",
    "alone_fails": "{share} falla",
    "alone_claims_note": (
        "tabla sola: las mismas corridas de la tabla codificada sin ningún mecanismo; de las {held} afirmaciones que "
        "se sostienen, {both} también se sostendrían ahí"
    ),
    "alone_side": "tabla codificada sola",
    "alone_beside": (
        "tabla codificada sola: {name} menos ella {size} [{low}, {high}], media y 5-95 % de las {n} corridas en que "
        "ambas están definidas"
    ),
    "alone_decides_of": "tabla codificada sola: igual que {name} en cada una de {n} corridas; decide la tabla",
    "alone_undefined_of": "tabla codificada sola: en ninguna de {n} corridas definida ahí y en {name}",
    "alone_vote": (
        "Tabla codificada sola (base): {mean} ({low}-{high}), el pronóstico menos ella {size} [{least}, {most}], n {n}"
    ),
    "alone_vote_decides": "Tabla codificada sola (base): {mean} ({low}-{high}), n {n}: decide la tabla",
    "alone_vote_undefined": "Tabla codificada sola (base): nunca hubo votación en ella y en el pronóstico",
    "page_key_table_alone": "tabla codificada sola",
}
