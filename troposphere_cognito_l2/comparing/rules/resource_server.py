"""What changes of a resource server do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT, RESOURCE_SERVER, USER_POOL
from ...checks.rule import Evidence, ResourceView
from ...checks.rules.clients import scopes_of, server_of
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words

_PAGE = f"{GUIDE}cognito-user-pools-define-resource-servers.html"


def _example(*scopes: str, wanted: str = "", identifier: str = "orders") -> dict[str, Any]:
    server = {
        "UserPoolId": {"Ref": "Users"},
        "Identifier": identifier,
        "Name": "Orders",
        "Scopes": [{"ScopeName": name, "ScopeDescription": f"{name} orders"} for name in scopes],
    }
    web = {
        "UserPoolId": {"Ref": "Users"},
        "AllowedOAuthFlowsUserPoolClient": True,
        "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": [wanted],
        "CallbackURLs": ["https://app.example.com/cb"],
    }
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": {}},
            "Subject": {"Type": RESOURCE_SERVER, "Properties": server},
            **({"Web": {"Type": CLIENT, "Properties": web}} if wanted else {}),
        }
    }


@change_rule(
    "C9501",
    RESOURCE_SERVER,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=_example("read", "write"),
    after=_example("read"),
    harmless=_example("write", "read", "cancel"),
)
def scopes_are_gone(pair: Pair) -> Iterator[Claim]:
    """Apps that ask for a scope that is gone are refused."""
    lost = _lost(pair)
    wanted = {name for name, _ in _wanted(pair.after)} if lost else ()
    lost = [name for name in lost if name not in wanted]
    if lost:
        yield Claim(
            "Scopes",
            f"apps that ask for {words(lost)} are refused with invalid_scope, and APIs that want it refuse their tokens",
            "Leave a scope until no client lists it and no API wants it.",
        )


@change_rule(
    "C9502",
    RESOURCE_SERVER,
    Effect.REJECTED,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,
    before=_example("read", "write", wanted="orders/write"),
    after=_example("read", wanted="orders/write"),
    harmless=_example("write", "read", wanted="orders/write"),
)
def scopes_are_gone_that_clients_list(pair: Pair) -> Iterator[Claim]:
    """Clients list a scope that is gone, which Cognito may refuse when it updates them."""
    lost = _lost(pair)
    clients: dict[str, list[str]] = {}
    for name, client in _wanted(pair.after) if lost else ():
        if name in lost:
            clients.setdefault(name, []).append(client.logical_id)
    if clients:
        listed = [f"{name} ({words(names)})" for name, names in clients.items()]
        yield Claim(
            "Scopes",
            f"clients still list {words(listed)}: apps that ask for it are refused, and so may be this update or the "
            "next one of the client (ScopeDoesNotExistException; this is not certain)",
            "Take the scope out of the clients first.",
            ("Deploy with the scope taken out of all clients.", "Deploy with the scope taken out of the server."),
        )


@change_rule(
    "C9503",
    RESOURCE_SERVER,
    Effect.REPLACED,
    source=_PAGE,
    before=_example("read", wanted="orders/read"),
    after=_example("read", wanted="orders/read", identifier="shop"),
    harmless=_example("read", wanted="orders/read", identifier="orders"),
)
def clients_list_scopes_by_the_old_identifier(pair: Pair) -> Iterator[Claim]:
    """All scopes have another name with another identifier, and clients list the old ones."""
    delta = pair.delta("Identifier")
    if delta is None or not delta.sure or not isinstance(delta.old, str):
        return
    clients = []
    for client in pair.after.template.having(CLIENT, "UserPoolId", pair.after.get("UserPoolId")):
        named = [named for _, named, _ in scopes_of(client)]
        if delta.old in named:
            clients.append(client.logical_id)
    if clients:
        yield Claim(
            "Identifier",
            f"Identifier can't be changed, so another server is made, and the old one is deleted with its scopes; "
            f"{words(clients)} still list scopes that begin with {delta.old}/: apps that ask for them are refused, and "
            "so may be the update (ScopeDoesNotExistException; this is not certain)",
            "Add a second resource server, move clients and APIs over, then remove this one.",
        )


def _lost(pair: Pair) -> list[str]:
    """The scopes that the server had and surely has no more."""
    if pair.delta("Identifier") is not None:
        return []  # of that the general rules speak
    old, new = _names(pair.old("Scopes")), _names(pair.new("Scopes"))
    return [] if old is None or new is None else [name for name in old if name not in new]


def _names(scopes: Any) -> list[str] | None:
    """The names of scopes; ``None`` if they are not all known."""
    if scopes is None:
        return []
    if not isinstance(scopes, list) or not all(isinstance(scope, dict) for scope in scopes):
        return None
    names = [scope.get("ScopeName") for scope in scopes]
    return [str(name) for name in names] if all(isinstance(name, str) for name in names) else None


def _wanted(server: ResourceView) -> Iterator[tuple[str, ResourceView]]:
    """The scopes of a server that clients of the template list."""
    for client in server.template.of_type(CLIENT):
        for _, named, name in scopes_of(client):
            found = server_of(client, named) if name is not None else None
            if name is not None and found is not None and found.logical_id == server.logical_id:
                yield name, client
