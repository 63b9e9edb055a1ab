"""Fixtures that many tests use."""

import shlex

import pytest
from troposphere import Template

from troposphere_cognito_l2.cli import main


@pytest.fixture
def template():
    """An empty template."""
    return Template()


@pytest.fixture
def run(capsys):
    """Run a command line: its exit status, and what it printed."""

    def run(line):
        try:
            status = main(shlex.split(line))
        except SystemExit as end:
            status = end.code
        return status, *capsys.readouterr()

    return run
