"""All other settings of a pool that Cognito refuses, where the update brings them about."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import USER_POOLS_API
from ...checks.resource_types import USER_POOL
from ..change import Effect
from ..pair import Pair
from ..refused import refusals
from ..rule import Claim, change_rule

_API = f"{USER_POOLS_API}API_UpdateUserPool.html"
_OTHERS = ("E9101", "E9102", "E9103", "E9160", "E9166", "E9180", "E9181", "E9182", "E9184")
"""The rules of `check` that no other rule of change asks."""


@change_rule(
    "C9190",
    USER_POOL,
    Effect.REJECTED,
    source=_API,
    before={"UserPoolName": "shop"},
    after={"UserPoolName": "shop/customers"},
    harmless={"UserPoolName": "shop customers"},
)
def pool_is_impossible(pair: Pair) -> Iterator[Claim]:
    """The pool gets settings that no pool can have, or that don't go together."""
    yield from refusals(pair, _OTHERS)
