"""Names, paths and policies of roles: said before the deploy, in any template and by the helpers that make roles."""

from __future__ import annotations

import pytest
from rule_cases import UNKNOWN, paths
from troposphere import GetAtt, If, Ref, Sub, iam, sqs

from troposphere_cognito_l2 import (
    ConfigurationError,
    IdentityPool,
    IdentityRole,
    SmsDelivery,
    UserPool,
    UserPoolAbility,
    UserPoolAccess,
    UserPoolGroup,
)

TRUST = {"Version": "2012-10-17", "Statement": []}
BOUNDARY = "arn:aws:iam::111122223333:policy/team/boundary"


def role(**properties):
    return {"AssumeRolePolicyDocument": TRUST, **properties}


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        (
            "RoleName",
            ["a", "a" * 64, "A+=,.@_-9", {"Fn::Sub": "${Unknown}-app"}],
            ["", "a" * 65, "a b", "a/b", "é", "a\n"],
        ),
        ("RoleName", [UNKNOWN], [{"Fn::Sub": "${Unknown}/app"}, {"Fn::Join": ["", [UNKNOWN, " app"]]}]),
        (
            "Path",
            ["/", "/a/", "/a/b/", f"/{'a' * 510}/", UNKNOWN],
            ["", "a", "/a", "a/", "/a b/", f"/{'a' * 511}/", "//"],
        ),
        ("Path", [{"Fn::Sub": "/${Unknown}/"}], [{"Fn::Sub": "/my team/${Unknown}/"}]),
        ("Description", ["", "für alle\n", "a" * 1000], ["a" * 1001, "日本"]),
        ("MaxSessionDuration", [3600, "43200", UNKNOWN], [3599, 43201, "0"]),
    ],
)
def test_what_describes_a_role(name, right, wrong):
    """Names, paths, descriptions and sessions are in IAM's bounds; what is unknown is not blamed."""
    for value in right:
        assert paths("E9911", role(**{name: value})) == []
    for value in wrong:
        assert paths("E9911", role(**{name: value})) == [name]


