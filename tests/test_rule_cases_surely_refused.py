"""Cases of the rules about what a stack could only be made with if somebody else added what the template lacks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rule_cases import UNKNOWN, found, paths

POOL = "AWS::Cognito::UserPool"
CLIENT = "AWS::Cognito::UserPoolClient"
PROVIDER = "AWS::Cognito::UserPoolIdentityProvider"
USERS = {"UserPoolId": {"Ref": "Users"}}
IS_PROD = {"IsProd": {"Fn::Equals": [UNKNOWN, "prod"]}}
TOLD = {"Type": "Custom::Anything", "Properties": {"ServiceToken": "arn:aws:lambda:x", "Pool": {"Ref": "Users"}}}


def lacking(kind: str, **properties: Any) -> dict[str, Any]:
    """A pool, and a resource of it that names what the template does not have."""
    return {"Users": {"Type": POOL}, "Subject": {"Type": kind, "Properties": {**USERS, **properties}}}


LACKING = {
    "E9215": lacking(CLIENT, AllowedOAuthScopes=["orders/read"]),
    "W9253": lacking(CLIENT, SupportedIdentityProviders=["Google"]),
    "W9544": lacking("AWS::Cognito::UserPoolUserToGroupAttachment", GroupName="readers", Username="ann"),
    "W9545": lacking("AWS::Cognito::UserPoolUserToGroupAttachment", GroupName="readers", Username="ann"),
    "W9716": lacking("AWS::Cognito::UserPoolUICustomizationAttachment", ClientId="ALL", CSS="a"),
}


@pytest.mark.parametrize("rule", LACKING)
def test_somebody_who_is_told_of_the_pool_may_add_it(rule):
    """What is missing is told, unless a custom resource or another stack knows the pool, itself or through others."""
    resources = LACKING[rule]
    assert len(found(rule, {"Resources": resources})) == 1
    assert found(rule, {"Resources": {**resources, "Told": TOLD}}) == []
    nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": {"Client": {"Ref": "Web"}}}}
    web = {"Type": CLIENT, "Properties": USERS}
    assert found(rule, {"Resources": {**resources, "Web": web, "Nested": nested}}) == []
    assert len(found(rule, {"Resources": {**resources, "Web": web, "Other": {**TOLD, "Properties": {}}}})) == 1


def provider(name: Any, pool: str = "Users", **body: Any) -> dict[str, Any]:
    details = {"client_id": "a", "client_secret": "b", "authorize_scopes": "openid"}
    given = {"UserPoolId": {"Ref": pool}, "ProviderName": name, "ProviderType": "Google", "ProviderDetails": details}
    return {"Type": PROVIDER, "Properties": given, **body}


@pytest.mark.parametrize(
    ("google", "misnamed", "missing"),
    [
        (provider("Google"), "", 0),
        (provider("google"), "Google is called google", 0),
        (provider("Google", Condition="IsProd"), "Google exists under the condition IsProd only", 0),
        (provider("google", Condition="IsProd"), "Google is called google", 0),
        (provider(UNKNOWN), "", 1),
        (provider("Googel"), "", 1),
        (provider("google", pool="Others"), "", 1),
    ],
)
def test_provider_that_is_not_named_as_it_is(google, misnamed, missing):
    """A provider of the template by another case, or only under a condition, is an error; one that it lacks a hazard."""
    resources = {**LACKING["W9253"], "Others": {"Type": POOL}, "Google": google}
    says = [one.message for one in found("E9255", {"Resources": resources}, Conditions=IS_PROD)]
    assert says == ([misnamed] if misnamed else [])
    assert len(found("W9253", {"Resources": resources}, Conditions=IS_PROD)) == missing
    assert found("E9255", {"Resources": {**resources, "Told": TOLD}}, Conditions=IS_PROD) == []


def test_provider_that_may_be_one_of_two():
    """A name that two providers nearly have is told once, of the first."""
    two = {"Google": provider("google"), "Other": provider("GOOGLE")}
    [one] = found("E9255", {"Resources": {**LACKING["W9253"], **two}})
    assert one.message == "Google is called google"


@pytest.mark.parametrize(
    ("record", "places"),
    [
        ({"Properties": {"Name": {"Ref": "Domain"}}}, ["Name"]),
        ({"Properties": {"Name": {"Fn::GetAtt": ["Domain", "CloudFrontDistribution"]}}}, ["Name"]),
        ({"Properties": {"Name": {"Ref": "Topic"}}}, []),
        ({"Properties": {"Name": {"Ref": "Domain"}}, "Condition": "IsProd"}, []),
        ({"Properties": {"Name": {"Fn::If": ["IsProd", {"Ref": "Domain"}, "none"]}}}, []),
        ({"DependsOn": "Domain"}, []),
    ],
)
def test_what_others_refer_to_exists_with_them(record, places):
    """What is no Cognito resource may not refer to one that does not exist; what else it refers to is not looked at."""
    resources = {
        "Domain": {"Type": "AWS::Cognito::UserPoolDomain", "Condition": "IsProd", "Properties": {"Domain": "shop"}},
        "Topic": {"Type": "AWS::SNS::Topic", "Condition": "IsProd"},
        "Record": {"Type": "AWS::SSM::Parameter", **record},
    }
    assert paths("E9014", {"Resources": resources}, Conditions=IS_PROD) == places


@pytest.mark.parametrize(
    ("value", "places"),
    [
        ({"Fn::If": ["IsProd", "a"]}, ["UserPoolName"]),
        ({"Fn::If": ["IsProd", "a", "b"]}, []),
        ({"Fn::If": ["IsProd", "a", {"Fn::Join": ["a"]}]}, ["UserPoolName"]),
        ({"Fn::Join": ["", ["a"], ["b"]]}, ["UserPoolName"]),
        ({"Fn::Join": "a"}, ["UserPoolName"]),
        ({"Fn::Join": ["", {"Fn::Split": [",", UNKNOWN]}]}, []),
        ({"Fn::Select": [0, ["a"]]}, []),
        ({"Fn::Select": ["a"]}, ["UserPoolName"]),
        ({"Fn::Split": [",", "a", "b"]}, ["UserPoolName"]),
        ({"Fn::FindInMap": ["A", "b"]}, ["UserPoolName"]),
        ({"Fn::FindInMap": ["A", "b", "c", {"DefaultValue": "d"}]}, []),
        ({"Fn::Base64": "a"}, []),
    ],
)
def test_form_of_intrinsics(value, places):
    """An intrinsic has as many members as it takes."""
    resources = {"Users": {"Type": POOL, "Properties": {"UserPoolName": value}}}
    assert paths("E9024", {"Resources": resources}, Conditions=IS_PROD) == places


def test_form_of_intrinsics_of_others():
    """Only Cognito resources and outputs are looked at."""
    resources = {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Join": ["a"]}}}}
    assert paths("E9024", {"Resources": resources}) == []
    assert paths("E9024", {"Resources": resources}, Outputs={"A": {"Value": {"Fn::Join": ["a"]}}}) == ["Value"]


@pytest.mark.parametrize(
    ("arn", "wrong"),
    [
        ("arn:aws:cognito-idp:eu-west-1:111122223333:userpool/*", False),
        ("arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/*", True),
        ("arn:aws:*:eu-west-1:111122223333:userpool/*", False),
        ("*", False),
        ("arn:aws:sns:eu-west-1:111122223333:*", True),
        ({"Fn::Sub": "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:*"}, True),
        ({"Fn::Sub": "arn:${AWS::Partition}:${Unknown}:${AWS::Region}:${AWS::AccountId}:*"}, False),
        (["arn:aws:sns:eu-west-1:111122223333:*", "arn:aws:cognito-idp:eu-west-1:111122223333:*"], False),
        ({"Fn::Sub": "arn:aws:sns:${Unknown}:111122223333:*"}, True),
        ({"Fn::Sub": "arn:aws:${Unknown}:*"}, False),
        ([], False),
        (UNKNOWN, False),
    ],
)
@pytest.mark.parametrize("operator", ["ArnEquals", "ArnLike", "StringEquals", "StringLike", "ArnNotLike"])
def test_whom_the_sms_role_trusts(arn, wrong, operator):
    """A trust in calls on behalf of another service is none in a user pool's."""
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "cognito-idp.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {operator: {"aws:SourceArn": arn}},
    }
    role = {"AssumeRolePolicyDocument": {"Statement": [trust]}, "ManagedPolicyArns": ["arn:x"]}
    sms = {"SnsCallerArn": {"Fn::GetAtt": ["Role", "Arn"]}}
    resources = {
        "Role": {"Type": "AWS::IAM::Role", "Properties": role},
        "Users": {"Type": POOL, "Properties": {"SmsConfiguration": sms}},
    }
    assert bool(found("E9173", {"Resources": resources})) == (wrong and "Not" not in operator)


