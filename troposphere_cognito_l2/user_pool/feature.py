"""What the features of a user pool have in common."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from troposphere import GetAtt

from .._core.fragment import Fragment
from .._core.helper import Problems
from .._core.options import Options
from .._core.values import Resource, Value, is_intrinsic


class PoolContext(NamedTuple):
    """What one feature may know of the others."""

    logical_id: str
    problems: Problems
    auto_verified: tuple[str, ...]
    """The attributes that Cognito verifies by itself: ``email``, ``phone_number``."""
    factors: tuple[str, ...]
    """The second factors that are on."""
    retention: dict[str, Any]
    """``DeletionPolicy`` and ``UpdateReplacePolicy`` of all that holds users."""


class Feature(Options):
    """One concern of a user pool."""

    def render(self, context: PoolContext) -> Fragment:
        """The properties and companion resources of the feature."""
        return Fragment(self.direct_properties())


def arn_of(target: Value[str] | Resource) -> Any:
    """The ARN of a resource given as a troposphere object; a string or intrinsic is one already."""
    if isinstance(target, str) or is_intrinsic(target):
        return target
    resource = cast("Resource", target)
    if resource.resource_type in _REF_IS_ARN:
        return resource.ref()
    return GetAtt(target, "Arn")


_REF_IS_ARN = ("AWS::Lambda::Alias", "AWS::Lambda::Version")
"""Types whose ``Ref`` gives the ARN."""
