"""How the sign-in pages look: a style for managed login, or CSS for the classic hosted UI."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from troposphere import AWSObject, GetAtt, Template, cognito

from ._core.fragment import Rendered, plain
from ._core.helper import Problems
from ._core.options import Options, field, prop
from ._core.problem import option_finding
from ._core.values import Value
from .app_client.handles import UserPoolClientHandle
from .app_client.member import ClientMember
from .checks.resource_types import DOMAIN
from .checks.values import Reference, resolve
from .checks.view import TemplateView
from .domain_addresses import UserPoolDomainHandle
from .user_pool.member import PoolMemberHandle

_Bytes = bytes


class AssetCategory(Enum):
    """What an image of a style is for.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssetType.html
    """

    FAVICON_ICO = "FAVICON_ICO"
    """Icon of the browser's tab, as ``.ico``."""
    FAVICON_SVG = "FAVICON_SVG"
    """Icon of the browser's tab, as SVG."""
    EMAIL_GRAPHIC = "EMAIL_GRAPHIC"
    """Beside the page that asks for a code sent by e-mail."""
    SMS_GRAPHIC = "SMS_GRAPHIC"
    """Beside the page that asks for a code sent by text message."""
    AUTH_APP_GRAPHIC = "AUTH_APP_GRAPHIC"
    """Beside the page that asks for a code of an authenticator app."""
    PASSWORD_GRAPHIC = "PASSWORD_GRAPHIC"  # noqa: S105 - an image
    """Beside the page that asks for a password."""
    PASSKEY_GRAPHIC = "PASSKEY_GRAPHIC"
    """Beside the page that asks for a passkey."""
    PAGE_HEADER_LOGO = "PAGE_HEADER_LOGO"
    """Logo in the page's header."""
    PAGE_HEADER_BACKGROUND = "PAGE_HEADER_BACKGROUND"
    """Background of the page's header."""
    PAGE_FOOTER_LOGO = "PAGE_FOOTER_LOGO"
    """Logo in the page's footer."""
    PAGE_FOOTER_BACKGROUND = "PAGE_FOOTER_BACKGROUND"
    """Background of the page's footer."""
    PAGE_BACKGROUND = "PAGE_BACKGROUND"
    """Background of the page."""
    FORM_BACKGROUND = "FORM_BACKGROUND"
    """Background of the form."""
    FORM_LOGO = "FORM_LOGO"
    """Logo in the form."""
    IDP_BUTTON_ICON = "IDP_BUTTON_ICON"
    """Icon of the button that signs in with another identity provider."""


class AssetColorMode(Enum):
    """For which appearance of the pages an image is."""

    LIGHT = "LIGHT"
    """The light one."""
    DARK = "DARK"
    """The dark one."""
    DYNAMIC = "DYNAMIC"
    """Both: the browser chooses."""


class AssetExtension(Enum):
    """File type of an image."""

    ICO = "ICO"
    JPEG = "JPEG"
    PNG = "PNG"
    SVG = "SVG"
    WEBP = "WEBP"


class BrandingAsset(Options):
    """One image of a style.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssetType.html
    """

    category: Value[AssetCategory] = prop("Category")
    """What the image is for."""
    color_mode: Value[AssetColorMode] = prop("ColorMode")
    """For which appearance of the pages."""
    extension: Value[AssetExtension] = prop("Extension")
    """File type."""
    bytes: _Bytes | Value[str] | None = field(default=None, at="Bytes")
    """The image: bytes, which are encoded for you, or text that is Base64 already; at most 1,000,000 characters of
    Base64 (and 1 MB a template). Default: none."""
    resource_id: Value[str] | None = prop("ResourceId", default=None)
    """Id of an image that the style has already, 1 to 40 letters, digits, ``_``, ``-`` and spaces. Default: none."""

    def asset(self) -> dict[str, Any]:
        """The image as an ``Assets`` entry."""
        content = self.bytes
        if isinstance(content, _Bytes):
            content = b64encode(content).decode()
        return {**self.direct_properties(), **({} if content is None else {"Bytes": content})}


class ManagedLoginBrandingHandle(PoolMemberHandle):
    """What `ManagedLoginBranding` added to a template."""

    @property
    def managed_login_branding_id(self) -> GetAtt:
        """The id of the style."""
        return self.get_att("ManagedLoginBrandingId")


