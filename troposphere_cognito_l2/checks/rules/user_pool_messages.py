"""Rules about what a pool sends: its texts, and how e-mail and text messages leave it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import drop
from ..resource_types import USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Text, Unknown, known_text
from ..view import ResourceView

_STS = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"

_ROLE = "arn:aws:iam::111122223333:role/sms"
_ADDRESS = "arn:aws:ses:eu-west-1:111122223333:identity/no-reply@example.com"
_DOMAIN = "arn:aws:ses:eu-west-1:111122223333:identity/example.com"

_EXTERNAL_ID = r"(?a:[\w+=,.@:/-]{1,1224})"


@rule(
    "E9160",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/pull/6484",
    evidence=Evidence.REPORTED,
    accepts={"AdminCreateUserConfig": {"InviteMessageTemplate": {"EmailMessage": "You are {username}, with {####}"}}},
    rejects={"AdminCreateUserConfig": {"InviteMessageTemplate": {"EmailMessage": "Welcome, {username}"}}},
)
def invitation_has_name_and_password(pool: ResourceView) -> Iterator[Problem]:
    """An invitation contains {username} and {####} (the password may be missing where users need none)."""
    texts = pool.get("AdminCreateUserConfig.InviteMessageTemplate")
    if not isinstance(texts, dict):
        return
    passwords_only = pool.get("Policies.SignInPolicy.AllowedFirstAuthFactors") in (None, ["PASSWORD"])
    for name in ("EmailMessage", "SMSMessage"):
        text = texts.get(name)
        if isinstance(text, str):
            wanted = ("{username}", "{####}") if passwords_only else ("{username}",)
            missing = [mark for mark in wanted if mark not in text]
            if missing:
                marks = " and ".join(missing)
                yield Problem(
                    f"AdminCreateUserConfig.InviteMessageTemplate.{name}",
                    f"lacks {marks}",
                    f"put {marks} into the text",
                )


@rule(
    "W9161",
    USER_POOL,
    source=f"{USER_POOLS_API}API_CreateUserPool.html",
    evidence=Evidence.UNCERTAIN,
    accepts={"VerificationMessageTemplate": {"EmailMessage": "Your code is {####}"}},
    rejects={
        "VerificationMessageTemplate": {
            "EmailMessage": "Your code is {####}",
            "EmailMessageByLink": "Follow {##the link##}",
        }
    },
)
def one_text_by_style(pool: ResourceView) -> Iterator[Problem]:
    """The verification e-mail has a text with a code or one with a link, as DefaultEmailOption says."""
    template = "VerificationMessageTemplate"
    code, link = pool.get(f"{template}.EmailMessage"), pool.get(f"{template}.EmailMessageByLink")
    if code is None or link is None or isinstance(code, Unknown) or isinstance(link, Unknown):
        return
    unused = (
        "EmailMessage" if pool.get(f"{template}.DefaultEmailOption") == "CONFIRM_WITH_LINK" else "EmailMessageByLink"
    )
    path = f"{template}.{unused}"
    message = "both texts are given, which Cognito documents as an error"
    yield Problem(path, message, "leave it out", change=(drop(path),))


@rule(
    "W9100",
    USER_POOL,
    source="https://github.com/hashicorp/terraform-provider-aws/pull/3770",
    evidence=Evidence.REPORTED,  # refused in 2018; CloudFormation's own pattern takes it, so this is no error
    accepts={"VerificationMessageTemplate": {"EmailMessageByLink": "Please {##confirm your address##}"}},
    rejects={"VerificationMessageTemplate": {"EmailMessageByLink": "Please click {####}"}},
)
def links_have_words(pool: ResourceView) -> Iterator[Problem]:
    """The link in a verification e-mail has words to click on, as {##Verify your e-mail##}: {####} is a code's place."""
    path = "VerificationMessageTemplate.EmailMessageByLink"
    if re.search(r"\{##\s*##\}", known_text(pool.get(path))):
        yield Problem(path, "the link has no words", "write them between the marks, as {##Verify your e-mail##}")


@rule(
    "W9162",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/issues/12931",
    evidence=Evidence.REPORTED,
    accepts={"VerificationMessageTemplate": {"EmailMessage": "Your code is {####}"}},
    rejects={"VerificationMessageTemplate": {"EmailMessage": "Hello {username}, your code is {####}"}},
)
def verification_has_no_name(pool: ResourceView) -> Iterator[Problem]:
    """A verification text does without {username}, which is replaced in invitations only."""
    texts = pool.get("VerificationMessageTemplate")
    for name, text in texts.items() if isinstance(texts, dict) else ():
        if "{username}" in known_text(text):
            where = f"VerificationMessageTemplate.{name}"
            yield Problem(
                where, "users will read {username} as it stands", "leave it out, or use a CustomMessage function"
            )


@rule(
    "E9163",
    USER_POOL,
    source=f"{USER_POOLS_API}API_EmailConfigurationType.html",
    accepts={"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _ADDRESS}},
    rejects={"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "From": "no-reply@example.com"}},
)
def ses_identity_is_named(pool: ResourceView) -> Iterator[Problem]:
    """E-mail through Amazon SES names the identity that sends."""
    email = pool.get("EmailConfiguration")
    if isinstance(email, dict) and email.get("EmailSendingAccount") == "DEVELOPER" and "SourceArn" not in email:
        yield Problem(
            "EmailConfiguration.SourceArn",
            "EmailSendingAccount is DEVELOPER, but no SES identity is named",
            "give the ARN of a verified identity, or set EmailSendingAccount to COGNITO_DEFAULT",
        )


@rule(
    "E9164",
    USER_POOL,
    source=f"{GUIDE}user-pool-email.html",
    accepts={
        "EmailConfiguration": {
            "EmailSendingAccount": "DEVELOPER",
            "SourceArn": _DOMAIN,
            "From": "Example <no-reply@example.com>",
        }
    },
    rejects={"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _DOMAIN}},
)
def domain_needs_sender(pool: ResourceView) -> Iterator[Problem]:
    """Where the SES identity is a domain, From says the sender's address."""
    email = pool.get("EmailConfiguration")
    if not isinstance(email, dict) or email.get("EmailSendingAccount") != "DEVELOPER" or "From" in email:
        return
    domain = _identity(email.get("SourceArn"))
    if domain and "@" not in domain:
        yield Problem(
            "EmailConfiguration.From", f"the identity is the domain {domain}", f"give From, as no-reply@{domain}"
        )


def _identity(arn: Any) -> str:
    """The SES identity that an ARN surely ends with."""
    end = arn.parts[-1] if isinstance(arn, Text) else arn
    return end.rpartition(":identity/")[2] if isinstance(end, str) and ":identity/" in end else ""


@rule(
    "W9165",
    USER_POOL,
    source=f"{GUIDE}user-pool-email.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "EmailConfiguration": {
            "EmailSendingAccount": "DEVELOPER",
            "SourceArn": _ADDRESS,
            "ConfigurationSet": "customers",
        }
    },
    rejects={"EmailConfiguration": {"ConfigurationSet": "customers"}},
)
def configuration_set_is_of_ses(pool: ResourceView) -> Iterator[Problem]:
    """A configuration set goes with e-mail through Amazon SES."""
    if pool.get("EmailConfiguration.EmailSendingAccount") not in (None, "COGNITO_DEFAULT"):
        return
    if isinstance(pool.get("EmailConfiguration.ConfigurationSet"), (str, Text)):
        yield Problem(
            "EmailConfiguration.ConfigurationSet",
            "Cognito itself sends the e-mail",
            "set EmailSendingAccount to DEVELOPER, or leave ConfigurationSet out",
        )


@rule(
    "E9170",
    USER_POOL,
    source=f"{USER_POOLS_API}API_SmsConfigurationType.html",
    accepts={"SmsConfiguration": {"EumsSms": {"CallerArn": _ROLE}}},
    rejects={"SmsConfiguration": {"EumsSms": {"CallerArn": _ROLE}, "SnsCallerArn": _ROLE}},
)
def one_way_to_send_sms(pool: ResourceView) -> Iterator[Problem]:
    """Text messages go through Amazon SNS or through AWS End User Messaging, not both."""
    sms = pool.get("SmsConfiguration")
    if not isinstance(sms, dict) or not isinstance(eums := sms.get("EumsSms"), dict) or not eums:
        return
    if (role := sms.get("SnsCallerArn")) and not isinstance(role, Unknown):
        yield Problem("SmsConfiguration.EumsSms", "SnsCallerArn is given too", "leave EumsSms or SnsCallerArn out")


@rule(
    "E9171",
    USER_POOL,
    source=_STS,
    accepts={"SmsConfiguration": {"SnsCallerArn": _ROLE, "ExternalId": "customers/pool"}},
    rejects={"SmsConfiguration": {"SnsCallerArn": _ROLE, "ExternalId": "customers pool"}},
)
def external_id_is_one(pool: ResourceView) -> Iterator[Problem]:
    """An external id has at most 1224 letters, digits and characters of _+=,.@:/-."""
    for path in ("SmsConfiguration.ExternalId", "SmsConfiguration.EumsSms.ExternalId"):
        value = pool.get(path)
        if isinstance(value, str) and value and not re.fullmatch(_EXTERNAL_ID, value):
            yield Problem(
                path, "is no external id that IAM takes", "choose another, here and in the role's trust policy"
            )


@rule(
    "W9177",
    USER_POOL,
    source=_STS,
    accepts={"SmsConfiguration": {"SnsCallerArn": _ROLE, "ExternalId": "xy"}},
    rejects={"SmsConfiguration": {"SnsCallerArn": _ROLE, "ExternalId": "x"}},
)
def external_id_is_long_enough(pool: ResourceView) -> Iterator[Problem]:
    """An external id has at least 2 characters, since AWS STS takes no shorter one."""
    for path in ("SmsConfiguration.ExternalId", "SmsConfiguration.EumsSms.ExternalId"):
        value = pool.get(path)
        if isinstance(value, str) and len(value) == 1:
            yield Problem(path, "has one character", "choose a longer one, here and in the role's trust policy")


@rule(
    "E9172",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/issues/11478",
    evidence=Evidence.REPORTED,
    accepts={"AutoVerifiedAttributes": ["phone_number"], "SmsConfiguration": {"SnsCallerArn": _ROLE}},
    rejects={"AutoVerifiedAttributes": ["phone_number"]},
)
def verified_phone_needs_sms(pool: ResourceView) -> Iterator[Problem]:
    """A phone number is verified only if the pool can send text messages."""
    if not pool.lists("AutoVerifiedAttributes", "phone_number"):
        return
    if pool.absent("SmsConfiguration") and pool.absent("LambdaConfig.CustomSMSSender"):
        yield Problem(
            "AutoVerifiedAttributes",
            "phone_number is verified, but the pool has no SMS configuration",
            "give SmsConfiguration, or leave phone_number out; where MFA is on without SMS_MFA only the latter works,"
            " since Cognito takes no SMS configuration there",
        )


@rule(
    "W9176",
    USER_POOL,
    source=f"{USER_POOLS_API}API_SmsConfigurationType.html",
    evidence=Evidence.UNCERTAIN,
    accepts={"SmsConfiguration": {"SnsCallerArn": _ROLE}},
    rejects={"SmsConfiguration": {"ExternalId": "pool"}},
)
def sms_configuration_names_a_role(pool: ResourceView) -> Iterator[Problem]:
    """An SMS configuration names the role through which messages are sent."""
    sms = pool.get("SmsConfiguration")
    if isinstance(sms, dict) and sms and not sms.get("SnsCallerArn") and not sms.get("EumsSms"):
        yield Problem("SmsConfiguration", "no role is named", "give SnsCallerArn or EumsSms, or leave it out")


@rule(
    "E9167",
    USER_POOL,
    source=f"{USER_POOLS_API}API_EmailMfaConfigType.html",
    accepts={"EmailAuthenticationMessage": "Your code is {####}"},
    rejects={"EmailAuthenticationMessage": "Your code is here"},
)
def authentication_mail_has_a_code(pool: ResourceView) -> Iterator[Problem]:
    """The e-mail of a second factor contains {####}."""
    text = pool.get("EmailAuthenticationMessage")
    if isinstance(text, str) and len(text) >= 6 and "{####}" not in text:
        yield Problem("EmailAuthenticationMessage", "lacks {####}", "put {####} into the text")


@rule(
    "W9168",
    USER_POOL,
    source=f"{GUIDE}user-pool-email.html",
    evidence=Evidence.UNCERTAIN,
    accepts={"EmailConfiguration": {"From": "Example <no-reply@example.com>"}},
    rejects={"EmailConfiguration": {"From": "no-reply"}},
)
def sender_is_an_address(pool: ResourceView) -> Iterator[Problem]:
    """The sender of e-mail is an address, with or without a name before it."""
    sender = pool.get("EmailConfiguration.From")
    if isinstance(sender, str) and "@" not in sender:
        yield Problem("EmailConfiguration.From", "holds no address", "write it as Example <no-reply@example.com>")
