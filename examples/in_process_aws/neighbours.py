"""Types of other services that Cognito templates lean on, where moto's own support falls short of it.

moto takes the last class that is registered for a type, so these replace its own.
"""

# ruff: noqa: D102 - `resource.Resource` tells what the types and their methods are

from __future__ import annotations

import json
import uuid
from typing import Any

from moto.core.common_models import CloudFormationModel

from .resource import Properties, Resource


class Role(Resource, CloudFormationModel):
    """moto's own does not update the trust policy nor the inline policies, by which Cognito judges an SMS role."""

    TYPE = "AWS::IAM::Role"
    SERVICE = "iam"
    CREATE_ONLY = ("RoleName", "Path")
    ATTRIBUTES = ("Arn", "RoleId")

    def create(self) -> str:
        name: str = self.properties.get("RoleName", self.name[:64])
        self.call("create_role", RoleName=name, AssumeRolePolicyDocument=self._trust())
        self._put_policies(name)
        return name

    def update(self, old: Properties) -> None:
        name = self.physical_resource_id
        self.call("update_assume_role_policy", RoleName=name, PolicyDocument=self._trust())
        for policy in old.get("Policies", []):
            self.call("delete_role_policy", RoleName=name, PolicyName=policy["PolicyName"])
        self._put_policies(name)

    def delete(self) -> None:
        name = self.physical_resource_id
        for policy in self.properties.get("Policies", []):
            self.call("delete_role_policy", RoleName=name, PolicyName=policy["PolicyName"])
        # moto does not delete an AWS::IAM::ManagedPolicy, which would have let go of the role.
        for attached in self.call("list_attached_role_policies", RoleName=name)["AttachedPolicies"]:
            self.call("detach_role_policy", RoleName=name, PolicyArn=attached["PolicyArn"])
        self.call("delete_role", RoleName=name)

    def attributes(self) -> dict[str, str]:
        role = self.call("get_role", RoleName=self.physical_resource_id)["Role"]
        return {"Arn": role["Arn"], "RoleId": role["RoleId"]}

    def _trust(self) -> str:
        return json.dumps(self.properties["AssumeRolePolicyDocument"])

    def _put_policies(self, name: str) -> None:
        for policy in self.properties.get("Policies", []):
            document = json.dumps(policy["PolicyDocument"])
            self.call("put_role_policy", RoleName=name, PolicyName=policy["PolicyName"], PolicyDocument=document)


class Permission(Resource, CloudFormationModel):
    """moto's own can be neither changed nor deleted, and has no physical id."""

    TYPE = "AWS::Lambda::Permission"
    SERVICE = "lambda"
    CREATE_ONLY = ("FunctionName", "Action", "Principal", "SourceArn", "SourceAccount")

    def create(self) -> str:
        self.call("add_permission", StatementId=self.name)
        return self.name

    def delete(self) -> None:
        self.call("remove_permission", StatementId=self.physical_resource_id)


class Secret(Resource, CloudFormationModel):
    """moto has no CloudFormation support for it."""

    TYPE = "AWS::SecretsManager::Secret"
    SERVICE = "secretsmanager"
    CREATE_ONLY = ("Name",)
    ATTRIBUTES = ("Id",)

    def create(self) -> str:
        name = self.properties.get("Name", self.name)
        return str(self.call("create_secret", Name=name, SecretString=self._secret_string())["ARN"])

    def update(self, old: Properties) -> None:
        if any(old.get(name) != self.properties.get(name) for name in ("SecretString", "GenerateSecretString")):
            self.call("put_secret_value", SecretId=self.physical_resource_id, SecretString=self._secret_string())

    def delete(self) -> None:
        self.call("delete_secret", SecretId=self.physical_resource_id, ForceDeleteWithoutRecovery=True)

    def _secret_string(self) -> str:
        if "SecretString" in self.properties:
            return str(self.properties["SecretString"])
        generate: dict[str, Any] = self.properties.get("GenerateSecretString", {})
        password = uuid.uuid4().hex
        if "GenerateStringKey" not in generate:
            return password
        return json.dumps({**json.loads(generate["SecretStringTemplate"]), generate["GenerateStringKey"]: password})
