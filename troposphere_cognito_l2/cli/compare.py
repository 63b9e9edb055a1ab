"""``compare``: say what an update does to users, apps and settings."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .output import add_report_options, content, failed, painter, refuse, say

if TYPE_CHECKING:
    from ..comparing.formats import Compared
    from .output import Commands

_NARROWEST, _WIDEST = 60, 120
"""Columns of the text: a line that is longer is hard to read."""


def add_to(commands: Commands) -> None:
    """Add the command."""
    compare = commands.add_parser(
        "compare",
        help="say what updating a stack from one template to another does to users, apps and settings",
        description="Say what updating a stack from one template to another does: whether users are lost, the deploy is "
        "refused, something is made anew, sign-in breaks or a setting falls back. Exit status: 0 nothing of that, "
        "1 changes at or above --fail-on, 2 unusable input.",
        usage="%(prog)s OLD NEW [options]\n       %(prog)s --against REV FILE [options]",
    )
    compare.add_argument(
        "templates",
        nargs="*",
        metavar="OLD NEW",
        help="JSON or YAML files, or what `aws cloudformation get-template` prints; - is standard input, for one of them",
    )
    compare.add_argument("--against", metavar="REV", help="compare FILE with what it was in this revision of git")
    for name, whose in (("--parameters", "the update is given"), ("--old-parameters", "are deployed")):
        compare.add_argument(
            name,
            nargs="+",
            action="extend",
            metavar="KEY=VALUE",
            help=f"the parameter values that {whose}: KEY=VALUE, or a file as `aws cloudformation` takes or prints it",
        )
    compare.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="FINGERPRINT=REASON",
        help="leave out a change that was looked at; the report has the fingerprints",
    )
    compare.add_argument(
        "--accept-file",
        action="append",
        default=[],
        metavar="FILE",
        help="the same from a file: FINGERPRINT=REASON in each line, # begins a comment",
    )
    compare.add_argument("--all", action="store_true", help="tell of harmless changes too")
    add_report_options(compare)
    compare.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    import json

    if options.json_schema:
        from ..comparing.formats import JSON_SCHEMA

        say(json.dumps(JSON_SCHEMA, indent=2))
        return 0
    from .accepting import UnusableAcceptanceError
    from .parameters import UnusableParametersError

    try:
        one = _compared(options)
    except (_UnusableCallError, UnusableAcceptanceError, UnusableParametersError) as error:
        return refuse(str(error))
    except _UnusableSideError as error:
        if options.format != "text":
            say(_unusable(str(error), options.format))
        return refuse(str(error))
    say(_formatted(one, options.format))
    return int(failed((change.severity for change in one.report.changes), options.fail_on))


class _UnusableCallError(ValueError):
    """What was asked for makes no sense."""


class _UnusableSideError(ValueError):
    """One of the templates can't be read."""


class _Side(NamedTuple):
    """One of the two templates."""

    name: str
    """As people know it."""
    text: Path | bytes


def _compared(options: argparse.Namespace) -> Compared:
    from ..comparing.api import compare
    from ..comparing.formats import Compared
    from .accepting import accepted
    from .parameters import parameters

    accept = accepted(options.accept, options.accept_file)
    sides = _sides(options)
    old, new = (_template(side) for side in sides)
    declared = {name for one in (old, new) if isinstance(given := one.get("Parameters"), dict) for name in given}
    report = compare(
        old,
        new,
        parameters=parameters(options.parameters, declared),
        old_parameters=parameters(options.old_parameters, declared),
        accept=accept,
        in_place=options.all,
    )
    return Compared((sides[0].name, sides[1].name), report, sides[1].text)


def _template(side: _Side) -> dict[str, Any]:
    from ..checks.source import read
    from ..errors import UnusableTemplateError

    try:
        return read(side.text)
    except UnusableTemplateError as error:
        raise _UnusableSideError(f"{side.name}: {error}") from None


def _sides(options: argparse.Namespace) -> tuple[_Side, _Side]:
    names = options.templates
    if options.against is not None:
        if len(names) != 1 or names[0] == "-":
            raise _UnusableCallError(
                "--against takes one FILE, which is compared with what it was; before --parameters"
            )
        from .git import NotInGitError, file_at

        try:
            was = file_at(options.against, names[0])
        except NotInGitError as error:
            raise _UnusableSideError(str(error)) from None
        return _Side(f"{options.against}:{names[0]}", was), _Side(names[0], Path(names[0]))
    if len(names) != 2:
        raise _UnusableCallError("name two templates, OLD and NEW, before --parameters; - is standard input")
    if names == ["-", "-"]:
        raise _UnusableCallError("standard input can be one of the two templates, not both")
    old, new = (_Side(name, content(name)) for name in names)
    return old, new


def _formatted(one: Compared, form: str) -> str:
    from .. import __version__

    if form == "json":
        from ..comparing.formats import as_json

        return as_json(one.report)
    if form == "sarif":
        from ..comparing.formats import as_sarif

        return as_sarif(one, version=__version__)
    if form == "github":
        from ..comparing.comment import as_comment

        return as_comment(one)
    from shutil import get_terminal_size

    from ..comparing.plan import WIDTH, lines

    columns = get_terminal_size((WIDTH, 0)).columns
    return "\n".join(lines(one.report, width=min(max(columns, _NARROWEST), _WIDEST), paint=painter()))


def _unusable(reason: str, form: str) -> str:
    """What a program is told in its own format where nothing could be compared."""
    from .. import __version__

    if form == "json":
        from ..comparing.formats import unusable_as_json

        return unusable_as_json(reason)
    if form == "sarif":
        from ..comparing.formats import unusable_as_sarif

        return unusable_as_sarif(reason, version=__version__)
    from ..comparing.comment import unusable_as_comment

    return unusable_as_comment(reason)
