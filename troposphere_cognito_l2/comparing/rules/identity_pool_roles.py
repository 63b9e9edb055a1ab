"""What changes of an identity pool's role attachment do: who still gets a role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE, IDENTITY_POOLS_API
from ...checks.resource_types import IDENTITY_POOL, ROLE_ATTACHMENT
from ...checks.rules.identity_pool_roles import SLOTS, example_attachment, roles
from ...checks.rules.identity_pool_trust import example_role, shut_out
from ...checks.view import ResourceView
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule
from .reading import is_off, lost_keys

_GUEST = "arn:aws:iam::111122223333:role/guest"
_READER = "arn:aws:iam::111122223333:role/reader"


def _example(role: dict[str, Any]) -> dict[str, Any]:
    attachment = {"IdentityPoolId": {"Ref": "Identities"}, "Roles": {"authenticated": {"Fn::GetAtt": "Reader.Arn"}}}
    return {
        "Resources": {
            "Identities": {"Type": IDENTITY_POOL, "Properties": {"AllowUnauthenticatedIdentities": False}},
            "Reader": role,
            "Subject": {"Type": ROLE_ATTACHMENT, "Properties": attachment},
        }
    }


@change_rule(
    "C9621",
    ROLE_ATTACHMENT,
    Effect.SIGN_IN_BREAKS,
    source=f"{IDENTITY_POOLS_API}API_SetIdentityPoolRoles.html",
    before=example_attachment(Roles={"authenticated": _READER, "unauthenticated": _GUEST}),
    after=example_attachment(),
    harmless=example_attachment(Roles={"unauthenticated": _READER, "authenticated": _READER}),
)
def identities_have_no_role(pair: Pair) -> Iterator[Claim]:
    """Identities without a role get no AWS credentials."""
    pool = pair.before.target("IdentityPoolId")
    no_guests = pool is not None and is_off(pool, "AllowUnauthenticatedIdentities")
    for slot in lost_keys(pair, "Roles"):
        if slot in SLOTS and not (slot == "unauthenticated" and no_guests):
            who = "guests" if slot == "unauthenticated" else "those who signed in"
            yield Claim(
                "Roles",
                f"{who} have no role any more, and get no AWS credentials (InvalidIdentityPoolConfigurationException)",
                f"Leave the {slot} role until nobody needs it.",
                about=slot,
            )


@change_rule(
    "C9622",
    ROLE_ATTACHMENT,
    Effect.SIGN_IN_BREAKS,
    source=f"{GUIDE}role-trust-and-permissions.html",
    before=_example(example_role()),
    after=_example(example_role(amr="unauthenticated")),
    harmless=_example(example_role(Description="Reads orders")),
)
def role_lets_identities_in_no_more(pair: Pair) -> Iterator[Claim]:
    """A role no longer trusts the identity pool, or not for those whom it is for, who get no AWS credentials."""
    before = {path for path, _, _ in shut_out(pair.before)}
    for path, slot, role in shut_out(pair.after):
        if path not in before and _was_there(pair.before, path):
            who = "guests" if slot == "unauthenticated" else "those who signed in"
            yield Claim(
                path,
                f"the trust policy of {role} no longer lets {who} of this identity pool in, so they get no AWS "
                "credentials",
                "Let cognito-identity.amazonaws.com:aud be the id of this identity pool, and "
                f"cognito-identity.amazonaws.com:amr {slot}.",
            )


def _was_there(view: ResourceView, path: str) -> bool:
    """Whether there was a role at a path."""
    return path in (where for where, _ in roles(view))
