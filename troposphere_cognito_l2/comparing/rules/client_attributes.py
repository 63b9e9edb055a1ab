"""What changes of an app client do: the attributes of users that it reads and writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.attributes import STANDARD
from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT, USER_POOL
from ...checks.rule import Evidence
from ...checks.rules.booleans import is_on
from ...checks.rules.members import pool_of
from ...checks.view import ResourceView
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words

_PAGE = f"{GUIDE}user-pool-settings-attributes.html"
_ALL = tuple(sorted(STANDARD))
"""What a client may read and write if it names nothing; of custom attributes AWS's pages disagree."""


def _example(**properties: Any) -> dict[str, Any]:
    schema = [{"Name": "given_name", "AttributeDataType": "String", "Mutable": True, "Required": True}]
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": {"Schema": schema}},
            "Subject": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}, **properties}},
        }
    }


@change_rule(
    "C9211",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before={"ReadAttributes": ["email", "custom:tenant"]},
    after={"ReadAttributes": ["email"]},
    harmless={"ReadAttributes": ["custom:tenant", "name", "email"]},
)
def attributes_are_read_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps no longer see attributes of users."""
    lost = [str(name) for name in pair.removed_members("ReadAttributes", _ALL)]
    if lost:
        yield Claim(
            "ReadAttributes",
            f"{words(lost)}: id tokens have no such claim any more, and apps can't read it",
            "Leave in the list what any app reads.",
        )


@change_rule(
    "C9212",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before={"WriteAttributes": ["email", "name"]},
    after={"WriteAttributes": ["email"]},
    harmless={"WriteAttributes": ["name", "email", "nickname"]},
)
def attributes_are_written_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps can't write attributes of users any more."""
    needed = _newly_missing(pair)
    lost = [str(name) for name in pair.removed_members("WriteAttributes", _ALL) if name not in needed]
    if lost:
        yield Claim(
            "WriteAttributes",
            f"{words(lost)}: a sign-up or an update that sets it is refused, and so is a sign-in through a provider "
            "that maps it",
            "Leave in the list what any app or provider sets.",
        )


@change_rule(
    "C9213",
    CLIENT,
    Effect.REJECTED,
    source=_PAGE,
    evidence=Evidence.REPORTED,
    before=_example(WriteAttributes=["email", "given_name"]),
    after=_example(WriteAttributes=["email"]),
    harmless=_example(WriteAttributes=["given_name", "email"]),
)
def required_attributes_stay_writable(pair: Pair) -> Iterator[Claim]:
    """A client that can't write what the pool requires is refused."""
    missing = _newly_missing(pair)
    if missing:
        yield Claim(
            "WriteAttributes",
            f"the pool requires {words(missing)}, which the client could write no more: Cognito refuses that",
            "Leave required attributes in the list.",
        )


def _newly_missing(pair: Pair) -> list[str]:
    """The attributes that the pool requires and the client may write no more."""
    required = _required(pair.after)
    return [name for name in pair.removed_members("WriteAttributes", _ALL) if name in required]


def _required(client: ResourceView) -> list[Any]:
    pool = pool_of(client)
    schema = pool.items("Schema") if pool is not None else ()
    return [one.get("Name") for _, one in schema if isinstance(one, dict) and is_on(one.get("Required"))]
