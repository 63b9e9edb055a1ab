"""Compare two ways to write the same templates, as whole processes.

Each side runs as a process of its own, in turn, and the figures are medians of CPU time. The ratio is what counts (the
median of the ratios of neighbours): machines differ.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

RUNS = {1: 21, 10: 21, 100: 11, 1000: 7}
"""How often each size is measured."""

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
        """Print the table; with a side and a count as arguments, only do that side's work."""
        if len(sys.argv) == 3:
            self.render(sys.argv[1], int(sys.argv[2]))
        else:
            _print_table(self)


def _print_table(compared: Comparison) -> None:
    from statistics import median  # here, since what a process imports is part of what it costs

    if compared.render("hand", 3) != compared.render("helper", 3):
        raise SystemExit("the two sides do not write the same output")
    print(f"| {compared.noun} | by hand, ms | helper, ms | ratio |\n|---|---|---|---|")
    for count, runs in RUNS.items():
        _process_seconds(compared, "helper", count)  # compiles what is not compiled yet
        pairs = [
            (_process_seconds(compared, "hand", count), _process_seconds(compared, "helper", count))
            for _ in range(runs)
        ]
        hand, helper = (median(side) * 1e3 for side in zip(*pairs, strict=True))
        print(f"| {count} | {hand:.0f} | {helper:.0f} | {median(mine / raw for raw, mine in pairs):.2f} |")
    more = [(_warm_microseconds(compared, "hand"), _warm_microseconds(compared, "helper")) for _ in range(9)]
    hand, helper = (median(side) for side in zip(*more, strict=True))
    print(f"| one more, in us | {hand:.0f} | {helper:.0f} | {median(mine / raw for raw, mine in more):.2f} |")


def _process_seconds(compared: Comparison, side: str, count: int) -> float:
    """CPU seconds of a whole process."""
    import os
    import resource
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, compared.script, side, str(count)], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _warm_microseconds(compared: Comparison, side: str) -> float:
    """CPU time for one more in a warm process, building and printing a full template."""
    import time

    compared.render(side, compared.a_template)
    start = time.process_time()
    compared.render(side, compared.a_template)
    return (time.process_time() - start) / compared.a_template * 1e6
