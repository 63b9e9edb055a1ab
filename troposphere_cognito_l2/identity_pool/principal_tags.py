"""Attributes for access control: claims that become tags of the session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from troposphere import Ref, cognito

from .._core.fragment import Rendered
from .._core.options import Options, field
from .._core.values import Value
from .providers import NamedProvider, Provider


class PrincipalTags(Options):
    """The claims of one provider's tokens that become principal tags, as policies see them in
    ``${aws:PrincipalTag/<tag>}``. The roles must allow ``sts:TagSession``; the authenticated role that is made does.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolprincipaltag.html
    """

    provider: Provider = field(kw_only=False)
    """Whose tokens: an app client (or its `UserPoolAuthentication`; the tags are its pool's), a `SocialProvider`, a
    troposphere ``SAMLProvider``, or the provider's name. It must be one of the identity pool's."""
    tags: Mapping[str, Value[str]] | None = field(default=None, at="PrincipalTags")
    """Claim by tag, as ``{"department": "custom:department"}``; at most 50. Default: Cognito's own mapping for
    that provider, the user's name and the client."""
    key: str | None = None
    """What the resource is called: ``<title><key>PrincipalTag``. Default: the client's logical id, or the provider's
    name where that is known; else it is needed."""

    def render(self, identity_pool: str, provider: NamedProvider) -> Rendered:
        """The ``AWS::Cognito::IdentityPoolPrincipalTag``."""
        properties: dict[str, Any] = {
            "IdentityPoolId": Ref(identity_pool),
            "IdentityProviderName": provider.in_principal_tags,
            "UseDefaults": self.tags is None,
        }
        if self.tags is not None:
            properties["PrincipalTags"] = dict(self.tags)
        attributes = {} if provider.condition is None else {"Condition": provider.condition}
        title = f"{identity_pool}{provider.suffix}PrincipalTag"
        return Rendered(title, cognito.IdentityPoolPrincipalTag, properties, attributes, option="principal_tags")
