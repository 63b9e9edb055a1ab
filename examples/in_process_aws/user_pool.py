"""AWS::Cognito::UserPool, with the checks that Cognito makes when a pool is created, changed and deleted."""

# ruff: noqa: D101, D102 - `resource.Resource` tells what the types and their methods are

from __future__ import annotations

from typing import Any

from moto.cognitoidp.models import CognitoIdpUserPool, CognitoIdpUserPoolAttribute, cognitoidp_backends
from moto.core.common_models import CloudFormationModel

from .iam_policy import allowing, condition_keys, conditions_hold, is_for_service
from .resource import Properties, Refused, Resource, client_of

COGNITO = "cognito-idp.amazonaws.com"
IMMUTABLE = ("AliasAttributes", "UsernameAttributes", "UsernameConfiguration")


def refuse(message: str) -> Refused:
    return Refused("InvalidParameterException", message)


def moto_pool(account_id: str, region: str, pool_id: str) -> CognitoIdpUserPool:
    """The pool in moto's memory, for what moto's API cannot do."""
    return cognitoidp_backends[account_id][region].describe_user_pool(pool_id)


class UserPool(Resource, CloudFormationModel):
    TYPE = "AWS::Cognito::UserPool"
    ATTRIBUTES = ("Arn", "ProviderName", "ProviderURL", "UserPoolId")

    def create(self) -> str:
        self._check()
        pool_id: str = self.call("create_user_pool", PoolName=self._pool_name())["UserPool"]["Id"]
        self._set_mfa(pool_id)
        return pool_id

    def update(self, old: Properties) -> None:
        for name in IMMUTABLE:
            if _without_order(old.get(name)) != _without_order(self.properties.get(name)):
                raise Refused("InvalidRequest", f"Updates are not allowed for property - {name}.")
        if "SmsConfiguration" in old and "SmsConfiguration" not in self.properties:
            # Documented ("you can't deactivate SMS"), but no public report quotes the words.
            raise refuse("SMS configuration cannot be removed from a user pool.")
        added = _added_attributes(old.get("Schema", []), self.properties.get("Schema", []))
        self._check()

        pool_id = self.physical_resource_id
        # As at the service, what is left out of an update falls back to its default.
        self.call("update_user_pool", UserPoolId=pool_id, PoolName=self._pool_name())
        if added:
            self.call("add_custom_attributes", UserPoolId=pool_id, CustomAttributes=added)
        self._set_mfa(pool_id)
        # moto resets what its update does not carry, and does not rename.
        pool = moto_pool(self.account_id, self.region, pool_id)
        pool.extended_config.update({name: self.properties[name] for name in IMMUTABLE if name in self.properties})
        pool.name = self._pool_name()

    def delete(self) -> None:
        if self.properties.get("DeletionProtection") == "ACTIVE":
            raise refuse(
                "The user pool cannot be deleted because deletion protection is activated. "
                "Deletion protection must be inactivated first."
            )
        if moto_pool(self.account_id, self.region, self.physical_resource_id).domain:
            raise refuse("User pool cannot be deleted. It has a domain configured that should be deleted first.")
        self.call("delete_user_pool", UserPoolId=self.physical_resource_id)

    def attributes(self) -> dict[str, str]:
        provider_name = f"cognito-idp.{self.region}.amazonaws.com/{self.physical_resource_id}"
        return {
            "Arn": self._arn(self.physical_resource_id),
            "ProviderName": provider_name,
            "ProviderURL": f"https://{provider_name}",
            "UserPoolId": self.physical_resource_id,
        }

    def _pool_name(self) -> str:
        return str(self.properties.get("UserPoolName", self.name))

    def _arn(self, pool_id: str) -> str:
        return f"arn:aws:cognito-idp:{self.region}:{self.account_id}:userpool/{pool_id}"

    def _set_mfa(self, pool_id: str) -> None:
        """EnabledMfas is no parameter of CreateUserPool: like CloudFormation, set the factors in a second call."""
        factors = self.properties.get("EnabledMfas", [])
        parameters: dict[str, Any] = {"SoftwareTokenMfaConfiguration": {"Enabled": "SOFTWARE_TOKEN_MFA" in factors}}
        if "SMS_MFA" in factors:
            parameters["SmsMfaConfiguration"] = {"SmsConfiguration": self.properties["SmsConfiguration"]}
        mode = self.properties.get("MfaConfiguration", "OFF")
        self.call("set_user_pool_mfa_config", UserPoolId=pool_id, MfaConfiguration=mode, **parameters)

    def _check(self) -> None:
        """Refuse what Cognito refuses in a new pool and in a changed one."""
        if self.properties.get("AliasAttributes") and self.properties.get("UsernameAttributes"):
            raise refuse("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.")
        self._check_mfa()
        self._check_verification()
        sms = self.properties.get("SmsConfiguration", {})
        if "SnsCallerArn" in sms:
            self._check_sms_role(sms["SnsCallerArn"], sms.get("ExternalId"))

    def _check_mfa(self) -> None:
        factors = self.properties.get("EnabledMfas", [])
        sms = "SmsConfiguration" in self.properties
        if self.properties.get("MfaConfiguration", "OFF") == "OFF":
            if factors:
                raise refuse("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.")
        elif not factors or ("SMS_MFA" in factors and not sms):
            raise refuse(
                "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
            )
        elif sms and "SMS_MFA" not in factors:
            raise refuse("Can't turn off SMS_MFA when SMS configuration is set for the user pool")

    def _check_verification(self) -> None:
        verified = self.properties.get("AutoVerifiedAttributes", [])
        own_sender = "CustomSMSSender" in self.properties.get("LambdaConfig", {})
        if "phone_number" in verified and "SmsConfiguration" not in self.properties and not own_sender:
            raise refuse("SMS configuration is required when phone_number is selected for auto verification")
        settings = self.properties.get("UserAttributeUpdateSettings", {})
        if not set(settings.get("AttributesRequireVerificationBeforeUpdate", [])) <= set(verified):
            raise refuse(
                "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"
            )

    def _check_sms_role(self, role_arn: str, external_id: str | None) -> None:
        iam = client_of("iam", self.region)
        role_name = role_arn.rpartition("/")[2]
        try:
            trust = iam.get_role(RoleName=role_name)["Role"]["AssumeRolePolicyDocument"]
        except iam.exceptions.NoSuchEntityException:
            return  # a role that this account does not have: nothing to look at

        # The pool has no id while it is being created, so a trust in one exact pool cannot hold.
        context = {"aws:sourceaccount": self.account_id, "aws:sourcearn": self._arn("of-a-pool-to-be")}
        if external_id is not None:
            context["sts:externalid"] = external_id
        if not any(
            is_for_service(statement, COGNITO)
            and conditions_hold(statement, context)
            and (external_id is None or "sts:externalid" in condition_keys(statement))
            for statement in allowing(trust, "sts:AssumeRole")
        ):
            raise Refused(
                "InvalidSmsRoleTrustRelationshipException",
                "Role does not have a trust relationship allowing Cognito to assume the role",
            )

        policies = [
            iam.get_role_policy(RoleName=role_name, PolicyName=name)["PolicyDocument"]
            for name in iam.list_role_policies(RoleName=role_name)["PolicyNames"]
        ]
        # A phone number has no ARN: Cognito is content with nothing narrower than all resources.
        if not any(
            statement.get("Resource") in ("*", ["*"])
            for policy in policies
            for statement in allowing(policy, "sns:Publish")
        ):
            raise Refused("InvalidSmsRoleAccessPolicyException", "Role does not have permission to publish with SNS")


def _without_order(value: Any) -> Any:
    """Attributes are a set to Cognito, a list in the template."""
    return sorted(value) if isinstance(value, list) else value


def _added_attributes(old: list[Properties], new: list[Properties]) -> list[Properties]:
    """The custom attributes that an update adds, which is all it may do to a schema."""
    if not new:
        return []  # a Schema left out altogether is reported to be left alone
    known = {attribute["Name"]: attribute for attribute in old}
    wanted = {attribute["Name"]: attribute for attribute in new}
    if any(wanted.get(name) != attribute for name, attribute in known.items()):
        raise refuse("Existing schema attributes cannot be modified or deleted.")
    added = [attribute for name, attribute in wanted.items() if name not in known]
    if any(attribute["Name"] in CognitoIdpUserPoolAttribute.STANDARD_SCHEMA for attribute in added):
        raise refuse("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.")
    return added
