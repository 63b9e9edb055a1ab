"""Text messages, and the IAM role through which Cognito sends them."""

from __future__ import annotations

from typing import Any

import awacs.sns
from awacs.aws import Action, Allow, ArnLike, Condition, PolicyDocument, Principal, Statement, StringEquals
from awacs.sts import AssumeRole
from troposphere import GetAtt, Ref, Sub, iam

from .._core.fragment import Fragment, Rendered
from .._core.options import field, prop
from .._core.references import arn_of
from .._core.values import Role, Value
from .feature import Feature, PoolContext

USER_POOLS_OF_THIS_ACCOUNT = "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/*"
"""As narrow as a trust policy can be: the ARN of the pool itself would be a circular dependency."""


class _SmsRole(Feature):
    """What both ways of sending have in common: whose role it is."""

    role: Value[str] | Role | None = None
    """An existing role that Cognito may assume: its ARN, a troposphere ``Role`` of the same template, or an intrinsic
    that gives the ARN. Default: a role is made, ``<title>SmsRole``, retained with the pool, which needs the capability
    CAPABILITY_IAM."""
    external_id: Value[str] | None = None
    """The ``sts:ExternalId`` that Cognito presents, 2 to 1224 characters of letters, digits and ``_+=,.@:/-``.
    Default: ``<stack name>-<title>`` on both sides where the role is made; none where you give the role."""
    role_path: Value[str] | None = None
    """IAM path of the role that is made, which begins and ends with a slash. Default: IAM's, ``/``."""
    role_permissions_boundary: Value[str] | None = None
    """ARN of the permissions boundary of the role that is made. Default: none."""

    def _caller(
        self, context: PoolContext, permission: Action, policy_name: str
    ) -> tuple[Any, Any, tuple[Rendered, ...]]:
        """The role's ARN, the external id, and the role if it has to be made."""
        if self.role is not None:
            return arn_of(self.role), self.external_id, ()
        title = f"{context.logical_id}SmsRole"
        external_id = Sub(f"${{AWS::StackName}}-{context.logical_id}") if self.external_id is None else self.external_id
        properties: dict[str, Any] = {
            "AssumeRolePolicyDocument": _trust(external_id),
            "Policies": [{"PolicyName": policy_name, "PolicyDocument": _allow(permission)}],
        }
        if self.role_path is not None:
            properties["Path"] = self.role_path
        if self.role_permissions_boundary is not None:
            properties["PermissionsBoundary"] = self.role_permissions_boundary
        role = Rendered(title, iam.Role, properties, dict(context.retention), option="sms")
        return GetAtt(title, "Arn"), external_id, (role,)


class SmsDelivery(_SmsRole):
    """Text messages through Amazon SNS. Once on, SMS can't be switched off (the role may change).

    The role that is made trusts Cognito for the user pools of this account and Region, under the external id; it may
    publish to phone numbers, which have no ARN to name. The permission is part of the role: a policy of its own would
    race with the pool's creation.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
    """

    role: Value[str] | Role | None = field(default=None, at="SmsConfiguration.SnsCallerArn")
    """An existing role that Cognito may assume: its ARN, a troposphere ``Role`` of the same template, or an intrinsic
    that gives the ARN. Default: a role is made, ``<title>SmsRole``, retained with the pool, which needs the capability
    CAPABILITY_IAM."""
    external_id: Value[str] | None = field(default=None, at="SmsConfiguration.ExternalId")
    """The ``sts:ExternalId`` that Cognito presents, 2 to 1224 characters of letters, digits and ``_+=,.@:/-``.
    Default: ``<stack name>-<title>`` on both sides where the role is made; none where you give the role."""
    sns_region: Value[str] | None = prop("SmsConfiguration.SnsRegion", default=None)
    """Region that sends. Default: Cognito's, the pool's own where SNS can send."""

    def render(self, context: PoolContext) -> Fragment:
        """``SmsConfiguration``, and the role if none is given."""
        arn, external_id, companions = self._caller(context, awacs.sns.Publish, "sns-publish")
        configuration = {"SnsCallerArn": arn}
        if external_id is not None:
            configuration["ExternalId"] = external_id
        if self.sns_region is not None:
            configuration["SnsRegion"] = self.sns_region
        return Fragment({"SmsConfiguration": configuration}, companions)


class EndUserMessagingSms(_SmsRole):
    """Text messages through AWS End User Messaging, from an origination identity of yours.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
    """

    role: Value[str] | Role | None = field(default=None, at="SmsConfiguration.EumsSms.CallerArn")
    """An existing role that Cognito may assume: its ARN, a troposphere ``Role`` of the same template, or an intrinsic
    that gives the ARN. Default: a role is made, ``<title>SmsRole``, retained with the pool, which needs the capability
    CAPABILITY_IAM."""
    external_id: Value[str] | None = field(default=None, at="SmsConfiguration.EumsSms.ExternalId")
    """The ``sts:ExternalId`` that Cognito presents, 2 to 1224 characters of letters, digits and ``_+=,.@:/-``.
    Default: ``<stack name>-<title>`` on both sides where the role is made; none where you give the role."""
    origination_identity: Value[str] | None = prop("SmsConfiguration.EumsSms.OriginationIdentity", default=None)
    """Phone number, pool or sender id that sends, by id or ARN. Default: the service chooses."""
    configuration_set_name: Value[str] | None = prop("SmsConfiguration.EumsSms.ConfigurationSetName", default=None)
    """Configuration set. Default: none."""
    in_entity_id: Value[str] | None = prop("SmsConfiguration.EumsSms.InEntityId", default=None)
    """Principal entity id, for messages to India. Default: none."""
    in_template_id: Value[str] | None = prop("SmsConfiguration.EumsSms.InTemplateId", default=None)
    """Template id, for messages to India. Default: none."""
    region: Value[str] | None = prop("SmsConfiguration.EumsSms.Region", default=None)
    """Region that sends; it must be the pool's. Default: the pool's."""

    def render(self, context: PoolContext) -> Fragment:
        """``SmsConfiguration.EumsSms``, and the role if none is given."""
        arn, external_id, companions = self._caller(
            context, Action("sms-voice", "SendTextMessage"), "send-text-message"
        )
        configuration = {"CallerArn": arn}
        if external_id is not None:
            configuration["ExternalId"] = external_id
        properties = self.direct_properties()
        properties.setdefault("SmsConfiguration", {}).setdefault("EumsSms", {}).update(configuration)
        return Fragment(properties, companions)


def _trust(external_id: Any) -> PolicyDocument:
    """Only Cognito, for pools of this account and Region, and only with the external id.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-sms.html
    """
    return PolicyDocument(
        Version="2012-10-17",
        Statement=[
            Statement(
                Effect=Allow,
                Principal=Principal("Service", "cognito-idp.amazonaws.com"),
                Action=[AssumeRole],
                Condition=Condition(
                    [
                        StringEquals({"sts:ExternalId": external_id, "aws:SourceAccount": Ref("AWS::AccountId")}),
                        ArnLike({"aws:SourceArn": Sub(USER_POOLS_OF_THIS_ACCOUNT)}),
                    ]
                ),
            )
        ],
    )


def _allow(permission: Action) -> PolicyDocument:
    return PolicyDocument(
        Version="2012-10-17", Statement=[Statement(Effect=Allow, Action=[permission], Resource=["*"])]
    )
