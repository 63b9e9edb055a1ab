"""The rules of change as text for people: a line each, one explained, or a page of all with what becomes of each property."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..checks.finding import shortened
from ..checks.pages import in_cell, indented
from ..checks.schema import registry
from .catalogue import ChangeEntry, change_catalogue
from .cells import cell
from .change import Effect
from .losses import LOSSES
from .properties import properties_of
from .watching import looked_at

_ALL = "AWS::Cognito::*"


def listed(entries: Sequence[ChangeEntry]) -> str:
    """A line for each rule: id, severity, effect, type, sentence."""
    widest = max(len(entry.resource_type or _ALL) for entry in entries)
    return "\n".join(
        f"{entry.id}  {entry.severity.value:7}  {entry.effect.value:14}  {entry.resource_type or _ALL:{widest}}  "
        f"{entry.sentence}"
        for entry in entries
    )


def explained(entry: ChangeEntry) -> str:
    """All there is to say of a rule, with an update that has the effect and one of the same kind that has not."""
    lines = [
        f"{entry.id} {entry.sentence}",
        "",
        f"effect:   {entry.effect.value}",
        f"severity: {entry.severity.value}",
        f"type:     {entry.resource_type or _ALL}",
        f"evidence: {entry.evidence}",
        f"source:   {entry.source}",
        "",
        "before:",
        indented({"Resources": entry.before}),
        "",
        "after:",
        indented({"Resources": entry.after}),
        "",
        "harmless:",
        indented({"Resources": entry.harmless}),
    ]
    return "\n".join(lines)


def page() -> str:
    """The page of all rules, and of every property of every type, in Markdown."""
    entries = change_catalogue()
    lines = [
        "# Changes",
        "",
        "What `compare` knows. Made from the rules themselves: `troposphere-cognito-l2 rules --markdown compare >",
        "examples/changes.md`. Examples of each rule: `troposphere-cognito-l2 rules ID`.",
        "",
        "The tables of properties say what becomes of each that is added, removed or changed, as long as none of the rules in the",
        "last column knows better; after `reset`, what the service does without it where that is one value.",
        "",
        f"{len(entries)} rules; which properties there are is known from the registry schemas of {registry()['date']}.",
    ]
    kinds = ["", *registry()["types"]]
    others = sorted({entry.resource_type for entry in entries}.difference(kinds))
    for kind in [*kinds, *others]:
        members = [entry for entry in entries if entry.resource_type == kind]
        lines += ["", f"## {kind or 'Any type'}"]
        if members:
            lines += ["", "| id | effect | severity | what happens | evidence |", "|---|---|---|---|---|"]
            lines += [_row(entry) for entry in members]
        if kind in registry()["types"]:
            lines += ["", "| property | added | removed | changed | rules that look at it |", "|---|---|---|---|---|"]
            lines += _cells(kind)
    return "\n".join(lines)


def _row(entry: ChangeEntry) -> str:
    evidence = f"[{entry.evidence}]({entry.source})"
    sentence = in_cell(entry.sentence)
    return f"| {entry.id} | {entry.effect.value} | {entry.severity.value} | {sentence} | {evidence} |"


def _cells(kind: str) -> Iterator[str]:
    """What becomes of each property where no rule knows better, and the rules that may."""
    known = registry()["types"][kind]
    create_only = known.get("createOnly", ())
    by_path = looked_at(kind)
    for path in properties_of(kind):
        if any(path == name or path.startswith(f"{name}.") for name in create_only):
            anew = LOSSES[kind].effect if LOSSES[kind].effect is Effect.USERS_LOST else Effect.REPLACED
            effects = [anew.value] * 3
        else:
            row = cell(kind, path)
            falls = f"{row.removed.value}: {shortened(row.default)}" if row.default is not None else row.removed.value
            effects = [Effect.IN_PLACE.value, falls, Effect.IN_PLACE.value]
        rules = ", ".join(by_path.get(path, ()))
        yield f"| {path} | {' | '.join(effects)} | {rules} |"
