"""What becomes of the users when the pool leaves the stack."""

from __future__ import annotations

from enum import Enum


class RemovalPolicy(Enum):
    """What becomes of the pool, and of the SMS role it needs, when the stack lets go of them."""

    RETAIN = "Retain"
    """They stay, and the pool can't be deleted before its deletion protection is switched off."""
    DESTROY = "Delete"
    """They are deleted with all users: for a disposable stack."""

    def attributes(self) -> dict[str, str]:
        """``DeletionPolicy`` and ``UpdateReplacePolicy``."""
        return {"DeletionPolicy": self.value, "UpdateReplacePolicy": self.value}
