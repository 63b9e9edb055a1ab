"""Cases of the rules about OAuth of a client that their own examples do not show."""

from __future__ import annotations

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

CODE = {
    "UserPoolId": "us-east-1_Example",
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthScopes": ["openid"],
    "CallbackURLs": ["https://app.example.com/cb"],
}
MACHINE = {"AllowedOAuthFlows": ["client_credentials"], "GenerateSecret": True}


@pytest.mark.parametrize(
    ("rule", "changed", "places"),
    [
        ("E9201", {"AllowedOAuthFlows": ["implicit", "client_credentials"]}, ["AllowedOAuthFlows[0]"]),
        ("E9203", {**MACHINE, "AllowedOAuthScopes": ["orders/read", UNKNOWN]}, []),
        ("E9203", {**MACHINE, "AllowedOAuthScopes": [UNKNOWN, "openid"]}, ["AllowedOAuthScopes"]),
        ("E9203", {**MACHINE, "AllowedOAuthScopes": UNKNOWN}, []),
        ("E9203", {"AllowedOAuthFlows": UNKNOWN, "AllowedOAuthScopes": ["openid"]}, []),
        ("E9204", {"AllowedOAuthFlows": []}, ["AllowedOAuthFlows"]),
        ("E9205", {"AllowedOAuthFlows": ["implicit"], "CallbackURLs": []}, ["CallbackURLs"]),
        ("E9205", {"AllowedOAuthFlows": ["client_credentials"], "CallbackURLs": []}, []),
        ("E9206", {"LogoutURLs": ["http://app.example.com"]}, ["LogoutURLs[0]"]),
        ("E9206", {"CallbackURLs": [{"Fn::Sub": "http://app.example.com/${Unknown}"}]}, ["CallbackURLs[0]"]),
        ("E9206", {"CallbackURLs": [{"Fn::Sub": "http://app.${Unknown}"}]}, []),
        ("E9206", {"CallbackURLs": ["app.example.com/cb"]}, ["CallbackURLs[0]"]),
        ("E9206", {"LogoutURLs": ["app.example.com/cb"]}, []),
        ("E9206", {"CallbackURLs": ["https://app.example.com/#cb"]}, ["CallbackURLs[0]"]),
        ("E9206", {"CallbackURLs": [{"Fn::Sub": "https://${Unknown}/#cb"}]}, ["CallbackURLs[0]"]),
        ("E9206", {"LogoutURLs": ["https://app.example.com/#cb"]}, []),
    ],
)
def test_oauth_of_a_client(rule, changed, places):
    """Grants, scopes and redirects of a client are looked at one by one."""
    assert paths(rule, {**CODE, **changed}) == places


def test_redirect_becomes_safe():
    """An http redirect is made https, taken out where that is there already, and left where the default names it."""
    http, https = "http://app.example.com/cb", "https://app.example.com/cb"
    asked = (
        {"CallbackURLs": [http]},
        {"CallbackURLs": [http, https]},
        {"CallbackURLs": [http], "DefaultRedirectURI": http},
        {"CallbackURLs": [{"Fn::Sub": "http://app.example.com/${Unknown}"}]},
    )
    steps = [last_steps("E9206", {**CODE, **changed}) for changed in asked]
    assert steps == [[("replace", https)], ["remove"], [], []]


def test_settings_without_effect_are_named():
    """Each OAuth setting of a client without OAuth is named, and no empty or unknown one."""
    off = {**CODE, "AllowedOAuthFlowsUserPoolClient": False}
    assert found("W9210", {**off, "LogoutURLs": ["https://app.example.com"]})[0].message == (
        "AllowedOAuthFlows, AllowedOAuthScopes, CallbackURLs, LogoutURLs have no effect while OAuth is off"
    )
    assert paths("W9210", {"UserPoolId": "us-east-1_Example", "CallbackURLs": UNKNOWN, "LogoutURLs": []}) == []


@pytest.mark.parametrize(
    ("scopes", "fix"),
    [
        (["read", "write"], "did you mean write?"),
        (["admin"], "add it to the Scopes of Orders"),
        ([], "add it to the Scopes of Orders"),
    ],
)
def test_scope_that_its_server_lacks(scopes, fix):
    """The nearest scope is offered, or none; a server without scopes has none."""
    server = {"UserPoolId": {"Ref": "Users"}, "Identifier": "orders", "Name": "orders"}
    if scopes:
        server["Scopes"] = [{"ScopeName": name, "ScopeDescription": name} for name in scopes]
    resources = {
        "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
        "Orders": {"Type": "AWS::Cognito::UserPoolResourceServer", "Properties": server},
        "Subject": {"Properties": {**CODE, "UserPoolId": {"Ref": "Users"}, "AllowedOAuthScopes": ["orders/wirte"]}},
    }
    assert [one.fix for one in found("E9209", {"Resources": resources})] == [fix]


@pytest.mark.parametrize(
    ("scope", "places"),
    [
        ({"Ref": "Orders"}, ["AllowedOAuthScopes[0]"]),
        ({"Fn::Sub": "${Orders}/read"}, []),
        ({"Ref": "Unknown"}, []),
        ({"Fn::GetAtt": ["Maker", "Scope"]}, []),
    ],
)
def test_server_in_place_of_a_scope(scope, places):
    """A resource server alone is no scope; what another resource gives may be one."""
    server = {"UserPoolId": "us-east-1_Example", "Identifier": "orders", "Name": "orders"}
    resources = {
        "Maker": {"Type": "Custom::Maker", "Properties": {"ServiceToken": "arn:aws:lambda:x"}},
        "Orders": {"Type": "AWS::Cognito::UserPoolResourceServer", "Properties": server},
        "Subject": {"Properties": {**CODE, "AllowedOAuthScopes": [scope]}},
    }
    assert paths("E9214", {"Resources": resources}) == places
