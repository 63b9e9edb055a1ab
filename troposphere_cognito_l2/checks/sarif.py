"""SARIF 2.1.0, which code scanning of GitHub and others takes: `log`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from .finding import Severity


class Rule(NamedTuple):
    """A rule by which something was found."""

    id: str
    sentence: str
    source: str
    """The page that says so; may be empty."""
    severity: Severity
    properties: Mapping[str, Any]


class Result(NamedTuple):
    """Something that was found."""

    rule: str
    severity: Severity
    text: str
    file: str
    """The path as it was given."""
    line: int
    resource: str
    where: str
    """Resource and property."""
    fingerprints: Mapping[str, str]
    properties: Mapping[str, Any]


def log(
    rules: Sequence[Rule], results: Sequence[Result], remarks: Sequence[str], reasons: Sequence[str], *, version: str
) -> str:
    """A log with one run.

    Args:
        rules: those of the results.
        results: what was found.
        remarks: what there is to say besides.
        reasons: why something could not be looked at; the run was no success if there are any.
        version: of this library.
    """
    places = {rule.id: index for index, rule in enumerate(rules)}
    driver = {"name": "troposphere-cognito-l2", "version": version, "rules": [_rule(rule) for rule in rules]}
    told = [{"level": "note", "message": {"text": text}} for text in remarks]
    told += [{"level": "error", "message": {"text": text}} for text in reasons]
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not reasons, "toolExecutionNotifications": told}],
        "results": [_result(result, places[result.rule]) for result in results],
    }
    whole = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.sentence},
        **({"helpUri": rule.source} if rule.source else {}),
        "defaultConfiguration": {"level": _level(rule.severity)},
        "properties": rule.properties,
    }


def _result(result: Result, place: int) -> dict[str, Any]:
    artifact, region = {"uri": _uri(result.file)}, {"startLine": result.line}
    logical = {"name": result.resource, "fullyQualifiedName": result.where, "kind": "resource"}
    location = {
        "physicalLocation": {"artifactLocation": artifact, "region": region},
        "logicalLocations": [logical],
    }
    return {
        "ruleId": result.rule,
        "ruleIndex": place,
        "level": _level(result.severity),
        "message": {"text": result.text},
        "locations": [location],
        "partialFingerprints": result.fingerprints,
        "properties": result.properties,
    }


def _level(severity: Severity) -> str:
    return "note" if severity is Severity.INFO else severity.value


def _uri(name: str) -> str:
    """A path as a URI reference, relative if the path is."""
    from urllib.parse import quote

    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
