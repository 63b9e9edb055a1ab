"""Break the rules on purpose, one small change at a time, and see whether the tests notice.

    python tests/tools/mutate_rules.py [--seconds N] [--kinds removed,negated] [module...]

A module is named as in ``checks.user_pool_mfa`` or ``comparing.domain``; left out: all modules of rules. The tests of the rules are collected and run once, noting which statements of the rules each one reaches.
Then each mutant gets a process of its own, in which one function has other code (or one rule another severity), and
meets the tests that reach what was changed, the most telling first, until one fails. A mutant that none fails in N
seconds of tests (1) survives and is listed with its line. Kinds of mutants: a function or a single problem removed;
another path; another severity or effect; conditions forced and negated; ``and`` for ``or``, ``any`` for ``all``;
comparisons turned; early ends dropped; constants changed. What a sentence says is not changed, nor what stands outside
functions. Run by hand: it takes some minutes.
"""

from __future__ import annotations
import __future__

import argparse
import ast
import copy
import gc
import inspect
import os
import pickle
import re
import signal
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

import pytest
from _pytest.runner import runtestprotocol

from troposphere_cognito_l2.checks import asking, engine
from troposphere_cognito_l2.checks.finding import Severity
from troposphere_cognito_l2.checks.rule import Evidence, Rule
from troposphere_cognito_l2.comparing import engine as comparing_engine, refused
from troposphere_cognito_l2.comparing.change import Effect
from troposphere_cognito_l2.comparing.rule import ChangeRule

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "troposphere_cognito_l2"
JUDGES = (
    "test_rules.py",
    "test_said_of_examples.py",
    "test_mistaken_templates.py",
    "test_change_rules*.py",
    "test_*_rules.py",
    "test_check*.py",
    "test_fixes.py",
    "test_circles.py",
    "test_controls.py",
    "test_joined.py",
    "test_scenarios.py",
    "test_rule_cases*.py",
    "test_compare*.py",
    "test_default_pairs.py",
    "test_identity_providers.py",
)
SLOW = ("test_check_fuzz.py", "test_compare_fuzz.py", "test_checks_benchmark.py")
LONGEST = 1.0
"""Tests that take more seconds judge nothing."""
HANGS = 10
"""Seconds after which a mutant that still runs is killed."""
SAID = ("Problem", "Claim")
SENTENCES = ("message", "fix", "allowed", "steps")
RULE_ID = re.compile(r"\b[CEIW]9\d{3}\b")
FUTURE = __future__.annotations.compiler_flag
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OTHER_LETTER = {"E": ("W", Severity.WARNING), "W": ("E", Severity.ERROR), "I": ("W", Severity.WARNING)}
reached: set[tuple[str, int]] = set()
"""Where the tests have been since this was last emptied: module and line."""


class Mutant(NamedTuple):
    """One change: its kind, where it is, and what makes it."""

    module: str
    function: str
    kind: str
    line: int
    text: str
    statement: int
    apply: Callable[[list[pytest.Item]], None]


# What there is to change


def functions(module: str) -> Iterator[tuple[ast.FunctionDef, FunctionType, Rule | ChangeRule | None]]:
    """The functions of a module, as text and as they run, each with the rule that it is.

    Left out are those that make the examples: they run when the module is loaded.
    """
    tree = ast.parse(source_of(module).read_text())
    names = vars(import_module(module))
    used = _used(tree, {name for name, held in names.items() if isinstance(held, (Rule, ChangeRule))})
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            held = names[node.name]
            rule = held if isinstance(held, (Rule, ChangeRule)) else None
            runs = held.check if isinstance(held, Rule) else held.look if isinstance(held, ChangeRule) else held
            if isinstance(runs, FunctionType) and node.name in used:
                yield node, runs, rule


