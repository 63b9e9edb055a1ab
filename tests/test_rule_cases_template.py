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


FUNCTION = "AWS::Lambda::Function"
STAGED = {"Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Unknown"}, "prod"]}}}


def calls(**of_function: Any) -> dict[str, Any]:
    """A pool that calls a function, which may name the pool."""
    arn = {"Fn::GetAtt": ["Function", "Arn"]}
    return {
        "Users": {"Type": POOL, "Properties": {"LambdaConfig": {"PreSignUp": arn}}},
        "Role": {"Type": "AWS::IAM::Role"},
        "Function": {"Type": FUNCTION, "Properties": of_function},
        "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Dimensions": [{"Value": {"Ref": "Users"}}]}},
        "Web": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}},
    }


NAMES_IT = {"Environment": {"Variables": {"POOL": {"Ref": "Users"}}}}
HAS_ROLE = {"Role": {"Fn::GetAtt": ["Role", "Arn"]}}


@pytest.mark.parametrize(
    ("resources", "is_told"),
    [
        (calls(), False),
        (calls(**HAS_ROLE), False),
        (calls(**NAMES_IT), True),
        (calls(**NAMES_IT, **HAS_ROLE), True),
        ({**calls(**NAMES_IT), "Other": {"Type": POOL, "DependsOn": "Users"}}, True),
        ({"Users": {"Type": POOL, "DependsOn": "Users"}}, True),
        (
            {
                "One": {"Type": "AWS::SQS::Queue", "DependsOn": "Two"},
                "Two": {"Type": "AWS::SQS::Queue", "DependsOn": "One"},
            },
            False,
        ),
    ],
)
def test_circle_and_what_hangs_on_it(resources, is_told):
    """A circle with a Cognito resource in it is told once, whatever else its members wait for, or waits for them."""
    assert len(paths("E9013", {"Resources": resources})) == is_told


@pytest.mark.parametrize(
    ("kind", "own", "is_told"),
    [
        (CLIENT, None, True),
        (CLIENT, "IsProd", False),
    ],
)
def test_what_exists_under_a_condition(kind, own, is_told):
    """A Cognito resource is told of where it names what may not be there, and another type is left to its own rules."""
    member = {"Type": kind, "Properties": {"UserPoolId": {"Ref": "Users"}}, **({"Condition": own} if own else {})}
    resources = {"Users": {"Type": POOL, "Condition": "IsProd"}, "Member": member}
    assert paths("E9014", {"Resources": resources}, **STAGED) == ["UserPoolId"] * is_told


@pytest.mark.parametrize(
    ("kind", "pool", "is_told"),
    [
        ("AWS::WAFv2::WebACLAssociation", {"Fn::GetAtt": ["Users", "Arn"]}, True),
        ("AWS::WAFv2::WebACLAssociation", "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/a", False),
        ("AWS::Serverless::Function", {"Fn::GetAtt": ["Users", "Arn"]}, False),
        ("AWS::IAM::Role", "a", True),
    ],
)
def test_what_names_a_resource_of_cognito(kind, pool, is_told):
    """What names a Cognito resource is told of what else it names in vain, except by AWS SAM; so is a role."""
    member = {"Type": kind, "Properties": {"ResourceArn": pool, "WebACLArn": {"Fn::GetAtt": ["Acl", "Arn"]}}}
    acl = {"Type": "AWS::WAFv2::WebACL", "Condition": "IsProd"}
    resources = {"Users": {"Type": POOL}, "Member": member}
    assert paths("E9014", {"Resources": {**resources, "Acl": acl}}, **STAGED) == ["WebACLArn"] * is_told
    assert paths("E9011", {"Resources": resources}) == ["WebACLArn"] * is_told


@pytest.mark.parametrize(("kind", "is_told"), [(CLIENT, True), ("AWS::AppSync::DataSource", False)])
def test_id_in_another_type(kind, is_told):
    """What other types have under the same name is not looked at."""
    member = {"Type": kind, "Properties": {"UserPoolId": {"Fn::GetAtt": ["Users", "Arn"]}}}
    resources = {"Users": {"Type": POOL}, "Member": member}
    assert paths("E9023", {"Resources": resources}) == ["UserPoolId"] * is_told


@pytest.mark.parametrize(
    ("sections", "resources", "says"),
    [
        (STAGED, {"Users": {"Type": POOL, "Condition": "IsProd"}}, []),
        (
            STAGED,
            {"Users": {"Type": POOL, "Condition": "IsTest"}},
            [("Condition", "the template has no condition IsTest")],
        ),
        (
            STAGED,
            {"Users": {"Type": POOL, "Properties": {"UserPoolName": {"Fn::If": ["IsTest", "a", "b"]}}}},
            [("UserPoolName", "the template has no condition IsTest")],
        ),
        ({}, {"Users": {"Type": POOL, "Condition": "IsTest"}}, [("Condition", "the template has no condition IsTest")]),
        (
            {"Conditions": {"Fn::Transform": {"Name": "AWS::Include"}}},
            {"Users": {"Type": POOL, "Condition": "IsTest"}},
            [],
        ),
        (
            {"Conditions": {"IsBoth": {"Fn::And": [{"Condition": "IsTest"}, {"Condition": "IsBoth2"}]}}},
            {"Users": {"Type": POOL}},
            [("", "the template has no condition IsTest"), ("", "the template has no condition IsBoth2")],
        ),
        (STAGED, {"Users": {"Type": POOL}, "Topic": {"Type": "AWS::SNS::Topic", "Condition": "IsTest"}}, []),
    ],
)
def test_condition_that_is_not_there(sections, resources, says):
    """A condition is told wherever it is named, unless a macro may bring it."""
    assert [(one.path, one.message) for one in found("E9015", {"Resources": resources}, **sections)] == says


@pytest.mark.parametrize(
    ("kind", "is_told"),
    [(POOL, True), ("AWS::IAM::Role", True), ("AWS::Lambda::Permission", True), ("AWS::SNS::Topic", False)],
)
def test_whose_names_are_looked_for(kind, is_told):
    """Roles and permissions are looked at as Cognito's resources are, and no others."""
    resources = {"Web": {"Type": CLIENT}, "Subject": {"Type": kind, "Properties": {"Description": {"Ref": "Missing"}}}}
    assert paths("E9011", {"Resources": resources}) == ["Description"] * is_told


def test_names_that_are_many():
    """A name that may be meant is looked for as long as few are missing, and none is made up after that."""
    web = {
        f"Web{number}": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": f"User{number}"}}} for number in range(30)
    }
    fixes = {one.fix for one in found("E9011", {"Resources": {"Users": {"Type": POOL}, **web}})}
    assert fixes == {"write Users, if that is meant", "write the logical id of what is meant, or add it"}


@pytest.mark.parametrize(
    ("kind", "fix"),
    [
        ("AWS::Cognito::UserPools", "write AWS::Cognito::UserPool, if that is meant"),
        ("AWS::Cognito::Xyz", "mend the name, unless AWS has added it since"),
        ("AWS::Other::UserPools", None),
    ],
)
def test_type_that_may_be_meant(kind, fix):
    """A type that is close is proposed."""
    assert [one.fix for one in found("W9018", {"Resources": {"Users": {"Type": kind}}})] == ([fix] if fix else [])
