"""Multi-factor authentication."""

from __future__ import annotations

from enum import Enum

from .._core.fragment import Fragment
from .._core.options import field
from .feature import Feature, PoolContext


class MfaMode(Enum):
    """Whether users need a second factor."""

    OFF = "OFF"
    """Nobody does."""
    OPTIONAL = "OPTIONAL"
    """Who has registered one does."""
    REQUIRED = "ON"
    """Everybody does."""


class Mfa(Feature):
    """Second factors. Default without it: MFA is off (Cognito's own default).

    Once SMS is a factor it can't be switched off while MFA stays on. A pool that is to have an authenticator app as
    its only factor must never have an SMS configuration: the default SMS role is left out there.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
    """

    mode: MfaMode = field(at="MfaConfiguration", kw_only=False)
    """Off, optional or required."""
    sms: bool = field(default=False, at="EnabledMfas")
    """A text message. Default: not."""
    totp: bool = field(default=False, at="EnabledMfas")
    """An authenticator app. Default: not."""
    email: bool = field(default=False, at="EnabledMfas")
    """An e-mail; needs `SesEmail` and the Essentials plan or higher. Default: not."""

    def factors(self) -> tuple[str, ...]:
        """The factors under CloudFormation's names."""
        chosen = (("SMS_MFA", self.sms), ("SOFTWARE_TOKEN_MFA", self.totp), ("EMAIL_OTP", self.email))
        return tuple(name for name, on in chosen if on)

    def render(self, context: PoolContext) -> Fragment:
        """``MfaConfiguration`` and ``EnabledMfas``."""
        properties: dict[str, object] = {"MfaConfiguration": self.mode.value}
        if self.factors():
            properties["EnabledMfas"] = list(self.factors())
        return Fragment(properties)
