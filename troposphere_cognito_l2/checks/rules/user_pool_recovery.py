"""Rules about how a user who has forgotten the password gets back in."""

from __future__ import annotations

from collections.abc import Iterator

from ..aws_pages import GUIDE, USER_POOLS_API
from ..resource_types import USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .user_pool_mfa import has_factor

_RECOVERY = "AccountRecoverySetting.RecoveryMechanisms"

_ROLE = "arn:aws:iam::111122223333:role/sms"
_SES = "arn:aws:ses:eu-west-1:111122223333:identity/no-reply@example.com"


@rule(
    "E9130",
    USER_POOL,
    source=f"{USER_POOLS_API}API_RecoveryOptionType.html",
    accepts={"AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]}},
    rejects={"AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email"}]}},
)
def recovery_has_name_and_priority(pool: ResourceView) -> Iterator[Problem]:
    """A way of recovery has a name and a priority."""
    for path, mechanism in pool.items(_RECOVERY):
        for member in ("Name", "Priority"):
            if isinstance(mechanism, dict) and mechanism.get(member) is None:
                yield Problem(f"{path}.{member}", f"{member} is missing", f"give {member}")


@rule(
    "E9131",
    USER_POOL,
    source=f"{GUIDE}managing-users-passwords.html",
    accepts={"AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]}},
    rejects={
        "AccountRecoverySetting": {
            "RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}, {"Name": "verified_email", "Priority": 2}]
        }
    },
)
def admin_only_is_alone(pool: ResourceView) -> Iterator[Problem]:
    """Recovery by an administrator stands alone."""
    mechanisms = [(path, item.get("Name")) for path, item in pool.items(_RECOVERY) if isinstance(item, dict)]
    if len(mechanisms) > 1:
        for path, name in mechanisms:
            if name == "admin_only":
                yield Problem(path, "admin_only stands beside another way of recovery", "leave one of the two out")


@rule(
    "E9132",
    USER_POOL,
    source=f"{GUIDE}user-pool-settings-mfa.html",
    accepts={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["EMAIL_OTP"],
        "EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _SES},
        "AccountRecoverySetting": {
            "RecoveryMechanisms": [
                {"Name": "verified_email", "Priority": 1},
                {"Name": "verified_phone_number", "Priority": 2},
            ]
        },
    },
    rejects={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["EMAIL_OTP"],
        "EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": _SES},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]},
    },
)
def recovery_is_not_by_email_alone(pool: ResourceView) -> Iterator[Problem]:
    """Where an e-mail is a second factor, a password is not recovered by e-mail alone."""
    if _recovers_only_by(pool, "verified_email") and has_factor(pool, "EMAIL_OTP"):
        yield Problem(
            _RECOVERY,
            "EMAIL_OTP is a second factor, and e-mail the only way of recovery",
            "add verified_phone_number, use admin_only, or leave EMAIL_OTP out of EnabledMfas",
        )


@rule(
    "E9133",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/issues/11478",
    evidence=Evidence.REPORTED,
    accepts={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["SMS_MFA"],
        "SmsConfiguration": {"SnsCallerArn": _ROLE},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]},
    },
    rejects={
        "MfaConfiguration": "ON",
        "EnabledMfas": ["SMS_MFA"],
        "SmsConfiguration": {"SnsCallerArn": _ROLE},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_phone_number", "Priority": 1}]},
    },
)
def recovery_is_not_by_phone_alone(pool: ResourceView) -> Iterator[Problem]:
    """Where a text message is a second factor, a password is not recovered by text message alone."""
    if _recovers_only_by(pool, "verified_phone_number") and has_factor(pool, "SMS_MFA"):
        yield Problem(
            _RECOVERY,
            "SMS_MFA is a second factor, and the phone the only way of recovery",
            "add verified_email, use admin_only, or leave SMS_MFA out of EnabledMfas",
        )


def _recovers_only_by(pool: ResourceView, name: str) -> bool:
    mechanisms = pool.get(_RECOVERY)
    if not isinstance(mechanisms, list) or not mechanisms:
        return False
    return all(isinstance(mechanism, dict) and mechanism.get("Name") == name for mechanism in mechanisms)


@rule(
    "W9134",
    USER_POOL,
    source=f"{USER_POOLS_API}API_RecoveryOptionType.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "AccountRecoverySetting": {
            "RecoveryMechanisms": [
                {"Name": "verified_email", "Priority": 1},
                {"Name": "verified_phone_number", "Priority": 2},
            ]
        }
    },
    rejects={
        "AccountRecoverySetting": {
            "RecoveryMechanisms": [
                {"Name": "verified_email", "Priority": 1},
                {"Name": "verified_phone_number", "Priority": 1},
            ]
        }
    },
)
def ways_of_recovery_differ(pool: ResourceView) -> Iterator[Problem]:
    """No two ways of recovery have the same name or priority."""
    mechanisms = [item for _, item in pool.items(_RECOVERY) if isinstance(item, dict)]
    for member in ("Name", "Priority"):
        values = [str(item[member]) for item in mechanisms if isinstance(item.get(member), (str, int))]
        if len(values) != len(set(values)):
            yield Problem(_RECOVERY, f"two ways of recovery have the same {member}", f"give each its own {member}")


@rule(
    "W9135",
    USER_POOL,
    source=f"{GUIDE}managing-users-passwords.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_phone_number", "Priority": 1}]},
        "SmsConfiguration": {"SnsCallerArn": _ROLE},
    },
    rejects={"AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_phone_number", "Priority": 1}]}},
)
def recovery_by_phone_needs_sms(pool: ResourceView) -> Iterator[Problem]:
    """Recovery by phone alone needs a pool that can send text messages."""
    if not _recovers_only_by(pool, "verified_phone_number"):
        return
    if pool.absent("SmsConfiguration") and pool.absent("LambdaConfig.CustomSMSSender"):
        yield Problem(_RECOVERY, "the pool has no SMS configuration", "give SmsConfiguration, or add verified_email")
