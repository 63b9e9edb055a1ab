"""What a rule of change is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks.finding import Severity
from ..checks.rule import Evidence
from .change import Effect

if TYPE_CHECKING:
    from .pair import Pair


class Claim(NamedTuple):
    """What a rule says of one resource before and after; the engine adds who and where, and the values."""

    path: str
    """Property path inside ``Properties``, or an attribute beside them; empty for the resource as a whole."""
    message: str
    """What happens and why."""
    fix: str
    """The safe way to do it, in one sentence."""
    steps: tuple[str, ...] = ()
    """The safe way step by step, where it takes more than one deploy."""
    severity: Severity | None = None
    """How bad it is; left out: what the rule's effect and evidence say."""
    old: Any = None
    """What stood there; left out, as is `new`: the values at the path."""
    new: Any = None
    """What stands there now."""
    covers: tuple[str, ...] = ()
    """Other paths of which this says what there is to say."""
    about: str = ""
    """What tells it from other claims of the rule at the same path; left out where there is but one."""


Look = Callable[["Pair"], Iterator[Claim]]


class ChangeRule(NamedTuple):
    """One rule of change: its id never changes its meaning and is never used again for another."""

    id: str
    effect: Effect
    resource_type: str
    sentence: str
    """What happens, in one sentence."""
    source: str
    """The page that says so."""
    evidence: Evidence
    before: Mapping[str, Any]
    """Example of what is deployed: properties of the resource, or ``{"Resources": ...}``."""
    after: Mapping[str, Any]
    """Example of what has that effect then."""
    harmless: Mapping[str, Any]
    """Example of a change of the same kind that does not have it."""
    look: Look
    """The generator function; what it finds depends on nothing but the pair and its templates."""

    @property
    def severity(self) -> Severity:
        """How bad it is, if the rule says nothing else of a case."""
        return severity_of(self.effect, self.evidence)


def change_rule(
    id: str,  # noqa: A002 - as `checks.rule.rule` says it
    resource_type: str,
    effect: Effect,
    *,
    source: str,
    evidence: Evidence = Evidence.DOCUMENTED,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    harmless: Mapping[str, Any],
) -> Callable[[Look], ChangeRule]:
    """Make a rule of a generator function whose docstring says in one sentence what happens."""

    def make(look: Look) -> ChangeRule:
        sentence = (look.__doc__ or "").strip()
        return ChangeRule(id, effect, resource_type, sentence, source, evidence, before, after, harmless, look)

    return make


def severity_of(effect: Effect, evidence: Evidence = Evidence.DOCUMENTED) -> Severity:
    """How bad an effect is: what is uncertain is a warning."""
    if effect is Effect.IN_PLACE:
        return Severity.INFO
    if effect in (Effect.USERS_LOST, Effect.REJECTED) and evidence is not Evidence.UNCERTAIN:
        return Severity.ERROR
    return Severity.WARNING


def sentence(text: str) -> str:
    """What a rule of `check` says, as a sentence of its own."""
    return f"{text[0].upper()}{text[1:]}."


def words(names: Sequence[str], most: int = 8) -> str:
    """Names in a sentence, not all if they are many."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
