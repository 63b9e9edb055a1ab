"""Who sends the pool's e-mail: Cognito, or Amazon SES from an address of yours."""

from __future__ import annotations

import re
from typing import Any

from troposphere import Join

from .._core.fragment import Fragment
from .._core.options import field, prop
from .._core.problem import option_finding
from .._core.references import filled
from .._core.values import Value, literal
from .feature import Feature, PoolContext

_ATOMS = r"[\w !#$%&'*+/=?^`{|}~-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"'


class CognitoEmail(Feature):
    """E-mail sent by Cognito itself, at most 50 a day in an account: for trying out.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
    """

    reply_to: Value[str] | None = field(default=None, at="EmailConfiguration.ReplyToEmailAddress")
    """Address that answers go to. Default: none."""
    source_arn: Value[str] | None = prop("EmailConfiguration.SourceArn", default=None)
    """ARN of a verified SES identity to use as sender address. Default: ``no-reply@verificationemail.com``."""

    def render(self, context: PoolContext) -> Fragment:
        """``EmailConfiguration``."""
        configuration: dict[str, Any] = {"EmailSendingAccount": "COGNITO_DEFAULT"}
        if self.source_arn is not None:
            configuration["SourceArn"] = self.source_arn
        if self.reply_to is not None:
            configuration["ReplyToEmailAddress"] = _address(self.reply_to, "reply_to", "ReplyToEmailAddress", context)
        return Fragment({"EmailConfiguration": configuration})


class SesEmail(Feature):
    """E-mail sent by Amazon SES from an identity that is verified in this account.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html
    """

    from_email: Value[str] = field(at="EmailConfiguration.From")
    """Sender address. A domain outside ASCII is written in its ASCII form; the part before @ must be ASCII."""
    from_name: str | None = field(default=None, at="EmailConfiguration.From")
    """Sender name, quoted or encoded as mail headers need it. Default: none."""
    reply_to: Value[str] | None = field(default=None, at="EmailConfiguration.ReplyToEmailAddress")
    """Address that answers go to. Default: none."""
    configuration_set_name: Value[str] | None = prop("EmailConfiguration.ConfigurationSet", default=None)
    """SES configuration set, 1 to 64 letters, digits, ``_`` and ``-``. Default: none."""
    ses_region: Value[str] | None = field(default=None, at="EmailConfiguration.SourceArn")
    """Region of the identity. Default: the stack's."""
    ses_verified_domain: Value[str] | None = field(default=None, at="EmailConfiguration.SourceArn")
    """The verified domain, which the sender address belongs to or is below. Default: the address itself is the
    identity."""

    def render(self, context: PoolContext) -> Fragment:
        """``EmailConfiguration``."""
        address = _address(self.from_email, "from_email", "From", context)
        self._check_domain(context)
        identity = address if self.ses_verified_domain is None else self.ses_verified_domain
        configuration: dict[str, Any] = {
            "EmailSendingAccount": "DEVELOPER",
            "From": _with_name(self.from_name, address),
            "SourceArn": _identity_arn(self.ses_region, identity),
        }
        if self.reply_to is not None:
            configuration["ReplyToEmailAddress"] = _address(self.reply_to, "reply_to", "ReplyToEmailAddress", context)
        if self.configuration_set_name is not None:
            configuration["ConfigurationSet"] = self.configuration_set_name
        return Fragment({"EmailConfiguration": configuration})

    def _check_domain(self, context: PoolContext) -> None:
        verified = None if self.ses_verified_domain is None else literal(self.ses_verified_domain)
        address = literal(self.from_email)
        if verified is None or address is None:
            return
        domain = address.rpartition("@")[2].lower()
        if domain != verified.lower() and not domain.endswith(f".{verified.lower()}"):
            context.problems.append(
                option_finding(
                    "EmailConfiguration.From",
                    "email.from_email",
                    address,
                    message=f"its domain is not the verified domain {verified} nor below it",
                    allowed=f"an address at {verified} or a subdomain of it",
                    fix="send from the verified domain, or verify the other one and name it in ses_verified_domain",
                )
            )


def _address(address: Value[str], option: str, name: str, context: PoolContext) -> Any:
    """The address with its domain in ASCII."""
    text = literal(address)
    if text is None:
        return address
    local, _, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:  # an empty or overlong label
        domain = ""
    message = ""
    if not local.isascii():
        message = "the part before @ is not ASCII, which Amazon SES can't send to or from"
    elif not local or not domain or re.search(r"\s", text):
        message = "is no e-mail address"
    if message:
        context.problems.append(
            option_finding(
                f"EmailConfiguration.{name}",
                f"email.{option}",
                address,
                message=message,
                allowed="name@domain, with ASCII characters before the @",
                fix="write such an address",
            )
        )
        return address
    return f"{local}@{domain}"


def _with_name(name: str | None, address: Any) -> Any:
    """``name <address>`` as a mail header says it (RFC 5322; RFC 2047 outside ASCII)."""
    if name is None:
        return address
    if not name.isascii():
        from email.header import Header

        name = Header(name, "utf-8", maxlinelen=None).encode(maxlinelen=0)
    elif not re.fullmatch(_ATOMS, name) and not re.fullmatch(_QUOTED, name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        name = f'"{escaped}"'
    return f"{name} <{address}>" if isinstance(address, str) else Join("", [f"{name} <", address, ">"])


def _identity_arn(region: Value[str] | None, identity: Value[str]) -> Any:
    return filled(
        "arn:${AWS::Partition}:ses:${SesRegion}:${AWS::AccountId}:identity/${Identity}",
        SesRegion="${AWS::Region}" if region is None else region,
        Identity=identity,
    )
