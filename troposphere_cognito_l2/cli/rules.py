"""``rules``: list the rules, or explain some."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .output import refuse, say

if TYPE_CHECKING:
    from .output import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    rules = commands.add_parser("rules", help="list the rules of check and of compare, or explain some")
    rules.add_argument("ids", nargs="*", metavar="ID", help="a rule to explain, as in E9121; left out: list all")
    rules.add_argument(
        "--markdown",
        nargs="?",
        const="check",
        choices=("check", "compare"),
        help="a page of all rules of check, or of those of compare and what becomes of each property",
    )
    rules.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from ..checks.catalogue import catalogue
    from ..checks.pages import explained, listed, page
    from ..comparing import pages as changes
    from ..comparing.catalogue import change_catalogue

    if options.markdown:
        say(page() if options.markdown == "check" else changes.page())
        return 0
    entries = {entry.id: entry for entry in catalogue()}
    change_entries = {entry.id: entry for entry in change_catalogue()}
    if not options.ids:
        say(listed(list(entries.values())))
        say(changes.listed(list(change_entries.values())))
        return 0
    status = 0
    texts = []
    for given in options.ids:
        rule_id = given.upper()
        if rule_id in entries:
            texts.append(explained(entries[rule_id]))
        elif rule_id in change_entries:
            texts.append(changes.explained(change_entries[rule_id]))
        else:
            nearest = ", ".join(_nearest(rule_id, [*entries, *change_entries]))
            status = refuse(f"no rule is {given}; the nearest: {nearest}")
    if texts:
        say("\n\n\n".join(texts))
    return status


def _nearest(given: str, ids: Iterable[str]) -> list[str]:
    from difflib import SequenceMatcher

    def likeness(rule_id: str) -> float:
        return SequenceMatcher(None, given, rule_id).ratio() + (rule_id[1:] in given or rule_id.startswith(given))

    return sorted(ids, key=likeness, reverse=True)[:3]
