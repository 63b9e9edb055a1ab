"""What changes of a user pool's domain do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE, USER_POOLS_API
from ...checks.resource_types import BRANDING, CLIENT, DOMAIN, USER_POOL
from ...checks.rule import Evidence
from ...checks.rules.members import plan_of, pool_of
from ...checks.values import Reference
from ...checks.view import ResourceView
from ..change import Effect
from ..domains import PAGE, PREFIX, TAKEN, in_one_pool, kind_of
from ..pair import Pair
from ..rule import Claim, change_rule, words
from ..values import settled
from .reading import is_on, turned

_CUSTOM_PAGE = f"{GUIDE}cognito-user-pools-add-custom-domain.html"
_LOGIN = f"{GUIDE}cognito-user-pools-managed-login.html"
_API = f"{USER_POOLS_API}API_UpdateUserPoolDomain.html"
_POOL = "eu-west-1_Example"
_ARN = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
_CUSTOM: dict[str, Any] = {"Domain": "auth.example.com", "CustomDomainConfig": {"CertificateArn": _ARN}}


def _example(version: int, *, plan: str = "ESSENTIALS", **others: Any) -> dict[str, Any]:
    domain = {"UserPoolId": {"Ref": "Users"}, "Domain": "shop", "ManagedLoginVersion": version}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": {"UserPoolTier": plan}},
            "Subject": {"Type": DOMAIN, "Properties": domain},
            **others,
        }
    }


_WEB = {
    "Type": CLIENT,
    "Properties": {
        "UserPoolId": {"Ref": "Users"},
        "AllowedOAuthFlowsUserPoolClient": True,
        "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"],
        "CallbackURLs": ["https://app.example.com/cb"],
    },
}
_STYLE = {
    "Type": BRANDING,
    "Properties": {
        "UserPoolId": {"Ref": "Users"},
        "ClientId": {"Ref": "Web"},
        "UseCognitoProvidedValues": True,
    },
}


@change_rule(
    "C9301",
    DOMAIN,
    Effect.REJECTED,
    source=PAGE,
    evidence=Evidence.REPORTED,
    before={"UserPoolId": _POOL, "Domain": "shop"},
    after={"UserPoolId": _POOL, "Domain": "store"},
    harmless={"UserPoolId": _POOL, "Domain": "shop", "ManagedLoginVersion": 1},
)
def domain_is_not_renamed_in_place(pair: Pair) -> Iterator[Claim]:
    """A domain gets another name while the pool still has it, which Cognito refuses."""
    delta = pair.delta("Domain")
    kind = kind_of(pair.after)
    if delta is None or not delta.sure or kind is None or kind_of(pair.before) != kind:
        return
    if in_one_pool(pair.before, pair.after, pair.templates):
        yield Claim(
            "Domain",
            f"Cognito answers: {TAKEN}. A pool has one {kind} at a time, and CloudFormation makes the new one before "
            "it deletes the old one",
            "Leave the domain as it is deployed; or take two deploys, with no sign-in pages between them.",
            (
                "Deploy without the domain: the sign-in pages and OAuth endpoints are down from here.",
                "Deploy with the domain under its new name, and the apps with the new address.",
            ),
        )


@change_rule(
    "C9302",
    DOMAIN,
    Effect.REJECTED,
    source=_CUSTOM_PAGE,
    evidence=Evidence.REPORTED,
    before=_CUSTOM,
    after={"Domain": "auth.example.com"},
    harmless={
        "Domain": "auth.example.com",
        "CustomDomainConfig": {"CertificateArn": _ARN.replace("1111", "2222")},
    },
)
def custom_domain_needs_its_certificate(pair: Pair) -> Iterator[Claim]:
    """A domain of one's own is left without a certificate, which Cognito refuses."""
    name, path = pair.new("Domain"), "CustomDomainConfig.CertificateArn"
    delta = pair.delta(path)
    if delta is not None and delta.kind == "removed" and isinstance(name, str) and "." in name:
        yield Claim(
            path,
            f"{name} is no prefix of Cognito's, and without a certificate it is no domain at all",
            "Write the certificate again, or the one that is to follow it.",
            covers=("CustomDomainConfig", "Domain"),
        )


