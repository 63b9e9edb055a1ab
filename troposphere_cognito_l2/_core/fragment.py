"""What features render: nested plain data under CloudFormation's names, merged leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from troposphere import AWSObject, AWSProperty, Tags


class Rendered(NamedTuple):
    """One resource as plain data, before it becomes a troposphere object."""

    title: str
    kind: type[AWSObject]
    properties: dict[str, Any]
    attributes: dict[str, Any]
    """``DeletionPolicy``, ``Condition`` ...: what stands beside ``Properties``."""
    option: str = ""
    """The option that asked for the resource; empty where each property is of an option of its own."""


class Fragment(NamedTuple):
    """What one feature adds to its resource: nested properties, and companion resources."""

    properties: dict[str, Any]
    companions: tuple[Rendered, ...] = ()


def merge(into: dict[str, Any], properties: dict[str, Any], path: str = "") -> Iterator[str]:
    """Merge nested properties leaf by leaf; yield the paths of leaves that were already there (and stay)."""
    for name, value in properties.items():
        where = f"{path}.{name}" if path else name
        if name not in into:
            into[name] = value
        elif type(value) is dict and type(into[name]) is dict:
            yield from merge(into[name], value, where)
        else:
            yield where


def leaves(properties: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The paths of all leaves."""
    for name, value in properties.items():
        where = f"{path}.{name}" if path else name
        if isinstance(value, Mapping) and value:
            yield from leaves(value, where)
        else:
            yield where


def plain(value: Any) -> Any:
    """What a caller passed through ``properties=`` as plain data: troposphere property objects taken apart."""
    if isinstance(value, AWSProperty):
        return plain(value.properties)
    if isinstance(value, Tags):
        return [plain(tag) for tag in value.tags]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
