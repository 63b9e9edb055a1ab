"""The texts that a pool sends: to verify a contact, to invite a user, with a code at sign-in."""

from __future__ import annotations

from enum import Enum

from .._core.fragment import Fragment
from .._core.options import field, prop
from .._core.values import Value
from .feature import Feature, PoolContext


class VerificationEmailStyle(Enum):
    """How a user proves an e-mail address."""

    CODE = "CONFIRM_WITH_CODE"
    """By typing a code into the app."""
    LINK = "CONFIRM_WITH_LINK"
    """By following a link (it needs a domain on the pool)."""


_DEFAULT_BODY = {
    VerificationEmailStyle.CODE: "The verification code to your new account is {####}",
    VerificationEmailStyle.LINK: "Verify your account by clicking on {##Verify Email##}",
}


class UserVerification(Feature):
    """What users get to prove their e-mail address or phone number.

    ``{username}`` is not replaced in these texts; only the placeholder of the code or link is.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
    """

    email_subject: Value[str] = field(
        default="Verify your new account",
        at=("VerificationMessageTemplate.EmailSubject", "VerificationMessageTemplate.EmailSubjectByLink"),
    )
    """Subject, 1 to 140 characters. Default ``Verify your new account``."""
    email_body: Value[str] | None = field(
        default=None,
        at=("VerificationMessageTemplate.EmailMessage", "VerificationMessageTemplate.EmailMessageByLink"),
    )
    """Body, 6 to 20,000 characters, with ``{####}`` for a code or ``{##words of the link##}`` for a link.
    Default: one sentence with the placeholder of the style."""
    email_style: VerificationEmailStyle = field(
        default=VerificationEmailStyle.CODE, at="VerificationMessageTemplate.DefaultEmailOption"
    )
    """A code or a link. Default: a code."""
    sms_message: Value[str] = prop(
        "VerificationMessageTemplate.SmsMessage", default="The verification code to your new account is {####}"
    )
    """Text message, 6 to 140 characters with ``{####}``. Default: one sentence with it."""

    def render(self, context: PoolContext) -> Fragment:
        """``VerificationMessageTemplate``; the older properties of the same texts are left out."""
        body = _DEFAULT_BODY[self.email_style] if self.email_body is None else self.email_body
        suffix = "ByLink" if self.email_style is VerificationEmailStyle.LINK else ""
        return Fragment(
            {
                "VerificationMessageTemplate": {
                    "DefaultEmailOption": self.email_style.value,
                    f"EmailMessage{suffix}": body,
                    f"EmailSubject{suffix}": self.email_subject,
                    "SmsMessage": self.sms_message,
                }
            }
        )


class UserInvitation(Feature):
    """What a user gets whom an administrator creates.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
    """

    email_subject: Value[str] | None = prop("AdminCreateUserConfig.InviteMessageTemplate.EmailSubject", default=None)
    """Subject, 1 to 140 characters. Default: Cognito's."""
    email_body: Value[str] | None = prop("AdminCreateUserConfig.InviteMessageTemplate.EmailMessage", default=None)
    """Body, 6 to 20,000 characters with ``{username}`` and ``{####}``. Default: Cognito's."""
    sms_message: Value[str] | None = prop("AdminCreateUserConfig.InviteMessageTemplate.SMSMessage", default=None)
    """Text message, 6 to 140 characters with ``{username}`` and ``{####}``. Default: Cognito's."""


class AuthenticationMessages(Feature):
    """What users get with a one-time code at sign-in, as a second factor or in place of a password.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html
    """

    sms_message: Value[str] | None = prop("SmsAuthenticationMessage", default=None)
    """Text message, 6 to 140 characters with ``{####}``. Default: Cognito's."""
    email_subject: Value[str] | None = prop("EmailAuthenticationSubject", default=None)
    """Subject, 1 to 140 characters. Default: Cognito's."""
    email_body: Value[str] | None = prop("EmailAuthenticationMessage", default=None)
    """Body, 6 to 20,000 characters with ``{####}``. Default: Cognito's."""
