"""Small faults that can be put into Python source: what there is to change, and the code with one change made.

mutmut and cosmic-ray were looked at first. mutmut 3.8 mutates functions alone, puts a dispatcher in the place of each
(which tests that read source would read), runs every test that reaches a function, and draws no sample; cosmic-ray
starts a process with all its imports for every mutant. Neither takes a statement away or knows `np.minimum`.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
EITHER_OR = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)  # to swap these is to negate the condition
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
NAMED = {
    one: other
    for pair in (
        ("min", "max"), ("any", "all"), ("minimum", "maximum"), ("argmin", "argmax"), ("floor", "ceil"),
        ("zeros", "ones"), ("zeros_like", "ones_like"), ("logical_and", "logical_or"),
    )
    for one, other in (pair, pair[::-1])
}  # fmt: skip
TOLERANCE = 1e-6  # what doubles a number below this changes nothing
IDLE = ("dtype", "strict", "encoding", "copy")  # keywords without which code that is right does the same
UNREAD = {"annotation", "returns", "decorator_list", "keywords"}  # fields; keywords of classes, those of calls are read

Alternative = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Change:
    """One way to change a syntax tree in place.

    Attributes
    ----------
    kind
        What sort of change.
    line
        Where it stands.
    lines
        Whoever runs one of these runs it; empty for what happens at import, such as a module's constants.
    scope
        The function around it, or the statement of its module.
    apply
        Changes the tree in which it was found.
    """

    kind: str
    line: int
    lines: tuple[int, ...]
    scope: ast.stmt
    apply: Callable[[], object]


def changes(tree: ast.Module) -> list[Change]:
    """All changes of a module, always in the same order."""
    finder = _Finder()
    for statement in tree.body:
        finder.scope = statement
        finder.visit(statement, _Place(tree, "body", 0))
    return finder.found


def mutated(source: str, number: int, file: str) -> CodeType:
    """The code of a module with change `number` made; `file` is for tracebacks."""
    tree = ast.parse(source)
    changes(tree)[number].apply()
    return compile(ast.fix_missing_locations(tree), file, "exec", dont_inherit=True)


def difference(source: str, number: int) -> list[str]:
    """Lines that a change takes away, marked -, and puts in, marked +."""
    tree = ast.parse(source)
    change = changes(tree)[number]
    before = ast.unparse(change.scope).splitlines()
    change.apply()
    after = ast.unparse(ast.fix_missing_locations(change.scope)).splitlines()
    return [line for line in difflib.ndiff(before, after) if line[0] in "-+"]


@dataclass(frozen=True)
class _Place:
    """Where a node hangs."""

    parent: ast.AST
    name: str
    at: int | None = None

    def put(self, node: ast.AST) -> None:
        if self.at is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.at] = node


class _Finder:
    """Goes through a module, statement by statement; annotations, decorators and messages of errors are not read."""

    def __init__(self) -> None:
        self.found: list[Change] = []
        self.scope: ast.stmt = ast.Pass()
        self.statement: ast.stmt | None = None  # within a function
        self.is_inside = False

    def visit(self, node: ast.AST, place: _Place) -> None:
        if _is_unread(node):
            return
        outer = self.scope, self.statement, self.is_inside
        if isinstance(node, ast.stmt) and self.is_inside:
            self.statement = node
            for kind, apply in _without(node, place):
                self._add(kind, node, apply)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            self._function(node)
        for kind, apply in _alternatives(node, place):
            self._add(kind, node, apply)
        self._below(node)
        self.scope, self.statement, self.is_inside = outer

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Its defaults are read at import, and count where its body runs."""
        self.scope, self.statement, self.is_inside = node, None, True
        body = tuple(range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1))
        for kind, apply in _without_default(node.args):
            self.found.append(Change(kind, node.lineno, body, node, apply))
        for name in ("defaults", "kw_defaults"):
            for at, default in enumerate(getattr(node.args, name)):
                for kind, apply in _alternatives(default, _Place(node.args, name, at)) if default else ():
                    self.found.append(Change(kind, default.lineno, body, node, apply))

    def _below(self, node: ast.AST) -> None:
        is_error = isinstance(node, ast.Raise)
        for name, value in () if is_error else ast.iter_fields(node):
            if (name in UNREAD and not isinstance(node, ast.Call)) or isinstance(value, ast.arguments):
                continue
            for at, child in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(child, ast.AST):
                    self.visit(child, _Place(node, name, at if isinstance(value, list) else None))

    def _add(self, kind: str, node: ast.AST, apply: Callable[[], object]) -> None:
        if kind == "keyword" and not self.is_inside:
            return  # declarations: what says `source=` there is no behavior
        spot = node.target if isinstance(node, ast.comprehension) else node
        first, last = spot.lineno, spot.end_lineno  # type: ignore[attr-defined]
        lines: set[int] = set()
        if self.statement is not None:
            whole = not hasattr(self.statement, "body")
            edges = (self.statement.lineno, self.statement.end_lineno) if whole else (first, last)
            lines = {self.statement.lineno, *range(edges[0], (edges[1] or edges[0]) + 1)}
        self.found.append(Change(kind, first, tuple(sorted(lines)), self.scope, apply))


