"""What a condition compares: texts whose unknown parts have names, and what mappings hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from .values import Text, Unknown, resolve

NOTHING: Mapping[str, Any] = {}


class Variable(NamedTuple):
    """A part of a compared text that is not known: a parameter, or whatever else."""

    name: str


class Lookup(NamedTuple):
    """What is found in a mapping by keys of which one at least is a `Variable`."""

    mapping: str
    first: str | Variable
    second: str | Variable


class Operands:
    """The parameters and mappings of a template, as conditions see them."""

    def __init__(self, template: Mapping[str, Any], values: Mapping[str, Any] = NOTHING) -> None:
        self.parameters = mapping(template.get("Parameters"))
        self.values = values
        """The parameters whose value is known, and it."""
        self.mappings = mapping(template.get("Mappings"))

    def parts(self, value: Any) -> list[str | Variable | Lookup]:
        """What a compared value is made of; none for an empty text."""
        known = resolve(value, ())
        if isinstance(known, Text):
            return [part if isinstance(part, str) else self._named(part) for part in known.parts]
        if isinstance(known, (dict, list)):
            return [Variable(canonical(value))]
        part = literal(known) if isinstance(known, (str, int, float)) or known is None else self._named(known)
        return [] if part == "" else [part]

    def _named(self, part: Any) -> str | Variable | Lookup:
        raw = part.raw if isinstance(part, Unknown) else None
        if isinstance(raw, dict) and len(raw) == 1:
            [(key, argument)] = raw.items()
            if key == "Ref" and isinstance(argument, str):
                if isinstance(value := self.values.get(argument), str):
                    return value
                return Variable(canonical(raw) if is_list(mapping(self.parameters.get(argument))) else argument)
            if key == "Fn::FindInMap" and isinstance(argument, (list, tuple)) and len(argument) == 3:
                keys = [self.key(part) for part in argument]
                if isinstance(keys[0], str) and keys[1] is not None and keys[2] is not None:
                    return self._found(keys[0], keys[1], keys[2])
        return Variable(canonical(raw))

    def _found(self, name: str, first: str | Variable, second: str | Variable) -> str | Variable | Lookup:
        if isinstance(first, Variable) or isinstance(second, Variable):
            return Lookup(name, first, second)
        cell = self.cell(name, first, second)
        return Variable(canonical([name, first, second])) if cell is None or is_nested(cell) else literal(cell)

    def key(self, value: Any) -> str | Variable | None:
        """A key of a mapping; ``None`` for what is too intricate."""
        parts = self.parts(value)
        if not parts:
            return ""
        return None if len(parts) > 1 or isinstance(parts[0], Lookup) else parts[0]

    def cell(self, name: str, first: str, second: str) -> Any:
        """What a mapping holds."""
        return mapping(mapping(self.mappings.get(name)).get(first)).get(second)

    def is_known(self, name: str) -> bool:
        """Whether a mapping is written out in the template, with nothing in it that a macro makes."""
        rows = self.mappings.get(name)
        return isinstance(rows, dict) and "Fn::Transform" not in canonical(rows)

    def keys_in(self, argument: Any) -> list[str | Variable]:
        """The three keys of ``Fn::FindInMap``; none if they are too intricate, or there is a default value."""
        if not isinstance(argument, list) or len(argument) != 3:
            return []
        keys = [key for part in argument if (key := self.key(part)) is not None]
        return keys if len(keys) == 3 else []

    def has_cell(self, name: str, first: str, second: str) -> bool:
        """Whether a mapping may hold something under two keys: macros and loops may add what they want."""
        if any(str(other).startswith("Fn::") for other in self.mappings):
            return True
        if name in self.mappings and not self.is_known(name):
            return True
        return self.cell(name, first, second) is not None

    def keys(self, name: str, *, first: bool) -> list[str]:
        """The first or second keys of a mapping."""
        rows = mapping(self.mappings.get(name))
        return list(rows) if first else [key for row in rows.values() for key in mapping(row)]

    def row(self, name: str, key: str, *, first: bool) -> str:
        """What tells a key of a mapping from others."""
        rows = mapping(self.mappings.get(name))
        row = rows.get(key) if first else [mapping(other).get(key) for other in rows.values()]
        return canonical(row)


def is_list(parameter: Mapping[str, Any]) -> bool:
    """Whether a parameter's value is a list."""
    kind = str(parameter.get("Type"))
    return "List<" in kind or kind == "CommaDelimitedList"


def literal(value: Any) -> str:
    """A scalar as CloudFormation compares it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_nested(value: Any) -> bool:
    """Whether a value is no scalar."""
    return isinstance(value, (dict, list))


def canonical(value: Any) -> str:
    """One text for one value."""
    return json.dumps(value, sort_keys=True, default=repr)


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}