def _used(tree: ast.Module, rules: set[str]) -> set[str]:
    """The names that rules and what other modules may call use, themselves included, and all that those use."""
    bodies = {node.name: node.body for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    found = {name for name in bodies if name in rules or not (name.startswith("_") or "example" in name)}
    waiting = sorted(found)
    for name in waiting:  # which grows on the way
        inside = {item.id for part in bodies.get(name, ()) for item in ast.walk(part) if isinstance(item, ast.Name)}
        waiting += sorted(inside - found)
        found |= inside
    return found


def users_of(modules: list[str]) -> dict[tuple[str, str], frozenset[str]]:
    """The ids of the rules that each function is part of: its own, or those that call it by way of others."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    every: list[Rule | ChangeRule] = [*engine.all_rules(), *comparing_engine.all_change_rules()]
    for held in every:
        waiting: list[Any] = [held.check if isinstance(held, Rule) else held.look]
        for function in waiting:  # which grows on the way
            place = function.__module__, function.__name__
            if held.id not in found[place]:
                found[place].add(held.id)
                codes = [function.__code__]
                for code in codes:  # and this one
                    codes += [one for one in code.co_consts if isinstance(one, CodeType)]
                    named = [function.__globals__.get(name) for name in code.co_names]
                    parts = [part for one in named for part in (vars(one).values() if isinstance(one, type) else [one])]
                    plain = [getattr(part, "fget", part) for part in parts]
                    waiting += [part for part in plain if isinstance(part, FunctionType)]
    return {
        (module, node.name): frozenset(found[module, node.name]) for module in modules for node, *_ in functions(module)
    }


def source_of(module: str) -> Path:
    """The file of a module."""
    return TESTS.parent / (module.replace(".", "/") + ".py")


def compiled(node: ast.FunctionDef, path: Path) -> CodeType:
    """The code of a function, whose decorators are taken off."""
    node.decorator_list = []
    module = ast.fix_missing_locations(ast.Module([node], []))
    code = compile(module, str(path), "exec", flags=FUTURE, dont_inherit=True)
    return next(item for item in code.co_consts if isinstance(item, CodeType) and item.co_name == node.name)


def variants(node: ast.FunctionDef) -> Iterator[tuple[str, int, ast.FunctionDef]]:
    """The changed forms of a function: kind, line, and the whole of it."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    text = pickle.dumps(node)  # which is quicker than to copy
    yield "removed", node.lineno, _removed(pickle.loads(text))
    said = _said(node)
    for number, original in enumerate(ast.walk(node)):
        if not hasattr(original, "lineno") or original.lineno < body[0].lineno:
            continue
        if original in said:
            continue
        for kind, change in _changes(original):
            tree = pickle.loads(text)
            if change(tree, _numbered(tree, number)):
                yield kind, original.lineno, tree


def _removed(node: ast.FunctionDef) -> ast.FunctionDef:
    generator = any(isinstance(item, (ast.Yield, ast.YieldFrom)) for item in ast.walk(node))
    node.body = [ast.Return(None), ast.Expr(ast.Yield(None))] if generator else [ast.Return(None)]
    return node


def _numbered(tree: ast.AST, number: int) -> ast.AST:
    for index, item in enumerate(ast.walk(tree)):
        if index == number:
            return item
    raise IndexError(number)


def _said(tree: ast.FunctionDef) -> set[ast.AST]:
    """What is part of a sentence: of a message, a fix, a step, or of a variable that nothing but sentences has."""
    parts = [
        part
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAID
        for part in (*call.args[1:], *(word.value for word in call.keywords if word.arg in SENTENCES))
    ]
    said = {item for part in parts for item in ast.walk(part)}
    assigned = [
        (item.targets[0] if isinstance(item, ast.Assign) else item.target, item.value)
        for item in ast.walk(tree)
        if isinstance(item, (ast.Assign, ast.AugAssign))
    ]
    uses = [item for item in ast.walk(tree) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Load)]
    for _ in assigned:  # one may be made of others
        for target, value in assigned:
            if isinstance(target, ast.Name) and all(use in said for use in uses if use.id == target.id):
                said.update(ast.walk(value))
    return said


Change = Callable[[ast.AST, Any], bool]


def _put(attribute: str, value: Callable[[Any], Any]) -> Change:
    def change(tree: ast.AST, item: Any) -> bool:
        setattr(item, attribute, value(item))
        return True

    return change


def _instead(value: Callable[[Any], ast.AST]) -> Change:
    """Put something in the place of a node."""

    def change(tree: ast.AST, item: Any) -> bool:
        for parent in ast.walk(tree):
            for field, held in ast.iter_fields(parent):
                if held is item:
                    setattr(parent, field, ast.copy_location(value(item), item))
                    return True
                if isinstance(held, list) and any(one is item for one in held):
                    held[[one is item for one in held].index(True)] = ast.copy_location(value(item), item)
                    return True
        return False

    return change


def _negated(value: ast.expr) -> ast.expr:
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not):
        return value.operand
    return ast.copy_location(ast.UnaryOp(ast.Not(), value), value)


