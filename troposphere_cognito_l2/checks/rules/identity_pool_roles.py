"""Rules about the role attachment of an identity pool: one a pool, with roles for those who are let in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import IDENTITY_POOLS_API
from ..change import drop, put
from ..paths import member
from ..resource_types import IDENTITY_POOL, ROLE, ROLE_ATTACHMENT
from ..rule import Evidence, Problem, rule
from ..values import Reference
from ..view import ResourceView
from .booleans import is_false, is_on

SLOTS = ("authenticated", "unauthenticated")

_SET_ROLES = f"{IDENTITY_POOLS_API}API_SetIdentityPoolRoles.html"
_ID = "eu-west-1:12345678-1234-1234-1234-123456789012"
_ARN = "arn:aws:iam::111122223333:role/reader"
_IN_DOUBT = {
    "Type": "Token",
    "AmbiguousRoleResolution": "AuthenticatedRole",
    "IdentityProvider": "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example:1example23456789",
}


def example_attachment(**properties: Any) -> dict[str, Any]:
    """The properties of an attachment, for examples."""
    return {"IdentityPoolId": _ID, "Roles": {"authenticated": _ARN}, **properties}


def example_with_pool(pool: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """An identity pool and its attachment, for examples."""
    attachment = {**example_attachment(**properties), "IdentityPoolId": {"Ref": "Identities"}}
    return {
        "Resources": {
            "Identities": {"Type": IDENTITY_POOL, "Properties": {"AllowUnauthenticatedIdentities": False, **pool}},
            "Attachment": {"Type": ROLE_ATTACHMENT, "Properties": attachment},
        }
    }


def mappings(view: ResourceView) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The role mappings that are known: path, key and mapping."""
    known = view.get("RoleMappings")
    for key, mapping in known.items() if isinstance(known, dict) else ():
        if isinstance(mapping, dict):
            yield member("RoleMappings", key), key, mapping


def roles(view: ResourceView) -> Iterator[tuple[str, str]]:
    """The paths of all roles, each with the slot whose identities get it."""
    known = view.get("Roles")
    for slot in known if isinstance(known, dict) else ():
        if slot in SLOTS:
            yield f"Roles.{slot}", slot
    for path, _, _ in mappings(view):
        for where, _ in view.items(f"{path}.RulesConfiguration.Rules"):
            yield f"{where}.RoleARN", "authenticated"


@rule(
    "E9621",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    accepts=example_attachment(Roles={"authenticated": _ARN, "unauthenticated": _ARN}),
    rejects=example_attachment(Roles={"guest": _ARN}),
)
def roles_are_for_known_identities(view: ResourceView) -> Iterator[Problem]:
    """Roles are given for ``authenticated`` and ``unauthenticated`` identities."""
    known = view.get("Roles")
    for slot in known if isinstance(known, dict) else ():
        if slot not in SLOTS:
            yield Problem(member("Roles", slot), f"{slot} is no kind of identity", f"write {' or '.join(SLOTS)}")


@rule(
    "E9622",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    accepts=example_attachment(Roles={"authenticated": _ARN}),
    rejects=example_attachment(Roles={"authenticated": "an-iam-role-by-its-name"}),
)
def roles_are_given_by_arn(view: ResourceView) -> Iterator[Problem]:
    """A role is given by its ARN."""
    for path, _ in roles(view):
        role, target = view.get(path), view.target(path)
        if isinstance(role, str) and not role.startswith("arn:"):
            yield Problem(path, "is no ARN", "give the role's ARN")
        elif isinstance(role, Reference) and target is not None and target.type == ROLE and role.attribute != "Arn":
            change = (put(path, {"Fn::GetAtt": [role.logical_id, "Arn"]}),)
            yield Problem(path, f"{role!r} is not the role's ARN", f"use GetAtt {role.logical_id}.Arn", change=change)


@rule(
    "E9631",
    ROLE_ATTACHMENT,
    source="https://github.com/aws/aws-cdk/issues/20513",
    evidence=Evidence.REPORTED,
    accepts=example_with_pool({}),
    rejects={
        "Resources": {
            **example_with_pool({})["Resources"],
            "Another": {
                "Type": ROLE_ATTACHMENT,
                "Properties": {**example_attachment(), "IdentityPoolId": {"Ref": "Identities"}},
            },
        }
    },
)
def identity_pool_has_one_attachment(view: ResourceView) -> Iterator[Problem]:
    """An identity pool has one role attachment."""
    for twin in view.twins("IdentityPoolId"):
        yield Problem(
            "IdentityPoolId", f"{twin.logical_id} attaches roles to it already", "put both into one attachment"
        )


@rule(
    "W9635",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    accepts=example_with_pool({"AllowUnauthenticatedIdentities": True}, Roles={"unauthenticated": _ARN}),
    rejects=example_with_pool({}, Roles={"authenticated": _ARN, "unauthenticated": _ARN}),
)
def guests_have_a_role_where_guests_are_allowed(view: ResourceView) -> Iterator[Problem]:
    """Guests have a role where the identity pool allows guests, and only there."""
    pool = view.target("IdentityPoolId")
    known = view.get("Roles")
    if pool is None or pool.type != IDENTITY_POOL or not (known is None or isinstance(known, dict)):
        return
    allowed = pool.get("AllowUnauthenticatedIdentities")
    has_role = "unauthenticated" in (known or {})
    if is_false(allowed) and has_role:
        path = "Roles.unauthenticated"
        change = (drop(path),) if len(known or ()) > 1 else ()
        yield Problem(path, "the identity pool allows no guests", "leave the role out", change=change)
    elif is_on(allowed) and not has_role:
        yield Problem("Roles.unauthenticated", "guests are allowed, but get no role", "give a role, or allow no guests")


@rule(
    "W9636",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    accepts=example_attachment(),
    rejects=example_attachment(Roles={}),
)
def attachment_has_roles(view: ResourceView) -> Iterator[Problem]:
    """An attachment has roles."""
    if view.absent("Roles") and view.absent("RoleMappings"):
        yield Problem("Roles", "no role is attached, so nobody gets credentials", "give the authenticated role")


@rule(
    "W9639",
    ROLE_ATTACHMENT,
    source="https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_RoleMapping.html",
    accepts=example_attachment(RoleMappings={"Users": _IN_DOUBT}),
    rejects=example_attachment(Roles={"unauthenticated": _ARN}, RoleMappings={"Users": _IN_DOUBT}),
)
def doubt_falls_back_on_a_role(view: ResourceView) -> Iterator[Problem]:
    """Where the authenticated role is for those whom a mapping gives none, there is such a role."""
    if view.absent("Roles.authenticated"):
        for path, _, mapping in mappings(view):
            if mapping.get("AmbiguousRoleResolution") == "AuthenticatedRole":
                message = "there is no authenticated role, so that who gets no role by the mapping gets none at all"
                yield Problem(f"{path}.AmbiguousRoleResolution", message, "give Roles.authenticated, or write Deny")
