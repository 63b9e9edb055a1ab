"""Rules about the ways in which users prove their password to an app client."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Problem, ResourceView, rule
from .clients import CLIENT

_FLOWS = "https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html"
_API = (
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html"
    "#CognitoUserPools-CreateUserPoolClient-request-ExplicitAuthFlows"
)
_POOL = "eu-west-1_Example"
_LEGACY = {
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY": "ALLOW_CUSTOM_AUTH",
    "USER_PASSWORD_AUTH": "ALLOW_USER_PASSWORD_AUTH",
}


@rule(
    "I9233",
    CLIENT,
    source=_FLOWS,
    accepts={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]},
    rejects={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]},
)
def passwords_are_not_sent(client: ResourceView) -> Iterator[Problem]:
    """An app proves a password by SRP rather than send it."""
    for path, flow in client.items("ExplicitAuthFlows"):
        if flow in ("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"):
            yield Problem(path, "the app sends the password as it is", "use ALLOW_USER_SRP_AUTH where the app can")


@rule(
    "W9234",
    CLIENT,
    source=_API,
    accepts={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]},
    rejects={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ADMIN_NO_SRP_AUTH"]},
)
def flows_have_their_new_names(client: ResourceView) -> Iterator[Problem]:
    """Authentication flows have the names that begin with ALLOW_."""
    for path, flow in client.items("ExplicitAuthFlows"):
        if isinstance(flow, str) and flow in _LEGACY:
            yield Problem(
                path,
                f"{flow} is a legacy name, beside which no newer flow can be allowed",
                f"write {_LEGACY[flow]}, and ALLOW_REFRESH_TOKEN_AUTH beside it",
            )
