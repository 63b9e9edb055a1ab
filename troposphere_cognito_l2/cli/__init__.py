"""The command line: ``troposphere-cognito-l2``, or ``python -m troposphere_cognito_l2``.

Exit status: 0 if nothing was found, 1 if something at or above ``--fail-on`` was, 2 for input that can't be used.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from . import check, compare, drawn, rules
from .output import PROGRAM, UNUSABLE, say


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
        self.exit(UNUSABLE, f"{self.prog}: {message}; {self.prog} --help explains\n")


def _parser() -> argparse.ArgumentParser:
    from .. import __version__

    about = (
        "Find what Cognito would refuse in a template, and what an update would do to users, before the deploy does."
    )
    parser = _Parser(prog=PROGRAM, description=about)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    check.add_to(commands)
    compare.add_to(commands)
    rules.add_to(commands)
    drawn.add_to(commands)
    plugin = commands.add_parser("cfn-lint-rules", help="print the path that cfn-lint --append-rules takes")
    plugin.set_defaults(run=_cfn_lint_rules)
    return parser


def _cfn_lint_rules(_options: argparse.Namespace) -> int:
    say(str(Path(__file__).parents[1] / "cfn_lint_rules"))
    return 0
