"""`DomainAliasRecord`: the DNS name of a custom domain in Route 53."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from troposphere import AWSObject, Template, route53

from ._core.fragment import Rendered
from ._core.handle import Handle
from ._core.helper import Helper, Problems
from ._core.options import field, prop
from ._core.problem import option_finding
from ._core.values import Value, literal
from .domain_handle import UserPoolDomainResources

CLOUD_FRONT_HOSTED_ZONE_ID = "Z2FDTNDATAQYW2"
"""The hosted zone of every CloudFront distribution."""


class DomainAliasRecord(Helper[Handle]):
    """The DNS name of a custom domain: an ``AWS::Route53::RecordSet`` that leads to Cognito's CloudFront distribution.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> custom = CustomDomain("auth.example.com", certificate="arn:aws:acm:us-east-1:111122223333:certificate/1")
        >>> domain = UserPoolDomain("SignInDomain", user_pool=users, custom_domain=custom).add_to(template)
        >>> record = DomainAliasRecord("SignInRecord", domain=domain, hosted_zone_name="example.com").add_to(template)
        >>> record.resource.HostedZoneName
        'example.com.'

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-route53-recordset.html
    """

    domain: UserPoolDomainResources = field(at=("Name", "AliasTarget"))
    """The custom domain."""
    hosted_zone_id: Value[str] | None = prop("HostedZoneId", default=None)
    """Id of the hosted zone that holds the name. Default: none, then ``hosted_zone_name`` is needed."""
    hosted_zone_name: Value[str] | None = field(default=None, at="HostedZoneName")
    """Name of the hosted zone, as ``example.com``; an intrinsic must end in a dot. Default: none, then
    ``hosted_zone_id`` is needed."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The record."""
        if not self.domain.is_custom:
            problems.append(
                option_finding(
                    "AliasTarget",
                    "domain",
                    self.domain.logical_id,
                    message=f"{self.domain.logical_id} is a prefix domain, whose name is Cognito's",
                    allowed="a UserPoolDomain with custom_domain",
                    fix="leave the record out",
                )
            )
        if (self.hosted_zone_id is None) is (self.hosted_zone_name is None):
            problems.append(
                option_finding(
                    "HostedZoneId",
                    "hosted_zone_id",
                    self.hosted_zone_id,
                    message="the record stands in one hosted zone, named by id or by name",
                    allowed="one of hosted_zone_id and hosted_zone_name",
                    fix="give one of them",
                )
            )
        target = {"DNSName": self.domain.cloud_front_distribution, "HostedZoneId": CLOUD_FRONT_HOSTED_ZONE_ID}
        properties: dict[str, Any] = {
            "Name": self.domain.domain_name,
            "Type": "A",
            "AliasTarget": target,
            **self.direct_properties(),
        }
        if self.hosted_zone_name is not None:
            name = literal(self.hosted_zone_name)
            properties["HostedZoneName"] = self.hosted_zone_name if name is None else f"{name.removesuffix('.')}."
        return (Rendered(self.logical_id, route53.RecordSetType, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> Handle:
        """The handle of the record."""
        return Handle(template, built[self.logical_id])

    def inherited_condition(self) -> str | None:
        """The condition of the domain."""
        return self.domain.condition
