"""Cases of the rules about names, mappings and keys of a whole template that their own examples do not show."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, paths

POOL = "AWS::Cognito::UserPool"
CLIENT = "AWS::Cognito::UserPoolClient"


@pytest.mark.parametrize(
    ("client", "says"),
    [
        (
            {"Properties": {"UserPoolId": {"Fn::GetAtt": ["Unknown", "Arn"]}}},
            [("UserPoolId", "Unknown is a parameter, which has no attributes")],
        ),
        ({"Properties": {"UserPoolId": UNKNOWN}}, []),
        ({"DependsOn": "Unknown"}, [("DependsOn", "Unknown is a parameter, which nothing waits for")]),
        ({"DependsOn": ["Users", "Unknown"]}, [("DependsOn", "Unknown is a parameter, which nothing waits for")]),
        ({"DependsOn": "Users"}, []),
        ({"DependsOn": "Missing"}, [("DependsOn", "Missing is not in the template")]),
    ],
)
def test_parameter_that_is_taken_for_a_resource(client, says):
    """A parameter has no attributes, and nothing waits for one."""
    resources = {"Users": {"Type": POOL}, "Web": {"Type": CLIENT, **client}}
    assert [(one.path, one.message) for one in found("E9011", {"Resources": resources})] == says


LOOKED_UP: dict[str, Any] = {"Fn::FindInMap": ["Stages", "prod", "Missing"]}
SECTIONS = {
    "Mappings": {"Stages": {"prod": {"Plan": "PLUS"}}},
    "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Unknown"}, "prod"]}},
}


@pytest.mark.parametrize(
    ("properties", "places"),
    [
        ({"AliasAttributes": [LOOKED_UP]}, ["AliasAttributes[0]"]),
        ({"UserPoolTags": {"a.b": LOOKED_UP}}, ['UserPoolTags["a.b"]']),
        ({"EmailConfiguration": {"From": LOOKED_UP}}, ["EmailConfiguration.From"]),
        ({"UserPoolName": {"Fn::If": ["IsProd", LOOKED_UP, "shop"]}}, ["UserPoolName"]),
        ({"UserPoolName": {"Fn::If": ["IsProd", "shop", LOOKED_UP]}}, ["UserPoolName"]),
        ({"UserPoolName": {"Fn::FindInMap": ["Stages", "prod", "Plan"]}}, []),
        ({"UserPoolTags": {"Fn::Transform": {"Name": "a", "Parameters": {"b": LOOKED_UP}}}}, []),
    ],
)
def test_what_is_looked_up_deep_inside(properties, places):
    """A look-up is found at any depth and in both branches, and the place where it stands is named."""
    resources = {"Users": {"Type": POOL, "Properties": properties}}
    assert paths("E9022", {"Resources": resources}, **SECTIONS) == places


@pytest.mark.parametrize(
    "value", [{"Fn::Join": ["", ["a", LOOKED_UP]]}, {"Fn::Sub": ["${A}", {"A": LOOKED_UP}]}, {"Fn::Base64": LOOKED_UP}]
)
def test_what_is_looked_up_inside_a_function(value):
    """A look-up inside another function is found, in the property that the function gives."""
    resources = {"Users": {"Type": POOL, "Properties": {"UserPoolName": value}}}
    assert paths("E9022", {"Resources": resources}, **SECTIONS) == ["UserPoolName"]


def test_only_resources_of_cognito_are_looked_at():
    """What another type looks up is not looked at."""
    resources = {
        "Users": {"Type": POOL},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": LOOKED_UP}},
    }
    assert paths("E9022", {"Resources": resources}, **SECTIONS) == []


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ({"KeyUsage": "SIGN_VERIFY"}, "Key has the KeyUsage SIGN_VERIFY"),
        ({"KeyUsage": "ENCRYPT_DECRYPT"}, None),
        ({"KeyUsage": UNKNOWN}, None),
        ({"KeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY"}, "Key has the KeySpec RSA_2048"),
        ({}, None),
    ],
)
def test_key_of_a_pool(key, message):
    """A key for another use, or of another kind, is found wherever a pool names it."""
    named = {"Fn::GetAtt": ["Key", "Arn"]}
    for name, member in (("LambdaConfig", "KMSKeyID"), ("KeyConfiguration", "KmsKeyArn")):
        resources = {
            "Key": {"Type": "AWS::KMS::Key", "Properties": key},
            "Users": {"Type": POOL, "Properties": {name: {member: named}}},
        }
        says = [(one.path, one.message) for one in found("W9187", {"Resources": resources})]
        assert says == ([(f"{name}.{member}", message)] if message else [])
