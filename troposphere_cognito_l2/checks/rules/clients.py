"""What the rules about app clients and domains ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import USER_POOLS_API
from ..resource_types import RESOURCE_SERVER
from ..values import Reference, Text, Unknown
from ..view import ResourceView

CLIENT_API = f"{USER_POOLS_API}API_CreateUserPoolClient.html"

LEGACY_FLOWS = {
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY": "ALLOW_CUSTOM_AUTH",
    "USER_PASSWORD_AUTH": "ALLOW_USER_PASSWORD_AUTH",
}
"""The old names of authentication flows, and the new ones."""

STANDARD_SCOPES = ("openid", "email", "phone", "profile", "aws.cognito.signin.user.admin")

CODE_CLIENT = {
    "UserPoolId": "us-east-1_Example",
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthScopes": ["openid"],
    "CallbackURLs": ["https://app.example.com/cb"],
}
"""Example of a client that signs users in with the code grant."""


def all_text(values: Any) -> bool:
    """Whether a list is known to its last string."""
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def in_same_pool(one: ResourceView, other: ResourceView) -> bool:
    """Whether two resources surely belong to one pool."""
    pool = one.get("UserPoolId")
    known = isinstance(pool, (str, Reference)) or (isinstance(pool, Unknown) and pool.raw is not None)
    return known and pool == other.get("UserPoolId")


def scopes_of(client: ResourceView) -> Iterator[tuple[str, Any, str | None]]:
    """The custom scopes of a client: path, what names the server (its identifier or a reference), and the scope's name.

    A scope that is not known to its end has no name.
    """
    for path, scope in client.items("AllowedOAuthScopes"):
        if isinstance(scope, str) and "/" in scope:
            server, _, name = scope.rpartition("/")
            yield path, server, name
        elif isinstance(scope, Text) and isinstance(scope.parts[0], Reference):
            rest = scope.parts[1:]
            known = len(rest) == 1 and isinstance(rest[0], str) and rest[0].startswith("/")
            yield path, scope.parts[0], str(rest[0])[1:] if known else None


def server_of(client: ResourceView, named: Any) -> ResourceView | None:
    """The resource server of the template that a scope names: by reference, or by its identifier in the same pool."""
    if isinstance(named, Reference):
        server = client.template.resource(named.logical_id)
        return server if server is not None and server.type == RESOURCE_SERVER and named.attribute is None else None
    servers = client.template.having(RESOURCE_SERVER, "Identifier", named)
    return next((server for server in servers if in_same_pool(server, client)), None)
