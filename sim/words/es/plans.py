"""Phrases of plans, sweeps, comparisons and explanations in Spanish."""

PHRASES = {
    "plan_balance": "{samples} muestras: un diseño de Sobol sólo es balanceado en potencias de 2: {below} o {above}",
    "beyond": "{name}={value}: fuera del intervalo en que se explora, de {low} a {high} {unit} ({mark})",
    "plan_twice": "{n} de {points} configuraciones repiten una anterior",
    "plan_runs": "{runs} corridas = {points} configuraciones x {replicates} réplicas; escenarios por compilar: {cases}",
    "plan_cost": "alrededor de {time} y {megabytes} MB en esta máquina",
    "plan_cost_workers": "alrededor de {time} con {workers} procesos ({serial} con uno) y {megabytes} MB "
    "en esta máquina",
    "plan_seconds": "{n:.0f} s",
    "plan_minutes": "{n:.0f} min",
    "plan_hours": "{n:.1f} h",
    "plan_days": "{n:.1f} días",
    "cmp_sides": "{baseline} frente a {alternatives}",
    "cmp_study": "pares de corridas con el mismo azar, semilla {seed}, {first} a {last}",
    "cmp_asked": "{outcome}: {label}; importa una diferencia de {worth}",
    "cmp_alternative": "alternativa",
    "cmp_mean": "media",
    "cmp_baseline": "base",
    "cmp_difference": "diferencia",
    "cmp_interval": "intervalo",
    "cmp_pairs": "pares",
    "cmp_higher": "mayor",
    "cmp_lower": "menor",
    "cmp_same": "igual",
    "cmp_undefined": "no def.",
    "cmp_unpaired": "sin parear",
    "cmp_ratio": "razón",
    "cmp_note": (
        "media, base: de ambos lados en los mismos pares; diferencia: alternativa menos base; intervalo: {level}; "
        "mayor, menor: proporción de pares en que lo es la alternativa. no def.: pares que no cuentan, pues el "
        "resultado no está definido en alguna de sus corridas. sin parear: corridas de cada lado que pediría la "
        "misma precisión sin pares, y su razón con los pares. Donde difieren menos de 10 pares, el intervalo admite "
        "otros tan distantes como lo están las corridas."
    ),
    "cmp_level_one": "95 %",
    "cmp_level_many": "{level:.4g} % cada uno, para que los {n} valgan a la vez en 95 de 100 estudios (Bonferroni)",
    "beside_title": (
        "{second} junto a {first}: cada configuración que ambos tienen, en las réplicas que ambos tienen; diferencia: "
        "segundo menos primero, intervalo del 95 %"
    ),
    "beside_seeds": "las semillas difieren ({first}, {second}): los pares no comparten sorteos",
    "beside_first": "primero",
    "beside_second": "segundo",
    "sweep_stored": "{n} de {total} corridas están guardadas en {path}",
    "sweep_large": "este barrido es grande: agregue --yes para correrlo, o varíe, muestree o repita menos",
    "sweep_ask": "Va a tardar. ¿Continuar?",
    "sweep_stopped": (
        "interrumpido: {n} de {total} corridas están guardadas en {path}; el mismo comando sigue desde ahí"
    ),
    "sweep_done": "{runs} corridas de {points} configuraciones: {path}",
    "sweep_failure": (
        "la corrida {number} falló ({where}; réplica {replicate}, semilla {seed}) en la etapa {stage}: "
        "{error}: {message}"
    ),
    "sweep_failed": (
        "fallaron {n} de {total} corridas; sus registros están en {path}, y --retry-failed las corre de nuevo"
    ),
    "verify_same": (
        "{same} de {n} corridas, sacadas al azar de {stored}, se reprodujeron bit por bit (calculadas "
        "con Python {python}, numpy {numpy})"
    ),
    "verify_nothing": "sin verificar, pues no hay ninguna corrida guardada",
    "verify_changed": "sin verificar, pues las corridas vienen de otro caso o de otro código: {what}",
    "verify_unrecorded": (
        "sin verificar, pues sin registro del código deben reproducirse todas las corridas: --runs {stored}"
    ),
    "verify_tampered": (
        "corrida {number} (configuración {point}, réplica {replicate}): dañada; los resultados guardados no "
        "corresponden a su huella"
    ),
    "verify_differs": "corrida {number} (configuración {point}, réplica {replicate}): el resultado es otro; {message}",
    "verify_failed": (
        "corrida {number} (configuración {point}, réplica {replicate}): no se puede volver a calcular; {message}"
    ),
    "verify_files": "los {n} archivos con huella están como se escribieron",
    "verify_file_changed": "{name}: no está como se escribió",
    "verify_file_missing": "{name}: falta",
    "export_one_month": "--month: una red tiene un mes, las olas varios (dice {months})",
    "code_unrecorded": (
        "no quedó registrado el código de sus corridas (la versión {version} anotó sólo una parte): nadie puede decir "
        "si un solo modelo las calculó todas"
    ),
    "code_earlier": (
        "{n} de sus corridas vienen de código anterior, del que se siguió con --new-code; desde entonces: {what}"
    ),
    "run_damaged": (
        "la corrida {number} (configuración {point}, réplica {replicate}) está dañada: sus resultados no corresponden "
        "a su huella. Se omite; la orden del barrido con --retry-failed la corre de nuevo"
    ),
    "runs_damaged": "y {n} corridas dañadas más",
    "export_dropped": "se omitieron {n} configuraciones, porque {runs} corridas fallaron o faltan",
    "export_gaps": "{pending} corridas faltan, {failed} fallaron y {damaged} están dañadas: véase la columna state",
}
