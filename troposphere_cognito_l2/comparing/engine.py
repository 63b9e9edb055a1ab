"""Run the rules of change over what is in one template, the other, or both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from ..checks.operands import mapping
from .change import Change
from .leftovers import rest_of
from .losses import LOSSES
from .pair import Pair, Templates
from .removals import of_removed, of_retyped
from .replacements import of_pair
from .rule import ChangeRule, Claim

_MODULES: Mapping[str, tuple[str, ...]] = {
    "AWS::Cognito::UserPool": ("user_pool",),
}
"""Which modules of ``comparing.rules`` hold the rules of a resource type. Loaded when the type is first met."""


@cache
def change_rules_for(resource_type: str) -> tuple[ChangeRule, ...]:
    """The rules for a resource of a type, in the order of their definition."""
    modules = (import_module(f"{__package__}.rules.{name}") for name in _MODULES.get(resource_type, ()))
    rules = (value for module in modules for value in vars(module).values() if isinstance(value, ChangeRule))
    return tuple(rule for rule in rules if rule.resource_type == resource_type)


def all_change_rules() -> tuple[ChangeRule, ...]:
    """Every rule that is for one type, by id."""
    return tuple(sorted((rule for kind in _MODULES for rule in change_rules_for(kind)), key=lambda rule: rule.id))


def changes_of(logical_id: str, templates: Templates, *, in_place: bool = False) -> list[Change] | None:
    """What an update does to a resource, under the parameter values that are looked at.

    Args:
        logical_id: of the resource, in either template.
        templates: the two templates.
        in_place: whether to tell of what is changed as it stands, too.

    Returns:
        The changes; ``None`` if the resource is in neither template.
    """
    before, after = templates.old.resource(logical_id), templates.new.resource(logical_id)
    if before is None:
        return None if after is None else []
    if after is None:
        return list(of_removed(before, templates))
    if before.type != after.type:
        concerned = before.type in LOSSES or after.type in LOSSES
        return [*of_retyped(before, after), *of_removed(before, templates)] if concerned else []
    if before.type not in LOSSES:
        return []
    pair = templates.pair(logical_id)
    assert pair is not None  # it is in both, of one type
    return list(_of_both(pair, in_place=in_place))


def _of_both(pair: Pair, *, in_place: bool) -> Iterator[Change]:
    claimed = []
    for change in of_pair(pair):
        claimed.append(change.path)
        yield change
    for rule in change_rules_for(pair.type):
        for claim in rule.look(pair):
            claimed.append(claim.path)
            yield _change(rule, claim, pair)
    yield from rest_of(pair, claimed, in_place=in_place)


def _change(rule: ChangeRule, claim: Claim, pair: Pair) -> Change:
    old, new = claim.old, claim.new
    if old is None and new is None and claim.path:
        beside = claim.path in pair.after.body or claim.path in pair.before.body
        old, new = (
            (mapping(view.body).get(claim.path) for view in (pair.before, pair.after))
            if beside
            else (pair.old(claim.path), pair.new(claim.path))
        )
    return Change(
        rule.id,
        rule.effect,
        claim.severity or rule.severity,
        pair.logical_id,
        claim.path,
        old,
        new,
        claim.message,
        claim.fix,
        rule.source,
        claim.steps,
    )
