"""What `check` says of the relations between resources that only a whole template shows."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.finding import Finding

POOL = "AWS::Cognito::UserPool"
CLIENT = "AWS::Cognito::UserPoolClient"
FUNCTION = "AWS::Lambda::Function"
PERMISSION = "AWS::Lambda::Permission"
SERVICE = "cognito-idp.amazonaws.com"
QUIET = {"Type": POOL, "DeletionPolicy": "Retain"}


def found(rule: str | tuple[str, ...], resources: dict[str, Any], **sections: Any) -> list[Finding]:
    """What one rule finds, or several."""
    document = {**sections, "Resources": resources}
    return list(check(document, select=rule).findings)


def client(pool: Any, **body: Any) -> dict[str, Any]:
    return {"Type": CLIENT, "Properties": {"UserPoolId": pool}, **body}


def by_stage() -> dict[str, Any]:
    """Sections with a condition that may hold or not, and another one."""
    return {
        "Parameters": {"Stage": {"Type": "String"}, "Region": {"Type": "String"}, "Given": {"Type": "String"}},
        "Conditions": {
            "Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
            "Far": {"Fn::Equals": [{"Ref": "Region"}, "far"]},
        },
    }


# Names that are not in the template (E9011)


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "Missing"},
        {"Fn::GetAtt": ["Missing", "UserPoolId"]},
        {"Fn::GetAtt": "Missing.UserPoolId"},
        {"Fn::Sub": "${Missing}"},
        {"Fn::Sub": "${Missing.UserPoolId}"},
        {"Fn::Sub": ["${Id}", {"Id": {"Ref": "Missing"}}]},
        {"Fn::Join": ["", [{"Ref": "Missing"}]]},
        {"Fn::If": ["Prod", {"Ref": "Missing"}, "eu-west-1_Example"]},
    ],
)
def test_a_missing_name_is_found_wherever_it_stands(value):
    """Each way of naming something is looked at."""
    assert [finding.path for finding in found("E9011", {"App": client(value)}, **by_stage())] == ["UserPoolId"]


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "AWS::StackName"},
        {"Ref": "Stage"},
        {"Fn::Sub": "${AWS::Region}_${Stage}"},
        {"Fn::Sub": "${!Missing}"},
        {"Fn::Sub": ["${Id}", {"Id": "eu-west-1_Example"}]},
        {"Fn::ImportValue": {"Fn::Sub": "${Stage}-pool"}},
        {"Fn::GetAtt": ["Nested", "Outputs.PoolId"]},
    ],
)
def test_what_is_there_is_not_missed(value):
    """Parameters, pseudo parameters, escapes, variables of Fn::Sub and nested stacks are known."""
    nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://example.com/a.json"}}
    assert found("E9011", {"App": client(value), "Nested": nested}, **by_stage()) == []


def test_a_near_name_is_proposed():
    """A slip of the pen is told from a resource that was forgotten."""
    [finding] = found("E9011", {"Users": QUIET, "App": client({"Ref": "User"})})
    assert "Users" in finding.fix


def test_depends_on_names_resources():
    """Nothing waits for a parameter, or for what is not there."""
    resources = {"Users": QUIET, "App": client({"Ref": "Users"}, DependsOn=["Users", "Stage", "Missing"])}
    findings = found("E9011", resources, **by_stage())
    assert [finding.path for finding in findings] == ["DependsOn", "DependsOn"]
    assert "Stage is a parameter" in findings[0].message


@pytest.mark.parametrize("transform", ["AWS::SecretsManager-2024-09-16", ["AWS::Include"]])
def test_a_macro_may_add_what_is_missing(transform):
    """Where a transform may add resources, none is missed."""
    assert found("E9011", {"App": client({"Ref": "Missing"})}, Transform=transform) == []


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("HookRole", False),
        ("HookAliaslive", False),
        ("ServerlessHttpApi", False),
        ("TableToHook", False),
        ("Hok", True),
        ("UsersRole", True),
    ],
)
def test_what_sam_makes_is_not_missed(name, missed):
    """A name is missed unless AWS SAM may make it: for a resource of its own, for a connector, or for all of them."""
    resources = {
        "Hook": {"Type": "AWS::Serverless::Function"},
        "Table": {"Type": "AWS::DynamoDB::Table", "Connectors": {"ToHook": {}}},
        "Users": {"Type": "AWS::Cognito::UserPool"},
        "App": client({"Ref": name}),
    }
    assert bool(found("E9011", resources, Transform=["AWS::Serverless-2016-10-31"])) is missed


# Attributes that a type does not have (E9012)


@pytest.mark.parametrize(
    ("attribute", "refused"), [("Arn", False), ("ProviderName", False), ("UserPoolArn", True), ("arn", True)]
)
def test_attributes_are_those_of_the_type(attribute, refused):
    """Fn::GetAtt and Fn::Sub are held against the attributes of the registry, whoever asks."""
    value = {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Fn::Sub": f"${{Users.{attribute}}}"}}}
    assert bool(found("E9012", {"Users": QUIET, "Value": value})) == refused


def test_a_type_without_attributes_says_so():
    """A group has Ref only."""
    group = {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {"UserPoolId": {"Ref": "Users"}}}
    value = {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Fn::GetAtt": ["Group", "Arn"]}}}
    [finding] = found("E9012", {"Users": QUIET, "Group": group, "Value": value})
    assert finding.fix == "use Ref"


# What waits for itself (E9013)


def trigger(function: Any, **body: Any) -> dict[str, Any]:
    return {**QUIET, "Properties": {"LambdaConfig": {"PreSignUp": function}}, **body}


ARN = {"Fn::GetAtt": ["Function", "Arn"]}
CLIENT_ID = {"Ref": "App"}
IF_PROD = {"Fn::If": ["Prod", CLIENT_ID, "none"]}


def calling_back(value: Any) -> dict[str, Any]:
    return {"Type": FUNCTION, "Properties": {"Environment": {"Variables": {"POOL": value}}}}


def test_a_circle_is_shown_once_with_its_way():
    """The way from property to property is in the message of one finding."""
    resources = {
        "Users": trigger(ARN),
        "App": client({"Ref": "Users"}),
        "Function": calling_back({"Fn::Sub": "${App}"}),
    }
    [finding] = found("E9013", resources)
    assert finding.resource == "Users"
    way = "Users.LambdaConfig.PreSignUp -> Function.Environment.Variables.POOL -> App.UserPoolId -> Users"
    assert way in finding.message


def test_a_resource_that_names_itself_is_a_circle():
    """The shortest circle is one step long."""
    assert found("E9013", {"App": client({"Ref": "App"})})


def test_depends_on_makes_a_circle():
    """What waits by DependsOn waits too."""
    resources = {"Users": {**QUIET, "DependsOn": "App"}, "App": client({"Ref": "Users"})}
    [finding] = found("E9013", resources)
    assert finding.path == "DependsOn"


def test_a_long_circle_is_found_at_once():
    """A circle of 500 resources is told by one of them, without each looking for it."""
    resources = {f"App{number}": client({"Ref": f"App{(number + 1) % 500}"}) for number in range(500)}
    began = process_time()
    assert len(found("E9013", resources)) == 1
    assert process_time() - began < 1


def test_circles_of_others_are_left_to_others():
    """A circle without a Cognito resource is none of ours, even where a pool waits for it."""
    one = {"Type": "AWS::SNS::Topic", "DependsOn": "Two"}
    two = {"Type": "AWS::SNS::Topic", "DependsOn": "One"}
    assert found("E9013", {"Users": {**QUIET, "DependsOn": "One"}, "One": one, "Two": two}) == []


def test_a_circle_in_one_branch_is_found():
    """A circle that closes under one condition only is shown with it."""
    resources = {"Users": trigger(ARN), "Function": calling_back({"Fn::If": ["Prod", {"Ref": "Users"}, "none"]})}
    [finding] = found("E9013", resources, **by_stage())
    assert finding.scenario == "Stage=prod"


@pytest.mark.parametrize(
    ("function", "tellers"),
    [
        (calling_back(CLIENT_ID), ["Users"]),
        (calling_back(IF_PROD), ["App", "Users"]),
        ({**calling_back(CLIENT_ID), "Condition": "Prod"}, ["App", "Users"]),
    ],
)
def test_circles_with_a_member_in_common(function, tellers):
    """A second circle waits until the first is gone, unless the first is there under one condition only."""
    resources = {
        "Users": trigger(ARN),
        "Function": function,
        "App": {**client({"Ref": "Users"}), "DependsOn": "Topic"},
        "Topic": {"Type": "AWS::SNS::Topic", "DependsOn": "App"},
    }
    assert sorted({one.resource for one in found("E9013", resources, **by_stage())}) == tellers


def test_branches_that_exclude_each_other_make_no_circle():
    """Two halves of a circle that never meet are no circle."""
    resources = {
        "Users": trigger({"Fn::If": ["Prod", ARN, {"Ref": "AWS::NoValue"}]}),
        "Function": calling_back({"Fn::If": ["Prod", "none", {"Ref": "Users"}]}),
    }
    assert found("E9013", resources, **by_stage()) == []


SAM = "AWS::Serverless-2016-10-31"


@pytest.mark.parametrize(
    ("properties", "circle"),
    [
        ({}, False),
        ({"Environment": {"Variables": {"POOL": {"Ref": "Users"}}}}, True),
        ({"Policies": [{"Statement": [{"Resource": {"Fn::GetAtt": ["Users", "Arn"]}}]}]}, True),
        ({"Policies": [{"Statement": [{"Resource": {"Ref": "Users"}}]}], "Role": "arn:aws:iam::1:role/a"}, False),
    ],
)
def test_a_function_of_sam_that_knows_its_pool_makes_a_circle(properties, circle):
    """An event makes the pool wait for the function; its environment and its role's policies are real, too."""
    event = {"Type": "Cognito", "Properties": {"UserPool": {"Ref": "Users"}, "Trigger": "PreSignUp"}}
    function = {"Type": "AWS::Serverless::Function", "Properties": {"Events": {"SignUp": event}, **properties}}
    assert bool(found("E9013", {"Users": QUIET, "Function": function}, Transform=SAM)) == circle


