"""What changes of an identity provider do: the app at the provider, and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...checks.aws_pages import GUIDE, USER_POOLS_API
from ...checks.resource_types import IDENTITY_PROVIDER
from ...checks.rule import Evidence
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import OFF, is_other, keyed

_API = f"{USER_POOLS_API}API_UpdateIdentityProvider.html"
_OIDC = f"{GUIDE}cognito-user-pools-oidc-idp.html"
_SAML = f"{GUIDE}cognito-user-pools-saml-idp.html"
_IDENTIFIERS = f"{GUIDE}cognito-user-pools-managing-saml-idp-naming.html"
_DETAILS = "ProviderDetails"
_BY_APP: Mapping[tuple[str, str], str] = {
    ("Facebook", "client_id"): "Facebook knows people by another id in each app",
    ("OIDC", "client_id"): "some providers know people by another subject in each app",
    ("SignInWithApple", "team_id"): "Apple knows people by another id for each team",
}
"""The details by which the ids of people may change, with why."""


def _provider(kind: str, details: Mapping[str, str], **properties: Any) -> dict[str, Any]:
    name = "Corporate" if kind in ("OIDC", "SAML") else kind
    return {"ProviderName": name, "ProviderType": kind, _DETAILS: dict(details), **properties}


_OIDC_DETAILS = {
    "client_id": "one",
    "oidc_issuer": "https://idp.example.com",
    "authorize_scopes": "openid email",
    "attributes_request_method": "GET",
}
_FACEBOOK = {"client_id": "1", "client_secret": "s", "authorize_scopes": "email"}
_METADATA = {"MetadataURL": "https://idp.example.com/metadata", "IDPSignout": "true"}


def _detail(pair: Pair, name: str) -> tuple[Any, Any] | None:
    """A detail before and after, if it surely changed."""
    old, new = keyed(pair.old(_DETAILS)), keyed(pair.new(_DETAILS))
    if old is None or new is None or name not in old or name not in new:
        return None
    values = old[name], new[name]
    return values if is_other(*values) else None


@change_rule(
    "C9401",
    IDENTITY_PROVIDER,
    Effect.USERS_LOST,
    source=_API,
    evidence=Evidence.UNCERTAIN,
    before=_provider("Facebook", _FACEBOOK),
    after=_provider("Facebook", {**_FACEBOOK, "client_id": "2"}),
    harmless=_provider("Facebook", {**_FACEBOOK, "client_secret": "t"}),
)
def users_come_back_under_other_ids(pair: Pair) -> Iterator[Claim]:
    """Users of another app at the provider may come back as strangers."""
    kind = pair.new("ProviderType")
    for (owner, name), why in _BY_APP.items():
        if kind == owner and _detail(pair, name) is not None:
            yield Claim(
                f"{_DETAILS}.{name}",
                f"{name} is another: {why}, so its users may come back as strangers, and their profiles and links are "
                "orphaned (this is not certain: it is for the provider to say)",
                "Ask the provider whether ids stay; else add a second provider beside this one and link its users.",
            )


@change_rule(
    "C9402",
    IDENTITY_PROVIDER,
    Effect.USERS_LOST,
    source=_OIDC,
    evidence=Evidence.UNCERTAIN,
    before=_provider("OIDC", _OIDC_DETAILS),
    after=_provider("OIDC", {**_OIDC_DETAILS, "oidc_issuer": "https://login.example.com"}),
    harmless=_provider("OIDC", {**_OIDC_DETAILS, "authorize_scopes": "openid email profile"}),
)
def users_come_from_another_issuer(pair: Pair) -> Iterator[Claim]:
    """Users of another issuer may come back as strangers."""
    found = _detail(pair, "oidc_issuer") if pair.new("ProviderType") == "OIDC" else None
    if found is None or str(found[0]).rstrip("/") == str(found[1]).rstrip("/"):
        return
    yield Claim(
        f"{_DETAILS}.oidc_issuer",
        "oidc_issuer is another: unless it knows people by the same subjects, they come back as strangers, and their "
        "profiles and links are orphaned (this is not certain: it is for the provider to say)",
        "Add a second provider beside this one, link its users, then remove this one.",
    )


@change_rule(
    "C9403",
    IDENTITY_PROVIDER,
    Effect.RESET,
    source=_SAML,
    before=_provider("SAML", _METADATA),
    after=_provider("SAML", {"MetadataURL": "https://idp.example.com/metadata"}),
    harmless=_provider("SAML", {"MetadataFile": "<EntityDescriptor/>", "IDPSignout": "true"}),
)
def details_are_left_out(pair: Pair) -> Iterator[Claim]:
    """What a provider does besides falls back to nothing: sign-out, encryption, signatures."""
    old, new = keyed(pair.old(_DETAILS)), keyed(pair.new(_DETAILS))
    if old is None or new is None or pair.new("ProviderType") != "SAML":
        return
    lost = [
        name
        for name in ("IDPSignout", "IDPInit", "EncryptedResponses", "RequestSigningAlgorithm")
        if name not in new and old.get(name) not in (None, OFF)
    ]
    for name in lost:
        yield Claim(
            f"{_DETAILS}.{name}",
            "is left out, so it is off: each update sets all details",
            "Write the deployed details again.",
        )


@change_rule(
    "C9404",
    IDENTITY_PROVIDER,
    Effect.SIGN_IN_BREAKS,
    source=_IDENTIFIERS,
    before=_provider("SAML", _METADATA, IdpIdentifiers=["example.com", "example.org"]),
    after=_provider("SAML", _METADATA, IdpIdentifiers=["example.com"]),
    harmless=_provider("SAML", _METADATA, IdpIdentifiers=["example.org", "example.com", "example.net"]),
)
def identifiers_are_gone(pair: Pair) -> Iterator[Claim]:
    """Sign-ins that name a provider by an identifier that is gone don't find it."""
    lost = [str(name) for name in pair.removed_members("IdpIdentifiers")]
    if lost:
        yield Claim(
            "IdpIdentifiers",
            f"sign-ins that name the provider by {words(lost)} (idp_identifier, or the domain of an e-mail address) "
            "don't find it",
            "Leave an identifier until nothing names it.",
        )


