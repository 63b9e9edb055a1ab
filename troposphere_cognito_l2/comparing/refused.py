"""Settings that Cognito refuses together, found by the rules of `check`: only what the update brings about counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from ..checks.engine import rules_for
from ..checks.rule import Problem, Rule
from .pair import Pair
from .rule import Claim


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


def refusals(pair: Pair, ids: Collection[str], why: str = "the update is refused") -> Iterator[Claim]:
    """The same as claims."""
    for rule, problem in newly_broken(pair, ids):
        message = f"{problem.message}: {why} (see {rule.id} of `check`)"
        yield Claim(problem.path, message, f"{problem.fix[0].upper()}{problem.fix[1:]}.")
