"""What threat protection does about risks."""

from __future__ import annotations

import pytest
from linters import lint
from outcomes import rules_broken
from troposphere import If, Parameter, Ref

from troposphere_cognito_l2 import (
    AccountTakeoverAction,
    AccountTakeoverEventAction,
    AccountTakeoverRisk,
    CompromisedCredentialsEvent,
    CompromisedCredentialsEventAction,
    CompromisedCredentialsRisk,
    ConfigurationError,
    ExistingUserPool,
    FeaturePlan,
    NotifyEmail,
    RiskExceptions,
    RiskNotification,
    ThreatProtection,
    ThreatProtectionMode,
    UserPool,
    UserPoolClient,
    UserPoolRiskConfiguration,
)

BLOCK = AccountTakeoverEventAction.BLOCK
SENDER = "arn:aws:ses:us-east-1:111122223333:identity/example.com"


@pytest.fixture
def users(template):
    return UserPool("Users", sms=None, threat_protection=ThreatProtection()).add_to(template)


def properties(template, name="Risk"):
    return template.to_dict()["Resources"][name]["Properties"]


def test_everything(template, users):
    """Every property of the type is reachable and rendered."""
    UserPoolRiskConfiguration(
        "Risk",
        user_pool=users,
        account_takeover=AccountTakeoverRisk(
            low_action=AccountTakeoverAction(AccountTakeoverEventAction.NO_ACTION),
            medium_action=AccountTakeoverAction(AccountTakeoverEventAction.MFA_IF_CONFIGURED, notify=True),
            high_action=AccountTakeoverAction(BLOCK, notify=True),
            notification=RiskNotification(
                source_arn=SENDER,
                from_email="no-reply@example.com",
                reply_to="help@example.com",
                block_email=NotifyEmail(subject="Refused", html_body="<p>No</p>", text_body="Refused."),
                mfa_email=NotifyEmail(subject="Second factor"),
                no_action_email=NotifyEmail(subject="New sign-in"),
            ),
        ),
        compromised_credentials=CompromisedCredentialsRisk(
            event_action=CompromisedCredentialsEventAction.NO_ACTION,
            event_filter=[CompromisedCredentialsEvent.SIGN_IN, CompromisedCredentialsEvent.PASSWORD_CHANGE],
        ),
        risk_exceptions=RiskExceptions(blocked_ip_range_list=["192.0.2.0/24"], skipped_ip_range_list=["2001:db8::/32"]),
    ).add_to(template)
    assert properties(template) == {
        "UserPoolId": {"Ref": "Users"},
        "ClientId": "ALL",
        "AccountTakeoverRiskConfiguration": {
            "Actions": {
                "LowAction": {"EventAction": "NO_ACTION", "Notify": False},
                "MediumAction": {"EventAction": "MFA_IF_CONFIGURED", "Notify": True},
                "HighAction": {"EventAction": "BLOCK", "Notify": True},
            },
            "NotifyConfiguration": {
                "SourceArn": SENDER,
                "From": "no-reply@example.com",
                "ReplyTo": "help@example.com",
                "BlockEmail": {"Subject": "Refused", "HtmlBody": "<p>No</p>", "TextBody": "Refused."},
                "MfaEmail": {"Subject": "Second factor"},
                "NoActionEmail": {"Subject": "New sign-in"},
            },
        },
        "CompromisedCredentialsRiskConfiguration": {
            "Actions": {"EventAction": "NO_ACTION"},
            "EventFilter": ["SIGN_IN", "PASSWORD_CHANGE"],
        },
        "RiskExceptionConfiguration": {
            "BlockedIPRangeList": ["192.0.2.0/24"],
            "SkippedIPRangeList": ["2001:db8::/32"],
        },
    }
    assert lint(template.to_dict()) == []


def test_for_one_client(template, users):
    """A configuration can be for one client; a compromised password is refused by default."""
    web = UserPoolClient("Web", user_pool=users).add_to(template)
    risk = UserPoolRiskConfiguration(
        "Risk", user_pool=users, client=web, compromised_credentials=CompromisedCredentialsRisk()
    ).add_to(template)
    assert properties(template) == {
        "UserPoolId": {"Ref": "Users"},
        "ClientId": {"Ref": "Web"},
        "CompromisedCredentialsRiskConfiguration": {"Actions": {"EventAction": "BLOCK"}},
    }
    assert risk.user_pool is users
    assert lint(template.to_dict()) == []


