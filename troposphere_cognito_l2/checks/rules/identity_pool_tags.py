"""Rules about the principal tags of an identity pool."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, IDENTITY_POOLS_API
from ..change import put
from ..paths import member
from ..resource_types import IDENTITY_POOL, PRINCIPAL_TAG, ROLE, ROLE_ATTACHMENT, USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Reference, Text, Unknown, known_text
from ..view import ResourceView
from .booleans import is_off, is_on
from .identity_pool import without_scheme
from .identity_pool_trust import ASSUME, example_role, trusts

_API = f"{IDENTITY_POOLS_API}API_SetPrincipalTagAttributeMap.html"
_ACCESS_CONTROL = f"{GUIDE}using-afac-with-cognito-identity-pools.html"
_ID = "eu-west-1:12345678-1234-1234-1234-123456789012"
_NAME = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"


def _example(**properties: Any) -> dict[str, Any]:
    return {"IdentityPoolId": _ID, "IdentityProviderName": _NAME, **properties}


def example_with_role(action: Any) -> dict[str, Any]:
    """A pool with principal tags whose role allows an action, for examples."""
    attachment = {
        "IdentityPoolId": {"Ref": "Identities"},
        "Roles": {"authenticated": {"Fn::GetAtt": ["Reader", "Arn"]}},
    }
    tags = {**_example(UseDefaults=True), "IdentityPoolId": {"Ref": "Identities"}}
    return {
        "Resources": {
            "Identities": {"Type": IDENTITY_POOL, "Properties": {"AllowUnauthenticatedIdentities": False}},
            "Reader": example_role(action=action),
            "Attachment": {"Type": ROLE_ATTACHMENT, "Properties": attachment},
            "Tags": {"Type": PRINCIPAL_TAG, "Properties": tags},
        }
    }


@rule(
    "E9651",
    PRINCIPAL_TAG,
    source=_API,
    accepts=_example(PrincipalTags={"department": "custom:department"}),
    rejects=_example(PrincipalTags={"department": ""}),
)
def tags_have_the_right_size(view: ResourceView) -> Iterator[Problem]:
    """There are at most 50 tags, each with a key of 1 to 128 characters and a claim of 1 to 256."""
    tags = view.get("PrincipalTags")
    if not isinstance(tags, dict):
        return
    if len(tags) > 50:
        yield Problem("PrincipalTags", f"has {len(tags)} members", "leave some out")
    for tag, claim in tags.items():
        where = member("PrincipalTags", tag)
        if not 1 <= len(tag) <= 128:
            yield Problem(where, f"the tag has {len(tag)} characters", "name it in 1 to 128 characters")
        if isinstance(claim, str) and not 1 <= len(claim) <= 256:
            yield Problem(where, f"the claim has {len(claim)} characters", "name the claim in 1 to 256 characters")


@rule(
    "W9652",
    PRINCIPAL_TAG,
    source=_API,
    evidence=Evidence.UNCERTAIN,
    accepts=_example(UseDefaults=False, PrincipalTags={"department": "custom:department"}),
    rejects=_example(UseDefaults=True, PrincipalTags={"department": "custom:department"}),
)
def tags_are_the_default_or_your_own(view: ResourceView) -> Iterator[Problem]:
    """The tags are Cognito's default, or those of PrincipalTags."""
    default, own = view.get("UseDefaults"), not view.absent("PrincipalTags")
    if own and is_on(default):
        yield Problem("UseDefaults", "the default tags stand against PrincipalTags", "leave one of them out")
    elif not own and is_off(default):
        yield Problem("PrincipalTags", "there are no tags at all", "give PrincipalTags, or set UseDefaults to true")


@rule(
    "W9653",
    PRINCIPAL_TAG,
    source=_ACCESS_CONTROL,
    evidence=Evidence.UNCERTAIN,
    accepts=_example(UseDefaults=True),
    rejects={**_example(UseDefaults=True), "IdentityProviderName": f"https://{_NAME}"},
)
def tagged_provider_is_a_name(view: ResourceView) -> Iterator[Problem]:
    """The provider is a name without ``https://``, a user pool's as its attribute ProviderName gives it."""
    name, target = view.get("IdentityProviderName"), view.target("IdentityProviderName")
    where = "IdentityProviderName"
    if known_text(name).startswith(("https://", "http://")):
        change = without_scheme(where, name)
        yield Problem(where, "a provider's name has no https://", "leave https:// out", change=change)
    elif isinstance(name, Reference) and target is not None and target.type == USER_POOL:
        if name.attribute != "ProviderName":
            change = (put(where, {"Fn::GetAtt": [name.logical_id, "ProviderName"]}),)
            yield Problem(where, f"{name!r} is not a pool's provider name", "use GetAtt ProviderName", change=change)
    elif isinstance(name, Text) and ":" in known_text(name).partition("/")[2]:
        yield Problem(where, "tags are a user pool's, not an app client's", "leave the client's id out")


