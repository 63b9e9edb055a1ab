"""``check``: what it reads, what it reports, what it leaves out."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from troposphere import Parameter, Ref, Template, cognito

from troposphere_cognito_l2 import (
    ConfigurationError,
    Finding,
    Mfa,
    MfaMode,
    Report,
    Severity,
    UnusableTemplateError,
    UserPool,
    check,
)
from troposphere_cognito_l2.checks.patterns import in_words
from troposphere_cognito_l2.checks.schema import _INVISIBLE, registry

TESTS = Path(__file__).parent

GOLD = {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": "GOLD"}}}}
YAML = """\
# short intrinsics
Resources:
  Users:
    Type: AWS::Cognito::UserPool
    Properties: {UserPoolTier: GOLD, UserPoolName: !Sub '${AWS::StackName}-users'}
"""
REASONS = {
    "idpool-role-mapping-rules.json": "E9630: CDK maps roles of providers that the identity pool does not know",
    "pool-invitation.json": "E9160: an SMS invitation without {username}, which Cognito refuses",
    "seed-no-validation-verify-body.json": "E9007: CDK 1.26 did not check the placeholder, which Cognito does",
    "seed-readme-3-invitation.json": "E9160: an SMS invitation without {username}, which Cognito refuses",
    "sms-forced-off.json": "E9121: SMS as a factor of a pool that can send none",
}
"""The vectors in which CDK renders what Cognito refuses: the rule, and why it is right."""


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def pool(metadata=None, **properties):
    """A template with a pool that is retained and protected."""
    body = {
        "Type": "AWS::Cognito::UserPool",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"DeletionProtection": "ACTIVE", **properties},
    }
    return {"Resources": {"Users": {**body, "Metadata": metadata} if metadata else body}}


class TestInputs:
    @pytest.mark.parametrize(
        "template",
        [GOLD, json.dumps(GOLD), YAML, YAML.encode(), f"\ufeff{YAML}", json.dumps(GOLD).encode()],
        ids=["mapping", "json", "yaml", "bytes", "byte-order-mark", "json-bytes"],
    )
    def test_reads(self, template):
        """A template is read from what holds it."""
        assert rules(check(template))[0] == "E9004"

    @pytest.mark.parametrize("kind", [str, Path, os.fspath])
    @pytest.mark.parametrize("text", [json.dumps(GOLD), YAML], ids=["json", "yaml"])
    def test_reads_files(self, tmp_path, kind, text):
        """A path may be a text or an object."""
        file = tmp_path / "a template.txt"
        file.write_text(text, encoding="utf-8")
        assert rules(check(kind(file)))[0] == "E9004"

    def test_reads_troposphere(self):
        """A template of troposphere, with whatever stands in it."""
        template = Template()
        plan = template.add_parameter(Parameter("Plan", Type="String", AllowedValues=["LITE", "PLUS"]))
        users = template.add_resource(cognito.UserPool("Users", MfaConfiguration="ON", UserPoolTier=Ref(plan)))
        template.add_resource(cognito.UserPoolClient("App", UserPoolId=Ref(users), AccessTokenValidity=99))
        assert [(error.rule, error.resource) for error in check(template).errors] == [
            ("E9120", "Users"),
            ("E9227", "App"),
        ]

    def test_reads_objects_in_mappings(self):
        """troposphere objects and tuples may stand in a plain mapping."""
        template = pool(UserPoolTier="GOLD", UserPoolName=Ref("Name"), AliasAttributes=("email",))
        assert rules(check(template))[0] == "E9004"

    def test_what_a_helper_adds_is_clean(self, template):
        """What the helpers render yields no error and no warning."""
        UserPool("Users", mfa=Mfa(MfaMode.OPTIONAL, totp=True)).add_to(template)
        assert check(template).findings == ()

    def test_nothing_is_changed(self):
        """The template is as it was."""
        before = json.dumps(GOLD)
        check(GOLD)
        assert json.dumps(GOLD) == before

    @pytest.mark.parametrize(
        ("template", "message"),
        {
            "empty": ("", "it is empty"),
            "white": (" \n\t\n", "it is empty"),
            "binary": (b"\x00\x01\x02", "it is binary"),
            "other encoding": ("Résumé: {}".encode("latin-1"), "it is no text in UTF-8"),
            "truncated json": ('{"Resources": {"Users": {"Type"', "it is no JSON: .* line 1 column"),
            "truncated yaml": ("Resources: {Users: {Type", "it is no YAML: .* in line 2, column 1"),
            "tab": ("Resources:\n\tUsers: {}", "it is no YAML: .* in line 2, column 1"),
            "list": ("[]", "a template is a mapping, this is a list"),
            "list of yaml": ("- Resources", "a template is a mapping, this is a list"),
            "list object": ([], "was expected"),
            "nothing": (None, "was expected"),
            "no resources": ('{"name": "package"}', "it has no Resources"),
            "resources are a list": ("Resources: []", "Resources is no mapping but a list"),
            "json twice": ('{"Resources": {"A": {}, "A": {}}}', "the key 'A' stands twice"),
            "yaml twice": ("Resources: {A: 1, A: 2}", "the key 'A' stands twice .* in line 1, column 19"),
            "several documents": ("Resources: {}\n---\nResources: {}\n", "it is no YAML: but found another document"),
            "no number": ('{"Resources": {"A": NaN}}', "NaN is no number"),
            "endless number": ('{"Resources": ' + "1" * 5000 + "}", "it is no JSON: Exceeds the limit"),
            "deep json": ('{"Resources": ' + "[" * 100000, "nested more than 100 levels deep"),
            "deep closed json": ('{"Resources": ' + "[" * 150 + "]" * 150 + "}", "nested more than 100 levels deep"),
            "deep yaml": ("- " * 100000, "it is nested too deep"),
            "deep indentation": ("".join(f"{' ' * depth}a:\n" for depth in range(1000)), "it is nested too deep"),
            "deep flow": ("a: " + "[" * 100000, "it is nested too deep"),
            "alias to itself": ("Resources: &a {b: *a}", "it is no YAML: found unconstructable recursive node"),
            "python object": ("Resources: !!python/object:os.system {}", "it is no YAML: could not determine"),
            "set": ({"Resources": {"A": {1}}}, "for which JSON has no words"),
            "missing file": ("missing.json", "it is neither a template nor a file that exists: 'missing.json'"),
            "missing path": (Path("missing.json"), "it can't be read: No such file"),
            "directory": (str(TESTS), "it is a directory"),
            "device": (Path("/dev/zero"), "it is no file"),
            "many members": ("a: [" + "a," * 500_000 + "]", "it has more than 300,000 commas and lines"),
            "too long": ('{"Resources": {}}' + " " * 2_000_000, "it has more than 2,000,000 characters"),
        }.values(),
    )
    def test_unusable(self, template, message):
        """What is no template is said in one line, at once."""
        started = time.process_time()
        with pytest.raises(UnusableTemplateError, match=message) as caught:
            check(template)
        assert "\n" not in str(caught.value)
        assert time.process_time() - started < 2

    def test_alias_bomb(self):
        """Aliases of aliases do not fill the memory."""
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 30)]
        with pytest.raises(UnusableTemplateError, match="more than 500,000 values, aliases followed"):
            check("\n".join([*lines, "Resources: {}"]))

    def test_mapping_in_itself(self):
        """A mapping that holds itself is too deep."""
        template: dict = {"Resources": {}}
        template["Resources"]["A"] = template
        with pytest.raises(UnusableTemplateError, match="levels deep"):
            check(template)

    def test_template_that_troposphere_refuses(self):
        """What troposphere can't write is unusable, in troposphere's words."""
        template = Template()
        template.add_resource(cognito.UserPoolClient("App"))
        with pytest.raises(UnusableTemplateError, match="UserPoolId required"):
            check(template)

    def test_yaml_is_that_of_cloudformation(self):
        """Dates stay text, ON is a boolean, merges merge, numbers as keys are text."""
        text = """
