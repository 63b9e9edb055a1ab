"""Circles that a resource would close if it joined a template: nothing that is added later can open them again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .engine import finding_of
from .finding import Finding
from .paths import member
from .resource_types import SAM_FUNCTION
from .rule import Problem
from .values import Reference, Text
from .view import ResourceView, TemplateView


def circle_closed_by(title: str, body: Mapping[str, Any], existing: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong if a resource of the template waits already for the one that is to join it, which waits for that.

    Only what surely is so counts: no branches of ``Fn::If``, no resources under another condition.

    Args:
        title: the logical id of the resource that is to join.
        body: its ``Type``, ``Properties`` and ``Condition``.
        existing: the template's resources (mappings or troposphere objects).
    """
    template = TemplateView({**existing, title: body})
    steps = _circle(template, title)
    if steps:
        from .rules.wiring import depends_on_itself, nothing_waits_for_itself

        fix = (
            "take one of these references out: look the other resource up when the code runs (a trigger is told its "
            "pool in event['userPoolId'] and the client in event['callerContext']['clientId'])"
        )
        problem = Problem(steps[0][1], depends_on_itself(steps), fix)
        yield finding_of(nothing_waits_for_itself, template.view(title, body), problem)


def _circle(template: TemplateView, start: str) -> list[tuple[str, str]]:
    from .rules.links import way

    condition = template.resources[start].get("Condition")
    came: dict[str, tuple[str, str]] = {}
    waiting = [start]
    for name in waiting:  # which grows on the way
        view = template.resource(name)
        if view is None or view.body.get("Condition") not in (None, condition):
            continue
        for target, path in _named_by(view):
            if target not in came and target in template.resources:
                came[target] = (name, path)
                waiting.append(target)
        if start in came:
            return way(came, start)
    return []


def _named_by(view: ResourceView) -> Iterator[tuple[str, str]]:
    """The resources that a resource surely waits for, each with the property that names it."""
    properties = view.properties
    if view.type.startswith("AWS::Serverless::") and isinstance(properties, dict):  # its events wait for it
        names = ("Environment", "Role") if "Role" in properties else ("Environment", "Policies")
        properties = view.given(names) if view.type == SAM_FUNCTION else {}
    yield from _references(properties, "")
    depends_on = view.body.get("DependsOn", ())
    for name in [depends_on] if isinstance(depends_on, str) else depends_on:
        yield name, "DependsOn"


def _references(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Reference):
        yield value.logical_id, path
    elif isinstance(value, Text):
        for part in value.parts:
            yield from _references(part, path)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _references(item, member(path, name) if path else name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, f"{path}[{index}]")
