"""The pairs of ``compare_pairs``: what a template was, what it becomes, and what `compare` has to say of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
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
    (file,) = (_FOLDER / "templates").glob(f"{pair.get('base', 'shop')}.*")
    old = _patched(yaml.safe_load(file.read_text()), pair, "old")
    new = _patched(copy.deepcopy(old), pair, "new")
    return old, _renamed(new, pair.get("rename", {}))


def _patched(template: dict[str, Any], pair: Mapping[str, Any], side: str) -> dict[str, Any]:
    template = _merged(template, pair.get(f"{side}_template", {}))
    resources = {name: patch and {"Properties": patch} for name, patch in pair.get(side, {}).items()}
    return _merged(template, {"Resources": resources})


def _merged(target: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    if any(key.startswith("Fn::") or key == "Ref" for key in patch):
        return patch
    result = dict(target) if isinstance(target, dict) and not {"Ref"} & set(target) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _merged(result.get(key), value)
    return result


def _renamed(template: Any, names: Mapping[str, str]) -> Any:
    """The template with other logical ids, in references too."""
    if not names:
        return template
    text = json.dumps(template)
    for old in names:
        for before, after in ((f'"{old}"', f'"{old}@"'), (f"${{{old}", f"${{{old}@")):
            text = text.replace(before, after)
    for old, new in names.items():
        text = text.replace(f"{old}@", new)
    return json.loads(text)
