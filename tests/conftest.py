"""Fixtures that many tests use."""

import gc
import shlex

import pytest
from troposphere import Template

from troposphere_cognito_l2.cli import main


def pytest_collection_finish():
    """Garbage is not looked for among the thousands of tests and the linters' rules, which stay: a seventh of the time."""
    gc.collect()
    gc.freeze()


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
