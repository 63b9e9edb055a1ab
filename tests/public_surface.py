"""Hypothesis strategies for every option of every public class, made from the annotations.

A new option, or a new class of options, is covered unasked: what it may hold follows from its type, and a text is
guided by what the CloudFormation registry says of the property that the option writes.
"""

from __future__ import annotations

import collections.abc
import re
from collections.abc import Callable
from datetime import timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import awacs.aws
from hypothesis import strategies as st
from option_values import annotations, option_classes
from surface_words import BY_NAME, LETTERS, ODD, OF_IAM, PLAIN, TITLE
from surface_world import ACTIONS, ARNS, CONDITION, FLAGS, LISTS, NUMBERS, POLICY, TEXTS, Family, World
from troposphere import If, ImportValue, Ref, Sub, Tags

from troposphere_cognito_l2 import SecretValue
from troposphere_cognito_l2._core.conform import _UNIONS as UNIONS
from troposphere_cognito_l2._core.options import MISSING, Options
from troposphere_cognito_l2._core.values import Intrinsic, Resource, TagList
from troposphere_cognito_l2.checks.schema import registry

Draw = Callable[[st.SearchStrategy[Any]], Any]


class Place(NamedTuple):
    """Where a value is wanted."""

    world: World
    family: Family
    name: str
    """The option, and the options that it stands in."""
    paths: tuple[str, ...] = ()
    """The properties that it writes, as far as they are known."""
    odd: bool = False
    """Whether now and then a value is of no type that was asked for."""

    @property
    def node(self) -> dict[str, Any]:
        """What the registry says of the property."""
        return next((found for path in self.paths if (found := _node(path))), {})

    def inside(self, name: str, at: tuple[str, ...]) -> Place:
        """The place of an option of the options at this place."""
        paths = (*at, *(f"{outer}.{inner}" for outer in self.paths for inner in at))
        return self._replace(name=f"{self.name}.{name}" if self.name else name, paths=paths)


@cache
def _node(path: str) -> dict[str, Any]:
    """The facts of a property, of whichever type of Cognito has it."""
    found: dict[str, Any] = {}
    for facts in registry()["types"].values():
        node: dict[str, Any] | None = facts
        for step in path.split("."):
            node = (node or {}).get("items", node) or {}
            node = node.get("properties", {}).get(step)
        if node and len(node) > len(found):
            found = node
    return found


def _items(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = node.get("items") or node.get("values") or node
    return found


def fits(text: str, node: dict[str, Any]) -> bool:
    """Whether the registry allows a text."""
    node = _items(node)
    return (
        node.get("minLength", 0) <= len(text) <= node.get("maxLength", len(text))
        and text in node.get("enum", [text])
        and bool(re.search(node.get("pattern", ""), text))
    )


def texts(place: Place) -> st.SearchStrategy[str]:
    """Texts for a place: those that fit its words and its pattern mostly, any other rarely."""
    node = place.node
    last = place.name.rsplit(".", 1)[-1]
    words = [text for words, some in BY_NAME.items() if re.search(words, last) for text in some]
    meant = [text for text in words if fits(text, node)]
    if re.search(OF_IAM, last):
        return st.sampled_from(meant)
    usual = [text for text in PLAIN if fits(text, node)]
    guided = [st.sampled_from(some) for some in (meant, meant, usual) if some]
    if node.get("pattern") and not meant:
        guided.append(st.from_regex(node["pattern"], alphabet=LETTERS).filter(lambda text: fits(text, node)))
    return st.one_of(*guided * 2, st.text(LETTERS, max_size=12))


def numbers(place: Place) -> st.SearchStrategy[int]:
    """Numbers within the bounds of a property mostly, and around them."""
    node = place.node
    least, most = node.get("minimum", 0), node.get("maximum", 2048)
    return st.one_of(st.integers(least, min(most, least + 400)), st.integers(least - 2, most + 2))


DURATIONS = st.one_of(
    *(st.builds(timedelta, **{unit: st.integers(0, most)}) for unit, most in (("seconds", 60), ("minutes", 90))),
    *(st.builds(timedelta, **{unit: st.integers(0, most)}) for unit, most in (("hours", 24), ("days", 365))),
    st.timedeltas(),
)
JSON = st.recursive(
    st.one_of(st.booleans(), st.integers(-5, 5), st.text(LETTERS, max_size=5), st.builds(Ref, st.sampled_from(TEXTS))),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.text("ab", min_size=1), inner, max_size=2)),
    max_leaves=4,
)


