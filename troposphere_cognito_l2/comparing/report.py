"""`ChangeReport`: what an update would do."""

from __future__ import annotations

from collections.abc import Iterable

from ..checks.finding import Severity
from .change import Change, Effect, told


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

            count = len(self.errors)
            lines = [f"the update: {count} dangerous change{'' if count == 1 else 's'}."]
            for number, change in enumerate(self.errors, 1):
                first, *rest = told(change)
                lines += ["", f"{number}. {change.effect.value}: {first}", *rest]
            raise DangerousChangeError(self.errors, "\n".join(lines))

    def __repr__(self) -> str:
        return f"<ChangeReport: {self.counted()}>"

    def __str__(self) -> str:
        lines: list[str] = []
        for change in self.changes:
            first, *rest = told(change)
            lines += [f"{change.severity.value}: {change.effect.value}: {first}", *rest, ""]
        lines += [f"accepted: {change.effect.value}: {change.resource}: {reason}" for change, reason in self.accepted]
        lines += [f"stale: {fingerprint} was accepted, and there is no such change" for fingerprint in self.stale]
        lines += [f"note: {note}" for note in self.notes]
        lines.append(self.counted())
        return "\n".join(lines)

    def counted(self) -> str:
        """How many changes there are, effect by effect."""
        counts = [f"{len(found)} {effect.value}" for effect in Effect if (found := self.of(effect))]
        counts += [f"{len(self.accepted)} accepted"] if self.accepted else []
        return ", ".join(counts) or "nothing that loses users, is refused or breaks sign-in"
