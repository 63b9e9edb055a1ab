"""What `compare` says of an update is what happens: old deployed, a user signed up, new deployed, and looked at.

Each effect has its harmless twin, of which `compare` says nothing and after which the user is as she was.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from in_process_aws import StackFailed, in_process_aws

from troposphere_cognito_l2 import compare

pytestmark = pytest.mark.one_python

ANN, PASSWORD = "ann@example.com", "Correct-Horse-7"
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
OLD: dict[str, Any] = {
    "Resources": {
        "Users": {
            "Type": "AWS::Cognito::UserPool",
            "Properties": {
                "UsernameAttributes": ["email"],
                "AutoVerifiedAttributes": ["email"],
                "Policies": {"PasswordPolicy": {"MinimumLength": 12}},
                "Schema": [{"Name": "tenant", "AttributeDataType": "String", "Mutable": True}],
            },
        },
        "Web": {
            "Type": "AWS::Cognito::UserPoolClient",
            "Properties": {"UserPoolId": {"Ref": "Users"}, "ExplicitAuthFlows": FLOWS},
        },
        "Admins": {
            "Type": "AWS::Cognito::UserPoolGroup",
            "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "admins"},
        },
        "Domain": {
            "Type": "AWS::Cognito::UserPoolDomain",
            "Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "shop"},
        },
    },
    "Outputs": {"Users": {"Value": {"Ref": "Users"}}, "Web": {"Value": {"Ref": "Web"}}},
}


def changed(**properties: dict[str, Any]) -> dict[str, Any]:
    """The template with properties of some resources changed; ``None`` leaves one out."""
    new = copy.deepcopy(OLD)
    for name, given in properties.items():
        held = new["Resources"][name]["Properties"]
        held.update(given)
        for key in [key for key, value in held.items() if value is None]:
            del held[key]
    return new


def renamed(old: str, new: str) -> dict[str, Any]:
    """The template with another logical id, and whatever refers to it with it."""
    found = json.loads(json.dumps(OLD).replace(f'"Ref": "{old}"', f'"Ref": "{new}"'))
    found["Resources"] = {new if name == old else name: body for name, body in found["Resources"].items()}
    return found


def without(name: str) -> dict[str, Any]:
    new = copy.deepcopy(OLD)
    del new["Resources"][name]
    new["Outputs"].pop(name, None)
    return new


@pytest.fixture
def live():
    """The old template deployed, with Ann signed up, confirmed, and an admin."""
    with in_process_aws() as aws:
        stack = aws.deploy("shop", OLD)
        cognito = aws.client("cognito-idp")
        cognito.sign_up(ClientId=stack.outputs["Web"], Username=ANN, Password=PASSWORD)
        cognito.admin_confirm_sign_up(UserPoolId=stack.outputs["Users"], Username=ANN)
        cognito.admin_add_user_to_group(UserPoolId=stack.outputs["Users"], Username=ANN, GroupName="admins")
        yield aws, stack, cognito


def effects(new: dict[str, Any]) -> set[str]:
    """What compare says at warning or above."""
    report = compare(OLD, new)
    return {change.effect.value for change in (*report.errors, *report.warnings)}


def is_at_home(cognito: Any, stack: Any) -> bool:
    """Whether Ann can sign in with what the stack says, and is still an admin."""
    parameters = {"USERNAME": ANN, "PASSWORD": PASSWORD}
    try:
        cognito.initiate_auth(ClientId=stack.outputs["Web"], AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters)
        users = cognito.list_users_in_group(UserPoolId=stack.outputs["Users"], GroupName="admins")["Users"]
    except ClientError:
        return False
    return len(users) == 1


@pytest.mark.parametrize(
    "new",
    [
        changed(Users={"UserPoolName": "store"}),
        changed(Users={"Schema": [*OLD["Resources"]["Users"]["Properties"]["Schema"], {"Name": "vip", "AttributeDataType": "Boolean", "Mutable": True}]}),
        changed(Users={"Policies": {"PasswordPolicy": {"MinimumLength": "12"}}}),
        changed(Web={"ExplicitAuthFlows": FLOWS[::-1]}),
        changed(Web={"AccessTokenValidity": 2}),
        changed(Admins={"Description": "may do anything"}),
        changed(Users={"DeletionProtection": "ACTIVE"}),
    ],
    ids=str,
)  # fmt: skip
def test_harmless(live, new):
    """Of a harmless update compare says nothing, and Ann does not notice it."""
    aws, stack, cognito = live
    assert effects(new) == set()
    after = aws.update("shop", new)
    assert after.outputs == stack.outputs
    assert is_at_home(cognito, after)


def test_renamed_pool_loses_users(live):
    """Under another logical id the pool is another one, and nobody is in it."""
    aws, stack, cognito = live
    new = renamed("Users", "Customers")
    del new["Resources"]["Domain"]  # which could not follow
    assert "users-lost" in effects(new)
    after = aws.update("shop", new)
    pool = after.physical_id("Customers")
    assert pool != stack.outputs["Users"]
    assert cognito.list_users(UserPoolId=pool)["Users"] == []
    assert not is_at_home(cognito, after)


def test_renamed_group_loses_members(live):
    """A group that gets another name has no members."""
    aws, stack, cognito = live
    new = changed(Admins={"GroupName": "root"})
    assert "users-lost" in effects(new)
    aws.update("shop", new)
    assert cognito.list_users_in_group(UserPoolId=stack.outputs["Users"], GroupName="root")["Users"] == []


@pytest.mark.parametrize(
    "new",
    [
        changed(Users={"UsernameAttributes": ["email", "phone_number"]}),
        changed(Users={"UsernameConfiguration": {"CaseSensitive": False}}),
        changed(Users={"Schema": [{"Name": "tenant", "AttributeDataType": "Number", "Mutable": True}]}),
        changed(Domain={"Domain": "store"}),
        renamed("Admins", "Root"),
        renamed("Domain", "SignInDomain"),
    ],
    ids=["sign-in", "case", "schema", "prefix", "group", "domain"],
)
def test_rejected(live, new):
    """An update that compare calls rejected fails, and Ann is as she was."""
    aws, stack, cognito = live
    assert "rejected" in effects(new)
    with pytest.raises(StackFailed):
        aws.update("shop", new)
    assert is_at_home(cognito, stack)


@pytest.mark.parametrize("new", [changed(Web={"GenerateSecret": True}), renamed("Web", "App")], ids=["secret", "id"])
def test_replaced(live, new):
    """A client that compare calls replaced has another id, and the old one is no more."""
    aws, stack, cognito = live
    assert effects(new) == {"replaced"}
    after = aws.update("shop", new)
    [name] = {"Web", "App"} & new["Resources"].keys()
    assert after.physical_id(name) != stack.outputs["Web"]
    assert not is_at_home(cognito, stack)


def test_sign_in_breaks(live):
    """A client that is removed signs nobody in."""
    aws, stack, cognito = live
    assert effects(without("Web")) == {"sign-in-breaks"}
    aws.update("shop", without("Web"))
    assert not is_at_home(cognito, stack)


def test_reset(live):
    """A property that is left out falls back to what Cognito does without it."""
    aws, stack, cognito = live
    new = changed(Users={"Policies": None})
    assert effects(new) == {"reset"}
    aws.update("shop", new)
    policy = cognito.describe_user_pool(UserPoolId=stack.outputs["Users"])["UserPool"]["Policies"]["PasswordPolicy"]
    assert policy["MinimumLength"] == 8


def test_protected_pool_stays_behind(live):
    """A protected pool that is taken out is not deleted: the delete is refused, and its users are still in it."""
    aws, stack, cognito = live
    protected = changed(Users={"DeletionProtection": "ACTIVE"})
    aws.update("shop", protected)
    empty = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    report = compare(protected, empty)
    assert {change.effect.value for change in report.changes if change.resource == "Users"} == {
        "users-lost",
        "rejected",
    }
    aws.update("shop", empty)
    assert len(cognito.list_users(UserPoolId=stack.outputs["Users"])["Users"]) == 1
