"""Where in a template's text a finding is: the path that leads there, and its line."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from . import paths
from .source import read
from .view import CONDITION, OUTPUT

_SPACE = re.compile(r"[ \t\r\n]*")
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


class _JsonText:
    """A text in JSON, whose members are looked for where they stand; a node is the offset of a value."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._read = json.JSONDecoder().raw_decode
        self._known: dict[int, dict[str | int, tuple[int, int]]] = {}
        self.root = self._behind_space(0)
        _, end = self._read(text, self.root)  # which fails if it is no JSON
        if self._behind_space(end) < len(text):
            raise ValueError("more than one value")

    def line(self, mark: int) -> int:
        return self._text.count("\n", 0, mark) + 1

    def member(self, node: int, step: str | int) -> tuple[int, int] | None:
        """Where a member of a value is named, and where it stands."""
        if node not in self._known:
            self._known[node] = dict(self._members(node))
        return self._known[node].get(step)

    def _members(self, node: int) -> Iterator[tuple[str | int, tuple[int, int]]]:
        kind, number = self._text[node], 0
        if kind not in "{[":
            return
        mark = self._behind_space(node + 1)
        while self._text[mark] not in "]}":
            step, value = number, mark
            if kind == "{":
                step, end = self._read(self._text, mark)
                value = self._behind_space(self._behind_space(end) + 1)
            yield step, (mark, value)
            _, end = self._read(self._text, value)
            comma = self._behind_space(end)
            mark = self._behind_space(comma + 1) if self._text[comma] == "," else comma
            number += 1

    def _behind_space(self, offset: int) -> int:
        found = _SPACE.match(self._text, offset)
        return found.end() if found else offset


class _YamlText:
    """A text in YAML, of which the parser tells where each node begins."""

    def __init__(self, text: str) -> None:
        import yaml

        # a tab, or half of a character, would be refused; no line changes by these
        near = _SURROGATE.sub("......", text.replace("\t", " "))
        try:
            self.root: Any = yaml.compose(near, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:
            self.root = None

    def line(self, mark: Any) -> int:
        return int(mark.start_mark.line) + 1

    def member(self, node: Any, step: str | int) -> tuple[Any, Any] | None:
        """What marks the member of a node, and the member."""
        kind = getattr(node, "id", None)
        if kind == "sequence" and isinstance(step, int) and step < len(node.value):
            return node.value[step], node.value[step]
        if kind == "mapping":
            for key, value in node.value:
                if key.value == step:
                    return key, value
        return None


class Lines:
    """The lines of a template's text, looked up where a finding asks for one."""

    def __init__(self, text: bytes) -> None:
        self._template = read(text)
        plain = text.decode(errors="replace").removeprefix("\ufeff")
        self._text: _JsonText | _YamlText
        try:
            self._text = _JsonText(plain)
        except ValueError:
            self._text = _YamlText(plain)
        self._root: Any = self._text.root
        body = self._text.member(self._root, "TemplateBody")
        if body and not self._text.member(self._root, "Resources"):  # as `aws cloudformation get-template` prints it
            self._root = body[1]

    def of(self, finding: Placed) -> int:
        """The line of what a finding speaks of, or of what should hold it."""
        line, node = 1, self._root
        for step in steps_to(self._template, finding):
            found = self._text.member(node, step)
            if found is None:  # an alias merges it in, or an intrinsic is written short
                break
            mark, node = found
            line = self._text.line(mark)
        return line


def lines_of(text: Path | bytes) -> Lines:
    """The lines of a text, or of the file with it."""
    return Lines(text if isinstance(text, bytes) else text.read_bytes())
