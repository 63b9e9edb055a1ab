"""Rules of ``AWS::Cognito::ManagedLoginBranding`` and ``AWS::Cognito::UserPoolUICustomizationAttachment``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws_pages import GUIDE, USER_POOLS_API
from ..resource_types import BRANDING, CLIENT, CUSTOMIZATION, DOMAIN, USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .booleans import is_off, is_on
from .members import domains_of, plan_of, pool_of, problems_of_client, problems_of_missing_client, waiting, waits_for

_CREATE_STYLE = f"{USER_POOLS_API}API_CreateManagedLoginBranding.html"
_CUSTOMIZE = f"{USER_POOLS_API}API_SetUICustomization.html"
_BRANDING = f"{GUIDE}managed-login-branding.html"
_PLANS = f"{GUIDE}cognito-sign-in-feature-plans.html"

_LONGEST_CSS = 131072
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=_\s-]")

_POOL = {"UserPoolId": "us-east-1_abc"}
_STYLE = {**_POOL, "ClientId": "1", "UseCognitoProvidedValues": True}
_IMAGE = {"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Extension": "SVG"}
_USERS = {"UserPoolId": {"Ref": "Users"}}
_WEB = {"Type": CLIENT, "Properties": _USERS}
_CLASSIC = {"Type": DOMAIN, "Properties": {**_USERS, "Domain": "myapp", "ManagedLoginVersion": 1}}
_MANAGED = {"Type": DOMAIN, "Properties": {**_USERS, "Domain": "myapp", "ManagedLoginVersion": 2}}
_CSS = {**_USERS, "ClientId": "ALL", "CSS": ".banner-customizable {}"}


@rule(
    "E9701",
    BRANDING,
    source=_CREATE_STYLE,
    accepts=_STYLE,
    rejects={**_STYLE, "ClientId": "ALL"},
)
def style_belongs_to_one_client(style: ResourceView) -> Iterator[Problem]:
    """A style of managed login belongs to one app client, which is named."""
    yield from problems_of_missing_client(style)


@rule(
    "E9702",
    BRANDING,
    source=_CREATE_STYLE,
    accepts={**_POOL, "ClientId": "1", "Settings": {"components": {}}},
    rejects={**_STYLE, "Settings": {"components": {}}},
)
def provided_values_stand_alone(style: ResourceView) -> Iterator[Problem]:
    """A style with Cognito's own values has neither settings nor assets."""
    if not is_on(style.get("UseCognitoProvidedValues")):
        return
    for name in ("Settings", "Assets"):
        value = style.get(name)
        if isinstance(value, (dict, list)) and value:
            fix = f"leave out UseCognitoProvidedValues, or {name}"
            yield Problem(name, f"{name} is given beside UseCognitoProvidedValues", fix)


@rule(
    "E9703",
    BRANDING,
    source=_CREATE_STYLE,
    accepts={
        "Resources": {
            "WebStyle": {"Type": BRANDING, "Properties": _STYLE},
            "AppStyle": {"Type": BRANDING, "Properties": {**_STYLE, "ClientId": "2"}},
        }
    },
    rejects={
        "Resources": {
            "WebStyle": {"Type": BRANDING, "Properties": _STYLE},
            "AppStyle": {"Type": BRANDING, "Properties": _STYLE},
        }
    },
)
def client_has_one_style(style: ResourceView) -> Iterator[Problem]:
    """An app client has one style."""
    for other in style.twins("ClientId", "UserPoolId"):
        fix = f"leave one of them out, or put what both say into {other.logical_id}"
        yield Problem("ClientId", f"{other.logical_id} is a style of the same app client", fix)


@rule(
    "E9704",
    BRANDING,
    source=_CREATE_STYLE,
    accepts={
        "Resources": {
            "Style": {"Type": BRANDING, "Properties": {**_STYLE, **_USERS, "ClientId": {"Ref": "Web"}}},
            "Web": _WEB,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Style": {
                "Type": BRANDING,
                "Properties": {**_STYLE, "UserPoolId": {"Ref": "Others"}, "ClientId": {"Ref": "Web"}},
            },
            "Web": _WEB,
            "Users": {"Type": USER_POOL},
            "Others": {"Type": USER_POOL},
        }
    },
)
def style_is_for_a_client_of_its_pool(style: ResourceView) -> Iterator[Problem]:
    """The app client of a style belongs to the style's pool."""
    yield from problems_of_client(style)


