"""`check`: what Cognito would refuse in a template, and what would hurt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from .asking import may_find
from .engine import SUPPRESSION, rule_ids, rules_for
from .enumeration import MOST_SCENARIOS
from .finding import Finding
from .report import Report
from .rule import Rule
from .scenarios import Scenarios
from .schema import STRUCTURE
from .search import Search, given_properties
from .source import read
from .transforms import Prepared

Profile = Literal["default", "strict"]


def check(
    template: Any,
    *,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    profile: Profile = "default",
) -> Report:
    """Find what Cognito, IAM or CloudFormation would refuse in a template, and what deploys and then hurts.

    Conditions are looked at under all parameter values that matter, each finding is reported once. Nothing is asked
    of AWS, nothing is changed. What only the deploy knows is never blamed.

    A resource can go past a rule: ``Metadata: {CognitoChecks: {ignore: {E9121: the reason}}}``.

    Args:
        template: a troposphere ``Template``, a mapping, JSON or YAML text (short intrinsics too), or a path.
        select: ids of rules, or beginnings of ids, as in ``("E91", "W9104")``. Default: all.
        ignore: the same, of rules to leave out; what they find is counted.
        profile: ``strict`` has the security controls too that cost money or comfort.

    Returns:
        The report. ``report.raise_for_errors()`` fails a test.

    Raises:
        UnusableTemplateError: if no template can be read.
        ValueError: if no rule has a selected or ignored id, or there is no such profile.

    Example:
        >>> pool = {"Type": "AWS::Cognito::UserPool", "Properties": {"UserPoolTier": "GOLD"}}
        >>> report = check({"Resources": {"Users": pool}})
        >>> [(finding.rule, finding.path) for finding in report.errors]
        [('E9004', 'UserPoolTier')]
    """
    if profile not in ("default", "strict"):
        raise ValueError(f"there is no profile {profile!r}, only default and strict")
    choice = _Choice(_ids("select", select), _ids("ignore", ignore), strict=profile == "strict")
    document = read(template)
    prepared = Prepared(document)
    if prepared.macros:
        named = ", ".join(prepared.macros)
        return Report(notes=[f"{named}: a macro may rewrite all of the template, so nothing was checked"])
    looked_at = {**prepared.resources, **prepared.sections}
    view = Scenarios(document, looked_at, complete=prepared.complete, made=prepared.made, offered=True)
    found: list[Finding] = []
    suppressed = 0
    notes = list(prepared.notes)
    search = Search(view)
    for logical_id, body in looked_at.items():
        own = _own_ignored(body)
        notes += _unknown(logical_id, own)
        for finding in search.findings(logical_id, choice.rules_for(body), structure=choice.selects_structure):
            if finding.rule in own or choice.ignores(finding.rule):
                suppressed += 1
            elif choice.selects(finding.rule):
                # what mends it under some values may be wrong under others
                found.append(finding._replace(patch=()) if finding.scenario and finding.patch else finding)
    if view.crowded:
        names = ", ".join(name for name in prepared.resources if name in view.crowded)
        notes.append(
            f"{names}: more than {MOST_SCENARIOS} combinations of parameter values matter, so that some rules looked "
            "at each resource alone"
        )
    return Report(found, notes, suppressed)


class _Choice:
    """Which rules are asked for."""

    def __init__(self, select: tuple[str, ...], ignore: tuple[str, ...], *, strict: bool) -> None:
        self.select = select
        self.ignore = ignore
        self.strict = strict
        self.selects_structure = any(self.selects(rule) for rule in STRUCTURE)
        self._rules: dict[tuple[str, frozenset[str] | None], list[Rule]] = {}

    def rules_for(self, body: Mapping[str, Any]) -> list[Rule]:
        """The rules that may find something in a resource."""
        given = given_properties(body)
        names = None if given is None else frozenset(given)
        key = body["Type"], names
        if key not in self._rules:
            self._rules[key] = [
                rule
                for rule in rules_for(body["Type"])
                if (self.strict or not rule.strict)
                and self.selects(rule.id)
                and (names is None or may_find(rule, body["Type"], names))
            ]
        return self._rules[key]

    def selects(self, rule: str) -> bool:
        return not self.select or rule.startswith(self.select)

    def ignores(self, rule: str) -> bool:
        return bool(self.ignore) and rule.startswith(self.ignore)


def _ids(option: str, given: str | Sequence[str]) -> tuple[str, ...]:
    """The ids, or beginnings of ids, of rules that exist."""
    ids = (given,) if isinstance(given, str) else tuple(given)
    for begin in ids:
        if not any(rule.startswith(begin) for rule in rule_ids()):
            raise ValueError(f"{option}: no rule is {begin!r} or begins with it")
    return ids


def _own_ignored(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The rules that a resource's ``Metadata`` goes past, with the reasons."""
    metadata = body.get("Metadata")
    settings = metadata.get(SUPPRESSION) if isinstance(metadata, dict) else None
    ignored = settings.get("ignore") if isinstance(settings, dict) else None
    return ignored if isinstance(ignored, dict) else {}


def _unknown(logical_id: str, ignored: Mapping[str, Any]) -> Iterator[str]:
    """A note for each rule that a resource goes past and that does not exist."""
    for rule in ignored:
        if rule not in rule_ids():
            yield f"{logical_id}: its Metadata ignores {rule}, which is no rule"
