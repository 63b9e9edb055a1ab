"""Users, groups, tokens and administrators of a deployed stack, through boto3; each claim has a twin that fails."""

from __future__ import annotations

import base64
import json
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from awacs.helpers.trust import get_lambda_assumerole_policy
from botocore.exceptions import ClientError
from iam_enforced import acting_as
from in_process_aws import in_process_aws
from troposphere import GetAtt, Output, Template, iam

from troposphere_cognito_l2 import (
    AppOutputs,
    AuthFlows,
    RefreshTokenRotation,
    SignIn,
    UserPool,
    UserPoolAbility as Ability,
    UserPoolAccess,
    UserPoolClient,
    UserPoolClientSecret,
    UserPoolGroup,
    UserPoolUser,
    UserPoolUserToGroupAttachment,
)

pytestmark = pytest.mark.one_python

ANN, BOB, CAROL = "ann@example.com", "bob@example.com", "carol@example.com"
PASSWORD = "Correct-Horse-7"


def people(pool="Users", *, more=lambda template, users, admins: None, **options):
    """A pool with a client, a group, and what else there is to be."""
    template = Template()
    users = UserPool(pool, self_sign_up_enabled=True, sign_in=SignIn.email(), sms=None, **options).add_to(template)
    app = UserPoolClient("App", user_pool=users, auth_flows=AuthFlows(user_password=True)).add_to(template)
    admins = UserPoolGroup("Admins", user_pool=users, group_name="admins").add_to(template)
    AppOutputs(user_pool=users, clients={"App": app}).add_to(template)
    more(template, users, admins)
    return template.to_dict()


def staff(template, users, admins):
    """An administrator, a server's client with its secret, and a role for each ability."""
    server = UserPoolClient(
        "Server", user_pool=users, generate_secret=True, auth_flows=AuthFlows(admin_user_password=True)
    ).add_to(template)
    UserPoolClientSecret("ServerSecret", client=server, secret_name="server").add_to(template)
    bob = UserPoolUser("Bob", user_pool=users, username=BOB).add_to(template)
    UserPoolUserToGroupAttachment("BobIsAdmin", user_pool=users, user=bob, group=admins).add_to(template)
    for ability in Ability:
        title = ability.name.title().replace("_", "")
        role = template.add_resource(iam.Role(title, AssumeRolePolicyDocument=get_lambda_assumerole_policy()))
        UserPoolAccess(f"{title}Access", user_pool=users, roles=[role], abilities=[ability]).add_to(template)
        template.add_output(Output(f"{title}Role", Value=GetAtt(role, "Arn")))


@pytest.fixture(scope="module")
def deployed():
    """A stack with it all, where Ann has signed up and confirmed and Bob has a password; tests leave it so."""
    with in_process_aws() as aws:
        stack = aws.deploy("family", people(more=staff))
        cognito = aws.client("cognito-idp")
        pool = stack.outputs["UserPoolId"]
        cognito.sign_up(ClientId=stack.outputs["AppClientId"], Username=ANN, Password=PASSWORD)
        cognito.confirm_sign_up(ClientId=stack.outputs["AppClientId"], Username=ANN, ConfirmationCode="123456")
        verified = [{"Name": "email_verified", "Value": "true"}]  # moto does not do it when she confirms
        cognito.admin_update_user_attributes(UserPoolId=pool, Username=ANN, UserAttributes=verified)
        cognito.admin_set_user_password(UserPoolId=pool, Username=BOB, Password=PASSWORD, Permanent=True)
        yield SimpleNamespace(aws=aws, stack=stack, cognito=cognito, pool=pool, client=stack.outputs["AppClientId"])


def sign_in(at, user=ANN, password=PASSWORD):
    """The tokens that a password gives."""
    parameters = {"USERNAME": user, "PASSWORD": password}
    answer = at.cognito.initiate_auth(ClientId=at.client, AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters)
    return answer["AuthenticationResult"]


def claims(token):
    """What a token says."""
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


# --- Users ------------------------------------------------------------------------------------------------------------


def test_signs_up_and_in(deployed):
    """Who has signed up and confirmed signs in with the password, to tokens of the pool for the client."""
    said = claims(sign_in(deployed)["IdToken"])
    assert (said["email"], said["iss"]) == (ANN, deployed.stack.outputs["Issuer"])
    assert said["aud"] == deployed.client


def test_wrong_password(deployed):
    """The twin: another password is refused."""
    with pytest.raises(ClientError, match="NotAuthorized"):
        sign_in(deployed, password="Wrong-Horse-7")


