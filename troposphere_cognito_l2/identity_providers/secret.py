"""`SecretValue`: a secret that stands in the template as a reference, not as text."""

from __future__ import annotations

import re
from typing import Any, Union, cast

from troposphere import AWSHelperFn, Join, Parameter, Ref

from .._core.problem import option_finding
from .._core.values import Intrinsic, Resource, Value, is_intrinsic
from ..errors import ConfigurationError

_SECRET = r"[\w/+=.@-]{1,512}|arn:[^:\s{}]+:secretsmanager:[^:\s{}]+:\d{12}:secret:[\w/+=.@-]{1,519}"  # noqa: S105
_SEGMENT = r"[^:{}\\\s]+"
_PARAMETER_NAME = r"[\w./-]+"


class SecretValue(AWSHelperFn):
    """A secret, by reference: CloudFormation reads it when it deploys, and the template never holds it.

    Make one with `secrets_manager`, `ssm` or `parameter`. It may stand wherever an intrinsic may. A template holds at
    most 60 references to Secrets Manager and Parameter Store together. CloudFormation reads a secret only when the
    reference changes: after a rotation, name another ``version_id``, or update the provider otherwise.

    Secure strings of Parameter Store are missing on purpose: CloudFormation refuses them for Cognito ("SSM Secure
    reference is not supported").

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
    """

    instead_of_text = (
        "give SecretValue.secrets_manager(...), SecretValue.ssm(...), SecretValue.parameter(...) or another intrinsic; "
        "SecretValue.unsafe_plain_text(...) if the template may hold the secret itself"
    )
    """What to do where a plain string was given in its place. An error never shows that string."""

    def __init__(self, data: Any, shown: str = "") -> None:
        """Use the class methods instead."""
        self.data = data
        self._shown = shown

    @classmethod
    def secrets_manager(
        cls,
        secret: Value[str] | Resource,
        *,
        json_field: Value[str] | None = None,
        version_stage: Value[str] | None = None,
        version_id: Value[str] | None = None,
    ) -> SecretValue:
        """A secret of Secrets Manager.

        Args:
            secret: its name or ARN, an intrinsic that gives one, or the troposphere ``Secret`` of the same template.
                A secret of another account needs its ARN.
            json_field: the key of the value, where the secret is a JSON object. Default: the whole secret string.
            version_stage: the staging label of the version. Default: ``AWSCURRENT``.
            version_id: the id of the version, instead of a stage.

        Raises:
            ConfigurationError: if a part does not fit into a reference, or stage and id are both given.
        """
        if not isinstance(secret, str) and not is_intrinsic(secret):
            secret = _ref(cast("Resource", secret))
        _fits("secret", secret, _SECRET, "the name or the ARN of a secret")
        for name, part in {"json_field": json_field, "version_stage": version_stage, "version_id": version_id}.items():
            if part is not None:
                _fits(name, part, _SEGMENT, "a text without colons, braces, backslashes and spaces")
        if version_stage is not None and version_id is not None:
            _refuse("version_id", version_id, "stands beside version_stage", "one of the two", "leave one of them out")
        rest: list[Any] = ["SecretString", json_field or "", version_stage or "", version_id or ""]
        return cls(_reference("secretsmanager", [secret, *rest] if any(rest[1:]) else [secret]))

    @classmethod
    def ssm(cls, name: Value[str], *, version: Value[int] | None = None) -> SecretValue:
        """A plain (``String``) parameter of Parameter Store: out of the template, but not encrypted where it stands.

        Args:
            name: the name of the parameter, with its path.
            version: which version. Default: the latest at the deploy.

        Raises:
            ConfigurationError: if the name is none of a parameter.
        """
        _fits("name", name, _PARAMETER_NAME, "letters, digits and _.-/")
        return cls(_reference("ssm", [name] if version is None else [name, version]))

    @classmethod
    def parameter(cls, parameter: Parameter) -> SecretValue:
        """A parameter of the template that CloudFormation does not show: one with ``NoEcho=True``.

        Raises:
            ConfigurationError: if the parameter would be shown in consoles and logs.
        """
        if parameter.properties.get("NoEcho") is not True or parameter.properties.get("Default"):
            _refuse(
                "parameter",
                parameter.title,
                "would show the secret",
                "a parameter with NoEcho=True and without Default",
                "set NoEcho=True and leave Default out",
            )
        return cls({"Ref": parameter.title})

    @classmethod
    def unsafe_plain_text(cls, text: str) -> SecretValue:
        """The secret itself, readable for all who can read the template: for throw-away stacks only.

        Raises:
            ConfigurationError: if it is empty.
        """
        if not text:
            _refuse("text", text, "is empty", "the secret", "give the secret as a string")
        return cls(text, "SecretValue.unsafe_plain_text(...)")

    def __repr__(self) -> str:
        return self._shown or f"SecretValue({self.to_dict()!r})"


Secret = Union[SecretValue, Intrinsic]  # noqa: UP007 - a name that annotations use
"""An option that takes a secret: a `SecretValue`, or any intrinsic, but no string."""


def _reference(service: str, parts: list[Any]) -> Any:
    """``{{resolve:<service>:<part>:<part>}}``, joined only where a part is an intrinsic."""
    if not any(is_intrinsic(part) for part in parts):
        return "{{resolve:" + ":".join([service, *(str(part) for part in parts)]) + "}}"
    pieces: list[Any] = [f"{{{{resolve:{service}"]
    for part in parts:
        if is_intrinsic(part):
            pieces += [f"{pieces.pop()}:" if isinstance(pieces[-1], str) else ":", part]
        else:
            text = f":{part}"
            pieces.append(f"{pieces.pop()}{text}" if isinstance(pieces[-1], str) else text)
    pieces.append(f"{pieces.pop()}}}}}" if isinstance(pieces[-1], str) else "}}")
    return Join("", pieces)


def _ref(secret: Resource) -> Ref:
    if getattr(secret, "resource_type", None) != "AWS::SecretsManager::Secret":
        allowed = "a name, an ARN, an intrinsic or a troposphere secretsmanager.Secret"
        _refuse("secret", repr(secret), "is no secret", allowed, f"give {allowed}")
    return cast("Ref", secret.ref())


def _fits(option: str, part: object, pattern: str, allowed: str) -> None:
    if not is_intrinsic(part) and not (isinstance(part, str) and re.fullmatch(pattern, part, re.ASCII)):
        _refuse(option, part, "does not fit into a reference", allowed, f"give {allowed}, or an intrinsic")


def _refuse(option: str, value: object, message: str, allowed: str, fix: str) -> None:
    problem = option_finding("", option, value, message=message, allowed=allowed, fix=fix)
    raise ConfigurationError("SecretValue", [problem])
