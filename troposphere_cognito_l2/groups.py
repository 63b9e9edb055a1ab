"""`UserPoolGroup`: a named set of users, with the IAM role that they may take on."""

from __future__ import annotations

from collections.abc import Mapping

from troposphere import AWSObject, Ref, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import field, prop
from ._core.references import arn_of, condition_of, where_present
from ._core.values import Role, Value
from .user_pool.member import PoolMember, PoolMemberHandle


class UserPoolGroupHandle(PoolMemberHandle):
    """A group that a helper added to a template."""

    @property
    def group_name(self) -> Ref:
        """The name of the group, as tokens carry it in ``cognito:groups``."""
        return self.id


class UserPoolGroup(PoolMember[UserPoolGroupHandle]):
    """A group of users: an ``AWS::Cognito::UserPoolGroup``.

    Tokens carry the names of a user's groups in ``cognito:groups``, and their roles in ``cognito:roles``.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> admins = UserPoolGroup("Admins", user_pool=users, group_name="admins", precedence=0).add_to(template)
        >>> admins.group_name.to_dict()
        {'Ref': 'Admins'}

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html
    """

    group_name: Value[str] | None = field(default=None, at="GroupName")
    """Name in tokens, 1 to 128 letters, digits and symbols without space, unique in the pool whatever its case.
    Another name replaces the group and loses its members; one that differs in case only can't even be deployed.
    Default: the logical id. ``Ref("AWS::NoValue")`` leaves the name out, for a live group that has been made without."""
    description: Value[str] | None = prop("Description", default=None, may_be_empty=True)
    """For people to read, at most 2048 characters. Default: none."""
    precedence: Value[int] | None = prop("Precedence", default=None)
    """Whose role wins for a user in several groups: the lowest number's, 0 to 2147483647. Default: none, which loses
    to any. Two groups with the same number and different roles cancel each other out."""
    role: Value[str] | Role | None = field(default=None, at="RoleArn")
    """The role that members may take on through an identity pool, whose trust policy must let the identity pool's
    authenticated users in: a troposphere ``Role``, its ARN or an intrinsic that gives it. A role under another
    condition is the group's only where it exists. Default: none."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The group."""
        properties = self.member_properties(template, problems)
        properties["GroupName"] = self.logical_id if self.group_name is None else self.group_name
        if self.role is not None:
            properties["RoleArn"] = where_present(arn_of(self.role), condition_of(self.role), self.own_condition())
        return (Rendered(self.logical_id, cognito.UserPoolGroup, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolGroupHandle:
        """The handle of the group."""
        return UserPoolGroupHandle(template, built[self.logical_id], self.user_pool)
