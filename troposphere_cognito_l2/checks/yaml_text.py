"""YAML as CloudFormation reads it: short intrinsics, no dates, and no key twice."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as Loader
else:
    Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 300
"""Columns at which something may begin, and brackets that may be open: libyaml falls over a text that goes deep."""
_MOST_MEMBERS = 300_000
"""Commas and lines; a text of more takes seconds to parse, and no template that CloudFormation takes has so many."""
_BEGINNING = re.compile(r"^[ \t]*(?:[-?:][ \t]+)*", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_DATE = "tag:yaml.org,2002:timestamp"
_PLAIN = ("null", "bool", "int", "float", "str", "seq", "map")


class NotYamlError(ValueError):
    """The text is no YAML that CloudFormation would take."""


def load(text: str) -> Any:
    """The one document of a text."""
    if text.count(",") + text.count("\n") > _MOST_MEMBERS:
        raise NotYamlError(f"it has more than {_MOST_MEMBERS:,} commas and lines")
    _see_that_it_is_shallow(text)
    try:
        return yaml.load(text, Loader=_loader())  # noqa: S506 - it is a safe loader
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark
        place = f" in line {where.line + 1}, column {where.column + 1}" if where else ""
        raise NotYamlError(f"{error.problem or error.context}{place}") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # a character or a number that can't be
        raise NotYamlError(" ".join(str(error).split())) from error


def _see_that_it_is_shallow(text: str) -> None:
    deepest = max(len(found[0]) for found in _BEGINNING.finditer(text))
    depth = 0
    for bracket in _BRACKET.findall(text):
        depth += 1 if bracket in "[{" else -1 if depth else 0
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise NotYamlError("it is nested too deep")


@cache
def _loader() -> type[Loader]:
    """The loader; made when it is first needed."""

    class Template(Loader):
        pass

    Template.yaml_constructors = {
        tag: construct
        for tag, construct in Loader.yaml_constructors.items()
        if tag is None or tag.rpartition(":")[2] in _PLAIN
    }
    Template.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _DATE]
        for first, resolvers in Loader.yaml_implicit_resolvers.items()
    }
    Template.add_constructor("tag:yaml.org,2002:map", _mapping)
    Template.add_multi_constructor("!", _intrinsic)
    return Template


def _mapping(loader: Loader, node: Any) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise yaml.constructor.ConstructorError(None, None, "a mapping was expected", node.start_mark)
    seen = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key is no text", key.start_mark)
        if key.value in seen and key.tag != "tag:yaml.org,2002:merge":
            problem = f"the key {key.value!r} stands twice in one mapping, and one would be lost"
            raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
        seen.add(key.value)
    loader.flatten_mapping(node)
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def _intrinsic(loader: Loader, suffix: str, node: Any) -> dict[str, Any]:
    """A short intrinsic in its full form: ``!Sub`` is ``Fn::Sub``."""
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = node.value
    elif isinstance(node, yaml.SequenceNode):
        value = [loader.construct_object(item, deep=True) for item in node.value]
    else:
        value = _mapping(loader, node)
    if suffix in ("Ref", "Condition"):
        return {suffix: value}
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{suffix}": value}
