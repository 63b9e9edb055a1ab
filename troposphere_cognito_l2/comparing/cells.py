"""What becomes of each property when it is added, removed or changed, and no rule knows better: `cell`.

Create-only properties are in the registry data. All others stand in ``matrix``, one row for each.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .change import Effect


class Row(NamedTuple):
    """One property."""

    removed: Effect
    """What leaving it out does: `Effect.RESET`, or `Effect.IN_PLACE` where nothing is lost by it."""
    default: Any = None
    """What the service does without it; ``None`` where there is no one value that says so."""


def cell(resource_type: str, path: str) -> Row:
    """What becomes of a property without a rule of its own; of one that the data does not know: what AWS says of most."""
    from .matrix import MATRIX

    return MATRIX.get(resource_type, {}).get(path, _UNKNOWN)


_UNKNOWN = Row(Effect.RESET)
