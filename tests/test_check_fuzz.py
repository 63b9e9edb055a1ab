"""Whatever is given to ``check``, it answers, and soon."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given, strategies as st
from odd_templates import NAMES, QUIETLY, VECTORS, decided, places, templates, values

from troposphere_cognito_l2 import Report, UnusableTemplateError, check

LONGEST = 1.0


def answer(template: Any) -> Report | None:
    """The report, if the template can be read, within a second."""
    started = time.process_time()
    try:
        report = check(template, profile="strict")
        assert str(report)
        assert all(finding.fingerprint for finding in report.findings)
    except UnusableTemplateError as error:
        report, message = None, str(error)
        assert "\n" not in message
    assert time.process_time() - started < LONGEST
    return report


@pytest.fixture(autouse=True, scope="module")
def warm():
    """Load every rule beforehand: the first check of a process pays for it."""
    check({"Resources": {}}, select="E9004")


@QUIETLY
@given(templates)
def test_any_template(template):
    """A template made of odd pieces is answered."""
    answer(template)


@QUIETLY
@given(values)
def test_anything(value):
    """So is what is no template at all."""
    answer(value)


@QUIETLY
@given(st.one_of(st.text(max_size=300), st.binary(max_size=300), st.sampled_from("{[&*!|>-?:#\"'\n \t,]}%@`")))
def test_any_text(text):
    """So is any text."""
    answer(text)


@QUIETLY
@given(st.data())
def test_mutated_vector(data):
    """A template in which something is left out, replaced, or made conditional is answered, as data and as text."""
    template = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"A": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "B": {"Fn::Not": [{"Condition": "A"}]}},
        "Resources": copy.deepcopy(data.draw(st.sampled_from(VECTORS))),
    }
    for _ in range(data.draw(st.integers(1, 4))):
        *path, last = data.draw(st.sampled_from([path for path in places(template) if len(path) > 1]))
        parent: Any = template
        for step in path:
            parent = parent[step]
        change = data.draw(st.sampled_from(("drop", "replace", "condition")))
        if change == "drop":
            del parent[last]
        elif change == "replace":
            parent[last] = data.draw(values)
        else:
            parent[last] = {"Fn::If": [data.draw(st.sampled_from("ABC")), parent[last], data.draw(values)]}
    found = answer(template)
    text = json.dumps(template)
    if "NaN" not in text and "Infinity" not in text:
        again = answer(text)
        assert again is not None
        assert found is not None
        assert again.findings == found.findings


@QUIETLY
@given(st.data())
def test_scenarios_find_what_each_stage_alone_shows(data):
    """What is found under all values of the parameters is what is found in the templates of each value."""
    template = copy.deepcopy(data.draw(st.sampled_from(VECTORS)))
    for _ in range(data.draw(st.integers(1, 4))):
        found = [
            path
            for path in places(template)
            if len(path) > 2
            and path[1] == "Properties"
            and not any(str(step).startswith(("Fn::", "Ref")) for step in path)
        ]
        if not found:
            continue
        *path, last = data.draw(st.sampled_from(found))
        parent: Any = template
        for step in path:
            parent = parent[step]
        other = data.draw(st.sampled_from((None, True, 3, "x", "email", [], {}, ["COGNITO"], {"Ref": "AWS::NoValue"})))
        parent[last] = {"Fn::If": [data.draw(st.sampled_from(("Prod", "Dev", "Big"))), parent[last], other]}
    conditions = {
        "Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
        "Dev": {"Fn::And": [{"Fn::Not": [{"Condition": "Prod"}]}, {"Fn::Equals": ["dev", {"Ref": "Stage"}]}]},
        "Big": {"Fn::Or": [{"Condition": "Dev"}, {"Fn::Equals": [{"Ref": "Size"}, "big"]}]},
    }
    alone = set()
    for stage in ("prod", "dev", "other"):
        for size in ("big", "small"):
            truths = {"Prod": stage == "prod", "Dev": stage == "dev", "Big": stage == "dev" or size == "big"}
            report = check({"Resources": decided(template, truths)})
            alone |= {(finding.fingerprint, finding.message) for finding in report.findings}
    parameters = {"Stage": {"Type": "String"}, "Size": {"Type": "String"}}
    together = check({"Parameters": parameters, "Conditions": conditions, "Resources": template})
    assert {(finding.fingerprint, finding.message) for finding in together.findings} == alone


@QUIETLY
@given(st.text(alphabet="{}[]&*a: -\n!<\"'|", max_size=200), st.integers(1, 60))
def test_text_of_marks(text, times):
    """Marks of YAML in any order, however often, are answered."""
    answer(text * times)


def test_many_resources_under_many_conditions():
    """The most that a template may hold, each resource under its own conditions, is answered within seconds."""
    names = [f"C{number}" for number in range(40)]
    pools = {
        f"Users{number}": {
            "Type": "AWS::Cognito::UserPool",
            "Condition": names[number % 40],
            "Properties": {name: {"Fn::If": [names[-number % 37], "x", {"Ref": "AWS::NoValue"}]} for name in NAMES},
        }
        for number in range(50)
    }
    clients = {
        f"App{number}": {
            "Type": "AWS::Cognito::UserPoolClient",
            "Condition": names[number % 39],
            "Properties": {
                "UserPoolId": {"Fn::If": [names[number % 11], {"Ref": f"Users{number % 50}"}, {"Ref": "Users1"}]},
                "AllowedOAuthFlowsUserPoolClient": True,
                "AllowedOAuthFlows": ["code"],
                "SupportedIdentityProviders": [{"Fn::If": [name, f"Provider{name}", "COGNITO"]} for name in names[:9]],
            },
        }
        for number in range(400)
    }
    providers = {
        f"Provider{name}": {
            "Type": "AWS::Cognito::UserPoolIdentityProvider",
            "Condition": name,
            "Properties": {"UserPoolId": {"Ref": "Users1"}, "ProviderName": f"Provider{name}", "ProviderType": "OIDC"},
        }
        for name in names
    }
    template = {
        "Conditions": {name: {"Fn::Equals": [{"Ref": f"P{name}"}, "yes"]} for name in names},
        "Resources": {**pools, **clients, **providers},
    }
    started = time.process_time()
    report = check(template)
    assert time.process_time() - started < 10
    assert "combinations of parameter values matter" in report.notes[-1]
