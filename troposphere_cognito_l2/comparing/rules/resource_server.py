"""What changes of a resource server do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT, RESOURCE_SERVER, USER_POOL
from ...checks.rule import Evidence
from ...checks.rules.clients import scopes_of, server_of
from ...checks.view import ResourceView
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import entries

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
    wanted = _wanted(pair.after, lost)
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
    clients = _wanted(pair.after, _lost(pair))
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
    known = entries(scopes)
    names = [name for scope in known or () if isinstance(name := scope.get("ScopeName"), str)]
    return names if known is not None and len(names) == len(known) else None


def _wanted(server: ResourceView, scopes: list[str]) -> dict[str, list[str]]:
    """Those of some scopes of a server that clients of the template list, each with these clients."""
    found: dict[str, list[str]] = {}
    for client in server.template.of_type(CLIENT) if scopes else ():  # which takes its time
        for _, named, name in scopes_of(client):
            listed = server_of(client, named) if name in scopes else None
            if name is not None and listed is not None and listed.logical_id == server.logical_id:
                found.setdefault(name, []).append(client.logical_id)
    return found