def test_a_wrong_attribute_is_found_under_a_transform():
    """What AWS SAM adds gives no pool another attribute."""
    assert found("E9012", {"Users": QUIET, "App": client({"Fn::GetAtt": ["Users", "Id"]})}, Transform=SAM)


def test_a_permission_for_a_pool_is_no_circle():
    """The usual trigger: the permission names both."""
    permission = {"FunctionName": ARN, "SourceArn": {"Fn::GetAtt": ["Users", "Arn"]}}
    resources = {
        "Users": trigger(ARN),
        "Function": {"Type": FUNCTION},
        "Permission": {"Type": PERMISSION, "Properties": permission},
    }
    assert found("E9013", resources) == []


# What exists together (E9014)


def test_a_name_without_its_resource_is_found():
    """What always exists may not name what exists sometimes."""
    [finding] = found("E9014", {"Users": {**QUIET, "Condition": "Prod"}, "App": client({"Ref": "Users"})}, **by_stage())
    assert (finding.path, "Stage" in finding.scenario) == ("UserPoolId", True)


@pytest.mark.parametrize(
    ("value", "condition"),
    [
        ({"Ref": "Users"}, "Prod"),
        ({"Fn::If": ["Prod", {"Ref": "Users"}, "eu-west-1_Example"]}, None),
        ({"Fn::If": ["Both", {"Ref": "Users"}, "eu-west-1_Example"]}, None),
        ({"Ref": "Users"}, "Both"),
    ],
)
def test_a_name_under_a_condition_that_implies_the_other_is_fine(value, condition):
    """Conditions are compared by what they say, not by their names."""
    sections = by_stage()
    sections["Conditions"]["Both"] = {"Fn::And": [{"Condition": "Prod"}, {"Condition": "Far"}]}
    body = {"Condition": condition} if condition else {}
    resources = {"Users": {**QUIET, "Condition": "Prod"}, "App": client(value, **body)}
    assert found("E9014", resources, **sections) == []


