"""Hold the options that a caller gave against their annotations, at run time."""

from __future__ import annotations

import collections.abc
import types
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from troposphere import AWSHelperFn, AWSObject, BaseAWSObject, Tags

from .values import Intrinsic, Resource, TagList, is_intrinsic

_UNIONS = (Union, types.UnionType)


def conforms(value: object, annotation: Any) -> bool:
    """Whether a value is of the type that an annotation says."""
    if annotation is Any:
        return True
    if annotation is None:
        return value is None
    if annotation is Intrinsic:
        return is_intrinsic(value)
    if annotation is Resource:
        return isinstance(value, AWSObject)
    if annotation is TagList:
        return isinstance(value, Tags)
    origin = get_origin(annotation)
    if origin is None:
        if annotation in (int, float) and isinstance(value, bool):
            return False
        if annotation is float and isinstance(value, int):
            return True
        return isinstance(value, annotation)
    arguments = get_args(annotation)
    if origin in _UNIONS:
        return any(conforms(value, argument) for argument in arguments)
    if origin is Literal:
        return type(value) is str and value in arguments
    if origin is collections.abc.Sequence:
        return isinstance(value, (list, tuple)) and all(conforms(item, arguments[0]) for item in value)
    if origin is collections.abc.Mapping:
        return isinstance(value, collections.abc.Mapping) and all(
            conforms(key, arguments[0]) and conforms(item, arguments[1]) for key, item in value.items()
        )
    return isinstance(value, origin)


def decided_by_type(annotation: Any) -> bool:
    """Whether the type of a value alone decides if it conforms, not what is inside of it."""
    if get_origin(annotation) in _UNIONS:
        return all(decided_by_type(argument) for argument in get_args(annotation))
    return get_origin(annotation) is None


def describe(annotation: Any) -> str:
    """The type in words."""
    if annotation is Any:
        return "anything"
    if annotation is None or annotation is type(None):
        return "None"
    if annotation is Intrinsic:
        return "an intrinsic"
    if annotation is Resource:
        return "a troposphere resource"
    if annotation is TagList:
        return "troposphere Tags"
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if origin in _UNIONS:
        words = [describe(argument) for argument in arguments]
        return ", ".join(words[:-1]) + f" or {words[-1]}"
    if origin is Literal:
        return " or ".join(repr(argument) for argument in arguments)
    if origin is collections.abc.Sequence:
        return f"a list of {describe(arguments[0])}"
    if origin is collections.abc.Mapping:
        return f"a mapping of {describe(arguments[0])} to {describe(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return f"one of {', '.join(f'{annotation.__name__}.{member.name}' for member in annotation)}"
    return str(getattr(annotation, "__name__", annotation))


def takes_intrinsic(annotation: Any) -> bool:
    """Whether an annotation allows an intrinsic at its top level."""
    return annotation is Intrinsic or any(
        argument is Intrinsic for argument in (get_args(annotation) if get_origin(annotation) in _UNIONS else ())
    )


def secret_remedy(annotation: Any) -> str:
    """What to write where a secret is asked for (a type with an ``instead_of_text``); empty for any other annotation."""
    kinds = (annotation, *get_args(annotation))
    return next((kind.instead_of_text for kind in kinds if hasattr(kind, "instead_of_text")), "")


def remedy(value: object, annotation: Any) -> str:
    """What to write instead of a value that does not conform."""
    if isinstance(value, str) and (advice := secret_remedy(annotation)):
        return advice
    if value is None:
        return "leave the option out for its default"
    if isinstance(value, Tags):
        return "give a plain value"
    if isinstance(value, AWSHelperFn):
        return (
            "this option chooses what is written, so it must be known when the template is built: decide in Python, "
            "or pass the property itself through `properties=`"
        )
    if isinstance(value, BaseAWSObject):
        if takes_intrinsic(annotation):
            return f"did you mean Ref({value.title}) or GetAtt({value.title}, ...)?"
        return f"give {describe(annotation)}"
    if isinstance(value, dict) and takes_intrinsic(annotation):
        return "write an intrinsic with troposphere's Ref, GetAtt, Sub, If ..."
    return f"give {describe(annotation)}"
