"""Rules about an app client: its identity providers, and the pages that its users see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..resource_types import BRANDING, CLIENT, IDENTITY_PROVIDER
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .booleans import is_on
from .clients import CLIENT_API, in_same_pool
from .members import closed_pool_of, domains_of, in_different_pools, waiting, waits_for

_MANAGED_LOGIN = f"{GUIDE}managed-login-branding.html"
_USERS = {"Type": "AWS::Cognito::UserPool", "Properties": {}}


def _with_provider(provider: Any, pool: str = "Users", **of_client: Any) -> dict[str, Any]:
    """A client that names a provider, the provider Google, and pools."""
    details = {"client_id": "id", "client_secret": "secret", "authorize_scopes": "openid"}
    google = {
        "UserPoolId": {"Ref": pool},
        "ProviderName": "Google",
        "ProviderType": "Google",
        "ProviderDetails": details,
        "AttributeMapping": {"email": "email"},
    }
    client = {"UserPoolId": {"Ref": "Users"}, "SupportedIdentityProviders": ["COGNITO", provider]}
    return {
        "Resources": {
            "Users": _USERS,
            "Others": _USERS,
            "Google": {"Type": IDENTITY_PROVIDER, "Properties": google},
            "Subject": {"Properties": client, **of_client},
        }
    }


@rule(
    "E9251",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_with_provider({"Ref": "Google"}),
    rejects=_with_provider({"Ref": "Google"}, pool="Others"),
)
def providers_are_of_the_same_pool(client: ResourceView) -> Iterator[Problem]:
    """An identity provider of a client belongs to the same pool as the client."""
    for path, _ in client.items("SupportedIdentityProviders"):
        provider = client.target(path)
        if provider is None:
            continue
        if provider.type == IDENTITY_PROVIDER and in_different_pools(client, provider):
            message = f"{provider.logical_id} is an identity provider of another pool"
            yield Problem(path, message, "name a provider of the client's pool")


@rule(
    "W9252",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_with_provider("Google", DependsOn=["Google"]),
    rejects=_with_provider("Google"),
)
def client_waits_for_its_providers(client: ResourceView) -> Iterator[Problem]:
    """A client waits for the identity providers that it names."""
    for path, provider in _named(client):
        if provider is not None and not waits_for(client, provider.logical_id):
            message = f"the client does not wait for {provider.logical_id}, and may be made before it"
            fix = f"write Ref {provider.logical_id} in place of the name, or DependsOn {provider.logical_id}"
            yield Problem(path, message, fix, change=waiting(client, provider))


@rule(
    "W9253",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_with_provider("Google", DependsOn=["Google"]),
    rejects=_with_provider("Facebook"),
)
def providers_exist(client: ResourceView) -> Iterator[Problem]:
    """An identity provider that a client names is in the same template as the pool."""
    pool = closed_pool_of(client)
    meant = {path for path, _ in _misnamed(client)}
    for path, provider in _named(client):
        if provider is None and pool is not None and path not in meant:
            message = f"the template has no such provider for {pool.logical_id}, so a new stack can't be made"
            yield Problem(path, message, "add an AWS::Cognito::UserPoolIdentityProvider, or leave the name out")


@rule(
    "E9255",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,  # "The provider google does not exist for User Pool ..."
    accepts=_with_provider("Google", DependsOn=["Google"]),
    rejects=_with_provider("google"),
)
def providers_are_named_as_they_are(client: ResourceView) -> Iterator[Problem]:
    """A provider of the template is named to the letter, by a client that exists only when the provider does."""
    for path, meant in _misnamed(client):
        own = meant.get("ProviderName")
        if own == client.get(path):
            condition = meant.body.get("Condition")
            message = f"{meant.logical_id} exists under the condition {condition} only"
            yield Problem(path, message, f"name it in Fn::If of {condition}, or put both under one condition")
        else:
            yield Problem(path, f"{meant.logical_id} is called {own}", f"write Ref {meant.logical_id}")


def _misnamed(client: ResourceView) -> Iterator[tuple[str, ResourceView]]:
    """What a client names as a provider that its pool does not have, and the provider of the template that is meant."""
    template = client.template
    pool = closed_pool_of(client)
    for path, provider in _named(client):
        name = client.get(path).casefold()
        for logical_id, _ in template.bodies_of(IDENTITY_PROVIDER) if provider is None and pool is not None else ():
            body = template.resources[logical_id]
            other = ResourceView(logical_id, body, template)
            own = other.get("ProviderName")
            if isinstance(own, str) and own.casefold() == name and in_same_pool(other, client):
                yield path, other
                break


@rule(
    "W9254",
    CLIENT,
    source=_MANAGED_LOGIN,
    accepts={
        "Resources": {
            "Users": _USERS,
            "SignIn": {
                "Type": "AWS::Cognito::UserPoolDomain",
                "Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app", "ManagedLoginVersion": 2},
            },
            "Style": {
                "Type": BRANDING,
                "Properties": {
                    "UserPoolId": {"Ref": "Users"},
                    "ClientId": {"Ref": "Subject"},
                    "UseCognitoProvidedValues": True,
                },
            },
            "Subject": {
                "Properties": {
                    "UserPoolId": {"Ref": "Users"},
                    "AllowedOAuthFlowsUserPoolClient": True,
                    "AllowedOAuthFlows": ["code"],
                    "AllowedOAuthScopes": ["openid"],
                    "CallbackURLs": ["https://app.example.com/cb"],
                }
            },
        }
    },
    rejects={
        "Resources": {
            "Users": _USERS,
            "SignIn": {
                "Type": "AWS::Cognito::UserPoolDomain",
                "Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app", "ManagedLoginVersion": 2},
            },
            "Subject": {
                "Properties": {
                    "UserPoolId": {"Ref": "Users"},
                    "AllowedOAuthFlowsUserPoolClient": True,
                    "AllowedOAuthFlows": ["code"],
                    "AllowedOAuthScopes": ["openid"],
                    "CallbackURLs": ["https://app.example.com/cb"],
                }
            },
        }
    },
)
def managed_login_has_a_style(client: ResourceView) -> Iterator[Problem]:
    """A client whose users sign in on managed login pages has a branding style."""
    flows = client.get("AllowedOAuthFlows")
    signs_in = isinstance(flows, list) and ("code" in flows or "implicit" in flows)
    if not signs_in or not is_on(client.get("AllowedOAuthFlowsUserPoolClient")):
        return
    managed = [domain for domain in domains_of(client) if domain.get("ManagedLoginVersion") in (2, "2")]
    styles = client.template.having(BRANDING, "UserPoolId", client.get("UserPoolId"))
    if not client.template.complete or not managed or any(_may_style(style, client) for style in styles):
        return
    message = f"{managed[0].logical_id} shows managed login, whose pages are not available without a style"
    fix = "add an AWS::Cognito::ManagedLoginBranding with UseCognitoProvidedValues"
    yield Problem("AllowedOAuthFlows", message, fix)


def _named(client: ResourceView) -> Iterator[tuple[str, ResourceView | None]]:
    """The providers that a client names by a string, and each one's resource if the template has it."""
    for path, name in client.items("SupportedIdentityProviders"):
        if isinstance(name, str) and name != "COGNITO":
            providers = client.template.having(IDENTITY_PROVIDER, "ProviderName", name)
            yield path, next((provider for provider in providers if in_same_pool(provider, client)), None)


def _may_style(style: ResourceView, client: ResourceView) -> bool:
    target = style.target("ClientId")
    return target is None or target.logical_id == client.logical_id
