"""A report of changes as a comment on a pull request, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from ..checks.finding import Severity, place_of, printable
from .formats import Compared
from .plan import Entry, entries, entry_lines

MARK = "<!-- troposphere-cognito-l2 compare -->"
"""The first line, by which a workflow finds its own comment again."""
_ICONS = {Severity.ERROR: "\N{OCTAGONAL SIGN}", Severity.WARNING: "\N{WARNING SIGN}\N{VARIATION SELECTOR-16}"}
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
_MOST_ROWS = 40
_MOST_CHARACTERS = 60_000
"""GitHub takes 65,536."""


def as_comment(one: Compared) -> str:
    """The comment: a table of what happens, the worst first, and all that there is to say of each folded away."""
    report = one.report
    old, new = (_escaped(name) for name in one.names)
    lines = [MARK, f"### Cognito: {_escaped(report.counted())}", "", f"{old} → {new}"]
    told = entries(report.changes)
    if told:
        lines += ["", "| | effect | resource | what happens | rule |", "|---|---|---|---|---|"]
        lines += [_row(entry) for entry in told[:_MOST_ROWS]]
        if len(told) > _MOST_ROWS:
            lines += ["", f"... and {len(told) - _MOST_ROWS} more, not in this table."]
    way_back = "" if report.ok else report.way_back.summary
    remarks = [f"way back: {way_back}"] if way_back else []
    remarks += [f"accepted: {place_of(change)}: {reason}" for change, reason in report.accepted]
    remarks += [f"stale: {fingerprint} was accepted, and there is no such change" for fingerprint in report.stale]
    remarks += [f"note: {note}" for note in report.notes]
    if remarks:
        lines += ["", *(f"- {_escaped(remark)}" for remark in remarks)]
    return "\n".join([*lines, *_details(told, _MOST_CHARACTERS - sum(map(len, lines)))])


def unusable_as_comment(reason: str) -> str:
    """The comment where nothing could be compared."""
    return f"{MARK}\n### Cognito: nothing was compared\n\n{_escaped(reason)}"


def _row(entry: Entry) -> str:
    first = entry.changes[0]
    what = [*dict.fromkeys(change.message for change in entry.changes)]
    if entry.with_it:
        what.append(f"with it: {', '.join(entry.with_it)}")
    if first.scenario:
        what.append(f"when {first.scenario}")
    cells = (
        f"{_ICONS.get(first.severity, '')} {first.severity.value}".strip(),
        first.effect.value,
        "<br>".join(f"**{_escaped(place_of(change))}**" for change in entry.changes),
        "<br>".join(map(_escaped, what)),
        f"[{first.rule}]({first.source})" if first.source else first.rule,
    )
    return f"| {' | '.join(cells)} |"


def _details(told: list[Entry], room: int) -> Iterator[str]:
    """What to do about each, as the plan says it, as far as there is room."""
    for number, entry in enumerate(told):
        first = entry.changes[0]
        text = "\n".join(line for line, _ in entry_lines(entry))
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
        summary = f"{first.effect.value}: {place_of(first) if len(entry.changes) == 1 else first.resource}"
        block = [
            "",
            f"<details><summary>{_in_html(summary)}</summary>",
            "",
            f"{fence}text",
            text,
            fence,
            "",
            "</details>",
        ]
        room -= sum(map(len, block)) + len(block)
        if room < 0:
            yield f"\nThe details of {len(told) - number} more are not shown: they make the comment too long."
            return
        yield from block


def _escaped(text: str) -> str:
    """A text that Markdown and GitHub show as it is, names of people and teams included."""
    return _SPECIAL.sub(r"\\\1", printable(text).replace("&", "&amp;")).replace("@", "&#64;")


def _in_html(text: str) -> str:
    """The same where HTML stands, in which nothing is Markdown."""
    return escape(printable(text)).replace("@", "&#64;")
