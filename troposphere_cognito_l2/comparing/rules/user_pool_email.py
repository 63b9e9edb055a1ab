"""What changes of how a pool sends e-mail do."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import USER_POOL
from ...checks.rule import Evidence
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken, refusals
from ..rule import Claim, change_rule

_EMAIL = f"{GUIDE}user-pool-email.html"
_MFA = f"{GUIDE}user-pool-settings-mfa-sms-email-message.html"

_IDENTITY = "arn:aws:ses:eu-west-1:111122223333:identity/no-reply@example.com"
_SES = {"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _IDENTITY}}
_EMAIL_MFA = {"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["EMAIL_OTP"]}
_EMAIL_FIRST = {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}}


def _falls_back(pair: Pair) -> bool:
    return pair.texts("EmailConfiguration.EmailSendingAccount", "COGNITO_DEFAULT") == ("DEVELOPER", "COGNITO_DEFAULT")


@change_rule(
    "C9140",
    USER_POOL,
    Effect.RESET,
    source=_EMAIL,
    before=_SES,
    after={},
    harmless={"EmailConfiguration": {**_SES["EmailConfiguration"], "From": "Shop <no-reply@example.com>"}},
)
def cognito_sends_the_email(pair: Pair) -> Iterator[Claim]:
    """E-mail goes through Cognito's own account rather than Amazon SES: 50 a day."""
    if _falls_back(pair) and not any(True for _ in newly_broken(pair, ("E9124", "W9145"))):
        yield Claim(
            "EmailConfiguration",
            "Cognito itself sends the e-mail, 50 a day in the whole account and from its own address: codes and "
            "invitations past that are not sent",
            "Write the deployed EmailConfiguration again.",
        )


@change_rule(
    "C9141",
    USER_POOL,
    Effect.REJECTED,
    source=_MFA,
    before={**_SES, **_EMAIL_MFA},
    after=_EMAIL_MFA,
    harmless={"EmailConfiguration": {**_SES["EmailConfiguration"], "ConfigurationSet": "codes"}, **_EMAIL_MFA},
)
def email_is_impossible(pair: Pair) -> Iterator[Claim]:
    """E-mail is a second factor without Amazon SES, or goes through SES without what SES needs."""
    if not _falls_back(pair):
        yield from refusals(pair, ("E9124", "E9163", "E9164"))
    elif any(True for _ in newly_broken(pair, ("E9124",))):
        yield Claim(
            "EmailConfiguration",
            "Cognito itself is to send the e-mail, and does not send second factors: the update is refused",
            "Write the deployed EmailConfiguration again.",
        )


@change_rule(
    "C9142",
    USER_POOL,
    Effect.REJECTED,
    source=_EMAIL,
    evidence=Evidence.UNCERTAIN,
    before={**_SES, **_EMAIL_FIRST},
    after=_EMAIL_FIRST,
    harmless={**_SES, "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["EMAIL_OTP", "PASSWORD"]}}},
)
def codes_by_email_lose_their_sender(pair: Pair) -> Iterator[Claim]:
    """Users sign in with codes by e-mail, and it goes through Amazon SES no more."""
    if _falls_back(pair) and any(True for _ in newly_broken(pair, ("W9145",))):
        yield Claim(
            "EmailConfiguration",
            "users sign in with codes by e-mail (EMAIL_OTP), which need Amazon SES: the update may be refused, and "
            "if not, Cognito sends 50 e-mails a day",
            "Write the deployed EmailConfiguration again.",
        )