def test_the_wrong_branch_is_found():
    """The branch of the other case names what is not there."""
    value = {"Fn::If": ["Prod", "eu-west-1_Example", {"Ref": "Users"}]}
    assert found("E9014", {"Users": {**QUIET, "Condition": "Prod"}, "App": client(value)}, **by_stage())


def test_waiting_for_what_does_not_exist_is_fine():
    """CloudFormation leaves out a DependsOn whose resource does not exist."""
    resources = {"Users": {**QUIET, "Condition": "Prod"}, "App": client("eu-west-1_Example", DependsOn="Users")}
    assert found("E9014", resources, **by_stage()) == []


# Permissions of triggers (E9178, W9186)

UNCALLED = ("E9178", "W9186")


def permission(**properties: Any) -> dict[str, Any]:
    given = {"Action": "lambda:InvokeFunction", "FunctionName": {"Ref": "Function"}, "Principal": SERVICE, **properties}
    return {"Type": PERMISSION, "Properties": {name: value for name, value in given.items() if value is not None}}


def triggered(*permissions: dict[str, Any], function: dict[str, Any] | None = None, arn: Any = ARN) -> dict[str, Any]:
    return {
        "Users": trigger(arn),
        "Others": QUIET,
        "Function": {"Type": FUNCTION, **(function or {})},
        "Other": {"Type": FUNCTION},
        "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {"FunctionName": {"Ref": "Function"}}},
        **{f"Permission{number}": body for number, body in enumerate(permissions)},
    }