def test_intrinsics(template):
    """Actions, notification, events and whole lists of ranges take intrinsics."""
    template.add_parameter(Parameter("Action", Type="String", Default="BLOCK"))
    template.add_parameter(Parameter("Event", Type="String", Default="SIGN_IN"))
    template.add_parameter(Parameter("Notify", Type="String", AllowedValues=["true", "false"]))
    template.add_parameter(Parameter("Ranges", Type="CommaDelimitedList", Default="192.0.2.0/24"))
    UserPoolRiskConfiguration(
        "Risk",
        user_pool=ExistingUserPool("us-east-1_abc"),
        account_takeover=AccountTakeoverRisk(high_action=AccountTakeoverAction(Ref("Action"), notify=Ref("Notify"))),
        compromised_credentials=CompromisedCredentialsRisk(event_filter=[Ref("Event")]),
        risk_exceptions=RiskExceptions(blocked_ip_range_list=Ref("Ranges")),
    ).add_to(template)
    rendered = properties(template)
    high = rendered["AccountTakeoverRiskConfiguration"]["Actions"]["HighAction"]
    assert high == {"EventAction": {"Ref": "Action"}, "Notify": {"Ref": "Notify"}}
    assert rendered["CompromisedCredentialsRiskConfiguration"]["EventFilter"] == [{"Ref": "Event"}]
    assert rendered["RiskExceptionConfiguration"]["BlockedIPRangeList"] == {"Ref": "Ranges"}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"feature_plan": FeaturePlan.PLUS},
        {"feature_plan": FeaturePlan.ESSENTIALS},
        {"threat_protection": ThreatProtection(standard=ThreatProtectionMode.NO_ENFORCEMENT)},
    ],
    ids=["essentials by default", "plus without protection", "essentials", "protection off"],
)
def test_pool_without_threat_protection(template, options):
    """A pool of the template without threat protection is refused."""
    plain = UserPool("Plain", sms=None, **options).add_to(template)
    with pytest.raises(ConfigurationError) as error:
        UserPoolRiskConfiguration("Risk", user_pool=plain).add_to(template)
    assert rules_broken(error) == ["E9801"]
    assert error.value.findings[0].option == "user_pool"


@pytest.mark.parametrize(
    "options",
    [
        {"threat_protection": ThreatProtection(standard=ThreatProtectionMode.AUDIT_ONLY)},
        {"properties": {"UserPoolAddOns": If("Protected", {"AdvancedSecurityMode": "AUDIT"}, Ref("AWS::NoValue"))}},
        {"feature_plan": FeaturePlan.PLUS, "properties": {"UserPoolAddOns": {"AdvancedSecurityMode": Ref("Mode")}}},
    ],
    ids=["recording", "known at deploy", "mode known at deploy"],
)
def test_pool_that_may_have_threat_protection(template, options):
    """A pool whose threat protection records, or is known only at deploy, is accepted."""
    pool = UserPool("Pool", sms=None, **options).add_to(template)
    UserPoolRiskConfiguration("Risk", user_pool=pool).add_to(template)
    assert "Risk" in template.resources


def test_all_faults_at_once(template, users):
    """Texts out of bounds, ranges that are none and too many of them are all named, each with its option."""
    risk = UserPoolRiskConfiguration(
        "Risk",
        user_pool=users,
        account_takeover=AccountTakeoverRisk(
            high_action=AccountTakeoverAction(BLOCK, notify=True),
            notification=RiskNotification(
                source_arn=SENDER, block_email=NotifyEmail(subject="", html_body="short"[:5], text_body="x" * 20001)
            ),
        ),
        risk_exceptions=RiskExceptions(
            blocked_ip_range_list=["office"], skipped_ip_range_list=[f"192.0.2.{n}/32" for n in range(201)]
        ),
    )
    with pytest.raises(ConfigurationError) as error:
        risk.add_to(template)
    assert rules_broken(error) == ["E9804"] * 3 + ["E9805"] * 2
    options = [finding.option for finding in error.value.findings]
    assert options[0] == "account_takeover.notification.block_email"
    assert options[3:] == ["risk_exceptions.blocked_ip_range_list", "risk_exceptions.skipped_ip_range_list"]
    assert list(template.resources) == ["Users"]


def test_client_of_another_pool(template, users):
    """A client of another pool is refused."""
    others = UserPool("Others", sms=None).add_to(template)
    app = UserPoolClient("App", user_pool=others).add_to(template)
    with pytest.raises(ConfigurationError) as error:
        UserPoolRiskConfiguration("Risk", user_pool=users, client=app).add_to(template)
    assert rules_broken(error) == ["E9802"]


def test_unknown_action(template, users):
    """An action that Cognito does not have is refused, wherever it comes from."""
    actions = {"AccountTakeoverRiskConfiguration": {"Actions": {"LowAction": {"EventAction": "MFA", "Notify": False}}}}
    with pytest.raises(ConfigurationError) as error:
        UserPoolRiskConfiguration("Risk", user_pool=users, properties=actions).add_to(template)
    assert rules_broken(error) == ["E9803"]
    assert "BLOCK, MFA_IF_CONFIGURED, MFA_REQUIRED, NO_ACTION" in str(error.value)
