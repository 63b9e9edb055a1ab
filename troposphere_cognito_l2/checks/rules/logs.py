"""Rules of ``AWS::Cognito::LogDeliveryConfiguration``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import put
from ..resource_types import LOG_DELIVERY, USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Reference, Text
from ..view import ResourceView
from .members import plan_of, pool_of, surely_other_type, threat_protection_is_off

LOG_GROUP = "AWS::Logs::LogGroup"

_EXPORT = f"{GUIDE}exporting-quotas-and-usage.html"
_CONFIGURATION = f"{USER_POOLS_API}API_LogConfigurationType.html"
_LEVELS = {"userNotification": "ERROR", "userAuthEvents": "INFO"}
_DESTINATIONS = {
    "CloudWatchLogsConfiguration": ("LogGroupArn", LOG_GROUP, re.compile(r"arn:[\w-]+:logs:[^:]*:\d*:log-group:.+")),
    "FirehoseConfiguration": (
        "StreamArn",
        "AWS::KinesisFirehose::DeliveryStream",
        re.compile(r"arn:[\w-]+:firehose:[^:]*:\d*:deliverystream/.+"),
    ),
    "S3Configuration": ("BucketArn", "AWS::S3::Bucket", re.compile(r"arn:[\w-]+:s3:::[^/*]+")),
}

_ARN = "arn:aws:logs:us-east-1:111122223333:log-group:users"
_GROUP = {"CloudWatchLogsConfiguration": {"LogGroupArn": _ARN}}
_BUCKET = {"S3Configuration": {"BucketArn": "arn:aws:s3:::users-log"}}
_ERRORS = {"EventSource": "userNotification", "LogLevel": "ERROR"}
_EVENTS = {"EventSource": "userAuthEvents", "LogLevel": "INFO"}
_POOL = {"UserPoolId": "us-east-1_abc"}
_USERS = {"UserPoolId": {"Ref": "Users"}}
_PROTECTED = {"UserPoolTier": "PLUS", "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}
_GROUP_NAME = {"LogGroupName": "/aws/vendedlogs/users"}
_REFERRED = {**_ERRORS, "CloudWatchLogsConfiguration": {"LogGroupArn": {"Fn::Sub": _ARN[:-5] + "${Group}"}}}


@rule(
    "E9811",
    LOG_DELIVERY,
    source=_EXPORT,
    accepts={**_POOL, "LogConfigurations": [{**_ERRORS, **_GROUP}]},
    rejects={**_POOL, "LogConfigurations": [{**_ERRORS, **_GROUP, "LogLevel": "INFO"}]},
)
def level_fits_the_source(delivery: ResourceView) -> Iterator[Problem]:
    """Events are userNotification at level ERROR, or userAuthEvents at level INFO."""
    for path, _ in delivery.items("LogConfigurations"):
        source, level = delivery.literal(f"{path}.EventSource"), delivery.literal(f"{path}.LogLevel")
        if source is not None and source not in _LEVELS:
            where = f"{path}.EventSource"
            yield Problem(where, f"{source} is no source of events", "use one that is", ", ".join(_LEVELS))
        elif source is not None and level is not None and level != _LEVELS[str(source)]:
            where, meant = f"{path}.LogLevel", _LEVELS[str(source)]
            message = f"{source} is not written at the level {level}"
            yield Problem(where, message, f"write {meant}", change=(put(where, meant),))


@rule(
    "E9812",
    LOG_DELIVERY,
    source=_EXPORT,
    accepts={**_POOL, "LogConfigurations": [{**_EVENTS, **_BUCKET}]},
    rejects={**_POOL, "LogConfigurations": [{**_ERRORS, **_BUCKET}]},
)
def source_has_one_destination(delivery: ResourceView) -> Iterator[Problem]:
    """Events go to one destination, userNotification to a log group only."""
    for path, item in delivery.items("LogConfigurations"):
        if not isinstance(item, dict):
            continue
        given = [name for name in _DESTINATIONS if not delivery.absent(f"{path}.{name}")]
        known = [name for name in given if isinstance(item[name], dict)]
        source = delivery.literal(f"{path}.EventSource")
        if not given:
            yield Problem(path, "goes nowhere", "give one destination", ", ".join(_DESTINATIONS))
        elif len(known) > 1:
            yield Problem(path, f"goes to {len(known)} destinations: {', '.join(known)}", "choose one of them")
        elif source == "userNotification" and known and known[0] != "CloudWatchLogsConfiguration":
            yield Problem(f"{path}.{known[0]}", f"{source} goes to a log group only", "give a log group")


@rule(
    "E9813",
    LOG_DELIVERY,
    source=_EXPORT,
    accepts={**_POOL, "LogConfigurations": [{**_ERRORS, **_GROUP}, {**_EVENTS, **_GROUP}]},
    rejects={**_POOL, "LogConfigurations": [{**_EVENTS, **_BUCKET}, {**_EVENTS, **_GROUP}]},
)
def source_is_configured_once(delivery: ResourceView) -> Iterator[Problem]:
    """Each source of events is configured once."""
    seen = set()
    for path, _ in delivery.items("LogConfigurations"):
        source = delivery.literal(f"{path}.EventSource")
        if source is not None and source in seen:
            yield Problem(f"{path}.EventSource", f"{source} is configured twice", "leave one of them out")
        seen.add(source)


@rule(
    "E9814",
    LOG_DELIVERY,
    source=_EXPORT,
    accepts={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_USERS, "LogConfigurations": [{**_EVENTS, **_BUCKET}]}},
            "Users": {"Type": USER_POOL, "Properties": _PROTECTED},
        }
    },
    rejects={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_USERS, "LogConfigurations": [{**_EVENTS, **_BUCKET}]}},
            "Users": {"Type": USER_POOL, "Properties": {"UserPoolTier": "ESSENTIALS"}},
        }
    },
)
def pool_has_the_plan_for_auth_events(delivery: ResourceView) -> Iterator[Problem]:
    """A pool that writes userAuthEvents is on the Plus plan."""
    pool = pool_of(delivery)
    if pool is not None and plan_of(pool) in ("LITE", "ESSENTIALS"):
        fix = "give the pool the Plus plan and threat protection: ThreatProtection() with FeaturePlan.PLUS or no plan"
        for path in _auth_events(delivery):
            yield Problem(path, f"{pool.logical_id} is not on the Plus plan", fix)


@rule(
    "W9815",
    LOG_DELIVERY,
    source=_EXPORT,
    accepts={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_USERS, "LogConfigurations": [{**_EVENTS, **_BUCKET}]}},
            "Users": {"Type": USER_POOL, "Properties": _PROTECTED},
        }
    },
    rejects={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_USERS, "LogConfigurations": [{**_EVENTS, **_BUCKET}]}},
            "Users": {"Type": USER_POOL, "Properties": {"UserPoolTier": "PLUS"}},
        }
    },
)
def pool_makes_auth_events(delivery: ResourceView) -> Iterator[Problem]:
    """A pool that writes userAuthEvents has threat protection on, without which there are none."""
    pool = pool_of(delivery)
    if pool is not None and plan_of(pool) == "PLUS" and threat_protection_is_off(pool):
        fix = "turn it on: UserPool(threat_protection=ThreatProtection())"
        for path in _auth_events(delivery):
            yield Problem(path, f"the threat protection of {pool.logical_id} is off, so nothing is written", fix)


@rule(
    "E9816",
    LOG_DELIVERY,
    source=_CONFIGURATION,
    evidence=Evidence.REPORTED,
    accepts={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_POOL, "LogConfigurations": [_REFERRED]}},
            "Group": {"Type": LOG_GROUP, "Properties": _GROUP_NAME},
        }
    },
    rejects={
        **_POOL,
        "LogConfigurations": [{**_ERRORS, "CloudWatchLogsConfiguration": {"LogGroupArn": f"{_ARN}:*"}}],
    },
)
def log_group_arn_has_no_star(delivery: ResourceView) -> Iterator[Problem]:
    """The ARN of a log group is written without the :* that GetAtt puts at its end."""
    for path, _ in delivery.items("LogConfigurations"):
        where = f"{path}.CloudWatchLogsConfiguration.LogGroupArn"
        arn, group = delivery.get(where), delivery.target(where)
        from_group = group is not None and group.type == LOG_GROUP and isinstance(arn, Reference)
        if (from_group and arn.attribute == "Arn") or (isinstance(arn, str) and arn.endswith(":*")):
            fix = "give the LogGroup itself: LogGroupDestination(group); or Sub of the ARN with ${Group} as the name"
            meant = arn.removesuffix(":*") if isinstance(arn, str) else _group_arn(arn.logical_id)
            yield Problem(where, "ends with :*, which Cognito refuses", fix, change=(put(where, meant),))


@rule(
    "E9817",
    LOG_DELIVERY,
    source=_CONFIGURATION,
    accepts={**_POOL, "LogConfigurations": [{**_EVENTS, **_BUCKET}]},
    rejects={**_POOL, "LogConfigurations": [{**_EVENTS, "S3Configuration": {"BucketArn": "users-log"}}]},
)
def destination_is_named_by_its_arn(delivery: ResourceView) -> Iterator[Problem]:
    """A destination is named by the ARN of a log group, a Firehose stream or a bucket."""
    for path, _ in delivery.items("LogConfigurations"):
        for name, (key, kind, pattern) in _DESTINATIONS.items():
            where = f"{path}.{name}.{key}"
            value, target = delivery.get(where), delivery.target(where)
            if isinstance(value, str) and not pattern.fullmatch(value):
                yield Problem(where, f"is no ARN of {_article(kind)}", f"give the ARN of {_article(kind)}")
            elif isinstance(value, Reference) and (other := surely_other_type(delivery, value, (kind,))):
                fix = f"give {_article(kind)}, or name the other destination"
                yield Problem(where, f"{value.logical_id} is an {other}, not {_article(kind)}", fix)
            elif (
                isinstance(value, Reference) and target is not None and value.attribute is None and target.type == kind
            ):
                named = value.logical_id
                meant = _group_arn(named) if kind == LOG_GROUP else {"Fn::GetAtt": [named, "Arn"]}
                message = f"Ref of {_article(kind)} gives its name"
                yield Problem(where, message, f"give the ARN of {named}", change=(put(where, meant),))


@rule(
    "E9818",
    LOG_DELIVERY,
    source=f"{USER_POOLS_API}API_CloudWatchLogsConfigurationType.html",
    accepts={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_POOL, "LogConfigurations": [_REFERRED]}},
            "Group": {"Type": LOG_GROUP, "Properties": _GROUP_NAME},
        }
    },
    rejects={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_POOL, "LogConfigurations": [_REFERRED]}},
            "Group": {
                "Type": LOG_GROUP,
                "Properties": {**_GROUP_NAME, "KmsKeyId": "arn:aws:kms:us-east-1:111122223333:key/1"},
            },
        }
    },
)
def log_group_is_not_encrypted_with_kms(delivery: ResourceView) -> Iterator[Problem]:
    """A log group that Cognito writes to is not encrypted with a KMS key."""
    for path, _ in delivery.items("LogConfigurations"):
        where = f"{path}.CloudWatchLogsConfiguration.LogGroupArn"
        value = delivery.get(where)
        for part in value.parts if isinstance(value, Text) else (value,):
            group = delivery.template.resource(part.logical_id) if isinstance(part, Reference) else None
            key = group.get("KmsKeyId") if group is not None and group.type == LOG_GROUP else None
            if group is not None and isinstance(key, (str, Text, Reference)):
                fix = f"take KmsKeyId off {group.logical_id}, or write to another log group"
                yield Problem(where, f"{group.logical_id} is encrypted with a KMS key", fix)


@rule(
    "W9819",
    LOG_DELIVERY,
    source=f"{USER_POOLS_API}API_SetLogDeliveryConfiguration.html",
    accepts={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_POOL, "LogConfigurations": []}},
            "Others": {"Type": LOG_DELIVERY, "Properties": {"UserPoolId": "us-east-1_def", "LogConfigurations": []}},
        }
    },
    rejects={
        "Resources": {
            "Logs": {"Type": LOG_DELIVERY, "Properties": {**_POOL, "LogConfigurations": []}},
            "Others": {"Type": LOG_DELIVERY, "Properties": {**_POOL, "LogConfigurations": []}},
        }
    },
)
def pool_has_one_configuration(delivery: ResourceView) -> Iterator[Problem]:
    """A pool has one log delivery configuration, for both of its sources."""
    for other in delivery.twins("UserPoolId"):
        fix = f"put both sources into {other.logical_id}"
        yield Problem("UserPoolId", f"{other.logical_id} configures the same pool, and the last one made wins", fix)


def _auth_events(delivery: ResourceView) -> Iterator[str]:
    """The paths of the configurations of userAuthEvents."""
    for path, _ in delivery.items("LogConfigurations"):
        if delivery.literal(f"{path}.EventSource") == "userAuthEvents":
            yield f"{path}.EventSource"


def _group_arn(logical_id: str) -> dict[str, str]:
    """The ARN of a log group of the stack, as Cognito wants it."""
    arn = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
    return {"Fn::Sub": f"{arn}${{{logical_id}}}"}


def _article(resource_type: str) -> str:
    return {LOG_GROUP: "a log group", "AWS::S3::Bucket": "a bucket"}.get(resource_type, "a Firehose stream")
