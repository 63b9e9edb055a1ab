"""What the resources of a template say of each other: `links`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar

from ..paths import first_name, member
from ..resource_types import COGNITO, NESTED_STACK, PERMISSION, ROLE, SAM, SAM_FUNCTION, USER_POOL
from ..values import Scope, sub_pieces
from ..view import OUTPUT, ResourceView, TemplateView

T = TypeVar("T")

DEPENDS_ON = "DependsOn"
IF = "Fn::If"
"""The attribute of what is no link but the name of a condition, which begins with ``?``."""
LOOKUP = "Fn::FindInMap"
"""The attribute of what is no link but looked up in a mapping."""
FORMLESS = "Fn::"
"""The attribute of what is no link but an intrinsic with a wrong number of members."""
_MEMBERS = {"Fn::If": (3,), "Fn::Join": (2,), "Fn::Select": (2,), "Fn::Split": (2,), LOOKUP: (3, 4)}
"""How many members an intrinsic has."""


_ELSEWHERE = (NESTED_STACK, "AWS::CloudFormation::CustomResource", "AWS::Serverless::Application")


class Link(NamedTuple):
    """One place where a resource names something else."""

    target: str
    """What it names: a logical id, a parameter or a pseudo parameter."""
    attribute: str | None
    """The attribute that it asks for; ``None`` for ``Ref`` and ``DependsOn``."""
    path: str
    """The property that names it, or ``DependsOn``."""
    when: tuple[tuple[str, bool], ...]
    """The branches of ``Fn::If`` around it: conditions, and whether they hold there."""
    argument: Any = None
    """What is looked up in a mapping; of what has no form, the intrinsic's name."""


def links(template: TemplateView) -> Mapping[str, list[Link]]:
    """The links of every resource of a template whose resources are plain data."""
    known: dict[str, list[Link]] | None = template.memo.get("links")
    if known is None:
        known = template.memo["links"] = {name: _links_of(body) for name, body in template.resources.items()}
    return known


def edges(template: TemplateView) -> Mapping[str, list[Link]]:
    """The links by which resources surely wait for each other, with what AWS SAM makes of a function's events."""
    known: dict[str, list[Link]] | None = template.memo.get("edges")
    if known is None:
        known = template.memo["edges"] = dict(links(template))
        for name, found in links(template).items():
            body = template.resources[name]
            if not body["Type"].startswith(SAM):
                continue
            function = body["Type"] == SAM_FUNCTION
            known[name] = [link for link in found if function and _stays(link, body.get("Properties"))]
            for link in found if function else ():
                pool = template.resources.get(link.target, {})
                if link.path.endswith(".Properties.UserPool") and pool.get("Type") == USER_POOL:
                    known[link.target] = [*known[link.target], Link(name, "Arn", "LambdaConfig", link.when)]
    return known


def _stays(link: Link, properties: Any) -> bool:
    """Whether a link of a function of AWS SAM is one of the function that it makes, or of that function's role."""
    first = first_name(link.path)
    return first in ("Environment", "Role", DEPENDS_ON) or (
        first == "Policies" and isinstance(properties, dict) and "Role" not in properties
    )


def is_handed_on(template: TemplateView, logical_id: str) -> bool:
    """Whether another stack or a custom resource is told of a resource: it may add what the template lacks."""
    known: set[str] | None = template.memo.get("handed on")
    if known is None:
        kinds = ((name, body["Type"]) for name, body in template.resources.items())
        waiting = [name for name, kind in kinds if kind in _ELSEWHERE or kind.startswith("Custom::")]
        known = template.memo["handed on"] = set()
        for name in waiting:  # which grows on the way
            told = {link.target for link in links(template).get(name, ())} - known
            known |= told
            waiting += told
    return logical_id in known


def is_looked_at(view: ResourceView) -> bool:
    """Whether this is a Cognito resource or an output. Rules ask it first: the type alone spares looking at many."""
    return view.type == OUTPUT or view.type.startswith(COGNITO)


def is_near(view: ResourceView) -> bool:
    """Whether this is looked at, or a role or a permission, or names a Cognito resource and is not of AWS SAM."""
    if is_looked_at(view) or view.type in (ROLE, PERMISSION):
        return True
    ours = of_cognito(view.template)
    return (
        bool(ours)
        and not view.type.startswith(SAM)
        and any(link.target in ours for link in links(view.template)[view.logical_id])
    )


def of_cognito(template: TemplateView) -> Mapping[str, None]:
    """The logical ids of the Cognito resources, in the template's order."""
    known: dict[str, None] | None = template.memo.get("of cognito")
    if known is None:
        bodies = template.resources.items()
        known = template.memo["of cognito"] = dict.fromkeys(n for n, body in bodies if body["Type"].startswith(COGNITO))
    return known


