"""What roles may do with a pool: the policy, the named abilities, and that no circle arises."""

import json
import re

import awacs.cognito_idp
import awacs.s3
import pytest
from awacs.aws import Action
from linters import lint
from troposphere import Equals, GetAtt, Ref, Template, awslambda, iam, s3
from vector_comparison import load

from troposphere_cognito_l2 import (
    ConfigurationError,
    ExistingUserPool,
    LambdaTriggers,
    OtherTemplateError,
    UserPool,
    UserPoolAbility,
    UserPoolAccess,
)

TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


@pytest.fixture
def users(template):
    """A pool to give access to."""
    return UserPool("Users", sms=None).add_to(template)


@pytest.fixture
def role(template):
    """A role to give access to the pool."""
    return template.add_resource(iam.Role("Role", AssumeRolePolicyDocument=TRUST))


def policy(handle):
    return json.loads(json.dumps(handle.resource.to_dict()))["Properties"]


def statement(handle):
    [only] = policy(handle)["PolicyDocument"]["Statement"]
    return only


def problems(helper, template):
    """Option of each problem; the template stays as it was."""
    before = template.to_json()
    with pytest.raises(ConfigurationError) as raised:
        helper.add_to(template)
    assert template.to_json() == before
    assert str(raised.value)
    return [finding.option for finding in raised.value.findings]


def names_in(value):
    """The logical ids that a piece of template refers to."""
    if isinstance(value, list):
        return {name for item in value for name in names_in(item)}
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, item in value.items():
        if key == "Ref":
            found.add(item)
        elif key == "Fn::GetAtt":
            found.add(item[0])
        elif key == "Fn::Sub":
            found |= set(re.findall(r"\$\{(\w+)", json.dumps(item)))
        elif key == "DependsOn":
            found |= set([item] if isinstance(item, str) else item)
        else:
            found |= names_in(item)
    return found


def order(resources):
    """The resources in an order of creation; fails if there is a circle."""
    done = []
    while len(done) < len(resources):
        ready = [
            name
            for name, body in resources.items()
            if name not in done and names_in(body) & resources.keys() <= set(done)
        ]
        assert ready, f"a circle among {resources.keys() - set(done)}"
        done += ready
    return done


class TestPolicy:
    def test_actions_on_the_pool(self, template, users, role):
        """A policy of its own allows the actions on this pool alone, for the role by its name."""
        access = UserPoolAccess(
            "Access",
            user_pool=users,
            roles=[role],
            actions=[awacs.cognito_idp.AdminCreateUser, awacs.cognito_idp.ListUsers],
        ).add_to(template)
        assert access.resource.resource_type == "AWS::IAM::Policy"
        assert policy(access) == {
            "PolicyName": "Access",
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": ["cognito-idp:AdminCreateUser", "cognito-idp:ListUsers"],
                        "Resource": [{"Fn::GetAtt": ["Users", "Arn"]}],
                    }
                ],
            },
            "Roles": [{"Ref": "Role"}],
        }

    def test_abilities_and_actions_add_up(self, template, users, role):
        """Abilities and actions come together, each action once."""
        access = UserPoolAccess(
            "Access",
            user_pool=users,
            roles=[role],
            abilities=[UserPoolAbility.READ_USERS, UserPoolAbility.SIGN_OUT_USERS],
            actions=[awacs.cognito_idp.ListUsers, awacs.cognito_idp.AdminListUserAuthEvents],
        ).add_to(template)
        assert statement(access)["Action"] == [
            "cognito-idp:AdminGetUser",
            "cognito-idp:AdminListGroupsForUser",
            "cognito-idp:ListUsers",
            "cognito-idp:AdminUserGlobalSignOut",
            "cognito-idp:AdminListUserAuthEvents",
        ]

    def test_several_roles(self, template, users, role):
        """One policy serves several roles: objects, names and intrinsics; the name is then the stack's own."""
        access = UserPoolAccess(
            "Access", user_pool=users, roles=[role, "tool", Ref("Tool")], abilities=[UserPoolAbility.READ_USERS]
        ).add_to(template)
        assert policy(access)["Roles"] == [{"Ref": "Role"}, "tool", {"Ref": "Tool"}]
        assert policy(access)["PolicyName"] == {"Fn::Sub": "${AWS::StackName}-Access"}

    def test_own_name(self, template, users, role):
        """A name of one's own is taken as it is."""
        access = UserPoolAccess(
            "Access", user_pool=users, roles=[role], abilities=[UserPoolAbility.READ_USERS], policy_name="read"
        ).add_to(template)
        assert policy(access)["PolicyName"] == "read"

    def test_existing_pool(self, template, role):
        """A pool of another stack is named by its ARN."""
        access = UserPoolAccess(
            "Access",
            user_pool=ExistingUserPool("eu-west-1_abc", account="111122223333"),
            roles=[role],
            abilities=[UserPoolAbility.READ_USERS],
        ).add_to(template)
        arn = "arn:${AWS::Partition}:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_abc"
        assert statement(access)["Resource"] == [{"Fn::Sub": arn}]

    def test_linters_find_no_error(self, template, users, role):
        """AWS's linters accept every ability."""
        UserPoolAccess("Access", user_pool=users, roles=[role], abilities=list(UserPoolAbility)).add_to(template)
        assert lint(template.to_dict()) == []


