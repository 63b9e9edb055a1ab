"""The handle of an identity provider: what an app client takes to wait for the provider."""

from __future__ import annotations

from troposphere import Ref

from ..user_pool.member import PoolMemberHandle


class IdentityProviderHandle(PoolMemberHandle):
    """An identity provider that a helper added to a template."""

    @property
    def provider_name(self) -> Ref:
        """The name of the provider; what refers to it waits for the provider."""
        return self.id
