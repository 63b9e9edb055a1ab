"""`UserPoolDomain`: the address of a pool's sign-in pages and OAuth endpoints."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from troposphere import AWSObject, Join, Ref, Select, Split, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import Options, field, prop, put
from ._core.problem import option_finding
from ._core.references import arn_of
from ._core.values import Certificate, Value
from .domain_handle import UserPoolDomainResources
from .user_pool.member import PoolMember

MOST_OF_UNIQUE_PREFIX = 63 - len("-12345678")


class ManagedLoginVersion(Enum):
    """Which sign-in pages a domain shows.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
    """

    CLASSIC_HOSTED_UI = 1
    """The old pages, with a logo and CSS."""
    NEWER_MANAGED_LOGIN = 2
    """The new pages, with passkeys and passwordless sign-in; the Essentials plan or higher. A client shows none before
    it has a branding style (`ManagedLoginBranding`)."""


class SecurityPolicy(Enum):
    """Which versions of TLS a custom domain speaks."""

    TLS_V1 = "TLS_V1"
    """TLS 1.0 and later; discouraged."""
    TLS_V1_2_2021 = "TLS_V1_2_2021"
    """TLS 1.2 and later; recommended."""
    TLS_V1_3_2025 = "TLS_V1_3_2025"
    """TLS 1.3."""


class UniquePrefix(Options):
    """A prefix that no other stack has: a name and eight characters of the stack's id.

    It stays the same as long as the stack lives; a stack made anew gets another one.
    """

    name: str = field(kw_only=False, at="Domain")
    """What the prefix begins with, 1 to 54 lower-case letters, digits and hyphens."""


class Failover(Options):
    """Sends users to the pool's replica in another Region while a health check fails.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html
    """

    secondary_region: Value[str] = prop("Routing.Failover.SecondaryRegion")
    """Region of the replica."""
    primary_route53_health_check_id: Value[str] = prop("Routing.Failover.PrimaryRoute53HealthCheckId")
    """Id of the Route 53 health check that watches the primary Region."""


class CustomDomain(Options):
    """A domain of your own. Its parent domain must have an A record before it is made; not for GovCloud.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
    """

    name: Value[str] = field(kw_only=False, at="Domain")
    """The whole name, as ``auth.example.com``, at most 63 characters."""
    certificate: Value[str] | Certificate = field(at="CustomDomainConfig.CertificateArn")
    """Certificate in AWS Certificate Manager, **in us-east-1** wherever the pool is: its ARN, a troposphere
    ``Certificate`` of a stack in us-east-1, or an intrinsic that gives the ARN."""
    security_policy: Value[SecurityPolicy] | None = prop("CustomDomainConfig.SecurityPolicy", default=None)
    """Which versions of TLS it speaks. Default: Cognito's."""
    failover: Failover | None = None
    """Where users go while the pool's Region fails. Default: nowhere else."""


class UserPoolDomain(PoolMember[UserPoolDomainResources]):
    """The address of a pool's sign-in pages: an ``AWS::Cognito::UserPoolDomain``.

    A pool has room for one prefix domain and one custom domain. Another prefix or name is another domain, which
    Cognito refuses while the old one is there: remove it in one deploy, add the new one in the next.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> domain = UserPoolDomain("SignInDomain", user_pool=users, prefix="my-app").add_to(template)
        >>> domain.resource.Domain
        'my-app'

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html
    """

    prefix: Value[str] | UniquePrefix | None = field(default=None, at="Domain")
    """The prefix of a domain of Cognito's, ``https://<prefix>.auth.<region>.amazoncognito.com``: 1 to 63 lower-case
    letters, digits and inner hyphens, without the words aws, amazon and cognito, unique in the Region;
    ``UniquePrefix("my-app")`` makes it so. Default: none, then ``custom_domain`` is needed."""
    custom_domain: CustomDomain | None = field(default=None, at=("Domain", "CustomDomainConfig"))
    """A domain of your own. Default: none, then ``prefix`` is needed."""
    managed_login_version: Value[ManagedLoginVersion] | None = prop("ManagedLoginVersion", default=None)
    """Which sign-in pages the domain shows. Default: Cognito's, the classic ones."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The domain."""
        properties = self.member_properties(template, problems)
        if (self.prefix is None) is (self.custom_domain is None):
            given = "neither is given" if self.prefix is None else "both are given"
            problems.append(
                option_finding(
                    "Domain",
                    "prefix",
                    self.prefix,
                    message=f"a domain has either a prefix or a custom domain; {given}",
                    allowed="one of prefix and custom_domain",
                    fix='give prefix="my-app" or custom_domain=CustomDomain(...); a pool with both has two UserPoolDomain',
                )
            )
            properties["Domain"] = Ref("AWS::StackName")  # keeps rules silent; nothing is added
        elif self.custom_domain is not None:
            self._render_custom(self.custom_domain, properties)
        else:
            properties["Domain"] = self._prefix(problems)
        return (Rendered(self.logical_id, cognito.UserPoolDomain, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolDomainResources:
        """The handle of the domain."""
        return UserPoolDomainResources(template, built[self.logical_id], self.user_pool)

    def option_for(self, path: str) -> str:
        """The name of the option that wrote a property."""
        if path == "Domain" and self.prefix is None and self.custom_domain is not None:
            return "custom_domain.name"
        return super().option_for(path)

    def _prefix(self, problems: Problems) -> Any:
        if not isinstance(self.prefix, UniquePrefix):
            return self.prefix
        name = self.prefix.name
        if not 1 <= len(name) <= MOST_OF_UNIQUE_PREFIX:
            problems.append(
                option_finding(
                    "Domain",
                    "prefix.name",
                    name,
                    message=f"has {len(name)} characters",
                    allowed=f"1 to {MOST_OF_UNIQUE_PREFIX} characters, since nine of the stack's id follow",
                    fix="choose a shorter name" if name else "give a name",
                )
            )
        # arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>: the first group of the uuid
        return Join("-", [name, Select(0, Split("-", Select(2, Split("/", Ref("AWS::StackId")))))])

    @staticmethod
    def _render_custom(custom: CustomDomain, properties: dict[str, Any]) -> None:
        properties["Domain"] = custom.name
        properties.update(custom.direct_properties())
        put(properties, "CustomDomainConfig.CertificateArn", arn_of(custom.certificate))
        if custom.failover is not None:
            properties.update(custom.failover.direct_properties())