_CLAIMS = {
    "email": ("email", "email_verified"),
    "phone": ("phone_number", "phone_number_verified"),
    "profile": ("name",),
}
"""What a provider says of a user who is asked for a scope (OpenID Connect, 5.4)."""


@change_rule(
    "C9405",
    IDENTITY_PROVIDER,
    Effect.SIGN_IN_BREAKS,
    source=_API,
    before=_provider("OIDC", _OIDC_DETAILS, AttributeMapping={"email": "email"}),
    after=_provider("OIDC", {**_OIDC_DETAILS, "authorize_scopes": "openid"}, AttributeMapping={"email": "email"}),
    harmless=_provider(
        "OIDC", {**_OIDC_DETAILS, "authorize_scopes": "email openid"}, AttributeMapping={"email": "email"}
    ),
)
def mapped_claims_are_not_asked_for(pair: Pair) -> Iterator[Claim]:
    """A provider is no longer asked for what an attribute is mapped to."""
    found = _detail(pair, "authorize_scopes")
    mapped = keyed(pair.new("AttributeMapping")) or {}
    if found is None or not all(isinstance(scopes, str) for scopes in found):
        return
    old, new = (scopes.replace(",", " ").split() for scopes in found)
    lost = [
        scope for scope in old if scope not in new and any(one in mapped.values() for one in _CLAIMS.get(scope, ()))
    ]
    if lost:
        yield Claim(
            f"{_DETAILS}.authorize_scopes",
            f"{words(lost)} is not asked for any more, and an attribute is mapped to it: it stays as it is, and new "
            "users can't sign in where the pool requires it",
            "Leave a scope as long as an attribute is mapped to what it gives.",
        )
