"""What changes of the threat protection settings do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.finding import Severity
from ...checks.resource_types import RISK
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import turned

_PAGE = f"{GUIDE}cognito-user-pool-settings-threat-protection.html"
_TAKEOVER, _COMPROMISED = "AccountTakeoverRiskConfiguration", "CompromisedCredentialsRiskConfiguration"
_EXCEPTIONS = "RiskExceptionConfiguration"
_STRENGTH: Mapping[str | None, int] = {
    None: 0,
    "NO_ACTION": 0,
    "MFA_IF_CONFIGURED": 1,
    "MFA_REQUIRED": 2,
    "BLOCK": 3,
}
_ACTIONS = (
    *(f"{_TAKEOVER}.Actions.{level}Action.EventAction" for level in ("Low", "Medium", "High")),
    f"{_COMPROMISED}.Actions.EventAction",
)
_EVENTS = ("SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP")


def _example(high: str = "BLOCK", *, events: tuple[str, ...] = _EVENTS, **others: Any) -> dict[str, Any]:
    return {
        "ClientId": "ALL",
        _TAKEOVER: {"Actions": {"HighAction": {"EventAction": high, "Notify": False}}},
        _COMPROMISED: {"Actions": {"EventAction": "BLOCK"}, "EventFilter": list(events)},
        **others,
    }


@change_rule(
    "C9801",
    RISK,
    Effect.IN_PLACE,
    source=_PAGE,
    before=_example(),
    after=_example("NO_ACTION"),
    harmless=_example("BLOCK", RiskExceptionConfiguration={"BlockedIPRangeList": ["192.0.2.0/24"]}),
)
def risky_sign_ins_are_answered_less(pair: Pair) -> Iterator[Claim]:
    """Sign-ins at risk are let in where they were stopped."""
    for path in _ACTIONS:
        found = turned(pair, path)
        if found is None or found[1] is None or not all(action in _STRENGTH for action in found):
            continue
        if _STRENGTH[found[1]] < _STRENGTH[found[0]]:
            yield Claim(
                path,
                f"{found[1]} is weaker than {found[0]}: more of those who may not be the user get in",
                f"Leave {found[0]}, unless it locks users out.",
                severity=Severity.WARNING,
            )


@change_rule(
    "C9802",
    RISK,
    Effect.RESET,
    source=_PAGE,
    before=_example(),
    after={"ClientId": "ALL", _TAKEOVER: _example()[_TAKEOVER]},
    harmless=_example("BLOCK", events=("SIGN_UP", "PASSWORD_CHANGE", "SIGN_IN")),
)
def protection_falls_back(pair: Pair) -> Iterator[Claim]:
    """A part of the protection is as it is for the whole pool, or as Cognito has it."""
    for path in (_TAKEOVER, _COMPROMISED, _EXCEPTIONS):
        if isinstance(pair.old(path), dict) and pair.after.absent(path):
            yield Claim(
                path,
                "is left out, so it is as for the whole pool, or as Cognito has it: each update sets all of it",
                "Write the deployed settings again.",
            )


@change_rule(
    "C9803",
    RISK,
    Effect.IN_PLACE,
    source=_PAGE,
    before=_example(),
    after=_example(events=("SIGN_IN",)),
    harmless=_example(events=("SIGN_UP", "SIGN_IN", "PASSWORD_CHANGE")),
)
def known_passwords_are_looked_for_less(pair: Pair) -> Iterator[Claim]:
    """Passwords that are known to be stolen are let through where they were looked for."""
    path = f"{_COMPROMISED}.EventFilter"
    lost = [str(event) for event in pair.removed_members(path, _EVENTS)]
    if lost and not pair.after.absent(_COMPROMISED):
        yield Claim(
            path,
            f"passwords are not looked up any more at {words(lost)}",
            "Leave all events in the list.",
            severity=Severity.WARNING,
        )


@change_rule(
    "C9804",
    RISK,
    Effect.IN_PLACE,
    source=_PAGE,
    before=_example(RiskExceptionConfiguration={"BlockedIPRangeList": ["192.0.2.0/24", "198.51.100.0/24"]}),
    after=_example(RiskExceptionConfiguration={"BlockedIPRangeList": ["192.0.2.0/24"]}),
    harmless=_example(
        RiskExceptionConfiguration={"BlockedIPRangeList": ["198.51.100.0/24", "192.0.2.0/24", "203.0.113.0/24"]}
    ),
)
def addresses_are_blocked_no_more(pair: Pair) -> Iterator[Claim]:
    """Addresses that were blocked may sign in."""
    path = f"{_EXCEPTIONS}.BlockedIPRangeList"
    lost = [str(block) for block in pair.removed_members(path)]
    if lost and not pair.after.absent(_EXCEPTIONS):
        yield Claim(
            path,
            f"sign-ins from {words(lost)} are blocked no more",
            "Leave in the list what is to stay blocked.",
            severity=Severity.WARNING,
        )
