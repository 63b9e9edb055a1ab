"""What changes of an identity provider do: which of its attributes fill which of the pool's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.finding import Severity
from ...checks.resource_types import IDENTITY_PROVIDER, USER_POOL
from ...checks.rules.booleans import is_on
from ...checks.rules.members import pool_of
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from ..values import will_differ
from .reading import keyed, lost_keys

_PAGE = f"{GUIDE}cognito-user-pools-specifying-attribute-mapping.html"
_MAPPING, _USERNAME = "AttributeMapping", "username"
_OWN = {"Facebook": "id", "Google": "sub", "LoginWithAmazon": "user_id", "OIDC": "sub", "SignInWithApple": "sub"}
"""By what each type of provider knows people, if the mapping says nothing; for SAML that is the NameID."""


def _example(required: str = "", /, **mapping: str) -> dict[str, Any]:
    schema = [{"Name": required, "AttributeDataType": "String", "Required": True, "Mutable": True}] if required else []
    provider = {
        "UserPoolId": {"Ref": "Users"},
        "ProviderName": "Corporate",
        "ProviderType": "SAML",
        "ProviderDetails": {"MetadataURL": "https://idp.example.com/metadata"},
        _MAPPING: mapping,
    }
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": {"Schema": schema} if schema else {}},
            "Subject": {"Type": IDENTITY_PROVIDER, "Properties": provider},
        }
    }


@change_rule(
    "C9411",
    IDENTITY_PROVIDER,
    Effect.USERS_LOST,
    source=_PAGE,
    before=_example(username="uid", email="mail"),
    after=_example(username="employee", email="mail"),
    harmless=_example(username="uid", email="emailAddress"),
)
def users_are_known_by_something_else(pair: Pair) -> Iterator[Claim]:
    """Users who come from the provider are known by another of its attributes, so that they come back as strangers."""
    old, new = keyed(pair.old(_MAPPING)), keyed(pair.new(_MAPPING))
    if old is None or new is None:
        return
    own = _OWN.get(str(pair.new("ProviderType")))
    before, after = old.get(_USERNAME, own), new.get(_USERNAME, own)
    if before == after or not will_differ(before, after):
        return
    unsaid = None in (before, after)
    yield Claim(
        f"{_MAPPING}.{_USERNAME}",
        f"users are known by {after or 'their NameID'}, not by {before or 'their NameID'} any more: who signs in "
        "through this provider comes back as a stranger, and profiles and links are orphaned"
        + (" (unless both are the same, which is for the provider to say)" if unsaid else ""),
        "Leave username mapped as it is deployed; for another id add a second provider and link its users.",
        severity=Severity.WARNING if unsaid else None,
        old=before,
        new=after,
    )


@change_rule(
    "C9412",
    IDENTITY_PROVIDER,
    Effect.RESET,
    source=_PAGE,
    before=_example(email="mail", name="cn"),
    after=_example(email="mail"),
    harmless=_example(name="displayName", email="mail", given_name="gn"),
)
def attributes_are_filled_no_more(pair: Pair) -> Iterator[Claim]:
    """Attributes are no longer kept as the provider has them."""
    needed = _required(pair)
    lost = [name for name in lost_keys(pair, _MAPPING) if name != _USERNAME and name not in needed]
    if lost:
        yield Claim(
            _MAPPING,
            f"{words(lost)}: no longer filled from the provider; new users have none, others keep what they have",
            "Write the deployed mapping again.",
        )


@change_rule(
    "C9413",
    IDENTITY_PROVIDER,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=_example("email", email="mail", name="cn"),
    after=_example("email", name="cn"),
    harmless=_example("email", name="cn", email="emailAddress"),
)
def required_attributes_are_filled_no_more(pair: Pair) -> Iterator[Claim]:
    """New users of the provider lack an attribute that the pool requires, and are refused."""
    needed = _required(pair)
    lost = [name for name in lost_keys(pair, _MAPPING) if name in needed]
    if lost:
        yield Claim(
            _MAPPING,
            f"the pool requires {words(lost)}, which nothing fills any more: new users of the provider are refused",
            "Map what the pool requires.",
        )


def _required(pair: Pair) -> list[Any]:
    """The attributes that the pool surely requires."""
    pool = pool_of(pair.after)
    schema = [attribute for _, attribute in pool.items("Schema")] if pool is not None else []
    return [one.get("Name") for one in schema if isinstance(one, dict) and is_on(one.get("Required"))]
