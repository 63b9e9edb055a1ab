"""What the features of a user pool have in common."""

from __future__ import annotations

from typing import Any

from .._core.fragment import Fragment
from .._core.helper import Problems
from .._core.options import Options


class PoolContext:
    """What one feature may know of the others."""

    def __init__(
        self,
        logical_id: str,
        problems: Problems,
        *,
        auto_verified: tuple[str, ...],
        factors: tuple[str, ...],
        retention: dict[str, Any],
        arn: Any,
    ) -> None:
        self.logical_id = logical_id
        self.problems = problems
        self.auto_verified = auto_verified
        """The attributes that Cognito verifies by itself: ``email``, ``phone_number``."""
        self.factors = factors
        """The second factors that are on."""
        self.retention = retention
        """``DeletionPolicy`` and ``UpdateReplacePolicy`` of all that holds users."""
        self.arn = arn
        """The ARN of the pool, for what companions may be used for."""


class Feature(Options):
    """One concern of a user pool."""

    def render(self, context: PoolContext) -> Fragment:
        """The properties and companion resources of the feature."""
        return Fragment(self.direct_properties())
