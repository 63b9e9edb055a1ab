"""The named security controls: each is carried by rules, and the table of them is true."""

from __future__ import annotations

from pathlib import Path

import pytest
import regenerate_controls
from regenerate_controls import LISTS, TARGET, defaults, failed, hardened, rules_of

from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.checks.finding import Severity

GOLDENS = sorted((Path(__file__).parent / "goldens").glob("*.json"))
CONTROLS = [control for controls in LISTS.values() for control in controls]
METHOD = "AWS::ApiGateway::Method"


def test_the_table_is_current():
    """The table is the one that its generator makes."""
    assert TARGET.read_text(encoding="utf-8") == regenerate_controls.text()


@pytest.mark.parametrize("control", CONTROLS, ids=[control.id for control in CONTROLS])
def test_the_table_says_what_the_defaults_get(control):
    """A control whose row says fail fails, with a reason and a way out; any other passes, and the row shows by what."""
    fails = control.id in failed(defaults())
    row = next(line for line in TARGET.read_text(encoding="utf-8").splitlines() if f"| {control.id} |" in line)
    assert ("| fail |" in row, "| pass |" in row) == (fails, not fails)
    assert bool(control.to_pass) == fails
    assert control.why or control.shown


@pytest.mark.parametrize("control", CONTROLS, ids=[control.id for control in CONTROLS])
def test_a_control_has_a_rule(control):
    """Each control is carried by at least one rule."""
    assert rules_of(control.id)


def test_rules_carry_controls_of_the_lists_only():
    """No rule names a control that the table does not know."""
    named = {control for rule in all_rules() for control in rule.controls}
    assert named == {control.id for control in CONTROLS}


def test_all_controls_can_pass_at_once():
    """No control contradicts another: one template passes them all, and Cognito would take it."""
    found = check(hardened(), profile="strict").findings
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


def test_strict_rules_are_left_out_by_default():
    """The default profile has no rule that costs money or comfort."""
    strict = {rule.id for rule in all_rules() if rule.strict}
    assert strict
    assert strict.isdisjoint(finding.rule for finding in check(defaults()).findings)


@pytest.mark.parametrize("path", GOLDENS, ids=[path.stem for path in GOLDENS])
def test_an_example_has_no_finding_by_default(path):
    """Nothing that the examples make is warned of in the default profile."""
    found = check(path).findings
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []


# What single controls look at


def pool(**properties: object) -> dict[str, object]:
    return {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": properties}}}


@pytest.mark.parametrize(
    ("policy", "control", "fails"),
    [
        (None, "Cognito.3", False),
        (None, "AwsSolutions-COG1", True),
        ({"MinimumLength": 8}, "cognito_user_pool_password_policy_lowercase", True),
        ({"RequireLowercase": False}, "AwsSolutions-COG1", True),
        ({"MinimumLength": 7}, "Cognito.3", True),
        ({"TemporaryPasswordValidityDays": 8}, "Cognito.3", True),
    ],
)
def test_password_controls(policy, control, fails):
    """A policy that is left out is Cognito's own, which only cdk-nag does not take; what it does not ask for is off."""
    template = pool() if policy is None else pool(Policies={"PasswordPolicy": policy})
    assert (control in failed(template)) == fails


def test_a_small_letter_is_nothing_to_cdk_nag():
    """A finding carries the controls that fail by it, and no others of the same kind."""
    policy = dict.fromkeys(("RequireNumbers", "RequireSymbols", "RequireUppercase"), True)
    template = pool(Policies={"PasswordPolicy": {**policy, "MinimumLength": 8, "RequireLowercase": False}})
    assert "Cognito.3" in failed(template)
    assert "AwsSolutions-COG1" not in failed(template)


@pytest.mark.parametrize(
    ("properties", "fails"),
    [
        ({}, {"Cognito.5", "AwsSolutions-COG2"}),
        ({"MfaConfiguration": "OPTIONAL"}, {"AwsSolutions-COG2"}),
        ({"MfaConfiguration": "ON"}, set()),
        ({"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}}, {"AwsSolutions-COG2"}),
        ({"MfaConfiguration": {"Ref": "Mode"}}, set()),
    ],
)
def test_second_factor_controls(properties, fails):
    """Security Hub takes an optional second factor, or another way than passwords; the others want it for all."""
    template = {**pool(**properties), "Parameters": {"Mode": {"Type": "String"}}}
    assert failed(template).keys() & {"Cognito.5", "AwsSolutions-COG2"} == fails


@pytest.mark.parametrize(
    ("transform", "arn", "fails"),
    [
        (None, {"Fn::GetAtt": ["Users", "Arn"]}, False),
        (None, {"Fn::ImportValue": "arn"}, False),
        (None, {"Fn::GetAtt": ["Api", "Arn"]}, True),
        ("AWS::Serverless-2016-10-31", {"Fn::GetAtt": ["Api", "Arn"]}, True),
        ("AWS::Include", {"Fn::GetAtt": ["Api", "Arn"]}, False),
    ],
)
def test_web_acl_control(transform, arn, fails):
    """A web ACL that may be the pool's counts, and where a transform may add one none is missed."""
    template = pool()
    template["Resources"]["Api"] = {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer"}
    template["Resources"]["Wall"] = {"Type": "AWS::WAFv2::WebACLAssociation", "Properties": {"ResourceArn": arn}}
    if transform:
        template["Transform"] = transform
    assert ("cognito_user_pool_waf_acl_attached" in failed(template)) == fails


@pytest.mark.parametrize(
    ("properties", "fails"),
    [
        ({"HttpMethod": "GET", "AuthorizationType": "COGNITO_USER_POOLS"}, False),
        ({"HttpMethod": "GET", "AuthorizationType": "NONE"}, True),
        ({"HttpMethod": "GET"}, True),
        ({"HttpMethod": "OPTIONS", "AuthorizationType": "NONE"}, False),
    ],
)
def test_method_control(properties, fails):
    """A method of an API is let in by a user pool, but for the question that browsers ask first."""
    template = {"Resources": {"Get": {"Type": METHOD, "Properties": properties}}}
    assert ("AwsSolutions-COG4" in failed(template)) == fails
    assert check(template).findings == ()


@pytest.mark.parametrize(
    ("ways", "fails"),
    [
        (None, True),
        ([("verified_phone_number", 1)], True),
        ([("verified_phone_number", 2)], True),
        ([("verified_phone_number", 2), ("verified_email", 1)], False),
        ([("verified_phone_number", 1), ("verified_email", 2)], True),
        ([("admin_only", 1)], False),
    ],
)
def test_recovery_control(ways, fails):
    """The way of recovery that comes first is not a text message; left out, it is."""
    mechanisms = [{"Name": name, "Priority": priority} for name, priority in ways or ()]
    template = pool(**({"AccountRecoverySetting": {"RecoveryMechanisms": mechanisms}} if ways else {}))
    assert ("cognito_user_pool_account_recovery_sms_not_preferred" in failed(template)) == fails
