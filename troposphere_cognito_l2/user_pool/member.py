"""What belongs to a user pool: clients, domains, groups, providers ..."""

from __future__ import annotations

from typing import Any, TypeVar

from troposphere import AWSObject, Template

from .._core.handle import Handle
from .._core.helper import Helper
from .._core.options import field
from ..checks.rule import ResourceView, TemplateView
from .handles import UserPoolHandle

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


class PoolMember(Helper[H]):
    """Base of the helpers whose resource belongs to one user pool."""

    user_pool: UserPoolHandle = field(at="UserPoolId")
    """The pool: what ``UserPool(...).add_to(template)`` returned, or an `ExistingUserPool`."""

    def inherited_condition(self) -> str | None:
        """The condition of the pool."""
        return self.user_pool.condition

    def member_properties(self, template: Template) -> dict[str, Any]:
        """``UserPoolId`` and all options that are rendered as they are.

        Raises:
            OtherTemplateError: if the pool stands in another template.
        """
        self.user_pool.must_be_in(template)
        return {"UserPoolId": self.user_pool.id, **self.direct_properties()}
