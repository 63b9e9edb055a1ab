"""A report as a plan that people read in a terminal: the worst first, and what belongs together in one entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from ..checks.finding import Severity, place_of, printable, shortened
from .change import Change, Effect

if TYPE_CHECKING:
    from .report import ChangeReport

Paint = Callable[[str, str], str]
"""Gives a text the colour of a severity, or makes it ``bold`` or ``faint``."""

WIDTH = 100
"""Columns, where nobody says how many there are."""
_INDENT = "    "
_LABEL = 8


class Entry(NamedTuple):
    """What is told at once."""

    changes: tuple[Change, ...]
    """Of one rule, one resource, one effect; each of another property."""
    with_it: tuple[str, ...]
    """The logical ids of what is made anew since this is."""


def entries(changes: Sequence[Change]) -> list[Entry]:
    """The changes put together: resource by resource under each effect, consequences with their cause."""
    caused = {change.resource: change.cause for change in changes if change.cause}
    first = {
        change.resource: change
        for change in reversed(changes)
        if not change.cause and change.effect in (Effect.USERS_LOST, Effect.REPLACED)
    }
    with_it: dict[str, dict[str, None]] = {}
    groups: dict[tuple[object, ...], dict[tuple[object, ...], list[Change]]] = {}
    for change in changes:
        root = _root(change.resource, caused)
        if change.cause and root in first:
            with_it.setdefault(first[root].fingerprint, {})[change.resource] = None
            continue
        place = change.severity, change.effect, change.resource
        groups.setdefault(place, {}).setdefault((change.rule, change.scenario), []).append(change)
    members = [group for place in groups.values() for group in place.values()]
    return [
        Entry(tuple(group), tuple(name for one in group for name in with_it.get(one.fingerprint, ())))
        for group in members
    ]


def _root(resource: str, caused: dict[str, str]) -> str:
    seen = set()
    while resource in caused and resource not in seen:
        seen.add(resource)
        resource = caused[resource]
    return resource


def lines(report: ChangeReport, *, width: int = WIDTH, paint: Paint | None = None) -> Iterator[str]:
    """The lines of a report."""
    paint = paint or (lambda text, _: text)
    told = entries(report.changes)
    for head, section in _sections(told):
        severity = section[0].changes[0].severity.value
        yield paint(head, severity)
        yield ""
        for entry in section:
            yield from (paint(text, kind) if kind else text for text, kind in entry_lines(entry, width))
            yield ""
    remarks = list(_remarks(report, width))
    yield from [*remarks, ""] if remarks else []
    yield paint(report.counted(), "bold")


def _remarks(report: ChangeReport, width: int) -> Iterator[str]:
    if not report.ok and (way_back := report.way_back.summary):
        yield from _wrapped(f"way back: {way_back}", width, "", "  ")
    for change, reason in report.accepted:
        yield from _wrapped(f"accepted: {change.effect.value}: {place_of(change)}: {reason}", width, "", "  ")
    for fingerprint in report.stale:
        yield f"stale: {printable(fingerprint)} was accepted, and there is no such change"
    for note in report.notes:
        yield from _wrapped(f"note: {note}", width, "", "  ")


def _sections(told: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The entries of each severity and effect, under the words and the number that they are headed by."""
    sections: dict[tuple[Severity, Effect], list[Entry]] = {}
    for entry in told:
        sections.setdefault((entry.changes[0].severity, entry.changes[0].effect), []).append(entry)
    for (severity, effect), section in sections.items():
        count = sum(len(entry.changes) for entry in section)
        what = {Severity.INFO: "for your information"}.get(severity, severity.value + ("" if count == 1 else "s"))
        yield f"{effect.value}: {count} {what}", section


def entry_lines(entry: Entry, width: int = WIDTH) -> Iterator[tuple[str, str]]:
    """The lines of an entry, each with how it is painted."""
    changes = entry.changes
    first = changes[0]
    if len(changes) == 1:
        yield f"  {printable(place_of(first))}", "bold"
        yield from _plain(_values(first, width, ""))
    else:
        yield f"  {printable(first.resource)}", "bold"
    same_message = len({change.message for change in changes}) == 1
    for change in changes if len(changes) > 1 else ():
        yield from _plain(_values(change, width, change.path))
        if not same_message:
            yield from _plain(_wrapped(change.message, width, _INDENT + "  ", _INDENT + "  "))
    if same_message:
        yield from _plain(_wrapped(first.message, width, _INDENT, _INDENT))
    if first.effect is not Effect.IN_PLACE:
        yield from _plain(_safe(changes, width))
    for command in dict.fromkeys(change.command for change in changes if change.command):
        yield f"{_INDENT}{'look':{_LABEL}}{printable(command)}", ""  # in one line, to be copied
    if entry.with_it:
        yield from _plain(_labelled("with it", f"{', '.join(entry.with_it)} (made anew too)", width))
    if first.scenario:
        yield from _plain(_labelled("when", first.scenario, width))
    if first.effect is not Effect.IN_PLACE:
        yield printable(f"{_INDENT}{'rule':{_LABEL}}{first.rule} {first.source}".rstrip()), "faint"
        prints = [f"{one.fingerprint} ({one.path})" if len(changes) > 1 else one.fingerprint for one in changes]
        yield from ((line, "faint") for line in _labelled("accept", ", ".join(prints), width))


def _plain(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((text, "") for text in texts)


def _values(change: Change, width: int, name: str) -> Iterator[str]:
    """What stood at a property and what stands there now, in one line if it fits."""
    head = f"{name}: " if name else ""
    if not change.path or change.old == change.new:
        if name:
            yield f"{_INDENT}{printable(name)}"
        return
    old, new = (printable(shortened(value)) for value in change.shown)
    together = f"{_INDENT}{printable(head)}{old} -> {new}"
    if len(together) <= width:
        yield together
        return
    if name:
        yield f"{_INDENT}{printable(name)}"
    yield f"{_INDENT}{'before':{_LABEL}}{old}"
    yield f"{_INDENT}{'after':{_LABEL}}{new}"


def _safe(changes: Sequence[Change], width: int) -> Iterator[str]:
    """The safe way of all changes of an entry; a step that they share is told once."""
    label = "safe"
    for number, same_time in enumerate(zip_longest(*(change.steps for change in changes)), 1):
        for step in dict.fromkeys(step for step in same_time if step):
            yield from _labelled(label, f"{number}. {step}", width, hang=3)
            label = ""
    for fix in dict.fromkeys(change.fix for change in changes if not change.steps):
        yield from _labelled(label, fix, width)
        label = ""


def _labelled(label: str, text: str, width: int, hang: int = 0) -> list[str]:
    return _wrapped(text, width, f"{_INDENT}{label:{_LABEL}}", " " * (len(_INDENT) + _LABEL + hang))


def _wrapped(text: str, width: int, head: str, rest: str) -> list[str]:
    from textwrap import wrap

    return wrap(
        printable(text),
        width,
        initial_indent=head,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
