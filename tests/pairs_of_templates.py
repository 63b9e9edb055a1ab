"""The pairs of ``compare_pairs``: what a template was, what it becomes, and what `compare` has to say of it."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "compare_pairs"


def pairs(prefix: str) -> list[dict[str, Any]]:
    """All pairs of the files whose names begin with this."""
    return [pair for file in sorted(_FOLDER.glob(f"{prefix}*.yaml")) for pair in yaml.safe_load(file.read_text())]


def sides(pair: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both templates of a pair.

    ``old`` and ``new`` are patches of the properties of resources, ``old_template`` and ``new_template`` of the whole
    template, in the manner of a JSON merge patch: null removes. The new side builds on the old one.
    """
    old = _patched(copy.deepcopy(_base(pair.get("base", "shop"))), pair, "old")
    new = _patched(copy.deepcopy(old), pair, "new")
    return old, _renamed(new, pair.get("rename", {}))


@cache
def _base(name: str) -> dict[str, Any]:
    (file,) = (_FOLDER / "templates").glob(f"{name}.*")
    return dict(yaml.safe_load(file.read_text()))


def _patched(template: dict[str, Any], pair: Mapping[str, Any], side: str) -> dict[str, Any]:
    template = _merged(template, pair.get(f"{side}_template", {}))
    resources = {name: patch and {"Properties": patch} for name, patch in pair.get(side, {}).items()}
    return _merged(template, {"Resources": resources})


def _merged(target: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    if _is_function(patch):
        return patch
    result = dict(target) if isinstance(target, dict) and not _is_function(target) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merged(result.get(key), value)
    return result


def _is_function(value: Mapping[str, Any]) -> bool:
    return any(key == "Ref" or key.startswith("Fn::") for key in value)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A template with other logical ids, in references too."""
    if not names or not isinstance(value, (dict, list)):
        return value
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return {key: _renamed(_of_key(key, item, names), names) for key, item in value.items()}


def _of_key(key: str, value: Any, names: Mapping[str, str]) -> Any:
    if key == "Resources":
        return {names.get(name, name): body for name, body in value.items()}
    if key in ("Ref", "DependsOn") and isinstance(value, str):
        return names.get(value, value)
    if key in ("Fn::GetAtt", "DependsOn") and isinstance(value, list):
        return [names.get(part, part) for part in value]
    if key == "Fn::Sub":
        return re.sub(r"\$\{(\w+)", lambda match: "${" + names.get(match[1], match[1]), value)
    return value
