"""Rules about an app client: how it authenticates, and how long tokens live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import append, drop, put
from ..resource_types import CLIENT
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .booleans import is_off, is_on
from .clients import CLIENT_API, LEGACY_FLOWS
from .members import plan_of, pool_of

_POOL = "us-east-1_Example"
_ROTATION = f"{GUIDE}amazon-cognito-user-pools-using-the-refresh-token.html"
_TOKENS = f"{GUIDE}amazon-cognito-user-pools-using-tokens-with-identity-providers.html"
UNIT_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_LIMITS = {  # token -> default unit, least and most seconds, in words
    "AccessToken": ("hours", 300, 86400, "5 minutes to 1 day"),
    "IdToken": ("hours", 300, 86400, "5 minutes to 1 day"),
    "RefreshToken": ("days", 3600, 315360000, "1 hour to 3650 days"),
}
_REFRESH = "ALLOW_REFRESH_TOKEN_AUTH"


@rule(
    "E9221",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", _REFRESH]},
    rejects={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ADMIN_NO_SRP_AUTH", _REFRESH]},
)
def auth_flows_are_old_or_new(client: ResourceView) -> Iterator[Problem]:
    """Authentication flows all have the prefix ALLOW_, or none has."""
    flows = [(path, flow) for path, flow in client.items("ExplicitAuthFlows") if isinstance(flow, str)]
    if any(flow.startswith("ALLOW_") for _, flow in flows):
        for path, flow in flows:
            if not flow.startswith("ALLOW_"):
                meant = LEGACY_FLOWS.get(flow, f"ALLOW_{flow}")
                change = drop(path) if client.lists("ExplicitAuthFlows", meant) else put(path, meant)
                message = f"{flow} is an old name, which can't stand beside new ones"
                yield Problem(path, message, f"write {meant} instead", change=(change,))


@rule(
    "E9222",
    CLIENT,
    source=_ROTATION,
    accepts={
        "UserPoolId": _POOL,
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"],
        "RefreshTokenRotation": {"Feature": "ENABLED"},
    },
    rejects={
        "UserPoolId": _POOL,
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", _REFRESH],
        "RefreshTokenRotation": {"Feature": "ENABLED"},
    },
)
def rotation_excludes_the_refresh_flow(client: ResourceView) -> Iterator[Problem]:
    """A client whose refresh tokens rotate does not allow ALLOW_REFRESH_TOKEN_AUTH."""
    if client.literal("RefreshTokenRotation.Feature") == "ENABLED":
        flows = client.items("ExplicitAuthFlows")
        for path, flow in flows:
            if flow == _REFRESH:
                fix = "leave the flow out; apps refresh by GetTokensFromRefreshToken"
                change = (drop(path),) if len(flows) > 1 else ()
                yield Problem(path, "the flow can't be allowed while refresh tokens rotate", fix, change=change)


@rule(
    "E9235",
    CLIENT,
    source=f"{USER_POOLS_API}API_RefreshTokenRotationType.html",
    accepts={"UserPoolId": _POOL, "RefreshTokenRotation": {"Feature": "DISABLED"}},
    rejects={"UserPoolId": _POOL, "RefreshTokenRotation": {"RetryGracePeriodSeconds": 10}},
)
def rotation_is_on_or_off(client: ResourceView) -> Iterator[Problem]:
    """A rotation of refresh tokens says whether it is on."""
    rotation = client.get("RefreshTokenRotation")
    if isinstance(rotation, dict) and rotation.get("RetryGracePeriodSeconds") is not None and "Feature" not in rotation:
        yield Problem("RefreshTokenRotation.Feature", "Feature is missing", "set Feature to ENABLED or DISABLED")


@rule(
    "W9223",
    CLIENT,
    source=_ROTATION,
    evidence=Evidence.UNCERTAIN,
    accepts={
        "UserPoolId": _POOL,
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"],
        "RefreshTokenRotation": {"Feature": "ENABLED"},
    },
    rejects={"UserPoolId": _POOL, "RefreshTokenRotation": {"Feature": "ENABLED"}},
)
def rotation_wants_flows_written_out(client: ResourceView) -> Iterator[Problem]:
    """A client whose refresh tokens rotate names its authentication flows."""
    if client.literal("RefreshTokenRotation.Feature") == "ENABLED" and client.absent("ExplicitAuthFlows"):
        message = "left out, the flows include ALLOW_REFRESH_TOKEN_AUTH, which does not go with rotation"
        yield Problem("ExplicitAuthFlows", message, 'write the flows, as in ["ALLOW_USER_SRP_AUTH"]')


@rule(
    "W9224",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", _REFRESH]},
    rejects={"UserPoolId": _POOL, "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"]},
)
def tokens_can_be_refreshed(client: ResourceView) -> Iterator[Problem]:
    """A client whose refresh tokens do not rotate allows ALLOW_REFRESH_TOKEN_AUTH."""
    flows = client.get("ExplicitAuthFlows")
    rotates = client.get("RefreshTokenRotation.Feature") not in (None, "DISABLED")
    new = isinstance(flows, list) and any(isinstance(flow, str) and flow.startswith("ALLOW_") for flow in flows)
    if flows == ["ALLOW_CLIENT_TOKEN_AUTH"]:  # which goes with no flow of users, so that there is nothing to refresh
        return
    if new and not rotates and client.lacks("ExplicitAuthFlows", _REFRESH):
        message = (
            "refreshing is not allowed, which Cognito used to refuse (REFRESH_TOKEN_AUTH should always be allowed)"
        )
        change = append("ExplicitAuthFlows", _REFRESH)
        yield Problem("ExplicitAuthFlows", message, f"add {_REFRESH}, or let refresh tokens rotate", change=(change,))


@rule(
    "E9225",
    CLIENT,
    source=CLIENT_API,
    accepts={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": "ESSENTIALS"}},
            "Subject": {
                "Properties": {"UserPoolId": {"Ref": "Users"}, "ExplicitAuthFlows": ["ALLOW_USER_AUTH", _REFRESH]}
            },
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": "LITE"}},
            "Subject": {
                "Properties": {"UserPoolId": {"Ref": "Users"}, "ExplicitAuthFlows": ["ALLOW_USER_AUTH", _REFRESH]}
            },
        }
    },
)
def choice_of_factors_needs_essentials(client: ResourceView) -> Iterator[Problem]:
    """ALLOW_USER_AUTH needs a pool with the Essentials or Plus plan."""
    for path, flow in client.items("ExplicitAuthFlows"):
        pool = pool_of(client) if flow == "ALLOW_USER_AUTH" else None
        if pool is not None and plan_of(pool) == "LITE":
            message = f"the pool {pool.logical_id} has the Lite plan, which has no choice of factors"
            yield Problem(path, message, "leave the flow out, or give the pool the Essentials plan")


@rule(
    "E9226",
    CLIENT,
    source=CLIENT_API,
    accepts={"UserPoolId": _POOL, "GenerateSecret": True, "EnablePropagateAdditionalUserContextData": True},
    rejects={"UserPoolId": _POOL, "EnablePropagateAdditionalUserContextData": True},
)
def user_context_needs_a_secret(client: ResourceView) -> Iterator[Problem]:
    """Only a client with a secret may pass on additional user context."""
    path = "EnablePropagateAdditionalUserContextData"
    if is_on(client.get(path)) and is_off(client.get("GenerateSecret")):
        yield Problem(path, "the client has no secret", "set GenerateSecret to true, or leave this out")


@rule(
    "E9227",
    CLIENT,
    source=_TOKENS,
    evidence=Evidence.REPORTED,
    accepts={"UserPoolId": _POOL, "AccessTokenValidity": 60, "TokenValidityUnits": {"AccessToken": "minutes"}},
    rejects={"UserPoolId": _POOL, "AccessTokenValidity": 60},
)
def token_validity_is_in_range(client: ResourceView) -> Iterator[Problem]:
    """Access and ID tokens live 5 minutes to 1 day, refresh tokens 1 hour to 3650 days."""
    for token, (default, least, most, words) in _LIMITS.items():
        seconds = _validity(client, token)
        if seconds is not None and not least <= seconds <= most:
            unit = client.get(f"TokenValidityUnits.{token}") or f"{default}, the default unit"
            message = f"is out of range, counted in {unit}"
            yield Problem(f"{token}Validity", message, "choose a value in the range, or another unit", allowed=words)


@rule(
    "E9228",
    CLIENT,
    source=_TOKENS,
    accepts={
        "UserPoolId": _POOL,
        "IdTokenValidity": 1,
        "RefreshTokenValidity": 60,
        "TokenValidityUnits": {"RefreshToken": "minutes"},
    },
    rejects={
        "UserPoolId": _POOL,
        "IdTokenValidity": 2,
        "RefreshTokenValidity": 60,
        "TokenValidityUnits": {"RefreshToken": "minutes"},
    },
)
def refresh_tokens_live_longest(client: ResourceView) -> Iterator[Problem]:
    """Access and ID tokens live no longer than refresh tokens."""
    refresh = _validity(client, "RefreshToken")
    for token in ("AccessToken", "IdToken"):
        seconds = _validity(client, token)
        if seconds is not None and refresh is not None and seconds > refresh >= 3600:
            message = f"the token would live {seconds} seconds, the refresh token {refresh}"
            yield Problem(f"{token}Validity", message, "shorten it, or let refresh tokens live longer")


@rule(
    "E9229",
    CLIENT,
    source=f"{USER_POOLS_API}API_AnalyticsConfigurationType.html",
    evidence=Evidence.REPORTED,
    accepts={
        "UserPoolId": _POOL,
        "AnalyticsConfiguration": {
            "ApplicationId": "abcdef",
            "ExternalId": "id",
            "RoleArn": "arn:aws:iam::111122223333:role/pinpoint",
        },
    },
    rejects={"UserPoolId": _POOL, "AnalyticsConfiguration": {"ApplicationId": "abcdef"}},
)
def analytics_project_is_named_one_way(client: ResourceView) -> Iterator[Problem]:
    """A Pinpoint project is named by its ARN alone, or by its id with an external id and a role."""
    configuration = client.get("AnalyticsConfiguration")
    if not isinstance(configuration, dict):
        return
    given = [name for name in ("ApplicationId", "ExternalId", "RoleArn") if name in configuration]
    if "ApplicationArn" in configuration and given:
        message = f"ApplicationArn and {', '.join(given)} are both given"
        yield Problem("AnalyticsConfiguration", message, "keep the ARN alone, or leave it out")
    elif "ApplicationArn" not in configuration and 0 < len(given) < 3:
        message = f"{', '.join(given)} is given, but not all three"
        yield Problem("AnalyticsConfiguration", message, "give ApplicationId, ExternalId and RoleArn, or the ARN alone")


@rule(
    "W9230",
    CLIENT,
    source=f"{GUIDE}cognito-user-pool-managing-errors.html",
    accepts={"UserPoolId": _POOL, "PreventUserExistenceErrors": "ENABLED"},
    rejects={"UserPoolId": _POOL, "PreventUserExistenceErrors": "LEGACY"},
    controls=("cognito_user_pool_client_prevent_user_existence_errors",),
)
def user_existence_is_hidden(client: ResourceView) -> Iterator[Problem]:
    """Error messages do not tell which users exist."""
    if client.get("PreventUserExistenceErrors") in (None, "LEGACY"):
        message = "whoever tries names can find out which users exist"
        path = "PreventUserExistenceErrors"
        yield Problem(path, message, "set it to ENABLED", change=(put(path, "ENABLED"),))


@rule(
    "W9231",
    CLIENT,
    source=f"{GUIDE}token-revocation.html",
    accepts={"UserPoolId": _POOL, "EnableTokenRevocation": True},
    rejects={"UserPoolId": _POOL, "EnableTokenRevocation": False},
    controls=("cognito_user_pool_client_token_revocation_enabled",),
)
def tokens_can_be_revoked(client: ResourceView) -> Iterator[Problem]:
    """The tokens of a client can be revoked."""
    value = client.get("EnableTokenRevocation")
    if value is not None and is_off(value):
        path = "EnableTokenRevocation"
        change = (put(path, True),)
        yield Problem(path, "a stolen refresh token works until it expires", "set it to true", change=change)


@rule(
    "W9232",
    CLIENT,
    source=f"{GUIDE}cognito-user-pools-pinpoint-integration.html",
    accepts={"UserPoolId": _POOL},
    rejects={
        "UserPoolId": _POOL,
        "AnalyticsConfiguration": {"ApplicationArn": "arn:aws:mobiletargeting:us-east-1:111122223333:apps/abcdef"},
    },
)
def pinpoint_has_ended(client: ResourceView) -> Iterator[Problem]:
    """A client sends no events to Amazon Pinpoint, which ended on 2026-10-30."""
    if isinstance(client.get("AnalyticsConfiguration"), dict) and not client.absent("AnalyticsConfiguration"):
        path = "AnalyticsConfiguration"
        change = (drop(path),)
        yield Problem(path, "Amazon Pinpoint ended on 2026-10-30", "leave the configuration out", change=change)


def _validity(client: ResourceView, token: str) -> int | None:
    """How many seconds a token lives, if that is known."""
    number = client.get(f"{token}Validity")
    unit: Any = client.get(f"TokenValidityUnits.{token}")
    if unit is None:
        unit = _LIMITS[token][0]
    if isinstance(number, str) and number.isdigit():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not isinstance(unit, str) or unit not in UNIT_SECONDS:
        return None
    return number * UNIT_SECONDS[unit] or None  # 0 stands for Cognito's default
