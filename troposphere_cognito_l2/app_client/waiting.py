"""What a client names by text, and the template makes: no reference lets the client wait for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from troposphere import Template

from ..checks.resource_types import CLIENT, IDENTITY_PROVIDER
from ..checks.rules.clients import in_same_pool, scopes_of, server_of
from ..checks.rules.members import waits_for
from ..checks.view import ResourceView, TemplateView
from .providers import COGNITO


def named_by_text(title: str, properties: Mapping[str, Any], condition: str | None, template: Template) -> list[str]:
    """The logical ids of the providers and resource servers that a client names by text only.

    Left out is what stands under another condition than the client: it can't be waited for.

    Args:
        title: the client's logical id.
        properties: the client's.
        condition: the client's.
        template: the client's, as far as it is made.
    """
    providers, scopes = properties.get("SupportedIdentityProviders", ()), properties.get("AllowedOAuthScopes", ())
    named = any(type(name) is str and name != COGNITO for name in providers)
    if not named and not any(type(scope) is str and "/" in scope for scope in scopes):
        return []
    body = {"Type": CLIENT, "Properties": properties}
    client = TemplateView({**template.resources, title: body}).view(title, body)
    found = {one.logical_id: one.body.get("Condition") for one in (*_providers(client), *_servers(client))}
    return [name for name, its in found.items() if its in (None, condition) and not waits_for(client, name)]


def _providers(client: ResourceView) -> Iterator[ResourceView]:
    for _, name in client.items("SupportedIdentityProviders"):
        if isinstance(name, str):
            providers = client.template.having(IDENTITY_PROVIDER, "ProviderName", name)
            yield from (provider for provider in providers if in_same_pool(provider, client))


def _servers(client: ResourceView) -> Iterator[ResourceView]:
    for _, named, _ in scopes_of(client):
        server = server_of(client, named) if isinstance(named, str) else None
        if server is not None:
            yield server
