"""What changes of a group do."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import GROUP
from ...checks.rule import Evidence
from ..change import Effect
from ..domains import in_one_pool
from ..pair import Pair
from ..rule import Claim, change_rule

_PAGE = f"{GUIDE}cognito-user-pools-user-groups.html"
_POOL = "eu-west-1_Example"
_ROLE = "arn:aws:iam::111122223333:role/admins"


@change_rule(
    "C9511",
    GROUP,
    Effect.REJECTED,
    source="https://github.com/aws-amplify/amplify-backend/issues/1781",
    evidence=Evidence.REPORTED,
    before={"UserPoolId": _POOL, "GroupName": "admins"},
    after={"UserPoolId": _POOL, "GroupName": "Admins"},
    harmless={"UserPoolId": _POOL, "GroupName": "admins", "Description": "May do all"},
)
def case_of_a_name_does_not_change(pair: Pair) -> Iterator[Claim]:
    """A group gets a name that differs in case only, which Cognito refuses."""
    old, new = pair.old("GroupName"), pair.new("GroupName")
    if not isinstance(old, str) or not isinstance(new, str) or old == new or old.casefold() != new.casefold():
        return
    if in_one_pool(pair.before, pair.after, pair.templates):
        yield Claim(
            "GroupName",
            "Cognito answers: A group with the name already exists. The new one is made before the old one is deleted",
            "Leave the name as it is deployed; or take two deploys, which lose the memberships.",
            (
                "Deploy without the group, if it may be lost with its memberships.",
                "Deploy with the group under its new name, and add its members again.",
            ),
        )


@change_rule(
    "C9512",
    GROUP,
    Effect.RESET,
    source=_PAGE,
    before={"GroupName": "admins", "RoleArn": _ROLE},
    after={"GroupName": "admins"},
    harmless={"GroupName": "admins", "RoleArn": _ROLE, "Precedence": 1},
)
def group_has_no_role(pair: Pair) -> Iterator[Claim]:
    """Members of a group no longer get its role."""
    delta = pair.delta("RoleArn")
    if delta is not None and delta.kind == "removed":
        yield Claim(
            "RoleArn",
            "members get no role by this group: their tokens don't name it, and an identity pool that takes roles "
            "from tokens gives them another, or none",
            "Write the role again, unless nothing takes roles from tokens.",
        )
