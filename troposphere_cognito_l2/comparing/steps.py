"""The safe way from one template to another, as templates: `safe_steps`."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.operands import mapping
from .asked import Asked, Side
from .change import Change, Effect
from .edits import added_beside, bring, free_id, keep, put_back, resources_of, without
from .losses import CLIENT, DOMAIN, LOSSES, POOL_IDS
from .references import Document, renamed
from .rule import words

if TYPE_CHECKING:
    from .report import ChangeReport

_MOST_STEPS = 5
_MOST_ROUNDS = 100
"""So often what is put back may show what else has to be."""


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
        self._moved: list[tuple[str, str]] = []
        """The resources that are made beside others, each with its new logical id."""
        self._steps: list[SafeStep] = []

    def walked(self, *, beside: bool) -> tuple[SafeStep, ...]:
        """All steps; none if there is no way."""
        report = self._report(self._there)
        for _ in range(_MOST_STEPS):
            if report.ok or not self._prepared(report, beside=beside):
                break
            report = self._report(self._there)
        if not report.ok:
            near = self._nearest(report)
            if near is None:
                return ()
            target, text, found = near
            self._step(text, target, found, is_wanted=False)
            report = self._report(self._there)
        if report.ok:
            instead = words([f"{new} in place of {old}" for old, new in self._moved])
            text = f"Deploy the new template{', with ' if instead else ''}{instead}."
            self._step(text, self._there, report, is_wanted=not instead)
        return tuple(self._steps)

    def _report(self, target: Side) -> ChangeReport:
        return self._asked.between(self._here, target)

    def _step(self, text: str, target: Side, report: ChangeReport, *, is_wanted: bool) -> None:
        self._steps.append(SafeStep(text, target.document, target.values, report, is_wanted))
        self._here = target

    # A deploy of its own that has to come first

    def _prepared(self, report: ChangeReport, *, beside: bool) -> bool:
        """Whether a step could be made from what is deployed that takes something out of the way."""
        document: Document = deepcopy(dict(self._here.document))
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
            elif self._is_domain_in_the_way(change) and name in resources_of(document):
                taken_out = without(document, name)
                if taken_out is not None:
                    document = taken_out
                    texts.append(
                        f"Take the domain {name} out, so that the next deploy can make the new one; until then its pages are gone"
                    )
            elif beside and self._is_made_anew(change, report):
                other = free_id(name, document, self._there.document)
                document = added_beside(document, self._there.document, name, other)
                self._there = self._there._replace(document=renamed(self._there.document, name, other))
                self._moved.append((name, other))
                texts.append(f"Add {other} beside {name}, and move users and apps over before the next step")
        if not texts:
            return False
        target = self._with_values(document, self._here, self._there)
        found = self._report(target)
        if found.ok:
            self._step(_sentences(texts), target, found, is_wanted=False)
        return found.ok

    def _going_with(self, name: str) -> list[str]:
        """What belongs to a pool and leaves the stack with it: it would be deleted inside of the pool that stays."""
        return [
            other
            for other, body in resources_of(self._here.document).items()
            if mapping(body).get("Type") in LOSSES
            and not self._is_in(self._there, other)
            and any(mapping(body).get("Properties", {}).get(one) == {"Ref": name} for one in POOL_IDS)
        ]

    def _is_domain_in_the_way(self, change: Change) -> bool:
        both = self._is_in(self._here, change.resource) and self._is_in(self._there, change.resource)
        return change.effect is Effect.REJECTED and both and self._kind(change.resource) == DOMAIN

    def _is_made_anew(self, change: Change, report: ChangeReport) -> bool:
        if not self._is_in(self._here, change.resource) or not self._is_in(self._there, change.resource):
            return False
        taken = any(other.rule == "C9004" and other.resource == change.resource for other in report.errors)
        anew = change.rule == "C9007" or (change.rule == "C9005" and self._kind(change.resource) == CLIENT)
        return anew and not taken

    # What can't be had is left as it is deployed

    def _nearest(self, report: ChangeReport) -> tuple[Side, str, ChangeReport] | None:
        """The template next to the wanted one that has no error, what is left as it is in it, and its report."""
        target = self._there
        texts: dict[str, None] = {}
        tried: dict[tuple[str, str], int] = {}
        for _ in range(_MOST_ROUNDS):
            if report.ok:
                left = "; ".join(texts)
                return target, f"Deploy the new template, but {left}.", report
            document: Document = deepcopy(dict(target.document))
            for change in _first(report):
                known = (change.resource, change.path)
                document, text = self._conceded(document, change, report, widely=tried.get(known, 0))
                if not text:
                    return None
                tried[known] = tried.get(known, 0) + 1
                texts[text] = None
            target = self._with_values(document, self._there, self._here)
            report = self._report(target)
        return None

    def _conceded(
        self, document: Document, change: Change, report: ChangeReport, *, widely: int
    ) -> tuple[Document, str]:
        """The template with a thing left as it is deployed, and what that is; no words if nothing can be done."""
        name = change.resource
        is_deployed, is_wanted = self._is_in(self._here, name), name in resources_of(document)
        if change.rule == "C9003":
            other = free_id(name, document, self._here.document)
            return renamed(document, name, other), f"call the new {name} {other}: a logical id keeps its type"
        moved = [(one.resource, str(one.new)) for one in report.changes if one.rule == "C9002"]
        for old_id, new_id in moved:
            if name in (old_id, new_id) and change.rule in ("C9002", "C9004") and new_id in resources_of(document):
                if _is_taken(document, old_id):
                    return document, ""
                return renamed(document, new_id, old_id), f"keep the logical id {old_id}, not {new_id}"
        if not is_deployed or widely > 2:
            return document, ""
        if not is_wanted:
            bring(document, self._here.document, [name])
            return document, f"keep {name}"
        path = "" if change.rule == "C9004" else change.path
        put_back(document, self._here.document, name, path, widely=widely)
        what = f"{path.partition('[')[0]} of {name}" if path and widely < 2 else name
        return document, f"leave {what} as it is deployed"

    def _is_in(self, side: Side, name: str) -> bool:
        return name in resources_of(side.document)

    def _kind(self, name: str) -> Any:
        return resources_of(self._here.document)[name].get("Type")

    def _with_values(self, document: Document, own: Side, other: Side) -> Side:
        """A template with the values of its own parameters, and those of what it took over."""
        if own.values is None or other.values is None:
            return Side(document, None)
        both = {**other.values, **own.values}
        return Side(document, {name: value for name, value in both.items() if name in document.get("Parameters", {})})


def _first(report: ChangeReport) -> list[Change]:
    """The errors to look at together: what stands under another logical id first, since other errors may follow from it."""
    for rules in (("C9003",), ("C9002", "C9004")):
        found = [change for change in report.errors if change.rule in rules]
        if found:
            return found[:1]
    whole = {change.resource for change in report.errors if not change.path}
    return [change for change in report.errors if not change.path or change.resource not in whole]


def _is_taken(document: Document, name: str) -> bool:
    return name in resources_of(document) or name in document.get("Parameters", {})


def _sentences(texts: list[str]) -> str:
    return " ".join(f"{text}." for text in dict.fromkeys(texts))
