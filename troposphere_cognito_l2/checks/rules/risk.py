"""Rules of ``AWS::Cognito::UserPoolRiskConfigurationAttachment``."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from ..aws_pages import USER_POOLS_API
from ..change import put
from ..resource_types import CLIENT, RISK, USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .booleans import is_on
from .members import plan_of, pool_of, problems_of_client, threat_protection_is_off

_SET = f"{USER_POOLS_API}API_SetRiskConfiguration.html"
TAKEOVER = "AccountTakeoverRiskConfiguration"
CREDENTIALS = "CompromisedCredentialsRiskConfiguration"
LEVELS = ("LowAction", "MediumAction", "HighAction")
_TAKEOVER_ACTIONS = ("BLOCK", "MFA_IF_CONFIGURED", "MFA_REQUIRED", "NO_ACTION")
_CREDENTIALS_ACTIONS = ("BLOCK", "NO_ACTION")
_EVENTS = ("SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP")
_EMAILS = ("BlockEmail", "MfaEmail", "NoActionEmail")
_TEXTS = {"Subject": (1, 140), "HtmlBody": (6, 20000), "TextBody": (6, 20000)}
_MOST_RANGES = 200

_RISK = {"UserPoolId": "us-east-1_abc", "ClientId": "ALL"}
_USERS_RISK = {"UserPoolId": {"Ref": "Users"}, "ClientId": "ALL"}
_PROTECTED = {"UserPoolTier": "PLUS", "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}
_UNPROTECTED = {"UserPoolTier": "PLUS", "UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}}
_WEB = {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}}
_BLOCK = {"HighAction": {"EventAction": "BLOCK", "Notify": True}}
_SOURCE = {"SourceArn": "arn:aws:ses:us-east-1:111122223333:identity/example.com"}


@rule(
    "E9801",
    RISK,
    source=_SET,
    accepts={
        "Resources": {
            "Risk": {"Type": RISK, "Properties": _USERS_RISK},
            "Users": {"Type": USER_POOL, "Properties": _PROTECTED},
        }
    },
    rejects={
        "Resources": {
            "Risk": {"Type": RISK, "Properties": _USERS_RISK},
            "Users": {"Type": USER_POOL, "Properties": _UNPROTECTED},
        }
    },
)
def pool_has_threat_protection(risk: ResourceView) -> Iterator[Problem]:
    """A risk configuration is for a pool on the Plus plan whose threat protection is on."""
    pool = pool_of(risk)
    if pool is None:
        return
    if plan_of(pool) in ("LITE", "ESSENTIALS"):
        fix = "give the pool the Plus plan and threat protection: ThreatProtection() with FeaturePlan.PLUS or no plan"
        yield Problem("UserPoolId", f"{pool.logical_id} is not on the Plus plan", fix)
    elif threat_protection_is_off(pool):
        fix = "turn it on: UserPool(threat_protection=ThreatProtection())"
        yield Problem("UserPoolId", f"the threat protection of {pool.logical_id} is off", fix)


@rule(
    "E9802",
    RISK,
    source=_SET,
    accepts={
        "Resources": {
            "Risk": {"Type": RISK, "Properties": {**_USERS_RISK, "ClientId": {"Ref": "Web"}}},
            "Web": _WEB,
            "Users": {"Type": USER_POOL, "Properties": _PROTECTED},
        }
    },
    rejects={
        "Resources": {
            "Risk": {"Type": RISK, "Properties": {"UserPoolId": {"Ref": "Others"}, "ClientId": {"Ref": "Web"}}},
            "Web": _WEB,
            "Users": {"Type": USER_POOL, "Properties": _PROTECTED},
            "Others": {"Type": USER_POOL, "Properties": _PROTECTED},
        }
    },
)
def configuration_is_for_a_client_of_its_pool(risk: ResourceView) -> Iterator[Problem]:
    """The app client of a risk configuration belongs to the configuration's pool."""
    yield from problems_of_client(risk)


@rule(
    "E9803",
    RISK,
    source=f"{USER_POOLS_API}API_AccountTakeoverActionType.html",
    accepts={**_RISK, CREDENTIALS: {"Actions": {"EventAction": "BLOCK"}, "EventFilter": ["SIGN_UP"]}},
    rejects={**_RISK, CREDENTIALS: {"Actions": {"EventAction": "MFA_REQUIRED"}, "EventFilter": ["SIGN_UP"]}},
)
def actions_and_events_exist(risk: ResourceView) -> Iterator[Problem]:
    """Actions and events are those that Cognito knows for account takeover and for compromised credentials."""
    choices: list[tuple[str, tuple[str, ...]]] = [
        (f"{TAKEOVER}.Actions.{level}.EventAction", _TAKEOVER_ACTIONS) for level in LEVELS
    ]
    choices.append((f"{CREDENTIALS}.Actions.EventAction", _CREDENTIALS_ACTIONS))
    choices += [(path, _EVENTS) for path, _ in risk.items(f"{CREDENTIALS}.EventFilter")]
    for path, allowed in choices:
        value = risk.literal(path)
        if value is not None and value not in allowed:
            meant = str(value).upper()
            change = (put(path, meant),) if meant in allowed else ()
            message = "is not one of the values that exist"
            yield Problem(path, message, "use one of them", ", ".join(allowed), change=change)


