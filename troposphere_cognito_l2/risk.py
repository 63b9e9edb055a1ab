"""What threat protection does about a risk: account takeover, compromised passwords, and addresses that are exempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from troposphere import AWSObject, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import Options, field, prop
from ._core.values import Value
from .app_client.handles import UserPoolClientHandle
from .app_client.member import ClientMember
from .user_pool.member import PoolMemberHandle

_TAKEOVER = "AccountTakeoverRiskConfiguration"
_ACTIONS = f"{_TAKEOVER}.Actions"
_NOTIFY = f"{_TAKEOVER}.NotifyConfiguration"
_CREDENTIALS = "CompromisedCredentialsRiskConfiguration"


class AccountTakeoverEventAction(Enum):
    """What Cognito does about a sign-in of some risk."""

    BLOCK = "BLOCK"
    """It refuses the sign-in."""
    MFA_IF_CONFIGURED = "MFA_IF_CONFIGURED"
    """Who has a second factor must use it; who has none signs in."""
    MFA_REQUIRED = "MFA_REQUIRED"
    """Who has a second factor must use it; who has none is refused."""
    NO_ACTION = "NO_ACTION"
    """Nothing."""


class CompromisedCredentialsEventAction(Enum):
    """What Cognito does about a password that has become known."""

    BLOCK = "BLOCK"
    """It refuses the password."""
    NO_ACTION = "NO_ACTION"
    """Nothing."""


class CompromisedCredentialsEvent(Enum):
    """When Cognito looks whether a password has become known."""

    SIGN_IN = "SIGN_IN"
    PASSWORD_CHANGE = "PASSWORD_CHANGE"  # noqa: S105 - an event
    SIGN_UP = "SIGN_UP"


class AccountTakeoverAction(Options):
    """What happens at one level of risk."""

    event_action: Value[AccountTakeoverEventAction] = field(kw_only=False)
    """What Cognito does."""
    notify: Value[bool] = False
    """Whether the user gets an e-mail about it. Default: no."""

    def rendered(self) -> dict[str, Any]:
        """The action as CloudFormation writes it."""
        action = self.event_action
        return {"EventAction": action.value if isinstance(action, Enum) else action, "Notify": self.notify}


class NotifyEmail(Options):
    """The text of an e-mail about a risk; placeholders as ``{username}``, ``{ip-address}``, ``{login-time}``.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html
    """

    subject: Value[str] = prop("Subject")
    """Subject, 1 to 140 characters."""
    html_body: Value[str] | None = prop("HtmlBody", default=None)
    """Body as HTML, 6 to 20,000 characters. Default: none."""
    text_body: Value[str] | None = prop("TextBody", default=None)
    """Body as plain text, 6 to 20,000 characters. Default: none."""


class RiskNotification(Options):
    """How users are told of a risk, by Amazon SES.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_NotifyConfigurationType.html
    """

    source_arn: Value[str] = prop(f"{_NOTIFY}.SourceArn")
    """ARN of the verified SES identity that sends, 20 to 2,048 characters."""
    from_email: Value[str] | None = prop(f"{_NOTIFY}.From", default=None)
    """Sender address, of that identity. Default: the identity's."""
    reply_to: Value[str] | None = prop(f"{_NOTIFY}.ReplyTo", default=None)
    """Address that answers go to. Default: none."""
    block_email: NotifyEmail | None = field(default=None, at=f"{_NOTIFY}.BlockEmail")
    """Text where a sign-in was refused. Default: Cognito's."""
    mfa_email: NotifyEmail | None = field(default=None, at=f"{_NOTIFY}.MfaEmail")
    """Text where a second factor was asked for. Default: Cognito's."""
    no_action_email: NotifyEmail | None = field(default=None, at=f"{_NOTIFY}.NoActionEmail")
    """Text where nothing was done. Default: Cognito's."""

    def rendered(self) -> dict[str, Any]:
        """The notification as CloudFormation writes it."""
        configuration: dict[str, Any] = self.direct_properties()[_TAKEOVER]["NotifyConfiguration"]
        emails = {"BlockEmail": self.block_email, "MfaEmail": self.mfa_email, "NoActionEmail": self.no_action_email}
        written = {name: email.direct_properties() for name, email in emails.items() if email is not None}
        return {**configuration, **written}


