"""The rules as text for people: a line each, one explained, or a page of all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from .api import check
from .catalogue import Entry, catalogue
from .schema import registry

_KINDS = {"": "AWS::Cognito::*", "*": "any type"}
"""Words for rules that are for more than one type."""


def listed(entries: Sequence[Entry]) -> str:
    """A line for each rule: id, severity, type, sentence."""
    widest = max(len(_kind(entry)) for entry in entries)
    return "\n".join(
        f"{entry.id}  {entry.severity.value:7}  {_kind(entry):{widest}}  {entry.sentence}{_strict(entry)}"
        for entry in entries
    )


def explained(entry: Entry) -> str:
    """All there is to say of a rule, with an example that keeps it and one that breaks it."""
    lines = [
        f"{entry.id} {entry.sentence}",
        "",
        f"severity: {entry.severity.value}{_strict(entry)}",
        f"type:     {_kind(entry)}",
        f"evidence: {entry.evidence.value}",
        f"source:   {entry.source}",
        f"controls: {', '.join(entry.controls) or 'none'}",
        f"patch:    {_patch(entry)}",
        "",
        "accepted:",
        indented(entry.accepts),
        "",
        "rejected:",
        indented(entry.rejects),
    ]
    return "\n".join(lines)


def page() -> str:
    """The page of all rules, in Markdown, by resource type."""
    entries = catalogue()
    kinds = {_kind(entry): [other for other in entries if _kind(other) == _kind(entry)] for entry in entries}
    lines = [
        "# Rules",
        "",
        "Made from the rules themselves: `troposphere-cognito-l2 rules --markdown > examples/rules.md`. Examples of each:",
        "`troposphere-cognito-l2 rules ID`. An `error` is refused by AWS, when it deploys or at each use, a `warning` deploys and then",
        "hurts, `info` is worth knowing. What is uncertain is never an error.",
        "",
        f"{len(entries)} rules; the structural ones rest on the registry schemas of {registry()['date']}.",
    ]
    for kind, members in kinds.items():
        lines += [
            "",
            f"## {kind}",
            "",
            "| id | severity | what is right | evidence | controls |",
            "|---|---|---|---|---|",
        ]
        lines += _rows(members)
    return "\n".join(lines)


def _patch(entry: Entry) -> str:
    """Whether a finding comes with a patch, as that of the example does."""
    found = check(entry.rejects, profile="strict").findings
    offered = any(finding.patch for finding in found if finding.rule == entry.id)
    return "offered by check --format json" if offered else "none"


def _rows(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        evidence = f"[{entry.evidence.value}]({entry.source})"
        sentence = in_cell(entry.sentence) + _strict(entry)
        controls = ", ".join(entry.controls)
        yield f"| {entry.id} | {entry.severity.value} | {sentence} | {evidence} | {controls} |"


def _kind(entry: Entry) -> str:
    return _KINDS.get(entry.resource_type, entry.resource_type)


def _strict(entry: Entry) -> str:
    return " (profile strict)" if entry.strict else ""


def in_cell(text: str) -> str:
    """A text as a table of Markdown takes it."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def indented(template: Any) -> str:
    """A template as JSON, a little to the right."""
    text = json.dumps(template, indent=2, ensure_ascii=False)
    return "\n".join(f"  {line}" for line in text.splitlines())
