"""What can be known of a value in a template before it is deployed.

``resolve`` turns rendered CloudFormation into plain data whose leaves are a literal, a `Reference` to another resource,
a `Text` that is known in part, or `Unknown`. Rules look at nothing else, so an intrinsic can never be mistaken for a
literal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import Any, Union

PART = Union[str, "Reference", "Unknown"]

SUB_VARIABLE = re.compile(r"\$\{([^}]*)\}")
"""What a text of ``Fn::Sub`` names."""
_DYNAMIC = re.compile(r"(\{\{resolve:[^}]*\}\})")


class Unknown:
    """A value that only the deploy will know: a parameter, an import, another stack's output."""

    __slots__ = ("raw",)

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    def __repr__(self) -> str:
        return json.dumps(self.raw, default=repr, sort_keys=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unknown) and self.raw == other.raw

    def __hash__(self) -> int:
        return hash(repr(self))


class Reference:
    """``Ref`` (attribute ``None``) or ``Fn::GetAtt`` of a resource in the same template."""

    __slots__ = ("attribute", "logical_id")

    def __init__(self, logical_id: str, attribute: str | None) -> None:
        self.logical_id = logical_id
        self.attribute = attribute

    def __repr__(self) -> str:
        return f"GetAtt {self.logical_id}.{self.attribute}" if self.attribute else f"Ref {self.logical_id}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            return False
        return self.logical_id == other.logical_id and self.attribute == other.attribute

    def __hash__(self) -> int:
        return hash((self.logical_id, self.attribute))


class Text:
    """A string known in part, from ``Fn::Sub`` or ``Fn::Join``: literals, references and unknowns in their order."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[PART, ...]) -> None:
        self.parts = parts

    def __repr__(self) -> str:
        return "".join(part if isinstance(part, str) else f"${{{part!r}}}" for part in self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)


class _NoValue:
    """``Ref: AWS::NoValue``: the property is left out."""


NO_VALUE = _NoValue()


class Scope:
    """The logical ids of a template's resources, and what is known of its conditions, parameters and mappings."""

    def __contains__(self, logical_id: object) -> bool:
        raise NotImplementedError

    def holds(self, condition: str) -> bool | None:
        """Whether a condition holds; ``None`` if that is not known."""
        raise NotImplementedError

    def parameter(self, name: str) -> Any:
        """The value of a parameter or pseudo parameter; ``None`` if it is not known."""
        raise NotImplementedError

    def found_in_map(self, argument: Any) -> Any:
        """What ``Fn::FindInMap`` finds; ``None`` if it is not known."""
        raise NotImplementedError

    def missing_in_map(self, argument: Any) -> str:
        """What ``Fn::FindInMap`` surely looks for in vain; empty if it may find something."""
        raise NotImplementedError


class Branched(dict[str, Any]):
    """The resources of a template that is not looked at value by value; notes whether that would make a difference."""

    __slots__ = ("met", "offering")

    met: bool
    """Whether something has been resolved to `Unknown` that the template's conditions, mappings or parameters decide."""
    offering: Container[str]
    """The parameters that list values or have a default."""


def resolve(value: Any, resources: Container[str]) -> Any:
    """Plain data for rules.

    troposphere and awacs objects are taken as they are (anything with ``to_dict`` or ``JSONrepr``).

    Args:
        value: rendered CloudFormation.
        resources: the logical ids of the template's resources; a `Scope` knows what conditions and parameters are too.
    """
    kind = type(value)
    if kind is str:
        return _dynamic(value) if "{{resolve:" in value else value
    if kind is bool or kind is int:
        return value
    if kind is dict:
        if len(value) == 1:
            [(key, argument)] = value.items()
            intrinsic = _INTRINSICS.get(key)
            if intrinsic is not None:
                return intrinsic(argument, value, resources)
            if type(key) is str and key.startswith("Fn::"):
                return Unknown(value)
        elif "Fn::Transform" in value:  # a macro adds to what stands beside it
            return Unknown(value)
        resolved = {}
        for key, item in value.items():
            leaf = type(item)
            if leaf is bool or leaf is int or (leaf is str and "{{resolve:" not in item):  # most, without a call
                resolved[key] = item
                continue
            known = resolve(item, resources)
            if known is not NO_VALUE:
                resolved[key] = known
        return resolved
    if kind is list or kind is tuple:
        items = [resolve(item, resources) for item in value]
        return [item for item in items if item is not NO_VALUE]
    if hasattr(kind, "to_dict") or hasattr(kind, "JSONrepr"):
        return _object(value, resources)
    if isinstance(value, Mapping):
        return resolve(dict(value), resources)
    return value


