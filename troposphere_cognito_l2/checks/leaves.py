"""One finding of what was found under several combinations of values, and the values to name with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from .choices import Choice
from .conditions import Assignment


class Told(Protocol):
    """A finding, or something else that is found under a scenario."""

    @property
    def fingerprint(self) -> str:
        """The same for the same thing."""
        ...

    @property
    def message(self) -> str:
        """What it says."""
        ...

    def _replace(self, *, scenario: str) -> Any: ...


T = TypeVar("T", bound=Told)


def merged(leaves: Sequence[tuple[Assignment, Sequence[T]]]) -> Sequence[T]:
    """Each finding of the leaves once, with the values that show it; in the order of the first leaf that has it."""
    if len(leaves) == 1:
        return leaves[0][1]
    if not any(findings for _, findings in leaves):  # as mostly
        return ()
    first: dict[tuple[str, str], T] = {}
    shown: dict[tuple[str, str], set[int]] = {}
    for index, (_, findings) in enumerate(leaves):
        for finding in findings:
            same = finding.fingerprint, finding.message
            first.setdefault(same, finding)
            shown.setdefault(same, set()).add(index)
    assignments = [assignment for assignment, _ in leaves]
    return [finding._replace(scenario=_scenario(assignments, shown[same])) for same, finding in first.items()]


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
