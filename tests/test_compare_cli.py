"""The command line of compare: what it prints, and its exit status."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from test_cli import Terminal

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.comparing import pages
from troposphere_cognito_l2.comparing.catalogue import change_catalogue
from troposphere_cognito_l2.comparing.formats import JSON_SCHEMA

ROOT = Path(__file__).parents[1]
SARIF = json.loads((ROOT / "tests" / "sarif_subset.json").read_text())


def pool(**properties):
    return {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolName": "shop", **properties}}


def client(users):
    return {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": {"Ref": users}}}


OLD = {
    "Parameters": {"Name": {"Type": "String", "Default": "shop"}, "Other": {"Type": "String"}},
    "Resources": {
        "Users": pool(SmsAuthenticationMessage="{####}"),
        "Web": client("Users"),
        "Admins": {
            "Type": "AWS::Cognito::UserPoolGroup",
            "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": {"Ref": "Name"}},
        },
    },
}
RENAMED = json.loads(json.dumps(OLD).replace("Users", "Customers"))
RESET = {**OLD, "Resources": {**OLD["Resources"], "Users": pool()}}
HARMLESS = {
    **OLD,
    "Resources": {**OLD["Resources"], "Users": pool(UserPoolName="store", SmsAuthenticationMessage="{####}")},
}
TEMPLATES = {"old": OLD, "renamed": RENAMED, "reset": RESET, "harmless": HARMLESS}
[LOST] = compare(OLD, RENAMED).errors


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    """A directory with templates, which is where one is, and a text of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name, template in TEMPLATES.items():
        Path(f"{name}.json").write_text(json.dumps(template))
    return tmp_path


def found(out):
    """Effect and resource of each change in a JSON report."""
    return [(change["effect"], change["resource"]) for change in json.loads(out)["changes"]]


class TestText:
    def test_nothing(self, run):
        """A template beside itself has status 0, and one line says that there is nothing."""
        assert run("compare old.json old.json") == (0, "nothing that loses users, is refused or breaks sign-in\n", "")

    def test_plan(self, run):
        """The worst comes first, counted; what follows from a cause is one line of it; the counts come last."""
        status, out, err = run("compare old.json renamed.json")
        assert (status, err) == (1, "")
        lines = out.splitlines()
        assert lines[:3] == ["users-lost: 1 error", "", "  Users"]
        assert [line for line in lines if "with it" in line] == ["    with it Web, Admins (made anew too)"]
        assert f"    accept  {LOST.fingerprint}" in lines
        assert lines[-1] == "1 error, 2 warnings: 1 users-lost, 2 replaced"
        assert out == f"{compare(OLD, RENAMED)}\n"

    def test_one_entry(self, run):
        """Several properties with one rule, resource and effect are one entry, and what they share is told once."""
        Path("b.json").write_text(
            json.dumps({"Resources": {"Users": pool(UsernameAttributes=["email"], AliasAttributes=[])}})
        )
        Path("c.json").write_text(json.dumps({"Resources": {"Users": pool(AliasAttributes=["email"])}}))
        out = run("compare b.json c.json")[1]
        assert out.startswith("rejected: 2 errors\n\n  Users\n    AliasAttributes: ")
        assert out.count("rule    C9101") == 1
        assert len(re.findall(r"[0-9a-f]{16} \(\w+\)", out)) == 2

    @pytest.mark.parametrize(("columns", "most"), [("80", 80), ("10", 60), ("500", 120)])
    def test_width(self, run, monkeypatch, columns, most):
        """Sentences are broken where the terminal ends, in 60 to 120 columns; addresses and commands are left whole."""
        monkeypatch.setenv("COLUMNS", columns)
        lines = run("compare old.json renamed.json")[1].splitlines()
        widths = [len(line) for line in lines if "https://" not in line and " look " not in line]
        assert most - 20 < max(widths) <= most

    def test_all(self, run):
        """Harmless changes are told only when asked for."""
        assert "in-place" not in run("compare old.json harmless.json")[1]
        assert 'Users.UserPoolName\n    "shop" -> "store"' in run("compare old.json harmless.json --all")[1]

    def test_colour(self, monkeypatch):
        """There is colour on a terminal, and nowhere else."""
        from troposphere_cognito_l2.cli import main

        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setattr(sys, "stdout", Terminal())
        main(["compare", "old.json", "renamed.json"])
        assert "\033[31musers-lost: 1 error\033[0m" in sys.stdout.getvalue()

    def test_control_characters(self, run):
        """A template can't send commands to a terminal, whichever text holds them."""
        for name, word in (("b", "A\033[2J"), ("c", "B\033[2J")):
            Path(f"{name}.json").write_text(
                json.dumps({"Resources": {word: pool(UserPoolName=word), "U": pool(UserPoolName=word)}})
            )
        out = run("compare b.json c.json --all")[1]
        assert "\033" not in out
        assert r"A\x1b[2J" in out

    @pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
    def test_secrets(self, run, form):
        """A provider's secret is in no report."""
        for name, secret in (("b", "hush-hush"), ("c", "tell-nobody")):
            details = {"client_id": "1", "client_secret": secret, "authorize_scopes": "email"}
            properties = {"UserPoolId": "eu-west-1_A", "ProviderName": "Google", "ProviderType": "Google"}
            provider = {
                "Type": "AWS::Cognito::UserPoolIdentityProvider",
                "Properties": {**properties, "ProviderDetails": details},
            }
            Path(f"{name}.json").write_text(json.dumps({"Resources": {"Google": provider}}))
        out = run(f"compare b.json c.json --all --format {form}")[1]
        assert "ProviderDetails" in out
        assert not re.search("hush|nobody", out)


