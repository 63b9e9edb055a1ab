"""The rules inside cfn-lint: the same ids, in the right lines, and only there."""

import ast
import json
import shlex
from pathlib import Path

import pytest
from cfnlint import api
from cfnlint.config import ConfigMixIn, ManualArgs
from cfnlint.core import get_rules
from cfnlint.decode.decode import decode_str
from cfnlint.runner import Runner

import troposphere_cognito_l2
from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.catalogue import catalogue
from troposphere_cognito_l2.checks.engine import rule_ids
from troposphere_cognito_l2.cli import main

pytestmark = pytest.mark.one_python

PACKAGE = Path(troposphere_cognito_l2.__file__).parent
MODULE = "troposphere_cognito_l2.cfn_lint_rules"
GOLDENS = sorted((Path(__file__).parent / "goldens").glob("*.json"))
YAML = """\
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  Prod: !Equals [!Ref Stage, prod]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      UserPoolTier: GOLD
      UserPoolName: !Sub "${AWS::StackName}-users"
      MfaConfiguration: !If [Prod, "ON", "OFF"]
      Schema:
        - Name: email
          Required: true
        - Name: a_name_that_is_far_too_long
          AttributeDataType: String
"""


@pytest.fixture(scope="module")
def rules():
    """cfn-lint's rules and ours."""
    return get_rules([MODULE], [], ["W", "E", "I"])


def lint(text, rules):
    """What our rules find inside cfn-lint: rule, line, message."""
    matches = api.lint(text, rules=rules, config=ManualArgs(regions=["us-east-1"]))
    assert not [match for match in matches if match.rule.id == "E0002"], matches
    return [(match.rule.id, match.linenumber, match.message) for match in matches if match.rule.id in rule_ids()]


@pytest.mark.parametrize("place", [MODULE, str(PACKAGE / "cfn_lint_rules")])
def test_every_rule(place):
    """As a module and as a directory, cfn-lint gets every rule, with its sentence, its severity and its source."""
    loaded = {rule.id: rule for rule in get_rules([place], [], ["I"]) if rule.id in rule_ids()}
    assert loaded.keys() == rule_ids()
    for entry in catalogue():
        rule = loaded[entry.id]
        assert (rule.shortdesc, rule.source_url) == (entry.sentence, entry.source)
        assert rule.severity == {"info": "informational"}.get(entry.severity.value, entry.severity.value)


def test_lines(rules):
    """A finding is in the line of its property, or of what should hold it."""
    found = {(rule, line) for rule, line, _ in lint(YAML, rules)}
    assert {("E9004", 11), ("E9005", 17), ("E9120", 10), ("W9105", 10)} <= found


def test_scenario(rules):
    """A finding that a condition shows says when, and what to do."""
    [message] = [message for rule, _, message in lint(YAML, rules) if rule == "E9120"]
    assert message.startswith("Users.EnabledMfas: MfaConfiguration is ON")
    assert "(when Stage=prod). To do: put " in message


def test_same_findings(rules):
    """cfn-lint finds by our rules what `check` finds."""
    assert sorted(rule for rule, _, _ in lint(YAML, rules)) == sorted(found.rule for found in check(YAML).findings)


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_goldens(path, rules):
    """Of what the helpers render, cfn-lint finds by our rules what `check` finds."""
    text = path.read_text()
    assert sorted(rule for rule, _, _ in lint(text, rules)) == sorted(found.rule for found in check(text).findings)


def test_strict_rules_are_off(rules):
    """A rule of the strict profile looks only where it is switched on."""
    strict = [entry for entry in catalogue() if entry.strict]
    switched_on = get_rules([MODULE], [], ["I"], configure_rules={entry.id: {"strict": True} for entry in strict})
    for entry in strict:
        text = json.dumps(entry.rejects)
        assert entry.id not in {rule for rule, _, _ in lint(text, rules)}
        assert entry.id in {rule for rule, _, _ in lint(text, switched_on)}


def test_strict_rule(monkeypatch):
    """A rule made for the strict profile looks only where it is switched on."""
    from troposphere_cognito_l2.cfn_lint_rules import cognito

    [entry] = [entry for entry in catalogue() if entry.id == "E9004"]
    rule = cognito._rule_class(entry._replace(strict=True))()
    [template, errors] = decode_str(YAML)
    assert not errors

    class Template:
        pass

    cfn = Template()
    cfn.template = template
    found = []
    for configuration in ({}, {"strict": "true"}, {"strict": "false"}):
        rule.configure(configuration)
        found.append(len(rule.match(cfn)))
    assert found == [0, 1, 0]


def test_metadata_of_cfn_lint(rules):
    """cfn-lint's own way past a rule works."""
    ignored = "    Metadata: {cfn-lint: {config: {ignore_checks: [E9004]}}}\n    Properties:\n"
    found = {rule for rule, _, _ in lint(YAML.replace("    Properties:\n", ignored), rules)}
    assert "E9004" not in found
    assert "E9005" in found


def test_metadata_of_ours(rules):
    """Our own way past a rule works too."""
    ignored = "    Metadata: {CognitoChecks: {ignore: {E9004: we know}}}\n    Properties:\n"
    found = {rule for rule, _, _ in lint(YAML.replace("    Properties:\n", ignored), rules)}
    assert "E9004" not in found
    assert "E9005" in found


@pytest.mark.parametrize(
    "template",
    [
        {"Resources": {}},
        {"Resources": {"A": {"Type": "AWS::Cognito::UserPool", "Properties": []}}},
        {"Resources": {"A": {"Type": 7}}},
        {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"A": {"Type": "AWS::Cognito::UserPool"}}},
        {"Resources": []},
        {},
    ],
    ids=repr,
)
def test_odd_templates(template, rules):
    """Whatever cfn-lint is given, our rules do not fall over it."""
    lint(json.dumps(template), rules)


@pytest.mark.parametrize("source", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_else_needs_cfn_lint(source):
    """Only the plugin imports cfn-lint, and nothing imports the plugin."""
    if source.parent.name == "cfn_lint_rules":
        return
    for node in ast.walk(ast.parse(source.read_text())):
        names = [name.name for name in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        assert not [name for name in (*names, module) if "cfnlint" in name or "cfn_lint" in name]


def test_readme(capsys, tmp_path, monkeypatch):
    """The commands of the README run, and the path that ours prints is the plugin's."""
    from test_cli import COMMANDS

    main(["cfn-lint-rules"])
    path = capsys.readouterr().out.strip()
    assert path == str(PACKAGE / "cfn_lint_rules")
    monkeypatch.chdir(tmp_path)
    Path("template.yaml").write_text(YAML)
    commands = [command for command in COMMANDS if command.startswith("cfn-lint")]
    assert len(commands) == 2
    for command in commands:
        arguments = shlex.split(command.replace("$(troposphere-cognito-l2 cfn-lint-rules)", path))[1:]
        found = list(Runner(ConfigMixIn(arguments)).run())
        assert "E9004" in {match.rule.id for match in found}
