"""Every example renders its golden; the examples are the documentation that can't go stale."""

import importlib
import json
import os
from pathlib import Path

import pytest
from example_templates import TEMPLATES, render

EXAMPLES = Path(__file__).parents[1] / "examples"
GOLDENS = Path(__file__).parent / "goldens"
SCRIPTS = sorted(path.stem for path in EXAMPLES.glob("*.py") if path.stem not in ("try_it", "test_my_template"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_golden(name):
    """An example renders byte for byte what its golden says: logical ids are a contract."""
    rendered = render(name).to_json() + "\n"
    golden = GOLDENS / f"{name}.json"
    if os.environ.get("WRITE_GOLDENS"):
        golden.write_text(rendered)
    assert rendered == golden.read_text()


def test_no_golden_without_example():
    """A golden whose example is gone is gone too."""
    assert sorted(path.stem for path in GOLDENS.glob("*.json")) == sorted(TEMPLATES)


@pytest.mark.parametrize("name", SCRIPTS)
def test_prints_itself(name, capsys):
    """Running an example as a script prints its template."""
    source = (EXAMPLES / f"{name}.py").read_text()
    exec(compile(source, name, "exec"), {"__name__": "__main__"})
    assert json.loads(capsys.readouterr().out)["Resources"]


def test_try_it(capsys):
    """The script of the README deploys, signs a user up and in, and sees a wrong password refused."""
    importlib.import_module("try_it").main()
    shown = capsys.readouterr().out
    assert "5. ... and signed in: access token" in shown
    assert "6. A wrong password is refused: NotAuthorizedException" in shown
