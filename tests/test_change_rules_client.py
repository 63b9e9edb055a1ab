"""What changes of an app client do."""

from __future__ import annotations

import pytest
from change_pairs import POOL, alarms, alarms_of, resource

from troposphere_cognito_l2 import compare

CLIENT = "AWS::Cognito::UserPoolClient"
BREAKS, RESET = ("sign-in-breaks", "warning"), ("reset", "warning")
OAUTH = {
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthScopes": ["openid"],
    "CallbackURLs": ["https://a.example.com/cb", "https://b.example.com/cb"],
    "LogoutURLs": ["https://a.example.com/bye"],
}
SRP, REFRESH, CUSTOM = "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH"
PASSWORD = "ALLOW_USER_PASSWORD_AUTH"

HARMFUL = {
    "secret added": ({}, {"GenerateSecret": True}, [("C9005", "replaced", "error")]),
    "secret removed": ({"GenerateSecret": True}, {"GenerateSecret": False}, [("C9005", "replaced", "error")]),
    "no secret, written out": ({}, {"GenerateSecret": False}, [("C9201", "replaced", "warning")]),
    "no secret, written out no more": ({"GenerateSecret": "false"}, {}, [("C9201", "replaced", "warning")]),
    "errors tell again": ({"PreventUserExistenceErrors": "ENABLED"}, {}, [("C9202", *RESET)]),
    "errors tell again, in words": (
        {"PreventUserExistenceErrors": "ENABLED"},
        {"PreventUserExistenceErrors": "LEGACY"},
        [("C9202", *RESET)],
    ),
    "revocation off": ({}, {"EnableTokenRevocation": "false"}, [("C9203", "in-place", "warning")]),
    "a claim less": (
        {"ReadAttributes": ["email", "name"]},
        {"ReadAttributes": ["email"]},
        [("C9211", *BREAKS)],
    ),
    "read attributes left out": ({"ReadAttributes": ["email"]}, {}, [("C9011", *RESET)]),
    "first list of written attributes": ({}, {"WriteAttributes": ["email"]}, [("C9212", *BREAKS)]),
    "flow gone": (
        {"ExplicitAuthFlows": [PASSWORD, SRP, REFRESH]},
        {"ExplicitAuthFlows": [SRP, REFRESH]},
        [("C9221", *BREAKS)],
    ),
    "flows left out": ({"ExplicitAuthFlows": [PASSWORD, REFRESH]}, {}, [("C9221", *BREAKS)]),
    "flows left out that widen it": ({"ExplicitAuthFlows": [SRP, REFRESH]}, {}, [("C9011", *RESET)]),
    "new name of another flow": (
        {"ExplicitAuthFlows": ["USER_PASSWORD_AUTH"]},
        {"ExplicitAuthFlows": [SRP, REFRESH, CUSTOM]},
        [("C9221", *BREAKS)],
    ),
    "refresh gone": (
        {"ExplicitAuthFlows": [SRP, REFRESH]},
        {"ExplicitAuthFlows": [SRP]},
        [("C9222", *BREAKS)],
    ),
    "refresh gone for rotation": (
        {"ExplicitAuthFlows": [SRP, REFRESH]},
        {"ExplicitAuthFlows": [SRP], "RefreshTokenRotation": {"Feature": "ENABLED"}},
        [("C9222", *BREAKS)],
    ),
    "rotation gone and nothing in its place": (
        {"ExplicitAuthFlows": [SRP], "RefreshTokenRotation": {"Feature": "ENABLED"}},
        {"ExplicitAuthFlows": [SRP]},
        [("C9222", *BREAKS)],
    ),
    "rotation gone": (
        {"ExplicitAuthFlows": [SRP], "RefreshTokenRotation": {"Feature": "ENABLED"}},
        {"ExplicitAuthFlows": [SRP, REFRESH], "RefreshTokenRotation": {"Feature": "DISABLED"}},
        [("C9223", *RESET)],
    ),
    "callback URL gone": (OAUTH, {**OAUTH, "CallbackURLs": ["https://b.example.com/cb"]}, [("C9231", *BREAKS)]),
    "sign-out URLs gone": (
        OAUTH,
        {name: value for name, value in OAUTH.items() if name != "LogoutURLs"},
        [("C9232", *BREAKS)],
    ),
    "default redirect gone": (
        {**OAUTH, "DefaultRedirectURI": "https://a.example.com/cb"},
        OAUTH,
        [("C9233", *BREAKS)],
    ),
    "grant changes": (OAUTH, {**OAUTH, "AllowedOAuthFlows": ["implicit"]}, [("C9234", *BREAKS)]),
    "scope changes": (OAUTH, {**OAUTH, "AllowedOAuthScopes": ["phone"]}, [("C9235", *BREAKS)]),
    "OAuth off": (OAUTH, {}, [("C9236", *BREAKS)]),
    "OAuth off, the rest stays": (OAUTH, {**OAUTH, "AllowedOAuthFlowsUserPoolClient": False}, [("C9236", *BREAKS)]),
    "provider gone": (
        {"SupportedIdentityProviders": ["COGNITO", "Google"]},
        {"SupportedIdentityProviders": ["COGNITO"]},
        [("C9241", *BREAKS)],
    ),
    "providers left out": ({"SupportedIdentityProviders": ["Google"]}, {}, [("C9241", *BREAKS)]),
    "Cognito left out of a first list": ({}, {"SupportedIdentityProviders": ["Google"]}, [("C9241", *BREAKS)]),
    "refresh life left out": ({"RefreshTokenValidity": 90}, {}, [("C9251", *RESET)]),
    "unit left out": (
        {"IdTokenValidity": 10, "TokenValidityUnits": {"IdToken": "minutes"}},
        {"IdTokenValidity": 10},
        [("C9251", *RESET)],
    ),
    "unit alone changes": (
        {"RefreshTokenValidity": 60, "TokenValidityUnits": {"RefreshToken": "days"}},
        {"RefreshTokenValidity": 60, "TokenValidityUnits": {"RefreshToken": "hours"}},
        [("C9252", "in-place", "warning")],
    ),
    "session validity left out": ({"AuthSessionValidity": 15}, {}, [("C9011", *RESET)]),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_change(name):
    """Each of these changes is told once, with its rule, effect and severity."""
    before, after, expected = HARMFUL[name]
    assert alarms_of(CLIENT, {"UserPoolId": POOL, **before}, {"UserPoolId": POOL, **after}) == expected


HARMLESS = {
    "same time in another unit": (
        {"AccessTokenValidity": 1},
        {"AccessTokenValidity": 60, "TokenValidityUnits": {"AccessToken": "minutes"}},
    ),
    "default life left out": ({"RefreshTokenValidity": 30, "TokenValidityUnits": {"RefreshToken": "days"}}, {}),
    "shorter life": ({"AccessTokenValidity": 12}, {"AccessTokenValidity": 1}),
    "default unit written out": (
        {"IdTokenValidity": 2},
        {"IdTokenValidity": 2, "TokenValidityUnits": {"IdToken": "hours"}},
    ),
    "zero is the default": ({"RefreshTokenValidity": 0}, {"RefreshTokenValidity": 30}),
    "flows in another order": ({"ExplicitAuthFlows": [SRP, REFRESH]}, {"ExplicitAuthFlows": [REFRESH, SRP]}),
    "default flows written out": ({}, {"ExplicitAuthFlows": [CUSTOM, SRP, REFRESH]}),
    "flow added": ({"ExplicitAuthFlows": [SRP, REFRESH]}, {"ExplicitAuthFlows": [SRP, REFRESH, "ALLOW_USER_AUTH"]}),
    "new name of the same flow": (
        {"ExplicitAuthFlows": ["USER_PASSWORD_AUTH"]},
        {"ExplicitAuthFlows": [PASSWORD, SRP, REFRESH, CUSTOM]},
    ),
    "Cognito written out": ({}, {"SupportedIdentityProviders": ["COGNITO"]}),
    "Cognito left out": ({"SupportedIdentityProviders": ["COGNITO"]}, {}),
    "OAuth added": ({}, OAUTH),
    "URLs while OAuth is off": (
        {"CallbackURLs": ["https://a.example.com"]},
        {"CallbackURLs": ["https://b.example.com"]},
    ),
    "URLs gone while OAuth is off": ({"CallbackURLs": ["https://a.example.com"]}, {}),
    "all standard attributes but in another order": (
        {"ReadAttributes": ["name", "email"]},
        {"ReadAttributes": ["email", "name", "custom:tenant"]},
    ),
    "errors hide more": ({}, {"PreventUserExistenceErrors": "ENABLED"}),
    "legacy errors written out": ({}, {"PreventUserExistenceErrors": "LEGACY"}),
    "revocation written out": ({}, {"EnableTokenRevocation": True}),
    "booleans as text": ({**OAUTH}, {**OAUTH, "AllowedOAuthFlowsUserPoolClient": "true"}),
    "rotation off, written out": ({}, {"RefreshTokenRotation": {"Feature": "DISABLED"}}),
    "another name": ({"ClientName": "web"}, {"ClientName": "shop"}),
    "a URL from a parameter that is not known": (
        {**OAUTH, "CallbackURLs": ["https://a.example.com/cb"]},
        {**OAUTH, "CallbackURLs": [{"Fn::ImportValue": "callback"}]},
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_change(name):
    """None of these changes is blamed."""
    before, after = HARMLESS[name]
    assert alarms_of(CLIENT, {"UserPoolId": POOL, **before}, {"UserPoolId": POOL, **after}) == []


def test_custom_flow_without_triggers():
    """A flow by which nobody can sign in is not missed: the pool has no trigger for it."""
    before, after = ({"UserPoolId": {"Ref": "Users"}, **more} for more in ({}, {"ExplicitAuthFlows": [SRP, REFRESH]}))
    assert alarms_of(CLIENT, before, after, Users=resource("UserPool")) == []
    triggers = {"DefineAuthChallenge": "arn:aws:lambda:eu-west-1:111122223333:function:define"}
    found = alarms_of(CLIENT, before, after, Users=resource("UserPool", LambdaConfig=triggers))
    assert found == [("C9221", *BREAKS)]


def test_provider_by_name_and_by_reference():
    """A provider that is named by reference is the one that was named by its name."""
    google = resource("UserPoolIdentityProvider", UserPoolId=POOL, ProviderName="Google", ProviderType="Google")
    google["Properties"]["ProviderDetails"] = {"client_id": "1", "client_secret": "s", "authorize_scopes": "openid"}
    before, after = (
        {"UserPoolId": POOL, "SupportedIdentityProviders": ["COGNITO", name]} for name in ("Google", {"Ref": "Google"})
    )
    assert alarms_of(CLIENT, before, after, Google=google) == []


def test_required_attribute():
    """An attribute that the pool requires stays writable, or the deploy fails."""
    schema = [{"Name": "email", "AttributeDataType": "String", "Required": True, "Mutable": True}]
    before, after = (
        {"UserPoolId": {"Ref": "Users"}, "WriteAttributes": names} for names in (["email", "name"], ["name"])
    )
    found = alarms_of(CLIENT, before, after, Users=resource("UserPool", Schema=schema))
    assert found == [("C9213", "rejected", "error")]


def test_lives_are_told():
    """What a token's life was and becomes is said in words."""
    old, new = (
        {"Subject": resource("UserPoolClient", UserPoolId=POOL, AccessTokenValidity=10, **more)}
        for more in ({}, {"TokenValidityUnits": {"AccessToken": "minutes"}})
    )
    [change] = compare({"Resources": old}, {"Resources": new}).changes
    assert "10 hours become 10 minutes" in change.message


def test_another_pool_by_its_id():
    """A client of another pool is another client."""
    old, new = ({"Web": resource("UserPoolClient", UserPoolId=f"eu-west-1_{name}")} for name in ("One", "Two"))
    assert alarms(old, new) == [("C9005", "replaced", "error")]
