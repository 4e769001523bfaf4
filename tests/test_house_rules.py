"""What results rest on and the source alone can show: formulas apart from sums and draws, and the order of a step."""

import ast
import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

import sim
from sim.model.schedule import SCHEDULE

SIM = Path(sim.__path__[0])
RULES = ("model/formulas.py", "model/*/rules.py", "model/campaigns/access.py")
NOT_STEPS = {"__init__.py", "rules.py", "parameters.py", "access.py"}
NOISE = "noise.py"
OUTSIDE = ("evidence/", "experiments/", "bench/")  # they draw settings, samples and worlds, never what happens in a run
BIBLIOGRAPHY = SIM.parent / "scenarios" / "bibliography.yaml"

LOOPS = ast.For | ast.While | ast.AsyncFor | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
SUMS = {
    "sum", "nansum", "cumsum", "mean", "nanmean", "average", "einsum", "dot", "matmul", "inner", "tensordot",
}  # fmt: skip
REDUCTIONS = SUMS | {"prod", "max", "min", "clip", "any", "all", "reduce"}
NUMBER = re.compile(r"\A\S[^\n]*[.]\s+\(rule ([A-Z]+\d*)-(\d+)\)$", re.MULTILINE)
WORK = re.compile(r"[A-Z][A-Za-z]+\d{4}")


def found(*patterns):
    """Modules of the package under some patterns; each pattern finds one, else a test of them would say nothing."""
    paths = [sorted(SIM.glob(pattern)) for pattern in patterns]
    assert all(paths), f"a pattern without a file: {patterns}"
    return [path for several in paths for path in several]


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def public(path):
    """The public functions at the top of a module."""
    return [n for n in tree(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def rules():
    """File and function of every rule."""
    listed = [(path, function) for path in found(*RULES) for function in public(path)]
    assert len(listed) > 50
    return listed


def named(path, what=""):
    return f"{path.relative_to(SIM).as_posix()} {what}".strip()


def called(node):
    """Name that a call calls, without what it belongs to: `np.sum(x)` and `x.sum()` are both `sum`."""
    is_method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if is_method else getattr(getattr(node, "func", None), "id", None)


def offenders(paths, reason):
    """Places where a reason is found for a node: file, line, reason."""
    told = [(path, node, reason(node)) for path in paths for node in ast.walk(tree(path))]
    return [named(path, f"line {node.lineno}: {said}") for path, node, said in told if said]


def expect_none(offenders):
    assert not offenders, "\n".join(["", *offenders])


def draws(node):
    """Whether it reaches for random numbers: by an attribute of numpy, or by an import."""
    if isinstance(node, ast.Attribute) and node.attr == "random":
        return "random"
    if isinstance(node, ast.Import | ast.ImportFrom):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        names = [alias.name for alias in node.names] if modules == ["numpy"] else []
        if "random" in names or any(m == "random" or m.startswith(("random.", "numpy.random")) for m in modules):
            return "import of random"
    return None


def is_no_formula(node):
    """Loops, sums, other reductions, axes and draws: a rule sees one actor's numbers at a time."""
    if isinstance(node, LOOPS | ast.MatMult | ast.Slice):
        return type(node).__name__
    if isinstance(node, ast.Attribute) and node.attr in {"shape", "T"}:
        return node.attr
    if isinstance(node, ast.keyword) and node.arg == "axis":
        return "axis"
    return called(node) if called(node) in REDUCTIONS else draws(node)


def sums_or_draws(node):
    """Sums of floats hang on how many runs stand side by side, and draws on who drew before, unless core does both."""
    if isinstance(node, ast.MatMult):
        return "MatMult"
    return called(node) if called(node) in SUMS else draws(node)


def test_rules_are_formulas():
    expect_none(offenders(found(*RULES), is_no_formula))


def test_steps_sum_and_draw_only_through_core():
    model = [path for path in found("model/*.py", "model/*/*.py") if path.parent.name != "core"]
    expect_none(offenders([path for path in model if path.name not in NOT_STEPS], sums_or_draws))


def test_nothing_of_the_model_but_the_noise_module_makes_random_numbers():
    model = [path for path in found("**/*.py") if path.name != NOISE and not named(path).startswith(OUTSIDE)]
    expect_none(offenders(model, draws))


def test_rules_are_numbered_from_1_in_each_mechanism():
    numbers = [(named(path, rule.name), NUMBER.search(ast.get_docstring(rule) or "")) for path, rule in rules()]
    expect_none([name for name, number in numbers if not number])
    given = {}
    for _, number in numbers:
        given.setdefault(number[1], []).append(int(number[2]))
    assert {m: sorted(n) for m, n in given.items() if sorted(n) != [*range(1, len(n) + 1)]} == {}


def test_works_that_rules_cite_stand_in_the_bibliography():
    known, wrong = YAML(typ="safe").load(BIBLIOGRAPHY), []
    for path, rule in rules():
        _, has_source, source = (ast.get_docstring(rule) or "").partition("\nSource ")
        cited = WORK.findall(source.partition("\n\n")[0])
        wrong += [named(path, f"{rule.name}: {key}") for key in cited if key not in known]
        wrong += [] if has_source else [named(path, f"{rule.name}: no source")]
    expect_none(wrong)


def test_rules_have_an_example_that_calls_them():
    examples = {named(path, r.name): (r.name, (ast.get_docstring(r) or "").partition(">>> ")[2]) for path, r in rules()}
    expect_none([place for place, (name, example) in examples.items() if f"{name}(" not in example])


def test_rules_are_used_by_the_package():
    """`bounded_confidence` serves the published models of the tests alone."""
    nodes = [node for path in found("**/*.py") for node in ast.walk(tree(path))]
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {called(node) for node in nodes}
    expect_none([named(path, rule.name) for path, rule in rules() if rule.name not in used | {"bounded_confidence"}])


def test_the_schedule_is_in_the_order_of_its_numbers():
    assert [step.number for step in SCHEDULE] == sorted(step.number for step in SCHEDULE)
    assert [step.name for step in SCHEDULE] == [step.function.__name__ for step in SCHEDULE]
