"""Groups, users, and who is in which group."""

# ruff: noqa: D101, D102 - `resource.Resource` tells what the types and their methods are

from __future__ import annotations

from moto.core.common_models import CloudFormationModel

from .resource import Properties, Resource


class UserPoolGroup(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolGroup"
    CREATE_ONLY = ("UserPoolId", "GroupName")

    def create(self) -> str:
        name = self.properties.get("GroupName", self.name)
        return str(self.call("create_group", GroupName=name)["Group"]["GroupName"])

    def update(self, old: Properties) -> None:
        self.call("update_group", GroupName=self.physical_resource_id)

    def delete(self) -> None:
        self.call("delete_group", GroupName=self.physical_resource_id)


class UserPoolUser(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolUser"
    # The type has no update: any change makes another user.
    CREATE_ONLY = (
        "UserPoolId",
        "Username",
        "UserAttributes",
        "ValidationData",
        "DesiredDeliveryMediums",
        "ForceAliasCreation",
        "MessageAction",
        "ClientMetadata",
    )

    def create(self) -> str:
        name = self.properties.get("Username", self.name)
        return str(self.call("admin_create_user", Username=name)["User"]["Username"])

    def delete(self) -> None:
        self.call("admin_delete_user", Username=self.physical_resource_id)


class UserPoolUserToGroupAttachment(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolUserToGroupAttachment"
    CREATE_ONLY = ("UserPoolId", "Username", "GroupName")

    def create(self) -> str:
        self.call("admin_add_user_to_group")
        return self.name

    def delete(self) -> None:
        self.call("admin_remove_user_from_group")
