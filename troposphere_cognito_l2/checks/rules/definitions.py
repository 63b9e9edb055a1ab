"""Rules about names of the template itself: mappings have what is looked up, and an id is one of what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..aws_pages import TEMPLATE_REFERENCE, page_of
from ..resource_types import CLIENT, COGNITO, IDENTITY_POOL, LOG_DELIVERY, REGIONAL, ROLE_ATTACHMENT, USER_POOL
from ..rule import ANY_TYPE, Evidence, Problem, ResourceView, rule
from ..values import Reference, Scope, Text
from .links import LOOKUP, are_taken, links


@rule(
    "E9022",
    ANY_TYPE,
    source=f"{TEMPLATE_REFERENCE}intrinsic-function-reference-findinmap.html",
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
    if not view.type.startswith(COGNITO) or not view.template.complete:
        return
    template = view.template
    scope = template.scope
    if not isinstance(scope, Scope):
        return
    for link in links(template)[view.logical_id]:
        if link.attribute != LOOKUP or not are_taken(template, link):
            continue
        missing = scope.missing_in_map(link.argument)
        if missing:
            fix = "add it to the template's Mappings, or look up what is there"
            yield Problem(link.path, f"no mapping has {missing}", fix)


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
    source=page_of(CLIENT),
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
    if not view.type.startswith(COGNITO):
        return
    for name, (what, givers) in _IDS.items():
        value = view.get(name)
        fix = f"give the id: Ref of {what}"
        if isinstance(value, Reference):
            target = view.target(name)
            if target is None or not target.type.startswith("AWS::") or value.attribute in givers.get(target.type, ()):
                continue
            other = name != "ClientId" and target.type.startswith(COGNITO)  # the types with a ClientId see to that
            if target.type in givers or other:
                yield Problem(name, f"{value!r} is not the id of {what}", fix)
        else:
            head = value.parts[0] if isinstance(value, Text) else value
            if isinstance(head, str) and head.startswith(("arn:", "https://", "cognito-id")):
                yield Problem(name, f"is not the id of {what}", fix)
