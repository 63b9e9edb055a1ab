"""What changes of an app client do: how long tokens live."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ...checks.aws_pages import USER_POOLS_API
from ...checks.finding import Severity
from ...checks.resource_types import CLIENT
from ...checks.rules.client import UNIT_SECONDS
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule

_PAGE = f"{USER_POOLS_API}API_UpdateUserPoolClient.html"
_DEFAULTS = {"AccessToken": (1, "hours"), "IdToken": (1, "hours"), "RefreshToken": (30, "days")}


class _Life(NamedTuple):
    """How long a token lives."""

    number: int
    unit: str

    @property
    def seconds(self) -> int:
        return self.number * UNIT_SECONDS[self.unit]

    def __str__(self) -> str:
        return f"{self.number} {self.unit[:-1] if self.number == 1 else self.unit}"


class _Lives(NamedTuple):
    """How long a token lives before and after, and where that is said."""

    number: str
    unit: str
    old: _Life
    new: _Life
    left_out: bool
    """Whether the number or the unit is left out that was there."""
    unit_alone: bool
    """Whether the number stands as it was, and counts something else."""

    @property
    def path(self) -> str:
        return self.unit if self.unit_alone else self.number


def _changes(pair: Pair) -> Iterator[_Lives]:
    for token in _DEFAULTS:
        number, unit = f"{token}Validity", f"TokenValidityUnits.{token}"
        if pair.delta(number) is None and pair.delta(unit) is None:
            continue
        old, new = (_life(token, read(number), read(unit)) for read in (pair.old, pair.new))
        if old is not None and new is not None:
            left_out = any(pair.old(path) is not None and pair.new(path) is None for path in (number, unit))
            unit_alone = pair.old(number) is not None and pair.old(number) == pair.new(number)
            yield _Lives(number, unit, old, new, left_out, unit_alone)


def _life(token: str, number: Any, unit: Any) -> _Life | None:
    """How long a token lives; ``None`` if that is not known."""
    default = _DEFAULTS[token]
    unit = default[1] if unit is None else unit
    if number in (None, "0"):
        return _Life(*default)
    if not isinstance(number, str) or not number.isdecimal() or not isinstance(unit, str) or unit not in UNIT_SECONDS:
        return None
    return _Life(int(number), unit)


@change_rule(
    "C9251",
    CLIENT,
    Effect.RESET,
    source=_PAGE,
    before={"RefreshTokenValidity": 365},
    after={},
    harmless={"RefreshTokenValidity": 365, "TokenValidityUnits": {"RefreshToken": "days"}},
)
def life_of_a_token_falls_back(pair: Pair) -> Iterator[Claim]:
    """A token lives as long as it does where nothing is said of it."""
    for one in _changes(pair):
        if one.old.seconds != one.new.seconds and one.left_out:
            what = "the unit is left out and the number is not" if one.unit_alone else "is left out"
            yield Claim(
                one.path,
                f"{what}, so {one.old} become {one.new}",
                "Write the deployed number and its unit again.",
                covers=(one.number, one.unit),
            )


@change_rule(
    "C9252",
    CLIENT,
    Effect.IN_PLACE,
    source=_PAGE,
    before={"AccessTokenValidity": 10},
    after={"AccessTokenValidity": 10, "TokenValidityUnits": {"AccessToken": "minutes"}},
    harmless={"AccessTokenValidity": 600, "TokenValidityUnits": {"AccessToken": "minutes"}},
)
def number_counts_something_else(pair: Pair) -> Iterator[Claim]:
    """A unit changes and its number does not, so that a token lives for another time."""
    for one in _changes(pair):
        if one.old.seconds != one.new.seconds and not one.left_out and one.unit_alone:
            yield Claim(
                one.path,
                f"the number stays and its unit does not: {one.old} become {one.new}",
                f"Write the number in {one.new.unit} too, unless {one.new} is what is meant.",
                severity=Severity.WARNING,
            )


@change_rule(
    "C9253",
    CLIENT,
    Effect.IN_PLACE,
    source=_PAGE,
    before={"AccessTokenValidity": 10},
    after={"AccessTokenValidity": 2},
    harmless={"AccessTokenValidity": 600, "TokenValidityUnits": {"AccessToken": "minutes"}},
)
def token_lives_for_another_time(pair: Pair) -> Iterator[Claim]:
    """A token lives for another time, if it was given out after the update."""
    for one in _changes(pair):
        if one.old.seconds == one.new.seconds:
            message = f"{one.old} are {one.new}: nothing changes"
        elif one.left_out or one.unit_alone:
            continue
        else:
            message = f"{one.old} become {one.new}, for tokens that are given out from then on"
        yield Claim(one.path, message, "Nothing to do.", covers=(one.number, one.unit))
