"""What changes of a user pool do."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.rule import USER_POOL, Evidence
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule

_ATTRIBUTES = "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html"


@change_rule(
    "C9101",
    USER_POOL,
    Effect.REJECTED,
    source=_ATTRIBUTES,
    evidence=Evidence.REPORTED,
    before={"UsernameAttributes": ["email"]},
    after={"UsernameAttributes": ["email", "phone_number"]},
    harmless={"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"]},
)
def what_users_sign_in_with_is_fixed(pair: Pair) -> Iterator[Claim]:
    """What users sign in with is chosen when the pool is created; a change is refused."""
    for path in ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration.CaseSensitive"):
        delta = pair.delta(path)
        if delta is not None and delta.sure:
            name = path.partition(".")[0]
            migration = (
                "If another choice is needed: add a second pool with it, with a UserMigration trigger that takes users "
                "over from this one as they sign in; move the apps to it; remove this pool when it is empty."
            )
            yield Claim(
                path,
                f"Cognito answers: Updates are not allowed for property - {name}",
                f"Leave {name} as it is deployed; for another choice make a new pool beside this one.",
                (f"Deploy with {name} as it is in the old template.", migration),
            )
