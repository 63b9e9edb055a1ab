"""`AttributeMapping`: which of the provider's attributes go into which of the pool's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from .._core.options import Options, field, prop
from .._core.values import Value


class AttributeMapping(Options):
    """What a user's attributes are filled from, each time the user signs in through the provider.

    The value is the provider's name of the attribute: one of `GoogleAttribute`, `FacebookAttribute`,
    `AmazonAttribute`, `AppleAttribute`, or any claim as a string. Map every attribute that the pool requires, else
    nobody can sign in through the provider. A mapped attribute must be mutable, and a client with a list of attributes
    that it may write must list it.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html
    """

    address: Value[str] | None = prop("AttributeMapping.address", default=None)
    """Fills ``address``. Default: not mapped."""
    birthdate: Value[str] | None = prop("AttributeMapping.birthdate", default=None)
    """Fills ``birthdate``. Default: not mapped."""
    email: Value[str] | None = prop("AttributeMapping.email", default=None)
    """Fills ``email``. Default: not mapped."""
    email_verified: Value[str] | None = prop("AttributeMapping.email_verified", default=None)
    """Fills ``email_verified``, without which the address counts as unverified. Default: not mapped."""
    family_name: Value[str] | None = prop("AttributeMapping.family_name", default=None)
    """Fills ``family_name``. Default: not mapped."""
    fullname: Value[str] | None = prop("AttributeMapping.name", default=None)
    """Fills ``name``. Default: not mapped."""
    gender: Value[str] | None = prop("AttributeMapping.gender", default=None)
    """Fills ``gender``. Default: not mapped."""
    given_name: Value[str] | None = prop("AttributeMapping.given_name", default=None)
    """Fills ``given_name``. Default: not mapped."""
    last_update_time: Value[str] | None = prop("AttributeMapping.updated_at", default=None)
    """Fills ``updated_at``. Default: not mapped."""
    locale: Value[str] | None = prop("AttributeMapping.locale", default=None)
    """Fills ``locale``. Default: not mapped."""
    middle_name: Value[str] | None = prop("AttributeMapping.middle_name", default=None)
    """Fills ``middle_name``. Default: not mapped."""
    nickname: Value[str] | None = prop("AttributeMapping.nickname", default=None)
    """Fills ``nickname``. Default: not mapped."""
    phone_number: Value[str] | None = prop("AttributeMapping.phone_number", default=None)
    """Fills ``phone_number``. Default: not mapped."""
    phone_number_verified: Value[str] | None = prop("AttributeMapping.phone_number_verified", default=None)
    """Fills ``phone_number_verified``. Default: not mapped."""
    preferred_username: Value[str] | None = prop("AttributeMapping.preferred_username", default=None)
    """Fills ``preferred_username``. Default: not mapped."""
    profile_page: Value[str] | None = prop("AttributeMapping.profile", default=None)
    """Fills ``profile``. Default: not mapped."""
    profile_picture: Value[str] | None = prop("AttributeMapping.picture", default=None)
    """Fills ``picture``. Default: not mapped."""
    timezone: Value[str] | None = prop("AttributeMapping.zoneinfo", default=None)
    """Fills ``zoneinfo``. Default: not mapped."""
    website: Value[str] | None = prop("AttributeMapping.website", default=None)
    """Fills ``website``. Default: not mapped."""
    username: Value[str] | None = prop("AttributeMapping.username", default=None)
    """What the user's name is made from: Cognito allows ``id`` of Facebook, ``user_id`` of Amazon, ``sub`` of the
    others. Default: Cognito's, just that."""
    custom: Mapping[str, Value[str]] = field(default={}, at="AttributeMapping")
    """Fills custom attributes, by their names without the prefix ``custom:``, which is put before. Default: none."""

    def rendered(self) -> dict[str, Any]:
        """``AttributeMapping``: the pool's attribute to the provider's."""
        mapping: dict[str, Any] = self.direct_properties().get("AttributeMapping", {})
        for name, claim in self.custom.items():
            key = name if name.startswith("custom:") else f"custom:{name}"
            mapping[key] = claim.value if isinstance(claim, Enum) else claim
        return mapping

    def named(self) -> Iterator[tuple[str, Enum]]:
        """The members of the providers' enumerations that were given, each with its option."""
        for name in self._fields:
            value = vars(self)[name]
            if isinstance(value, Enum):
                yield name, value
        for name, value in self.custom.items():
            if isinstance(value, Enum):
                yield f"custom[{name!r}]", value
