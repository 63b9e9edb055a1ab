"""What applications sign in through: app client, domain, resource server, identity provider."""

# ruff: noqa: D101, D102 - `resource.Resource` tells what the types and their methods are

from __future__ import annotations

from moto.cognitoidp.models import CognitoIdpUserPoolClient, CognitoResourceServer, cognitoidp_backends
from moto.core.common_models import CloudFormationModel

from .resource import Properties, Refused, Resource
from .user_pool import moto_pool, refuse

STANDARD_SCOPES = {"phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"}


class UserPoolClient(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolClient"
    CREATE_ONLY = ("GenerateSecret", "UserPoolId")
    ATTRIBUTES = ("ClientId", "ClientSecret", "Name")

    def create(self) -> str:
        self._check()
        client = self.call("create_user_pool_client", ClientName=self._client_name())["UserPoolClient"]
        return str(client["ClientId"])

    def update(self, old: Properties) -> None:
        self._check()
        client_id = self.physical_resource_id
        self.call("update_user_pool_client", ClientId=client_id, ClientName=self._client_name())
        # The service resets what an update leaves out; moto keeps it.
        pool_id = self.properties["UserPoolId"]
        client = moto_pool(self.account_id, self.region, pool_id).clients[client_id]
        left_out = old.keys() - self.properties.keys()
        defaults = CognitoIdpUserPoolClient(pool_id, client.generate_secret, {}).extended_config
        kept = {name: value for name, value in client.extended_config.items() if name not in left_out}
        client.extended_config = {**defaults, **kept}

    def delete(self) -> None:
        self.call("delete_user_pool_client", ClientId=self.physical_resource_id)

    def attributes(self) -> dict[str, str]:
        client = self.call("describe_user_pool_client", ClientId=self.physical_resource_id)["UserPoolClient"]
        found = {"ClientId": client["ClientId"], "Name": client["ClientName"]}
        if "ClientSecret" in client:
            found["ClientSecret"] = client["ClientSecret"]
        return found

    def _client_name(self) -> str:
        return str(self.properties.get("ClientName", self.name))

    def _check(self) -> None:
        """A client may name only what exists by then: this is what a forgotten DependsOn runs into."""
        pool_id = self.properties["UserPoolId"]
        self.call("describe_user_pool")
        pool = moto_pool(self.account_id, self.region, pool_id)
        for provider in self.properties.get("SupportedIdentityProviders", []):
            if provider != "COGNITO" and provider not in pool.identity_providers:
                raise refuse(f"The provider {provider} does not exist for User Pool {pool_id}")
        scopes = STANDARD_SCOPES | {
            f"{server.identifier}/{scope['ScopeName']}"
            for server in pool.resource_servers.values()
            for scope in server.scopes or []
        }
        for scope in self.properties.get("AllowedOAuthScopes", []):
            if scope not in scopes:
                raise Refused("ScopeDoesNotExistException", f"Invalid scope requested: {scope}")


class UserPoolDomain(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolDomain"
    CREATE_ONLY = ("UserPoolId", "Domain")
    ATTRIBUTES = ("CloudFrontDistribution",)

    def create(self) -> str:
        domains = cognitoidp_backends[self.account_id][self.region].user_pool_domains
        domain: str = self.properties["Domain"]
        if domain in domains:
            raise refuse("Domain already associated with another user pool.")
        # A pool has room for one prefix domain and for one custom domain.
        custom = "CustomDomainConfig" in self.properties
        if any(
            other.user_pool_id == self.properties["UserPoolId"] and bool(other.custom_domain_config) == custom
            for other in domains.values()
        ):
            raise refuse("User pool already has a domain configured.")
        self.call("create_user_pool_domain")
        return domain

    def update(self, old: Properties) -> None:
        self.call("update_user_pool_domain")

    def delete(self) -> None:
        self.call("delete_user_pool_domain")

    def attributes(self) -> dict[str, str]:
        description = self.call("describe_user_pool_domain")["DomainDescription"]
        return {"CloudFrontDistribution": description["CloudFrontDistribution"]}


class UserPoolResourceServer(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolResourceServer"
    CREATE_ONLY = ("UserPoolId", "Identifier")

    def create(self) -> str:
        return str(self.call("create_resource_server")["ResourceServer"]["Identifier"])

    # moto has no UpdateResourceServer and no DeleteResourceServer.

    def update(self, old: Properties) -> None:
        pool_id = self.properties["UserPoolId"]
        self._servers()[self.physical_resource_id] = CognitoResourceServer(
            pool_id, self.physical_resource_id, self.properties["Name"], self.properties.get("Scopes", [])
        )

    def delete(self) -> None:
        del self._servers()[self.physical_resource_id]

    def _servers(self) -> dict[str, CognitoResourceServer]:
        return moto_pool(self.account_id, self.region, self.properties["UserPoolId"]).resource_servers


class UserPoolIdentityProvider(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPoolIdentityProvider"
    CREATE_ONLY = ("UserPoolId", "ProviderName", "ProviderType")

    def create(self) -> str:
        return str(self.call("create_identity_provider")["IdentityProvider"]["ProviderName"])

    def update(self, old: Properties) -> None:
        self.call("update_identity_provider")

    def delete(self) -> None:
        self.call("delete_identity_provider")
