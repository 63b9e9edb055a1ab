"""Rules about an identity provider: its name, what it must be told, and its secrets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..aws_pages import CLOUDFORMATION_GUIDE, USER_POOLS_API, page_of
from ..change import put
from ..paths import member
from ..resource_types import CLIENT, IDENTITY_PROVIDER
from ..rule import Evidence, Problem, rule
from ..secrets import SECRET_DETAILS
from ..texts import dynamic_references
from ..values import Text, Unknown, known_text
from ..view import ResourceView

_PAGE = page_of(IDENTITY_PROVIDER)
API = f"{USER_POOLS_API}API_CreateIdentityProvider.html"
_REFERENCES_PAGE = f"{CLOUDFORMATION_GUIDE}dynamic-references.html"

_SOCIAL = ("Google", "Facebook", "LoginWithAmazon", "SignInWithApple")
_CLIENT = ("client_id", "client_secret", "authorize_scopes")
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "Google": _CLIENT,
    "Facebook": _CLIENT,
    "LoginWithAmazon": _CLIENT,
    "SignInWithApple": ("client_id", "team_id", "key_id", "private_key"),
    "OIDC": ("client_id", "authorize_scopes", "oidc_issuer", "attributes_request_method"),
}
ENDPOINTS = ("authorize_url", "token_url", "attributes_url", "jwks_uri")
_SOCIAL_EXTRAS = (
    *("attributes_url", "attributes_url_add_attributes", "authorize_url"),
    *("token_url", "token_request_method", "oidc_issuer"),
)
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "Google": (*_CLIENT, *_SOCIAL_EXTRAS),
    "Facebook": (*_CLIENT, "api_version", *_SOCIAL_EXTRAS),
    "LoginWithAmazon": (*_CLIENT, *_SOCIAL_EXTRAS),
    "SignInWithApple": (*_REQUIRED["SignInWithApple"], "authorize_scopes", *_SOCIAL_EXTRAS),
    "OIDC": (*_REQUIRED["OIDC"], "client_secret", *ENDPOINTS, "attributes_url_add_attributes"),
    "SAML": (
        "MetadataURL",
        "MetadataFile",
        "IDPSignout",
        "IDPInit",
        "EncryptedResponses",
        "RequestSigningAlgorithm",
        "ActiveEncryptionCertificate",
        "SLORedirectBindingURI",
        "SSORedirectBindingURI",
    ),
}
"""What the service takes or describes, by type; it says itself that this changes."""
_MOST_REFERENCES = 60
_WITHOUT_SECRETS = ("AWS::Cognito::", "AWS::IAM::")
"""Types that are not searched for references: a template may have hundreds, and each new provider would search them."""

_POOL = {"UserPoolId": "us-east-1_abc"}


def _google(**details: Any) -> dict[str, Any]:
    known = {"client_id": "id", "client_secret": "{{resolve:secretsmanager:google}}", "authorize_scopes": "profile"}
    return {**_POOL, "ProviderName": "Google", "ProviderType": "Google", "ProviderDetails": {**known, **details}}


def oidc_example(**details: Any) -> dict[str, Any]:
    """The properties of an OIDC provider, with further details."""
    known = {
        "client_id": "id",
        "authorize_scopes": "openid",
        "oidc_issuer": "https://login.example.com",
        "attributes_request_method": "GET",
    }
    return {**_POOL, "ProviderName": "Partner", "ProviderType": "OIDC", "ProviderDetails": {**known, **details}}


def _saml(**details: Any) -> dict[str, Any]:
    return {**_POOL, "ProviderName": "Corporate", "ProviderType": "SAML", "ProviderDetails": details}


def _resources(**providers: Mapping[str, Any]) -> dict[str, Any]:
    return {"Resources": {name: {"Type": IDENTITY_PROVIDER, "Properties": body} for name, body in providers.items()}}


def _details(provider: ResourceView) -> dict[str, Any] | None:
    details = provider.get("ProviderDetails")
    return details if isinstance(details, dict) else None


@rule(
    "E9401",
    IDENTITY_PROVIDER,
    source=API,
    evidence=Evidence.REPORTED,  # "clientId, clientSecret and authorizeScopes are all required idp details."
    accepts=_google(),
    rejects=_saml() | {"ProviderName": "Google", "ProviderType": "Google", "ProviderDetails": {"client_id": "id"}},
)
def details_of_the_type_are_given(provider: ResourceView) -> Iterator[Problem]:
    """An identity provider has all the details that its type asks for."""
    details = _details(provider)
    kind = provider.literal("ProviderType")
    for name in _REQUIRED.get(kind, ()):
        if details is not None and details.get(name) in (None, ""):
            yield Problem(
                f"ProviderDetails.{name}",
                f"a provider of type {kind} needs {name}",
                f"give {name}",
                ", ".join(_REQUIRED[kind]),
            )


@rule(
    "E9402",
    IDENTITY_PROVIDER,
    source=API,
    evidence=Evidence.REPORTED,  # "Only one of the MetadataURL or MetadataFile should be provided.", "At least one ..."
    accepts=_saml(MetadataURL="https://idp.example.com/metadata"),
    rejects=_saml(MetadataURL="https://idp.example.com/metadata", MetadataFile="<EntityDescriptor/>"),
)
def saml_has_one_metadata(provider: ResourceView) -> Iterator[Problem]:
    """A SAML provider has either a metadata URL or a metadata document."""
    details = _details(provider)
    if details is None or provider.literal("ProviderType") != "SAML":
        return
    given = [name for name in ("MetadataURL", "MetadataFile") if name in details]
    if not given:
        yield Problem("ProviderDetails", "there is no metadata", "give MetadataURL or MetadataFile")
    elif len(given) == 2:
        yield Problem("ProviderDetails.MetadataFile", "stands beside MetadataURL", "leave one of the two out")


@rule(
    "E9403",
    IDENTITY_PROVIDER,
    source=API,
    evidence=Evidence.REPORTED,  # "Provider X cannot be of type Google."
    accepts=_google(),
    rejects=_google() | {"ProviderName": "OurGoogle"},
)
def social_provider_is_named_as_its_type(provider: ResourceView) -> Iterator[Problem]:
    """A social provider is named as its type."""
    kind, name = provider.literal("ProviderType"), provider.literal("ProviderName")
    if kind in _SOCIAL and name is not None and name != kind:
        clients = provider.template.of_type(CLIENT)
        named = any(client.lists("SupportedIdentityProviders", str(name)) for client in clients)
        message = f"a provider of type {kind} can't have another name"
        change = () if named else (put("ProviderName", kind),)
        yield Problem("ProviderName", message, f"name it {kind}", kind, change=change)


@rule(
    "E9406",
    IDENTITY_PROVIDER,
    source=f"{CLOUDFORMATION_GUIDE}dynamic-references-ssm-secure-strings.html",
    evidence=Evidence.REPORTED,  # "SSM Secure reference is not supported in: [AWS::Cognito::UserPoolIdentityProvider/..."
    accepts=_google(),
    rejects=_google(client_secret="{{resolve:ssm-secure:/google/secret:1}}"),  # noqa: S106 - a reference
)
def no_secure_string_of_parameter_store(provider: ResourceView) -> Iterator[Problem]:
    """A provider's details hold no reference to a secure string of Parameter Store."""
    for name, value in (_details(provider) or {}).items():
        if "{{resolve:ssm-secure:" in _reference_text(value):
            yield Problem(
                member("ProviderDetails", name),
                "CloudFormation does not support ssm-secure references here",
                "keep the secret in Secrets Manager and use {{resolve:secretsmanager:...}}",
                "references of secretsmanager and ssm",
            )


