"""Rules of ``AWS::Cognito::UserPoolResourceServer``."""

from __future__ import annotations

from collections.abc import Iterator

from ..aws_pages import GUIDE, page_of
from ..resource_types import RESOURCE_SERVER
from ..rule import Evidence, Problem, rule
from ..view import ResourceView

_TYPE_PAGE = page_of(RESOURCE_SERVER)
_SERVERS = f"{GUIDE}cognito-user-pools-define-resource-servers.html"
_POOL = {"UserPoolId": "us-east-1_abc"}


@rule(
    "E9501",
    RESOURCE_SERVER,
    source=_TYPE_PAGE,
    evidence=Evidence.SCHEMA,
    accepts={
        "Resources": {
            "Orders": {"Type": RESOURCE_SERVER, "Properties": {**_POOL, "Identifier": "orders", "Name": "Orders"}},
            "Bills": {"Type": RESOURCE_SERVER, "Properties": {**_POOL, "Identifier": "bills", "Name": "Bills"}},
        }
    },
    rejects={
        "Resources": {
            "Orders": {"Type": RESOURCE_SERVER, "Properties": {**_POOL, "Identifier": "orders", "Name": "Orders"}},
            "Bills": {"Type": RESOURCE_SERVER, "Properties": {**_POOL, "Identifier": "orders", "Name": "Bills"}},
        }
    },
)
def identifier_is_unique_in_the_pool(server: ResourceView) -> Iterator[Problem]:
    """The resource servers of a pool have different identifiers."""
    for other in server.twins("Identifier", "UserPoolId"):
        yield Problem(
            "Identifier",
            f"{other.logical_id} is a resource server of that identifier in the same pool",
            f"choose another identifier, or give {other.logical_id} the scopes of both",
        )


@rule(
    "W9502",
    RESOURCE_SERVER,
    source=_SERVERS,
    evidence=Evidence.UNCERTAIN,
    accepts={
        **_POOL,
        "Identifier": "orders",
        "Name": "Orders",
        "Scopes": [
            {"ScopeName": "read", "ScopeDescription": "Read orders"},
            {"ScopeName": "write", "ScopeDescription": "Write orders"},
        ],
    },
    rejects={
        **_POOL,
        "Identifier": "orders",
        "Name": "Orders",
        "Scopes": [
            {"ScopeName": "read", "ScopeDescription": "Read orders"},
            {"ScopeName": "read", "ScopeDescription": "Read all orders"},
        ],
    },
)
def scopes_have_different_names(server: ResourceView) -> Iterator[Problem]:
    """The scopes of a resource server have different names."""
    seen = set()
    for path, _ in server.items("Scopes"):
        name = server.literal(f"{path}.ScopeName")
        if name is not None and name in seen:
            yield Problem(f"{path}.ScopeName", "the server has a scope of that name already", "leave one of them out")
        seen.add(name)
