"""What kind a domain is of: a pool has at most one of each."""

from __future__ import annotations

from ..checks.aws_pages import GUIDE
from ..checks.view import ResourceView
from .pair import Templates
from .values import same, settled

PREFIX = "prefix"
CUSTOM = "custom domain"
TAKEN = "User pool already has a domain configured"
"""What Cognito answers where a pool has one of the kind."""
PAGE = f"{GUIDE}cognito-user-pools-assign-domain.html"


def kind_of(domain: ResourceView) -> str | None:
    """Whether a domain is a prefix of Cognito's or one of the caller's own; ``None`` if that is not known."""
    if domain.absent("CustomDomainConfig"):
        return PREFIX
    return CUSTOM if isinstance(domain.get("CustomDomainConfig"), dict) else None


def in_one_pool(before: ResourceView, after: ResourceView, templates: Templates) -> bool:
    """Whether two resources belong to one pool, which stays what it is."""
    pools = [settled(view.get("UserPoolId"), view.template) for view in (before, after)]
    if pools[0] is None or not same(*pools):
        return False
    owner = after.target("UserPoolId")
    return owner is None or not templates.is_replaced(owner.logical_id)