x: &base {Type: 'AWS::Cognito::UserPool'}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: {AssumeRolePolicyDocument: {Version: 2012-10-17}}
  Users:
    <<: *base
    Properties: {MfaConfiguration: ON, UserPoolTags: {1: one}}
"""
        [error] = check(text).errors
        assert (error.rule, error.path, error.value) == ("E9004", "MfaConfiguration", "true")
        assert error.fix.startswith("put it in quotes")

    @pytest.mark.parametrize(
        "resources",
        [
            {"Users": None},
            {"Users": []},
            {"Users": {}},
            {"Users": {"Type": None}},
            {"Users": {"Type": ["AWS::Cognito::UserPool"]}},
            {"Users": {"Type": "AWS::Cognito::UserPool", "Condition": {"Ref": "X"}, "DependsOn": {"a": 1}}},
            {"Users": {"Type": "AWS::Cognito::UserPool", "Metadata": 3, "DeletionPolicy": {"Ref": "X"}}},
            {"Users": {"Type": "AWS::Cognito::UserPool", "Metadata": {"CognitoChecks": {"ignore": ["E9004"]}}}},
        ],
    )
    def test_odd_resources(self, resources):
        """What CloudFormation itself would refuse at once does not stop the rest."""
        report = check({"Resources": {**resources, "Others": GOLD["Resources"]["Users"]}})
        assert [error.resource for error in report.errors if error.rule != "E9019"] == ["Others"]

    @pytest.mark.parametrize("section", ["Parameters", "Conditions", "Mappings", "Rules", "Transform", "Metadata"])
    @pytest.mark.parametrize("value", [None, "text", 7, [], [None], {"A": None}, {"A": []}, {"A": {"B": 1}}])
    def test_odd_sections(self, section, value):
        """Nor do odd sections."""
        report = check({**GOLD, section: value})
        assert report.errors or "macro" in report.notes[0]

    def test_properties_that_are_no_mapping(self):
        """Properties that are no mapping are an error of their own."""
        [error] = check({"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": []}}}).errors
        assert (error.rule, error.path) == ("E9002", "")

    def test_line_break_at_the_end(self):
        """A line break after the last character is a character too: a YAML block ends with one."""
        text = """
