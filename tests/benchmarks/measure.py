"""Two ways to write the same templates, each of which runs as a process of its own.

What a process imports is part of what it costs, so this imports next to nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

RESOURCES_A_TEMPLATE = 500

Add = Callable[[Any, str], None]
"""Adds one of what is compared to a template, under a logical id."""


class Comparison(NamedTuple):
    """What is compared: the two sides are functions that import what they need and return how to add one."""

    script: str
    """The file that both sides can be run from."""
    noun: str
    resources: int
    """How many resources one of them has."""
    by_hand: Callable[[], Add]
    by_helper: Callable[[], Add]

    @property
    def a_template(self) -> int:
        """How many of them a template holds."""
        return RESOURCES_A_TEMPLATE // self.resources

    def render(self, side: str, count: int) -> list[str]:
        """The templates that hold so many."""
        from troposphere import Template

        add = self.by_hand() if side == "hand" else self.by_helper()
        rendered = []
        for first in range(0, count, self.a_template):
            template = Template()
            for number in range(first, min(first + self.a_template, count)):
                add(template, f"Pool{number}")
            rendered.append(template.to_json())
        return rendered

    def main(self) -> None:
        """Do one side's work for a count, or that of ``both`` and hold the outputs against each other."""
        side, count = sys.argv[1], int(sys.argv[2])
        if side != "both":
            self.render(side, count)
        elif self.render("hand", count) != self.render("helper", count):
            raise SystemExit("the two sides do not write the same output")
