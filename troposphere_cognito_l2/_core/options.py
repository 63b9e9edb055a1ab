"""`Options`: a frozen value with keyword-only fields, checked against their annotations when it is made.

Like a frozen dataclass to its users and to type checkers. It generates no code, because defining one dataclass costs as
much as rendering ten resources, and this library has dozens.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from enum import Enum
from functools import cache
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

from troposphere import AWSHelperFn, BaseAWSObject, encode_to_dict

from ..checks.finding import Finding, with_text_keys
from ..checks.paths import overlap
from ..checks.secrets import HIDDEN
from ..checks.texts import nearest
from ..errors import ConfigurationError
from .conform import Foreign, conforms, decided_by_type, describe, kept, remedy, secret_remedy, takes_anything, tells
from .handle import NotAResource
from .problem import option_finding
from .words import shown

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: object) -> Any:
        """Stand-in for the one of Python 3.11, which only type checkers look at."""
        return lambda decorated: decorated


MISSING: Any = object()
"""The default of an option that has to be given."""


class Field(NamedTuple):
    """What is known of one option."""

    default: Any
    at: tuple[str, ...]
    """The CloudFormation properties that the option writes, as paths inside ``Properties``."""
    direct: bool
    """Whether the value itself stands at its one property."""
    positional: bool
    may_be_empty: bool
    """Whether an empty string says something."""


def prop(path: str, *, default: Any = MISSING, may_be_empty: bool = False) -> Any:
    """An option whose value is rendered as it is, at one property; ``None`` leaves the property out."""
    return Field(default, (path,), direct=True, positional=False, may_be_empty=may_be_empty)


def field(
    *, default: Any = MISSING, at: str | tuple[str, ...] = (), kw_only: bool = True, may_be_empty: bool = False
) -> Any:
    """An option that its feature renders itself; ``at`` names the properties that it writes."""
    paths = (at,) if isinstance(at, str) else at
    return Field(default, paths, direct=False, positional=not kw_only, may_be_empty=may_be_empty)


class _Written(str):
    """An annotation as it is written, shown without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


