"""What decides a template's conditions: the parameters that they compare, and the values that make a difference.

Conditions are compiled to expressions over *variables*: parameters, pseudo parameters, and whatever else is compared
and can't be known (each such expression is a variable of its own). A variable has *choices*: sets of values that no
condition and no mapping tells apart. An assignment gives some variables their choice. So combinations that can't be,
as of two conditions that contradict each other, never come up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

from .choices import Choice, Use, allowed_values, choices_of, in_one_region
from .offers import DEFAULTS, Offers
from .operands import NOTHING, Lookup, Operands, Variable, canonical, is_nested, literal, mapping

_DEEPEST = 200
"""Conditions that go deeper, by what stands in them and by what they name, are not looked into."""


Assignment: TypeAlias = Mapping[str, Choice]
Truth: TypeAlias = bool | str
"""Whether something holds, or the variable that has to be known first."""


class _Equals(NamedTuple):
    variable: str
    value: str


class _Same(NamedTuple):
    one: str
    other: str


class _Named(NamedTuple):
    condition: str


class _Not(NamedTuple):
    operand: Any


class _All(NamedTuple):
    operands: tuple[Any, ...]


class _Any(NamedTuple):
    operands: tuple[Any, ...]


class Conditions:
    """The conditions of a template."""

    def __init__(
        self, template: Mapping[str, Any], values: Mapping[str, Any] = NOTHING, *, offered: bool = False
    ) -> None:
        self.operands = Operands(template, values)
        self.offers = Offers(self.operands.parameters) if offered else Offers()
        """The values that parameters may take for nothing but being referred to."""
        self._given = mapping(template.get("Conditions"))
        self._named: dict[str, set[str]] = {}
        self._looked_up: dict[str, set[tuple[str, bool]]] = {}
        self._same: list[_Same] = []
        self._beside: Conditions | None = None
        self._choices: dict[str, tuple[Choice, ...]] = {}
        self._compiled = {name: self._expression(given) for name, given in self._given.items()}
        self._assertions = [self._assertion(rule) for rule in mapping(template.get("Rules")).values()]
        if self.operands.mappings:
            self._note_lookups(template.get("Resources"))
        for _ in self._same:  # what is compared with one another is compared with the same values
            for same in self._same:
                both = self._values(same.one) | self._values(same.other)
                self._named[same.one] = self._named[same.other] = both

    def look_beside(self, other: Conditions) -> None:
        """Tell apart the values that another template's conditions tell apart too, where both are looked at together."""
        self._beside = other
        for variable, values in other._named.items():
            self._named[variable] = self._named.get(variable, set()) | values

    # What holds

    def holds(self, condition: str, assignment: Assignment) -> Truth | None:
        """Whether a condition holds, or the variable that has to be known first; ``None`` for no such condition."""
        if condition not in self._compiled:
            return None
        return self._truth(_Named(condition), assignment, {}, 0)

    @property
    def parameters(self) -> Mapping[str, Any]:
        """The template's parameters."""
        return self.operands.parameters

    @property
    def given(self) -> Mapping[str, Any]:
        """The conditions as the template has them."""
        return self._given

    @property
    def vary(self) -> bool:
        """Whether a parameter or condition makes a difference at all."""
        known = self._compiled or self._named or self._looked_up or self.offers
        return bool(known or (self._beside and self._beside._looked_up))

    def is_variable(self, name: str) -> bool:
        """Whether the values of a parameter are told apart: for a condition or a mapping, or since they are listed."""
        if name in self._named or name in self._looked_up or name in self.offers.listed:
            return True
        return self._beside is not None and name in self._beside._looked_up

    def deciding(self, name: str) -> set[str]:
        """The variables that decide the value of a parameter."""
        found = {name} if self.is_variable(name) else set()
        return found | {DEFAULTS} if self.offers.default(name) is not None else found

    def possible(self, assignment: Assignment) -> bool:
        """Whether the values can come together, as far as partitions, defaults and the template's ``Rules`` say."""
        if not in_one_region(assignment) or not self.offers.are_defaults(assignment):
            return False
        return not any(self._truth(assertion, assignment, {}, 0) is False for assertion in self._assertions)

    def variables(self, condition: str) -> set[str]:
        """All variables that a condition may ask for."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting: list[Any] = [_Named(condition)] if condition in self._compiled else []
        for expression in waiting:  # which grows on the way
            if isinstance(expression, _Equals):
                found.add(expression.variable)
            elif isinstance(expression, _Same):
                found |= {expression.one, expression.other, _pair(expression)}
            elif isinstance(expression, _Not):
                waiting.append(expression.operand)
            elif isinstance(expression, (_All, _Any)):
                waiting += expression.operands
            elif isinstance(expression, _Named):
                if expression.condition in seen or expression.condition not in self._compiled:
                    found.add(_unknowable(expression.condition))  # it may be a circle
                else:
                    seen.add(expression.condition)
                    waiting.append(self._compiled[expression.condition])
        return found | {_unknowable("")} if len(waiting) > _DEEPEST else found

    def _truth(self, expression: Any, assignment: Assignment, known: dict[str, Truth], depth: int) -> Truth:
        if isinstance(expression, bool):
            return expression
        if isinstance(expression, _Equals):
            choice = assignment.get(expression.variable)
            return expression.variable if choice is None else expression.value in choice.members
        if isinstance(expression, _Same):
            return _same(expression, assignment)
        if depth > _DEEPEST:
            return (choice.value == "true") if (choice := assignment.get(_unknowable(""))) else _unknowable("")
        if isinstance(expression, _Not):
            truth = self._truth(expression.operand, assignment, known, depth + 1)
            return truth if isinstance(truth, str) else not truth
        if isinstance(expression, _Named):
            name = expression.condition
            if name not in known:
                choice = assignment.get(_unknowable(name))
                known[name] = _unknowable(name) if choice is None else choice.value == "true"  # what a circle finds
                if name in self._compiled:
                    known[name] = self._truth(self._compiled[name], assignment, known, depth + 1)
            return known[name]
        ends = isinstance(expression, _Any)  # one that holds is enough for "or", one that doesn't for "and"
        first: Truth = not ends
        for operand in expression.operands:
            truth = self._truth(operand, assignment, known, depth + 1)
            if truth is ends:
                return ends
            if isinstance(truth, str) and not isinstance(first, str):
                first = truth
        return first

    # The values that make a difference

    def choices(self, variable: str) -> tuple[Choice, ...]:
        """What a variable may be, each choice without the others."""
        if variable not in self._choices:
            uses, parameter = self._uses(variable), self.parameters.get(variable)
            if self._beside is not None:
                uses += self._beside._uses(variable)
                parameter = parameter or self._beside.parameters.get(variable)
            named = self._named.get(variable, ())
            self._choices[variable] = tuple(choices_of(variable, named, uses, mapping(parameter)))
        return self._choices[variable]

    def _uses(self, variable: str) -> list[Use]:
        return [Use(self.operands, *lookup) for lookup in sorted(self._looked_up.get(variable, ()))]

    def _values(self, variable: str) -> set[str]:
        return self._named.get(variable, set()) | set(
            allowed_values(mapping(self.operands.parameters.get(variable))) or ()
        )

    # Mappings

    def find(self, argument: Any, assignment: Assignment) -> tuple[Any] | str | None:
        """What ``Fn::FindInMap`` finds, as the one member of a tuple; the variable that has to be known; or neither."""
        if not isinstance(argument, (list, tuple)) or len(argument) != 3:
            return None
        keys: list[tuple[str, ...]] = []
        for part in argument:
            key = self.operands.key(part)
            if isinstance(key, str):
                keys.append((key,))
            elif key is None or not self.is_variable(key.name):
                return None
            elif key.name not in assignment:
                return key.name
            else:
                keys.append(assignment[key.name].members)
        found = [self.operands.cell(name, first, second) for name in keys[0] for first in keys[1] for second in keys[2]]
        if not found or any(value is None or value != found[0] for value in found):
            return None
        return (found[0],)

    def keys_of_lookup(self, argument: Any) -> set[str]:
        """The variables that are keys of a ``Fn::FindInMap``."""
        given = argument[1:] if isinstance(argument, list) and len(argument) == 3 else []
        return {key.name for part in given if isinstance(key := self.operands.key(part), Variable)}

    def _note_lookups(self, resources: Any) -> None:
        """Note the variables that properties use as keys of mappings."""
        waiting = [resources]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if "Fn::FindInMap" in value:
                    self._note_lookup(value["Fn::FindInMap"])
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value

    def _note_lookup(self, argument: Any) -> None:
        if isinstance(argument, list) and len(argument) == 3 and isinstance(argument[0], str):
            for first, part in ((True, argument[1]), (False, argument[2])):
                key = self.operands.key(part)
                if isinstance(key, Variable):
                    self._looked_up.setdefault(key.name, set()).add((argument[0], first))

    # From what the template says to expressions

    def _assertion(self, rule: Any) -> Any:
        """What a rule of the template's ``Rules`` asks for."""
        rule = mapping(rule)
        entries = rule.get("Assertions")
        asked = [mapping(entry).get("Assert") for entry in entries] if isinstance(entries, list) else []
        asserted = [self._expression(given) for given in asked]
        if "RuleCondition" not in rule:
            return _All(tuple(asserted))
        return _Any((_Not(self._expression(rule["RuleCondition"])), _All(tuple(asserted))))

    def _expression(self, given: Any) -> Any:
        if isinstance(given, bool):
            return given
        if isinstance(given, dict) and len(given) == 1:
            [(key, argument)] = given.items()
            if key == "Condition" and isinstance(argument, str):
                return _Named(argument)
            if key == "Fn::Not":
                operand = argument[0] if isinstance(argument, list) and len(argument) == 1 else argument
                return _Not(self._expression(operand))
            if isinstance(argument, list):
                if key in ("Fn::And", "Fn::Or"):
                    operands = tuple(self._expression(operand) for operand in argument)
                    return _All(operands) if key == "Fn::And" else _Any(operands)
                if key == "Fn::Equals" and len(argument) == 2:
                    return self._equals(self.operands.parts(argument[0]), self.operands.parts(argument[1]), given)
                if key == "Fn::Contains" and len(argument) == 2 and isinstance(argument[0], list):
                    wanted = self.operands.parts(argument[1])
                    return _Any(tuple(self._equals(self.operands.parts(item), wanted, given) for item in argument[0]))
        return _Equals(_unknowable(canonical(given)), "true")

    def _equals(self, one: list[Any], other: list[Any], given: Any) -> Any:
        one_known, other_known = (all(isinstance(part, str) for part in parts) for parts in (one, other))
        if one_known and other_known:
            return one == other
        if one_known or other_known:
            parts, [wanted] = (other, one or [""]) if one_known else (one, other or [""])
            if len(parts) == 1 and isinstance(parts[0], Lookup):
                return self._looked_up_equals(parts[0], wanted)
            unknown = [part for part in parts if not isinstance(part, str)]
            if len(unknown) == 1 and isinstance(unknown[0], Variable):
                return self._rest_equals(parts, unknown[0].name, wanted)
            return self._note(canonical([repr(part) for part in parts]), wanted)
        if len(one) == len(other) == 1 and isinstance(one[0], Variable) and isinstance(other[0], Variable):
            if one[0] == other[0]:
                return True
            same = _Same(one[0].name, other[0].name)
            for name in same:
                self._named.setdefault(name, set())
            self._same.append(same)
            return same
        return _Equals(_unknowable(canonical(given)), "true")

    def _rest_equals(self, parts: list[Any], variable: str, wanted: str) -> Any:
        """Whether a text with one variable is another text: whether the variable is what is left of that."""
        at = next(index for index, part in enumerate(parts) if not isinstance(part, str))
        before, after = "".join(parts[:at]), "".join(parts[at + 1 :])
        if len(wanted) < len(before) + len(after) or not wanted.startswith(before) or not wanted.endswith(after):
            return False
        return self._note(variable, wanted[len(before) : len(wanted) - len(after)])

    def _looked_up_equals(self, lookup: Lookup, wanted: str) -> Any:
        if not self.operands.is_known(lookup.mapping):
            return self._note(canonical(lookup), wanted)
        keys = self.operands.keys
        hits = []
        for first in [lookup.first] if isinstance(lookup.first, str) else keys(lookup.mapping, first=True):
            for second in [lookup.second] if isinstance(lookup.second, str) else keys(lookup.mapping, first=False):
                value = self.operands.cell(lookup.mapping, first, second)
                if value is None or is_nested(value) or literal(value) != wanted:
                    continue
                pairs = ((lookup.first, first), (lookup.second, second))
                hits.append(_All(tuple(self._note(part.name, key) for part, key in pairs if not isinstance(part, str))))
        return _Any(tuple(hits))

    def _note(self, variable: str, value: str) -> _Equals:
        self._named.setdefault(variable, set()).add(value)
        return _Equals(variable, value)


def _same(same: _Same, assignment: Assignment) -> Truth:
    choices = [assignment.get(name) for name in same]
    for name, choice in zip(same, choices, strict=True):
        if choice is None:
            return name
    one, other = (set(choice.members) if choice else set() for choice in choices)
    if len(one) == len(other) == 1:
        return one == other
    if (one or other) and not one & other:
        return False
    decided = assignment.get(_pair(same))
    return _pair(same) if decided is None else decided.value == "true"


def _pair(same: _Same) -> str:
    return f"?{same.one} = {same.other}"


def _unknowable(what: str) -> str:
    """The variable that stands for what can't be looked into; it holds or it doesn't."""
    return f"?{what}"
