"""Identity providers that speak OpenID Connect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from troposphere import AWSObject, Template

from .._core.helper import Problems
from .._core.options import Options, field, prop
from .._core.values import Value
from .handles import IdentityProviderHandle
from .provider import NamedIdentityProvider, scope_list
from .secret import Secret


class AttributeRequestMethod(Enum):
    """How Cognito asks the provider for a user's attributes."""

    GET = "GET"
    """HTTP GET."""
    POST = "POST"
    """HTTP POST."""


class OidcEndpoints(Options):
    """The addresses of a provider that does not publish them below its issuer; all four, on port 443.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-idp.html
    """

    authorization: Value[str] = prop("ProviderDetails.authorize_url")
    """Where users sign in."""
    token: Value[str] = prop("ProviderDetails.token_url")
    """Where codes become tokens."""
    user_info: Value[str] = prop("ProviderDetails.attributes_url")
    """Where a user's attributes are asked for."""
    jwks_uri: Value[str] = prop("ProviderDetails.jwks_uri")
    """Where the keys are that tokens are signed with."""


class OidcIdentityProvider(NamedIdentityProvider[IdentityProviderHandle]):
    """Sign-in with a provider that speaks OpenID Connect: an ``AWS::Cognito::UserPoolIdentityProvider``.

    At the provider, allow the redirect to ``https://<the pool's domain>/oauth2/idpresponse``, and let the client
    authenticate by ``client_secret_post``.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    client_id: Value[str] = prop("ProviderDetails.client_id")
    """Id of the client, as the provider gave it."""
    client_secret: Secret | None = prop("ProviderDetails.client_secret", default=None)
    """Secret of the client: a `SecretValue` or an intrinsic. Default: none, for a public client."""
    issuer_url: Value[str] = prop("ProviderDetails.oidc_issuer")
    """The provider's issuer: ``https://...`` without a slash at the end, as its tokens say it."""
    scopes: Sequence[Value[str]] = field(default=("openid",), at="ProviderDetails.authorize_scopes")
    """What the client asks the provider for; ``openid`` among it. Default: ``openid``."""
    attribute_request_method: Value[AttributeRequestMethod] = prop(
        "ProviderDetails.attributes_request_method", default=AttributeRequestMethod.GET
    )
    """How a user's attributes are asked for. Default: by ``GET``."""
    endpoints: OidcEndpoints | None = None
    """The provider's addresses. Default: Cognito reads them from ``<issuer>/.well-known/openid-configuration``."""

    _type = "OIDC"

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> IdentityProviderHandle:
        """The handle of the provider."""
        return IdentityProviderHandle(template, built[self.logical_id], self.user_pool)

    def _details(self, problems: Problems) -> dict[str, Any]:
        details: dict[str, Any] = {"authorize_scopes": scope_list(self.scopes)}
        if self.endpoints is not None:
            details |= self.endpoints.direct_properties()["ProviderDetails"]
        return details
