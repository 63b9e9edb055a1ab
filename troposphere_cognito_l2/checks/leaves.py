"""One finding of what was found under several combinations of values, and the values to name with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from .choices import Choice
from .conditions import Assignment
from .finding import Finding

Leaf: TypeAlias = tuple[Assignment, Sequence[Finding]]
"""What was found under an assignment."""


def merged(leaves: Sequence[Leaf]) -> Sequence[Finding]:
    """Each finding of the leaves once, with the values that show it; in the order of the first leaf that has it."""
    if len(leaves) == 1:
        return leaves[0][1]
    first: dict[tuple[str, str], Finding] = {}
    shown: dict[tuple[str, str], set[int]] = {}
    for index, (_, findings) in enumerate(leaves):
        for finding in findings:
            same = finding.fingerprint, finding.message
            first.setdefault(same, finding)
            shown.setdefault(same, set()).add(index)
    assignments = [assignment for assignment, _ in leaves]
    return [_shown(finding, _scenario(assignments, shown[same])) for same, finding in first.items()]


def _shown(finding: Finding, scenario: str) -> Finding:
    """The finding with the values that show it; what mends it there may be wrong under others."""
    return finding._replace(scenario=scenario, patch=() if scenario else finding.patch)


def _scenario(assignments: Sequence[Assignment], showing: set[int]) -> str:
    """The values of the first leaf that shows something, but for those that make no difference to it."""
    others = [assignment for index, assignment in enumerate(assignments) if index not in showing]
    if not others:
        return ""
    needed = dict(assignments[min(showing)])
    for variable in list(needed):
        less = {name: choice for name, choice in needed.items() if name != variable}
        if not any(_agree(less, other) for other in others):
            needed = less
    return ", ".join(_said(variable, choice) for variable, choice in needed.items())


def _agree(one: Assignment, other: Assignment) -> bool:
    """Whether two assignments may be of one scenario."""
    return all(name not in other or other[name] == choice for name, choice in one.items())


def _said(variable: str, choice: Choice) -> str:
    return variable.removeprefix("?") + choice.label