def _object(value: Any, resources: Container[str]) -> Any:
    """What an object of troposphere or awacs stands for: what it holds, without the detour through its own rendering."""
    held = vars(value)
    if type(held.get("properties")) is dict:
        return resolve(held["properties"], resources)
    data = held.get("data")
    if type(data) is dict and len(data) == 1:
        [(key, argument)] = data.items()
        if key in _INTRINSICS:
            return _INTRINSICS[key](argument, data, resources)
    return resolve(value.JSONrepr() if hasattr(value, "JSONrepr") else value.to_dict(), resources)


def known_text(value: Any) -> str:
    """The literal parts of a string, a space where something is unknown; empty for what is no string at all."""
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return "".join(part if isinstance(part, str) else " " for part in value.parts)
    return ""


def text_of(parts: Iterable[Any]) -> Any:
    """The text of parts in their order: plain if all are known, and what there is alone if there is but one part."""
    merged: list[PART] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Text) else (part,):
            if isinstance(piece, str) and merged and isinstance(merged[-1], str):
                merged[-1] += piece
            elif piece != "":
                merged.append(piece)
    if not merged:
        return ""
    if len(merged) == 1:
        return merged[0]
    return Text(tuple(merged))


def _dynamic(value: str) -> Any:
    """A string with dynamic references (``{{resolve:ssm:...}}``), which only the deploy resolves."""
    pieces = _DYNAMIC.split(value)
    return text_of([Unknown(piece) if index % 2 else piece for index, piece in enumerate(pieces)])


def _ref(argument: Any, raw: Any, resources: Container[str]) -> Any:
    if type(argument) is str and argument.startswith("AWS::"):  # a pseudo parameter
        return NO_VALUE if argument == "AWS::NoValue" else _parameter(argument, raw, resources)
    if not isinstance(argument, str):
        return Unknown(raw)
    if argument in resources:
        return Reference(argument, None)
    return _parameter(argument, raw, resources)


def _parameter(name: str, raw: Any, resources: Container[str]) -> Any:
    if type(resources) is Branched:
        if name in resources.offering:
            resources.met = True
        return Unknown(raw)
    known = resources.parameter(name) if isinstance(resources, Scope) else None
    return Unknown(raw) if known is None else known


def _get_att(argument: Any, raw: Any, resources: Container[str]) -> Any:
    target = argument.split(".", 1) if isinstance(argument, str) else argument
    if isinstance(target, (list, tuple)) and len(target) == 2:
        logical_id, attribute = target
        if isinstance(logical_id, str) and isinstance(attribute, str) and logical_id in resources:
            return Reference(logical_id, attribute)
    return Unknown(raw)


def _sub(argument: Any, raw: Any, resources: Container[str]) -> Any:
    variables: Any = {}
    text = argument
    if isinstance(argument, (list, tuple)) and len(argument) == 2:
        text, variables = argument
    if not isinstance(text, str) or not isinstance(variables, dict):
        return Unknown(raw)
    if not variables and not isinstance(resources, Scope):
        only_pseudo = _sub_of_pseudo_parameters(text)
        if only_pseudo is not None:
            return only_pseudo
    return _sub_of(text, variables, resources)


