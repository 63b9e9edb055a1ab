"""`Report`: what was found in a template."""

from __future__ import annotations

from collections.abc import Iterable

from .finding import Finding, Severity, many, told


class Report:
    """What was found in a template. As text it is readable, the worst first."""

    def __init__(self, findings: Iterable[Finding] = (), notes: Iterable[str] = (), suppressed: int = 0) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: finding.severity.rank))
        """All that was found, the worst first, and otherwise in the template's order."""
        self.notes = tuple(notes)
        """What the report can't speak of, and why."""
        self.suppressed = suppressed
        """How many findings were left out: by ``ignore=``, or by the ``Metadata`` of their resources."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What makes the deploy fail, or whatever is done by it later."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What deploys, and then hurts."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    def raise_for_errors(self) -> None:
        """Raise what `add_to` would raise for the errors, if there are any.

        Raises:
            ConfigurationError: with all errors at once.
        """
        if not self.ok:
            from ..errors import ConfigurationError

            raise ConfigurationError("the template", self.errors, outcome="")

    def __repr__(self) -> str:
        return f"<Report: {self._counted()}>"

    def __str__(self) -> str:
        lines: list[str] = []
        for finding in self.findings:
            first, *rest = told(finding)
            lines += [f"{finding.severity.value}: {first}", *rest, ""]
        lines += [f"note: {note}" for note in self.notes]
        lines.append(self._counted())
        return "\n".join(lines)

    def _counted(self) -> str:
        infos = len(self.findings) - len(self.errors) - len(self.warnings)
        counts = [many(len(self.errors), "error"), many(len(self.warnings), "warning")]
        counts += [f"{infos} for your information"] if infos else []
        counts += [f"{self.suppressed} suppressed"] if self.suppressed else []
        return ", ".join(counts)
