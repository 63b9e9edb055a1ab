"""`stack_policy`: what CloudFormation is told to refuse."""

import json
from pathlib import Path

import pytest
from aws_commands import validate
from troposphere import Template, cognito

from troposphere_cognito_l2 import UnusableTemplateError, stack_policy
from troposphere_cognito_l2.comparing.losses import LOSSES

HOLDERS = [
    "AWS::Cognito::UserPool",
    "AWS::Cognito::IdentityPool",
    "AWS::Cognito::UserPoolGroup",
    "AWS::Cognito::UserPoolUser",
    "AWS::Cognito::UserPoolIdentityProvider",
]


def document(*kinds, **sections):
    """A template with a resource of each type: R0, R1, ..."""
    return {"Resources": {f"R{number}": {"Type": kind} for number, kind in enumerate(kinds)}, **sections}


def denied(template):
    """What is denied, if anything is."""
    allow, *deny = stack_policy(template)["Statement"]
    assert allow == {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}
    for statement in deny:
        assert statement["Effect"] == "Deny"
        assert statement["Action"] == ["Update:Replace", "Update:Delete"]
        assert statement["Principal"] == "*"
    return [statement["Resource"] for statement in deny]


@pytest.mark.parametrize("kind", LOSSES)
def test_what_holds_users(kind):
    """What holds users, or what they are known by, can't be replaced or deleted; all else can."""
    assert denied(document(kind, "AWS::SNS::Topic")) == ([["LogicalResourceId/R0"]] if kind in HOLDERS else [])


def test_conditional():
    """A resource under a condition is protected whether or not it exists."""
    template = document("AWS::Cognito::UserPool", Conditions={"Never": {"Fn::Equals": ["a", "b"]}})
    template["Resources"]["R0"]["Condition"] = "Never"
    assert denied(template) == [["LogicalResourceId/R0"]]


def test_every_kind_of_input(tmp_path):
    """A troposphere template, a mapping, JSON, YAML and a path give the same policy."""
    template = Template()
    template.add_resource(cognito.UserPool("Users"))
    file = Path(tmp_path, "template.yaml")
    file.write_text(template.to_yaml())
    kinds = [template, template.to_dict(), template.to_json(), template.to_yaml(), file, str(file)]
    assert [denied(kind) for kind in kinds] == [[["LogicalResourceId/Users"]]] * 6
    with pytest.raises(UnusableTemplateError):
        stack_policy("")


@pytest.mark.parametrize(
    "template",
    [
        document("AWS::Cognito::UserPool", Transform="Company::Macro"),
        document("AWS::Cognito::UserPool", Transform="AWS::Serverless-2016-10-31"),
        {
            "Transform": "AWS::LanguageExtensions",
            "Resources": {"Fn::ForEach::Pools": ["Name", ["A", "B"], {"${Name}": {"Type": "AWS::Cognito::UserPool"}}]},
        },
        document(*["AWS::Cognito::UserPoolGroup"] * 500),
    ],
    ids=["macro", "sam", "loop", "many"],
)
def test_by_type(template):
    """Where not all logical ids are known, or they are too many for a policy, their types are protected."""
    policy = stack_policy(template)
    assert denied(template) == ["*"]
    assert sorted(policy["Statement"][1]["Condition"]["StringEquals"]["ResourceType"]) == sorted(HOLDERS)
    assert len(json.dumps(policy, indent=1)) < 16_384


def test_deterministic():
    """The same template gives the same policy, byte for byte; AWS takes it."""
    template = document(*HOLDERS)
    assert json.dumps(stack_policy(template)) == json.dumps(stack_policy(template))
    parameters = {"StackName": "shop", "StackPolicyBody": json.dumps(stack_policy(template))}
    validate("cloudformation", "SetStackPolicy", parameters)
