"""What is wrong with what a case says, in Spanish: parts of the messages, see problems.py."""

OF_CASES = {
    # Dates
    "is outside the period": "está fuera del periodo",
    "is before the start of the period": "es anterior al inicio del periodo",
    "is before the date of the decision": "es anterior a la fecha de la decisión",
    "is after the date of the decision": "es posterior a la fecha de la decisión",
    "is before": "es anterior a",
    "overlaps the window before it": "se encima con la ventana anterior",
    "overlaps the regime before it, until": "se encima con el régimen anterior, hasta",
    "must be a month from": "debe ser un mes de",
    # Actors, ties, venues, issues
    "is not a role of": "no es un papel de",
    "as its key": "como su clave",
    "ties an actor to itself": "une a un actor consigo mismo",
    "couples": "acopla",
    "with itself": "consigo mismo",
    "compares": "compara",
    "advice: this access opens no door in the case": "consejo: este acceso no abre ninguna puerta en el caso",
    "a venue of kind": "un lugar de tipo",
    "presses an actor": "presiona a un actor",
    "raises attention and presses nobody": "llama la atención y no presiona a nadie",
    "must be another country than `by`": "debe ser otro país que `by`",
    "capability is the same on all issues": "capability es la misma en todos los temas",
    "rhetoric is the same on all issues": "rhetoric es la misma en todos los temas",
    "rhetoric of": "la retórica (rhetoric) de",
    "changes nothing": "no cambia nada",
    "must select executives alone": "debe elegir solo a titulares del ejecutivo (executive)",
    "differs by issue": "cambia según el tema",
    "for": "para",
    # Votes and negotiations
    "must be a government or null": "debe ser de tipo government, o null",
    "must be a government or a foreign state": "debe ser de tipo government o foreign_state",
    "must be a government to vote": "debe ser de tipo government para votar",
    "must be a government": "debe ser de tipo government",
    "must be a foreign state": "debe ser de tipo foreign_state",
    "must be a diaspora leader or an NGO": "debe ser de tipo diaspora_leader o ngo",
    "the number of its rows in": "el número de sus filas en",
    "the number of blocs": "el número de bloques",
    "needs value or negotiation, one of them": "necesita value o negotiation, uno de los dos",
    "does not negotiate": "no negocia",
    "it negotiates": "negocia",
    "is negotiated": "se negocia",
    "cannot be both fixed and among the issues": "no puede estar fijo y entre los temas a la vez",
    "must be decided by rule": "debe decidirse con la regla",
    "is the proposer, and no partner of itself": "es quien propone, y no socio de sí mismo",
    "which an issue with a field needs": "que necesita un tema con field",
    "is not used where no issue has a field": "no se usa donde ningún tema tiene field",
    "has no party with an actor in the case": "no tiene ninguna parte con un actor en el caso",
    "has no field in any negotiation": "no tiene field en ninguna negociación",
    "these have": "lo tienen",
    "are no precedents: no issue of any negotiation has a field": (
        "no son precedentes: ningún tema de ninguna negociación tiene field"
    ),
    "is decided later": "se decide después",
    "this one": "esta",
    "is decided after this one: it stands below, with a date in the same month": (
        "se decide después de esta: está más abajo, con fecha en el mismo mes"
    ),
    "makes a cycle": "forma un ciclo",
    "is not used by rule sequence, which has no votes of its own": (
        "no se usa con la regla sequence, que no tiene votos propios"
    ),
    "is not used by rule": "no se usa con la regla",
    "is not used by measure": "no se usa con la medida",
    "is not used by type": "no se usa con el tipo",
    "is not used without a chamber": "no se usa sin cámara (chamber)",
    "only by": "solo con",
    "it uses": "usa",
    "which rule": "que la regla",
    "which measure": "que la medida",
    "needs": "necesita",
    "must have one bloc, of one member, under rule executive": (
        "debe tener un bloque, de un miembro, con la regla executive"
    ),
    "under rule executive": "con la regla executive",
    # Outcomes, claims, comparisons
    "measure date_of needs above or below, one of them": "la medida date_of necesita above o below, uno de los dos",
    "is a date itself; date_of watches an outcome that is a number month by month": (
        "es ella misma una fecha; date_of observa un resultado que es un número mes a mes"
    ),
    "needs an outcome that is a date": "necesita un resultado que sea una fecha",
    "this one is": "esta es",
    "measure": "medida",
    "since and until go together": "since y until van juntos",
    "a date and a window (since, until) exclude each other": "una fecha y una ventana (since, until) se excluyen",
    "must be low, then high": "debe ser primero el menor y luego el mayor",
    "must be another outcome than the claim's own": "debe ser otro resultado que el de la propia afirmación",
    "cannot be expected of a difference (versus); use rises, falls or a bound": (
        "no puede esperarse de una diferencia (versus); use rises, falls o un límite"
    ),
    "an input says where it stands": "un insumo dice dónde está",
    "a tie has two ends": "un lazo tiene dos extremos",
    "no tie between": "no hay lazo entre",
    # Groups
    "has no ties: a tie takes two members": "no tiene lazos: un lazo necesita dos miembros",
    "has no ties across borders: all of its members are of one country": (
        "no tiene lazos transfronterizos: todos sus miembros son de un mismo país"
    ),
    "leaves nobody: say whom it means, or that it is their ties: within or across_borders": (
        "no deja a nadie: diga a quiénes se refiere, o que son sus lazos: within o across_borders"
    ),
    "stands beside actors: a group is one or the other": "está junto a actors: un grupo es una cosa o la otra",
    "stands beside ties: a group is one or the other": "está junto a ties: un grupo es una cosa o la otra",
    "leaves nobody": "no deja a nadie",
    "names nobody; say who is in it, as in": "no nombra a nadie; diga quiénes lo forman, como en",
    "this case has no groups; name some, as in": "este caso no tiene grupos; nombre algunos, como en",
    # Councils, programs, courtships
    "a program has a place at least": "un programa tiene al menos un lugar",
    "has nowhere to open: the case has no places (places.csv)": (
        "no tiene dónde abrir: el caso no tiene lugares (places.csv)"
    ),
    "is not among the places of the program": "no está entre los lugares del programa",
    "is not among the places of": "no está entre los lugares de",
    "is not among the adopters": "no está entre quienes pueden adoptar",
    "its places weigh nothing": "sus lugares no pesan nada",
    "nobody could serve": "nadie podría ocupar un puesto",
    "it has no places (places.csv)": "no tiene lugares (places.csv)",
    "enters": "entra",
    "is not after the regime before it": "no es posterior al régimen anterior",
    "is the body of": "es el cuerpo de",
    "at the same time": "al mismo tiempo",
    "has no party, in whose eyes it could lend legitimacy": (
        "no tiene partido a cuyos ojos pudiera prestar legitimidad"
    ),
    "shares need `in_shares: true`; without it a list of actors that have it": (
        "las proporciones necesitan `in_shares: true`; sin él, una lista de los actores que la tienen"
    ),
    "is for windows of ideas: talks are open or they are not": (
        "es para las ventanas de las ideas: una negociación está abierta o no lo está"
    ),
    "decides nothing: it is no government": "no decide nada: no es de tipo government",
    "needs what": "necesita lo que",
    "is claimed to deliver": "dice entregar",
    "is no visit of": "no es una visita de",
    "but of": "sino de",
    "is a visit of": "es una visita de",
    "too: outcomes know visits by their names alone": "también: los resultados conocen las visitas solo por su nombre",
    "twice": "dos veces",
    "must be two countries": "deben ser dos países",
}
