"""Read a template from whatever holds one: `read`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from itertools import chain, compress
from typing import Any, NoReturn

from ..errors import UnusableTemplateError

LARGEST = 2_000_000
"""Bytes; CloudFormation takes half of that."""
_DEEPEST = 100
_MOST_VALUES = 500_000
_SCALARS = frozenset((str, int, float, bool, type(None)))
_NESTED = frozenset((dict, list))
_PLAIN = _SCALARS | _NESTED
_TEXT = frozenset((str,))


def read(template: Any) -> dict[str, Any]:
    """The template as plain data.

    Args:
        template: a troposphere ``Template`` or whatever else has ``to_dict``; a mapping; JSON or YAML text; the path
            of a file with such text. What ``aws cloudformation get-template`` prints is the template in it.

    Raises:
        UnusableTemplateError: if there is no template to be read.
    """
    data = plain_data(template)
    if not isinstance(data, dict):
        raise UnusableTemplateError(f"a template is a mapping, this is {_kind(data)}")
    if "Resources" not in data and not {"Transform", "Fn::Transform"} & data.keys():
        raise UnusableTemplateError("it has no Resources, so it is no CloudFormation template")
    if not isinstance(data.get("Resources", {}), dict):
        raise UnusableTemplateError(f"Resources is no mapping but {_kind(data['Resources'])}")
    return data


def plain_data(source: Any) -> Any:
    """What a source of the kinds that `read` takes holds, as plain data, be it a template or not.

    Raises:
        UnusableTemplateError: if nothing is to be read.
    """
    try:
        return _bounded(_unwrapped(_data(source)))
    except RecursionError:
        raise UnusableTemplateError(f"it is nested more than {_DEEPEST} levels deep") from None


def _unwrapped(data: Any) -> Any:
    """The template in an answer to ``GetTemplate``."""
    if not isinstance(data, Mapping) or "TemplateBody" not in data or "Resources" in data:
        return data
    body = data["TemplateBody"]
    return _parsed(body) if isinstance(body, str) else body


def _data(template: Any) -> Any:
    if isinstance(template, str):
        return _parsed(_content(template) if _names_a_file(template) else template)
    if isinstance(template, bytes):
        return _parsed(_text(template))
    if isinstance(template, os.PathLike):
        return _parsed(_content(template))
    if hasattr(template, "to_dict"):
        try:
            return template.to_dict()
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise UnusableTemplateError(f"it can't be written: {' '.join(str(error).split())}") from error
    if isinstance(template, Mapping):
        return template
    raise UnusableTemplateError(f"a template, a mapping, a text or a path was expected, not {template!r:.80}")


def _names_a_file(text: str) -> bool:
    try:
        return len(text) < 4096 and "\n" not in text and os.path.exists(text)  # noqa: PTH110 - a text may be no path
    except ValueError:  # it holds a NUL
        return False


def _content(path: str | os.PathLike[Any]) -> str:
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
            raise UnusableTemplateError("it is a directory" if os.path.isdir(path) else "it is no file")  # noqa: PTH112
        with open(path, "rb") as file:  # noqa: PTH123
            return _text(file.read(LARGEST + 1))
    except OSError as error:
        raise UnusableTemplateError(f"it can't be read: {error.strerror or error}") from error


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(content) > LARGEST >= error.start:
            return content.decode("utf-8", errors="replace")  # cut off; it is too long anyway
        raise UnusableTemplateError("it is no text in UTF-8") from None


def _parsed(text: str) -> Any:
    if len(text) > LARGEST:
        raise UnusableTemplateError(f"it has more than {LARGEST:,} characters; CloudFormation takes half of that")
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise UnusableTemplateError("it is binary, no text")
    if not text.strip():
        raise UnusableTemplateError("it is empty")
    broken = ""
    if text.lstrip()[0] in '{["':
        try:
            data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
            return _parsed(data) if isinstance(data, str) else data  # a text may be the template, in quotes
        except json.JSONDecodeError as error:  # it may be YAML still
            broken = f"it is no JSON: {error}"
        except UnusableTemplateError:
            raise
        except ValueError as error:  # a number of thousands of digits
            raise UnusableTemplateError(f"it is no JSON: {error}") from error
    from .yaml_text import NotYamlError, load

    try:
        data = load(text)
    except NotYamlError as error:
        raise UnusableTemplateError(broken or f"it is no YAML: {error}") from None
    if isinstance(data, str):
        raise UnusableTemplateError(f"it is neither a template nor a file that exists: {data!r:.80}")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise UnusableTemplateError(f"the key {key!r} stands twice in one mapping, and one would be lost")
            seen.add(key)
    return found


def _no_constant(name: str) -> NoReturn:
    raise UnusableTemplateError(f"it is no JSON: {name} is no number")


def _bounded(data: Any) -> Any:
    """The data, plain to its last member, if it is neither too deep nor too large: aliases can make much of little."""
    if not isinstance(data, (dict, list)):
        data = _plain(data)
        if not isinstance(data, (dict, list)):
            return data
    is_plain, count, depth = True, 0, 0
    level = [data]
    while level:
        count += len(level)
        depth += 1
        if count > _MOST_VALUES:
            raise UnusableTemplateError(f"it holds more than {_MOST_VALUES:,} values, aliases followed")
        if depth > _DEEPEST:
            raise RecursionError
        values = [*chain.from_iterable(held.values() if isinstance(held, dict) else held for held in level)]
        kinds = [*map(type, values)]
        keys = map(type, chain.from_iterable(held for held in level if isinstance(held, dict)))
        is_plain = is_plain and _PLAIN.issuperset(kinds) and _TEXT.issuperset(keys)
        if is_plain:  # quickly: there are tens of thousands
            level = [*compress(values, map(_NESTED.__contains__, kinds))]
        else:
            level = [value for value in values if isinstance(value, (dict, list))]
    return data if is_plain else _bounded(_plain(data))


def _plain(value: Any) -> Any:
    """The value as JSON has it; troposphere and awacs objects in their own words."""
    if isinstance(value, (dict, Mapping)):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, str):  # an enumeration too
        return str.__str__(value)
    if type(value) in _SCALARS:
        return value
    if isinstance(value, (int, float)):
        return int(value) if isinstance(value, int) else float(value)
    if hasattr(value, "to_dict"):
        return _plain(value.to_dict())
    if hasattr(value, "JSONrepr"):
        return _plain(value.JSONrepr())
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise UnusableTemplateError(f"it holds {value!r:.80}, for which JSON has no words")


def _key(key: Any) -> str:
    return str.__str__(key) if isinstance(key, str) else json.dumps(key, default=repr)


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", type(None): "nothing"}.get(type(value), f"{value!r:.40}")
