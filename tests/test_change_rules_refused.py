"""What `check` finds wrong with a pool's settings is said of the update that brings it about."""

from __future__ import annotations

from typing import Any

import pytest
from change_examples import complete

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.comparing.engine import all_change_rules

CHECKS = {rule.id: rule for rule in all_rules()}
CHANGES = {rule.id: rule for rule in all_change_rules()}
FACTORS = "Policies.SignInPolicy.AllowedFirstAuthFactors"
WAYS = "AccountRecoverySetting.RecoveryMechanisms"
REFUSED = {
    "E9114": ("C9133", "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"),
    "E9120": ("C9121", "EnabledMfas"),
    "E9121": ("C9121", "EnabledMfas"),
    "E9122": ("C9121", "EnabledMfas"),
    "E9123": ("C9121", "EnabledMfas[0]"),
    "E9124": ("C9141", "EmailConfiguration"),
    "E9125": ("C9160", "UserPoolTier"),
    "E9126": ("C9121", "SmsConfiguration"),
    "E9127": ("C9121", FACTORS),
    "E9128": ("C9121", FACTORS),
    "E9130": ("C9136", f"{WAYS}[0].Priority"),
    "E9131": ("C9136", f"{WAYS}[0]"),
    "E9132": ("C9136", WAYS),
    "E9133": ("C9136", WAYS),
    "E9140": ("C9160", FACTORS),
    "E9141": ("C9181", FACTORS),
    "E9142": ("C9181", FACTORS),
    "E9143": ("C9181", "WebAuthnUserVerification"),
    "E9147": ("C9160", "UserPoolTier"),
    "E9148": ("C9160", "UserPoolTier"),
    "E9163": ("C9141", "EmailConfiguration.SourceArn"),
    "E9164": ("C9141", "EmailConfiguration.From"),
    "E9170": ("C9151", "SmsConfiguration.EumsSms"),
    "E9171": ("C9151", "SmsConfiguration.ExternalId"),
    "E9172": ("C9133", "AutoVerifiedAttributes"),
    "E9183": ("C9160", "LambdaConfig.PreTokenGenerationConfig.LambdaVersion"),
    "W9129": ("C9122", "EnabledMfas"),
    "W9145": ("C9142", "EmailConfiguration"),
    "E9139": ("C9154", "SmsConfiguration.SnsCallerArn"),
    "W9186": ("C9176", "LambdaConfig.PreSignUp"),
}
"""The rules of `check` whose finding an update may bring about, each with the rule of change that says it, and where."""


def told(rule: str, old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Path, effect and severity of what a rule says of an update."""
    found = compare(old, new, in_place=True).changes
    return [(one.path, one.effect.value, one.severity.value) for one in found if one.rule == rule]


@pytest.mark.parametrize(("check", "change", "path"), [(check, *change) for check, change in REFUSED.items()])
def test_update_that_breaks_a_rule(check, change, path):
    """An update from what a rule of `check` accepts to what it rejects is told once, as bad as its rule of change says."""
    rule = CHECKS[check]
    old, new = (complete(example, rule.resource_type) for example in (rule.accepts, rule.rejects))
    expected = CHANGES[change]
    assert told(change, old, new) == [(path, expected.effect.value, expected.severity.value)]


@pytest.mark.parametrize("check", REFUSED)
def test_broken_rule_that_stays_broken(check):
    """What the deployed pool has already is not said of an update that changes something else."""
    rule = CHECKS[check]
    old, new = (complete(rule.rejects, rule.resource_type) for _ in range(2))
    for name, body in new["Resources"].items():
        if body["Type"] == rule.resource_type:
            new["Resources"][name] = {**body, "Properties": {**body.get("Properties", {}), "UserPoolName": "renamed"}}
    assert told(REFUSED[check][0], old, new) == []


TENANT = {"Name": "tenant", "AttributeDataType": "String", "Mutable": True}


@pytest.mark.parametrize(
    ("added", "is_told"),
    [
        ({"Name": "unit", "AttributeDataType": "String"}, False),
        ({"Name": "unit", "AttributeDataType": "String", "Required": True}, True),
        ({"Name": "unit"}, True),
        (
            {
                "Name": "unit",
                "AttributeDataType": "String",
                "StringAttributeConstraints": {"MinLength": "9", "MaxLength": "1"},
            },
            True,
        ),
        (
            {
                "Name": "unit",
                "AttributeDataType": "Number",
                "NumberAttributeConstraints": {"MinValue": "9", "MaxValue": "1"},
            },
            True,
        ),
    ],
)
def test_impossible_attribute(added, is_told):
    """A custom attribute that no pool can have is told where it is added, beside one that is there already."""
    old, new = (complete({"Schema": schema}, "AWS::Cognito::UserPool") for schema in ([TENANT], [TENANT, added]))
    assert told("C9113", old, new) == [("Schema[1]", "rejected", "error")] * is_told


REPLICATED = {
    "IssuerConfiguration": {"Type": "UPDATED"},
    "KeyConfiguration": {
        "KeyType": "CUSTOMER_MANAGED_KEY",
        "KmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    },
}


def with_replica(of: Any, **given: Any) -> dict[str, Any]:
    """A pool, and a replica of it or of another."""
    replica = {"UserPoolId": of, "RegionName": "eu-central-1"}
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {**REPLICATED, **given}},
            "Others": {"Type": "AWS::Cognito::UserPool", "Properties": REPLICATED},
            "Replica": {"Type": "AWS::Cognito::UserPoolReplica", "Properties": replica},
        }
    }


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"UserPoolTier": "LITE"}, "UserPoolTier"),
        ({"KeyConfiguration": {"KeyType": "AWS_OWNED_KEY"}}, "KeyConfiguration"),
        ({"IssuerConfiguration": {"Type": "ORIGINAL"}}, "IssuerConfiguration.Type"),
        ({"UserPoolName": "shop"}, None),
    ],
)
def test_replicated_pool(given, path):
    """A pool with a replica is told of what it can't give up, and one without is not."""
    for of, is_told in (({"Ref": "Users"}, path is not None), ({"Ref": "Others"}, False), ("eu-west-1_a", False)):
        found = told("C9104", with_replica(of), with_replica(of, **given))
        assert found == [(path, "rejected", "warning")] * is_told
    new = with_replica({"Ref": "Users"}, **given)
    old = with_replica({"Ref": "Users"})
    del old["Resources"]["Replica"]
    assert told("C9104", old, new) == []
