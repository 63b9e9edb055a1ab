"""What is a secret by its name, so that no report shows it: a new kind of secret is added here, once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .paths import steps
from .values import Reference, Unknown

HIDDEN = "(not shown)"
"""Stands for a secret in a report."""
SECRET_DETAILS = ("client_secret", "private_key")
"""The details of an identity provider that are secrets."""
SECRETS = frozenset((*SECRET_DETAILS, "api.twitter.com"))
"""What is a secret under these names, wherever it stands: of Twitter an identity pool keeps key and secret as one."""


def without_secrets(path: str, value: Any) -> Any:
    """The value at a path without the secrets in it; all of it is one if the path ends in the name of one."""
    return _without(steps(path)[-1] if path else "", value)


def _without(name: Any, value: Any) -> Any:
    if name in SECRETS and not isinstance(value, (Reference, Unknown, type(None))):  # which tell nothing
        return HIDDEN
    if isinstance(value, Mapping):
        return {key: _without(key, item) for key, item in value.items()}
    return [_without("", item) for item in value] if isinstance(value, (list, tuple)) else value
