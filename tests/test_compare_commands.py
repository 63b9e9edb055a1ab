"""The AWS command of a change: whether AWS would take it, whether it only reads, whether it says what is known."""

import pytest
from aws_commands import READ_ONLY, called
from change_examples import complete

from troposphere_cognito_l2 import Change, Effect, Severity, compare
from troposphere_cognito_l2.checks.schema import registry
from troposphere_cognito_l2.comparing.commands import command_for
from troposphere_cognito_l2.comparing.engine import all_change_rules
from troposphere_cognito_l2.comparing.losses import LOSSES

CELLS = [(kind, name) for kind in LOSSES for name in ("", "DeletionPolicy", *registry()["types"][kind]["properties"])]


def change_of(path):
    """A change of the resource Subject."""
    return Change("C9011", Effect.RESET, Severity.WARNING, "Subject", path, "a", None, "it changes", "undo it", "")


def pool(name="Users", **properties):
    """A template with a pool."""
    return {"Resources": {name: {"Type": "AWS::Cognito::UserPool", "Properties": properties}}}


@pytest.mark.parametrize(("kind", "name"), CELLS, ids="-".join)
def test_every_property_has_a_valid_command(kind, name):
    """Whatever property changes, the command is one that botocore knows with its parameters, and only reads."""
    command = command_for(change_of(name), {"Subject": {"Type": kind, "Properties": {}}})
    assert called(command).operation.startswith(READ_ONLY)


@pytest.mark.parametrize("rule", all_change_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_valid_commands(rule):
    """What the rules of change find comes with a command that botocore knows, and that only reads."""
    changes = compare(complete(rule.before, rule.resource_type), complete(rule.after, rule.resource_type)).changes
    commands = [change.command for change in changes if change.command]
    assert all(called(command).operation.startswith(READ_ONLY) for command in commands)
    assert commands or all(change.severity is Severity.INFO for change in changes)


@pytest.mark.parametrize("kind", LOSSES)
def test_no_secret_is_shown(kind):
    """No command asks for what holds a secret."""
    for name in registry()["types"][kind]["properties"]:
        command = command_for(change_of(name), {"Subject": {"Type": kind, "Properties": {}}})
        assert "ProviderDetails" not in command
        assert "Secret" not in command
        assert "describe-user-pool-client" not in command or "--query" in command
        assert "describe-identity-provider" not in command or "--query" in command


def test_what_the_template_names():
    """A physical id that the template says stands in the command, quoted; of others the resource or parameter."""
    group = {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {"UserPoolId": {"Ref": "Pool"}, "GroupName": "a'b"}}
    [change] = compare({"Resources": {"Admins": group}}, {"Resources": {}}).changes
    parameters = called(change.command).parameters
    assert parameters == {"UserPoolId": "VALUE_OF_Pool", "GroupName": "a'b", "Limit": 1}


def test_what_only_aws_names():
    """A physical id that only AWS knows is a placeholder that names the logical id."""
    [change] = compare(pool(), {"Resources": {}}).errors
    assert called(change.command).parameters == {"UserPoolId": "ID_OF_Users"}


@pytest.mark.parametrize(
    ("pool_id", "provider"),
    [
        ({"Ref": "Identities"}, {"Fn::GetAtt": ["Users", "ProviderName"]}),
        ({"Ref": "Identities"}, {"Fn::GetAtt": "Users.ProviderName"}),
    ],
    ids=["list", "text"],
)
def test_an_attribute_is_no_id(pool_id, provider):
    """What is an attribute of a resource, as the name of a provider, is not said to be its physical id."""
    tags = {"IdentityPoolId": pool_id, "IdentityProviderName": provider, "UseDefaults": True}
    resources = {
        "Users": {"Type": "AWS::Cognito::UserPool"},
        "Identities": {"Type": "AWS::Cognito::IdentityPool"},
        "Subject": {"Type": "AWS::Cognito::IdentityPoolPrincipalTag", "Properties": tags},
    }
    parameters = called(command_for(change_of("PrincipalTags"), resources)).parameters
    assert parameters == {"IdentityPoolId": "ID_OF_Identities", "IdentityProviderName": "ProviderName_OF_Users"}


def test_an_attribute_that_is_the_id():
    """Of a pool the attribute UserPoolId is the physical id too."""
    group = {"UserPoolId": {"Fn::GetAtt": ["Users", "UserPoolId"]}, "GroupName": "admins"}
    resources = {
        "Users": {"Type": "AWS::Cognito::UserPool"},
        "Subject": {"Type": "AWS::Cognito::UserPoolGroup", "Properties": group},
    }
    assert called(command_for(change_of("RoleArn"), resources)).parameters["UserPoolId"] == "ID_OF_Users"


def test_which_attributes():
    """For a change of the schema the command lists the attributes, for other properties what is deployed."""
    command = command_for(change_of("Schema[0].Mutable"), {"Subject": {"Type": "AWS::Cognito::UserPool"}})
    assert command.endswith("--query 'UserPool.SchemaAttributes[].Name'")
    command = command_for(change_of("LambdaConfig.PreSignUp"), {"Subject": {"Type": "AWS::Cognito::UserPool"}})
    assert command.endswith("--query UserPool.LambdaConfig")


def test_no_command_without_a_question():
    """A harmless change has no command, nor has one of a type that is not Cognito's."""
    report = compare(pool(UserPoolName="a"), pool(UserPoolName="b"), in_place=True)
    assert [change.command for change in report.changes] == [""]
    assert command_for(change_of(""), {"Subject": {"Type": "AWS::SNS::Topic"}}) == ""


def test_the_pool_s_own_settings():
    """Settings of the whole pool (ClientId ALL) are asked for without a client."""
    settings = {"Type": "AWS::Cognito::UserPoolRiskConfigurationAttachment"}
    settings["Properties"] = {"UserPoolId": "eu-west-1_abc", "ClientId": "ALL"}
    assert called(command_for(change_of(""), {"Subject": settings})).parameters == {"UserPoolId": "eu-west-1_abc"}
