"""Rules about ARNs: each is one of the kind that its property asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import IDENTITY_POOLS_API, USER_POOLS_API
from ..resource_types import (
    DOMAIN,
    GROUP,
    PERMISSION,
    ROLE,
    ROLE_ATTACHMENT,
    USER_POOL,
)
from ..rule import Evidence, Problem, rule
from ..texts import arn_fields
from ..values import Reference
from ..view import ResourceView
from .identity_pool_roles import roles
from .members import surely_other_type

_ADD_PERMISSION = "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html"
_CERTIFICATE = "AWS::CertificateManager::Certificate"

_FUNCTION_ARN = "arn:aws:lambda:eu-west-1:111122223333:function:pool"
_ROLE_ARN = "arn:aws:iam::111122223333:role/pool"
_CERTIFICATE_ARN = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"

_PLAIN = {
    "SmsConfiguration.SnsCallerArn": "iam",
    "SmsConfiguration.EumsSms.CallerArn": "iam",
    "KeyConfiguration.KmsKeyArn": "kms",
    "EmailConfiguration.SourceArn": "ses",
}
_WORDS = {"acm": "a certificate of ACM", "iam": "a role", "kms": "a key", "lambda": "a function", "ses": "an identity"}
_ROLE = "role/"
_TYPES = {"acm": (_CERTIFICATE,), "iam": (ROLE,)}
"""What a reference has to be to, where the ARN of a service is wanted."""


def _wrong(view: ResourceView, values: list[tuple[str, str, Any]]) -> Iterator[Problem]:
    """What is wrong with ARNs: path, service that is wanted, and value of each."""
    for path, wanted, value in values:
        if isinstance(value, Reference):
            if kind := surely_other_type(view, value, _TYPES[wanted]):
                yield Problem(path, f"{value.logical_id} is an {kind}", f"give the ARN of {_WORDS[wanted]}")
            continue
        fields = arn_fields(value)
        service = fields[2] if len(fields) > 2 else None
        if service is not None and service != wanted:
            yield Problem(path, f"this is an ARN of {service or 'no service'}", f"give the ARN of {_WORDS[wanted]}")
        elif service == wanted == "iam" and len(fields) > 5 and not (fields[5] or _ROLE).startswith(_ROLE):
            yield Problem(path, "this is the ARN of something else of IAM", f"give the ARN of {_WORDS[wanted]}")


@rule(
    "E9169",
    USER_POOL,
    source=f"{USER_POOLS_API}API_LambdaConfigType.html",
    accepts={"LambdaConfig": {"PreSignUp": _FUNCTION_ARN}},
    rejects={"LambdaConfig": {"PreSignUp": _ROLE_ARN}},
)
def arns_are_of_the_right_kind(pool: ResourceView) -> Iterator[Problem]:
    """An ARN in a pool is that of the service which its property asks for."""
    values = [(path, service, pool.get(path)) for path, service in _PLAIN.items()]
    triggers = pool.get("LambdaConfig")
    for name, trigger in triggers.items() if isinstance(triggers, dict) else ():
        if isinstance(trigger, dict):
            values.append((f"LambdaConfig.{name}.LambdaArn", "lambda", trigger.get("LambdaArn")))
        else:
            values.append((f"LambdaConfig.{name}", "kms" if name == "KMSKeyID" else "lambda", trigger))
    # of references another rule speaks
    yield from _wrong(pool, [entry for entry in values if not isinstance(entry[2], Reference)])


@rule(
    "E9313",
    DOMAIN,
    source=f"{USER_POOLS_API}API_CustomDomainConfigType.html",
    accepts={
        "UserPoolId": "us-east-1_a",
        "Domain": "auth.example.com",
        "CustomDomainConfig": {"CertificateArn": _CERTIFICATE_ARN},
    },
    rejects={
        "UserPoolId": "us-east-1_a",
        "Domain": "auth.example.com",
        "CustomDomainConfig": {"CertificateArn": "arn:aws:iam::111122223333:server-certificate/auth"},
    },
)
def certificate_is_of_acm(domain: ResourceView) -> Iterator[Problem]:
    """The certificate of a custom domain is one of AWS Certificate Manager."""
    path = "CustomDomainConfig.CertificateArn"
    yield from _wrong(domain, [(path, "acm", domain.get(path))])


@rule(
    "E9515",
    GROUP,
    source=f"{USER_POOLS_API}API_CreateGroup.html",
    accepts={"UserPoolId": "us-east-1_a", "RoleArn": _ROLE_ARN},
    rejects={"UserPoolId": "us-east-1_a", "RoleArn": _FUNCTION_ARN},
)
def groups_role_is_a_role(group: ResourceView) -> Iterator[Problem]:
    """The role of a group is an IAM role."""
    role = group.get("RoleArn")
    if not isinstance(role, Reference):  # of references another rule speaks
        yield from _wrong(group, [("RoleArn", "iam", role)])


@rule(
    "E9638",
    ROLE_ATTACHMENT,
    source=f"{IDENTITY_POOLS_API}API_SetIdentityPoolRoles.html",
    accepts={"IdentityPoolId": "eu-west-1:12345678-1234-1234-1234-123456789012", "Roles": {"authenticated": _ROLE_ARN}},
    rejects={
        "IdentityPoolId": "eu-west-1:12345678-1234-1234-1234-123456789012",
        "Roles": {"authenticated": _FUNCTION_ARN},
    },
)
def roles_are_roles(attachment: ResourceView) -> Iterator[Problem]:
    """Roles of an identity pool are IAM roles."""
    yield from _wrong(attachment, [(path, "iam", attachment.get(path)) for path, _ in roles(attachment)])


def _permission(source: Any) -> dict[str, Any]:
    given = {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "cognito-idp.amazonaws.com"}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Permission": {"Type": PERMISSION, "Properties": {**given, "SourceArn": source}},
        }
    }


@rule(
    "E9179",
    PERMISSION,
    source=_ADD_PERMISSION,
    evidence=Evidence.SCHEMA,  # the pattern of SourceArn
    accepts=_permission({"Fn::GetAtt": ["Users", "Arn"]}),
    rejects=_permission({"Ref": "Users"}),
)
def source_of_a_call_is_an_arn(permission: ResourceView) -> Iterator[Problem]:
    """The SourceArn of a permission for a pool is the pool's ARN, not its id or name."""
    source, pool = permission.get("SourceArn"), permission.target("SourceArn")
    if isinstance(source, Reference) and pool is not None and pool.type == USER_POOL and source.attribute != "Arn":
        yield Problem("SourceArn", f"{source!r} gives no ARN", f"use Fn::GetAtt {source.logical_id}.Arn")
