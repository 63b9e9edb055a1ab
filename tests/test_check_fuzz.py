"""Whatever is given to ``check``, it answers, and soon."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from troposphere_cognito_l2 import Report, UnusableTemplateError, check
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.checks.schema import registry

TESTS = Path(__file__).parent
LONGEST = 1.0
QUIETLY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

TYPES = [*registry()["types"], "AWS::IAM::Role", "AWS::IAM::Policy", "AWS::Lambda::Permission", "AWS::Lambda::Function"]
NAMES = sorted({name for facts in registry()["types"].values() for name in facts["properties"]})
IDS = ("Users", "App", "Role", "Other")

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(),
    st.sampled_from(("", "ON", "email", "COGNITO", "arn:aws:lambda:eu-west-1:1:function:f", "{{resolve:ssm:x}}", *IDS)),
    st.text(max_size=12),
)
references = st.one_of(
    st.builds(lambda name: {"Ref": name}, st.sampled_from((*IDS, "Stage", "AWS::NoValue", "AWS::Region"))),
    st.builds(lambda name: {"Fn::GetAtt": [name, "Arn"]}, st.sampled_from(IDS)),
    st.builds(lambda name: {"Fn::Sub": f"x-${{{name}}}/${{Stage}}"}, st.sampled_from(IDS)),
)
keys = st.one_of(
    st.sampled_from(("Ref", "Fn::If", "Fn::Sub", "Fn::Join", "Fn::GetAtt", "Fn::FindInMap", "Fn::Select", "Fn::Split")),
    st.sampled_from(("Fn::Transform", "Fn::ForEach::X", "Condition", "Fn::And", "Fn::Not", "Fn::Equals", "Fn::Or")),
    st.sampled_from(NAMES),
    st.text(max_size=8),
)


def nested(leaves):
    """JSON-like data of these leaves, with much that looks like an intrinsic."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(keys, inner, max_size=4),
            st.builds(lambda name, a, b: {"Fn::If": [name, a, b]}, st.sampled_from(("A", "B", "C")), inner, inner),
        ),
        max_leaves=20,
    )


values = nested(st.one_of(scalars, references))
conditions = st.recursive(
    st.one_of(
        st.builds(lambda one, other: {"Fn::Equals": [one, other]}, st.one_of(scalars, references), scalars),
        st.builds(lambda name: {"Condition": name}, st.sampled_from(("A", "B", "C"))),
    ),
    lambda inner: st.one_of(
        st.builds(lambda one: {"Fn::Not": [one]}, inner),
        st.builds(lambda some: {"Fn::And": some}, st.lists(inner, max_size=3)),
        st.builds(lambda some: {"Fn::Or": some}, st.lists(inner, max_size=3)),
        values,
    ),
    max_leaves=6,
)
resources = st.fixed_dictionaries(
    {"Type": st.sampled_from(TYPES), "Properties": st.dictionaries(st.sampled_from(NAMES), values, max_size=8)},
    optional={
        "Condition": st.one_of(st.sampled_from(("A", "B", "C")), values),
        "DependsOn": st.one_of(st.sampled_from(IDS), values),
        "DeletionPolicy": values,
        "Metadata": st.one_of(values, st.just({"CognitoChecks": {"ignore": {"E9001": None}}})),
    },
)
templates = st.fixed_dictionaries(
    {"Resources": st.dictionaries(st.sampled_from(IDS), st.one_of(resources, values), max_size=4)},
    optional={
        "Conditions": st.dictionaries(st.sampled_from(("A", "B", "C")), conditions, max_size=3),
        "Parameters": st.one_of(values, st.just({"Stage": {"Type": "String", "AllowedValues": ["a", "b"]}})),
        "Mappings": st.one_of(values, st.just({"M": {"a": {"x": 1}, "b": {"x": [1]}}})),
        "Rules": values,
        "Transform": st.one_of(st.just("AWS::Serverless-2016-10-31"), st.just("AWS::LanguageExtensions"), values),
    },
)


def answer(template: Any) -> Report | None:
    """The report, if the template can be read, within a second."""
    started = time.monotonic()
    try:
        report = check(template, profile="strict")
        assert str(report)
        assert all(finding.fingerprint for finding in report.findings)
    except UnusableTemplateError as error:
        report, message = None, str(error)
        assert "\n" not in message
    assert time.monotonic() - started < LONGEST
    return report


def vectors() -> list[dict[str, Any]]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((TESTS / "vectors").glob("*.json"))]
    found = [vector["template"] for vector in found if vector.get("template")]
    found += [
        {name: {"Type": rule.resource_type, **body} for name, body in example["Resources"].items()}
        for rule in all_rules()
        for example in (rule.accepts, rule.rejects)
        if "Resources" in example
    ]
    return found


VECTORS = vectors()


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all that stands in a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in places(item, (*path, key)))]


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


def decided(value: Any, truths: dict[str, bool]) -> Any:
    """The value with its branches taken by hand."""
    if isinstance(value, dict) and "Fn::If" in value:
        name, true, false = value["Fn::If"]
        return decided(true if truths[name] else false, truths)
    if isinstance(value, dict):
        return {key: decided(item, truths) for key, item in value.items()}
    return [decided(item, truths) for item in value] if isinstance(value, list) else value


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
    started = time.monotonic()
    report = check(template)
    assert time.monotonic() - started < 10
    assert "combinations of parameter values matter" in report.notes[-1]
