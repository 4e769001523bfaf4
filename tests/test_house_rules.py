"""The rules by which this package is written, read off its source: a change that breaks one is seen here first."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import sim
from sim.model.schedule import SCHEDULE

SIM = Path(sim.__path__[0])
ROOT = SIM.parent
TESTS = Path(__file__).parent


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def functions(path):
    return [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def public(path):
    """The public functions at the top of a module."""
    return [n for n in tree(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def files(folder, *, templates=False):
    found = sorted((SIM / folder).rglob("*.py"))
    return [path for path in found if templates or "template" not in path.parts]


MODEL = SIM / "model"
ALL, CORE = files("."), files("model/core")
RULES = [MODEL / "formulas.py", *sorted(MODEL.glob("*/rules.py"))]
NO_STEPS = {"__init__.py", "rules.py", "parameters.py"}
PROCESSES = [MODEL / "events.py", *sorted(p for p in MODEL.glob("*/*.py") if p.name not in NO_STEPS and p not in CORE)]
RULE_FUNCTIONS = [(path, function) for path in RULES for function in public(path)]
each_rule = pytest.mark.parametrize(
    ("path", "rule"), RULE_FUNCTIONS, ids=[f"{p.stem}.{f.name}" for p, f in RULE_FUNCTIONS]
)
each_file = pytest.mark.parametrize("path", ALL, ids=map(name_of, ALL))


def called(module):
    """Names that a module calls, without what they belong to: `np.sum(x)` and `x.sum()` are both `sum`."""
    calls = [node.func for node in ast.walk(module) if isinstance(node, ast.Call)]
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls}


def attributes(module):
    return {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}


def imported(module):
    """Modules that a module imports, and what it imports from them, as dotted names."""
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


# Rules


def test_there_are_rules_to_look_at():
    assert len(RULE_FUNCTIONS) >= 40


@pytest.mark.parametrize("path", RULES, ids=map(name_of, RULES))
def test_a_rules_file_has_formulas_only(path):
    """No loop, no reduction, no axis, no draw: a rule sees one actor's numbers at a time."""
    module = tree(path)
    loops = (
        ast.For | ast.While | ast.AsyncFor | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.MatMult
    )
    assert [type(node).__name__ for node in ast.walk(module) if isinstance(node, loops)] == []
    banned = {"sum", "mean", "einsum", "dot", "matmul", "prod", "max", "min", "clip", "any", "all", "random", "reduce"}
    assert called(module) & banned == set()
    assert attributes(module) & {"random", "shape", "T"} == set()
    keywords = {k.arg for node in ast.walk(module) if isinstance(node, ast.Call) for k in node.keywords}
    assert "axis" not in keywords
    assert [node for node in ast.walk(module) if isinstance(node, ast.Slice)] == []


PARTS = re.compile(
    r"\A(?P<sentence>\S[^\n]*[.])\s+\(rule (?P<number>[A-Z]+\d*-\d+)\)\n\n"  # one plain sentence and its number
    r"(?P<equation>(?:[^\n]+ = [^\n]+\n(?:[^\n]+\n)*)(?:\n[^\n]+ = [^\n]+\n)*)\n"
    r"Reads   (?P<reads>[^\n]+\n(?: {8}[^\n]+\n)*)"
    r"Writes  (?P<writes>[^\n]+\n(?: {8}[^\n]+\n)*)"
    r"Source  (?P<source>[^\n]+\n(?: {8}[^\n]+\n)*)"
    r"\n(?P<doctest>>>> .+)\Z",
    re.DOTALL,
)


def parts(rule):
    return PARTS.match(ast.get_docstring(rule) or "")


@each_rule
def test_a_rule_has_its_six_parts_in_order(path, rule):
    """Sentence with number, equation, Reads, Writes, Source, and an example."""
    assert parts(rule), ast.get_docstring(rule)


@each_rule
def test_the_example_of_a_rule_calls_the_rule(path, rule):
    assert f"{rule.name}(" in parts(rule)["doctest"]


@each_rule
def test_what_a_rule_reads_is_named_in_its_docstring(path, rule):
    """All but the weights, which stand behind the asterisk and have short symbols in the equation."""
    arguments = [a.arg for a in rule.args.args]
    words = parts(rule)["reads"] + parts(rule)["equation"]
    assert [name for name in arguments if not re.search(rf"\b{name}\b", words)] == []


