"""What this library raises.

::

    CognitoL2Error
    ├── ConfigurationError (also a ValueError)   options or rendered properties that Cognito would refuse
    │   └── TitleTakenError                      a logical id that is taken, or that CloudFormation does not allow
    ├── OtherTemplateError (also a ValueError)   a handle used in a template that it does not belong to
    └── NotAResourceError  (also a TypeError)    a helper or handle where a troposphere resource was expected
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .checks.rule import Finding


class CognitoL2Error(Exception):
    """Base of all errors of this library."""


class ConfigurationError(CognitoL2Error, ValueError):
    """Everything that is wrong with what was asked for, at once. The template is as it was before.

    Attributes:
        findings: one `Finding` a problem, for programs; the text of the error is made of them.
    """

    def __init__(self, subject: str, findings: Sequence[Finding]) -> None:
        self.subject = subject
        self.findings = tuple(findings)
        super().__init__(subject, self.findings)

    def __str__(self) -> str:
        count = len(self.findings)
        lines = [f"{self.subject}: {count} problem{'' if count == 1 else 's'}; nothing was added to the template."]
        for number, finding in enumerate(self.findings, 1):
            lines.append("")
            lines.append(f"{number}. {_place(finding)}: {finding.message}")
            lines.append(f"   given:   {_short(finding.value)}")
            if finding.allowed:
                lines.append(f"   allowed: {finding.allowed}")
            lines.append(f"   fix:     {finding.fix}")
            lines.append(f"   rule:    {finding.rule} {finding.source}".rstrip())
        return "\n".join(lines)


class TitleTakenError(ConfigurationError):
    """A logical id that is already in the template, or that CloudFormation does not allow."""


class OtherTemplateError(CognitoL2Error, ValueError):
    """A handle was used in a template that it does not belong to."""


class NotAResourceError(CognitoL2Error, TypeError):
    """A helper or a handle was given to troposphere where a resource was expected."""


def _place(finding: Finding) -> str:
    where = ".".join(part for part in (finding.resource, finding.path) if part)
    return f"{finding.option} ({where})" if finding.option and where else finding.option or where


def _short(value: object, most: int = 120) -> str:
    text = "nothing" if value is None else json.dumps(value, default=_words, ensure_ascii=False)
    return text if len(text) <= most else f"{text[:most]}... ({len(text)} characters)"


def _words(value: Any) -> object:
    """What stands for a value that is no JSON: an intrinsic as CloudFormation writes it, anything else as Python does."""
    if hasattr(value, "JSONrepr"):  # awacs
        return value.JSONrepr()
    return value.to_dict() if hasattr(value, "getdata") else repr(value)
