"""Rules about the role through which a user pool sends text messages, where it stands in the same template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..policy import demanded, listed, may_allow, may_match, may_trust, statements
from ..resource_types import ROLE, USER_POOL
from ..rule import Evidence, Problem, rule
from ..texts import arn_fields, surely_differ
from ..values import Reference
from ..view import ResourceView
from .links import is_handed_on
from .members import waiting, waits_for

_SMS = f"{GUIDE}user-pool-sms-settings.html"

_SERVICE = "cognito-idp"
_PUBLISH = "sns:Publish"
_POLICIES = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy")


class SmsSetting:
    """One way of sending, and the role that it names."""

    def __init__(self, path: str, caller: str, action: str, role: ResourceView) -> None:
        self.path = path
        self.caller = caller
        self.action = action
        self.role = role

    @property
    def trusting(self) -> list[Any]:
        """The statements of the role's trust policy by which Cognito may assume it."""
        trust = statements(self.role.get("AssumeRolePolicyDocument"))
        return [
            entry
            for entry in trust
            if may_trust(entry, _SERVICE) and may_allow(entry, "sts:AssumeRole") and not _is_for_others(entry)
        ]


def _is_for_others(statement: Any) -> bool:
    """Whether a statement is for calls on behalf of what surely is no user pool."""
    return any(
        bool(values) and all(map(_is_of_another_service, values))
        for _, values in demanded(statement, "aws:SourceArn", ("ArnEquals", "ArnLike", "StringEquals", "StringLike"))
    )


def _is_of_another_service(arn: Any) -> bool:
    fields = arn_fields(arn)
    return len(fields) > 2 and fields[2] is not None and not may_match(fields[2], _SERVICE)


def sms_settings(pool: ResourceView) -> Iterator[SmsSetting]:
    """The ways in which a pool sends whose role stands in the template."""
    for path, caller, action in (
        ("SmsConfiguration", "SnsCallerArn", _PUBLISH),
        ("SmsConfiguration.EumsSms", "CallerArn", "sms-voice:SendTextMessage"),
    ):
        arn = pool.get(f"{path}.{caller}")
        if isinstance(arn, Reference) and arn.attribute == "Arn":
            role = pool.template.resource(arn.logical_id)
            if role is not None and role.type == ROLE:
                yield SmsSetting(path, f"{path}.{caller}", action, role)


def _example(
    *,
    service: str = "cognito-idp.amazonaws.com",
    trusted_id: str = "pool",
    action: str = _PUBLISH,
    by: str = "",
    apart: bool = False,
    **attributes: Any,
) -> dict[str, Any]:
    """A pool and its role, whose policy may be a resource of its own."""
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": trusted_id}},
    }
    allow = {"Effect": "Allow", "Action": action, "Resource": "*"}
    role: dict[str, Any] = {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]}}
    policy = {"PolicyName": "send", "PolicyDocument": {"Version": "2012-10-17", "Statement": [allow]}}
    if not apart:
        role["Policies"] = [policy]
    arn = {"Fn::GetAtt": ["Role", "Arn"]}
    sms = {by: {"CallerArn": arn, "ExternalId": "pool"}} if by else {"SnsCallerArn": arn, "ExternalId": "pool"}
    resources = {
        "Role": {"Type": ROLE, "Properties": role},
        "Subject": {"Properties": {"SmsConfiguration": sms}, **attributes},
    }
    if apart:
        resources["Apart"] = {"Type": _POLICIES[0], "Properties": {**policy, "Roles": [{"Ref": "Role"}]}}
    return {"Resources": resources}


@rule("E9173", USER_POOL, source=_SMS, accepts=_example(), rejects=_example(service="cognito-identity.amazonaws.com"))
def role_trusts_cognito(pool: ResourceView) -> Iterator[Problem]:
    """The role that sends text messages lets cognito-idp.amazonaws.com assume it."""
    for setting in sms_settings(pool):
        if not setting.trusting:
            yield Problem(
                setting.caller,
                f"the trust policy of {setting.role.logical_id} does not let Cognito assume it",
                "allow sts:AssumeRole to the Service cognito-idp.amazonaws.com in its AssumeRolePolicyDocument",
            )


@rule("E9174", USER_POOL, source=_SMS, accepts=_example(), rejects=_example(trusted_id="another-pool"))
def external_ids_agree(pool: ResourceView) -> Iterator[Problem]:
    """The external id of the SMS configuration is the one that the role's trust policy asks for."""
    for setting in sms_settings(pool):
        given = pool.get(f"{setting.path}.ExternalId")
        trusting = setting.trusting
        if trusting and all(_refuses(statement, given) for statement in trusting):
            yield Problem(
                f"{setting.path}.ExternalId",
                f"the trust policy of {setting.role.logical_id} asks for another sts:ExternalId",
                "write the same external id on both sides",
                ", ".join(
                    repr(value)
                    for entry in trusting
                    for _, values in demanded(entry, "sts:ExternalId")
                    for value in values
                ),
            )


