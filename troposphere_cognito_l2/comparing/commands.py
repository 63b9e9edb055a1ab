"""The one AWS command, reading only, that tells of a change how much it matters: `command_for`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Any

from ..checks.operands import mapping
from ..checks.paths import first_name
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
    POOL_IDS,
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
from ..checks.schema import registry
from .change import Change
from .losses import LOSSES, type_in
from .values import NAMED_BY, SAME_AS_REF

_POOL = "aws cognito-idp describe-user-pool --user-pool-id {id} --query UserPool"
_MFA = "aws cognito-idp get-user-pool-mfa-config --user-pool-id {id}"
_IDENTITIES = "aws cognito-identity describe-identity-pool --identity-pool-id {id}"
_BRANDING = "aws cognito-idp describe-managed-login-branding-by-client --user-pool-id {pool} --client-id {client}"
_OF_PROPERTIES: Mapping[str, str] = {
    USER_POOL: f"{_POOL}.{{property}}",
    CLIENT: (
        "aws cognito-idp describe-user-pool-client --user-pool-id {pool} --client-id {id} "
        "--query UserPoolClient.{property}"
    ),
    DOMAIN: "aws cognito-idp describe-user-pool-domain --domain {id} --query DomainDescription.{property}",
    GROUP: "aws cognito-idp get-group --user-pool-id {pool} --group-name {id} --query Group.{property}",
    IDENTITY_PROVIDER: (
        "aws cognito-idp describe-identity-provider --user-pool-id {pool} --provider-name {id} "
        "--query IdentityProvider.{property}"
    ),
    RESOURCE_SERVER: (
        "aws cognito-idp describe-resource-server --user-pool-id {pool} --identifier {id} "
        "--query ResourceServer.{property}"
    ),
    USER: "aws cognito-idp admin-get-user --user-pool-id {pool} --username {id} --query UserAttributes",
    MEMBERSHIP: "aws cognito-idp admin-list-groups-for-user --user-pool-id {pool} --username {user}",
    IDENTITY_POOL: f"{_IDENTITIES} --query {{property}}",
    ROLE_ATTACHMENT: ("aws cognito-identity get-identity-pool-roles --identity-pool-id {pool}"),
    PRINCIPAL_TAG: (
        "aws cognito-identity get-principal-tag-attribute-map --identity-pool-id {pool} "
        "--identity-provider-name {provider}"
    ),
    BRANDING: _BRANDING,
    CUSTOMIZATION: ("aws cognito-idp get-ui-customization --user-pool-id {pool} --client-id {client}"),
    TERMS: "aws cognito-idp list-terms --user-pool-id {pool}",
    RISK: ("aws cognito-idp describe-risk-configuration --user-pool-id {pool} --client-id {client}"),
    LOG_DELIVERY: ("aws cognito-idp get-log-delivery-configuration --user-pool-id {pool}"),
    REPLICA: "aws cognito-idp list-user-pool-replicas --user-pool-id {pool}",
    REGIONAL: ("aws cognito-idp list-user-pool-replicas --user-pool-id {pool}"),
}
"""What shows how a property is deployed, by resource type; ``{property}`` stands for its name in the API."""
_OF_ONE_PROPERTY: Mapping[tuple[str, str], str] = {
    (USER_POOL, "EmailAuthenticationMessage"): f"{_MFA} --query EmailMfaConfiguration",
    (USER_POOL, "EmailAuthenticationSubject"): f"{_MFA} --query EmailMfaConfiguration",
    (USER_POOL, "EnabledMfas"): _MFA,
    (USER_POOL, "MfaConfiguration"): _MFA,
    (
        USER_POOL,
        "Schema",
    ): "aws cognito-idp describe-user-pool --user-pool-id {id} --query 'UserPool.SchemaAttributes[].Name'",
    (USER_POOL, "UserPoolName"): f"{_POOL}.Name",
    (USER_POOL, "WebAuthnFactorConfiguration"): f"{_MFA} --query WebAuthnConfiguration",
    (USER_POOL, "WebAuthnRelyingPartyID"): f"{_MFA} --query WebAuthnConfiguration",
    (USER_POOL, "WebAuthnUserVerification"): f"{_MFA} --query WebAuthnConfiguration",
    (IDENTITY_POOL, "CognitoEvents"): _IDENTITIES,
    (IDENTITY_POOL, "CognitoStreams"): _IDENTITIES,
    (IDENTITY_POOL, "PushSync"): _IDENTITIES,
}
"""Where a property is not found by its own name."""
_ABOUT_USERS = frozenset(
    (
        (CLIENT, "GenerateSecret"),
        (IDENTITY_PROVIDER, "ProviderDetails"),  # which holds a secret: not to be shown
        (USER_POOL, "DeletionProtection"),
        (USER_POOL, "UsernameConfiguration"),
    )
)
"""The properties of which not the deployed value counts, but who would feel the change."""
_PARTS: Mapping[str, tuple[str, ...]] = {
    "pool": POOL_IDS,
    "client": ("ClientId",),
    "provider": ("IdentityProviderName",),
    "user": ("Username",),
}
"""What a command names beside the resource itself, and the properties that say it."""


def command_for(change: Change, resources: Mapping[str, Any]) -> str:
    """The command that tells how much a change matters; empty where none is known.

    What the template does not say stands there as ``ID_OF_Users`` (the physical id of the resource ``Users``; it is
    listed by ``aws cloudformation list-stack-resources``), ``ProviderName_OF_Users`` (an attribute of it) or
    ``VALUE_OF_Pool`` (a parameter).

    Args:
        change: what happens.
        resources: the resources of both templates, as they are deployed if they are.
    """
    body = mapping(resources.get(change.resource))
    kind = type_in(resources, change.resource)
    loss = LOSSES.get(kind)
    if loss is None:
        return ""
    name = first_name(change.path)
    known = registry()["types"][kind]
    if (kind, name) in _OF_ONE_PROPERTY:
        text = _OF_ONE_PROPERTY[kind, name]
    elif name in known["properties"] and name not in known["createOnly"] and (kind, name) not in _ABOUT_USERS:
        text = _OF_PROPERTIES[kind]
    else:
        text = loss.command or _OF_PROPERTIES[kind]
    properties = mapping(body.get("Properties"))
    named = _said(properties.get(NAMED_BY.get(kind, "")), resources)
    given = {"id": named or f"ID_OF_{change.resource}", "property": name}
    for part, names in _PARTS.items():
        found = next((_said(properties[one], resources) for one in names if one in properties), "")
        given[part] = found or f"{part.upper()}_ID"
    written = re.sub(r"\{(\w+)\}", lambda match: given[match[1]], text)
    return written.replace(" --client-id ALL", "")  # which is how CloudFormation says: of the pool


def _said(value: Any, resources: Mapping[str, Any]) -> str:
    return shlex.quote(found) if (found := physical_id(value, resources)) else ""


def physical_id(value: Any, resources: Mapping[str, Any]) -> str:
    """A physical id as the template says it, or what to look up; empty if it takes more than a word to say that."""
    if isinstance(value, str):
        return "" if "{{resolve:" in value else value
    if isinstance(value, dict) and len(value) == 1:
        [(key, argument)] = value.items()
        if key in ("Ref", "Fn::GetAtt"):
            parts = argument if isinstance(argument, list) else str(argument).split(".")
            name, *attribute = (re.sub("[^A-Za-z0-9]", "", str(part)) for part in parts or [""])
            if name not in resources:
                return f"VALUE_OF_{name}"
            is_id = not attribute or (type_in(resources, name), attribute[0]) in SAME_AS_REF
            return f"{'ID' if is_id else ''.join(attribute)}_OF_{name}"
    return ""
