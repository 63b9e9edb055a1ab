"""Identity providers that speak SAML 2.0."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from troposphere import AWSObject, Join, Template

from .._core.helper import Problems
from .._core.options import Options, field, prop, wrong_arguments
from .._core.problem import option_finding
from .._core.values import NotMappable, Value, mapped
from ..checks.finding import Finding
from ..domain_addresses import UserPoolDomainHandle
from ..domain_handle import UserPoolDomainResources
from ..errors import ConfigurationError
from .handles import IdentityProviderHandle
from .provider import NamedIdentityProvider


class SamlMetadata(Options):
    """How the provider describes itself: make one with `url` or `document`.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managing-saml-idp-naming.html
    """

    value: Value[str] = field(at=("ProviderDetails.MetadataURL", "ProviderDetails.MetadataFile"))
    """The address, or the document itself."""
    is_document: bool = False
    """Whether it is the document. Default: the address."""

    @classmethod
    def url(cls, url: Value[str]) -> SamlMetadata:
        """An address that Cognito reads at the deploy, and every six hours from then on, so that keys may change."""
        return cls(value=url)

    @classmethod
    def document(cls, document: Value[str]) -> SamlMetadata:
        """The metadata as XML text. When the provider's certificate changes, deploy the new document."""
        return cls(value=document, is_document=True)


class SigningAlgorithm(Enum):
    """How Cognito signs what it sends to the provider."""

    RSA_SHA256 = "rsa-sha256"
    """RSA with SHA-256."""


class SamlIdentityProviderHandle(IdentityProviderHandle):
    """A SAML provider that a helper added to a template, with what the provider must be told of the pool."""

    @property
    def entity_id(self) -> Any:
        """The pool's entity id ("audience"): ``urn:amazon:cognito:sp:<pool id>``."""
        pool = self.user_pool.id
        return f"urn:amazon:cognito:sp:{pool}" if isinstance(pool, str) else Join("", ["urn:amazon:cognito:sp:", pool])

    def acs_url(self, domain: UserPoolDomainHandle | Value[str]) -> Any:
        """Where the provider sends its answers ("assertion consumer service"): ``<base>/saml2/idpresponse``.

        Args:
            domain: the pool's domain, or its base URL (``https://...``) as a string or intrinsic.

        Raises:
            ConfigurationError: if it is no domain, or the one of another pool.
            OtherTemplateError: the same, if it stands in another template.
        """
        return self._below(domain, "/saml2/idpresponse")

    def logout_url(self, domain: UserPoolDomainHandle | Value[str]) -> Any:
        """Where the provider answers a sign-out ("single logout"), for ``idp_signout``: ``<base>/saml2/logout``.

        Args:
            domain: the pool's domain, or its base URL (``https://...``) as a string or intrinsic.

        Raises:
            ConfigurationError: if it is no domain, or the one of another pool.
            OtherTemplateError: the same, if it stands in another template.
        """
        return self._below(domain, "/saml2/logout")

    def _below(self, domain: UserPoolDomainHandle | Value[str], path: str) -> Any:
        problems = wrong_arguments(self.acs_url, domain=domain)
        if isinstance(domain, str) and not domain.startswith("https://"):
            problems.append(_no_base_url(domain, "is no base URL", "begin with https://, or give the domain's handle"))
        if isinstance(domain, UserPoolDomainResources):
            domain.must_be_in(self.template)
            if domain.is_of_another_pool(self.user_pool):
                message = f"{domain.logical_id} belongs to another user pool than the provider"
                problems.append(_no_base_url(domain.logical_id, message, "give the domain of the provider's pool"))
        if problems:
            raise ConfigurationError(f"{type(self).__name__} {self.logical_id!r}", problems, "")
        base = domain.base_url if isinstance(domain, UserPoolDomainHandle) else domain
        return base.rstrip("/") + path if isinstance(base, str) else Join("", [base, path])


def _no_base_url(domain: str, message: str, fix: str) -> Finding:
    return option_finding(
        "", "domain", domain, message=message, allowed="the domain of the pool, or its base URL (https://...)", fix=fix
    )


class SamlIdentityProvider(NamedIdentityProvider[SamlIdentityProviderHandle]):
    """Sign-in with a provider that speaks SAML 2.0: an ``AWS::Cognito::UserPoolIdentityProvider``.

    What the provider must be told is in the handle: ``acs_url(domain)`` and ``entity_id``.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> corporate = SamlIdentityProvider(
        ...     "Corporate",
        ...     user_pool=users,
        ...     saml_metadata=SamlMetadata.url("https://idp.example.com/metadata"),
        ...     attribute_mapping=AttributeMapping(email="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"),
        ... ).add_to(template)
        >>> corporate.acs_url("https://login.example.com")
        'https://login.example.com/saml2/idpresponse'

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    saml_metadata: SamlMetadata
    """How the provider describes itself: ``SamlMetadata.url(...)``, or ``SamlMetadata.document(...)`` with the XML."""
    idp_signout: Value[bool] = field(default=False, at="ProviderDetails.IDPSignout")
    """Whether users who sign out are signed out at the provider too. Default: not."""
    encrypted_responses: Value[bool] | None = field(default=None, at="ProviderDetails.EncryptedResponses")
    """Whether the provider must encrypt what it says. Default: Cognito's, it need not."""
    request_signing_algorithm: Value[SigningAlgorithm] | None = prop(
        "ProviderDetails.RequestSigningAlgorithm", default=None
    )
    """How requests to the provider are signed. Default: they are not."""
    idp_initiated: Value[bool] | None = field(default=None, at="ProviderDetails.IDPInit")
    """Whether users may start at the provider, with no request of the app's. Default: Cognito's, they may not."""

    _type = "SAML"

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> SamlIdentityProviderHandle:
        """The handle of the provider."""
        return SamlIdentityProviderHandle(template, built[self.logical_id], self.user_pool)

    def _details(self, problems: Problems) -> dict[str, Any]:
        details = {"MetadataFile" if self.saml_metadata.is_document else "MetadataURL": self.saml_metadata.value}
        flags = {
            "IDPSignout": self.idp_signout,
            "EncryptedResponses": self.encrypted_responses,
            "IDPInit": self.idp_initiated,
        }
        return details | {name: _word(flag) for name, flag in flags.items() if flag is not None}


def _word(flag: Value[bool]) -> Any:
    """``ProviderDetails`` maps strings to strings: "true", "false", or what an intrinsic gives."""
    try:
        return mapped(flag, true="true", false="false")
    except NotMappable:
        return flag
