"""What happens to what is in the old template only: removed, or under another logical id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..checks.aws_pages import CLOUDFORMATION_GUIDE
from ..checks.finding import Severity
from ..checks.resource_types import (
    CLIENT,
    CUSTOMIZATION,
    LOG_DELIVERY,
    NESTED_STACK,
    POOL_IDS,
    PRINCIPAL_TAG,
    REGIONAL,
    RISK,
    ROLE_ATTACHMENT,
    USER_POOL,
)
from ..checks.rules.links import is_sure, links
from ..checks.view import ResourceView
from .change import Change, Effect
from .general import POLICY, PROTECTION, UPDATING, collision, fate, is_protected, taken_name
from .losses import LOSSES, Loss
from .pair import Templates, kept_when_removed
from .rule import severity_of, words

_REFACTORING = f"{CLOUDFORMATION_GUIDE}stack-refactoring.html"
_SETTINGS = frozenset(
    (
        ROLE_ATTACHMENT,
        PRINCIPAL_TAG,
        LOG_DELIVERY,
        REGIONAL,
        RISK,
        CUSTOMIZATION,
    )
)
"""Types that are settings of something else rather than something by themselves."""
_POOL_INSIDE = re.compile(r"Outputs\..*(user|identity)_?pool", re.IGNORECASE)
_KEEP_FIRST = "Deploy once with DeletionPolicy: Retain and UpdateReplacePolicy: Retain on it, and nothing else changed."


def of_removed(view: ResourceView, templates: Templates) -> Iterator[Change]:
    """What happens when a resource is in the old template only."""
    loss = LOSSES.get(view.type)
    if loss is None:
        yield from _with_the_pool_inside(view)
        return
    became = templates.renames.of(view.type)[view.logical_id]
    if became.new is not None:
        yield from _renamed(view, became.new, loss, templates)
        return
    if not _goes_with_its_pool(view, templates):
        yield _removed(view, loss, became.candidates, templates)
        if view.type == USER_POOL and is_protected(view) and not kept_when_removed(view):
            yield _protected(view)


def _removed(view: ResourceView, loss: Loss, candidates: Sequence[str], templates: Templates) -> Change:
    kept = kept_when_removed(view)
    severity = severity_of(loss.effect)
    if kept:
        severity = Severity.WARNING if loss.effect is Effect.USERS_LOST else Severity.INFO
        message = "leaves the stack but is kept, since its DeletionPolicy says so: no template manages it any more"
    elif view.type == USER_POOL and is_protected(view):
        severity = Severity.WARNING
        message = "leaves the stack; deletion protection keeps it, outside of any template"
    else:
        message = f"is removed, and deleted: {loss.when_removed}"
    if candidates:
        message += f"; it may have been renamed, but {words(candidates)} are equally like it, which can't be told apart"
    also = [name for name in templates.referrers(view) if templates.new.resource(name) is None]
    if also:
        message += f"; with it: {words(also)}"
    fix = (
        "Put it back, unless nothing is to manage it any more; an import takes it into a stack again."
        if kept
        else "Put it back; or have CloudFormation keep it (DeletionPolicy: Retain, deployed first), then take it out."
    )
    steps = () if kept else (_KEEP_FIRST, "Deploy without it: it stays, outside of the stack.")
    rule = "C9001" if loss.effect is Effect.USERS_LOST else "C9010"
    return Change(
        rule,
        loss.effect,
        severity,
        view.logical_id,
        "",
        view.type,
        None,
        message,
        fix,
        POLICY,
        steps if loss.effect is Effect.USERS_LOST else (),
        candidates=tuple(candidates),
    )


def _protected(view: ResourceView) -> Change:
    return Change(
        "C9009",
        Effect.REJECTED,
        Severity.ERROR,
        view.logical_id,
        "DeletionProtection",
        "ACTIVE",
        None,
        "CloudFormation is to delete the pool, and Cognito refuses while deletion protection is on: "
        "the delete fails, and the pool stays behind",
        "To keep the pool, set DeletionPolicy: Retain in a deploy of its own; to delete it, switch the protection off first.",
        PROTECTION,
        (
            "To keep the users: deploy with DeletionPolicy: Retain on the pool, and nothing else changed; then take it out.",
            "To delete them for good: deploy with DeletionProtection: INACTIVE first, then take it out.",
        ),
    )


def _renamed(view: ResourceView, new_id: str, loss: Loss, templates: Templates) -> Iterator[Change]:
    new = templates.new.resource(new_id)
    assert new is not None  # it is a candidate
    old_id = view.logical_id
    source = _REFACTORING
    fix = f"Keep the logical id {old_id}; or rename it by a stack refactoring, which moves the resource itself."
    if view.type in _SETTINGS:
        message = (
            f"has another logical id, {new_id}: it is made under the new one and then deleted under the old one, "
            "which may take away what was just set"
        )
        yield Change(
            "C9014",
            Effect.RESET,
            Severity.WARNING,
            old_id,
            "",
            old_id,
            new_id,
            message,
            fix,
            source,
            candidates=(new_id,),
        )
        return
    if taken := taken_name(view, new):
        yield collision(new_id, view.type, taken, fix)
    became = fate(view, kept_when_removed(view))
    effect = loss.effect if loss.effect is Effect.USERS_LOST else Effect.REPLACED
    message = f"has another logical id, {new_id}, so CloudFormation makes another one: {loss.when_replaced}; {became}"
    refactoring = (
        f"If the new id is wanted: create a stack refactoring with the mapping {old_id} -> {new_id}, in which nothing "
        "else changes, and execute it (not all resource types are accepted)."
    )
    steps = (f"Give {new_id} its old logical id {old_id} again, and deploy.", refactoring)
    severity = Severity.ERROR if effect is Effect.USERS_LOST or view.type == CLIENT else Severity.WARNING
    yield Change(
        "C9002",
        effect,
        severity,
        old_id,
        "",
        old_id,
        new_id,
        message,
        fix,
        source,
        steps,
        candidates=(new_id,),
    )


def of_retyped(before: ResourceView, after: ResourceView) -> Iterator[Change]:
    """What happens when a logical id gets another type."""
    yield Change(
        "C9003",
        Effect.REJECTED,
        Severity.ERROR,
        after.logical_id,
        "Type",
        before.type,
        after.type,
        "CloudFormation does not change the type of a resource: the update is refused",
        "Give the new resource another logical id.",
        UPDATING,
    )


def _goes_with_its_pool(view: ResourceView, templates: Templates) -> bool:
    """Whether what a resource belongs to is deleted too, of which more is said there."""
    for name in POOL_IDS:
        owner = view.target(name)
        if owner is not None and templates.new.resource(owner.logical_id) is None:
            return not kept_when_removed(owner)
    return False


def _with_the_pool_inside(view: ResourceView) -> Iterator[Change]:
    """What happens when a nested stack is removed from which others of the template take a pool."""
    if view.type != NESTED_STACK or kept_when_removed(view):
        return
    taken = [
        (name, link)
        for name, found in links(view.template).items()
        for link in found
        if link.target == view.logical_id and is_sure(view.template, name, link)
    ]
    members = [
        name
        for name, link in taken
        if (link.attribute or "").startswith("Outputs.")
        and (link.path in POOL_IDS or _POOL_INSIDE.match(link.attribute or ""))
    ]
    if members:
        yield Change(
            "C9016",
            Effect.USERS_LOST,
            Severity.WARNING,
            view.logical_id,
            "",
            view.type,
            None,
            f"the nested stack is deleted with all that it made; by its outputs there is a pool in it, to which "
            f"{words(list(dict.fromkeys(members)))} belong, and its users go with it unless it is retained in there "
            "(which this template does not say)",
            "Keep the nested stack under its logical id; or see first that the pool inside has DeletionPolicy: Retain.",
            POLICY,
            (
                "Deploy the nested template with DeletionPolicy: Retain on the pool, and nothing else changed.",
                "Deploy without the nested stack: the pool stays, outside of any stack.",
            ),
        )
