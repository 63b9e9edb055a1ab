"""Two versions of a template, and what `compare` says of them."""

from __future__ import annotations

from typing import Any

from troposphere_cognito_l2 import compare

POOL = "eu-west-1_Example"


def alarms(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Rule, effect and severity of all that is said of two sets of resources at warning or above."""
    report = compare({"Resources": old}, {"Resources": new})
    found = [(one.rule, one.effect.value, one.severity.value) for one in report.changes]
    return [one for one in found if one[2] != "info"]


def alarms_of(kind: str, old: dict[str, Any], new: dict[str, Any], **others: Any) -> list[tuple[str, str, str]]:
    """The same of one resource beside others that stay what they are."""
    return alarms(
        {**others, "Subject": {"Type": kind, "Properties": old}},
        {**others, "Subject": {"Type": kind, "Properties": new}},
    )


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    """A resource of Cognito."""
    return {"Type": f"AWS::Cognito::{kind}", "Properties": properties}


def told_of(
    rule: str, kind: str, old: dict[str, Any], new: dict[str, Any], **others: Any
) -> list[tuple[str, str, str]]:
    """Path, message and severity of what a rule says of one resource that changes, beside others that stay."""
    sides = [
        {
            "Parameters": {"Unknown": {"Type": "String"}},
            "Resources": {**others, "Subject": {"Type": f"AWS::Cognito::{kind}", "Properties": given}},
        }
        for given in (old, new)
    ]
    found = compare(*sides, in_place=True).changes
    return [(one.path, one.message, one.severity.value) for one in found if one.rule == rule]
