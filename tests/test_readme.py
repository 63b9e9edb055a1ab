"""The README tells the truth: every block of Python runs, and what it shows is what comes out."""

import re
from pathlib import Path

import pytest

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text()
BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_block_runs(number):
    """A block runs when it is pasted into an empty file, and its template is complete."""
    made = {"__name__": "readme"}
    exec(compile(BLOCKS[number], f"README block {number}", "exec"), made)
    assert "template" not in made or check(made["template"]).errors == ()


def test_error_shown_is_the_error(capsys):
    """The error in the README is the one that the block before it prints."""
    section = README.split("## How errors look")[1]
    block = re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]
    shown = re.search(r"```text\n(.*?)```", section, re.DOTALL)[1]
    exec(compile(block, "README error", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out == shown


def test_steps_shown_are_the_steps(capsys):
    """The safe steps in the README are those that the block before them prints."""
    section = README.split("### What to do about it")[1]
    block = re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]
    shown = re.search(r"```text\n(.*?)```", section, re.DOTALL)[1]
    exec(compile(block, "README steps", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out == shown


def test_two_commands():
    """The README has two commands that set everything up: one for the main job, one for the tests."""
    commands = re.findall(r"^python3 -m venv .*", README, re.MULTILINE)
    assert [command.split("&&")[-1].split()[1:3] for command in commands] == [["examples/try_it.py"], ["-m", "pytest"]]


def test_story(tmp_path, monkeypatch, capsys):
    """The report that the README opens with is what the terminal shows for its template and the change it tells of."""
    section = README.split("## A change that fails, said first")[1]
    deployed = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)[1]
    command, shown = re.search(r"```console\n\$ (.*?)\n(.*?)```", section, re.DOTALL).groups()
    assert "AttributeDataType: String" in deployed
    (tmp_path / "deployed.yaml").write_text(deployed)
    (tmp_path / "template.yaml").write_text(deployed.replace("AttributeDataType: String", "AttributeDataType: Number"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    assert main(command.split()[1:]) == 1
    assert capsys.readouterr().out == shown
