"""`compare`: what an update would do to users, apps and settings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any

from ..checks.choices import is_stored
from ..checks.enumeration import MOST_SCENARIOS
from ..checks.finding import Severity
from ..checks.leaves import merged
from ..checks.operands import is_list, literal, mapping
from ..checks.rules.links import links
from ..checks.scenarios import Scenarios
from ..checks.source import read
from ..checks.transforms import Prepared
from .asked import Asked, Side
from .change import Change
from .engine import changes_of
from .losses import CONCERNED
from .pair import Templates
from .report import ChangeReport

Both = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What there is of the old and of the new template: the documents, or the parameter values."""
_GROUND = ("Parameters", "Conditions", "Mappings", "Rules", "Transform")
"""The sections that decide what resources say."""


def compare(
    old: Any,
    new: Any,
    *,
    parameters: Mapping[str, Any] | None = None,
    old_parameters: Mapping[str, Any] | None = None,
    accept: Mapping[str, str] | None = None,
    in_place: bool = False,
) -> ChangeReport:
    """Say what updating a stack from one template to another does: to users, to apps, to what was set.

    Nothing is asked of AWS, nothing is changed. Conditions are looked at under all parameter values that matter; where
    no value is given, a parameter has the same value before and after.

    Args:
        old: what is deployed: a troposphere ``Template``, a mapping, JSON or YAML text (short intrinsics too), or a path.
        new: what is to be deployed; the same kinds, mixed at will.
        parameters: the values that the update is given, ``None`` for one that is not known; what is not listed takes its
            default. Default: not known.
        old_parameters: the values that are deployed. Default: those of `parameters`, as far as they are listed.
        accept: fingerprints of changes that somebody has looked at, each with the reason; they are told apart.
        in_place: whether to tell of harmless changes too.

    Returns:
        The report. ``report.raise_for_errors()`` fails a test.

    Raises:
        UnusableTemplateError: if one of the templates can't be read.

    Example:
        >>> old = {"Resources": {"Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}}}}
        >>> new = {"Resources": {"Customers": {"Type": "AWS::Cognito::UserPool", "Properties": {}}}}
        >>> [(change.effect.value, change.resource, change.new) for change in compare(old, new).errors]
        [('users-lost', 'Users', 'Customers')]
    """
    documents = read(old), read(new)
    values = _values(documents, (old_parameters, parameters))
    changes, notes = _compared(documents, values, in_place=in_place)
    if parameters is None and old_parameters is None:
        changes += _of_changed_defaults(documents, values, changes)
    changes = _with_commands(changes, documents)
    accept = dict(accept or {})
    accepted = [(change, accept[change.fingerprint]) for change in changes if change.fingerprint in accept]
    seen = {change.fingerprint for change in changes}
    stale = [fingerprint for fingerprint in accept if fingerprint not in seen]
    given = (None, None) if parameters is None and old_parameters is None else values
    asked = Asked(Side(documents[0], given[0]), Side(documents[1], given[1]), accept)
    remaining = [change for change in changes if change.fingerprint not in accept]
    return ChangeReport(remaining, notes, accepted, stale, asked=asked)


def _with_commands(changes: list[Change], documents: Both) -> list[Change]:
    """The changes, those that matter with the command that tells how much."""
    if not changes:
        return changes
    from .commands import command_for

    old, new = (mapping(document.get("Resources")) for document in documents)
    resources = {**new, **old}
    return [
        change if change.severity is Severity.INFO else change._replace(command=command_for(change, resources))
        for change in changes
    ]


def _compared(documents: Both, values: Both, *, in_place: bool) -> tuple[list[Change], list[str]]:
    prepared = [Prepared(document) for document in documents]
    macros = [name for one in prepared for name in one.macros]
    if macros:
        named = ", ".join(dict.fromkeys(macros))
        return [], [f"{named}: a macro may rewrite all of the template, so nothing was compared"]
    old, new = (
        Scenarios(document, one.resources, complete=one.complete, values=known)
        for document, one, known in zip(documents, prepared, values, strict=True)
    )
    same_values = values[0] == values[1]
    same_ground = same_values and all(documents[0].get(key) == documents[1].get(key) for key in _GROUND)
    templates = Templates(old, new, same_values=same_values, same_ground=same_ground)
    changes: list[Change] = []
    crowded: list[str] = []
    for logical_id in _touched(old, new, same_ground=same_ground):
        run = partial(changes_of, logical_id, templates, in_place=in_place)
        leaves = templates.enumeration.leaves(run)
        if leaves is None:
            crowded.append(logical_id)
            own = [view.own_variables(logical_id) for view in (old, new) if logical_id in view.resources]
            leaves = templates.enumeration.leaves_of(frozenset().union(*own), run)
        changes += merged(leaves)
    notes = list(dict.fromkeys(note for one in prepared for note in one.notes))
    if crowded:
        notes.append(
            f"{', '.join(crowded)}: more than {MOST_SCENARIOS} combinations of parameter values matter, so that "
            "some were looked at one by one"
        )
    return changes, notes