@rule(
    "E9705",
    BRANDING,
    source=f"{USER_POOLS_API}API_AssetType.html",
    accepts={**_POOL, "ClientId": "1", "Assets": [{**_IMAGE, "Bytes": "PHN2Zy8+"}]},
    rejects={**_POOL, "ClientId": "1", "Assets": [{**_IMAGE, "Bytes": "<svg/>"}]},
)
def images_are_base64(style: ResourceView) -> Iterator[Problem]:
    """The image of an asset is written in Base64."""
    for path, _ in style.items("Assets"):
        content = style.literal(f"{path}.Bytes")
        if isinstance(content, str) and _NOT_BASE64.search(content):
            fix = "encode the image's bytes; BrandingAsset does it for `bytes`"
            yield Problem(f"{path}.Bytes", "is not Base64", fix)


@rule(
    "W9706",
    BRANDING,
    source=_PLANS,
    accepts={
        "Resources": {
            "Style": {"Type": BRANDING, "Properties": {**_STYLE, **_USERS}},
            "Users": {"Type": USER_POOL, "Properties": {"UserPoolTier": "ESSENTIALS"}},
        }
    },
    rejects={
        "Resources": {
            "Style": {"Type": BRANDING, "Properties": {**_STYLE, **_USERS}},
            "Users": {"Type": USER_POOL, "Properties": {"UserPoolTier": "LITE"}},
        }
    },
)
def style_is_for_a_plan_with_managed_login(style: ResourceView) -> Iterator[Problem]:
    """A style is for a pool on the Essentials or Plus plan, since the Lite plan has no managed login."""
    pool = pool_of(style)
    if pool is not None and plan_of(pool) == "LITE":
        fix = "choose the Essentials plan, or style the hosted UI with a UI customization"
        yield Problem("UserPoolId", f"{pool.logical_id} is on the Lite plan", fix)


@rule(
    "W9707",
    BRANDING,
    source=_BRANDING,
    accepts={
        "Resources": {
            "Style": {"Type": BRANDING, "Properties": {**_STYLE, **_USERS}},
            "Domain": _MANAGED,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Style": {"Type": BRANDING, "Properties": {**_STYLE, **_USERS}},
            "Domain": _CLASSIC,
            "Users": {"Type": USER_POOL},
        }
    },
)
def style_is_shown_by_the_domain(style: ResourceView) -> Iterator[Problem]:
    """A style is shown on a domain of managed login version 2."""
    domains = list(domains_of(style))
    if domains and all(domain.literal("ManagedLoginVersion") in (1, "1") for domain in domains):
        names = ", ".join(domain.logical_id for domain in domains)
        fix = "give the domain ManagedLoginVersion 2"
        yield Problem("UserPoolId", f"the pool's domain {names} shows the classic hosted UI", fix)


@rule(
    "E9711",
    CUSTOMIZATION,
    source=_CUSTOMIZE,
    accepts={
        "Resources": {
            "Look": {
                "Type": CUSTOMIZATION,
                "Properties": {**_CSS, "ClientId": {"Ref": "Web"}},
                "DependsOn": "Domain",
            },
            "Web": _WEB,
            "Domain": _CLASSIC,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Look": {
                "Type": CUSTOMIZATION,
                "Properties": {**_CSS, "ClientId": {"Ref": "Web"}},
                "DependsOn": "Domain",
            },
            "Web": {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Others"}}},
            "Domain": _CLASSIC,
            "Users": {"Type": USER_POOL},
            "Others": {"Type": USER_POOL},
        }
    },
)
def customization_is_for_a_client_of_its_pool(customization: ResourceView) -> Iterator[Problem]:
    """The app client of a UI customization belongs to the customization's pool."""
    yield from problems_of_client(customization)


