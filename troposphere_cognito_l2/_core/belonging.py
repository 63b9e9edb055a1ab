"""Which handles among the options stand in another template than the one that is added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from troposphere import Template

from ..checks.finding import Finding
from .handle import Handle
from .options import Options


def out_of_place(options: Options, template: Template) -> list[Finding]:
    """What is wrong with the options that are handles of another template, or hold one at any depth."""
    return list(_among(options, template, ""))


def told_once(strangers: list[Finding], problems: Iterable[Finding]) -> list[Finding]:
    """Those problems and all others, but no more about an option whose handle says nothing of this template."""
    named = {_first(stranger.option) for stranger in strangers}
    return [*strangers, *(problem for problem in problems if not problem.option or _first(problem.option) not in named)]


def _among(options: Options, template: Template, prefix: str) -> Iterator[Finding]:
    for name, value in options._given():
        at = options._fields[name].at
        yield from _in(value, template, f"{prefix}{name}", at[0] if at else "")


def _in(value: Any, template: Template, option: str, path: str) -> Iterator[Finding]:
    if isinstance(value, Handle):
        if value.template is not template:
            yield value.out_of_place(option, path)
    elif isinstance(value, Options):
        yield from _among(value, template, f"{option}.")
    elif isinstance(value, tuple) and hasattr(value, "_fields"):  # a named tuple: one thing, as the option names it
        for item in value:
            yield from _in(item, template, option, path)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _in(item, template, f"{option}[{index}]", path)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _in(item, template, f"{option}[{key!r}]", path)


def _first(option: str) -> str:
    return option.partition(".")[0].partition("[")[0]
