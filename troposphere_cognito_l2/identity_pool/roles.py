"""The roles that an identity pool gives, and whom they trust."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from awacs.aws import Allow, Condition, ForAnyValueStringLike, PolicyDocument, Principal, Statement, StringEquals
from awacs.sts import AssumeRoleWithWebIdentity, TagSession
from troposphere import encode_to_dict, iam

from .._core.fragment import Rendered
from .._core.options import Options, field, prop
from .._core.references import arn_of
from .._core.values import ManagedPolicy, Value


class IdentityPrincipal(Enum):
    """The name of the identity pool service in trust policies; it stands in condition keys too, so it can't be an
    intrinsic. A template that is deployed to several partitions needs one identity pool for each, under conditions.

    https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
    """

    COMMERCIAL = "cognito-identity.amazonaws.com"
    """All Regions but those below."""
    GOVCLOUD_WEST = "cognito-identity-us-gov.amazonaws.com"
    """AWS GovCloud (US-West)."""
    GOVCLOUD_EAST = "cognito-identity.us-gov-east-1.amazonaws.com"
    """AWS GovCloud (US-East). Role names of more than 20 characters may not work there: give ``role_name``."""
    CHINA = "cognito-identity.cn-north-1.amazonaws.com.cn"
    """China (Beijing), as AWS's mobile SDKs name the service; the guides do not say."""


class IdentityRole(Options):
    """A role that is made, with the trust policy that the identity pool needs. It may do nothing until you say so:
    here, or by policies of your own on the handle's ``authenticated_role``.

    https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
    """

    managed_policies: Sequence[Value[str] | ManagedPolicy] = field(default=(), at="ManagedPolicyArns")
    """Managed policies: ARNs, or troposphere ``ManagedPolicy`` objects, each written once. Default: none."""
    policies: Mapping[str, PolicyDocument | Mapping[str, Any]] = field(default={}, at="Policies")
    """Policies of the role itself by name: awacs documents, or mappings. Default: none."""
    permissions_boundary: Value[str] | ManagedPolicy | None = field(default=None, at="PermissionsBoundary")
    """ARN of the permissions boundary, or a troposphere ``ManagedPolicy``. Default: none."""
    path: Value[str] | None = prop("Path", default=None)
    """IAM path, which begins and ends with a slash. Default: IAM's, ``/``."""
    role_name: Value[str] | None = prop("RoleName", default=None)
    """Name of the role, 1 to 64 letters, digits and ``_+=,.@-``; then the deploy needs the capability
    CAPABILITY_NAMED_IAM. Default: CloudFormation makes one."""

    def render(self, title: str, trust: PolicyDocument, option: str) -> Rendered:
        """The role."""
        properties: dict[str, Any] = {"AssumeRolePolicyDocument": trust, **self.direct_properties()}
        if self.managed_policies:
            arns = [arn_of(policy) for policy in self.managed_policies]
            properties["ManagedPolicyArns"] = list({json.dumps(encode_to_dict(arn)): arn for arn in arns}.values())
        if self.policies:
            properties["Policies"] = [
                {"PolicyName": name, "PolicyDocument": document} for name, document in self.policies.items()
            ]
        if self.permissions_boundary is not None:
            properties["PermissionsBoundary"] = arn_of(self.permissions_boundary)
        return Rendered(title, iam.Role, properties, {}, option=option)


def trust_policy(
    identity_pool_id: Any, *, principal: IdentityPrincipal, guests: bool, session_tags: bool
) -> PolicyDocument:
    """Only Cognito, for identities of this pool, signed in or guests.

    https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
    """
    actions = [AssumeRoleWithWebIdentity, TagSession] if session_tags else [AssumeRoleWithWebIdentity]
    amr = "unauthenticated" if guests else "authenticated"
    return PolicyDocument(
        Version="2012-10-17",
        Statement=[
            Statement(
                Effect=Allow,
                Principal=Principal("Federated", principal.value),
                Action=actions,
                Condition=Condition(
                    [
                        StringEquals({f"{principal.value}:aud": identity_pool_id}),
                        ForAnyValueStringLike({f"{principal.value}:amr": amr}),
                    ]
                ),
            )
        ],
    )
