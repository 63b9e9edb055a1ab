"""Rules about a template itself: mappings have what is looked up, intrinsics their form, and ids are what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..aws_pages import TEMPLATE_REFERENCE, page_of
from ..resource_types import (
    CLIENT,
    COGNITO,
    HTTP_AUTHORIZER,
    IDENTITY_POOL,
    LOG_DELIVERY,
    REGIONAL,
    ROLE_ATTACHMENT,
    SAM_HTTP_API,
    USER_POOL,
)
from ..rule import ANY_TYPE, Evidence, Problem, rule
from ..values import Reference, Scope, Text
from ..view import ResourceView
from .links import FORMLESS, LOOKUP, are_taken, is_looked_at, is_whole, links


def _called(name: Any) -> dict[str, Any]:
    return {"Resources": {"Users": {"Type": USER_POOL, "Properties": {"UserPoolName": name}}}}


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
    near=True,
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


@rule(
    "E9024",
    ANY_TYPE,
    source=f"{TEMPLATE_REFERENCE}intrinsic-function-reference.html",
    evidence=Evidence.REPORTED,  # "Template error: Fn::If requires a list argument with three parameters"
    accepts=_called({"Fn::Join": ["-", ["shop", "users"]]}),
    rejects=_called({"Fn::Join": ["-", "shop", "users"]}),
    near=True,
)
def intrinsics_have_all_members(view: ResourceView) -> Iterator[Problem]:
    """Fn::If has three members, Fn::Join, Fn::Select and Fn::Split have two, Fn::FindInMap has three."""
    if not is_looked_at(view) or not is_whole(view.template):
        return
    for link in links(view.template)[view.logical_id]:
        if link.attribute == FORMLESS and are_taken(view.template, link):
            yield Problem(link.path, f"{link.argument} has too few members, or too many", "give it as many as it takes")


_WANTS_ARN = {
    "AWS::ApiGateway::Authorizer": ("ProviderARNs",),
    "AWS::ElasticLoadBalancingV2::Listener": ("DefaultActions", "AuthenticateCognitoConfig.UserPoolArn"),
    "AWS::ElasticLoadBalancingV2::ListenerRule": ("Actions", "AuthenticateCognitoConfig.UserPoolArn"),
    "AWS::WAFv2::WebACLAssociation": ("ResourceArn",),
}
"""Where a type names a user pool by its ARN; where that is inside the members of a list, the list and the path in them."""


def _guarded(arn: Any) -> dict[str, Any]:
    guard = {"Type": "COGNITO_USER_POOLS", "ProviderARNs": [arn]}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Guard": {"Type": "AWS::ApiGateway::Authorizer", "Properties": guard},
        }
    }


@rule(
    "E9025",
    ANY_TYPE,
    source=f"{TEMPLATE_REFERENCE}aws-resource-apigateway-authorizer.html",
    accepts=_guarded({"Fn::GetAtt": ["Users", "Arn"]}),
    rejects=_guarded({"Ref": "Users"}),
)
def pools_are_named_by_their_arn(view: ResourceView) -> Iterator[Problem]:
    """Where an API, a load balancer or a web ACL wants the ARN of a pool, it is given that and not the id."""
    wanted = _WANTS_ARN.get(view.type)
    if wanted is None:
        return
    name, inside = wanted[0], wanted[1:]
    places = [path for path, _ in view.items(name)] or [name]
    for path in (".".join((place, *inside)) for place in places):
        value, pool = view.get(path), view.target(path)
        if isinstance(value, Reference) and pool is not None and pool.type == USER_POOL and value.attribute != "Arn":
            yield Problem(path, f"{value!r} gives no ARN", f"use Fn::GetAtt {value.logical_id}.Arn")


def _jwt_paths(view: ResourceView) -> list[str]:
    """Where an HTTP API says whose tokens it takes, in CloudFormation's way or in that of AWS SAM."""
    if view.type == HTTP_AUTHORIZER:
        return ["JwtConfiguration.Issuer", "JwtConfiguration.Audience"]
    named = view.get("Auth.Authorizers") if view.type == SAM_HTTP_API else None
    names = (name for name in named if "." not in name) if isinstance(named, dict) else ()
    return [f"Auth.Authorizers.{name}.JwtConfiguration.{key}" for name in names for key in ("issuer", "audience")]


def _by_token(audience: Any) -> dict[str, Any]:
    settings = {"Issuer": {"Fn::GetAtt": ["Users", "ProviderURL"]}, "Audience": [audience]}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Web": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}},
            "Guard": {"Type": HTTP_AUTHORIZER, "Properties": {"JwtConfiguration": settings}},
        }
    }


@rule(
    "E9026",
    ANY_TYPE,
    source="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html",
    evidence=Evidence.REPORTED,  # "the token does not have a valid audience"
    accepts=_by_token({"Ref": "Web"}),
    rejects=_by_token({"Ref": "Users"}),
)
def tokens_are_of_a_pool_for_its_clients(view: ResourceView) -> Iterator[Problem]:
    """An HTTP API that takes the tokens of a pool names the pool by its URL, and app clients as the audience."""
    if view.type not in (HTTP_AUTHORIZER, SAM_HTTP_API):
        return
    for path in _jwt_paths(view):
        value = view.get(path)
        if path.lower().endswith("issuer"):
            head = value.parts[0] if isinstance(value, Text) else value
            if isinstance(head, Reference) and _is_a_pools(view, head) and head.attribute != "ProviderURL":
                fix = f"use Fn::GetAtt {head.logical_id}.ProviderURL"
                yield Problem(path, f"{head!r} is no URL, and the issuer of a pool's tokens is one", fix)
        elif isinstance(value, list) and value and all(_is_a_pools(view, item) for item in value):
            message = "no token has the audience of a pool, so that every call is answered by 401"
            yield Problem(path, message, "name the app clients: their Ref")


def _is_a_pools(view: ResourceView, value: Any) -> bool:
    pool = view.template.resource(value.logical_id) if isinstance(value, Reference) else None
    return pool is not None and pool.type == USER_POOL


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
    near=True,
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