class TestStatus:
    @pytest.mark.parametrize(
        ("new", "least", "status"),
        [
            ("renamed", "error", 1),
            ("renamed", "never", 0),
            ("reset", "error", 0),
            ("reset", "warning", 1),
            ("harmless", "warning", 0),
            ("harmless", "info", 0),
            ("harmless --all", "info", 1),
        ],
    )
    def test_fail_on(self, run, new, least, status):
        """The status is 1 for changes at or above what was asked for."""
        file, _, options = new.partition(" ")
        assert run(f"compare old.json {file}.json {options} --fail-on {least}")[0] == status

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "it is empty"),
            (b"\x89PNG\r\n\x1a\n\x00", "it is no text in UTF-8"),
            (b'{"Resources": {"Users": ', "it is no JSON"),
            (b"[]", "a template is a mapping, this is a list"),
            (b'{"Resources": {}, "Resources": {}}', "the key 'Resources' stands twice"),
            (b"[" * 10000, ""),
            (b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n" + b"".join(b"d%d: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % (i, i + 100, *[i + 99] * 8) for i in range(12)), "it holds more than 500,000 values"),
        ],
        ids=["empty", "binary", "truncated", "list", "twice", "deep", "aliases"],
    )  # fmt: skip
    @pytest.mark.parametrize("line", ["bad old.json", "old.json bad"])
    @pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
    def test_unusable(self, run, content, reason, line, form):
        """What is no template, on either side, has status 2 and one line; a program is told in its own format too."""
        Path("bad").write_bytes(content)
        status, out, err = run(f"compare {line} --format {form}")
        assert status == 2
        assert err.startswith(f"troposphere-cognito-l2: bad: {reason}")
        assert err.count("\n") == 1
        assert bool(out) == (form != "text")
        if form == "json":
            jsonschema.validate(json.loads(out), JSON_SCHEMA)
        if form == "sarif":
            jsonschema.validate(json.loads(out), SARIF)

    @pytest.mark.parametrize(
        "line",
        [
            ". old.json",
            "missing.json old.json",
            "old.json 'line\nbreak'",
            "old.json",
            "",
            "old.json old.json old.json",
            "- -",
            "--against HEAD old.json old.json",
            "--against HEAD -",
            "old.json old.json --accept 0123456789abcdef",
            "old.json old.json --accept 0123456789abcdef=",
            "old.json old.json --accept '0123456789abcdef= '",
            "old.json old.json --accept why=because",
            "old.json old.json --accept-file missing",
            "old.json old.json --parameters Nmae=x",
            "old.json old.json --parameters missing.json",
            "old.json old.json --old-parameters .",
            "--parameters Name=x old.json old.json",
            "old.json old.json --format xml",
        ],
    )
    def test_wrong_call(self, run, line):
        """What can't be done is told in one line, with status 2."""
        status, out, err = run(f"compare {line}")
        assert (status, out) == (2, "")
        assert err.startswith("troposphere-cognito-l2")
        assert err.count("\n") == 1

    def test_standard_input(self, run, monkeypatch):
        """- is standard input, for one side; aws cloudformation get-template can be piped in."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps({"TemplateBody": OLD}).encode())))
        status, out, _ = run("compare - renamed.json --format json")
        assert status == 1
        assert found(out)[0] == ("users-lost", "Users")


FORMS = {
    "mapping": {"Name": "staff"},
    "list": [{"ParameterKey": "Name", "ParameterValue": "staff"}],
    "pairs": ["Name=staff"],
    "around mapping": {"Parameters": {"Name": "staff"}},
    "around list": {"Parameters": [{"ParameterKey": "Name", "ParameterValue": "staff"}]},
    "stacks": {"Stacks": [{"StackName": "s", "Parameters": [{"ParameterKey": "Name", "ParameterValue": "staff"}]}]},
}


class TestParameters:
    @pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
    @pytest.mark.parametrize("prefix", ["", "file://"])
    def test_file(self, run, form, prefix):
        """Values come in any of the forms of CloudFormation; another value of a group's name makes it anew."""
        Path("values.json").write_text(json.dumps(form))
        status, out, _ = run(
            f"compare old.json old.json --old-parameters {prefix}values.json --parameters Name=shop --format json"
        )
        assert status == 1
        assert ("users-lost", "Admins") in found(out)

    def test_pairs(self, run):
        """Several values, in one option or in more, are KEY=VALUE; the last one of a name counts."""
        line = "compare old.json old.json --old-parameters Other=a=b Name=x --old-parameters Name=shop --parameters Name=shop Other=c"
        assert run(line)[0] == 0
        assert run(line.replace("--parameters Name=shop", "--parameters Name=staff"))[0] == 1

    @pytest.mark.parametrize("value", [{"ParameterValue": "****"}, {"UsePreviousValue": True}])
    def test_not_known(self, run, value):
        """A value that is masked, or kept as it is, is not known, and nothing sure is said of it."""
        Path("values.json").write_text(json.dumps([{"ParameterKey": "Name", **value}]))
        assert run("compare old.json old.json --old-parameters Name=staff --parameters values.json")[0] == 0

    @pytest.mark.parametrize(
        "form", [{"Stacks": []}, {"Stacks": [{}, {}]}, [1], ["x"], {"Name": {"a": 1}}, {"Name": [[]]}, 1]
    )
    def test_unusable(self, run, form):
        """What holds no values is told in one line that names the file."""
        Path("values.json").write_text(json.dumps(form))
        status, out, err = run("compare old.json old.json --parameters values.json")
        assert (status, out) == (2, "")
        assert re.fullmatch("troposphere-cognito-l2: values.json: .*\n", err)


