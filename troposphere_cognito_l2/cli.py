"""The command line: ``troposphere-cognito-l2``, or ``python -m troposphere_cognito_l2``.

Exit status: 0 if nothing was found, 1 if something at or above ``--fail-on`` was, 2 for input that can't be used.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from .checks.formats import Checked

_PROGRAM = "troposphere-cognito-l2"
_UNUSABLE = 2
_COLOURS = {"error": "31", "warning": "33", "info": "36"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments. Default: those of the process.

    Returns:
        The exit status.
    """
    options = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # it may not have all characters, a template may hold half of one
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read it has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


class _Parser(argparse.ArgumentParser):
    """Tells a wrong call in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(_UNUSABLE, f"{self.prog}: {message}; {self.prog} --help explains\n")


def _parser() -> argparse.ArgumentParser:
    from . import __version__

    parser = _Parser(prog=_PROGRAM, description="Find what Cognito would refuse in a template, before the deploy does.")
    parser.add_argument("--version", action="version", version=f"{_PROGRAM} {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    check = commands.add_parser(
        "check",
        help="find in templates what Cognito would refuse, and what would hurt",
        description="Find in templates what Cognito, IAM or CloudFormation would refuse, and what deploys and then "
        "hurts. Exit status: 0 clean, 1 findings at or above --fail-on, 2 unusable input.",
    )
    check.add_argument("templates", nargs="*", metavar="TEMPLATE", help="a JSON or YAML file; - is standard input")
    check.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="default: text")
    check.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        default="error",
        help="the least severity that makes the exit status 1; default: error",
    )
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
    check.add_argument("--json-schema", action="store_true", help="print the JSON Schema of --format json, and stop")
    check.set_defaults(run=_check)

    rules = commands.add_parser("rules", help="list the rules, or explain some")
    rules.add_argument("ids", nargs="*", metavar="ID", help="a rule to explain, as in E9121; left out: list all")
    rules.add_argument("--markdown", action="store_true", help="a page of all rules")
    rules.set_defaults(run=_rules)

    plugin = commands.add_parser("cfn-lint-rules", help="print the path that cfn-lint --append-rules takes")
    plugin.set_defaults(run=_cfn_lint_rules)
    return parser


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part.upper() for part in re.split(r"[,\s]+", text) if part)


def _check(options: argparse.Namespace) -> int:
    import json

    if options.json_schema:
        from .checks.formats import JSON_SCHEMA

        _say(json.dumps(JSON_SCHEMA, indent=2))
        return 0
    if not options.templates:
        return _refuse("name a template to check, or - for standard input")
    from .checks.api import check
    from .checks.finding import Severity
    from .checks.formats import Checked
    from .checks.source import LARGEST
    from .errors import UnusableTemplateError

    checked: list[Checked] = []
    refused: list[tuple[str, str]] = []
    for name in options.templates:
        text = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else Path(name)
        try:
            report = check(text, select=options.select, ignore=options.ignore, profile=options.profile)
        except UnusableTemplateError as error:
            _refuse(f"{name}: {error}")
            refused.append((name, str(error)))
        except ValueError as error:  # a rule to select or ignore that does not exist
            return _refuse(f"--{error}")
        else:
            checked.append(Checked(name, report, text))
    if text := _formatted(checked, refused, options.format):
        _say(text)
    least = -1 if options.fail_on == "never" else Severity(options.fail_on).rank
    failed = any(finding.severity.rank <= least for one in checked for finding in one.report.findings)
    return _UNUSABLE if refused else int(failed)


def _formatted(checked: Sequence[Checked], refused: Sequence[tuple[str, str]], form: str) -> str:
    from . import __version__
    from .checks import formats

    if form == "json":
        return formats.as_json(checked, refused)
    if form == "github":
        return formats.as_github(checked, refused)
    if form == "sarif":
        return formats.as_sarif(checked, refused, version=__version__)
    return "\n".join(line for one in checked for line in _for_people(one, colour=_has_colour()))


def _for_people(one: Checked, *, colour: bool) -> Iterator[str]:
    """The lines of a report; each that begins a finding begins with the template's name too."""
    from .checks.finding import told

    def line(text: str, paint: str = "") -> str:
        text = _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)
        return f"\033[{paint}m{text}\033[0m" if paint and colour else text

    for finding in one.report.findings:
        first, *rest = told(finding)
        severity = finding.severity.value
        yield line(f"{one.name}: {severity}: {first}", _COLOURS[severity])
        yield from map(line, rest)
        yield ""
    for note in one.report.notes:
        yield line(f"{one.name}: note: {note}")
    counts = str(one.report).rpartition("\n")[2]
    yield line(f"{one.name}: {counts}", "1")


def _has_colour() -> bool:
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()


def _rules(options: argparse.Namespace) -> int:
    from .checks.catalogue import catalogue
    from .checks.pages import explained, listed, page

    if options.markdown:
        _say(page())
        return 0
    entries = {entry.id: entry for entry in catalogue()}
    if not options.ids:
        _say(listed(list(entries.values())))
        return 0
    status = 0
    told = []
    for given in options.ids:
        if given.upper() in entries:
            told.append(explained(entries[given.upper()]))
        else:
            status = _refuse(f"no rule is {given}; the nearest: {', '.join(_nearest(given.upper(), entries))}")
    if told:
        _say("\n\n\n".join(told))
    return status


def _nearest(given: str, ids: Iterable[str]) -> list[str]:
    from difflib import SequenceMatcher

    def likeness(rule_id: str) -> float:
        return SequenceMatcher(None, given, rule_id).ratio() + (rule_id[1:] in given or rule_id.startswith(given))

    return sorted(ids, key=likeness, reverse=True)[:3]


def _cfn_lint_rules(_options: argparse.Namespace) -> int:
    _say(str(Path(__file__).parent / "cfn_lint_rules"))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _refuse(message: str) -> int:
    """Say in one line what can't be used."""
    line = _CONTROL.sub(lambda found: repr(found[0])[1:-1], message)
    sys.stderr.write(f"{_PROGRAM}: {line}\n")
    return _UNUSABLE
