"""All rules of change, for people to read: `change_catalogue`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..checks.catalogue import template_of
from ..checks.finding import Severity
from ..checks.rule import Evidence
from .change import Effect
from .engine import all_change_rules
from .general import GENERAL, UPDATING
from .rule import severity_of


class ChangeEntry(NamedTuple):
    """What there is to say of a rule of change."""

    id: str
    effect: Effect
    severity: Severity
    """How bad it is, unless a case is milder or worse."""
    resource_type: str
    """Empty for a rule that is for all types of Cognito."""
    sentence: str
    """What happens, in one sentence."""
    evidence: str
    source: str
    """The page that says so."""
    before: Mapping[str, Any]
    """The resources of an example, as they are deployed."""
    after: Mapping[str, Any]
    """The resources of an update that has the effect."""
    harmless: Mapping[str, Any]
    """The resources of an update of the same kind that has not."""


def change_catalogue() -> tuple[ChangeEntry, ...]:
    """Every rule of change, those for all types included, by id."""
    entries = [_general(rule_id, sentence) for rule_id, sentence in GENERAL.items()]
    for rule in all_change_rules():
        before, after, harmless = (
            template_of(rule.resource_type, example)["Resources"]
            for example in (rule.before, rule.after, rule.harmless)
        )
        entries.append(
            ChangeEntry(
                rule.id,
                rule.effect,
                rule.severity,
                rule.resource_type,
                rule.sentence,
                rule.evidence.value,
                rule.source,
                before,
                after,
                harmless,
            )
        )
    return tuple(sorted(entries, key=lambda entry: entry.id))


def _general(rule_id: str, sentence: str) -> ChangeEntry:
    from .general_examples import EXAMPLES

    example = EXAMPLES[rule_id]
    return ChangeEntry(
        rule_id,
        example.effect,
        example.severity or severity_of(example.effect),
        "",
        sentence,
        Evidence.DOCUMENTED.value,
        UPDATING,
        example.before,
        example.after,
        example.harmless,
    )
