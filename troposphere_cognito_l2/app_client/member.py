"""What belongs to one app client of a user pool: its style, its terms, its risk configuration ..."""

from __future__ import annotations

from typing import Any, TypeVar

from troposphere import Template

from .._core.handle import Handle
from .._core.helper import Problems
from .._core.options import field
from .._core.problem import option_finding
from .._core.values import Value
from ..domain_addresses import UserPoolDomainHandle
from ..domain_handle import UserPoolDomainResources
from ..user_pool.member import PoolMember
from .handles import UserPoolClientHandle

H = TypeVar("H", bound=Handle)


class ClientMember(PoolMember[H]):
    """Base of the helpers whose resource belongs to one app client."""

    client: UserPoolClientHandle | Value[str] = field(at="ClientId")
    """The app client: what ``UserPoolClient(...).add_to(template)`` returned, an `ExistingUserPoolClient` or the id of
    a client that another stack owns."""

    def inherited_condition(self) -> str | None:
        """The condition of the client, else of the pool."""
        client = self.client.condition if isinstance(self.client, UserPoolClientHandle) else None
        return client or super().inherited_condition()

    def member_properties(self, template: Template, problems: Problems) -> dict[str, Any]:
        """``UserPoolId``, ``ClientId`` and all options that are rendered as they are."""
        properties = super().member_properties(template, problems)
        return {
            **properties,
            "ClientId": self.client.id if isinstance(self.client, UserPoolClientHandle) else self.client,
        }

    def wait_for(self, domain: UserPoolDomainHandle | None, problems: Problems) -> dict[str, Any]:
        """``DependsOn`` the domain, unless it stands under another condition and may not be there."""
        if not isinstance(domain, UserPoolDomainResources):
            return {}
        if domain.is_of_another_pool(self.user_pool):
            problems.append(
                option_finding(
                    "",
                    "domain",
                    domain.logical_id,
                    message=f"{domain.logical_id} is the domain of another pool",
                    allowed="a domain of the same pool",
                    fix="give the domain of the pool, or the pool of the domain",
                )
            )
        return {"DependsOn": [domain.logical_id]} if domain.condition in (None, self.own_condition()) else {}
