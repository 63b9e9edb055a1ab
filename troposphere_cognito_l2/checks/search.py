"""Run rules over the resources of a template, and over nothing twice: `Search`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from .asking import Alone, Beyond
from .engine import finding_of, findings_by
from .enumeration import Undecided
from .finding import Finding
from .rule import Rule
from .scenarios import Scenarios
from .schema import required, structure_findings
from .transforms import is_unknown
from .view import ResourceView

_Shape = tuple[Any, ...]
"""The type of a resource, and how all of it is written."""

_NAME = re.compile(r"(')(\w+)(?=')")
_REFERENCE = re.compile(r"(\{'(?:Ref': |Fn::GetAtt': \[)')(\w+)'")


def given_properties(body: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The properties of a resource as they are written; ``None`` where those are not known, or no mapping."""
    given = body.get("Properties", {})
    return given if isinstance(given, dict) and not is_unknown(given) else None


def _looked_at(kind: str, given: Iterable[str]) -> list[str]:
    """The properties that a resource of a type has, and those that it has to have."""
    names = dict.fromkeys(given)
    return [*names, *(name for name in required(kind) if name not in names)]


class Search:
    """The search of one template.

    Templates repeat themselves. A rule that asked one resource for some properties, and found nothing, does the same in
    all of its type in which these properties are written alike. So it is not run over those.
    """

    def __init__(self, view: Scenarios) -> None:
        self._view = view
        self._sound: set[tuple[str, str, str | None]] = set()
        """The properties in whose structure nothing was found: type, name, and how they are written."""
        self._asked: dict[tuple[str, str], tuple[str, ...] | None] = {}
        """What a rule asks a resource of a type for; ``None`` if it looks beyond, or finds something."""
        self._clean: set[tuple[Any, ...]] = set()
        """Where a rule finds nothing: type, rule, and how the properties are written that it asks for; or rule and shape."""
        self._left: dict[_Shape, tuple[list[str], list[Rule]]] = {}
        """What is left to do for a resource of a type of which nothing is to be learned, by how it is written."""

    def findings(self, logical_id: str, rules: Sequence[Rule], *, structure: bool) -> list[Finding]:
        """What rules, and those of structure if asked for, find in one resource: each thing once."""
        resource = self._view.anyway(logical_id)
        given = given_properties(resource.body)
        if given is None or self._view.is_conditional(logical_id):
            names = None if given is None else _looked_at(resource.type, given)
            found = [*self._structure(resource, names)] if structure else []
            return found + [finding for rule in rules for finding in self._found(rule, resource)]
        written, waits = self._written(resource, given)
        shape = resource.type, waits, *written.items()
        names, left = self._left.get(shape) or self._left_of(rules, resource.type, written, shape)
        found = [*self._structure(resource, names)] if structure and names else []
        if shape not in self._left:
            if not found:
                self._sound.update([(resource.type, name, written.get(name)) for name in names])
            telling = [rule for rule in left if not self._is_clean(rule, resource, written, shape)]
            if not names and telling == left:
                self._left[shape] = names, left
            left = telling
        return found + [finding for rule in left for finding in self._found(rule, resource)]

    def _written(self, resource: ResourceView, given: Mapping[str, Any]) -> tuple[dict[str, str], str]:
        """How properties are written, and ``DependsOn``: with types, conditions and numbers for the resources named."""
        numbers: dict[str, int] = {}
        resources = self._view.resources

        def numbered(match: re.Match[str]) -> str:
            begin, name = match.groups()
            if name not in self._view:
                return match[0]
            body = resources[name]
            return f"{begin}{body['Type']} {body.get('Condition')} {numbers.setdefault(name, len(numbers))}"

        written = dict(resource.written)
        for name, text in written.items():
            if ("{'Ref'" in text or "{'Fn::GetAtt'" in text) and type(given[name]) is not str:
                written[name] = _REFERENCE.sub(numbered, text)
        waits = resource.body.get("DependsOn")
        return written, _NAME.sub(numbered, repr(waits)) if waits else ""

    def _left_of(
        self, rules: Sequence[Rule], kind: str, written: Mapping[str, str], shape: _Shape
    ) -> tuple[list[str], list[Rule]]:
        """The properties whose structure is to be looked at, and the rules that are to be run."""
        looked_at = _looked_at(kind, written)
        names = [name for name in looked_at if (kind, name, written.get(name)) not in self._sound]
        left = []
        for rule in rules:
            asked = None if rule.near else self._asked.get((kind, rule.id), ())
            known = (rule.id, shape) if asked is None else (kind, rule.id, *map(written.get, asked))
            if known not in self._clean:
                left.append(rule)
        return names, left

    def _is_clean(self, rule: Rule, resource: ResourceView, written: Mapping[str, str], shape: _Shape) -> bool:
        """Whether a rule finds nothing in a resource and looks at nothing else; then that is learned."""
        key = resource.type, rule.id
        if rule.near:
            clean = not self._found(rule, resource) and resource.logical_id not in self._view.crowded
            if clean:
                self._clean.add((rule.id, shape))
            return clean
        known = self._asked.get(key, ())
        if known is None:
            return False
        alone = Alone(resource.type, resource)
        try:
            found = self._run(resource.logical_id, partial(findings_by, rule, alone))
        except Beyond:
            found = None
        if found is None or found or resource.logical_id in self._view.crowded:
            self._asked[key] = None
            return False
        self._asked[key] = asked = tuple(sorted(alone.asked.union(known)))
        self._clean.add((*key, *map(written.get, asked)))
        return True

    def _found(self, rule: Rule, resource: ResourceView) -> Sequence[Finding]:
        """What a rule finds in a resource."""
        undecided = None
        if not self._view.is_conditional(resource.logical_id):
            try:
                if not (problems := [*rule.check(resource)]):  # most often
                    return ()
                return [finding_of(rule, resource, problem) for problem in problems]
            except Undecided as stopped:
                undecided = stopped
        return self._view.found(resource.logical_id, partial(findings_by, rule, resource), undecided)

    def _structure(self, resource: ResourceView, names: Collection[str] | None) -> Iterator[Finding]:
        """What the structural rules find in some properties (``None``: all): one by one where parameters decide them."""
        if names is None:
            yield from self._run(resource.logical_id, partial(structure_findings, resource))
            return
        if settled := [name for name in names if name not in resource.by_property]:
            yield from self._run(resource.logical_id, partial(structure_findings, resource, settled))
        for name in names:
            if name in resource.by_property:
                yield from self._run(resource.logical_id, partial(structure_findings, resource, (name,)))

    def _run(self, logical_id: str, run: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
        """What a run over one resource finds, under all values that matter."""
        undecided = None
        if not self._view.is_conditional(logical_id):
            try:
                return run()
            except Undecided as stopped:
                undecided = stopped
        return self._view.found(logical_id, run, undecided)
