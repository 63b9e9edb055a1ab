"""Rules about second factors and passkeys."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws_pages import GUIDE, page_of
from ..resource_types import USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView

_MFA = f"{GUIDE}user-pool-settings-mfa.html"

_FIRST = "Policies.SignInPolicy.AllowedFirstAuthFactors"
_ON = ("ON", "OPTIONAL")
_OFF = (None, "OFF")

_ROLE = "arn:aws:iam::111122223333:role/sms"
_SES = "arn:aws:ses:eu-west-1:111122223333:identity/no-reply@example.com"


def has_factor(pool: ResourceView, factor: str) -> bool:
    """Whether a second factor is surely chosen, and MFA not surely off, which makes every factor wrong."""
    return pool.lists("EnabledMfas", factor) and pool.get("MfaConfiguration") not in _OFF


@rule(
    "E9120",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/issues/12075",
    evidence=Evidence.REPORTED,
    accepts={"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
    rejects={"MfaConfiguration": "OPTIONAL"},
)
def mfa_needs_a_factor(pool: ResourceView) -> Iterator[Problem]:
    """Multi-factor authentication that is on has a second factor."""
    if pool.get("MfaConfiguration") not in _ON or not pool.absent("EnabledMfas") or not pool.absent("SmsConfiguration"):
        return
    if pool.get("WebAuthnFactorConfiguration") in (None, "SINGLE_FACTOR"):
        yield Problem(
            "EnabledMfas",
            f"MfaConfiguration is {pool.get('MfaConfiguration')}, but no second factor is on",
            "put SOFTWARE_TOKEN_MFA, SMS_MFA or EMAIL_OTP into EnabledMfas, or set MfaConfiguration to OFF",
        )


@rule(
    "E9121",
    USER_POOL,
    source=page_of(USER_POOL),
    accepts={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["SMS_MFA"],
        "SmsConfiguration": {"SnsCallerArn": _ROLE, "ExternalId": "pool"},
    },
    rejects={"MfaConfiguration": "ON", "EnabledMfas": ["SMS_MFA"]},
)
def sms_factor_needs_sms(pool: ResourceView) -> Iterator[Problem]:
    """A text message can be a second factor only if the pool can send text messages."""
    if not has_factor(pool, "SMS_MFA"):
        return
    if pool.absent("SmsConfiguration") and pool.absent("LambdaConfig.CustomSMSSender"):
        yield Problem(
            "EnabledMfas",
            "SMS_MFA is on, but the pool has no SMS configuration",
            "give SmsConfiguration (a role that Cognito may assume), or leave SMS_MFA out",
        )


@rule(
    "E9122",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/issues/11478",
    evidence=Evidence.REPORTED,
    accepts={"MfaConfiguration": "OFF"},
    rejects={"MfaConfiguration": "OFF", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
)
def factors_need_mfa(pool: ResourceView) -> Iterator[Problem]:
    """Second factors are chosen only where multi-factor authentication is on."""
    factors = [factor for _, factor in pool.items("EnabledMfas") if isinstance(factor, str)]
    if factors and pool.get("MfaConfiguration") in _OFF:
        yield Problem(
            "EnabledMfas",
            "second factors are on, but MfaConfiguration is OFF",
            "set MfaConfiguration to OPTIONAL or ON, or leave EnabledMfas out",
        )


@rule(
    "E9123",
    USER_POOL,
    source=page_of(USER_POOL),
    accepts={"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
    rejects={"MfaConfiguration": "ON", "EnabledMfas": ["TOTP"]},
)
def factors_exist(pool: ResourceView) -> Iterator[Problem]:
    """A second factor is SMS_MFA, SOFTWARE_TOKEN_MFA or EMAIL_OTP."""
    for path, factor in pool.items("EnabledMfas"):
        if isinstance(factor, str) and factor not in ("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"):
            yield Problem(path, "is no second factor", "use one of the three")


@rule(
    "E9124",
    USER_POOL,
    source=f"{GUIDE}user-pool-settings-mfa-sms-email-message.html",
    accepts={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["EMAIL_OTP"],
        "EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _SES},
    },
    rejects={"MfaConfiguration": "ON", "EnabledMfas": ["EMAIL_OTP"]},
)
def email_factor_needs_ses(pool: ResourceView) -> Iterator[Problem]:
    """An e-mail can be a second factor only if the pool's e-mail goes through Amazon SES."""
    if not has_factor(pool, "EMAIL_OTP"):
        return
    if pool.get("EmailConfiguration.EmailSendingAccount") in (None, "COGNITO_DEFAULT"):
        yield Problem(
            "EnabledMfas",
            "EMAIL_OTP is on, but Cognito itself sends the pool's e-mail",
            "set EmailSendingAccount to DEVELOPER with an SES identity as SourceArn, or leave EMAIL_OTP out",
        )


