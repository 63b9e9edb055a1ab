"""Handles of app clients: one that a helper added, and one that lives elsewhere."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any

from troposphere import GetAtt

from .._core.handle import Elsewhere, Named
from .._core.problem import option_finding
from .._core.values import Value, is_intrinsic, literal
from ..checks.finding import Finding
from ..checks.rules.booleans import is_off
from ..errors import ConfigurationError
from ..user_pool.member import PoolMemberHandle


class UserPoolClientHandle(Named):
    """An app client to refer to: what everything that takes a client takes."""

    _instead = "use its `.id` where you meant a Ref"

    @property
    @abstractmethod
    def id(self) -> Any:
        """The client's id."""

    @property
    @abstractmethod
    def secret(self) -> Any:
        """The client's secret.

        Raises:
            ConfigurationError: if there is none to be had.
        """


class UserPoolClientResources(PoolMemberHandle, UserPoolClientHandle):
    """What `UserPoolClient` added to a template."""

    _instead = "give its `.resource`, or use its `.id` where you meant a Ref"
    _elsewhere = "give the other template ExistingUserPoolClient(id) with the id as parameter or ImportValue"

    @property
    def name(self) -> GetAtt:
        """The client's name."""
        return self.get_att("Name")

    @property
    def secret(self) -> GetAtt:
        """The client's secret, by ``Fn::GetAtt``.

        It then stands in the properties of whatever uses it, for everyone who may describe that resource: put it into
        Secrets Manager with `UserPoolClientSecret`, and never into an Output. The schema of the resource type lists
        the attribute, AWS's documentation does not; it was reported to work in May 2026.

        Raises:
            ConfigurationError: if the client has no secret.
        """
        if not self.has_secret:
            problem = no_secret("secret", "the client has no secret", "make the client with generate_secret=True")
            raise ConfigurationError(f"{type(self).__name__} {self.logical_id!r}", [problem], "")
        return self.get_att("ClientSecret")

    @property
    def has_secret(self) -> bool:
        """Whether the client has a secret; one that only the deploy decides about counts."""
        return not is_off(self.view.get("GenerateSecret"))


class ExistingUserPoolClient(Elsewhere, UserPoolClientHandle):
    """A client that another stack owns, by its id: a literal, a ``Ref`` to a parameter, an ``ImportValue`` ..."""

    def __init__(self, id: Value[str]) -> None:  # noqa: A002 - the field's word
        """Refer to a client.

        Args:
            id: the client's id.

        Raises:
            ConfigurationError: if a literal id does not look like one.
        """
        text = literal(id)
        if not is_intrinsic(id) and not (isinstance(text, str) and re.fullmatch(r"[\w+-]{1,128}", text)):
            allowed = "1 to 128 letters, digits and _+-, or an intrinsic that gives them"
            problem = option_finding(
                "", "id", id, message="does not name an app client", allowed=allowed, fix="give the client's id"
            )
            raise ConfigurationError("ExistingUserPoolClient", [problem])
        self._id = id

    @property
    def secret(self) -> Any:
        """Not to be had: no CloudFormation function reads the secret of a client elsewhere.

        Raises:
            ConfigurationError: always.
        """
        problem = no_secret(
            "secret",
            "the secret of a client that another stack owns can't be read",
            "let that stack put it into Secrets Manager (UserPoolClientSecret), and refer to it there",
        )
        raise ConfigurationError("ExistingUserPoolClient", [problem], "")


def no_secret(option: str, message: str, fix: str) -> Finding:
    """The problem that a client has no secret to give."""
    return option_finding(
        "GenerateSecret",
        option,
        None,
        message=message,
        allowed="the secret of a client of this template that has generate_secret=True",
        fix=fix,
    )
