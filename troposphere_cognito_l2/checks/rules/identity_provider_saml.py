"""Rules about what a SAML provider says of itself, and by which domains it is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..resource_types import IDENTITY_PROVIDER
from ..rule import Evidence, Problem, rule
from ..values import Text
from ..view import ResourceView
from .clients import in_same_pool
from .identity_provider import API

_PAGE = f"{GUIDE}cognito-user-pools-managing-saml-idp-naming.html"


def _saml(name: str, **properties: Any) -> dict[str, Any]:
    details = {"MetadataURL": "https://idp.example.com/metadata"}
    known = {"UserPoolId": "us-east-1_abc", "ProviderName": name, "ProviderType": "SAML", "ProviderDetails": details}
    return {**known, **properties}


@rule(
    "E9413",
    IDENTITY_PROVIDER,
    source=API,
    evidence=Evidence.REPORTED,  # "Error retrieving metadata from ..."
    accepts=_saml("Corporate"),
    rejects=_saml("Corporate", ProviderDetails={"MetadataURL": "idp.example.com/metadata"}),
)
def metadata_can_be_fetched(provider: ResourceView) -> Iterator[Problem]:
    """The metadata URL of a SAML provider is a URL."""
    path = "ProviderDetails.MetadataURL"
    url = provider.get(path)
    head = url.parts[0] if isinstance(url, Text) else url
    if provider.get("ProviderType") == "SAML" and isinstance(head, str) and head:
        schemes = ("https://", "http://")
        if not head.lower().startswith(schemes) and not (isinstance(url, Text) and "https://".startswith(head.lower())):
            yield Problem(path, "is no URL", "write the whole URL, which begins with https://")


@rule(
    "W9429",
    IDENTITY_PROVIDER,
    source=API,
    accepts=_saml("Corporate", ProviderDetails={"MetadataURL": "https://idp.example.com", "IDPSignout": "true"}),
    rejects=_saml("Corporate", ProviderDetails={"MetadataURL": "https://idp.example.com", "IDPSignout": "yes"}),
)
def switches_are_true_or_false(provider: ResourceView) -> Iterator[Problem]:
    """The switches of a SAML provider are true or false."""
    for name in ("IDPSignout", "IDPInit", "EncryptedResponses") if provider.get("ProviderType") == "SAML" else ():
        path = f"ProviderDetails.{name}"
        value = provider.get(path)
        if isinstance(value, str) and value.lower() not in ("true", "false"):
            yield Problem(path, "is neither true nor false", "write true or false, in quotes")


def _two(identifier: str) -> dict[str, Any]:
    return {
        "Resources": {
            "One": {"Type": IDENTITY_PROVIDER, "Properties": _saml("One", IdpIdentifiers=["one.example.com"])},
            "Two": {"Type": IDENTITY_PROVIDER, "Properties": _saml("Two", IdpIdentifiers=[identifier])},
        }
    }


@rule(
    "W9428",
    IDENTITY_PROVIDER,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,
    accepts=_two("two.example.com"),
    rejects=_two("one.example.com"),
)
def identifiers_are_of_one_provider(provider: ResourceView) -> Iterator[Problem]:
    """An identifier leads to one identity provider of a pool."""
    for other in provider.template.of_type(IDENTITY_PROVIDER) if not provider.absent("IdpIdentifiers") else ():
        if other.logical_id == provider.logical_id:
            return
        taken = [item for _, item in other.items("IdpIdentifiers") if isinstance(item, str)]
        for path, identifier in provider.items("IdpIdentifiers") if taken and in_same_pool(provider, other) else ():
            if identifier in taken:
                yield Problem(path, f"leads to {other.logical_id} too", "give each provider identifiers of its own")
