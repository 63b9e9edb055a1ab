"""AWS's own linters find no error in anything that the helpers make."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from example_templates import TEMPLATES, render
from linters import lint
from vector_comparison import Renders, Same, load

pytestmark = pytest.mark.one_python

TESTS = Path(__file__).parent


def _vector_templates():
    """Every template that the tables of vectors render, but for those that have outputs only."""
    for path in sorted(TESTS.glob("test_vectors_*.py")):
        for vector, entries in import_module(path.stem).TABLE.items():
            outputs_only = load(vector).get("template") == {}
            for number, entry in enumerate(entries):
                if isinstance(entry, (Same, Renders)) and not outputs_only:
                    yield pytest.param(entry, id=f"{vector}-{number}" if number else vector)


@pytest.mark.parametrize("entry", list(_vector_templates()))
def test_the_template_of_a_vector_is_free_of_errors(entry):
    """Neither linter finds an error in what we render for a vector."""
    assert lint(entry.render()) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_template_of_an_example_is_free_of_errors(name):
    """Neither linter finds an error in what an example makes."""
    assert lint(json.loads(render(name).to_json())) == []


@pytest.mark.parametrize("linter", ["cfn-lint", "cloudformation-validate"])
def test_both_linters_are_run(linter):
    """What CloudFormation refuses is found by each of them."""
    pool = {"Type": "AWS::Cognito::UserPool", "Properties": {"Policies": {"PasswordPolicy": {"MinimumLength": 3}}}}

    assert any(error.startswith(linter) for error in lint({"Resources": {"Pool": pool}}))
