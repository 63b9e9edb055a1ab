"""Handles of user pools: one that a helper added, and one that lives elsewhere."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from troposphere import AWSObject, AWSProperty, GetAtt, Join, Ref, Select, Split, Sub, Template, iam

from .._core.handle import Elsewhere, Handle, Named
from .._core.problem import option_finding
from .._core.references import filled
from .._core.values import Value, is_intrinsic, literal
from ..errors import ConfigurationError


class UserPoolHandle(Named):
    """A user pool to refer to: what everything that takes a pool takes."""

    _instead = "use its `.id` where you meant a Ref, its `.arn` where you meant GetAtt Arn"

    @property
    @abstractmethod
    def id(self) -> Any:
        """The pool's id."""

    @property
    @abstractmethod
    def arn(self) -> Any:
        """The pool's ARN."""

    @property
    @abstractmethod
    def provider_name(self) -> Any:
        """``cognito-idp.<region>.amazonaws.com/<id>``: what identity pools know the pool by."""

    @property
    @abstractmethod
    def provider_url(self) -> Any:
        """``https://cognito-idp.<region>.amazonaws.com/<id>``."""

    @property
    def region(self) -> Any:
        """The Region that the pool lives in."""
        return Ref("AWS::Region")

    @property
    def issuer(self) -> Any:
        """What the pool's tokens say in ``iss``."""
        return self.provider_url

    @property
    def jwks_url(self) -> Any:
        """Where the keys that verify the pool's tokens are to be had."""
        return Join("", [self.issuer, "/.well-known/jwks.json"])

    @property
    def openid_configuration_url(self) -> Any:
        """Where OpenID Connect libraries find out about the pool."""
        return Join("", [self.issuer, "/.well-known/openid-configuration"])


class UserPoolResources(Handle, UserPoolHandle):
    """What `UserPool` added to a template."""

    _instead = "give its `.resource`, or use its `.id` where you meant a Ref"
    _elsewhere = "give the other template ExistingUserPool(id) with the id as parameter or ImportValue"

    def __init__(self, template: Template, built: Mapping[str, AWSObject]) -> None:
        resources = list(built.values())
        super().__init__(template, resources[0])
        self.sms_role: iam.Role | None = next((made for made in resources if isinstance(made, iam.Role)), None)
        """The role that was made to send text messages."""
        self.permissions = tuple(made for made in resources if made.resource_type == "AWS::Lambda::Permission")
        """Cognito's permissions to call the trigger functions."""

    @property
    def arn(self) -> GetAtt:
        """The pool's ARN."""
        return self.get_att("Arn")

    @property
    def provider_name(self) -> GetAtt:
        """``cognito-idp.<region>.amazonaws.com/<id>``: what identity pools know the pool by."""
        return self.get_att("ProviderName")

    @property
    def provider_url(self) -> GetAtt:
        """``https://cognito-idp.<region>.amazonaws.com/<id>``."""
        return self.get_att("ProviderURL")

    @property
    def issuer(self) -> Any:
        """What the pool's tokens say in ``iss``: of the updated form if ``issuer=IssuerType.UPDATED`` was asked for."""
        configuration = self.resource.properties.get("IssuerConfiguration")
        kind = configuration.properties.get("Type") if isinstance(configuration, AWSProperty) else None
        if isinstance(kind, str) and kind == "UPDATED":
            return Sub(f"https://issuer-cognito-idp.${{AWS::Region}}.${{AWS::URLSuffix}}/${{{self.logical_id}}}")
        return self.provider_url


class ExistingUserPool(Elsewhere, UserPoolHandle):
    """A pool that another stack owns, by its id: a literal, a ``Ref`` to a parameter, an ``ImportValue`` ...

    Its Region is read from the id (``us-east-1_abc``), so a pool of another Region is named rightly.
    """

    def __init__(self, id: Value[str], *, account: Value[str] | None = None) -> None:  # noqa: A002 - the field's word
        """Refer to a pool.

        Args:
            id: the pool's id, as ``us-east-1_abc``.
            account: the account that owns it. Default: the stack's.

        Raises:
            ConfigurationError: if a literal id does not look like one.
        """
        text = literal(id)
        if not isinstance(id, str) and not is_intrinsic(id):
            raise _not_a_pool(id, "a pool id as us-east-1_abc, or an intrinsic that gives one")
        if text is not None and not re.fullmatch(r"[\w-]+_[0-9a-zA-Z]+", text):
            raise _not_a_pool(id, "a pool id as us-east-1_abc, or an intrinsic that gives one")
        self._id = id
        self._account = known_account(account, type(self).__name__)
        self._arn: Any = None

    @classmethod
    def from_arn(cls, arn: Value[str]) -> ExistingUserPool:
        """Refer to a pool by its ARN, which says account and Region too.

        Raises:
            ConfigurationError: if a literal ARN is not one of a user pool.
        """
        text = literal(arn)
        if text is None:
            pool = cls(Select(1, Split("/", arn)), account=Select(4, Split(":", arn)))
        else:
            match = re.fullmatch(r"arn:[\w-]+:cognito-idp:[\w-]+:(\d{12}):userpool/([\w-]+_[0-9a-zA-Z]+)", str(text))
            if not match:
                raise _not_a_pool(arn, "arn:<partition>:cognito-idp:<region>:<account>:userpool/<id>")
            pool = cls(match[2], account=match[1])
        pool._arn = arn
        return pool

    @property
    def region(self) -> Value[str]:
        """The pool's Region."""
        text = literal(self._id)
        return Select(0, Split("_", self._id)) if text is None else text.rpartition("_")[0]

    @property
    def account(self) -> Value[str]:
        """The account that owns the pool."""
        return Sub("${AWS::AccountId}") if self._account is None else self._account

    @property
    def arn(self) -> Any:
        """The pool's ARN."""
        if self._arn is not None:
            return self._arn
        return self._text("arn:${AWS::Partition}:cognito-idp:${Region}:${Account}:userpool/${Id}")

    @property
    def provider_name(self) -> Any:
        """``cognito-idp.<region>.amazonaws.com/<id>``: what identity pools know the pool by."""
        return self._text("cognito-idp.${Region}.${AWS::URLSuffix}/${Id}")

    @property
    def provider_url(self) -> Any:
        """``https://cognito-idp.<region>.amazonaws.com/<id>``."""
        return Join("", ["https://", self.provider_name])

    def _text(self, text: str) -> Sub:
        account = "${AWS::AccountId}" if self._account is None else self._account
        return filled(text, Region=self.region, Account=account, Id=self._id)


def known_account(account: Value[str] | None, subject: str) -> Value[str] | None:
    """The account that owns something.

    Raises:
        ConfigurationError: if a literal is not the id of one.
    """
    known = isinstance(account, str) and re.fullmatch(r"\d{12}", account, re.ASCII)
    if account is None or is_intrinsic(account) or known:
        return account
    problem = option_finding(
        "",
        "account",
        account,
        message="is no account",
        allowed="12 digits",
        fix="give the account's id, or leave it out",
    )
    raise ConfigurationError(subject, [problem], "")


def _not_a_pool(value: object, allowed: str) -> ConfigurationError:
    problem = option_finding(
        "", "id", value, message="does not name a user pool", allowed=allowed, fix="give the pool's id or ARN"
    )
    return ConfigurationError("ExistingUserPool", [problem])
