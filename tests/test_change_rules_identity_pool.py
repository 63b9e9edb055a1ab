"""What changes of identity pools, their roles and their principal tags do."""

from __future__ import annotations

import pytest
from change_pairs import alarms, alarms_of, resource

POOL = "AWS::Cognito::IdentityPool"
ATTACHMENT = "AWS::Cognito::IdentityPoolRoleAttachment"
TAGS = "AWS::Cognito::IdentityPoolPrincipalTag"
ID = "eu-west-1:12345678-1234-1234-1234-123456789012"
ROLE = "arn:aws:iam::111122223333:role/"
SHOP = {"ProviderName": "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop", "ClientId": "web"}
OTHER = {**SHOP, "ClientId": "phone"}
OPEN_ID = "arn:aws:iam::111122223333:oidc-provider/"


def breaks(rule):
    return [(rule, "sign-in-breaks", "warning")]


POOLS = {
    "no guests": ({"AllowUnauthenticatedIdentities": True}, {}, breaks("C9601")),
    "a client less": (
        {"CognitoIdentityProviders": [SHOP, OTHER]},
        {"CognitoIdentityProviders": [OTHER]},
        breaks("C9602"),
    ),
    "clients left out": ({"CognitoIdentityProviders": [SHOP]}, {}, breaks("C9602")),
    "a client more": ({"CognitoIdentityProviders": [SHOP]}, {"CognitoIdentityProviders": [OTHER, SHOP]}, []),
    "a client that is not known": (
        {"CognitoIdentityProviders": [SHOP]},
        {"CognitoIdentityProviders": [{**SHOP, "ClientId": {"Fn::ImportValue": "web"}}]},
        [],
    ),
    "tokens are checked": (
        {"CognitoIdentityProviders": [SHOP]},
        {"CognitoIdentityProviders": [{**SHOP, "ServerSideTokenCheck": True}]},
        [],
    ),
    "tokens are checked no more": (
        {"CognitoIdentityProviders": [{**SHOP, "ServerSideTokenCheck": True}]},
        {"CognitoIdentityProviders": [{**SHOP, "ServerSideTokenCheck": False}]},
        [("C9603", "in-place", "warning")],
    ),
    "another developer provider": (
        {"DeveloperProviderName": "one"},
        {"DeveloperProviderName": "two"},
        [("C9604", "rejected", "error")],
    ),
    "no developer provider": ({"DeveloperProviderName": "one"}, {}, [("C9604", "rejected", "warning")]),
    "a developer provider at last": ({}, {"DeveloperProviderName": "one"}, []),
    "an OpenID provider less": (
        {"OpenIdConnectProviderARNs": [f"{OPEN_ID}one", f"{OPEN_ID}two"]},
        {"OpenIdConnectProviderARNs": [f"{OPEN_ID}two"]},
        breaks("C9605"),
    ),
    "a social provider less": ({"SupportedLoginProviders": {"www.amazon.com": "1"}}, {}, breaks("C9606")),
    "another app at a social provider": (
        {"SupportedLoginProviders": {"accounts.google.com": "1"}},
        {"SupportedLoginProviders": {"accounts.google.com": "2"}},
        breaks("C9606"),
    ),
    "one more app at a social provider": (
        {"SupportedLoginProviders": {"accounts.google.com": "1"}},
        {"SupportedLoginProviders": {"accounts.google.com": "1;2"}},
        [],
    ),
    "no classic flow": ({"AllowClassicFlow": True}, {"AllowClassicFlow": False}, breaks("C9607")),
    "no classic flow, written out": ({}, {"AllowClassicFlow": False}, []),
    "other tags": ({"IdentityPoolTags": [{"Key": "a", "Value": "b"}]}, {}, []),
    "another name": ({"IdentityPoolName": "one"}, {"IdentityPoolName": "two"}, []),
}


@pytest.mark.parametrize("name", POOLS)
def test_pool(name):
    """Each of these changes of an identity pool is told with its rule, effect and severity, or not at all."""
    before, after, expected = POOLS[name]
    common = {"AllowUnauthenticatedIdentities": False}
    assert alarms_of(POOL, {**common, **before}, {**common, **after}) == expected


def mapping(kind="Token", otherwise="AuthenticatedRole", *claims):
    rules = [{"Claim": claim, "MatchType": "Equals", "Value": "yes", "RoleARN": f"{ROLE}{claim}"} for claim in claims]
    configuration = {"RulesConfiguration": {"Rules": rules}} if rules else {}
    return {"Type": kind, "AmbiguousRoleResolution": otherwise, **configuration}


def attachment(**mappings):
    return {"IdentityPoolId": ID, "Roles": {"authenticated": f"{ROLE}reader"}, "RoleMappings": mappings}


