"""The one step from plain data to troposphere objects.

The data has been checked by then. It is put into the objects' own ``properties`` rather than through troposphere's
constructors, which refuse a property that AWS added yesterday and an intrinsic in place of a property object.
"""

from __future__ import annotations

from typing import Any

from troposphere import AWSObject, AWSProperty, BaseAWSObject

from .fragment import Rendered


def build(rendered: Rendered) -> AWSObject:
    """The troposphere resource of rendered data."""
    resource = rendered.kind(rendered.title)
    _fill(resource, rendered.properties)
    for name, value in rendered.attributes.items():
        setattr(resource, name, value)
    return resource


def _fill(target: BaseAWSObject, properties: dict[str, Any]) -> None:
    for name, value in properties.items():
        expected = target.props[name][0] if name in target.props else None
        target.properties[name] = _object(expected, value)


def _object(expected: Any, value: Any) -> Any:
    if isinstance(value, dict) and _is_property_class(expected):
        if len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref")):
            return value  # an intrinsic written as plain data
        made = expected()
        _fill(made, value)
        return made
    if isinstance(value, list) and isinstance(expected, list) and _is_property_class(expected[0]):
        return [_object(expected[0], item) for item in value]
    return value


def _is_property_class(expected: Any) -> bool:
    return isinstance(expected, type) and issubclass(expected, AWSProperty)
