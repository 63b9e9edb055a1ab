"""What mends a problem where that is mechanical: `Edit`, and the JSON Patch that is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Literal, NamedTuple, TypeAlias

from .paths import ATTRIBUTES, steps

Patch: TypeAlias = tuple[Mapping[str, Any], ...]
"""Operations of a JSON Patch (RFC 6902)."""


class Edit(NamedTuple):
    """One change to a resource."""

    does: Literal["put", "drop", "append"]
    path: str
    """Inside ``Properties``, or an attribute beside them, such as ``DependsOn``."""
    value: Any = None
    resource: str = ""
    """Logical id, if it is not the resource with the problem."""


def put(path: str, value: Any, resource: str = "") -> Edit:
    """Let a value stand at a path, whatever stands there now."""
    return Edit("put", path, value, resource)


def drop(path: str) -> Edit:
    """Leave out what stands at a path."""
    return Edit("drop", path)


def append(path: str, item: Any) -> Edit:
    """Add an item to the list at a path, or make the list."""
    return Edit("append", path, item)


class _NotPlainError(Exception):
    """The template does not say by itself what stands at a path."""


def patch_of(resources: Mapping[str, Any], logical_id: str, edits: tuple[Edit, ...]) -> Patch:
    """The operations that make some edits in a template; none if an intrinsic stands in the way of one.

    Args:
        resources: the template's resources.
        logical_id: the resource with the problem.
        edits: what mends it.
    """
    bodies: dict[str, Any] = {}
    found: list[Mapping[str, Any]] = []
    try:
        for edit in edits:
            name = edit.resource or logical_id
            if name not in bodies:
                bodies[name] = deepcopy(resources[name]) if len(edits) > 1 else resources[name]
            found += _operations(bodies[name], name, edit, resources, more=len(edits) > 1)
    except _NotPlainError:
        return ()
    return tuple(found)


def _operations(
    body: Any, name: str, edit: Edit, resources: Mapping[str, Any], *, more: bool
) -> Iterator[Mapping[str, Any]]:
    """The operations of one edit, which is made in the body if there are more to come."""
    way = steps(edit.path)
    way = way if way[0] in ATTRIBUTES else ["Properties", *way]
    held, pointer = body, f"/Resources/{_escaped(name)}"
    for index, step in enumerate(way):
        last = index == len(way) - 1
        if not _has(held, step):
            if edit.does == "drop" or not isinstance(held, dict):
                raise _NotPlainError
            value = _nested(way[index + 1 :], [edit.value] if edit.does == "append" else edit.value)
            yield {"op": "add", "path": f"{pointer}/{_escaped(step)}", "value": value}
            if more:
                held[step] = deepcopy(value)
            return
        if not last:
            held, pointer = held[step], f"{pointer}/{_escaped(step)}"
    yield from _last(held, way[-1], pointer, edit, resources)
    if more:
        _make(held, way[-1], edit)


def _last(
    held: Any, step: str | int, pointer: str, edit: Edit, resources: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """The operations on what stands at the end of the path."""
    old, path = held[step], f"{pointer}/{_escaped(step)}"
    if edit.does == "append":
        if isinstance(old, list):
            yield {"op": "add", "path": f"{path}/-", "value": edit.value}
        elif isinstance(old, str):  # DependsOn
            yield {"op": "replace", "path": path, "value": [old, edit.value]}
        else:
            raise _NotPlainError
        return
    if edit.does == "put" and not _may_go(old, resources):
        raise _NotPlainError
    if isinstance(step, int):  # another patch may have moved the members
        yield {"op": "test", "path": path, "value": old}
    yield (
        {"op": "remove", "path": path} if edit.does == "drop" else {"op": "replace", "path": path, "value": edit.value}
    )


def _make(held: Any, step: str | int, edit: Edit) -> None:
    if edit.does == "drop":
        del held[step]
    elif edit.does == "put":
        held[step] = edit.value
    else:
        held[step] = [*(held[step] if isinstance(held[step], list) else [held[step]]), edit.value]


def _has(held: Any, step: str | int) -> bool:
    """Whether a member is there, in what no intrinsic decides."""
    if isinstance(held, list):
        if any(isinstance(item, dict) and ("Fn::If" in item or item == {"Ref": "AWS::NoValue"}) for item in held):
            raise _NotPlainError
        return isinstance(step, int) and step < len(held)
    if not isinstance(held, dict) or _is_intrinsic(held):
        raise _NotPlainError
    return step in held


def _may_go(value: Any, resources: Mapping[str, Any]) -> bool:
    """Whether a value is known without parameters: a literal, or a reference to a resource."""
    if isinstance(value, list):
        return all(_may_go(item, resources) for item in value)
    if not isinstance(value, dict):
        return True
    if not _is_intrinsic(value):
        return all(_may_go(item, resources) for item in value.values())
    named = value.get("Ref") or value.get("Fn::GetAtt")
    first = named[0] if isinstance(named, list) and named else str(named).partition(".")[0]
    return isinstance(first, str) and first in resources


def _is_intrinsic(value: Mapping[str, Any]) -> bool:
    return "Fn::Transform" in value or (len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::")))


def _nested(way: list[str | int], value: Any) -> Any:
    for step in reversed(way):
        if isinstance(step, int):
            raise _NotPlainError
        value = {step: value}
    return value


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")