def intrinsics(annotation: Any, place: Place) -> st.SearchStrategy[Any]:
    """Intrinsics that may give a value of a type, all of what the template declares."""
    literals = [kind for kind in get_args(annotation) if kind not in (Intrinsic, type(None))]
    kinds = {get_origin(kind) or kind for kind in literals}
    named = NUMBERS if int in kinds or timedelta in kinds else FLAGS if bool in kinds else TEXTS
    if collections.abc.Sequence in kinds:
        named = LISTS
    found = [st.builds(Ref, st.sampled_from(named))]
    if named == TEXTS and SecretValue not in kinds:
        found += [st.just(Sub("${Text}-${AWS::Region}")), st.just(ImportValue("app"))]
    plain = [
        kind for kind in literals if kind in (str, bool, int) or (isinstance(kind, type) and issubclass(kind, Enum))
    ]
    if plain:
        branch = st.one_of(*(_literal(kind, annotation, place) for kind in plain))
        found.append(
            st.builds(If, st.just(CONDITION), branch, st.one_of(branch, st.builds(Ref, st.sampled_from(named))))
        )
        if type(None) in get_args(annotation):
            found.append(st.builds(If, st.just(CONDITION), branch, st.just(Ref("AWS::NoValue"))))
    return st.one_of(found)


def values(annotation: Any, place: Place) -> st.SearchStrategy[Any]:
    """Values of a type, for a place."""
    if annotation is str:
        return texts(place)
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return numbers(place)
    if annotation is timedelta:
        return DURATIONS
    if annotation is bytes:
        return st.sampled_from([b"<svg></svg>", b"\x89PNG", b""])
    if annotation is Any:
        return JSON
    if annotation in (None, type(None)):
        return st.none()
    if annotation is TagList:
        return st.builds(lambda tags: Tags(**tags), st.dictionaries(st.sampled_from(["team", "stage"]), texts(place)))
    if annotation is Resource:
        return st.sampled_from(place.world.resources)
    if annotation is Intrinsic:
        return intrinsics(annotation, place)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return st.sampled_from(place.world.of_type(annotation.__metadata__))
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in UNIONS:
        return _of_union(annotation, place)
    if origin is collections.abc.Sequence:
        member = values(arguments[0], place)
        return st.one_of(st.lists(member, min_size=1, max_size=3), st.lists(member, max_size=1))
    if origin is collections.abc.Mapping:
        if annotation == collections.abc.Mapping[str, Any]:
            return st.dictionaries(st.sampled_from(["Note", "stage"]), JSON, max_size=2)
        return st.dictionaries(values(arguments[0], place._replace(paths=())), values(arguments[1], place), max_size=3)
    return _of_class(annotation, place)


def _of_union(annotation: Any, place: Place) -> st.SearchStrategy[Any]:
    kinds = [kind for kind in get_args(annotation) if kind not in (Intrinsic, type(None))]
    found = [_literal(kind, annotation, place) for kind in kinds]
    literals = st.one_of(*found, *found, st.none()) if type(None) in get_args(annotation) else st.one_of(*found)
    if Intrinsic not in get_args(annotation):
        return literals
    asked = intrinsics(annotation, place)
    return st.integers(0, 5).flatmap(lambda number: asked if number == 5 else literals)


def _literal(kind: Any, annotation: Any, place: Place) -> st.SearchStrategy[Any]:
    """Values of one type of a union: a text beside a resource is its ARN or name, a mapping beside a policy is one."""
    beside = get_args(annotation)
    arns = [ARNS[other.__metadata__[0]] for other in beside if get_origin(other) is Annotated]
    if kind is str and arns:
        return st.sampled_from([*arns, "app"] if place.name.endswith("roles") else arns)
    if get_origin(kind) is collections.abc.Mapping and awacs.aws.PolicyDocument in beside:
        return st.just(POLICY.JSONrepr())
    return values(kind, place)


