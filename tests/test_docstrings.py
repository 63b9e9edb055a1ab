"""The examples in docstrings run, and what is public says what it raises."""

import ast
import doctest
import inspect
import textwrap

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


def raising():
    """The public functions, and the public methods of public classes, in which a ``raise`` stands."""
    for name, made in NAMES.items():
        if not inspect.isclass(made) and not inspect.isfunction(made):
            continue
        [tree] = ast.parse(textwrap.dedent(inspect.getsource(made))).body
        for node in tree.body if isinstance(tree, ast.ClassDef) else [tree]:
            is_public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name != "render"
            if is_public and any(isinstance(part, ast.Raise) for part in ast.walk(node)):
                yield pytest.param(ast.get_docstring(node) or "", id=f"{name}.{node.name}")


@pytest.mark.parametrize("text", list(raising()))
def test_errors_are_documented(text):
    """What may be called and raises says which errors, and when."""
    assert "Raises:" in text
