"""What one rule finds in an example."""

from __future__ import annotations

from typing import Any

from change_examples import complete

from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.checks.finding import Finding

UNKNOWN = {"Ref": "Unknown"}
"""What only the deploy knows."""
RULES = {rule.id: rule for rule in all_rules()}


def found(rule: str, example: dict[str, Any], **sections: Any) -> list[Finding]:
    """What one rule finds in one resource, beside others if the example is of resources."""
    parameters = {"Unknown": {"Type": "String"}}
    document = {"Parameters": parameters, **complete(example, RULES[rule].resource_type), **sections}
    return [one for one in check(document, select=rule, profile="strict").findings if one.rule == rule]


def paths(rule: str, example: dict[str, Any], **sections: Any) -> list[str]:
    """Where one rule finds something."""
    return [one.path for one in found(rule, example, **sections)]


def last_steps(rule: str, example: dict[str, Any]) -> list[Any]:
    """The last step of each patch of one rule: the operation, and what is put."""
    steps = [one.patch[-1] for one in found(rule, example) if one.patch]
    return [(step["op"], step["value"]) if "value" in step else step["op"] for step in steps]
