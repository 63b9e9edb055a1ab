"""What all commands share: the options of a report, what they print, and how they refuse."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..checks.finding import Severity
    from ..comparing.plan import Paint

    Commands = argparse._SubParsersAction[Any]

PROGRAM = "troposphere-cognito-l2"
UNUSABLE = 2
"""The exit status for input that can't be used."""

_COLOURS = {"error": "31", "warning": "33", "info": "36", "bold": "1", "faint": "2"}


def add_report_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say how a report is printed, and when it fails."""
    command.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help="default: text")
    command.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        default="error",
        help="the least severity that makes the exit status 1; default: error",
    )
    command.add_argument("--json-schema", action="store_true", help="print the JSON Schema of --format json, and stop")


def failed(severities: Iterable[Severity], fail_on: str) -> bool:
    """Whether something is at or above what ``--fail-on`` says."""
    from ..checks.finding import Severity

    least = -1 if fail_on == "never" else Severity(fail_on).rank
    return any(severity.rank <= least for severity in severities)


def content(name: str) -> Path | bytes:
    """What is read: the path that a name is, or the text of standard input for ``-``."""
    from ..checks.source import LARGEST

    return sys.stdin.buffer.read(LARGEST + 1) if name == "-" else Path(name)


def painter() -> Paint:
    """What paints a text on a terminal, and nowhere else."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _painted if wanted and sys.stdout.isatty() else _unpainted


def _painted(text: str, paint: str) -> str:
    return f"\033[{_COLOURS[paint]}m{text}\033[0m" if text else text


def _unpainted(text: str, _paint: str) -> str:
    return text


def say(text: str) -> None:
    """Print a text."""
    sys.stdout.write(f"{text}\n")


def refuse(message: str) -> int:
    """Say in one line what can't be used."""
    from ..checks.finding import printable

    sys.stderr.write(f"{PROGRAM}: {printable(message)}\n")
    return UNUSABLE
