"""The rules that hold for resources of all types, one sentence each, and what they share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..checks.aws_pages import CLOUDFORMATION_GUIDE, GUIDE, TEMPLATE_REFERENCE
from ..checks.finding import Severity
from ..checks.resource_types import DOMAIN, USER_POOL
from ..checks.view import ResourceView
from .change import Change, Effect
from .pair import Pair
from .values import NAMED_BY, same, settled

GENERAL: Mapping[str, str] = {
    "C9001": "A resource that holds users, or what they are known by, is removed.",
    "C9002": "A resource gets another logical id, so that another one is made in its place.",
    "C9003": "A logical id gets another type, which CloudFormation refuses.",
    "C9004": "A resource is made anew before the old one is deleted, under a name that is taken until then.",
    "C9005": "A property changes that can't be changed, so that another resource is made in its place.",
    "C9006": "What a resource belongs to is another one, so that the resource is made anew with it.",
    "C9007": "A resource that holds users, or what they are known by, is made anew.",
    "C9008": "A resource that holds users is less protected from deletion.",
    "C9009": "A user pool is to be deleted while deletion protection is on, which Cognito refuses.",
    "C9010": "A resource is removed that apps or users need.",
    "C9011": "A property is left out, and falls back to what the service does without it.",
    "C9012": "A property changes, nothing else.",
    "C9013": "A property that can't be changed has a value that only the deploy knows.",
    "C9014": "Settings get another logical id: deleting the old ones may take the new ones along.",
    "C9015": "A resource is made before the one is deleted whose place it is to take, which Cognito refuses.",
    "C9016": "A nested stack is removed that holds the pool others belong to.",
    "C9017": "A resource gets settings that don't go together, which Cognito refuses.",
}
"""The rules for all types by id, each one sentence."""

UPDATING = f"{CLOUDFORMATION_GUIDE}using-cfn-updating-stacks-update-behaviors.html"

POLICY = f"{TEMPLATE_REFERENCE}aws-attribute-deletionpolicy.html"

PROTECTION = f"{GUIDE}user-pool-settings-deletion-protection.html"


def fate(view: ResourceView, kept: bool) -> str:
    """What becomes of the old resource."""
    if kept:
        return "the old one is kept outside of the stack"
    if view.type == USER_POOL and is_protected(view):
        return "the old one can't be deleted while deletion protection is on, and stays behind outside of the stack"
    return "the old one is deleted"


def is_protected(pool: ResourceView) -> bool:
    """Whether Cognito refuses to delete a pool."""
    return bool(pool.get("DeletionProtection") == "ACTIVE")


def taken_name(before: ResourceView, after: ResourceView) -> str | None:
    """The name that a resource has, and that the one made in its place is to have too."""
    if before.type not in NAMED_BY:
        return None
    names = [settled(view.get(NAMED_BY[view.type]), view.template) for view in (before, after)]
    pools = [settled(view.get("UserPoolId"), view.template) for view in (before, after)]
    if not isinstance(names[0], str) or names[0] != names[1]:
        return None
    return names[0] if before.type == DOMAIN or same(*pools) else None


def collision(logical_id: str, kind: str, taken: str, fix: str) -> Change:
    """The refusal of a resource that is made anew under a name that the old one still has."""
    return Change(
        "C9004",
        Effect.REJECTED,
        Severity.ERROR,
        logical_id,
        NAMED_BY[kind],
        taken,
        taken,
        f"the new one is made before the old one is deleted, and {taken!r} is taken until then: the update is refused",
        fix,
        UPDATING,
    )


def change(
    rule: str,
    effect: Effect,
    severity: Severity,
    pair: Pair,
    path: str,
    old: Any,
    new: Any,
    message: str,
    fix: str,
    source: str,
) -> Change:
    """What happens to a resource of both templates."""
    return Change(rule, effect, severity, pair.logical_id, path, old, new, message, fix, source)
