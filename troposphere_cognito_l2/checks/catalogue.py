"""All rules, for people to read: `catalogue`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .aws_pages import TEMPLATE_REFERENCE
from .engine import all_rules
from .finding import Severity
from .resource_types import CLIENT, RISK, USER_POOL
from .rule import Evidence
from .schema import STRUCTURE

_POOL_ID = "eu-west-1_AbCdEfGhI"


class Entry(NamedTuple):
    """What there is to say of a rule."""

    id: str
    severity: Severity
    resource_type: str
    """Empty for a structural rule: it is for all types of Cognito."""
    sentence: str
    """What is right, in one sentence."""
    evidence: Evidence
    source: str
    """The page that says so."""
    accepts: Mapping[str, Any]
    """The template of an example that keeps the rule."""
    rejects: Mapping[str, Any]
    """The template of an example that breaks it."""
    controls: tuple[str, ...] = ()
    """Ids of the security controls that fail where the rule is broken."""
    strict: bool = False
    """Whether only the profile ``strict`` has the rule."""


def catalogue() -> tuple[Entry, ...]:
    """Every rule, structural ones included, by the digits of its id."""
    entries = [_structural(id_, sentence) for id_, sentence in STRUCTURE.items()]
    for rule in all_rules():
        accepts, rejects = (template_of(rule.resource_type, example) for example in (rule.accepts, rule.rejects))
        entries.append(
            Entry(
                rule.id,
                rule.severity,
                rule.resource_type,
                rule.sentence,
                rule.evidence,
                rule.source,
                accepts,
                rejects,
                rule.controls,
                rule.strict,
            )
        )
    return tuple(sorted(entries, key=lambda entry: entry.id[1:]))


def _structural(rule_id: str, sentence: str) -> Entry:
    kind, accepts, rejects = _STRUCTURAL[rule_id]
    return Entry(
        rule_id,
        Severity.ERROR,
        "",
        sentence,
        Evidence.SCHEMA,
        TEMPLATE_REFERENCE,
        template_of(kind, accepts),
        template_of(kind, rejects),
    )


def template_of(resource_type: str, example: Mapping[str, Any]) -> Mapping[str, Any]:
    """The template of a rule's example; a resource without a type is of the rule's type."""
    template = example if "Resources" in example else {"Resources": {"Subject": {"Properties": example}}}
    resources = {name: {"Type": resource_type, **body} for name, body in template["Resources"].items()}
    return {**template, "Resources": resources}


def _password(length: int) -> Mapping[str, Any]:
    return {"Policies": {"PasswordPolicy": {"MinimumLength": length}}}


def _recovery(*names: str) -> Mapping[str, Any]:
    ways = [{"Name": name, "Priority": priority} for priority, name in enumerate(names, 1)]
    return {"AccountRecoverySetting": {"RecoveryMechanisms": ways}}


def _blocked(*ranges: str) -> Mapping[str, Any]:
    blocked = {"RiskExceptionConfiguration": {"BlockedIPRangeList": list(ranges)}}
    return {"UserPoolId": _POOL_ID, "ClientId": "ALL", **blocked}


_STRUCTURAL: Mapping[str, tuple[str, Mapping[str, Any], Mapping[str, Any]]] = {
    "E9001": (USER_POOL, {"UserPoolName": "customers"}, {"PoolName": "customers"}),
    "E9002": (USER_POOL, {"AutoVerifiedAttributes": ["email"]}, {"AutoVerifiedAttributes": "email"}),
    "E9003": (CLIENT, {"UserPoolId": _POOL_ID}, {"ClientName": "web"}),
    "E9004": (USER_POOL, {"UserPoolTier": "PLUS"}, {"UserPoolTier": "GOLD"}),
    "E9005": (USER_POOL, {"UserPoolName": "customers"}, {"UserPoolName": ""}),
    "E9006": (USER_POOL, _password(12), _password(4)),
    "E9007": (USER_POOL, {"SmsVerificationMessage": "Your code: {####}"}, {"SmsVerificationMessage": "Your code"}),
    "E9008": (USER_POOL, _recovery("verified_email"), _recovery()),
    "E9009": (RISK, _blocked("203.0.113.0/24"), _blocked("203.0.113.0/24", "203.0.113.0/24")),
}
"""The type of the example of each structural rule, what it accepts and what it rejects."""
