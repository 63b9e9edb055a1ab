"""A template under the parameter values that matter: `Scenarios`.

Nothing is enumerated beforehand. A rule runs with no parameter known; where it comes to something that a parameter
decides (a branch of ``Fn::If``, whether a resource exists), `Undecided` stops it, and it runs again once for each value
of that parameter. So each rule sees just the combinations that make a difference to what it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from .choices import Choice
from .conditions import Assignment, Conditions
from .enumeration import MOST_SCENARIOS, Enumeration, Node, Undecided
from .finding import Finding
from .leaves import merged
from .offers import DEFAULTS
from .operands import NOTHING, Variable
from .values import Scope, resolve
from .varied import VariedView, variables_in
from .view import ResourceView, TemplateView, folded

_OPAQUE = (
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Stack",
    "AWS::CloudFormation::WaitCondition",
    "AWS::SSM::Parameter",
    "AWS::Serverless::Application",
)
"""Types of AWS whose attributes are what somebody else chose, as are those of all types that are not of AWS."""


def _is_opaque(resource_type: str) -> bool:
    return resource_type in _OPAQUE or not resource_type.startswith("AWS::")


class Scenarios(TemplateView, Scope):
    """A complete template; what exists in it, and with what values, follows the assignment that is looked at."""

    follows_conditions = True

    def __init__(
        self,
        template: Mapping[str, Any],
        resources: Mapping[str, Any],
        *,
        complete: bool,
        made: tuple[str, ...] = (),
        values: Mapping[str, Any] = NOTHING,
        offered: bool = False,
    ) -> None:
        """Look at a template.

        Args:
            template: all of it.
            resources: its resources.
            complete: whether nothing can be added to it, but for what is called as in ``made``.
            made: how the names begin of what a transform may add.
            values: the parameters whose value is known, and it.
            offered: whether parameters take the values that the template lists for them, and their defaults, and
                what custom resources and nested stacks give is unknown.
        """
        super().__init__(resources)
        self.complete = complete
        self.made = made
        self.scope: Container[str] = self
        self.conditions = Conditions(template, values, offered=offered)
        self._values = values
        self.parameters = self.conditions.parameters
        self.given_conditions = self.conditions.given
        self.crowded: set[str] = set()
        """The resources for which there were too many combinations."""
        self._assignment: Assignment
        self.known: dict[Any, Any]
        """What is known under the assignment: whether conditions hold, and what views keep by id and path."""
        self._open: frozenset[str] | None
        self._enumeration = Enumeration((self,), self.conditions)
        self._under = {name: body["Condition"] for name, body in resources.items() if body.get("Condition") is not None}
        for logical_id, body in resources.items():
            self._bodies.setdefault(body["Type"], []).append((logical_id, body))
        opaque = filter(_is_opaque, self._bodies) if offered else ()  # beside another template they are told apart
        self._opaque = {name for kind in opaque for name, _ in self._bodies[kind]}
        """The resources whose attributes may be anything: the id of a pool that is in the template, too."""
        self._resolved: dict[str, Any] = {}
        self._always: dict[str, list[ResourceView]] = {}
        self._alike: dict[Any, dict[str, list[str]]] = {}

    # What is known (see `values.Scope`)

    def __contains__(self, logical_id: object) -> bool:
        return logical_id in self.resources and logical_id not in self._opaque

    def holds(self, condition: str) -> bool | None:
        """Whether a condition holds; ``None`` if that can't be known."""
        if condition not in self.known:
            self.known[condition] = self.conditions.holds(condition, self._assignment)
        truth: bool | str | None = self.known[condition]
        if isinstance(truth, str):
            self._ask(truth)
            return None
        return truth

    def parameter(self, name: str) -> Any:
        """The value of a parameter, if it is given, or known by conditions, mappings and what the template offers."""
        if name in self._values:
            return self._values[name]
        choice = None
        if self.conditions.is_variable(name):
            if name not in self._assignment:
                self._ask(name)
            choice = self._assignment.get(name)
            if choice is None or choice.value is not None:
                return None if choice is None else choice.value
        return self._default(name, choice)

    def _default(self, name: str, choice: Choice | None) -> Any:
        """The default of a parameter, in the scenario of defaults, unless it is none of the values chosen."""
        default = self.conditions.offers.default(name)
        if default is None or (choice is not None and not choice.may_be(default)):
            return None
        if DEFAULTS not in self._assignment:
            self._ask(DEFAULTS)
        chosen = self._assignment.get(DEFAULTS)
        return default if chosen is not None and chosen.value == "true" else None

    def found_in_map(self, argument: Any) -> Any:
        """What ``Fn::FindInMap`` finds; ``None`` if that can't be known."""
        found = self.conditions.find(argument, self._assignment)
        if isinstance(found, str):
            self._ask(found)
            return None
        return None if found is None else found[0]

    def missing_in_map(self, argument: Any) -> str:
        """What ``Fn::FindInMap`` surely looks for in vain; empty if it may find something."""
        keys = self.conditions.operands.keys_in(argument)
        known = [self.parameter(key.name) if isinstance(key, Variable) else key for key in keys]
        if not known or not all(isinstance(key, str) for key in known) or self.conditions.operands.has_cell(*known):
            return ""
        return ".".join(known)

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

    def resolved_whole(self, resource: ResourceView) -> Any:
        """The ``Properties`` of a resource for rules, one by one where that can be."""
        return super().resolved_whole(resource) if resource.one_by_one is None else resource.given(resource.one_by_one)

    def resolved(self, resource: ResourceView, name: str) -> Any:
        """A property for rules, where parameters decide nothing in it: what is written alike is resolved once."""
        value = resource.body["Properties"][name]
        if type(value) is not dict and type(value) is not list:
            return resolve(value, self)
        text = resource.written[name]
        if text not in self._resolved:
            self._resolved[text] = resolve(value, self)
        return self._resolved[text]

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
            by_property = {
                name: found for name, value in given.items() if (found := variables_in(value, self.conditions))
            }
            if by_property:
                return VariedView(logical_id, body, self, by_property)
        return ResourceView(logical_id, body, self)

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
        alike = self._alike_of(kind, names, ignore_case)
        for logical_id in alike.get(repr(values), ()):
            other = self.anyway(logical_id)
            if isinstance(other, VariedView) and [folded(other.get(name), ignore_case) for name in names] != values:
                continue
            found = self.resource(logical_id)
            if found is not None:
                yield found

    def _alike_of(self, kind: str, names: tuple[str, ...], ignore_case: bool) -> dict[str, list[str]]:
        """The resources of a type by the values that some of their properties may have."""
        key = (kind, names, ignore_case)
        if key not in self._alike:
            alike = self._alike[key] = {}
            for logical_id, _ in self.bodies_of(kind):
                for values in self._possible(self.anyway(logical_id), names, ignore_case):
                    alike.setdefault(values, []).append(logical_id)
        return self._alike[key]

    def _possible(self, view: ResourceView, names: tuple[str, ...], ignore_case: bool) -> Iterable[str]:
        """The values that properties may have together, as far as they are looked at: past 64 by each variable alone."""
        variables = sorted({variable for name in names for variable in view.by_property.get(name, ())})
        if not variables:
            return [repr([folded(view.get(name), ignore_case) for name in names])]
        state = self._assignment, self._open, self.known
        found = {}
        for assignment in self._combinations(variables):
            self.assume(Node(assignment), frozenset())
            found[repr([folded(view.get(name), ignore_case) for name in names])] = True
        self._assignment, self._open, self.known = state
        return found

    def _combinations(self, variables: Sequence[str]) -> Iterable[Assignment]:
        """All combinations of the variables' values; if they are too many, each value alone."""
        choices = [self.conditions.choices(variable) for variable in variables]
        if prod(map(len, choices)) > MOST_SCENARIOS:
            alone = [{variable: choice} for variable, some in zip(variables, choices, strict=True) for choice in some]
            return [NOTHING, *alone]
        return [dict(zip(variables, combination, strict=True)) for combination in product(*choices)]

    def anyway(self, logical_id: str) -> ResourceView:
        """The view of a resource, whether or not it exists."""
        view = super().resource(logical_id)
        assert view is not None  # it is one of the template's
        return view

    # The combinations that make a difference

    def is_conditional(self, logical_id: str) -> bool:
        """Whether a resource stands under a condition."""
        return logical_id in self._under

    def found(
        self, logical_id: str, run: Callable[[], Sequence[Finding]], undecided: Undecided | None = None
    ) -> Sequence[Finding]:
        """What a run finds in a resource under all values that matter: each thing once, with the values that show it.

        Past 64 combinations only those of the resource's own variables are looked at, and past 64 of those each value
        alone: what is left open is unknown. ``undecided`` is what stopped the run, if it was tried with nothing decided.
        """

        def run_if_it_exists() -> Sequence[Finding] | None:
            return None if self.resource(logical_id) is None else run()

        leaves = self._enumeration.leaves(run_if_it_exists, undecided=undecided)
        if leaves is None:
            self.crowded.add(logical_id)
            leaves = self._enumeration.leaves_of(self.own_variables(logical_id), run_if_it_exists)
        return merged(leaves)

    def assume(self, node: Node, variables: frozenset[str] | None) -> None:
        """Look at the template under an assignment from now on; see `Enumeration`."""
        self._assignment, self.known, self._open = node.assignment, node.known_to(self), variables

    def own_variables(self, logical_id: str) -> frozenset[str]:
        """The variables that decide whether a resource exists and what it says."""
        view = self.anyway(logical_id)
        found = {name for names in view.by_property.values() for name in names}
        condition = view.body.get("Condition")
        return frozenset(found | (self.conditions.variables(condition) if condition is not None else set()))