def _touched(old: Scenarios, new: Scenarios, *, same_ground: bool) -> Iterator[str]:
    """The resources of Cognito that may not be what they were: changed themselves, or beside what changed."""
    names = {**old.resources, **new.resources}
    touched = dict.fromkeys(
        name for name in names if not same_ground or old.resources.get(name) != new.resources.get(name)
    )
    if touched:
        both = [links(old), links(new)]
        for name in list(touched):
            touched |= {link.target: None for one in both for link in one.get(name, ())}
        referrers: dict[str, list[str]] = {}
        for one in both:
            for name, some in one.items():
                for link in some:
                    referrers.setdefault(link.target, []).append(name)
        waiting = list(touched)
        for name in waiting:  # which grows on the way
            for referrer in referrers.get(name, ()):
                if referrer not in touched:
                    touched[referrer] = None
                    waiting.append(referrer)
    for name in names:
        if name in touched:
            types = {one.resources[name]["Type"] for one in (old, new) if name in one.resources}
            if not types.isdisjoint(CONCERNED):
                yield name


def _values(documents: Both, given: tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]) -> Both:
    """The parameter values that are known of each template.

    Those that one template alone has take their defaults if nothing else is known: an update gives them nothing else.
    """
    olds, news = (mapping(document.get("Parameters")) for document in documents)
    nothing_given = given == (None, None)
    deployed, wanted = given
    if deployed is None:
        deployed = {name: value for name, value in (wanted or {}).items() if name in news}
    before = _known(olds, deployed, set(news) if nothing_given else set())
    if wanted is None:
        wanted = {name: value for name, value in before.items() if name in news}
    return before, _known(news, wanted, set(olds) if nothing_given else set())


def _known(declared: Mapping[str, Any], given: Mapping[str, Any], unknown: Collection[str]) -> dict[str, Any]:
    """The values of parameters: those given, and the defaults of the others unless they are unknown."""
    found = {}
    for name, parameter in declared.items():
        value = given.get(name, None if name in unknown else mapping(parameter).get("Default"))
        if value is not None and not is_stored(mapping(parameter)):
            found[name] = _as_deployed(value, mapping(parameter))
    return found


def _as_deployed(value: Any, parameter: Mapping[str, Any]) -> Any:
    """A parameter's value as ``Ref`` returns it."""
    if not is_list(parameter):
        return literal(value)
    parts = value if isinstance(value, list) else literal(value).split(",")
    return [literal(part).strip() for part in parts]


def _of_changed_defaults(documents: Both, values: Both, known: list[Change]) -> Iterator[Change]:
    """What the update does besides, if parameters take the defaults that changed: an update may keep their values."""
    olds, news = (mapping(document.get("Parameters")) for document in documents)
    changed = {
        name: defaults
        for name in olds
        if name in news
        and None not in (defaults := tuple(mapping(one[name]).get("Default") for one in (olds, news)))
        and literal(defaults[0]) != literal(defaults[1])
        and not is_stored(mapping(news[name]))
    }
    if not changed:
        return
    before, after = (
        {**values[side], **{name: _as_deployed(pair[side], mapping(news[name])) for name, pair in changed.items()}}
        for side in (0, 1)
    )
    found, _ = _compared(documents, (before, after), in_place=False)
    fingerprints = {change.fingerprint for change in known}
    said = ", ".join(f"{name}={old} before and {new} after" for name, (old, new) in changed.items())
    for change in found:
        if change.fingerprint not in fingerprints:
            scenario = ", ".join(part for part in (change.scenario, f"the defaults are taken: {said}") if part)
            severity = max(change.severity, Severity.WARNING, key=lambda one: one.rank)
            yield change._replace(severity=severity, scenario=scenario)
