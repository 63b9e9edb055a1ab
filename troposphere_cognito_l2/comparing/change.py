"""`Change`: one thing that an update would do."""

from __future__ import annotations

import json
from enum import Enum
from typing import Any, NamedTuple

from ..checks.finding import Severity
from ..checks.secrets import without_secrets


class Effect(str, Enum):
    """What an update does."""

    USERS_LOST = "users-lost"
    """A pool, user, group or linked identity is deleted, recreated or orphaned, or less protected from it."""
    REJECTED = "rejected"
    """The deploy fails and rolls back."""
    REPLACED = "replaced"
    """The resource is recreated, with a new id."""
    SIGN_IN_BREAKS = "sign-in-breaks"
    """It deploys, and users or apps can't sign in."""
    RESET = "reset"
    """A property that was left out falls back to what the service does without it."""
    IN_PLACE = "in-place"
    """The resource is changed as it stands, nothing else happens."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Effect).index(self)


class Change(NamedTuple):
    """One thing that an update would do."""

    rule: str
    """Id of the rule that knows it."""
    effect: Effect
    """What happens."""
    severity: Severity
    """How bad that is: an error loses users, ids that apps hold, or the deploy; a warning may lock somebody out."""
    resource: str
    """Logical id; the old template's where the new one has it no more."""
    path: str
    """Property path inside ``Properties``, or an attribute beside them; empty for the resource as a whole."""
    old: Any
    """What stood there, as far as it is known; ``None`` for nothing."""
    new: Any
    """What stands there now."""
    message: str
    """What happens and why, in one or two sentences."""
    fix: str
    """The safe way to do it."""
    source: str
    """The page that says so."""
    steps: tuple[str, ...] = ()
    """The safe way step by step, where it takes more than one deploy."""
    command: str = ""
    """A read-only AWS command that tells whether it matters."""
    scenario: str = ""
    """Parameter values that show it, as in ``Stage=prod``; empty if it shows under all."""
    candidates: tuple[str, ...] = ()
    """The logical ids of the new template that the resource may have become; more than one are equally like it."""
    cause: str = ""
    """Logical id of what is made anew, and brings this along; empty if this is no consequence."""
    about: str = ""
    """What tells it from other changes by the same rule at the same place (the rule of `check` that the new template
    breaks, whose role it is); empty where there is but one."""

    @property
    def shown(self) -> tuple[Any, Any]:
        """The old and the new value as reports show them: a secret is not."""
        return without_secrets(self.path, self.old), without_secrets(self.path, self.new)

    @property
    def fingerprint(self) -> str:
        """Stays the same while the rule, the resource, the property and both values do, whatever the wording."""
        from hashlib import sha256

        parts = [self.rule, self.effect.value, self.resource, self.path, self.old, self.new]
        parts += [self.about] if self.about else []
        known = json.dumps(parts, default=repr, sort_keys=True)
        return sha256(known.encode(errors="surrogatepass")).hexdigest()[:16]
