"""Which attributes of users an app may read and write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from .._core.options import Options
from .._core.values import Value

StandardAttributeName = Literal[
    "address",
    "birthdate",
    "email",
    "email_verified",
    "family_name",
    "gender",
    "given_name",
    "locale",
    "middle_name",
    "name",
    "nickname",
    "phone_number",
    "phone_number_verified",
    "picture",
    "preferred_username",
    "profile",
    "updated_at",
    "website",
    "zoneinfo",
]
"""The standard attributes, in Cognito's words."""

_PREFIX = "custom:"


class ClientAttributes(Options):
    """Attributes of users.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """

    standard: Sequence[StandardAttributeName] = ()
    """Standard attributes, in Cognito's words. ``email_verified`` and ``phone_number_verified`` can only be read.
    Default: none."""
    custom: Sequence[Value[str]] = ()
    """Custom attributes of the pool; the prefix ``custom:`` may be left out. Default: none."""

    def names(self) -> list[Any]:
        """The attributes as Cognito calls them, standard ones first."""
        custom: list[Any] = [
            f"{_PREFIX}{name}" if isinstance(name, str) and not name.startswith(_PREFIX) else name
            for name in self.custom
        ]
        return [*self.standard, *custom]
