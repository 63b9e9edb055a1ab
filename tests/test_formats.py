"""Output for programs: JSON, GitHub's workflow commands, SARIF; each is what its reader takes."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from troposphere_cognito_l2 import Finding, Report, Severity, check
from troposphere_cognito_l2.checks.formats import JSON_SCHEMA, Checked, as_github, as_json, as_sarif
from troposphere_cognito_l2.checks.places import Lines, steps_to

SARIF = json.loads((Path(__file__).parent / "sarif_subset.json").read_text())
YAML = b"""\
Conditions:
  Prod: !Equals [!Ref "AWS::Region", eu-west-1]
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    DeletionPolicy: Delete
    Properties:
      UserPoolTier: GOLD
      UserPoolName: !Sub "${AWS::StackName}-users"
      AliasAttributes: [email, !If [Prod, phone_number, !Ref "AWS::NoValue"]]
      Schema:
        - Name: email
          Required: true
        -
          Name: a_name_that_is_far_too_long
          AttributeDataType: String
"""


def checked(text=YAML, name="users.yaml", **options):
    return Checked(name, check(text, **options), text)


def finding(**changes):
    made = Finding(
        "E9121", Severity.ERROR, "Users", "MfaConfiguration", "ON", "is wrong", "OFF", "mend it", "https://x.org"
    )
    return made._replace(**changes)


def reported(*findings, name="users.json"):
    return Checked(name, Report(tuple(findings)), b'{"Resources": {"Users": {"Type": "AWS::Cognito::UserPool"}}}')


def commands(text):
    """Workflow commands as GitHub's runner reads them: level, properties, message."""
    found = []
    for line in text.split("\n"):
        level, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        found.append((level, {key: unescaped(value) for key, value in pairs.items()}, unescaped(message)))
    return found


def unescaped(text):
    for escape, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


class TestJson:
    def test_is_valid(self):
        """The output is an object that its own schema, itself valid, takes."""
        jsonschema.Draft202012Validator.check_schema(JSON_SCHEMA)
        jsonschema.validate(json.loads(as_json([checked()])), JSON_SCHEMA)

    def test_schema_is_strict(self):
        """The schema takes no finding with a key less or more."""
        output = json.loads(as_json([checked()]))
        for change in ({"more": 1}, {}):
            changed = {**output["findings"][0], **change}
            if not change:
                del changed["fingerprint"]
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate({"findings": [changed], "notes": []}, JSON_SCHEMA)

    def test_finding(self):
        """A finding has the keys of the contract, in this order."""
        first = json.loads(as_json([checked()]))["findings"][0]
        assert list(first) == [
            "template", "rule", "severity", "resource", "path", "value",
            "message", "fix", "source", "controls", "scenario", "fingerprint",
        ]  # fmt: skip
        assert first["template"] == "users.yaml"
        assert (first["rule"], first["severity"], first["path"], first["value"]) == (
            "E9004", "error", "UserPoolTier", "GOLD",
        )  # fmt: skip

    @pytest.mark.parametrize("value", [float("inf"), float("nan"), {"a": object}, "\ud800", [{"b": (1, 2)}]])
    def test_any_value(self, value):
        """Whatever stands in a template, the output is JSON that any parser takes."""
        text = as_json([reported(finding(value=value))])
        text.encode("ascii")
        json.loads(text, parse_constant=pytest.fail)

    def test_reference(self):
        """A reference is told in words."""
        pool = {"Type": "AWS::Cognito::UserPool", "Properties": {"SmsConfiguration": {"SnsCallerArn": {"Ref": "Role"}}}}
        report = check({"Resources": {"Users": pool, "Role": {"Type": "AWS::IAM::Role"}}}, select="E9184")
        [found] = json.loads(as_json([Checked("t", report, b"")]))["findings"]
        assert found["value"] == "Ref Role"

    def test_several_templates(self):
        """The templates follow one another, each finding names its own; notes do too."""
        output = json.loads(as_json([checked(name="a"), checked(name="b", ignore="E9004")], [("c", "it is empty")]))
        assert [found["template"] for found in output["findings"] if found["rule"] == "E9004"] == ["a"]
        assert {found["template"] for found in output["findings"]} == {"a", "b"}
        assert output["notes"] == ["b: 1 suppressed", "c: it is empty"]

    def test_nothing(self):
        """Of no template there is nothing to say."""
        assert json.loads(as_json([])) == {"findings": [], "notes": []}


