"""What the features of a user pool have in common."""

from __future__ import annotations

from typing import Any, NamedTuple

from .._core.fragment import Fragment
from .._core.helper import Problems
from .._core.options import Options


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
    arn: Any
    """The ARN of the pool, for what companions may be used for."""


class Feature(Options):
    """One concern of a user pool."""

    def render(self, context: PoolContext) -> Fragment:
        """The properties and companion resources of the feature."""
        return Fragment(self.direct_properties())
