"""Identity pools and what is attached to them."""

# ruff: noqa: D101, D102 - `resource.Resource` tells what the types and their methods are

from __future__ import annotations

from moto.cognitoidentity.models import CognitoIdentityPool, cognitoidentity_backends
from moto.cognitoidp.models import cognitoidp_backends
from moto.core.common_models import CloudFormationModel

from .resource import Accepted, Properties, Resource
from .user_pool import refuse


class IdentityPool(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::IdentityPool"
    SERVICE = "cognito-identity"
    ATTRIBUTES = ("Id", "Name")

    def create(self) -> str:
        self._check()
        pool = self.call("create_identity_pool", IdentityPoolName=self._pool_name(), IdentityPoolTags=self._tags())
        return str(pool["IdentityPoolId"])

    def update(self, old: Properties) -> None:
        self._check()
        pool_id = self.physical_resource_id
        # moto's own update neither renames nor resets what is left out: give the pool the state of a new one.
        wanted = self.call("create_identity_pool", IdentityPoolName=self._pool_name(), IdentityPoolTags=self._tags())
        pools: dict[str, CognitoIdentityPool] = cognitoidentity_backends[self.account_id][self.region].identity_pools
        pools[pool_id] = pools.pop(wanted["IdentityPoolId"])
        pools[pool_id].identity_pool_id = pool_id

    def delete(self) -> None:
        self.call("delete_identity_pool", IdentityPoolId=self.physical_resource_id)

    def attributes(self) -> dict[str, str]:
        return {"Id": self.physical_resource_id, "Name": self._pool_name()}

    def _pool_name(self) -> str:
        return str(self.properties.get("IdentityPoolName", self.name))

    def _tags(self) -> dict[str, str]:
        return {tag["Key"]: tag["Value"] for tag in self.properties.get("IdentityPoolTags", [])}

    def _check(self) -> None:
        for provider in self.properties.get("CognitoIdentityProviders", []):
            host, _, pool_id = provider["ProviderName"].partition("/")
            pool = cognitoidp_backends[self.account_id][self.region].user_pools.get(pool_id)
            known = pool is not None and provider["ClientId"] in pool.clients
            if host != f"cognito-idp.{self.region}.amazonaws.com" or not known:
                raise refuse("Invalid Cognito Identity Provider")


class _OfIdentityPool(Accepted):
    """Accepted, if its identity pool exists."""

    SERVICE = "cognito-identity"

    def create(self) -> str:
        self.call("describe_identity_pool")
        return str(self.properties["IdentityPoolId"])


class IdentityPoolRoleAttachment(_OfIdentityPool, CloudFormationModel):
    TYPE = "AWS::Cognito::IdentityPoolRoleAttachment"
    CREATE_ONLY = ("IdentityPoolId",)
    ATTRIBUTES = ("Id",)


class IdentityPoolPrincipalTag(_OfIdentityPool, CloudFormationModel):
    TYPE = "AWS::Cognito::IdentityPoolPrincipalTag"
    CREATE_ONLY = ("IdentityPoolId", "IdentityProviderName")

    def create(self) -> str:
        return f"{super().create()}|{self.properties['IdentityProviderName']}"
