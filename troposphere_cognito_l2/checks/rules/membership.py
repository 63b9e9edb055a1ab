"""Rules of ``AWS::Cognito::UserPoolUserToGroupAttachment``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import USER_POOLS_API, page_of
from ..change import put
from ..resource_types import GROUP, MEMBERSHIP, USER, USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .members import closed_pool_of, in_different_pools, waiting

_ADD_TO_GROUP = f"{USER_POOLS_API}API_AdminAddUserToGroup.html"
_TYPE_PAGE = page_of(MEMBERSHIP)
_POOL_ID = {"UserPoolId": "us-east-1_abc"}


def _member(group: str, pool: Any = "us-east-1_abc", user: str = "ann") -> dict[str, Any]:
    return {"Type": MEMBERSHIP, "Properties": {"UserPoolId": pool, "Username": user, "GroupName": group}}


@rule(
    "E9541",
    MEMBERSHIP,
    source=_TYPE_PAGE,
    evidence=Evidence.SCHEMA,
    accepts={"Resources": {"One": _member("readers"), "Two": _member("writers")}},
    rejects={"Resources": {"One": _member("readers"), "Two": _member("readers")}},
)
def membership_is_said_once(attachment: ResourceView) -> Iterator[Problem]:
    """That a user is in a group is said once."""
    for other in attachment.twins("Username", "GroupName", "UserPoolId"):
        yield Problem("GroupName", f"{other.logical_id} says that already", "leave one of the two out")


@rule(
    "E9542",
    MEMBERSHIP,
    source=_ADD_TO_GROUP,
    accepts={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL_ID, "GroupName": "readers"}},
            "AnnReads": {
                "Type": MEMBERSHIP,
                "Properties": {**_POOL_ID, "Username": "ann", "GroupName": {"Ref": "Readers"}},
            },
        }
    },
    rejects={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL_ID, "GroupName": "readers"}},
            "AnnReads": {
                "Type": MEMBERSHIP,
                "Properties": {"UserPoolId": "us-east-1_xyz", "Username": "ann", "GroupName": {"Ref": "Readers"}},
            },
        }
    },
)
def user_and_group_are_of_the_pool(attachment: ResourceView) -> Iterator[Problem]:
    """The user and the group are such, and belong to the pool of the attachment."""
    for path, kind, word in (("Username", USER, "user"), ("GroupName", GROUP, "group")):
        target = attachment.target(path)
        if target is not None and target.type != kind and target.type.startswith("AWS::Cognito::"):
            yield Problem(path, f"{target.logical_id} is no {word} but an {target.type}", f"give the Ref of a {word}")
        elif target is not None and target.type == kind and in_different_pools(attachment, target):
            yield Problem(
                path,
                f"{target.logical_id} is a {word} of another pool",
                f"name a {word} of this pool, or the pool of {target.logical_id}",
            )


@rule(
    "W9543",
    MEMBERSHIP,
    source=_TYPE_PAGE,
    accepts={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL_ID, "GroupName": "readers"}},
            "AnnReads": {**_member("readers"), "DependsOn": "Readers"},
        }
    },
    rejects={
        "Resources": {
            "Readers": {"Type": GROUP, "Properties": {**_POOL_ID, "GroupName": "readers"}},
            "AnnReads": _member("readers"),
        }
    },
)
def attachment_waits_for_what_it_names(attachment: ResourceView) -> Iterator[Problem]:
    """An attachment waits for the user and the group of the same template that it names."""
    depends_on = attachment.body.get("DependsOn")
    waits_for = depends_on if isinstance(depends_on, list) else [depends_on]
    for path, kind in (("Username", USER), ("GroupName", GROUP)):
        name = attachment.get(path)
        if not isinstance(name, str):
            continue
        for target in attachment.template.of_type(kind):
            named = (target.get(path), target.get("UserPoolId")) == (name, attachment.get("UserPoolId"))
            if named and target.logical_id not in waits_for:
                yield Problem(
                    path,
                    f"the stack may make this before {target.logical_id}, which has that name",
                    f'refer to it: Ref("{target.logical_id}")',
                    change=(put(path, {"Ref": target.logical_id}),) if waiting(attachment, target) else (),
                )


@rule(
    "W9544",
    MEMBERSHIP,
    source=_TYPE_PAGE,
    accepts={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Readers": {"Type": GROUP, "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "readers"}},
            "AnnReads": {**_member("readers", {"Ref": "Users"}), "DependsOn": "Readers"},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Readers": {"Type": GROUP, "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "readers"}},
            "AnnReads": {**_member("reader", {"Ref": "Users"}), "DependsOn": "Readers"},
        }
    },
)
def group_is_in_the_template(attachment: ResourceView) -> Iterator[Problem]:
    """The group of an attachment is in the same template as the pool."""
    name, pool = attachment.get("GroupName"), closed_pool_of(attachment)
    if pool is None or not isinstance(name, str) or any(attachment.template.having(GROUP, "GroupName", name)):
        return
    known = [group.get("GroupName") for group in attachment.template.of_type(GROUP)]
    if all(isinstance(other, str) for other in known):
        message = f"the template has no group {name} for {pool.logical_id}, so a new stack can't be made"
        yield Problem("GroupName", message, "add an AWS::Cognito::UserPoolGroup, or mend the name")


@rule(
    "W9545",
    MEMBERSHIP,
    source=_ADD_TO_GROUP,
    accepts={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Ann": {"Type": USER, "Properties": {"UserPoolId": {"Ref": "Users"}, "Username": "ann"}},
            "Readers": {"Type": GROUP, "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "readers"}},
            "AnnReads": {**_member("readers", {"Ref": "Users"}), "DependsOn": ["Readers", "Ann"]},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Readers": {"Type": GROUP, "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "readers"}},
            "AnnReads": {**_member("readers", {"Ref": "Users"}), "DependsOn": "Readers"},
        }
    },
)
def user_is_in_the_template(attachment: ResourceView) -> Iterator[Problem]:
    """The user of an attachment is in the same template as the pool, or there already."""
    name, pool = attachment.get("Username"), closed_pool_of(attachment)
    if pool is None or not isinstance(name, str):
        return
    known = [user.get("Username") for user in attachment.template.of_type(USER)]
    if name not in known and all(isinstance(other, str) for other in known):
        message = f"the template has no user {name} for {pool.logical_id}, so a new stack can't be made"
        yield Problem("Username", message, "add an AWS::Cognito::UserPoolUser, or mend the name")
