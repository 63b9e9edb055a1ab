"""Two templates side by side: what is deployed, and what is to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..checks.enumeration import Enumeration, Node
from ..checks.operands import mapping
from ..checks.paths import overlap
from ..checks.rules.links import links
from ..checks.scenarios import Scenarios
from ..checks.schema import registry
from ..checks.values import Reference, Text
from ..checks.view import ResourceView
from .renames import Renames
from .values import NAMED_BY, Delta, deltas, same, settled, will_differ

_RETAINED = ("Retain", "RetainExceptOnCreate")


class Pair:
    """One resource that is in both templates, before and after."""

    def __init__(self, before: ResourceView, after: ResourceView, templates: Templates) -> None:
        self.before = before
        """The resource as it is deployed."""
        self.after = after
        """The resource as it is to be."""
        self.templates = templates
        self.type = before.type
        self.logical_id = after.logical_id

    @cached_property
    def deltas(self) -> list[Delta]:
        """The properties that are not what they were."""
        node = registry()["types"].get(self.type, {})
        return deltas(self.before, self.after, node, self.templates.may_differ(self.before, self.after))

    def delta(self, path: str) -> Delta | None:
        """What became of a property, or of the first thing inside it that changed; ``None`` if nothing did."""
        return next((delta for delta in self.deltas if overlap(delta.path, path)), None)

    def old(self, path: str) -> Any:
        """What stood at a path, settled (see `values.settled`); ``None`` for nothing."""
        return self._settled(self.before, path)

    def new(self, path: str) -> Any:
        """What stands at a path now."""
        return self._settled(self.after, path)

    def _settled(self, view: ResourceView, path: str) -> Any:
        value = view.get(path)
        return None if value is None else settled(value, view.template)

    def texts(self, path: str, default: str) -> tuple[str, str] | None:
        """The literals before and after at a path, a default where there is none; ``None`` if one is not known."""
        old, new = (default if value is None else value for value in (self.old(path), self.new(path)))
        return (old, new) if isinstance(old, str) and isinstance(new, str) else None

    def removed_members(self, path: str, default: Sequence[str] = ()) -> list[Any]:
        """The members that the list at a path surely had, and surely has no more.

        Args:
            path: of the list.
            default: what the service takes where the list is left out.
        """
        return _only_in(self.old(path), self.new(path), default)

    @property
    def is_replaced(self) -> bool:
        """Whether the resource is surely recreated."""
        return self.templates.is_replaced(self.logical_id)


def _only_in(one: Any, other: Any, default: Sequence[str]) -> list[Any]:
    """The known members of one list that another surely lacks."""
    lists = [list(default) if value in (None, []) else value for value in (one, other)]
    if not all(isinstance(value, list) for value in lists):
        return []
    mine, theirs = (_without(value, beside) for value, beside in (lists, lists[::-1]))
    return [item for item in mine if not _is_open(item) and all(will_differ(item, member) for member in theirs)]


def _without(members: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The members of a list that are not in another, said in any way: a list has nothing twice."""
    return [item for item in members if item not in others and not any(same(item, other) for other in others)]


def _is_open(item: Any) -> bool:
    return not isinstance(item, (str, Reference, Text, dict))


