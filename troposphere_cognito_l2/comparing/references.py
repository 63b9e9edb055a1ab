"""Where the parts of a template name each other, and how to have them name something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..checks.rules.links import DEPENDS_ON
from ..checks.values import SUB_VARIABLE

Document = dict[str, Any]


def renamed(document: Mapping[str, Any], ids: Mapping[str, str]) -> Document:
    """A template in which resources have other logical ids, in their old places and wherever they are referred to."""

    def name(target: str, attribute: str | None) -> Any:
        if target not in ids:
            return None
        return {"Fn::GetAtt": [ids[target], attribute]} if attribute else {"Ref": ids[target]}

    found = rewritten(document, name)
    found["Resources"] = {ids.get(key, key): body for key, body in found["Resources"].items()}
    for body in found["Resources"].values():
        if isinstance(body, dict) and DEPENDS_ON in body:
            body[DEPENDS_ON] = _other(body[DEPENDS_ON], ids)
    return found


def _other(names: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(names, list):
        return [_other(name, ids) for name in names]
    return ids.get(names, names) if isinstance(names, str) else names


def rewritten(document: Mapping[str, Any], replace: Callable[[str, str | None], Any]) -> Document:
    """A copy of a template with other references in its resources and outputs.

    Args:
        document: the template.
        replace: what to write instead of a reference to a logical id and attribute; ``None`` to leave it as it is.
    """
    parts = ("Resources", "Outputs")
    return {
        key: _rewritten(value, replace) if key in parts else _rewritten(value, _nothing)
        for key, value in document.items()
    }


def _nothing(_target: str, _attribute: str | None) -> None:
    return None


def _rewritten(value: Any, replace: Callable[[str, str | None], Any]) -> Any:
    if isinstance(value, list):
        return [_rewritten(item, replace) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(key, argument)] = value.items()
        instead = None
        if key == "Ref" and isinstance(argument, str):
            instead = replace(argument, None)
        elif key == "Fn::GetAtt" and (target := _target(argument)):
            instead = replace(*target)
        elif key == "Fn::Sub":
            return {key: _in_text(argument, replace)}
        if instead is not None:
            return instead
    return {key: _rewritten(item, replace) for key, item in value.items()}


def _target(argument: Any) -> tuple[str, str] | None:
    parts = argument.split(".") if isinstance(argument, str) else argument
    if isinstance(parts, list) and len(parts) > 1 and all(isinstance(part, str) for part in parts):
        return parts[0], ".".join(parts[1:])
    return None


def _in_text(argument: Any, replace: Callable[[str, str | None], Any]) -> Any:
    """The argument of ``Fn::Sub``: another name stands in the text itself, a value among the variables."""
    text, given = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    if not isinstance(text, str) or not isinstance(given, dict):
        return _rewritten(argument, replace)
    variables = _rewritten(given, replace)

    def piece(match: re.Match[str]) -> str:
        name = match[1].strip()
        target, _, attribute = name.partition(".")
        instead = None if name.startswith("!") or name in given else replace(target, attribute or None)
        if instead is None:
            return match[0]
        if isinstance(instead, dict) and isinstance(instead.get("Ref"), str):
            return f"${{{instead['Ref']}}}"
        if isinstance(instead, dict) and isinstance(instead.get("Fn::GetAtt"), list):
            return f"${{{'.'.join(instead['Fn::GetAtt'])}}}"
        own = name.replace(".", "")
        variables[own] = instead
        return f"${{{own}}}"

    changed = SUB_VARIABLE.sub(piece, text)
    return [changed, variables] if variables else changed


def names_in(value: Any) -> Iterator[str]:
    """The logical ids and parameters that a value refers to, with the conditions and mappings that it needs."""
    if isinstance(value, list):
        for item in value:
            yield from names_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("Ref", "Condition") and isinstance(item, str):
                yield item
            elif key == "Fn::GetAtt":
                yield from (target[0] for target in [_target(item)] if target)
            elif key == "Fn::Sub":
                yield from _names_in_text(item)
            else:
                if key in ("Fn::If", "Fn::FindInMap") and isinstance(item, list):
                    yield from (name for name in item[:1] if isinstance(name, str))
                yield from names_in(item)


def _names_in_text(argument: Any) -> Iterator[str]:
    text, given = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
    if isinstance(text, str) and isinstance(given, dict):
        for name in map(str.strip, SUB_VARIABLE.findall(text)):
            if not name.startswith("!") and name not in given:
                yield name.partition(".")[0]
        yield from names_in(given)


def needed_by(body: Mapping[str, Any]) -> set[str]:
    """What a resource needs to be in its template: what it refers to, and what it waits for."""
    waits = body.get(DEPENDS_ON)
    names = waits if isinstance(waits, list) else [waits]
    found = {name for name in names if isinstance(name, str)}
    own = {key: value for key, value in body.items() if key not in ("Metadata", DEPENDS_ON)}
    return found | set(names_in(own))
