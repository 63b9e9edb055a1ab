"""Option values in words: for errors, and for the ``repr`` of options."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from troposphere import AWSHelperFn


def shown(value: object) -> str:
    """A value as its owner would write it, as far as that is short: no addresses in memory, no rendered resources."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"{type(value).__name__}({', '.join(shown(item) for item in value)})"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(shown(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{shown(key)}: {shown(item)}' for key, item in value.items())}}}"
    if isinstance(value, AWSHelperFn) and type(value).__repr__ is object.__repr__:
        data = getattr(value, "data", None) or getattr(value, "tags", None)
        return f"{type(value).__name__}({shown(_argument(data))})"
    title = getattr(value, "title", None) if hasattr(value, "props") else None
    if title or " at 0x" in repr(value):
        return f"<{' '.join(filter(None, (type(value).__name__, title)))}>"
    return repr(value)


def _argument(data: object) -> object:
    """What an intrinsic was made of."""
    return next(iter(data.values())) if isinstance(data, dict) and len(data) == 1 else data