@pytest.mark.parametrize(
    ("key", "refused"),
    [
        ({"Fn::GetAtt": ["Key", "Arn"]}, True),
        ({"Fn::Sub": "arn:aws:kms:${AWS::Region}:1:key/1"}, True),
        (UNKNOWN, False),
    ],
)
def test_key_of_a_log_group(key, refused):
    """A log group is encrypted by a key of the template as by any other; of a parameter that may be empty it is not known."""
    group = {"CloudWatchLogsConfiguration": {"LogGroupArn": {"Fn::Sub": "arn:aws:logs:eu-west-1:1:log-group:${Group}"}}}
    logs = {**USERS, "LogConfigurations": [{"EventSource": "userNotification", "LogLevel": "ERROR", **group}]}
    resources = {
        "Users": {"Type": POOL},
        "Key": {"Type": "AWS::KMS::Key"},
        "Group": {"Type": "AWS::Logs::LogGroup", "Properties": {"KmsKeyId": key}},
        "Logs": {"Type": "AWS::Cognito::LogDeliveryConfiguration", "Properties": logs},
    }
    assert bool(found("E9818", {"Resources": resources})) is refused


IDENTITY = "cognito-identity.amazonaws.com"
AUD = {"StringEquals": {f"{IDENTITY}:aud": {"Ref": "Identities"}}}
OTHER_AUD = {"StringEquals": {f"{IDENTITY}:aud": {"Ref": "Users"}}}
MEMBERS, GUESTS = ({"ForAnyValue:StringLike": {f"{IDENTITY}:amr": amr}} for amr in ("authenticated", "unauthenticated"))


