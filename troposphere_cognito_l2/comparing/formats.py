"""Reports of changes for programs: JSON, SARIF."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..checks import sarif
from ..checks.finding import Severity, place_of
from ..checks.formats import plain
from ..checks.places import Lines, lines_of
from .change import Change, Effect
from .report import ChangeReport

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_CHANGE: Mapping[str, Any] = {
    "rule": {**_TEXT, "pattern": "^C9[0-9]{3}$"},
    "effect": {"enum": [effect.value for effect in Effect]},
    "severity": {"enum": [severity.value for severity in Severity]},
    "resource": {**_TEXT, "description": "logical id; the old template's where the new one has it no more"},
    "path": {**_TEXT, "description": "inside Properties, or an attribute beside them; empty for the resource itself"},
    "old": {"description": "what stood there, as far as it is known; null for nothing"},
    "new": {"description": "what stands there now"},
    "message": {**_TEXT, "description": "what happens, and why"},
    "fix": {**_TEXT, "description": "the safe way, in one sentence"},
    "source": {**_TEXT, "description": "the page that says so"},
    "fingerprint": {**_TEXT, "description": "what --accept takes: the same while rule, place and both values are"},
    "steps": {**_TEXTS, "description": "the safe way step by step; empty where one deploy will do"},
    "command": {**_TEXT, "description": "a read-only AWS command that tells whether it matters; may be empty"},
    "scenario": {**_TEXT, "description": "parameter values that show it; empty if all do"},
    "cause": {**_TEXT, "description": "logical id of what brings it along; empty if it is no consequence"},
}
_ACCEPTED = {**_CHANGE, "reason": {**_TEXT, "description": "why it was accepted"}}


def _list_of(properties: Mapping[str, Any], description: str) -> Mapping[str, Any]:
    item = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return {"type": "array", "items": item, "description": description}


_REPORT: Mapping[str, Any] = {
    "changes": _list_of(_CHANGE, "the worst first"),
    "notes": {**_TEXTS, "description": "what the changes can't speak of, and why"},
    "accepted": _list_of(_ACCEPTED, "what is there and was accepted"),
    "stale": {**_TEXTS, "description": "accepted fingerprints of which there is no change"},
    "way_back": {**_TEXT, "description": "whether the old template can be deployed again; empty if there is no error"},
}
JSON_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `troposphere-cognito-l2 compare --format json` prints",
    "type": "object",
    "properties": _REPORT,
    "required": list(_REPORT),
    "additionalProperties": False,
}
"""The JSON Schema of the JSON output."""


class Compared(NamedTuple):
    """Two templates that were compared."""

    names: tuple[str, str]
    """Of the old one, and of the new one: the path as it was given, ``-`` for standard input."""
    report: ChangeReport
    text: Path | bytes
    """Where the text of the new one is, or the text."""

    def lines(self) -> Lines | None:
        """The lines of the new one, if there is something to look up in it."""
        return lines_of(self.text) if self.report.changes else None


def as_json(report: ChangeReport) -> str:
    """One JSON object, as `JSON_SCHEMA` describes it."""
    found = {
        "changes": [_as_dict(change) for change in report.changes],
        "notes": list(report.notes),
        "accepted": [{**_as_dict(change), "reason": reason} for change, reason in report.accepted],
        "stale": list(report.stale),
        "way_back": "" if report.ok else report.way_back.summary,
    }
    return json.dumps(found, indent=2)


def _as_dict(change: Change) -> dict[str, Any]:
    old, new = change.shown
    values = {"old": plain(old), "new": plain(new), "steps": list(change.steps)}
    values |= {"effect": change.effect.value, "severity": change.severity.value}
    return {name: values[name] if name in values else getattr(change, name) for name in _CHANGE}


def as_sarif(one: Compared, *, version: str) -> str:
    """A log of SARIF 2.1.0; each change is at its line of the new template."""
    from .catalogue import change_catalogue

    report = one.report
    found = {change.rule for change in report.changes}
    rules = [
        sarif.Rule(entry.id, entry.sentence, entry.source, entry.severity, {"effect": entry.effect.value})
        for entry in (change_catalogue() if found else ())
        if entry.id in found
    ]
    remarks = [
        *report.notes,
        *(f"{fingerprint} was accepted, and there is no such change" for fingerprint in report.stale),
    ]
    remarks += [f"accepted: {place_of(change)}: {reason}" for change, reason in report.accepted]
    return sarif.log(rules, list(_results(one)), remarks, (), version=version)


def _results(one: Compared) -> Iterator[sarif.Result]:
    lines = one.lines()
    for change in one.report.changes:
        when = f" (when {change.scenario})" if change.scenario else ""
        safe = " ".join(f"{number}. {step}" for number, step in enumerate(change.steps, 1)) or change.fix
        yield sarif.Result(
            change.rule,
            change.severity,
            f"{change.effect.value}: {place_of(change)}: {change.message}{when}. Safe: {safe} {change.source}".rstrip(),
            one.names[1],
            lines.of(change) if lines else 1,
            change.resource,
            place_of(change),
            {"cognitoChange/v1": change.fingerprint},
            {"effect": change.effect.value, "scenario": change.scenario},
        )


def unusable_as_json(reason: str) -> str:
    """The JSON object where nothing could be compared."""
    return as_json(ChangeReport(notes=[reason]))


def unusable_as_sarif(reason: str, *, version: str) -> str:
    """The log where nothing could be compared."""
    return sarif.log((), (), (), [reason], version=version)