class AccountTakeoverRisk(Options):
    """What happens when a sign-in does not look like its user's.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-adaptive-authentication.html
    """

    low_action: AccountTakeoverAction | None = field(default=None, at=f"{_ACTIONS}.LowAction")
    """At low risk. Default: Cognito's."""
    medium_action: AccountTakeoverAction | None = field(default=None, at=f"{_ACTIONS}.MediumAction")
    """At medium risk. Default: Cognito's."""
    high_action: AccountTakeoverAction | None = field(default=None, at=f"{_ACTIONS}.HighAction")
    """At high risk. Default: Cognito's."""
    notification: RiskNotification | None = field(default=None, at=_NOTIFY)
    """How users are told, where an action says so. Default: they are not."""

    def rendered(self) -> dict[str, Any]:
        """The reaction as CloudFormation writes it."""
        actions = {"LowAction": self.low_action, "MediumAction": self.medium_action, "HighAction": self.high_action}
        written: dict[str, Any] = {
            "Actions": {name: action.rendered() for name, action in actions.items() if action is not None}
        }
        if self.notification is not None:
            written["NotifyConfiguration"] = self.notification.rendered()
        return written


class CompromisedCredentialsRisk(Options):
    """What happens about a password that has become known elsewhere.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-compromised-credentials.html
    """

    event_action: Value[CompromisedCredentialsEventAction] = prop(
        f"{_CREDENTIALS}.Actions.EventAction", default=CompromisedCredentialsEventAction.BLOCK
    )
    """What Cognito does. Default: it refuses the password."""
    event_filter: Sequence[Value[CompromisedCredentialsEvent]] = field(default=(), at=f"{_CREDENTIALS}.EventFilter")
    """When Cognito looks. Default: Cognito's, always."""

    def rendered(self) -> dict[str, Any]:
        """The reaction as CloudFormation writes it."""
        written: dict[str, Any] = self.direct_properties()[_CREDENTIALS]
        if self.event_filter:
            events = [event.value if isinstance(event, Enum) else event for event in self.event_filter]
            written["EventFilter"] = events
        return written


class RiskExceptions(Options):
    """Addresses for which the risk is not weighed, as CIDR ranges of IPv4 or IPv6, at most 200 a list.

    https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RiskExceptionConfigurationType.html
    """

    blocked_ip_range_list: Value[Sequence[Value[str]]] | None = prop(
        "RiskExceptionConfiguration.BlockedIPRangeList", default=None
    )
    """Ranges that are always refused. Default: none."""
    skipped_ip_range_list: Value[Sequence[Value[str]]] | None = prop(
        "RiskExceptionConfiguration.SkippedIPRangeList", default=None
    )
    """Ranges that are always let through. Default: none."""


class UserPoolRiskConfiguration(ClientMember[PoolMemberHandle]):
    """What threat protection does about a risk: an ``AWS::Cognito::UserPoolRiskConfigurationAttachment``.

    The pool must be on the Plus plan, with threat protection on (``UserPool(threat_protection=ThreatProtection())``);
    actions are taken only where that acts rather than records. A client that has a configuration of its own takes
    nothing of the pool's. Pool and client are immutable: another one replaces the configuration.

    Example:
        >>> from troposphere_cognito_l2 import ThreatProtection, UserPool
        >>> template = Template()
        >>> users = UserPool("Users", sms=None, threat_protection=ThreatProtection()).add_to(template)
        >>> risk = UserPoolRiskConfiguration(
        ...     "Risk",
        ...     user_pool=users,
        ...     compromised_credentials=CompromisedCredentialsRisk(),
        ...     account_takeover=AccountTakeoverRisk(
        ...         high_action=AccountTakeoverAction(AccountTakeoverEventAction.BLOCK),
        ...     ),
        ... ).add_to(template)
        >>> risk.resource.ClientId
        'ALL'

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolriskconfigurationattachment.html
    """

    client: UserPoolClientHandle | Value[str] = field(default="ALL", at="ClientId")
    """The app client: what ``UserPoolClient(...).add_to(template)`` returned, an `ExistingUserPoolClient` or a client's id.
    Default ``"ALL"``: every client that has no configuration of its own."""
    account_takeover: AccountTakeoverRisk | None = field(default=None, at=_TAKEOVER)
    """What happens when a sign-in does not look like its user's. Default: Cognito's."""
    compromised_credentials: CompromisedCredentialsRisk | None = field(default=None, at=_CREDENTIALS)
    """What happens about a password that has become known elsewhere. Default: Cognito's."""
    risk_exceptions: RiskExceptions | None = field(default=None, at="RiskExceptionConfiguration")
    """Addresses for which the risk is not weighed. Default: none."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The configuration."""
        properties = self.member_properties(template, problems)
        if self.account_takeover is not None:
            properties[_TAKEOVER] = self.account_takeover.rendered()
        if self.compromised_credentials is not None:
            properties[_CREDENTIALS] = self.compromised_credentials.rendered()
        if self.risk_exceptions is not None:
            properties.update(self.risk_exceptions.direct_properties())
        return (Rendered(self.logical_id, cognito.UserPoolRiskConfigurationAttachment, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> PoolMemberHandle:
        """The handle of the configuration."""
        return PoolMemberHandle(template, built[self.logical_id], self.user_pool)
