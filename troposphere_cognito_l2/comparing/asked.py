"""What was asked of `compare`, for what a report finds out later: safe steps, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.operands import mapping

if TYPE_CHECKING:
    from .report import ChangeReport


class Side(NamedTuple):
    """A template with the parameter values that it is deployed with."""

    document: Mapping[str, Any]
    values: Mapping[str, Any] | None
    """``None`` where no value was given for either template."""

    def saying(self, document: Mapping[str, Any], other: Side) -> Side:
        """Another template with the values of this one, and those of what it took over from another side."""
        if self.values is None or other.values is None:
            return Side(document, None)
        both = {**other.values, **self.values}
        return Side(
            document, {name: value for name, value in both.items() if name in mapping(document.get("Parameters"))}
        )


class Asked(NamedTuple):
    """Two templates, and which changes are accepted."""

    old: Side
    new: Side
    accept: Mapping[str, str]

    def between(self, old: Side, new: Side) -> ChangeReport:
        """The report about two other templates, by the same choices."""
        from .api import compare

        return compare(old.document, new.document, old_parameters=old.values, parameters=new.values, accept=self.accept)
