"""`UserPool`: the helper that its features come together in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from troposphere import AWSObject, GetAtt, Template, cognito

from .._core.fragment import Rendered, merge
from .._core.helper import Helper, Problems
from .._core.options import field, prop, put
from .._core.problem import option_finding
from .._core.references import arn_of
from .._core.values import Key, TagList, Value
from ..checks.attributes import STANDARD
from ..checks.circles import circle_closed_by
from ..checks.finding import Finding
from .feature import Feature, PoolContext
from .handles import UserPoolResources
from .messages import AuthenticationMessages, UserInvitation, UserVerification
from .mfa import Mfa, MfaMode
from .passwords import PasswordPolicy
from .recovery import AccountRecovery, default_recovery
from .retention import RemovalPolicy
from .sign_in import Contacts, SignIn
from .sms import EndUserMessagingSms, SmsDelivery
from .tags import tag_map

if TYPE_CHECKING:  # what a pool may have: see `annotation_of`
    from .attributes import CustomAttribute, StandardAttributes
    from .devices import DeviceTracking
    from .email import CognitoEmail, SesEmail
    from .passwordless import FirstFactors, Passkeys
    from .threat_protection import ThreatProtection
    from .triggers import LambdaTriggers


class FeaturePlan(Enum):
    """What the pool can do, and costs.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html
    """

    LITE = "LITE"
    """The basics."""
    ESSENTIALS = "ESSENTIALS"
    """Managed login, passkeys, one-time codes, e-mail as second factor, changes to access tokens."""
    PLUS = "PLUS"
    """Threat protection and the export of user activity as well."""


class IssuerType(Enum):
    """Which form of issuer the pool's tokens carry. Every verifier of tokens knows it: changing it breaks them."""

    ORIGINAL = "ORIGINAL"
    """``https://cognito-idp.<region>.amazonaws.com/<id>``."""
    UPDATED = "UPDATED"
    """``https://issuer-cognito-idp.<region>.amazonaws.com/<id>``, which replication to a second Region needs."""