def attached(*trusts: Any, slot: str = "authenticated", guests: Any = True) -> dict[str, Any]:
    statements = [
        {"Effect": "Allow", "Principal": {"Federated": IDENTITY}, "Action": "sts:AssumeRoleWithWebIdentity", **trust}
        for trust in trusts
    ]
    roles = {slot: {"Fn::GetAtt": ["Role", "Arn"]}}
    return {
        "Resources": {
            "Users": {"Type": POOL},
            "Identities": {
                "Type": "AWS::Cognito::IdentityPool",
                "Properties": {"AllowUnauthenticatedIdentities": guests},
            },
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {"AssumeRolePolicyDocument": {"Statement": statements}},
            },
            "Attachment": {
                "Type": "AWS::Cognito::IdentityPoolRoleAttachment",
                "Properties": {"IdentityPoolId": {"Ref": "Identities"}, "Roles": roles},
            },
        }
    }


@pytest.mark.parametrize(
    ("trusts", "of_guests", "rules"),
    [
        ([{"Condition": {**AUD, **MEMBERS}}], {}, set()),
        ([{"Condition": {**OTHER_AUD, **MEMBERS}}], {}, {"E9643"}),
        ([{"Condition": {**AUD, **GUESTS}}], {}, {"E9646"}),
        ([{"Condition": {**AUD, **MEMBERS}}], {"slot": "unauthenticated"}, {"E9646"}),
        ([{"Condition": {**AUD, **MEMBERS}}], {"slot": "unauthenticated", "guests": False}, {"W9644"}),
        ([{"Condition": {**AUD, **MEMBERS}}], {"slot": "unauthenticated", "guests": UNKNOWN}, {"E9646"}),
        ([{"Action": "sts:AssumeRole"}], {}, {"E9642"}),
        ([{"Action": "sts:AssumeRole"}], {"slot": "unauthenticated", "guests": "false"}, set()),
        ([{"Principal": {"Service": IDENTITY}}], {}, {"E9642"}),
        ([{"Principal": {"Federated": UNKNOWN}}], {}, set()),
        ([{"Condition": {**OTHER_AUD, **MEMBERS}}, {"Condition": UNKNOWN}], {}, set()),
        ([{"Condition": {**OTHER_AUD, **MEMBERS}}, {"Condition": {**AUD, **MEMBERS}}], {}, set()),
        ([{"Condition": {**OTHER_AUD, **MEMBERS}}, {"Action": "sts:TagSession"}], {}, {"E9643"}),
        ([{"Condition": {**AUD, **GUESTS}}, {"Condition": UNKNOWN}], {}, set()),
        ([{"Condition": {**AUD, "ForAnyValue:StringNotLike": GUESTS["ForAnyValue:StringLike"]}}], {}, set()),
        ([{"Condition": {"StringNotEquals": AUD["StringEquals"], **MEMBERS}}], {}, set()),
    ],
)
def test_whom_a_role_of_an_identity_pool_lets_in(trusts, of_guests, rules):
    """A role that surely lets in nobody whom it is for is an error; what is not used, or not known, is none."""
    example = attached(*trusts, **of_guests)
    assert {rule for rule in ("E9642", "E9643", "W9644", "E9646") if found(rule, example)} == rules


