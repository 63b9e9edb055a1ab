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
    made = target.properties
    classes = _property_classes(type(target))
    for name, value in properties.items():
        expected = classes.get(name)
        if expected is None:
            made[name] = value
        elif type(value) is list:
            made[name] = [_object(expected, item) for item in value]
        else:
            made[name] = _object(expected, value)


def _object(expected: type[AWSProperty], value: Any) -> Any:
    if type(value) is not dict:
        return value
    if len(value) == 1 and next(iter(value)).startswith(("Fn::", "Ref")):
        return value  # an intrinsic written as plain data
    made = expected()
    _fill(made, value)
    return made


def _property_classes(kind: type[BaseAWSObject]) -> dict[str, type[AWSProperty]]:
    """The property classes that a troposphere class wants, for a value or for each member of a list, by property."""
    if kind not in _CLASSES:
        wanted = {name: want[0] if isinstance(want, list) else want for name, (want, _) in kind.props.items()}
        _CLASSES[kind] = {
            name: want for name, want in wanted.items() if isinstance(want, type) and issubclass(want, AWSProperty)
        }
    return _CLASSES[kind]


_CLASSES: dict[type, dict[str, type[AWSProperty]]] = {}
