"""Make ``troposphere_cognito_l2/checks/registry.json`` again from the registry schemas that cfn-lint ships.

    python tests/tools/regenerate_registry.py

The file holds, for every ``AWS::Cognito::*`` type, what the structural rules need: property types, bounds, patterns,
enumerations, required, create-only, write-only and GetAtt names. Nothing in it is typed by hand but what ``DOCUMENTED`` adds.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.version import __version__ as cfn_lint_version

SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas"
TARGET = Path(__file__).parents[2] / "troposphere_cognito_l2" / "checks" / "registry.json"
REGION = "us-east-1"  # the Region that has every type

KEPT = (
    "type",
    "enum",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "uniqueItems",
    "required",
)
DOCUMENTED = {("AWS::Cognito::UserPoolClient", "ExplicitAuthFlows"): ["ALLOW_CLIENT_TOKEN_AUTH"]}
"""Members of lists that the developer guide and the templates of AWS have, and the schemas lack: nobody is blamed for them."""
ANY_VISIBLE = r"\p{L}\p{M}\p{S}\p{N}\p{P}"


def python_pattern(pattern: str) -> str | None:
    """The pattern for Python's ``re``, which has no Unicode classes; never stricter than the original."""
    invisible = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"  # what gets pasted of \p{Cf}
    control = rf"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{invisible}"
    pattern = pattern.replace(f"[{ANY_VISIBLE}\\s*]", f"[^{control}]")
    pattern = pattern.replace(f"[{ANY_VISIBLE}\\s]", f"[^{control}]")
    pattern = pattern.replace(f"[{ANY_VISIBLE}\\p{{Z}}]", rf"[^\x00-\x1f\x7f-\x9f{invisible}]")
    pattern = pattern.replace(f"[{ANY_VISIBLE}]", rf"[^\s\x00-\x1f\x7f-\x9f{invisible}]")
    pattern = pattern.replace(r"\p{L}\p{Z}\p{N}_", r"\w\s")
    pattern = pattern.replace(r"\p{Z}", r"\s")
    if pattern == "^(?s)":  # matches everything
        return None
    if r"\p" in pattern:
        raise ValueError(f"no translation for {pattern!r}: add one")
    re.compile(pattern)
    return pattern


def compact(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """One schema node with its definitions put in and what we do not use left out."""
    if "$ref" in node:
        return compact(definitions[node["$ref"].removeprefix("#/definitions/")], definitions)
    kept: dict[str, Any] = {key: node[key] for key in KEPT if key in node}
    if "pattern" in node and (pattern := python_pattern(node["pattern"])):
        kept["pattern"] = pattern
    if "properties" in node:
        kept["properties"] = {name: compact(child, definitions) for name, child in sorted(node["properties"].items())}
    if "items" in node:
        kept["items"] = compact(node["items"], definitions)
    if "patternProperties" in node:
        [(pattern, child)] = node["patternProperties"].items()
        kept.setdefault("type", "object")  # some schemas leave it out
        kept["values"] = compact(child, definitions)
        if "|" not in pattern:  # a choice of names grows, and is for a rule of its own
            kept["keys"] = python_pattern(pattern)
    return kept


def names(pointers: list[str]) -> list[str]:
    """Property paths of JSON pointers: ``/properties/A/B`` is ``A.B``."""
    return sorted(pointer.removeprefix("/properties/").replace("/", ".") for pointer in pointers)


def registry() -> dict[str, Any]:
    """The compact registry of all Cognito types."""
    provider = json.loads((SCHEMAS / "providers" / f"{REGION}.json").read_text())
    version = json.loads((SCHEMAS / "version.json").read_text())
    types = {}
    for name in sorted(provider):
        if not name.startswith("AWS::Cognito::"):
            continue
        schema = json.loads((SCHEMAS / "resources" / f"{provider[name]}.json").read_text())
        entry = compact(schema, schema.get("definitions", {}))
        for (kind, prop), values in DOCUMENTED.items():
            if kind == name:
                enum = entry["properties"][prop]["items"]["enum"]
                enum[:] = sorted({*enum, *values})
        read_only = names(schema.get("readOnlyProperties", []))
        writable = [prop for prop in entry["properties"] if prop not in read_only]
        entry["properties"] = {prop: entry["properties"][prop] for prop in writable}
        entry["createOnly"] = names(schema.get("createOnlyProperties", []))
        entry["writeOnly"] = names(schema.get("writeOnlyProperties", []))
        entry["getAtt"] = read_only
        entry["primaryIdentifier"] = names(schema["primaryIdentifier"])
        types[name] = entry
    return {"date": version["schema_date"][:10], "cfn-lint": cfn_lint_version, "types": types}


def text() -> str:
    """The file's text."""
    return json.dumps(registry(), separators=(",", ":"), sort_keys=True).replace(',"AWS::', ',\n"AWS::') + "\n"


if __name__ == "__main__":
    TARGET.write_text(text())
