"""What changes of an app client do: the identity providers that users may come from."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import USER_POOLS_API
from ...checks.resource_types import CLIENT
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words

_COGNITO = "COGNITO"


@change_rule(
    "C9241",
    CLIENT,
    Effect.SIGN_IN_BREAKS,
    source=f"{USER_POOLS_API}API_UpdateUserPoolClient.html"
    "#CognitoUserPools-UpdateUserPoolClient-request-SupportedIdentityProviders",
    before={"SupportedIdentityProviders": [_COGNITO, "Google"]},
    after={},
    harmless={"SupportedIdentityProviders": ["Google", _COGNITO, "Facebook"]},
)
def users_of_a_provider_are_let_in_no_more(pair: Pair) -> Iterator[Claim]:
    """Users who come from a provider that the client names no more can't sign in."""
    lost = [repr(p) if not isinstance(p, str) else p for p in pair.removed_members(_PATH, (_COGNITO,))]
    if lost:
        left_out = "; without the list it is COGNITO only" if not pair.new(_PATH) else ""
        yield Claim(
            _PATH,
            f"users who come from {words(lost)} can't sign in through this client{left_out}",
            "Leave a provider in the list until its users have moved.",
        )


_PATH = "SupportedIdentityProviders"
