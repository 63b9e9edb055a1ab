"""``check``: find in templates what Cognito would refuse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .output import UNUSABLE, add_report_options, content, failed, painter, refuse, say

if TYPE_CHECKING:
    from ..checks.formats import Checked
    from .output import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    check = commands.add_parser(
        "check",
        help="find in templates what Cognito would refuse, and what would hurt",
        description="Find in templates what Cognito, IAM or CloudFormation would refuse, and what deploys and then "
        "hurts. Exit status: 0 clean, 1 findings at or above --fail-on, 2 unusable input.",
    )
    check.add_argument("templates", nargs="*", metavar="TEMPLATE", help="a JSON or YAML file; - is standard input")
    add_report_options(check)
    check.add_argument("--select", metavar="IDS", type=_ids, default=(), help="only these rules: E9121,W91 (all W91..)")
    check.add_argument(
        "--ignore", metavar="IDS", type=_ids, default=(), help="not these rules; what they find is counted"
    )
    check.add_argument(
        "--profile",
        choices=("default", "strict"),
        default="default",
        help="strict has the security controls too that cost money or comfort",
    )
    check.set_defaults(run=_run)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.upper() for part in re.split(r"[,\s]+", text) if part)


def _run(options: argparse.Namespace) -> int:
    import json

    if options.json_schema:
        from ..checks.formats import JSON_SCHEMA

        say(json.dumps(JSON_SCHEMA, indent=2))
        return 0
    if not options.templates:
        return refuse("name a template to check, or - for standard input")
    from ..checks.api import check
    from ..checks.formats import Checked
    from ..errors import UnusableTemplateError

    checked: list[Checked] = []
    refused: list[tuple[str, str]] = []
    for name in options.templates:
        text = content(name)
        try:
            report = check(text, select=options.select, ignore=options.ignore, profile=options.profile)
        except UnusableTemplateError as error:
            refuse(f"{name}: {error}")
            refused.append((name, str(error)))
        except ValueError as error:  # a rule to select or ignore that does not exist
            return refuse(f"--{error}")
        else:
            checked.append(Checked(name, report, text))
    if output := _formatted(checked, refused, options.format):
        say(output)
    found = failed((finding.severity for one in checked for finding in one.report.findings), options.fail_on)
    return UNUSABLE if refused else int(found)


def _formatted(checked: Sequence[Checked], refused: Sequence[tuple[str, str]], form: str) -> str:
    from .. import __version__
    from ..checks import formats

    if form == "json":
        return formats.as_json(checked, refused)
    if form == "github":
        return formats.as_github(checked, refused)
    if form == "sarif":
        return formats.as_sarif(checked, refused, version=__version__)
    return "\n".join(line for one in checked for line in _for_people(one))


def _for_people(one: Checked) -> Iterator[str]:
    """The lines of a report; each that begins a finding begins with the template's name and the line too."""
    from ..checks.finding import printable, told

    paint = painter()
    lines = one.lines()
    for finding in one.report.findings:
        first, *rest = told(finding)
        severity, line = finding.severity.value, lines.of(finding) if lines else 1
        yield paint(printable(f"{one.name}:{line}: {severity}: {first}"), severity)
        yield from map(printable, rest)
        yield ""
    for note in one.report.notes:
        yield printable(f"{one.name}: note: {note}")
    counts = str(one.report).rpartition("\n")[2]
    yield paint(printable(f"{one.name}: {counts}"), "bold")
