"""What happens to what is in the new template only: it may come before that is gone whose place it is to take."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.finding import Severity
from ..checks.resource_types import DOMAIN, GROUP
from ..checks.view import ResourceView
from .change import Change, Effect
from .domains import PAGE, TAKEN, in_one_pool, kind_of
from .general import UPDATING
from .pair import Templates
from .values import will_differ


def of_added(view: ResourceView, templates: Templates) -> Iterator[Change]:
    """What happens when a resource is in the new template only."""
    if view.type == DOMAIN:
        yield from _second_domain(view, templates)
    elif view.type == GROUP:
        yield from _same_but_for_case(view, templates)


def _second_domain(view: ResourceView, templates: Templates) -> Iterator[Change]:
    kind, name = kind_of(view), view.get("Domain")
    for old in templates.removed(DOMAIN):
        if kind is None or kind_of(old) != kind or not in_one_pool(old, view, templates):
            continue
        if will_differ(old.get("Domain"), name):
            yield _refused(
                view,
                "Domain",
                old.get("Domain"),
                name,
                f"Cognito answers: {TAKEN}. A pool has one {kind} at a time, and CloudFormation makes this one before "
                f"it deletes {old.logical_id}",
                PAGE,
                (
                    f"Deploy without {old.logical_id} and without {view.logical_id}: sign-in pages are down from here.",
                    f"Deploy with {view.logical_id}.",
                ),
            )


def _same_but_for_case(view: ResourceView, templates: Templates) -> Iterator[Change]:
    name = view.get("GroupName")
    for old in templates.removed(GROUP):
        other = old.get("GroupName")
        if not isinstance(name, str) or not isinstance(other, str) or name == other:
            continue
        if name.casefold() == other.casefold() and in_one_pool(old, view, templates):
            yield _refused(
                view,
                "GroupName",
                other,
                name,
                f"Cognito answers: A group with the name already exists. {other!r} of {old.logical_id} is deleted "
                "only after this one is made",
                UPDATING,
                (
                    f"Deploy without {old.logical_id} and without {view.logical_id}: the memberships are lost.",
                    f"Deploy with {view.logical_id}, and add its members again.",
                ),
            )


def _refused(
    view: ResourceView, path: str, old: object, new: object, message: str, source: str, steps: tuple[str, ...]
) -> Change:
    fix = "Leave the old one as it is deployed; or take two deploys, knowing what is gone between them."
    return Change(
        "C9015", Effect.REJECTED, Severity.ERROR, view.logical_id, path, old, new, message, fix, source, steps
    )
