"""What macros may change before CloudFormation looks: it is made unknown, so that nobody is blamed for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .resource_types import SAM_FUNCTION
from .view import CONDITION, OUTPUT

_LANGUAGE = "AWS::LanguageExtensions"
_SAM = "AWS::Serverless-2016-10-31"
_BY_SAM = ("ApiGatewayDomainName", "CodeDeployServiceRole", "RecordSetGroup", "Serverless")
"""How the names begin of what SAM makes for no resource in particular."""
_LOOP = "Fn::ForEach::"
_UNKNOWN: Mapping[str, Any] = {"Fn::Transform": None}
"""Resolves to `Unknown`."""


class Prepared:
    """The resources of a template in a form that the view can rely on.

    Each is a mapping with a ``Type``; its ``Condition`` is a string or absent, as is its ``DependsOn`` unless it is a
    list of them.
    """

    def __init__(self, template: Mapping[str, Any]) -> None:
        transforms = list(_transforms(template))
        self.notes: list[str] = []
        """What people should know of how the template was looked at."""
        self.complete = all(name in (_LANGUAGE, _SAM) for name in transforms) and "Fn::Transform" not in template
        """Whether macros leave the resources as many as they are, but for those whose names begin as in `made`."""
        self.made: tuple[str, ...] = ()
        """How the names begin of all that SAM may add."""
        self.macros = [name for name in transforms if not name.startswith("AWS::")]
        """Macros of the template as a whole that may rewrite anything."""
        self.resources: dict[str, dict[str, Any]] = {}
        """The resources by logical id."""
        self.sections = {**_outputs(template), **_conditions(template)}
        """Outputs and conditions in the form of resources, by the name of the section, a point and their own."""
        given = template.get("Resources")
        for logical_id, body in given.items() if isinstance(given, dict) else ():
            if logical_id.startswith("Fn::"):
                self.complete = False
                if logical_id.startswith(_LOOP):
                    self.notes.append(f"{logical_id}: the resources that it makes are not looked at")
            elif isinstance(body, dict) and isinstance(body.get("Type"), str):
                self.resources[logical_id] = _relied_on(body)
                self.complete = self.complete and not body["Type"].endswith("::MODULE")
            elif not isinstance(body, dict) or "Fn::Transform" not in body:
                self.resources[logical_id] = _relied_on({**(body if isinstance(body, dict) else {}), "Type": ""})
        if _LANGUAGE in transforms:
            for logical_id, body in self.resources.items():
                self.resources[logical_id] = {"Type": body["Type"], **_without_loops(body)}
        if any(name.startswith("AWS::Serverless") for name in transforms):
            self.made = (*_BY_SAM, *(name for name, body in self.resources.items() if _is_made_more_of(body)))
            self._let_functions_set_triggers()
            self._let_globals_be_known_to_sam(template.get("Globals"))

    def _let_functions_set_triggers(self) -> None:
        """Make the triggers unknown of each pool that is an event source of a function: SAM writes them."""
        for body in [body for body in self.resources.values() if body["Type"] == SAM_FUNCTION]:
            properties = body.get("Properties")
            events = properties.get("Events") if isinstance(properties, dict) else None
            for event in events.values() if isinstance(events, dict) else ():
                source = event.get("Properties") if isinstance(event, dict) else None
                pool = source.get("UserPool") if isinstance(source, dict) else None
                named = pool.get("Ref") if isinstance(pool, dict) else None
                if not isinstance(named, str) or named not in self.resources:
                    continue
                target = self.resources[named]
                if isinstance(own := target.get("Properties", {}), dict):
                    self.resources[named] = {**target, "Properties": {**own, "LambdaConfig": _UNKNOWN}}

    def _let_globals_be_known_to_sam(self, given: Any) -> None:
        """Make unknown what SAM gives to all resources of a type, unless they have their own."""
        for section, properties in given.items() if isinstance(given, dict) else ():
            kind = f"AWS::Serverless::{section}"
            shared = dict.fromkeys(properties, _UNKNOWN) if isinstance(properties, dict) else {}
            for logical_id, body in self.resources.items():
                if body["Type"] == kind and isinstance(own := body.get("Properties", {}), dict):
                    self.resources[logical_id] = {**body, "Properties": {**shared, **own}}


def _is_made_more_of(body: Mapping[str, Any]) -> bool:
    """Whether SAM makes further resources for a resource, whose names begin with its own."""
    return "Connectors" in body or str(body["Type"]).startswith("AWS::Serverless::")


def is_unknown(properties: Mapping[str, Any]) -> bool:
    """Whether only a macro knows the properties of a resource."""
    return "Fn::Transform" in properties


def _transforms(template: Mapping[str, Any]) -> Iterator[str]:
    """The names of the macros that the template as a whole goes through."""
    given = template.get("Transform")
    for transform in given if isinstance(given, list) else [] if given is None else [given]:
        name = transform.get("Name") if isinstance(transform, dict) else transform
        yield name if isinstance(name, str) else "?"


def _outputs(template: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found = {}
    given = template.get("Outputs")
    for name, body in given.items() if isinstance(given, dict) else ():
        if isinstance(body, dict) and not name.startswith("Fn::"):
            properties = {key: value for key, value in body.items() if key != "Condition"}
            own = {"Condition": body["Condition"]} if isinstance(body.get("Condition"), str) else {}
            found[f"{OUTPUT}.{name}"] = {"Type": OUTPUT, **own, "Properties": properties}
    return found


def _conditions(template: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    given = template.get("Conditions")
    return {
        f"{CONDITION}.{name}": {"Type": CONDITION, "Properties": body}
        for name, body in (given.items() if isinstance(given, dict) else ())
        if not name.startswith("Fn::")
    }


def _relied_on(body: dict[str, Any]) -> dict[str, Any]:
    """The resource without what would stand in the way of looking at it."""
    changed: dict[str, Any] = {}
    if not isinstance(body.get("Condition", ""), str):
        changed["Condition"] = None
    if not _is_names(body.get("DependsOn", "")):
        changed["DependsOn"] = []
    properties = body.get("Properties")
    touched = isinstance(properties, dict) and len(properties) == 1 and next(iter(properties)).startswith("Fn::")
    if isinstance(properties, list):
        changed["Properties"] = []  # an error, whatever it holds
    if "Fn::Transform" in body or touched:
        changed["Properties"] = _UNKNOWN
    return {**body, **changed} if changed else body


def _is_names(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(name, str) for name in value))


def _without_loops(value: Any) -> Any:
    """The value with what ``Fn::ForEach`` adds to made unknown."""
    if isinstance(value, dict):
        if any(key.startswith(_LOOP) for key in value):
            return _UNKNOWN
        return {key: _without_loops(item) for key, item in value.items()}
    return [_without_loops(item) for item in value] if isinstance(value, list) else value
