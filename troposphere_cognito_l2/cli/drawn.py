"""``diagram`` and ``stack-policy``: what is made from a template and printed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from .output import content, refuse, say

if TYPE_CHECKING:
    from .output import Commands


def add_to(commands: Commands) -> None:
    """Add the commands."""
    makers: dict[str, tuple[Callable[[Any], str], str]] = {
        "diagram": (_diagram, "draw what stands around Cognito in a template, as Mermaid text"),
        "stack-policy": (_stack_policy, "print a stack policy that denies to delete or replace what holds users"),
    }
    for name, (make, about) in makers.items():
        command = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        command.add_argument("template", metavar="TEMPLATE", help="a JSON or YAML file; - is standard input")
        command.set_defaults(run=partial(_run, make))


def _run(make: Callable[[Any], str], options: argparse.Namespace) -> int:
    from ..errors import UnusableTemplateError

    try:
        say(make(content(options.template)))
    except UnusableTemplateError as error:
        return refuse(f"{options.template}: {error}")
    return 0


def _diagram(template: Any) -> str:
    from ..diagram import diagram

    return diagram(template)


def _stack_policy(template: Any) -> str:
    import json

    from ..comparing.stack_policy import stack_policy

    return json.dumps(stack_policy(template), indent=2)
