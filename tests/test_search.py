"""What `check` spares itself in templates that repeat themselves changes nothing in what it finds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from change_examples import complete

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.checks.rule import Rule
from troposphere_cognito_l2.checks.search import Search, _looked_at
from troposphere_cognito_l2.checks.source import read

HERE = Path(__file__).parent


def again(template: Mapping[str, Any], suffix: str) -> dict[str, Any]:
    """The resources of a template under other logical ids."""
    resources = template["Resources"]
    names = "|".join(map(re.escape, resources))
    text = re.sub(rf'("|\$\{{)({names})(?=["}}.])', rf"\g<0>{suffix}", json.dumps(resources))
    found: dict[str, Any] = json.loads(text)
    return found


def of_rule(rule: Rule) -> dict[str, Any]:
    """What a rule accepts, what it rejects, and both again, in one template."""
    good, bad = (complete(example, rule.resource_type) for example in (rule.accepts, rule.rejects))
    resources = {}
    for suffix in ("One", "Two", "Three"):
        resources |= again(good, f"Good{suffix}") | again(bad, f"Bad{suffix}")
    return {**good, **bad, "Resources": resources}


def of_file(path: Path) -> dict[str, Any]:
    """A template three times over."""
    template = {"Resources": {}, **read(path)}
    return {**template, "Resources": template["Resources"] | again(template, "Two") | again(template, "Three")}


TEMPLATES = [
    *(pytest.param(of_rule(rule), id=rule.id) for rule in all_rules()),
    *(pytest.param(of_file(path), id=path.stem) for path in sorted((HERE / "valid_templates").glob("*.yaml"))),
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_comes_again_is_found_again(template: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found in resources that are like others is what is found when each of them is looked at afresh."""
    spared = check(template, profile="strict").findings
    monkeypatch.setattr(
        Search, "_left_of", lambda _, rules, kind, written, shape: (_looked_at(kind, written), [*rules])
    )
    monkeypatch.setattr(Search, "_is_clean", lambda *_: False)
    assert spared == check(template, profile="strict").findings