class TestAccept:
    def test_accepted(self, run):
        """A change that is accepted with a reason does not fail, and is told apart."""
        status, out, _ = run(f"compare old.json renamed.json --accept '{LOST.fingerprint}=moved by hand'")
        assert status == 0
        assert "accepted: users-lost: Users: moved by hand" in out

    def test_file(self, run):
        """An accept file has one in each line, with comments; the option goes before it."""
        Path("accept").write_text(f"# reviewed\n\n{LOST.fingerprint} = moved by hand\n")
        status, out, _ = run("compare old.json renamed.json --accept-file accept --format json")
        [accepted] = json.loads(out)["accepted"]
        assert (status, accepted["resource"], accepted["reason"]) == (0, "Users", "moved by hand")
        out = run(
            f"compare old.json renamed.json --accept-file accept --accept {LOST.fingerprint}=twice --format json"
        )[1]
        assert json.loads(out)["accepted"][0]["reason"] == "twice"

    def test_without_a_reason(self, run):
        """A line without a reason is refused, with its number."""
        Path("accept").write_text(f"\n{LOST.fingerprint}\n")
        assert "accept: line 2: " in run("compare old.json old.json --accept-file accept")[2]

    @pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
    def test_stale(self, run, form):
        """What was accepted and is there no more is told, and fails nothing."""
        status, out, _ = run(f"compare old.json old.json --accept {LOST.fingerprint}=x --format {form}")
        assert status == 0
        assert LOST.fingerprint in out


