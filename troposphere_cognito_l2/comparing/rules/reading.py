"""What the rules of change ask of a resource before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...checks.view import ResourceView
from ..pair import Pair
from ..values import same, settled, will_differ

ON, OFF = "true", "false"
"""Booleans, as settled values say them."""


def turned(pair: Pair, path: str, default: str | None = None) -> tuple[str | None, str | None] | None:
    """What a property surely was and surely is; ``None`` if it is as it was, or one of both is not known.

    Args:
        pair: the resource.
        path: of a scalar.
        default: what the service does where it is left out.
    """
    old, new = (default if value is None else value for value in (pair.old(path), pair.new(path)))
    known = all(value is None or isinstance(value, str) for value in (old, new))
    return (old, new) if known and old != new else None


def turned_to(pair: Pair, path: str, value: str, default: str | None = None) -> bool:
    """Whether a property surely was something else, and surely is this now."""
    found = turned(pair, path, default)
    return found is not None and found[1] == value


def is_other(old: Any, new: Any) -> bool:
    """Whether two settled values are not the same, and surely will not be after the deploy."""
    return not same(old, new) and will_differ(old, new)


def keyed(value: Any) -> Mapping[str, Any] | None:
    """A mapping that is known; an empty one where it is left out."""
    return {} if value is None else value if isinstance(value, dict) else None


def entries(listed: Any) -> list[dict[str, Any]] | None:
    """The mappings in a list that is left out or known to hold nothing else; ``None`` where it is not."""
    if listed is None:
        return []
    return listed if isinstance(listed, list) and all(isinstance(one, dict) for one in listed) else None


def lost_keys(pair: Pair, path: str) -> list[str]:
    """The keys that the mapping at a path surely had, and surely has no more."""
    old, new = keyed(pair.old(path)), keyed(pair.new(path))
    return [] if old is None or new is None else [key for key in old if key not in new]


def changed_keys(pair: Pair, path: str) -> Iterator[tuple[str, Any, Any]]:
    """The keys that the mapping at a path has before and after, each with two values that are not the same."""
    old, new = keyed(pair.old(path)) or {}, keyed(pair.new(path)) or {}
    for key, value in old.items():
        if key in new and not same(value, new[key]):
            yield key, value, new[key]


def is_on(view: ResourceView, path: str) -> bool:
    """Whether a boolean is surely true."""
    return bool(settled(view.get(path), view.template) == ON)


def is_off(view: ResourceView, path: str) -> bool:
    """Whether a boolean that is false by default surely is."""
    value = view.get(path)
    return value is None or settled(value, view.template) == OFF
