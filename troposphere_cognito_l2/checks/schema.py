"""The structural rules: types, bounds, patterns and enumerations of the CloudFormation registry.

The facts are generated (``registry.json``, made by ``tests/tools/regenerate_registry.py`` from the schemas that
cfn-lint ships). CloudFormation converts scalars ("8" is an integer, 8 a string), and so do these rules.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from .aws_pages import page_of
from .change import Edit, drop, patch_of, put
from .finding import Finding, Severity
from .paths import member
from .texts import nearest
from .values import NO_VALUE, Reference, Text, Unknown, resolve
from .view import ResourceView

STRUCTURE: Mapping[str, str] = {
    "E9001": "Every property is one that the resource type has.",
    "E9002": "Every value has the type that its property asks for.",
    "E9003": "Every required property is given.",
    "E9004": "A property with a fixed choice of values has one of them.",
    "E9005": "A string is neither shorter nor longer than its property allows.",
    "E9006": "A number is within the bounds of its property.",
    "E9007": "A string matches the pattern of its property.",
    "E9008": "A list or mapping has no fewer and no more members than its property allows.",
    "E9009": "A list whose members must differ holds each of them once.",
}
"""The structural rules by id, each one sentence in the positive."""

_INVISIBLE = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
"""Characters that patterns exclude, as they write them. Dear to compile, and in no text that is printable."""

_PLACEHOLDERS = {r"\{####\}": "{####}", r"\{##": "{##the words of the link##}"}
"""What a pattern of a message asks for, in words."""


class _Report:
    """What is found in one resource."""

    def __init__(self, view: ResourceView) -> None:
        self.found: list[Finding] = []
        self.both_branches = not view.template.follows_conditions
        self._view = view

    def __call__(
        self, rule: str, path: str, value: Any, message: str, allowed: str, fix: str, change: Edit | None = None
    ) -> None:
        view = self._view
        resources = view.template.resources
        patch = patch_of(resources, view.logical_id, (change,)) if change and not self.both_branches else ()
        page = page_of(view.type)
        finding = Finding(rule, Severity.ERROR, view.logical_id, path, value, message, allowed, fix, page, patch=patch)
        self.found.append(finding)


@cache
def registry() -> dict[str, Any]:
    """The registry facts: ``date``, ``cfn-lint`` (its version) and ``types``."""
    path = os.path.join(os.path.dirname(__file__), "registry.json")  # noqa: PTH118, PTH120 - pathlib is slow to import
    with open(path, "rb") as file:  # noqa: PTH123
        data: dict[str, Any] = json.load(file)
    return data


def required(resource_type: str) -> Sequence[str]:
    """The properties that a resource of a type has to have."""
    names: Sequence[str] = registry()["types"].get(resource_type, {}).get("required", ())
    return names


def structure_findings(view: ResourceView, only: Collection[str] | None = None) -> list[Finding]:
    """What the structural rules find in one resource, or in some of its properties; nothing outside of Cognito."""
    node = registry()["types"].get(view.type)
    if node is None:
        return []
    report = _Report(view)
    if only is None:
        properties = view.properties
    else:
        properties = view.given(only)
        wanted = [name for name in node.get("required", ()) if name in only]
        node = {"properties": node["properties"], "required": wanted}
    if isinstance(properties, dict):
        _object(properties, node, "", report)
    elif not isinstance(properties, Unknown):
        report("E9002", "", properties, "Properties is not a mapping", "a mapping", "write the properties as a mapping")
    return report.found


def _value(value: Any, node: dict[str, Any], path: str, report: _Report) -> None:
    if report.both_branches and type(value) is Unknown and type(value.raw) is dict and "Fn::If" in value.raw:
        _branches(value.raw["Fn::If"], node, path, report)
        return
    kind = node.get("type")
    if kind == "string":
        if type(value) is str:
            _string(value, node, path, report)
        elif isinstance(value, (dict, list)) or value is None:
            _wrong_type(value, "a string", path, report)
        elif not isinstance(value, (Unknown, Reference, Text)):
            _string(str(value).lower() if isinstance(value, bool) else str(value), node, path, report)
    elif isinstance(value, Unknown):
        return
    elif isinstance(value, (Reference, Text)):
        if kind in ("object", "array") and (isinstance(value, Text) or value.attribute in (None, "Arn")):
            _wrong_type(value, "a mapping" if kind == "object" else "a list", path, report)  # this is a string
    elif kind == "object":
        if isinstance(value, dict):
            _object(value, node, path, report)
        else:
            _wrong_type(value, "a mapping", path, report)
    elif kind == "array":
        if isinstance(value, list):
            _array(value, node, path, report)
        else:
            _wrong_type(value, "a list", path, report, _listed(value, node, path))
    elif kind == "boolean":
        if value is not True and value is not False and value not in ("true", "false"):
            _wrong_type(value, "true or false", path, report)
    elif kind in ("integer", "number"):
        _number(value, node, path, report)
    elif kind == ["object", "string"] and isinstance(value, list):
        _wrong_type(value, "a mapping", path, report)
    elif "values" in node and isinstance(value, dict):
        _object(value, node, path, report)


def _branches(argument: Any, node: dict[str, Any], path: str, report: _Report) -> None:
    """Both values of an ``If`` whose condition is not known: each of them is meant to be deployed."""
    for branch in argument[1:] if isinstance(argument, (list, tuple)) else ():
        value = resolve(branch, ())
        if value is not NO_VALUE:
            _value(value, node, path, report)


def _object(value: dict[str, Any], node: dict[str, Any], path: str, report: _Report) -> None:
    properties = node.get("properties")
    if properties is None:
        if child := node.get("values"):
            for name, item in value.items():
                where = member(path, name)
                if (pattern := node.get("keys")) and not _compiled(pattern).search(str(name)):
                    message, fix = f"the name {name!r} does not have the form that is asked for", "choose another name"
                    report("E9007", where, item, message, _words(pattern), fix)
                _value(item, child, where, report)
        _size(len(value), node, "minProperties", "maxProperties", path, value, report)
        return
    for name, item in value.items():
        where = f"{path}.{name}" if path else name
        if name in properties:
            _value(item, properties[name], where, report)
        else:
            near = nearest(name, properties)
            hint = f"did you mean {near}? " if near else ""
            report(
                "E9001",
                where,
                item,
                f"{name} is no property that CloudFormation knows here ({_as_of()})",
                ", ".join(properties),
                f"{hint}Mend the name; if AWS has added it since, pass it through `properties=` or ignore E9001.",
            )
    for name in node.get("required", ()):
        if name not in value:
            where = f"{path}.{name}" if path else name
            report("E9003", where, None, f"{name} is required", f"a value for {name}", f"give {name}")


def _array(value: list[Any], node: dict[str, Any], path: str, report: _Report) -> None:
    certain = sum(not isinstance(item, Unknown) for item in value)
    if certain == len(value) or certain > node.get("maxItems", certain):  # an unknown member may turn out to be none
        _size(certain, node, "minItems", "maxItems", path, value, report)
    child = node.get("items")
    if child:
        for index, item in enumerate(value):
            _value(item, child, f"{path}[{index}]", report)
    if node.get("uniqueItems"):
        seen: list[Any] = []
        for index, item in enumerate(value):
            if item in seen:
                where = f"{path}[{index}]"
                report("E9009", where, item, "is in the list twice", "each member once", "leave one out", drop(where))
            seen.append(item)


def _string(value: str, node: dict[str, Any], path: str, report: _Report) -> None:
    if "enum" in node and value not in node["enum"]:
        allowed = ", ".join(node["enum"])
        fix = f"use one of them; if AWS has added {value!r} since, pass it through `properties=` or ignore E9004"
        meant = value.upper()
        if value in ("true", "false"):
            fix = "put it in quotes: YAML takes ON, OFF, YES and NO for true and false"
            meant = "ON" if value == "true" else "OFF"
        change = put(path, meant) if meant in node["enum"] else None
        report("E9004", path, value, f"is not one of the values that exist ({_as_of()})", allowed, fix, change)
        return
    shortest, longest = node.get("minLength", 0), node.get("maxLength")
    if len(value) < shortest or (longest is not None and len(value) > longest):
        more = (
            f"write {_words(node['pattern'])}"
            if value and "pattern" in node
            else "write more, or leave the property out"
        )
        report(
            "E9005",
            path,
            value,
            f"has {len(value)} characters",
            f"{shortest} to {longest} characters" if longest is not None else f"at least {shortest} characters",
            "shorten it" if len(value) > shortest else more,
        )
        return
    pattern = node.get("pattern")
    if pattern and not _compiled(pattern.replace(_INVISIBLE, "") if value.isprintable() else pattern).search(value):
        placeholder = next((text for mark, text in _PLACEHOLDERS.items() if mark in pattern), None)
        if placeholder:
            report(
                "E9007",
                path,
                value,
                "lacks its placeholder",
                f"a text that contains {placeholder}",
                f"put {placeholder} into the text",
            )
        else:
            words = _words(pattern)
            report("E9007", path, value, "does not have the form that is asked for", words, f"write {words}")


def _number(value: Any, node: dict[str, Any], path: str, report: _Report) -> None:
    wanted = "a whole number" if node["type"] == "integer" else "a number"
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        _wrong_type(value, wanted, path, report)
        return
    try:
        number = float(value)
    except ValueError:
        _wrong_type(value, wanted, path, report)
        return
    if node["type"] == "integer" and not number.is_integer():
        _wrong_type(value, wanted, path, report)
        return
    least, most = node.get("minimum"), node.get("maximum")
    if (least is not None and number < least) or (most is not None and number > most):
        allowed = (
            f"{least} to {most}"
            if None not in (least, most)
            else f"at least {least}"
            if most is None
            else f"at most {most}"
        )
        report("E9006", path, value, "is out of bounds", allowed, f"choose a number that is {allowed}")


def _size(count: int, node: dict[str, Any], least: str, most: str, path: str, value: Any, report: _Report) -> None:
    fewest, largest = node.get(least, 0), node.get(most)
    if count < fewest or (largest is not None and count > largest):
        allowed = f"{fewest} to {largest}" if largest is not None else f"at least {fewest}"
        fix = "leave some out" if count > fewest else "add one, or leave the property out"
        report("E9008", path, value, f"has {count} members", f"{allowed} members", fix)


def _wrong_type(value: Any, wanted: str, path: str, report: _Report, change: Edit | None = None) -> None:
    report("E9002", path, value, f"is not {wanted}", wanted, f"give {wanted}", change)


def _listed(value: Any, node: dict[str, Any], path: str) -> Edit | None:
    """The list that is surely meant where its only member stands in its place."""
    child = node.get("items", {})
    meant = isinstance(value, str) and child.get("type") == "string" and value in child.get("enum", (value,))
    return put(path, [value]) if meant else None


def _words(pattern: str) -> str:
    from .patterns import in_words  # mostly nothing is wrong

    return in_words(pattern)


def _as_of() -> str:
    return f"as of {registry()['date']}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern)  # no newline may follow
