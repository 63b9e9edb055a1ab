"""What an IAM policy may allow. What only the deploy knows may allow anything, so nobody is blamed for it."""

from __future__ import annotations

from collections.abc import Container
from fnmatch import fnmatchcase
from typing import Any


def listed(value: Any) -> list[Any]:
    """The members of what a policy writes as one value or as a list of them."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def statements(document: Any) -> list[Any]:
    """The statements of a policy; one that may be anything if the policy is not known."""
    return listed(document.get("Statement")) if isinstance(document, dict) else [document]


def may_match(pattern: Any, name: str) -> bool:
    """Whether a value of a policy, perhaps with wildcards, may stand for a name."""
    return not isinstance(pattern, str) or pattern == name or fnmatchcase(name.lower(), pattern.lower())


def may_allow(statement: Any, action: str) -> bool:
    """Whether a statement may allow an action."""
    if not isinstance(statement, dict) or "NotAction" in statement:
        return True
    return statement.get("Effect") != "Deny" and any(
        may_match(pattern, action) for pattern in listed(statement.get("Action"))
    )


def may_trust(statement: Any, service: str) -> bool:
    """Whether a statement of a trust policy may mean a service (``cognito-idp``, in whichever partition)."""
    if not isinstance(statement, dict) or "NotPrincipal" in statement:
        return True
    principal = statement.get("Principal")
    if not isinstance(principal, dict):
        return not isinstance(principal, str) or principal == "*"
    if "*" in listed(principal.get("AWS")):
        return True
    return any(
        not isinstance(name, str) or name == "*" or name.startswith(f"{service}.")
        for name in listed(principal.get("Service"))
    )


def demanded(
    statement: Any, key: str, operators: Container[str] = ("StringEquals", "StringLike")
) -> list[tuple[str, list[Any]]]:
    """The operators and values under which a statement demands a condition key to be there and equal."""
    conditions = statement.get("Condition") if isinstance(statement, dict) else None
    if not isinstance(conditions, dict):
        return []
    return [
        (operator, listed(value))
        for operator, keys in conditions.items()
        if operator in operators and isinstance(keys, dict)
        for name, value in keys.items()
        if name.lower() == key.lower()
    ]
