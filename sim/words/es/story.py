"""Phrases of the story of a run in Spanish."""

PHRASES = {
    "story_title": "corrida {replicate} de la semilla {seed}",
    "story_more": "{n} más",
    "story_event": "{title}",
    "story_shock": "{title}: {issues}; resuena en {who}",
    "story_shock_friends": "{title}: {issues}; resuena donde {actor} tiene amigos: {who}",
    "story_shock_nobody": "{title}: {issues}; no resuena en ninguna parte: {actor} no tiene amigos",
    "story_arrives": "entran: {name}",
    "story_leaves": "salen: {name}",
    "story_forum": "{title}",
    "story_promise": "en vigor: {title} ({issue} {value:+.2f}); obliga ahora a: {who}",
    "story_held": (
        "primera vez que se exige cumplir: {title}; a {organ}, por {who} ({issue}, {effort:.2f} unidades al año)"
    ),
    "story_record_opens": "{name} se alía con {others} (registro)",
    "story_record_ends": "{name} se separa de {others} (registro)",
    "story_tie_year": (
        "alianzas del año: empiezan {opened}, terminan {lapsed}; quedan {open}, {share:.0%} a través de fronteras"
    ),
    "story_tie_new": "nuevas a través de fronteras: {pairs}",
    "story_tie_gone": "terminan a través de fronteras: {pairs}",
    "story_first_ally": "primer aliado de {name} en el exterior: {allies} (distancia {distance:.2f})",
    "story_goes_abroad": "desde ahora, la mayor parte del esfuerzo ante órganos del exterior: {who}",
    "story_comes_home": "vuelven a los órganos de su país: {who}",
    "story_stigma": "{name}: el estigma pasa de {before:.2f} a {now:.2f}; {share:.0%} de sus aliados son del exterior",
    "story_conviction": "{name}: {parts}",
    "story_from_to": "{issue} de {before:+.2f} a {now:+.2f}",
    "story_tactics": "las organizaciones presionan por {parts}",
    "story_pressure": "{venue}, {issue}: la presión pasa de {before:+.2f} a {now:+.2f}; sobre todo por {who}",
    "story_policy": (
        "{name}, {issue}: política de {before:+.2f} a {now:+.2f} (convicción {belief:+.2f}); presión {felt}"
    ),
    "story_pressed_home": "en casa {size:+.2f}",
    "story_pressed_abroad": "de gobiernos del exterior {size:+.2f}",
    "story_council_elected": (
        "{title}: {n} integrantes, {elected} por elección; primera generación {share:.0%}; grupos locales de poder "
        "dominan {captured} de {places} lugares; eficacia {effectiveness:.2f}, legitimidad {legitimacy:.2f}"
    ),
    "story_council_selected": (
        "{title}: {n} integrantes, seleccionados por sus proyectos; primera generación {share:.0%}; "
        "eficacia {effectiveness:.2f}, legitimidad {legitimacy:.2f}"
    ),
    "story_council_club": (
        "{title}: {n} integrantes por invitación; primera generación {share:.0%}; "
        "eficacia {effectiveness:.2f}, legitimidad {legitimacy:.2f}"
    ),
    "story_council_network": (
        "{title}: {n} integrantes por invitación, con el patrocinio de {patron}; primera generación {share:.0%}; "
        "eficacia {effectiveness:.2f}, legitimidad {legitimacy:.2f}"
    ),
    "story_council_nobody": "{title}: nadie se integra",
    "story_council_ends": "{title}: se disuelve; salen {n} integrantes",
    "story_talks_open": "{title}, apertura: {package}; {why}",
    "story_talks_change": "{title}, nuevo paquete: {package}; {why}",
    "story_talks_close": "{title}, cierre: {package}; {why}",
    "story_worth": "valor {worth:.3f}, ganancia propia {gain:.3f}, el más renuente {who} ({least:.2f})",
    "story_worth_alone": "valor {worth:.3f}, ganancia propia {gain:.3f}",
    "story_further": "por qué no más: con {issue} ({level}): {why}",
    "story_further_not": "por qué no más: {issue} ({level}) no está en oferta",
    "story_offer_yes": "{title}: el texto sobre {issue} llega a ofrecerse; {why}",
    "story_offer_no": "{title}: el texto sobre {issue} no llega a ofrecerse; {why}",
    "story_offer_kept": "{title}: el texto sobre {issue} sigue en oferta, como ya lo estuvo; {why}",
    "story_offer_why": (
        "probabilidad {chance:.0%}, por lo que acordó antes {who} ({precedent:.2f} de 1) y una profundidad de {depth:g}"
    ),
    "story_offer_why_none": (
        "probabilidad {chance:.0%}, por una profundidad de {depth:g}; ninguna de las partes lo había acordado antes"
    ),
    "story_expected": "{title}: se esperan {forecast:.0f} a favor, se necesitan {need:.0f}",
    "story_blocked": "{title}: no se vota; {why}",
    "story_needs": "antes hacía falta: {title}",
    "story_refuses": "{who} se niega (ganancia {gain:+.2f})",
    "story_withdrawn": "se retira por falta de votos",
    "story_vote": "{title}: {yeas} a favor, {nays} en contra: {verdict}",
    "story_vote_weighted": (
        "{title}: {yeas} a favor, {nays} en contra; {share:.1%} de los pesos a favor, se requiere {need:.1%}: {verdict}"
    ),
    "story_vote_consensus": (
        "{title}: {yeas} a favor, {nays} en contra; se requieren todos, en contra: {who}: {verdict}"
    ),
    "story_vote_treaty": "{title}: ratifican {n} Estados, se requieren {need}; no lo hacen: {who}: {verdict}",
    "story_nobody": "nadie",
    "story_whole": "{title}: {verdict}",
    "story_bloc": "{name}: {yeas} de {members} a favor",
    "story_bloc_weighted": "{name}: {yeas} de {members} a favor, con peso de {weight:g} cada uno",
    "story_why": "por qué: {parts}, además de lo que habrían votado por sí mismos ({start}): se esperan {expected}",
    "story_why_one": (
        "por qué: {parts}, además de lo que habría decidido por su cuenta ({start}): un sí con probabilidad {expected}"
    ),
    "story_repealed": "{title}: se revierte; {share:.0%} de la cámara o más votaría ahora en contra",
    "story_fallen": "{title}: cae, pues se revirtió esto: {part}",
    "story_visit": (
        "{title}: lugares ocupados, {n} de {places:g} ({who}); escepticismo de quienes viajan: {skepticism:.2f}"
    ),
    "story_visit_nobody": "{title}: no viaja nadie",
    "story_window_opens": "se abre la ventana: {title} ({held})",
    "story_window_closes": "se cierra la ventana: {title} ({held})",
    "story_adopts": "{name} hace suya la idea: {title} ({held})",
    "story_adopts_half": "la mitad o más de {name} ya hizo suya la idea: {title} ({held})",
    "story_gives_up": "{name} abandona la idea: {title} ({held})",
    "story_gives_up_half": "ya solo menos de la mitad de {name} la sostiene: {title} ({held})",
    "story_held_by": "la sostienen {adopted} de {able}",
    "story_held_share": "la sostiene el {share:.1%}",
    "story_passed": "se aprueba",
    "story_rejected": "se rechaza",
    "story_site_opens": "{title}: abre en {places}; {n} en marcha",
    "story_site_closes": "{title}: cierra en {places}; {n} en marcha",
    "story_site_year": "{title}: {n} de {all} sedes en marcha; los socios ponen {ratio:.2f} por unidad de semilla",
    "story_desk_central": "{title}: todo se decide en el centro, en {central:,.0f} horas",
    "story_desk_year": "{title}: {share:.0%} se decide localmente, en {local:,.0f} horas, y el resto en el "
    "centro, en {central:,.0f}; coherencia {coherence:.2f}",
}