def test_unconfirmed(deployed):
    """The twin: who has not confirmed is refused."""
    deployed.cognito.sign_up(ClientId=deployed.client, Username=CAROL, Password=PASSWORD)
    with pytest.raises(ClientError, match="UserNotConfirmed"):
        sign_in(deployed, CAROL)
    deployed.cognito.admin_delete_user(UserPoolId=deployed.pool, Username=CAROL)


def refresh(at, token):
    """The access token that a refresh token gives."""
    parameters = {"REFRESH_TOKEN": token}
    answer = at.cognito.initiate_auth(ClientId=at.client, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)
    return answer["AuthenticationResult"]["AccessToken"]


def test_refreshes(deployed):
    """A refresh token gives another access token of the same user."""
    tokens = sign_in(deployed)
    assert claims(refresh(deployed, tokens["RefreshToken"]))["sub"] == claims(tokens["AccessToken"])["sub"]


def test_refresh_with_another_token(deployed):
    """The twin: a token that was not given for refreshing is refused."""
    with pytest.raises(ClientError, match="NotAuthorized"):
        refresh(deployed, sign_in(deployed)["AccessToken"])


def test_client_allows_what_the_calls_need(deployed):
    """The client allows passwords and refreshing, which moto does not look at."""
    client = deployed.cognito.describe_user_pool_client(UserPoolId=deployed.pool, ClientId=deployed.client)
    allowed = client["UserPoolClient"]["ExplicitAuthFlows"]
    assert allowed == ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


def test_rotation_forbids_refreshing_by_flow():
    """The twin: a client whose refresh tokens rotate does not allow it."""
    template = Template()
    users = UserPool("Users", sms=None).add_to(template)
    app = UserPoolClient("App", user_pool=users, refresh_token_rotation=RefreshTokenRotation()).add_to(template)
    assert app.resource.ExplicitAuthFlows == ["ALLOW_USER_SRP_AUTH"]


# --- Groups -----------------------------------------------------------------------------------------------------------


def test_group_in_the_tokens(deployed):
    """The tokens of a user whom the stack put into a group name the group."""
    tokens = sign_in(deployed, BOB)
    assert claims(tokens["AccessToken"])["cognito:groups"] == ["admins"]
    assert claims(tokens["IdToken"])["cognito:groups"] == ["admins"]


def test_no_group_in_the_tokens(deployed):
    """The twin: those of a user in no group do not."""
    assert "cognito:groups" not in claims(sign_in(deployed)["AccessToken"])


# --- Secret -----------------------------------------------------------------------------------------------------------


def test_secret_of_a_client(deployed):
    """Secrets Manager holds the id and the secret that Cognito knows the client by, and no Output does."""
    kept = json.loads(deployed.aws.client("secretsmanager").get_secret_value(SecretId="server")["SecretString"])
    client = deployed.cognito.describe_user_pool_client(UserPoolId=deployed.pool, ClientId=kept["client_id"])
    assert kept["client_secret"] == client["UserPoolClient"]["ClientSecret"]
    assert kept["client_secret"] not in deployed.stack.outputs.values()


# --- Administrators ---------------------------------------------------------------------------------------------------

CALLS = {
    Ability.READ_USERS: [
        ("admin_get_user", {"Username": ANN}),
        ("admin_list_groups_for_user", {"Username": ANN}),
        ("list_users", {}),
    ],
    Ability.MANAGE_USERS: [
        ("admin_create_user", {"Username": CAROL}),
        ("admin_get_user", {"Username": CAROL}),
        ("admin_update_user_attributes", {"Username": CAROL, "UserAttributes": [{"Name": "name", "Value": "C"}]}),
        ("admin_disable_user", {"Username": CAROL}),
        ("admin_enable_user", {"Username": CAROL}),
        ("list_users", {}),
        ("admin_delete_user", {"Username": CAROL}),
    ],
    Ability.MANAGE_PASSWORDS: [
        ("admin_reset_user_password", {"Username": ANN}),
        ("admin_set_user_password", {"Username": ANN, "Password": PASSWORD, "Permanent": True}),
    ],
    Ability.MANAGE_FACTORS: [
        ("admin_set_user_mfa_preference", {"Username": ANN, "SMSMfaSettings": {"Enabled": False}}),
    ],
    Ability.SIGN_OUT_USERS: [("admin_user_global_sign_out", {"Username": ANN})],
    Ability.READ_GROUPS: [
        ("get_group", {"GroupName": "admins"}),
        ("list_groups", {}),
        ("list_users_in_group", {"GroupName": "admins"}),
    ],
    Ability.MANAGE_GROUP_MEMBERSHIP: [
        ("admin_add_user_to_group", {"Username": ANN, "GroupName": "admins"}),
        ("admin_list_groups_for_user", {"Username": ANN}),
        ("list_users_in_group", {"GroupName": "admins"}),
        ("admin_remove_user_from_group", {"Username": ANN, "GroupName": "admins"}),
    ],
    Ability.MANAGE_GROUPS: [
        ("create_group", {"GroupName": "guests"}),
        ("update_group", {"GroupName": "guests", "Description": "Those who look around"}),
        ("get_group", {"GroupName": "guests"}),
        ("list_groups", {}),
        ("delete_group", {"GroupName": "guests"}),
    ],
    Ability.READ_SETTINGS: [
        ("describe_user_pool", {}),
        ("get_user_pool_mfa_config", {}),
        ("list_user_pool_clients", {}),
    ],
}
"""What each ability is for, as calls that moto knows; it knows none for devices and for linked identities."""