def test_trust_policy_as_a_text():
    """A trust policy that is JSON in a text, with or without references in it, is not judged."""
    example = attached({"Action": "sts:AssumeRole"})
    properties = example["Resources"]["Role"]["Properties"]
    text = json.dumps(properties["AssumeRolePolicyDocument"])
    for document in (text, {"Fn::Sub": text.replace("sts:AssumeRole", "${Identities}")}):
        properties["AssumeRolePolicyDocument"] = document
        assert found("E9642", example) == []


@pytest.mark.parametrize(
    ("custom", "is_told"),
    [({"Role": {"Ref": "Role"}}, False), ({"Role": {"Fn::GetAtt": ["Role", "Arn"]}}, False), ({}, True)],
)
def test_trust_policy_that_a_custom_resource_may_write(custom, is_told):
    """A role that a custom resource is told of may get another trust policy from it."""
    example = attached({"Action": "sts:AssumeRole"})
    example["Resources"]["Update"] = {"Type": "Custom::Update", "Properties": {"ServiceToken": "arn", **custom}}
    assert bool(found("E9642", example)) == is_told


@pytest.mark.parametrize("without", [{"NotAction": "s3:*"}, {"NotPrincipal": {"AWS": "arn:aws:iam::1:root"}}])
def test_statements_of_what_is_not_meant(without):
    """Statements that say what is not meant are not judged."""
    example = attached({"Condition": {**AUD, **MEMBERS}})
    [statement] = example["Resources"]["Role"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    del statement["Action" if "NotAction" in without else "Principal"]
    statement.update(without)
    assert found("E9642", example) == []


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("W9217", {"LogoutURLs": ["https://a.example", "https://a.example/*"]}, ["LogoutURLs[1]"]),
        ("W9217", {"CallbackURLs": [{"Fn::Sub": "https://*.${Unknown}/cb"}, UNKNOWN]}, ["CallbackURLs[0]"]),
        ("W9726", {"Links": {"cognito:default": UNKNOWN, "cognito:german": "HTTPS://a.example"}}, []),
        ("W9726", {"Links": {"cognito:default": "https://"}}, ["Links.cognito:default"]),
        ("W9727", {"Links": UNKNOWN}, []),
        ("W9708", {"UseCognitoProvidedValues": UNKNOWN}, []),
        ("W9708", {"Assets": [{}]}, []),
        ("W9708", {}, ["UseCognitoProvidedValues"]),
        ("W9636", {"RoleMappings": {"A": {}}}, []),
        ("W9636", {"Roles": UNKNOWN}, []),
        ("W9636", {}, ["Roles"]),
        ("W9639", {"Roles": UNKNOWN, "RoleMappings": {"A": {"AmbiguousRoleResolution": "AuthenticatedRole"}}}, []),
        ("W9639", {"RoleMappings": {"A": {"AmbiguousRoleResolution": "Deny"}}}, []),
        ("W9531", {"UserAttributes": [UNKNOWN, {"Name": "name", "Value": ""}]}, []),
        ("W9808", {"AccountTakeoverRiskConfiguration": {"Actions": UNKNOWN}}, []),
        ("W9808", {"AccountTakeoverRiskConfiguration": {}}, []),
    ],
)
def test_small_ones(rule, example, places):
    """What is left out, and what is not known."""
    assert paths(rule, example) == places
