"""`ChangeReport`: what an update would do."""

from __future__ import annotations

from collections.abc import Iterable

from ..checks.finding import Severity, many
from .change import Change, Effect
from .plan import lines


class ChangeReport:
    """What an update would do. As text it reads like a plan, the worst first."""

    def __init__(
        self,
        changes: Iterable[Change] = (),
        notes: Iterable[str] = (),
        accepted: Iterable[tuple[Change, str]] = (),
        stale: Iterable[str] = (),
    ) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: (change.severity.rank, change.effect.rank)))
        """All that was found and not accepted, the worst first, and otherwise in the template's order."""
        self.notes = tuple(notes)
        """What the report can't speak of, and why."""
        self.accepted = tuple(accepted)
        """The changes that somebody has accepted, each with the reason."""
        self.stale = tuple(stale)
        """Fingerprints that were accepted and of which there is no change any more."""

    @property
    def errors(self) -> tuple[Change, ...]:
        """What loses users or ids that apps hold, or makes the deploy fail."""
        return tuple(change for change in self.changes if change.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Change, ...]:
        """What may lock somebody out, or was not meant."""
        return tuple(change for change in self.changes if change.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    def of(self, effect: Effect | str) -> tuple[Change, ...]:
        """The changes with an effect."""
        return tuple(change for change in self.changes if change.effect == effect)

    def raise_for_errors(self) -> None:
        """Fail if the update would lose users, be refused, or change ids that apps hold.

        Raises:
            DangerousChangeError: with all such changes.
        """
        if not self.ok:
            from ..errors import DangerousChangeError

            text = "\n".join(lines(ChangeReport(self.errors)))
            raise DangerousChangeError(self.errors, f"the update is dangerous.\n\n{text}")

    def __repr__(self) -> str:
        return f"<ChangeReport: {self.counted()}>"

    def __str__(self) -> str:
        return "\n".join(lines(self))

    def counted(self) -> str:
        """How many changes there are, by severity and by effect."""
        counts = [f"{len(found)} {effect.value}" for effect in Effect if (found := self.of(effect))]
        text = "nothing that loses users, is refused or breaks sign-in"
        if counts:
            text = f"{many(len(self.errors), 'error')}, {many(len(self.warnings), 'warning')}: {', '.join(counts)}"
        return f"{text}; {len(self.accepted)} accepted" if self.accepted else text
