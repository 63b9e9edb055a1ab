"""What changes of how a pool sends text messages do, and of the role through which it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.policy import demanded
from ...checks.resource_types import ROLE, USER_POOL
from ...checks.rule import Evidence
from ...checks.rules.sms_role import SmsSetting, sms_settings
from ...checks.view import ResourceView
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken, refusals
from ..rule import Claim, change_rule, sentence
from ..values import settled
from .reading import is_other

_UPDATING = f"{GUIDE}cognito-user-pool-updating.html"
_SMS = f"{GUIDE}user-pool-sms-settings.html"

_ARN = "arn:aws:iam::111122223333:role/sms"
_BY_SNS = {"SnsCallerArn": _ARN, "ExternalId": "pool"}
_BY_EUMS = {"EumsSms": {"CallerArn": _ARN, "ExternalId": "pool", "OriginationIdentity": "Shop"}}


def _example(given: str, trusted: str, *, name: str = "shop", action: str = "sns:Publish") -> dict[str, Any]:
    """A pool and its role."""
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "cognito-idp.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": trusted}},
    }
    allow = {"Effect": "Allow", "Action": action, "Resource": "*"}
    role = {
        "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
        "Policies": [{"PolicyName": "send", "PolicyDocument": {"Version": "2012-10-17", "Statement": [allow]}}],
    }
    sms = {"SnsCallerArn": {"Fn::GetAtt": ["Role", "Arn"]}, "ExternalId": given}
    return {
        "Resources": {
            "Role": {"Type": ROLE, "Properties": role},
            "Subject": {"Properties": {"UserPoolName": name, "SmsConfiguration": sms}},
        }
    }


def _untrusting(pool: ResourceView, given: dict[str, Any] | None = None) -> list[SmsSetting]:
    """The ways of sending whose role surely does not let the pool in.

    Args:
        pool: whose role it is.
        given: the external ids that the pool gives, by path. Default: its own.
    """
    return [setting for setting in sms_settings(pool) if _refuses_all(setting, pool, given)]


def _refuses_all(setting: SmsSetting, pool: ResourceView, given: dict[str, Any] | None) -> bool:
    mine = settled(pool.get(f"{setting.path}.ExternalId"), pool.template) if given is None else given.get(setting.path)
    trusting = setting.trusting
    return not any(_takes(statement, mine, setting.role) for statement in trusting)


def _takes(statement: Any, given: Any, role: ResourceView) -> bool:
    """Whether a statement may let in who gives an external id."""
    for operator, values in demanded(statement, "sts:ExternalId"):
        wanted = [settled(value, role.template) for value in values]
        if given in (None, "") or (operator == "StringEquals" and all(is_other(given, value) for value in wanted)):
            return False
    return True


@change_rule(
    "C9150",
    USER_POOL,
    Effect.REJECTED,
    source=_UPDATING,
    before={"SmsConfiguration": _BY_SNS},
    after={},
    harmless={"SmsConfiguration": {**_BY_SNS, "SnsCallerArn": f"{_ARN}-2"}},
)
def text_messages_are_switched_off(pair: Pair) -> Iterator[Claim]:
    """The configuration of text messages is left out, and once a pool sends them it can't stop."""
    if pair.before.absent("SmsConfiguration") or not pair.after.absent("SmsConfiguration"):
        return
    yield Claim(
        "SmsConfiguration",
        "a pool that can send text messages can't be made to stop: the update is refused",
        "Put SmsConfiguration back with its role, and take SMS out of AutoVerifiedAttributes, recovery and MFA instead.",
    )


@change_rule(
    "C9151",
    USER_POOL,
    Effect.REJECTED,
    source=_SMS,
    before=_example("pool", "pool"),
    after=_example("another", "pool"),
    harmless=_example("pool", "pool", name="market"),
)
def role_refuses_the_pool(pair: Pair) -> Iterator[Claim]:
    """The pool is updated with a role that does not let it in, as it has another external id or does not trust Cognito."""
    yield from refusals(pair, ("E9170", "E9171"))
    if not pair.deltas or _untrusting(pair.before):
        return
    for setting in _untrusting(pair.after):
        yield Claim(
            f"{setting.path}.ExternalId",
            f"{setting.role.logical_id} would not let the pool in (InvalidSmsRoleTrustRelationshipException): its "
            "trust policy asks for another sts:ExternalId, or does not trust cognito-idp.amazonaws.com",
            "Keep the external id as it is deployed, on both sides.",
        )