class UserPool(Helper[UserPoolResources]):
    """A user pool: an ``AWS::Cognito::UserPool``, the IAM role through which it sends text messages, and the
    permissions to call its trigger functions.

    Users are safe by default: the pool is retained and protected from deletion, and so is the role. Deploying it needs
    the capability CAPABILITY_IAM, for the role.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users", self_sign_up_enabled=True, sign_in=SignIn.email()).add_to(template)
        >>> sorted(template.resources)
        ['Users', 'UsersSmsRole']

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
    """

    user_pool_name: Value[str] | None = prop("UserPoolName", default=None)
    """Name, 1 to 128 letters, digits, spaces and ``_+=,.@-``. Default: CloudFormation makes one."""
    self_sign_up_enabled: Value[bool] = field(default=False, at="AdminCreateUserConfig.AllowAdminCreateUserOnly")
    """Whether users may sign themselves up: a boolean, or ``If(condition, True, False)``. Default: only administrators
    create users."""
    sign_in: SignIn = SignIn.username()
    """How users name themselves; immutable. Default: by a user name."""
    case_sensitive: Value[bool] | None = prop("UsernameConfiguration.CaseSensitive", default=False)
    """Whether ``Ann`` and ``ann`` are two users; immutable. Default: they are one. ``None`` leaves the block out, for a
    live pool that has none (Cognito then tells them apart)."""
    auto_verify: Contacts | Literal["auto"] | None = field(default="auto", at="AutoVerifiedAttributes")
    """Which contacts Cognito verifies by a message. Default ``"auto"``: those that users sign in with."""
    keep_original: Contacts | Literal["auto"] | None = field(
        default="auto", at="UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"
    )
    """Which contacts keep their old value until the new one is verified; they must be auto-verified. Default
    ``"auto"``: all that are, since a changed address could take over an account."""
    standard_attributes: StandardAttributes | None = field(default=None, at="Schema")
    """What the pool says of standard attributes. Default: nothing."""
    custom_attributes: Mapping[str, CustomAttribute] = field(default={}, at="Schema")
    """Custom attributes by name, 1 to 20 characters without the prefix ``custom:``; at most 50. They can be added
    later, but never changed or removed. Default: none."""
    user_verification: UserVerification | None = UserVerification()
    """The texts that verify a contact. Default: one sentence with a code. ``None`` leaves Cognito's own."""
    user_invitation: UserInvitation | None = None
    """The texts for a user whom an administrator creates. Default: Cognito's own."""
    authentication_messages: AuthenticationMessages | None = None
    """The texts with a one-time code at sign-in. Default: Cognito's own."""
    sms: SmsDelivery | EndUserMessagingSms | Literal["auto"] | None = field(default="auto", at="SmsConfiguration")
    """How text messages are sent. Default ``"auto"``: through a role that is made, except where MFA is on without SMS
    as a factor, since Cognito refuses an SMS configuration there. ``None``: the pool sends none. SMS once on can't be
    switched off, and a pool with SMS can never have an authenticator app as its only factor: say ``None`` if that is
    where you are going."""
    email: CognitoEmail | SesEmail | None = None
    """Who sends e-mail. Default: Cognito, at most 50 a day."""
    mfa: Mfa | None = None
    """Second factors. Default: none."""
    first_factors: FirstFactors | None = None
    """What users may sign in with besides a password. Default: nothing."""
    passkeys: Passkeys | None = None
    """How passkeys work. Default: Cognito's."""
    password_policy: PasswordPolicy | None = PasswordPolicy()
    """What a password must be like. Default: 8 characters of all four kinds, temporary ones for 7 days. ``None``
    leaves the policy out."""
    account_recovery: AccountRecovery | Literal["auto"] | None = field(default="auto", at="AccountRecoverySetting")
    """Where the code for a forgotten password goes. Default ``"auto"``: to the e-mail address, then to the phone where
    the pool verifies it (or e-mail is a second factor, beside which Cognito refuses e-mail alone). ``None`` leaves the
    setting out: phone first, even as a second factor."""
    device_tracking: DeviceTracking | None = None
    """How devices are remembered. Default: they are not."""
    lambda_triggers: LambdaTriggers | None = None
    """Functions that Cognito calls. Default: none."""
    feature_plan: Value[FeaturePlan] | None = prop("UserPoolTier", default=None)
    """What the pool can do. Default: Cognito's, Essentials."""
    threat_protection: ThreatProtection | None = None
    """What happens about compromised passwords and risky sign-ins; needs the Plus plan. Default: nothing."""
    kms_key: Value[str] | Key | None = field(default=None, at="KeyConfiguration")
    """Customer-managed KMS key that encrypts the pool: a troposphere ``Key``, its ARN or an intrinsic that gives it.
    Default: a key that AWS owns."""
    issuer: Value[IssuerType] | None = prop("IssuerConfiguration.Type", default=None)
    """Form of the issuer in tokens. Default: Cognito's, ``ORIGINAL``."""
    tags: Mapping[str, Value[str]] | TagList | None = field(default=None, at="UserPoolTags")
    """Tags of the pool: a mapping or troposphere ``Tags``. Default: none."""
    removal_policy: RemovalPolicy = RemovalPolicy.RETAIN
    """What becomes of the users when the stack lets go of the pool. Default: pool and SMS role are retained."""
    deletion_protection: Value[bool] | None = field(default=None, at="DeletionProtection")
    """Whether the pool refuses to be deleted: a boolean, or ``If(condition, True, False)``. Default: it does, unless
    ``removal_policy`` is ``DESTROY``."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The pool, then its role and permissions."""
        context = self._context(problems)
        properties = self.direct_properties()
        companions: list[Rendered] = []
        for feature in self._features(context):
            fragment = feature.render(context)
            for path in merge(properties, fragment.properties):
                raise AssertionError(f"two features write {path}")
            companions += fragment.companions
        for path, value in self._own_properties(context):
            put(properties, path, value)
        attributes = dict(context.retention)
        if self.lambda_triggers is not None or self.kms_key is not None or getattr(self.sms, "role", None) is not None:
            body = {"Type": "AWS::Cognito::UserPool", "Properties": properties, "Condition": self.own_condition()}
            for finding in circle_closed_by(self.logical_id, body, template.resources):
                problems.append(finding._replace(option=self.option_for(finding.path)))
        return (Rendered(self.logical_id, cognito.UserPool, properties, attributes), *companions)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolResources:
        """The handle of the pool."""
        return UserPoolResources(template, built)

    def option_for(self, path: str) -> str:
        """The name of the option that wrote a property; for the schema, the attribute's."""
        if path.startswith("Schema["):
            standard = self.standard_attributes.given() if self.standard_attributes else {}
            names = [f"standard_attributes.{name}" for name in standard]
            names += [f"custom_attributes[{name!r}]" for name in self.custom_attributes]
            index = int(path[7 : path.index("]")])
            if index < len(names):  # else `properties` has it
                return names[index]
        if path == "Schema" and self.custom_attributes:  # too many: there are but 17 standard ones
            return "custom_attributes"
        return super().option_for(path)

    def _context(self, problems: Problems) -> PoolContext:
        auto_verified = self.sign_in.contacts() if self.auto_verify == "auto" else ()
        if isinstance(self.auto_verify, Contacts):
            auto_verified = self.auto_verify.names()
        factors = self.mfa.factors() if self.mfa else ()
        return PoolContext(
            self.logical_id,
            problems,
            auto_verified=auto_verified,
            factors=factors,
            retention=self.removal_policy.attributes(),
            arn=GetAtt(self.logical_id, "Arn"),
        )

    def _features(self, context: PoolContext) -> Iterator[Feature]:
        sms = self.sms
        if sms == "auto":
            app_only = self.mfa is not None and self.mfa.mode is not MfaMode.OFF and not self.mfa.sms
            sms = None if app_only else SmsDelivery()
        chosen = (
            self.sign_in,
            self.user_verification,
            self.user_invitation,
            self.authentication_messages,
            sms,
            self.email,
            self.mfa,
            self.first_factors,
            self.passkeys,
            self.password_policy,
            self.device_tracking,
            self.lambda_triggers,
            self.threat_protection,
        )
        for feature in chosen:
            if feature is not None:
                yield feature

    def _own_properties(self, context: PoolContext) -> Iterator[tuple[str, Any]]:
        """What the pool's own options make of their values, and what rests on several of them."""
        flag = context.problems.flag
        path = "AdminCreateUserConfig.AllowAdminCreateUserOnly"
        yield path, flag("self_sign_up_enabled", path, self.self_sign_up_enabled, true=False, false=True)
        retained = self.removal_policy is RemovalPolicy.RETAIN
        protected = retained if self.deletion_protection is None else self.deletion_protection
        path = "DeletionProtection"
        yield path, flag("deletion_protection", path, protected, true="ACTIVE", false="INACTIVE")
        if context.auto_verified:
            yield "AutoVerifiedAttributes", list(context.auto_verified)
        kept = context.auto_verified if self.keep_original == "auto" else ()
        if isinstance(self.keep_original, Contacts):
            kept = self.keep_original.names()
        if kept:
            yield "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate", list(kept)
        schema = self.standard_attributes.schema() if self.standard_attributes else []
        schema += [attribute.schema(name) for name, attribute in self.custom_attributes.items()]
        context.problems.extend(_misnamed(self.custom_attributes))
        if schema:
            yield "Schema", schema
        recovery = self.account_recovery
        if recovery == "auto":
            recovery = default_recovery(context.auto_verified, context.factors)
        if recovery is not None:
            yield from recovery.properties().items()
        if self.kms_key is not None:
            yield "KeyConfiguration.KeyType", "CUSTOMER_MANAGED_KEY"
            yield "KeyConfiguration.KmsKeyArn", arn_of(self.kms_key)
        if self.tags is not None:
            yield "UserPoolTags", tag_map(self.tags, "UserPoolTags", context.problems)


def _misnamed(custom_attributes: Mapping[str, CustomAttribute]) -> Iterator[Finding]:
    """Names that would make another attribute than the one meant."""
    for name in custom_attributes:
        if name.startswith("custom:") or name in STANDARD:
            prefixed = name.startswith("custom:")
            yield option_finding(
                "Schema",
                f"custom_attributes[{name!r}]",
                name,
                message="would become custom:custom:..."
                if prefixed
                else "is the name of an attribute that every pool has",
                allowed="names without the prefix custom:, other than those of the standard attributes",
                fix="leave the prefix out" if prefixed else "say it with standard_attributes, or choose another name",
            )