@change_rule(
    "C9303",
    DOMAIN,
    Effect.SIGN_IN_BREAKS,
    source=_API,
    before=_example(1, Web=_WEB),
    after=_example(2, Web=_WEB),
    harmless=_example(2, Web=_WEB, Style=_STYLE),
)
def managed_login_needs_a_style(pair: Pair) -> Iterator[Claim]:
    """Managed login has no pages for a client without a style."""
    plan = _plan(pair.after)
    if turned(pair, "ManagedLoginVersion", "1") == ("1", "2") and plan != "LITE":
        bare = [client.logical_id for client in _clients_without_style(pair.after)]
        if bare:
            yield Claim(
                "ManagedLoginVersion",
                f"the pages of managed login are not available for a client without a style, and {words(bare)} "
                f"{'has' if len(bare) == 1 else 'have'} none in this template",
                f"Add a {BRANDING} for each client; UseCognitoProvidedValues: true is enough.",
            )


@change_rule(
    "C9304",
    DOMAIN,
    Effect.REJECTED,
    source=_LOGIN,
    before=_example(1, plan="LITE"),
    after=_example(2, plan="LITE"),
    harmless=_example(1, plan="PLUS"),
)
def managed_login_needs_essentials(pair: Pair) -> Iterator[Claim]:
    """Managed login is not in the Lite plan."""
    if turned(pair, "ManagedLoginVersion", "1") == ("1", "2") and _plan(pair.after) == "LITE":
        yield Claim(
            "ManagedLoginVersion",
            "the pool has the Lite plan, which has the classic pages only",
            "Leave the version at 1, or give the pool the Essentials plan.",
        )


@change_rule(
    "C9305",
    DOMAIN,
    Effect.IN_PLACE,
    source=_API,
    before=_CUSTOM,
    after={
        "Domain": "auth.example.com",
        "CustomDomainConfig": {"CertificateArn": _ARN.replace("1111", "2222")},
    },
    harmless=_CUSTOM,
)
def certificate_changes(pair: Pair) -> Iterator[Claim]:
    """Another certificate reaches all edge locations within an hour; the old one has to be valid until then."""
    path = "CustomDomainConfig.CertificateArn"
    delta, name = pair.delta(path), pair.new("Domain")
    if delta is not None and delta.kind == "changed" and kind_of(pair.after) != PREFIX:
        message = "the new certificate takes up to an hour to be everywhere"
        yield Claim(path, message, "Keep the old certificate for that long.")
    elif delta is not None and delta.kind == "removed" and isinstance(name, str) and "." not in name:
        yield Claim(path, "a prefix of Cognito's has Cognito's certificate", "Nothing to do.")


def _plan(domain: ResourceView) -> str | None:
    pool = pool_of(domain)
    return plan_of(pool) if pool is not None else None


def _clients_without_style(domain: ResourceView) -> Iterator[ResourceView]:
    """The clients of the domain's pool that surely use its pages, and for which the template has no style."""
    pool, template = domain.get("UserPoolId"), domain.template
    styled = [style.get("ClientId") for style in template.of_type(BRANDING)]
    if not all(isinstance(named, Reference) for named in styled):
        return
    for client in template.having(CLIENT, "UserPoolId", pool):
        has_pages = client.lists("AllowedOAuthFlows", "code") or client.lists("AllowedOAuthFlows", "implicit")
        has_style = Reference(client.logical_id, None) in [settled(named, template) for named in styled]
        if has_pages and not has_style and is_on(client, "AllowedOAuthFlowsUserPoolClient"):
            yield client
