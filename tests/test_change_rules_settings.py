"""What changes of styles, terms, threat protection, logs, replicas, web ACLs and nested stacks do."""

from __future__ import annotations

import pytest
from change_pairs import POOL, alarms, alarms_of, resource

LOGO = {"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Extension": "PNG", "Bytes": "aGVsbG8="}
ICON = {**LOGO, "Category": "FAVICON_ICO"}
TAKEOVER = "AccountTakeoverRiskConfiguration"
STOLEN = "CompromisedCredentialsRiskConfiguration"
EXCEPT = "RiskExceptionConfiguration"
RESET, WEAKER = ("reset", "warning"), ("in-place", "warning")


def takeover(action):
    return {TAKEOVER: {"Actions": {"HighAction": {"EventAction": action, "Notify": True}}}}


def log(group, source="userNotification"):
    arn = f"arn:aws:logs:eu-west-1:111122223333:log-group:{group}"
    level = "INFO" if source == "userAuthEvents" else "ERROR"
    return {"EventSource": source, "LogLevel": level, "CloudWatchLogsConfiguration": {"LogGroupArn": arn}}


CASES = {
    "image gone": (
        "ManagedLoginBranding",
        {"Assets": [LOGO, ICON]},
        {"Assets": [ICON]},
        [("C9701", *RESET)],
    ),
    "images left out": ("ManagedLoginBranding", {"Assets": [LOGO]}, {}, [("C9011", *RESET)]),
    "another image": ("ManagedLoginBranding", {"Assets": [LOGO]}, {"Assets": [{**LOGO, "Bytes": "d29ybGQ="}]}, []),
    "other settings": ("ManagedLoginBranding", {"Settings": {"a": 1}}, {"Settings": {"a": 2}}, []),
    "Cognito's own look": (
        "ManagedLoginBranding",
        {"Settings": {"a": 1}, "Assets": [LOGO]},
        {"UseCognitoProvidedValues": True},
        [("C9702", *RESET)],
    ),
    "a look of one's own": (
        "ManagedLoginBranding",
        {"UseCognitoProvidedValues": True},
        {"Settings": {"a": 1}, "Assets": [LOGO]},
        [],
    ),
    "no style sheet": ("UserPoolUICustomizationAttachment", {"CSS": "a {}"}, {}, [("C9011", *RESET)]),
    "another style sheet": ("UserPoolUICustomizationAttachment", {"CSS": "a {}"}, {"CSS": "b {}"}, []),
    "language gone": (
        "Terms",
        {"Links": {"cognito:default": "https://a.example.com", "cognito:french": "https://b.example.com"}},
        {"Links": {"cognito:default": "https://a.example.com"}},
        [("C9711", *RESET)],
    ),
    "another link": (
        "Terms",
        {"Links": {"cognito:default": "https://a.example.com"}},
        {"Links": {"cognito:default": "https://b.example.com"}},
        [],
    ),
    "another document": (
        "Terms",
        {"TermsName": "terms-of-use"},
        {"TermsName": "privacy-policy"},
        [("C9712", *RESET)],
    ),
    "answer that does nothing": (
        "UserPoolRiskConfigurationAttachment",
        {TAKEOVER: {"Actions": {}}},
        takeover("NO_ACTION"),
        [],
    ),
    "weaker answer": (
        "UserPoolRiskConfigurationAttachment",
        takeover("BLOCK"),
        takeover("MFA_IF_CONFIGURED"),
        [("C9801", *WEAKER)],
    ),
    "stronger answer": ("UserPoolRiskConfigurationAttachment", takeover("NO_ACTION"), takeover("BLOCK"), []),
    "protection left out": (
        "UserPoolRiskConfigurationAttachment",
        {**takeover("BLOCK"), STOLEN: {"Actions": {"EventAction": "BLOCK"}}},
        {STOLEN: {"Actions": {"EventAction": "BLOCK"}}},
        [("C9802", *RESET)],
    ),
    "all events written out": (
        "UserPoolRiskConfigurationAttachment",
        {STOLEN: {"Actions": {"EventAction": "BLOCK"}}},
        {STOLEN: {"Actions": {"EventAction": "BLOCK"}, "EventFilter": ["SIGN_IN", "SIGN_UP", "PASSWORD_CHANGE"]}},
        [],
    ),
    "fewer events": (
        "UserPoolRiskConfigurationAttachment",
        {STOLEN: {"Actions": {"EventAction": "BLOCK"}}},
        {STOLEN: {"Actions": {"EventAction": "BLOCK"}, "EventFilter": ["SIGN_IN"]}},
        [("C9803", *WEAKER)],
    ),
    "addresses are let in": (
        "UserPoolRiskConfigurationAttachment",
        {EXCEPT: {"BlockedIPRangeList": ["192.0.2.0/24"], "SkippedIPRangeList": ["198.51.100.0/24"]}},
        {EXCEPT: {"SkippedIPRangeList": ["198.51.100.0/24"]}},
        [("C9804", *WEAKER)],
    ),
    "log entry gone": (
        "LogDeliveryConfiguration",
        {"LogConfigurations": [log("a"), log("b", "userAuthEvents")]},
        {"LogConfigurations": [log("a")]},
        [("C9811", *RESET)],
    ),
    "another log group": (
        "LogDeliveryConfiguration",
        {"LogConfigurations": [log("a")]},
        {"LogConfigurations": [log("b")]},
        [("C9812", "rejected", "warning")],
    ),
    "one more log entry": (
        "LogDeliveryConfiguration",
        {"LogConfigurations": [log("a")]},
        {"LogConfigurations": [log("b", "userAuthEvents"), log("a")]},
        [],
    ),
    "replica switched off": (
        "UserPoolRegionalConfigurationAttachment",
        {"Status": "ACTIVE"},
        {"Status": "INACTIVE"},
        [("C9821", "sign-in-breaks", "warning")],
    ),
    "replica switched on": (
        "UserPoolRegionalConfigurationAttachment",
        {"Status": "INACTIVE"},
        {"Status": "ACTIVE"},
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_change(name):
    """Each of these changes is told with its rule, effect and severity, or not at all."""
    kind, before, after, expected = CASES[name]
    common = {"UserPoolId": POOL, "ClientId": "ALL"}
    assert alarms_of(f"AWS::Cognito::{kind}", {**common, **before}, {**common, **after}) == expected


USERS = resource("UserPool", UserPoolName="shop")


def association(arn, acl="one"):
    return {"Type": "AWS::WAFv2::WebACLAssociation", "Properties": {"ResourceArn": arn, "WebACLArn": acl}}


OWN = {"Fn::GetAtt": ["Users", "Arn"]}
OTHER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1"


def test_web_acl_of_another_pool():
    """A pool that had no web ACL loses none."""
    pools = {"Users": USERS, "Others": resource("UserPool", UserPoolName="others")}
    walled = {**pools, "Wall": association({"Fn::GetAtt": ["Others", "Arn"]})}
    assert alarms(walled, {**pools, "Users": resource("UserPool", UserPoolName="store")}) == [("C9191", *RESET)]


@pytest.mark.parametrize(
    ("after", "is_told"),
    [
        ({}, True),
        ({"Wall": association(OTHER)}, True),
        ({"Wall": association({"Ref": "Balancer"}), "Balancer": {"Type": "AWS::SNS::Topic"}}, True),
        ({"Wall": association("arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a")}, False),
        ({"Wall": association(OWN, "two")}, False),
        ({"Renamed": association(OWN)}, False),
        ({"Wall": association({"Fn::ImportValue": "pool"})}, False),
        ({"Wall": association({"Fn::Sub": "arn:aws:cognito-idp:eu-west-1:1:userpool/${Users}"})}, False),
    ],
)
def test_web_acl(after, is_told):
    """A pool that loses its web ACL is told, unless another association is or may be for it."""
    found = alarms({"Users": USERS, "Wall": association(OWN)}, {"Users": USERS, **after})
    assert found == ([("C9191", *RESET)] if is_told else [])


def stack(**attributes):
    return {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "https://example.com/t"}, **attributes}


def group(nested):
    pool = {"Fn::GetAtt": [nested, "Outputs.Id"]} if nested else POOL
    return resource("UserPoolGroup", UserPoolId=pool, GroupName="admins")


def test_nested_stack_with_the_pool():
    """A nested stack that goes takes the pool along that others of the template belong to."""
    lost = ("C9016", "users-lost", "warning")
    assert lost in alarms({"Inner": stack(), "Admins": group("Inner")}, {"Admins": group("")})
    renamed = alarms({"Inner": stack(), "Admins": group("Inner")}, {"Other": stack(), "Admins": group("Other")})
    assert lost in renamed
    assert ("C9006", "replaced", "warning") in renamed


def test_nested_stack_without_a_pool():
    """A nested stack that is retained, or from which nobody takes a pool, is not spoken of."""
    assert alarms({"Inner": stack()}, {}) == []
    kept = {"Inner": stack(DeletionPolicy="Retain"), "Admins": group("Inner")}
    assert "C9016" not in {rule for rule, _, _ in alarms(kept, {"Admins": group("")})}
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::GetAtt": ["Inner", "Outputs.Name"]}}}
    assert alarms({"Inner": stack(), "Queue": queue}, {}) == []
