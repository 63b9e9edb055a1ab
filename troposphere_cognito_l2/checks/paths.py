"""Paths of findings, as in ``Schema[0].Name`` or ``RoleMappings["www.amazon.com"].Type``."""

from __future__ import annotations

import re
from typing import Any

from .values import Unknown

ATTRIBUTES = frozenset(("Condition", "DeletionPolicy", "DependsOn", "Metadata", "Type", "UpdateReplacePolicy"))
"""What stands beside the properties of a resource."""

_STEP = re.compile(r'\["([^"]*)"\]|\[(\d+)\]|([^.\[\]]+)')


def steps(path: str) -> list[str | int]:
    """The keys and indexes of a path."""
    return [int(index) if index else quoted or name for quoted, index, name in _STEP.findall(path)]


def member(path: str, name: str) -> str:
    """The path of a member of the mapping at a path, whatever its name: ``RoleMappings["www.amazon.com"]``."""
    return f'{path}["{name}"]' if "." in name else f"{path}.{name}"


def at(value: Any, path: str) -> Any:
    """What stands at a path of resolved data: ``None`` if absent, the `Unknown` that hides it if one does."""
    if "[" not in path:  # the common case, and the fast one
        for name in path.split("."):
            if type(value) is not dict:
                return value if isinstance(value, Unknown) else None
            value = value.get(name)
        return value
    for step in steps(path):
        if isinstance(value, Unknown):
            return value
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def first_name(path: str) -> str:
    """The property that a path begins with."""
    return path.partition(".")[0].partition("[")[0]


def overlap(one: str, other: str) -> bool:
    """Whether two paths name the same property, or one something inside the other."""
    return one == other or one.startswith((f"{other}.", f"{other}[")) or other.startswith((f"{one}.", f"{one}["))
