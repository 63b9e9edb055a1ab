"""Pairs of templates that are told apart: what does harm is said to, and nothing is said of what does none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import yaml
from pairs_of_templates import pairs, sides

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.checks.schema import registry

HARMFUL, HARMLESS = pairs("harmful"), pairs("harmless")
KINDS: Mapping[str, Callable[[Any], Any]] = {"mapping": dict, "JSON": json.dumps, "YAML": yaml.safe_dump}
"""The kinds of input that `compare` takes, each with how it is made."""


def name_of(pair: Mapping[str, Any]) -> str:
    return str(pair["name"])


def alarms(old: Any, new: Any, **given: Any) -> list[tuple[str, str, str]]:
    """Effect, resource and severity of all that is said at warning or above."""
    found = [(one.effect.value, one.resource, one.severity.value) for one in compare(old, new, **given).changes]
    return [one for one in found if one[2] != "info"]


def test_every_pair_has_a_name_of_its_own() -> None:
    """The pairs are told apart by name."""
    for some in (HARMFUL, HARMLESS):
        assert len({pair["name"] for pair in some}) == len(some)


@pytest.mark.parametrize("pair", HARMFUL, ids=name_of)
def test_harm_is_said(pair: dict[str, Any]) -> None:
    """Each effect that an update surely has is said of the resource that has it."""
    old, new = sides(pair)
    given = {name: pair[name] for name in ("parameters", "old_parameters") if name in pair}
    found = alarms(old, new, **given)
    for expected in pair["expect"]:
        wanted = [tuple(one.split()) for one in expected.split("|")]
        assert any(said[: len(one)] == one for said in found for one in wanted), (expected, found)


@pytest.mark.parametrize("pair", HARMLESS, ids=name_of)
def test_nothing_is_said_of_what_does_no_harm(pair: dict[str, Any]) -> None:
    """A change that does no harm is blamed for nothing."""
    assert alarms(*sides(pair)) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("base", ["shop", "small", "two_pools"])
def test_kind_of_input_says_nothing(base: str, kind: str) -> None:
    """A template is the same in JSON, in YAML and as a mapping, in whatever order its keys stand."""
    old, _ = sides({"base": base})
    turned = json.loads(json.dumps(old), object_pairs_hook=lambda members: dict(reversed(members)))
    assert compare(old, KINDS[kind](turned), in_place=True).changes == ()


@pytest.mark.parametrize("pair", HARMFUL[::7], ids=name_of)
def test_kind_of_input_hides_nothing(pair: dict[str, Any]) -> None:
    """The same is said whatever kind the templates are of."""
    old, new = sides(pair)
    said = sorted(alarms(old, new))
    assert sorted(alarms(json.dumps(old), yaml.safe_dump(new))) == said
    assert sorted(alarms(yaml.safe_dump(old), json.dumps(new))) == said


def values_of(kind: str, node: Mapping[str, Any]) -> tuple[Any, Any]:
    """Two values of a property of this type."""
    if kind == "boolean":
        return False, True
    if kind == "array":
        one, two = values_of(str(node["items"]["type"]), node["items"])
        return [one], [two]
    return ("one", "two") if kind == "string" else ({"Name": "one"}, {"Name": "two"})


def create_only() -> Iterator[Any]:
    """Every create-only property of every type of Cognito, with what may become of it."""
    for kind, node in registry()["types"].items():
        for name in node.get("createOnly", ()):
            for what in ("added", "removed", "changed"):
                yield pytest.param(kind, name, what, id=f"{kind.split('::')[-1]}.{name} {what}")


@pytest.mark.parametrize(("kind", "name", "what"), list(create_only()))
def test_create_only_properties(kind: str, name: str, what: str) -> None:
    """A property that can't be changed is told of, whether it is added, removed or changed."""
    node = registry()["types"][kind]
    known = node["properties"]
    filled = {each: values_of(known[each].get("type", "string"), known[each])[0] for each in node.get("required", ())}
    first, second = values_of(known[name].get("type", "string"), known[name])
    without = {each: value for each, value in filled.items() if each != name}
    old, new = {
        "added": (without, {**without, name: second}),
        "removed": ({**without, name: second}, without),
        "changed": ({**without, name: first}, {**without, name: second}),
    }[what]
    found = alarms(*({"Resources": {"Subject": {"Type": kind, "Properties": one}}} for one in (old, new)))
    assert {effect for effect, _, _ in found} & {"replaced", "users-lost", "rejected"}, found
