"""An AWS inside the test process that deploys CloudFormation templates with Amazon Cognito in them.

moto imitates the Cognito API but has no CloudFormation support for it. This package brings that support, for the
examples and the tests; it is not part of the library.

    with in_process_aws() as aws:
        stack = aws.deploy("users", template, parameters={"Stage": "prod"})
        aws.client("cognito-idp").sign_up(ClientId=stack.physical_id("Web"), Username="ann", Password="...")
        aws.update("users", new_template)
        aws.delete("users")

What is refused raises `StackFailed`, with the reason that AWS gives. Where no public report quotes the reason (an SMS
configuration taken away, a style without a domain), the words are ours.

Emulated
--------
CloudFormation: resources are created in an order that Ref, GetAtt, Sub and DependsOn allow (`order=` picks one),
updated if a resolved property differs, replaced if a create-only property does (create, go on, delete the old one
last), rolled back if one is refused, deleted in reverse order. DeletionPolicy and UpdateReplacePolicy Retain keep a
resource. An update that cannot delete what it removed leaves it behind. Circles, and references to nothing, are
refused. `{{resolve:secretsmanager:...}}` is resolved.

- UserPool: the combinations of MFA, factors and SMS; verification of phone numbers and of changed attributes; aliases
  against sign-in attributes; that the SMS role (if this account has it) trusts Cognito with the external id and may
  publish by an inline policy. On update: immutable properties, the schema (custom attributes can be added, a Schema
  left out is ignored), no way back from SMS, properties left out are reset. On deletion: deletion protection, and a
  domain that is still there.
- UserPoolClient: identity providers and custom scopes must exist; properties left out of an update are reset. A
  GenerateSecret that goes from absent to false replaces the client; whether it does at AWS is not documented.
- UserPoolDomain: one prefix domain and one custom domain a pool; no domain twice.
- UserPoolGroup, UserPoolIdentityProvider, UserPoolResourceServer, UserPoolUser, UserPoolUserToGroupAttachment: made and
  changed through the API.
- IdentityPool: its user pools and clients must exist, in the same Region.
- AWS::IAM::Role, AWS::Lambda::Permission, AWS::SecretsManager::Secret: made through the API, in the place of moto's own
  or for want of one. A role's ManagedPolicyArns are ignored. As at AWS, a permission is refused if its function does
  not exist.
- AWS::Lambda::Function, AWS::IAM::Policy and ManagedPolicy, the AWS::ApiGateway types that moto has: as moto deploys
  them. Inline code cannot be changed by an update; an API method needs an Integration with IntegrationHttpMethod and
  Uri.

Accepted and ignored (kept in `Stack.properties`)
-------------------------------------------------
- UserPoolUICustomizationAttachment (needs a domain), UserPoolRiskConfigurationAttachment, LogDeliveryConfiguration,
  ManagedLoginBranding, Terms, UserPoolReplica, UserPoolRegionalConfigurationAttachment: the pool, and the client, must
  exist.
- IdentityPoolRoleAttachment, IdentityPoolPrincipalTag: the identity pool must exist.
- In any Cognito resource: a property that the service's API does not take, such as a pool's passkey settings.
- Every type of another service that moto does not deploy, such as AWS::ApiGateway::Authorizer: Ref and GetAtt give
  made-up values.

What real Cognito refuses and this does not
-------------------------------------------
Patterns and upper bounds of strings, unknown enumeration values, reserved words in domains; what a feature plan does
not include; e-mail MFA and one-time passwords without SES; messages without their placeholders; OAuth flows, callback
URLs and token validities that do not go together; an identity provider that leaves out a required attribute or a
detail of its type; certificates, SES identities, KMS keys and trigger functions that do not exist; an SMS role that
does not exist; what a role's `Deny` or boundary takes away.

It is stricter in two things: the SMS role's permission counts in an inline policy only, and MfaConfiguration ON or
OPTIONAL always needs EnabledMfas (reports differ for a pool with SMS and phone verification).

moto's faults that remain
-------------------------
SRP gives tokens for a wrong password: sign in with USER_PASSWORD_AUTH. Any confirmation code passes. A client's
ExplicitAuthFlows, its secret in SignUp, and AllowAdminCreateUserOnly are not looked at. Aliases and CaseSensitive have
no effect. Lambda triggers are not called (see `InProcessAws.trigger_permitted`). No mail and no text message is sent. A
failed deploy fails in create_stack itself and leaves no stack behind, where AWS would show ROLLBACK_COMPLETE. An update
of an exported value does not reach the stacks that import it. What is deleted by the API itself, not by a stack, is not
protected by DeletionProtection.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from moto import mock_aws
from moto.cloudformation import models as cloudformation_models, parsing
from moto.cognitoidp import models as cognitoidp_models
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.utilities.utils import load_resource

# moto knows a type once the module that defines its class has been imported.
from . import app_client, attachments, identity_pool, neighbours, people  # noqa: F401
from .engine import OrderedResourceMap, class_of_type
from .iam_policy import allowing, condition_keys, conditions_hold, is_for_service
from .resource import client_of
from .user_pool import COGNITO

__all__ = ["InProcessAws", "Stack", "StackFailed", "in_process_aws"]

Template = str | Mapping[str, Any]


class StackFailed(Exception):  # noqa: N818 - what happened to the stack
    """A stack could not be created, updated or deleted; the message says which resource was refused and why."""


@dataclass(frozen=True)
class Stack:
    """A stack as it was when it was looked at."""

    name: str
    outputs: dict[str, str]
    physical_ids: dict[str, str]
    """The physical id of each resource by logical id, in the order of creation."""
    properties: dict[str, dict[str, Any]]
    """The properties of each resource by logical id, with intrinsics and references to secrets resolved."""

    def physical_id(self, logical_id: str) -> str:
        """What Ref gives for a resource."""
        return self.physical_ids[logical_id]


class InProcessAws:
    """One account in one Region."""

    def __init__(self, region: str) -> None:
        self.region = region
        self.account_id = DEFAULT_ACCOUNT_ID

    def client(self, service: str) -> Any:
        """A boto3 client of the account."""
        return client_of(service, self.region)

    def deploy(
        self, name: str, template: Template, parameters: Mapping[str, str] | None = None, *, order: str = "forward"
    ) -> Stack:
        """Create a stack.

        `order` decides where the template leaves open which resource comes first: "forward" takes them as the template
        has them, "reverse" from its end, and a logical id takes that resource as early as its references allow. A
        missing DependsOn shows in one of the first two as a rule, and in the last always.
        """
        if name in self._stacks():
            raise StackFailed(f"Stack [{name}] already exists")
        cloudformation = self.client("cloudformation")
        try:
            with patch.object(OrderedResourceMap, "order", order):
                cloudformation.create_stack(**_request(name, template, parameters))
        except cloudformation.exceptions.ClientError as error:
            if name in self._stacks():  # a template that cannot even be read makes no stack
                del self._moto_stacks()[self._stacks()[name].stack_id]
            raise StackFailed(error.response["Error"]["Message"]) from error
        return self.stack(name)

    def update(
        self, name: str, template: Template, parameters: Mapping[str, str] | None = None, *, order: str = "forward"
    ) -> Stack:
        """Update a stack. Parameters that are not given go back to their defaults."""
        stack = self._stacks()[name]
        before = stack.template
        cloudformation = self.client("cloudformation")
        try:
            with patch.object(OrderedResourceMap, "order", order):
                cloudformation.update_stack(**_request(name, template, parameters))
        except cloudformation.exceptions.ClientError as error:
            stack.template = before  # moto takes the new template for granted before it tries
            raise StackFailed(error.response["Error"]["Message"]) from error
        return self.stack(name)

    def delete(self, name: str) -> None:
        """Delete a stack; what is retained stays."""
        stack = self._stacks()[name]
        cloudformation = self.client("cloudformation")
        try:
            cloudformation.delete_stack(StackName=name)
        except cloudformation.exceptions.ClientError as error:
            self._moto_stacks()[stack.stack_id] = stack  # moto forgets a stack before it deletes the resources
            raise StackFailed(error.response["Error"]["Message"]) from error

    def stack(self, name: str) -> Stack:
        """A stack as it is now."""
        described = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
        resources = self._stacks()[name].resource_map
        return Stack(
            name=name,
            outputs={output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])},
            physical_ids={
                logical_id: getattr(resources[logical_id], "physical_resource_id", logical_id)
                for logical_id in resources.deployed
            },
            properties={logical_id: found["Properties"] for logical_id, found in resources.deployed.items()},
        )

    def trigger_permitted(self, pool_id: str, trigger: str) -> bool:
        """Whether Cognito may call the function that a pool names for a trigger, such as "PreSignUp".

        It may if the function's own policy lets Cognito invoke it for this very pool; one for any pool is not enough.
        """
        pool = self.client("cognito-idp").describe_user_pool(UserPoolId=pool_id)["UserPool"]
        named = pool.get("LambdaConfig", {}).get(trigger)
        if named is None:
            return False
        function_arn = named["LambdaArn"] if isinstance(named, dict) else named
        functions = self.client("lambda")
        try:
            policy = json.loads(functions.get_policy(FunctionName=function_arn)["Policy"])
        except functions.exceptions.ResourceNotFoundException:
            return False
        context = {"aws:sourcearn": pool["Arn"], "aws:sourceaccount": self.account_id}
        return any(
            is_for_service(statement, COGNITO)
            and "aws:sourcearn" in condition_keys(statement)
            and conditions_hold(statement, context)
            for statement in allowing(policy, "lambda:InvokeFunction")
        )

    def _moto_stacks(self) -> dict[str, Any]:
        stacks: dict[str, Any] = cloudformation_models.cloudformation_backends[self.account_id][self.region].stacks
        return stacks

    def _stacks(self) -> dict[str, Any]:
        return {stack.name: stack for stack in self._moto_stacks().values()}


@cache
def _signing_key() -> Any:
    key_file = load_resource("cognitoidp/resources/jwks-private.json")
    return cognitoidp_models.jwk.RSAKey.import_key(key_file)  # type: ignore[attr-defined]  # moto imports jwk, and exports nothing


@contextmanager
def in_process_aws(region: str = "us-east-1") -> Iterator[InProcessAws]:
    """An empty account that lasts as long as the `with` block."""
    # moto reads the same key again for each pool, which takes longer than all the rest of a small stack.
    key = _signing_key()
    key_read_once = SimpleNamespace(RSAKey=SimpleNamespace(import_key=lambda _: key))
    with (
        patch.dict(os.environ),
        mock_aws(config={"lambda": {"use_docker": False}}),
        patch.object(cloudformation_models, "ResourceMap", OrderedResourceMap),
        patch.object(parsing, "resource_class_from_type", class_of_type),
        patch.object(cognitoidp_models, "jwk", key_read_once),
    ):
        os.environ.pop("AWS_PROFILE", None)  # a developer's own profile is not of this account
        for remembered in (parsing.get_model_list, parsing.get_model_map, parsing.get_name_type_map):
            remembered.cache_clear()
        yield InProcessAws(region)


def _request(name: str, template: Template, parameters: Mapping[str, str] | None) -> dict[str, Any]:
    return {
        "StackName": name,
        "TemplateBody": template if isinstance(template, str) else json.dumps(template),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in (parameters or {}).items()],
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
    }
