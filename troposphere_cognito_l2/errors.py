"""What this library raises.

::

    CognitoL2Error
    ├── ConfigurationError (also a ValueError)   options or rendered properties that Cognito would refuse
    │   ├── OtherTemplateError                   a handle used in a template that it does not belong to
    │   └── TitleTakenError                      a logical id that is taken, or that CloudFormation does not allow
    ├── NotAResourceError  (also a TypeError)    a helper or handle where a troposphere resource was expected
    ├── UnusableTemplateError (also a ValueError)  what was given to `check` or `compare` is no template
    └── DangerousChangeError                     an update that loses users, is refused, or changes ids that apps hold
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .checks.finding import Finding, told

if TYPE_CHECKING:
    from .comparing.change import Change


class CognitoL2Error(Exception):
    """Base of all errors of this library."""


class ConfigurationError(CognitoL2Error, ValueError):
    """Everything that is wrong with what was asked for, at once. The template is as it was before.

    Attributes:
        findings: one `Finding` a problem, for programs; the text of the error is made of them.
    """

    def __init__(
        self, subject: str, findings: Sequence[Finding], outcome: str = "; nothing was added to the template"
    ) -> None:
        self.subject = subject
        self.findings = tuple(findings)
        self.outcome = outcome
        super().__init__(subject, self.findings, outcome)

    def __str__(self) -> str:
        count = len(self.findings)
        lines = [f"{self.subject}: {count} problem{'' if count == 1 else 's'}{self.outcome}."]
        for number, finding in enumerate(self.findings, 1):
            first, *rest = told(finding)
            lines += ["", f"{number}. {first}", *rest]
        return "\n".join(lines)


class TitleTakenError(ConfigurationError):
    """A logical id that is already in the template, or that CloudFormation does not allow."""


class OtherTemplateError(ConfigurationError):
    """A handle was used in a template that it does not belong to; other problems are told with it."""


class NotAResourceError(CognitoL2Error, TypeError):
    """A helper or a handle was given to troposphere where a resource was expected."""


class UnusableTemplateError(CognitoL2Error, ValueError):
    """What was given is no template that can be read: empty, binary, broken, no mapping, no file. One line says why."""


class DangerousChangeError(CognitoL2Error):
    """An update that loses users, is refused, or changes ids that apps hold.

    Attributes:
        changes: one `Change` for each such thing.
    """

    def __init__(self, changes: Sequence[Change], text: str) -> None:
        self.changes = tuple(changes)
        self.text = text
        super().__init__(self.changes, text)

    def __str__(self) -> str:
        return self.text
