"""Rules of ``AWS::Cognito::UserPoolGroup``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import page_of
from ..change import put
from ..resource_types import GROUP, IDENTITY_POOL, ROLE
from ..rule import Evidence, Problem, rule
from ..values import Reference
from ..view import ResourceView
from .identity_pool_trust import ASSUME, COMMERCIAL, trusts
from .members import surely_other_type

_TYPE_PAGE = page_of(GROUP)
_POOL = {"UserPoolId": "us-east-1_abc"}
_ROLES = ("arn:aws:iam::111122223333:role/readers", "arn:aws:iam::111122223333:role/writers")
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "cognito-identity.amazonaws.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:1"}},
        }
    ],
}
_HIGHEST_PRECEDENCE = 2**31 - 1


def _beside_identities(trust: dict[str, Any]) -> dict[str, Any]:
    return {
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}}},
            "Role": {"Type": ROLE, "Properties": {"AssumeRolePolicyDocument": trust}},
            "Identities": {"Type": IDENTITY_POOL, "Properties": {"AllowUnauthenticatedIdentities": False}},
        }
    }


@rule(
    "E9511",
    GROUP,
    source=_TYPE_PAGE,
    accepts={**_POOL, "Precedence": _HIGHEST_PRECEDENCE},
    rejects={**_POOL, "Precedence": _HIGHEST_PRECEDENCE + 1},
)
def precedence_is_no_more_than_the_highest(group: ResourceView) -> Iterator[Problem]:
    """A precedence is at most 2147483647."""
    precedence = group.literal("Precedence")
    if isinstance(precedence, str) and precedence.isdecimal():
        precedence = int(precedence)
    if isinstance(precedence, (int, float)) and precedence > _HIGHEST_PRECEDENCE:
        yield Problem(
            "Precedence", "is too great", "choose a smaller number; the lowest wins", f"0 to {_HIGHEST_PRECEDENCE}"
        )


@rule(
    "E9512",
    GROUP,
    source=_TYPE_PAGE,  # "A group with the name already exists", of another case too: aws-amplify/amplify-backend#1781
    evidence=Evidence.REPORTED,
    accepts={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "GroupName": "readers"}},
            "Writers": {"Type": GROUP, "Properties": {**_POOL, "GroupName": "writers"}},
        }
    },
    rejects={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "GroupName": "readers"}},
            "Writers": {"Type": GROUP, "Properties": {**_POOL, "GroupName": "Readers"}},
        }
    },
)
def name_is_unique_in_the_pool(group: ResourceView) -> Iterator[Problem]:
    """The names of a pool's groups differ in more than case."""
    for other in group.twins("GroupName", "UserPoolId", ignore_case=True):
        alike = "that name" if other.get("GroupName") == group.get("GroupName") else "that name in another case"
        yield Problem("GroupName", f"{other.logical_id} is a group of {alike} in the same pool", "choose another name")


@rule(
    "E9513",
    GROUP,
    source=_TYPE_PAGE,
    evidence=Evidence.SCHEMA,
    accepts={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]}}},
            "Role": {"Type": ROLE, "Properties": {"AssumeRolePolicyDocument": _TRUST}},
        }
    },
    rejects={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "RoleArn": {"Ref": "Role"}}},
            "Role": {"Type": ROLE, "Properties": {"AssumeRolePolicyDocument": _TRUST}},
        }
    },
)
def role_is_named_by_its_arn(group: ResourceView) -> Iterator[Problem]:
    """A group's role is named by its ARN."""
    role = group.target("RoleArn")
    reference = group.get("RoleArn")
    if role is None or not isinstance(reference, Reference):
        return
    if role.type == ROLE and reference.attribute is None:
        change = (put("RoleArn", {"Fn::GetAtt": [role.logical_id, "Arn"]}),)
        fix = f'write GetAtt({role.logical_id}, "Arn")'
        yield Problem("RoleArn", "Ref of a role gives its name", fix, change=change)
    elif kind := surely_other_type(group, reference, (ROLE,)):
        yield Problem("RoleArn", f"{role.logical_id} is an {kind}", "give the ARN of a role")


@rule(
    "W9516",
    GROUP,
    source=_TYPE_PAGE,
    accepts=_beside_identities(_TRUST),
    rejects=_beside_identities(
        {
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ]
        }
    ),
)
def role_lets_identity_pools_in(group: ResourceView) -> Iterator[Problem]:
    """A group's role is one that identity pools may assume, where there are some."""
    role = group.target("RoleArn")
    known = trusts(role) if role is not None and role.type == ROLE and group.template.complete else None
    if not any(group.template.of_type(IDENTITY_POOL)):
        return
    if role is not None and known is not None and not any(trust.allows(ASSUME) for trust in known):
        message = f"{role.logical_id} lets no identity pool in, so that no member of the group gets its credentials"
        yield Problem("RoleArn", message, f"trust Federated {COMMERCIAL} with the action {ASSUME}")


@rule(
    "W9514",
    GROUP,
    source=_TYPE_PAGE,
    accepts={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "Precedence": 1, "RoleArn": _ROLES[0]}},
            "Writers": {"Type": GROUP, "Properties": {**_POOL, "Precedence": 0, "RoleArn": _ROLES[1]}},
        }
    },
    rejects={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL, "Precedence": 1, "RoleArn": _ROLES[0]}},
            "Writers": {"Type": GROUP, "Properties": {**_POOL, "Precedence": 1, "RoleArn": _ROLES[1]}},
        }
    },
)
def different_roles_have_different_precedence(group: ResourceView) -> Iterator[Problem]:
    """Groups with different roles have different precedence, so that a member of both gets a preferred role."""
    role = group.get("RoleArn")
    for other in group.twins("Precedence", "UserPoolId"):
        theirs = other.get("RoleArn")
        if all(isinstance(one, (str, Reference)) for one in (role, theirs)) and role != theirs:
            yield Problem(
                "Precedence",
                f"{other.logical_id} has the same precedence and another role: who is in both groups gets neither",
                "give one of them a higher number",
            )
