"""Amazon Cognito in troposphere: high-level helpers that are safe by default and check themselves.

Everything public is imported from here. Names load when they are first used, so a script pays for what it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0.dev0"

if TYPE_CHECKING:
    from .errors import (
        CognitoL2Error as CognitoL2Error,
    )
    from .errors import (
        ConfigurationError as ConfigurationError,
    )

_HOMES = {
    "errors": ("CognitoL2Error", "ConfigurationError", "NotAResourceError", "OtherTemplateError", "TitleTakenError"),
    "user_pool.attributes": (
        "BooleanAttribute",
        "CustomAttribute",
        "DateTimeAttribute",
        "NumberAttribute",
        "StandardAttribute",
        "StandardAttributes",
        "StringAttribute",
    ),
    "user_pool.devices": ("DeviceTracking",),
    "user_pool.email": ("CognitoEmail", "SesEmail"),
    "user_pool.handles": ("ExistingUserPool", "UserPoolHandle", "UserPoolResources"),
    "user_pool.messages": ("AuthenticationMessages", "UserInvitation", "UserVerification", "VerificationEmailStyle"),
    "user_pool.mfa": ("Mfa", "MfaMode"),
    "user_pool.passwordless": ("FirstFactors", "PasskeyFactor", "PasskeyUserVerification", "Passkeys"),
    "user_pool.passwords": ("PasswordPolicy",),
    "user_pool.pool": ("FeaturePlan", "IssuerType", "UserPool"),
    "user_pool.recovery": ("AccountRecovery",),
    "user_pool.retention": ("RemovalPolicy",),
    "user_pool.sign_in": ("Contacts", "SignIn", "SignInAlias"),
    "user_pool.sms": ("EndUserMessagingSms", "SmsDelivery"),
    "user_pool.threat_protection": ("ThreatProtection", "ThreatProtectionMode"),
    "user_pool.triggers": ("LambdaTriggers", "LambdaVersion", "PreTokenGeneration"),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}
__all__ = ["__version__", *sorted(_MODULES)]  # noqa: PLE0604 - all of them strings


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
