"""`UserPoolUser` and `UserPoolUserToGroupAttachment`: users that a stack owns, and their groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Literal

from troposphere import AWSObject, Ref, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import field, prop
from ._core.problem import option_finding
from ._core.values import Value, literal
from .groups import UserPoolGroupHandle
from .user_pool.handles import UserPoolResources
from .user_pool.member import PoolMember, PoolMemberHandle


class DeliveryMedium(Enum):
    """How a new user gets the invitation."""

    EMAIL = "EMAIL"
    """By e-mail."""
    SMS = "SMS"
    """By text message."""


class MessageAction(Enum):
    """What becomes of the invitation."""

    SUPPRESS = "SUPPRESS"
    """None is sent: an administrator has to set a password."""
    RESEND = "RESEND"
    """It is sent again to a user who is there already: nothing for a user whom the stack is to create."""


class UserPoolUserHandle(PoolMemberHandle):
    """A user that a helper added to a template."""

    @property
    def username(self) -> Ref:
        """The name of the user."""
        return self.id


class UserPoolUser(PoolMember[UserPoolUserHandle]):
    """A user: an ``AWS::Cognito::UserPoolUser``. For the first administrator, say, or for tests.

    CloudFormation can't change a user: whatever changes here makes it create a new one and then delete the old one.
    Where the user name stays the same, the creation fails. No password can be given: Cognito sends a temporary one with
    the invitation.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users", sign_in=SignIn.email()).add_to(template)
        >>> ann = UserPoolUser("Ann", user_pool=users, username="ann@example.com").add_to(template)
        >>> ann.resource.DesiredDeliveryMediums
        ['EMAIL']

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluser.html
    """

    username: Value[str] = prop("Username")
    """Name, 1 to 128 letters, digits and symbols without space. Where users sign in with an e-mail address or phone
    number only, that is it; where these are aliases of a user name, it must not look like one."""
    user_attributes: Mapping[str, Value[str]] = field(default={}, at="UserAttributes")
    """Attributes by name, custom ones with their prefix ``custom:``; a value has at most 2048 characters, a boolean is
    ``"true"`` or ``"false"``. Default: none."""
    desired_delivery_mediums: Sequence[DeliveryMedium] | Literal["auto"] | None = field(
        default="auto", at="DesiredDeliveryMediums"
    )
    """How the invitation is sent; the user needs the address or number. Default ``"auto"``: by e-mail where the user
    surely has an address, else Cognito's, by text message. ``None`` leaves the property out, for a live user without
    it."""
    message_action: Value[MessageAction] | None = prop("MessageAction", default=None)
    """What becomes of the invitation. Default: it is sent."""
    force_alias_creation: Value[bool] | None = prop("ForceAliasCreation", default=None)
    """Whether the user takes over an e-mail address or phone number that is another user's alias. Default: Cognito's,
    the creation fails."""
    client_metadata: Mapping[str, Value[str]] | None = prop("ClientMetadata", default=None)
    """What the pre sign-up and custom message functions get to know as well. Default: nothing."""
    validation_data: Mapping[str, Value[str]] = field(default={}, at="ValidationData")
    """What only the pre sign-up function gets to know. Default: nothing."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The user."""
        properties = self.member_properties(template, problems)
        if self.user_attributes:
            properties["UserAttributes"] = _pairs(self.user_attributes)
        if self.validation_data:
            properties["ValidationData"] = _pairs(self.validation_data)
        mediums = self._by_what_is_known() if self.desired_delivery_mediums == "auto" else self.desired_delivery_mediums
        if mediums:
            properties["DesiredDeliveryMediums"] = [medium.value for medium in mediums]
        return (Rendered(self.logical_id, cognito.UserPoolUser, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolUserHandle:
        """The handle of the user."""
        return UserPoolUserHandle(template, built[self.logical_id], self.user_pool)

    def option_for(self, path: str) -> str:
        """The name of the option that wrote a property; for an attribute, the attribute's."""
        if self.user_attributes and path.startswith("UserAttributes["):
            return f"user_attributes[{list(self.user_attributes)[int(path[15 : path.index(']')])]!r}]"
        return super().option_for(path)

    def _by_what_is_known(self) -> tuple[DeliveryMedium, ...]:
        if self.message_action is not None:
            return ()
        username = literal(self.username)
        named_by_email = username is not None and "@" in username
        if isinstance(self.user_pool, UserPoolResources):
            signs_in_with = self.user_pool.resource.properties.get("UsernameAttributes", [])
            named_by_email = signs_in_with == ["email"] or (named_by_email and "email" in signs_in_with)
        return (DeliveryMedium.EMAIL,) if named_by_email or "email" in self.user_attributes else ()


class UserPoolUserToGroupAttachment(PoolMember[PoolMemberHandle]):
    """That a user is in a group: an ``AWS::Cognito::UserPoolUserToGroupAttachment``.

    CloudFormation can't change it: another user or group makes another attachment.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users", sign_in=SignIn.email()).add_to(template)
        >>> admins = UserPoolGroup("Admins", user_pool=users).add_to(template)
        >>> ann = UserPoolUser("Ann", user_pool=users, username="ann@example.com").add_to(template)
        >>> UserPoolUserToGroupAttachment("AnnIsAdmin", user_pool=users, user=ann, group=admins).add_to(template)
        <PoolMemberHandle AnnIsAdmin>

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolusertogroupattachment.html
    """

    user: UserPoolUserHandle | Value[str] = field(at="Username")
    """The user: what ``UserPoolUser(...).add_to(template)`` returned, or the name of one who is there already."""
    group: UserPoolGroupHandle | Value[str] = field(at="GroupName")
    """The group: what ``UserPoolGroup(...).add_to(template)`` returned, or the name of one that is there already."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The attachment."""
        properties = self.member_properties(template, problems)
        for path, given in (("Username", self.user), ("GroupName", self.group)):
            properties[path] = given.id if isinstance(given, PoolMemberHandle) else given
        if self.condition is None and len(self._conditions()) > 1:
            problems.append(
                option_finding(
                    "",
                    "condition",
                    None,
                    message=f"user and group exist under different conditions: {', '.join(self._conditions())}",
                    allowed="a condition that holds only where both exist",
                    fix="give `condition=` the name of such a condition, made with And(...)",
                )
            )
        return (Rendered(self.logical_id, cognito.UserPoolUserToGroupAttachment, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> PoolMemberHandle:
        """The handle of the attachment."""
        return PoolMemberHandle(template, built[self.logical_id], self.user_pool)

    def inherited_condition(self) -> str | None:
        """The condition of the user and the group, else of the pool."""
        return next(iter(self._conditions()), super().inherited_condition())

    def _conditions(self) -> list[str]:
        """The conditions, other than the pool's, that user and group exist under."""
        given = [one.condition for one in (self.user, self.group) if isinstance(one, PoolMemberHandle)]
        return [name for name in dict.fromkeys(given) if name not in (None, self.user_pool.condition)]


def _pairs(values: Mapping[str, Value[str]]) -> list[dict[str, Any]]:
    return [{"Name": name, "Value": value} for name, value in values.items()]
