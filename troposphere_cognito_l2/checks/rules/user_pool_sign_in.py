"""Rules about how users sign in to a pool, and which of their contacts it verifies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import append, drop, put
from ..resource_types import USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .booleans import is_off, is_on

_ATTRIBUTES = f"{GUIDE}user-pool-settings-attributes.html"
_FLOWS = f"{GUIDE}amazon-cognito-user-pools-authentication-flow-methods.html"

_FACTORS = "Policies.SignInPolicy.AllowedFirstAuthFactors"
_KEPT = "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"


def known(items: Any) -> list[str]:
    """The members of a list that are literals."""
    return [item for item in items if isinstance(item, str)] if isinstance(items, list) else []


@rule(
    "E9110",
    USER_POOL,
    source=_ATTRIBUTES,
    accepts={"AliasAttributes": ["email", "preferred_username"]},
    rejects={"AliasAttributes": ["preferred_username"], "UsernameAttributes": ["email"]},
)
def one_way_to_name_oneself(pool: ResourceView) -> Iterator[Problem]:
    """Users have a user name, with or without aliases, or an attribute in its place."""
    if known(pool.get("AliasAttributes")) and known(pool.get("UsernameAttributes")):
        yield Problem(
            "AliasAttributes",
            "the pool has UsernameAttributes too, and Cognito takes only one of them",
            "leave AliasAttributes or UsernameAttributes out (neither can be changed later)",
        )


@rule(
    "E9111",
    USER_POOL,
    source=_ATTRIBUTES,
    accepts={
        "AliasAttributes": ["preferred_username"],
        "Schema": [{"Name": "preferred_username", "AttributeDataType": "String", "Required": False}],
    },
    rejects={
        "AliasAttributes": ["preferred_username"],
        "Schema": [{"Name": "preferred_username", "AttributeDataType": "String", "Required": True}],
    },
)
def preferred_username_is_required_or_alias(pool: ResourceView) -> Iterator[Problem]:
    """A preferred user name is required at sign-up or an alias, not both."""
    if not pool.lists("AliasAttributes", "preferred_username"):
        return
    for path, attribute in pool.items("Schema"):
        if not isinstance(attribute, dict) or attribute.get("Name") != "preferred_username":
            continue
        if is_on(attribute.get("Required")):
            yield Problem(
                f"{path}.Required",
                "preferred_username is an alias too",
                "let it be optional, or leave it out of AliasAttributes",
            )


@rule(
    "W9112",
    USER_POOL,
    source=_ATTRIBUTES,
    accepts={"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"]},
    rejects={"AliasAttributes": ["email"]},
)
def aliases_are_verified(pool: ResourceView) -> Iterator[Problem]:
    """An e-mail address or phone number that is an alias is verified, since only then users can sign in with it."""
    for contact in ("email", "phone_number"):
        if pool.lists("AliasAttributes", contact) and pool.lacks("AutoVerifiedAttributes", contact):
            yield Problem(
                "AliasAttributes",
                f"{contact} is not verified by the pool, and an alias works only once it is",
                f"add {contact} to AutoVerifiedAttributes",
                change=(append("AutoVerifiedAttributes", contact),) if contact == "email" else (),  # SMS costs money
            )


@rule(
    "W9113",
    USER_POOL,
    source=f"{USER_POOLS_API}API_UsernameConfigurationType.html",
    evidence=Evidence.UNCERTAIN,
    accepts={"UsernameConfiguration": {"CaseSensitive": False}},
    rejects={"UsernameConfiguration": {}},
)
def username_configuration_says_case(pool: ResourceView) -> Iterator[Problem]:
    """UsernameConfiguration says whether user names are case-sensitive, since Cognito's API asks for it."""
    if pool.get("UsernameConfiguration") == {}:
        yield Problem("UsernameConfiguration", "says nothing", "give CaseSensitive, or leave UsernameConfiguration out")


@rule(
    "E9114",
    USER_POOL,
    source="https://github.com/aws/aws-cli/issues/7151",
    evidence=Evidence.REPORTED,
    accepts={
        "AutoVerifiedAttributes": ["email"],
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
    },
    rejects={"UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]}},
)
def kept_contacts_are_verified(pool: ResourceView) -> Iterator[Problem]:
    """A contact that keeps its value until the new one is verified is one that the pool verifies."""
    for contact in known(pool.get(_KEPT)):
        if pool.lacks("AutoVerifiedAttributes", contact):
            yield Problem(
                _KEPT,
                f"{contact} is not in AutoVerifiedAttributes",
                f"add {contact} to AutoVerifiedAttributes, or leave it out here",
            )


@rule(
    "W9115",
    USER_POOL,
    source=f"{GUIDE}signing-up-users-in-your-app.html",
    accepts={"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False}, "AutoVerifiedAttributes": ["email"]},
    rejects={"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False}},
)
def who_signs_up_is_confirmed(pool: ResourceView) -> Iterator[Problem]:
    """Where users sign themselves up, the pool verifies a contact or a function confirms them."""
    path = "AdminCreateUserConfig.AllowAdminCreateUserOnly"
    if not is_off(pool.get(path)):
        return
    if pool.absent("AutoVerifiedAttributes") and pool.absent("LambdaConfig.PreSignUp"):
        yield Problem(
            "AutoVerifiedAttributes",
            "users can sign up, but get no code, so an administrator has to confirm each of them",
            "verify email or phone_number, or confirm users in a PreSignUp function",
        )


@rule(
    "E9140",
    USER_POOL,
    source=f"{GUIDE}cognito-sign-in-feature-plans.html",
    evidence=Evidence.REPORTED,
    accepts={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}}, "UserPoolTier": "LITE"},
    rejects={
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}},
        "UserPoolTier": "LITE",
    },
)
def passwordless_needs_essentials(pool: ResourceView) -> Iterator[Problem]:
    """Sign-in without a password belongs to the Essentials plan or higher."""
    if pool.get("UserPoolTier") == "LITE" and {"EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}.intersection(
        known(pool.get(_FACTORS))
    ):
        yield Problem(
            _FACTORS,
            "the pool's plan is LITE, in which users sign in with passwords only",
            "set UserPoolTier to ESSENTIALS or PLUS, or allow PASSWORD alone",
        )


