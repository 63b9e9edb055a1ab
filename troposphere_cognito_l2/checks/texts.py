"""What is known of texts of which only parts are known: ARNs, dynamic references, whether two surely differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .values import Text, Unknown


def nearest(name: object, names: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The most similar of the names; empty if none is as similar as ``cutoff``, of 0 to 1."""
    from difflib import get_close_matches  # which few templates need

    return next(iter(get_close_matches(str(name), names, n=1, cutoff=cutoff)), "")


def arn_fields(value: Any) -> list[str | None]:
    """The fields of an ARN, ``None`` for what is not known; none if it is not known to be an ARN.

    Only of pseudo parameters is it known that they hold no colon, so that the fields behind them are counted right.
    """
    parts = value.parts if isinstance(value, Text) else (value,)
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif isinstance(part, Unknown) and isinstance(part.raw, dict) and str(part.raw.get("Ref")).startswith("AWS::"):
            text += "\0"
        else:
            text = text.rpartition(":")[0] if ":" in text else ""
            break
    fields = text.split(":")
    return [None if "\0" in field else field for field in fields] if fields[0] == "arn" else []


def surely_differ(one: Any, other: Any) -> bool:
    """Whether two values can be told to be different before the deploy.

    Two literals that differ do, and texts whose known beginnings or ends do; anything else that holds an unknown or a
    reference may turn out equal.
    """
    literal = (str, int, float)
    if isinstance(one, literal) and isinstance(other, literal):
        return one != other
    if not isinstance(one, (str, Text)) or not isinstance(other, (str, Text)):
        return False
    ends = [_ends(one), _ends(other)]
    (head, tail), (other_head, other_tail) = sorted(ends, key=lambda pair: len(pair[0]))
    if not other_head.startswith(head):
        return True
    short, long = sorted((tail, other_tail), key=len)
    return not long.endswith(short)


def _ends(value: str | Text) -> tuple[str, str]:
    """How a text surely begins, and how it surely ends."""
    parts: tuple[Any, ...] = value.parts if isinstance(value, Text) else (value,)
    head, tail = parts[0], parts[-1]
    return head if isinstance(head, str) else "", tail if isinstance(tail, str) else ""


def dynamic_references(value: Any) -> int:
    """How many dynamic references (``{{resolve:...}}``) stand in a value as it is held, troposphere objects included."""
    found = 0
    waiting = [value]
    for held in waiting:  # which grows on the way
        kind = type(held)
        if kind is str:
            found += held.count("{{resolve:")
        elif kind is dict:
            for item in held.values():
                if type(item) is not str:
                    waiting.append(item)
                elif "{{resolve:" in item:
                    found += item.count("{{resolve:")
        elif kind is list or kind is tuple:
            waiting += held
        elif kind is not bool and kind is not int:
            state = getattr(held, "__dict__", None) or {}
            inner = state.get("properties") or state.get("data")  # of a resource or property; of an intrinsic
            if inner is not None:
                waiting.append(inner)
            elif isinstance(held, Mapping):
                waiting += held.values()
    return found
