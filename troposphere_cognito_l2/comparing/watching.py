"""Which rules of change look at which properties: `looked_at`, found by watching them look at their own examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..checks.catalogue import template_of
from ..checks.paths import overlap
from ..checks.scenarios import Scenarios
from ..checks.transforms import Prepared
from ..checks.view import ResourceView
from .engine import change_rules_for
from .pair import Pair, Templates
from .properties import properties_of
from .rule import ChangeRule
from .values import Delta


def looked_at(resource_type: str) -> Mapping[str, Sequence[str]]:
    """The properties of a type, each with the ids of the rules that look at it."""
    found: dict[str, dict[str, None]] = {}
    for rule in change_rules_for(resource_type):
        before, after, harmless = (
            template_of(resource_type, example)["Resources"] for example in (rule.before, rule.after, rule.harmless)
        )
        seen = {path for pair in ((before, after), (before, harmless), (after, before)) for path in _seen(rule, *pair)}
        for path in properties_of(resource_type):
            if any(overlap(path, other) for other in seen if other):
                found.setdefault(path, {})[rule.id] = None
    return {path: list(rules) for path, rules in found.items()}


class _Watched(Pair):
    """A pair that keeps what it was asked for."""

    def __init__(self, before: ResourceView, after: ResourceView, templates: Templates, seen: set[str]) -> None:
        super().__init__(before, after, templates)
        self.seen = seen

    def delta(self, path: str) -> Delta | None:
        self.seen.add(path)
        return super().delta(path)

    def old(self, path: str) -> Any:
        self.seen.add(path)
        return super().old(path)

    def new(self, path: str) -> Any:
        self.seen.add(path)
        return super().new(path)


def _seen(rule: ChangeRule, before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The properties that a rule asks for, or speaks of, where it looks at two templates."""
    old, new = (
        Scenarios(document, prepared.resources, complete=prepared.complete, values={})
        for document in ({"Resources": before}, {"Resources": after})
        for prepared in (Prepared(document),)
    )
    templates = Templates(old, new, same_values=False, same_ground=False)
    seen: set[str] = set()

    def look() -> list[Any]:
        for logical_id in before:
            pair = templates.pair(logical_id)
            if pair is not None and pair.type == rule.resource_type:
                watched = _Watched(pair.before, pair.after, templates, seen)
                seen.update([claim.path for claim in rule.look(watched)])
        return []

    templates.enumeration.leaves(look)
    return seen
