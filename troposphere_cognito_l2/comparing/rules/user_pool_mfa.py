"""What changes of a pool's second factors do."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE, page_of
from ...checks.resource_types import USER_POOL
from ...checks.rule import Evidence
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken, refusals
from ..rule import Claim, change_rule, words

_MFA = f"{GUIDE}user-pool-settings-mfa.html"
_POOL = page_of(USER_POOL)

_ROLE = "arn:aws:iam::111122223333:role/sms"
_SMS = {"SmsConfiguration": {"SnsCallerArn": _ROLE, "ExternalId": "pool"}}
_TOTP = {"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]}
_BOTH = {**_SMS, "MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]}
_NAMES = {
    "EMAIL_OTP": "a code by e-mail",
    "SMS_MFA": "a code by text message",
    "SOFTWARE_TOKEN_MFA": "an authenticator app",
}


def _modes(pair: Pair) -> tuple[str, str]:
    """`MfaConfiguration` before and after; twice nothing where one of them is not known."""
    return pair.texts("MfaConfiguration", "OFF") or ("", "")


@change_rule(
    "C9120",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_MFA,
    before=_TOTP,
    after={**_TOTP, "MfaConfiguration": "ON"},
    harmless={**_TOTP, "UserPoolName": "shop"},
)
def second_factor_becomes_mandatory(pair: Pair) -> Iterator[Claim]:
    """A second factor becomes mandatory, so users who have none can't sign in until they have set one up."""
    old, new = _modes(pair)
    if new == "ON" and old != "ON":
        yield Claim(
            "MfaConfiguration",
            "users without a second factor can't sign in until they have set one up, and apps that don't know the "
            "challenges MFA_SETUP and SELECT_MFA_TYPE can't let them; in 2022 CloudFormation refused this for a pool "
            "that exists (Cannot turn MFA functionality ON, once the user pool has been created)",
            "Keep OPTIONAL, let the apps ask users to set up a factor, and require it when all have one.",
            (
                "Deploy with MfaConfiguration: OPTIONAL, and apps that let users set up a factor and answer MFA_SETUP.",
                "When all users have a factor, deploy with MfaConfiguration: ON.",
            ),
        )


@change_rule(
    "C9121",
    USER_POOL,
    Effect.REJECTED,
    source=_MFA,
    evidence=Evidence.REPORTED,
    before=_BOTH,
    after={**_SMS, **_TOTP, "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
    harmless={**_BOTH, "EnabledMfas": ["SOFTWARE_TOKEN_MFA", "SMS_MFA"]},
)
def second_factors_are_impossible(pair: Pair) -> Iterator[Claim]:
    """Second factors are chosen that the pool can't have, or none although they are asked for."""
    yield from refusals(pair, ("E9120", "E9121", "E9122", "E9123", "E9126", "E9127", "E9128"))


@change_rule(
    "C9122",
    USER_POOL,
    Effect.REJECTED,
    source=_POOL,
    evidence=Evidence.UNCERTAIN,
    before=_BOTH,
    after={**_SMS, "MfaConfiguration": "OPTIONAL"},
    harmless={**_BOTH, "EnabledMfas": ["SOFTWARE_TOKEN_MFA", "SMS_MFA"]},
)
def second_factors_are_left_out(pair: Pair) -> Iterator[Claim]:
    """The list of second factors is left out while they are still asked for: they stay on, or the update is refused."""
    for _ in newly_broken(pair, ("W9129",)) if pair.old("EnabledMfas") is not None else ():
        yield Claim(
            "EnabledMfas",
            "MfaConfiguration still asks for a second factor, so that they stay as they are, or the update is refused "
            "(which of the two is not documented)",
            "Write EnabledMfas again; to switch all off, set MfaConfiguration to OFF as well.",
        )


@change_rule(
    "C9123",
    USER_POOL,
    Effect.RESET,
    source=_MFA,
    before=_TOTP,
    after={"MfaConfiguration": "OFF"},
    harmless={**_TOTP, "UserPoolName": "shop"},
)
def second_factor_is_switched_off(pair: Pair) -> Iterator[Claim]:
    """Second factors are switched off: a password alone is enough, also for users who have set one up."""
    old, new = _modes(pair)
    if new == "OFF" and old in ("ON", "OPTIONAL"):
        message = "nobody is asked for a second factor any more, also those who have set one up"
        fix = f"Write MfaConfiguration: {old} again, unless that is meant."
        yield Claim("MfaConfiguration", message, fix)
        if pair.after.absent("EnabledMfas") and pair.old("EnabledMfas") is not None:
            yield Claim("EnabledMfas", message, fix)


@change_rule(
    "C9124",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_MFA,
    before=_BOTH,
    after={**_BOTH, "EnabledMfas": ["SMS_MFA"]},
    harmless={**_BOTH, "EnabledMfas": ["SOFTWARE_TOKEN_MFA", "SMS_MFA"]},
)
def second_factor_is_taken_away(pair: Pair) -> Iterator[Claim]:
    """A second factor is taken away, so users who have set up no other one can't use it to sign in."""
    mode = _modes(pair)[1]
    gone = [factor for factor in pair.removed_members("EnabledMfas") if isinstance(factor, str)]
    if not gone or mode == "OFF" or pair.after.absent("EnabledMfas"):
        return
    if any(True for _ in newly_broken(pair, ("E9126",))):
        return
    can = "can't sign in" if mode == "ON" else "sign in without a second factor, or can't"
    yield Claim(
        "EnabledMfas",
        f"users whose only second factor is {words([_NAMES.get(factor, factor) for factor in gone])} {can}, until "
        "they have set up another",
        "Let users set up another factor first (SetUserMFAPreference tells which one they prefer), then take it away.",
    )
