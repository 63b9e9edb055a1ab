"""The names of the resource types that rules speak of, and what resources belong to."""

from __future__ import annotations

BRANDING = "AWS::Cognito::ManagedLoginBranding"
CLIENT = "AWS::Cognito::UserPoolClient"
CUSTOMIZATION = "AWS::Cognito::UserPoolUICustomizationAttachment"
DOMAIN = "AWS::Cognito::UserPoolDomain"
GROUP = "AWS::Cognito::UserPoolGroup"
IDENTITY_POOL = "AWS::Cognito::IdentityPool"
IDENTITY_PROVIDER = "AWS::Cognito::UserPoolIdentityProvider"
LOG_DELIVERY = "AWS::Cognito::LogDeliveryConfiguration"
MEMBERSHIP = "AWS::Cognito::UserPoolUserToGroupAttachment"
PRINCIPAL_TAG = "AWS::Cognito::IdentityPoolPrincipalTag"
REGIONAL = "AWS::Cognito::UserPoolRegionalConfigurationAttachment"
REPLICA = "AWS::Cognito::UserPoolReplica"
RESOURCE_SERVER = "AWS::Cognito::UserPoolResourceServer"
RISK = "AWS::Cognito::UserPoolRiskConfigurationAttachment"
ROLE_ATTACHMENT = "AWS::Cognito::IdentityPoolRoleAttachment"
TERMS = "AWS::Cognito::Terms"
USER = "AWS::Cognito::UserPoolUser"
USER_POOL = "AWS::Cognito::UserPool"

FUNCTION = "AWS::Lambda::Function"
HTTP_AUTHORIZER = "AWS::ApiGatewayV2::Authorizer"
KMS_KEY = "AWS::KMS::Key"
NESTED_STACK = "AWS::CloudFormation::Stack"
PERMISSION = "AWS::Lambda::Permission"
ROLE = "AWS::IAM::Role"
SAM_FUNCTION = "AWS::Serverless::Function"
SAM_HTTP_API = "AWS::Serverless::HttpApi"
WEB_ACL_ASSOCIATION = "AWS::WAFv2::WebACLAssociation"

COGNITO = "AWS::Cognito::"
"""How the names of the types of Cognito begin."""

SAM = "AWS::Serverless::"
"""How the names of the types of AWS SAM begin."""

POOL_IDS = ("UserPoolId", "IdentityPoolId")
"""The properties by which a resource says which pool it belongs to."""
