"""A template and what is about to join it: `Joined`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .values import Branched
from .view import TemplateView, type_of


class Joined(TemplateView):
    """The resources of a template, with new ones after them."""

    def __init__(self, existing: Mapping[str, Any], new: Mapping[str, Any], parameters: Mapping[str, Any]) -> None:
        self.branched = Branched(existing)
        """All resources, and whether rules met what depends on more than those."""
        self.branched.update(new)
        self.branched.met = False
        self.branched.offering = _offering(parameters) if parameters else ()
        super().__init__(self.branched)
        self._existing = existing
        self._new = new

    def held_as(self, wanted: Callable[[Any], bool]) -> list[tuple[str, Any]]:
        """The resources whose type is wanted as they are held, in the template's order."""
        names, bodies = list(self._existing), list(self._existing.values())
        known = _PLACES.by_type(bodies)
        likely = [place for kind, places in known.items() if kind is None or wanted(kind) for place in places]
        held = [(names[place], bodies[place]) for place in sorted(likely)]
        if None in known:  # mappings: each says itself what it is
            held = [item for item in held if (kind := type_of(item[1])) is not None and wanted(kind)]
        return held + [item for item in self._new.items() if wanted(type_of(item[1]))]


def _offering(parameters: Mapping[str, Any]) -> set[str]:
    """The parameters (mappings or troposphere objects) that list values or have a default."""
    given = {name: getattr(parameter, "properties", parameter) for name, parameter in parameters.items()}
    return {name for name, said in given.items() if "AllowedValues" in said or "Default" in said}


class _Places:
    """Where the resources of each type stand in a template.

    Helpers add to one template again and again, and each looks for resources of a few types. So what was found is kept
    for the next one, as far as the template still begins with objects of the same classes.
    """

    def __init__(self) -> None:
        self._known: tuple[list[type], Mapping[Any, list[int]]] = [], {}

    def by_type(self, bodies: Iterable[Any]) -> Mapping[Any, list[int]]:
        """The positions of the resources of each type; under ``None`` those that are of no class of their own."""
        classes = list(map(type, bodies))
        known, places = self._known
        if classes[: len(known)] != known:
            known, places = [], {}
        if len(classes) > len(known):
            places = dict(places)  # another thread may look at what is known
            for place, kind in enumerate(classes[len(known) :], len(known)):
                named = type_of(kind)
                places[named] = [*places.get(named, ()), place]
            self._known = classes, places
        return places


_PLACES = _Places()
