"""The command line: what it prints, and its exit status."""

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

from troposphere_cognito_l2.checks.catalogue import catalogue
from troposphere_cognito_l2.checks.engine import rule_ids
from troposphere_cognito_l2.checks.formats import JSON_SCHEMA
from troposphere_cognito_l2.checks.pages import page
from troposphere_cognito_l2.cli import main

ROOT = Path(__file__).parents[1]
CLEAN = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
KEPT = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
WARNED = {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", **KEPT, "Properties": {}}}}
WRONG = {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", **KEPT, "Properties": {"UserPoolTier": "GOLD"}}}}


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A directory with templates, which is where one is."""
    monkeypatch.chdir(tmp_path)
    for name, template in {"clean": CLEAN, "warned": WARNED, "wrong": WRONG}.items():
        Path(f"{name}.json").write_text(json.dumps(template))
    return tmp_path


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.usefixtures("files")
class TestCheck:
    def test_clean(self, run):
        """A template in which nothing is found has status 0, and says so."""
        assert run("check clean.json") == (0, "clean.json: 0 errors, 0 warnings\n", "")

    def test_error(self, run):
        """An error has status 1, and is told with its fix, its rule and the counts."""
        status, out, err = run("check wrong.json")
        assert (status, err) == (1, "")
        assert out.startswith("wrong.json:1: error: Users.UserPoolTier: ")
        assert '   given:   "GOLD"\n' in out
        assert "   rule:    E9004 https://" in out
        assert re.search(r"^wrong.json: 1 error, \d warnings?$", out.splitlines()[-1])

    @pytest.mark.parametrize(
        ("file", "least", "status"),
        [
            ("wrong", "error", 1),
            ("wrong", "never", 0),
            ("warned", "error", 0),
            ("warned", "warning", 1),
            ("warned", "info", 1),
            ("warned", "never", 0),
            ("clean", "info", 0),
        ],
    )
    def test_fail_on(self, run, file, least, status):
        """The status is 1 for findings at or above what was asked for."""
        assert run(f"check {file}.json --fail-on {least}")[0] == status

    def test_several(self, run):
        """Several templates are checked in one call; the worst decides."""
        status, out, _ = run("check clean.json wrong.json warned.json")
        assert status == 1
        assert [line.split(":")[0] for line in out.splitlines() if re.search(r"errors?, \d+ warn", line)] == [
            "clean.json",
            "wrong.json",
            "warned.json",
        ]

    def test_standard_input(self, run, monkeypatch):
        """- is standard input."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(WRONG).encode())))
        status, out, _ = run("check - --format json")
        assert status == 1
        assert {found["template"] for found in json.loads(out)["findings"]} == {"-"}

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "it is empty"),
            (b"\x89PNG\r\n\x1a\n\x00", "it is no text in UTF-8"),
            (b'{"Resources": {"Users": ', "it is no JSON"),
            (b"[]", "a template is a mapping, this is a list"),
            (b'{"Resources": {}, "Resources": {}}', "the key 'Resources' stands twice"),
            (b"[" * 10000, ""),
        ],
        ids=["empty", "binary", "truncated", "list", "twice", "deep"],
    )
    def test_unusable(self, run, content, reason):
        """What is no template has status 2 and one line that says why; the other templates are checked."""
        Path("bad.json").write_bytes(content)
        status, out, err = run("check bad.json clean.json")
        assert status == 2
        assert err.startswith(f"troposphere-cognito-l2: bad.json: {reason}")
        assert err.count("\n") == 1
        assert out == "clean.json: 0 errors, 0 warnings\n"

    @pytest.mark.parametrize("name", [".", "missing.json", "'line\nbreak'", "''"])
    def test_no_file(self, run, name):
        """A directory, or a file that is not there, is told in one line."""
        status, _, err = run(f"check {name} clean.json")
        assert status == 2
        assert err.count("\n") == 1

    def test_unusable_is_worse_than_error(self, run):
        """Status 2 says that not everything was looked at, whatever was found."""
        assert run("check wrong.json missing.json")[0] == 2
        assert run("check wrong.json missing.json --fail-on never")[0] == 2

    @pytest.mark.parametrize("form", ["json", "sarif", "github"])
    def test_unusable_in_formats(self, run, form):
        """A program is told in its own format too what could not be used."""
        status, out, err = run(f"check missing.json --format {form}")
        assert status == 2
        assert "missing.json" in out
        assert "No such file" in out
        assert err.count("\n") == 1

    def test_json(self, run):
        """The JSON is what its schema, printed on request, describes."""
        status, schema, _ = run("check --json-schema")
        assert status == 0
        assert json.loads(schema) == JSON_SCHEMA
        status, out, _ = run("check wrong.json clean.json --format json")
        assert status == 1
        jsonschema.validate(json.loads(out), json.loads(schema))

    def test_github_without_findings(self, run):
        """Nothing to annotate: nothing is printed."""
        assert run("check clean.json --format github") == (0, "", "")

    def test_select(self, run):
        """Only the rules that are asked for look, by id or by how ids begin, in either case."""
        assert run("check wrong.json --select E91")[0] == 0
        assert run("check wrong.json --select e9004,E91")[0] == 1

    def test_ignore(self, run):
        """Rules can be left out; what they found is counted."""
        status, out, _ = run("check wrong.json --ignore E9004,W")
        assert status == 0
        assert "suppressed" in out

    @pytest.mark.parametrize("option", ["--select E9999", "--ignore X1"])
    def test_no_such_rule(self, run, option):
        """A rule that does not exist is refused."""
        status, out, err = run(f"check wrong.json {option}")
        assert (status, out) == (2, "")
        assert re.fullmatch(rf"troposphere-cognito-l2: {option.split()[0]}: no rule is '\w+'.*\n", err)

    @pytest.mark.parametrize("line", ["", "check", "check x --format xml", "check x --profile lax", "chek x"])
    def test_wrong_call(self, run, line):
        """A wrong call has status 2 and one line."""
        status, out, err = run(line)
        assert (status, out) == (2, "")
        assert err.startswith("troposphere-cognito-l2")
        assert err.count("\n") == 1

    def test_control_characters(self, run):
        """A template can't send commands to a terminal."""
        Path("nasty.json").write_text(json.dumps({"Resources": {"A\033[2J\n": WRONG["Resources"]["Users"]}}))
        status, out, _ = run("check nasty.json")
        assert status == 1
        assert "\033" not in out
        assert r"A\x1b[2J\n.UserPoolTier" in out

    def test_half_a_character(self, run):
        """A template with half a character is told about."""
        Path("half.json").write_text(
            json.dumps({"Resources": {"A\ud800": {**WRONG["Resources"]["Users"], "DependsOn": "\ud800"}}})
        )
        assert run("check half.json")[0] == 1

    @pytest.mark.parametrize(
        ("environment", "coloured"),
        [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
    )
    def test_colour(self, monkeypatch, environment, coloured):
        """There is colour on a terminal, unless the environment says otherwise."""
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdout", Terminal())
        main(["check", "wrong.json"])
        assert ("\033[31mwrong.json:1: error: " in sys.stdout.getvalue()) == coloured

    def test_line(self, run, tmp_path):
        """A finding is told with the line of what it speaks of."""
        text = json.dumps(WRONG, indent=1)
        (tmp_path / "lines.json").write_text(text)
        [line] = [number for number, line in enumerate(text.splitlines(), 1) if "UserPoolTier" in line]
        assert run("check lines.json")[1].startswith(f"lines.json:{line}: error: Users.UserPoolTier: ")

    def test_no_colour_in_a_pipe(self, run):
        """What is no terminal gets no colour."""
        assert "\033" not in run("check wrong.json")[1]


class TestRules:
    def test_lists_all(self, run):
        """Every rule is listed, structural ones too, with severity and sentence."""
        status, out, _ = run("rules")
        assert status == 0
        of_check = [line for line in out.splitlines() if not line.startswith("C")]
        assert {line.split()[0] for line in of_check} == rule_ids()
        for entry, line in zip(catalogue(), of_check, strict=True):
            assert line.split()[:2] == [entry.id, entry.severity.value]
            assert entry.sentence in line

    def test_explains(self, run):
        """A rule is explained by its sentence, what it rests on, and an example of either kind."""
        status, out, _ = run("rules e9121")
        [entry] = [entry for entry in catalogue() if entry.id == "E9121"]
        assert status == 0
        for part in (entry.sentence, entry.evidence.value, entry.source, "severity: error", "controls: none"):
            assert part in out
        accepted, rejected = re.split(r"^(?:accepted|rejected):$", out, flags=re.MULTILINE)[1:]
        assert json.loads(accepted) == entry.accepts
        assert json.loads(rejected) == entry.rejects

    def test_explains_several(self, run):
        """Several rules are explained one after the other."""
        out = run("rules E9001 E9002")[1]
        assert re.findall(r"^E\d+", out, re.MULTILINE) == ["E9001", "E9002"]

    @pytest.mark.parametrize(
        ("given", "nearest"), [("E912", "E9120"), ("9121", "E9121"), ("W9121", "E9121"), ("x", "E")]
    )
    def test_unknown(self, run, given, nearest):
        """A rule that does not exist is refused, with the ids that are nearest."""
        status, out, err = run(f"rules {given}")
        assert (status, out) == (2, "")
        assert err.startswith(f"troposphere-cognito-l2: no rule is {given}; the nearest: ")
        assert nearest in err
        assert err.count("\n") == 1

    def test_page_is_current(self, run):
        """The page of all rules in the examples is made from the rules as they are."""
        path = ROOT / "examples" / "rules.md"
        status, out, _ = run("rules --markdown")
        assert status == 0
        if os.environ.get("WRITE_GOLDENS"):
            path.write_text(out)
        assert out == page() + "\n" == path.read_text()

    def test_page_has_every_rule(self):
        """Each rule has one row of five cells, under the heading of its type."""
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in page().splitlines() if re.match(r"\| [EWI]9", line)]
        assert {row[0].strip() for row in rows} == rule_ids()
        assert len(rows) == len(rule_ids())
        assert {len(row) for row in rows} == {5}

    @pytest.mark.parametrize("entry", [entry for entry in catalogue() if not entry.resource_type], ids=lambda e: e.id)
    def test_structural_examples(self, entry, run, tmp_path):
        """The examples of a structural rule are what they are said to be."""
        (tmp_path / "accepted").write_text(json.dumps(entry.accepts))
        (tmp_path / "rejected").write_text(json.dumps(entry.rejects))
        assert run(f"check {tmp_path}/accepted")[0] == 0
        _, out, _ = run(f"check {tmp_path}/rejected --format json")
        errors = {found["rule"] for found in json.loads(out)["findings"] if found["severity"] == "error"}
        assert errors == {entry.id}


