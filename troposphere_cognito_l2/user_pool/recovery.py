"""How a user who has forgotten the password gets back in."""

from __future__ import annotations

from enum import Enum
from typing import Any

from .sign_in import PHONE_NUMBER

_MECHANISM = {"email": "verified_email", "phone": "verified_phone_number"}


class AccountRecovery(Enum):
    """Where Cognito sends the code that lets a user choose a new password.

    https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
    """

    EMAIL_AND_PHONE_WITHOUT_MFA = ("email", "phone")
    """To the e-mail address, else to the phone unless that is a second factor."""
    PHONE_WITHOUT_MFA_AND_EMAIL = ("phone", "email")
    """To the phone unless that is a second factor, else to the e-mail address."""
    EMAIL_ONLY = ("email",)
    """To the e-mail address."""
    PHONE_ONLY_WITHOUT_MFA = ("phone",)
    """To the phone unless that is a second factor."""
    PHONE_AND_EMAIL = None
    """Cognito's old behaviour: the phone even if it is a second factor, else the e-mail address. No setting is
    written."""
    NONE = ("admin_only",)
    """Nowhere: an administrator must help."""

    def properties(self) -> dict[str, Any]:
        """``AccountRecoverySetting``."""
        names: tuple[str, ...] = self.value or ()
        mechanisms = [
            {"Name": _MECHANISM.get(name, name), "Priority": priority} for priority, name in enumerate(names, 1)
        ]
        return {"AccountRecoverySetting": {"RecoveryMechanisms": mechanisms}} if mechanisms else {}


def default_recovery(auto_verified: tuple[str, ...], factors: tuple[str, ...]) -> AccountRecovery:
    """What a pool can verify, e-mail first.

    E-mail alone is not possible where e-mail is a second factor: Cognito refuses the pair.
    """
    if PHONE_NUMBER in auto_verified or "EMAIL_OTP" in factors:
        return AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA
    return AccountRecovery.EMAIL_ONLY
