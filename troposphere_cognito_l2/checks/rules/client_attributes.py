"""Rules about an app client: the attributes of users that it reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..attributes import MANAGED, STANDARD
from ..aws_pages import GUIDE
from ..change import append, drop
from ..resource_types import CLIENT
from ..rule import Evidence, Problem, rule
from ..texts import nearest
from ..view import ResourceView
from .booleans import is_on
from .clients import all_text
from .members import pool_of

_PAGE = f"{GUIDE}user-pool-settings-attributes.html"
_PREFIX = "custom:"
_LISTS = ("ReadAttributes", "WriteAttributes")


def _example(schema: list[dict[str, Any]], **properties: Any) -> dict[str, Any]:
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"Schema": schema}},
            "Subject": {"Properties": {"UserPoolId": {"Ref": "Users"}, **properties}},
        }
    }


_TENANT: list[dict[str, Any]] = [{"Name": "tenant", "AttributeDataType": "String", "Mutable": True}]
_GIVEN_NAME = [{"Name": "given_name", "AttributeDataType": "String", "Mutable": True, "Required": True}]


@rule(
    "E9241",
    CLIENT,
    source=_PAGE,
    evidence=Evidence.REPORTED,
    accepts=_example(_TENANT, ReadAttributes=["email", "custom:tenant"]),
    rejects=_example(_TENANT, ReadAttributes=["email", "custom:tennant"]),
)
def custom_attributes_exist(client: ResourceView) -> Iterator[Problem]:
    """A custom attribute that a client reads or writes is one that the pool has."""
    custom = [
        (path, name.removeprefix(_PREFIX))
        for list_path in _LISTS
        for path, name in client.items(list_path)
        if isinstance(name, str) and name.startswith(_PREFIX)
    ]
    pool = pool_of(client) if custom else None
    known = _schema_names(pool) if pool is not None else None
    if pool is None or known is None:
        return
    for path, name in custom:
        if name not in known:
            near = nearest(name, known)
            fix = f"did you mean {_PREFIX}{near}?" if near else f"add it to the Schema of {pool.logical_id}"
            allowed = ", ".join(f"{_PREFIX}{other}" for other in known) or "no custom attribute: the pool has none"
            yield Problem(path, f"{pool.logical_id} has no attribute {_PREFIX}{name}", fix, allowed)


@rule(
    "E9242",
    CLIENT,
    source=_PAGE,
    evidence=Evidence.REPORTED,
    accepts={"UserPoolId": "us-east-1_Example", "WriteAttributes": ["email"], "ReadAttributes": ["email_verified"]},
    rejects={"UserPoolId": "us-east-1_Example", "WriteAttributes": ["email", "email_verified"]},
)
def what_cognito_verifies_is_read_only(client: ResourceView) -> Iterator[Problem]:
    """No client writes email_verified, phone_number_verified or sub."""
    for path, name in client.items("WriteAttributes"):
        if isinstance(name, str) and name in MANAGED:
            fix = "leave it out; it may be read"
            yield Problem(path, f"only Cognito writes {name}", fix, change=(drop(path),))


@rule(
    "E9243",
    CLIENT,
    source=_PAGE,
    evidence=Evidence.REPORTED,
    accepts=_example(_GIVEN_NAME, WriteAttributes=["email", "given_name"]),
    rejects=_example(_GIVEN_NAME, WriteAttributes=["email"]),
)
def required_attributes_are_writable(client: ResourceView) -> Iterator[Problem]:
    """A client that names the attributes it writes names all that the pool requires."""
    written = client.get("WriteAttributes")
    pool = pool_of(client) if written and all_text(written) else None
    if pool is None:
        return
    for _, attribute in pool.items("Schema"):
        if isinstance(attribute, dict) and is_on(attribute.get("Required")):
            name = attribute.get("Name")
            if isinstance(name, str) and name not in written:
                message = f"{pool.logical_id} requires {name}, which users could not give through this client"
                change = (append("WriteAttributes", name),)
                yield Problem("WriteAttributes", message, f"add {name}", change=change)


@rule(
    "E9244",
    CLIENT,
    source=_PAGE,
    evidence=Evidence.REPORTED,  # "Invalid write attributes specified while creating a client"
    accepts=_example(_TENANT, ReadAttributes=["email_verified", "custom:tenant"]),
    rejects=_example(_TENANT, ReadAttributes=["email_verified", "tenant"]),
)
def plain_attributes_are_standard(client: ResourceView) -> Iterator[Problem]:
    """An attribute that a client reads or writes is a standard one, or has its prefix custom:."""
    for list_path in _LISTS:
        for path, name in client.items(list_path):
            if isinstance(name, str) and ":" not in name and name not in STANDARD and name not in MANAGED:
                message = f"there is no standard attribute {name}"
                yield Problem(path, message, f"write {_PREFIX}{name}, if it is one of the pool's own")


@rule(
    "I9245",
    CLIENT,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,
    accepts=_example(_TENANT, WriteAttributes=["email"]),
    rejects=_example(_TENANT),
)
def writing_custom_attributes_is_a_choice(client: ResourceView) -> Iterator[Problem]:
    """A client of a pool with custom attributes that can change says which attributes its users may write."""
    pool = pool_of(client)
    if pool is None or not client.absent("WriteAttributes"):
        return
    for _, attribute in pool.items("Schema"):
        if isinstance(attribute, dict) and is_on(attribute.get("Mutable")) and _is_custom(attribute.get("Name")):
            message = f"users may perhaps write {_PREFIX}{attribute['Name']} themselves: AWS's pages disagree"
            yield Problem("WriteAttributes", message, "name what users may write, without what grants them rights")
            return


def _schema_names(pool: ResourceView) -> list[str] | None:
    """The names of the custom attributes of a pool; ``None`` if they are not all known."""
    if pool.absent("Schema"):
        return []
    schema = pool.get("Schema")
    if not isinstance(schema, list) or not all(isinstance(attribute, dict) for attribute in schema):
        return None
    names = [attribute.get("Name") for attribute in schema]
    return [name for name in names if _is_custom(name)] if all_text(names) else None


def _is_custom(name: Any) -> bool:
    return isinstance(name, str) and name not in STANDARD and name not in MANAGED
