"""The values that a template itself offers for its parameters: those that it lists, and the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .choices import MOST_ALLOWED, Choice, allowed_values, is_stored
from .operands import NOTHING, is_list, literal, mapping

DEFAULTS = "?every parameter's default"
"""The variable that says whether the template is deployed with nothing but its defaults, as far as there are any."""


class Offers:
    """What a template says of its parameters' values."""

    def __init__(self, parameters: Mapping[str, Any] = NOTHING) -> None:
        self.listed: set[str] = set()
        """The parameters that have a short list of allowed values."""
        self._defaults: dict[str, Any] = {}
        for name, given in parameters.items():
            parameter = mapping(given)
            default = parameter.get("Default")
            if not is_list(parameter) and 0 < len(allowed_values(parameter) or ()) <= MOST_ALLOWED:
                self.listed.add(name)
            if isinstance(default, (str, int, float)) and not is_stored(parameter):
                text = literal(default)
                self._defaults[name] = [item.strip() for item in text.split(",")] if is_list(parameter) else text

    def __bool__(self) -> bool:
        return bool(self.listed or self._defaults)

    def default(self, name: str) -> Any:
        """The value of a parameter that nobody gives one; ``None`` if one has to be given."""
        return self._defaults.get(name)

    def are_defaults(self, assignment: Mapping[str, Choice]) -> bool:
        """Whether an assignment leaves all parameters at their defaults, if it is to."""
        chosen = assignment.get(DEFAULTS)
        if chosen is None or chosen.value != "true":
            return True
        return all(
            choice.may_be(default)
            for name, choice in assignment.items()
            if isinstance(default := self._defaults.get(name), str)
        )
