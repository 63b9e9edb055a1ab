"""What rules ask a resource for: where nothing of it is there, or all of it was looked at before, they can be spared."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from .paths import first_name
from .rule import Check, Rule
from .view import ResourceView


class Beyond(Exception):  # noqa: N818 - it is no error
    """A rule looks at more than some properties of one resource."""


class Alone(ResourceView):
    """A resource by itself, which notes the properties that a rule asks for; whatever else it asks for is `Beyond`."""

    def __init__(self, resource_type: str, resource: ResourceView | None = None) -> None:
        """Stand for a resource; without one, for one that has no properties."""
        self.type = resource_type
        self.asked: set[str] = set()
        self._resource = resource

    def __getattr__(self, name: str) -> Any:
        raise Beyond(name)

    @property
    def properties(self) -> Any:
        """All properties."""
        raise Beyond("properties")

    def get(self, path: str) -> Any:
        """The resolved value at a path, which is noted."""
        self.asked.add(first_name(path))
        return None if self._resource is None else self._resource.get(path)

    def twins(self, *names: str, ignore_case: bool = False) -> Iterator[ResourceView]:
        """None, if one of the properties is left out."""
        if None not in [self.get(name) for name in names]:
            raise Beyond("twins")
        return iter(())


@cache
def _asked_by(check: Check, resource_type: str) -> frozenset[str] | None:
    """The properties without any of which a rule has nothing to say; ``None`` if it may have something to say anyway."""
    resource = Alone(resource_type)
    try:
        found = any(True for _ in check(resource))
    except Beyond:
        return None
    return None if found else frozenset(resource.asked)


def may_find(rule: Rule, resource_type: str, properties: Collection[str]) -> bool:
    """Whether a rule may find something in a resource of a type that has properties of these names only.

    A rule that finds nothing in an empty resource, of which it asked for some properties, does the same in all
    resources that have none of those. Most rules are about what most resources do not have.
    """
    asked = _asked_by(rule.check, resource_type)
    return asked is None or not asked.isdisjoint(properties)
