"""Rules about which of a provider's attributes fill which of the pool's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..attributes import MANAGED, STANDARD
from ..aws_pages import GUIDE
from ..change import append, put
from ..paths import member
from ..resource_types import CLIENT, IDENTITY_PROVIDER, USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Reference
from ..view import ResourceView
from .booleans import is_false, is_on
from .members import pool_of

_PAGE = f"{GUIDE}cognito-user-pools-specifying-attribute-mapping.html"
_SERVICE = MANAGED | {"username"}
"""What can be mapped or is there without being an attribute that a client writes."""


def _example(
    schema: list[dict[str, Any]], mapping: Mapping[str, str], client: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    provider = {
        "UserPoolId": {"Ref": "Users"},
        "ProviderName": "Corporate",
        "ProviderType": "SAML",
        "ProviderDetails": {"MetadataURL": "https://idp.example.com/metadata"},
        "AttributeMapping": dict(mapping),
    }
    resources: dict[str, Any] = {
        "Users": {"Type": USER_POOL, "Properties": {"Schema": schema}},
        "Corporate": {"Type": IDENTITY_PROVIDER, "Properties": provider},
    }
    if client is not None:
        properties = {"UserPoolId": {"Ref": "Users"}, "SupportedIdentityProviders": [{"Ref": "Corporate"}], **client}
        resources["App"] = {"Type": CLIENT, "Properties": properties}
    return {"Resources": resources}


_TENANT = {"Name": "tenant", "AttributeDataType": "String", "Mutable": True}


def _mapped(provider: ResourceView) -> Iterator[tuple[str, str]]:
    """The path and name of each of the pool's attributes that the provider fills."""
    mapping = provider.get("AttributeMapping")
    for name in mapping if isinstance(mapping, dict) else ():
        yield member("AttributeMapping", name), name


def _schema(pool: ResourceView) -> dict[str, dict[str, Any]] | None:
    """What the pool says of its attributes, by their full names; ``None`` if not all of it is known.

    A pool without ``Schema`` may have any: leaving it out is the known way around "Invalid AttributeDataType input".
    """
    entries = pool.get("Schema")
    found: dict[str, dict[str, Any]] = {}
    for entry in entries if isinstance(entries, list) else [None]:
        if not isinstance(entry, dict) or not isinstance(name := entry.get("Name"), str):
            return None
        found[name if name in STANDARD or name.startswith("custom:") else f"custom:{name}"] = entry
    return found


@rule(
    "E9411",
    IDENTITY_PROVIDER,
    source="https://github.com/aws/aws-cli/issues/9729",
    evidence=Evidence.REPORTED,  # "AttributeMapping contains invalid mapping: [custom:groups]"
    accepts=_example([_TENANT], {"custom:tenant": "tenant"}),
    rejects=_example([_TENANT], {"custom:tenent": "tenant"}),
)
def mapped_custom_attribute_exists(provider: ResourceView) -> Iterator[Problem]:
    """A provider fills custom attributes that its pool has."""
    pool = pool_of(provider)
    schema = _schema(pool) if pool is not None else None
    if pool is None or schema is None:
        return
    for path, name in _mapped(provider):
        if name.startswith("custom:") and name not in schema:
            has = ", ".join(own for own in schema if own.startswith("custom:")) or "no custom attributes"
            fix = f"give {pool.logical_id} a mutable custom attribute {name.removeprefix('custom:')}, or mend the name"
            yield Problem(path, f"{pool.logical_id} has no attribute {name}", fix, f"it has {has}")


@rule(
    "E9412",
    IDENTITY_PROVIDER,
    source=_PAGE,  # "The mapped user pool attributes must be mutable."; otherwise Cognito refuses the next sign-in
    accepts=_example([_TENANT], {"custom:tenant": "tenant"}),
    rejects=_example([_TENANT | {"Mutable": False}], {"custom:tenant": "tenant"}),
)
def mapped_attribute_is_mutable(provider: ResourceView) -> Iterator[Problem]:
    """A provider fills attributes that can change."""
    pool = pool_of(provider)
    schema = (_schema(pool) if pool is not None else None) or {}
    for path, name in _mapped(provider):
        if name not in schema:
            continue
        mutable = schema[name].get("Mutable")
        if is_false(mutable) or (mutable is None and name.startswith("custom:")):
            yield Problem(
                path,
                f"{name} can't change in this pool, so whoever signs in through the provider a second time is refused",
                f"make {name} mutable before the pool is made, or map another attribute: it can't be changed later",
                "a mutable attribute",
            )


