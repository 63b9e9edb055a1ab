"""What is wrong with the options at any depth, whatever they render: handles of other templates, empty strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from troposphere import Template

from ..checks.finding import Finding
from ..checks.rule import overlap
from .handle import Handle
from .options import Options
from .problem import option_finding


class Given(NamedTuple):
    """One value that an option was given, or that stands in one."""

    option: str
    """The option, as in ``oauth.scopes[1]``."""
    path: str
    """The first property that the option writes."""
    value: Any
    may_be_empty: bool


def out_of_place(options: Options, template: Template) -> list[Finding]:
    """What is wrong with the options that are handles of another template, or hold one."""
    return [
        given.value.out_of_place(given.option, given.path)
        for given in _values_of(options)
        if isinstance(given.value, Handle) and given.value.template is not template
    ]


def empty(options: Options, told: Iterable[Finding]) -> Iterator[Finding]:
    """What is wrong with the options that are empty strings, unless it is told already."""
    known = tuple(problem.option for problem in told if problem.value == "")
    for given in _values_of(options):
        if type(given.value) is not str or given.value or given.may_be_empty:
            continue
        if not any(overlap(given.option, option) for option in known):
            fix = "give a text, or leave the option out"
            yield option_finding(given.path, given.option, "", message="is empty", allowed="a text", fix=fix)


def told_once(strangers: list[Finding], problems: Iterable[Finding]) -> list[Finding]:
    """Those problems and all others, but no more about an option whose handle says nothing of this template."""
    named = {_first(stranger.option) for stranger in strangers}
    return [*strangers, *(problem for problem in problems if not problem.option or _first(problem.option) not in named)]


def _values_of(options: Options, prefix: str = "") -> Iterator[Given]:
    for name, value in options._given():
        field = options._fields[name]
        yield from _within(Given(f"{prefix}{name}", field.at[0] if field.at else "", value, field.may_be_empty))


def _within(given: Given) -> Iterator[Given]:
    value = given.value
    if isinstance(value, Options):
        yield from _values_of(value, f"{given.option}.")
    elif isinstance(value, tuple) and hasattr(value, "_fields"):  # a named tuple: one thing, as the option names it
        for item in value:
            yield from _within(given._replace(value=item))
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _within(given._replace(option=f"{given.option}[{index}]", value=item))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            inner = f"{given.option}[{key!r}]"
            yield given._replace(option=inner, value=key)
            yield from _within(given._replace(option=inner, value=item, may_be_empty=True))
    else:
        yield given


def _first(option: str) -> str:
    return option.partition(".")[0].partition("[")[0]
