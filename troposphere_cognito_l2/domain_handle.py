"""Handles of domains: one that a helper added, and one that lives elsewhere."""

from __future__ import annotations

import re
from typing import Any

from troposphere import GetAtt, Ref, Select, Split

from ._core.handle import Elsewhere
from ._core.options import wrong_arguments
from ._core.problem import option_finding
from ._core.values import Value, is_intrinsic
from .app_client.handles import UserPoolClientHandle, UserPoolClientResources
from .domain_addresses import UserPoolDomainHandle
from .errors import ConfigurationError
from .user_pool.member import PoolMemberHandle


class UserPoolDomainResources(PoolMemberHandle, UserPoolDomainHandle):
    """What `UserPoolDomain` added to a template: the domain, and the addresses of the pages and endpoints on it.

    Each address refers to the domain, so what uses it waits for the domain.
    """

    _instead = "give its `.resource`, or use its `.id` where you meant a Ref"
    _elsewhere = "give ExistingUserPoolDomain(prefix=...) or ExistingUserPoolDomain(custom_domain=...) there"

    @property
    def domain_name(self) -> Ref:
        """The prefix, or the custom domain."""
        return self.id

    @property
    def cloud_front_distribution(self) -> GetAtt:
        """What the DNS name of a custom domain must lead to; `DomainAliasRecord` does it in Route 53."""
        return self.get_att("CloudFrontDistribution")

    @property
    def is_custom(self) -> bool:
        """Whether it is a domain of your own."""
        return not self.view.absent("CustomDomainConfig")

    @property
    def _subject(self) -> str:
        return f"{type(self).__name__} {self.logical_id!r}"

    def _is_elsewhere(self, client: UserPoolClientHandle) -> bool:
        return isinstance(client, UserPoolClientResources) and client.template is not self.template

    def _is_of_another_pool(self, client: UserPoolClientResources) -> bool:
        return client.is_of_another_pool(self.user_pool)


class ExistingUserPoolDomain(Elsewhere, UserPoolDomainHandle):
    """A domain that another stack owns, by its prefix, name or address: a literal, a ``Ref`` to a parameter ...

    Example:
        >>> ExistingUserPoolDomain(custom_domain="auth.example.com").token_endpoint
        'https://auth.example.com/oauth2/token'
    """

    def __init__(
        self,
        *,
        prefix: Value[str] | None = None,
        custom_domain: Value[str] | None = None,
        region: Value[str] | None = None,
    ) -> None:
        """Refer to a domain, as `UserPoolDomain` made it.

        Args:
            prefix: the prefix of a domain of Cognito's, as ``my-app``.
            custom_domain: the whole name of a domain of your own, as ``auth.example.com``.
            region: the Region that the pool of a prefix domain lives in. Default: the stack's.

        Raises:
            ConfigurationError: if neither or both are given, or a literal can't be such a domain.
        """
        init = ExistingUserPoolDomain.__init__
        problems = wrong_arguments(init, prefix=prefix, custom_domain=custom_domain, region=region)
        if (prefix is None) is (custom_domain is None):
            problems.append(
                option_finding(
                    "",
                    "prefix",
                    None,
                    message="a domain has either a prefix or a custom domain",
                    allowed="one of prefix and custom_domain",
                    fix="give one of them",
                )
            )
        for option, given, pattern, allowed in (
            ("prefix", prefix, r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", "1 to 63 of a-z, 0-9 and inner hyphens"),
            ("custom_domain", custom_domain, r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", "a name as auth.example.com"),
        ):
            if isinstance(given, str) and not re.fullmatch(pattern, given):
                fix = "give the prefix alone, or the whole name of a custom domain, without https://"
                problem = option_finding("", option, given, message="names no domain", allowed=allowed, fix=fix)
                problems.append(problem)
        if problems:
            raise ConfigurationError(type(self).__name__, problems, "")
        self._id: Any = prefix if custom_domain is None else custom_domain
        self._is_custom = prefix is None
        self._region = region

    @classmethod
    def from_base_url(cls, base_url: Value[str]) -> ExistingUserPoolDomain:
        """Refer to a domain of either kind by its address, as `AppOutputs` exports it in ``DomainBaseUrl``.

        Args:
            base_url: ``https://...`` without a path: a literal, an ``ImportValue`` ...

        Raises:
            ConfigurationError: if a literal is no such address.
        """
        if is_intrinsic(base_url):
            return cls(custom_domain=Select(1, Split("//", base_url)))
        if isinstance(base_url, str) and base_url.startswith("https://"):
            return cls(custom_domain=base_url.removeprefix("https://").removesuffix("/"))
        problem = option_finding(
            "", "base_url", base_url, message="is no base URL", allowed="https://<domain>", fix="give the whole address"
        )
        raise ConfigurationError(cls.__name__, [problem], "")

    @property
    def is_custom(self) -> bool:
        """Whether it is a domain of your own."""
        return self._is_custom

    @property
    def region(self) -> Value[str]:
        """The Region that the domain's pool lives in."""
        return super().region if self._region is None else self._region

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'custom_domain' if self._is_custom else 'prefix'}={self._id!r})"
