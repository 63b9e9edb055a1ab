"""Rules about names of the template itself: conditions and mappings are defined, and an id is one of what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..rule import ANY_TYPE, USER_POOL, Evidence, Problem, ResourceView, TemplateView, member, rule
from ..values import Reference, Scope, Text
from .links import holds, is_whole

_TEMPLATE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference"
_GUIDE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide"

_COGNITO = "AWS::Cognito::"
_CLIENT = f"{_COGNITO}UserPoolClient"
_IDENTITY_POOL = f"{_COGNITO}IdentityPool"


class _Use(NamedTuple):
    """One place where a resource names a condition or looks something up in a mapping."""

    path: str
    condition: str | None
    lookup: Any
    """The argument of ``Fn::FindInMap``; ``None`` where a condition is named."""
    when: tuple[tuple[str, bool], ...]
    """The branches of ``Fn::If`` around it: conditions, and whether they hold there."""


def _uses(view: ResourceView) -> list[_Use]:
    known: dict[str, list[_Use]] = view.template.memo.setdefault("uses", {})
    if view.logical_id not in known:
        found: list[_Use] = []
        _walk(view.body.get("Properties"), "", (), found)
        known[view.logical_id] = found
    return known[view.logical_id]


def _walk(value: Any, path: str, when: tuple[tuple[str, bool], ...], found: list[_Use]) -> None:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, (dict, list)):
                _walk(item, f"{path}[{index}]", when, found)
    elif isinstance(value, dict) and "Fn::Transform" not in value:
        for key, item in value.items():
            if key == "Fn::If" and isinstance(item, list) and len(item) == 3 and isinstance(item[0], str):
                found.append(_Use(path, item[0], None, when))
                _walk(item[1], path, (*when, (item[0], True)), found)
                _walk(item[2], path, (*when, (item[0], False)), found)
            elif key == "Fn::FindInMap":
                found.append(_Use(path, None, item, when))
            elif isinstance(item, (dict, list)):
                inner = path if str(key).startswith("Fn::") else member(path, str(key)) if path else str(key)
                _walk(item, inner, when, found)


@rule(
    "E9021",
    ANY_TYPE,
    source=f"{_GUIDE}/conditions-section-structure.html",
    evidence=Evidence.REPORTED,  # "Template format error: Unresolved condition dependency IsProd in the Conditions block"
    accepts={
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}},
        "Resources": {"Users": {"Type": USER_POOL, "Condition": "IsProd"}},
    },
    rejects={
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}},
        "Resources": {"Users": {"Type": USER_POOL, "Condition": "IsProduction"}},
    },
)
def conditions_are_defined(view: ResourceView) -> Iterator[Problem]:
    """A condition that a Cognito resource names is one that the template defines."""
    scope = _scope_of(view)
    if scope is None:
        return
    named = [("Condition", view.body.get("Condition")), *((use.path, use.condition) for use in _uses(view))]
    for path, condition in dict.fromkeys(named):
        if isinstance(condition, str) and not scope.has_condition(condition):
            fix = "add it to the template's Conditions, or write the name of one that is there"
            yield Problem(path, f"there is no condition {condition}", fix)


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
    for use in _uses(view) if scope is not None else ():
        if scope is None or use.lookup is None or not _is_taken(view.template, use):
            continue
        missing = scope.missing_in_map(use.lookup)
        if missing:
            fix = "add it to the template's Mappings, or look up what is there"
            yield Problem(use.path, f"no mapping has {missing}", fix)


def _scope_of(view: ResourceView) -> Scope | None:
    template = view.template
    if not (is_whole(template) and template.complete and view.type.startswith(_COGNITO)):
        return None
    return template.scope if isinstance(template.scope, Scope) else None


def _is_taken(template: TemplateView, use: _Use) -> bool:
    """Whether the branches around a use are those that are taken."""
    return all(holds(template, condition) is side for condition, side in use.when)


_IDS: Mapping[str, tuple[str, Mapping[str, tuple[str | None, ...]]]] = {
    "UserPoolId": (
        "a user pool",
        {
            USER_POOL: (None, "UserPoolId"),
            f"{_COGNITO}LogDeliveryConfiguration": (None,),
            f"{_COGNITO}UserPoolRegionalConfigurationAttachment": (None,),
        },
    ),
    "ClientId": ("an app client", {_CLIENT: (None, "ClientId")}),
    "IdentityPoolId": (
        "an identity pool",
        {_IDENTITY_POOL: (None, "Id"), f"{_COGNITO}IdentityPoolRoleAttachment": (None, "Id")},
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
            "Web": {"Type": _CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Web": {"Type": _CLIENT, "Properties": {"UserPoolId": {"Fn::GetAtt": ["Users", "Arn"]}}},
        }
    },
)
def ids_are_of_what_is_meant(view: ResourceView) -> Iterator[Problem]:
    """What is named as a pool, client or identity pool is the id of one, not an ARN, a name or a secret."""
    template = view.template
    if not view.type.startswith(_COGNITO):
        return
    for name, (what, givers) in _IDS.items():
        value = view.get(name)
        fix = f"give the id: Ref of {what}"
        if isinstance(value, Reference):
            target = template.resource(value.logical_id)
            if target is None or not target.type.startswith("AWS::") or value.attribute in givers.get(target.type, ()):
                continue
            other = name != "ClientId" and target.type.startswith(_COGNITO)  # the types with a ClientId see to that
            if target.type in givers or other:
                yield Problem(name, f"{value!r} is not the id of {what}", fix)
        else:
            head = value.parts[0] if isinstance(value, Text) else value
            if isinstance(head, str) and head.startswith(("arn:", "https://", "cognito-id")):
                yield Problem(name, f"is not the id of {what}", fix)
