"""Where a pool writes its logs."""

from __future__ import annotations

import pytest
from linters import lint
from outcomes import rules_broken
from troposphere import Equals, GetAtt, ImportValue, Ref, firehose, logs, s3

from troposphere_cognito_l2 import (
    ConfigurationError,
    ExistingUserPool,
    FeaturePlan,
    FirehoseDestination,
    LogGroupDestination,
    S3Destination,
    ThreatProtection,
    UserPool,
    UserPoolLogDelivery,
)

ARN = "arn:aws:logs:us-east-1:111122223333:log-group:users"


@pytest.fixture
def users(template):
    return UserPool("Users", sms=None, threat_protection=ThreatProtection()).add_to(template)


@pytest.fixture
def group(template):
    return template.add_resource(logs.LogGroup("Group", LogGroupName="/aws/vendedlogs/users"))


def configurations(template):
    return template.to_dict()["Resources"]["Logs"]["Properties"]["LogConfigurations"]


def test_both_sources(template, users, group):
    """Errors go to a log group, whose ARN is written without a star, and events to a bucket."""
    bucket = template.add_resource(s3.Bucket("Bucket"))
    delivery = UserPoolLogDelivery(
        "Logs",
        user_pool=users,
        user_notification_errors=LogGroupDestination(group),
        user_auth_events=S3Destination(bucket),
    ).add_to(template)
    arn = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}"
    assert configurations(template) == [
        {
            "EventSource": "userNotification",
            "LogLevel": "ERROR",
            "CloudWatchLogsConfiguration": {"LogGroupArn": {"Fn::Sub": arn}},
        },
        {
            "EventSource": "userAuthEvents",
            "LogLevel": "INFO",
            "S3Configuration": {"BucketArn": {"Fn::GetAtt": ["Bucket", "Arn"]}},
        },
    ]
    assert delivery.user_pool is users
    assert lint(template.to_dict()) == []


def test_events_to_firehose(template, users):
    """Events can go to a Firehose stream, by its object or its ARN."""
    stream = template.add_resource(firehose.DeliveryStream("Stream"))
    UserPoolLogDelivery("Logs", user_pool=users, user_auth_events=FirehoseDestination(stream)).add_to(template)
    [events] = configurations(template)
    assert events["FirehoseConfiguration"] == {"StreamArn": {"Fn::GetAtt": ["Stream", "Arn"]}}
    assert lint(template.to_dict()) == []


@pytest.mark.parametrize(
    ("given", "written"),
    [(ARN, ARN), (f"{ARN}:*", ARN), (ImportValue("Group"), {"Fn::ImportValue": "Group"})],
    ids=["literal", "with a star", "intrinsic"],
)
def test_log_group_by_arn(template, given, written):
    """The ARN of a log group may be a literal, whose star is taken off, or an intrinsic."""
    UserPoolLogDelivery(
        "Logs", user_pool=ExistingUserPool("us-east-1_abc"), user_notification_errors=LogGroupDestination(given)
    ).add_to(template)
    [errors] = configurations(template)
    assert errors["CloudWatchLogsConfiguration"] == {"LogGroupArn": written}


def test_destination_under_another_condition(template, users):
    """A destination under another condition is used where it exists."""
    template.add_condition("Logging", Equals(Ref("AWS::Region"), "us-east-1"))
    group = template.add_resource(logs.LogGroup("Group", Condition="Logging"))
    UserPoolLogDelivery("Logs", user_pool=users, user_notification_errors=LogGroupDestination(group)).add_to(template)
    [errors] = configurations(template)
    condition, entry, otherwise = errors["Fn::If"]
    assert (condition, entry["EventSource"], otherwise) == ("Logging", "userNotification", {"Ref": "AWS::NoValue"})
    assert lint(template.to_dict()) == []


@pytest.mark.parametrize("plan", [None, FeaturePlan.ESSENTIALS, FeaturePlan.LITE])
def test_events_need_the_plus_plan(template, plan, group):
    """Events of a pool that is surely not on the Plus plan are refused; errors are not."""
    plain = UserPool("Plain", sms=None, feature_plan=plan).add_to(template)
    errors = UserPoolLogDelivery("Logs", user_pool=plain, user_notification_errors=LogGroupDestination(group))
    assert errors.add_to(template)
    with pytest.raises(ConfigurationError) as error:
        UserPoolLogDelivery("More", user_pool=plain, user_auth_events=LogGroupDestination(group)).add_to(template)
    assert rules_broken(error) == ["E9814"]
    assert error.value.findings[0].option == "user_auth_events"


def test_star_of_get_att(template, users, group):
    """GetAtt of a log group's ARN, which ends in a star, is refused with the remedy."""
    with pytest.raises(ConfigurationError, match="give the LogGroup itself") as error:
        UserPoolLogDelivery(
            "Logs", user_pool=users, user_notification_errors=LogGroupDestination(GetAtt(group, "Arn"))
        ).add_to(template)
    assert rules_broken(error) == ["E9816"]


def test_destinations_that_are_none(template, users, group):
    """A Ref where an ARN is needed, a name, and an ARN of another kind are refused."""
    for wrong in (
        LogGroupDestination(Ref(group)),
        LogGroupDestination("users"),
        S3Destination("arn:aws:logs:eu-west-1:111122223333:log-group:users"),
        FirehoseDestination("arn:aws:s3:::bucket"),
    ):
        with pytest.raises(ConfigurationError) as error:
            UserPoolLogDelivery("Logs", user_pool=users, user_auth_events=wrong).add_to(template)
        assert rules_broken(error) == ["E9817"], wrong


def test_encrypted_log_group(template, users):
    """A log group that is encrypted with a KMS key is refused."""
    group = template.add_resource(logs.LogGroup("Group", KmsKeyId="arn:aws:kms:us-east-1:111122223333:key/1"))
    with pytest.raises(ConfigurationError) as error:
        UserPoolLogDelivery("Logs", user_pool=users, user_notification_errors=LogGroupDestination(group)).add_to(
            template
        )
    assert rules_broken(error) == ["E9818"]


def test_errors_go_to_a_log_group_only(users):
    """Another destination for errors is refused by its type."""
    with pytest.raises(ConfigurationError, match="LogGroupDestination"):
        UserPoolLogDelivery("Logs", user_pool=users, user_notification_errors=S3Destination("arn:aws:s3:::bucket"))


def test_two_destinations(template, users, group):
    """A second destination through properties is refused."""
    second = {"S3Configuration": {"BucketArn": "arn:aws:s3:::bucket"}}
    first = {"CloudWatchLogsConfiguration": {"LogGroupArn": ARN}}
    both = {"LogConfigurations": [{"EventSource": "userAuthEvents", "LogLevel": "INFO", **first, **second}]}
    with pytest.raises(ConfigurationError) as error:
        UserPoolLogDelivery("Logs", user_pool=users, properties=both).add_to(template)
    assert rules_broken(error) == ["E9812"]
