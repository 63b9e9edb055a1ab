"""What happens to the properties of which no rule knows better."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ..checks.aws_pages import page_of
from ..checks.finding import Severity
from ..checks.operands import literal
from ..checks.paths import overlap
from ..checks.schema import registry
from .cells import cell
from .change import Change, Effect
from .general import change
from .pair import Pair
from .values import Delta, same


def rest_of(pair: Pair, claimed: Collection[str], *, in_place: bool) -> Iterator[Change]:
    """What happens to the properties of which no rule said anything."""
    page = page_of(pair.type)
    create_only = registry()["types"].get(pair.type, {}).get("createOnly", ())
    for delta in pair.deltas:
        if delta.path in create_only or any(overlap(delta.path, path) for path in claimed if path):
            continue
        known = cell(pair.type, delta.path)
        default = known.default
        if delta.kind != "changed" and default is not None and _is(default, delta):
            continue  # the default is written out, or no more
        if delta.kind == "removed" and known.removed is Effect.RESET:
            falls = (
                f"falls back to {default!r}" if isinstance(default, (str, int)) else "falls back to what Cognito does"
            )
            message = f"is left out, so it {falls}: each update sets all properties"
            fix = "Write the deployed value again."
            yield change("C9011", Effect.RESET, Severity.WARNING, pair, delta.path, delta.old, None, message, fix, page)
        elif in_place:
            message = "changes in place"
            yield change(
                "C9012",
                Effect.IN_PLACE,
                Severity.INFO,
                pair,
                delta.path,
                delta.old,
                delta.new,
                message,
                "Nothing to do.",
                page,
            )


def _is(default: Any, delta: Delta) -> bool:
    """Whether what was added or removed is the default."""
    said = [literal(item) for item in default] if isinstance(default, list) else literal(default)
    return same(said, delta.new if delta.old is None else delta.old)