def _of_class(kind: type, place: Place) -> st.SearchStrategy[Any]:
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    if issubclass(kind, Options):
        return st.one_of(*(options(cls, place) for cls in option_classes() if issubclass(cls, kind)))
    if kind is awacs.aws.PolicyDocument:
        return st.just(POLICY)
    if kind is awacs.aws.Action:
        return st.sampled_from(ACTIONS)
    everything = [*place.world.others, *(one for family in place.world.families for one in family)]
    everything += [member for family in place.world.families for member in family.members]
    near = [one for one in (place.family.pool, *place.family.members) if isinstance(one, kind)]
    anywhere = [one for one in everything if isinstance(one, kind)]
    return st.sampled_from([*near * 10, *anywhere])


@st.composite
def options(draw: Draw, cls: type[Options], place: Place) -> Any:
    """Options of a class: what it needs, and up to five of what it may have."""
    return cls(**_arguments(draw, cls, place))


def _arguments(draw: Draw, cls: type[Options], place: Place) -> dict[str, Any]:
    wanted = [name for name, known in cls._fields.items() if known.default is MISSING and name not in COMMON]
    optional = [name for name in cls._fields if name not in wanted and name not in COMMON]
    if optional:
        wanted += draw(st.lists(st.sampled_from(optional), min_size=draw(st.integers(0, 1)), max_size=5, unique=True))
    made = {}
    for name in wanted:
        if place.odd and draw(st.integers(0, 4)) == 4:
            made[name] = draw(st.sampled_from([*ODD, *place.world.resources, place.family.pool]))
        else:
            made[name] = draw(values(annotations(cls)[name], place.inside(name, cls._fields[name].at)))
    return made


COMMON = ("logical_id", "condition", "metadata", "depends_on", "properties")
"""The options that every helper has; `adders` gives them."""


@st.composite
def adders(draw: Draw, cls: type[Options], world: World, *, odd: bool = False) -> Any:
    """What has an ``add_to``, for a pool of the world and with what belongs to it mostly."""
    place = Place(world, draw(st.sampled_from(world.families)), "", odd=odd)
    arguments = _arguments(draw, cls, place)
    if "logical_id" in cls._fields:
        arguments |= {"logical_id": TITLE, **draw(st.one_of(st.just({}), st.just({}), _common(cls, place)))}
    return cls(**arguments)


def _common(cls: type[Options], place: Place) -> st.SearchStrategy[dict[str, Any]]:
    """What every helper may be given beside its own options."""
    type_ = next(name for name in [*registry()["types"], ""] if name.replace("::", "-").lower() in f"{cls.__doc__}-")
    properties = registry()["types"][type_]["properties"] if type_ else {}
    further = [st.fixed_dictionaries({name: of_node(node)}) for name, node in properties.items()]
    return st.fixed_dictionaries(
        {},
        optional={
            "condition": st.sampled_from([CONDITION, None]),
            "metadata": st.dictionaries(st.sampled_from(["Note", "stage"]), JSON, max_size=2),
            "depends_on": st.lists(st.sampled_from(place.world.depends), max_size=2),
            "properties": st.one_of(st.just({}), *further),
        },
    )


def of_node(node: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the registry allows for a property."""
    kind = node.get("type", "object")
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        return st.integers(node.get("minimum", 0), node.get("maximum", 100))
    if kind == "array":
        return st.lists(of_node(node["items"]), max_size=2)
    if kind == "string":
        usual = [text for text in (*PLAIN, *(text for some in BY_NAME.values() for text in some)) if fits(text, node)]
        return st.sampled_from(usual)
    known = node.get("properties", {})
    needed = {name: of_node(known[name]) for name in node.get("required", ())}
    return st.fixed_dictionaries(needed, optional={name: of_node(inner) for name, inner in known.items()})
