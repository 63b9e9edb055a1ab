"""Whether an update can be undone: `WayBack`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.attributes import STANDARD
from ..checks.finding import Severity, place_of
from ..checks.operands import mapping
from ..checks.resource_types import CLIENT, USER_POOL
from .change import Change, Effect
from .losses import LOSSES, type_in
from .rule import words

if TYPE_CHECKING:
    from .report import ChangeReport


class WayBack(NamedTuple):
    """What going back to the old template does. As text it says what can't be undone."""

    report: ChangeReport
    """``compare(new, old)``: what deploying the old template again does."""
    gone: tuple[Change, ...]
    """The changes that no way back undoes: what was deleted or made anew does not come back."""
    stays: tuple[str, ...]
    """The custom attributes that the update adds, each as in ``Users: team``: they are there for ever."""
    stuck: tuple[str, ...]
    """The resources whose rollback is refused, if this update fails after they have changed."""

    @property
    def is_open(self) -> bool:
        """Whether the old template can be deployed again without an error, and all is as it was then."""
        return self.report.ok and not self.gone and not self.stays

    @property
    def command(self) -> str:
        """What ends UPDATE_ROLLBACK_FAILED, if the update may lead there; it changes the stack."""
        if not self.stuck:
            return ""
        skipped = " ".join(self.stuck)
        return f"aws cloudformation continue-update-rollback --stack-name STACK --resources-to-skip {skipped}"

    @property
    def summary(self) -> str:
        """The same in one sentence, by the names of resources; empty for an update that is refused as a whole."""
        if self.is_open:
            return "open: the old template can be deployed again"
        if not (self.gone or self.stays or self.stuck):
            return ""
        gone = dict.fromkeys(change.resource for change in self.gone)
        against = dict.fromkeys(change.resource for change in self.report.errors)
        parts = (
            ("gone for good: ", list(gone)),
            ("there for ever: ", list(self.stays)),
            ("refused or lost again: ", [name for name in against if name not in gone]),
            ("stuck if the update fails half-way (UPDATE_ROLLBACK_FAILED): ", list(self.stuck)),
        )
        return "closed; " + "; ".join(f"{head}{words(names)}" for head, names in parts if names)

    def __str__(self) -> str:
        if self.is_open:
            return "the way back is open: the old template can be deployed again"
        lines = ["the way back is closed:"]
        lines += [f"   gone:     {place_of(change)}: {change.message}" for change in self.gone]
        lines += [
            f"   stays:    {attribute}, a custom attribute, which can't be removed again" for attribute in self.stays
        ]
        lines += [f"   {_word(change)} {place_of(change)}: {change.message}" for change in self.report.errors]
        if self.stuck:
            lines.append(
                f"   rollback: if the update fails after {words(self.stuck)} changed, its rollback is refused too, and the "
                "stack stands in UPDATE_ROLLBACK_FAILED. Then skip what can't be rolled back, and deploy a template that "
                "says of it what is deployed:"
            )
            lines.append(f"             {self.command}")
        return "\n".join(lines)


def _word(change: Change) -> str:
    return "refused: " if change.effect is Effect.REJECTED else "loses:   "


def way_back(
    forth: ChangeReport, back: ChangeReport, deployed: Mapping[str, Any], wanted: Mapping[str, Any]
) -> WayBack:
    """What going back does.

    Args:
        forth: what the update does.
        back: what the update from the new template to the old one does.
        deployed: the resources of the old template.
        wanted: the resources of the new one.
    """
    gone: dict[str, Change] = {}
    for change in forth.changes:
        if _is_gone(change, type_in(deployed, change.resource)):
            gone.setdefault(change.resource, change)
    refused = {(change.rule, change.resource, change.path) for change in forth.of(Effect.REJECTED)}
    stuck = {
        change.resource: None
        for change in back.of(Effect.REJECTED)
        if change.severity is Severity.ERROR and (change.rule, change.resource, change.path) not in refused
    }
    stays = [
        f"{name}: {attribute}"
        for name in deployed
        if name in wanted
        for attribute in _custom(wanted[name])
        if attribute not in _custom(deployed[name])
    ]
    return WayBack(back, tuple(gone.values()), tuple(stays), tuple(stuck))


def _custom(body: Any) -> list[str]:
    """The custom attributes of a pool, as far as the template says their names."""
    schema = mapping(mapping(body).get("Properties")).get("Schema")
    if mapping(body).get("Type") != USER_POOL or not isinstance(schema, list):
        return []
    names = (mapping(attribute).get("Name") for attribute in schema)
    return [name for name in names if isinstance(name, str) and name not in STANDARD]


def _is_gone(change: Change, kind: str) -> bool:
    """Whether a change takes away what the template can't give back: users and what they are known by, ids of clients."""
    if change.severity is Severity.INFO or change.rule == "C9008":  # protection can be switched on again
        return False
    if change.effect is Effect.USERS_LOST:
        return True
    holds = kind == CLIENT or (kind in LOSSES and LOSSES[kind].effect is Effect.USERS_LOST)
    return holds and (change.effect is Effect.REPLACED or change.rule == "C9010")
