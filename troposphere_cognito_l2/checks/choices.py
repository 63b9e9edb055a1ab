"""What a variable of a template's conditions may be: only the values that make a difference."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .operands import Operands, literal

REGION, PARTITION, SUFFIX = "AWS::Region", "AWS::Partition", "AWS::URLSuffix"

MOST_ALLOWED = 8
"""More allowed values than these are told apart only where something compares them."""
_EMPTY = '""'
_PARTITIONS = {
    "cn-": ("aws-cn", "amazonaws.com.cn"),
    "us-gov-": ("aws-us-gov", "amazonaws.com"),
    "us-iso-": ("aws-iso", "c2s.ic.gov"),
    "us-isob-": ("aws-iso-b", "sc2s.sgov.gov"),
    "us-isof-": ("aws-iso-f", "csp.hci.ic.gov"),
    "eu-isoe-": ("aws-iso-e", "cloud.adc-e.uk"),
    "eusc-": ("aws-eusc", "amazonaws.eu"),
}


class Choice(NamedTuple):
    """Values of a variable that make no difference to one another."""

    members: tuple[str, ...]
    """The values; none of them for any value that is not named."""
    label: str
    """How a scenario says it, as in ``=prod``."""
    named: tuple[str, ...] = ()
    """If it is any value that is not named: those that are."""

    def may_be(self, value: str) -> bool:
        """Whether a value is one of these."""
        return value in self.members if self.members else value not in self.named

    @property
    def value(self) -> str | None:
        """The one value, if there is but one."""
        return self.members[0] if len(self.members) == 1 else None


class Use(NamedTuple):
    """A mapping that a variable is a key of."""

    operands: Operands
    mapping: str
    first: bool
    """Whether it is the first key."""


def choices_of(
    variable: str, named: Iterable[str], uses: Sequence[Use], parameter: Mapping[str, Any]
) -> Iterator[Choice]:
    """What a variable may be, each choice without the others.

    Args:
        variable: a parameter, a pseudo parameter, or what can't be looked into (begins with ``?``).
        named: the values that conditions compare it with.
        uses: the mappings that it is a key of.
        parameter: what the template says of it, if it is a parameter.
    """
    if variable.startswith("?"):
        yield from (Choice(("true",), " holds"), Choice(("false",), " does not hold"))
        return
    possible = {value for value in named if _may_be(value, parameter)}
    allowed = allowed_values(parameter)
    if allowed is None:
        keys = {key for use in uses for key in use.operands.keys(use.mapping, first=use.first)}
        values = [*sorted(possible), *sorted(keys - possible)]
    else:
        values = allowed
    groups: dict[Any, list[str]] = {}
    for value in values:
        apart = value in possible or (allowed is not None and len(allowed) <= MOST_ALLOWED)
        kind = value if apart else tuple(use.operands.row(use.mapping, value, first=use.first) for use in uses)
        groups.setdefault(kind, []).append(value)
    for members in groups.values():
        yield Choice(tuple(members), "=" + "|".join(value or _EMPTY for value in members))
    if allowed is None:
        yield Choice((), f"!={values[0] or _EMPTY}" if len(values) == 1 else "=another value", tuple(values))


def in_one_region(assignment: Mapping[str, Choice]) -> bool:
    """Whether the partition is that of the Region, as far as both are known."""
    region = assignment[REGION].value if REGION in assignment else None
    if region is not None:
        suited = next((pair for start, pair in _PARTITIONS.items() if region.startswith(start)), None)
        for name, value in zip((PARTITION, SUFFIX), suited or ("aws", "amazonaws.com"), strict=True):
            if name in assignment and not assignment[name].may_be(value):
                return False
    return True


def allowed_values(parameter: Mapping[str, Any]) -> list[str] | None:
    """The values that a parameter may have, if its template lists them."""
    allowed = parameter.get("AllowedValues")
    if not isinstance(allowed, list) or not allowed or is_stored(parameter):
        return None
    return list(dict.fromkeys(literal(value) for value in allowed))


def is_stored(parameter: Mapping[str, Any]) -> bool:
    """Whether the parameter names one in Systems Manager, whose value nothing here says anything of."""
    return str(parameter.get("Type")).startswith("AWS::SSM::Parameter::Value")


def _may_be(value: str, parameter: Mapping[str, Any]) -> bool:
    """Whether a parameter may have a value that it is compared with."""
    if not parameter or is_stored(parameter):
        return True
    allowed = allowed_values(parameter)
    if allowed is not None:
        return value in allowed
    if value:
        return True
    kind = str(parameter.get("Type"))
    if kind == "Number" or kind.startswith("AWS::") or str(parameter.get("MinLength", 0)) not in ("0", ""):
        return False
    pattern = parameter.get("AllowedPattern")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Java's patterns say in Python's eyes is nobody's business
            return not isinstance(pattern, str) or re.fullmatch(pattern, "") is not None
    except (re.error, RecursionError, OverflowError):
        return True
