"""What users may begin to sign in with: password, one-time codes, passkeys."""

from __future__ import annotations

from enum import Enum

from .._core.fragment import Fragment
from .._core.options import field, prop
from .._core.values import Value
from .feature import Feature, PoolContext


class FirstFactors(Feature):
    """What users may choose to sign in with besides a password (choice-based sign-in, the Essentials plan or higher).

    A password is always among the choices: a first factor that stands alone locks users out. One-time codes as first factor
    can't be combined with required MFA.

    https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
    """

    email_otp: bool = field(default=False, at="Policies.SignInPolicy.AllowedFirstAuthFactors")
    """A code by e-mail; needs `SesEmail`. Default: not."""
    sms_otp: bool = field(default=False, at="Policies.SignInPolicy.AllowedFirstAuthFactors")
    """A code by text message; needs an SMS configuration. Default: not."""
    passkey: bool = field(default=False, at="Policies.SignInPolicy.AllowedFirstAuthFactors")
    """A passkey (WebAuthn). Default: not."""

    def render(self, context: PoolContext) -> Fragment:
        """``Policies.SignInPolicy``."""
        chosen = (
            ("PASSWORD", True),
            ("EMAIL_OTP", self.email_otp),
            ("SMS_OTP", self.sms_otp),
            ("WEB_AUTHN", self.passkey),
        )
        allowed = [name for name, on in chosen if on]
        return Fragment({"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": allowed}}})


class PasskeyUserVerification(Enum):
    """Whether an authenticator must verify its user (fingerprint, PIN)."""

    PREFERRED = "preferred"
    """If it can."""
    REQUIRED = "required"
    """Always."""


class PasskeyFactor(Enum):
    """What a passkey counts as."""

    SINGLE_FACTOR = "SINGLE_FACTOR"
    """One factor."""
    MULTI_FACTOR_WITH_USER_VERIFICATION = "MULTI_FACTOR_WITH_USER_VERIFICATION"
    """Two, if the authenticator verified its user; so passkeys and required MFA go together."""


class Passkeys(Feature):
    """How passkeys work; allow them with ``FirstFactors(passkey=True)``.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
    """

    relying_party_id: Value[str] | None = prop("WebAuthnRelyingPartyID", default=None)
    """The domain that passkeys belong to, 1 to 63 characters. Default: Cognito's, the pool's domain (the custom one
    first). Another one makes the passkeys that users have useless."""
    user_verification: Value[PasskeyUserVerification] | None = prop("WebAuthnUserVerification", default=None)
    """Whether the authenticator must verify its user. Default: Cognito's, preferred."""
    factor: Value[PasskeyFactor] | None = prop("WebAuthnFactorConfiguration", default=None)
    """What a passkey counts as. Default: Cognito's, a single factor."""
