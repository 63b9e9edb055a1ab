"""What changes of an app client do: OAuth grants, redirects and scopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import OFF, ON, is_off, turned

_SETTINGS = f"{GUIDE}cognito-user-pools-app-idp-settings.html"
_GRANTS = f"{GUIDE}federation-endpoints-oauth-grants.html"
_AUTHORIZE = f"{GUIDE}authorization-endpoint.html"
_LOGOUT = f"{GUIDE}logout-endpoint.html"
_SCOPES = f"{GUIDE}cognito-user-pools-define-resource-servers.html"
_SWITCH = "AllowedOAuthFlowsUserPoolClient"

_SETTINGS_OF_OAUTH = ("AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs", "LogoutURLs", "DefaultRedirectURI")


def _client(**properties: Any) -> dict[str, Any]:
    return {
        _SWITCH: True,
        "AllowedOAuthFlows": ["code", "implicit"],
        "AllowedOAuthScopes": ["openid", "email"],
        "CallbackURLs": ["https://app.example.com/cb", "https://www.example.com/cb"],
        "LogoutURLs": ["https://app.example.com/bye", "https://www.example.com/bye"],
        "DefaultRedirectURI": "https://app.example.com/cb",
        **properties,
    }


def _is_in_use(pair: Pair) -> bool:
    """Whether the client may use OAuth before and after: else its settings say nothing, or there is more to say."""
    return not is_off(pair.before, _SWITCH) and not is_off(pair.after, _SWITCH)


@change_rule(
    "C9231",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_AUTHORIZE,
    before=_client(),
    after=_client(CallbackURLs=["https://app.example.com/cb"]),
    harmless=_client(CallbackURLs=["https://www.example.com/cb", "https://app.example.com/cb", "myapp://cb"]),
)
def users_are_sent_back_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps that ask for a callback URL that is allowed no more are refused."""
    lost = [str(url) for url in pair.removed_members("CallbackURLs")] if _is_in_use(pair) else []
    if lost:
        yield Claim(
            "CallbackURLs",
            f"sign-ins that are to return to {words(lost)} are refused with redirect_mismatch",
            "Leave a URL in the list until no app uses it.",
        )


@change_rule(
    "C9232",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_LOGOUT,
    before=_client(),
    after=_client(LogoutURLs=["https://app.example.com/bye"]),
    harmless=_client(LogoutURLs=["https://www.example.com/bye", "https://app.example.com/bye", "myapp://bye"]),
)
def users_are_signed_out_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps that ask for a sign-out URL that is allowed no more are refused."""
    lost = [str(url) for url in pair.removed_members("LogoutURLs")] if _is_in_use(pair) else []
    if lost:
        yield Claim(
            "LogoutURLs",
            f"sign-outs that are to return to {words(lost)} are refused, and the session goes on",
            "Leave a URL in the list until no app uses it.",
        )


@change_rule(
    "C9233",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_AUTHORIZE,
    before=_client(),
    after=_client(DefaultRedirectURI="https://www.example.com/cb"),
    harmless=_client(AuthSessionValidity=5),
)
def users_are_sent_elsewhere(pair: Pair) -> Iterator[Claim]:
    """Apps that name no callback URL get their users back elsewhere, or not at all."""
    delta = pair.delta("DefaultRedirectURI")
    if delta is not None and delta.sure and delta.old is not None and _is_in_use(pair):
        where = "nowhere" if delta.new is None else "to another URL"
        yield Claim(
            "DefaultRedirectURI",
            f"sign-ins that name no redirect_uri return {where}",
            "See that all apps name their redirect_uri; else leave the default as it is deployed.",
        )


@change_rule(
    "C9234",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_GRANTS,
    before=_client(),
    after=_client(AllowedOAuthFlows=["code"]),
    harmless=_client(AllowedOAuthFlows=["implicit", "code"]),
)
def grants_are_allowed_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps that use a grant that is allowed no more are refused."""
    lost = [str(grant) for grant in pair.removed_members("AllowedOAuthFlows")] if _is_in_use(pair) else []
    if lost:
        yield Claim(
            "AllowedOAuthFlows",
            f"apps that use the grant {words(lost)} are refused with unauthorized_client",
            "Leave a grant until all apps have moved to another.",
        )


@change_rule(
    "C9235",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_SCOPES,
    before=_client(),
    after=_client(AllowedOAuthScopes=["openid"]),
    harmless=_client(AllowedOAuthScopes=["email", "openid", "profile"]),
)
def scopes_are_allowed_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps that ask for a scope that is allowed no more are refused."""
    lost = [repr(s) if not isinstance(s, str) else s for s in pair.removed_members("AllowedOAuthScopes")]
    if lost and _is_in_use(pair):
        yield Claim(
            "AllowedOAuthScopes",
            f"apps that ask for {words(lost)} are refused with invalid_scope, and APIs that want it refuse their tokens",
            "Leave a scope until no app asks for it.",
        )


@change_rule(
    "C9236",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_SETTINGS,
    before=_client(),
    after={},
    harmless=_client(AllowedOAuthFlowsUserPoolClient="true"),
)
def oauth_is_off(pair: Pair) -> Iterator[Claim]:
    """Nobody signs in by the managed pages, a provider or a token endpoint any more."""
    if turned(pair, _SWITCH, OFF) == (ON, OFF):
        yield Claim(
            _SWITCH,
            "OAuth is off: the sign-in pages, sign-in through a provider and the token endpoint refuse this client",
            f"Leave {_SWITCH}: true, with grants, scopes and URLs.",
            covers=_SETTINGS_OF_OAUTH,
        )


@change_rule(
    "C9237",
    CLIENT,
    Effect.IN_PLACE,
    source=_SETTINGS,
    before={"CallbackURLs": ["https://app.example.com/cb"]},
    after={},
    harmless={_SWITCH: False, "CallbackURLs": ["https://app.example.com/cb"]},
)
def settings_have_no_effect(pair: Pair) -> Iterator[Claim]:
    """Settings of OAuth change while it is off, which nobody sees."""
    if is_off(pair.before, _SWITCH) and is_off(pair.after, _SWITCH):
        for path in _SETTINGS_OF_OAUTH:
            if pair.delta(path) is not None:
                yield Claim(path, "OAuth is off before and after, so nobody sees this", "Nothing to do.")
