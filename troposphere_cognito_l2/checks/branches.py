"""What is about to join a template, under the parameter values of that template: `errors_in_branches`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from .finding import Finding
from .rule import Rule
from .scenarios import Scenarios
from .search import Search
from .view import ResourceView, folded, likely


def errors_in_branches(
    new: Collection[str],
    resources: Mapping[str, Any],
    sections: Mapping[str, Any],
    rules_for: Callable[[ResourceView], Iterable[Rule]],
) -> list[Finding]:
    """What rules find in new resources of a template, under all parameter values that matter to them.

    Args:
        new: their logical ids.
        resources: all resources of the template, as mappings or troposphere objects.
        sections: the other sections of the template.
        rules_for: gives the hand-written rules for a resource.
    """
    given = {**sections, "Resources": {logical_id: resources[logical_id] for logical_id in new}}
    template = _Branches(given, resources)
    search = Search(template)
    found = []
    for logical_id in new:
        rules = rules_for(template.anyway(logical_id))
        found += search.findings(logical_id, list(rules), structure=True)
    template.forget()
    return found


class _Branches(Scenarios):
    """The resources of a template; what is not looked at stays as it is."""

    follows_conditions = False  # some are not there yet, and options mend what is found, not patches

    def __init__(self, sections: Mapping[str, Any], resources: Mapping[str, Any]) -> None:
        held = {name: getattr(body, "resource", body) for name, body in resources.items()}
        bodies = {name: body for name, body in held.items() if _is_usual(body)}
        super().__init__(_plain(sections), bodies, complete=False, offered=True)

    def view(self, logical_id: str, body: Mapping[str, Any]) -> ResourceView:
        """The view of a resource."""
        return super().view(logical_id, _plain(body))

    def twins(self, view: ResourceView, names: tuple[str, ...], *, ignore_case: bool) -> Iterator[ResourceView]:
        """What `ResourceView.twins` yields; nothing under a condition that the template does not have yet."""
        own = view.body.get("Condition")
        for other in super().twins(view, names, ignore_case=ignore_case):
            condition = other.body.get("Condition")
            if condition in (None, own) or self.holds(condition) is not None:
                yield other

    def _having(
        self, kind: str, names: tuple[str, ...], values: list[Any], *, ignore_case: bool
    ) -> Iterator[ResourceView]:
        """The resources of a type with those values; only those that may have them are made plain data."""
        for logical_id, _ in likely(self._properties_of(kind), names, values, ignore_case):
            other = self.anyway(logical_id)
            same = [folded(other.get(name), ignore_case) for name in names] == values
            if same and self.resource(logical_id) is not None:
                yield other


def _is_usual(body: Any) -> bool:
    """Whether this is a resource, rather than a macro's loop or what is none at all."""
    if not isinstance(body, Mapping) or not isinstance(body.get("Type"), str):
        return False
    return isinstance(body.get("Condition", ""), (str, type(None)))


def _plain(value: Any) -> Any:
    """What troposphere and awacs objects hold, whether or not it is complete."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if type(getattr(value, "properties", None)) is dict:
        return _plain(value.properties)
    if hasattr(value, "JSONrepr"):
        return _plain(value.JSONrepr())
    return _plain(value.to_dict()) if hasattr(value, "to_dict") else value
