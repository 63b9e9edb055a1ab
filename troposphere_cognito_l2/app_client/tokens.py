"""How long tokens and sessions live."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .._core.helper import UNUSABLE, Problems
from .._core.options import Options, field
from .._core.problem import option_finding
from .._core.values import Value, literal

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
_UNITS = (("days", timedelta(days=1)), ("hours", timedelta(hours=1)), ("minutes", MINUTE), ("seconds", SECOND))


class RefreshTokenRotation(Options):
    """Each use of a refresh token gives a new one and takes the old one out of use.

    Apps then refresh by ``GetTokensFromRefreshToken``: the flow ``REFRESH_TOKEN_AUTH`` is switched off.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
    """

    grace_period: Value[timedelta] | None = field(default=None, at="RefreshTokenRotation.RetryGracePeriodSeconds")
    """How long the old token still works, for retries: 0 to 60 seconds (an intrinsic gives seconds). Default:
    Cognito's, not at all."""

    def properties(self, problems: Problems) -> dict[str, Any]:
        """``RefreshTokenRotation``."""
        rotation: dict[str, Any] = {"Feature": "ENABLED"}
        if self.grace_period is not None:
            path = "RefreshTokenRotation.RetryGracePeriodSeconds"
            rotation["RetryGracePeriodSeconds"] = count(
                self.grace_period, SECOND, "refresh_token_rotation.grace_period", path, problems
            )
        return {"RefreshTokenRotation": rotation}


def validity(token: str, value: Value[timedelta], option: str, problems: Problems) -> dict[str, Any]:
    """``<token>Validity`` in the coarsest unit that holds it exactly; an intrinsic gives minutes."""
    path = f"{token}Validity"
    known = literal(value)
    unit, length = "minutes", MINUTE
    if known is not None:
        unit, length = next(((unit, length) for unit, length in _UNITS if not known % length), ("seconds", SECOND))
    return {path: count(value, length, option, path, problems), "TokenValidityUnits": {token: unit}}


def count(value: Value[timedelta], unit: timedelta, option: str, path: str, problems: Problems) -> Any:
    """A duration as a number of units; an intrinsic gives that number."""
    known = literal(value)
    if known is None:
        return value
    number, rest = divmod(known, unit)
    if rest:
        name = "minutes" if unit == MINUTE else "seconds"
        problems.append(
            option_finding(
                path,
                option,
                known,
                message=f"is no whole number of {name}",
                allowed=f"whole {name}",
                fix=f"round it to whole {name}",
            )
        )
        return UNUSABLE
    return number