@rule(
    "E9407",
    IDENTITY_PROVIDER,
    source=API,
    evidence=Evidence.REPORTED,  # DuplicateProviderException "<name> already exists in user pool <id>"
    accepts=_resources(Google=_google(), Partner=oidc_example()),
    rejects=_resources(One=_google(), Two=_google()),
)
def name_is_used_once_in_a_pool(provider: ResourceView) -> Iterator[Problem]:
    """The providers of one pool have different names."""
    for twin in provider.twins("UserPoolId", "ProviderName"):
        social = provider.literal("ProviderType") in _SOCIAL
        yield Problem(
            "ProviderName",
            f"{twin.logical_id} of the same pool has that name",
            "keep one of the two: a pool has one provider of that type" if social else "choose another name",
        )
        return


@rule(
    "E9408",
    IDENTITY_PROVIDER,
    source=_REFERENCES_PAGE,
    accepts=_google(),
    rejects=_google(client_secret="{{resolve:ssm:part:1}}" * (_MOST_REFERENCES + 1)),
)
def template_holds_60_dynamic_references(provider: ResourceView) -> Iterator[Problem]:
    """A template holds at most 60 dynamic references."""
    references = _references_of_all if provider.template.complete else _references_so_far
    total, tells = references(provider)
    if tells and total > _MOST_REFERENCES:
        yield Problem(
            "ProviderDetails",
            f"the template would hold {total} dynamic references",
            "move providers to another stack, which takes the pool's id (ExistingUserPool)",
            f"at most {_MOST_REFERENCES} in a template",
            hidden=True,
        )


