"""Rules about the ways in which users prove their password to an app client."""

from __future__ import annotations

from collections.abc import Iterator

from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import Edit, put
from ..resource_types import CLIENT
from ..rule import Problem, rule
from ..view import ResourceView
from .clients import LEGACY_FLOWS, all_text

_FLOWS = f"{GUIDE}amazon-cognito-user-pools-authentication-flow-methods.html"
_API = f"{USER_POOLS_API}API_CreateUserPoolClient.html#CognitoUserPools-CreateUserPoolClient-request-ExplicitAuthFlows"
_POOL = "eu-west-1_Example"


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
        if isinstance(flow, str) and flow in LEGACY_FLOWS:
            yield Problem(
                path,
                f"{flow} is a legacy name, beside which no newer flow can be allowed",
                f"write {LEGACY_FLOWS[flow]}, and ALLOW_REFRESH_TOKEN_AUTH beside it",
                change=_renamed(client),
            )


def _renamed(client: ResourceView) -> tuple[Edit, ...]:
    """All flows by their new names; none of them can be renamed alone."""
    flows = client.get("ExplicitAuthFlows")
    if not all_text(flows) or client.get("RefreshTokenRotation.Feature") not in (None, "DISABLED"):
        return ()
    new = dict.fromkeys([*(LEGACY_FLOWS.get(flow, flow) for flow in flows), "ALLOW_REFRESH_TOKEN_AUTH"])
    return (put("ExplicitAuthFlows", list(new)),)
