"""The properties of a type, as the matrix has them: `properties_of`."""

from __future__ import annotations

from ..checks.schema import registry
from .matrix import MATRIX


def properties_of(resource_type: str) -> list[str]:
    """All properties of a type: those that can't be changed, and those that can."""
    create_only = registry()["types"][resource_type].get("createOnly", ())
    return sorted({*create_only, *MATRIX[resource_type]})
