"""References to what a caller gives as a troposphere object, and to what may not exist."""

from __future__ import annotations

from typing import Any, cast

from troposphere import AWSObject, GetAtt, If, Ref, Sub

from .values import Resource, Value, is_intrinsic, literal

_REF_IS_ARN = (
    "AWS::CertificateManager::Certificate",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::OIDCProvider",
    "AWS::IAM::SAMLProvider",
    "AWS::Lambda::Alias",
    "AWS::Lambda::Version",
)
"""Types whose ``Ref`` gives the ARN."""


def arn_of(target: Value[str] | Resource) -> Any:
    """The ARN of a resource given as a troposphere object; a string or intrinsic is one already."""
    if isinstance(target, str) or is_intrinsic(target):
        return target
    resource = cast("Resource", target)
    if resource.resource_type in _REF_IS_ARN:
        return resource.ref()
    return GetAtt(target, "Arn")


def condition_of(target: object) -> str | None:
    """The condition of a resource given as a troposphere object; ``None`` for what is no resource."""
    condition: str | None = target.resource.get("Condition") if isinstance(target, AWSObject) else None
    return condition


def where_present(value: Any, condition: str | None, own: str | None) -> Any:
    """A value that rests on something under a condition, for a list or mapping of a resource under ``own``.

    Where the two conditions differ the value is left out of a stack that lacks what it rests on.
    """
    return value if condition in (None, own) else If(condition, value, Ref("AWS::NoValue"))


def filled(text: str, **values: Value[str]) -> Sub:
    """A text with variables: those whose value is a literal filled in, the others left to ``Fn::Sub``."""
    variables: dict[str, Any] = {}
    for name, value in values.items():
        variable = f"${{{name}}}"
        known = literal(value)
        if known is not None:
            text = text.replace(variable, known)
        elif variable in text:
            variables[name] = value
    return Sub(text, **variables)
