"""Rules about the attributes of a pool's users."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..attributes import MANAGED, STANDARD
from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import drop, put
from ..resource_types import USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .booleans import is_on

_ATTRIBUTES = f"{GUIDE}user-pool-settings-attributes.html"
_API = f"{USER_POOLS_API}API_SchemaAttributeType.html"


def _attributes(pool: ResourceView) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The path, name and content of each attribute whose name is known."""
    for path, attribute in pool.items("Schema"):
        if isinstance(attribute, dict):
            name = attribute.get("Name")
            if isinstance(name, str):
                yield path, name, attribute


def _custom(pool: ResourceView) -> Iterator[tuple[str, str, dict[str, Any]]]:
    return (entry for entry in _attributes(pool) if entry[1] not in STANDARD and entry[1] not in MANAGED)


@rule(
    "E9151",
    USER_POOL,
    source="https://github.com/hashicorp/terraform-provider-aws/issues/18430",
    evidence=Evidence.REPORTED,
    accepts={"Schema": [{"Name": "tenant", "AttributeDataType": "String", "Required": False}]},
    rejects={"Schema": [{"Name": "tenant", "AttributeDataType": "String", "Required": True}]},
)
def custom_attribute_is_optional(pool: ResourceView) -> Iterator[Problem]:
    """A custom attribute is optional; only standard ones can be required."""
    for path, name, attribute in _custom(pool):
        if is_on(attribute.get("Required")):
            where = f"{path}.Required"
            fix = "leave Required out, or set it to false"
            yield Problem(where, f"the custom attribute {name} is required", fix, change=(put(where, False),))


@rule(
    "E9152",
    USER_POOL,
    source="https://github.com/getmoto/moto/pull/4493",
    evidence=Evidence.REPORTED,
    accepts={"Schema": [{"Name": "email"}, {"Name": "tenant", "AttributeDataType": "String"}]},
    rejects={"Schema": [{"Name": "tenant"}]},
)
def custom_attribute_says_its_type(pool: ResourceView) -> Iterator[Problem]:
    """A custom attribute says its data type."""
    for path, name, attribute in _custom(pool):
        if attribute.get("AttributeDataType") is None:
            yield Problem(
                f"{path}.AttributeDataType",
                f"the custom attribute {name} has no data type",
                "give AttributeDataType (it can't be changed later)",
                "Boolean, DateTime, Number, String",
            )


@rule(
    "E9153",
    USER_POOL,
    source="https://github.com/getmoto/moto/pull/4493",
    evidence=Evidence.REPORTED,
    accepts={"Schema": [{"Name": "updated_at", "AttributeDataType": "Number"}]},
    rejects={"Schema": [{"Name": "birthdate", "AttributeDataType": "DateTime"}]},
)
def standard_attribute_keeps_its_type(pool: ResourceView) -> Iterator[Problem]:
    """A standard attribute is a String (updated_at: a Number) that is not for developers only."""
    for path, name, attribute in _attributes(pool):
        if name not in STANDARD:
            continue
        own = "Number" if name == "updated_at" else "String"
        kind = attribute.get("AttributeDataType")
        if isinstance(kind, str) and kind != own:
            where = f"{path}.AttributeDataType"
            bounded = any(attribute.get(f"{other}AttributeConstraints") for other in ("String", "Number"))
            change = () if bounded else (put(where, own),)
            yield Problem(where, f"{name} is a {own}", f"write {own}", own, change=change)
        if is_on(attribute.get("DeveloperOnlyAttribute")):
            where = f"{path}.DeveloperOnlyAttribute"
            fix = "leave DeveloperOnlyAttribute out"
            yield Problem(where, f"{name} is a standard attribute", fix, change=(drop(where),))


@rule(
    "E9154",
    USER_POOL,
    source=_ATTRIBUTES,
    evidence=Evidence.REPORTED,
    accepts={
        "Schema": [
            {
                "Name": "tenant",
                "AttributeDataType": "String",
                "StringAttributeConstraints": {"MinLength": "0", "MaxLength": 2048},
            }
        ]
    },
    rejects={
        "Schema": [
            {
                "Name": "tenant",
                "AttributeDataType": "String",
                "StringAttributeConstraints": {"MinLength": "8", "MaxLength": "5000"},
            }
        ]
    },
)
def string_lengths_are_possible(pool: ResourceView) -> Iterator[Problem]:
    """The bounds of a string are whole numbers from 0 to 2048, the lower one not above the other."""
    for path, name, attribute in _attributes(pool):
        yield from _bounds(path, name, attribute, "String", ("MinLength", "MaxLength"), _whole, "0 to 2048")


@rule(
    "E9155",
    USER_POOL,
    source=_ATTRIBUTES,
    evidence=Evidence.REPORTED,
    accepts={
        "Schema": [
            {
                "Name": "age",
                "AttributeDataType": "Number",
                "NumberAttributeConstraints": {"MinValue": "0", "MaxValue": "150"},
            }
        ]
    },
    rejects={
        "Schema": [
            {
                "Name": "age",
                "AttributeDataType": "Number",
                "NumberAttributeConstraints": {"MinValue": "150", "MaxValue": "0"},
            }
        ]
    },
)
def number_bounds_are_possible(pool: ResourceView) -> Iterator[Problem]:
    """The bounds of a number are numbers, the lower one not above the other."""
    for path, name, attribute in _attributes(pool):
        yield from _bounds(path, name, attribute, "Number", ("MinValue", "MaxValue"), _number, "a number")


