"""What changes of an identity pool do: who may get AWS credentials from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE, IDENTITY_POOLS_API
from ...checks.finding import Severity
from ...checks.resource_types import IDENTITY_POOL
from ...checks.values import Unknown
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from ..values import will_differ
from .reading import OFF, ON, changed_keys, entries, is_other, lost_keys, turned

_API = f"{IDENTITY_POOLS_API}API_UpdateIdentityPool.html"
_FLOWS = f"{GUIDE}authentication-flow.html"
_PROVIDERS = f"{GUIDE}external-identity-providers.html"
_POOLS = "CognitoIdentityProviders"
_GUESTS = {"AllowUnauthenticatedIdentities": True}
_MEMBERS = {"AllowUnauthenticatedIdentities": False}
_SHOP = {"ProviderName": "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop", "ClientId": "web"}
_DESK = {"ProviderName": "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Desk", "ClientId": "desk"}
_ARN = "arn:aws:iam::111122223333:saml-provider/"


@change_rule(
    "C9601",
    IDENTITY_POOL,
    Effect.SIGN_IN_BREAKS,
    source=f"{GUIDE}identity-pools.html",
    before=_GUESTS,
    after=_MEMBERS,
    harmless={"AllowUnauthenticatedIdentities": "true", "IdentityPoolTags": [{"Key": "team", "Value": "identity"}]},
)
def guests_are_let_in_no_more(pair: Pair) -> Iterator[Claim]:
    """Guests get no AWS credentials any more."""
    if turned(pair, "AllowUnauthenticatedIdentities", OFF) == (ON, OFF):
        yield Claim(
            "AllowUnauthenticatedIdentities",
            "guests get no AWS credentials any more, so apps that use them before sign-in stop working",
            "Let guests in until no app needs it.",
        )


@change_rule(
    "C9602",
    IDENTITY_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_PROVIDERS,
    before={**_MEMBERS, _POOLS: [_SHOP, _DESK]},
    after={**_MEMBERS, _POOLS: [_SHOP]},
    harmless={**_MEMBERS, _POOLS: [_DESK, {**_SHOP, "ServerSideTokenCheck": True}]},
)
def users_of_a_client_are_let_in_no_more(pair: Pair) -> Iterator[Claim]:
    """Users of an app client that is named no more get no AWS credentials."""
    old, new = _named(pair.old(_POOLS)), _named(pair.new(_POOLS))
    if old is None or new is None:
        return
    added = [other for other in new if other not in old]
    lost = [one for one in old if one not in new and all(_differ(one, other) for other in added)]
    if lost:
        named = [f"{_said(client)} of {_said(pool)}" for pool, client in lost]
        yield Claim(
            _POOLS,
            f"users of the client {words(named)} get no AWS credentials any more (NotAuthorizedException)",
            "Leave a client in the list until no app uses it.",
        )


@change_rule(
    "C9603",
    IDENTITY_POOL,
    Effect.IN_PLACE,
    source=f"{GUIDE}security-best-practices.html",
    before={**_MEMBERS, _POOLS: [{**_SHOP, "ServerSideTokenCheck": True}]},
    after={**_MEMBERS, _POOLS: [_SHOP]},
    harmless={**_MEMBERS, _POOLS: [{**_SHOP, "ServerSideTokenCheck": "true"}, _DESK]},
)
def tokens_are_checked_no_more(pair: Pair) -> Iterator[Claim]:
    """Users who are signed out everywhere, or disabled, go on getting AWS credentials."""
    checked = [_key(one) for one in _entries(pair.old(_POOLS)) if one.get("ServerSideTokenCheck") == ON]
    lax = [one for one in _entries(pair.new(_POOLS)) if one.get("ServerSideTokenCheck") in (None, OFF)]
    if any(_key(one) in checked for one in lax):
        yield Claim(
            _POOLS,
            "tokens are not checked with the user pool any more: who is disabled or signed out everywhere goes on "
            "getting AWS credentials until the token expires",
            "Leave ServerSideTokenCheck on.",
            severity=Severity.WARNING,
        )


@change_rule(
    "C9604",
    IDENTITY_POOL,
    Effect.REJECTED,
    source=_API,
    before={**_MEMBERS, "DeveloperProviderName": "login.example.com"},
    after={**_MEMBERS, "DeveloperProviderName": "login.example.org"},
    harmless={**_MEMBERS, "DeveloperProviderName": "login.example.com", "AllowClassicFlow": False},
)
def name_of_the_developer_provider_is_fixed(pair: Pair) -> Iterator[Claim]:
    """The name of the developer provider can't change once it is set."""
    delta = pair.delta("DeveloperProviderName")
    if delta is None or not delta.sure or delta.old is None:
        return
    gone = delta.new is None
    refused = (
        "once it is set it can't be taken away: Cognito refuses the update or keeps the name (which, is not certain)"
        if gone
        else "once it is set it can't change: Cognito refuses the update"
    )
    yield Claim(
        "DeveloperProviderName",
        refused,
        "Leave the name as it is deployed; for another one add a second identity pool.",
        severity=Severity.WARNING if gone else None,
    )