class Templates:
    """The two templates, as they are under one combination of parameter values at a time."""

    def __init__(self, old: Scenarios, new: Scenarios, *, same_values: bool, same_ground: bool) -> None:
        """Put two templates side by side.

        Args:
            old: what is deployed.
            new: what is to be.
            same_values: whether the same is known of the parameters of both.
            same_ground: whether conditions, mappings and parameters are the same too.
        """
        self.old = old
        self.new = new
        self._same_values = same_values
        self._same_ground = same_ground
        old.conditions.look_beside(new.conditions)
        new.conditions.look_beside(old.conditions)
        self.renames = Renames(self)
        self.known: dict[Any, Any] = {}
        """What was found out under the values that are looked at."""
        self.enumeration = Enumeration((old, new, self), self)

    # What the enumeration asks for

    def assume(self, node: Node, variables: frozenset[str] | None) -> None:
        """Forget what was so under other values."""
        self.known = node.known_to(self)

    def choices(self, variable: str) -> Any:
        """What a variable may be."""
        return self.new.conditions.choices(variable)

    def possible(self, assignment: Mapping[str, Any]) -> bool:
        """Whether values can come together, in both templates."""
        return self.old.conditions.possible(assignment) and self.new.conditions.possible(assignment)

    # What there is

    def pair(self, logical_id: str) -> Pair | None:
        """A resource that is in both templates, of one type."""
        key = "pair", logical_id
        if key not in self.known:
            before, after = self.old.resource(logical_id), self.new.resource(logical_id)
            found = None
            if before is not None and after is not None and before.type == after.type:
                found = Pair(before, after, self)
            self.known[key] = found
        return self.known[key]  # type: ignore[no-any-return]  # the memo holds more than one kind of thing

    def may_differ(self, before: ResourceView, after: ResourceView) -> list[str]:
        """The properties of a resource that may not say the same, by what stands there."""
        old, new = (mapping(view.body.get("Properties")) for view in (before, after))
        if not self._same_values:
            return list({**old, **new})
        names = {**old, **new}
        if self._same_ground:
            return [name for name in names if old.get(name) != new.get(name)]
        return [name for name in names if old.get(name) != new.get(name) or _is_built(old.get(name))]

    def removed(self, resource_type: str) -> Iterator[ResourceView]:
        """The resources of a type that are only in the old template."""
        for view in self.old.of_type(resource_type):
            if self.pair(view.logical_id) is None:
                yield view

    def added(self, resource_type: str) -> Iterator[ResourceView]:
        """The resources of a type that are only in the new template."""
        for view in self.new.of_type(resource_type):
            if self.pair(view.logical_id) is None:
                yield view

    def is_replaced(self, logical_id: str) -> bool:
        """Whether a resource of both templates is surely recreated: by itself, or with what it belongs to."""
        key = "replaced", logical_id
        if key not in self.known:
            self.known[key] = False  # as for what refers to itself
            pair = self.pair(logical_id)
            self.known[key] = pair is not None and any(True for _ in self.reasons(pair))
        return bool(self.known[key])

    def reasons(self, pair: Pair) -> Iterator[tuple[str, str]]:
        """The create-only properties that surely change, each with what is recreated behind it (or nothing)."""
        for name in registry()["types"].get(pair.type, {}).get("createOnly", ()):
            delta = pair.delta(name)
            if delta is not None and delta.sure and not _is_default(pair.type, delta):
                yield name, self._renamed(delta)
            elif isinstance(value := pair.after.get(name), Reference) and self._other_name(value):
                yield name, value.logical_id

    def _renamed(self, delta: Delta) -> str:
        """The resource that a property refers to under its old logical id before, and under its new one after."""
        old, new = delta.old, delta.new
        if not isinstance(old, Reference) or not isinstance(new, Reference) or old.logical_id not in self.old.resources:
            return ""
        became = self.renames.of(self.old.resources[old.logical_id]["Type"]).get(old.logical_id)
        return old.logical_id if became is not None and became.new == new.logical_id else ""

    def _other_name(self, reference: Reference) -> bool:
        """Whether a reference that is as it was leads to something that is recreated under another id."""
        body = self.new.resources[reference.logical_id]
        if not self.is_replaced(reference.logical_id):
            return False
        pair = self.pair(reference.logical_id)
        return pair is None or body["Type"] not in NAMED_BY or pair.delta(NAMED_BY[body["Type"]]) is not None

    def referrers(self, view: ResourceView) -> list[str]:
        """The logical ids of the resources that refer to one, in its own template."""
        template = view.template
        if "referrers" not in template.memo:
            found: dict[str, dict[str, None]] = {}
            for name, some in links(template).items():
                for link in some:
                    found.setdefault(link.target, {})[name] = None
            template.memo["referrers"] = found
        return list(template.memo["referrers"].get(view.logical_id, ()))


def _is_built(value: Any) -> bool:
    """Whether a value holds an intrinsic, so that it may say something else where conditions or mappings do."""
    waiting = [value]
    for part in waiting:  # which grows on the way
        if isinstance(part, dict):
            if any(name == "Ref" or name.startswith("Fn::") for name in part if isinstance(name, str)):
                return True
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return False


def _is_default(kind: str, delta: Delta) -> bool:
    """Whether all that changed is that a default is written out, or no more."""
    return kind == "AWS::Cognito::UserPoolClient" and (delta.old, delta.new) in ((None, "false"), ("false", None))


def kept_when_removed(view: ResourceView) -> bool:
    """Whether CloudFormation leaves a resource alone that is no longer in the template."""
    return view.body.get("DeletionPolicy") in _RETAINED


def kept_when_replaced(view: ResourceView) -> bool:
    """Whether CloudFormation leaves a resource alone when it has made another in its place."""
    return view.body.get("UpdateReplacePolicy") in _RETAINED
