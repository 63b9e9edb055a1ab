"""`compare`: what an update does, by rules that hold for all types."""

from __future__ import annotations

import json

import pytest

from troposphere_cognito_l2 import DangerousChangeError, compare

TEMPLATE = {
    "Resources": {
        "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolName": "shop"}},
        "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": {"Ref": "Users"}}},
        "Admins": {
            "Type": "AWS::Cognito::UserPoolGroup",
            "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "admins"},
        },
    }
}


def changed(text: str, other: str, template: object = TEMPLATE) -> object:
    """The template with a text of its JSON replaced by another."""
    return json.loads(json.dumps(template).replace(text, other))


def found(old: object, new: object, **options: object) -> list[tuple[str, str, str, str]]:
    """Severity, effect, resource and path of all changes."""
    report = compare(old, new, **options)
    return [(one.severity.value, one.effect.value, one.resource, one.path) for one in report.changes]


def test_nothing_changed():
    """A template beside itself has no changes, harmless ones included."""
    assert found(TEMPLATE, TEMPLATE, in_place=True) == []


def test_rename():
    """Another logical id is a rename: the pool loses its users, and what belongs to it is made anew with it."""
    assert found(TEMPLATE, changed("Users", "Customers")) == [
        ("error", "users-lost", "Users", ""),
        ("warning", "replaced", "Web", "UserPoolId"),
        ("warning", "replaced", "Admins", "UserPoolId"),
    ]


def test_dangerous_change_fails_a_test():
    """A report with an error raises it when asked to, with what it says."""
    report = compare(TEMPLATE, changed("Users", "Customers"))
    with pytest.raises(DangerousChangeError, match="Customers"):
        report.raise_for_errors()
