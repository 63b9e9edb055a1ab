"""Who may vouch for the users of a client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from .._core.references import where_present
from .._core.values import Value
from ..identity_providers.handles import IdentityProviderHandle

COGNITO: Final = "COGNITO"
"""The pool's own users, with the passwords and factors that the pool holds."""

Providers = Sequence[IdentityProviderHandle | Value[str]]


def provider_list(providers: Providers, condition: str | None) -> list[Any]:
    """The providers as CloudFormation writes them; what refers to one waits for it.

    Args:
        providers: what was asked for.
        condition: the client's; a provider under another one is left out of a stack that lacks it.
    """
    written: list[Any] = []
    for provider in providers:
        if isinstance(provider, IdentityProviderHandle):
            written.append(where_present(provider.provider_name, provider.condition, condition))
        else:
            written.append(provider)
    return written
