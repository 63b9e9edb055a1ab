"""A second Region for a user pool: the replica, and what it has of its own there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from troposphere import AWSObject, Sub, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import field, prop
from ._core.values import TagList, Value, literal
from .user_pool.email import CognitoEmail, SesEmail
from .user_pool.feature import PoolContext
from .user_pool.handles import UserPoolHandle
from .user_pool.member import PoolMember, PoolMemberHandle
from .user_pool.retention import RemovalPolicy
from .user_pool.sms import EndUserMessagingSms, SmsDelivery
from .user_pool.tags import tag_map
from .user_pool.triggers import LambdaTriggers


class ReplicaStatus(Enum):
    """Whether a replica serves users."""

    ACTIVE = "ACTIVE"
    """It signs users in."""
    INACTIVE = "INACTIVE"
    """It can be configured only."""


class UserPoolReplicaHandle(PoolMemberHandle):
    """What `UserPoolReplica` added to a template."""

    def __init__(self, template: Template, resource: AWSObject, user_pool: UserPoolHandle, region: Value[str]) -> None:
        super().__init__(template, resource, user_pool)
        self.region_name = region
        """The replica's Region."""

    @property
    def arn(self) -> Sub:
        """The replica's ARN: the pool's own id, in the other Region."""
        return _pool_arn(self.user_pool.id, self.region_name)


class UserPoolReplica(PoolMember[UserPoolReplicaHandle]):
    """A replica of a user pool in a second Region: an ``AWS::Cognito::UserPoolReplica``, in the stack of the pool.

    The pool must be on the Essentials or Plus plan, encrypted with a multi-Region KMS key that has a replica in the
    second Region, and of the issuer type ``UPDATED``, which every verifier of tokens notices. A pool has one replica.
    It has the pool's id, and starts inactive: `UserPoolRegionalConfiguration` in a stack of the second Region activates
    it. There nobody signs up, resets a password or uses an authenticator app. Not every existing pool can be replicated.

    Example:
        >>> from troposphere.kms import Key
        >>> from troposphere_cognito_l2 import IssuerType, UserPool
        >>> template = Template()
        >>> key = template.add_resource(Key("PoolKey", MultiRegion=True, KeyPolicy={}))
        >>> users = UserPool("Users", sms=None, kms_key=key, issuer=IssuerType.UPDATED).add_to(template)
        >>> replica = UserPoolReplica("West", user_pool=users, region_name="us-west-2").add_to(template)
        >>> replica.resource.RegionName
        'us-west-2'

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
    """

    region_name: Value[str] = prop("RegionName")
    """The second Region, 5 to 32 characters. Immutable: another one replaces the replica."""
    tags: Mapping[str, Value[str]] | TagList | None = field(default=None, at="UserPoolTagsAtCreate")
    """Tags that the replica is made with: a mapping or troposphere ``Tags``. Other ones replace the replica; to change
    the tags of a live one use `UserPoolRegionalConfiguration`. Default: none."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The replica."""
        properties = self.member_properties(template, problems)
        if self.tags is not None:
            properties["UserPoolTagsAtCreate"] = tag_map(self.tags, "UserPoolTagsAtCreate", problems)
        return (Rendered(self.logical_id, cognito.UserPoolReplica, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolReplicaHandle:
        """The handle of the replica."""
        return UserPoolReplicaHandle(template, built[self.logical_id], self.user_pool, self.region_name)


class UserPoolRegionalConfiguration(PoolMember[PoolMemberHandle]):
    """What a replica has of its own: an ``AWS::Cognito::UserPoolRegionalConfigurationAttachment``.

    It belongs into a stack of the second Region, so the pool is an `ExistingUserPool`, whose id is the primary pool's;
    the replica must be there. Functions, SES identities and the like are those of the second Region. The SMS role, if
    one is made, is ``<title>SmsRole`` and trusts Cognito for the second Region; each function gets the permission
    ``<title><Trigger>Permission``. WAF and log delivery have resources of their own.

    Example:
        >>> from troposphere_cognito_l2 import ExistingUserPool
        >>> template = Template()
        >>> west = UserPoolRegionalConfiguration(
        ...     "West", user_pool=ExistingUserPool("us-east-1_EXAMPLE"), sms=SmsDelivery(), status=ReplicaStatus.ACTIVE
        ... ).add_to(template)
        >>> sorted(template.resources)
        ['West', 'WestSmsRole']

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolregionalconfigurationattachment.html
    """

    status: Value[ReplicaStatus] | None = prop("Status", default=None)
    """Whether the replica serves users. Default: Cognito's, as it is; a new one does not."""
    email: CognitoEmail | SesEmail | None = field(default=None, at="EmailConfiguration")
    """Who sends e-mail in the second Region. Default: Cognito's."""
    sms: SmsDelivery | EndUserMessagingSms | None = field(default=None, at="SmsConfiguration")
    """How text messages are sent from the second Region; without a role of yours, one is made. Default: Cognito's."""
    lambda_triggers: LambdaTriggers | None = field(default=None, at="LambdaConfig")
    """Functions of the second Region that Cognito calls there. Default: Cognito's."""
    tags: Mapping[str, Value[str]] | TagList | None = field(default=None, at="UserPoolTags")
    """Tags of the replica: a mapping or troposphere ``Tags``. Default: as they are."""
    removal_policy: RemovalPolicy = RemovalPolicy.RETAIN
    """What becomes of the SMS role that is made. Default: it is retained, since the replica outlives this stack."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The configuration, then its role and permissions."""
        properties = self.member_properties(template, problems)
        context = PoolContext(
            self.logical_id,
            problems,
            auto_verified=(),
            factors=(),
            retention=self.removal_policy.attributes(),
            arn=_pool_arn(self.user_pool.id),
        )
        companions: list[Rendered] = []
        for feature in (self.email, self.sms, self.lambda_triggers):
            if feature is not None:
                fragment = feature.render(context)
                properties.update(fragment.properties)
                companions += fragment.companions
        if self.tags is not None:
            properties["UserPoolTags"] = tag_map(self.tags, "UserPoolTags", problems)
        kind = cognito.UserPoolRegionalConfigurationAttachment
        return (Rendered(self.logical_id, kind, properties, {}), *companions)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> PoolMemberHandle:
        """The handle of the configuration."""
        return PoolMemberHandle(template, built[self.logical_id], self.user_pool)


def _pool_arn(pool_id: Value[str], region: Value[str] | None = None) -> Sub:
    """The ARN of a pool in a Region, by default the stack's; a replica has the id of its pool, which names another."""
    variables: dict[str, Any] = {}
    known_id, known_region = literal(pool_id), "${AWS::Region}" if region is None else literal(region)
    if known_id is None:
        known_id, variables["Id"] = "${Id}", pool_id
    if known_region is None:
        known_region, variables["ReplicaRegion"] = "${ReplicaRegion}", region
    return Sub(
        f"arn:${{AWS::Partition}}:cognito-idp:{known_region}:${{AWS::AccountId}}:userpool/{known_id}", **variables
    )
