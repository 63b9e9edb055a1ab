"""Rules about the scopes of an app client: each is a standard one, or of a resource server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..resource_types import CLIENT, RESOURCE_SERVER, USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .clients import all_text, scopes_of, server_of
from .members import closed_pool_of

_SERVERS = f"{GUIDE}cognito-user-pools-define-resource-servers.html"
_ABOUT_USERS = ("profile", "email", "phone")


def _example(*scopes: str) -> dict[str, Any]:
    """A client that asks for scopes, and a resource server of its pool."""
    server = {"UserPoolId": {"Ref": "Users"}, "Identifier": "orders", "Name": "Orders"}
    client = {
        "UserPoolId": {"Ref": "Users"},
        "AllowedOAuthFlowsUserPoolClient": True,
        "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": list(scopes),
        "CallbackURLs": ["https://app.example.com/cb"],
    }
    read = {"ScopeName": "read", "ScopeDescription": "Read"}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": {}},
            "Orders": {"Type": RESOURCE_SERVER, "Properties": {**server, "Scopes": [read]}},
            "Subject": {"Properties": client, "DependsOn": "Orders"},
        }
    }


@rule(
    "E9215",
    CLIENT,
    source=_SERVERS,
    evidence=Evidence.REPORTED,  # "Invalid scope requested" (ScopeDoesNotExistException)
    accepts=_example("openid", "orders/read"),
    rejects=_example("openid", "order/read"),
)
def servers_of_scopes_exist(client: ResourceView) -> Iterator[Problem]:
    """The resource server of a scope is in the same template as the pool."""
    pool = closed_pool_of(client)
    for path, named, _ in scopes_of(client) if pool is not None else ():
        if pool is None or not isinstance(named, str) or server_of(client, named) is not None:
            continue
        servers = list(client.template.of_type(RESOURCE_SERVER))
        if all(isinstance(server.get("Identifier"), str) for server in servers):
            message = f"the template has no resource server {named} for {pool.logical_id}, so a new stack can't be made"
            yield Problem(path, message, "add an AWS::Cognito::UserPoolResourceServer, or mend its name")


@rule(
    "W9216",
    CLIENT,
    source=f"{GUIDE}cognito-user-pools-app-idp-settings.html",
    accepts=_example("openid", "email"),
    rejects=_example("email"),
)
def scopes_about_users_go_with_openid(client: ResourceView) -> Iterator[Problem]:
    """The scopes profile, email and phone go with openid."""
    scopes = client.get("AllowedOAuthScopes")
    if not all_text(scopes) or "openid" in scopes or client.lists("AllowedOAuthFlows", "client_credentials"):
        return
    for path, scope in client.items("AllowedOAuthScopes"):
        if scope in _ABOUT_USERS:
            yield Problem(path, f"{scope} can be asked for only beside openid", "add openid")
