"""Resources of which parameters decide what they say: `VariedView`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .conditions import Conditions
from .paths import at, first_name
from .values import NO_VALUE, resolve, sub_pieces
from .view import ResourceView

if TYPE_CHECKING:
    from .scenarios import Scenarios


class VariedView(ResourceView):
    """A resource of which parameters decide some properties."""

    def __init__(
        self, logical_id: str, body: Mapping[str, Any], template: Scenarios, by_property: Mapping[str, tuple[str, ...]]
    ) -> None:
        super().__init__(logical_id, body, template)
        self.by_property = by_property
        self._scenarios = template
        self._resolved: dict[Any, Any] = {}

    @property
    def properties(self) -> Any:
        """The resource's ``Properties``, resolved for the scenario."""
        return self.given(self.body["Properties"])

    def given(self, names: Iterable[str]) -> dict[str, Any]:
        """Those of some properties that are given in the scenario."""
        values = ((name, self._resolve(name)) for name in names if name in self.body["Properties"])
        return {name: value for name, value in values if value is not NO_VALUE}

    def _property(self, name: str) -> Any:
        value = self._resolve(name)
        return None if value is NO_VALUE else value

    def _resolve(self, name: str) -> Any:
        key: Any = name
        if name in self.by_property:
            assignment, left_open = self._scenarios.state
            key = name, left_open, *map(assignment.get, self.by_property[name])
        if key not in self._resolved:
            self._resolved[key] = resolve(self.body["Properties"].get(name), self.template.scope)
        return self._resolved[key]

    def get(self, path: str) -> Any:
        """The value at a path, resolved for the scenario."""
        if path in self._looked_up:
            return self._looked_up[path]
        known, key = self._scenarios.known, (self.logical_id, path)
        if key not in known:
            known[key] = self._value(path)
        return known[key]

    def _value(self, path: str) -> Any:
        name = first_name(path)
        value = self._property(name)
        if name != path:
            value = at(value, path[len(name) :].removeprefix("."))
        if name not in self.by_property:  # the same in all scenarios
            self._looked_up[path] = value
        return value


def _of_if(conditions: Conditions, argument: Any) -> set[str]:
    named = argument[0] if isinstance(argument, list) and argument else None
    return conditions.variables(named) if isinstance(named, str) else set()


def _of_ref(conditions: Conditions, argument: Any) -> set[str]:
    return conditions.deciding(argument) if isinstance(argument, str) else set()


def _of_sub(conditions: Conditions, argument: Any) -> set[str]:
    text = argument[0] if isinstance(argument, list) and argument else argument
    pieces = sub_pieces(text)[1::2] if isinstance(text, str) else []
    return {name for piece in pieces for name in conditions.deciding(piece.strip())}


_DECIDED: Mapping[str, Callable[[Conditions, Any], set[str]]] = {
    "Ref": _of_ref,
    "Fn::FindInMap": Conditions.keys_of_lookup,
    "Fn::If": _of_if,
    "Fn::Sub": _of_sub,
}
"""Which variables decide an intrinsic."""


def variables_in(value: Any, conditions: Conditions) -> tuple[str, ...]:
    """The variables that decide a value."""
    found: set[str] = set()
    waiting = [value]
    for held in waiting:  # which grows on the way
        if type(held) is list:
            waiting += held
        elif type(held) is dict:
            waiting += held.values()
            if len(held) == 1:
                [(key, argument)] = held.items()
                if key in _DECIDED:
                    found.update(_DECIDED[key](conditions, argument))
    return tuple(sorted(found))
