"""`Value`: a literal or an intrinsic, and the one door through which literals are looked at."""

from __future__ import annotations

from typing import Annotated, Any, Protocol, TypeVar, Union, cast

from troposphere import AWSHelperFn, If, Tags

T = TypeVar("T")


class Intrinsic(Protocol):
    """Any of troposphere's intrinsic functions: ``Ref``, ``GetAtt``, ``Sub``, ``If``, ``ImportValue`` ...

    A protocol, so that type checkers that do not follow troposphere's untyped imports still refuse a wrong literal.
    """

    def getdata(self, data: object) -> Any:
        """What troposphere's functions make of their argument."""

    def to_dict(self) -> Any:
        """The function as CloudFormation writes it."""


class Resource(Protocol):
    """A troposphere resource, as ``template.add_resource`` takes it."""

    resource_type: Any
    title: Any

    def ref(self) -> Any:
        """``Ref`` of the resource."""

    def get_att(self, value: str) -> Any:
        """``Fn::GetAtt`` of the resource."""


Role = Annotated[Resource, "AWS::IAM::Role"]
"""A resource of that type; type checkers see any troposphere resource, the options look at its type."""
ManagedPolicy = Annotated[Resource, "AWS::IAM::ManagedPolicy"]
OidcProvider = Annotated[Resource, "AWS::IAM::OIDCProvider"]
SamlProvider = Annotated[Resource, "AWS::IAM::SAMLProvider"]
Function = Annotated[
    Resource, "AWS::Lambda::Function", "AWS::Lambda::Alias", "AWS::Lambda::Version", "AWS::Serverless::Function"
]
Key = Annotated[Resource, "AWS::KMS::Key", "AWS::KMS::ReplicaKey"]
Certificate = Annotated[Resource, "AWS::CertificateManager::Certificate"]
LogGroup = Annotated[Resource, "AWS::Logs::LogGroup"]
DeliveryStream = Annotated[Resource, "AWS::KinesisFirehose::DeliveryStream"]
Bucket = Annotated[Resource, "AWS::S3::Bucket"]


class TagList(Protocol):
    """troposphere's ``Tags``."""

    tags: Any


Value = Union[T, Intrinsic]  # noqa: UP007 - a generic alias of a type variable
"""An option that stands for one property: a literal, or an intrinsic that only the deploy will know."""


def is_intrinsic(value: object) -> bool:
    """Whether a value is one of troposphere's intrinsic functions (``Tags`` is a list in disguise, not one)."""
    return isinstance(value, AWSHelperFn) and not isinstance(value, Tags)


def literal(value: Value[T]) -> T | None:
    """The literal, or ``None`` for an intrinsic.

    The one door: an intrinsic must never be compared or tested for truth, since ``Ref("ON") == "ON"`` is ``True`` and
    ``not Ref("Flag")`` is ``False``.
    """
    return None if is_intrinsic(value) else cast("T", value)


class NotMappable(Exception):  # noqa: N818 - caught at once, never seen by a user
    """An intrinsic whose branches are not known when the template is built."""


def mapped(value: Value[bool], *, true: object, false: object) -> Any:
    """The value that a boolean stands for; of an ``If``, branch by branch.

    Raises:
        NotMappable: for any other intrinsic, which only the deploy would know.
    """
    if isinstance(value, If):
        condition, then, otherwise = value.data["Fn::If"]
        return If(condition, mapped(then, true=true, false=false), mapped(otherwise, true=true, false=false))
    if value is True:
        return true
    if value is False:
        return false
    if is_intrinsic(value) and value.to_dict() == {"Ref": "AWS::NoValue"}:
        return value
    raise NotMappable
