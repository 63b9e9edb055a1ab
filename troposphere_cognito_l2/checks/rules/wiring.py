"""Rules about what resources say of each other: each name is one of the template's, and nothing waits for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..aws_pages import CLOUDFORMATION_GUIDE, TEMPLATE_REFERENCE
from ..change import Edit, drop
from ..resource_types import CLIENT, COGNITO, FUNCTION, USER_POOL
from ..rule import ANY_TYPE, Evidence, Problem, rule
from ..schema import registry
from ..texts import nearest
from ..view import ResourceView, TemplateView
from .links import DEPENDS_ON, Link, edges, holds, is_near, is_sure, is_whole, links, may_be, of_cognito, way

_TROUBLE = f"{CLOUDFORMATION_GUIDE}troubleshooting.html"
_GET_ATT = f"{TEMPLATE_REFERENCE}intrinsic-function-reference-getatt.html"
_CONDITIONS = f"{CLOUDFORMATION_GUIDE}conditions-section-structure.html"

_NOTHING: Mapping[str, Any] = {}
_MOST_LOOKED_FOR = 20
"""So many names that are not there are held against all that are: with hundreds of either it takes seconds."""


def _client(pool: Any) -> dict[str, Any]:
    return {"Type": CLIENT, "Properties": {"UserPoolId": pool}}


@rule(
    "E9011",
    ANY_TYPE,
    source=_TROUBLE,
    evidence=Evidence.REPORTED,
    accepts={"Resources": {"Users": {"Type": USER_POOL}, "App": _client({"Ref": "Users"})}},
    rejects={"Resources": {"Users": {"Type": USER_POOL}, "App": _client({"Ref": "User"})}},
    near=True,
)
def names_are_in_the_template(view: ResourceView) -> Iterator[Problem]:
    """What is of Cognito or names it, a role, a permission and an output refer to what the template has."""
    template = view.template
    if not template.complete:
        return
    resources, parameters = template.resources, template.parameters
    elsewhere = [link for link in links(template)[view.logical_id] if link.target not in resources]
    for link in elsewhere if elsewhere and is_near(view) else ():
        if link.target.startswith(("AWS::", "?")) or not may_be(template, link):
            continue
        if link.target not in parameters and link.target.startswith(template.made):
            continue
        if link.target not in parameters:
            yield Problem(link.path, f"{link.target} is not in the template", _instead(template, link))
        elif link.attribute is not None:
            yield Problem(link.path, f"{link.target} is a parameter, which has no attributes", "refer to it by Ref")
        elif link.path == DEPENDS_ON:
            message = f"{link.target} is a parameter, which nothing waits for"
            yield Problem(link.path, message, f"take {link.target} out", change=_without(view, link.target))


def _without(view: ResourceView, name: str) -> tuple[Edit, ...]:
    """``DependsOn`` without a name."""
    named = view.body[DEPENDS_ON]
    return (drop(f"{DEPENDS_ON}[{named.index(name)}]" if isinstance(named, list) and len(named) > 1 else DEPENDS_ON),)


def _instead(template: TemplateView, link: Link) -> str:
    near = _near(template, link.target, parameters=link.attribute is None and link.path != DEPENDS_ON)
    return f"write {near}, if that is meant" if near else "write the logical id of what is meant, or add it"


def _near(template: TemplateView, name: str, *, parameters: bool) -> str:
    """The most similar name that the template has; empty if none is similar, or too many were looked for already."""
    known: dict[tuple[str, bool], str] = template.memo.setdefault("near names", {})
    if (name, parameters) not in known and len(known) < _MOST_LOOKED_FOR:
        names = [other for other in template.resources if "." not in other]
        if parameters:
            names += template.parameters
        known[name, parameters] = nearest(name, names, cutoff=0.75)
    return known.get((name, parameters), "")


@rule(
    "E9012",
    ANY_TYPE,
    source=_GET_ATT,
    evidence=Evidence.SCHEMA,
    accepts={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Arn": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Fn::GetAtt": ["Users", "Arn"]}}},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Arn": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": {"Fn::GetAtt": ["Users", "PoolArn"]}}},
        }
    },
    near=True,
)
def attributes_exist(view: ResourceView) -> Iterator[Problem]:
    """An attribute that Fn::GetAtt or Fn::Sub asks a Cognito resource for is one that it has."""
    template = view.template
    if not is_whole(template):
        return
    for link in links(template)[view.logical_id]:
        if link.attribute is None or link.target not in template.resources:
            continue
        kind = template.resources[link.target]["Type"]
        known = registry()["types"].get(kind) if kind.startswith(COGNITO) else None
        if known is not None and link.attribute not in known["getAtt"] and may_be(template, link):
            names = ", ".join(known["getAtt"])
            yield Problem(
                link.path,
                f"{link.target} is an {kind}, which has no attribute {link.attribute} (as of {registry()['date']})",
                f"use one of {names}, or Ref" if names else "use Ref",
                names or "none: it has Ref only",
            )


@rule(
    "E9013",
    ANY_TYPE,
    source=_TROUBLE,
    evidence=Evidence.REPORTED,
    accepts={
        "Resources": {
            "Users": {
                "Type": USER_POOL,
                "Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}},
            },
            "Function": {"Type": FUNCTION, "Properties": {"FunctionName": "check"}},
        }
    },
    rejects={
        "Resources": {
            "Users": {
                "Type": USER_POOL,
                "Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}},
            },
            "Function": {
                "Type": FUNCTION,
                "Properties": {"FunctionName": "check", "Environment": {"Variables": {"POOL": {"Ref": "Users"}}}},
            },
        }
    },
)
def nothing_waits_for_itself(view: ResourceView) -> Iterator[Problem]:
    """No resource depends on itself by way of others."""
    if not view.type.startswith(COGNITO) or not is_whole(view.template):
        return
    template = view.template
    knot = _knot(template)
    if view.logical_id not in knot:
        return
    told: dict[str, str] = template.memo.setdefault("circles", {})  # who tells of a circle that is always there
    if told.get(view.logical_id, view.logical_id) != view.logical_id:
        return
    circle = _circle(template, view.logical_id, knot)
    names = {name for name, _ in circle}
    if not circle or view.logical_id != _first_of_cognito(template, names):
        return
    if not any(link.when or template.resources[name].get("Condition") for name, link in circle):
        told.update(dict.fromkeys(names, view.logical_id))
    yield Problem(
        circle[0][1].path,
        depends_on_itself((name, link.path) for name, link in circle),
        "take one of these references out: name the other resource by a text or a wildcard, or look it up when "
        "the code runs",
    )


def depends_on_itself(circle: Iterable[tuple[str, str]]) -> str:
    """The message about a circle of resources, each with the property that names the next one."""
    steps = [f"{name}.{path}" for name, path in circle]
    return f"depends on itself: {' -> '.join(steps)} -> {steps[0].partition('.')[0]}"


def _first_of_cognito(template: TemplateView, names: set[str]) -> str:
    """The resource that reports a circle, so that only one does."""
    return next(name for name in of_cognito(template) if name in names)


def _knot(template: TemplateView) -> set[str]:
    """What is left if whatever nothing waits for, or waits for nothing, is taken away again and again."""
    known: set[str] | None = template.memo.get("knot")
    if known is not None:
        return known
    ahead = {
        name: {link.target for link in found} & template.resources.keys() for name, found in edges(template).items()
    }
    for _ in range(2):
        behind: dict[str, set[str]] = {name: set() for name in ahead}
        for name, targets in ahead.items():
            for target in targets:
                behind[target].add(name)
        loose = [name for name, targets in ahead.items() if not targets]
        for name in loose:  # which grows on the way
            for other in behind[name]:
                ahead[other].discard(name)
                if not ahead[other]:
                    loose.append(other)
        kept = ahead.keys() - set(loose)
        ahead = {name: behind[name] & kept for name in kept}  # and the other way round
    template.memo["knot"] = set(ahead)
    return set(ahead)


def _circle(template: TemplateView, start: str, knot: set[str]) -> list[tuple[str, Link]]:
    """The shortest sure way from a resource back to itself; empty if there is none."""
    came: dict[str, tuple[str, Link]] = {}
    waiting = [start]
    for name in waiting:  # which grows on the way
        for link in edges(template)[name]:
            if link.target not in knot or link.target in came or not is_sure(template, name, link):
                continue
            came[link.target] = (name, link)
            if link.target == start:
                return way(came, start)
            waiting.append(link.target)
    return []


@rule(
    "E9014",
    ANY_TYPE,
    source=_CONDITIONS,
    evidence=Evidence.REPORTED,
    accepts={
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": {
            "Users": {"Type": USER_POOL, "Condition": "IsProd"},
            "App": {**_client({"Ref": "Users"}), "Condition": "IsProd"},
        },
    },
    rejects={
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": {"Users": {"Type": USER_POOL, "Condition": "IsProd"}, "App": _client({"Ref": "Users"})},
    },
    near=True,
)
def names_exist_together(view: ResourceView) -> Iterator[Problem]:
    """What is of Cognito or names it, a role, a permission and an output refer to what exists whenever they do."""
    template = view.template
    own = view.body.get("Condition")
    for link in links(template)[view.logical_id]:
        condition = template.resources.get(link.target, _NOTHING).get("Condition")
        if condition in (None, own) or link.path == DEPENDS_ON or (condition, True) in link.when:
            continue
        if not (link.target in of_cognito(template) or is_near(view)):
            continue
        if is_sure(template, view.logical_id, link) and holds(template, condition) is False:
            yield Problem(
                link.path,
                f"{link.target} exists under the condition {condition} only",
                f"refer to it in Fn::If of {condition}, or put both under one condition",
            )
