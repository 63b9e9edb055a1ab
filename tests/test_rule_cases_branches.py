"""Cases of single branches of rules that their own examples do not show, and what is just beside each."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

POOL_ID = "eu-west-1_Example"
NAME = f"cognito-idp.eu-west-1.amazonaws.com/{POOL_ID}"
IDENTITY_POOL_ID = "eu-west-1:11111111-2222-3333-4444-555555555555"
ARN = "arn:aws:kms:eu-west-1:111122223333:key/{}"
OTHERS: dict[str, Any] = {
    "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
    "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
    "Group": {"Type": "AWS::Logs::LogGroup", "Properties": {}},
    "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {}},
    "Saml": {"Type": "AWS::IAM::SAMLProvider", "Properties": {}},
    "Oidc": {"Type": "AWS::IAM::OIDCProvider", "Properties": {}},
    "OneRegion": {"Type": "AWS::KMS::Key", "Properties": {}},
    "OneRegionWrittenOut": {"Type": "AWS::KMS::Key", "Properties": {"MultiRegion": "false"}},
    "TwoRegions": {"Type": "AWS::KMS::Key", "Properties": {"MultiRegion": True}},
}


def beside(**properties: Any) -> dict[str, Any]:
    """A resource beside others that it may name."""
    return {"Resources": {**OTHERS, "Subject": {"Properties": properties}}}


def ref(name: str, attribute: str = "") -> dict[str, Any]:
    """A reference to a resource, or to one of its attributes."""
    return {"Fn::GetAtt": [name, attribute]} if attribute else {"Ref": name}


def pool_with(provider: Any, client: Any = "1example") -> dict[str, Any]:
    """An identity pool with a user pool as its provider."""
    return beside(
        AllowUnauthenticatedIdentities=False,
        CognitoIdentityProviders=[{"ProviderName": provider, "ClientId": client}],
    )


PROVIDER, CLIENT = "CognitoIdentityProviders[0].ProviderName", "CognitoIdentityProviders[0].ClientId"


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9601", pool_with(POOL_ID), [PROVIDER]),
        ("E9601", pool_with(f"arn:aws:cognito-idp:eu-west-1:111122223333:userpool/{POOL_ID}"), [PROVIDER]),
        ("E9601", pool_with(f"http://{NAME}"), [PROVIDER]),
        ("E9601", pool_with(NAME), []),
        ("E9602", pool_with(NAME, ref("Users")), [CLIENT]),
        ("E9602", pool_with(NAME, ref("Role")), []),
        ("W9613", beside(CognitoIdentityProviders=[{"ProviderName": NAME, "ClientId": "1"}] * 50), []),
    ],
)
def test_providers_of_an_identity_pool(rule, example, places):
    """A provider is named by its provider name and its client by the id of one."""
    assert paths(rule, example) == places


def test_arns_of_providers():
    """A provider of another kind is found where an ARN is asked for, and one of the right kind is not blamed."""
    for rule, name, given, other in (
        ("E9604", "OpenIdConnectProviderARNs", "Oidc", "Saml"),
        ("E9605", "SamlProviderARNs", "Saml", "Oidc"),
    ):
        assert paths(rule, beside(**{name: [ref(given), ref(other), ref("Bucket")]})) == [f"{name}[1]", f"{name}[2]"]


def tags(provider: Any = NAME, **properties: Any) -> dict[str, Any]:
    """The tags of an identity pool for one of its providers."""
    return beside(IdentityPoolId=IDENTITY_POOL_ID, IdentityProviderName=provider, **properties)


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9651", tags(PrincipalTags={f"t{number}": "sub" for number in range(50)}), []),
        ("E9651", tags(PrincipalTags={f"t{number}": "sub" for number in range(51)}), ["PrincipalTags"]),
        ("E9651", tags(PrincipalTags={"t" * 128: "c" * 256}), []),
        ("E9651", tags(PrincipalTags={"t" * 129: "sub"}), [f"PrincipalTags.{'t' * 129}"]),
        ("E9651", tags(PrincipalTags={"t": "c" * 257}), ["PrincipalTags.t"]),
        ("E9651", tags(PrincipalTags={"t": "c"}), []),
        ("W9652", tags(), ["PrincipalTags"]),
        ("W9652", tags(UseDefaults="false"), ["PrincipalTags"]),
        ("W9652", tags(UseDefaults=True), []),
        ("W9652", tags(UseDefaults=UNKNOWN), []),
        ("W9652", tags(UseDefaults="true", PrincipalTags={"t": "sub"}), ["UseDefaults"]),
        ("W9653", tags(ref("Users", "ProviderName")), []),
        ("W9653", tags(ref("Users", "ProviderURL")), ["IdentityProviderName"]),
        ("W9653", tags(ref("Role", "Arn")), []),
        ("W9653", tags({"Fn::Sub": "http://${Users.ProviderName}"}), ["IdentityProviderName"]),
        ("W9653", tags({"Fn::Sub": "cognito-idp.eu-west-1.amazonaws.com/${Users}:1234"}), ["IdentityProviderName"]),
        ("W9653", tags({"Fn::Sub": "cognito-idp.eu-west-1.amazonaws.com/${Users}"}), []),
    ],
)
def test_tags_of_an_identity_pool(rule, example, places):
    """Tags are counted and measured, and belong to a provider that is named as such."""
    assert paths(rule, example) == places


def provider(kind: str, **details: Any) -> dict[str, Any]:
    """An identity provider."""
    return beside(UserPoolId=POOL_ID, ProviderName=kind, ProviderType=kind, ProviderDetails=details)


@pytest.mark.parametrize(
    ("kind", "scopes", "steps"),
    [
        ("Facebook", "email public_profile", [("replace", "email,public_profile")]),
        ("Facebook", "email,public_profile", []),
        ("Facebook", "email, public_profile", []),
        ("Facebook", " email ", []),
        ("Google", "openid, email", [("replace", "openid email")]),
        ("Google", "openid email", []),
        ("SAML", "openid,email", []),
    ],
)
def test_scopes_of_a_provider(kind, scopes, steps):
    """Scopes that are separated as another provider wants them are separated as this one does."""
    example = provider(kind, authorize_scopes=scopes)
    assert paths("W9421", example) == ["ProviderDetails.authorize_scopes"] * len(steps)
    assert last_steps("W9421", example) == steps


@pytest.mark.parametrize(
    ("url", "is_wrong"),
    [
        ("https://login.example.com/a", False),
        ("http://login.example.com/a", True),
        ("http", True),
        ("", False),
        (UNKNOWN, False),
        ({"Fn::Sub": "https://${Unknown}/a"}, False),
        ({"Fn::Sub": "http${Unknown}"}, False),
        ({"Fn::Sub": "http://${Unknown}/a"}, True),
        ({"Fn::Sub": "${Unknown}/a"}, False),
    ],
)
def test_endpoint_that_is_not_https(url, is_wrong):
    """An endpoint is blamed for what is known of its beginning, if it is one of an OIDC provider."""
    path = "ProviderDetails.token_url"
    assert paths("W9425", provider("OIDC", token_url=url)) == [path] * is_wrong
    assert paths("W9425", provider("Google", token_url=url)) == []


def delivered(name: str, **destination: Any) -> dict[str, Any]:
    """Logs with one destination."""
    logs = {"LogLevel": "ERROR", "EventSource": "userNotification", name: destination}
    return beside(UserPoolId=POOL_ID, LogConfigurations=[logs])


LOG_GROUP, BUCKET = "CloudWatchLogsConfiguration", "S3Configuration"


@pytest.mark.parametrize(
    ("example", "places"),
    [
        (delivered(LOG_GROUP, LogGroupArn=ref("Bucket", "Arn")), [f"LogConfigurations[0].{LOG_GROUP}.LogGroupArn"]),
        (delivered(BUCKET, BucketArn=ref("Group", "Arn")), [f"LogConfigurations[0].{BUCKET}.BucketArn"]),
        (delivered(BUCKET, BucketArn=ref("Bucket")), [f"LogConfigurations[0].{BUCKET}.BucketArn"]),
        (delivered(BUCKET, BucketArn=ref("Bucket", "Arn")), []),
        (delivered(BUCKET, BucketArn=ref("Role", "Arn")), [f"LogConfigurations[0].{BUCKET}.BucketArn"]),
        (delivered(BUCKET, BucketArn=ref("Role", "RoleId")), []),
    ],
)
def test_destination_of_logs(example, places):
    """A destination of another kind is no destination of this one, and a name is no ARN."""
    assert paths("E9817", example) == places


def test_destination_gets_its_arn():
    """Ref of a bucket becomes its ARN, Ref of a log group one without the star."""
    assert last_steps("E9817", delivered(BUCKET, BucketArn=ref("Bucket"))) == [("replace", ref("Bucket", "Arn"))]
    (step,) = last_steps("E9817", delivered(LOG_GROUP, LogGroupArn=ref("Group")))
    assert step[1]["Fn::Sub"].endswith(":log-group:${Group}")


@pytest.mark.parametrize(
    ("rule", "properties", "places"),
    [
        ("E9102", {"UserPoolTags": {"AWS:team": "a"}}, ["UserPoolTags.AWS:team"]),
        ("E9102", {"UserPoolTags": {"k" * 128: "v" * 256}}, []),
        ("E9102", {"UserPoolTags": {"k" * 129: "v"}}, [f"UserPoolTags.{'k' * 129}"]),
        ("E9102", {"UserPoolTags": {"team": "v" * 257}}, ["UserPoolTags.team"]),
        ("E9102", {"UserPoolTags": {"team": "É 1_.:/=+-@"}}, []),
        ("E9102", {"UserPoolTags": {"team": "(a)"}}, ["UserPoolTags.team"]),
        ("W9106", {"KeyConfiguration": {"KmsKeyArn": ARN.format(1)}}, ["KeyConfiguration.KeyType"]),
        (
            "W9106",
            {"KeyConfiguration": {"KeyType": "AWS_OWNED_KEY", "KmsKeyArn": ARN.format(1)}},
            ["KeyConfiguration.KeyType"],
        ),
        ("W9106", {"KeyConfiguration": {"KmsKeyArn": UNKNOWN}}, []),
        ("W9106", {"KeyConfiguration": {"KeyType": UNKNOWN, "KmsKeyArn": ARN.format(1)}}, []),
        ("E9169", {"KeyConfiguration": {"KmsKeyArn": ref("Role", "Arn")}}, []),
    ],
)
def test_tags_and_keys_of_a_pool(rule, properties, places):
    """Tags have their lengths and characters, and a key is named where it is asked for."""
    assert paths(rule, beside(**properties)) == places


@pytest.mark.parametrize(
    ("role", "is_wrong"),
    [
        (ref("Role", "Arn"), 0),
        (ref("OneRegion", "Arn"), 1),
        (ref("OneRegion", "KeyId"), 0),
        (ref("Bucket", "Arn"), 1),
        (UNKNOWN, 0),
    ],
)
def test_role_of_a_group(role, is_wrong):
    """The ARN of a resource that is surely no role is found, and nothing else that is referred to."""
    assert paths("E9513", beside(UserPoolId=POOL_ID, GroupName="admins", RoleArn=role)) == ["RoleArn"] * is_wrong


@pytest.mark.parametrize(("key", "is_wrong"), [("OneRegion", 1), ("OneRegionWrittenOut", 1), ("TwoRegions", 0)])
def test_key_of_a_replicated_pool(key, is_wrong):
    """The key of a replicated pool is a multi-Region one, where it is in the template."""
    example = beside(UserPoolId=ref("Encrypted"))
    configuration = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": ref(key, "Arn")}
    encrypted = {"Type": "AWS::Cognito::UserPool", "Properties": {"KeyConfiguration": configuration}}
    example["Resources"]["Encrypted"] = encrypted
    assert paths("E9832", example) == ["UserPoolId"] * is_wrong


@pytest.mark.parametrize(
    ("value", "is_wrong"),
    [
        ("arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Example", True),
        (f"https://{NAME}", True),
        (NAME, True),
        ({"Fn::Sub": "arn:aws:cognito-idp:${AWS::Region}:111122223333:userpool/x"}, True),
        (POOL_ID, False),
        (UNKNOWN, False),
    ],
)
def test_id_of_a_pool(value, is_wrong):
    """What is surely an ARN, an address or a name is not the id of a pool."""
    client = {"Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": value}}}
    assert paths("E9023", {"Resources": client}) == ["UserPoolId"] * is_wrong


@pytest.mark.parametrize(
    ("name", "mediums", "places"),
    [
        ("ann@example.com", ["EMAIL"], []),
        ("ann@example.com", ["SMS"], ["DesiredDeliveryMediums[0]"]),
        ("+441234567890", ["SMS"], []),
        ("+441234567890", ["EMAIL"], ["DesiredDeliveryMediums[0]"]),
        ("+441234567890", ["SMS", "EMAIL"], ["DesiredDeliveryMediums[1]"]),
        ("ann", [UNKNOWN], []),
    ],
)
def test_address_that_is_the_user_name(name, mediums, places):
    """A user name that is an address is one for its own medium only."""
    assert paths("E9525", beside(UserPoolId=POOL_ID, Username=name, DesiredDeliveryMediums=mediums)) == places


def test_condition_says_what_it_looks_at():
    """A condition about a resource is told from one about a name that is not there."""
    for name, what in (("Users", "a resource"), ("Missing", "no parameter of the template")):
        sections = {"Conditions": {"IsThere": {"Fn::Equals": [ref(name), ""]}}}
        assert [one.message for one in found("E9016", {"Resources": {"Users": OTHERS["Users"]}}, **sections)] == [
            f"{name} is {what}"
        ]
