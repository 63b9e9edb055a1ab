"""CloudFormation's way of working, in the place of moto's `ResourceMap`.

moto creates resources as it meets them, ignores DependsOn where a reference leads, removes before it adds, compares
templates as text and never rolls back. What matters most about a user pool happens in just those places, so this class
does them as CloudFormation does: an order that the references allow, comparison of resolved properties, replacement
before deletion, clean-up last, roll-back on failure. Parameters, conditions, intrinsics and outputs stay moto's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, ClassVar

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.core.exceptions import JsonRESTError, ServiceException

from .resource import Accepted, Properties, Refused, Resource, client_of

REFUSALS = (Refused, ServiceException, JsonRESTError)

moto_class_of_type = parsing.resource_class_from_type


def class_of_type(resource_type: str) -> Any:
    """The class that emulates a type: one of ours, or one of moto's; what neither knows is accepted."""
    known = resource_type in parsing.get_model_map() or resource_type.startswith("Custom::")
    if not known and resource_type.startswith("AWS::Cognito::"):
        raise ValidationError(message=f"Template format error: Unrecognized resource types: [{resource_type}]")
    return moto_class_of_type(resource_type) if known else Accepted


def names_in(value: Any, conditions: Mapping[str, bool]) -> Iterator[str]:
    """The logical ids, and parameters, that a piece of template refers to in the branches that are taken."""
    if isinstance(value, list):
        for item in value:
            yield from names_in(item, conditions)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "Ref":
                yield inner
            elif key == "Fn::GetAtt":
                yield inner[0]
            elif key == "Fn::If":
                condition, then, otherwise = inner
                yield from names_in(then if conditions[condition] else otherwise, conditions)
            elif key == "Fn::Sub":
                text, given = inner if isinstance(inner, list) else (inner, {})
                yield from names_in(given, conditions)
                names = (name.partition(".")[0] for name in re.findall(r"\$\{([^!}][^}]*)\}", text))
                yield from (name for name in names if name not in given)
            else:
                yield from names_in(inner, conditions)


SECRET_REFERENCE = re.compile(
    r"\{\{resolve:secretsmanager:(?P<id>arn:[^:}]+:secretsmanager:[^:}]+:[^:}]+:secret:[^:}]+|[^:}]+)"
    r"(?::SecretString(?::(?P<key>[^:}]*)[^}]*)?)?\}\}"
)


def settled(value: Any, region: str) -> Any:
    """What moto leaves undone when it resolves a value: NoValue in a list, and references to secrets."""
    if isinstance(value, dict):
        return {key: settled(inner, region) for key, inner in value.items()}
    if isinstance(value, list):
        return [settled(item, region) for item in value if item is not None]
    if isinstance(value, str):
        return SECRET_REFERENCE.sub(lambda match: _secret(match["id"], match["key"], region), value)
    return value


def _secret(secret_id: str, key: str | None, region: str) -> str:
    secrets = client_of("secretsmanager", region)
    try:
        secret: str = secrets.get_secret_value(SecretId=secret_id)["SecretString"]
    except secrets.exceptions.ResourceNotFoundException as error:
        raise Refused("ResourceNotFoundException", f"Secrets Manager can't find the secret {secret_id}.") from error
    return str(json.loads(secret)[key]) if key else secret