class ManagedLoginBranding(ClientMember[ManagedLoginBrandingHandle]):
    """The style of an app client's managed login pages: an ``AWS::Cognito::ManagedLoginBranding``.

    Managed login shows no page at all for a client without a style, so every client that signs people in there wants
    one. It takes the Essentials or Plus plan and a domain of managed login version 2. A client has one style, a pool at
    most 20. Pool and client are immutable: another one replaces the style.

    Example:
        >>> from troposphere_cognito_l2 import UserPool
        >>> template = Template()
        >>> users = UserPool("Users", sms=None).add_to(template)
        >>> style = ManagedLoginBranding("Style", user_pool=users, client="4f0example").add_to(template)
        >>> style.resource.UseCognitoProvidedValues
        True

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-managedloginbranding.html
    """

    domain: UserPoolDomainHandle | None = None
    """The pool's domain, which the style then waits for. A domain under another condition than the style's own can't be
    waited for. Default: it does not wait."""
    settings: Mapping[str, Any] | None = field(default=None, at="Settings")
    """The settings document of the branding editor, as ``DescribeManagedLoginBranding`` gives it. What it leaves out
    keeps its value. Default: none."""
    assets: Sequence[BrandingAsset] = field(default=(), at="Assets")
    """Images, at most 40; the service takes 2 MB in all. Default: none."""
    use_cognito_provided_values: Value[bool] | None = field(default=None, at="UseCognitoProvidedValues")
    """Whether the style is Cognito's own, which excludes ``settings`` and ``assets``. Default: it is where neither is
    given."""
    return_merged_resources: Value[bool] | None = prop("ReturnMergedResources", default=None)
    """Whether the service answers with the defaults filled in, which a template makes no use of. Default: Cognito's, it
    does not."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The style."""
        properties = self.member_properties(template, problems)
        if self.settings is not None:
            properties["Settings"] = plain(self.settings)
        if self.assets:
            properties["Assets"] = [asset.asset() for asset in self.assets]
        provided = self.use_cognito_provided_values
        if provided is None and self.settings is None and not self.assets:
            provided = True
        if provided is not None:
            properties["UseCognitoProvidedValues"] = provided
        attributes = self.wait_for(self.domain, problems)
        return (Rendered(self.logical_id, cognito.ManagedLoginBranding, properties, attributes),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> ManagedLoginBrandingHandle:
        """The handle of the style."""
        return ManagedLoginBrandingHandle(template, built[self.logical_id], self.user_pool)


class UserPoolUICustomization(ClientMember[PoolMemberHandle]):
    """CSS for the classic hosted UI: an ``AWS::Cognito::UserPoolUICustomizationAttachment``.

    The pool must have a domain (of managed login version 1) before: add that first. A logo can't be set by
    CloudFormation. Pool and client are immutable: another one replaces the customization.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluicustomizationattachment.html
    """

    client: UserPoolClientHandle | Value[str] = field(default="ALL", at="ClientId")
    """The app client: what ``UserPoolClient(...).add_to(template)`` returned, an `ExistingUserPoolClient` or a client's id.
    Default ``"ALL"``: every client that has no customization of its own."""
    domain: UserPoolDomainHandle | None = None
    """The pool's domain, which the customization then waits for; an `ExistingUserPoolDomain` is there already. A domain
    under another condition than the customization's own can't be waited for. Default: the domains of the pool that the
    template has, of which a pool of the template needs one."""
    css: Value[str] | None = prop("CSS", default=None, may_be_empty=True)
    """The style sheet, at most 131,072 characters, with the classes of Cognito's template only. Default: Cognito's
    own."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The customization."""
        properties = self.member_properties(template, problems)
        if self.domain is None:
            attributes = self._wait_for_any(template, problems)
        else:
            attributes = self.wait_for(self.domain, problems)
        return (Rendered(self.logical_id, cognito.UserPoolUICustomizationAttachment, properties, attributes),)

    def _wait_for_any(self, template: Template, problems: Problems) -> dict[str, Any]:
        """``DependsOn`` the domains of the pool that are in the template, as far as they surely exist."""
        pool = resolve(self.user_pool.id, template.resources)
        domains = list(TemplateView(template.resources).having(DOMAIN, "UserPoolId", pool))
        if not domains and not self.depends_on and isinstance(pool, Reference):
            problems.append(
                option_finding(
                    "UserPoolId",
                    "domain",
                    None,
                    message=f"Cognito refuses it before {pool.logical_id} has a domain, and the template has none to wait for",
                    allowed="a pool with a domain",
                    fix="add a UserPoolDomain first; give ExistingUserPoolDomain(prefix=...) if it is elsewhere",
                )
            )
        own = self.own_condition()
        sure = [domain.logical_id for domain in domains if domain.body.get("Condition") in (None, own)]
        return {"DependsOn": sure} if sure else {}

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> PoolMemberHandle:
        """The handle of the customization."""
        return PoolMemberHandle(template, built[self.logical_id], self.user_pool)
