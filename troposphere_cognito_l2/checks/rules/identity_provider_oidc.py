"""Rules about an identity provider that speaks OpenID Connect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..change import put
from ..resource_types import IDENTITY_PROVIDER
from ..rule import Evidence, Problem, rule
from ..values import Text
from ..view import ResourceView
from .identity_provider import API, ENDPOINTS, oidc_example

_PAGE = f"{GUIDE}cognito-user-pools-oidc-idp.html"


@rule(
    "E9404",
    IDENTITY_PROVIDER,
    source=_PAGE,
    evidence=Evidence.REPORTED,  # "OIDC endpoint must start with https://"
    accepts=oidc_example(),
    rejects=oidc_example(oidc_issuer="http://login.example.com"),
)
def issuer_is_https(provider: ResourceView) -> Iterator[Problem]:
    """The issuer of an OIDC provider begins with https://."""
    path = "ProviderDetails.oidc_issuer"
    if provider.literal("ProviderType") == "OIDC" and _surely_not_https(provider.get(path)):
        yield Problem(path, "does not begin with https://", "give the issuer's https:// address")


@rule(
    "E9405",
    IDENTITY_PROVIDER,
    source=API,
    evidence=Evidence.REPORTED,  # "Member must satisfy enum value set: [POST, GET]"
    accepts=oidc_example(),
    rejects=oidc_example(attributes_request_method="PUT"),
)
def attributes_are_asked_for_by_get_or_post(provider: ResourceView) -> Iterator[Problem]:
    """An OIDC provider is asked for attributes by GET or POST."""
    path = "ProviderDetails.attributes_request_method"
    method = provider.literal(path)
    if provider.literal("ProviderType") == "OIDC" and method not in (None, "", "GET", "POST"):
        meant = str(method).upper()
        change = (put(path, meant),) if meant in ("GET", "POST") else ()
        yield Problem(path, "is no way to ask for attributes", "use GET or POST", "GET, POST", change=change)


@rule(
    "W9422",
    IDENTITY_PROVIDER,
    source=_PAGE,
    accepts=oidc_example(),
    rejects=oidc_example(authorize_scopes="email"),
)
def oidc_asks_for_openid(provider: ResourceView) -> Iterator[Problem]:
    """The scopes of an OIDC provider include openid."""
    path = "ProviderDetails.authorize_scopes"
    scopes = provider.literal(path)
    if provider.literal("ProviderType") == "OIDC" and scopes and "openid" not in re.split(r"[\s,]+", str(scopes)):
        change = (put(path, f"openid {scopes}"),)
        yield Problem(path, "lacks openid, without which there is no ID token", "add openid", change=change)


@rule(
    "W9423",
    IDENTITY_PROVIDER,
    source=_PAGE,
    accepts=oidc_example(),
    rejects=oidc_example(oidc_issuer="https://login.example.com/"),
)
def issuer_has_no_slash_at_the_end(provider: ResourceView) -> Iterator[Problem]:
    """The issuer of an OIDC provider does not end with a slash."""
    path = "ProviderDetails.oidc_issuer"
    issuer = provider.get(path)
    last = issuer.parts[-1] if isinstance(issuer, Text) else issuer
    if provider.literal("ProviderType") == "OIDC" and isinstance(last, str) and last.endswith("/"):
        change = (put(path, issuer.rstrip("/")),) if isinstance(issuer, str) else ()
        yield Problem(path, "ends with a slash", "leave the slash out", change=change)


@rule(
    "W9424",
    IDENTITY_PROVIDER,
    source=API,
    accepts=oidc_example(),
    rejects=oidc_example(authorize_url="https://login.example.com/authorize"),
)
def oidc_endpoints_are_all_given_or_none(provider: ResourceView) -> Iterator[Problem]:
    """An OIDC provider has all four endpoints, or none where Cognito discovers them."""
    details = provider.get("ProviderDetails")
    if not isinstance(details, dict) or provider.literal("ProviderType") != "OIDC":
        return
    missing = [name for name in ENDPOINTS if name not in details]
    if 0 < len(missing) < len(ENDPOINTS):
        yield Problem(
            "ProviderDetails",
            f"lacks {', '.join(missing)} beside the endpoints that are given",
            "give all four, or none if the issuer publishes them",
            hidden=True,
        )


@rule(
    "W9425",
    IDENTITY_PROVIDER,
    source=_PAGE,
    accepts=oidc_example(),
    rejects=oidc_example(**dict.fromkeys(ENDPOINTS, "http://login.example.com/endpoint")),
)
def oidc_endpoints_are_https(provider: ResourceView) -> Iterator[Problem]:
    """The endpoints of an OIDC provider begin with https://."""
    if provider.literal("ProviderType") == "OIDC":
        for name in ENDPOINTS:
            if _surely_not_https(provider.get(f"ProviderDetails.{name}")):
                yield Problem(f"ProviderDetails.{name}", "does not begin with https://", "give the https:// address")


def _surely_not_https(value: Any) -> bool:
    """Whether an address is known to begin with something else."""
    start = value.parts[0] if isinstance(value, Text) else value
    if not isinstance(start, str) or not start:
        return False
    return (
        not start.startswith("https://"[: len(start)]) if isinstance(value, Text) else not start.startswith("https://")
    )
