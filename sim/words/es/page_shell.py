"""Phrases of the seminar page: controls, network, timeline, in Spanish."""

PHRASES: dict[str, str] = {
    "page_months_short": "ene feb mar abr may jun jul ago sep oct nov dic",
    "page_months_long": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    # Header and footer
    "page_skip": "Ir a la línea de tiempo",
    "page_actions": "Página",
    "page_save": "Guardar",
    "page_larger": "A+",
    "page_larger_title": "Letra más grande, para proyectar",
    "page_language_title": "English",
    "page_help": "Ayuda",
    "page_close": "Cerrar",
    "page_made_of": (
        "Caso {case}, datos {digest}, programa {version}. Se muestra la corrida {run} de n = {n} corridas (a "
        "partir de 0), semilla {seed}; los dos lados parten de la misma semilla."
    ),
    "page_offline": "Esta página funciona sin conexión y no envía nada a ninguna parte.",
    # Settings
    "page_side": "Escenario {side}",
    "page_variant_of": "Variante del lado {side}",
    "page_as_documented": "Como en el caso",
    "page_choose_here": "← elija aquí algo distinto",
    "page_reset": "Restablecer",
    "page_runs": "n = {n} corridas",
    "page_computing": "calculando…",
    "page_computing_all": "una corrida; calculando n = {n}…",
    "page_default_value": "{value}, como en el caso",
    "page_without_actor": "sin {name}",
    "page_remove_from": "Quitar de {side}",
    "page_put_back": "Devolver a {side}",
    "page_one_at_a_time": (
        "Este archivo contiene un solo cambio a la vez en cada lado: una variante, un control o un actor "
        "retirado. Para combinar cambios y fijar cualquier valor: {command}"
    ),
    "page_served_note": (
        "Los cambios se combinan libremente; cada uno se calcula en esta computadora: primero una corrida, luego todas."
    ),
    "page_was_reset": "En el lado {side} se deshizo el cambio anterior.",
    "page_not_held": "Este archivo no contiene ese cambio; para calcularlo: {command}",
    "page_no_server": (
        "Sin respuesta: el programa que sirve esta página ya no está en marcha. Para iniciarlo de nuevo: {command}"
    ),
    "page_more_parameters": "Todos los parámetros",
    "page_parameter": "Parámetro",
    "page_value": "Valor",
    "page_set": "Fijar",
    # Network
    "page_key_size": "más grande: mayor capacidad",
    "page_tie_record": "alianza documentada",
    "page_tie_model": "surgió en el modelo",
    "page_tie_home": "dentro de un país",
    "page_tie_abroad": "entre países",
    "page_hint_select": "Haga clic en un actor: sus aliados, desde cuándo, y la historia sin él.",
    "page_counted": "Alianzas: {all}, entre países: {abroad}",
    "page_facts": "posición {position}, aliados {allies}",
    "page_gone": "retirado: nunca entra",
    "page_inactive": "no está activo ahora",
    "page_tip_position": "{issue}: {position}",
    "page_tip_allies": "Aliados ahora: {n}",
    "page_tip_alone": "Sin aliados ahora",
    "page_tip_ally_record": "{name}, desde {since}",
    "page_tip_ally_model": "{name}, desde {since} (surgió en el modelo)",
    "page_tip_more": "y {n} más",
    "page_tip_vote": "{title}: {yeas} de {seats} a favor en esta corrida",
    "page_network_label": (
        "Red del lado {side}, {month}: {actors} actores, {ties} alianzas, según su posición en {issue}. Las "
        "flechas pasan de un actor a otro; Intro selecciona."
    ),
    # Selected actor
    "page_allied_when": "Aliados de {name} y periodos de alianza",
    "page_spells_note": "Barra superior: A; barra inferior: B. Llena: alianza documentada; hueca: surgió en el modelo.",
    "page_spell_record": "{side}: {name}, de {from} a {to}, documentada",
    "page_spell_model": "{side}: {name}, de {from} a {to}, surgió en el modelo",
    "page_no_allies": "Nunca tiene aliados, en ninguno de los dos lados.",
    "page_show_all": "Mostrar los {n}",
    "page_clear": "Quitar la selección",
    "page_table_title": "La red en forma de tabla",
    "page_actor": "Actor",
    "page_position_in": "Posición en {side}",
    "page_allies_in": "Aliados en {side}",
    # Timeline
    "page_timeline": "Mes",
    "page_play": "Reproducir",
    "page_pause": "Pausar",
    "page_first_month": "Volver al primer mes",
    "page_step_back": "Un mes atrás",
    "page_step_on": "Un mes adelante",
    "page_previous_event": "Suceso anterior",
    "page_next_event": "Suceso siguiente",
    "page_speed": "Velocidad",
    "page_slow": "lenta",
    "page_medium": "media",
    "page_fast": "rápida",
    "page_issue": "Tema",
    # Help
    "page_help_sides": (
        "Se comparan dos historias, A y B. Las dos parten de los mismos datos y de la misma semilla, de modo que "
        "lo que difiere se debe a lo que usted cambió. Elija una variante, mueva un control, o haga clic en un "
        "actor y quítelo; después reproduzca la historia."
    ),
    "page_help_network": (
        "Cada marca es un actor: a izquierda y derecha, su posición en el tema; las filas son bloques; el tamaño "
        "es su capacidad. Las líneas son alianzas: continuas si están documentadas, discontinuas si surgieron en "
        "el modelo. En la línea de tiempo, los rombos son votaciones, los círculos sucesos, los cuadrados "
        "negociaciones y los triángulos llegadas de actores; las franjas sombreadas son los periodos en que hay "
        "negociaciones abiertas."
    ),
    "page_help_model": (
        "El programa calculó de antemano todas las historias; esta página solo las muestra. Una corrida es una "
        "historia posible: léala junto con la dispersión de todas las corridas, en los paneles de abajo."
    ),
    "page_help_keys": "Teclado",
    "page_keys_play": "Espacio: reproducir, pausar",
    "page_keys_step": "← →: un mes; con Mayús, un año",
    "page_keys_ends": "Inicio, Fin: primer y último mes",
    "page_keys_events": "[ ]: suceso anterior y siguiente",
    "page_keys_network": "Tab, flechas, Intro: entrar en una red, pasar de un actor a otro, seleccionar",
    "page_keys_other": "L, ?, Esc: idioma, ayuda, quitar la selección",
    "page_help_sliders": "Los controles",
    "page_slider_range": "De {low} a {high} [{unit}]; en el caso, {default};",
}