class TestProcess:
    def test_module(self, files):
        """The package runs as a module."""
        command = [sys.executable, "-m", "troposphere_cognito_l2", "check", "wrong.json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=files)
        assert (done.returncode, done.stderr) == (1, "")
        assert "E9004" in done.stdout

    @pytest.mark.parametrize("form", ["text", "json", "github"])
    def test_json_file_loads_little(self, files, form):
        """To check JSON takes neither troposphere nor YAML, nor linters."""
        names = "{'troposphere', 'awacs', 'cfnlint', 'yaml', 'cfn_flip'}"
        script = (
            f"import sys; from troposphere_cognito_l2.cli import main; main(['check', 'clean.json', '--format', {form!r}]);"
            f"sys.exit(sorted({names} & sys.modules.keys()))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=files)
        assert done.stderr.strip() == "[]"

    def test_reader_goes(self, files):
        """Whoever reads may go before the end, as `head` does."""
        command = f"{shlex.quote(sys.executable)} -m troposphere_cognito_l2 rules | head -n 1"
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=files)
        assert done.stderr == ""
        assert done.stdout.startswith("E9001")

    def test_version(self, run):
        """The version is that of the package."""
        from troposphere_cognito_l2 import __version__

        assert run("--version") == (0, f"troposphere-cognito-l2 {__version__}\n", "")


README = (ROOT / "README.md").read_text().split("## Checking any template")[1].split("\n## ")[0]
COMMANDS = [
    line.partition("  #")[0]
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


class TestReadme:
    @pytest.mark.parametrize("command", [command for command in COMMANDS if not command.startswith("cfn-lint")])
    def test_command(self, run, tmp_path, monkeypatch, command):
        """A command that the README shows runs, and does what it says."""
        monkeypatch.chdir(tmp_path)
        Path("template.yaml").write_text(json.dumps(WRONG))
        Path("other.json").write_text(json.dumps(CLEAN))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(WRONG).encode())))
        status, out, err = run(command.split("troposphere-cognito-l2 ")[1])
        checks = " check " in command and "--json-schema" not in command
        assert (status, err) == (int(checks), "")
        assert not checks or "E9004" in out

    def test_there_are_commands(self):
        """The README shows commands."""
        assert len(COMMANDS) >= 9

    def test_report(self, capsys):
        """The report in the README is the one that the block before it prints."""
        block = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
        shown = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
        exec(compile(block, "README report", "exec"), {"__name__": "readme"})
        assert capsys.readouterr().out == shown

    def test_number_of_rules(self):
        """There are as many rules as the README says."""
        assert len(rule_ids()) > int(re.search(r"Over (\d+) rules", README)[1])


def test_example_test(tmp_path):
    """The example of a test passes, and fails where the template is wrong."""
    source = (ROOT / "examples" / "test_my_template.py").read_text()
    broken = source.replace("from quickstart import template", f"template = {WRONG!r}")
    assert broken != source
    for text, outcome in ((source, "2 passed"), (broken, "2 failed")):
        (tmp_path / "test_it.py").write_text(text)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
        path = os.pathsep.join([str(ROOT), str(ROOT / "examples")])
        environment = {**os.environ, "PYTHONPATH": path}
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
        assert outcome in done.stdout
