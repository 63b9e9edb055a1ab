"""`ChangeReport`: what an update would do."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ..checks.finding import Severity, many
from .asked import Asked, Side
from .change import Change, Effect
from .plan import lines

if TYPE_CHECKING:
    from .moving import Moving
    from .steps import SafeStep
    from .way_back import WayBack

_NOTHING = Asked(Side({"Resources": {}}, None), Side({"Resources": {}}, None), {})


class ChangeReport:
    """What an update would do. As text it reads like a plan, the worst first."""

    def __init__(
        self,
        changes: Iterable[Change] = (),
        notes: Iterable[str] = (),
        accepted: Iterable[tuple[Change, str]] = (),
        stale: Iterable[str] = (),
        *,
        asked: Asked = _NOTHING,
    ) -> None:
        self._asked = asked
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

            text = "\n".join(lines(ChangeReport(self.errors, asked=self._asked)))
            raise DangerousChangeError(self.errors, f"the update is dangerous.\n\n{text}")

    def safe_steps(self) -> tuple[SafeStep, ...]:
        """The deploys that lead to the new template, or as near to it as can be, without an error on the way.

        Each step is a template that can be deployed after the one before it. What the new template wants and can't
        have is left as it is deployed. Looked for when this is called, by comparing; nothing is asked of AWS.

        Returns:
            The steps in their order; none if there is no error, or if no safe way is known.

        Example:
            >>> from troposphere_cognito_l2 import compare
            >>> old = {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool"}}}
            >>> new = {"Resources": {"Customers": {"Type": "AWS::Cognito::UserPool"}}}
            >>> [step] = compare(old, new).safe_steps()
            >>> step.text, list(step.template["Resources"])
            ('Deploy the new template, but keep the logical id Users, not Customers.', ['Users'])
        """
        from .steps import safe_steps

        return () if self.ok else safe_steps(self._asked)

    @cached_property
    def way_back(self) -> WayBack:
        """Whether the update can be undone: what ``compare(new, old)`` says, and what does not come back.

        Looked for when it is first asked for.
        """
        from .way_back import way_back

        old, new = self._asked.old, self._asked.new
        resources = (side.document.get("Resources", {}) for side in (old, new))
        return way_back(self, self._asked.between(new, old), *resources)

    def moving(self, stack: str = "STACK", new_stack: str = "") -> Moving:
        """How to give resources other logical ids, or another stack, and keep what they hold.

        Args:
            stack: the name of the stack that has the resources.
            new_stack: the name of the stack whose template the new one is. Default: the same stack.
        """
        from .moving import moving

        every = (*self.changes, *(change for change, _ in self.accepted))
        return moving(self._asked, every, stack, new_stack or stack)

    def __repr__(self) -> str:
        return f"<ChangeReport: {self.counted()}>"

    def __str__(self) -> str:
        return "\n".join(lines(self))

    def counted(self) -> str:
        """How many changes there are, by severity and by effect."""
        counts = [f"{len(found)} {effect.value}" for effect in Effect if (found := self.of(effect))]
        text = f"nothing {'else ' if self.accepted else ''}that loses users, is refused or breaks sign-in"
        if counts:
            text = f"{many(len(self.errors), 'error')}, {many(len(self.warnings), 'warning')}: {', '.join(counts)}"
        return f"{text}; {len(self.accepted)} accepted" if self.accepted else text