@lru_cache(maxsize=256)
def _sub_of_pseudo_parameters(text: str) -> Any:
    """What ``Fn::Sub`` of a text without other variables is where nothing is known of them; ``None`` for other texts."""
    names = sub_pieces(text)[1::2]
    return _sub_of(text, {}, ()) if all(name.startswith("AWS::") and "." not in name for name in names) else None


def _sub_of(text: str, variables: dict[str, Any], resources: Container[str]) -> Any:
    parts: list[Any] = []
    for index, piece in enumerate(sub_pieces(text)):
        if index % 2 == 0:  # what stands between the variables
            parts.append(resolve(piece, resources))
            continue
        name = piece.strip()
        if name.startswith("!"):
            parts.append("${" + name[1:] + "}")
        elif name in variables:
            parts.append(_part(resolve(variables[name], resources)))
        elif "." in name:
            parts.append(_get_att(name, {"Fn::Sub": "${" + name + "}"}, resources))
        else:
            parts.append(_part(_ref(name, {"Ref": name}, resources)))
    return text_of(parts)


@lru_cache(maxsize=256)
def sub_pieces(text: str) -> list[str]:
    """What stands between the variables of ``Fn::Sub``, and the names of those, in turn; templates repeat themselves."""
    return SUB_VARIABLE.split(text)


def _part(value: Any) -> Any:
    """What a value becomes inside a string."""
    if isinstance(value, (str, Text, Reference, Unknown)):
        return value
    if isinstance(value, (bool, int, float)):
        return str(value).lower()
    return Unknown(None)


def _join(argument: Any, raw: Any, resources: Container[str]) -> Any:
    if not isinstance(argument, (list, tuple)) or len(argument) != 2 or not isinstance(argument[0], str):
        return Unknown(raw)
    items = resolve(argument[1], resources)
    if not isinstance(items, list) or not all(isinstance(item, (str, Text, Reference, Unknown)) for item in items):
        return Unknown(raw)
    parts: list[Any] = []
    for item in items:
        if parts:
            parts.append(argument[0])
        parts.append(item)
    return text_of(parts)


def _if(argument: Any, raw: Any, resources: Container[str]) -> Any:
    if type(resources) is Branched:
        resources.met = True
    if not isinstance(resources, Scope) or not isinstance(argument, (list, tuple)) or len(argument) != 3:
        return Unknown(raw)
    condition, true, false = argument
    holds = resources.holds(condition) if isinstance(condition, str) else None
    return Unknown(raw) if holds is None else resolve(true if holds else false, resources)


def _find_in_map(argument: Any, raw: Any, resources: Container[str]) -> Any:
    if type(resources) is Branched:
        resources.met = True
    found = resources.found_in_map(argument) if isinstance(resources, Scope) else None
    return Unknown(raw) if found is None else found


def _select(argument: Any, raw: Any, resources: Container[str]) -> Any:
    if not isinstance(argument, (list, tuple)) or len(argument) != 2:
        return Unknown(raw)
    index, items = (resolve(part, resources) for part in argument)
    if not isinstance(items, list) or not re.fullmatch("[0-9]{1,6}", str(index)):
        return Unknown(raw)
    return items[int(index)] if int(index) < len(items) else Unknown(raw)


def _split(argument: Any, raw: Any, resources: Container[str]) -> Any:
    if not isinstance(argument, (list, tuple)) or len(argument) != 2:
        return Unknown(raw)
    text = resolve(argument[1], resources)
    if not isinstance(text, str) or not isinstance(argument[0], str) or not argument[0]:
        return Unknown(raw)
    return text.split(argument[0])


_INTRINSICS = {
    "Ref": _ref,
    "Fn::GetAtt": _get_att,
    "Fn::Sub": _sub,
    "Fn::Join": _join,
    "Fn::If": _if,
    "Fn::FindInMap": _find_in_map,
    "Fn::Select": _select,
    "Fn::Split": _split,
}
