"""What changes of first factors, passkeys and remembered devices do."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE, USER_POOLS_API
from ...checks.resource_types import DOMAIN, USER_POOL
from ...checks.rules.members import pool_of
from ..change import Effect
from ..pair import Pair
from ..refused import refusals
from ..rule import Claim, change_rule, words

_FLOWS = f"{GUIDE}amazon-cognito-user-pools-authentication-flow-methods.html"
_API = f"{USER_POOLS_API}API_WebAuthnConfigurationType.html"

_FACTORS = "Policies.SignInPolicy.AllowedFirstAuthFactors"
_NAMES = {
    "EMAIL_OTP": "a code by e-mail",
    "PASSWORD": "a password",
    "SMS_OTP": "a code by text message",
    "WEB_AUTHN": "a passkey",
}

_PASSKEYS = {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}}
_DOUBLE = "MULTI_FACTOR_WITH_USER_VERIFICATION"


def _factors(pair: Pair) -> tuple[list[str], list[str]]:
    """The first factors before and after; none where one of them is not known."""
    old, new = (value or ["PASSWORD"] for value in (pair.old(_FACTORS), pair.new(_FACTORS)))
    known = all(isinstance(side, list) and all(isinstance(name, str) for name in side) for side in (old, new))
    return (old, new) if known else ([], [])


def _keeps_passkeys(pair: Pair) -> bool:
    return all("WEB_AUTHN" in side for side in _factors(pair))


@change_rule(
    "C9180",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_FLOWS,
    before=_PASSKEYS,
    after={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}}},
    harmless={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["WEB_AUTHN", "PASSWORD"]}}},
)
def first_factor_is_taken_away(pair: Pair) -> Iterator[Claim]:
    """A first factor is taken away, so users who have nothing else can't sign in."""
    old, new = _factors(pair)
    gone = [name for name in old if name not in new]
    if gone:
        yield Claim(
            _FACTORS,
            f"users who sign in with nothing but {words([_NAMES.get(name, name) for name in gone])} can't sign in",
            "See that all users have another first factor, and that the apps offer it.",
        )


@change_rule(
    "C9181",
    USER_POOL,
    Effect.REJECTED,
    source=_FLOWS,
    before=_PASSKEYS,
    after={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN", "SOFTWARE_TOKEN"]}}},
    harmless={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"]}}},
)
def first_factors_are_impossible(pair: Pair) -> Iterator[Claim]:
    """First factors are chosen that Cognito does not take, or not alone."""
    yield from refusals(pair, ("E9141", "E9142", "E9143"))


@change_rule(
    "C9182",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_API,
    before={**_PASSKEYS, "WebAuthnRelyingPartyID": "auth.example.com"},
    after={**_PASSKEYS, "WebAuthnRelyingPartyID": "example.com"},
    harmless={**_PASSKEYS, "WebAuthnRelyingPartyID": "auth.example.com", "WebAuthnUserVerification": "preferred"},
)
def passkeys_are_for_another_name(pair: Pair) -> Iterator[Claim]:
    """Passkeys belong to the name of a relying party, and under another name those that users have are of no use."""
    names = pair.texts("WebAuthnRelyingPartyID", "")
    if names is None or names[0] == names[1] or not _keeps_passkeys(pair):
        return
    own = {
        domain.get("Domain")
        for domain in pair.templates.old.of_type(DOMAIN)
        if (pool := pool_of(domain)) is not None
        and pool.logical_id == pair.logical_id
        and "." in str(domain.get("Domain"))
    }
    if names[0] or (own and names[1] not in own and all(isinstance(name, str) for name in own)):
        before = f"for {names[0]}" if names[0] else "for the pool's own domain"
        yield Claim(
            "WebAuthnRelyingPartyID",
            f"the passkeys that users have are {before}, and of no use for "
            f"{names[1] or 'the domain that Cognito takes by itself'} (WebAuthnRelyingPartyMismatchException)",
            "Keep the name; or see that users have another factor, with which to register a passkey anew.",
        )


@change_rule(
    "C9183",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=f"{GUIDE}user-pool-settings-mfa.html",
    before={**_PASSKEYS, "WebAuthnFactorConfiguration": _DOUBLE, "WebAuthnUserVerification": "required"},
    after={**_PASSKEYS, "WebAuthnFactorConfiguration": "SINGLE_FACTOR", "WebAuthnUserVerification": "required"},
    harmless={
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["WEB_AUTHN", "PASSWORD"]}},
        "WebAuthnFactorConfiguration": _DOUBLE,
        "WebAuthnUserVerification": "required",
    },
)
def passkeys_count_once(pair: Pair) -> Iterator[Claim]:
    """A passkey no longer counts as two factors, so users with a second factor can't sign in with it."""
    path = "WebAuthnFactorConfiguration"
    if pair.texts(path, "SINGLE_FACTOR") == (_DOUBLE, "SINGLE_FACTOR") and _keeps_passkeys(pair):
        yield Claim(
            path,
            "users who have a second factor can't sign in with their passkey any more, only with a password",
            f"Keep {_DOUBLE}, or see that these users know their password.",
        )


@change_rule(
    "C9184",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_API,
    before=_PASSKEYS,
    after={**_PASSKEYS, "WebAuthnUserVerification": "required"},
    harmless={**_PASSKEYS, "WebAuthnUserVerification": "preferred"},
)
def passkeys_have_to_verify(pair: Pair) -> Iterator[Claim]:
    """Only passkeys that verify their user are taken, so users with simpler ones can't sign in with them."""
    path = "WebAuthnUserVerification"
    if pair.texts(path, "preferred") == ("preferred", "required") and _keeps_passkeys(pair):
        yield Claim(
            path,
            "users whose passkey can't verify them (by PIN or finger) can't sign in with it any more",
            "See that these users have another first factor.",
        )


@change_rule(
    "C9185",
    USER_POOL,
    Effect.RESET,
    source=f"{GUIDE}amazon-cognito-user-pools-device-tracking.html",
    before={"DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False}},
    after={},
    harmless={"DeviceConfiguration": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": True}},
)
def devices_are_forgotten(pair: Pair) -> Iterator[Claim]:
    """Devices are no longer remembered: users are asked for a second factor on each of them again."""
    if not pair.before.absent("DeviceConfiguration") and pair.after.absent("DeviceConfiguration"):
        yield Claim(
            "DeviceConfiguration",
            "no device is remembered any more: users are asked for their second factor each time, and apps that sign "
            "in with a device key get an error",
            "Write the deployed DeviceConfiguration again, or let the apps forget device keys first.",
        )
