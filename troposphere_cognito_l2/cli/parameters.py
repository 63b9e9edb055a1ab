"""Parameter values on the command line: ``KEY=VALUE``, or a file in any of the forms that CloudFormation's tools have."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

_PAIR = re.compile(r"([A-Za-z0-9]+)=(.*)", re.DOTALL)
_MASKED = "****"
"""What CloudFormation shows of a value that is not to be shown."""


class UnusableParametersError(ValueError):
    """Parameter values that can't be read. One line says why."""


def parameters(given: Sequence[str] | None, declared: Collection[str]) -> dict[str, Any] | None:
    """The values of parameters.

    Args:
        given: ``KEY=VALUE``, or the path of a file, with ``file://`` before it or not; a later one goes before an earlier.
        declared: the names of the parameters that there are.

    Returns:
        The values by name, ``None`` for one that is not known; ``None`` if nothing was given.

    Raises:
        UnusableParametersError: if one of them can't be read.
    """
    if given is None:
        return None
    found: dict[str, Any] = {}
    for one in given:
        pair = _PAIR.fullmatch(one)
        if pair is None:
            found |= _of_file(one.removeprefix("file://"))
        elif pair[1] in declared:
            found[pair[1]] = pair[2]
        else:
            raise UnusableParametersError(f"no template has a parameter {pair[1]!r}")
    return found


def _of_file(name: str) -> dict[str, Any]:
    from ..checks.source import plain_data
    from ..errors import UnusableTemplateError

    try:
        return _values(plain_data(Path(name)))
    except (UnusableTemplateError, UnusableParametersError) as error:
        raise UnusableParametersError(f"{name}: {error}") from None


def _values(data: Any) -> dict[str, Any]:
    """The values in a mapping of names and values, in a list of ``ParameterKey`` and ``ParameterValue``, or around them."""
    if isinstance(data, Mapping):
        if "Stacks" in data:
            stacks = data["Stacks"]
            if not isinstance(stacks, list) or len(stacks) != 1 or not isinstance(stacks[0], Mapping):
                raise UnusableParametersError("it is no description of one stack")
            return _values(stacks[0].get("Parameters", {}))
        if isinstance(data.get("Parameters"), (list, Mapping)):
            return _values(data["Parameters"])
        if "StackName" in data:
            return {}  # a stack without parameters
        return {name: _value(name, value) for name, value in data.items()}
    if isinstance(data, list):
        return dict(_member(item) for item in data)
    raise UnusableParametersError("it holds no parameters: neither a mapping nor a list")


def _member(item: Any) -> tuple[str, Any]:
    if isinstance(item, str) and (pair := _PAIR.fullmatch(item)):
        return pair[1], pair[2]
    if isinstance(item, Mapping) and isinstance(name := item.get("ParameterKey"), str):
        return name, _value(name, item.get("ParameterValue"))
    raise UnusableParametersError(f"{item!r:.80} is no ParameterKey with a ParameterValue")


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(item, (list, dict)) for item in value)
    ):
        raise UnusableParametersError(f"the value of {name} is neither a text nor a list of texts")
    return None if value == _MASKED else value  # as is one that the stack keeps (UsePreviousValue)
