"""What mends a finding mechanically: applied, the finding is gone, and no other one comes."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonpatch
import pytest

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.catalogue import catalogue
from troposphere_cognito_l2.checks.finding import Finding, Severity
from troposphere_cognito_l2.cli import main

TESTS = Path(__file__).parent
ENTRIES = {entry.id: entry for entry in catalogue()}


def found_in(template: dict[str, Any], *, strict: bool = False) -> list[Finding]:
    return list(check(template, profile="strict" if strict else "default").findings)


def counted(found: list[Finding]) -> Counter[tuple[str, str]]:
    """How often each rule found something in a resource, but for what is only information."""
    return Counter((finding.rule, finding.resource) for finding in found if finding.severity is not Severity.INFO)


def mended(template: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """The template with the patch of a finding, by a library that knows nothing of ours."""
    before = copy.deepcopy(template)
    after: dict[str, Any] = jsonpatch.apply_patch(template, [dict(each) for each in finding.patch])
    assert template == before
    return after


def see_that_it_is_mended(template: dict[str, Any], finding: Finding) -> None:
    strict = ENTRIES[finding.rule].strict
    before = counted(found_in(template, strict=strict))
    after = counted(found_in(mended(template, finding), strict=strict))
    assert after[finding.rule, finding.resource] < before[finding.rule, finding.resource], finding
    assert not after - before, (finding, after - before)


def example(rule_id: str) -> dict[str, Any]:
    template: dict[str, Any] = json.loads(json.dumps(ENTRIES[rule_id].rejects))
    return template


OFFERED = sorted(
    rule_id
    for rule_id in ENTRIES
    if any(found.patch for found in found_in(example(rule_id), strict=True) if found.rule == rule_id)
)


MECHANICAL = """
E9002 E9009 E9103 E9142 E9151 E9153 E9155 E9166 E9184 E9202 E9206 E9221 E9222 E9242 E9243 E9403 E9513 E9601 E9602 E9629
E9811 E9816 W9104 W9105 W9107 W9108 W9109 W9112 W9116 W9117 W9118 W9119 W9136 W9138 W9144 W9156 W9157 W9158 W9161 W9188
W9192 W9193 W9194 W9195 W9212 W9224 W9230 W9231 W9232 W9234 W9252 W9290 W9311 W9421 W9422 W9423 W9433 W9530 W9543 W9608
W9609 W9635 W9653 W9713
"""
"""The rules whose rejected example is mended mechanically."""


def test_mechanical_rules_offer_a_patch():
    """The rules whose rejected example can be mended in one way only offer that."""
    assert MECHANICAL.split() == OFFERED


@pytest.mark.parametrize("rule_id", OFFERED)
def test_patch_mends_the_example(rule_id):
    """The patch of the rejected example removes the finding and adds none."""
    template = example(rule_id)
    for finding in found_in(template, strict=True):
        if finding.rule == rule_id and finding.patch:
            see_that_it_is_mended(template, finding)


FILES = [
    path
    for path in (*sorted(TESTS.glob("goldens/*.json")), *sorted(TESTS.glob("vectors/*.json")))
    if path.parent.name == "goldens" or '"template"' in path.read_text()
]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_patches_mend_whole_templates(path):
    """Every patch that is offered for a whole template removes its finding and adds none."""
    data = json.loads(path.read_text())
    template = {"Resources": data["template"]} if "scenario" in data else data
    for finding in found_in(template):
        if finding.patch:
            see_that_it_is_mended(template, finding)


@pytest.mark.parametrize("rule_id", sorted(ENTRIES))
def test_patches_mend_examples_of_other_rules(rule_id):
    """The patches of whatever else an example breaks remove their findings and add none."""
    template = example(rule_id)
    for finding in found_in(template):
        if finding.patch and finding.rule != rule_id:
            see_that_it_is_mended(template, finding)


POOL = "AWS::Cognito::UserPool"
POOL_ID = "eu-west-1_Example"
ROLE = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}}}


def one(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Subject": {"Type": f"AWS::Cognito::{kind}", "Properties": properties}}


def logged(**destination: Any) -> dict[str, Any]:
    written = {"EventSource": "userAuthEvents", "LogLevel": "INFO", **destination}
    return one("LogDeliveryConfiguration", UserPoolId=POOL_ID, LogConfigurations=[written])


def attached(role: Any) -> dict[str, Any]:
    roles = {"authenticated": role}
    return {"Role": ROLE, **one("IdentityPoolRoleAttachment", IdentityPoolId="eu-west-1:1-2", Roles=roles)}


def keyed(**key: Any) -> dict[str, Any]:
    configuration = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}}
    return {"Key": {"Type": "AWS::KMS::Key", "Properties": key}, **one("UserPool", KeyConfiguration=configuration)}


def waiting_for_a_parameter(*names: str) -> dict[str, Any]:
    return {"Others": {"Type": POOL}, "Subject": {"Type": POOL, "DependsOn": [*names, "Stage"]}}


TENANT = [{"Name": "tenant", "AttributeDataType": "String"}]
BRANCHES = {
    "E9004 case": one("UserPool", UserPoolTier="plus"),
    "E9004 yaml": one("UserPool", MfaConfiguration=False),
    "E9011 only": waiting_for_a_parameter(),
    "E9011 among": waiting_for_a_parameter("Others"),
    "E9143": one("UserPool", WebAuthnUserVerification="REQUIRED"),
    "E9153 developer": one("UserPool", Schema=[{"Name": "name", "DeveloperOnlyAttribute": True}]),
    "E9158": one("UserPool", Schema=[*TENANT, {"Name": "sub", "AttributeDataType": "String"}]),
    "E9221 twice": one(
        "UserPoolClient", UserPoolId=POOL_ID, ExplicitAuthFlows=["ALLOW_CUSTOM_AUTH", "CUSTOM_AUTH_FLOW_ONLY"]
    ),
    "E9301": one("UserPoolDomain", UserPoolId=POOL_ID, Domain="MyApp"),
    "E9304": one(
        "UserPoolDomain",
        UserPoolId=POOL_ID,
        Domain="Auth.example.com",
        CustomDomainConfig={"CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1"},
    ),
    "E9405": one(
        "UserPoolIdentityProvider",
        UserPoolId=POOL_ID,
        ProviderName="P",
        ProviderType="OIDC",
        ProviderDetails={
            "client_id": "i",
            "authorize_scopes": "openid",
            "oidc_issuer": "https://example.com",
            "attributes_request_method": "get",
        },
    ),
    "E9526": one("UserPoolUser", UserPoolId=POOL_ID, Username="ann", MessageAction="suppress"),
    "E9528": {
        "Users": {"Type": POOL, "Properties": {"Schema": TENANT}},
        **one(
            "UserPoolUser",
            UserPoolId={"Ref": "Users"},
            Username="ann",
            UserAttributes=[{"Name": "tenant", "Value": "a"}],
        ),
    },
    "E9622": attached({"Ref": "Role"}),
    "E9803": one(
        "UserPoolRiskConfigurationAttachment",
        UserPoolId=POOL_ID,
        ClientId="ALL",
        CompromisedCredentialsRiskConfiguration={"Actions": {"EventAction": "block"}},
    ),
    "E9816": {
        "Group": {"Type": "AWS::Logs::LogGroup"},
        **logged(CloudWatchLogsConfiguration={"LogGroupArn": {"Fn::GetAtt": ["Group", "Arn"]}}),
    },
    "E9817": {"Bucket": {"Type": "AWS::S3::Bucket"}, **logged(S3Configuration={"BucketArn": {"Ref": "Bucket"}})},
    "E9817 group": {
        "Group": {"Type": "AWS::Logs::LogGroup"},
        **logged(CloudWatchLogsConfiguration={"LogGroupArn": {"Ref": "Group"}}),
    },
    "E9842": one("UserPoolRegionalConfigurationAttachment", UserPoolId=POOL_ID, Status="active"),
    "W9187": keyed(Enabled=False),
}


@pytest.mark.parametrize("name", BRANCHES)
def test_patch_mends_other_branches(name):
    """What a rule finds besides its example is mended too."""
    template = {"Parameters": {"Stage": {"Type": "String"}}, "Resources": BRANCHES[name]}
    [finding] = [found for found in found_in(template) if found.rule[1:] == name[1:5]]
    assert finding.patch
    see_that_it_is_mended(template, finding)


CONDITIONAL = {
    "Parameters": {"Stage": {"Type": "String"}},
    "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
}
FLOWS = ["ALLOW_REFRESH_TOKEN_AUTH", "ADMIN_NO_SRP_AUTH"]
UNMENDED = {
    "under one value only": {"E9004": one("UserPool", UserPoolTier={"Fn::If": ["IsProd", "plus", "LITE"]})},
    "a member that moves": {
        "E9221": one("UserPoolClient", UserPoolId=POOL_ID, ExplicitAuthFlows=[{"Ref": "AWS::NoValue"}, *FLOWS])
    },
    "inside an intrinsic": {"E9622": attached({"Fn::If": ["IsProd", {"Ref": "Role"}, {"Ref": "Role"}]})},
    "a server that may not be there": {
        "W9252": {
            "Google": {
                "Type": "AWS::Cognito::UserPoolIdentityProvider",
                "Condition": "IsProd",
                "Properties": {"UserPoolId": POOL_ID, "ProviderName": "Google", "ProviderType": "Google"},
            },
            **one("UserPoolClient", UserPoolId=POOL_ID, SupportedIdentityProviders=["Google"]),
        }
    },
    "a redirect that another property repeats": {
        "E9206": one(
            "UserPoolClient",
            UserPoolId=POOL_ID,
            CallbackURLs=["http://a.example.com"],
            DefaultRedirectURI="http://a.example.com",
        )
    },
}


@pytest.mark.parametrize("name", UNMENDED)
def test_no_patch_where_it_may_be_wrong(name):
    """Where a parameter decides, or another property goes with it, there is a finding and no patch."""
    [(rule_id, resources)] = UNMENDED[name].items()
    found = [found for found in found_in({**CONDITIONAL, "Resources": resources}) if found.rule == rule_id]
    assert found
    assert not any(finding.patch for finding in found)


def test_patch_makes_what_it_needs():
    """A patch makes what should hold a value, and the names in its pointers are escaped."""
    template = {"Resources": {"Users": {"Type": POOL}}}
    patches = {finding.rule: finding.patch for finding in found_in(template, strict=True)}
    assert patches["W9105"] == (
        {"op": "add", "path": "/Resources/Users/Properties", "value": {"DeletionProtection": "ACTIVE"}},
    )
    assert [each["path"].rpartition("/")[2] for each in patches["W9104"]] == ["DeletionPolicy", "UpdateReplacePolicy"]
    mapping = {"Type": "Token", "AmbiguousRoleResolution": "Deny", "IdentityProvider": "https://www.amazon.com"}
    roles = one(
        "IdentityPoolRoleAttachment", IdentityPoolId="eu-west-1:1-2", RoleMappings={"www.amazon.com/a~b": mapping}
    )
    [finding] = [found for found in found_in({"Resources": roles}) if found.rule == "E9629"]
    assert finding.patch[-1]["path"].endswith("/RoleMappings/www.amazon.com~1a~0b/IdentityProvider")
    see_that_it_is_mended({"Resources": roles}, finding)


def test_patch_of_a_member_tests_it_first():
    """A patch that takes a member out of a list fails, rather than take another, once the list has changed."""
    template = {
        "Resources": one("UserPoolClient", UserPoolId=POOL_ID, WriteAttributes=["sub", "email", "email_verified"])
    }
    first, second = [found for found in found_in(template) if found.rule == "E9242"]
    with pytest.raises(jsonpatch.JsonPatchTestFailed):
        mended(mended(template, first), second)


def test_command_line(tmp_path, capsys):
    """The JSON output has the patch where there is one, and no such key where there is none."""
    file = tmp_path / "template.json"
    file.write_text(json.dumps({"Resources": one("UserPool", UserPoolTier="plus", UserPoolName="a/b")}))
    main(["check", str(file), "--format", "json"])
    found = {each["rule"]: each for each in json.loads(capsys.readouterr().out)["findings"]}
    assert found["E9004"]["patch"][-1] == {
        "op": "replace",
        "path": "/Resources/Subject/Properties/UserPoolTier",
        "value": "PLUS",
    }
    assert "patch" not in found["E9101"]


@pytest.mark.parametrize(("rule_id", "said"), [("W9230", "offered by check --format json"), ("E9101", "none")])
def test_rules_say_whether_they_offer_a_patch(rule_id, said, capsys):
    """A rule that is explained says whether its findings come with a patch."""
    main(["rules", rule_id])
    assert f"patch:    {said}\n" in capsys.readouterr().out