ROLES = {
    "roles left out": (attachment(), {"IdentityPoolId": ID}, breaks("C9621")),
    "another role": (attachment(), {**attachment(), "Roles": {"authenticated": f"{ROLE}writer"}}, []),
    "mapping gone": (attachment(google=mapping()), attachment(), [("C9631", "reset", "warning")]),
    "mapping under another key": (
        attachment(one={**mapping(), "IdentityProvider": "accounts.google.com"}),
        attachment(two={**mapping(), "IdentityProvider": "accounts.google.com"}),
        [],
    ),
    "who has no role is denied": (
        attachment(google=mapping()),
        attachment(google=mapping(otherwise="Deny")),
        breaks("C9632"),
    ),
    "who has no role is let in": (
        attachment(google=mapping(otherwise="Deny")),
        attachment(google=mapping()),
        [],
    ),
    "rules in place of groups": (
        attachment(google=mapping()),
        attachment(google=mapping("Rules", "AuthenticatedRole", "isAdmin")),
        breaks("C9633"),
    ),
    "a rule less": (
        attachment(google=mapping("Rules", "Deny", "isAdmin", "isPaid")),
        attachment(google=mapping("Rules", "Deny", "isAdmin")),
        breaks("C9634"),
    ),
    "a rule more": (
        attachment(google=mapping("Rules", "Deny", "isAdmin")),
        attachment(google=mapping("Rules", "Deny", "isAdmin", "isPaid")),
        [],
    ),
}


@pytest.mark.parametrize("name", ROLES)
def test_roles(name):
    """Each of these changes of an attachment is told with its rule, effect and severity, or not at all."""
    before, after, expected = ROLES[name]
    assert alarms_of(ATTACHMENT, before, after) == expected


def test_role_of_guests():
    """Guests miss their role only where they are let in."""
    before, after = (
        {"IdentityPoolId": {"Ref": "Identities"}, "Roles": roles}
        for roles in (
            {"authenticated": f"{ROLE}reader", "unauthenticated": f"{ROLE}guest"},
            {"authenticated": f"{ROLE}reader"},
        )
    )
    for guests, expected in ((True, breaks("C9621")), (False, [])):
        pool = resource("IdentityPool", AllowUnauthenticatedIdentities=guests)
        assert alarms_of(ATTACHMENT, before, after, Identities=pool) == expected


def trusting(identities, amr="authenticated", **properties):
    key = "cognito-identity.amazonaws.com"
    condition = {"StringEquals": {f"{key}:aud": identities}, "ForAnyValue:StringLike": {f"{key}:amr": amr}}
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": key},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": condition,
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": document, **properties}}


TRUST = {
    "another identity pool": (trusting(ID.replace("1234", "4321")), breaks("C9622")),
    "guests only": (trusting({"Ref": "Identities"}, "unauthenticated"), breaks("C9622")),
    "another description": (trusting({"Ref": "Identities"}, Description="Reads orders"), []),
    "one provider's users": (trusting({"Ref": "Identities"}, "accounts.google.com"), []),
    "an identity pool that is not known": (trusting({"Fn::ImportValue": "identities"}), []),
}


@pytest.mark.parametrize("name", TRUST)
def test_trust(name):
    """A role whose trust policy shuts out those whom it is for breaks their way to AWS, even if nothing else changes."""
    role, expected = TRUST[name]
    resources = {
        "Identities": resource("IdentityPool", AllowUnauthenticatedIdentities=False),
        "Attachment": resource(
            "IdentityPoolRoleAttachment",
            IdentityPoolId={"Ref": "Identities"},
            Roles={"authenticated": {"Fn::GetAtt": ["Reader", "Arn"]}},
        ),
    }
    if "not known" not in name and "another identity pool" in name:
        resources["Attachment"]["Properties"]["IdentityPoolId"] = ID
        old = trusting(ID)
    else:
        old = trusting({"Ref": "Identities"})
    assert alarms({**resources, "Reader": old}, {**resources, "Reader": role}) == expected


def test_trust_of_guests():
    """The role of guests that trusts those who signed in instead shuts guests out, and the other way round nobody."""
    resources = {
        "Identities": resource("IdentityPool", AllowUnauthenticatedIdentities=True),
        "Attachment": resource(
            "IdentityPoolRoleAttachment",
            IdentityPoolId={"Ref": "Identities"},
            Roles={"unauthenticated": {"Fn::GetAtt": ["Reader", "Arn"]}},
        ),
    }
    guests, members = (trusting({"Ref": "Identities"}, amr) for amr in ("unauthenticated", "authenticated"))
    assert alarms({**resources, "Reader": guests}, {**resources, "Reader": members}) == breaks("C9622")
    assert alarms({**resources, "Reader": members}, {**resources, "Reader": guests}) == []


def tags(**properties):
    return {"IdentityPoolId": ID, "IdentityProviderName": "accounts.google.com", **properties}


def test_principal_tags():
    """A tag that is gone or says something else is told; one more is not."""
    before = tags(PrincipalTags={"team": "custom:team", "plan": "custom:plan"})
    assert alarms_of(TAGS, before, tags(PrincipalTags={"team": "custom:team"})) == [("C9641", "reset", "warning")]
    other = tags(PrincipalTags={"team": "custom:group", "plan": "custom:plan"})
    assert alarms_of(TAGS, before, other) == breaks("C9642")
    more = tags(PrincipalTags={"plan": "custom:plan", "team": "custom:team", "tenant": "custom:tenant"})
    assert alarms_of(TAGS, before, more) == []
    defaults = tags(UseDefaults=True)
    assert alarms_of(TAGS, defaults, tags(PrincipalTags={"username": "sub", "client": "aud"})) == []
    assert alarms_of(TAGS, defaults, tags(PrincipalTags={"username": "sub"})) == [("C9641", "reset", "warning")]
