"""`diagram`: a picture of what stands around Cognito in a template."""

import json
import os
import re
from pathlib import Path

import pytest
from example_templates import TEMPLATES, render

from troposphere_cognito_l2 import UnusableTemplateError, diagram, stack_policy
from troposphere_cognito_l2.cli import main

ROOT = Path(__file__).parents[1]
POOL, CLIENT = "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient"


def lines(**resources):
    """The lines of the diagram of some resources, without the first."""
    first, *rest = diagram({"Resources": resources}).split("\n")
    assert first == "flowchart LR"
    return [line.strip() for line in rest]


def test_page_is_current():
    """The page of diagrams shows every example as it is now."""
    parts = ["# Diagrams of the examples", "", "Made by `diagram(template)`; an arrow leads to what is referred to."]
    for name in TEMPLATES:
        parts += ["", f"## {name}", "", "```mermaid", diagram(render(name)), "```"]
    page = ROOT / "examples" / "diagrams.md"
    text = "\n".join(parts) + "\n"
    if os.environ.get("WRITE_GOLDENS"):
        page.write_text(text)
    assert page.read_text() == text


def test_readme_picture_is_current():
    """The picture in the README is the diagram of the single-page app."""
    [shown] = re.findall(r"^```mermaid\n(.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    assert shown == diagram(render("single_page_app"))


def test_neighbours_and_nobody_else():
    """What Cognito refers to and what refers to it is shown; anything else is not."""
    shown = lines(
        Users={"Type": POOL, "Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Hook", "Arn"]}}}},
        Hook={"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["HookRole", "Arn"]}}},
        HookRole={"Type": "AWS::IAM::Role"},
        Queue={"Type": "AWS::SQS::Queue"},
        Permission={"Type": "AWS::Lambda::Permission", "Properties": {"SourceArn": {"Fn::Sub": "${Users.Arn}"}}},
    )
    assert shown == [
        'Users[("Users<br/><i>UserPool</i>")]',
        'Hook[["Hook<br/><i>Lambda Function</i>"]]',
        'Permission["Permission<br/><i>Lambda Permission</i>"]',
        'Users -->|"PreSignUp"| Hook',
        'Permission -->|"SourceArn"| Users',
    ]


def test_condition_and_depends_on():
    """A condition stands under the name, a DependsOn alone is dashed."""
    client = {"Type": CLIENT, "Condition": "InProd", "DependsOn": "Users"}
    assert lines(Users={"Type": POOL}, Web=client)[1:] == [
        'Web["Web<br/><i>UserPoolClient</i><br/>if InProd"]',
        "Web -.-> Users",
    ]


def test_many_properties():
    """An arrow names three properties, and counts the others."""
    referring = {name: {"Ref": "Role"} for name in ("A", "B", "C", "D", "E")}
    shown = lines(Users={"Type": POOL, "Properties": referring}, Role={"Type": "AWS::IAM::Role"})
    assert shown[-1] == 'Users -->|"A, B, C, and 2 more"| Role'


def test_words_of_mermaid():
    """A logical id that is a word of Mermaid's, or that CloudFormation would refuse, breaks no diagram."""
    assert lines(end={"Type": POOL}) == ['end_[("end<br/><i>UserPool</i>")]']
    assert lines(**{'a"b': {"Type": POOL}}) == ['a_b[("a#quot;b<br/><i>UserPool</i>")]']


def test_no_template():
    """What is no template is refused as by check."""
    with pytest.raises(UnusableTemplateError):
        diagram("")


@pytest.mark.parametrize(("command", "make"), [("diagram", diagram), ("stack-policy", lambda one: json.dumps(stack_policy(one), indent=2))])  # fmt: skip
def test_command(command, make, tmp_path, capsys):
    """The commands print what the functions make; what is no template is one line and status 2."""
    path = tmp_path / "template.json"
    path.write_text(render("quickstart").to_json())
    assert main([command, str(path)]) == 0
    assert capsys.readouterr().out == make(path) + "\n"
    assert main([command, str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
