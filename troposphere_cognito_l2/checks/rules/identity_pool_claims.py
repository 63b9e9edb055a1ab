"""Rules about the claims by which role mappings and principal tags give rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..paths import member
from ..resource_types import CLIENT, PRINCIPAL_TAG, ROLE_ATTACHMENT, USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Reference, Text
from ..view import ResourceView
from .booleans import is_on
from .identity_pool_roles import example_attachment, mappings
from .members import pool_of

_PAGE = f"{GUIDE}user-pool-settings-attributes.html"
_PREFIX = "custom:"


def _example(written: list[str]) -> dict[str, Any]:
    name = {"Fn::Join": [":", [{"Fn::GetAtt": ["Users", "ProviderName"]}, {"Ref": "Web"}]]}
    by_claim = {
        "Claim": "custom:department",
        "MatchType": "Equals",
        "Value": "audit",
        "RoleARN": "arn:aws:iam::111122223333:role/audit",
    }
    mapping = {
        "Type": "Rules",
        "AmbiguousRoleResolution": "Deny",
        "IdentityProvider": name,
        "RulesConfiguration": {"Rules": [by_claim]},
    }
    schema = [{"Name": "department", "AttributeDataType": "String", "Mutable": True}]
    client = {"UserPoolId": {"Ref": "Users"}, "WriteAttributes": written}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": {"Schema": schema}},
            "Web": {"Type": CLIENT, "Properties": client},
            "Subject": {"Properties": example_attachment(RoleMappings={"Users": mapping})},
        }
    }


@rule(
    "W9637",
    ROLE_ATTACHMENT,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,
    accepts=_example(["email"]),
    rejects=_example(["email", "custom:department"]),
)
def users_do_not_choose_their_role(view: ResourceView) -> Iterator[Problem]:
    """A custom attribute that decides which role a user gets is one that users can't write through any client."""
    for path, _, mapping in mappings(view):
        pool = _pool(view, mapping.get("IdentityProvider"))
        if pool is None:
            continue
        for where, entry in view.items(f"{path}.RulesConfiguration.Rules"):
            claim = entry.get("Claim") if isinstance(entry, dict) else None
            if isinstance(claim, str) and claim.startswith(_PREFIX) and _can_change(pool, claim):
                writer = _writer(pool, claim)
                if writer is not None:
                    yield Problem(
                        f"{where}.Claim",
                        f"users may write {claim} through {writer.logical_id}, and so choose their role",
                        f"name the WriteAttributes of {writer.logical_id}, without {claim}",
                    )


def _tagged(written: list[str]) -> dict[str, Any]:
    resources = _example(written)["Resources"]
    tags = {
        "IdentityPoolId": "eu-west-1:12345678-1234-1234-1234-123456789012",
        "IdentityProviderName": {"Fn::GetAtt": ["Users", "ProviderName"]},
        "PrincipalTags": {"department": "custom:department"},
    }
    return {"Resources": {**resources, "Subject": {"Type": PRINCIPAL_TAG, "Properties": tags}}}


@rule(
    "W9656",
    PRINCIPAL_TAG,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,
    accepts=_tagged(["email"]),
    rejects=_tagged(["email", "custom:department"]),
)
def users_do_not_choose_their_tags(view: ResourceView) -> Iterator[Problem]:
    """A custom attribute that becomes a principal tag is one that users can't write through any client."""
    tags = view.get("PrincipalTags")
    pool = _pool(view, view.get("IdentityProviderName"))
    if pool is None or not isinstance(tags, dict):
        return
    for tag, claim in tags.items():
        if isinstance(claim, str) and claim.startswith(_PREFIX) and _can_change(pool, claim):
            writer = _writer(pool, claim)
            if writer is not None:
                yield Problem(
                    member("PrincipalTags", tag),
                    f"users may write {claim} through {writer.logical_id}, and so choose their tag",
                    f"name the WriteAttributes of {writer.logical_id}, without {claim}",
                )


def _pool(view: ResourceView, provider: Any) -> ResourceView | None:
    """The user pool of a mapping, if its provider names it or a client of it by reference."""
    for part in provider.parts if isinstance(provider, Text) else (provider,):
        named = view.template.resource(part.logical_id) if isinstance(part, Reference) else None
        if named is not None and named.type in (USER_POOL, CLIENT):
            return named if named.type == USER_POOL else pool_of(named)
    return None


def _can_change(pool: ResourceView, claim: str) -> bool:
    return any(
        isinstance(attribute, dict)
        and attribute.get("Name") == claim.removeprefix(_PREFIX)
        and is_on(attribute.get("Mutable"))
        for _, attribute in pool.items("Schema")
    )


def _writer(pool: ResourceView, claim: str) -> ResourceView | None:
    """The first client of a pool through which users may write an attribute."""
    for client in pool.template.of_type(CLIENT):
        owner = pool_of(client)
        if owner is None or owner.logical_id != pool.logical_id:
            continue
        if client.get("AllowedOAuthFlows") == ["client_credentials"]:  # a machine's, which has no users
            continue
        if client.absent("WriteAttributes") or client.lists("WriteAttributes", claim):
            return client
    return None
