"""Circles that a helper would close: nothing that is added later could open them again."""

import pytest
from awacs.helpers.trust import get_lambda_assumerole_policy
from troposphere import Equals, GetAtt, If, Ref, Sub, Template, awslambda, iam, kms, serverless

from troposphere_cognito_l2 import (
    ConfigurationError,
    ExistingUserPool,
    LambdaTriggers,
    PasswordPolicy,
    SmsDelivery,
    UserPool,
    UserPoolClient,
    UserPoolGroup,
    check,
)

TRUST = get_lambda_assumerole_policy()


def function(template, variables=None, policies=(), **options):
    """A function under a role, with an environment."""
    inline = [iam.Policy(PolicyName="p", PolicyDocument=document) for document in policies]
    role = template.add_resource(iam.Role("FunctionRole", AssumeRolePolicyDocument=TRUST, Policies=inline))
    return template.add_resource(
        awslambda.Function(
            "Function",
            Role=GetAtt(role, "Arn"),
            Runtime="python3.13",
            Handler="index.handler",
            Code=awslambda.Code(ZipFile="pass"),
            Environment=awslambda.Environment(Variables=variables or {}),
            **options,
        )
    )


def allow(resource):
    statement = {"Effect": "Allow", "Action": "cognito-idp:AdminGetUser", "Resource": resource}
    return {"Version": "2012-10-17", "Statement": [statement]}


def pool(trigger, **options):
    return UserPool("Users", sms=None, lambda_triggers=LambdaTriggers(pre_sign_up=trigger), **options)


def circles(helper, template):
    """The circles that are found, as the option and the way; the template stays as it was."""
    before = set(template.resources)
    with pytest.raises(ConfigurationError) as raised:
        helper.add_to(template)
    assert set(template.resources) == before
    return [
        (finding.option, finding.message.removeprefix("depends on itself: "))
        for finding in raised.value.findings
        if finding.rule == "E9013"
    ]


@pytest.mark.parametrize(
    ("options", "way"),
    [
        ({"variables": {"POOL": Ref("Users")}}, "Function.Environment.Variables.POOL"),
        ({"variables": {"POOL": Sub("${Users}/x")}}, "Function.Environment.Variables.POOL"),
        (
            {"policies": [allow(GetAtt("Users", "Arn"))]},
            "Function.Role -> FunctionRole.Policies[0].PolicyDocument.Statement[0].Resource",
        ),
        ({"DependsOn": "Users"}, "Function.DependsOn"),
    ],
    ids=["environment", "text", "policy of its role", "DependsOn"],
)
def test_function_that_waits_for_its_pool(template, options, way):
    """A trigger function that names the pool to be, itself or through its role, is refused with the whole way."""
    helper = pool(function(template, **options))
    expected = f"Users.LambdaConfig.PreSignUp -> {way} -> Users"
    assert circles(helper, template) == [("lambda_triggers.pre_sign_up", expected)]


def test_with_all_other_problems(template):
    """A circle is told beside what else is wrong, with what to do, and can be gone past by its id."""
    trigger = function(template, {"POOL": Ref("Users")})
    helper = pool(trigger, password_policy=PasswordPolicy(min_length=3))
    with pytest.raises(ConfigurationError, match=r"event\['userPoolId'\]") as raised:
        helper.add_to(template)
    assert {finding.rule for finding in raised.value.findings} == {"E9013", "E9006"}
    pool(trigger).add_to(template, ignore={"E9013": "to be seen"})
    assert [finding.rule for finding in check(template).errors] == []  # its Metadata records it


@pytest.mark.parametrize("what", ["client", "group"])
def test_function_that_waits_for_what_belongs_to_its_pool(template, what):
    """A trigger function that names a client or group to be of its own pool is refused as well."""
    users = pool(function(template, {"NAME": Ref("New")})).add_to(template)
    helper = UserPoolClient("New", user_pool=users) if what == "client" else UserPoolGroup("New", user_pool=users)
    way = "New.UserPoolId -> Users.LambdaConfig.PreSignUp -> Function.Environment.Variables.NAME -> New"
    assert circles(helper, template) == [("user_pool", way)]


def test_key_and_role_that_wait_for_the_pool(template):
    """A key or an SMS role that names the pool to be closes a circle too."""
    key = template.add_resource(kms.Key("Key", KeyPolicy=allow(GetAtt("Users", "Arn"))))
    way = "Users.KeyConfiguration.KmsKeyArn -> Key.KeyPolicy.Statement[0].Resource -> Users"
    assert circles(UserPool("Users", sms=None, kms_key=key), template) == [("kms_key", way)]
    document = {"Statement": [{"Condition": {"ArnLike": {"aws:SourceArn": GetAtt("Users", "Arn")}}}]}
    role = template.add_resource(iam.Role("SmsRole", AssumeRolePolicyDocument=document))
    [(option, way)] = circles(UserPool("Users", sms=SmsDelivery(role=role)), template)
    assert option == "sms.role"
    assert way.endswith("SmsRole.AssumeRolePolicyDocument.Statement[0].Condition.ArnLike.aws:SourceArn -> Users")


def test_no_circle(template):
    """What surely closes none is taken: branches of If, other conditions, names of other pools, pools elsewhere."""
    template.add_condition("IsProd", Equals(Ref("AWS::Region"), "eu-west-1"))
    variables = {"POOL": If("IsProd", Ref("Users"), "none"), "OTHER": Ref("OtherUsers"), "TEXT": "Users"}
    users = pool(function(template, variables)).add_to(template)
    UserPoolClient("Web", user_pool=users).add_to(template)
    other = Template()
    trigger = function(other, {"POOL": Ref("Users")}, Condition="IsProd")
    pool(trigger).add_to(other)
    elsewhere = Template()
    function(elsewhere, {"NAME": Ref("Web")})
    UserPoolClient("Web", user_pool=ExistingUserPool("eu-west-1_abc")).add_to(elsewhere)


@pytest.mark.parametrize(
    ("options", "circle"),
    [
        ({"Environment": serverless.Environment(Variables={"POOL": Ref("Users")})}, True),
        ({"Policies": [allow(GetAtt("Users", "Arn"))]}, True),
        ({"Policies": [allow(GetAtt("Users", "Arn"))], "Role": "arn:aws:iam::111122223333:role/a"}, False),
        ({"Events": {"Sign": {"Type": "Api", "Properties": {"Auth": Ref("Users")}}}}, False),
    ],
    ids=["environment", "policies", "policies that a role replaces", "events"],
)
def test_function_of_sam(template, options, circle):
    """A function of AWS SAM waits for what its environment and its own role name, not for its events."""
    made = serverless.Function("Function", Runtime="python3.13", Handler="h.h", InlineCode="pass")
    made.resource["Properties"].update(options)
    helper = pool(template.add_resource(made))
    if circle:
        assert [option for option, _ in circles(helper, template)] == ["lambda_triggers.pre_sign_up"]
    else:
        assert helper.add_to(template)
