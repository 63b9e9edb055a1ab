"""Rules about a domain of a user pool."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, USER_POOLS_API
from ..change import put
from ..resource_types import DOMAIN
from ..rule import Evidence, Problem, rule
from ..texts import arn_fields
from ..values import Text, known_text
from ..view import ResourceView
from .members import plan_of, pool_of

_PREFIX_PAGE = f"{GUIDE}cognito-user-pools-assign-domain-prefix.html"
_CUSTOM_PAGE = f"{GUIDE}cognito-user-pools-add-custom-domain.html"
_API = f"{USER_POOLS_API}API_CreateUserPoolDomain.html"

_PREFIX = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_PREFIX_PART = r"[a-z0-9-]*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_CUSTOM = rf"{_LABEL}(?:\.{_LABEL})+"
_RESERVED = ("aws", "amazon", "cognito")

_POOL = "us-east-1_Example"
_ARN = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
_CUSTOM_EXAMPLE = {
    "UserPoolId": _POOL,
    "Domain": "auth.example.com",
    "CustomDomainConfig": {"CertificateArn": _ARN},
}
_FAILOVER = {"Failover": {"SecondaryRegion": "us-west-2", "PrimaryRoute53HealthCheckId": "1234"}}


def _of_two_pools(name: str) -> dict[str, Any]:
    """The domains of two pools."""
    pools = {"One": "us-east-1_One", "Two": "us-east-1_Two"}
    names = dict(zip(pools, ("my-app", name), strict=True))
    properties = {title: {"UserPoolId": pool, "Domain": names[title]} for title, pool in pools.items()}
    return {"Resources": {title: {"Type": DOMAIN, "Properties": body} for title, body in properties.items()}}


def _is_prefix(domain: ResourceView) -> bool:
    """Whether a domain is surely one of Cognito's own."""
    return domain.absent("CustomDomainConfig")


def _is_custom(domain: ResourceView) -> bool:
    """Whether a domain is surely one of the caller's own."""
    return isinstance(domain.get("CustomDomainConfig"), dict) and not _is_prefix(domain)


@rule(
    "E9301",
    DOMAIN,
    source=_PREFIX_PAGE,
    evidence=Evidence.REPORTED,
    accepts={"UserPoolId": _POOL, "Domain": "my-app"},
    rejects={"UserPoolId": _POOL, "Domain": "My.App"},
)
def prefix_has_its_form(domain: ResourceView) -> Iterator[Problem]:
    """A prefix has 1 to 63 lower-case letters, digits and inner hyphens."""
    name = domain.get("Domain")
    if not _is_prefix(domain):
        return
    if isinstance(name, str) and 0 < len(name) <= 63 and not re.fullmatch(_PREFIX, name):
        fix = "use lower-case letters, digits and inner hyphens"
        if "." in name:
            fix += "; a domain of your own needs CustomDomainConfig"
        lower = name.lower()
        meant = re.fullmatch(_PREFIX, lower) and not any(word in lower for word in _RESERVED)
        yield Problem("Domain", "is no prefix of a domain", fix, change=(put("Domain", lower),) if meant else ())
    elif isinstance(name, Text):
        parts = [part for part in name.parts if isinstance(part, str)]
        edges = (name.parts[0], str(name.parts[-1]))
        outer = str(edges[0]).startswith("-") or edges[1].endswith("-")
        if outer or not all(re.fullmatch(_PREFIX_PART, part) for part in parts):
            yield Problem("Domain", "is no prefix of a domain", "use lower-case letters, digits and inner hyphens")


@rule(
    "E9302",
    DOMAIN,
    source=_PREFIX_PAGE,
    accepts={"UserPoolId": _POOL, "Domain": "my-app"},
    rejects={"UserPoolId": _POOL, "Domain": "my-aws-app"},
)
def prefix_has_no_reserved_word(domain: ResourceView) -> Iterator[Problem]:
    """A prefix has none of the words aws, amazon and cognito between its hyphens."""
    if _is_prefix(domain):
        words = _words(domain.get("Domain"))
        for word in _RESERVED:
            if word in words:
                yield Problem("Domain", f"holds the word {word}, which is reserved", "choose another prefix")


@rule(
    "W9303",
    DOMAIN,
    source=_PREFIX_PAGE,
    evidence=Evidence.UNCERTAIN,
    accepts={"UserPoolId": _POOL, "Domain": "my-app"},
    rejects={"UserPoolId": _POOL, "Domain": "myawsapp"},
)
def prefix_hides_no_reserved_word(domain: ResourceView) -> Iterator[Problem]:
    """No part of a prefix reads aws, amazon or cognito."""
    name = domain.get("Domain")
    if _is_prefix(domain):
        for word in _RESERVED:
            if word in known_text(name) and word not in _words(name):
                message = f"holds {word}, which AWS's pages exclude; inside a longer word it was seen to pass"
                yield Problem("Domain", message, "choose another prefix")