class TestFormats:
    def test_json(self, run):
        """The JSON is what its schema, printed on request, describes, with the keys of the contract first."""
        status, schema, _ = run("compare --json-schema")
        assert (status, json.loads(schema)) == (0, JSON_SCHEMA)
        jsonschema.Draft202012Validator.check_schema(JSON_SCHEMA)
        out = run(
            f"compare old.json renamed.json --format json --accept {LOST.fingerprint}=x --accept 0000000000000000=y"
        )[1]
        output = json.loads(out)
        jsonschema.validate(output, JSON_SCHEMA)
        assert [change["cause"] for change in output["changes"]] == ["Users", "Users"]
        assert list(output["changes"][0])[:11] == [
            "rule", "effect", "severity", "resource", "path", "old", "new", "message", "fix", "source", "fingerprint",
        ]  # fmt: skip
        del output["changes"][0]["fingerprint"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(output, JSON_SCHEMA)

    @pytest.mark.parametrize("new", ["renamed", "reset", "old"])
    def test_sarif(self, run, new):
        """The SARIF log is valid, and points at the line of the new template."""
        Path("reset.json").write_text(json.dumps(RESET, indent=1))
        log = json.loads(run(f"compare old.json {new}.json --format sarif")[1])
        jsonschema.validate(log, SARIF)
        [tool] = log["runs"]
        for result in tool["results"]:
            assert tool["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        if new == "reset":
            [result] = tool["results"]
            [location] = result["locations"]
            line = location["physicalLocation"]["region"]["startLine"]
            assert '"Properties"' in Path("reset.json").read_text().splitlines()[line - 1]
            assert location["physicalLocation"]["artifactLocation"]["uri"] == "reset.json"

    def test_comment(self, run):
        """The comment has a row for each entry, the worst first, and folds the details away."""
        status, out, _ = run("compare old.json renamed.json --format github")
        assert status == 1
        assert out.startswith("<!-- troposphere-cognito-l2 compare -->\n### Cognito: 1 error, 2 warnings")
        [row] = [line for line in out.splitlines() if line.startswith("| ") and "C9" in line]
        assert len(re.split(r"(?<!\\)\|", row)) == 7
        assert "with it: Web, Admins" in row
        assert out.count("<details>") == out.count("</details>") == 1

    def test_comment_shows_text_as_text(self, run):
        """A template can't write Markdown or HTML, end a block or call people in the comment."""
        for name, word in (("b", "x"), ("c", "y")):
            nasty = f"```\n</details><script>@team|[a](http://evil){word}"
            Path(f"{name}.json").write_text(
                json.dumps({"Resources": {f"U{nasty}": pool(), "V": pool(UserPoolName=nasty)}})
            )
        out = run("compare b.json c.json --format github --all")[1]
        outside = re.sub(r"^(`{3,})text\n.*?^\1$", "", out, flags=re.DOTALL | re.MULTILINE)
        assert not re.search(r"(?<!\\)<script|@team", outside)
        assert not re.search(r"^\|.*(?<!\\)\[a", outside, re.MULTILINE)  # in the summary, HTML, it is no link
        assert "``````" not in out
        assert "````text" in out

    def test_comment_has_room(self, run):
        """A comment stays shorter than GitHub takes, however much there is to say."""
        for name, message in (("b", "old"), ("c", "new")):
            many = {f"P{number}{name}": pool(UserPoolName=f"{number}-{name}-{message * 50}") for number in range(300)}
            Path(f"{name}.json").write_text(json.dumps({"Resources": many}))
        out = run("compare b.json c.json --format github")[1]
        assert len(out) < 65_536
        assert "more, not in this table" in out
        assert "are not shown" in out


class TestGit:
    @pytest.fixture(autouse=True)
    def repository(self, files):
        """The directory is a repository, with the templates in a first revision."""
        for command in ("init -q", "add .", "-c user.name=a -c user.email=a@example.com commit -q -m first"):
            subprocess.run(["git", *shlex.split(command)], check=True, cwd=files)
        Path("old.json").write_text(json.dumps(RENAMED))

    def test_against(self, run, files, monkeypatch):
        """The old side is the file as it was, asked for from any directory."""
        assert run("compare --against HEAD old.json")[0] == 1
        (files / "below").mkdir()
        monkeypatch.chdir(files / "below")
        status, out, _ = run("compare --against HEAD ../old.json --format json")
        assert (status, found(out)[0]) == (1, ("users-lost", "Users"))
        monkeypatch.chdir("/")
        assert run(f"compare --against HEAD {files}/old.json")[0] == 1

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("--against nothing old.json", "the repository has no revision 'nothing'"),
            ("--against=-x old.json", "'-x' is no revision"),
            ("--against HEAD new.json", "there is no file new.json in HEAD"),
            ("--against HEAD .", "there is no file . in HEAD"),
            ("--against HEAD none/new.json", "none/new.json: there is no directory none"),
        ],
    )
    def test_unusable(self, run, line, reason):
        """What git does not have is told in one line, with status 2."""
        assert run(f"compare {line}") == (2, "", f"troposphere-cognito-l2: {reason}\n")

    def test_no_repository(self, run, tmp_path_factory):
        """A file outside of any repository is told of."""
        path = tmp_path_factory.mktemp("elsewhere") / "old.json"
        path.write_text("{}")
        assert "is in no git repository" in run(f"compare --against HEAD {path}")[2]

    def test_no_git(self, run, monkeypatch):
        """Without git there is one line that says so."""
        monkeypatch.setenv("PATH", "")
        expected = "troposphere-cognito-l2: --against needs git, which is not to be found\n"
        assert run("compare --against HEAD old.json") == (2, "", expected)


