"""What happens to users and apps when a resource is no more, or is made anew: one line for each type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..checks.operands import mapping
from ..checks.resource_types import (
    BRANDING,
    CLIENT,
    CUSTOMIZATION,
    DOMAIN,
    GROUP,
    IDENTITY_POOL,
    IDENTITY_PROVIDER,
    LOG_DELIVERY,
    MEMBERSHIP,
    NESTED_STACK,
    PRINCIPAL_TAG,
    REGIONAL,
    REPLICA,
    RESOURCE_SERVER,
    RISK,
    ROLE_ATTACHMENT,
    TERMS,
    USER,
    USER_POOL,
)
from .change import Effect


def type_in(resources: Mapping[str, Any], logical_id: str) -> str:
    """The type of a resource as a template has it, whatever stands there; empty if there is none."""
    kind = mapping(resources.get(logical_id)).get("Type")
    return kind if isinstance(kind, str) else ""


class Loss(NamedTuple):
    """What a type's resource takes along."""

    effect: Effect
    when_removed: str
    """What happens when it is deleted."""
    when_replaced: str
    """What happens when another is made in its place."""
    command: str = ""
    """What tells how much it matters; ``{id}`` stands for the resource, ``{pool}`` for its pool."""


LOSSES: Mapping[str, Loss] = {
    USER_POOL: Loss(
        Effect.USERS_LOST,
        "all of its users, their passwords, groups and tokens are deleted",
        "the new pool is empty: nobody of the old one can sign in",
        "aws cognito-idp describe-user-pool --user-pool-id {id} --query UserPool.EstimatedNumberOfUsers",
    ),
    IDENTITY_POOL: Loss(
        Effect.USERS_LOST,
        "the identity ids of its users are deleted, and what is stored under them belongs to nobody",
        "every user gets another identity id: what is stored under the old ones belongs to nobody",
        "aws cognito-identity list-identities --identity-pool-id {id} --max-results 1",
    ),
    GROUP: Loss(
        Effect.USERS_LOST,
        "its members are in it no more, and lose what it grants",
        "the new group has no members",
        "aws cognito-idp list-users-in-group --user-pool-id {pool} --group-name {id} --limit 1",
    ),
    USER: Loss(
        Effect.USERS_LOST,
        "the user is deleted, with password, attributes and memberships",
        "the user is made anew, without password, attributes set since and memberships",
        "aws cognito-idp admin-get-user --user-pool-id {pool} --username {id}",
    ),
    IDENTITY_PROVIDER: Loss(
        Effect.USERS_LOST,
        "the users who come from it can't sign in any more, and their profiles are orphaned",
        "its users come back as strangers: their profiles are linked to the old provider",
        "aws cognito-idp list-users --user-pool-id {pool} "
        "--filter 'cognito:user_status = \"EXTERNAL_PROVIDER\"' --limit 1",
    ),
    CLIENT: Loss(
        Effect.SIGN_IN_BREAKS,
        "apps that use its id can't sign anybody in, and its tokens can't be refreshed",
        "it gets another id and secret: apps that hold the old ones can't sign anybody in, and its sessions end",
        "aws cognito-idp describe-user-pool-client --user-pool-id {pool} --client-id {id} "
        "--query UserPoolClient.ClientName",
    ),
    DOMAIN: Loss(
        Effect.SIGN_IN_BREAKS,
        "the sign-in pages and the OAuth endpoints under it are gone",
        "the sign-in pages and the OAuth endpoints move to another address",
        "aws cognito-idp describe-user-pool-domain --domain {id} --query DomainDescription.Status",
    ),
    RESOURCE_SERVER: Loss(
        Effect.SIGN_IN_BREAKS,
        "its scopes are gone: clients that ask for them are refused",
        "its scopes are made anew: tokens and clients name the old ones",
        "aws cognito-idp describe-resource-server --user-pool-id {pool} --identifier {id}",
    ),
    MEMBERSHIP: Loss(
        Effect.RESET,
        "the user is in the group no more, and loses what it grants",
        "the user leaves the one group and enters the other",
    ),
    ROLE_ATTACHMENT: Loss(
        Effect.SIGN_IN_BREAKS,
        "the identity pool has no roles: nobody gets AWS credentials from it",
        "roles move to another identity pool, and the old one has none",
    ),
    PRINCIPAL_TAG: Loss(
        Effect.RESET,
        "sessions carry no principal tags: policies that ask for them refuse",
        "the tags move to another provider or identity pool",
    ),
    BRANDING: Loss(
        Effect.SIGN_IN_BREAKS,
        "the client has no style, and its managed login pages are not available without one",
        "the style is made anew: until then the managed login pages are not available",
    ),
    CUSTOMIZATION: Loss(
        Effect.RESET, "the sign-in pages look as Cognito made them", "the look moves to another client"
    ),
    TERMS: Loss(Effect.RESET, "the sign-in pages no longer show the document", "the document is made anew"),
    RISK: Loss(
        Effect.RESET,
        "threat protection falls back to the pool's settings, or to Cognito's",
        "the settings move to another client",
    ),
    LOG_DELIVERY: Loss(Effect.RESET, "the pool's logs are delivered nowhere", "another pool's logs are delivered"),
    REPLICA: Loss(
        Effect.SIGN_IN_BREAKS,
        "the replica is deleted: nobody can sign in in its Region",
        "the replica is deleted and another one made, without its Region's settings",
        "aws cognito-idp describe-user-pool --user-pool-id {pool} --query UserPool.EstimatedNumberOfUsers",
    ),
    REGIONAL: Loss(
        Effect.RESET,
        "the Region's own settings of e-mail, text messages and triggers are gone",
        "the settings move to another pool",
    ),
}
"""By resource type."""

CONCERNED = frozenset((*LOSSES, NESTED_STACK))
"""The types that are looked at: a nested stack may hold the pool that others belong to."""