def is_whole(template: TemplateView) -> bool:
    """Whether this is a template as it was given, of plain data, rather than what a helper is about to add to one."""
    return isinstance(template.scope, Scope)


def holds(template: TemplateView, condition: Any) -> bool | None:
    """Whether a condition holds (none always does); ``None`` if that is not known."""
    if condition is None:
        return True
    scope = template.scope
    return scope.holds(condition) if isinstance(scope, Scope) and isinstance(condition, str) else None


def is_sure(template: TemplateView, source: str, link: Link) -> bool:
    """Whether a resource surely exists, and says there what it says."""
    return holds(template, template.resources[source].get("Condition")) is True and are_taken(template, link)


def are_taken(template: TemplateView, link: Link) -> bool:
    """Whether the branches of ``Fn::If`` around a link are surely those that are taken."""
    return all(holds(template, condition) is side for condition, side in link.when)


def may_be(template: TemplateView, link: Link) -> bool:
    """Whether the branches of ``Fn::If`` around a link may be those that are taken."""
    return all(holds(template, condition) in (side, None) for condition, side in link.when)


def way(came: Mapping[str, tuple[str, T]], start: str) -> list[tuple[str, T]]:
    """The way from a resource back to itself: who, and what it says of the next; ``came`` says it of whence one came."""
    steps = [came[start]]
    while steps[0][0] != start:
        steps.insert(0, came[steps[0][0]])
    return steps


def _links_of(body: Mapping[str, Any]) -> list[Link]:
    found: list[Link] = []
    properties = body.get("Properties")
    if type(properties) is dict or type(properties) is list:
        _walk(properties, "", (), found)
    depends = body.get(DEPENDS_ON)
    names = [depends] if isinstance(depends, str) else depends if isinstance(depends, list) else []
    found += [Link(name, None, DEPENDS_ON, ()) for name in names if isinstance(name, str)]
    return found


def _walk(value: Any, path: str, when: tuple[tuple[str, bool], ...], found: list[Link]) -> None:
    if type(value) is list:
        for index, item in enumerate(value):
            if type(item) is dict or type(item) is list:
                _walk(item, f"{path}[{index}]", when, found)
        return
    if type(value) is not dict or "Fn::Transform" in value:  # a macro may do anything
        return
    if len(value) == 1:
        [(key, argument)] = value.items()
        if key == "Ref":
            if type(argument) is str:
                found.append(Link(argument, None, path, when))
            return
        if type(key) is str and key.startswith("Fn::"):
            _intrinsic(key, argument, path, when, found)
            return
    for key, item in value.items():
        if type(item) is dict or type(item) is list:
            name = str(key)
            inner = name if not path else member(path, name) if "." in name else f"{path}.{name}"
            if (
                type(item) is dict and len(item) == 1 and type(item.get("Ref")) is str
            ):  # the most common, without a call
                found.append(Link(item["Ref"], None, inner, when))
            else:
                _walk(item, inner, when, found)


def _intrinsic(key: str, argument: Any, path: str, when: tuple[tuple[str, bool], ...], found: list[Link]) -> None:
    members = _MEMBERS.get(key)
    if members is not None and (type(argument) is str or (type(argument) is list and len(argument) not in members)):
        found.append(Link("?", FORMLESS, path, when, key))
    if key == "Fn::GetAtt":
        parts = argument.split(".") if isinstance(argument, str) else argument
        if isinstance(parts, list) and len(parts) > 1 and all(isinstance(part, str) for part in parts):
            found.append(Link(parts[0], ".".join(parts[1:]), path, when))
    elif key == "Fn::Sub":
        text, given = argument if isinstance(argument, list) and len(argument) == 2 else (argument, {})
        if isinstance(text, str) and isinstance(given, dict):
            for piece in sub_pieces(text)[1::2]:
                name = piece.strip()
                if not name.startswith("!") and name not in given:
                    target, _, attribute = name.partition(".")
                    found.append(Link(target, attribute or None, path, when))
            for item in given.values():
                _walk(item, path, when, found)
    elif key == "Fn::If" and isinstance(argument, list) and len(argument) == 3 and isinstance(argument[0], str):
        found.append(Link(f"?{argument[0]}", IF, path, when))
        _walk(argument[1], path, (*when, (argument[0], True)), found)
        _walk(argument[2], path, (*when, (argument[0], False)), found)
    else:
        if key == LOOKUP:
            found.append(Link("?", LOOKUP, path, when, argument))
        waiting = [argument]
        for item in waiting:  # which grows on the way
            if type(item) is list:
                waiting += item
            else:
                _walk(item, path, when, found)
