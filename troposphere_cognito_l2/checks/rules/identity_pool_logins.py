"""Rules about an identity pool: the providers that are no user pools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws_pages import GUIDE, IDENTITY_POOLS_API
from ..paths import member
from ..resource_types import IDENTITY_POOL
from ..rule import Problem, rule
from ..secrets import SECRETS
from ..values import Reference
from ..view import ResourceView
from .members import surely_other_type

LOGIN_PROVIDERS = (
    "accounts.google.com",
    "api.twitter.com",
    "appleid.apple.com",
    "graph.facebook.com",
    "www.amazon.com",
    "www.digits.com",
)
"""The providers that identity pools know by name."""

_APPLICATION = r"(?a:[\w.;_/-]{1,128}|.*\{\{resolve:.*\}\}.*)"

_API = f"{IDENTITY_POOLS_API}API_CreateIdentityPool.html"
_PROVIDERS = f"{GUIDE}external-identity-providers.html"


@rule(
    "E9604",
    IDENTITY_POOL,
    source=_API,
    accepts={
        "AllowUnauthenticatedIdentities": False,
        "OpenIdConnectProviderARNs": ["arn:aws:iam::111122223333:oidc-provider/example.com"],
    },
    rejects={
        "AllowUnauthenticatedIdentities": False,
        "OpenIdConnectProviderARNs": ["https://login.example.com/"],
    },
)
def oidc_providers_are_arns(pool: ResourceView) -> Iterator[Problem]:
    """OIDC providers are named by the ARN of an IAM OIDC provider."""
    yield from _arns(pool, "OpenIdConnectProviderARNs", ":oidc-provider/", "AWS::IAM::OIDCProvider")


@rule(
    "E9605",
    IDENTITY_POOL,
    source=_API,
    accepts={
        "AllowUnauthenticatedIdentities": False,
        "SamlProviderARNs": ["arn:aws:iam::111122223333:saml-provider/Corporate"],
    },
    rejects={
        "AllowUnauthenticatedIdentities": False,
        "SamlProviderARNs": ["arn:aws:iam::111122223333:oidc-provider/example.com"],
    },
)
def saml_providers_are_arns(pool: ResourceView) -> Iterator[Problem]:
    """SAML providers are named by the ARN of an IAM SAML provider."""
    yield from _arns(pool, "SamlProviderARNs", ":saml-provider/", "AWS::IAM::SAMLProvider")


@rule(
    "E9606",
    IDENTITY_POOL,
    source=_API,
    accepts={"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": {"www.amazon.com": "amzn1.app.1"}},
    rejects={"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": {"www.amazon.com": "my app"}},
)
def application_ids_have_the_right_form(pool: ResourceView) -> Iterator[Problem]:
    """An application's id at a login provider has 1 to 128 letters, digits and ``_.;/-``."""
    logins = pool.get("SupportedLoginProviders")
    for name, application in logins.items() if isinstance(logins, dict) else ():
        if isinstance(application, str) and not re.fullmatch(_APPLICATION, application):
            yield Problem(
                member("SupportedLoginProviders", name),
                "is no application id",
                "give the id as the provider shows it",
                hidden=name in SECRETS,
            )


@rule(
    "W9611",
    IDENTITY_POOL,
    source=_PROVIDERS,
    accepts={"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": {"graph.facebook.com": "1234567890"}},
    rejects={"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": {"www.facebook.com": "1234567890"}},
)
def login_providers_are_known(pool: ResourceView) -> Iterator[Problem]:
    """A login provider is one of those that identity pools know by name."""
    logins = pool.get("SupportedLoginProviders")
    for name in logins if isinstance(logins, dict) else ():
        if name not in LOGIN_PROVIDERS:
            yield Problem(
                member("SupportedLoginProviders", name),
                f"{name} is no provider that identity pools know by name",
                f"use one of {', '.join(LOGIN_PROVIDERS)}, or an OIDC or SAML provider of IAM",
            )


def _arns(pool: ResourceView, name: str, mark: str, kind: str) -> Iterator[Problem]:
    fix = f"give an ARN with {mark}"
    for path, arn in pool.items(name):
        if isinstance(arn, str) and len(arn) >= 20 and (not arn.startswith("arn:") or mark not in arn):
            yield Problem(path, "is not the ARN of such a provider", fix)
        elif isinstance(arn, Reference) and (other := surely_other_type(pool, arn, (kind,))):
            yield Problem(path, f"{arn.logical_id} is an {other}", fix)
