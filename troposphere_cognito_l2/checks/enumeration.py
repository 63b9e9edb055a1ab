"""What looks at templates is run under all parameter values that matter to it: `Enumeration`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from .choices import Choice
from .conditions import Assignment
from .operands import NOTHING

MOST_SCENARIOS = 64
"""So many combinations of values are looked at for one rule and one resource."""
_MOST_RUNS = 10000
"""So often rules are run again for conditions in one template; past that they do without."""

Found = TypeVar("Found")


class Node:
    """An assignment, what is known of conditions under it, and where it leads: rules mostly ask for the same things."""

    __slots__ = ("_known", "assignment", "branches")

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self._known: dict[object, dict[Any, Any]] = {}
        self.branches: dict[str, list[Node]] = {}

    def known_to(self, view: object) -> dict[Any, Any]:
        """What a view of a template knows under the assignment."""
        return self._known.setdefault(view, {})


class Undecided(Exception):  # noqa: N818 - it is no error
    """A rule came to what a variable decides that has no value yet."""

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


class Assuming(Protocol):
    """A view of a template that looks different under different values."""

    def assume(self, node: Node, variables: frozenset[str] | None) -> None:
        """Look at the template under an assignment from now on.

        Args:
            node: the assignment.
            variables: those that may be asked for; ``None`` for all. What else is not assigned is unknown.
        """


class Choosing(Protocol):
    """What says which values variables may have."""

    def choices(self, variable: str) -> Sequence[Choice]:
        """What a variable may be."""
        ...

    def possible(self, assignment: Assignment) -> bool:
        """Whether values can come together."""
        ...


class Enumeration:
    """Makes views look at their templates under one combination of values after the other."""

    def __init__(self, views: Sequence[Assuming], values: Choosing) -> None:
        self._views = views
        self._values = values
        self._root = Node(NOTHING)
        self._runs = 0
        self._assume(self._root, None)

    def leaves(
        self,
        run: Callable[[], Found | None],
        variables: frozenset[str] | None = None,
        undecided: Undecided | None = None,
    ) -> list[tuple[Assignment, Found]] | None:
        """What a run finds under each combination of values that makes a difference to it.

        Args:
            run: raises `Undecided` where it comes to what a variable decides, and returns ``None`` if what it looks at
                does not exist.
            variables: those that may be asked for; default: all.
            undecided: what the run is known to raise as long as nothing is decided.

        Returns:
            Each combination with what was found; ``None`` if they are more than 64.
        """
        found: list[tuple[Assignment, Found]] = []
        root = self._root if variables is None else Node(NOTHING)
        waiting = [root] if undecided is None else self._branches(root, undecided.variable)[:]
        try:
            while waiting:
                node = waiting.pop()
                self._assume(node, variables)
                try:
                    result = run()
                except Undecided as stopped:
                    waiting += self._branches(node, stopped.variable)
                else:
                    if result is not None:
                        found.append((node.assignment, result))
                    continue
                self._runs += 1
                if len(found) + len(waiting) > MOST_SCENARIOS or self._runs > _MOST_RUNS:
                    return None
            return found
        finally:
            self._assume(self._root, None)

    def leaves_of(self, variables: frozenset[str], run: Callable[[], Found | None]) -> list[tuple[Assignment, Found]]:
        """The same for some variables only; past 64 combinations for each of their values alone."""
        return self.leaves(run, variables) or self._values_alone(variables, run)

    def _branches(self, node: Node, variable: str) -> list[Node]:
        """What a node leads to when a variable is decided, the first choice last."""
        if variable not in node.branches:
            assignments = [{**node.assignment, variable: choice} for choice in self._values.choices(variable)]
            possible = [Node(assignment) for assignment in assignments if self._values.possible(assignment)]
            node.branches[variable] = possible[::-1]
        return node.branches[variable]

    def _values_alone(
        self, variables: Iterable[str], run: Callable[[], Found | None]
    ) -> list[tuple[Assignment, Found]]:
        """What a run finds under no value at all, and under each value of each variable alone."""
        alone = [{variable: choice} for variable in sorted(variables) for choice in self._values.choices(variable)]
        found: list[tuple[Assignment, Found]] = []
        for assignment in [NOTHING, *alone][: 1 if self._runs > _MOST_RUNS else 4 * MOST_SCENARIOS]:
            self._runs += 1
            self._assume(Node(assignment), frozenset())
            if self._values.possible(assignment) and (result := run()) is not None:
                found.append((assignment, result))
        self._assume(self._root, None)
        return found

    def _assume(self, node: Node, variables: frozenset[str] | None) -> None:
        for view in self._views:
            view.assume(node, variables)