@pytest.mark.parametrize(
    ("arn", "wrong"),
    [
        (BOUNDARY, 0),
        ("arn:aws-us-gov:iam::aws:policy/job-function/Billing", 0),
        ({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${Unknown}"}, 0),
        ({"Ref": "Managed"}, 0),
        (UNKNOWN, 0),
        ("boundary", 1),
        ("arn:aws:iam::111122223333:role/boundary", 1),
        ({"Fn::Sub": "arn:${AWS::Partition}:s3:::policy/files"}, 1),
        ({"Ref": "Queue"}, 1),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, 1),
    ],
)
def test_managed_policies(arn, wrong):
    """The boundary and the managed policies of a role are ARNs of managed policies."""
    others = {"Managed": {"Type": "AWS::IAM::ManagedPolicy"}, "Queue": {"Type": "AWS::SQS::Queue"}}
    properties = role(PermissionsBoundary=arn, ManagedPolicyArns=[BOUNDARY, arn])
    example = {"Resources": {"Subject": {"Properties": properties}, **others}}
    assert paths("E9912", example) == ["PermissionsBoundary", "ManagedPolicyArns[1]"] * wrong


def test_a_role_has_at_most_twenty_managed_policies():
    """No quota lets a role have 21 managed policies; of members that may turn out to be none nothing is known."""
    arns = [f"{BOUNDARY}{number}" for number in range(21)]
    assert paths("E9912", role(ManagedPolicyArns=arns)) == ["ManagedPolicyArns"]
    assert paths("E9912", role(ManagedPolicyArns=arns[:20])) == []
    assert paths("E9912", role(ManagedPolicyArns=[*arns[:20], UNKNOWN])) == []


def test_names_of_policies_in_a_role():
    """Each policy in a role is looked at, branches too."""
    named = [{"PolicyName": name, "PolicyDocument": TRUST} for name in ("read", "read files", "", UNKNOWN)]
    assert paths("E9913", role(Policies=named)) == ["Policies[1].PolicyName", "Policies[2].PolicyName"]
    branches = {"PolicyName": {"Fn::If": ["IsProd", "a b", "a"]}, "PolicyDocument": TRUST}
    stage = {"Conditions": {"IsProd": {"Fn::Equals": [UNKNOWN, "prod"]}}}
    assert paths("E9913", role(Policies=[branches]), **stage) == ["Policies[0].PolicyName"]
    assert paths("E9913", role(Policies={"Fn::If": ["IsProd", named, []]}), **stage) == []


def test_roles_of_a_policy():
    """A policy names roles of the template by Ref, others by name."""
    others = {"Reader": {"Type": "AWS::IAM::Role", "Properties": role()}, "Queue": {"Type": "AWS::SQS::Queue"}}
    arn = "arn:aws:iam::111122223333:role/app"
    given = ["app", {"Ref": "Reader"}, UNKNOWN, arn, {"Fn::GetAtt": ["Reader", "Arn"]}, {"Ref": "Queue"}]
    properties = {"PolicyName": "read", "PolicyDocument": TRUST, "Roles": given}
    example = {"Resources": {"Subject": {"Properties": properties}, **others}}
    assert paths("E9915", example) == ["Roles[3]", "Roles[4]", "Roles[5]"]


def blamed(make, template):
    """Rule and option of what is refused."""
    with pytest.raises(ConfigurationError) as caught:
        make.add_to(template)
    return [(one.rule, one.option) for one in caught.value.findings]


def test_helpers_that_make_roles(template):
    """What a helper is told of a role that it makes is refused by the option that the role came from."""
    made = IdentityRole(role_name="two words", path="team", permissions_boundary="boundary", policies={"a b": TRUST})
    rules = ["E9911", "E9911", "E9912", "E9913"]
    pool = IdentityPool("Identities", authenticated_role=made)
    assert blamed(pool, template) == [(rule, "authenticated_role") for rule in rules]
    guests = IdentityPool("Guests", allow_unauthenticated_identities=True, unauthenticated_role=made)
    assert blamed(guests, template) == [(rule, "unauthenticated_role") for rule in rules]
    sms = SmsDelivery(role_path="/team", role_permissions_boundary="arn:aws:iam::111122223333:role/b")
    assert blamed(UserPool("Users", sms=sms), template) == [("E9911", "sms"), ("E9912", "sms")]
    assert template.resources == {}


def test_helpers_that_take_roles(template):
    """The ARN of a policy or user is no role, and a policy is not attached to what is no role."""
    users = UserPool("Users").add_to(template)
    assert blamed(UserPoolGroup("Staff", user_pool=users, role=BOUNDARY), template) == [("E9515", "role")]
    assert blamed(IdentityPool("I", authenticated_role=BOUNDARY), template) == [("E9638", "authenticated_role")]
    assert blamed(UserPool("More", sms=SmsDelivery(role=BOUNDARY)), template) == [("E9169", "sms.role")]
    queue = template.add_resource(sqs.Queue("Queue"))
    reader = template.add_resource(iam.Role("Reader", AssumeRolePolicyDocument=TRUST))
    for one in (Ref(queue), GetAtt(reader, "Arn")):
        access = UserPoolAccess("Access", user_pool=users, roles=[one], abilities=[UserPoolAbility.READ_USERS])
        assert blamed(access, template) == [("E9915", "roles")]
    name = If("IsProd", "arn:aws:iam::111122223333:policy/app", Sub("${AWS::StackName}-app"))
    template.add_condition("IsProd", {"Fn::Equals": [Ref("AWS::Region"), "eu-west-1"]})
    access = UserPoolAccess(
        "Access", user_pool=users, roles=[Ref(reader)], abilities=[UserPoolAbility.READ_USERS], policy_name=name
    )
    assert blamed(access, template) == [("E9914", "policy_name")]
