"""What every emulated resource type stands on: create, update, replace and delete, by the service's own API."""

# ruff: noqa: D102 - the methods without a docstring are moto's, or say no more than `Resource` does

from __future__ import annotations

import copy
from functools import cache
from typing import Any, ClassVar

import boto3
from botocore.exceptions import ClientError, ParamValidationError
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel

Properties = dict[str, Any]


class Refused(Exception):  # noqa: N818 - what happened, as an AWS error code says it
    """The service, or CloudFormation, does not accept what the template asks for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")


@cache
def client_of(service: str, region: str) -> Any:
    """A boto3 client; kept, since making one takes longer than a whole request to moto."""
    return boto3.client(service, region_name=region)


def fit(value: Any, shape: Any) -> Any:
    """The value as the API takes it: CloudFormation accepts "true" for true and 8 for "8", boto3 does not."""
    kind = shape.type_name
    if isinstance(value, dict) and kind == "structure":
        fitted: Any = {k: fit(v, shape.members[k]) if k in shape.members else v for k, v in value.items()}
    elif isinstance(value, dict) and kind == "map":
        fitted = {k: fit(v, shape.value) for k, v in value.items()}
    elif isinstance(value, list) and kind == "list":
        fitted = [fit(item, shape.member) for item in value]
    elif kind == "boolean" and value in ("true", "false"):
        fitted = value == "true"
    elif kind in ("integer", "long") and isinstance(value, str) and value.isdigit():
        fitted = int(value)
    elif kind == "string" and isinstance(value, bool | int | float):
        fitted = str(value).lower()
    else:
        fitted = value
    return fitted


class Resource:
    """One resource of a stack.

    A type says in `create`, `update` and `delete` what it does at the service. moto finds the types among the direct
    subclasses of `CloudFormationModel`, so each of them names that as a second base.
    """

    TYPE: ClassVar[str]
    SERVICE: ClassVar[str] = "cognito-idp"
    CREATE_ONLY: ClassVar[tuple[str, ...]] = ()
    """The properties whose change makes CloudFormation create a new resource and delete the old one."""
    ATTRIBUTES: ClassVar[tuple[str, ...]] = ()
    """What `Fn::GetAtt` may ask for."""

    physical_resource_id: str

    def __init__(self, name: str, properties: Properties, account_id: str, region: str) -> None:
        self.name = name
        """What CloudFormation names the resource if the template does not."""
        self.properties = properties
        self.account_id = account_id
        self.region = region

    def create(self) -> str:
        """Create the resource and return its physical id, which is what `Ref` gives."""
        raise NotImplementedError  # each type does it its own way

    def update(self, old: Properties) -> None:
        """Bring the resource from its old properties to `self.properties`."""
        raise NotImplementedError  # each type does it its own way

    def delete(self) -> None:
        """Delete the resource."""
        raise NotImplementedError  # each type does it its own way

    def attributes(self) -> dict[str, str]:
        """What `Fn::GetAtt` gives, by name: the physical id, unless a type says better."""
        return dict.fromkeys(self.ATTRIBUTES, self.physical_resource_id)

    def call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        """Call an operation of the service with those properties that it takes, and with the given parameters."""
        client = client_of(self.SERVICE, self.region)
        shape = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation]).input_shape
        wanted = {name: value for name, value in {**self.properties, **parameters}.items() if name in shape.members}
        try:
            response: dict[str, Any] = getattr(client, operation)(**fit(wanted, shape))
        except ClientError as error:
            raise Refused(error.response["Error"]["Code"], error.response["Error"]["Message"]) from error
        except ParamValidationError as error:
            raise Refused("ValidationException", str(error)) from error
        return response

    # What follows is how moto asks. It calls these on the class, and passes a resource's JSON already resolved.

    @classmethod
    def cloudformation_type(cls) -> str:
        return cls.TYPE

    @classmethod
    def cloudformation_name_type(cls) -> str:
        return ""  # names are given in `create`, so that no property is special to moto

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr in cls.ATTRIBUTES

    def get_cfn_attribute(self, attribute_name: str) -> str:
        attributes = self.attributes()
        if attribute_name not in attributes:
            raise UnformattedGetAttTemplateException
        return attributes[attribute_name]

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Properties, account_id: str, region_name: str, **_: Any
    ) -> Any:
        resource = cls(resource_name, cloudformation_json["Properties"], account_id, region_name)
        resource.physical_resource_id = resource.create()
        return resource

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: Any,
        new_resource_name: str,
        cloudformation_json: Properties,
        account_id: str,
        region_name: str,
    ) -> Any:
        old, new = original_resource.properties, cloudformation_json["Properties"]
        if any(old.get(name) != new.get(name) for name in cls.CREATE_ONLY):
            return cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
        # A copy, so that a refused update leaves the original as it was.
        updated = copy.copy(original_resource)
        updated.properties = new
        updated.update(old)
        return updated


class Accepted(Resource, CloudFormationModel):
    """A resource that is accepted and recorded, no more: moto has nothing behind it.

    Also what every type outside of Cognito becomes that moto does not know.
    """

    TYPE = "Accepted"  # stands for any type, see `engine.class_of_type`

    def create(self) -> str:
        return self.name

    def update(self, old: Properties) -> None:
        pass

    def delete(self) -> None:
        pass

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return not cls.ATTRIBUTES or attr in cls.ATTRIBUTES

    def get_cfn_attribute(self, attribute_name: str) -> str:
        if not self.has_cfn_attr(attribute_name):
            raise UnformattedGetAttTemplateException
        if attribute_name.endswith("Arn"):
            return f"arn:aws:accepted:{self.region}:{self.account_id}:{self.physical_resource_id}"
        return self.attributes().get(attribute_name, f"{self.physical_resource_id}-{attribute_name}")
