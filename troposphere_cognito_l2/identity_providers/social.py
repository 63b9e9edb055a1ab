"""What the social identity providers have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from troposphere import AWSObject, Template

from .._core.helper import Problems
from .._core.options import field, prop
from .._core.values import Value
from .handles import IdentityProviderHandle
from .provider import IdentityProvider, scope_list


class SocialIdentityProvider(IdentityProvider[IdentityProviderHandle]):
    """A provider with a fixed name, so one of each kind in a pool."""

    client_id: Value[str] = prop("ProviderDetails.client_id")
    """Id of the app, as the provider gave it."""
    scopes: Sequence[Value[str]] = field(at="ProviderDetails.authorize_scopes")
    """What the app asks the provider for."""

    _separator: ClassVar[str] = " "
    """What stands between two scopes."""

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> IdentityProviderHandle:
        """The handle of the provider."""
        return IdentityProviderHandle(template, built[self.logical_id], self.user_pool)

    def _details(self, problems: Problems) -> dict[str, Any]:
        return {"authorize_scopes": scope_list(self.scopes, self._separator)}