USERS_ARN = {"Fn::GetAtt": ["Users", "Arn"]}
OTHERS_ARN = {"Fn::GetAtt": ["Others", "Arn"]}


@pytest.mark.parametrize(
    "properties",
    [
        {"SourceArn": USERS_ARN},
        {"SourceArn": USERS_ARN, "FunctionName": ARN},
        {"SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/*"}},
        {"SourceArn": {"Fn::Sub": "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${Users}"}},
        {"SourceArn": {"Ref": "Given"}},
        {"SourceArn": "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Example"},
        {"Principal": {"Ref": "Given"}},
        {"FunctionName": {"Ref": "Given"}},
        {"FunctionName": {"Fn::Sub": "arn:aws:lambda:eu-west-1:111122223333:function:${Function}"}},
        {"Action": "lambda:*"},
        {"Action": "lambda:Invoke*"},
    ],
)
def test_a_permission_that_may_be_the_right_one_is_enough(properties):
    """What may turn out right is not blamed."""
    assert found(UNCALLED, triggered(permission(**properties)), **by_stage()) == []


@pytest.mark.parametrize(
    "permissions",
    [
        [],
        [permission(Principal="apigateway.amazonaws.com")],
        [permission(FunctionName={"Ref": "Other"})],
        [permission(FunctionName="by-name")],
        [permission(Action="lambda:GetFunction")],
        [permission(SourceArn=OTHERS_ARN)],
        [permission(SourceArn={"Fn::Sub": "arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${Others}"})],
        [permission(SourceArn="arn:aws:execute-api:eu-west-1:111122223333:abc/*")],
        [permission(SourceArn=OTHERS_ARN), permission(Principal="s3.amazonaws.com", SourceArn=USERS_ARN)],
    ],
)
def test_a_trigger_that_nobody_may_call_is_found(permissions):
    """No permission, one for another caller, function, action or pool."""
    assert [finding.path for finding in found(UNCALLED, triggered(*permissions))] == ["LambdaConfig.PreSignUp"]


def test_a_permission_by_the_name_of_the_function_counts():
    """A function that has a name may be named by it."""
    function = {"Properties": {"FunctionName": "by-name"}}
    for named in ("by-name", "arn:aws:lambda:eu-west-1:111122223333:function:by-name", "by-name:live"):
        assert found(UNCALLED, triggered(permission(FunctionName=named), function=function)) == []