@rule(
    "E9125",
    USER_POOL,
    source=f"{GUIDE}cognito-sign-in-feature-plans.html",
    accepts={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["EMAIL_OTP"],
        "EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _SES},
        "UserPoolTier": "ESSENTIALS",
    },
    rejects={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["EMAIL_OTP"],
        "EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _SES},
        "UserPoolTier": "LITE",
    },
)
def email_factor_needs_essentials(pool: ResourceView) -> Iterator[Problem]:
    """An e-mail as second factor belongs to the Essentials plan or higher."""
    if pool.get("UserPoolTier") == "LITE" and has_factor(pool, "EMAIL_OTP"):
        yield Problem(
            "EnabledMfas",
            "EMAIL_OTP is on, but the pool's plan is LITE",
            "set UserPoolTier to ESSENTIALS or PLUS, or leave EMAIL_OTP out",
        )


@rule(
    "E9126",
    USER_POOL,
    source="https://github.com/aws-amplify/amplify-backend/issues/1481",
    evidence=Evidence.REPORTED,
    accepts={
        "MfaConfiguration": "OPTIONAL",
        "EnabledMfas": ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
        "SmsConfiguration": {"SnsCallerArn": _ROLE},
    },
    rejects={
        "MfaConfiguration": "OPTIONAL",
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "SmsConfiguration": {"SnsCallerArn": _ROLE},
    },
)
def sms_is_a_factor_where_it_can_be(pool: ResourceView) -> Iterator[Problem]:
    """Where multi-factor authentication is on and the pool can send text messages, they are a second factor."""
    if pool.get("MfaConfiguration") not in _ON or pool.absent("EnabledMfas"):
        return
    if pool.lacks("EnabledMfas", "SMS_MFA") and isinstance(sms := pool.get("SmsConfiguration"), dict) and sms:
        yield Problem(
            "SmsConfiguration",
            "SMS_MFA is not among the second factors, and Cognito can't leave it out where SMS is configured",
            "add SMS_MFA to EnabledMfas, or leave SmsConfiguration out (then the phone can't be verified either)",
        )


@rule(
    "E9127",
    USER_POOL,
    source=_MFA,
    accepts={
        "MfaConfiguration": "OPTIONAL",
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}},
    },
    rejects={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}},
    },
)
def codes_do_not_meet_required_mfa(pool: ResourceView) -> Iterator[Problem]:
    """Where multi-factor authentication is required, nobody signs in with a one-time code in place of a password."""
    if pool.get("MfaConfiguration") != "ON":
        return
    for factor in ("EMAIL_OTP", "SMS_OTP"):
        if pool.lists(_FIRST, factor):
            yield Problem(
                _FIRST,
                f"{factor} is a first factor, but MfaConfiguration is ON",
                f"set MfaConfiguration to OPTIONAL, or leave {factor} out",
            )


@rule(
    "E9128",
    USER_POOL,
    source=_MFA,
    accepts={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}},
        "WebAuthnFactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION",
    },
    rejects={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}},
    },
)
def passkeys_count_twice_under_required_mfa(pool: ResourceView) -> Iterator[Problem]:
    """Where multi-factor authentication is required, a passkey counts as two factors."""
    if pool.get("MfaConfiguration") != "ON" or not pool.lists(_FIRST, "WEB_AUTHN"):
        return
    if pool.get("WebAuthnFactorConfiguration") in (None, "SINGLE_FACTOR"):
        yield Problem(
            _FIRST,
            "WEB_AUTHN is a first factor and MfaConfiguration is ON, but a passkey counts as one factor",
            "set WebAuthnFactorConfiguration to MULTI_FACTOR_WITH_USER_VERIFICATION, MfaConfiguration to OPTIONAL, or"
            " leave WEB_AUTHN out",
        )


@rule(
    "W9129",
    USER_POOL,
    source=page_of(USER_POOL),
    evidence=Evidence.UNCERTAIN,
    accepts={"MfaConfiguration": "ON", "EnabledMfas": ["SMS_MFA"], "SmsConfiguration": {"SnsCallerArn": _ROLE}},
    rejects={"MfaConfiguration": "ON", "SmsConfiguration": {"SnsCallerArn": _ROLE}},
)
def factors_are_named(pool: ResourceView) -> Iterator[Problem]:
    """Where multi-factor authentication is on, the template names the second factors."""
    if pool.get("MfaConfiguration") in _ON and pool.absent("EnabledMfas") and not pool.absent("SmsConfiguration"):
        yield Problem("EnabledMfas", "no second factor is named, which leaves SMS at best", "give EnabledMfas")


@rule(
    "W9137",
    USER_POOL,
    source=f"{GUIDE}amazon-cognito-user-pools-authentication-flow-methods.html",
    accepts={"WebAuthnRelyingPartyID": "auth.example.com"},
    rejects={"WebAuthnRelyingPartyID": "https://auth.example.com"},
)
def relying_party_is_a_domain(pool: ResourceView) -> Iterator[Problem]:
    """The relying party of passkeys is a domain name, without scheme, port and path."""
    name = pool.get("WebAuthnRelyingPartyID")
    if isinstance(name, str) and name and not re.fullmatch(r"[\w-]+(\.[\w-]+)*", name):
        fix = "write the domain name alone, as auth.example.com"
        yield Problem("WebAuthnRelyingPartyID", "is no domain name, so no browser makes a passkey for it", fix)