@change_rule(
    "C9605",
    IDENTITY_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_PROVIDERS,
    before={**_MEMBERS, "SamlProviderARNs": [f"{_ARN}one", f"{_ARN}two"]},
    after={**_MEMBERS, "SamlProviderARNs": [f"{_ARN}one"]},
    harmless={**_MEMBERS, "SamlProviderARNs": [f"{_ARN}two", f"{_ARN}one", f"{_ARN}three"]},
)
def users_of_a_provider_are_let_in_no_more(pair: Pair) -> Iterator[Claim]:
    """Users of a provider that is named no more get no AWS credentials."""
    for path in ("OpenIdConnectProviderARNs", "SamlProviderARNs"):
        lost = [_said(arn) for arn in pair.removed_members(path)]
        if lost:
            yield Claim(path, f"users of {words(lost)} {_REFUSED}", "Leave a provider until its users have moved.")


@change_rule(
    "C9606",
    IDENTITY_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_PROVIDERS,
    before={**_MEMBERS, "SupportedLoginProviders": {"graph.facebook.com": "1", "accounts.google.com": "2"}},
    after={**_MEMBERS, "SupportedLoginProviders": {"graph.facebook.com": "1"}},
    harmless={
        **_MEMBERS,
        "SupportedLoginProviders": {"accounts.google.com": "2", "graph.facebook.com": "1", "www.amazon.com": "3"},
    },
)
def users_of_a_social_provider_are_let_in_no_more(pair: Pair) -> Iterator[Claim]:
    """Users of a social provider, or of an app there, that is named no more get no AWS credentials."""
    path = "SupportedLoginProviders"
    changed = [f"the old app at {name}" for name, old, new in changed_keys(pair, path) if _is_another_app(old, new)]
    lost = [*lost_keys(pair, path), *changed]
    if lost:
        yield Claim(path, f"users of {words(lost)} {_REFUSED}", "Leave a provider until its users have moved.")


@change_rule(
    "C9607",
    IDENTITY_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_FLOWS,
    before={**_MEMBERS, "AllowClassicFlow": True},
    after=_MEMBERS,
    harmless={**_MEMBERS, "AllowClassicFlow": "true"},
)
def classic_flow_is_off(pair: Pair) -> Iterator[Claim]:
    """Apps that choose a role themselves get no AWS credentials any more."""
    if turned(pair, "AllowClassicFlow", OFF) == (ON, OFF):
        yield Claim(
            "AllowClassicFlow",
            "apps that call GetOpenIdToken and assume a role themselves are refused",
            "Move all apps to GetCredentialsForIdentity first.",
        )


_REFUSED = "get no AWS credentials any more (NotAuthorizedException)"


def _is_another_app(old: Any, new: Any) -> bool:
    """Whether an app at a provider is surely another; more of them may be named, with semicolons between."""
    if not isinstance(old, str) or not isinstance(new, str):
        return will_differ(old, new)
    return not set(old.split(";")) <= set(new.split(";"))


def _entries(listed: Any) -> list[dict[str, Any]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _key(entry: dict[str, Any]) -> tuple[Any, Any]:
    return entry.get("ProviderName"), entry.get("ClientId")


def _named(listed: Any) -> list[tuple[Any, Any]] | None:
    """The pools and clients of a list; ``None`` if not all are known."""
    known = entries(listed)
    return None if known is None else [_key(one) for one in known]


def _differ(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    return any(
        is_other(mine, theirs) and not isinstance(mine, Unknown) for mine, theirs in zip(one, other, strict=True)
    )


def _said(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