@rule(
    "W9431",
    IDENTITY_PROVIDER,
    source=_PAGE,
    evidence=Evidence.REPORTED,  # "attributes required: [email]", when users sign in
    accepts=_example([{"Name": "email", "Required": True, "Mutable": True}], {"email": "mail"}),
    rejects=_example([{"Name": "email", "Required": True, "Mutable": True}], {"name": "cn"}),
)
def required_attribute_is_mapped(provider: ResourceView) -> Iterator[Problem]:
    """A provider fills every attribute that its pool requires."""
    pool = pool_of(provider)
    mapping = provider.get("AttributeMapping")
    if pool is None or not (mapping is None or isinstance(mapping, dict)):
        return
    for name, entry in (_schema(pool) or {}).items():
        if is_on(entry.get("Required")) and name not in (mapping or {}):
            yield Problem(
                "AttributeMapping",
                f"{pool.logical_id} requires {name}, so nobody new can sign in through the provider",
                f"map {name}",
            )


@rule(
    "W9432",
    IDENTITY_PROVIDER,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,  # "AttributeMapping contains invalid mapping: [hd]" and a report that it deployed
    accepts=_example([_TENANT], {"custom:tenant": "tenant"}),
    rejects=_example([_TENANT], {"tenant": "tenant"}),
)
def mapped_attribute_is_one_of_a_pool(provider: ResourceView) -> Iterator[Problem]:
    """A provider fills standard attributes, the user name, or custom attributes with their prefix custom:."""
    for path, name in _mapped(provider):
        if name not in STANDARD and name not in _SERVICE and not name.startswith(("custom:", "dev:")):
            close = name.lower() if name.lower() in STANDARD else f"custom:{name}"
            yield Problem(path, f"{name} is no attribute of a user pool", f"write {close}")


@rule(
    "W9433",
    IDENTITY_PROVIDER,
    source=_PAGE,
    evidence=Evidence.REPORTED,  # "attributes required: [email]" from a provider that asks for ``profile`` only
    accepts={
        "UserPoolId": "us-east-1_abc",
        "ProviderName": "Google",
        "ProviderType": "Google",
        "ProviderDetails": {
            "client_id": "id",
            "client_secret": "{{resolve:secretsmanager:g}}",
            "authorize_scopes": "email",
        },
        "AttributeMapping": {"email": "email"},
    },
    rejects={
        "UserPoolId": "us-east-1_abc",
        "ProviderName": "Google",
        "ProviderType": "Google",
        "ProviderDetails": {
            "client_id": "id",
            "client_secret": "{{resolve:secretsmanager:g}}",
            "authorize_scopes": "profile",
        },
        "AttributeMapping": {"email": "email"},
    },
)
def mapped_email_is_asked_for(provider: ResourceView) -> Iterator[Problem]:
    """A provider that fills email from its claim email asks for the scope email."""
    if provider.literal("ProviderType") not in ("Google", "Facebook", "SignInWithApple"):
        return
    path = "ProviderDetails.authorize_scopes"
    scopes = provider.literal(path)
    if provider.literal("AttributeMapping.email") == "email" and isinstance(scopes, str) and "email" not in scopes:
        between = "," if provider.literal("ProviderType") == "Facebook" else " "
        change = (put(path, f"{scopes.rstrip(', ')}{between}email".lstrip(", ")),)
        message = "lacks the scope email, so no address comes to be mapped"
        yield Problem(path, message, "add email to the scopes", change=change)


@rule(
    "W9290",
    CLIENT,
    source=_PAGE,
    accepts=_example([_TENANT], {"custom:tenant": "t"}, {"WriteAttributes": ["custom:tenant"]}),
    rejects=_example([_TENANT], {"custom:tenant": "t"}, {"WriteAttributes": ["email"]}),
)
def client_may_write_what_its_providers_fill(client: ResourceView) -> Iterator[Problem]:
    """A client with a list of attributes that it may write lists all that its identity providers fill."""
    written = client.get("WriteAttributes")
    if not isinstance(written, list) or not all(isinstance(name, str) for name in written):
        return
    for _, named in client.items("SupportedIdentityProviders"):
        if not isinstance(named, Reference):
            continue
        provider = client.template.resource(named.logical_id)
        if provider is None:
            continue
        pool = pool_of(client)
        schema = (_schema(pool) if pool is not None else None) or {}
        missing = [name for _, name in _mapped(provider) if name not in _SERVICE and name not in written]
        if missing:
            yield Problem(
                "WriteAttributes",
                f"lacks {', '.join(missing)}, which {provider.logical_id} fills: its users are refused",
                "add them, or leave the list out",
                change=tuple(append("WriteAttributes", name) for name in missing if name in STANDARD or name in schema),
            )
