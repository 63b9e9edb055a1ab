"""Templates made of odd pieces, and real ones with something changed: for whatever must answer anything.

They are the same each time. ``FUZZ_EXAMPLES=2000 pytest`` tries more of them, other ones each time.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st

from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.checks.schema import registry

USUAL = 150
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", USUAL))
QUIETLY = settings(
    max_examples=EXAMPLES, derandomize=EXAMPLES <= USUAL, deadline=None, suppress_health_check=list(HealthCheck)
)

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


def vectors() -> list[dict[str, Any]]:
    found = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((Path(__file__).parent / "vectors").glob("*.json"))
    ]
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


def decided(value: Any, truths: dict[str, bool]) -> Any:
    """The value with its branches taken by hand."""
    if isinstance(value, dict) and "Fn::If" in value:
        name, true, false = value["Fn::If"]
        return decided(true if truths[name] else false, truths)
    if isinstance(value, dict):
        return {key: decided(item, truths) for key, item in value.items()}
    return [decided(item, truths) for item in value] if isinstance(value, list) else value
