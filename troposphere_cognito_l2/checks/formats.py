"""Reports for programs: JSON, GitHub's annotations, SARIF."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from . import sarif
from .finding import Finding, Severity, place_of
from .places import Lines, lines_of
from .report import Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_ESCAPES = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_MORE_ESCAPES = (*_ESCAPES, (":", "%3A"), (",", "%2C"))

_TEXT = {"type": "string"}
_FINDING: Mapping[str, Any] = {
    "template": {**_TEXT, "description": "the path as it was given; - for standard input"},
    "rule": {**_TEXT, "pattern": "^[EWI]9[0-9]{3}$"},
    "severity": {"enum": [severity.value for severity in Severity]},
    "resource": {**_TEXT, "description": "logical id; Outputs.<name> for an output, Conditions.<name> for a condition"},
    "path": {**_TEXT, "description": "inside Properties, or an attribute beside them, such as DeletionPolicy"},
    "value": {"description": "what stands there, as far as it is known; null for nothing"},
    "message": {**_TEXT, "description": "what is wrong"},
    "fix": {**_TEXT, "description": "what to do about it"},
    "source": {**_TEXT, "description": "the page that says so"},
    "controls": {"type": "array", "items": _TEXT, "description": "ids of the security controls that fail by it"},
    "scenario": {**_TEXT, "description": "parameter values that show it; empty if all do"},
    "fingerprint": {**_TEXT, "description": "the same while rule, resource, path and value are"},
}
_PATCH: Mapping[str, Any] = {
    "type": "array",
    "items": {"type": "object", "required": ["op", "path"]},
    "description": "a JSON Patch (RFC 6902) of the template that mends it; left out where no mending is mechanical",
}
JSON_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What `troposphere-cognito-l2 check --format json` prints",
    "type": "object",
    "properties": {
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {**_FINDING, "patch": _PATCH},
                "required": list(_FINDING),
                "additionalProperties": False,
            },
            "description": "template by template, in each the worst first",
        },
        "notes": {"type": "array", "items": _TEXT, "description": "what the findings can't speak of, and why"},
    },
    "required": ["findings", "notes"],
    "additionalProperties": False,
}
"""The JSON Schema of the JSON output."""


Refused = tuple[str, str]
"""The name of a template that can't be used, and why."""


class Checked(NamedTuple):
    """A template that was checked."""

    name: str
    """The path as it was given; ``-`` for standard input."""
    report: Report
    text: Path | bytes
    """Where the text is, or the text."""

    def lines(self) -> Lines | None:
        """The lines of the text, if there is something to look up in it."""
        return lines_of(self.text) if self.report.findings else None

    def remarks(self) -> Iterator[str]:
        """The notes, and how much was left out."""
        yield from self.report.notes
        if self.report.suppressed:
            yield f"{self.report.suppressed} suppressed"


def as_json(checked: Sequence[Checked], refused: Sequence[Refused] = ()) -> str:
    """One JSON object, as `JSON_SCHEMA` describes it."""
    findings = [_as_dict(one.name, finding) for one in checked for finding in one.report.findings]
    notes = [f"{one.name}: {remark}" for one in checked for remark in one.remarks()]
    notes += [f"{name}: {reason}" for name, reason in refused]
    return json.dumps({"findings": findings, "notes": notes}, indent=2)


def _as_dict(template: str, finding: Finding) -> dict[str, Any]:
    found = {
        "template": template,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "resource": finding.resource,
        "path": finding.path,
        "value": plain(finding.shown),
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "controls": list(finding.controls),
        "scenario": finding.scenario,
        "fingerprint": finding.fingerprint,
    }
    return {**found, "patch": list(finding.patch)} if finding.patch else found


def plain(value: Any) -> Any:
    """The value in JSON's terms; a reference, and what is not known, in words."""
    try:
        return json.loads(json.dumps(value, default=repr, allow_nan=False))
    except ValueError:  # infinite, or no number
        return repr(value)


def as_github(checked: Sequence[Checked], refused: Sequence[Refused] = ()) -> str:
    """Workflow commands, one a line, which GitHub shows beside the lines of the template."""
    commands = [command for one in checked for command in _commands(one)]
    return "\n".join([*commands, *(_command("error", reason, file=name) for name, reason in refused)])


def _commands(one: Checked) -> Iterator[str]:
    lines = one.lines()
    for finding in one.report.findings:
        line = lines.of(finding) if lines else 1
        yield _command(_LEVELS[finding.severity], _said(finding), file=one.name, line=str(line), title=finding.rule)
    for remark in one.remarks():
        yield _command("notice", remark, file=one.name)


def _command(level: str, message: str, **properties: str) -> str:
    given = ",".join(f"{name}={_escaped(value, _MORE_ESCAPES)}" for name, value in properties.items())
    return f"::{level} {given}::{_escaped(message, _ESCAPES)}"


def _escaped(text: str, escapes: Sequence[tuple[str, str]]) -> str:
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text


def _said(finding: Finding) -> str:
    when = f" (when {finding.scenario})" if finding.scenario else ""
    return f"{place_of(finding)}: {finding.message}{when}. To do: {finding.fix.rstrip('.')}. {finding.source}"


def as_sarif(checked: Sequence[Checked], refused: Sequence[Refused] = (), *, version: str) -> str:
    """A log of SARIF 2.1.0, which code scanning of GitHub and others takes."""
    from .catalogue import catalogue

    found = {finding.rule for one in checked for finding in one.report.findings}
    rules = [
        sarif.Rule(
            entry.id,
            entry.sentence,
            entry.source,
            entry.severity,
            {"evidence": entry.evidence.value, "controls": list(entry.controls)},
        )
        for entry in (catalogue() if found else ())
        if entry.id in found
    ]
    remarks = [f"{one.name}: {remark}" for one in checked for remark in one.remarks()]
    reasons = [f"{name}: {reason}" for name, reason in refused]
    return sarif.log(rules, [result for one in checked for result in _results(one)], remarks, reasons, version=version)


def _results(one: Checked) -> Iterator[sarif.Result]:
    lines = one.lines()
    for finding in one.report.findings:
        yield sarif.Result(
            finding.rule,
            finding.severity,
            _said(finding),
            one.name,
            lines.of(finding) if lines else 1,
            finding.resource,
            place_of(finding),
            {"cognitoFinding/v1": finding.fingerprint},
            {"controls": list(finding.controls), "scenario": finding.scenario},
        )