@rule(
    "W9654",
    PRINCIPAL_TAG,
    source=_API,
    evidence=Evidence.UNCERTAIN,
    accepts=_example(UseDefaults=True),
    rejects={
        "Resources": {
            "Tags": {"Type": PRINCIPAL_TAG, "Properties": _example(UseDefaults=True)},
            "More": {"Type": PRINCIPAL_TAG, "Properties": _example(PrincipalTags={"department": "custom:department"})},
        }
    },
)
def each_provider_is_tagged_once(view: ResourceView) -> Iterator[Problem]:
    """A provider has one set of principal tags."""
    for twin in view.twins("IdentityPoolId", "IdentityProviderName"):
        yield Problem("IdentityProviderName", f"{twin.logical_id} is about it too", "put both into one")


@rule(
    "W9655",
    PRINCIPAL_TAG,
    source=_ACCESS_CONTROL,
    accepts=example_with_role([ASSUME, "sts:TagSession"]),
    rejects=example_with_role(ASSUME),
)
def role_lets_cognito_tag_the_session(view: ResourceView) -> Iterator[Problem]:
    """A role of an identity pool with principal tags allows ``sts:TagSession``."""
    for attachment in _attachments(view):
        role = attachment.target("Roles.authenticated")
        statements = trusts(role) if role is not None and role.type == ROLE else None
        if role is not None and statements and not any(trust.allows("sts:TagSession") for trust in statements):
            yield Problem(
                "IdentityPoolId",
                f"{role.logical_id} does not allow it, so that nobody gets its credentials",
                "add sts:TagSession to the actions of its trust policy",
            )


def _attachments(view: ResourceView) -> Iterator[ResourceView]:
    yield from view.template.having(ROLE_ATTACHMENT, "IdentityPoolId", view.get("IdentityPoolId"))


def _of_pool(pool: str) -> dict[str, Any]:
    provider = {
        "ClientId": "1",
        "ProviderName": {"Fn::GetAtt": ["Users", "ProviderName"]},
        "ServerSideTokenCheck": True,
    }
    tags = {
        "IdentityPoolId": {"Ref": "Identities"},
        "IdentityProviderName": {"Fn::GetAtt": [pool, "ProviderName"]},
        "UseDefaults": True,
    }
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Others": {"Type": USER_POOL},
            "Identities": {
                "Type": IDENTITY_POOL,
                "Properties": {"AllowUnauthenticatedIdentities": False, "CognitoIdentityProviders": [provider]},
            },
            "Tags": {"Type": PRINCIPAL_TAG, "Properties": tags},
        }
    }


@rule(
    "W9657",
    PRINCIPAL_TAG,
    source=_API,
    evidence=Evidence.UNCERTAIN,
    accepts=_of_pool("Users"),
    rejects=_of_pool("Others"),
)
def tagged_pool_is_a_provider(view: ResourceView) -> Iterator[Problem]:
    """Principal tags are for a user pool that the identity pool lets in."""
    name, identities = view.get("IdentityProviderName"), view.target("IdentityPoolId")
    if not isinstance(name, Reference) or name.attribute != "ProviderName" or identities is None:
        return
    providers = [provider for _, provider in identities.items("CognitoIdentityProviders")]
    names = [provider.get("ProviderName") if isinstance(provider, dict) else None for provider in providers]
    known = identities.type == IDENTITY_POOL and not isinstance(identities.get("CognitoIdentityProviders"), Unknown)
    if known and all(isinstance(other, Reference) for other in names) and name not in names:
        message = f"{identities.logical_id} has no users of {name.logical_id}"
        yield Problem("IdentityProviderName", message, "name a user pool of its CognitoIdentityProviders")