@rule(
    "E9712",
    CUSTOMIZATION,
    source=_CUSTOMIZE,
    accepts={**_POOL, "ClientId": "ALL", "CSS": " " * _LONGEST_CSS},
    rejects={**_POOL, "ClientId": "ALL", "CSS": " " * (_LONGEST_CSS + 1)},
)
def style_sheet_is_short_enough(customization: ResourceView) -> Iterator[Problem]:
    """A style sheet has at most 131,072 characters."""
    css = customization.literal("CSS")
    if isinstance(css, str) and len(css) > _LONGEST_CSS:
        yield Problem("CSS", f"has {len(css)} characters", "shorten it")


@rule(
    "W9713",
    CUSTOMIZATION,
    source=_CUSTOMIZE,
    accepts={
        "Resources": {
            "Look": {"Type": CUSTOMIZATION, "Properties": _CSS, "DependsOn": "Domain"},
            "Domain": _CLASSIC,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Look": {"Type": CUSTOMIZATION, "Properties": _CSS},
            "Domain": _CLASSIC,
            "Users": {"Type": USER_POOL},
        }
    },
)
def customization_waits_for_the_domain(customization: ResourceView) -> Iterator[Problem]:
    """A UI customization is made after the pool's domain, without which Cognito refuses it."""
    domains = list(domains_of(customization))
    if domains and not any(waits_for(customization, domain.logical_id) for domain in domains):
        names = ", ".join(domain.logical_id for domain in domains)
        fix = "give the domain with `domain=`, or DependsOn"
        change = waiting(customization, domains[0])
        yield Problem("UserPoolId", f"may be made before the pool's domain {names}", fix, change=change)


@rule(
    "W9714",
    CUSTOMIZATION,
    source=_BRANDING,
    accepts={
        "Resources": {
            "Look": {"Type": CUSTOMIZATION, "Properties": _CSS, "DependsOn": "Domain"},
            "Domain": _CLASSIC,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Look": {"Type": CUSTOMIZATION, "Properties": _CSS, "DependsOn": "Domain"},
            "Domain": _MANAGED,
            "Users": {"Type": USER_POOL},
        }
    },
)
def customization_is_shown_by_the_domain(customization: ResourceView) -> Iterator[Problem]:
    """A UI customization is shown on a domain of managed login version 1, the classic hosted UI."""
    domains = list(domains_of(customization))
    if domains and all(domain.literal("ManagedLoginVersion") in (2, "2") for domain in domains):
        names = ", ".join(domain.logical_id for domain in domains)
        fix = "style managed login with a ManagedLoginBranding, or give the domain ManagedLoginVersion 1"
        yield Problem("UserPoolId", f"the pool's domain {names} shows managed login", fix)


@rule(
    "W9715",
    CUSTOMIZATION,
    source=_CUSTOMIZE,
    accepts={
        "Resources": {
            "All": {"Type": CUSTOMIZATION, "Properties": {**_POOL, "ClientId": "ALL", "CSS": ""}},
            "Web": {"Type": CUSTOMIZATION, "Properties": {**_POOL, "ClientId": "1", "CSS": ""}},
        }
    },
    rejects={
        "Resources": {
            "All": {"Type": CUSTOMIZATION, "Properties": {**_POOL, "ClientId": "ALL", "CSS": ""}},
            "Web": {"Type": CUSTOMIZATION, "Properties": {**_POOL, "ClientId": "ALL", "CSS": ""}},
        }
    },
)
def client_has_one_customization(customization: ResourceView) -> Iterator[Problem]:
    """An app client, or all of them together, has one UI customization."""
    for other in customization.twins("ClientId", "UserPoolId"):
        fix = f"leave one of them out, or put both style sheets into {other.logical_id}"
        yield Problem("ClientId", f"{other.logical_id} customizes the same, and the last one made wins", fix)


@rule(
    "W9708",
    BRANDING,
    source=_CREATE_STYLE,
    evidence=Evidence.UNCERTAIN,
    accepts=_STYLE,
    rejects={**_STYLE, "UseCognitoProvidedValues": False},
)
def style_says_something(style: ResourceView) -> Iterator[Problem]:
    """A style has settings, assets, or Cognito's own values."""
    if not is_off(style.get("UseCognitoProvidedValues")):
        return
    if all(style.absent(name) for name in ("Settings", "Assets")):
        fix = "set it to true, or give Settings"
        yield Problem("UseCognitoProvidedValues", "nothing says how the pages look", fix)
