"""Where in a template's text a finding is: the path that leads there, and its line."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from . import paths
from .rule import CONDITION, OUTPUT
from .source import read

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


class Placed(Protocol):
    """What is said of a place in a template: a `Finding`, or a change."""

    @property
    @abstractmethod
    def resource(self) -> str:
        """Logical id."""

    @property
    @abstractmethod
    def path(self) -> str:
        """Property path inside ``Properties``, or an attribute beside them; empty for the resource as a whole."""


def steps_to(template: Mapping[str, Any], finding: Placed) -> list[str | int]:
    """The keys that lead to what a finding speaks of, as far as the template has them.

    They stop short of an intrinsic, and of a list of which ``Fn::If`` decides some members: which of its branches is
    meant, and which member, is a matter of the scenario.
    """
    value: Any = template
    place: list[str | int] = []
    section, _, name = finding.resource.rpartition(".")
    steps: list[str | int] = [section, name] if section in (OUTPUT, CONDITION) else []
    steps = steps or ["Resources", finding.resource, "Properties"]
    own = paths.steps(finding.path)
    body = template.get("Resources", {}).get(finding.resource)
    if own and isinstance(body, dict):
        given = body.get("Properties")
        if own[0] in body and not (isinstance(given, dict) and own[0] in given):
            steps.pop()  # an attribute, such as DeletionPolicy
    for step in steps + own:
        if isinstance(value, dict):
            if step not in value:
                break
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value) and not _varies(value):
            value = value[step]
        else:
            break
        place.append(step)
    return place


def _varies(members: list[Any]) -> bool:
    return any(isinstance(item, dict) and "Fn::If" in item for item in members)


class Lines:
    """The lines of a template's text, looked up where a finding asks for one."""

    def __init__(self, text: bytes) -> None:
        import yaml

        self._template = read(text)
        # JSON is YAML, but for tabs and for halves of characters; no line changes by these
        near = _SURROGATE.sub("......", text.decode(errors="replace").removeprefix("\ufeff").replace("\t", " "))
        try:
            self._root: Any = yaml.compose(near, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:
            self._root = None
        body = _member(self._root, "TemplateBody")
        if body and not _member(self._root, "Resources"):  # as `aws cloudformation get-template` prints it
            self._root = body[1]

    def of(self, finding: Placed) -> int:
        """The line of what a finding speaks of, or of what should hold it."""
        line, node = 1, self._root
        for step in steps_to(self._template, finding):
            pair = _member(node, step)
            if pair is None:  # an alias merges it in, or an intrinsic is written short
                break
            mark, node = pair
            line = mark.start_mark.line + 1
        return line


def lines_of(text: Path | bytes) -> Lines:
    """The lines of a text, or of the file with it."""
    return Lines(text if isinstance(text, bytes) else text.read_bytes())


def _member(node: Any, step: str | int) -> tuple[Any, Any] | None:
    """What marks the member of a node, and the member."""
    kind = getattr(node, "id", None)
    if kind == "sequence" and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if kind == "mapping":
        for key, value in node.value:
            if key.value == step:
                return key, value
    return None