@rule(
    "E9804",
    RISK,
    source=f"{USER_POOLS_API}API_NotifyEmailType.html",
    accepts={
        **_RISK,
        TAKEOVER: {"Actions": _BLOCK, "NotifyConfiguration": {**_SOURCE, "BlockEmail": {"Subject": "Blocked"}}},
    },
    rejects={
        **_RISK,
        TAKEOVER: {"Actions": _BLOCK, "NotifyConfiguration": {**_SOURCE, "BlockEmail": {"Subject": "B" * 141}}},
    },
)
def email_texts_have_their_length(risk: ResourceView) -> Iterator[Problem]:
    """The subject of an e-mail has 1 to 140 characters, a body 6 to 20,000."""
    for email in _EMAILS:
        for name, (least, most) in _TEXTS.items():
            path = f"{TAKEOVER}.NotifyConfiguration.{email}.{name}"
            text = risk.literal(path)
            if isinstance(text, str) and not least <= len(text) <= most:
                fix = "shorten it" if len(text) > most else "write more"
                yield Problem(path, f"has {len(text)} characters", fix, f"{least} to {most} characters")


@rule(
    "E9805",
    RISK,
    source=f"{USER_POOLS_API}API_RiskExceptionConfigurationType.html",
    accepts={**_RISK, "RiskExceptionConfiguration": {"BlockedIPRangeList": ["192.0.2.0/24", "2001:db8::/32"]}},
    rejects={**_RISK, "RiskExceptionConfiguration": {"BlockedIPRangeList": ["192.0.2.0/33"]}},
)
def exceptions_are_address_ranges(risk: ResourceView) -> Iterator[Problem]:
    """A list of risk exceptions has at most 200 ranges of addresses in CIDR notation."""
    for name in ("BlockedIPRangeList", "SkippedIPRangeList"):
        path = f"RiskExceptionConfiguration.{name}"
        ranges = [(where, text) for where, text in risk.items(path) if isinstance(text, str)]
        if len(ranges) > _MOST_RANGES:
            yield Problem(path, f"has {len(ranges)} ranges", "join neighbouring ranges", f"{_MOST_RANGES} at most")
        for where, text in ranges:
            if not _is_range(text):
                yield Problem(where, "is no range of addresses", "write it as 192.0.2.0/24 or 2001:db8::/32")


@rule(
    "W9806",
    RISK,
    source=f"{USER_POOLS_API}API_NotifyConfigurationType.html",
    evidence=Evidence.UNCERTAIN,
    accepts={**_RISK, TAKEOVER: {"Actions": _BLOCK, "NotifyConfiguration": _SOURCE}},
    rejects={**_RISK, TAKEOVER: {"Actions": _BLOCK}},
)
def notification_has_a_sender(risk: ResourceView) -> Iterator[Problem]:
    """Who is to be notified needs a NotifyConfiguration, which says who sends."""
    if not risk.absent(f"{TAKEOVER}.NotifyConfiguration"):
        return
    for level in LEVELS:
        path = f"{TAKEOVER}.Actions.{level}.Notify"
        if is_on(risk.literal(path)):
            fix = "give the SES identity that sends: RiskNotification(source_arn=...)"
            yield Problem(path, "notifies, and nothing says who sends", fix)


@rule(
    "W9807",
    RISK,
    source=_SET,
    accepts={
        "Resources": {
            "All": {"Type": RISK, "Properties": _RISK},
            "Web": {"Type": RISK, "Properties": {**_RISK, "ClientId": "1"}},
        }
    },
    rejects={
        "Resources": {
            "All": {"Type": RISK, "Properties": _RISK},
            "Web": {"Type": RISK, "Properties": _RISK},
        }
    },
)
def client_has_one_configuration(risk: ResourceView) -> Iterator[Problem]:
    """An app client, or all of them together, has one risk configuration."""
    for other in risk.twins("ClientId", "UserPoolId"):
        fix = f"leave one of them out, or put what both say into {other.logical_id}"
        yield Problem("ClientId", f"{other.logical_id} configures the same, and the last one made wins", fix)


def _is_range(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


@rule(
    "W9808",
    RISK,
    source=f"{USER_POOLS_API}API_AccountTakeoverActionsType.html",
    accepts={**_RISK, TAKEOVER: {"Actions": {"LowAction": {"EventAction": "NO_ACTION", "Notify": False}}}},
    rejects={**_RISK, TAKEOVER: {"Actions": {}}},
)
def takeover_has_actions(risk: ResourceView) -> Iterator[Problem]:
    """What is said of account takeover says what to do about it."""
    path = f"{TAKEOVER}.Actions"
    if risk.get(path) == {}:
        yield Problem(path, "nothing is done at any level of risk", "name an action, or leave all of it out")
