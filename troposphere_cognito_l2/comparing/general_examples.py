"""An example of each rule that holds for resources of all types: `EXAMPLES`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..checks.finding import Severity
from ..checks.resource_types import CLIENT, CUSTOMIZATION, DOMAIN, GROUP, IDENTITY_POOL, NESTED_STACK, USER_POOL
from .change import Effect

Resources = Mapping[str, Mapping[str, Any]]


class Example(NamedTuple):
    """The resources of templates that show a rule."""

    effect: Effect
    before: Resources
    after: Resources
    harmless: Resources
    """An update of the same kind that does not have the effect."""
    severity: Severity | None = None
    """How bad it is, where that is not what the effect says."""


_POOL_ID = "eu-west-1_AbCdEfGhI"
_INSIDE = {"Fn::GetAtt": ["Inner", "Outputs.UserPoolId"]}
_RETAINED = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


def _made(kind: str, properties: Mapping[str, Any], attributes: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
    return {"Type": kind, **(attributes or {}), "Properties": properties}


def _pool(attributes: Mapping[str, Any] | None = None, **properties: Any) -> Mapping[str, Any]:
    return _made(USER_POOL, {"UserPoolName": "customers", **properties}, attributes)


def _client(pool: Any, **properties: Any) -> Mapping[str, Any]:
    return _made(CLIENT, {"UserPoolId": pool, **properties})


def _group(pool: Any, **properties: Any) -> Mapping[str, Any]:
    return _made(GROUP, {"UserPoolId": pool, "GroupName": "admins", **properties})


def _stack(template: str) -> Mapping[str, Any]:
    return _made(NESTED_STACK, {"TemplateURL": f"https://templates.s3.amazonaws.com/{template}"})


def _look(client: str, css: str = ".logo {}") -> Mapping[str, Any]:
    kind = CUSTOMIZATION
    return _made(kind, {"UserPoolId": _POOL_ID, "ClientId": client, "CSS": css})


EXAMPLES: Mapping[str, Example] = {
    "C9001": Example(
        Effect.USERS_LOST,
        {"Admins": _group(_POOL_ID)},
        {"Web": _client(_POOL_ID)},
        {"Admins": _group(_POOL_ID), "Web": _client(_POOL_ID)},
    ),
    "C9002": Example(
        Effect.USERS_LOST,
        {"Users": _pool()},
        {"Customers": _pool()},
        {"Users": _pool(), "Partners": _pool(UserPoolName="partners")},
    ),
    "C9003": Example(
        Effect.REJECTED,
        {"Users": _pool(_RETAINED)},
        {"Users": _made(IDENTITY_POOL, {"AllowUnauthenticatedIdentities": False})},
        {"Users": _pool(_RETAINED), "Identities": _made("AWS::SNS::Topic", {})},
    ),
    "C9004": Example(
        Effect.REJECTED,
        {"Admins": _group(_POOL_ID)},
        {"Administrators": _group(_POOL_ID)},
        {"Admins": _group(_POOL_ID, Description="Administrators")},
    ),
    "C9005": Example(
        Effect.REPLACED,
        {"Web": _client(_POOL_ID)},
        {"Web": _client(_POOL_ID, GenerateSecret=True)},
        {"Web": _client(_POOL_ID, AccessTokenValidity=2)},
    ),
    "C9006": Example(
        Effect.REPLACED,
        {"Users": _pool(), "Web": _client({"Ref": "Users"})},
        {"Customers": _pool(), "Web": _client({"Ref": "Customers"})},
        {"Users": _pool(), "Web": _client({"Fn::GetAtt": ["Users", "UserPoolId"]})},
    ),
    "C9007": Example(
        Effect.USERS_LOST,
        {"Admins": _group(_POOL_ID)},
        {"Admins": _group(_POOL_ID, GroupName="administrators")},
        {"Admins": _group(_POOL_ID, Description="Administrators")},
    ),
    "C9008": Example(
        Effect.USERS_LOST,
        {"Users": _pool(_RETAINED)},
        {"Users": _pool({"DeletionPolicy": "Delete", "UpdateReplacePolicy": "Retain"})},
        {"Users": _pool({"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"})},
        Severity.WARNING,
    ),
    "C9009": Example(
        Effect.REJECTED,
        {"Users": _pool(DeletionProtection="ACTIVE")},
        {"Topic": _made("AWS::SNS::Topic", {})},
        {"Users": _pool(DeletionProtection="ACTIVE"), "Topic": _made("AWS::SNS::Topic", {})},
    ),
    "C9010": Example(
        Effect.SIGN_IN_BREAKS,
        {"Domain": _made(DOMAIN, {"UserPoolId": _POOL_ID, "Domain": "customers"})},
        {"Topic": _made("AWS::SNS::Topic", {})},
        {"Domain": _made(DOMAIN, {"UserPoolId": _POOL_ID, "Domain": "customers"}, {"DependsOn": "Topic"})},
    ),
    "C9011": Example(
        Effect.RESET,
        {"Users": _pool(SmsAuthenticationMessage="Your code: {####}")},
        {"Users": _pool()},
        {"Users": _pool(SmsAuthenticationMessage="Code: {####}")},
    ),
    "C9012": Example(
        Effect.IN_PLACE,
        {"Users": _pool()},
        {"Users": _pool(UserPoolName="shoppers")},
        {"Users": _pool(), "Topic": _made("AWS::SNS::Topic", {})},
    ),
    "C9013": Example(
        Effect.REPLACED,
        {"Admins": _group(_POOL_ID)},
        {"Admins": _group({"Fn::ImportValue": "users-pool-id"})},
        {"Admins": _group(_POOL_ID, Precedence=1)},
        Severity.INFO,
    ),
    "C9014": Example(
        Effect.RESET,
        {"Look": _look("ALL")},
        {"Style": _look("ALL")},
        {"Look": _look("ALL", ".logo { max-height: 80px }")},
    ),
    "C9015": Example(
        Effect.REJECTED,
        {"Domain": _made(DOMAIN, {"UserPoolId": _POOL_ID, "Domain": "shop"})},
        {"SignIn": _made(DOMAIN, {"UserPoolId": _POOL_ID, "Domain": "store"})},
        {
            "Domain": _made(DOMAIN, {"UserPoolId": _POOL_ID, "Domain": "shop"}),
            "SignIn": _made(DOMAIN, {"UserPoolId": _POOL_ID, "Domain": "login.example.com"}),
        },
    ),
    "C9016": Example(
        Effect.USERS_LOST,
        {"Inner": _stack("users.yaml"), "Admins": _group(_INSIDE)},
        {"Topic": _made("AWS::SNS::Topic", {})},
        {"Inner": _stack("users-2.yaml"), "Admins": _group(_INSIDE)},
        Severity.WARNING,
    ),
    "C9017": Example(
        Effect.REJECTED,
        {"Web": _made(CLIENT, {"UserPoolId": _POOL_ID, "AccessTokenValidity": 2, "RefreshTokenValidity": 30})},
        {"Web": _made(CLIENT, {"UserPoolId": _POOL_ID, "AccessTokenValidity": 48, "RefreshTokenValidity": 30})},
        {"Web": _made(CLIENT, {"UserPoolId": _POOL_ID, "AccessTokenValidity": 24, "RefreshTokenValidity": 30})},
    ),
}
"""By rule id."""
