"""A template under the parameter values that matter: `Scenarios`.

Nothing is enumerated beforehand. A rule runs with no parameter known; where it comes to something that a parameter
decides (a branch of ``Fn::If``, whether a resource exists), `Undecided` stops it, and it runs again once for each value
of that parameter. So each rule sees just the combinations that make a difference to what it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from .choices import Choice
from .conditions import Assignment, Conditions
from .finding import Finding
from .rule import ResourceView, TemplateView, at, folded
from .values import NO_VALUE, Scope, resolve, sub_pieces

MOST_SCENARIOS = 64
"""So many combinations of values are looked at for one rule and one resource."""
_MOST_RUNS = 10000
"""So often rules are run again for conditions in one template; past that they do without."""

_NOTHING: Assignment = {}
Leaf = tuple[Assignment, list[Finding]]


class Undecided(Exception):  # noqa: N818 - it is no error
    """A rule came to what a variable decides that has no value yet."""

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


class Scenarios(TemplateView, Scope):
    """A complete template; what exists in it, and with what values, follows the assignment that is looked at."""

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
        self._places: dict[str, int] = {}
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
        if logical_id not in self.resources:
            return None
        condition = self.resources[logical_id].get("Condition")
        if condition is not None and self.holds(condition) is False:
            return None
        return super().resource(logical_id)

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

    def twins(self, view: ResourceView, names: tuple[str, ...], *, ignore_case: bool) -> Iterator[ResourceView]:
        """What `ResourceView.twins` yields."""
        values = [folded(view.get(name), ignore_case) for name in names]
        if None in values:
            return
        if not self._places:
            self._places = {logical_id: place for place, logical_id in enumerate(self.resources)}
        alike, varied = self._alike_of(view.type, names, ignore_case)
        place = self._places[view.logical_id]
        for logical_id in sorted({*alike.get(repr(values), ()), *varied}, key=self._places.__getitem__):
            if self._places[logical_id] >= place:
                return
            if logical_id in varied:
                other = self.resource(logical_id)
                if other is None or [folded(other.get(name), ignore_case) for name in names] != values:
                    continue
            twin = self.resource(logical_id)
            if twin is not None:
                yield twin

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

    def leaves(self, logical_id: str, run: Callable[[], list[Finding]]) -> list[Leaf]:
        """What a run finds in a resource under each combination of values that makes a difference to it.

        Past 64 combinations only those of the resource's own variables are looked at, past 64 of those none: what is
        left open is unknown.
        """
        for is_open in (lambda: None, lambda: self._own_variables(logical_id), frozenset):
            found = self._leaves(logical_id, run, is_open())
            if found is not None:
                return found
            self.crowded.add(logical_id)
        raise AssertionError("without variables there is one combination")

    def _leaves(
        self, logical_id: str, run: Callable[[], list[Finding]], variables: frozenset[str] | None
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
        values = ((name, self._property(name)) for name in self.body["Properties"])
        return {name: value for name, value in values if value is not None}

    @properties.setter
    def properties(self, value: Any) -> None:
        raise AttributeError(value)

    def _property(self, name: str) -> Any:
        assignment, left_open = self._scenarios.state
        variables = self.by_property.get(name, ())
        key = (name, left_open, *map(assignment.get, variables)) if variables else name
        if key not in self._resolved:
            value = resolve(self.body["Properties"].get(name), self.template.scope)
            self._resolved[key] = None if value is NO_VALUE else value
        return self._resolved[key]

    def get(self, path: str) -> Any:
        """The value at a path, resolved for the scenario."""
        name = path
        for mark in ".[":
            name = name.partition(mark)[0]
        value = self._property(name)
        return value if name == path else at(value, path[len(name) :].removeprefix("."))


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


def merged(leaves: Sequence[Leaf]) -> list[Finding]:
    """Each finding of the leaves once, with the values that show it; in the order of the first leaf that has it."""
    if len(leaves) == 1:
        return leaves[0][1]
    first: dict[str, Finding] = {}
    shown: dict[str, set[int]] = {}
    for index, (_, findings) in enumerate(leaves):
        for finding in findings:
            fingerprint = finding.fingerprint
            first.setdefault(fingerprint, finding)
            shown.setdefault(fingerprint, set()).add(index)
    assignments = [assignment for assignment, _ in leaves]
    return [
        finding._replace(scenario=_scenario(assignments, shown[fingerprint])) for fingerprint, finding in first.items()
    ]


def _scenario(assignments: Sequence[Assignment], showing: set[int]) -> str:
    """The values of the first leaf that shows something, but for those that make no difference to it."""
    others = [assignment for index, assignment in enumerate(assignments) if index not in showing]
    if not others:
        return ""
    needed = dict(assignments[min(showing)])
    for variable in list(needed):
        less = {name: choice for name, choice in needed.items() if name != variable}
        if not any(_agree(less, other) for other in others):
            needed = less
    return ", ".join(_said(variable, choice) for variable, choice in needed.items())


def _agree(one: Assignment, other: Assignment) -> bool:
    """Whether two assignments may be of one scenario."""
    return all(name not in other or other[name] == choice for name, choice in one.items())


def _said(variable: str, choice: Choice) -> str:
    return variable.removeprefix("?") + choice.label