def _changes(item: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(item, (ast.If, ast.IfExp, ast.While)):
        yield "negated", _put("test", lambda one: _negated(one.test))
        if not isinstance(item, ast.While):
            yield "always", _put("test", lambda one: ast.copy_location(ast.Constant(True), one.test))
            yield "never", _put("test", lambda one: ast.copy_location(ast.Constant(False), one.test))
    elif isinstance(item, ast.comprehension) and item.ifs:
        yield "unfiltered", _put("ifs", lambda one: [])
    elif isinstance(item, ast.BoolOp):
        other = ast.Or if isinstance(item.op, ast.And) else ast.And
        yield "and/or", _put("op", lambda one: other())
    elif isinstance(item, ast.UnaryOp) and isinstance(item.op, ast.Not):
        yield "not", _instead(lambda one: one.operand)
    elif isinstance(item, ast.Compare) and len(item.ops) == 1:
        yield "comparison", _put("ops", lambda one: [COMPARISONS[type(one.ops[0])]()])
    elif isinstance(item, ast.Compare):
        yield "comparison", _put("ops", lambda one: [COMPARISONS[type(op)]() for op in one.ops])
    elif isinstance(item, (ast.Continue, ast.Break)) or (isinstance(item, ast.Return) and item.value is None):
        yield "early end", _instead(lambda one: ast.Pass())
    elif isinstance(item, ast.Expr) and isinstance(item.value, (ast.Yield, ast.YieldFrom)):
        yield "unsaid", _instead(lambda one: ast.Pass())
    elif isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id in SAID and item.args:
        yield "path", _put("args", lambda one: [ast.copy_location(ast.Constant("Other"), item), *one.args[1:]])
        if any(word.arg == "severity" for word in item.keywords):
            yield "severity", _put("keywords", lambda one: [w for w in one.keywords if w.arg != "severity"])
        if any(word.arg == "covers" for word in item.keywords):
            yield "covers", _put("keywords", lambda one: [w for w in one.keywords if w.arg != "covers"])
    elif isinstance(item, ast.Name) and item.id in ("any", "all") and isinstance(item.ctx, ast.Load):
        yield "any/all", _put("id", lambda one: "all" if one.id == "any" else "any")
    elif isinstance(item, ast.Constant):
        yield from _constants(item)


def _constants(item: ast.Constant) -> Iterator[tuple[str, Change]]:
    if isinstance(item.value, bool):
        yield "constant", _put("value", lambda one: not one.value)
    elif isinstance(item.value, int):
        yield "constant", _put("value", lambda one: one.value + 1)
    elif isinstance(item.value, str):
        yield "constant", _put("value", lambda one: f"{one.value}_" if one.value else "other")


def mutants_of(module: str) -> Iterator[Mutant]:
    """All mutants of a module."""
    path = source_of(module)
    lines = path.read_text().splitlines()
    for node, function, rule in functions(module):
        if rule is not None:
            for text, other in others(rule):
                yield Mutant(
                    module,
                    node.name,
                    "severity",
                    node.lineno,
                    text,
                    node.lineno,
                    _ruled(module, node.name, rule, other),
                )
        starts = sorted({one.lineno for one in statements(node)})
        for kind, line, changed in variants(node):
            try:
                code = compiled(changed, path)
            except (SyntaxError, TypeError, ValueError):
                continue
            if code.co_code == function.__code__.co_code and code.co_consts == function.__code__.co_consts:
                continue
            at = node.lineno if kind == "removed" else max(start for start in starts if start <= line)
            yield Mutant(module, node.name, kind, line, lines[line - 1].strip(), at, _coded(function, code))


def others(rule: Rule | ChangeRule) -> Iterator[tuple[str, Rule | ChangeRule]]:
    """The rule, were it as bad as it is not."""
    if isinstance(rule, Rule):
        letter, severity = OTHER_LETTER[rule.id[0]]
        yield rule.id, rule._replace(id=letter + rule.id[1:], severity=severity)
    else:
        effects = list(Effect)
        yield rule.id, rule._replace(effect=effects[(effects.index(rule.effect) + 1) % len(effects)])
        certain = rule.evidence is not Evidence.UNCERTAIN
        evidence = Evidence.UNCERTAIN if certain else Evidence.DOCUMENTED
        if rule._replace(evidence=evidence).severity is not rule.severity:
            yield f"{rule.id} evidence", rule._replace(evidence=evidence)


def _coded(function: FunctionType, code: CodeType) -> Callable[[list[pytest.Item]], None]:
    def apply(items: list[pytest.Item]) -> None:
        function.__code__ = code
        forget()

    return apply


def _ruled(
    module: str, name: str, rule: Rule | ChangeRule, other: Rule | ChangeRule
) -> Callable[[list[pytest.Item]], None]:
    def apply(items: list[pytest.Item]) -> None:
        setattr(import_module(module), name, other)
        forget()
        for item in items:
            params = getattr(getattr(item, "callspec", None), "params", {})
            for key, value in params.items():
                if value is rule:
                    params[key] = other

    return apply


def forget() -> None:
    """Let the engines look at the rules anew, and forget what rules asked for or refused."""
    for module in (engine, asking, comparing_engine, refused):
        for held in vars(module).values():
            if hasattr(held, "cache_clear"):
                held.cache_clear()


# Who judges


def statements(node: ast.FunctionDef) -> Iterator[ast.stmt]:
    """The statements inside a function, after its docstring."""
    inside = (item for part in node.body for item in ast.walk(part) if isinstance(item, ast.stmt))
    return (item for item in inside if not (isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant)))


