"""What changes of a web ACL's association with a user pool do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import USER_POOL, WEB_ACL_ASSOCIATION
from ...checks.values import Reference
from ...checks.view import ResourceView, TemplateView
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words

_ACL = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/{}/11111111-2222-3333-4444-555555555555"


def _example(acl: str = "") -> dict[str, Any]:
    association = {"ResourceArn": {"Fn::GetAtt": ["Subject", "Arn"]}, "WebACLArn": _ACL.format(acl)}
    return {
        "Resources": {
            "Subject": {"Type": USER_POOL, "Properties": {"UserPoolName": "shop"}},
            **({"Firewall": {"Type": WEB_ACL_ASSOCIATION, "Properties": association}} if acl else {}),
        }
    }


@change_rule(
    "C9191",
    USER_POOL,
    Effect.RESET,
    source=f"{GUIDE}user-pool-waf.html",
    before=_example("shop"),
    after=_example(),
    harmless=_example("store"),
)
def no_web_acl_stands_before_the_pool(pair: Pair) -> Iterator[Claim]:
    """Requests to the pool pass through no web ACL any more."""
    before = [view.logical_id for view in _associations(pair.before.template) if _names(view, pair.logical_id)]
    after = list(_associations(pair.after.template))
    if before and not any(_may_name(view, pair.logical_id) for view in after):
        yield Claim(
            "",
            f"{words(before)} names the pool no more: requests to it pass through no web ACL",
            "Leave the association, unless another stack has one for the pool.",
        )


def _associations(template: TemplateView) -> Iterator[ResourceView]:
    yield from template.of_type(WEB_ACL_ASSOCIATION)


def _names(view: ResourceView, pool: str) -> bool:
    """Whether an association is surely for a pool of its template."""
    target = view.target("ResourceArn")
    return target is not None and target.logical_id == pool


def _may_name(view: ResourceView, pool: str) -> bool:
    """Whether an association may be for a pool: it may name it in more ways than one."""
    value = view.get("ResourceArn")
    if isinstance(value, Reference):
        return value.logical_id == pool
    return ":userpool/" in value if isinstance(value, str) else value is not None
