"""`UserPoolAccess`: what a role may do with a pool and its users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, cast

from awacs.aws import Action, Allow, PolicyDocument, Statement
from troposphere import AWSObject, Sub, Template, iam

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import field
from ._core.problem import option_finding
from ._core.references import condition_of, where_present
from ._core.values import Role, Value, is_intrinsic, may_be_no_value
from .user_pool.member import PoolMember, PoolMemberHandle


class UserPoolAbility(Enum):
    """What a role may do, in words; each stands for the actions that it takes and no more.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
    """

    READ_USERS = ("AdminGetUser", "AdminListGroupsForUser", "ListUsers")
    """See users, their attributes and their groups."""
    MANAGE_USERS = (
        "AdminGetUser",
        "ListUsers",
        "AdminCreateUser",
        "AdminConfirmSignUp",
        "AdminUpdateUserAttributes",
        "AdminDeleteUserAttributes",
        "AdminEnableUser",
        "AdminDisableUser",
        "AdminDeleteUser",
    )
    """See, invite, confirm, change, disable and delete users."""
    MANAGE_PASSWORDS = ("AdminResetUserPassword", "AdminSetUserPassword")
    """Set users' passwords, and so sign in as any of them."""
    MANAGE_FACTORS = ("AdminGetUserAuthFactors", "AdminSetUserMFAPreference", "AdminDeleteSoftwareToken")
    """See, set and remove users' second factors."""
    MANAGE_DEVICES = ("AdminGetDevice", "AdminListDevices", "AdminUpdateDeviceStatus", "AdminForgetDevice")
    """See and forget users' remembered devices."""
    SIGN_IN_USERS = ("AdminInitiateAuth", "AdminRespondToAuthChallenge")
    """Sign users in from a server of yours, with their credentials."""
    SIGN_OUT_USERS = ("AdminUserGlobalSignOut",)
    """Sign users out everywhere."""
    LINK_IDENTITIES = ("AdminLinkProviderForUser", "AdminDisableProviderForUser")
    """Link users of identity providers with users of the pool."""
    READ_GROUPS = ("GetGroup", "ListGroups", "ListUsersInGroup")
    """See groups and who is in them."""
    MANAGE_GROUP_MEMBERSHIP = (
        "AdminListGroupsForUser",
        "ListUsersInGroup",
        "AdminAddUserToGroup",
        "AdminRemoveUserFromGroup",
    )
    """Put users into groups and take them out: whatever roles the groups have."""
    MANAGE_GROUPS = ("GetGroup", "ListGroups", "CreateGroup", "UpdateGroup", "DeleteGroup")
    """See, make, change and delete groups. A group's IAM role takes ``iam:PassRole`` as well."""
    READ_SETTINGS = ("DescribeUserPool", "GetUserPoolMfaConfig", "ListUserPoolClients")
    """See how the pool is set up, without the secrets of clients and identity providers."""


class UserPoolAccess(PoolMember[PoolMemberHandle]):
    """What roles may do with one pool: an ``AWS::IAM::Policy`` of its own.

    Since the policy stands apart from role and function, the role of a trigger function of the very same pool can be
    given access without a circular dependency. Let the function not depend on the policy, though (``DependsOn``).
    Deploying it needs the capability CAPABILITY_IAM.

    Example:
        >>> from awacs import cognito_idp
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> access = UserPoolAccess(
        ...     "AdminToolAccess",
        ...     user_pool=users,
        ...     roles=["admin-tool"],
        ...     abilities=[UserPoolAbility.READ_USERS, UserPoolAbility.SIGN_OUT_USERS],
        ...     actions=[cognito_idp.AdminListUserAuthEvents],
        ... ).add_to(template)

    https://docs.aws.amazon.com/cognito/latest/developerguide/security_iam_service-with-iam.html
    """

    roles: Sequence[Value[str] | Role] = field(at="Roles")
    """Who may: troposphere ``Role`` objects, names of roles (not ARNs) or intrinsics that give them; at least one. A
    role under another condition may only where it exists."""
    abilities: Sequence[UserPoolAbility] = field(default=(), at="PolicyDocument")
    """What they may do, in words. Default: nothing but ``actions``."""
    actions: Sequence[Action] = field(default=(), at="PolicyDocument")
    """What else they may do: awacs actions of ``awacs.cognito_idp``. Default: nothing but ``abilities``."""
    policy_name: Value[str] | None = field(default=None, at="PolicyName")
    """Name of the policy in each role, 1 to 128 letters, digits and ``_+=,.@-``. Default: the logical id; with the
    stack's name before it where a role is given by name, since other stacks may give the same role a policy."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The policy."""
        for option, value, message, fix in self._mistakes():
            problems.append(option_finding("", option, value, message=message, allowed="", fix=fix))
        statement = Statement(Effect=Allow, Action=self._all_actions(), Resource=[self.user_pool.arn])
        properties = {
            "PolicyName": self._name(),
            "PolicyDocument": PolicyDocument(Version="2012-10-17", Statement=[statement]),
            "Roles": [where_present(_name_of(role), condition_of(role), self.own_condition()) for role in self.roles],
        }
        return (Rendered(self.logical_id, iam.PolicyType, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> PoolMemberHandle:
        """The handle of the policy."""
        return PoolMemberHandle(template, built[self.logical_id], self.user_pool)

    def inherited_condition(self) -> str | None:
        """The condition of the pool, else the one of all roles: a policy needs a role."""
        conditions = {condition_of(role) for role in self.roles}
        return super().inherited_condition() or (conditions.pop() if len(conditions) == 1 else None)

    def _all_actions(self) -> list[Action]:
        named = [Action("cognito-idp", name) for ability in self.abilities for name in ability.value]
        return list({action.JSONrepr(): action for action in (*named, *self.actions)}.values())

    def _name(self) -> Any:
        if self.policy_name is not None:
            return self.policy_name
        all_objects = all(isinstance(role, iam.Role) for role in self.roles)
        return self.logical_id if all_objects else Sub(f"${{AWS::StackName}}-{self.logical_id}")

    def _mistakes(self) -> Iterator[tuple[str, Any, str, str]]:
        """What is wrong, as option, value, message and fix."""
        if not self.roles:
            yield "roles", self.roles, "names no role", "name at least one role"
        if not self.abilities and not self.actions:
            yield "abilities", self.abilities, "allows nothing", "give abilities, actions or both"
        sure = (None, self.own_condition())
        if self.roles and self.condition is None and all(condition_of(role) not in sure for role in self.roles):
            message = "may leave the policy without a role: each of them exists under a condition of its own"
            yield "roles", self.roles, message, "give `condition=` the name of a condition that holds where one exists"
        name = self._name()
        if may_be_no_value(name):
            yield "policy_name", name, "may be no name, and a policy has one", "give a name under every condition"
        for action in self.actions:
            if action.prefix != "cognito-idp":
                yield "actions", action, "is no action of Amazon Cognito user pools", "give it to the role yourself"
            elif action.action in _NOT_OF_ONE_POOL:
                yield "actions", action, "can't be limited to one pool", "give it to the role yourself, on resource *"


_NOT_OF_ONE_POOL = ("CreateUserPool", "ListUserPools")
"""Actions that name no pool."""


def _name_of(role: Value[str] | Role) -> Any:
    return role if isinstance(role, str) or is_intrinsic(role) else cast("Role", role).ref()