def _refuses(statement: Any, given: Any) -> bool:
    for operator, values in demanded(statement, "sts:ExternalId"):
        if given is None or (operator == "StringEquals" and all(surely_differ(given, value) for value in values)):
            return True
    return False


@rule(
    "E9139",
    USER_POOL,
    source=_SMS,
    evidence=Evidence.REPORTED,  # "Role does not have permission to publish with SNS"
    accepts=_example(),
    rejects=_example(action="sns:ListTopics"),
)
def role_may_publish(pool: ResourceView) -> Iterator[Problem]:
    """The role that publishes text messages may do so, if all of its policies are in the template."""
    for problem, sure in _powerless(pool) if pool.template.complete else ():
        if sure:
            yield problem


@rule(
    "W9175",
    USER_POOL,
    source=_SMS,
    accepts=_example(action="sms-voice:SendTextMessage", by="EumsSms"),
    rejects=_example(action="sns:Publish", by="EumsSms"),
)
def role_may_send(pool: ResourceView) -> Iterator[Problem]:
    """The role that sends text messages may do so, by a policy that is part of the role."""
    for problem, sure in _powerless(pool):
        if not sure:
            yield problem


def _powerless(pool: ResourceView) -> Iterator[tuple[Problem, bool]]:
    """The roles that may not send, and whether Cognito surely refuses them: their policies are here, and say otherwise."""
    for setting in sms_settings(pool):
        role = setting.role
        said = _said_by(role)
        forbidden = any(_forbids(entry, setting.action) for entry in said)
        if not forbidden:
            if not role.absent("ManagedPolicyArns") or any(_may_send(entry, setting.action) for entry in said):
                continue
            apart = [entry for policy in _policies(role) for entry in statements(policy.get("PolicyDocument"))]
            if any(_may_send(entry, setting.action) for entry in apart):
                continue
            said += apart
        closed = role.template.complete and not is_handed_on(role.template, role.logical_id)
        what = f"a policy of {role.logical_id} denies" if forbidden else f"no policy of {role.logical_id} allows"
        yield (
            Problem(
                setting.caller,
                f"{what} {setting.action} to phone numbers",
                f"allow {setting.action} on * in the role's Policies (Cognito tries it when the pool is made)",
            ),
            (forbidden or (closed and bool(said))) and setting.action == _PUBLISH,
        )


@rule(
    "W9138",
    USER_POOL,
    source=_SMS,
    evidence=Evidence.REPORTED,  # "Role does not have permission to publish with SNS"
    accepts=_example(apart=True, DependsOn="Apart"),
    rejects=_example(apart=True),
)
def pool_waits_for_the_policy(pool: ResourceView) -> Iterator[Problem]:
    """A pool waits for the policy by which its role sends text messages, if that is a resource of its own."""
    for setting in sms_settings(pool):
        role = setting.role
        if not role.absent("ManagedPolicyArns") or any(_may_send(entry, setting.action) for entry in _said_by(role)):
            continue
        policies = [
            policy
            for policy in _policies(role)
            if any(_may_send(entry, setting.action) for entry in statements(policy.get("PolicyDocument")))
        ]
        if policies and not any(waits_for(pool, policy.logical_id) for policy in policies):
            name = policies[0].logical_id
            message = f"the pool does not wait for {name}, and Cognito tries what {role.logical_id} may do at once"
            fix = f"put the statement into the role's Policies, or write DependsOn {name}"
            yield Problem(setting.caller, message, fix, change=waiting(pool, policies[0]))


def _said_by(role: ResourceView) -> list[Any]:
    """The statements of the policies that are part of a role."""
    policies = listed(role.get("Policies"))
    documents = [policy.get("PolicyDocument") if isinstance(policy, dict) else policy for policy in policies]
    return [entry for document in documents for entry in statements(document)]


def _may_send(statement: Any, action: str) -> bool:
    if not may_allow(statement, action):
        return False
    if action != _PUBLISH or not isinstance(statement, dict):
        return True
    resources = listed(statement.get("Resource"))
    return not resources or any(not isinstance(arn, str) or not arn.startswith("arn:") for arn in resources)


def _forbids(statement: Any, action: str) -> bool:
    """Whether a statement surely denies an action on everything."""
    return (
        isinstance(statement, dict)
        and statement.get("Effect") == "Deny"
        and "Condition" not in statement
        and "*" in listed(statement.get("Resource"))
        and any(isinstance(word, str) and may_match(word, action) for word in listed(statement.get("Action")))
    )


def _policies(role: ResourceView) -> Iterator[ResourceView]:
    """The policies of the template that may be attached to a role."""
    for policy in (found for kind in _POLICIES for found in role.template.of_type(kind)):
        names = (*listed(policy.get("Roles")), *listed(policy.get("RoleName")))
        own = role.get("RoleName")
        if any(
            getattr(name, "logical_id", role.logical_id) == role.logical_id
            for name in names
            if not isinstance(name, str) or not isinstance(own, (str, type(None))) or name == own
        ):
            yield policy
