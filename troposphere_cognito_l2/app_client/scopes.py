"""What a token may be used for: scopes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

from troposphere import encode_to_dict

from .._core.handle import Handle
from .._core.references import where_present
from .._core.values import Value


class OAuthScope(Enum):
    """The scopes that every user pool has.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
    """

    OPENID = "openid"
    """An ID token, with the attributes of the user that the client may read."""
    EMAIL = "email"
    """``email`` and ``email_verified``; brings ``openid`` along."""
    PHONE = "phone"
    """``phone_number`` and ``phone_number_verified``; brings ``openid`` along."""
    PROFILE = "profile"
    """All attributes that the client may read; brings ``openid`` along."""
    COGNITO_ADMIN = "aws.cognito.signin.user.admin"
    """Users may change their own attributes, password and factors through Cognito's API."""


class Scope(NamedTuple):
    """A scope of a resource server, as its handle gives it; a client that asks for it waits for the server."""

    value: Value[str]
    """``<identifier of the server>/<name>``."""
    server: Handle | None = None
    """The resource server that has the scope; ``None`` if another stack owns it."""


def scope_list(scopes: Sequence[OAuthScope | Scope | Value[str]], condition: str | None) -> list[Any]:
    """The scopes as CloudFormation writes them, each once; ``openid`` last where one of them asks for it.

    Args:
        scopes: what was asked for.
        condition: the client's; a server under another one is left out of a stack that lacks it.
    """
    written: dict[str, Any] = {}
    for scope in scopes:
        value: Any = scope
        if isinstance(scope, OAuthScope):
            value = scope.value
        elif isinstance(scope, Scope):
            value = where_present(scope.value, scope.server.condition if scope.server else None, condition)
        text = value if isinstance(value, str) else json.dumps(encode_to_dict(value), sort_keys=True)
        written.setdefault(text, value)
    if not written.keys().isdisjoint(_WITH_OPENID):
        written.setdefault(OAuthScope.OPENID.value, OAuthScope.OPENID.value)
    return list(written.values())


_WITH_OPENID = tuple(scope.value for scope in (OAuthScope.EMAIL, OAuthScope.PHONE, OAuthScope.PROFILE))
