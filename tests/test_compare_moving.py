"""`ChangeReport.moving`: what CloudFormation takes to give resources other logical ids or another stack."""

import json
import re

import pytest
from aws_commands import called, validate

from troposphere_cognito_l2 import ChangeReport, compare
from troposphere_cognito_l2.checks.schema import registry
from troposphere_cognito_l2.comparing.losses import LOSSES

USERS = {"Ref": "Users"}
OLD = {
    "Resources": {
        "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolName": "shop"}},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::Sub": "of ${Users}"}}},
        "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": USERS}},
        "Admins": {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {"UserPoolId": USERS, "GroupName": "admins"}},
        "Member": {
            "Type": "AWS::Cognito::UserPoolUserToGroupAttachment",
            "Properties": {"UserPoolId": USERS, "GroupName": {"Ref": "Admins"}, "Username": "bob"},
        },
    }
}
NEW = json.loads(json.dumps(OLD).replace("Users", "Customers").replace("Web", "App"))
POOL = {"Type": "AWS::Cognito::UserPool"}


def test_mapping_of_a_rename():
    """Each renamed resource stands in the mapping once, under its old and its new logical id, as AWS takes it."""
    moving = compare(OLD, NEW).moving("shop")
    assert moving.mapping == {"Users": "Customers", "Web": "App"}
    assert moving.resource_mappings[0] == {
        "Source": {"StackName": "shop", "LogicalResourceId": "Users"},
        "Destination": {"StackName": "shop", "LogicalResourceId": "Customers"},
    }
    definitions = [{"StackName": "shop", "TemplateBody": json.dumps(moving.refactored)}]
    parameters = {"StackDefinitions": definitions, "ResourceMappings": moving.resource_mappings}
    validate("cloudformation", "CreateStackRefactor", parameters)


def test_refactored_template():
    """The template of the refactoring is the deployed one but for the logical ids, and leads to the new one safely."""
    moving = compare(OLD, NEW).moving("shop")
    assert moving.refactored == NEW
    old = {**OLD, "Description": "a shop"}
    assert compare(old, NEW).moving("shop").refactored == {**NEW, "Description": "a shop"}


def test_resources_to_import():
    """What is imported is found by the identifiers of the registry: what the template says, or a placeholder."""
    moving = compare(OLD, NEW).moving("shop")
    assert [(one["LogicalResourceId"], one["ResourceIdentifier"]) for one in moving.resources_to_import] == [
        ("Customers", {"UserPoolId": "ID_OF_Users"}),
        ("App", {"UserPoolId": "ID_OF_Users", "ClientId": "ID_OF_Web"}),
        ("Admins", {"UserPoolId": "ID_OF_Users", "GroupName": "admins"}),
        ("Member", {"UserPoolId": "ID_OF_Users", "GroupName": "ID_OF_Admins", "Username": "bob"}),
    ]
    parameters = {"StackName": "shop", "ChangeSetName": "import", "ChangeSetType": "IMPORT", "TemplateBody": "{}"}
    validate("cloudformation", "CreateChangeSet", {**parameters, "ResourcesToImport": moving.resources_to_import})


@pytest.mark.parametrize("kind", LOSSES)
def test_identifiers_of_every_type(kind):
    """Whatever type is renamed, all of its identifiers stand in the import document, each with a value."""
    pool = {"UserPoolId": "eu-west-1_abc", "IdentityPoolId": "eu-west-1:abc"}
    old = {"Resources": {"Old": {"Type": kind, "Properties": pool}}}
    new = {"Resources": {"New": {"Type": kind, "Properties": pool}}}
    moving = compare(old, new).moving()
    assert moving.mapping == {"Old": "New"}
    [imported] = moving.resources_to_import
    assert set(imported["ResourceIdentifier"]) == set(registry()["types"][kind]["primaryIdentifier"])
    assert all(imported["ResourceIdentifier"].values())
    validate(
        "cloudformation", "CreateChangeSet", {"StackName": "a", "ChangeSetName": "b", "ResourcesToImport": [imported]}
    )


def test_equal_candidates():
    """Where two resources are equally like the old one there is no mapping, and a sentence says why."""
    moving = compare({"Resources": {"Users": POOL}}, {"Resources": {"A": POOL, "B": POOL}}).moving()
    assert not moving.mapping
    assert not moving.resource_mappings
    assert not moving.resources_to_import
    assert any("A, B are equally like it" in note for note in moving.notes)


def test_another_stack():
    """Resources that go to another stack are mapped from the one to the other, under the same logical id or not."""
    moving = compare(OLD, NEW).moving("shop", "customers")
    ids = [(one["Source"]["LogicalResourceId"], one["Destination"]) for one in moving.resource_mappings]
    assert ids[:2] == [
        ("Users", {"StackName": "customers", "LogicalResourceId": "Customers"}),
        ("Topic", {"StackName": "customers", "LogicalResourceId": "Topic"}),
    ]
    assert {one["Source"]["StackName"] for one in moving.resource_mappings} == {"shop"}
    assert moving.refactored is None


def test_steps():
    """Both ways are told step by step: retained before removed before imported; every AWS command in them exists."""
    moving = compare(OLD, NEW).moving("shop")
    retain, remove, add, *_ = moving.importing
    assert "DeletionPolicy: Retain" in retain
    assert "without Users, Web, Admins, Member" in remove
    assert "as Customers, App, Admins, Member" in add
    steps = (*moving.refactoring, *moving.importing)
    commands = [command for step in steps for command in re.findall("aws [^;,]+", step)]
    assert [called(command).operation for command in commands] == [
        "CreateStackRefactor",
        "ListStackRefactorActions",
        "ExecuteStackRefactor",
        "ListStackResources",
        "CreateChangeSet",
    ]


def test_it_says_what_is_uncertain():
    """Nobody has tried on AWS whether a refactoring takes these types, and the notes say so."""
    assert any("not tried on AWS" in note for note in compare(OLD, NEW).moving().notes)


def test_nothing_to_move():
    """Where nothing changed its logical id there is nothing to do, nor in a report made by hand."""
    for report in (compare(OLD, OLD), ChangeReport()):
        assert report.moving() == ({}, (), None, (), (), (), ())