class TestRules:
    def test_listed_and_explained(self, run):
        """Rules of change are listed with the others, and explained with an update that shows them and one that does not."""
        assert {entry.id for entry in change_catalogue()} <= {line.split()[0] for line in run("rules")[1].splitlines()}
        out = run("rules C9101")[1]
        assert [json.loads(text) for text in re.split(r"^(?:before|after|harmless):$", out, flags=re.MULTILINE)[1:]]
        assert "the nearest: C9101" in run("rules C910")[2]

    @pytest.mark.parametrize("entry", change_catalogue(), ids=lambda entry: entry.id)
    def test_examples(self, entry):
        """The example of a rule shows it, and its harmless twin shows nothing bad."""
        before, after, harmless = ({"Resources": one} for one in (entry.before, entry.after, entry.harmless))
        rules = [change.rule for change in compare(before, after, in_place=True).changes]
        twin = compare(before, harmless)
        assert entry.id in rules
        assert not [change for change in twin.changes if change in (*twin.errors, *twin.warnings)]

    def test_page_is_current(self, run):
        """The page of changes in the examples is made from the rules as they are."""
        path = ROOT / "examples" / "changes.md"
        status, out, _ = run("rules --markdown compare")
        if os.environ.get("WRITE_GOLDENS"):
            path.write_text(out)
        assert status == 0
        assert out == pages.page() + "\n" == path.read_text()

    def test_page_has_every_rule(self):
        """Each rule has one row."""
        rows = re.findall(r"^\| (C9\d{3}) \|", pages.page(), re.MULTILINE)
        assert sorted(rows) == [entry.id for entry in change_catalogue()]


class TestProcess:
    @pytest.mark.parametrize("form", ["text", "json", "github"])
    def test_loads_little(self, files, form):
        """To compare JSON takes neither troposphere nor YAML, nor linters."""
        names = "{'troposphere', 'awacs', 'cfnlint', 'yaml', 'cfn_flip'}"
        script = (
            "import sys; from troposphere_cognito_l2.cli import main; "
            f"main(['compare', 'old.json', 'renamed.json', '--format', {form!r}]); sys.exit(sorted({names} & sys.modules.keys()))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=files)
        assert done.stderr.strip() == "[]"


README = (ROOT / "README.md").read_text().split("## Before an update")[1].split("\n## ")[0]
COMMANDS = [
    line.partition("  #")[0]
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


class TestReadme:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_command(self, run, command):
        """A command that the README shows runs, and does what it says."""
        parameters = {"Stage": {"Type": "String"}, "Size": {"Type": "Number"}}
        Path("deployed.json").write_text(
            json.dumps({"TemplateBody": {**OLD, "Parameters": {**OLD["Parameters"], **parameters}}})
        )
        Path("template.yaml").write_text(json.dumps(OLD))
        subprocess.run(["git", "init", "-q", "-b", "main"], check=True)
        subprocess.run(["git", "add", "."], check=True)
        subprocess.run(shlex.split("git -c user.name=a -c user.email=a@example.com commit -q -m first"), check=True)
        Path("template.yaml").write_text(json.dumps(RENAMED))
        Path("stack.json").write_text(json.dumps({"Stacks": [{"StackName": "s"}]}))
        Path("accepted.txt").write_text("")
        status, out, err = run(command.split("troposphere-cognito-l2 ")[1])
        compares = " compare " in command and "--json-schema" not in command
        assert (status, err) == (int(compares), "")
        assert not compares or "users-lost" in out

    def test_there_are_commands(self):
        """The README shows commands."""
        assert len(COMMANDS) >= 8

    def test_recipe(self, run):
        """What the recipe for GitHub Actions runs is a call that is understood."""
        [call] = re.findall(
            r"troposphere-cognito-l2 (compare deployed\.json built\.json.*?) > comment\.md", README, re.DOTALL
        )
        for name in ("deployed", "built", "stack"):
            Path(f"{name}.json").write_text(json.dumps({"Stacks": [{}]} if name == "stack" else OLD))
        Path("accepted.txt").write_text("")
        status, out, err = run(call.replace("\\\n", " "))
        assert (status, err) == (0, "")
        assert out.startswith("<!-- troposphere-cognito-l2 compare -->")
