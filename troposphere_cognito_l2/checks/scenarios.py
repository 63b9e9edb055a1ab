"""A template under the parameter values that matter: `Scenarios`.

Nothing is enumerated beforehand. A rule runs with no parameter known; where it comes to something that a parameter
decides (a branch of ``Fn::If``, whether a resource exists), `Undecided` stops it, and it runs again once for each value
of that parameter. So each rule sees just the combinations that make a difference to what it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .conditions import Assignment, Conditions
from .finding import Finding
from .leaves import Leaf, merged
from .rule import ResourceView, TemplateView, at, first_name, folded
from .values import NO_VALUE, Scope, resolve, sub_pieces

MOST_SCENARIOS = 64
"""So many combinations of values are looked at for one rule and one resource."""
_MOST_RUNS = 10000
"""So often rules are run again for conditions in one template; past that they do without."""

_NOTHING: Assignment = {}


class Undecided(Exception):  # noqa: N818 - it is no error
    """A rule came to what a variable decides that has no value yet."""

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


class Scenarios(TemplateView, Scope):
    """A complete template; what exists in it, and with what values, follows the assignment that is looked at."""

    follows_conditions = True

    def __init__(self, template: Mapping[str, Any], resources: Mapping[str, Any], *, complete: bool) -> None:
        super().__init__(resources)
        self.complete = complete
        self.scope: Container[str] = self
        self.conditions = Conditions(template)
        self.parameters = self.conditions.parameters
        self.crowded: set[str] = set()
        """The resources for which there were too many combinations."""
        self._assignment = _NOTHING
        self._truths: dict[str, bool | None] = {}
        self._open: frozenset[str] | None = None
        self._runs = 0
        self._under = {name: body["Condition"] for name, body in resources.items() if body.get("Condition") is not None}
        for logical_id, body in resources.items():
            self._bodies.setdefault(body["Type"], []).append((logical_id, body))
        self._always: dict[str, list[ResourceView]] = {}
        self._places = {logical_id: place for place, logical_id in enumerate(resources)}
        self._alike: dict[Any, tuple[dict[str, list[str]], list[str]]] = {}

    # What is known (see `values.Scope`)

    def __contains__(self, logical_id: object) -> bool:
        return logical_id in self.resources

    def holds(self, condition: str) -> bool | None:
        """Whether a condition holds; ``None`` if that can't be known."""
        if condition not in self._truths:
            truth = self.conditions.holds(condition, self._assignment)
            if isinstance(truth, str):
                self._ask(truth)
                truth = None
            self._truths[condition] = truth
        return self._truths[condition]

    def parameter(self, name: str) -> str | None:
        """The value of a parameter, if conditions or mappings make it known."""
        if not self.conditions.is_variable(name):
            return None
        if name not in self._assignment:
            self._ask(name)
        choice = self._assignment.get(name)
        return None if choice is None else choice.value

    def found_in_map(self, argument: Any) -> Any:
        """What ``Fn::FindInMap`` finds; ``None`` if that can't be known."""
        found = self.conditions.find(argument, self._assignment)
        if isinstance(found, str):
            self._ask(found)
            return None
        return None if found is None else found[0]

    def _ask(self, variable: str) -> None:
        """Have a variable decided, unless it is one that stays open."""
        if self._open is None or variable in self._open:
            raise Undecided(variable)

    @property
    def state(self) -> tuple[Assignment, bool]:
        """The assignment, and whether something stays open."""
        return self._assignment, self._open is not None

    # What exists

    def resource(self, logical_id: str) -> ResourceView | None:
        """The resource of that logical id, if it exists in the scenario; if that can't be known, it does."""
        if logical_id in self._under and self.holds(self._under[logical_id]) is False:
            return None
        if logical_id in self._views:
            return self._views[logical_id]
        return super().resource(logical_id)

    def bodies_of(self, resource_type: str) -> list[tuple[str, Any]]:
        """The resources of a type as the template has them, existing together or not, in its order."""
        return self._bodies.get(resource_type, [])

    def of_type(self, resource_type: str) -> Iterable[ResourceView]:
        """The resources of a type that exist in the scenario, in the template's order."""
        if resource_type in self._always:
            return self._always[resource_type]
        names = [logical_id for logical_id, _ in self.bodies_of(resource_type)]
        if not self._under.keys().isdisjoint(names):
            return super().of_type(resource_type)
        views = self._always[resource_type] = [self.anyway(logical_id) for logical_id in names]
        return views

    def view(self, logical_id: str, body: Mapping[str, Any]) -> ResourceView:
        """The view of a resource: a `VariedView` where parameters decide what it says."""
        given = body.get("Properties")
        if self.conditions.vary and isinstance(given, dict):
            by_property = {name: found for name, value in given.items() if (found := self.variables_in(value))}
            if by_property:
                return VariedView(logical_id, body, self, by_property)
        return ResourceView(logical_id, body, self)

    def variables_in(self, value: Any) -> tuple[str, ...]:
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
                        found.update(_DECIDED[key](self.conditions, argument))
        return tuple(sorted(found))

    def having(self, resource_type: str, name: str, value: Any) -> Iterator[ResourceView]:
        """The resources of a type one of whose properties surely has that value, in the template's order."""
        return self._having(resource_type, (name,), [value], ignore_case=False)

    def twins(self, view: ResourceView, names: tuple[str, ...], *, ignore_case: bool) -> Iterator[ResourceView]:
        """What `ResourceView.twins` yields."""
        values = [folded(view.get(name), ignore_case) for name in names]
        if None in values:
            return
        for other in self._having(view.type, names, values, ignore_case=ignore_case):
            if other is view:
                return
            yield other

    def _having(
        self, kind: str, names: tuple[str, ...], values: list[Any], *, ignore_case: bool
    ) -> Iterator[ResourceView]:
        """The resources of a type with those values; whether one exists is asked only of those that have them."""
        alike, varied = self._alike_of(kind, names, ignore_case)
        same: Sequence[str] = alike.get(repr(values), ())
        if varied:
            same = sorted((*same, *varied), key=self._places.__getitem__)
        for logical_id in same:
            if logical_id in varied:
                other = self.anyway(logical_id)
                if [folded(other.get(name), ignore_case) for name in names] != values:
                    continue
            found = self.resource(logical_id)
            if found is not None:
                yield found

    def _alike_of(self, kind: str, names: tuple[str, ...], ignore_case: bool) -> tuple[dict[str, list[str]], list[str]]:
        """The resources of a type by their values of some properties, and those whose values vary."""
        key = (kind, names, ignore_case)
        if key not in self._alike:
            alike: dict[str, list[str]] = {}
            varied: list[str] = []
            for logical_id, _ in self.bodies_of(kind):
                view = self.anyway(logical_id)
                if isinstance(view, VariedView) and not view.by_property.keys().isdisjoint(names):
                    varied.append(logical_id)
                else:
                    values = [folded(view.get(name), ignore_case) for name in names]
                    alike.setdefault(repr(values), []).append(logical_id)
            self._alike[key] = alike, varied
        return self._alike[key]

    def anyway(self, logical_id: str) -> ResourceView:
        """The view of a resource, whether or not it exists."""
        view = super().resource(logical_id)
        assert view is not None  # it is one of the template's
        return view

    # The combinations that make a difference

    def is_conditional(self, logical_id: str) -> bool:
        """Whether a resource stands under a condition."""
        return logical_id in self._under

    def found(self, logical_id: str, run: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
        """What a run finds in a resource under all values that matter: each thing once, with the values that show it.

        Past 64 combinations only those of the resource's own variables are looked at, and past 64 of those each value
        alone: what is left open is unknown.
        """
        leaves = self._leaves(logical_id, run, None)
        if leaves is None:
            self.crowded.add(logical_id)
            own = self._own_variables(logical_id)
            leaves = self._leaves(logical_id, run, own) or self._values_alone(logical_id, run, own)
        self._assume(_NOTHING, None)
        return merged(leaves)

    def _leaves(
        self, logical_id: str, run: Callable[[], Sequence[Finding]], variables: frozenset[str] | None
    ) -> list[Leaf] | None:
        found: list[Leaf] = []
        waiting = [_NOTHING]
        while waiting:
            assignment = waiting.pop()
            self._assume(assignment, variables)
            try:
                if self.resource(logical_id) is not None:
                    found.append((assignment, run()))
                continue
            except Undecided as undecided:
                variable = undecided.variable
            self._runs += 1
            branches: list[Assignment] = [{**assignment, variable: c} for c in self.conditions.choices(variable)]
            waiting += [branch for branch in reversed(branches) if self.conditions.possible(branch)]
            if len(found) + len(waiting) > MOST_SCENARIOS or self._runs > _MOST_RUNS:
                return None
        return found

    def _values_alone(self, logical_id: str, run: Callable[[], Sequence[Finding]], own: Iterable[str]) -> list[Leaf]:
        """What a run finds under no value at all, and under each value of each variable alone."""
        alone: list[Assignment] = [_NOTHING]
        alone += [{variable: choice} for variable in sorted(own) for choice in self.conditions.choices(variable)]
        found: list[Leaf] = []
        for assignment in alone[: 1 if self._runs > _MOST_RUNS else 4 * MOST_SCENARIOS]:
            self._runs += 1
            self._assume(assignment, frozenset())
            if self.conditions.possible(assignment) and self.resource(logical_id) is not None:
                found.append((assignment, run()))
        return found

    def _assume(self, assignment: Assignment, variables: frozenset[str] | None) -> None:
        if assignment is not self._assignment or variables is not self._open:
            self._truths = {}
        self._assignment, self._open = assignment, variables

    def _own_variables(self, logical_id: str) -> frozenset[str]:
        view = self.anyway(logical_id)
        found = {name for names in getattr(view, "by_property", {}).values() for name in names}
        condition = view.body.get("Condition")
        return frozenset(found | (self.conditions.variables(condition) if condition is not None else set()))


class VariedView(ResourceView):
    """A resource of which parameters decide some properties."""

    def __init__(
        self, logical_id: str, body: Mapping[str, Any], template: Scenarios, by_property: Mapping[str, tuple[str, ...]]
    ) -> None:
        super().__init__(logical_id, body, template)
        self.by_property = by_property
        """The variables of each property that has some."""
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
        assignment, left_open = self._scenarios.state
        variables = self.by_property.get(name, ())
        key = (name, left_open, *map(assignment.get, variables)) if variables else name
        if key not in self._resolved:
            self._resolved[key] = resolve(self.body["Properties"].get(name), self.template.scope)
        return self._resolved[key]

    def get(self, path: str) -> Any:
        """The value at a path, resolved for the scenario."""
        if path in self._looked_up:
            return self._looked_up[path]
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
    return {argument} if isinstance(argument, str) and conditions.is_variable(argument) else set()


def _of_sub(conditions: Conditions, argument: Any) -> set[str]:
    text = argument[0] if isinstance(argument, list) and argument else argument
    pieces = sub_pieces(text)[1::2] if isinstance(text, str) else []
    return {name for piece in pieces if conditions.is_variable(name := piece.strip())}


_DECIDED: Mapping[str, Callable[[Conditions, Any], set[str]]] = {
    "Ref": _of_ref,
    "Fn::FindInMap": Conditions.keys_of_lookup,
    "Fn::If": _of_if,
    "Fn::Sub": _of_sub,
}
"""Which variables decide an intrinsic."""
