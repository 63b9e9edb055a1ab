"""Mistakes that people make in full templates are found, in plain sight or hidden; valid templates are not blamed."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.yaml_text import load

pytestmark = pytest.mark.one_python

HERE = Path(__file__).parent
ELSEWHERE = ("tenants", "workforce", "devices", "passkeys")
"""The templates beside the shop; they are written as people do, so that some hazards are left in them."""
VALID = sorted((HERE / "valid_templates").glob("*.yaml"))
BASES = {name: load((HERE / "mistaken_templates" / f"{name}.yaml").read_text()) for name in ("shop", *ELSEWHERE)}
MISTAKES = [
    entry
    for name in ("mistakes", "mistakes_elsewhere")
    for entry in load((HERE / "mistaken_templates" / f"{name}.yaml").read_text())
]
NO_VALUE = {"Ref": "AWS::NoValue"}
TRUST = "AssumeRolePolicyDocument"
"""Intrinsics inside a policy's condition keys are as good as the plain value; they are not hidden here."""


def steps(path: str) -> tuple[str, list[Any]]:
    name, *rest = path.split(".")
    return name, [int(step) if step.isdecimal() else step for step in rest]


def base(entry: dict[str, Any]) -> dict[str, Any]:
    """The valid template that a mistake is made in."""
    return BASES[entry.get("in", "shop")]


def standing(template: dict[str, Any], path: str) -> Any:
    """What the valid template has at a path; what leaves a property out if there is nothing."""
    name, rest = steps(path)
    value = template["Resources"][name]["Properties"]
    try:
        for step in rest:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return NO_VALUE
    return value


def put(template: dict[str, Any], path: str, value: Any) -> None:
    """Change a property, an attribute (``Name!Attribute``), a whole resource (``Name!``) or ``:Section``; ``None`` drops."""
    if path.startswith(":"):
        *above, last = path[1:].split(".")
        for step in above:
            template = template[step]
        template[last] = value
        return
    resources = template["Resources"]
    name, mark, attribute = path.partition("!")
    holder, last = (resources[name], attribute) if attribute else (resources, name)
    if not mark:
        name, rest = steps(path)
        holder, last = resources[name]["Properties"], rest[-1]
        for step in rest[:-1]:
            holder = holder[step] if isinstance(holder, list) else holder.setdefault(step, {})
    if value is not None:
        holder[last] = value
    elif isinstance(holder, list) or last in holder:
        del holder[last]


def mistaken(entry: dict[str, Any], form: str = "plain") -> dict[str, Any]:
    template = copy.deepcopy(base(entry))
    for number, (path, bad) in enumerate(entry["change"].items()):
        whole = "!" in path or path.startswith(":")
        good, value = (None, bad) if whole else (standing(base(entry), path), NO_VALUE if bad is None else bad)
        if whole or form == "plain":
            value = bad
        elif form == "branch":
            value = {"Fn::If": ["IsProd", value, good]}
        elif form == "nested branch":
            value = {"Fn::If": ["IsDev", good, {"Fn::If": ["IsProd", value, good]}]}
        elif form == "mapping":
            for stage, cell in (("dev", good), ("prod", value)):
                template["Mappings"]["Stages"][stage][f"Key{number}"] = cell
            value = {"Fn::FindInMap": ["Stages", {"Ref": "Stage"}, f"Key{number}"]}
        elif form == "listed value":
            template["Parameters"]["P"] = {"Type": "String", "AllowedValues": [good, value], "Default": good}
            value = {"Ref": "P"}
        elif form == "default":
            template["Parameters"]["P"] = {"Type": "String", "Default": value}
            value = {"Ref": "P"}
        elif form == "join":
            value = {"Fn::Join": ["", [value[:1], value[1:]]]}
        put(template, path, value)
    return template


def forms(entry: dict[str, Any]) -> Iterator[str]:
    """How a mistake can be hidden; those in other templates than the shop have their conditions already."""
    change = entry["change"]
    if "in" in entry:
        return
    paths = {path: value for path, value in change.items() if "!" not in path}
    if not paths or any(TRUST in path for path in paths) or "Fn::If" in str(change):  # which is hidden already
        return
    yield from ("branch", "nested branch")
    values = [*paths.values(), *(standing(base(entry), path) for path in paths)]
    if all(isinstance(value, (str, int)) for value in values):
        yield "mapping"
        if len(change) == 1:
            yield from ("listed value", "default")
    if all(isinstance(value, str) and len(value) > 1 for value in paths.values()):
        yield "join"


HIDDEN = [
    (entry, list(forms(entry))[number % len(list(forms(entry)))])
    for number, entry in enumerate(MISTAKES)
    if "errors" in entry and any(forms(entry))
]


@pytest.mark.parametrize("path", VALID, ids=[path.stem for path in VALID])
def test_valid_template_is_not_blamed(path):
    """A template that Cognito takes has no errors."""
    assert [f"{error.rule} {error.resource}: {error.message}" for error in check(path).errors] == []


def test_the_template_around_the_mistakes_is_valid():
    """Without a mistake the full template is free of errors and warnings."""
    assert check(BASES["shop"]).findings == ()


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_other_templates_are_valid(name):
    """Without a mistake the other templates are free of errors."""
    assert check(BASES[name]).errors == ()


@pytest.mark.parametrize("entry", MISTAKES, ids=[entry["what"] for entry in MISTAKES])
def test_mistake_is_found(entry):
    """A mistake makes just the errors that it should, and the warnings at least."""
    report = check(mistaken(entry))
    assert sorted({error.rule for error in report.errors}) == entry.get("errors", [])
    assert {finding.rule for finding in report.findings} >= set(entry.get("warnings", []))


@pytest.mark.parametrize(("entry", "form"), HIDDEN, ids=[f"{entry['what']} ({form})" for entry, form in HIDDEN])
def test_hidden_mistake_is_found(entry, form):
    """A mistake is found as well in one branch, a mapping, a parameter's values or a text put together."""
    found = {error.rule for error in check(mistaken(entry, form)).errors}
    assert found & set(entry["errors"])