@rule(
    "E9304",
    DOMAIN,
    source=_CUSTOM_PAGE,
    evidence=Evidence.REPORTED,
    accepts=_CUSTOM_EXAMPLE,
    rejects={**_CUSTOM_EXAMPLE, "Domain": "auth"},
)
def custom_domain_is_a_whole_name(domain: ResourceView) -> Iterator[Problem]:
    """A custom domain is a whole name in lower case, as auth.example.com."""
    name = domain.get("Domain")
    if _is_custom(domain) and isinstance(name, str) and 0 < len(name) <= 63 and not re.fullmatch(_CUSTOM, name):
        fix = "write the whole name in lower case; a prefix of Cognito's domain takes no CustomDomainConfig"
        change = (put("Domain", name.lower()),) if re.fullmatch(_CUSTOM, name.lower()) else ()
        yield Problem("Domain", "is no domain name", fix, change=change)


@rule(
    "E9305",
    DOMAIN,
    source=_CUSTOM_PAGE,
    evidence=Evidence.REPORTED,
    accepts=_CUSTOM_EXAMPLE,
    rejects={**_CUSTOM_EXAMPLE, "CustomDomainConfig": {"CertificateArn": _ARN.replace("us-east-1", "eu-west-1")}},
)
def certificate_is_in_us_east_1(domain: ResourceView) -> Iterator[Problem]:
    """The certificate of a custom domain is in us-east-1, wherever the pool is."""
    path = "CustomDomainConfig.CertificateArn"
    arn = domain.get(path)
    fields = arn_fields(arn)
    if len(fields) > 3 and fields[2] == "acm" and fields[3] not in ("us-east-1", "", None):
        yield Problem(path, f"the certificate is in {fields[3]}", "request or import it in us-east-1")


@rule(
    "E9306",
    DOMAIN,
    source=_API,
    accepts=_CUSTOM_EXAMPLE,
    rejects={**_CUSTOM_EXAMPLE, "CustomDomainConfig": {"SecurityPolicy": "TLS_V1_2_2021"}},
)
def custom_domain_has_a_certificate(domain: ResourceView) -> Iterator[Problem]:
    """A custom domain has a certificate."""
    if _is_custom(domain) and domain.get("CustomDomainConfig.CertificateArn") is None:
        message = "CustomDomainConfig is given without a certificate"
        fix = "give the ARN of a certificate in us-east-1, or leave CustomDomainConfig out"
        yield Problem("CustomDomainConfig.CertificateArn", message, fix)


@rule(
    "E9307",
    DOMAIN,
    source=_API,
    accepts={**_CUSTOM_EXAMPLE, "Routing": _FAILOVER},
    rejects={"UserPoolId": _POOL, "Domain": "my-app", "Routing": _FAILOVER},
)
def only_custom_domains_are_routed(domain: ResourceView) -> Iterator[Problem]:
    """Only a custom domain has a routing for a replica of the pool."""
    if _is_prefix(domain) and isinstance(domain.get("Routing"), dict) and not domain.absent("Routing"):
        yield Problem("Routing", "a prefix domain can't be routed", "use a custom domain, or leave it out")


@rule(
    "E9308",
    DOMAIN,
    source=_API,
    accepts={"UserPoolId": _POOL, "Domain": "my-app", "ManagedLoginVersion": 2},
    rejects={"UserPoolId": _POOL, "Domain": "my-app", "ManagedLoginVersion": 3},
)
def managed_login_version_exists(domain: ResourceView) -> Iterator[Problem]:
    """The managed login version is 1 (classic) or 2."""
    version = domain.literal("ManagedLoginVersion")
    if isinstance(version, (int, str)) and str(version).isdigit() and str(version) not in ("1", "2"):
        yield Problem("ManagedLoginVersion", "there is no such version", "use 1 or 2")


@rule(
    "E9309",
    DOMAIN,
    source=_API,
    accepts={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": "LITE"}},
            "Subject": {"Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app", "ManagedLoginVersion": 1}},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": "LITE"}},
            "Subject": {"Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app", "ManagedLoginVersion": 2}},
        }
    },
)
def managed_login_needs_essentials(domain: ResourceView) -> Iterator[Problem]:
    """Managed login (version 2) needs a pool with the Essentials or Plus plan."""
    pool = pool_of(domain) if domain.get("ManagedLoginVersion") in (2, "2") else None
    if pool is not None and plan_of(pool) == "LITE":
        message = f"the pool {pool.logical_id} has the Lite plan, which has the classic pages only"
        yield Problem("ManagedLoginVersion", message, "use 1, or give the pool the Essentials plan")


