"""A cfn-lint rule for each rule of `check`. cfn-lint may load this file by itself, from the directory it lies in."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from cfnlint.rules import CloudFormationLintRule, RuleMatch
from cfnlint.template import Template

from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.catalogue import Entry, catalogue
from troposphere_cognito_l2.checks.finding import Finding, place_of
from troposphere_cognito_l2.checks.places import steps_to
from troposphere_cognito_l2.errors import UnusableTemplateError

_FOUND: WeakKeyDictionary[Template, tuple[Finding, ...]] = WeakKeyDictionary()
"""What all rules find in a template: cfn-lint asks rule by rule."""


def _findings(template: Template) -> tuple[Finding, ...]:
    if template not in _FOUND:
        try:
            _FOUND[template] = check(template.template, profile="strict").findings
        except UnusableTemplateError:  # cfn-lint has rules of its own for that
            _FOUND[template] = ()
    return _FOUND[template]


def _match(self: Any, cfn: Template) -> list[RuleMatch]:
    if not self.config.get("strict", True):
        return []
    return [
        RuleMatch(steps_to(cfn.template, finding), _said(finding))
        for finding in _findings(cfn)
        if finding.rule == self.id
    ]


def _said(finding: Finding) -> str:
    when = f" (when {finding.scenario})" if finding.scenario else ""
    return f"{place_of(finding)}: {finding.message}{when}. To do: {finding.fix.rstrip('.')}"


def _configured(self: Any) -> None:
    CloudFormationLintRule.__init__(self)
    self.config_definition = {"strict": {"default": False, "type": "boolean"}}


def _rule_class(entry: Entry) -> type[CloudFormationLintRule]:
    members = {
        "__doc__": entry.sentence,
        "__module__": __name__,
        "id": entry.id,
        "shortdesc": entry.sentence,
        "description": f"{entry.sentence} Evidence: {entry.evidence.value}.",
        "source_url": entry.source,
        "tags": ["resources", "cognito", *entry.controls],
        "match": _match,
    }
    if entry.strict:
        members["__init__"] = _configured
    return type(f"Cognito{entry.id}", (CloudFormationLintRule,), members)


RULES = {f"Cognito{entry.id}": _rule_class(entry) for entry in catalogue()}
"""The classes by name."""

globals().update(RULES)  # cfn-lint looks for classes among a module's names