def test_an_alias_leads_to_its_function():
    """A trigger through an alias needs a permission as well."""
    assert found(UNCALLED, triggered(arn={"Ref": "Alias"}))
    assert found(UNCALLED, triggered(permission(FunctionName={"Ref": "Alias"}), arn={"Ref": "Alias"})) == []


@pytest.mark.parametrize(
    ("named", "enough"),
    [
        ({"Ref": "Alias"}, True),
        ({"Ref": "Function"}, False),
        ({"Fn::GetAtt": ["Function", "Arn"]}, False),
        ({"Fn::Sub": "${Function}:live"}, True),
        ("by-name:live", True),
        ({"Ref": "Given"}, True),
    ],
)
def test_a_permission_for_a_function_is_none_for_its_alias(named, enough):
    """Lambda holds a permission against the ARN that is called, with its alias."""
    resources = triggered(permission(FunctionName=named), arn={"Ref": "Alias"})
    assert bool(found(UNCALLED, resources, Parameters={"Given": {"Type": "String"}})) is not enough


def test_a_permission_that_another_stack_may_make_is_not_missed():
    """Where a nested stack or a custom resource is told of the function, it may make the permission."""
    told = {"Type": "Custom::Permission", "Properties": {"ServiceToken": "arn:aws:lambda:x", "Function": ARN}}
    assert found(UNCALLED, {**triggered(), "Told": told}) == []


