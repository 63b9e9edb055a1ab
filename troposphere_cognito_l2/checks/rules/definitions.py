"""Rules about names of the template itself: mappings have what is looked up, and an id is one of what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..resource_types import CLIENT, COGNITO, IDENTITY_POOL, LOG_DELIVERY, REGIONAL, ROLE_ATTACHMENT, USER_POOL
from ..rule import ANY_TYPE, Evidence, Problem, ResourceView, TemplateView, member, rule
from ..values import Reference, Scope, Text
from .links import holds, is_whole

_TEMPLATE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
_GUIDE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide"


class _Lookup(NamedTuple):
    """One place where a resource looks something up in a mapping."""

    path: str
    argument: Any
    """That of ``Fn::FindInMap``."""
    when: tuple[tuple[str, bool], ...]
    """The branches of ``Fn::If`` around it: conditions, and whether they hold there."""


def _lookups(view: ResourceView) -> list[_Lookup]:
    known: dict[str, list[_Lookup]] = view.template.memo.setdefault("lookups", {})
    if view.logical_id not in known:
        found: list[_Lookup] = []
        _walk(view.body.get("Properties"), "", (), found)
        known[view.logical_id] = found
    return known[view.logical_id]


def _walk(value: Any, path: str, when: tuple[tuple[str, bool], ...], found: list[_Lookup]) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                _walk(item, f"{path}[{index}]", when, found)
    elif isinstance(value, dict) and "Fn::Transform" not in value:
        for key, item in value.items():
            if key == "Fn::If" and isinstance(item, list) and len(item) == 3 and isinstance(item[0], str):
                _walk(item[1], path, (*when, (item[0], True)), found)
                _walk(item[2], path, (*when, (item[0], False)), found)
            elif key == "Fn::FindInMap":
                found.append(_Lookup(path, item, when))
            elif isinstance(item, (dict, list)):
                inner = path if str(key).startswith("Fn::") else member(path, str(key)) if path else str(key)
                _walk(item, inner, when, found)


@rule(
    "E9022",
    ANY_TYPE,
    source=f"{_TEMPLATE}/intrinsic-function-reference-findinmap.html",
    evidence=Evidence.REPORTED,  # "Template error: Unable to get mapping for Stages::prod::Plan"
    accepts={
        "Mappings": {"Stages": {"prod": {"Plan": "PLUS"}}},
        "Resources": {
            "Users": {
                "Type": USER_POOL,
                "Properties": {"UserPoolTier": {"Fn::FindInMap": ["Stages", "prod", "Plan"]}},
            }
        },
    },
    rejects={
        "Mappings": {"Stages": {"prod": {"Plan": "PLUS"}}},
        "Resources": {
            "Users": {
                "Type": USER_POOL,
                "Properties": {"UserPoolTier": {"Fn::FindInMap": ["Stages", "prod", "Tier"]}},
            }
        },
    },
)
def mappings_have_what_is_looked_up(view: ResourceView) -> Iterator[Problem]:
    """What a Cognito resource looks up is in the template's mappings, for each value that a parameter may have."""
    scope = _scope_of(view)
    for lookup in _lookups(view) if scope is not None else ():
        if scope is None or not _is_taken(view.template, lookup):
            continue
        missing = scope.missing_in_map(lookup.argument)
        if missing:
            fix = "add it to the template's Mappings, or look up what is there"
            yield Problem(lookup.path, f"no mapping has {missing}", fix)


def _scope_of(view: ResourceView) -> Scope | None:
    template = view.template
    if not (is_whole(template) and template.complete and view.type.startswith(COGNITO)):
        return None
    return template.scope if isinstance(template.scope, Scope) else None


def _is_taken(template: TemplateView, lookup: _Lookup) -> bool:
    """Whether the branches around a lookup are those that are taken."""
    return all(holds(template, condition) is side for condition, side in lookup.when)


_IDS: Mapping[str, tuple[str, Mapping[str, tuple[str | None, ...]]]] = {
    "UserPoolId": (
        "a user pool",
        {
            USER_POOL: (None, "UserPoolId"),
            LOG_DELIVERY: (None,),
            REGIONAL: (None,),
        },
    ),
    "ClientId": ("an app client", {CLIENT: (None, "ClientId")}),
    "IdentityPoolId": (
        "an identity pool",
        {IDENTITY_POOL: (None, "Id"), ROLE_ATTACHMENT: (None, "Id")},
    ),
}
"""What a property is the id of, and what gives such an id: types, each with attributes (``None`` for ``Ref``)."""


@rule(
    "E9023",
    ANY_TYPE,
    source=f"{_TEMPLATE}/aws-resource-cognito-userpoolclient.html",
    accepts={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Web": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Web": {"Type": CLIENT, "Properties": {"UserPoolId": {"Fn::GetAtt": ["Users", "Arn"]}}},
        }
    },
)
def ids_are_of_what_is_meant(view: ResourceView) -> Iterator[Problem]:
    """What is named as a pool, client or identity pool is the id of one, not an ARN, a name or a secret."""
    template = view.template
    if not view.type.startswith(COGNITO):
        return
    for name, (what, givers) in _IDS.items():
        value = view.get(name)
        fix = f"give the id: Ref of {what}"
        if isinstance(value, Reference):
            target = template.resource(value.logical_id)
            if target is None or not target.type.startswith("AWS::") or value.attribute in givers.get(target.type, ()):
                continue
            other = name != "ClientId" and target.type.startswith(COGNITO)  # the types with a ClientId see to that
            if target.type in givers or other:
                yield Problem(name, f"{value!r} is not the id of {what}", fix)
        else:
            head = value.parts[0] if isinstance(value, Text) else value
            if isinstance(head, str) and head.startswith(("arn:", "https://", "cognito-id")):
                yield Problem(name, f"is not the id of {what}", fix)
