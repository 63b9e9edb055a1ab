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
        ConfigurationError as ConfigurationError,
        NotAResourceError as NotAResourceError,
        OtherTemplateError as OtherTemplateError,
        TitleTakenError as TitleTakenError,
    )
    from .user_pool.attributes import (
        BooleanAttribute as BooleanAttribute,
        CustomAttribute as CustomAttribute,
        DateTimeAttribute as DateTimeAttribute,
        NumberAttribute as NumberAttribute,
        StandardAttribute as StandardAttribute,
        StandardAttributes as StandardAttributes,
        StringAttribute as StringAttribute,
    )
    from .user_pool.devices import DeviceTracking as DeviceTracking
    from .user_pool.email import CognitoEmail as CognitoEmail, SesEmail as SesEmail
    from .user_pool.handles import (
        ExistingUserPool as ExistingUserPool,
        UserPoolHandle as UserPoolHandle,
        UserPoolResources as UserPoolResources,
    )
    from .user_pool.messages import (
        AuthenticationMessages as AuthenticationMessages,
        UserInvitation as UserInvitation,
        UserVerification as UserVerification,
        VerificationEmailStyle as VerificationEmailStyle,
    )
    from .user_pool.mfa import Mfa as Mfa, MfaMode as MfaMode
    from .user_pool.passwordless import (
        FirstFactors as FirstFactors,
        PasskeyFactor as PasskeyFactor,
        Passkeys as Passkeys,
        PasskeyUserVerification as PasskeyUserVerification,
    )
    from .user_pool.passwords import PasswordPolicy as PasswordPolicy
    from .user_pool.pool import FeaturePlan as FeaturePlan, IssuerType as IssuerType, UserPool as UserPool
    from .user_pool.recovery import AccountRecovery as AccountRecovery
    from .user_pool.retention import RemovalPolicy as RemovalPolicy
    from .user_pool.sign_in import Contacts as Contacts, SignIn as SignIn, SignInAlias as SignInAlias
    from .user_pool.sms import EndUserMessagingSms as EndUserMessagingSms, SmsDelivery as SmsDelivery
    from .user_pool.threat_protection import (
        ThreatProtection as ThreatProtection,
        ThreatProtectionMode as ThreatProtectionMode,
    )
    from .user_pool.triggers import (
        LambdaTriggers as LambdaTriggers,
        LambdaVersion as LambdaVersion,
        PreTokenGeneration as PreTokenGeneration,
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