def _is_unread(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
        return True
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")


def _alternatives(node: ast.AST, place: _Place) -> Iterator[Alternative]:
    """What else an expression could say."""
    yield from _of_operators(node, place)
    yield from _of_values(node)
    yield from _of_conditions(node)


def _of_operators(node: ast.AST, place: _Place) -> Iterator[Alternative]:
    match node:
        case ast.Compare():
            for at, operator in enumerate(node.ops):
                other = COMPARED[type(operator)]()
                yield "comparison", lambda at=at, other=other: node.ops.__setitem__(at, other)
        case ast.BinOp() | ast.AugAssign() if type(node.op) in COMPUTED and not _is_text_or_type(node):
            yield "arithmetic", lambda: setattr(node, "op", COMPUTED[type(node.op)]())
        case ast.BoolOp():
            yield "and/or", lambda: setattr(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp() if not isinstance(node.op, ast.UAdd):
            yield "sign", lambda: place.put(node.operand)


def _of_values(node: ast.AST) -> Iterator[Alternative]:
    match node:
        case ast.Name() if node.id in NAMED and isinstance(node.ctx, ast.Load):
            yield "name", lambda: setattr(node, "id", NAMED[node.id])
        case ast.Attribute() if node.attr in NAMED:
            yield "name", lambda: setattr(node, "attr", NAMED[node.attr])
        case ast.Constant() if (value := _other_number(node.value)) is not None:
            yield "constant", lambda: setattr(node, "value", value)
        case ast.Call():
            yield from _of_call(node)


def _of_conditions(node: ast.AST) -> Iterator[Alternative]:
    if isinstance(node, ast.If | ast.While | ast.IfExp) and _can_be_negated(node.test):
        yield "condition", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.comprehension):
        for at, test in enumerate(node.ifs):
            if _can_be_negated(test):
                yield "condition", lambda at=at, test=test: node.ifs.__setitem__(at, ast.UnaryOp(ast.Not(), test))


def _can_be_negated(test: ast.expr) -> bool:
    """Unless another change comes to the same."""
    is_either_or = isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], EITHER_OR)
    return not is_either_or and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def _is_text_or_type(node: ast.BinOp | ast.AugAssign) -> bool:
    """Whether an operation puts together text, lists or types: any other would be an error."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    for side in sides:
        if isinstance(side, ast.List | ast.Tuple | ast.JoinedStr | ast.ListComp):
            return True
        if isinstance(side, ast.Constant) and isinstance(side.value, str):
            return True
    names = [getattr(side, "attr", getattr(side, "id", "")) for side in sides]
    return isinstance(node.op, ast.BitOr) and all(name[:1].isupper() and not name.isupper() for name in names)


def _other_number(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float) and (value == 0.0 or abs(value) >= TOLERANCE):
        return value + 1.0 if value.is_integer() else value * 2.0
    return None


def _of_call(node: ast.Call) -> Iterator[Alternative]:
    """Arguments that could be missing, and the two sides of `np.where`."""
    for keyword in node.keywords:
        if keyword.arg not in (None, *IDLE):
            yield "keyword", lambda keyword=keyword: node.keywords.remove(keyword)
    if isinstance(node.func, ast.Attribute) and node.func.attr == "where" and len(node.args) == 3:
        yield "sides", lambda: node.args.__setitem__(slice(1, 3), node.args[2:0:-1])


def _without_default(arguments: ast.arguments) -> Iterator[Alternative]:
    if arguments.defaults:
        yield "default", lambda: arguments.defaults.pop(0)
    for at, default in enumerate(arguments.kw_defaults):
        if default is not None:
            yield "default", lambda at=at: arguments.kw_defaults.__setitem__(at, None)


def _without(node: ast.stmt, place: _Place) -> Iterator[Alternative]:
    """A statement that could be missing without a name missing for it."""
    match node:
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            may_go = True
        case ast.Assign():
            targets = [each for target in node.targets for each in ast.walk(target)]
            names = {each.id for each in targets if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
            used = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
            may_go = names <= used
        case ast.Return():
            may_go = isinstance(place.parent, ast.If)
        case _:
            may_go = False
    if may_go:
        yield "statement", lambda: place.put(ast.copy_location(ast.Pass(), node))