def _two(*domains: dict[str, Any]) -> dict[str, Any]:
    first, second = ({"Properties": {**domain, "UserPoolId": {"Ref": "Users"}}} for domain in domains)
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "First": {"Type": DOMAIN, **first},
            "Subject": second,
        }
    }


@rule(
    "E9310",
    DOMAIN,
    source=f"{GUIDE}cognito-user-pools-assign-domain.html",
    evidence=Evidence.REPORTED,
    accepts=_two({"Domain": "my-app"}, _CUSTOM_EXAMPLE),
    rejects=_two({"Domain": "my-app"}, {"Domain": "my-other-app"}),
)
def pool_has_one_domain_of_each_kind(domain: ResourceView) -> Iterator[Problem]:
    """A pool has at most one prefix domain and one custom domain."""
    for other in domain.twins("UserPoolId"):
        for kind, word in ((_is_prefix, "prefix"), (_is_custom, "custom")):
            if kind(domain) and kind(other):
                message = f"the pool has the {word} domain {other.logical_id} already"
                yield Problem("UserPoolId", message, "keep one of them; a prefix and a custom domain go together")
                return


@rule(
    "W9311",
    DOMAIN,
    source=_CUSTOM_PAGE,
    accepts=_CUSTOM_EXAMPLE,
    rejects={**_CUSTOM_EXAMPLE, "CustomDomainConfig": {"CertificateArn": _ARN, "SecurityPolicy": "TLS_V1"}},
)
def tls_is_up_to_date(domain: ResourceView) -> Iterator[Problem]:
    """A custom domain speaks no version of TLS older than 1.2."""
    path = "CustomDomainConfig.SecurityPolicy"
    if domain.get(path) == "TLS_V1":
        change = (put(path, "TLS_V1_2_2021"),)  # the lesser step
        yield Problem(path, "TLS 1.0 and 1.1 are no longer safe", "use TLS_V1_2_2021 or TLS_V1_3_2025", change=change)


def _with_passkeys(**of_pool: Any) -> dict[str, Any]:
    factors = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"Policies": factors, **of_pool}},
            "Subject": {"Properties": {**_CUSTOM_EXAMPLE, "UserPoolId": {"Ref": "Users"}}},
        }
    }


@rule(
    "W9312",
    DOMAIN,
    source=f"{USER_POOLS_API}API_WebAuthnConfigurationType.html",
    accepts=_with_passkeys(WebAuthnRelyingPartyID="auth.example.com"),
    rejects=_with_passkeys(),
)
def passkeys_belong_to_the_custom_domain(domain: ResourceView) -> Iterator[Problem]:
    """A pool with passkeys and a custom domain says by WebAuthnRelyingPartyID which domain they belong to."""
    pool, name = pool_of(domain), domain.get("Domain")
    if pool is None or not _is_custom(domain):
        return
    if not pool.lists("Policies.SignInPolicy.AllowedFirstAuthFactors", "WEB_AUTHN"):
        return
    party = pool.get("WebAuthnRelyingPartyID")
    if party is None:
        message = (
            f"the passkeys of {pool.logical_id} would change their domain with this one, and stop working elsewhere"
        )
        yield Problem(
            "Domain", message, f"set the WebAuthnRelyingPartyID of {pool.logical_id} to the domain that users see"
        )
    elif isinstance(party, str) and isinstance(name, str) and name != party and not name.endswith(f".{party}"):
        message = f"the passkeys of {pool.logical_id} belong to {party}, so they do not work on this domain"
        yield Problem("Domain", message, f"set the WebAuthnRelyingPartyID of {pool.logical_id} to {name}")


@rule(
    "E9314",
    DOMAIN,
    source=_PREFIX_PAGE,
    evidence=Evidence.REPORTED,  # "Domain already associated with another user pool"
    accepts=_of_two_pools("my-shop"),
    rejects=_of_two_pools("my-app"),
)
def domains_differ(domain: ResourceView) -> Iterator[Problem]:
    """No two domains have the same name, whichever pools they belong to."""
    for other in domain.twins("Domain"):
        if other.get("UserPoolId") != domain.get("UserPoolId"):  # two of one pool are too many anyway
            yield Problem("Domain", f"{other.logical_id} has that name", "choose another name")
            return


def _words(name: Any) -> list[str]:
    """The words between the hyphens of a name; one that is not known to its end has a space in it."""
    return known_text(name).split("-")
