"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from .change import Edit
from .finding import Severity
from .view import ResourceView

ANY_TYPE = "*"
"""Stands for the type of a rule that looks at resources of all types."""


class Evidence(str, Enum):
    """What a rule rests on. What is uncertain is never an error."""

    SCHEMA = "the CloudFormation registry schema"
    DOCUMENTED = "AWS documentation"
    REPORTED = "an AWS error quoted in a public report"
    UNCERTAIN = "uncertain"


class Problem(NamedTuple):
    """What a rule says of one resource; the engine adds who, where and the value."""

    path: str
    """Property path inside ``Properties``, as in ``Schema[0].Name``."""
    message: str
    """What is wrong, in one sentence."""
    fix: str
    """What to do about it."""
    allowed: str = ""
    """What is allowed; left out: the rule's own sentence."""
    hidden: bool = False
    """Whether the value is a secret, which no report may show."""
    change: tuple[Edit, ...] = ()
    """What mends it, where that is mechanical and there is one way."""


Check = Callable[[ResourceView], Iterator[Problem]]


class Rule(NamedTuple):
    """One rule: its id never changes its meaning and is never used again for another."""

    id: str
    severity: Severity
    resource_type: str
    sentence: str
    """What is right, in one sentence."""
    source: str
    """The page that says so."""
    evidence: Evidence
    accepts: Mapping[str, Any]
    """Example that keeps the rule: properties of the resource, or ``{"Resources": ...}``."""
    rejects: Mapping[str, Any]
    """Example that breaks it."""
    check: Check
    """The generator function; what it finds depends on nothing but the resource and its template."""
    controls: tuple[str, ...] = ()
    """Ids of the security controls that fail where the rule is broken."""
    strict: bool = False
    """Whether only the profile ``strict`` has the rule."""
    near: bool = False
    """Whether it looks at nothing but its resource, and at the types and conditions of those that this refers to."""


_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "I": Severity.INFO}


def rule(
    id: str,  # noqa: A002 - the word that cfn-lint and its users say
    resource_type: str,
    *,
    source: str,
    evidence: Evidence = Evidence.DOCUMENTED,
    accepts: Mapping[str, Any],
    rejects: Mapping[str, Any],
    controls: tuple[str, ...] = (),
    strict: bool = False,
    near: bool = False,
) -> Callable[[Check], Rule]:
    """Make a rule of a generator function whose docstring is one sentence in the positive."""

    def make(check: Check) -> Rule:
        sentence = (check.__doc__ or "").strip()
        severity = _SEVERITIES[id[0]]
        return Rule(
            id, severity, resource_type, sentence, source, evidence, accepts, rejects, check, controls, strict, near
        )

    return make
