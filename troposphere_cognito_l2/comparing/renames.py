"""Which resource of the new template is one of the old under another logical id: `Renames`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..checks.rule import ResourceView
from ..checks.schema import registry
from ..checks.values import Reference, Text, Unknown
from .values import NAMED_BY, settled

if TYPE_CHECKING:
    from .pair import Templates

_MOST_PAIRS = 2500
"""So many candidates are held against each other; past that only names count."""
_ALIKE = 0.45
"""Two resources are alike if three fifths of what they say is the same, or if the same resources refer to them."""
_NAMES: Mapping[str, str] = {
    **NAMED_BY,
    "AWS::Cognito::UserPool": "UserPoolName",
    "AWS::Cognito::UserPoolClient": "ClientName",
    "AWS::Cognito::IdentityPool": "IdentityPoolName",
}
"""The property that people know a resource by."""


class Renames:
    """The logical ids that changed, type by type."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def of(self, resource_type: str) -> Mapping[str, Sequence[str]]:
        """The logical ids of the old template that are gone, each with what may have become of it.

        One candidate is a rename; several that are equally like it can't be told apart; none is a removal.
        """
        known = self._templates.known
        key = "renames", resource_type
        if key not in known:
            known[key] = self._found(resource_type)
        found: Mapping[str, Sequence[str]] = known[key]
        return found

    def _found(self, resource_type: str) -> dict[str, list[str]]:
        gone = list(self._templates.removed(resource_type))
        come = list(self._templates.added(resource_type))
        found: dict[str, list[str]] = {view.logical_id: [] for view in gone}
        if not gone or not come:
            return found
        olds, news = ([self._traits(view) for view in views] for views in (gone, come))
        if len(gone) * len(come) > _MOST_PAIRS:
            ranked = _by_name(olds, news)
        else:
            ranked = sorted(
                ((_likeness(old, new), i, j) for i, old in enumerate(olds) for j, new in enumerate(news)),
                key=lambda one: (-one[0], one[1], one[2]),
            )
        free_old, free_new = set(range(len(gone))), set(range(len(come)))
        while ranked and ranked[0][0] >= _ALIKE:
            best = ranked[0][0]
            tied = [(i, j) for score, i, j in ranked if score == best and i in free_old and j in free_new]
            for i, j in tied:
                mine = [other for one, other in tied if one == i]
                theirs = [one for one, other in tied if other == j]
                if len(mine) == len(theirs) == 1:
                    found[gone[i].logical_id] = [come[j].logical_id]
                else:
                    found[gone[i].logical_id] = [come[other].logical_id for other in mine]
            free_old -= {i for i, _ in tied}
            free_new -= {j for _, j in tied}
            ranked = [one for one in ranked if one[0] < best and one[1] in free_old and one[2] in free_new]
        return found

    def _traits(self, view: ResourceView) -> _Traits:
        properties = view.properties
        name = view.get(_NAMES[view.type]) if view.type in _NAMES else None
        create_only = registry()["types"].get(view.type, {}).get("createOnly", ())
        said = frozenset(_leaves(settled(properties, view.template), ""))
        referrers = frozenset(self._templates.referrers(view))
        return _Traits(name if isinstance(name, str) else None, said, referrers, bool(create_only))


class _Traits:
    """What a resource is known by."""

    __slots__ = ("belongs", "name", "referrers", "said")

    def __init__(
        self, name: str | None, said: frozenset[tuple[str, str]], referrers: frozenset[str], belongs: bool
    ) -> None:
        self.name = name
        self.said = said
        self.referrers = referrers
        self.belongs = belongs


def _likeness(old: _Traits, new: _Traits) -> float:
    """How like two resources are: 0 to 2; what a name says counts most, then who refers to them."""
    if old.belongs and old.name is not None and new.name is not None and old.name != new.name:
        return 0.0  # of what belongs to a pool, the name is what it is
    everything = old.said | new.said
    said = len(old.said & new.said) / len(everything) if everything else 1.0
    around = old.referrers | new.referrers
    referrers = len(old.referrers & new.referrers) / len(around) if around else 0.0
    if old.name is not None and old.name == new.name:
        return 1.0 + (said + referrers) / 2
    return max(said * 0.75 + referrers * 0.25, referrers * 0.75)


def _by_name(olds: Sequence[_Traits], news: Sequence[_Traits]) -> list[tuple[float, int, int]]:
    places = {new.name: j for j, new in enumerate(news) if new.name is not None}
    return [(1.0, i, places[old.name]) for i, old in enumerate(olds) if old.name in places]


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """What a value says, leaf by leaf; what it refers to may be renamed too, so only that it does counts."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, f"{path}[]")
    else:
        yield path, _masked(value)


def _masked(value: Any) -> str:
    parts: Iterable[Any] = value.parts if isinstance(value, Text) else (value,)
    return "".join("?" if isinstance(part, (Reference, Unknown)) else str(part) for part in parts)
