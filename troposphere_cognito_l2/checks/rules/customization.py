"""A rule about what a UI customization needs: a domain that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import USER_POOLS_API
from ..resource_types import CUSTOMIZATION, DOMAIN, USER_POOL
from ..rule import Problem, rule
from ..view import ResourceView
from .members import closed_pool_of, domains_of

_PAGE = f"{USER_POOLS_API}API_SetUICustomization.html"


def _example(**others: Any) -> dict[str, Any]:
    look = {"UserPoolId": {"Ref": "Users"}, "ClientId": "ALL", "CSS": ".banner-customizable {}"}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Look": {"Type": CUSTOMIZATION, "Properties": look, "DependsOn": list(others)},
            **others,
        }
    }


@rule(
    "W9716",
    CUSTOMIZATION,
    source=_PAGE,
    accepts=_example(Domain={"Type": DOMAIN, "Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app"}}),
    rejects=_example(),
)
def pool_of_a_customization_has_a_domain(customization: ResourceView) -> Iterator[Problem]:
    """A pool with a UI customization has a domain in the same template."""
    template = customization.template
    pool = closed_pool_of(customization)
    if pool is None or any(domains_of(customization)):
        return
    if all(domain.target("UserPoolId") is not None for domain in template.of_type(DOMAIN)):
        message = f"{pool.logical_id} has no domain, so a new stack can't be made"
        yield Problem("UserPoolId", message, "add an AWS::Cognito::UserPoolDomain, and DependsOn it")