def _references_of_all(provider: ResourceView) -> tuple[int, bool]:
    """How many dynamic references the template surely holds where a provider exists, and whether that one tells."""
    template, memo = provider.template, provider.template.memo
    if "sure references" not in memo:
        always = (name for name, body in template.resources.items() if body.get("Condition") is None)
        counted = {
            view.logical_id: sum(text.count("{{resolve:") for text in view.written.values())
            for view in filter(None, map(template.resource, always))
        }
        having = [
            name for name, count in counted.items() if count and template.resources[name]["Type"] == IDENTITY_PROVIDER
        ]
        memo["sure references"] = sum(counted.values()), having[0] if having else ""
    total, telling = memo["sure references"]
    if provider.body.get("Condition") is None:
        return total, provider.logical_id == telling
    own = dynamic_references(provider.body.get("Properties"))
    return total + own, own > 0 and total <= _MOST_REFERENCES


def _references_so_far(provider: ResourceView) -> tuple[int, bool]:
    """How many dynamic references a template holds with a provider, but for resources that may not exist."""
    own = dynamic_references(provider.body.get("Properties"))
    if not own:
        return 0, False
    memo = provider.template.memo
    if "dynamic references" not in memo:
        memo["dynamic references"] = above = {}
        total = 0
        for logical_id, body in provider.template.held_as(_may_have_secrets):
            above[logical_id] = total
            if "Condition" not in (body if type(body) is dict else body.resource):
                total += dynamic_references(body)
    before: int = memo["dynamic references"][provider.logical_id]
    return before + own, before <= _MOST_REFERENCES


@rule(
    "W9420",
    IDENTITY_PROVIDER,
    source=_REFERENCES_PAGE,
    accepts=_google(),
    rejects=_google(client_secret="in-the-open"),  # noqa: S106 - an example
)
def secret_is_not_in_the_template(provider: ResourceView) -> Iterator[Problem]:
    """A provider's secret stands in the template as a reference, not as text."""
    for name in SECRET_DETAILS:
        path = f"ProviderDetails.{name}"
        if provider.literal(path) not in (None, ""):
            yield Problem(
                path,
                "all who can read the template can read the secret",
                "keep it in Secrets Manager and refer to it: {{resolve:secretsmanager:...}}",
                hidden=True,
            )


@rule(
    "W9421",
    IDENTITY_PROVIDER,
    source=API,
    accepts=_google(authorize_scopes="openid email"),
    rejects=_google(authorize_scopes="openid,email"),
)
def scopes_are_separated_as_the_provider_wants(provider: ResourceView) -> Iterator[Problem]:
    """Facebook's scopes are separated by commas, all others' by spaces."""
    path = "ProviderDetails.authorize_scopes"
    kind, scopes = provider.literal("ProviderType"), provider.literal(path)
    if not isinstance(scopes, str):
        return
    if kind == "Facebook" and "," not in scopes and " " in scopes.strip():
        change = (put(path, ",".join(scopes.split())),)
        yield Problem(path, "separates Facebook's scopes by spaces", "write commas between the scopes", change=change)
    elif kind in _REQUIRED and kind != "Facebook" and "," in scopes:
        change = (put(path, " ".join(scopes.replace(",", " ").split())),)
        yield Problem(path, f"separates {kind}'s scopes by commas", "write spaces between the scopes", change=change)


@rule(
    "W9426",
    IDENTITY_PROVIDER,
    source=API,
    accepts=_google(),
    rejects=_google(clientid="id"),
)
def details_are_known(provider: ResourceView) -> Iterator[Problem]:
    """A provider's details are those that its type knows."""
    known = _KNOWN.get(provider.literal("ProviderType"))
    for name in _details(provider) or {}:
        if known is not None and name not in known:
            yield Problem(
                member("ProviderDetails", name),
                f"{name} is no detail that we know of this type of provider",
                "mend the name, unless AWS has added it since",
                ", ".join(known),
                hidden=True,
            )


@rule(
    "W9427",
    IDENTITY_PROVIDER,
    source=_PAGE,
    evidence=Evidence.UNCERTAIN,
    accepts=oidc_example(),
    rejects=oidc_example() | {"ProviderName": "COGNITO"},
)
def name_is_not_that_of_the_pool_itself(provider: ResourceView) -> Iterator[Problem]:
    """No provider is named COGNITO, by which clients name the pool's own users."""
    name = provider.literal("ProviderName")
    if isinstance(name, str) and name.upper() == "COGNITO":
        yield Problem("ProviderName", "is the word for the pool's own users", "choose another name")


def _may_have_secrets(kind: Any) -> bool:
    return kind == IDENTITY_PROVIDER or not str(kind).startswith(_WITHOUT_SECRETS)


def _reference_text(value: Any) -> str:
    """A dynamic reference as far as it is known."""
    if isinstance(value, Unknown):
        return value.raw if isinstance(value.raw, str) else ""
    if isinstance(value, Text):
        return "".join(_reference_text(part) for part in value.parts)
    return known_text(value)