def test_no_two_rules_share_a_number():
    numbers = [parts(rule)["number"] for _, rule in RULE_FUNCTIONS]
    assert sorted(numbers) == sorted(set(numbers))


def test_the_numbers_of_the_rules_of_a_mechanism_have_no_gap():
    by_mechanism = {}
    for _, rule in RULE_FUNCTIONS:
        mechanism, number = parts(rule)["number"].split("-")
        by_mechanism.setdefault(mechanism, []).append(int(number))
    assert {m: sorted(n) for m, n in by_mechanism.items()} == {
        m: [*range(1, len(n) + 1)] for m, n in by_mechanism.items()
    }


@cache
def bibliography():
    return YAML(typ="safe").load(ROOT / "scenarios" / "bibliography.yaml")


@cache
def used():
    """Names that are called or asked for somewhere in sim/."""
    return {name for user in ALL for name in called(tree(user)) | attributes(tree(user))}


@each_rule
def test_every_work_that_a_rule_cites_stands_in_the_bibliography(path, rule):
    cited = re.findall(r"[A-Z][A-Za-z]+\d{4}", parts(rule)["source"])
    assert [key for key in cited if key not in bibliography()] == []


@each_rule
def test_every_rule_is_used_by_the_package(path, rule):
    """Somewhere in sim/; `bounded_confidence` serves the published models of the tests alone."""
    assert rule.name in used() | {"bounded_confidence"}


# Processes


@pytest.mark.parametrize("path", PROCESSES, ids=map(name_of, PROCESSES))
def test_a_process_sums_and_draws_only_through_core(path):
    """Sums of floats elsewhere depend on how many runs stand side by side; draws elsewhere on who drew before."""
    module = tree(path)
    banned = {"sum", "mean", "einsum", "dot", "matmul", "nansum", "nanmean", "average", "inner", "tensordot", "cumsum"}
    assert called(module) & banned == set()
    assert "random" not in attributes(module)
    assert [node for node in ast.walk(module) if isinstance(node, ast.MatMult)] == []
    assert [n for n in imported(module) if n.split(".")[0] == "random" or n.startswith("numpy.random")] == []


def test_nothing_of_the_model_but_the_noise_module_makes_random_numbers():
    studies = ("evidence", "experiments")  # they draw settings and samples of runs, never what happens in a run
    model = [path for path in ALL if path.name != "noise.py" and not set(studies) & set(path.parts)]
    makers = [name_of(path) for path in model if "random" in attributes(tree(path))]
    assert makers == []


def test_the_schedule_is_in_the_order_of_its_numbers():
    assert [step.number for step in SCHEDULE] == sorted(step.number for step in SCHEDULE)
    assert [step.name for step in SCHEDULE] == [step.function.__name__ for step in SCHEDULE]


# Size, names, spelling


def code_lines(function):
    """Lines of a function without its docstring."""
    first = function.body[0]
    has_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    text = first.end_lineno - first.lineno + 1 if has_text else 0
    return function.end_lineno - function.lineno + 1 - text


@each_file
def test_no_function_is_longer_than_40_lines(path):
    assert {f.name: code_lines(f) for f in functions(path) if code_lines(f) > 40} == {}


@each_file
def test_no_file_is_longer_than_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_file_is_named_for_nothing_in_particular():
    banned = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "tools"}
    assert [name_of(path) for path in ALL if path.stem in banned or banned & set(path.parts[len(ROOT.parts) :])] == []


BRITISH = ("labo" + "ur", "behavio" + "ur", "neighbo" + "ur", "colo" + "ur", "organi" + "s", "model" + "led",
           "cent" + "re", "program" + "me")  # fmt: skip
WRITTEN = [*ALL, *sorted(TESTS.glob("*.py")), ROOT / "README.md"]


@pytest.mark.parametrize("path", WRITTEN, ids=map(name_of, WRITTEN))
def test_the_spelling_is_american(path):
    text = path.read_text(encoding="utf-8")
    found = re.findall(rf"\w*(?:{'|'.join(BRITISH)})\w*", text, re.IGNORECASE)
    latin = ("organism", "organismo")  # American, and Spanish
    assert [word for word in found if not word.lower().startswith(latin)] == []
