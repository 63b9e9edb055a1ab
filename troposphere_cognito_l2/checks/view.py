"""The view of a template that rules look at: its resources, their properties resolved."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from .paths import at, first_name
from .values import NO_VALUE, Reference, resolve

OUTPUT, CONDITION = "Outputs", "Conditions"
"""Stand for the type of what is looked at like a resource: the sections that hold it, and how its id begins."""


class ResourceView:
    """One resource of a template, its properties resolved (see `values`)."""

    by_property: Mapping[str, tuple[str, ...]] = {}
    """The parameters that decide what it says, by property."""

    def __init__(self, logical_id: str, body: Mapping[str, Any], template: TemplateView) -> None:
        self.logical_id = logical_id
        self.type: str = body.get("Type", "")
        self.body = body
        self.template = template
        self._looked_up: dict[str, Any] = {}
        self._properties: Any = NO_VALUE
        given = body.get("Properties")
        several = type(given) is dict and len(given) > 1 and "Fn::Transform" not in given
        self.one_by_one: Mapping[str, Any] | None = given if several else None
        """The properties, if each can be resolved alone: a rule about a role's trust need not read its policies."""

    @cached_property
    def written(self) -> Mapping[str, str]:
        """How each of the properties is written, where they are plain data."""
        given = self.body.get("Properties")
        return {name: repr(value) for name, value in given.items()} if type(given) is dict else {}

    @property
    def properties(self) -> Any:
        """The resource's ``Properties``, resolved."""
        if self._properties is NO_VALUE:
            self._properties = self.template.resolved_whole(self)
            if type(self._properties) is dict:
                self._looked_up.update(self._properties)
        return self._properties

    def given(self, names: Iterable[str]) -> dict[str, Any]:
        """Those of some properties that are given, resolved."""
        given = self.one_by_one
        if given is None or self._properties is not NO_VALUE:
            properties = self.properties
            return {name: properties[name] for name in names if name in properties} if type(properties) is dict else {}
        values = {name: self.template.resolved(self, name) for name in names if name in given}
        return {name: value for name, value in values.items() if value is not NO_VALUE}

    def _property(self, name: str) -> Any:
        """One of the resource's properties, resolved."""
        given = self.one_by_one
        if given is None or self._properties is not NO_VALUE:
            return at(self.properties, name)
        value = self.template.resolved(self, name) if name in given else None
        return None if value is NO_VALUE else value

    def get(self, path: str) -> Any:
        """The resolved value at a path; ``None`` where it is surely absent, `Unknown` where only the deploy knows."""
        known = self._looked_up
        if path in known:
            return known[path]
        name = first_name(path)
        value = self._property(name) if name == path else at(self.get(name), path[len(name) :].removeprefix("."))
        known[path] = value
        return value

    def literal(self, path: str) -> Any:
        """The string, number or boolean at a path, or ``None`` if there is none or it is not known."""
        value = self.get(path)
        return value if isinstance(value, (str, int, float)) else None

    def absent(self, path: str) -> bool:
        """Whether the property is surely left out (an empty list or mapping counts as left out)."""
        value = self.get(path)
        return value is None or value in ([], {})

    def lists(self, path: str, item: str) -> bool:
        """Whether the list at a path surely holds an item."""
        value = self.get(path)
        return isinstance(value, list) and item in value

    def lacks(self, path: str, item: str) -> bool:
        """Whether the list at a path surely does not hold an item."""
        value = self.get(path)
        if value is None:
            return True
        return isinstance(value, list) and all(isinstance(other, str) and other != item for other in value)

    def items(self, path: str) -> list[tuple[str, Any]]:
        """The members of the list at a path, each with its own path; nothing where the list is not known."""
        value = self.get(path)
        if not isinstance(value, list):
            return []
        return [(f"{path}[{index}]", item) for index, item in enumerate(value)]

    def twins(self, *names: str, ignore_case: bool = False) -> Iterator[ResourceView]:
        """Earlier resources of the same type whose properties of these names surely have the same values.

        Left out is what stands under another condition: it may never exist beside this one.
        """
        yield from self.template.twins(self, names, ignore_case=ignore_case)

    def target(self, path: str) -> ResourceView | None:
        """The resource that the value at a path refers to, if it is in the template."""
        value = self.get(path)
        return self.template.resource(value.logical_id) if isinstance(value, Reference) else None


