"""What hangs on a user pool and has nothing behind it in moto: accepted if the pool, and the client named, exist."""

# ruff: noqa: D101, D102 - `resource.Resource` tells what the types and their methods are

from __future__ import annotations

import uuid

from moto.core.common_models import CloudFormationModel

from .resource import Accepted
from .user_pool import moto_pool, refuse


class _OfUserPool(Accepted):
    """Accepted, if its user pool and its client exist."""

    def create(self) -> str:
        self.call("describe_user_pool")
        if self.properties.get("ClientId", "ALL") != "ALL":
            self.call("describe_user_pool_client")
        return self._id()

    def _id(self) -> str:
        return str(self.properties["UserPoolId"])


class _OfClient(_OfUserPool):
    """Known by the pool and the client together; the client "ALL" stands for the pool's default."""

    def _id(self) -> str:
        return "-".join([self.TYPE.rpartition("::")[2], self.properties["UserPoolId"], self.properties["ClientId"]])


class UserPoolUICustomizationAttachment(_OfClient, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolUICustomizationAttachment"
    CREATE_ONLY = ("UserPoolId", "ClientId")

    def create(self) -> str:
        name = super().create()
        if moto_pool(self.account_id, self.region, self.properties["UserPoolId"]).domain is None:
            raise refuse("There has to be an existing domain associated with this user pool")
        return name


class UserPoolRiskConfigurationAttachment(_OfClient, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolRiskConfigurationAttachment"
    CREATE_ONLY = ("UserPoolId", "ClientId")


class LogDeliveryConfiguration(_OfUserPool, CloudFormationModel):
    TYPE = "AWS::Cognito::LogDeliveryConfiguration"
    CREATE_ONLY = ("UserPoolId",)
    ATTRIBUTES = ("Id",)


class ManagedLoginBranding(_OfUserPool, CloudFormationModel):
    TYPE = "AWS::Cognito::ManagedLoginBranding"
    CREATE_ONLY = ("UserPoolId", "ClientId")
    ATTRIBUTES = ("ManagedLoginBrandingId",)

    def _id(self) -> str:
        return str(uuid.uuid4())


class Terms(_OfUserPool, CloudFormationModel):
    TYPE = "AWS::Cognito::Terms"
    CREATE_ONLY = ("UserPoolId", "ClientId")
    ATTRIBUTES = ("TermsId",)

    def _id(self) -> str:
        return str(uuid.uuid4())


class UserPoolReplica(_OfUserPool, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolReplica"
    CREATE_ONLY = ("UserPoolId", "RegionName", "UserPoolTagsAtCreate")

    def _id(self) -> str:
        return f"{self.properties['UserPoolId']}|{self.properties['RegionName']}"


class UserPoolRegionalConfigurationAttachment(_OfUserPool, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolRegionalConfigurationAttachment"
    CREATE_ONLY = ("UserPoolId",)
