"""What the helpers render is deployed, used by a boto3 client, updated and deleted; each claim has a twin that fails."""

import json

import pytest
from botocore.exceptions import ClientError
from in_process_aws import StackFailed, in_process_aws
from quickstart import template as quickstart
from troposphere import GetAtt, Output, Ref, Template, awslambda, cognito, iam

from troposphere_cognito_l2 import LambdaTriggers, RemovalPolicy, SignIn, SmsDelivery, UserPool

pytestmark = pytest.mark.one_python

ANN = "ann@example.com"
PASSWORD = "Correct-Horse-7"


@pytest.fixture
def aws():
    """An AWS of its own for each test."""
    with in_process_aws() as made:
        yield made


def pool_template(logical_id="Users", **options):
    """A pool with a client that signs in by password."""
    template = Template()
    users = UserPool(logical_id, sign_in=SignIn.email(), **options).add_to(template)
    client = template.add_resource(
        cognito.UserPoolClient("App", UserPoolId=users.id, ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])
    )
    template.add_output(Output("UserPoolId", Value=users.id))
    template.add_output(Output("ClientId", Value=Ref(client)))
    return template.to_dict()


def sign_up(aws, stack):
    """Ann signs up and is confirmed."""
    idp = aws.client("cognito-idp")
    idp.sign_up(ClientId=stack.outputs["ClientId"], Username=ANN, Password=PASSWORD)
    idp.admin_confirm_sign_up(UserPoolId=stack.outputs["UserPoolId"], Username=ANN)


def sign_in(aws, stack, password=PASSWORD):
    """The tokens that a password gives."""
    return aws.client("cognito-idp").initiate_auth(
        ClientId=stack.outputs["ClientId"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": ANN, "PASSWORD": password},
    )["AuthenticationResult"]


def users(aws, stack):
    """How many users the pool has."""
    return len(aws.client("cognito-idp").list_users(UserPoolId=stack.outputs["UserPoolId"])["Users"])


def test_sign_up_and_in(aws):
    """A user signs up and signs in with the password; a wrong one is refused."""
    stack = aws.deploy("users", json.loads(quickstart.to_json()))
    sign_up(aws, stack)
    assert sign_in(aws, stack)["AccessToken"]
    with pytest.raises(ClientError, match="NotAuthorized"):
        sign_in(aws, stack, "wrong-Password-1")


@pytest.mark.parametrize("order", ["forward", "reverse"])
def test_deploys_in_any_valid_order(aws, order):
    """What must come first is said in the template: another valid order works too."""
    assert aws.deploy("users", pool_template(), order=order).outputs["UserPoolId"]


def test_update_keeps_the_users(aws):
    """An update of the pool keeps the user, who signs in as before."""
    stack = aws.deploy("users", pool_template())
    sign_up(aws, stack)
    stack = aws.update("users", pool_template(user_pool_name="renamed", tags={"team": "identity"}))
    assert users(aws, stack) == 1
    assert sign_in(aws, stack)["AccessToken"]


def test_changed_logical_id_makes_an_empty_pool(aws):
    """The twin: under another logical id there is another pool, without the user."""
    stack = aws.deploy("users", pool_template())
    sign_up(aws, stack)
    stack = aws.update("users", pool_template("People"))
    assert users(aws, stack) == 0


def test_default_pool_outlives_its_stack(aws):
    """A deleted stack leaves the pool, its user and the SMS role behind."""
    stack = aws.deploy("users", pool_template())
    sign_up(aws, stack)
    aws.delete("users")
    assert users(aws, stack) == 1
    assert [role["RoleName"] for role in aws.client("iam").list_roles()["Roles"]] == [stack.physical_id("UsersSmsRole")]


def test_disposable_pool_goes_with_its_stack(aws):
    """The twin: a disposable pool is deleted with its stack, and its role too."""
    aws.deploy("users", pool_template(removal_policy=RemovalPolicy.DESTROY))
    aws.delete("users")
    assert aws.client("cognito-idp").list_user_pools(MaxResults=5)["UserPools"] == []
    assert aws.client("iam").list_roles()["Roles"] == []


def test_the_role_that_is_made_is_accepted(aws):
    """Cognito may assume the role that the helper makes, under the external id, and publish."""
    stack = aws.deploy("users", pool_template())
    pool = aws.client("cognito-idp").describe_user_pool(UserPoolId=stack.outputs["UserPoolId"])["UserPool"]
    assert pool["SmsConfiguration"]["ExternalId"] == "users-Users"


def test_another_external_id_is_refused(aws):
    """The twin: an external id changed on one side makes the deploy fail."""
    template = pool_template()
    template["Resources"]["Users"]["Properties"]["SmsConfiguration"]["ExternalId"] = "another"
    with pytest.raises(StackFailed, match="trust relationship"):
        aws.deploy("users", template)


def test_your_own_role(aws):
    """A role of another stack is used as it is."""
    roles = Template()
    made = UserPool("Users", sms=SmsDelivery(external_id="mine")).add_to(roles).sms_role
    roles.add_output(Output("Arn", Value=GetAtt(made, "Arn")))
    roles.resources.pop("Users")
    arn = aws.deploy("roles", roles.to_dict()).outputs["Arn"]
    assert aws.deploy("users", pool_template(sms=SmsDelivery(role=arn, external_id="mine"))).outputs["UserPoolId"]
    with pytest.raises(StackFailed, match="trust relationship"):
        aws.deploy("others", pool_template(sms=SmsDelivery(role=arn, external_id="yours")))


def trigger_template():
    """A pool that calls a function before sign-up."""
    template = Template()
    role = template.add_resource(iam.Role("Role", AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": []}))
    function = template.add_resource(
        awslambda.Function(
            "Function",
            Runtime="python3.13",
            Handler="index.handler",
            Role=GetAtt(role, "Arn"),
            Code=awslambda.Code(ZipFile="def handler(event, context): return event"),
        )
    )
    users = UserPool("Users", lambda_triggers=LambdaTriggers(pre_sign_up=function)).add_to(template)
    template.add_output(Output("UserPoolId", Value=users.id))
    return template.to_dict()


def test_trigger_is_permitted(aws):
    """Cognito may call the trigger function for this pool."""
    stack = aws.deploy("users", trigger_template())
    assert aws.trigger_permitted(stack.outputs["UserPoolId"], "PreSignUp")


def test_trigger_without_permission(aws):
    """The twin: without the permission that the helper makes, Cognito may not."""
    template = trigger_template()
    del template["Resources"]["UsersPreSignUpPermission"]
    stack = aws.deploy("users", template)
    assert not aws.trigger_permitted(stack.outputs["UserPoolId"], "PreSignUp")
