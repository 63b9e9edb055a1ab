"""Amazon Cognito in troposphere: high-level helpers that are safe by default and check themselves.

Everything public is imported from here. Names load when they are first used, so a script pays for what it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .access import UserPoolAbility as UserPoolAbility, UserPoolAccess as UserPoolAccess
    from .app_client.analytics import PinpointAnalytics as PinpointAnalytics
    from .app_client.attributes import ClientAttributes as ClientAttributes
    from .app_client.auth_flows import AuthFlows as AuthFlows
    from .app_client.client import UserPoolClient as UserPoolClient
    from .app_client.handles import (
        ExistingUserPoolClient as ExistingUserPoolClient,
        UserPoolClientHandle as UserPoolClientHandle,
        UserPoolClientResources as UserPoolClientResources,
    )
    from .app_client.oauth import OAuth as OAuth, OAuthFlow as OAuthFlow
    from .app_client.providers import COGNITO as COGNITO
    from .app_client.scopes import OAuthScope as OAuthScope, Scope as Scope
    from .app_client.secret import UserPoolClientSecret as UserPoolClientSecret
    from .app_client.tokens import RefreshTokenRotation as RefreshTokenRotation
    from .branding import (
        AssetCategory as AssetCategory,
        AssetColorMode as AssetColorMode,
        AssetExtension as AssetExtension,
        BrandingAsset as BrandingAsset,
        ManagedLoginBranding as ManagedLoginBranding,
        ManagedLoginBrandingHandle as ManagedLoginBrandingHandle,
        UserPoolUICustomization as UserPoolUICustomization,
    )
    from .checks.api import check as check
    from .checks.finding import Finding as Finding, Severity as Severity
    from .checks.report import Report as Report
    from .comparing.api import compare as compare
    from .comparing.change import Change as Change, Effect as Effect
    from .comparing.moving import Moving as Moving
    from .comparing.report import ChangeReport as ChangeReport
    from .comparing.stack_policy import stack_policy as stack_policy
    from .comparing.steps import SafeStep as SafeStep
    from .comparing.way_back import WayBack as WayBack
    from .diagram import diagram as diagram
    from .domain import (
        CustomDomain as CustomDomain,
        Failover as Failover,
        ManagedLoginVersion as ManagedLoginVersion,
        SecurityPolicy as SecurityPolicy,
        UniquePrefix as UniquePrefix,
        UserPoolDomain as UserPoolDomain,
    )
    from .domain_addresses import UserPoolDomainHandle as UserPoolDomainHandle
    from .domain_alias_record import DomainAliasRecord as DomainAliasRecord
    from .domain_handle import (
        ExistingUserPoolDomain as ExistingUserPoolDomain,
        UserPoolDomainResources as UserPoolDomainResources,
    )
    from .errors import (
        CognitoL2Error as CognitoL2Error,
        ConfigurationError as ConfigurationError,
        DangerousChangeError as DangerousChangeError,
        NotAResourceError as NotAResourceError,
        OtherTemplateError as OtherTemplateError,
        TitleTakenError as TitleTakenError,
        UnusableTemplateError as UnusableTemplateError,
    )
    from .groups import UserPoolGroup as UserPoolGroup, UserPoolGroupHandle as UserPoolGroupHandle
    from .identity_pool.handles import (
        ExistingIdentityPool as ExistingIdentityPool,
        IdentityPoolHandle as IdentityPoolHandle,
        IdentityPoolResources as IdentityPoolResources,
    )
    from .identity_pool.pool import IdentityPool as IdentityPool
    from .identity_pool.principal_tags import PrincipalTags as PrincipalTags
    from .identity_pool.providers import (
        SocialLogins as SocialLogins,
        SocialProvider as SocialProvider,
        TwitterLogin as TwitterLogin,
        UserPoolAuthentication as UserPoolAuthentication,
    )
    from .identity_pool.role_mapping import (
        AmbiguousRoleResolution as AmbiguousRoleResolution,
        MappingRule as MappingRule,
        RoleMapping as RoleMapping,
        RoleMappingMatchType as RoleMappingMatchType,
    )
    from .identity_pool.roles import IdentityPrincipal as IdentityPrincipal, IdentityRole as IdentityRole
    from .identity_providers.amazon import (
        AmazonAttribute as AmazonAttribute,
        AmazonIdentityProvider as AmazonIdentityProvider,
    )
    from .identity_providers.apple import (
        AppleAttribute as AppleAttribute,
        AppleIdentityProvider as AppleIdentityProvider,
    )
    from .identity_providers.facebook import (
        FacebookAttribute as FacebookAttribute,
        FacebookIdentityProvider as FacebookIdentityProvider,
    )
    from .identity_providers.google import (
        GoogleAttribute as GoogleAttribute,
        GoogleIdentityProvider as GoogleIdentityProvider,
    )
    from .identity_providers.handles import IdentityProviderHandle as IdentityProviderHandle
    from .identity_providers.mapping import AttributeMapping as AttributeMapping
    from .identity_providers.oidc import (
        AttributeRequestMethod as AttributeRequestMethod,
        OidcEndpoints as OidcEndpoints,
        OidcIdentityProvider as OidcIdentityProvider,
    )
    from .identity_providers.saml import (
        SamlIdentityProvider as SamlIdentityProvider,
        SamlIdentityProviderHandle as SamlIdentityProviderHandle,
        SamlMetadata as SamlMetadata,
        SigningAlgorithm as SigningAlgorithm,
    )
    from .identity_providers.secret import SecretValue as SecretValue
    from .logs import (
        FirehoseDestination as FirehoseDestination,
        LogGroupDestination as LogGroupDestination,
        S3Destination as S3Destination,
        UserPoolLogDelivery as UserPoolLogDelivery,
    )
    from .outputs import AppOutputs as AppOutputs
    from .replication import (
        ReplicaStatus as ReplicaStatus,
        UserPoolRegionalConfiguration as UserPoolRegionalConfiguration,
        UserPoolReplica as UserPoolReplica,
        UserPoolReplicaHandle as UserPoolReplicaHandle,
    )
    from .resource_server import UserPoolResourceServer as UserPoolResourceServer
    from .resource_server_handle import ResourceServerHandle as ResourceServerHandle
    from .risk import (
        AccountTakeoverAction as AccountTakeoverAction,
        AccountTakeoverEventAction as AccountTakeoverEventAction,
        AccountTakeoverRisk as AccountTakeoverRisk,
        CompromisedCredentialsEvent as CompromisedCredentialsEvent,
        CompromisedCredentialsEventAction as CompromisedCredentialsEventAction,
        CompromisedCredentialsRisk as CompromisedCredentialsRisk,
        NotifyEmail as NotifyEmail,
        RiskExceptions as RiskExceptions,
        RiskNotification as RiskNotification,
        UserPoolRiskConfiguration as UserPoolRiskConfiguration,
    )
    from .terms import (
        TermsLanguage as TermsLanguage,
        TermsName as TermsName,
        UserPoolTerms as UserPoolTerms,
        UserPoolTermsHandle as UserPoolTermsHandle,
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
    from .users import (
        DeliveryMedium as DeliveryMedium,
        MessageAction as MessageAction,
        UserPoolUser as UserPoolUser,
        UserPoolUserHandle as UserPoolUserHandle,
        UserPoolUserToGroupAttachment as UserPoolUserToGroupAttachment,
    )

_HOMES = {
    "access": ("UserPoolAbility", "UserPoolAccess"),
    "app_client.analytics": ("PinpointAnalytics",),
    "app_client.attributes": ("ClientAttributes",),
    "app_client.auth_flows": ("AuthFlows",),
    "app_client.client": ("UserPoolClient",),
    "app_client.handles": ("ExistingUserPoolClient", "UserPoolClientHandle", "UserPoolClientResources"),
    "app_client.oauth": ("OAuth", "OAuthFlow"),
    "app_client.providers": ("COGNITO",),
    "app_client.scopes": ("OAuthScope", "Scope"),
    "app_client.secret": ("UserPoolClientSecret",),
    "app_client.tokens": ("RefreshTokenRotation",),
    "branding": (
        "AssetCategory",
        "AssetColorMode",
        "AssetExtension",
        "BrandingAsset",
        "ManagedLoginBranding",
        "ManagedLoginBrandingHandle",
        "UserPoolUICustomization",
    ),
    "checks.api": ("check",),
    "checks.finding": ("Finding", "Severity"),
    "checks.report": ("Report",),
    "comparing.api": ("compare",),
    "comparing.change": ("Change", "Effect"),
    "comparing.moving": ("Moving",),
    "comparing.report": ("ChangeReport",),
    "comparing.stack_policy": ("stack_policy",),
    "comparing.steps": ("SafeStep",),
    "comparing.way_back": ("WayBack",),
    "diagram": ("diagram",),
    "domain": ("CustomDomain", "Failover", "ManagedLoginVersion", "SecurityPolicy", "UniquePrefix", "UserPoolDomain"),
    "domain_addresses": ("UserPoolDomainHandle",),
    "domain_alias_record": ("DomainAliasRecord",),
    "domain_handle": ("ExistingUserPoolDomain", "UserPoolDomainResources"),
    "errors": (
        "CognitoL2Error",
        "ConfigurationError",
        "DangerousChangeError",
        "NotAResourceError",
        "OtherTemplateError",
        "TitleTakenError",
        "UnusableTemplateError",
    ),
    "groups": ("UserPoolGroup", "UserPoolGroupHandle"),
    "identity_pool.handles": ("ExistingIdentityPool", "IdentityPoolHandle", "IdentityPoolResources"),
    "identity_pool.pool": ("IdentityPool",),
    "identity_pool.principal_tags": ("PrincipalTags",),
    "identity_pool.providers": ("SocialLogins", "SocialProvider", "TwitterLogin", "UserPoolAuthentication"),
    "identity_pool.role_mapping": ("AmbiguousRoleResolution", "MappingRule", "RoleMapping", "RoleMappingMatchType"),
    "identity_pool.roles": ("IdentityPrincipal", "IdentityRole"),
    "identity_providers.amazon": ("AmazonAttribute", "AmazonIdentityProvider"),
    "identity_providers.apple": ("AppleAttribute", "AppleIdentityProvider"),
    "identity_providers.facebook": ("FacebookAttribute", "FacebookIdentityProvider"),
    "identity_providers.google": ("GoogleAttribute", "GoogleIdentityProvider"),
    "identity_providers.handles": ("IdentityProviderHandle",),
    "identity_providers.mapping": ("AttributeMapping",),
    "identity_providers.oidc": ("AttributeRequestMethod", "OidcEndpoints", "OidcIdentityProvider"),
    "identity_providers.saml": (
        "SamlIdentityProvider",
        "SamlIdentityProviderHandle",
        "SamlMetadata",
        "SigningAlgorithm",
    ),
    "identity_providers.secret": ("SecretValue",),
    "logs": ("FirehoseDestination", "LogGroupDestination", "S3Destination", "UserPoolLogDelivery"),
    "outputs": ("AppOutputs",),
    "replication": ("ReplicaStatus", "UserPoolRegionalConfiguration", "UserPoolReplica", "UserPoolReplicaHandle"),
    "resource_server": ("UserPoolResourceServer",),
    "resource_server_handle": ("ResourceServerHandle",),
    "risk": (
        "AccountTakeoverAction",
        "AccountTakeoverEventAction",
        "AccountTakeoverRisk",
        "CompromisedCredentialsEvent",
        "CompromisedCredentialsEventAction",
        "CompromisedCredentialsRisk",
        "NotifyEmail",
        "RiskExceptions",
        "RiskNotification",
        "UserPoolRiskConfiguration",
    ),
    "terms": ("TermsLanguage", "TermsName", "UserPoolTerms", "UserPoolTermsHandle"),
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
    "users": ("DeliveryMedium", "MessageAction", "UserPoolUser", "UserPoolUserHandle", "UserPoolUserToGroupAttachment"),
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names}
__all__ = ["__version__", *sorted(_MODULES)]  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]  # strings all


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
