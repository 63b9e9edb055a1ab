"""Cases of the rules about what belongs to a user pool, and waits for it, that their own examples do not show."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

from troposphere_cognito_l2.checks.rules.members import plan_of
from troposphere_cognito_l2.checks.view import TemplateView

POOL_ID = "eu-west-1_Example"
ROLE = "arn:aws:iam::111122223333:role/{}"
TAKEOVER, STOLEN = "AccountTakeoverRiskConfiguration", "CompromisedCredentialsRiskConfiguration"
KEPT = "RiskExceptionConfiguration"
COGNITO = "AWS::Cognito::{}"


def ref(name: str, attribute: str = "") -> dict[str, Any]:
    """A reference to a resource, or to one of its attributes."""
    return {"Fn::GetAtt": [name, attribute]} if attribute else {"Ref": name}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    """A resource of Cognito."""
    return {"Type": COGNITO.format(kind), "Properties": properties}


USERS = ref("Users")
TWO_POOLS: dict[str, Any] = {
    "Users": resource("UserPool"),
    "Others": resource("UserPool"),
    "Web": resource("UserPoolClient", UserPoolId=USERS),
    "Readers": resource("UserPoolGroup", UserPoolId=USERS, GroupName="readers"),
    "Ann": resource("UserPoolUser", UserPoolId=USERS, Username="ann"),
    "Bucket": {"Type": "AWS::S3::Bucket"},
}


def beside(**properties: Any) -> dict[str, Any]:
    """A resource beside two pools and what belongs to one of them."""
    return {"Resources": {**TWO_POOLS, "Subject": {"Properties": properties}}}


# What belongs to a pool


@pytest.mark.parametrize(
    ("client", "pool", "message"),
    [
        (ref("Web"), USERS, None),
        (ref("Web"), ref("Others"), "the app client Web belongs to another pool"),
        (ref("Web"), POOL_ID, None),
        (ref("Web"), UNKNOWN, None),
        (ref("Readers"), USERS, "Readers is no app client but an AWS::Cognito::UserPoolGroup"),
        (ref("Readers"), ref("Others"), "Readers is no app client but an AWS::Cognito::UserPoolGroup"),
        (ref("Bucket"), ref("Others"), None),
        (UNKNOWN, USERS, None),
        ("ALL", USERS, None),
    ],
)
def test_client_of_a_member(client, pool, message):
    """What a risk configuration names is an app client, and one of its own pool."""
    says = [(one.path, one.message) for one in found("E9802", beside(UserPoolId=pool, ClientId=client))]
    assert says == ([("ClientId", message)] if message else [])


@pytest.mark.parametrize(
    ("properties", "places"),
    [
        ({"UserPoolId": USERS, "Username": ref("Ann"), "GroupName": ref("Readers")}, []),
        ({"UserPoolId": ref("Others"), "Username": ref("Ann"), "GroupName": "a"}, ["Username"]),
        ({"UserPoolId": ref("Others"), "Username": "a", "GroupName": ref("Readers")}, ["GroupName"]),
        ({"UserPoolId": USERS, "Username": ref("Readers"), "GroupName": ref("Ann")}, ["Username", "GroupName"]),
        ({"UserPoolId": USERS, "Username": ref("Bucket"), "GroupName": ref("Bucket")}, []),
        ({"UserPoolId": UNKNOWN, "Username": ref("Ann"), "GroupName": ref("Readers")}, []),
    ],
)
def test_user_and_group_of_an_attachment(properties, places):
    """An attachment names a user and a group, each of its own pool."""
    assert paths("E9542", beside(**properties)) == places


@pytest.mark.parametrize(
    ("properties", "waits", "places", "patched"),
    [
        ({"Username": "ann", "GroupName": "x"}, None, ["Username"], 1),
        ({"Username": "x", "GroupName": "readers"}, None, ["GroupName"], 1),
        ({"Username": "ann", "GroupName": "readers"}, "Ann", ["GroupName"], 1),
        ({"Username": "ann", "GroupName": "readers"}, ["Ann", "Readers"], [], 0),
        ({"Username": ref("Ann"), "GroupName": ref("Readers")}, None, [], 0),
        ({"Username": ref("Ann"), "GroupName": "readers"}, None, ["GroupName"], 1),
        ({"Username": UNKNOWN, "GroupName": UNKNOWN}, None, [], 0),
        ({"Username": "ann", "GroupName": "x", "UserPoolId": ref("Others")}, None, [], 0),
    ],
)
def test_attachment_that_may_come_first(properties, waits, places, patched):
    """An attachment waits for the user and the group of its pool that it names by their names."""
    example = beside(**{"UserPoolId": USERS, **properties})
    if waits:
        example["Resources"]["Subject"]["DependsOn"] = waits
    assert paths("W9543", example) == places
    assert len(last_steps("W9543", example)) == patched


@pytest.mark.parametrize(
    ("group", "others", "is_told"),
    [
        ("readers", {}, False),
        ("writers", {}, True),
        ("writers", {"Named": resource("UserPoolGroup", UserPoolId=USERS, GroupName=UNKNOWN)}, False),
        ("writers", {"Nameless": resource("UserPoolGroup", UserPoolId=USERS)}, False),
        (UNKNOWN, {}, False),
    ],
)
def test_group_that_is_not_there(group, others, is_told):
    """A group that no resource is called is missing, unless one may be called so."""
    example = beside(UserPoolId=USERS, Username="ann", GroupName=group)
    example["Resources"].update(others)
    assert paths("W9544", example) == ["GroupName"] * is_told
    example["Resources"]["Subject"]["Properties"]["UserPoolId"] = POOL_ID
    assert paths("W9544", example) == []


@pytest.mark.parametrize(
    ("own", "other", "is_told"),
    [
        (ROLE.format("a"), ROLE.format("b"), True),
        (ROLE.format("a"), ROLE.format("a"), False),
        (ref("RoleA", "Arn"), ref("RoleB", "Arn"), True),
        (ref("RoleA", "Arn"), ref("RoleA", "Arn"), False),
        (UNKNOWN, ROLE.format("b"), False),
        (ROLE.format("a"), UNKNOWN, False),
        (ROLE.format("a"), None, False),
    ],
)
def test_roles_of_the_same_precedence(own, other, is_told):
    """Two groups of one precedence have one role, as far as both are known."""
    groups = {
        name: resource("UserPoolGroup", UserPoolId=USERS, Precedence=1, **({"RoleArn": role} if role else {}))
        for name, role in (("First", other), ("Second", own))
    }
    roles = {name: {"Type": "AWS::IAM::Role"} for name in ("RoleA", "RoleB")}
    assert paths("W9514", {"Resources": {**TWO_POOLS, **roles, **groups}}) == ["Precedence"] * is_told


@pytest.mark.parametrize(
    ("precedence", "is_told"),
    [(0, False), ("0", False), (2147483647, False), (2147483648, True), ("2147483648", True), (UNKNOWN, False)],
)
def test_precedence_of_a_group(precedence, is_told):
    """A precedence fits into 31 bits, as a number and as text."""
    assert paths("E9511", beside(UserPoolId=USERS, Precedence=precedence)) == ["Precedence"] * is_told


# What waits for a pool's domain

LOOK = {"UserPoolId": USERS, "ClientId": "ALL", "CSS": ""}
DOMAIN = resource("UserPoolDomain", UserPoolId=USERS, Domain="my-app")


def styled(look: dict[str, Any], **others: Any) -> dict[str, Any]:
    """A style sheet beside the domain of its pool and others."""
    return {"Resources": {"Users": resource("UserPool"), "Domain": DOMAIN, "Look": look, **others}}


@pytest.mark.parametrize(
    ("look", "others", "is_told"),
    [
        ({}, {}, True),
        ({"DependsOn": "Domain"}, {}, False),
        ({"DependsOn": ["Users", "Domain"]}, {}, False),
        ({"DependsOn": "Queue"}, {"Queue": {"Type": "AWS::SQS::Queue"}}, True),
        ({"DependsOn": "Queue"}, {"Queue": {"Type": "AWS::SQS::Queue", "DependsOn": "Domain"}}, False),
        ({"Properties": {**LOOK, "CSS": ref("Domain")}}, {}, False),
        ({"Properties": {**LOOK, "CSS": ref("Domain", "CloudFrontDistribution")}}, {}, False),
        ({"Properties": {**LOOK, "CSS": {"Fn::Sub": "/* ${Domain} */"}}}, {}, False),
        ({"Properties": {**LOOK, "CSS": {"Fn::Base64": ref("Domain")}}}, {}, False),
        ({"Properties": {**LOOK, "CSS": {"Fn::Select": [0, {"Fn::Split": [",", ref("Domain")]}]}}}, {}, False),
        ({"Properties": {**LOOK, "CSS": {"Fn::Base64": ref("Users")}}}, {}, True),
        ({"Properties": {**LOOK, "CSS": [{"a": ref("Domain")}]}}, {}, False),
        ({"Properties": {**LOOK, "CSS": ref("Queue")}}, {"Queue": {"Type": "AWS::SQS::Queue"}}, True),
        (
            {"Properties": {**LOOK, "CSS": ref("Queue")}},
            {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": ref("Domain")}}},
            False,
        ),
    ],
)
def test_style_sheet_waits_for_the_domain(look, others, is_told):
    """A style sheet waits for the domain by DependsOn or by a reference at any depth, through others too."""
    kind = COGNITO.format("UserPoolUICustomizationAttachment")
    example = styled({"Type": kind, "Properties": LOOK, **look}, **others)
    assert paths("W9713", example) == ["UserPoolId"] * is_told


@pytest.mark.parametrize(
    ("look", "domain", "patched"),
    [
        ({}, {}, 1),
        ({"Condition": "IsProd"}, {}, 1),
        ({"Condition": "IsProd"}, {"Condition": "IsProd"}, 1),
        ({}, {"DependsOn": "Look"}, 0),
        ({}, {"DependsOn": ["Users", "Look"]}, 0),
    ],
)
def test_style_sheet_is_made_to_wait(look, domain, patched):
    """DependsOn is added where the domain exists whenever the style sheet does, and does not wait for it."""
    kind = COGNITO.format("UserPoolUICustomizationAttachment")
    example = styled({"Type": kind, "Properties": LOOK, **look}, Domain={**DOMAIN, **domain})
    conditions = {"IsProd": {"Fn::Equals": [UNKNOWN, "prod"]}}
    found_here = found("W9713", example, Conditions=conditions)
    assert [one.path for one in found_here] == ["UserPoolId"]
    assert len([one for one in found_here if one.patch]) == patched


def test_no_wait_for_what_may_not_be_there():
    """DependsOn is not proposed on a domain that exists under a condition of its own."""
    kind = COGNITO.format("UserPoolUICustomizationAttachment")
    conditions = {"IsProd": {"Fn::Equals": [UNKNOWN, "prod"]}}
    for condition in ({}, {"Condition": "IsTest"}):
        look = {"Type": kind, "Properties": LOOK, **condition}
        example = styled(look, Domain={**DOMAIN, "Condition": "IsProd"})
        both = {**conditions, "IsTest": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}}
        assert [bool(one.patch) for one in found("W9713", example, Conditions=both)] == [False]


@pytest.mark.parametrize(("version", "shows"), [(None, ""), (1, "old"), ("1", "old"), (2, "new"), ("2", "new")])
def test_pages_that_a_domain_shows(version, shows):
    """A style is of managed login and a style sheet of the classic pages, and the domain shows one of the two."""
    domain = resource("UserPoolDomain", UserPoolId=USERS, Domain="my-app")
    if version is not None:
        domain["Properties"]["ManagedLoginVersion"] = version
    sheet = {"Type": COGNITO.format("UserPoolUICustomizationAttachment"), "Properties": LOOK, "DependsOn": "Domain"}
    assert paths("W9714", styled(sheet, Domain=domain)) == ["UserPoolId"] * (shows == "new")
    style = resource("ManagedLoginBranding", UserPoolId=USERS, UseCognitoProvidedValues=True)
    assert paths("W9707", styled(style, Domain=domain)) == ["UserPoolId"] * (shows == "old")


@pytest.mark.parametrize(
    ("domains", "is_told"),
    [
        ({}, True),
        ({"Domain": DOMAIN}, False),
        ({"Domain": resource("UserPoolDomain", UserPoolId=ref("Others"), Domain="a")}, True),
        ({"Domain": resource("UserPoolDomain", UserPoolId=UNKNOWN, Domain="a")}, False),
        ({"Domain": resource("UserPoolDomain", UserPoolId=POOL_ID, Domain="a")}, False),
    ],
)
def test_style_sheet_without_a_domain(domains, is_told):
    """A style sheet needs a domain of its pool in the template, unless one may be of that pool."""
    look = {"Type": COGNITO.format("UserPoolUICustomizationAttachment"), "Properties": LOOK}
    example = {"Resources": {"Users": resource("UserPool"), "Others": resource("UserPool"), "Look": look, **domains}}
    assert paths("W9716", example) == ["UserPoolId"] * is_told


# Threat protection and logs


def emails(**texts: str) -> dict[str, Any]:
    """A notification with texts."""
    return {TAKEOVER: {"NotifyConfiguration": {"MfaEmail": texts}}}


EMAIL = f"{TAKEOVER}.NotifyConfiguration.MfaEmail"


@pytest.mark.parametrize(
    ("rule", "properties", "places"),
    [
        ("E9804", emails(Subject="s" * 140), []),
        ("E9804", emails(Subject="s" * 141), [f"{EMAIL}.Subject"]),
        ("E9804", emails(Subject="s"), []),
        ("E9804", emails(Subject=""), [f"{EMAIL}.Subject"]),
        ("E9804", emails(HtmlBody="b" * 6), []),
        ("E9804", emails(HtmlBody="b" * 5), [f"{EMAIL}.HtmlBody"]),
        ("E9804", emails(TextBody="b" * 20000), []),
        ("E9804", emails(TextBody="b" * 20001), [f"{EMAIL}.TextBody"]),
        ("E9805", {KEPT: {"BlockedIPRangeList": ["192.0.2.0/24"] * 200}}, []),
        ("E9805", {KEPT: {"BlockedIPRangeList": ["192.0.2.0/24"] * 201}}, [f"{KEPT}.BlockedIPRangeList"]),
        ("E9805", {KEPT: {"SkippedIPRangeList": ["192.0.2.0/24"] * 201}}, [f"{KEPT}.SkippedIPRangeList"]),
        ("E9805", {KEPT: {"SkippedIPRangeList": ["a", UNKNOWN]}}, [f"{KEPT}.SkippedIPRangeList[0]"]),
        ("E9805", {KEPT: {"BlockedIPRangeList": ["192.0.2.7/24"]}}, []),
        ("E9803", {STOLEN: {"EventFilter": ["SIGN_IN", "SIGN_OUT"]}}, [f"{STOLEN}.EventFilter[1]"]),
        ("E9803", {STOLEN: {"EventFilter": ["PASSWORD_CHANGE", "SIGN_UP", UNKNOWN]}}, []),
    ],
)
def test_threat_protection(rule, properties, places):
    """Texts have their lengths, ranges their form and number, and events are those that exist."""
    assert paths(rule, beside(UserPoolId=POOL_ID, ClientId="ALL", **properties)) == places


@pytest.mark.parametrize(
    ("pool", "message"),
    [
        ({}, "Users is not on the Plus plan"),
        ({"UserPoolTier": "PLUS"}, "the threat protection of Users is off"),
        ({"UserPoolTier": "LITE"}, "Users is not on the Plus plan"),
        ({"UserPoolTier": UNKNOWN}, "the threat protection of Users is off"),
        (
            {"UserPoolTier": "PLUS", "UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}},
            "the threat protection of Users is off",
        ),
        ({"UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}}, "Users is not on the Plus plan"),
        ({"UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}}, None),
        ({"UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}, None),
        ({"UserPoolAddOns": {"AdvancedSecurityMode": UNKNOWN}}, None),
        (
            {
                "UserPoolTier": "PLUS",
                "UserPoolAddOns": {"AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "AUDIT"}},
            },
            None,
        ),
        (
            {"UserPoolTier": "ESSENTIALS", "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}},
            "Users is not on the Plus plan",
        ),
    ],
)
def test_pool_of_a_risk_configuration(pool, message):
    """A risk configuration is for a pool whose plan has threat protection, and that has it on."""
    example = beside(UserPoolId=USERS, ClientId="ALL")
    example["Resources"]["Users"] = resource("UserPool", **pool)
    says = [(one.path, one.message) for one in found("E9801", example)]
    assert says == ([("UserPoolId", message)] if message else [])


GROUP = {"CloudWatchLogsConfiguration": {"LogGroupArn": "arn:aws:logs:eu-west-1:111122223333:log-group:a"}}
BUCKET = {"S3Configuration": {"BucketArn": "arn:aws:s3:::a"}}
STREAM = {"FirehoseConfiguration": {"StreamArn": "arn:aws:firehose:eu-west-1:111122223333:deliverystream/a"}}
EVENTS, ERRORS = {"EventSource": "userAuthEvents"}, {"EventSource": "userNotification"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({**EVENTS}, "goes nowhere"),
        ({**EVENTS, **GROUP}, None),
        ({**EVENTS, **STREAM}, None),
        (
            {**EVENTS, **GROUP, **BUCKET},
            "goes to 2 destinations: CloudWatchLogsConfiguration, S3Configuration",
        ),
        ({**EVENTS, **GROUP, "S3Configuration": UNKNOWN}, None),
        ({**ERRORS, "S3Configuration": UNKNOWN}, None),
        ({**ERRORS, **GROUP}, None),
        ({**ERRORS, **STREAM}, "userNotification goes to a log group only"),
        (UNKNOWN, None),
    ],
)
def test_destinations_of_logs(entry, message):
    """Events go to one destination, and errors of messages to a log group."""
    says = [one.message for one in found("E9812", beside(UserPoolId=POOL_ID, LogConfigurations=[entry]))]
    assert says == ([message] if message else [])


@pytest.mark.parametrize(
    ("pool", "client", "is_told"),
    [({"Ref": "Users"}, {"Ref": "Web"}, True), ({"Ref": "Users"}, "1example", False), (POOL_ID, {"Ref": "Web"}, False)],
)
def test_one_of_two_documents(pool, client, is_told):
    """A document is missed where pool and client are of the template: else the other one may be elsewhere."""
    given = {"UserPoolId": pool, "ClientId": client, "TermsName": "terms-of-use"}
    terms = resource("Terms", **given, TermsSource="LINK", Enforcement="NONE", Links={"cognito:default": "https://a.b"})
    users, web = resource("UserPool"), resource("UserPoolClient", UserPoolId=pool)
    assert bool(found("W9725", {"Resources": {"Users": users, "Web": web, "Terms": terms}})) is is_told


@pytest.mark.parametrize(
    ("destination", "meant"),
    [
        ({"CloudWatchLogsConfiguration": {"LogGroupArn": "a"}}, "a log group"),
        ({"S3Configuration": {"BucketArn": "a"}}, "a bucket"),
        ({"FirehoseConfiguration": {"StreamArn": "a"}}, "a Firehose stream"),
    ],
)
def test_arn_of_a_destination(destination, meant):
    """The message says of what the ARN has to be."""
    [one] = found("E9817", beside(UserPoolId=POOL_ID, LogConfigurations=[{**EVENTS, **destination}]))
    assert one.message == f"is no ARN of {meant}"


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({"Settings": {"a": 1}}, ["Settings"]),
        ({"Assets": [{"Category": "FORM_LOGO"}]}, ["Assets"]),
        ({"Settings": {"a": 1}, "Assets": [{"Category": "FORM_LOGO"}]}, ["Settings", "Assets"]),
        ({"Settings": {}, "Assets": []}, []),
        ({"Settings": UNKNOWN, "Assets": UNKNOWN}, []),
        ({}, []),
    ],
)
def test_values_that_cognito_provides(given, places):
    """Beside the values that Cognito provides no other stand, as far as they are known."""
    example = {"UserPoolId": POOL_ID, "ClientId": "1"}
    assert paths("E9702", beside(**example, UseCognitoProvidedValues=True, **given)) == places
    assert paths("E9702", beside(**example, UseCognitoProvidedValues=UNKNOWN, **given)) == []
    assert paths("E9702", beside(**example, **given)) == []


@pytest.mark.parametrize(
    ("tier", "mode", "plan"),
    [
        (None, None, "ESSENTIALS"),
        (None, "OFF", "ESSENTIALS"),
        (None, "AUDIT", "PLUS"),
        (None, "ENFORCED", "PLUS"),
        (None, {"Fn::ImportValue": "mode"}, None),
        ("LITE", "ENFORCED", "LITE"),
        ({"Fn::ImportValue": "tier"}, "ENFORCED", None),
    ],
)
def test_plan_of_a_pool(tier, mode, plan):
    """The plan is the one that is named, or else what Cognito takes beside the pool's threat protection."""
    given = {"UserPoolTier": tier, "UserPoolAddOns": {"AdvancedSecurityMode": mode} if mode else None}
    pool = resource("UserPool", **{name: value for name, value in given.items() if value})
    view = TemplateView({"Users": pool}).resource("Users")
    assert view is not None
    assert plan_of(view) == plan