@pytest.mark.parametrize(
    ("permissions", "others", "rule"),
    [
        ([], {}, "E9178"),
        ([permission(Principal="apigateway.amazonaws.com")], {}, "E9178"),
        ([], {"Log": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": {"Ref": "Function"}}}}, "E9178"),
        ([], {"Told": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": ARN}}}, "W9186"),
        ([], {"Function": {"Type": FUNCTION, "Properties": {"FunctionName": "by-name"}}}, "W9186"),
        ([], {"Function": {"Type": "AWS::Serverless::Function"}}, "W9186"),
        ([permission(Principal="cognito.amazonaws.com")], {"Told": {"Type": "T", "Properties": ARN}}, "E9178"),
        ([permission(SourceArn=OTHERS_ARN)], {"Told": {"Type": "T", "Properties": {"A": ARN}}}, "E9178"),
        (
            [permission(SourceArn=OTHERS_ARN), permission(Principal="s3.amazonaws.com")],
            {"Told": {"Type": "T", "Properties": {"A": ARN}}},
            "E9178",
        ),
    ],
)
def test_whether_another_stack_may_permit_it(permissions, others, rule):
    """It is an error if the permission is wrong, or nobody else is told of the function; else another stack may have it."""
    assert {each.rule for each in found(UNCALLED, {**triggered(*permissions), **others})} == {rule}


def test_alias_that_others_know():
    """Where somebody else is told of the alias, it may be permitted there, though nobody is told of the function."""
    told = {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Ref": "Alias"}}}
    assert {one.rule for one in found(UNCALLED, {**triggered(arn={"Ref": "Alias"}), "Told": told})} == {"W9186"}


def test_one_of_several_permissions_is_enough():
    """Permissions for other pools do not take away what one for this pool gives."""
    permissions = [permission(SourceArn=arn) for arn in (OTHERS_ARN, USERS_ARN, OTHERS_ARN)]
    assert found(UNCALLED, triggered(*permissions)) == []


def test_function_inside_a_text():
    """A function that is named inside a text is called, too; what only names a function is not."""
    resources = triggered(arn={"Fn::Sub": "${Function.Arn}:$LATEST"})
    assert [one.rule for one in found(UNCALLED, resources)] == ["E9178"]
    config = {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": {"FunctionName": {"Ref": "Function"}}}
    assert found(UNCALLED, {**triggered(arn={"Fn::Sub": "x:${Config}"}), "Config": config}) == []


def test_a_permission_of_one_branch_is_missed_in_the_other():
    """A permission that exists sometimes is missing at other times."""
    resources = triggered({**permission(SourceArn=USERS_ARN), "Condition": "Prod"})
    [finding] = found(UNCALLED, resources, **by_stage())
    assert finding.scenario


# What is encrypted, and for how long (W9187, W9188)


@pytest.mark.parametrize(
    ("key", "warned"),
    [
        ({}, False),
        ({"KeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT", "Enabled": True}, False),
        ({"KeySpec": {"Ref": "Given"}, "Enabled": {"Ref": "Given"}}, False),
        ({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"}, True),
        ({"Enabled": False}, True),
    ],
)
def test_a_key_that_encrypts_nothing_is_found(key, warned):
    """A pool's key is symmetric, for encryption, and on."""
    encrypted = {"KeyConfiguration": {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}}}
    resources = {"Users": {**QUIET, "Properties": encrypted}, "Key": {"Type": "AWS::KMS::Key", "Properties": key}}
    assert bool(found("W9187", resources, **by_stage())) == warned


@pytest.mark.parametrize(
    ("pool", "key", "warned"),
    [("Retain", None, True), ("Retain", "Retain", False), ("Delete", None, False), (None, None, False)],
)
def test_a_key_lives_as_long_as_the_pool(pool, key, warned):
    """Who keeps the pool keeps its key."""
    encrypted = {"KeyConfiguration": {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}}}
    resources = {
        "Users": {"Type": POOL, "Properties": encrypted, **({"DeletionPolicy": pool} if pool else {})},
        "Key": {"Type": "AWS::KMS::Key", **({"DeletionPolicy": key} if key else {})},
    }
    assert bool(found("W9188", resources)) == warned


# Claims that users write themselves (W9637)


def mapped(**properties: Any) -> dict[str, Any]:
    provider = {"Fn::Sub": ["${Name}:${App}", {"Name": {"Fn::GetAtt": ["Users", "ProviderName"]}}]}
    by_claim = {
        "Claim": "custom:level",
        "MatchType": "Equals",
        "Value": "gold",
        "RoleARN": "arn:aws:iam::111122223333:role/gold",
    }
    mapping = {
        "Type": "Rules",
        "AmbiguousRoleResolution": "Deny",
        "IdentityProvider": provider,
        "RulesConfiguration": {"Rules": [by_claim]},
    }
    schema = [{"Name": "level", "AttributeDataType": "String", "Mutable": properties.pop("mutable", True)}]
    return {
        "Users": {**QUIET, "Properties": {"Schema": schema}},
        "App": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}, **properties}},
        "Roles": {
            "Type": "AWS::Cognito::IdentityPoolRoleAttachment",
            "Properties": {"IdentityPoolId": "eu-west-1:1", "RoleMappings": {"Users": mapping}},
        },
    }


@pytest.mark.parametrize(
    ("properties", "warned"),
    [
        ({}, True),
        ({"WriteAttributes": ["custom:level"]}, True),
        ({"WriteAttributes": ["email"]}, False),
        ({"WriteAttributes": {"Fn::Split": [",", {"Fn::ImportValue": "attributes"}]}}, False),
        ({"mutable": False}, False),
        ({"AllowedOAuthFlows": ["client_credentials"]}, False),
    ],
)
def test_who_writes_a_claim_chooses_the_role(properties, warned):
    """Only an attribute that changes, and that a client surely lets users write, is a hazard."""
    assert bool(found("W9637", mapped(**properties))) == warned


@pytest.mark.parametrize(("written", "warned"), [("custom:level", True), ("email", False)])
def test_who_writes_a_claim_chooses_the_tag(written, warned):
    """A principal tag that users write themselves gives them what they want."""
    tags = {
        "IdentityPoolId": "eu-west-1:1",
        "IdentityProviderName": {"Fn::GetAtt": ["Users", "ProviderName"]},
        "PrincipalTags": {"level": "custom:level", "name": "sub"},
    }
    resources = mapped(WriteAttributes=[written])
    resources["Roles"] = {"Type": "AWS::Cognito::IdentityPoolPrincipalTag", "Properties": tags}
    assert [finding.path for finding in found("W9656", resources)] == (["PrincipalTags.level"] if warned else [])
