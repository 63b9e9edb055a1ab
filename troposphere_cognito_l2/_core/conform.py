"""Hold the options that a caller gave against their annotations, at run time."""

from __future__ import annotations

import collections.abc
import types
from copy import copy
from enum import Enum
from functools import cache
from math import isfinite
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from troposphere import AWSHelperFn, AWSObject, AWSProperty, BaseAWSObject, If, Tags

from ..checks.values import resolve
from .handle import NotAResource
from .values import Intrinsic, Resource, TagList, is_intrinsic
from .words import shown


class Foreign(Exception):  # noqa: N818 - caught at once, never seen by a user
    """Something inside an intrinsic or a mapping that no template can hold."""

    def __init__(self, leaf: object) -> None:
        self.leaf = leaf


def kept(value: Any, *, rendered: bool = False) -> Any:
    """An option's value as a frozen value keeps it: containers are copied, so what the caller does later is his own.

    Args:
        value: what was given.
        rendered: whether it goes into the template as it is, as all does inside an intrinsic; then enumerations stand
            as their values.

    Raises:
        Foreign: for what a template can't hold.
    """
    if isinstance(value, AWSHelperFn):
        name = "tags" if isinstance(value, Tags) else "data"
        copied = copy(value)
        if hasattr(copied, name):
            setattr(copied, name, kept(getattr(copied, name), rendered=True))
        return copied
    if isinstance(value, dict):
        return {key: kept(item, rendered=rendered) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(kept(item, rendered=rendered) for item in value)
    if not rendered or isinstance(value, (str, int, AWSProperty)) or hasattr(type(value), "JSONrepr"):
        return value.value if rendered and isinstance(value, Enum) else value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and isfinite(value):
        return value
    raise Foreign(value)


_UNIONS = (Union, types.UnionType)


@cache
def _taken_apart(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    """The origin and the arguments of an annotation."""
    return get_origin(annotation), get_args(annotation)


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
    origin, arguments = _taken_apart(annotation)
    if origin is None:
        if annotation in (int, float) and isinstance(value, bool):
            return False
        if annotation is float and isinstance(value, int):
            return True
        return isinstance(value, annotation)
    if origin is Annotated:
        return isinstance(value, AWSObject) and _may_be(value, annotation.__metadata__)
    if origin in _UNIONS:
        if secret_remedy(annotation) and tells(value):
            return False
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


def _may_be(resource: AWSObject, types: tuple[str, ...]) -> bool:
    """Whether a resource is of one of some types, or of one that is not AWS's and may stand for them."""
    return resource.resource_type in types or not str(resource.resource_type).startswith("AWS::")


@cache
def decided_by_type(annotation: Any) -> bool:
    """Whether the type of a value alone decides if it conforms, not what is inside of it."""
    if get_origin(annotation) in _UNIONS:
        return not secret_remedy(annotation) and all(decided_by_type(argument) for argument in get_args(annotation))
    return get_origin(annotation) in (None, Annotated)


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
    if origin is Annotated:
        return f"a troposphere resource ({', '.join(annotation.__metadata__)})"
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
    of_awacs = "awacs " if str(getattr(annotation, "__module__", "")).startswith("awacs") else ""
    return f"{of_awacs}{getattr(annotation, '__name__', annotation)}"


def takes_intrinsic(annotation: Any) -> bool:
    """Whether an annotation allows an intrinsic at its top level."""
    return annotation is Intrinsic or any(
        argument is Intrinsic for argument in (get_args(annotation) if get_origin(annotation) in _UNIONS else ())
    )


@cache
def secret_remedy(annotation: Any) -> str:
    """What to write where a secret is asked for (a type with an ``instead_of_text``); empty for any other annotation."""
    kinds = (annotation, *get_args(annotation))
    return next((kind.instead_of_text for kind in kinds if hasattr(kind, "instead_of_text")), "")


def tells(value: object) -> bool:
    """Whether a value is plain text, or an intrinsic that surely gives one: where a secret is asked for, that tells it."""
    if isinstance(value, If):
        _, then, otherwise = value.data["Fn::If"]
        return tells(then) or tells(otherwise)
    if isinstance(value, NotAResource):
        return False
    return not hasattr(value, "instead_of_text") and isinstance(resolve(value, ()), str)


def remedy(value: object, annotation: Any) -> str:
    """What to write instead of a value that does not conform."""
    if (advice := secret_remedy(annotation)) and (isinstance(value, str) or tells(value)):
        return advice
    if value is None:
        return "leave the option out for its default"
    if isinstance(value, Tags):
        return "give a plain value"
    if isinstance(value, NotAResource) and hasattr(value, "add_to"):
        return "call `.add_to(template)` on it, and give what that returns"
    wants_handle = any(isinstance(wanted, type) and issubclass(wanted, NotAResource) for wanted in _members(annotation))
    if hasattr(value, "must_be_in"):
        return f"give {describe(annotation)}; {shown(value)} is something else"
    if wants_handle and not takes_intrinsic(annotation):
        return "give what `.add_to(template)` returned; what another stack owns is ExistingUserPool(id) and its kin"
    if isinstance(value, AWSHelperFn):
        return (
            "this option chooses what is written, so it must be known when the template is built: decide in Python, "
            "or pass the property itself through `properties=`"
        )
    if isinstance(value, AWSObject) and any(get_origin(wanted) is Annotated for wanted in _members(annotation)):
        return f"{value.title} is an {value.resource_type}: give the resource that is meant"
    for wanted in _members(annotation):
        if get_origin(wanted) is collections.abc.Sequence:
            [of_items] = get_args(wanted)
            if conforms(value, of_items):
                return "put it into a list"
            if isinstance(value, (list, tuple)):
                return next(remedy(item, of_items) for item in value if not conforms(item, of_items))
    if type(value) in (str, int) and (meant := _meant(str(value), annotation)):
        return f"write {meant}"
    if get_origin(annotation) is Literal and isinstance(value, str):
        return f"write {_nearest(value, get_args(annotation)) or 'one of them'}"
    if isinstance(value, BaseAWSObject):
        if takes_intrinsic(annotation) and value.title:
            return f"did you mean Ref({value.title}) or GetAtt({value.title}, ...)?"
        return f"give {describe(annotation)}"
    if isinstance(value, dict) and takes_intrinsic(annotation):
        return "write an intrinsic with troposphere's Ref, GetAtt, Sub, If ..."
    made = [words for wanted in _members(annotation) for words in _made(wanted, value)]
    return f"write {' or '.join(made)}" if made else f"give {describe(annotation)}"


def _made(wanted: Any, value: object) -> list[str]:
    """How a value of a class of options is made, in the caller's own words where those are its options; else nothing."""
    if get_origin(wanted) is collections.abc.Mapping:
        given = list(value.values()) if isinstance(value, collections.abc.Mapping) else []
        return [f"{{...: {words}}}" for words in _made(get_args(wanted)[1], given[0] if given else None)]
    fields = getattr(wanted, "_fields", None)
    if not isinstance(wanted, type) or fields is None or not hasattr(wanted, "direct_properties"):
        return []
    kinds: list[type] = wanted.__subclasses__()
    if kinds:
        return [f"{kind.__name__}(...)" for kind in kinds]
    if isinstance(value, dict) and value and value.keys() <= fields.keys():
        return [f"{wanted.__name__}({', '.join(f'{name}=...' for name in value)})"]
    makers = (classmethod, staticmethod)
    ways = [name for name, made in vars(wanted).items() if isinstance(made, makers) and not name.startswith("_")]
    return [f"{wanted.__name__}.{way}(...)" for way in ways] or [f"{wanted.__name__}(...)"]


def _meant(text: str, annotation: Any) -> str:
    """The member of an enumeration that a text stands for; empty if none."""
    enums = (kind for kind in _members(annotation) if isinstance(kind, type) and issubclass(kind, Enum))
    members = (member for kind in enums for member in kind)
    return next((shown(one) for one in members if text.lower() in (one.name.lower(), str(one.value).lower())), "")


def _nearest(text: str, texts: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(map(repr, get_close_matches(text, texts, n=1)), "")


def _members(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in _UNIONS else (annotation,)


@cache
def takes_anything(annotation: Any) -> bool:
    """Whether an annotation is a mapping or list of anything, which goes into the template as it is."""
    return annotation is Any or any(takes_anything(argument) for argument in get_args(annotation))
