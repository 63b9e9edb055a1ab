"""What changes of an app client do: how users prove who they are, and how sessions go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT, USER_POOL
from ...checks.rules.members import pool_of
from ...checks.rules.user_pool_triggers import CHALLENGE_TRIGGERS
from ...checks.view import ResourceView
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import turned

_FLOWS = f"{GUIDE}amazon-cognito-user-pools-authentication-flow-methods.html"
_ROTATION = f"{GUIDE}amazon-cognito-user-pools-using-the-refresh-token.html"
_REFRESH, _CUSTOM, _SRP = "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_SRP_AUTH"
DEFAULT = (_REFRESH, _SRP, _CUSTOM)
"""What a client that names no flow allows."""
_LEGACY = {
    "ADMIN_NO_SRP_AUTH": ("ALLOW_ADMIN_USER_PASSWORD_AUTH", *DEFAULT),
    "USER_PASSWORD_AUTH": ("ALLOW_USER_PASSWORD_AUTH", *DEFAULT),
    "CUSTOM_AUTH_FLOW_ONLY": (_CUSTOM, _REFRESH),
}
"""What the old names allow at most."""
_ROTATES = "RefreshTokenRotation.Feature"


def _example(*flows: str, pool: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    client = {"UserPoolId": {"Ref": "Users"}, "ExplicitAuthFlows": list(flows), **properties}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": pool or {}},
            "Subject": {"Type": CLIENT, "Properties": client},
        }
    }


@change_rule(
    "C9221",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_FLOWS,
    before=_example("ALLOW_USER_PASSWORD_AUTH", _SRP, _REFRESH),
    after=_example(_SRP, _REFRESH),
    harmless=_example(_REFRESH, _SRP, "ALLOW_USER_PASSWORD_AUTH", _CUSTOM),
)
def flows_are_allowed_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps that sign users in by a flow that is not allowed any more can't."""
    old, new = _flows(pair.old("ExplicitAuthFlows")), _flows(pair.new("ExplicitAuthFlows"))
    if old is None or new is None:
        return
    lost = [flow for flow in old if flow not in new and flow != _REFRESH]
    if _CUSTOM in lost and not _may_challenge(pair.before):
        lost.remove(_CUSTOM)
    if lost:
        left_out = "" if pair.new("ExplicitAuthFlows") else f", and without the list it is {words(DEFAULT)}"
        yield Claim(
            "ExplicitAuthFlows",
            f"{words(lost)} {'is' if len(lost) == 1 else 'are'} allowed no more{left_out}: apps that sign users in "
            "this way are refused",
            "Leave the flows that any app uses; take one out when all apps have moved to another.",
        )


@change_rule(
    "C9222",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_ROTATION,
    before=_example(_SRP, _REFRESH),
    after=_example(_SRP),
    harmless=_example(_REFRESH, _SRP),
)
def sessions_can_be_refreshed_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps can't get new tokens by a refresh token any more, or not as they did."""
    old, new = _flows(pair.old("ExplicitAuthFlows")), _flows(pair.new("ExplicitAuthFlows"))
    rotates = [_rotates(view) for view in (pair.before, pair.after)]
    if old is None or new is None or None in rotates:
        return
    if _REFRESH in old and _REFRESH not in new and rotates[1]:
        yield Claim(
            "ExplicitAuthFlows",
            "with rotation apps refresh by GetTokensFromRefreshToken or the token endpoint; those that call "
            "InitiateAuth with REFRESH_TOKEN_AUTH are refused",
            "Move all apps to GetTokensFromRefreshToken first.",
        )
    elif (_REFRESH in old or rotates[0]) and _REFRESH not in new and not rotates[1]:
        yield Claim(
            "ExplicitAuthFlows" if _REFRESH in old else _ROTATES,
            f"neither {_REFRESH} nor rotation: no session outlives its access token, users have to sign in again",
            f"Allow {_REFRESH}, or switch rotation on.",
            covers=("ExplicitAuthFlows", "RefreshTokenRotation"),
        )


@change_rule(
    "C9223",
    CLIENT,
    Effect.RESET,
    source=_ROTATION,
    before=_example(_SRP, RefreshTokenRotation={"Feature": "ENABLED", "RetryGracePeriodSeconds": 30}),
    after=_example(_SRP, _REFRESH),
    harmless=_example(_SRP, RefreshTokenRotation={"Feature": "ENABLED", "RetryGracePeriodSeconds": 10}),
)
def refresh_tokens_rotate_no_more(pair: Pair) -> Iterator[Claim]:
    """A refresh token that was stolen is good until it expires."""
    new = _flows(pair.new("ExplicitAuthFlows"))
    if turned(pair, _ROTATES, "DISABLED") == ("ENABLED", "DISABLED") and (new is None or _REFRESH in new):
        yield Claim(
            _ROTATES,
            "refresh tokens rotate no more, as without it: one that was stolen is good until it expires",
            "Leave RefreshTokenRotation on.",
            covers=("RefreshTokenRotation",),
        )


def _flows(listed: Any) -> list[str] | None:
    """The flows that a list allows, by their new names; ``None`` if it is not known."""
    if listed in (None, []):
        return list(DEFAULT)
    if not isinstance(listed, list) or not all(isinstance(flow, str) for flow in listed):
        return None
    return list(dict.fromkeys(name for flow in listed for name in _named(flow)))


def _named(flow: str) -> Sequence[str]:
    return _LEGACY.get(flow, (flow,))


def _may_challenge(client: ResourceView) -> bool:
    """Whether the pool may have what custom challenges need: without it nobody signs in by them."""
    pool = pool_of(client)
    return pool is None or any(not pool.absent(f"LambdaConfig.{name}") for name in CHALLENGE_TRIGGERS)


def _rotates(client: ResourceView) -> bool | None:
    """Whether refresh tokens rotate, if that is known."""
    value = client.get(_ROTATES)
    return value == "ENABLED" if value is None or isinstance(value, str) else None