Resources:
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: us-east-1_a
      ClientName: |
        Web
      CallbackURLs:
        - |
          https://app.example.com
"""
        paths = [error.path for error in check(text).errors if error.rule == "E9007"]
        assert paths == ["CallbackURLs[0]"]  # a client's name may have it

    @pytest.mark.parametrize("hidden", ["\xad", "\u200b", "\u200d", "\u202e", "\u2060", "\ufeff"], ids=ascii)
    def test_characters_that_nobody_sees(self, hidden):
        """Characters without a shape, which get pasted along, are refused where Cognito wants visible ones."""
        template = pool(EmailVerificationSubject=f"Hello{hidden}", EmailVerificationMessage="{####}" + hidden)
        found = {(error.rule, error.path) for error in check(template).errors}
        assert found == {("E9007", "EmailVerificationMessage"), ("E9007", "EmailVerificationSubject")}

    def test_no_printable_text_has_them(self):
        """The characters that printable texts are not searched for are such that Python calls no text printable."""
        code = re.compile(f"[{_INVISIBLE}]")
        hidden = [chr(point) for point in range(sys.maxunicode + 1) if code.match(chr(point))]
        assert hidden
        assert not any(character.isprintable() for character in hidden)

    @pytest.mark.parametrize(("name", "allowed"), [("cost center:é/=+-@_.", True), ("50%", False)])
    def test_names_in_a_mapping(self, name, allowed):
        """The names in a mapping follow the pattern that the registry has for them."""
        found = [(error.rule, error.path) for error in check(pool(UserPoolTags={name: "x"})).errors]
        assert found == ([] if allowed else [("E9007", f"UserPoolTags.{name}")])


class TestReport:
    def test_findings(self):
        """A finding says which rule, where, what and what to do."""
        [error] = check(pool(UserPoolTier="GOLD")).errors
        assert isinstance(error, Finding)
        assert (error.rule, error.severity, error.resource) == ("E9004", Severity.ERROR, "Users")
        assert (error.path, error.value, error.scenario) == ("UserPoolTier", "GOLD", "")
        assert error.allowed == "LITE, ESSENTIALS, PLUS"
        assert error.source.startswith("https://")

    def test_worst_first(self):
        """Errors come before warnings, whatever the order of the resources."""
        template = pool()
        template["Resources"]["Users"]["DeletionPolicy"] = "Delete"
        template["Resources"] |= {"Others": pool(UserPoolTier="GOLD")["Resources"]["Users"]}
        report = check(template)
        assert report.findings[0].resource == "Others"
        assert {warning.severity for warning in report.warnings} == {Severity.WARNING}
        assert len(report.errors) + len(report.warnings) == len(report.findings)

    def test_value_of_an_attribute(self):
        """A finding about what stands beside the properties shows that."""
        template = pool()
        template["Resources"]["Users"]["DeletionPolicy"] = "Delete"
        assert [finding.value for finding in check(template).findings if finding.path == "DeletionPolicy"] == ["Delete"]

    def test_ok(self):
        """A report is ok if it has no error; warnings may be."""
        assert check({"Resources": {}}).ok
        assert check({"Resources": {"Users": {"Type": "AWS::Cognito::UserPool"}}}).ok
        assert not check(GOLD).ok

    def test_raise_for_errors(self):
        """One line fails a test, with all errors at once."""
        check({"Resources": {}}).raise_for_errors()
        with pytest.raises(ConfigurationError) as caught:
            check(pool(UserPoolTier="GOLD", MfaConfiguration="ON")).raise_for_errors()
        assert [finding.rule for finding in caught.value.findings] == ["E9004", "E9120"]
        assert str(caught.value).startswith("the template: 2 problems.\n\n1. Users.UserPoolTier: ")
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)

    def test_text(self):
        """The report reads as one problem after the other, the values that show it included, then the count."""
        template = pool(UserPoolTier={"Fn::If": ["IsProd", "GOLD", "LITE"]})
        template["Conditions"] = {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}
        template["Parameters"] = {"Stage": {"Type": "String"}}
        text = str(check(template, select="E"))
        assert text.startswith("error: Users.UserPoolTier: is not one of the values that exist")
        assert '   given:   "GOLD"\n   allowed: LITE, ESSENTIALS, PLUS\n   fix:     use one of them' in text
        assert "\n   when:    Stage=prod\n   rule:    E9004 https://" in text
        assert text.endswith("\n\n1 error, 0 warnings")

    def test_text_of_nothing(self):
        """Nothing found is said."""
        assert str(check({"Resources": {}})) == "0 errors, 0 warnings"

    def test_fingerprint(self):
        """A finding is the same one as long as rule, resource, property and value are."""
        [one] = check(pool(UserPoolTier="GOLD")).errors
        [same] = check(pool(UserPoolTier="GOLD", UserPoolName="else")).errors
        [other] = check(pool(UserPoolTier="TIN")).errors
        assert one.fingerprint == same.fingerprint == "2bda4446f533f091"
        assert one.fingerprint != other.fingerprint

    def test_secrets_are_not_shown(self):
        """A finding about a secret does not repeat it."""
        provider = {
            "Type": "AWS::Cognito::UserPoolIdentityProvider",
            "Properties": {
                "UserPoolId": "eu-west-1_abc",
                "ProviderName": "Google",
                "ProviderType": "Google",
                "ProviderDetails": {"client_id": "id", "client_secret": "hunter2", "authorize_scopes": "openid"},
            },
        }
        report = check({"Resources": {"Google": provider}})
        assert "W9420" in rules(report)
        assert "hunter2" not in str(report)


class TestChoice:
    def test_select(self):
        """Only the rules that are asked for speak, by id or by its beginning."""
        template = {**GOLD, "Resources": {**GOLD["Resources"]}}
        assert rules(check(template, select=["E9004"])) == ["E9004"]
        assert rules(check(template, select="W9104")) == ["W9104"]
        assert {rule[:3] for rule in rules(check(template, select=("W91",)))} == {"W91"}

    def test_ignore(self):
        """What ignored rules find is left out, and counted."""
        everything = check(GOLD)
        report = check(GOLD, ignore=["E9004", "W91"])
        assert report.ok
        assert rules(report) == []
        assert report.suppressed == len(everything.findings)
        assert str(report).endswith(f"{report.suppressed} suppressed")

    @pytest.mark.parametrize("option", ["select", "ignore"])
    def test_unknown_rule(self, option):
        """A rule that does not exist is an error of the caller."""
        with pytest.raises(ValueError, match=f"{option}: no rule is 'E0000'"):
            check(GOLD, **{option: ["E0000"]})

    def test_unknown_profile(self):
        """So is a profile."""
        with pytest.raises(ValueError, match="no profile 'lax'"):
            check(GOLD, profile="lax")

    def test_strict_has_all_of_default(self):
        """The strict profile finds what the default one finds, and maybe more."""
        assert set(rules(check(GOLD))) <= set(rules(check(GOLD, profile="strict")))

    def test_metadata_of_the_resource(self):
        """A resource can go past a rule, and what is left out is counted."""
        report = check(pool(metadata={"CognitoChecks": {"ignore": {"E9004": "our plan is new"}}}, UserPoolTier="GOLD"))
        assert (report.ok, report.suppressed, report.notes) == (True, 1, ())

    def test_metadata_is_of_one_resource(self):
        """Other resources do not go past it."""
        template = pool(metadata={"CognitoChecks": {"ignore": {"E9004": "new"}}}, UserPoolTier="GOLD")
        template["Resources"]["Others"] = pool(UserPoolTier="GOLD")["Resources"]["Users"]
        assert [error.resource for error in check(template).errors] == ["Others"]

    def test_metadata_with_a_rule_that_does_not_exist(self):
        """A misspelt id is noted."""
        report = check(pool(metadata={"CognitoChecks": {"ignore": {"E9oo4": "typo"}}}, UserPoolTier="GOLD"))
        assert not report.ok
        assert report.notes == ("Users: its Metadata ignores E9oo4, which is no rule",)

    def test_what_add_to_goes_past(self, template):
        """What ``add_to`` was told to go past is gone past here too."""
        UserPool("Users", properties={"UserPoolTier": "GOLD"}).add_to(template, ignore={"E9004": "a new plan"})
        report = check(template)
        assert (report.ok, report.suppressed) == (True, 1)


class TestNotes:
    def test_macro(self):
        """Under a macro that may rewrite everything nothing is checked, and the report says so."""
        report = check({**GOLD, "Transform": ["AWS::Serverless-2016-10-31", "Company"]})
        assert (report.findings, report.notes) == (
            (),
            ("Company: a macro may rewrite all of the template, so nothing was checked",),
        )
        assert str(report).startswith("note: Company: ")

    def test_loop(self):
        """What a loop makes is not looked at, and the report says so."""
        report = check({"Transform": "AWS::LanguageExtensions", "Resources": {"Fn::ForEach::A": []}})
        assert report.notes == ("Fn::ForEach::A: the resources that it makes are not looked at",)


def _fixtures():
    for path in sorted((TESTS / "vectors").glob("*.json")):
        if not path.name.startswith(("err-", "gap-")) and '"template"' in path.read_text(encoding="utf-8"):
            yield path
    yield from sorted((TESTS / "goldens").glob("*.json"))


@pytest.mark.parametrize("path", list(_fixtures()), ids=lambda path: path.name)
def test_fixture_is_free_of_errors(path):
    """A valid vector, or an example, has no error, or there is a reason."""
    data = json.loads(path.read_text(encoding="utf-8"))
    template = {"Resources": data["template"]} if "scenario" in data else data
    found = {error.rule for error in check(template).errors}
    assert bool(found) == (path.name in REASONS), found
    assert not found or REASONS[path.name][:5] in found


def test_cold_process_does_without_troposphere():
    """Checking a file imports neither troposphere nor, for JSON, PyYAML."""
    script = f"from troposphere_cognito_l2 import check; import sys; print(check({json.dumps(GOLD)!r}).errors[0].rule)"
    script += "; sys.exit('troposphere' in sys.modules or 'yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "E9004\n")


class TestGetTemplate:
    """What ``aws cloudformation get-template`` prints is the template in it."""

    @pytest.mark.parametrize(
        "form",
        [
            {"TemplateBody": GOLD, "StagesAvailable": ["Original"]},
            {"TemplateBody": json.dumps(GOLD), "ResponseMetadata": {"HTTPStatusCode": 200}},
            json.dumps({"TemplateBody": GOLD}, indent=4),
            json.dumps({"TemplateBody": "Resources: {Users: {Type: AWS::Cognito::UserPool, Properties: {UserPoolTier: GOLD}}}"}),
            json.dumps(json.dumps(GOLD)),
            json.dumps("Resources:\n  Users:\n    Type: AWS::Cognito::UserPool\n    Properties: {UserPoolTier: !Sub GOLD}\n"),
        ],
        ids=["object", "boto3", "printed object", "printed text", "text in quotes", "yaml in quotes"],
    )  # fmt: skip
    def test_is_read(self, form):
        """The template is read from the answer as an object or as text, and from a text in quotes."""
        assert "E9004" in {finding.rule for finding in check(form).errors}

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            ("", "it is empty"),
            (None, "this is nothing"),
            ("/etc/hosts", "neither a template nor"),
            ({}, "no Resources"),
        ],
    )
    def test_without_a_template(self, body, message):
        """What holds no template is refused, and a text in it is never taken for a path."""
        with pytest.raises(UnusableTemplateError, match=message):
            check({"TemplateBody": body})

    def test_key_of_a_template(self):
        """A template that has resources is itself the template."""
        assert check({**GOLD, "TemplateBody": ""}).errors

    def test_line(self):
        """A finding has its line in the answer."""
        from troposphere_cognito_l2.checks.places import Lines

        text = json.dumps({"TemplateBody": GOLD}, indent=1)
        [found] = check(text).errors
        assert "UserPoolTier" in text.splitlines()[Lines(text.encode()).of(found) - 1]


def test_every_pattern_is_said_in_words():
    """What a pattern of the registry asks for is told in words, but for those whose placeholder is told."""

    def patterns(node):
        if isinstance(node, dict):
            found = [node[key] for key in ("pattern", "keys") if isinstance(node.get(key), str)]
            return found + [pattern for inner in node.values() for pattern in patterns(inner)]
        return []

    all_patterns = {pattern for pattern in patterns(registry()["types"]) if r"\{##" not in pattern}
    assert len(all_patterns) > 20
    assert [pattern for pattern in all_patterns if in_words(pattern) == pattern] == []
    group = {
        "Type": "AWS::Cognito::UserPoolGroup",
        "Properties": {"UserPoolId": "eu-west-1_a", "GroupName": "my group"},
    }
    [error] = check({"Resources": {"Staff": group}}).errors
    assert error.fix == "write visible characters, no space"