class Noting(ast.NodeTransformer):
    """Put a note of where it is before each statement."""

    def __init__(self, module: str) -> None:
        self.module = module

    def note(self, line: int) -> ast.stmt:
        """What notes a line."""
        call = f"_reached.add(({self.module!r}, {line}))"
        return ast.parse(call).body[0]

    def visit(self, node: ast.AST) -> Any:
        """Put notes into every list of statements."""
        self.generic_visit(node)
        for field in ("body", "orelse", "finalbody"):
            held = getattr(node, field, None)
            if isinstance(held, list) and held and isinstance(held[0], ast.stmt):
                setattr(node, field, [one for item in held for one in (self.note(item.lineno), item)])
        if isinstance(node, ast.FunctionDef):
            node.body.insert(0, self.note(node.lineno))
        return node


def run(item: Any) -> bool:
    """Whether a test passes."""
    wanted = item._fixtureinfo.argnames
    params = getattr(getattr(item, "callspec", None), "params", {})
    if all(name in params for name in wanted) and not item._fixtureinfo.initialnames[len(wanted) :]:
        try:
            item.obj(**{name: params[name] for name in wanted})
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - whatever it is, the test fails
            return False
        return True
    return not any(report.failed for report in runtestprotocol(item, log=False))


class Judges:
    """The tests, what each one reaches, and how long it takes."""

    def __init__(self, items: list[pytest.Item], modules: list[str]) -> None:
        self.items = items
        self.seconds: dict[int, float] = {}
        self.reaching: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.breadth: dict[int, int] = {}
        plain = []
        for module in modules:
            vars(import_module(module))["_reached"] = reached
            for node, function, _ in functions(module):
                plain.append((function, function.__code__))
                noting = Noting(module).visit(copy.deepcopy(node))
                function.__code__ = compiled(noting, source_of(module))
        for number, item in enumerate(items):
            reached.clear()
            forget()
            started = time.perf_counter()
            passed = run(item)
            self.seconds[number] = time.perf_counter() - started
            if not passed:
                say(f"fails without a mutant, and judges nothing: {item.nodeid[:150]}")
            elif self.seconds[number] < LONGEST:
                self.breadth[number] = len(reached)
                for place in reached:
                    self.reaching[place].append(number)
        for function, code in plain:
            function.__code__ = code
        forget()
        self._texts: dict[Any, frozenset[str]] = {}

    def of(self, mutant: Mutant, rules: frozenset[str], seconds: float) -> list[int]:
        """The tests of a mutant: first those that name a rule that it is part of, then those that reach little else.

        What several rules share meets tests of each rule and of each kind by turns.
        """
        numbers = self.reaching[mutant.module, mutant.statement]
        named = {number for number in numbers if self._names(number, rules)}
        ordered = sorted(numbers, key=lambda one: (self.seconds[one] > 0.1, self.breadth[one]))
        turns: Counter[Any] = Counter()
        ranks = {}
        for number in ordered if len(rules) != 1 else ():
            ranks[number] = min(turns[about] for about in self._about(number))
            turns.update(self._about(number))
        ordered.sort(key=lambda one: (one not in named, ranks.get(one, 0)))
        kept: list[int] = []
        spent = 0.0
        for number in ordered:
            spent += self.seconds[number]
            if spent > seconds and kept:
                break
            kept.append(number)
        return kept

    def _about(self, number: int) -> tuple[Any, Any]:
        """What tells a test from others: the function, and the rule that it is given."""
        item: Any = self.items[number]
        given = getattr(getattr(item, "callspec", None), "params", {}).get("rule")
        return item.obj, getattr(given, "id", str(given))

    def _names(self, number: int, rules: frozenset[str]) -> bool:
        item: Any = self.items[number]
        if item.obj not in self._texts:
            self._texts[item.obj] = frozenset(RULE_ID.findall(inspect.getsource(item.obj)))
        return not rules.isdisjoint((*RULE_ID.findall(item.nodeid), *self._texts[item.obj]))


