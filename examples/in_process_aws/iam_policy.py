"""As much of IAM's policy language as tells whether Cognito may do what a template wants it to do.

Not read: `Deny`, `NotAction`, `NotPrincipal`, and any condition operator but the four below (a statement with another
one counts as not matching).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def allowing(document: Mapping[str, Any], action: str) -> Iterator[dict[str, Any]]:
    """The statements of a policy that allow an action (on whatever resource, under whatever condition)."""
    for statement in _listed(document["Statement"]):
        patterns = [str(pattern).lower() for pattern in _listed(statement.get("Action", []))]
        if statement["Effect"] == "Allow" and any(fnmatchcase(action.lower(), pattern) for pattern in patterns):
            yield statement


def is_for_service(statement: Mapping[str, Any], service: str) -> bool:
    """Whether a statement's principal is the service."""
    principal = statement.get("Principal", {})
    return isinstance(principal, dict) and service in _listed(principal.get("Service", []))


def conditions_hold(statement: Mapping[str, Any], context: Mapping[str, str]) -> bool:
    """Whether all conditions of a statement hold for a request with this context (keys in lower case)."""
    for operator, expected in statement.get("Condition", {}).items():
        for key, values in expected.items():
            actual = context.get(key.lower())
            if actual is None:
                return False
            if operator == "StringEquals":
                holds = actual in _listed(values)
            elif operator in ("StringLike", "ArnLike", "ArnEquals"):
                holds = any(fnmatchcase(actual, value) for value in _listed(values))
            else:
                holds = False
            if not holds:
                return False
    return True


def condition_keys(statement: Mapping[str, Any]) -> set[str]:
    """The keys that a statement's conditions look at, in lower case."""
    return {key.lower() for expected in statement.get("Condition", {}).values() for key in expected}