def _bounds(
    path: str, name: str, attribute: dict[str, Any], kind: str, names: tuple[str, str], read: Any, allowed: str
) -> Iterator[Problem]:
    constraints = attribute.get(f"{kind}AttributeConstraints")
    if not isinstance(constraints, dict) or attribute.get("AttributeDataType") != kind:
        return
    where = f"{path}.{kind}AttributeConstraints"
    numbers = []
    for bound in names:
        value = constraints.get(bound)
        if isinstance(value, (str, int, float)):
            number = read(value)
            if number is None:
                yield Problem(f"{where}.{bound}", f"is no bound that {name} can have", f"give {allowed}", allowed)
            else:
                numbers.append(number)
    if len(numbers) == 2 and numbers[0] > numbers[1]:
        message = f"{name} would have to be at least {numbers[0]} and at most {numbers[1]}"
        least, most = names
        change = (put(f"{where}.{least}", constraints[most]), put(f"{where}.{most}", constraints[least]))
        yield Problem(where, message, "swap the two", change=change)


def _whole(value: Any) -> int | None:
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if 0 <= number <= 2048 else None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


@rule(
    "W9156",
    USER_POOL,
    source=_API,
    evidence=Evidence.UNCERTAIN,
    accepts={
        "Schema": [
            {"Name": "age", "AttributeDataType": "Number", "NumberAttributeConstraints": {"MinValue": "0"}},
        ]
    },
    rejects={
        "Schema": [
            {"Name": "age", "AttributeDataType": "Number", "StringAttributeConstraints": {"MinLength": "1"}},
        ]
    },
)
def constraints_are_of_the_type(pool: ResourceView) -> Iterator[Problem]:
    """The constraints of an attribute are those of its data type."""
    for path, name, attribute in _attributes(pool):
        kind = attribute.get("AttributeDataType")
        for other in ("String", "Number"):
            constraints = f"{other}AttributeConstraints"
            if isinstance(kind, str) and kind != other and attribute.get(constraints):
                where = f"{path}.{constraints}"
                message = f"{name} is a {kind}: they have no effect"
                yield Problem(where, message, "leave them out", change=(drop(where),))


@rule(
    "W9157",
    USER_POOL,
    source="https://github.com/awsdocs/aws-cloudformation-user-guide/issues/932",
    evidence=Evidence.REPORTED,
    accepts={"Schema": [{"Name": "tenant", "AttributeDataType": "String"}]},
    rejects={"Schema": [{"Name": "custom:tenant", "AttributeDataType": "String"}]},
)
def name_has_no_prefix(pool: ResourceView) -> Iterator[Problem]:
    """The name of a custom attribute is written without its prefix, which Cognito adds."""
    taken = STANDARD | MANAGED | {name for _, name, _ in _attributes(pool)}
    for path, name, _ in _attributes(pool):
        if name.startswith("custom:"):
            bare = name.removeprefix("custom:")
            change = (put(f"{path}.Name", bare),) if bare and bare not in taken else ()
            yield Problem(f"{path}.Name", f"becomes custom:{name}, for ever", f"write {bare}", change=change)


@rule(
    "W9158",
    USER_POOL,
    source="https://github.com/aws/aws-cdk/issues/14699",
    evidence=Evidence.UNCERTAIN,
    accepts={"Schema": [{"Name": "email", "AttributeDataType": "String"}]},
    rejects={"Schema": [{"Name": "email_verified", "AttributeDataType": "Boolean"}]},
)
def managed_attributes_are_left_to_cognito(pool: ResourceView) -> Iterator[Problem]:
    """The attributes sub, email_verified and phone_number_verified are Cognito's own, and not in the schema."""
    for path, name, _ in _attributes(pool):
        if name in MANAGED:
            message = f"{name} is there by itself, and can't be declared"
            change = (drop(path if len(pool.items("Schema")) > 1 else "Schema"),)
            yield Problem(f"{path}.Name", message, "leave it out", change=change)


@rule(
    "W9159",
    USER_POOL,
    source=_ATTRIBUTES,
    evidence=Evidence.UNCERTAIN,
    accepts={
        "Schema": [{"Name": "tenant", "AttributeDataType": "String"}, {"Name": "unit", "AttributeDataType": "String"}]
    },
    rejects={
        "Schema": [{"Name": "tenant", "AttributeDataType": "String"}, {"Name": "tenant", "AttributeDataType": "Number"}]
    },
)
def each_attribute_stands_once(pool: ResourceView) -> Iterator[Problem]:
    """An attribute stands in the schema once; a custom one can't have the name of a standard one."""
    seen = set()
    for path, name, _ in _attributes(pool):
        if name in seen:
            yield Problem(f"{path}.Name", f"{name} stands in the schema twice", "leave one out, or name it otherwise")
        seen.add(name)