class _Signature:
    """What ``help`` and editors are told of a class of options; made when it is asked for."""

    def __get__(self, instance: object, owner: type[Options]) -> Any:
        """The ``inspect.Signature`` of the class."""
        from inspect import Parameter, Signature

        own = vars(owner).get("__annotations__") or {}
        fields = sorted(  # what is needed first, and what every helper has last
            owner._fields.items(),
            key=lambda item: (not item[1].positional, item[1].default is not MISSING, item[0] not in own),
        )
        return Signature(
            [
                Parameter(
                    name,
                    Parameter.POSITIONAL_OR_KEYWORD if known.positional else Parameter.KEYWORD_ONLY,
                    default=Parameter.empty if known.default is MISSING else known.default,
                    annotation=_Written(_written_annotation(owner, name)[0]),
                )
                for name, known in fields
            ]
        )


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(prop, field))
class Options:
    """Base of all option values."""

    __signature__ = _Signature()
    _fields: Mapping[str, Field] = {}
    _defaults: Mapping[str, Any] = {}
    _direct: tuple[tuple[str, list[str]], ...] = ()
    _positional: tuple[str, ...] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        fields = dict(cls._fields)
        for name in vars(cls).get("__annotations__") or getattr(cls, "__annotations__", {}):
            given = vars(cls).get(name, MISSING)
            if name.startswith("_"):
                continue
            known = given if isinstance(given, Field) else field(default=given)
            fields[name] = known
            if known.default is MISSING:
                if name in vars(cls):
                    delattr(cls, name)
            else:
                setattr(cls, name, known.default)
        cls._fields = fields
        cls._direct = tuple((name, known.at[0].split(".")) for name, known in fields.items() if known.direct)
        cls._positional = tuple(name for name, known in fields.items() if known.positional)
        cls._defaults = {name: known.default for name, known in fields.items() if known.default is not MISSING}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        cls = type(self)
        if args:
            kwargs = self._with_positional(args, kwargs)
        values = vars(self)
        values.update(cls._defaults)
        findings = []
        for name, value in kwargs.items():
            if name not in cls._fields:
                raise TypeError(f"{cls.__name__} has no option {name!r}{_nearest(name, cls._fields)}")
            if type(value) not in _CONFORMING.get((cls, name), ()) and not _conforms(cls, name, value):
                at = cls._fields[name].at
                findings.append(wrong_type(name, value, annotation_of(cls, name), at[0] if at else ""))
            if isinstance(value, _COPIED):
                try:
                    value = kept(value, rendered=takes_anything(annotation_of(cls, name)))  # noqa: PLW2901 - ours now
                except Foreign as foreign:
                    findings.append(_no_json(cls, name, value, foreign.leaf))
            values[name] = value
        if len(values) < len(cls._fields):
            missing = [name for name in cls._fields if name not in values]
            raise TypeError(f"{cls.__name__} needs {', '.join(missing)}")
        if findings:
            raise ConfigurationError(cls.__name__, findings)

    def _with_positional(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        cls = type(self)
        if len(args) > len(cls._positional):
            raise TypeError(f"{cls.__name__} takes {len(cls._positional)} positional arguments; name the other options")
        given = dict(zip(cls._positional, args, strict=False))
        for name in given.keys() & kwargs:
            raise TypeError(f"{cls.__name__} got {name} twice")
        return {**given, **kwargs}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: make a new one with another {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={shown(value)}' for name, value in self._given())})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Options) and type(self) is type(other) and self._text() == other._text()

    def __hash__(self) -> int:
        return hash((type(self), self._text()))

    def _given(self) -> Iterator[tuple[str, Any]]:
        """The options that differ from their defaults."""
        for name, known in self._fields.items():
            value = vars(self)[name]
            if value is not known.default:
                yield name, value

    def _text(self) -> str:
        """All values as text, intrinsics included: what equality and hash stand on."""
        values = with_text_keys({name: vars(self)[name] for name in self._fields})
        return json.dumps(values, default=_plain, sort_keys=True)

    def direct_properties(self) -> dict[str, Any]:
        """The nested properties of all options that are rendered as they are."""
        nested: dict[str, Any] = {}
        values = vars(self)
        for name, steps in self._direct:
            value = values[name]
            if value is not None:
                target = nested
                for step in steps[:-1]:
                    target = target.setdefault(step, {})
                target[steps[-1]] = value.value if isinstance(value, Enum) else value
        return nested

    def option_for(self, path: str) -> str:
        """The name of the option that wrote a property, as deep as it is known; empty if none did."""
        best, depth = "", 0
        for name in self._fields:
            option, match = self._match(name, path)
            if match > depth:
                best, depth = option, match
        return best

    def _match(self, name: str, path: str) -> tuple[str, int]:
        known = self._fields[name]
        depth = max((len(owned) for owned in known.at if overlap(owned, path)), default=0)
        value = vars(self)[name]
        if isinstance(value, Options):
            inner = [(option, match) for option, match in (value._match(key, path) for key in value._fields) if match]
            if inner:
                most = max(match for _, match in inner)
                options = [option for option, match in inner if match == most]
                return (f"{name}.{options[0]}" if len(options) == 1 else name), max(most, depth)
        return name, depth


def put(nested: dict[str, Any], path: str, value: Any) -> None:
    """Write one leaf into nested properties."""
    *parents, last = path.split(".")
    for parent in parents:
        nested = nested.setdefault(parent, {})
    nested[last] = value


def annotation_of(cls: type, name: str) -> Any:
    """The annotation of an option, evaluated (option modules write theirs as strings)."""
    key = (cls, name)
    if key not in _ANNOTATIONS:
        written, owner = _written_annotation(cls, name)
        if isinstance(written, str):
            names = _Names(vars(sys.modules[owner.__module__]))
            written = eval(_compiled(written), {}, names)  # noqa: S307 - our own source
        _ANNOTATIONS[key] = written
    return _ANNOTATIONS[key]


def _written_annotation(cls: type, name: str) -> tuple[Any, type]:
    """The annotation of an option as it is written, and the class that it is written in."""
    owner = next(base for base in cls.__mro__ if name in (vars(base).get("__annotations__") or base.__annotations__))
    return owner.__annotations__[name], owner


_ANNOTATIONS: dict[tuple[type, str], Any] = {}


class _Names(dict[str, Any]):
    """The names of a module, and the public ones, which load when they are asked for.

    So a helper need not import the features that a caller may give it: who gives one has loaded it.
    """

    def __missing__(self, name: str) -> Any:
        package = sys.modules[__name__.partition(".")[0]]
        if name not in package.__all__:
            raise KeyError(name)
        return getattr(package, name)


@cache
def _compiled(annotation: str) -> CodeType:
    """An annotation, ready to be evaluated: most are like another one's."""
    return compile(annotation, "an annotation", "eval")


_COPIED = (AWSHelperFn, dict, list, tuple)
"""Kinds of values that a caller could change later."""


def _no_json(cls: type[Options], name: str, value: object, leaf: object) -> Finding:
    title = getattr(leaf, "title", None) if isinstance(leaf, BaseAWSObject) else None
    return option_finding(
        cls._fields[name].at[0] if cls._fields[name].at else "",
        name,
        type(value).__name__,
        message=f"holds {shown(leaf)}, which no template can hold",
        allowed="strings, numbers, booleans, lists, mappings and intrinsics",
        fix=f"did you mean Ref({title})?"
        if title
        else "write numbers, in the unit that the option names for intrinsics"
        if isinstance(leaf, timedelta)
        else "write it as CloudFormation does",
    )


def _conforms(cls: type[Options], name: str, value: object) -> bool:
    annotation = annotation_of(cls, name)
    if not conforms(value, annotation):
        return False
    if decided_by_type(annotation):
        _CONFORMING.setdefault((cls, name), set()).add(type(value))
    return True


_CONFORMING: dict[tuple[type, str], set[type]] = {}
"""The types of values that an option has been found to take, where the type alone decides."""


def wrong_arguments(method: Callable[..., Any], **given: object) -> list[Finding]:
    """What is wrong with arguments that are not of the type that the method says."""
    hints = get_type_hints(method)
    return [wrong_type(name, value, hints[name]) for name, value in given.items() if not conforms(value, hints[name])]


def wrong_type(name: str, value: object, annotation: Any, path: str = "") -> Finding:
    """The finding for an option that is not of its type."""
    hidden = secret_remedy(annotation) and (isinstance(value, str) or tells(value))
    allowed = describe(annotation)
    wanted = allowed if len(allowed) < 100 else "one of what is allowed"
    return option_finding(
        path,
        name,
        HIDDEN if hidden else value,
        message="holds the secret as plain text" if hidden else f"must be {wanted}, got {shown(value)}",
        allowed=allowed,
        fix=remedy(value, annotation),
    )


def _nearest(name: str, names: Mapping[str, Any]) -> str:
    near = nearest(name, names)
    return f"; did you mean {near!r}?" if near else f"; it has {', '.join(names)}"


def _plain(value: Any) -> Any:
    if isinstance(value, Options):
        return {type(value).__name__: value._text()}
    if isinstance(value, NotAResource):  # a handle, which is equal to nothing but itself
        return f"{type(value).__name__} {id(value)}"
    if hasattr(value, "to_dict") or hasattr(value, "JSONrepr"):
        return encode_to_dict(value)
    return repr(value)