class TestAbilities:
    @pytest.mark.parametrize("ability", UserPoolAbility, ids=lambda ability: ability.name)
    def test_actions_exist(self, ability):
        """Every action of an ability is one that awacs knows."""
        assert ability.value
        for name in ability.value:
            assert isinstance(getattr(awacs.cognito_idp, name), Action)

    @pytest.mark.parametrize(
        "ability", [each for each in UserPoolAbility if each.name.startswith("READ_")], ids=lambda each: each.name
    )
    def test_reading_changes_nothing(self, ability):
        """An ability that reads takes no action that changes anything, nor one that shows a client's secret."""
        assert all(re.match(r"(Admin)?(Get|List|Describe)", name) for name in ability.value)
        assert "DescribeUserPoolClient" not in ability.value

    def test_no_ability_manages_the_pool_itself(self):
        """No ability can delete or reconfigure the pool."""
        everything = {name for ability in UserPoolAbility for name in ability.value}
        assert not {name for name in everything if re.search(r"(Create|Update|Delete|Set)UserPool", name)}


class TestConditions:
    def test_inherits_from_the_pool(self, template, role):
        """The policy exists where the pool does."""
        users = UserPool("Users", sms=None, condition="IsLive").add_to(template)
        made = UserPoolAccess("Access", user_pool=users, roles=[role], abilities=[UserPoolAbility.READ_USERS]).add_to(
            template
        )
        assert made.condition == "IsLive"

    def test_inherits_from_its_only_role(self, template, users):
        """A policy needs a role, so it exists where its only role does."""
        role = template.add_resource(iam.Role("Role", AssumeRolePolicyDocument=TRUST, Condition="IsLive"))
        made = UserPoolAccess("Access", user_pool=users, roles=[role], abilities=[UserPoolAbility.READ_USERS]).add_to(
            template
        )
        assert made.condition == "IsLive"
        assert policy(made)["Roles"] == [{"Ref": "Role"}]

    def test_one_of_several_roles(self, template, users, role):
        """A role under another condition is in the policy only where it exists."""
        template.add_condition("IsLive", Equals(Ref("AWS::Region"), "eu-west-1"))
        tool = template.add_resource(iam.Role("Tool", AssumeRolePolicyDocument=TRUST, Condition="IsLive"))
        made = UserPoolAccess(
            "Access", user_pool=users, roles=[role, tool], abilities=[UserPoolAbility.READ_USERS]
        ).add_to(template)
        assert made.condition is None
        assert policy(made)["Roles"] == [
            {"Ref": "Role"},
            {"Fn::If": ["IsLive", {"Ref": "Tool"}, {"Ref": "AWS::NoValue"}]},
        ]
        assert lint(template.to_dict()) == []

    def test_no_role_that_surely_exists(self, template, users):
        """Roles that each have a condition of their own may leave the policy without any: the caller must say when."""
        roles = [
            template.add_resource(iam.Role(name, AssumeRolePolicyDocument=TRUST, Condition=f"Is{name}"))
            for name in ("One", "Two")
        ]
        given = {"user_pool": users, "roles": roles, "abilities": [UserPoolAbility.READ_USERS]}
        assert problems(UserPoolAccess("Access", **given), template) == ["roles"]
        assert UserPoolAccess("Access", **given, condition="IsEither").add_to(template).condition == "IsEither"


