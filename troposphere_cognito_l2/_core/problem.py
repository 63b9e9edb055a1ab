"""What is wrong with an option itself, whatever it renders."""

from __future__ import annotations

from ..checks.finding import Finding, Severity


def option_finding(path: str, option: str, value: object, *, message: str, allowed: str, fix: str) -> Finding:
    """A finding about an option itself, before anything is rendered."""
    return Finding("E9000", Severity.ERROR, "", path, value, message, allowed, fix, "", option)
