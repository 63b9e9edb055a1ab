"""Settings that Cognito refuses together, found by the rules of `check`: only what the update brings about counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from ..checks.engine import rules_for
from ..checks.finding import Severity
from ..checks.paths import overlap
from ..checks.resource_types import USER_POOL
from ..checks.rule import Problem, Rule
from .change import Change, Effect
from .general import change
from .pair import Pair
from .rule import Claim, sentence

_OF_OTHERS = (
    "E90",  # templates as such: such a deploy does not begin
    *("E9310", "E9314", "E9407", "E9501", "E9512", "E9529", "E9541", "E9631", "E9703", "E9723", "E9834"),  # twins
)
"""How the ids begin of the rules that are not about one resource; twins are told of the later, whichever changes."""

_REFUSED = "the update is refused"


def newly_broken(pair: Pair, ids: Collection[str]) -> Iterator[tuple[Rule, Problem]]:
    """What rules of `check` find in a resource as it is to be.

    A rule that the deployed resource breaks is left out: the service takes what the rule does not.
    """
    for rule in _chosen(pair.type, frozenset(ids)):
        found = list(rule.check(pair.after))
        if found and not any(True for _ in rule.check(pair.before)):
            yield from ((rule, problem) for problem in found)


@cache
def _chosen(resource_type: str, ids: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules_for(resource_type) if rule.id in ids)


def refusals(pair: Pair, ids: Collection[str], why: str = _REFUSED) -> Iterator[Claim]:
    """The same as claims."""
    for claim, _, _ in _refusals(pair, ids, why):
        yield claim


def _refusals(pair: Pair, ids: Collection[str], why: str) -> Iterator[tuple[Claim, Rule, Problem]]:
    """What is refused, each with the rule of `check` and what that says."""
    seen: dict[tuple[str, str], int] = {}
    for rule, problem in newly_broken(pair, ids):
        number = seen[rule.id, problem.path] = seen.get((rule.id, problem.path), 0) + 1
        message = f"{problem.message}: {why} (see {rule.id} of `check`)"
        about = rule.id if number == 1 else f"{rule.id}, {number}"
        yield Claim(problem.path, message, sentence(problem.fix), about=about), rule, problem


def of_settings(pair: Pair, refused: Collection[str]) -> Iterator[Change]:
    """What Cognito refuses of a resource that is no pool, whose own rules of change ask.

    Args:
        pair: the resource.
        refused: the paths of which a rule of change says that already.
    """
    if pair.type == USER_POOL or not pair.deltas:
        return
    for claim, rule, problem in _refusals(pair, _of_one(pair.type), _REFUSED):
        path = claim.path
        if any(overlap(path, other) for other in refused if other):
            continue
        old, new = (None, None) if problem.hidden else (pair.old(path), pair.new(path))
        yield change(
            "C9017", Effect.REJECTED, Severity.ERROR, pair, path, old, new, claim.message, claim.fix, rule.source
        )._replace(about=claim.about)


@cache
def _of_one(resource_type: str) -> frozenset[str]:
    """The rules of `check` about what Cognito refuses of one resource of a type."""
    refusing = (rule.id for rule in rules_for(resource_type) if rule.severity is Severity.ERROR)
    return frozenset(name for name in refusing if not name.startswith(_OF_OTHERS))
