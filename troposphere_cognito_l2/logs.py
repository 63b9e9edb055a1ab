"""Where a user pool writes its logs: undelivered messages, and what users do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from troposphere import AWSObject, Sub, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import Options, field
from ._core.references import arn_of, condition_of, where_present
from ._core.values import Bucket, DeliveryStream, LogGroup, Resource, Value, is_intrinsic
from .user_pool.member import PoolMember, PoolMemberHandle


class _Destination(Options):
    """What all destinations have in common: a resource or its ARN."""

    target: Value[str] | Resource = field(kw_only=False)
    """The resource."""

    def rendered(self) -> dict[str, Any]:
        """The destination as CloudFormation writes it."""
        raise NotImplementedError  # each destination writes its own


class LogGroupDestination(_Destination):
    """A CloudWatch log group: in the pool's account, and not encrypted with a KMS key.

    A name that begins with ``/aws/vendedlogs/`` avoids the limit on the size of the resource policy.
    """

    target: Value[str] | LogGroup = field(kw_only=False)
    """The log group: a troposphere ``LogGroup`` of the same template, its ARN (a ``:*`` at the end of a literal one is
    taken off) or an intrinsic that gives the ARN without ``:*`` (``GetAtt`` gives it with)."""

    def rendered(self) -> dict[str, Any]:
        """The destination as CloudFormation writes it."""
        return {"CloudWatchLogsConfiguration": {"LogGroupArn": _log_group_arn(self.target)}}


class FirehoseDestination(_Destination):
    """A stream of Amazon Data Firehose."""

    target: Value[str] | DeliveryStream = field(kw_only=False)
    """The stream: a troposphere ``DeliveryStream`` of the same template, its ARN or an intrinsic that gives it."""

    def rendered(self) -> dict[str, Any]:
        """The destination as CloudFormation writes it."""
        return {"FirehoseConfiguration": {"StreamArn": arn_of(self.target)}}


class S3Destination(_Destination):
    """An S3 bucket. Who deploys it needs ``s3:GetBucketPolicy`` and ``s3:PutBucketPolicy``."""

    target: Value[str] | Bucket = field(kw_only=False)
    """The bucket: a troposphere ``Bucket`` of the same template, its ARN or an intrinsic that gives it."""

    def rendered(self) -> dict[str, Any]:
        """The destination as CloudFormation writes it."""
        return {"S3Configuration": {"BucketArn": arn_of(self.target)}}


class UserPoolLogDelivery(PoolMember[PoolMemberHandle]):
    """Where a user pool writes its logs: an ``AWS::Cognito::LogDeliveryConfiguration``, of which a pool has one.

    Who deploys it needs the permissions of the AWS page: on ``logs:CreateLogDelivery`` and its kin, and on the
    destination's policy. Moving a live pool's logs to another destination has been reported to fail ("already exists"):
    take the configuration away in one deploy and add it in the next. A destination under another condition than the
    configuration's own is used where it exists.

    Example:
        >>> from troposphere.logs import LogGroup
        >>> from troposphere_cognito_l2 import UserPool
        >>> template = Template()
        >>> users = UserPool("Users", sms=None).add_to(template)
        >>> group = template.add_resource(LogGroup("PoolLogs", LogGroupName="/aws/vendedlogs/users"))
        >>> logs = UserPoolLogDelivery(
        ...     "Delivery", user_pool=users, user_notification_errors=LogGroupDestination(group)
        ... ).add_to(template)
        >>> logs.resource.LogConfigurations[0].EventSource
        'userNotification'

    https://docs.aws.amazon.com/cognito/latest/developerguide/exporting-quotas-and-usage.html
    """

    user_notification_errors: LogGroupDestination | None = field(default=None, at="LogConfigurations")
    """Where errors in delivering e-mail and text messages go. Default: nowhere."""
    user_auth_events: LogGroupDestination | FirehoseDestination | S3Destination | None = field(
        default=None, at="LogConfigurations"
    )
    """Where sign-ins and the like go, with the risk that threat protection saw in them; needs the Plus plan with threat
    protection on. Default: nowhere."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The configuration."""
        sources = (
            ("userNotification", "ERROR", self.user_notification_errors),
            ("userAuthEvents", "INFO", self.user_auth_events),
        )
        configurations = [
            where_present(
                {"EventSource": source, "LogLevel": level, **destination.rendered()},
                condition_of(destination.target),
                self.own_condition(),
            )
            for source, level, destination in sources
            if destination is not None
        ]
        properties = self.member_properties(template, problems)
        if configurations:
            properties["LogConfigurations"] = configurations
        return (Rendered(self.logical_id, cognito.LogDeliveryConfiguration, properties, {}),)

    def option_for(self, path: str) -> str:
        """The name of the option that wrote a property."""
        both = ("user_notification_errors", "user_auth_events")
        given = [name for name in both if vars(self)[name] is not None]
        if path.startswith("LogConfigurations[") and given:
            return given[int(path[18 : path.index("]")])]
        return super().option_for(path)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> PoolMemberHandle:
        """The handle of the configuration."""
        return PoolMemberHandle(template, built[self.logical_id], self.user_pool)


def _log_group_arn(group: Value[str] | Resource) -> Any:
    """The ARN without the ``:*`` that ``GetAtt`` puts at its end, which Cognito refuses."""
    if isinstance(group, str):
        return group.removesuffix(":*")
    if is_intrinsic(group) or cast("Resource", group).resource_type != "AWS::Logs::LogGroup":
        return arn_of(group)
    title = cast("Resource", group).title
    return Sub(f"arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{{title}}}")
