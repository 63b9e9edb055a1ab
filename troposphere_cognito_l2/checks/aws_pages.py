"""Where AWS's pages are that rules rest on: the beginnings of their addresses, and the page of a resource type."""

from __future__ import annotations

GUIDE = "https://docs.aws.amazon.com/cognito/latest/developerguide/"
"""The developer guide of Amazon Cognito."""
USER_POOLS_API = "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/"
IDENTITY_POOLS_API = "https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/"
TEMPLATE_REFERENCE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"
CLOUDFORMATION_GUIDE = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
SECURITY_HUB_CONTROLS = "https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html"


def page_of(resource_type: str) -> str:
    """The page of a resource type in CloudFormation's template reference."""
    return f"{TEMPLATE_REFERENCE}aws-resource-{resource_type.removeprefix('AWS::').replace('::', '-').lower()}.html"