def survives(mutant: Mutant, judges: Judges, numbers: list[int]) -> bool:
    """Whether no test fails, in a process of the mutant's own."""
    child = os.fork()
    if not child:
        status = 0
        try:
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(HANGS)
            mutant.apply(judges.items)
            status = int(not all(run(judges.items[number]) for number in numbers))
        except BaseException:  # noqa: BLE001 - what breaks the tests is noticed
            status = 1
        os._exit(status)
    _, status = os.waitpid(child, 0)
    return status == 0


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def judge(items: list[pytest.Item], modules: list[str], seconds: float, kinds: list[str]) -> None:
    """Make all mutants, judge them on two processors, and print what came of it."""
    started = time.perf_counter()
    judges = Judges(items, modules)
    say(f"{len(items)} tests, {sum(judges.seconds.values()):.0f} s")
    mutants = [one for module in modules for one in mutants_of(module) if not kinds or one.kind in kinds]
    rules = users_of(modules)
    gc.collect()
    gc.freeze()
    readers = []
    for share in range(2):
        reader, writer = os.pipe()
        if not os.fork():
            for number in range(share, len(mutants), 2):
                mutant = mutants[number]
                numbers = judges.of(mutant, rules[mutant.module, mutant.function], seconds)
                outcome = "unreached" if not numbers else "survives" if survives(mutant, judges, numbers) else "killed"
                if outcome != "killed":
                    where = f"{short(mutant.module)}:{mutant.line} {mutant.function}"
                    say(f"{outcome:9} {mutant.kind:10} {where}: {mutant.text}")
                os.write(writer, f"{number} {outcome}\n".encode())
            os._exit(0)
        os.close(writer)
        readers.append(reader)
    outcomes: dict[int, str] = {}
    for reader in readers:
        with os.fdopen(reader) as lines:
            outcomes.update({int(number): outcome for number, outcome in (line.split() for line in lines)})
        os.wait()
    report(mutants, outcomes)
    say(f"{time.perf_counter() - started:.0f} s")


def report(mutants: list[Mutant], outcomes: dict[int, str]) -> None:
    """Print the score of each module and kind."""
    tables: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    totals: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for number, mutant in enumerate(mutants):
        module = short(mutant.module)
        for total, table, key in zip(totals, tables, (module, mutant.kind), strict=True):
            total[key] += 1
            table[key] += outcomes[number] == "killed"
    for total, table in zip(totals, tables, strict=True):
        say("")
        for key, number in sorted(total.items()):
            say(f"{key:45} {table[key]:5} of {number:5} killed, {100 * table[key] / number:.1f} %")
    say(f"\n{tables[0].total()} of {totals[0].total()} killed, {100 * tables[0].total() / totals[0].total():.1f} %")


def short(module: str) -> str:
    """How a module is named here: ``checks.user_pool``."""
    return module.replace("troposphere_cognito_l2.", "").replace(".rules.", ".")


class Taking:
    """The pytest plugin that takes the collected tests."""

    def __init__(self, modules: list[str], seconds: float, kinds: list[str]) -> None:
        self.modules = modules
        self.seconds = seconds
        self.kinds = kinds

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge mutants in place of running the tests."""
        warnings.simplefilter("error")
        judge(session.items, self.modules, self.seconds, self.kinds)
        return True


def main(arguments: list[str]) -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="of tests at most for a mutant (1)")
    parser.add_argument("--kinds", default="", help="of mutants, with commas between them (all)")
    parser.add_argument("module", nargs="*")
    options = parser.parse_args(arguments)
    engine.all_rules()
    comparing_engine.all_change_rules()
    every = [
        f"troposphere_cognito_l2.{part}.rules.{path.stem}"
        for part in ("checks", "comparing")
        for path in sorted((PACKAGE / part / "rules").glob("*.py"))
        if path.stem != "__init__"
    ]
    modules = [module for module in every if not options.module or short(module) in options.module]
    files = sorted({path for pattern in JUDGES for path in TESTS.glob(pattern) if path.name not in SLOW})
    pytest.main(
        ["-q", "-s", "-p", "no:cacheprovider", "--rootdir", str(TESTS.parent), *map(str, files)],
        plugins=[Taking(modules, options.seconds, [kind for kind in options.kinds.split(",") if kind])],
    )


if __name__ == "__main__":
    main(sys.argv[1:])