@rule(
    "E9141",
    USER_POOL,
    source=_FLOWS,
    evidence=Evidence.REPORTED,
    accepts={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}},
    rejects={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["WEB_AUTHN"]}}},
)
def passkey_is_not_alone(pool: ResourceView) -> Iterator[Problem]:
    """A passkey is a first factor beside another one, since users must sign in once to register it."""
    if pool.get(_FACTORS) == ["WEB_AUTHN"]:
        yield Problem(_FACTORS, "WEB_AUTHN stands alone", "add PASSWORD, EMAIL_OTP or SMS_OTP")


@rule(
    "E9142",
    USER_POOL,
    source=f"{USER_POOLS_API}API_SignInPolicyType.html",
    accepts={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}},
    rejects={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "SOFTWARE_TOKEN"]}}},
)
def authenticator_app_is_no_first_factor(pool: ResourceView) -> Iterator[Problem]:
    """An authenticator app is a second factor, not a first one."""
    for path, factor in pool.items(_FACTORS):
        if factor == "SOFTWARE_TOKEN":
            yield Problem(
                _FACTORS,
                "SOFTWARE_TOKEN is listed, which Cognito does not support yet",
                "leave it out; for a second factor put SOFTWARE_TOKEN_MFA into EnabledMfas",
                change=(drop(path),) if pool.lists(_FACTORS, "PASSWORD") else (),
            )
            return


@rule(
    "E9143",
    USER_POOL,
    source=f"{USER_POOLS_API}API_WebAuthnConfigurationType.html",
    accepts={"WebAuthnUserVerification": "required"},
    rejects={"WebAuthnUserVerification": "always"},
)
def passkey_verification_is_known(pool: ResourceView) -> Iterator[Problem]:
    """WebAuthnUserVerification is required or preferred."""
    value = pool.literal("WebAuthnUserVerification")
    if value is not None and value not in ("required", "preferred"):
        path, meant = "WebAuthnUserVerification", str(value).lower()
        change = (put(path, meant),) if meant in ("required", "preferred") else ()
        yield Problem(path, "is neither required nor preferred", "use one of the two", change=change)


@rule(
    "W9144",
    USER_POOL,
    source=_FLOWS,
    evidence=Evidence.UNCERTAIN,
    accepts={
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "SMS_OTP"]}},
        "SmsConfiguration": {"SnsRegion": "eu-west-1"},
    },
    rejects={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["EMAIL_OTP", "WEB_AUTHN"]}}},
)
def password_stays_a_first_factor(pool: ResourceView) -> Iterator[Problem]:
    """A password is among the first factors: AWS CDK refuses a pool without it."""
    if not pool.absent(_FACTORS) and pool.lacks(_FACTORS, "PASSWORD"):
        yield Problem(_FACTORS, "PASSWORD is not listed", "add PASSWORD", change=(append(_FACTORS, "PASSWORD"),))


@rule(
    "W9145",
    USER_POOL,
    source=f"{GUIDE}user-pool-email.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "EmailConfiguration": {
            "EmailSendingAccount": "DEVELOPER",
            "SourceArn": "arn:aws:ses:eu-west-1:111122223333:identity/no-reply@example.com",
        },
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}},
    },
    rejects={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}},
)
def email_codes_need_ses(pool: ResourceView) -> Iterator[Problem]:
    """Codes by e-mail in place of a password need the pool's e-mail to go through Amazon SES."""
    if not pool.lists(_FACTORS, "EMAIL_OTP") or not pool.absent("LambdaConfig.CustomEmailSender"):
        return
    if pool.get("EmailConfiguration.EmailSendingAccount") in (None, "COGNITO_DEFAULT"):
        yield Problem(
            _FACTORS,
            "EMAIL_OTP is listed, but Cognito itself sends the e-mail",
            "set EmailSendingAccount to DEVELOPER with an SES identity, or leave EMAIL_OTP out",
        )


@rule(
    "W9146",
    USER_POOL,
    source=f"{GUIDE}user-pool-sms-settings.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "SMS_OTP"]}},
        "SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::111122223333:role/sms"},
    },
    rejects={"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "SMS_OTP"]}}},
)
def sms_codes_need_sms(pool: ResourceView) -> Iterator[Problem]:
    """Codes by text message in place of a password need a pool that can send text messages."""
    if not pool.lists(_FACTORS, "SMS_OTP"):
        return
    if pool.absent("SmsConfiguration") and pool.absent("LambdaConfig.CustomSMSSender"):
        yield Problem(
            _FACTORS,
            "SMS_OTP is listed, but the pool has no SMS configuration",
            "give SmsConfiguration, or leave SMS_OTP out",
        )