class TestGithub:
    def test_commands(self):
        """Each finding is a command with the file and the line."""
        found = commands(as_github([checked()]))
        assert ("error", "8") in [(level, given["line"]) for level, given, _ in found if given["title"] == "E9004"]
        assert {given["file"] for _, given, _ in found} == {"users.yaml"}
        [message] = [message for _, given, message in found if given["title"] == "E9004"]
        assert message.startswith("Users.UserPoolTier: ")

    def test_levels(self):
        """Errors, warnings and what is worth knowing have levels that GitHub has."""
        found = commands(as_github([reported(*(finding(severity=severity) for severity in Severity))]))
        assert [level for level, _, _ in found] == ["error", "warning", "notice"]

    def test_escapes(self):
        """What a template says can't end a command or begin one."""
        nasty = finding(resource="A,line=9::x%0A", message="50 %\n::error::no\r\n")
        text = as_github([reported(nasty, name="a,b:c%\n.json")])
        [(level, given, message)] = commands(text)
        assert (level, given["file"], given["line"]) == ("error", "a,b:c%\n.json", "1")
        assert "A,line=9::x%0A.MfaConfiguration: 50 %\n::error::no\r\n" in message

    def test_remarks(self):
        """Notes and what can't be used are told too."""
        found = commands(as_github([Checked("a", Report((), ("a note",), 2), b"")], [("b", "it is empty")]))
        assert [(level, given["file"], message) for level, given, message in found] == [
            ("notice", "a", "a note"),
            ("notice", "a", "2 suppressed"),
            ("error", "b", "it is empty"),
        ]

    def test_nothing(self):
        """Where nothing was found, nothing is printed."""
        assert as_github([reported()]) == ""


class TestSarif:
    def test_is_valid(self):
        """The log is valid by what SARIF 2.1.0 asks of the parts that it has."""
        for log in (as_sarif([checked()], [("b", "it is empty")], version="1"), as_sarif([], version="1")):
            jsonschema.validate(json.loads(log), SARIF)

    def test_subset_refuses(self):
        """The schema that the test above uses does refuse what SARIF does not have."""
        log = json.loads(as_sarif([checked()], version="1"))
        for mistake in ({"level": "info"}, {"ruleIndex": -2}, {"message": "text"}, {"locations": [{"line": 1}]}):
            wrong = json.loads(json.dumps(log))
            wrong["runs"][0]["results"][0].update(mistake)
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate(wrong, SARIF)

    def test_results(self):
        """Each result points at its rule, its line and its resource."""
        [run] = json.loads(as_sarif([checked()], version="1"))["runs"]
        rules = run["tool"]["driver"]["rules"]
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        [tier] = [result for result in run["results"] if result["ruleId"] == "E9004"]
        [location] = tier["locations"]
        assert location["physicalLocation"] == {"artifactLocation": {"uri": "users.yaml"}, "region": {"startLine": 8}}
        assert location["logicalLocations"][0]["fullyQualifiedName"] == "Users.UserPoolTier"

    def test_levels(self):
        """What is worth knowing is a note."""
        [run] = json.loads(as_sarif([reported(*(finding(severity=severity) for severity in Severity))], version="1"))[
            "runs"
        ]
        assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]

    @pytest.mark.parametrize(
        ("name", "uri"),
        [("a b/c#1.json", "a%20b/c%231.json"), ("/home/ü.json", "file:///home/%C3%BC.json"), ("-", "-")],
    )
    def test_uri(self, name, uri):
        """A path is written as a URI."""
        [run] = json.loads(as_sarif([reported(finding(), name=name)], version="1"))["runs"]
        assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri

    def test_failure(self):
        """A template that can't be used makes the run no success."""
        [run] = json.loads(as_sarif([], [("b", "it is empty")], version="1"))["runs"]
        assert run["invocations"] == [
            {
                "executionSuccessful": False,
                "toolExecutionNotifications": [{"level": "error", "message": {"text": "b: it is empty"}}],
            }
        ]


