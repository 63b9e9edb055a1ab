"""Rules about an identity pool: its user pools, and who gets credentials at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, IDENTITY_POOLS_API, SECURITY_HUB_CONTROLS
from ..change import Edit, drop, put
from ..resource_types import CLIENT, IDENTITY_POOL, USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Reference, Text, known_text
from ..view import ResourceView
from .booleans import is_false, is_off, is_on

_API = f"{IDENTITY_POOLS_API}API_CreateIdentityPool.html"
_USER_POOLS = f"{GUIDE}amazon-cognito-integrating-user-pools-with-identity-pools.html"
_NAME = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"
_USERS = {"Type": USER_POOL}
_WEB = {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}}


def _pool(**properties: Any) -> dict[str, Any]:
    return {"Type": IDENTITY_POOL, "Properties": {"AllowUnauthenticatedIdentities": False, **properties}}


def _with_client(client: Any, name: Any) -> dict[str, Any]:
    return _pool(CognitoIdentityProviders=[{"ClientId": client, "ProviderName": name, "ServerSideTokenCheck": True}])


_PROVIDER_NAME = {"Fn::GetAtt": ["Users", "ProviderName"]}


@rule(
    "E9601",
    IDENTITY_POOL,
    source=_USER_POOLS,
    evidence=Evidence.REPORTED,
    accepts={"Resources": {"Users": _USERS, "Web": _WEB, "Identities": _with_client({"Ref": "Web"}, _PROVIDER_NAME)}},
    rejects={
        "Resources": {
            "Users": _USERS,
            "Web": _WEB,
            "Identities": _with_client({"Ref": "Web"}, {"Fn::GetAtt": ["Users", "ProviderURL"]}),
        }
    },
)
def user_pool_is_named_by_its_provider_name(pool: ResourceView) -> Iterator[Problem]:
    """A user pool is named ``cognito-idp.<region>.amazonaws.com/<pool id>``, as its attribute ProviderName gives it."""
    for path, _ in pool.items("CognitoIdentityProviders"):
        where = f"{path}.ProviderName"
        name, target = pool.get(where), pool.target(where)
        of_pool = isinstance(name, Reference) and target is not None and target.type == USER_POOL
        if of_pool and name.attribute != "ProviderName":
            change = (put(where, {"Fn::GetAtt": [name.logical_id, "ProviderName"]}),)
            yield Problem(where, f"{name!r} is not a pool's provider name", "use GetAtt ProviderName", change=change)
        elif known_text(name).startswith(("https://", "http://")):
            fix = "leave https:// out, or use GetAtt ProviderName"
            yield Problem(where, "a provider name has no https://", fix, change=without_scheme(where, name))
        elif isinstance(name, str) and (name.startswith("arn:") or re.fullmatch(r"[\w-]+_[0-9a-zA-Z]+", name)):
            yield Problem(where, "is a pool's id or ARN", "write cognito-idp.<region>.amazonaws.com/<pool id>")


@rule(
    "E9602",
    IDENTITY_POOL,
    source=_USER_POOLS,
    evidence=Evidence.REPORTED,
    accepts={"Resources": {"Web": _WEB, "Users": _USERS, "Identities": _with_client({"Ref": "Web"}, _NAME)}},
    rejects={
        "Resources": {
            "Web": _WEB,
            "Users": _USERS,
            "Identities": _with_client({"Fn::GetAtt": ["Web", "Name"]}, _NAME),
        }
    },
)
def client_id_is_one_of_an_app_client(pool: ResourceView) -> Iterator[Problem]:
    """The client of a user pool is named by its client id."""
    for path, _ in pool.items("CognitoIdentityProviders"):
        where = f"{path}.ClientId"
        client, target = pool.get(where), pool.target(where)
        if target is None:
            continue
        if target.type.startswith("AWS::Cognito::") and target.type != CLIENT:
            yield Problem(where, f"{client.logical_id} is no app client", "refer to a UserPoolClient")
        elif target.type == CLIENT and client.attribute not in (None, "ClientId"):
            change = (put(where, {"Ref": client.logical_id}),)
            yield Problem(where, f"{client.attribute} is not the client's id", "use Ref of the client", change=change)


@rule(
    "E9603",
    IDENTITY_POOL,
    source=_USER_POOLS,
    evidence=Evidence.REPORTED,
    accepts={"Resources": {"Users": _USERS, "Web": _WEB, "Identities": _with_client({"Ref": "Web"}, _PROVIDER_NAME)}},
    rejects={
        "Resources": {
            "Users": _USERS,
            "Others": _USERS,
            "Web": _WEB,
            "Identities": _with_client({"Ref": "Web"}, {"Fn::GetAtt": ["Others", "ProviderName"]}),
        }
    },
)
def client_is_one_of_the_named_pool(pool: ResourceView) -> Iterator[Problem]:
    """The app client belongs to the user pool that is named beside it."""
    for path, _ in pool.items("CognitoIdentityProviders"):
        name, client = pool.get(f"{path}.ProviderName"), pool.target(f"{path}.ClientId")
        parts = name.parts if isinstance(name, Text) else (name,)
        named = {part.logical_id for part in parts if isinstance(part, Reference)}
        owner = client.get("UserPoolId") if client is not None and client.type == CLIENT else None
        if client is not None and isinstance(owner, Reference) and named and owner.logical_id not in named:
            yield Problem(
                f"{path}.ClientId",
                f"{client.logical_id} is a client of {owner.logical_id}, not of {', '.join(sorted(named))}",
                "give a pool and a client of it",
            )


@rule(
    "W9607",
    IDENTITY_POOL,
    source=SECURITY_HUB_CONTROLS,
    accepts={"AllowUnauthenticatedIdentities": False},
    rejects={"AllowUnauthenticatedIdentities": True},
    controls=("Cognito.2", "AwsSolutions-COG7", "CKV_AWS_366", "cognito_identity_pool_guest_access_disabled"),
)
def guests_get_no_credentials(pool: ResourceView) -> Iterator[Problem]:
    """Only those who signed in get credentials."""
    if is_on(pool.get("AllowUnauthenticatedIdentities")):
        yield Problem(
            "AllowUnauthenticatedIdentities",
            "anyone on the internet gets credentials of the guests' role",
            "allow no guests, or keep the guests' role as narrow as can be",
        )


@rule(
    "W9608",
    IDENTITY_POOL,
    source=f"{GUIDE}authentication-flow.html",
    accepts={"AllowUnauthenticatedIdentities": False},
    rejects={"AllowUnauthenticatedIdentities": False, "AllowClassicFlow": True},
)
def classic_flow_is_off(pool: ResourceView) -> Iterator[Problem]:
    """Cognito chooses the role (enhanced flow), not the app (basic flow)."""
    if is_on(pool.get("AllowClassicFlow")):
        yield Problem(
            "AllowClassicFlow",
            "the app may ask for any role that trusts the identity pool",
            "leave AllowClassicFlow out, unless an old app needs it",
            change=(drop("AllowClassicFlow"),),
        )


@rule(
    "W9609",
    IDENTITY_POOL,
    source=_USER_POOLS,
    accepts=_with_client("1example23456789", _NAME)["Properties"],
    rejects=_pool(CognitoIdentityProviders=[{"ClientId": "1example23456789", "ProviderName": _NAME}])["Properties"],
)
def tokens_are_checked_with_the_user_pool(pool: ResourceView) -> Iterator[Problem]:
    """The identity pool asks the user pool whether a user is still signed in and enabled."""
    for path, provider in pool.items("CognitoIdentityProviders"):
        if isinstance(provider, dict) and is_off(provider.get("ServerSideTokenCheck")):
            where = f"{path}.ServerSideTokenCheck"
            message = "who has been signed out or disabled still gets credentials until the token expires"
            yield Problem(where, message, "set ServerSideTokenCheck to true", change=(put(where, True),))


@rule(
    "W9610",
    IDENTITY_POOL,
    source=_API,
    evidence=Evidence.UNCERTAIN,
    accepts=_with_client("1example23456789", _NAME)["Properties"],
    rejects=_pool(
        CognitoIdentityProviders=[
            {"ClientId": "1example23456789", "ProviderName": _NAME, "ServerSideTokenCheck": True},
            {"ClientId": "1example23456789", "ProviderName": _NAME, "ServerSideTokenCheck": True},
        ]
    )["Properties"],
)
def each_client_is_there_once(pool: ResourceView) -> Iterator[Problem]:
    """An identity pool holds each app client once."""
    seen = []
    for path, provider in pool.items("CognitoIdentityProviders"):
        client = provider.get("ClientId") if isinstance(provider, dict) else None
        if isinstance(client, (str, Reference)) and client in seen:
            yield Problem(f"{path}.ClientId", "the client is in the list twice", "leave one out")
        seen.append(client)


@rule(
    "I9612",
    IDENTITY_POOL,
    source=f"{GUIDE}external-identity-providers.html",
    accepts={"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": {"graph.facebook.com": "1234567890"}},
    rejects={"AllowUnauthenticatedIdentities": False},
)
def somebody_can_get_credentials(pool: ResourceView) -> Iterator[Problem]:
    """An identity pool has a provider, or lets guests in."""
    providers = (
        "CognitoIdentityProviders",
        "SupportedLoginProviders",
        "OpenIdConnectProviderARNs",
        "SamlProviderARNs",
        "DeveloperProviderName",
    )
    closed = is_false(pool.get("AllowUnauthenticatedIdentities"))
    if closed and all(pool.absent(name) for name in providers):
        yield Problem(
            "CognitoIdentityProviders", "nobody can get credentials from this identity pool", "give it a provider"
        )


@rule(
    "W9613",
    IDENTITY_POOL,
    source=f"{GUIDE}quotas.html",
    accepts=_with_client("1example23456789", _NAME)["Properties"],
    rejects=_pool(
        CognitoIdentityProviders=[
            {"ClientId": f"{number}example", "ProviderName": _NAME, "ServerSideTokenCheck": True}
            for number in range(51)
        ]
    )["Properties"],
)
def user_pool_providers_are_within_the_quota(pool: ResourceView) -> Iterator[Problem]:
    """An identity pool has at most 50 user pool providers, unless AWS has raised the quota."""
    count = len(pool.items("CognitoIdentityProviders"))
    if count > 50:
        yield Problem(
            "CognitoIdentityProviders", f"has {count} members", "ask AWS for a higher quota, or split the pool"
        )


def without_scheme(path: str, name: Any) -> tuple[Edit, ...]:
    """The name of a provider without https:// before it."""
    return (put(path, re.sub("^https?://", "", name)),) if isinstance(name, str) else ()
