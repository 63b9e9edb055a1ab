"""Which resource of the new template is one of the old under another logical id: `Renames`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.operands import literal
from ..checks.resource_types import CLIENT, IDENTITY_POOL, USER_POOL
from ..checks.schema import registry
from ..checks.view import ResourceView
from .values import NAMED_BY

if TYPE_CHECKING:
    from .pair import Templates

_MOST_PAIRS = 2500
"""So many candidates are held against each other; past that only those with equal names or contents are found."""
_ALIKE = 0.45
"""Two resources are alike if three fifths of what they say is the same, or if the same resources refer to them."""
_NAMES: Mapping[str, str] = {
    **NAMED_BY,
    USER_POOL: "UserPoolName",
    CLIENT: "ClientName",
    IDENTITY_POOL: "IdentityPoolName",
}
"""The property that people know a resource by."""
_VARIABLE = re.compile(r"\$\{[^}]*\}")


class _Traits(NamedTuple):
    """What a resource is known by."""

    name: str | None
    said: frozenset[tuple[str, str]]
    """Its properties, leaf by leaf, whatever they refer to."""
    referrers: frozenset[str]
    belongs: bool
    """Whether it is a part of something else."""


class Became(NamedTuple):
    """What became of a resource whose logical id is gone."""

    new: str | None = None
    """Its new logical id, if that can be told."""
    candidates: tuple[str, ...] = ()
    """Logical ids that it may have, if they are equally like it or if others are equally like them."""


class Renames:
    """The logical ids that changed, type by type."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._traits: dict[tuple[int, str], _Traits] = {}
        self._matches: dict[Hashable, Mapping[str, Became]] = {}

    def of(self, resource_type: str) -> Mapping[str, Became]:
        """The logical ids of the old template that are gone, each with what became of it."""
        known = self._templates.known
        key = "renames", resource_type
        if key not in known:
            gone, come = list(self._templates.removed(resource_type)), list(self._templates.added(resource_type))
            logical_ids = tuple(tuple(view.logical_id for view in views) for views in (gone, come))
            if logical_ids not in self._matches:
                self._matches[logical_ids] = self._matched(gone, come)
            known[key] = self._matches[logical_ids]
        found: Mapping[str, Became] = known[key]
        return found

    def _matched(self, gone: Sequence[ResourceView], come: Sequence[ResourceView]) -> dict[str, Became]:
        """First who has a name, or all contents, that nobody else has; then whoever are most alike."""
        found = {view.logical_id: Became() for view in gone}
        if not gone or not come:
            return found
        olds, news = ({view.logical_id: self._traits_of(view) for view in views} for views in (gone, come))
        for traits in (lambda one: one.name, lambda one: (one.name, one.said)):
            for old, new in _sole_pairs(olds, news, traits):
                found[old] = Became(new)
                del olds[old], news[new]
        if len(olds) * len(news) > _MOST_PAIRS:
            return found
        scores = [(_likeness(olds[old], news[new]), old, new) for old in olds for new in news]
        while scores and (best := max(score for score, _, _ in scores)) >= _ALIKE:
            tied = [(old, new) for score, old, new in scores if score == best]
            for old, new in tied:
                candidates = tuple(other for one, other in tied if one == old)
                alone = len(candidates) == 1 and sum(other == new for _, other in tied) == 1
                found[old] = Became(new) if alone else Became(None, candidates)
            done = {old for old, _ in tied}, {new for _, new in tied}
            scores = [one for one in scores if one[1] not in done[0] and one[2] not in done[1]]
        return found

    def _traits_of(self, view: ResourceView) -> _Traits:
        key = id(view.template), view.logical_id
        if key not in self._traits:
            given = view.body.get("Properties")
            name = given.get(_NAMES.get(view.type, "")) if isinstance(given, dict) else None
            self._traits[key] = _Traits(
                name if isinstance(name, str) else None,
                frozenset(_leaves(given, "")),
                frozenset(self._templates.referrers(view)),
                bool(registry()["types"].get(view.type, {}).get("createOnly")),
            )
        return self._traits[key]


def _sole_pairs(
    olds: Mapping[str, _Traits], news: Mapping[str, _Traits], trait: Callable[[_Traits], Hashable]
) -> list[tuple[str, str]]:
    """Those of both sides that have a trait which no other of either side has."""
    by_trait: dict[Hashable, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, some in enumerate((olds, news)):
        for logical_id, traits in some.items():
            by_trait[trait(traits)][side].append(logical_id)
    by_trait.pop(None, None)
    return [(mine[0], theirs[0]) for mine, theirs in by_trait.values() if len(mine) == len(theirs) == 1]


def _likeness(old: _Traits, new: _Traits) -> float:
    """How like two resources are, 0 to 2: a name that both have counts most, then what they say and who names them."""
    if old.belongs and old.name is not None and new.name is not None and old.name != new.name:
        return 0.0  # of what belongs to a pool, the name is what it is
    everything, around = old.said | new.said, old.referrers | new.referrers
    said = len(old.said & new.said) / len(everything) if everything else 1.0
    referrers = len(old.referrers & new.referrers) / len(around) if around else 0.0
    likeness = max(said * 0.75 + referrers * 0.25, referrers * 0.75)
    return 1.0 + likeness if old.name is not None and old.name == new.name else likeness


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """What properties say, leaf by leaf; what they refer to may be renamed too, so only that they do counts."""
    if isinstance(value, dict):
        for name, item in value.items():
            refers = name in ("Ref", "Fn::GetAtt")
            yield from [(path, "?")] if refers else _leaves(item, path if name.startswith("Fn::") else f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, f"{path}[]")
    else:
        yield path, _VARIABLE.sub("?", literal(value))
