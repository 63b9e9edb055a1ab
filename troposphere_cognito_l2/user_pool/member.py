"""What belongs to a user pool: clients, domains, groups, providers ..."""

from __future__ import annotations

from typing import Any, TypeVar

from troposphere import AWSObject, Template

from .._core.handle import Handle
from .._core.helper import Helper, Problems
from .._core.options import field
from ..checks.circles import circle_closed_by
from ..checks.values import Reference, resolve
from ..checks.view import ResourceView, TemplateView
from .handles import UserPoolHandle, UserPoolResources

H = TypeVar("H", bound=Handle)


class PoolMemberHandle(Handle):
    """What belongs to a user pool, as a helper added it to a template."""

    def __init__(self, template: Template, resource: AWSObject, user_pool: UserPoolHandle) -> None:
        super().__init__(template, resource)
        self.user_pool = user_pool
        """The pool that it belongs to."""

    @property
    def view(self) -> ResourceView:
        """The resource as it is now, resolved as rules see it: what later helpers look at."""
        view = TemplateView(self.template.resources).resource(self.logical_id)
        assert view is not None  # it was added to the template
        return view

    def is_of_another_pool(self, user_pool: UserPoolHandle) -> bool:
        """Whether it surely belongs to another pool; of a pool of another template nothing is sure."""
        if isinstance(user_pool, Handle) and user_pool.template is not self.template:
            return False
        pools = self.view.get("UserPoolId"), resolve(user_pool.id, self.template.resources)
        return pools[0] != pools[1] and all(isinstance(pool, (str, Reference)) for pool in pools)


class PoolMember(Helper[H]):
    """Base of the helpers whose resource belongs to one user pool."""

    user_pool: UserPoolHandle = field(at="UserPoolId")
    """The pool: what ``UserPool(...).add_to(template)`` returned, or an `ExistingUserPool`."""

    def inherited_condition(self) -> str | None:
        """The condition of the pool."""
        return self.user_pool.condition

    def member_properties(self, template: Template, problems: Problems) -> dict[str, Any]:
        """``UserPoolId`` and all options that are rendered as they are."""
        pool = self.user_pool
        if (
            isinstance(pool, UserPoolResources)
            and pool.template is template
            and "LambdaConfig" in pool.resource.properties
        ):
            body = {"Properties": {"UserPoolId": pool.id}, "Condition": self.own_condition()}
            closed = circle_closed_by(self.logical_id, body, template.resources)
            problems += [finding._replace(option="user_pool") for finding in closed]
        return {"UserPoolId": pool.id, **self.direct_properties()}