@change_rule(
    "C9152",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_SMS,
    before=_example("pool", "pool"),
    after=_example("pool", "another"),
    harmless=_example("pool", "pool", name="market"),
)
def role_lets_the_pool_out(pair: Pair) -> Iterator[Claim]:
    """The role's trust policy changes and the pool does not, so it sends no text messages any more."""
    if pair.deltas or _untrusting(pair.before):
        return
    for setting in _untrusting(pair.after):
        yield Claim(
            f"{setting.path}.ExternalId",
            f"{setting.role.logical_id} no longer lets the pool in: no code is sent by text message, and later "
            "updates of the pool are refused (InvalidSmsRoleTrustRelationshipException)",
            "Keep sts:ExternalId and the principal of the trust policy as they are deployed.",
            old=pair.old(f"{setting.path}.ExternalId"),
            new=pair.new(f"{setting.path}.ExternalId"),
        )


@change_rule(
    "C9153",
    USER_POOL,
    Effect.REJECTED,
    source=_SMS,
    evidence=Evidence.UNCERTAIN,
    before=_example("pool", "pool"),
    after=_example("another", "another"),
    harmless=_example("pool", "pool", name="market"),
)
def external_id_changes_on_both_sides(pair: Pair) -> Iterator[Claim]:
    """Pool and role get another external id at once, and a role's change takes a while to be in effect."""
    given = {path: pair.new(f"{path}.ExternalId") for path in ("SmsConfiguration", "SmsConfiguration.EumsSms")}
    if _untrusting(pair.before) or _untrusting(pair.after):
        return
    for setting in _untrusting(pair.before, given):
        delta = pair.delta(f"{setting.path}.ExternalId")
        if delta is not None and delta.sure and pair.templates.pair(setting.role.logical_id) is not None:
            yield Claim(
                delta.path,
                f"the trust policy of {setting.role.logical_id} changes in the same update, and may not be in effect "
                "when Cognito tries it: the update may be refused (InvalidSmsRoleTrustRelationshipException)",
                "Keep the external id; or let the role take both ids first, then change the pool.",
                (
                    "Deploy with a trust policy that takes the old and the new sts:ExternalId, and the pool as it is.",
                    "Deploy with the new ExternalId in the pool.",
                    "Take the old one out of the trust policy.",
                ),
            )


@change_rule(
    "C9154",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_SMS,
    before=_example("pool", "pool"),
    after=_example("pool", "pool", action="sns:ListTopics"),
    harmless=_example("pool", "pool", action="sns:*"),
)
def role_may_not_send(pair: Pair) -> Iterator[Claim]:
    """The role is no longer allowed to send text messages, so no code arrives by them."""
    for _, problem in newly_broken(pair, ("E9139", "W9175")):
        yield Claim(
            problem.path,
            f"{problem.message} any more: no code is sent by text message, and updates of the pool may be refused",
            sentence(problem.fix),
        )


@change_rule(
    "C9155",
    USER_POOL,
    Effect.IN_PLACE,
    source=_SMS,
    before={"SmsConfiguration": _BY_SNS},
    after={"SmsConfiguration": _BY_EUMS},
    harmless={"SmsConfiguration": {**_BY_SNS, "SnsRegion": "eu-west-1"}},
)
def text_messages_take_another_way(pair: Pair) -> Iterator[Claim]:
    """Text messages go through AWS End User Messaging rather than Amazon SNS, or the other way round."""
    for gone, come in (("SnsCallerArn", "EumsSms.CallerArn"), ("EumsSms.CallerArn", "SnsCallerArn")):
        paths = [f"SmsConfiguration.{name}" for name in (gone, come)]
        left = pair.old(paths[0]) is not None and pair.after.absent(paths[0])
        if left and pair.before.absent(paths[1]) and pair.new(paths[1]) is not None:
            yield Claim(
                "SmsConfiguration",
                "text messages take another way, with a role, numbers and limits of its own",
                "See that the new way has left its sandbox and has a number for each country.",
            )