class TestPlaces:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("UserPoolTier", 8),
            ("Schema[1].Name", 15),
            ("Schema[0].Mutable", 12),
            ("Schema[7].Name", 11),
            ("DeletionPolicy", 6),
            ("DeletionProtection", 7),
            ("AliasAttributes[1]", 10),
            ("UserPoolName", 9),
            ("UserPoolName.Fn::Sub", 9),
            ("", 7),
        ],
    )
    def test_line(self, path, line):
        """A finding is in the line of what it speaks of, or of what should hold it."""
        assert Lines(YAML).of(finding(path=path)) == line

    def test_line_of_json(self):
        """JSON has lines too, with tabs and halves of characters as without."""
        text = (
            b'{\n\t"Resources": {\n\t\t"Users": {\n\t\t\t"Type": "\\ud83d\\ude00",\n\t\t\t"Properties": {\n"A":\n1}}}}'
        )
        assert Lines(text).of(finding(path="A")) == 6

    def test_merged(self):
        """What an alias merges in is shown where it is merged."""
        text = b"X: &x\n  A: 1\nResources:\n  Users:\n    Properties:\n      <<: *x\n"
        assert Lines(text).of(finding(path="A")) == 5

    def test_no_yaml(self):
        """JSON that is no YAML has its lines too."""
        text = b'{"Resources": {"Users": {"Properties": {\n"' + b"A" * 1100 + b'": 1,\n"B": 2}}}}'
        assert Lines(text).of(finding(path="B")) == 3

    def test_yaml_that_begins_as_json(self):
        """A text whose first key is in quotes is YAML nonetheless."""
        assert Lines(b'"Resources":\n  Users:\n    Properties:\n      A: 1\n').of(finding(path="A")) == 4

    def test_line_of_a_member(self):
        """The members of lists have lines of their own, behind whatever stands before them; empty ones have none."""
        text = (
            b'{"Resources": {"Users": {"Properties": {"E": {}, "F": [], "L": [\n{"A": "]}"},\n[1,\n2] , {"B":\n3}]}}}}'
        )
        for path, line in (("L[0].A", 2), ("L[1][1]", 4), ("L[2].B", 4), ("L[3]", 1), ("E.A", 1), ("F[0]", 1)):
            assert Lines(text).of(finding(path=path)) == line

    def test_unknown_resource(self):
        """A finding in no resource of the template is somewhere in the resources."""
        assert Lines(YAML).of(finding(resource="Nothing")) == 3

    def test_quoted_key(self):
        """A key with dots is one step."""
        template = {"Resources": {"Users": {"Properties": {"Map": {"a.b": [1, {"C": 2}]}}}}}
        place = steps_to(template, finding(path='Map["a.b"][1].C'))
        assert place == ["Resources", "Users", "Properties", "Map", "a.b", 1, "C"]

    def test_list_that_varies(self):
        """In a list of which a condition decides some members, no member is named: their places shift."""
        template = {"Resources": {"Users": {"Properties": {"L": [{"Fn::If": ["A", 1, 2]}, 3]}}}}
        assert steps_to(template, finding(path="L[1]")) == ["Resources", "Users", "Properties", "L"]

    def test_wrong_structure(self):
        """Where the template is no mapping or no list, the place ends."""
        for properties in ("text", None, [], {"Schema": {"Name": 1}}, {"Schema": "text"}):
            place = steps_to({"Resources": {"Users": {"Properties": properties}}}, finding(path="Schema[0].Name"))
            assert place[:3] == ["Resources", "Users", "Properties"]
        assert steps_to({"Resources": {"Users": "text"}}, finding()) == ["Resources", "Users"]