class OrderedResourceMap(parsing.ResourceMap):
    """The resources of one stack."""

    order: ClassVar[str] = "forward"
    """Who comes first where references leave it open: see `InProcessAws.deploy`."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        self.deployed: dict[str, Properties] = {}
        """The resolved JSON of each resource, in the order of creation."""
        self._started = False
        super().__init__(*arguments, **keywords)

    def __getitem__(self, key: str) -> Any:
        if not self._started and key in self._resource_json_map and key not in self._parsed_resources:
            self.create(self._template)  # moto looks at exported outputs before it asks for the resources
        if key in self._resource_json_map:
            return self._parsed_resources.get(key)  # None if its condition is false
        return self._parsed_resources[key]

    def create(self, template: Properties) -> bool:
        """Create the resources of a new stack; moto may ask more than once."""
        if not self._started:
            self._started = True
            self._bring_about(template)
        return True

    def update(self, template: Properties, parameters: dict[str, Any] | None = None) -> None:
        """Turn the stack into that of another template, or leave it as it was."""
        before = (self._template, self.input_parameters)
        try:
            self._load(template, self.input_parameters if parameters is None else parameters)
            self._bring_about(template)
        except REFUSALS:
            self._load(*before)
            raise

    def delete(self) -> None:
        """Delete the resources, those that need others first; stop at the first that refuses."""
        for logical_id in reversed(list(self.deployed)):
            resource_json = self.deployed[logical_id]
            try:
                if _is_disposable(resource_json):
                    self._remove(self._parsed_resources[logical_id], resource_json)
            except REFUSALS as error:
                raise _failure(logical_id, "DELETE_FAILED", error) from error
            del self.deployed[logical_id], self._parsed_resources[logical_id]

    def _load(self, template: Properties, parameters: dict[str, Any]) -> None:
        self._template = template
        self._resource_json_map = template["Resources"]
        self.input_parameters = parameters
        self.resolved_parameters = {}
        self.load()

    def _bring_about(self, template: Properties) -> None:
        """Make the stack's resources those of the template; or undo everything, if one is refused."""
        deployed_before = self.deployed
        order = self._order_of_creation(template["Resources"])
        self.deployed = {}
        done: list[tuple[str, Any]] = []
        for logical_id in order:
            old_json = deployed_before.get(logical_id)
            old = self._parsed_resources[logical_id] if old_json else None
            try:
                new_json = self._resolved(template["Resources"][logical_id])
                self._parsed_resources[logical_id] = self._apply(logical_id, old_json, new_json)
            except REFUSALS as error:
                verb = "UPDATE_FAILED" if old_json else "CREATE_FAILED"
                left = self._undo(done, deployed_before)
                self.deployed = deployed_before
                raise _failure(logical_id, verb, error, left) from error
            self.deployed[logical_id] = new_json
            done.append((logical_id, old))

        self._clean_up(dict(done), deployed_before)

    def _clean_up(self, before: Mapping[str, Any], deployed_before: Mapping[str, Properties]) -> None:
        """Delete what was removed or replaced, unless it is to be retained; those that need others first."""
        obsolete: list[tuple[Any, Properties]] = []
        for logical_id, old_json in deployed_before.items():
            if logical_id in self.deployed:
                old = before[logical_id]
                replaced = _physical_id(old) != _physical_id(self._parsed_resources[logical_id])
                unwanted = replaced and self.deployed[logical_id].get("UpdateReplacePolicy") != "Retain"
            else:
                old = self._parsed_resources.pop(logical_id)
                unwanted = _is_disposable(old_json)
            if unwanted:
                obsolete.append((old, old_json))
        for resource, resource_json in reversed(obsolete):
            # A clean-up that is refused leaves the resource behind, outside of the stack; the update stands.
            with suppress(*REFUSALS):
                self._remove(resource, resource_json)

    def _apply(self, logical_id: str, old_json: Properties | None, new_json: Properties) -> Any:
        """Create or update one resource, if it changes at all."""
        where = {"account_id": self._account_id, "region_name": self._region_name}
        if old_json is None:
            return parsing.parse_and_create_resource(logical_id, new_json, self, **where)
        if old_json["Type"] != new_json["Type"]:
            raise Refused("ValidationError", "Update of resource type is not permitted.")
        if old_json["Properties"] == new_json["Properties"]:
            return self._parsed_resources[logical_id]
        updated: Any = parsing.parse_and_update_resource(logical_id, new_json, self, **where)
        # moto gives nothing for a type of its own that it cannot update: replace it.
        return updated or parsing.parse_and_create_resource(logical_id, new_json, self, **where)

    def _undo(self, done: list[tuple[str, Any]], deployed_before: Mapping[str, Properties]) -> list[str]:
        """Roll back, newest first, and tell what could not be rolled back."""
        left = []
        for logical_id, old in reversed(done):
            new, new_json = self._parsed_resources[logical_id], self.deployed[logical_id]
            try:
                if old is None or _physical_id(old) != _physical_id(new):
                    self._parsed_resources.pop(logical_id)
                    if old is not None:
                        self._parsed_resources[logical_id] = old
                    if new_json.get("DeletionPolicy") != "Retain":
                        self._remove(new, new_json)
                else:
                    old_json = deployed_before[logical_id]
                    self._parsed_resources[logical_id] = self._apply(logical_id, new_json, old_json)
            except REFUSALS as error:
                left.append(f"{logical_id} ({_reason(error)})")
        return left

    def _remove(self, resource: Any, resource_json: Properties) -> None:
        if isinstance(resource, Resource):
            resource.delete()
        else:
            self._delete_resource(resource, resource_json)

    def _resolved(self, resource_json: Properties) -> Properties:
        """A resource's JSON with all intrinsics replaced by values."""
        properties = parsing.clean_json(resource_json.get("Properties", {}), self)
        return {**resource_json, "Properties": settled(properties, self._region_name)}

    def _order_of_creation(self, resources: Properties) -> list[str]:
        """Each resource after all that it refers to; among the rest, as `order` says.

        Depth first, so that a resource is created as soon as what it refers to is there, and not a moment later.
        """
        active = {
            logical_id: resource_json
            for logical_id, resource_json in resources.items()
            if "Condition" not in resource_json or self.lazy_condition_map[resource_json["Condition"]]
        }
        needed = {logical_id: self._needed_by(resource_json, active) for logical_id, resource_json in active.items()}
        unresolved = sorted({name for names in needed.values() for name in names if name not in active})
        if unresolved:
            raise ValidationError(
                message="Template format error: Unresolved resource dependencies "
                f"[{', '.join(unresolved)}] in the Resources block of the template"
            )

        placed: list[str] = []

        def place(logical_id: str, waiting: tuple[str, ...]) -> None:
            if logical_id in waiting:
                circle = waiting[waiting.index(logical_id) :]
                raise ValidationError(message=f"Circular dependency between resources: [{', '.join(circle)}]")
            for name in self._preferred(needed[logical_id]):
                if name not in placed:
                    place(name, (*waiting, logical_id))
            if logical_id not in placed:
                placed.append(logical_id)

        for logical_id in self._preferred(active):
            place(logical_id, ())
        return placed

    def _preferred(self, logical_ids: Iterable[str]) -> list[str]:
        in_template_order = [name for name in self._template["Resources"] if name in set(logical_ids)]
        if self.order == "forward":
            return in_template_order
        if self.order == "reverse":
            return in_template_order[::-1]
        return sorted(in_template_order, key=lambda name: name != self.order)

    def _needed_by(self, resource_json: Properties, active: Mapping[str, Any]) -> list[str]:
        """The resources that one resource refers to or depends on."""
        named = names_in(resource_json.get("Properties", {}), self.lazy_condition_map)
        referred = [name for name in named if name not in self.resolved_parameters and not name.startswith("AWS::")]
        depends_on = resource_json.get("DependsOn", [])
        depends_on = [depends_on] if isinstance(depends_on, str) else depends_on
        # Waiting for a resource whose condition is false is no mistake; naming one that the template has not is.
        return referred + [name for name in depends_on if name in active or name not in self._resource_json_map]


def _physical_id(resource: Any) -> str | None:
    return getattr(resource, "physical_resource_id", None)


def _is_disposable(resource_json: Properties) -> bool:
    return resource_json.get("DeletionPolicy") not in ("Retain", "RetainExceptOnCreate")


def _reason(error: Exception) -> str:
    if isinstance(error, JsonRESTError):
        return f"{error.error_type}: {error.message}"
    return str(error)


def _failure(logical_id: str, status: str, error: Exception, left: Iterable[str] = ()) -> ValidationError:
    left = list(left)
    rollback = f" Rollback failed for: {', '.join(left)}." if left else ""
    return ValidationError(message=f"{logical_id} {status}: {_reason(error)}{rollback}")