class TestMistakes:
    def test_nobody_and_nothing(self, template, users):
        """A policy without roles, or without anything allowed, is refused; both at once."""
        assert problems(UserPoolAccess("Access", user_pool=users, roles=[]), template) == ["roles", "abilities"]

    def test_arn_in_place_of_a_name(self, template, users):
        """The ARN of a role is refused with the name that belongs there."""
        access = UserPoolAccess(
            "Access",
            user_pool=users,
            roles=["arn:aws:iam::111122223333:role/path/tool"],
            abilities=[UserPoolAbility.READ_USERS],
        )
        with pytest.raises(ConfigurationError, match="give the name, 'tool'"):
            access.add_to(template)

    def test_no_role(self, template, users):
        """Another resource in place of a role is refused."""
        bucket = template.add_resource(s3.Bucket("Bucket"))
        with pytest.raises(ConfigurationError, match="Bucket is an AWS::S3::Bucket: give the resource") as raised:
            UserPoolAccess("Access", user_pool=users, roles=[bucket], abilities=[UserPoolAbility.READ_USERS])
        assert [finding.option for finding in raised.value.findings] == ["roles"]

    @pytest.mark.parametrize(
        "action", [awacs.s3.GetObject, awacs.cognito_idp.ListUserPools, awacs.cognito_idp.CreateUserPool]
    )
    def test_action_that_is_not_of_one_pool(self, template, users, role, action):
        """Actions of another service, or that name no pool, would never be allowed, so they are refused."""
        access = UserPoolAccess("Access", user_pool=users, roles=[role], actions=[action])
        assert problems(access, template) == ["actions"]

    def test_action_as_text(self, users, role):
        """An action is an awacs object; text is refused."""
        with pytest.raises(ConfigurationError, match="Action"):
            UserPoolAccess("Access", user_pool=users, roles=[role], actions=["cognito-idp:ListUsers"])

    def test_pool_of_another_template(self, users, role):
        """A pool of another template is refused."""
        access = UserPoolAccess("Access", user_pool=users, roles=[role], abilities=[UserPoolAbility.READ_USERS])
        with pytest.raises(OtherTemplateError, match="another template"):
            access.add_to(Template())


def with_trigger(template):
    """A pool, the function that it calls, and the access that the function's role has to that pool."""
    role = template.add_resource(iam.Role("FunctionRole", AssumeRolePolicyDocument=TRUST))
    function = template.add_resource(
        awslambda.Function(
            "Function",
            Code=awslambda.Code(ZipFile="def handler(event, _): return event"),
            Handler="index.handler",
            Runtime="python3.13",
            Role=GetAtt(role, "Arn"),
        )
    )
    users = UserPool("Users", sms=None, lambda_triggers=LambdaTriggers(post_confirmation=function)).add_to(template)
    UserPoolAccess(
        "FunctionAccess", user_pool=users, roles=[role], actions=[awacs.cognito_idp.AdminAddUserToGroup]
    ).add_to(template)


class TestVectors:
    def test_role_of_a_trigger_function(self, template):
        """The role of a trigger function gets access to the very pool that calls it, without a circle."""
        with_trigger(template)
        resources = json.loads(template.to_json())["Resources"]
        assert order(resources)[-1] in ("FunctionAccess", "UsersPostConfirmationPermission")
        assert lint({"Resources": resources}) == []

    @pytest.mark.parametrize("vector", ["grant-trigger-role", "gap-trigger-attach-cycle"])
    def test_same_policy_as_cdk(self, template, vector):
        """The policy allows what CDK's does, on the same pool, for the same role."""
        with_trigger(template)
        [theirs] = [body for body in load(vector)["template"].values() if body["Type"] == "AWS::IAM::Policy"]
        [ours] = [body for body in template.to_dict()["Resources"].values() if body["Type"] == "AWS::IAM::Policy"]
        assert comparable(ours) == comparable(theirs)

    def test_the_circle_is_cdk_s(self):
        """What finds no circle in ours finds the one that CDK makes."""
        with pytest.raises(AssertionError, match="a circle"):
            order(load("gap-trigger-attach-cycle")["template"])
        assert order(load("grant-trigger-role")["template"])

    def test_grant(self, template, users, role):
        """Two actions for a role on a pool come out as CDK's grant."""
        UserPoolAccess(
            "Access",
            user_pool=users,
            roles=[role],
            actions=[awacs.cognito_idp.AdminCreateUser, awacs.cognito_idp.ListUsers],
        ).add_to(template)
        [theirs] = [body for body in load("grant")["template"].values() if body["Type"] == "AWS::IAM::Policy"]
        assert comparable(template.to_dict()["Resources"]["Access"]) == comparable(theirs)


def comparable(body):
    """Actions, number of resources and of roles of a policy: logical ids and single strings for lists are free."""
    [only] = json.loads(json.dumps(body, default=lambda made: made.to_dict()))["Properties"]["PolicyDocument"][
        "Statement"
    ]
    listed = {key: [value] if not isinstance(value, list) else value for key, value in only.items()}
    [resource] = listed["Resource"]
    assert resource["Fn::GetAtt"][1] == "Arn"
    return only["Effect"], sorted(listed["Action"]), [list(role) for role in body["Properties"]["Roles"]]
