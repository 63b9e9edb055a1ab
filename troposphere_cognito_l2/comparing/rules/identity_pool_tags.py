"""What changes of an identity pool's principal tags do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import PRINCIPAL_TAG
from ...checks.rules.identity_pool_tags import example_with_role
from ...checks.rules.identity_pool_trust import ASSUME
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken
from ..rule import Claim, change_rule, words
from ..values import will_differ
from .reading import OFF, ON, changed_keys, lost_keys, turned

_PAGE = f"{GUIDE}attributes-for-access-control.html"


def _example(**properties: Any) -> dict[str, Any]:
    return {
        "IdentityPoolId": "eu-west-1:12345678-1234-1234-1234-123456789012",
        "IdentityProviderName": "accounts.google.com",
        **properties,
    }


@change_rule(
    "C9641",
    PRINCIPAL_TAG,
    Effect.RESET,
    source=_PAGE,
    before=_example(PrincipalTags={"tenant": "custom:tenant", "team": "custom:team"}),
    after=_example(PrincipalTags={"tenant": "custom:tenant"}),
    harmless=_example(PrincipalTags={"team": "custom:team", "tenant": "custom:tenant", "plan": "custom:plan"}),
)
def sessions_carry_a_tag_no_more(pair: Pair) -> Iterator[Claim]:
    """Sessions carry a tag no more, so that policies that ask for it refuse."""
    lost = lost_keys(pair, "PrincipalTags")
    if turned(pair, "UseDefaults", OFF) == (ON, OFF):
        new = pair.new("PrincipalTags") or {}
        lost += [name for name in ("username", "client") if isinstance(new, dict) and name not in new]
    if lost:
        yield Claim(
            "PrincipalTags",
            f"sessions carry no {words(lost)} any more: policies that ask for it refuse",
            "Leave a tag until no policy asks for it.",
            covers=("UseDefaults",),
        )


@change_rule(
    "C9642",
    PRINCIPAL_TAG,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=_example(PrincipalTags={"tenant": "custom:tenant"}),
    after=_example(PrincipalTags={"tenant": "custom:company"}),
    harmless=_example(PrincipalTags={"tenant": "custom:tenant", "company": "custom:company"}),
)
def tag_says_something_else(pair: Pair) -> Iterator[Claim]:
    """A tag has another claim's value, so that policies that compare it may refuse, or allow more."""
    changed = [name for name, old, new in changed_keys(pair, "PrincipalTags") if will_differ(old, new)]
    if changed:
        yield Claim(
            "PrincipalTags",
            f"{words(changed)}: filled from another claim, so policies that compare it may refuse, or let others in",
            "Add a second tag for the other claim, move the policies over, then remove this one.",
        )


@change_rule(
    "C9643",
    PRINCIPAL_TAG,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=example_with_role([ASSUME, "sts:TagSession"]),
    after=example_with_role(ASSUME),
    harmless=example_with_role(["sts:TagSession", ASSUME]),
)
def role_lets_sessions_be_tagged_no_more(pair: Pair) -> Iterator[Claim]:
    """A role no longer allows ``sts:TagSession``, so that nobody gets its credentials."""
    for _, problem in newly_broken(pair, ("W9655",)):
        yield Claim("", f"sts:TagSession: {problem.message}", "Leave sts:TagSession in the trust policy of the role.")
