"""What is wrong with the options at any depth, whatever they render: handles of other templates, empty strings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from troposphere import Template

from ..checks.finding import Finding
from ..checks.paths import first_name, overlap
from .handle import Handle
from .options import Options
from .problem import option_finding


class Amiss:
    """What is wrong with options as they are given."""

    def __init__(self) -> None:
        self.strangers: list[Finding] = []
        """Handles of another template."""
        self.empty: list[Finding] = []
        """Empty strings, where those say nothing."""

    def beside(self, problems: Iterable[Finding]) -> list[Finding]:
        """All that is wrong, each thing once: of a handle that says nothing of this template nothing more is told."""
        named = {first_name(stranger.option) for stranger in self.strangers}
        others = [problem for problem in problems if not problem.option or first_name(problem.option) not in named]
        told = [problem.option for problem in others if problem.value == ""]
        empty = [one for one in self.empty if not any(overlap(one.option, option) for option in told)]
        return [*self.strangers, *others, *empty]


def amiss(options: Options, template: Template) -> Amiss:
    """What is wrong with options, and with the options that they hold."""
    found = Amiss()
    _look_into(options, template, "", found)
    return found


def _look_into(options: Options, template: Template, prefix: str, found: Amiss) -> None:
    values = vars(options)
    for name, known in options._fields.items():
        value = values[name]
        if value is known.default or type(value) is bool or (type(value) is str and value):
            continue
        path = known.at[0] if known.at else ""
        _look_at(value, template, f"{prefix}{name}", path, found, may_be_empty=known.may_be_empty)


def _look_at(value: Any, template: Template, option: str, path: str, found: Amiss, *, may_be_empty: bool) -> None:
    if type(value) is str:
        if not value and not may_be_empty:
            fix = "give a text, or leave the option out"
            problem = option_finding(path, option, "", message="is empty", allowed="a text", fix=fix)
            found.empty.append(problem)
    elif isinstance(value, Handle):
        if value.template is not template:
            found.strangers.append(value.out_of_place(option, path))
    elif isinstance(value, Options):
        _look_into(value, template, f"{option}.", found)
    elif isinstance(value, (list, tuple)):
        one_thing = hasattr(value, "_fields")  # a named tuple, which the option names as a whole
        for index, item in enumerate(value):
            inner = option if one_thing else f"{option}[{index}]"
            _look_at(item, template, inner, path, found, may_be_empty=may_be_empty)
    elif isinstance(value, dict):
        for key, item in value.items():
            inner = f"{option}[{key!r}]"
            _look_at(key, template, inner, path, found, may_be_empty=may_be_empty)
            _look_at(item, template, inner, path, found, may_be_empty=True)
