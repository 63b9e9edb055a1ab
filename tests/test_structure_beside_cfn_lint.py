"""The structural rules and cfn-lint say the same of a few hundred resources, each with one mistake made by a seeded hand."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cfnlint import api
from cfnlint.core import get_rules

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.schema import registry

pytestmark = pytest.mark.one_python

HERE = Path(__file__).parent
SAME = {
    "E3002": "E9001",
    "E3012": "E9002",
    "E3003": "E9003",
    "E3030": "E9004",
    "E3033": "E9005",
    "E3034": "E9006",
    "E3031": "E9007",
    "E3032": "E9008",
    "E3037": "E9009",
}
"""cfn-lint's rules, and ours for the same."""
SAMPLES = 5
"""So many resources of a type are changed, and so often each."""
CHANGES = 20

DIFFERENCES = {
    "UserPoolClient.RefreshTokenRotation.NotThis: unknown": (
        "E9001 here, nothing there: the registry schema forbids unknown members of every object but this one; the API "
        "has none but the two that are known"
    ),
    **dict.fromkeys(
        ("IdentityPoolRoleAttachment.RoleMappings: a text", "IdentityPoolRoleAttachment.Roles: a text"),
        "E9002 here, nothing there: the registry schema says what members they have, but not that they are mappings",
    ),
}
"""What only one of the two finds, and why."""


def samples() -> list[tuple[str, dict[str, Any]]]:
    """The resources of each type that say most, of the examples' templates and the vectors."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for path in sorted((HERE / "goldens").glob("*.json")) + sorted((HERE / "vectors").glob("*.json")):
        document = json.loads(path.read_text())
        template = document.get("template", document)
        for body in template.get("Resources", {}).values() if isinstance(template, dict) else ():
            if body["Type"] in registry()["types"] and isinstance(body.get("Properties"), dict):
                found.setdefault(body["Type"], {}).setdefault(json.dumps(body["Properties"]), body["Properties"])
    return [
        (kind, bodies[text])
        for kind, bodies in sorted(found.items())
        for text in sorted(bodies, key=lambda text: (-len(text), text))[:SAMPLES]
    ]


def changes(value: Any, node: dict[str, Any], path: tuple[Any, ...] = ()) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """The mistakes that can be made in a value: what kind, where, and what stands there then (`None`: nothing)."""
    kind = node.get("type")
    if isinstance(value, dict) and len(value) == 1 and str(next(iter(value))).startswith(("Ref", "Fn::")):
        return
    if path and kind in ("string", "integer", "boolean", "number"):
        yield "a mapping", path, {"Not": "this"}
        yield "a list", path, ["not this"]
    if path and kind in ("object", "array"):
        yield "a text", path, "not this"
    if kind == "array" and isinstance(value, list):
        if "maxItems" in node and value:
            yield "too many", path, (value * (node["maxItems"] + 1))[: node["maxItems"] + 1]
        if node.get("minItems"):
            yield "too few", path, []
        if node.get("uniqueItems") and value:
            yield "twice", path, [*value, value[0]]
        for index, item in enumerate(value[:1]):
            yield from changes(item, node.get("items", {}), (*path, index))
    if kind in ("integer", "number"):
        yield "a word", path, "many"
        if "maximum" in node:
            yield "too much", path, node["maximum"] + 1
        if "minimum" in node:
            yield "too little", path, node["minimum"] - 1
    if kind == "boolean":
        yield "a word", path, "perhaps"
    if kind == "string":
        if "enum" in node:
            yield "another word", path, "ANOTHER"
        elif 0 < node.get("maxLength", 0) < 3000:
            yield "too long", path, "a" * (node["maxLength"] + 1)
        if node.get("minLength") and "enum" not in node:
            yield "empty", path, ""
        if "pattern" in node:
            yield "out of form", path, " \x01 not this \x01 "
    if isinstance(value, dict) and "properties" in node:
        yield "unknown", (*path, "NotThis"), "x"
        for name, item in value.items():
            if name in node.get("required", ()):
                yield "missing", (*path, name), None
            yield from changes(item, node["properties"].get(name, {}), (*path, name))


def changed(properties: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    properties = copy.deepcopy(properties)
    holder: Any = properties
    for step in path[:-1]:
        holder = holder[step]
    if value is None:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return properties


def mutated() -> dict[str, tuple[str, dict[str, Any]]]:
    """The resources with a mistake each, by logical id, with what was done."""
    chance = random.Random(20261020)
    found = {}
    for kind, properties in samples():
        node = {"type": "object", **registry()["types"][kind]}
        possible = sorted(changes(properties, node), key=repr)
        for what, path, value in sorted(chance.sample(possible, min(CHANGES, len(possible))), key=repr):
            where = ".".join(str(step) for step in path)
            body = {"Type": kind, "Properties": changed(properties, path, value)}
            found[f"M{len(found)}"] = (f"{kind.rpartition('::')[2]}.{where}: {what}", body)
    return found


@pytest.fixture(scope="module")
def verdicts():
    """What either says of each resource."""
    made = mutated()
    template = {"Resources": {name: body for name, (_, body) in made.items()}}
    ours: dict[str, set[str]] = {name: set() for name in made}
    theirs: dict[str, set[str]] = {name: set() for name in made}
    for error in check(template, select="E900").errors:
        ours[error.resource].add(error.rule)
    every = get_rules([], [], [], include_experimental=False)
    for match in api.lint(json.dumps(template), rules=every, regions=["us-east-1"]):
        path = list(match.path or ())
        if match.rule.id in SAME and len(path) > 1 and path[0] == "Resources":
            theirs[str(path[1])].add(SAME[match.rule.id])
    return made, ours, theirs


def test_there_are_a_few_hundred(verdicts):
    """The mistakes are many, of all types that have properties to get wrong, and of all rules."""
    made, ours, _ = verdicts
    assert len(made) >= 300
    assert {rule for found in ours.values() for rule in found} >= {f"E900{number}" for number in range(1, 9)}


def test_both_say_the_same(verdicts):
    """What one of the two finds and the other does not is in the table; cfn-lint may say more of the same value."""
    made, ours, theirs = verdicts
    different = {
        what
        for name, (what, _) in made.items()
        if not ours[name] <= theirs[name] or bool(ours[name]) != bool(theirs[name])
    }
    assert different == set(DIFFERENCES)


def test_every_mistake_is_found(verdicts):
    """No mistake passes both."""
    made, ours, _ = verdicts
    assert [what for name, (what, _) in made.items() if not ours[name]] == []
