"""Paths of findings, as in ``Schema[0].Name`` or ``RoleMappings["www.amazon.com"].Type``."""

from __future__ import annotations

import re

ATTRIBUTES = frozenset(("Condition", "DeletionPolicy", "DependsOn", "Metadata", "Type", "UpdateReplacePolicy"))
"""What stands beside the properties of a resource."""

_STEP = r'\["([^"]*)"\]|\[(\d+)\]|([^.\[\]]+)'


def steps(path: str) -> list[str | int]:
    """The keys and indexes of a path."""
    return [int(index) if index else quoted or name for quoted, index, name in re.findall(_STEP, path)]
