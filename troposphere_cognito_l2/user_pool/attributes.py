"""The attributes of users: standard and custom ones."""

from __future__ import annotations

from typing import Any

from .._core.options import Options, field
from .._core.values import Value, is_intrinsic


def _constraints(least: str, least_value: Any, most: str, most_value: Any) -> dict[str, Any] | None:
    """CloudFormation wants bounds as strings."""
    bounds = {least: least_value, most: most_value}
    given = {name: value if is_intrinsic(value) else str(value) for name, value in bounds.items() if value is not None}
    return given or None


class StandardAttribute(Options):
    """One of the attributes of the OpenID Connect standard. Immutable once the pool exists.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """

    required: Value[bool] = False
    """Whether a user must have it at sign-up. Default: not."""
    mutable: Value[bool] = True
    """Whether it can change. What an identity provider maps to must be able to. Default: yes."""
    min_length: Value[int] | None = None
    """Fewest characters, 0 to 2048. Default: Cognito's."""
    max_length: Value[int] | None = None
    """Most characters, 0 to 2048. Default: Cognito's."""
    write_data_type: bool = True
    """Whether ``AttributeDataType`` is written. Say ``False`` only for a live pool whose template has none.
    Default: yes."""

    def schema(self, name: str) -> dict[str, Any]:
        """The entry in ``Schema``."""
        entry: dict[str, Any] = {"Name": name}
        if self.write_data_type:
            entry["AttributeDataType"] = "Number" if name == "updated_at" else "String"
        entry["Mutable"] = self.mutable
        entry["Required"] = self.required
        if constraints := _constraints("MinLength", self.min_length, "MaxLength", self.max_length):
            entry["StringAttributeConstraints"] = constraints
        return entry


class StandardAttributes(Options):
    """Which standard attributes the pool says something about; one left out is optional and mutable."""

    address: StandardAttribute | None = field(default=None, at="Schema")
    """``address``. Default: not mentioned."""
    birthdate: StandardAttribute | None = field(default=None, at="Schema")
    """``birthdate``, as YYYY-MM-DD. Default: not mentioned."""
    email: StandardAttribute | None = field(default=None, at="Schema")
    """``email``. Default: not mentioned."""
    family_name: StandardAttribute | None = field(default=None, at="Schema")
    """``family_name``. Default: not mentioned."""
    fullname: StandardAttribute | None = field(default=None, at="Schema")
    """``name``. Default: not mentioned."""
    gender: StandardAttribute | None = field(default=None, at="Schema")
    """``gender``. Default: not mentioned."""
    given_name: StandardAttribute | None = field(default=None, at="Schema")
    """``given_name``. Default: not mentioned."""
    last_update_time: StandardAttribute | None = field(default=None, at="Schema")
    """``updated_at``, a number. Default: not mentioned."""
    locale: StandardAttribute | None = field(default=None, at="Schema")
    """``locale``. Default: not mentioned."""
    middle_name: StandardAttribute | None = field(default=None, at="Schema")
    """``middle_name``. Default: not mentioned."""
    nickname: StandardAttribute | None = field(default=None, at="Schema")
    """``nickname``. Default: not mentioned."""
    phone_number: StandardAttribute | None = field(default=None, at="Schema")
    """``phone_number``, in E.164 form. Default: not mentioned."""
    preferred_username: StandardAttribute | None = field(default=None, at="Schema")
    """``preferred_username``. Default: not mentioned."""
    profile_page: StandardAttribute | None = field(default=None, at="Schema")
    """``profile``. Default: not mentioned."""
    profile_picture: StandardAttribute | None = field(default=None, at="Schema")
    """``picture``. Default: not mentioned."""
    timezone: StandardAttribute | None = field(default=None, at="Schema")
    """``zoneinfo``. Default: not mentioned."""
    website: StandardAttribute | None = field(default=None, at="Schema")
    """``website``. Default: not mentioned."""

    def schema(self) -> list[dict[str, Any]]:
        """The entries in ``Schema``, in the order of the fields."""
        return [attribute.schema(_NAMES.get(name, name)) for name, attribute in self.given().items()]

    def given(self) -> dict[str, StandardAttribute]:
        """The attributes that something is said of, by option."""
        return {name: vars(self)[name] for name in self._fields if vars(self)[name] is not None}


_NAMES = {
    "fullname": "name",
    "last_update_time": "updated_at",
    "profile_page": "profile",
    "profile_picture": "picture",
    "timezone": "zoneinfo",
}


class CustomAttribute(Options):
    """Base of the custom attributes; use one of the four types. Once made, an attribute can't be changed or removed.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """

    mutable: Value[bool] | None = False
    """Whether it can change. What an identity provider maps to must be able to. Default: not, as Cognito itself
    decides where nothing is written; ``None`` leaves it out, for a live pool whose template does."""

    def schema(self, name: str) -> dict[str, Any]:
        """The entry in ``Schema``."""
        entry: dict[str, Any] = {"Name": name, "AttributeDataType": type(self).__name__.removesuffix("Attribute")}
        if self.mutable is not None:
            entry["Mutable"] = self.mutable
        return entry


class StringAttribute(CustomAttribute):
    """A custom attribute that holds a string."""

    min_length: Value[int] | None = None
    """Fewest characters, 0 to 2048. Default: none."""
    max_length: Value[int] | None = None
    """Most characters, 0 to 2048. Default: Cognito's, 2048."""

    def schema(self, name: str) -> dict[str, Any]:
        """The entry in ``Schema``."""
        entry = super().schema(name)
        if constraints := _constraints("MinLength", self.min_length, "MaxLength", self.max_length):
            entry["StringAttributeConstraints"] = constraints
        return entry


class NumberAttribute(CustomAttribute):
    """A custom attribute that holds a number."""

    min: Value[int] | None = None
    """Least value. Default: none."""
    max: Value[int] | None = None
    """Largest value. Default: none."""

    def schema(self, name: str) -> dict[str, Any]:
        """The entry in ``Schema``."""
        entry = super().schema(name)
        if constraints := _constraints("MinValue", self.min, "MaxValue", self.max):
            entry["NumberAttributeConstraints"] = constraints
        return entry


class BooleanAttribute(CustomAttribute):
    """A custom attribute that is true or false."""


class DateTimeAttribute(CustomAttribute):
    """A custom attribute that holds a date and time."""
