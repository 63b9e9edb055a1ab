"""What mends a finding mechanically: applied, the finding is gone, and no other one comes."""

from __future__ import annotations

import copy
import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonpatch
import pytest

from troposphere_cognito_l2 import check
from troposphere_cognito_l2.checks.catalogue import catalogue
from troposphere_cognito_l2.checks.finding import Finding, Severity
from troposphere_cognito_l2.cli import main

TESTS = Path(__file__).parent
ENTRIES = {entry.id: entry for entry in catalogue()}


def found_in(template: dict[str, Any], *, strict: bool = False) -> list[Finding]:
    return list(check(template, profile="strict" if strict else "default").findings)


def counted(found: list[Finding]) -> Counter[tuple[str, str]]:
    """How often each rule found something in a resource, but for what is only information."""
    return Counter((finding.rule, finding.resource) for finding in found if finding.severity is not Severity.INFO)


def mended(template: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """The template with the patch of a finding, by a library that knows nothing of ours."""
    before = copy.deepcopy(template)
    after: dict[str, Any] = jsonpatch.apply_patch(template, [dict(each) for each in finding.patch])
    assert template == before
    return after


def see_that_it_is_mended(template: dict[str, Any], finding: Finding) -> None:
    strict = ENTRIES[finding.rule].strict
    before = counted(found_in(template, strict=strict))
    after = counted(found_in(mended(template, finding), strict=strict))
    assert after[finding.rule, finding.resource] < before[finding.rule, finding.resource], finding
    assert not after - before, (finding, after - before)


def example(rule_id: str) -> dict[str, Any]:
    return {"Resources": json.loads(json.dumps(ENTRIES[rule_id].rejects))}


OFFERED = sorted(
    rule_id
    for rule_id in ENTRIES
    if any(found.patch for found in found_in(example(rule_id), strict=True) if found.rule == rule_id)
)


def test_print():
    print(OFFERED)
    assert 0


@pytest.mark.parametrize("rule_id", OFFERED)
def test_patch_mends_the_example(rule_id):
    """The patch of the rejected example removes the finding and adds none."""
    template = example(rule_id)
    for finding in found_in(template, strict=True):
        if finding.rule == rule_id and finding.patch:
            see_that_it_is_mended(template, finding)


FILES = [
    path
    for path in (*sorted(TESTS.glob("goldens/*.json")), *sorted(TESTS.glob("vectors/*.json")))
    if path.parent.name == "goldens" or '"template"' in path.read_text()
]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_patches_mend_whole_templates(path):
    """Every patch that is offered for a whole template removes its finding and adds none."""
    data = json.loads(path.read_text())
    template = {"Resources": data["template"]} if "scenario" in data else data
    for finding in found_in(template):
        if finding.patch:
            see_that_it_is_mended(template, finding)


@pytest.mark.parametrize("rule_id", sorted(ENTRIES))
def test_patches_mend_examples_of_other_rules(rule_id):
    """The patches of whatever else an example breaks remove their findings and add none."""
    template = example(rule_id)
    for finding in found_in(template):
        if finding.patch and finding.rule != rule_id:
            see_that_it_is_mended(template, finding)
