"""Settings that Cognito refuses together, found by the rules of `check`: only what the update brings about counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from ..checks.engine import rules_for
from ..checks.finding import Severity
from ..checks.resource_types import USER_POOL
from ..checks.rule import Problem, Rule, overlap
from .change import Change, Effect
from .general import change
from .pair import Pair
from .rule import Claim

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
    for rule, problem in newly_broken(pair, ids):
        yield _claim(rule, problem, why)


def _claim(rule: Rule, problem: Problem, why: str) -> Claim:
    message = f"{problem.message}: {why} (see {rule.id} of `check`)"
    return Claim(problem.path, message, f"{problem.fix[0].upper()}{problem.fix[1:]}.")


def of_settings(pair: Pair, refused: Collection[str]) -> Iterator[Change]:
    """What Cognito refuses of a resource that is no pool, whose own rules of change ask.

    Args:
        pair: the resource.
        refused: the paths of which a rule of change says that already.
    """
    if pair.type == USER_POOL or not pair.deltas:
        return
    for rule, problem in newly_broken(pair, _of_one(pair.type)):
        if any(overlap(problem.path, path) for path in refused if path):
            continue
        claim = _claim(rule, problem, _REFUSED)
        path = claim.path
        old, new = (None, None) if problem.hidden else (pair.old(path), pair.new(path))
        yield change(
            "C9017", Effect.REJECTED, Severity.ERROR, pair, path, old, new, claim.message, claim.fix, rule.source
        )


@cache
def _of_one(resource_type: str) -> frozenset[str]:
    """The rules of `check` about what Cognito refuses of one resource of a type."""
    refusing = (rule.id for rule in rules_for(resource_type) if rule.severity is Severity.ERROR)
    return frozenset(name for name in refusing if not name.startswith(_OF_OTHERS))
