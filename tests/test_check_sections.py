"""What `check` says of Outputs, of Conditions and of types: names, secrets, and what exists when."""

from __future__ import annotations

import pytest

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.formats import Checked, as_github

START = """
Parameters:
  Stage: {Type: String}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Users: {Type: AWS::Cognito::UserPool, Condition: IsProd}
  Web: {Type: AWS::Cognito::UserPoolClient, Properties: {UserPoolId: eu-west-1_Example, GenerateSecret: true}}
Outputs:
  One:
"""
WRONG = {
    "no such resource": ("{Value: !Ref User}", "E9011", "Value"),
    "no such resource in a text": ("{Value: !Sub 'https://${Domain}.example.com'}", "E9011", "Value"),
    "no such resource in the name of an export": ("{Value: a, Export: {Name: !Ref Nobody}}", "E9011", "Export.Name"),
    "no such attribute": ("{Value: !GetAtt Web.Secret}", "E9012", "Value"),
    "not always there": ("{Value: !GetAtt Users.Arn}", "E9014", "Value"),
    "no such condition": ("{Value: a, Condition: IsProduction}", "E9015", "Condition"),
    "no such condition in a branch": ("{Value: !If [IsDev, a, b]}", "E9015", "Value"),
    "a secret": ("{Value: !GetAtt Web.ClientSecret}", "W9017", "Value"),
    "a secret in a text": ("{Value: !Sub 'secret ${Web.ClientSecret}'}", "W9017", "Value"),
}


@pytest.mark.parametrize("name", WRONG)
def test_output(name):
    """A mistake in an output is found there, once."""
    body, rule, path = WRONG[name]
    found = [each for each in check(START + f"    {body}").findings if each.resource.startswith("Outputs.")]
    assert [(each.rule, each.resource, each.path) for each in found] == [(rule, "Outputs.One", path)]


def test_output_has_its_line():
    """A finding in an output has the output's line."""
    text = (START + "    {Value: !Ref User}").encode()
    annotations = as_github([Checked("template.yaml", check(text, select="E9011"), text)])
    assert f"line={text.decode().count(chr(10)) + 1}," in annotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{And: !And [!Condition IsProd, !Condition IsDev]}", [("E9015", "Conditions.And")]),
        ("{A: !Equals [!Ref Colour, red]}", [("E9016", "Conditions.A")]),
        ("{A: !Equals [!Ref Users, red]}", [("E9016", "Conditions.A")]),
        ("{A: !Equals [!Ref 'AWS::Region', eu-west-1], B: !Not [!Condition A]}", []),
    ],
)
def test_condition(text, expected):
    """A condition names parameters and conditions that the template has."""
    text = text.replace("!Condition IsProd", "!Equals [a, b]")
    found = check(f"Conditions: {text}\nResources: {{Users: {{Type: AWS::Cognito::UserPool}}}}").errors
    assert [(each.rule, each.resource) for each in found] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{Type: AWS::Cognito::UserPool, Condition: Nowhere}", ["E9015"]),
        ("{Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: !If [Nowhere, LITE, PLUS]}}", ["E9015"]),
        ("{Properties: {UserPoolName: a}}", ["E9019"]),
        ("", ["E9019"]),
        ("{Type: AWS::SNS::Topic, Condition: Nowhere}", []),
    ],
)
def test_resource(body, expected):
    """A resource has a type, and one of Cognito names conditions that the template has."""
    assert [each.rule for each in check(f"Resources:\n  Users: {body}").errors] == expected


def test_what_a_transform_makes_is_not_missed():
    """Where a transform may add anything, nothing is said to be missing; AWS SAM adds to its own resources only."""
    include = "Transform: AWS::Include\n"
    sam = "Transform: AWS::Serverless-2016-10-31\n"
    text = """
Conditions: {A: !Equals [!Ref Unknown, a]}
Resources:
  Users: {Type: AWS::Cognito::UserPool, Condition: Nowhere}
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Users
      SupportedIdentityProviders: [Google]
      AllowedOAuthFlowsUserPoolClient: true
      AllowedOAuthFlows: [code]
      AllowedOAuthScopes: [openid]
      CallbackURLs: ["https://app.example.com"]
Outputs: {A: {Value: !Ref Elsewhere}}
"""
    silent = {"E9011", "E9015", "E9016", "I9213", "W9253"}
    assert silent <= {each.rule for each in check(text).findings}
    assert silent <= {each.rule for each in check(sam + text).findings}
    assert not silent & {each.rule for each in check(include + text).findings}


def test_type_that_is_not_known():
    """A type of Cognito that does not exist is a warning that says the date of what is known, and what is near."""
    [found] = check({"Resources": {"Users": {"Type": "AWS::Cognito::UsersPool"}}}).findings
    assert found.rule == "W9018"
    assert "as of 20" in found.message
    assert "AWS::Cognito::UserPool" in found.fix


def test_dynamic_references_are_counted_in_all_of_the_template():
    """The limit of 60 dynamic references is one of the whole template; what may not exist is not counted."""
    text = """
Parameters: {Stage: {Type: String}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Google:
    Type: AWS::Cognito::UserPoolIdentityProvider
    Properties:
      UserPoolId: eu-west-1_Example
      ProviderName: Google
      ProviderType: Google
      ProviderDetails: {client_id: a, client_secret: '{{resolve:secretsmanager:a}}', authorize_scopes: email}
  Role: {Type: AWS::IAM::Role, CONDITION Properties: {Description: 'REFERENCES'}}
"""
    for count, condition, expected in ((59, "", []), (60, "", ["E9408"]), (60, "Condition: IsProd,", [])):
        held = text.replace("CONDITION", condition).replace("REFERENCES", "{{resolve:ssm:a:1}}" * count)
        assert [each.rule for each in check(held, select="E9408").errors] == expected