class TemplateView:
    """The resources that rules may look at; each one is resolved when it is first asked for."""

    follows_conditions = False
    """Whether an ``Fn::If`` is resolved by scenario. Where it is not, both of its values are looked at."""
    complete = False
    """Whether nothing can be added to the template: only then may a rule say that something is missing from it."""
    made: tuple[str, ...] = ()
    """How the names begin of what a transform may add to a complete template."""
    parameters: Mapping[str, Any] = {}
    """The template's ``Parameters``, as far as they are known."""
    given_conditions: Mapping[str, Any] = {}
    """The template's ``Conditions``, as far as they are known."""

    def __init__(self, resources: Mapping[str, Any]) -> None:
        self.resources = resources
        """All logical ids with what the template says of each. Some may not exist together: see `resource`."""
        self.scope: Container[str] = resources
        """What resolving takes (see `values.resolve`)."""
        self.memo: dict[str, Any] = {}
        """What rules keep from one resource to the next: only what is so whatever exists."""
        self._views: dict[str, ResourceView] = {}
        self._bodies: dict[str, list[tuple[str, Any]]] = {}
        self._properties: dict[str, _Held] = {}

    def forget(self) -> None:
        """Let go of the views, which refer back here: garbage in circles costs more to collect than to make."""
        self._views.clear()

    def resolved_whole(self, resource: ResourceView) -> Any:
        """The ``Properties`` of a resource for rules."""
        return resolve(resource.body.get("Properties", {}), self.scope)

    def resolved(self, resource: ResourceView, name: str) -> Any:
        """A property that a resource has, for rules (see `values.resolve`), where parameters decide nothing in it."""
        return resolve(resource.body["Properties"][name], self.scope)

    def of_type(self, resource_type: str) -> Iterable[ResourceView]:
        """The resources of a type, in the template's order."""
        for logical_id, _ in self.bodies_of(resource_type):
            found = self.resource(logical_id)
            if found is not None:
                yield found

    def having(self, resource_type: str, name: str, value: Any) -> Iterator[ResourceView]:
        """The resources of a type one of whose properties surely has that value, in the template's order."""
        for found in self.of_type(resource_type):
            if found.get(name) == value:
                yield found

    def bodies_of(self, resource_type: str) -> list[tuple[str, Any]]:
        """The resources of a type as they are held, existing together or not, in the template's order."""
        if resource_type not in self._bodies:
            self._bodies[resource_type] = self.held_as(resource_type.__eq__)
        return self._bodies[resource_type]

    def held_as(self, wanted: Callable[[Any], bool]) -> list[tuple[str, Any]]:
        """The resources whose type is wanted as they are held, in the template's order."""
        return [(logical_id, body) for logical_id, body in self.resources.items() if wanted(type_of(body))]

    def resource(self, logical_id: str) -> ResourceView | None:
        """The resource of that logical id, if it is in the template and exists in the scenario that is looked at."""
        if logical_id not in self.resources:
            return None
        if logical_id not in self._views:
            body = self.resources[logical_id]
            if not isinstance(body, Mapping):  # a troposphere object
                body = body.resource
            self._views[logical_id] = self.view(logical_id, body)
        return self._views[logical_id]

    def view(self, logical_id: str, body: Mapping[str, Any]) -> ResourceView:
        """The view of a resource, made when it is first asked for."""
        return ResourceView(logical_id, body, self)

    def twins(self, view: ResourceView, names: tuple[str, ...], *, ignore_case: bool) -> Iterator[ResourceView]:
        """What `ResourceView.twins` yields."""
        values = [folded(view.get(name), ignore_case) for name in names]
        if None in values:
            return
        condition = view.body.get("Condition")
        for logical_id, properties in likely(self._properties_of(view.type), names, values, ignore_case):
            if logical_id == view.logical_id:
                return
            same = (
                folded(resolve(properties.get(name), self.scope), ignore_case) == value
                for name, value in zip(names, values, strict=True)
            )
            if not all(same):
                continue
            twin = self.resource(logical_id)
            assert twin is not None  # it is one of the template's
            if condition is None or twin.body.get("Condition") in (None, condition):
                yield twin

    def _properties_of(self, resource_type: str) -> _Held:
        """The properties of the resources of a type as they are held, in the template's order."""
        if resource_type not in self._properties:
            bodies = self.bodies_of(resource_type)
            held = [(name, (body if type(body) is dict else body.resource).get("Properties")) for name, body in bodies]
            self._properties[resource_type] = [(name, given) for name, given in held if isinstance(given, dict)]
        return self._properties[resource_type]


_Held = list[tuple[str, dict[str, Any]]]
"""Resources by logical id, with their properties as they are held."""


def type_of(body: Any) -> Any:
    """The type of a resource, without rendering it."""
    return body.get("Type") if type(body) is dict else getattr(body, "resource_type", None)


def likely(held: _Held, names: Iterable[str], values: Iterable[Any], ignore_case: bool) -> _Held:
    """The resources whose properties of some names may resolve to wanted values."""
    for name, value in zip(names, values, strict=True):
        held = _likely(held, name, value, ignore_case)
    return held


def _likely(held: _Held, name: str, wanted: Any, ignore_case: bool) -> _Held:
    """The resources one of whose properties may resolve to a wanted value; what tells hundreds of others quickly."""
    if type(wanted) is Reference and wanted.attribute is None:
        target = wanted.logical_id
        refs = [(item, getattr(value := item[1].get(name), "data", value)) for item in held]
        return [item for item, data in refs if type(data) is not dict or data.get("Ref", target) == target]
    if type(wanted) is str and not ignore_case:
        texts = [(item, item[1].get(name)) for item in held]
        return [item for item, text in texts if type(text) is not str or text == wanted or "{{" in text]
    return held


def folded(value: Any, ignore_case: bool) -> Any:
    """The value; a text without its case if that is to be ignored."""
    return value.casefold() if ignore_case and isinstance(value, str) else value
