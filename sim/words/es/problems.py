"""What is wrong with a file or an option, in Spanish: parts of the messages, which are composed in English.

Longer parts are exchanged before shorter ones, whole words only, and never inside quotes: what a user wrote stays.
"""

from sim.model.renamed import REMOVED
from sim.words.es.problems_of_cases import OF_CASES

PROBLEMS = {
    **OF_CASES,
    # Shapes of values
    "must be a name of small letters, digits and _ that starts with a letter": (
        "debe ser un nombre de letras minúsculas, dígitos y _ que empiece con letra"
    ),
    "must be a number of the claims or targets, such as S31, TN4 or V2": (
        "debe ser el número de una afirmación o meta, como S31, TN4 o V2"
    ),
    "must be a mapping (key: value)": "debe tener la forma clave: valor",
    "must be a list": "debe ser una lista",
    "must be a number without thousands separators": "debe ser un número sin separador de miles",
    "must be a number": "debe ser un número",
    "must be a whole number": "debe ser un número entero",
    "must be a finite number, as every parameter of behavior": (
        "debe ser un número finito, como todo parámetro de conducta"
    ),
    "must be a finite number": "debe ser un número finito",
    "must be text; put it in quotes": "debe ser texto; póngalo entre comillas",
    "must be true or false": "debe ser true o false",
    "must be a date such as 1990-06 or 1990-06-11": "debe ser una fecha como 1990-06 o 1990-06-11",
    "must be a month such as 1992-10, or a year": "debe ser un mes como 1992-10, o un año",
    "must be the name of a CSV file beside scenario.yaml, such as house.csv": (
        "debe ser el nombre de un archivo CSV junto a scenario.yaml, como house.csv"
    ),
    "day is out of range for month": "ese mes no tiene tantos días",
    "month must be in 1..12": "el mes va de 1 a 12",
    "is not in the calendar": "no está en el calendario",
    "must be one of": "debe ser uno de:",
    "must be one line": "debe caber en una línea",
    "must be": "debe ser",
    "must have exactly one key": "debe tener una sola clave",
    "must have at least": "debe tener al menos",
    "must have at most": "debe tener a lo más",
    "1 entry": "1 elemento",
    "entries": "elementos",
    "characters": "caracteres",
    "must not be empty": "no debe quedar vacío",
    "must be left out": "debe omitirse",
    "got": "dice",
    "is": "es",
    "a list": "una lista",
    "a mapping": "pares de clave y valor",
    "a ngo": "de tipo ngo",
    "a government": "de tipo government",
    "a foreign_state": "de tipo foreign_state",
    "a diaspora_leader": "de tipo diaspora_leader",
    "did you mean": "¿quiso decir",
    "known": "hay",
    "there are": "hay",
    "and": "y",
    "or": "o",
    "to": "a",
    "from": "de",
    "by": "por",
    "over": "sobre",
    # Names that lead nowhere
    "unknown key": "clave desconocida",
    "missing key": "falta la clave",
    "duplicate key": "clave repetida",
    "unknown column": "columna desconocida",
    "missing column": "falta la columna",
    "duplicate column": "columna repetida",
    "unknown name": "no existe el nombre",
    "unknown actor": "no existe el actor",
    "unknown issue": "no existe el tema",
    "unknown venue": "no existe el lugar",
    "unknown decision": "no existe la decisión",
    "unknown negotiation": "no existe la negociación",
    "unknown outcome": "no existe el resultado",
    "unknown variant": "no existe la variante",
    "the case that it is used with": "el caso con el que se usa",
    "has the name of a variant of the case; give the file another name": (
        "tiene el nombre de una variante del caso; dé otro nombre al archivo"
    ),
    "a sweep takes no file, which may change; write it into the variants of scenario.yaml": (
        "un barrido no admite un archivo, que puede cambiar; escríbalo entre las variantes de scenario.yaml"
    ),
    "needs file, set or without": "necesita file, set o without",
    "unknown idea": "no existe la idea",
    "unknown shock": "no existe la sacudida",
    "unknown forum": "no existe el foro",
    "unknown place": "no existe el lugar",
    "unknown council": "no existe el consejo",
    "unknown program": "no existe el programa",
    "unknown desk": "no existe la ventanilla",
    "unknown courtship": "no existe el cortejo",
    "unknown visit": "no existe la visita",
    "unknown dated entry": "no existe la entrada con fecha",
    "is not dated": "no tiene fecha de",
    "as the key date is": "como la fecha clave",
    "unknown country": "no existe el país",
    "unknown party": "no existe el partido",
    "unknown bloc": "no existe el bloque",
    "unknown mechanism": "no existe el mecanismo",
    "unknown measure": "no existe la medida",
    "unknown parameter": "no existe el parámetro",
    "unknown element": "no existe el elemento",
    "unknown role": "no existe el papel",
    "leads into": "lleva a",
    "which has no": "que no tiene",
    "unknown alias": "no existe el alias",
    "no such parameter": "no existe tal parámetro",
    "no such outcome": "no existe el resultado",
    "no such decision": "no existe la decisión",
    "falls after": "es posterior a",
    "where the runs end": "donde terminan las corridas",
    "no such comparison": "no existe la comparación",
    "no such scenario": "no existe tal caso",
    "no such folder": "no existe tal carpeta",
    "no such file": "no existe tal archivo",
    "no such actor": "no existe el actor",
    "points nowhere": "no lleva a ninguna parte",
    "is left out there": "se omite ahí",
    "has no part": "no tiene la parte",
    "this case has no": "este caso no tiene",
    "elements count from 0 to": "los elementos se cuentan de 0 a",
    "the list is empty": "la lista está vacía",
    "a second time": "por segunda vez",
    "names": "nombra",
    "duplicate id": "identificador repetido",
    "duplicate tie": "lazo repetido",
    "duplicate member": "miembro repetido",
    "duplicate month of": "mes repetido de",
    "duplicate input": "insumo repetido",
    "duplicate context": "contexto repetido",
    "first at line": "el primero en la línea",
    "selects nobody: no actor meets all of its keys": "no escoge a nadie: ningún actor cumple todas sus claves",
    "of": "de",
    # Files
    "has no scenario.yaml": "no contiene scenario.yaml",
    "is there already, and not empty": "ya existe y no está vacía",
    "is there already; nothing was changed. Give another name or remove it.": (
        "ya existe; no se cambió nada. Dé otro nombre o quítelo."
    ),
    "is a file": "es un archivo",
    "is empty": "está vacío",
    "is no value, since # begins a comment": "no es un valor, pues # inicia un comentario",
    "must be a value, not an error of the spreadsheet": "debe ser un valor, no un error de la hoja de cálculo",
    "a plan has at most so many settings": "un plan tiene a lo sumo tantas configuraciones",
    "is given twice": "está dado dos veces",
    "then": "luego",
    "cannot be read or written": "no se puede leer o escribir",
    "cannot be written": "no se puede escribir",
    "cannot be read": "no se puede leer",
    "is not UTF-8": "no está en UTF-8",
    "save the file as UTF-8 (in Excel: CSV UTF-8)": "guarde el archivo como UTF-8 (en Excel: CSV UTF-8)",
    "is not YAML": "no es YAML",
    "is not CSV": "no es CSV",
    "merge keys (<<) are not allowed; write the entries out": (
        "no se admiten claves de fusión (<<); escriba los elementos completos"
    ),
    "tags are not allowed": "no se admiten etiquetas",
    "is nested deeper than": "está anidado a más de",
    "levels": "niveles",
    "a key must be text": "una clave debe ser texto",
    "holds several documents (a second ---)": "contiene varios documentos (un segundo ---)",
    "has a control character": "tiene un carácter de control",
    "put it in quotes": "póngalo entre comillas",
    "the first line must name the columns, and the first column must be": (
        "la primera línea debe nombrar las columnas, y la primera columna debe ser"
    ),
    "has no name": "no tiene nombre",
    "column": "columna",
    "cells where the header has": "celdas donde el encabezado tiene",
    "has tabs between its cells; save it with commas or semicolons": (
        "tiene tabuladores entre sus celdas; guárdelo con comas o con punto y coma"
    ),
    'a quote (") opened in this row is never closed': 'una comilla (") que se abre en esta fila no se cierra',
    "rows; pass --large to read it": "filas; agregue --large para leerlo",
    "has more than": "tiene más de",
    "has no actors": "no tiene actores",
    "has no members": "no tiene miembros",
    "has no rows": "no tiene filas",
    "has no column that could replace anything": "no tiene columna que pueda reemplazar algo",
    "has": "tiene",
    "stands in": "va en",
    "stands in the file that members_file names, not here": "va en el archivo que nombra members_file, no aquí",
    "stands in the file that file names, not here": "va en el archivo que nombra file, no aquí",
    "not here": "no aquí",
    "no file": "no hay archivo",
    "beside scenario.yaml": "junto a scenario.yaml",
    # Formats
    **{english: spanish for english, spanish in REMOVED.values()},
    "must be 2; format 1 is read as well, and no other": "debe ser 2; también se lee el formato 1, y ningún otro",
    "is called": "se llama",
    "it is called": "se llama",
    "since format 2": "desde el formato 2",
    "is gone since format 2": "ya no existe desde el formato 2",
    "it is gone since format 2": "ya no existe desde el formato 2",
    "is a second": "es por segunda vez",
    "is the name of a parameter; give the entry another id": (
        "es el nombre de un parámetro; dé otro identificador a la entrada"
    ),
    "holds only what is gone since format 2": "contiene solo lo que ya no existe desde el formato 2",
    "put something else here, or take it away": "ponga otra cosa aquí, o quítelo",
    "write it as": "escríbalo como",
    "without escapes": "sin secuencias de escape",
    "its names cannot be changed where they stand; write it without anchors (&) and aliases (*)": (
        "sus nombres no se pueden cambiar donde están; escríbalo sin anclas (&) ni alias (*)"
    ),
    "is a table of who takes part in what (two-mode)": "es una tabla de quién participa en qué (dos modos)",
    "write a row for each pair that should be tied, with columns actor and partner": (
        "escriba una fila por cada par que deba tener lazo, con las columnas actor y partner"
    ),
    "the first line must name the columns, and two of them actor and partner": (
        "la primera línea debe nombrar las columnas, y dos de ellas actor y partner"
    ),
    "is before since": "es anterior a since",
    "says otherwise of this pair than line": "dice otra cosa de este par que la línea",
    "a pair has one tie: leave one of the rows": "un par tiene un solo lazo: deje una de las filas",
    "and no list of ties in CSV": "y no una lista de lazos en CSV",
    "is a spreadsheet": "es una hoja de cálculo",
    "is a GraphML file": "es un archivo GraphML",
    "is a GEXF file": "es un archivo GEXF",
    "is a GML file": "es un archivo GML",
    "is a Pajek file": "es un archivo de Pajek",
    "is a UCINET file": "es un archivo de UCINET",
    "is a JSON file": "es un archivo JSON",
    "save its edges as CSV, with columns actor and partner": (
        "guarde sus lazos como CSV, con las columnas actor y partner"
    ),
    "open it in Gephi and export the edges of the data laboratory, or": (
        "ábralo en Gephi y exporte las aristas del laboratorio de datos, o"
    ),
    "save the sheet as CSV UTF-8": "guarde la hoja como CSV UTF-8",
    "needs two columns, the ends of each tie": "necesita dos columnas, los extremos de cada lazo",
    "has no ties between two different names": "no tiene lazos entre dos nombres distintos",
    # Options
    "must be name=value": "debe ser nombre=valor",
    "must be name=low:high or name=a,b,c": "debe ser nombre=mínimo:máximo o nombre=a,b,c",
    "needs a value; null takes an entry away": "necesita un valor; null quita un elemento",
    "a range needs numbers, as in": "un intervalo necesita números, como en",
    "dates and words are listed": "las fechas y las palabras se enumeran",
    "a range is low:high or low:high:count, with low < high and 2 values or more": (
        "un intervalo es mínimo:máximo o mínimo:máximo:cuántos, con mínimo < máximo y 2 valores o más"
    ),
    "each value once": "cada valor una vez",
    "each name once": "cada nombre una vez",
    "each once": "cada una vez",
    "is held fixed by": "queda fijo con",
    "leave one of them out": "omita uno de los dos",
    "is set to": "está fijado en",
    "has no range: it is": "no tiene intervalo: es",
    "here": "aquí",
    "nothing varies; give at least one, as in": "nada varía; dé al menos uno, como en",
    "must be 1 or more": "debe ser 1 o más",
    "must be 0 or more": "debe ser 0 o más",
    "must be from": "debe ser de",
    "cannot be set": "no se puede fijar",
    "is no outcome of this sweep": "no es un resultado de este barrido",
    "its plan is damaged": "su plan está dañado",
    "it is damaged": "está dañado",
    "database disk image is malformed": "el archivo está dañado o incompleto",
    "file is not a database": "el archivo no es una base de datos",
    "database or disk is full": "el disco está lleno",
    "No space left on device": "el disco está lleno",
    "File name too long": "el nombre es demasiado largo",
    "Permission denied": "sin permiso",
    "Read-only file system": "el sistema de archivos es de sólo lectura",
    "holds no sweep": "no contiene un barrido",
    "holds neither a sweep nor runs of": "no contiene un barrido ni corridas de",
    "is no RO-Crate that can be read": "no es un RO-Crate que se pueda leer",
    "waves need two months at least, as": "las olas necesitan dos meses al menos, como",
    "the settings of this plan have the numbers": "las configuraciones de este plan llevan los números",
    "this setting has the replicates": "esta configuración tiene las réplicas",
    "got none": "dice nada",
    "holds another plan; nothing was changed. Old -> new": "contiene otro plan; no se cambió nada. Antes -> ahora",
    "A sweep takes more of the same: more --replicates where settings are paired; more --samples of a Sobol or": (
        "Un barrido admite más de lo mismo: más --replicates donde las configuraciones son pareadas; más --samples de "
        "un diseño de Sobol o"
    ),
    "Saltelli design, and of a Latin one by doubling them; further values of a grid; further rows of a table.": (
        "de Saltelli, y de uno latino si se duplican; más valores de una cuadrícula; más filas de una tabla."
    ),
    "is there already and holds no sweep; nothing was changed. Give another folder.": (
        "ya existe y no contiene un barrido; no se cambió nada. Dé otra carpeta."
    ),
    "is there already and no HTML file; nothing was changed": "ya existe y no es un archivo HTML; no se cambió nada",
    "its runs were computed by other code, which may give other numbers": (
        "sus corridas se calcularon con otro código, que puede dar otros números"
    ),
    "the code of its runs was not recorded (version": ("no quedó registrado el código de sus corridas (la versión"),
    "took down a part of it): nobody can tell whether one model computed them all": (
        "anotó sólo una parte): nadie puede decir si un solo modelo las calculó todas"
    ),
    "Go on with --new-code, or give another folder.": "Siga con --new-code, o dé otra carpeta.",
    "a worker runs other code than this command": "un trabajador corre otro código que este comando",
    "Start the workers anew from this checkout.": (
        "Inicie los trabajadores de nuevo desde esta copia del repositorio."
    ),
    "the files of the case are not those that this sweep began with": (
        "los archivos del caso no son aquellos con los que empezó este barrido"
    ),
    "changed": "cambiado(s)",
    "added": "añadido(s)",
    "removed": "quitado(s)",
    "more": "más",
    "are others": "son otros",
    "no run of this sweep has succeeded yet; run it first": (
        "ninguna corrida de este barrido ha terminado bien; córralo primero"
    ),
    "share": "proporción",
    "per year": "por año",
    "interrupted; nothing half-written is left": "interrumpido; no queda nada a medio escribir",
}
