"""What changes of a replica's own settings do."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import REGIONAL
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule
from .reading import turned

_PAGE = f"{GUIDE}user-pool-multi-region.html"


@change_rule(
    "C9821",
    REGIONAL,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before={"Status": "ACTIVE"},
    after={"Status": "INACTIVE"},
    harmless={"Status": "ACTIVE", "UserPoolTags": {"team": "identity"}},
)
def replica_is_switched_off(pair: Pair) -> Iterator[Claim]:
    """Nobody signs in by the replica any more."""
    found = turned(pair, "Status")
    if found == ("ACTIVE", "INACTIVE"):
        yield Claim(
            "Status",
            "the replica is inactive: nobody can sign in in its Region, and there is nothing to fail over to",
            "Leave it ACTIVE until all traffic is back in the primary Region.",
        )
