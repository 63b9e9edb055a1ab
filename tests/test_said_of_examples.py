"""What the rules say of every example there is, place by place: a rule that fires elsewhere, or not, is seen.

``WRITE_GOLDENS=1 pytest tests/test_said_of_examples.py`` writes down what is said now.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from change_examples import complete
from test_mistaken_templates import MISTAKES, VALID, mistaken

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.comparing.engine import all_change_rules

GOLDEN = Path(__file__).parent / "said_of_examples.json"
Said = Callable[[], list[str]]


def findings(template: Any, *, strict: bool = False) -> list[str]:
    """Rule, severity, place and patch of all findings."""
    found = check(template, profile="strict" if strict else "default").findings
    return [
        f"{one.rule} {one.severity.value} {one.resource} {one.path} {json.dumps(one.patch) if one.patch else ''}".rstrip()
        for one in found
    ]


def changes(old: Any, new: Any) -> list[str]:
    """Rule, effect, severity and place of all changes, harmless ones included."""
    found = compare(old, new, in_place=True).changes
    return [f"{one.rule} {one.effect.value} {one.severity.value} {one.resource} {one.path}".rstrip() for one in found]


def _examples() -> dict[str, Said]:
    said: dict[str, Said] = {}
    for rule in all_rules():
        for name in ("accepts", "rejects"):
            said[f"{rule.id} {name}"] = partial(
                findings, complete(getattr(rule, name), rule.resource_type), strict=rule.strict
            )
    for change in all_change_rules():
        before, after, harmless = (
            complete(example, change.resource_type) for example in (change.before, change.after, change.harmless)
        )
        said[f"{change.id} after"] = partial(changes, before, after)
        said[f"{change.id} harmless"] = partial(changes, before, harmless)
        said[f"{change.id} back"] = partial(changes, after, before)
    said.update({f"valid: {path.stem}": partial(findings, path) for path in VALID})
    said.update({f"mistake: {entry['what']}": partial(findings, mistaken(entry)) for entry in MISTAKES})
    return said


EXAMPLES = _examples()
if os.environ.get("WRITE_GOLDENS"):
    GOLDEN.write_text(json.dumps({name: said() for name, said in EXAMPLES.items()}, indent=1) + "\n")
PINNED = json.loads(GOLDEN.read_text())


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_said(name):
    """Each example gets the findings or changes that are written down, at the places that are, and no others."""
    assert EXAMPLES[name]() == PINNED[name]


def test_nothing_is_pinned_that_is_gone():
    """What is written down is about the examples that there are."""
    assert list(PINNED) == list(EXAMPLES)
