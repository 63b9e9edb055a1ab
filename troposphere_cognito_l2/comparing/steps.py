"""The safe way from one template to another, as templates: `safe_steps`."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.operands import mapping
from ..checks.resource_types import CLIENT, DOMAIN, POOL_IDS
from .asked import Asked, Side
from .change import Change, Effect
from .edits import added_beside, free_id, is_taken, keep, resources_of, without
from .losses import LOSSES, type_in
from .nearest import Nearest
from .references import Document, renamed
from .rule import words

if TYPE_CHECKING:
    from .report import ChangeReport

_MOST_STEPS = 5


class SafeStep(NamedTuple):
    """One deploy on the safe way."""

    text: str
    """What this deploy does, and what to see to before the next."""
    template: Mapping[str, Any]
    """The template to deploy, as plain data."""
    parameters: Mapping[str, Any] | None
    """The values that were given for its parameters; ``None`` if none were."""
    report: ChangeReport
    """What this deploy does, beside the template before it: no error, but what else there is to know."""
    is_wanted: bool
    """Whether this is the template that was to be deployed. If the last step is not, it is the nearest safe one."""


def safe_steps(asked: Asked) -> tuple[SafeStep, ...]:
    """The deploys that lead to a template, or as near to it as can be, without an error on the way."""
    for beside in (True, False):
        found = _Way(asked).walked(beside=beside)
        if found:
            return found
    return ()


class _Way:
    """A way that is looked for, deploy by deploy."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._here = Side(deepcopy(dict(asked.old.document)), asked.old.values)
        self._there = Side(deepcopy(dict(asked.new.document)), asked.new.values)
        self._ids: list[tuple[str, str]] = []
        """The logical ids that can't be had, each with the one instead."""
        self._moved: list[tuple[str, str]] = []
        """The resources that are made beside others, each with its new logical id."""
        self._steps: list[SafeStep] = []

    def walked(self, *, beside: bool) -> tuple[SafeStep, ...]:
        """All steps; none if there is no way."""
        report = self._under_old_ids()
        for _ in range(_MOST_STEPS):
            if report.ok or not self._prepared(report, beside=beside):
                break
            report = self._report(self._there)
        if not report.ok:
            near = Nearest(self._asked, self._here, self._there).found(report)
            if near is None:
                return ()
            target, left, found = near
            self._step(self._deploying(left), target, found, is_wanted=False)
            report = self._report(self._there)
        if report.ok:
            self._step(self._deploying(), self._there, report, is_wanted=not self._moved and not self._ids)
        return tuple(self._needed())

    def _under_old_ids(self) -> ChangeReport:
        """Have what is walked to use the logical ids that are deployed; what going there does then."""
        report = self._report(self._there)
        while not report.ok:
            here, there = self._here.document, self._there.document
            ids = _of_other_types(report, here, there) or _of_renamed(report, there)
            if not ids:
                break
            self._there = self._there._replace(document=renamed(there, ids))
            self._ids += ids.items()
            report = self._report(self._there)
        return report

    def _deploying(self, left: str = "") -> str:
        """What the deploy of the wanted template is called, with all that is not as it was wanted."""
        deployed = resources_of(self._asked.old.document)
        called = [
            f"keep the logical id {new}, not {old}"
            if new in deployed
            else f"call the new {old} {new}, since a logical id keeps its type"
            for old, new in self._ids
        ]
        moved = [f"have {new} in place of {old}" for old, new in self._moved]
        said = "; ".join((*called, *moved, *([left] if left else [])))
        return f"Deploy the new template{', but ' if said else ''}{said}."

    def _needed(self) -> list[SafeStep]:
        """The steps without those that turned out not to be needed."""
        found: list[SafeStep] = []
        here = self._asked.old
        for step, after in zip(self._steps, [*self._steps[1:], None], strict=True):
            if after is None or not self._asked.between(here, _side(after)).ok:
                found.append(step._replace(report=self._asked.between(here, _side(step))))
                here = _side(step)
        return found

    def _report(self, target: Side) -> ChangeReport:
        return self._asked.between(self._here, target)

    def _step(self, text: str, target: Side, report: ChangeReport, *, is_wanted: bool) -> None:
        self._steps.append(SafeStep(text, target.document, target.values, report, is_wanted))
        self._here = target

    # A deploy of its own that has to come first

    def _prepared(self, report: ChangeReport, *, beside: bool) -> bool:
        """Whether a step could be made from what is deployed that takes something out of the way."""
        document: Document = deepcopy(dict(self._here.document))
        there, moved = self._there, list(self._moved)
        texts: list[str] = []
        for change in report.errors:
            name = change.resource
            if change.rule in ("C9001", "C9009"):
                kept = [one for one in (name, *self._going_with(name)) if keep(document, one)]
                if kept:
                    texts.append(
                        f"Have CloudFormation keep {words(kept)} (DeletionPolicy and UpdateReplacePolicy: Retain), with "
                        "nothing else changed: what is kept stays when it leaves the stack"
                    )
            elif domains := [one for one in self._domains_in_the_way(change) if one in resources_of(document)]:
                for one in domains:
                    taken_out = without(document, one)
                    if taken_out is not None:
                        document = taken_out
                        texts.append(
                            f"Take the domain {one} out: the next deploy can make the other one; until then its pages are gone"
                        )
            elif beside and self._is_made_anew(change, report):
                other = free_id(name, document, there.document)
                document = added_beside(document, there.document, name, other)
                there = there._replace(document=renamed(there.document, {name: other}))
                moved.append((name, other))
                texts.append(f"Add {other} beside {name}, and move users and apps over before the next step")
        if not texts:
            return False
        target = self._here.saying(document, self._there)
        found = self._report(target)
        if found.ok:
            self._there, self._moved = there, moved
            self._step(_sentences(texts), target, found, is_wanted=False)
        return found.ok

    def _going_with(self, name: str) -> list[str]:
        """What belongs to a pool and leaves the stack with it: it would be deleted inside of the pool that stays."""
        return [
            other
            for other, body in resources_of(self._here.document).items()
            if _kind(self._here, other) in LOSSES
            and not self._is_in(self._there, other)
            and any(mapping(body["Properties"]).get(one) == {"Ref": name} for one in POOL_IDS if "Properties" in body)
        ]

    def _domains_in_the_way(self, change: Change) -> list[str]:
        """The deployed domains that are to be deleted only after another one is made in their place."""
        name = change.resource
        if change.effect is not Effect.REJECTED or change.path not in ("Domain", "UserPoolId"):
            return []
        if self._is_in(self._here, name):
            return [name] if self._is_in(self._there, name) and _kind(self._here, name) == DOMAIN else []
        if _kind(self._there, name) != DOMAIN:
            return []
        domains = (one for one in resources_of(self._here.document) if _kind(self._here, one) == DOMAIN)
        return [one for one in domains if not self._is_in(self._there, one)]

    def _is_made_anew(self, change: Change, report: ChangeReport) -> bool:
        if not self._is_in(self._here, change.resource) or not self._is_in(self._there, change.resource):
            return False
        taken = any(other.rule == "C9004" and other.resource == change.resource for other in report.errors)
        anew = change.rule == "C9007" or (change.rule == "C9005" and _kind(self._here, change.resource) == CLIENT)
        return anew and not taken

    def _is_in(self, side: Side, name: str) -> bool:
        return name in resources_of(side.document)


def _kind(side: Side, name: str) -> str:
    return type_in(resources_of(side.document), name)


def _side(step: SafeStep) -> Side:
    return Side(step.template, step.parameters)


def _of_other_types(report: ChangeReport, here: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, str]:
    """Free logical ids for the resources whose own is deployed with another type."""
    return {one.resource: free_id(one.resource, here, there) for one in report.errors if one.rule == "C9003"}


def _of_renamed(report: ChangeReport, there: Mapping[str, Any]) -> dict[str, str]:
    """The old logical ids of the resources that can't have new ones."""
    concerned = {change.resource for change in report.errors if change.rule in ("C9002", "C9004")}
    moved = {one.candidates[0]: one.resource for one in report.changes if one.rule == "C9002"}
    return {
        new_id: old_id
        for new_id, old_id in moved.items()
        if not concerned.isdisjoint((old_id, new_id)) and not is_taken(there, old_id)
    }


def _sentences(texts: list[str]) -> str:
    return " ".join(f"{text}." for text in dict.fromkeys(texts))
