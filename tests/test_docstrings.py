"""The examples in docstrings run."""

import doctest

import pytest
import troposphere
from option_values import modules

import troposphere_cognito_l2

NAMES = {name: getattr(troposphere_cognito_l2, name) for name in troposphere_cognito_l2.__all__}
EXAMPLES = [
    test
    for module in modules().values()
    for test in doctest.DocTestFinder().find(module, extraglobs={**NAMES, "Template": troposphere.Template})
    if test.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_example_runs(example):
    """An example gives what it shows."""
    assert doctest.DocTestRunner().run(example).failed == 0


def test_there_are_examples():
    """The helpers show themselves by example."""
    assert len(EXAMPLES) > 10
