"""The template next to a wanted one that can be deployed without an error: `Nearest`."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from ..checks.api import check
from ..checks.operands import mapping
from .asked import Asked, Side
from .change import Change
from .edits import bring, is_taken, put_back, resources_of
from .references import Document, renamed
from .rule import words

if TYPE_CHECKING:
    from .report import ChangeReport

_MOST_ROUNDS = 100
"""So often what is put back may show what else has to be."""
_WHOLE = 2
"""How widely all of a resource is put back."""


class Nearest:
    """A wanted template in which what can't be had is left as it is deployed."""

    def __init__(self, asked: Asked, here: Side, there: Side) -> None:
        self._asked = asked
        self._here = here
        self._there = there
        self._wanted: Document = deepcopy(dict(there.document))
        """The wanted template; what takes the place of something else is called as that."""
        self._target: Document = deepcopy(dict(there.document))
        self._tried: dict[tuple[str, str], int] = {}
        self._widened: dict[str, None] = {}
        """The resources of which all was put back, though perhaps not all of it had to be."""

    def found(self, report: ChangeReport) -> tuple[Side, str, ChangeReport] | None:
        """The template, what is left as it is in it, and what deploying it does; ``None`` if there is no way.

        Args:
            report: what deploying the wanted template does.
        """
        for _ in range(_MOST_ROUNDS):
            if report.ok:
                broken = [
                    name for name in self._broken(self._target) if name not in self._widened and self._is_both(name)
                ]
                if not broken:
                    self._narrow()
                    target = self._side(self._target)
                    return target, "; ".join(self._left()), self._asked.between(self._here, target)
                for name in broken:
                    self._put_back(name, "", _WHOLE)
                    self._widened[name] = None
            elif not all(map(self._concede, _first(report))):
                return None
            report = self._asked.between(self._here, self._side(self._target))
        return None

    def _concede(self, change: Change) -> bool:
        """Leave a thing as it is deployed; whether that could be done."""
        name = change.resource
        widely = self._tried.get((name, change.path), 0)
        self._tried[name, change.path] = widely + 1
        if widely > _WHOLE:
            return False
        if name not in resources_of(self._target):
            bring(self._target, self._here.document, [name])
        elif self._is_both(name):
            path = "" if change.rule == "C9004" else change.path
            self._put_back(name, path, widely)
            if path and widely == _WHOLE:
                self._widened[name] = None
        else:
            return self._deployed_instead(name)
        return True

    def _deployed_instead(self, name: str) -> bool:
        """Leave the one resource in the deployed state whose place another of its type is to take."""
        here, target = resources_of(self._here.document), resources_of(self._target)
        kind = target[name]["Type"]
        gone = [other for other, body in here.items() if other not in target and mapping(body).get("Type") == kind]
        if len(gone) != 1 or is_taken(self._target, gone[0]):
            return False
        self._target, self._wanted = (renamed(one, {name: gone[0]}) for one in (self._target, self._wanted))
        self._put_back(gone[0], "", _WHOLE)
        return True

    def _put_back(self, name: str, path: str, widely: int) -> None:
        put_back(self._target, self._here.document, name, path, widely=widely)

    def _narrow(self) -> None:
        """Take back what did not have to be put back."""
        for name in self._widened:
            if name not in resources_of(self._wanted):
                continue
            for place in list(self._differing(name)):
                tried = deepcopy(self._target)
                _copy(resources_of(self._wanted)[name], resources_of(tried)[name], place)
                if self._asked.between(self._here, self._side(tried)).ok and not self._broken(tried):
                    self._target = tried

    def _broken(self, document: Document) -> list[str]:
        """The resources that Cognito would refuse, though neither what is deployed nor what is wanted says so."""
        known = {_known(finding) for side in (self._here.document, self._wanted) for finding in check(side).errors}
        found = (finding.resource for finding in check(document).errors if _known(finding) not in known)
        return list(dict.fromkeys(found))

    def _left(self) -> Iterator[str]:
        """What is not as it was wanted, resource by resource."""
        wanted, here = resources_of(self._wanted), resources_of(self._here.document)
        for name, body in resources_of(self._target).items():
            if name not in wanted:
                yield f"keep {name}"
            elif names := [place[-1] for place in self._differing(name)]:
                whole = body == here.get(name) and len(names) > 1
                yield f"leave {name if whole else f'{words(names)} of {name}'} as deployed"

    def _differing(self, name: str) -> Iterator[tuple[str, ...]]:
        """The properties of a resource, and what stands beside them, that are not as they were wanted."""
        mine, wanted = (resources_of(one)[name] for one in (self._target, self._wanted))
        for key in {**mine, **wanted}:
            if key == "Properties":
                one, other = mapping(mine.get(key)), mapping(wanted.get(key))
                yield from ((key, inner) for inner in {**one, **other} if one.get(inner) != other.get(inner))
            elif mine.get(key) != wanted.get(key):
                yield (key,)

    def _is_both(self, name: str) -> bool:
        return name in resources_of(self._here.document) and name in resources_of(self._target)

    def _side(self, document: Document) -> Side:
        return self._there.saying(document, self._here)


def _copy(source: Any, target: Any, place: tuple[str, ...]) -> None:
    *above, last = place
    for name in above:
        source, target = mapping(source.get(name)), target.setdefault(name, {})
    if last in source:
        target[last] = deepcopy(source[last])
    else:
        del target[last]


def _known(finding: Any) -> tuple[str, str, str]:
    return finding.rule, finding.resource, finding.path


def _first(report: ChangeReport) -> list[Change]:
    """The errors to look at together: one of each place, and those of a property only where the whole has none."""
    places = {(change.resource, change.path): change for change in report.errors}
    return [change for (name, path), change in places.items() if not path or (name, "") not in places]