def test_words_for_what_is_named():
    """It is said whether a user or a group is another thing, or of another pool."""
    attachment = {"UserPoolId": ref("Others"), "Username": ref("Ann"), "GroupName": ref("Readers")}
    assert [one.message for one in found("E9542", beside(**attachment))] == [
        "Ann is a user of another pool",
        "Readers is a group of another pool",
    ]
    swapped = {"UserPoolId": USERS, "Username": ref("Readers"), "GroupName": ref("Ann")}
    assert [one.fix for one in found("E9542", beside(**swapped))] == [
        "give the Ref of a user",
        "give the Ref of a group",
    ]


def test_attachment_that_can_not_wait():
    """A reference is not proposed to what waits for the attachment, and nothing is said of names that are not known."""
    example = beside(UserPoolId=USERS, Username="x", GroupName="readers")
    example["Resources"]["Readers"] = {**TWO_POOLS["Readers"], "DependsOn": "Subject"}
    assert [bool(one.patch) for one in found("W9543", example)] == [False]
    unknown = beside(UserPoolId=USERS, Username="x", GroupName=UNKNOWN)
    unknown["Resources"]["Readers"] = resource("UserPoolGroup", UserPoolId=USERS, GroupName=UNKNOWN)
    assert found("W9543", unknown) == []


@pytest.mark.parametrize("level", ["LowAction", "MediumAction", "HighAction"])
def test_answer_to_a_risk(level):
    """An answer that does not exist is found at each level of risk, and one in small letters is mended."""
    path = f"{TAKEOVER}.Actions.{level}.EventAction"
    for action, steps in (("WARN", []), ("block", [("replace", "BLOCK")])):
        properties = {TAKEOVER: {"Actions": {level: {"EventAction": action, "Notify": False}}}}
        example = beside(UserPoolId=POOL_ID, ClientId="ALL", **properties)
        assert paths("E9803", example) == [path]
        assert last_steps("E9803", example) == steps