@contextmanager
def able_to(at, ability):
    """A client with the credentials of the role that has one ability."""
    with acting_as(at.aws, at.stack.outputs[f"{ability.name.title().replace('_', '')}Role"]) as session:
        yield session.client("cognito-idp")


@pytest.mark.parametrize("ability", CALLS)
def test_ability(deployed, ability):
    """A role with an ability may make the calls that the ability is for."""
    with able_to(deployed, ability) as cognito:
        for call, parameters in CALLS[ability]:
            getattr(cognito, call)(UserPoolId=deployed.pool, **parameters)


def test_sign_in_by_a_server(deployed):
    """A role that may sign users in does, with their password."""
    parameters = {"USERNAME": ANN, "PASSWORD": PASSWORD}
    with able_to(deployed, Ability.SIGN_IN_USERS) as cognito:
        answer = cognito.admin_initiate_auth(
            UserPoolId=deployed.pool,
            ClientId=deployed.client,
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters=parameters,
        )
    assert answer["AuthenticationResult"]["AccessToken"]


@pytest.mark.parametrize("ability", Ability)
def test_nothing_beyond_an_ability(deployed, ability):
    """The twin: each call that is not among the ability's actions is refused."""
    refused = {
        call: parameters
        for other in CALLS
        for call, parameters in CALLS[other]
        if call.replace("_", "") not in {action.lower() for action in ability.value}
    }
    with able_to(deployed, ability) as cognito:
        for call, parameters in refused.items():
            with pytest.raises(ClientError, match="AccessDenied"):
                getattr(cognito, call)(UserPoolId=deployed.pool, **parameters)


def test_nothing_on_another_pool(deployed):
    """The twin: an ability for one pool is none for another."""
    other = deployed.cognito.create_user_pool(PoolName="other")["UserPool"]["Id"]
    with able_to(deployed, Ability.READ_USERS) as cognito, pytest.raises(ClientError, match="AccessDenied"):
        cognito.list_users(UserPoolId=other)


# --- Updates ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def updated(deployed, request):
    """Deploys the pool, puts Ann into the group, updates the stack to another template, and tells what is there."""

    def update(template):
        aws, cognito, name = deployed.aws, deployed.cognito, request.node.name.replace("_", "-")
        stack = aws.deploy(name, people())
        at = SimpleNamespace(cognito=cognito, client=stack.outputs["AppClientId"], pool=stack.outputs["UserPoolId"])
        cognito.sign_up(ClientId=at.client, Username=ANN, Password=PASSWORD)
        cognito.admin_confirm_sign_up(UserPoolId=at.pool, Username=ANN)
        cognito.admin_add_user_to_group(UserPoolId=at.pool, Username=ANN, GroupName="admins")
        stack = aws.update(name, template)
        at.client, at.pool = stack.outputs["AppClientId"], stack.outputs["UserPoolId"]
        return at

    return update


def test_update_keeps_the_users(updated):
    """After an update of pool and client, users sign in through the same client and are in their groups."""
    template = people(user_pool_name="renamed", tags={"team": "identity"})
    template["Resources"]["App"]["Properties"]["AccessTokenValidity"] = 2
    at = updated(template)
    assert claims(sign_in(at)["AccessToken"])["cognito:groups"] == ["admins"]


def test_update_of_the_logical_id_loses_the_users(updated):
    """The twin: a pool under another logical id is another pool, where nobody is known."""
    at = updated(people("Customers"))
    with pytest.raises(ClientError, match="UserNotFound"):
        sign_in(at)


def test_update_of_the_name_of_a_group_loses_its_members(updated):
    """The twin: a group under another name is another group, without members."""
    template = people()
    template["Resources"]["Admins"]["Properties"]["GroupName"] = "administrators"
    assert "cognito:groups" not in claims(sign_in(updated(template))["AccessToken"])
