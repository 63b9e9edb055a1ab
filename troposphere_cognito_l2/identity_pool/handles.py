"""Handles of identity pools: one that a helper added, and one that lives elsewhere."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from awacs.aws import PolicyDocument
from troposphere import AWSObject, GetAtt, Select, Split, Sub, Template

from .._core.handle import Elsewhere, Handle, Named
from .._core.problem import option_finding
from .._core.references import filled
from .._core.values import Resource, Value, is_intrinsic, literal
from ..errors import ConfigurationError
from ..user_pool.handles import known_account
from .roles import IdentityPrincipal, trust_policy


class IdentityPoolHandle(Named):
    """An identity pool to refer to."""

    _instead = "use its `.id` where you meant a Ref"

    principal: IdentityPrincipal
    """The name of the service in trust policies."""

    @property
    @abstractmethod
    def id(self) -> Any:
        """The identity pool's id, ``<region>:<uuid>``."""

    @property
    @abstractmethod
    def arn(self) -> Any:
        """The identity pool's ARN."""

    def trust_policy(self, *, guests: bool = False, session_tags: bool = False) -> PolicyDocument:
        """The trust policy of a role that identities of this pool may get: a group's, or a mapping rule's.

        Args:
            guests: for guests, rather than for those who signed in.
            session_tags: let Cognito tag the session, for principal tags.
        """
        return trust_policy(self.id, principal=self.principal, guests=guests, session_tags=session_tags)


class IdentityPoolResources(Handle, IdentityPoolHandle):
    """What `IdentityPool` added to a template."""

    _instead = "give its `.resource`, or use its `.id` where you meant a Ref"
    _elsewhere = "give the other template ExistingIdentityPool(id) with the id as parameter or ImportValue"

    def __init__(
        self,
        template: Template,
        resource: AWSObject,
        *,
        role_attachment: AWSObject,
        principal_tags: Sequence[AWSObject],
        authenticated_role: Resource | None,
        unauthenticated_role: Resource | None,
        principal: IdentityPrincipal,
    ) -> None:
        super().__init__(template, resource)
        self.role_attachment = role_attachment
        """The one ``IdentityPoolRoleAttachment``."""
        self.principal_tags = tuple(principal_tags)
        """The ``IdentityPoolPrincipalTag`` resources."""
        self.authenticated_role = authenticated_role
        """The role of those who signed in, made or given; ``None`` if it was given by ARN."""
        self.unauthenticated_role = unauthenticated_role
        """The role of guests, made or given; ``None`` if there is none, or it was given by ARN."""
        self.principal = principal

    @property
    def arn(self) -> Sub:
        """The identity pool's ARN."""
        account = "arn:${AWS::Partition}:cognito-identity:${AWS::Region}:${AWS::AccountId}"
        return Sub(f"{account}:identitypool/${{{self.logical_id}}}")

    @property
    def name(self) -> GetAtt:
        """The identity pool's name."""
        return self.get_att("Name")

    def trust_policy(self, *, guests: bool = False, session_tags: bool | None = None) -> PolicyDocument:
        """The trust policy of a role that identities of this pool may get: a group's, or a mapping rule's.

        Args:
            guests: for guests, rather than for those who signed in.
            session_tags: let Cognito tag the session. Default: where the pool has principal tags.
        """
        tagged = bool(self.principal_tags) and not guests if session_tags is None else session_tags
        return trust_policy(self.id, principal=self.principal, guests=guests, session_tags=tagged)


class ExistingIdentityPool(Elsewhere, IdentityPoolHandle):
    """An identity pool that another stack owns, by its id: a literal, a ``Ref`` to a parameter, an ``ImportValue`` ..."""

    def __init__(
        self,
        id: Value[str],  # noqa: A002 - the field's word
        *,
        account: Value[str] | None = None,
        principal: IdentityPrincipal = IdentityPrincipal.COMMERCIAL,
    ) -> None:
        """Refer to an identity pool.

        Args:
            id: the identity pool's id, ``<region>:<uuid>``.
            account: the account that owns it. Default: the stack's.
            principal: the name of the service in trust policies.

        Raises:
            ConfigurationError: if a literal id does not look like one.
        """
        text = literal(id)
        if (not isinstance(id, str) and not is_intrinsic(id)) or (
            text is not None and not re.fullmatch(r"[\w-]+:[\w-]+", text)
        ):
            raise _not_a_pool(id, "<region>:<uuid>, or an intrinsic that gives one", "give the pool's id or ARN")
        self._id = id
        self._account = known_account(account, type(self).__name__)
        self._arn: Any = None
        self.principal = principal

    @classmethod
    def from_arn(
        cls, arn: Value[str], *, principal: IdentityPrincipal = IdentityPrincipal.COMMERCIAL
    ) -> ExistingIdentityPool:
        """Refer to an identity pool by its ARN, which says the account too.

        Raises:
            ConfigurationError: if a literal ARN is not one of an identity pool, or names two Regions.
        """
        text = literal(arn)
        if text is None:
            pool = cls(Select(1, Split("/", arn)), account=Select(4, Split(":", arn)), principal=principal)
        else:
            match = re.fullmatch(
                r"arn:[\w-]+:cognito-identity:([\w-]+):(\d+):identitypool/([\w-]+):([\w-]+)", str(text)
            )
            allowed = "arn:<partition>:cognito-identity:<region>:<account>:identitypool/<region>:<uuid>"
            if not match:
                raise _not_a_pool(arn, allowed, "give the identity pool's ARN")
            if match[1] != match[3]:
                raise _not_a_pool(arn, allowed, f"the Region is {match[1]} or {match[3]}, but one of them")
            pool = cls(f"{match[3]}:{match[4]}", account=match[2], principal=principal)
        pool._arn = arn
        return pool

    @property
    def region(self) -> Value[str]:
        """The identity pool's Region."""
        text = literal(self._id)
        return Select(0, Split(":", self._id)) if text is None else text.partition(":")[0]

    @property
    def arn(self) -> Any:
        """The identity pool's ARN."""
        if self._arn is not None:
            return self._arn
        account = "${AWS::AccountId}" if self._account is None else self._account
        text = "arn:${AWS::Partition}:cognito-identity:${Region}:${Account}:identitypool/${Id}"
        return filled(text, Region=self.region, Account=account, Id=self._id)


def _not_a_pool(value: object, allowed: str, fix: str) -> ConfigurationError:
    problem = option_finding("", "id", value, message="does not name an identity pool", allowed=allowed, fix=fix)
    return ConfigurationError("ExistingIdentityPool", [problem])
