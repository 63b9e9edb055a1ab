"""Cases of the rules about users, the role for text messages, replicas and names that their examples do not show."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

POOL_ID = "eu-west-1_Example"
USERS = {"Ref": "Users"}
USER_POOL, CLIENT = "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient"


def user(pool: Any = None, **properties: Any) -> dict[str, Any]:
    """A user of a pool."""
    given = {"UserPoolId": USERS, "Username": "ann", **properties}
    return {"Resources": {"Users": {"Type": USER_POOL, "Properties": pool or {}}, "Subject": {"Properties": given}}}


def value(name: Any, text: Any = "x") -> dict[str, Any]:
    """An attribute of a user."""
    return {"Name": name, "Value": text}


BY_EMAIL, BY_PHONE = {"UsernameAttributes": ["email"]}, {"UsernameAttributes": ["phone_number"]}
ALIASES = {"AliasAttributes": ["email", "phone_number"]}
TENANT = {"Name": "tenant", "AttributeDataType": "String"}
NAME, TEXT = "UserAttributes[0].Name", "UserAttributes[0].Value"


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9521", user(Username="a" * 128), []),
        ("E9521", user(Username="a" * 129), ["Username"]),
        ("E9521", user(Username=""), ["Username"]),
        ("E9521", user(Username="a"), []),
        ("E9521", user(Username="é́1+-!"), []),
        ("E9521", user(Username="a b"), ["Username"]),
        ("E9521", user(Username="a\tb"), ["Username"]),
        ("E9521", user(Username=UNKNOWN), []),
        ("E9522", user(BY_EMAIL), ["Username"]),
        ("E9522", user(BY_EMAIL, Username="ann@example.com"), []),
        ("E9522", user(BY_PHONE), ["Username"]),
        ("E9522", user(BY_PHONE, Username="+441234567890"), []),
        ("E9522", user(BY_PHONE, Username="ann@example.com"), ["Username"]),
        ("E9522", user({"UsernameAttributes": ["email", "phone_number"]}, Username="+441234567890"), []),
        ("E9522", user({"UsernameAttributes": ["email", UNKNOWN]}), []),
        ("E9523", user(ALIASES, Username="ann@example.com"), ["Username"]),
        ("E9523", user(ALIASES, Username="+441234567890"), ["Username"]),
        ("E9523", user({"AliasAttributes": ["email"]}, Username="+441234567890"), []),
        ("E9523", user({"AliasAttributes": ["phone_number"]}, Username="ann@example.com"), []),
        ("E9523", user(ALIASES), []),
        ("E9524", user(BY_EMAIL, Username="a@b.c", UserAttributes=[value("email", "A@B.C")]), []),
        ("E9524", user(BY_EMAIL, Username="a@b.c", UserAttributes=[value("email", "x@b.c")]), [TEXT]),
        ("E9524", user(BY_EMAIL, Username="a@b.c", UserAttributes=[value("email", UNKNOWN)]), []),
        ("E9524", user(BY_EMAIL, Username="a@b.c"), []),
        ("E9524", user(BY_PHONE, Username="a@b.c", UserAttributes=[value("email", "x@b.c")]), []),
        ("E9525", user(DesiredDeliveryMediums=["EMAIL"]), ["DesiredDeliveryMediums[0]"]),
        ("E9525", user(DesiredDeliveryMediums=["SMS"]), ["DesiredDeliveryMediums[0]"]),
        ("E9525", user(DesiredDeliveryMediums=["SMS"], UserAttributes=[value("phone_number")]), []),
        ("E9525", user(DesiredDeliveryMediums=["SMS"], UserAttributes=[value("email")]), ["DesiredDeliveryMediums[0]"]),
        ("E9525", user(DesiredDeliveryMediums=["EMAIL"], UserAttributes=[value("email")]), []),
        ("E9525", user(DesiredDeliveryMediums=["EMAIL"], UserAttributes=[value(UNKNOWN)]), []),
        ("E9525", user(DesiredDeliveryMediums=["EMAIL"], UserAttributes=UNKNOWN), []),
        ("E9525", user(DesiredDeliveryMediums=["EMAIL"], MessageAction="SUPPRESS"), []),
        ("E9525", user(DesiredDeliveryMediums=["EMAIL"], MessageAction=UNKNOWN), []),
        ("E9526", user(DesiredDeliveryMediums=["EMAIL", "SMS", UNKNOWN], MessageAction="RESEND"), []),
        ("E9526", user(DesiredDeliveryMediums=["POST"]), ["DesiredDeliveryMediums[0]"]),
        ("E9526", user(MessageAction="NONE"), ["MessageAction"]),
        ("E9527", user(UserAttributes=[value("n" * 32, "v" * 2048)]), []),
        ("E9527", user(UserAttributes=[value("n" * 33)]), [NAME]),
        ("E9527", user(UserAttributes=[value("name", "v" * 2049)]), [TEXT]),
        ("E9528", user(UserAttributes=[value("custom:tenant")]), []),
        ("E9528", user({"Schema": [TENANT]}, UserAttributes=[value("custom:tenant")]), []),
        ("E9528", user({"Schema": [{**TENANT, "Name": "custom:tenant"}]}, UserAttributes=[value("custom:tenant")]), []),
        ("E9528", user({"Schema": [TENANT]}, UserAttributes=[value("dev:custom:tenant")]), []),
        ("E9528", user({"Schema": [TENANT]}, UserAttributes=[value("custom:unit")]), [NAME]),
        ("E9528", user({"Schema": [TENANT]}, UserAttributes=[value("tenant")]), [NAME]),
        ("E9528", user({"Schema": [UNKNOWN]}, UserAttributes=[value("custom:unit")]), []),
        ("E9528", user(UserAttributes=[value("tenant")]), [NAME]),
        ("E9528", user(UserAttributes=[value("email")]), []),
        ("E9528", user(UserAttributes=[value(UNKNOWN)]), []),
    ],
)
def test_user(rule, example, places):
    """A user has a name, attributes and an invitation that the pool takes."""
    assert paths(rule, example) == places


@pytest.mark.parametrize(
    ("rule", "example", "fix", "steps"),
    [
        ("E9526", user(MessageAction="suppress"), "write SUPPRESS or RESEND", [("replace", "SUPPRESS")]),
        ("E9526", user(MessageAction="never"), "write SUPPRESS or RESEND", []),
        ("E9526", user(DesiredDeliveryMediums=["sms"]), "write EMAIL or SMS", [("replace", "SMS")]),
        ("E9526", user(DesiredDeliveryMediums=["Email"]), "write EMAIL or SMS", [("replace", "EMAIL")]),
        (
            "E9528",
            user({"Schema": [TENANT]}, UserAttributes=[value("tenant")]),
            "write custom:tenant",
            [("replace", "custom:tenant")],
        ),
        (
            "E9528",
            user({"Schema": [TENANT]}, UserAttributes=[value("custom:unit")]),
            "give Users the custom attribute, and write custom:unit",
            [],
        ),
        (
            "E9528",
            user({"Schema": [TENANT]}, UserAttributes=[value("dev:unit")]),
            "give Users the custom attribute, and write dev:unit",
            [],
        ),
        (
            "E9528",
            user(UserAttributes=[value("tenant")]),
            "give Users the custom attribute, and write custom:tenant",
            [],
        ),
    ],
)
def test_user_is_mended(rule, example, fix, steps):
    """A word in another case, or a name without its prefix, is written as it is known."""
    assert [one.fix for one in found(rule, example)] == [fix]
    assert last_steps(rule, example) == steps


@pytest.mark.parametrize(
    ("pool", "words"),
    [
        (BY_EMAIL, "is no e-mail address, which"),
        (BY_PHONE, "is no phone number as +12065550100, which"),
        (
            {"UsernameAttributes": ["email", "phone_number"]},
            "is no e-mail address or phone number as +12065550100, which",
        ),
    ],
)
def test_what_a_user_name_is_not(pool, words):
    """It is said what a user name should be."""
    (one,) = found("E9522", user(pool))
    assert one.message.startswith(words)


@pytest.mark.parametrize(
    ("other", "words"),
    [("readers", "of that name in the same pool"), ("Readers", "of that name in another case in the same pool")],
)
def test_two_groups_of_a_name(other, words):
    """It is said whether two groups have one name, or one in two cases."""
    groups = {
        title: {"Type": "AWS::Cognito::UserPoolGroup", "Properties": {"UserPoolId": POOL_ID, "GroupName": name}}
        for title, name in (("One", "readers"), ("Two", other))
    }
    (one,) = found("E9512", {"Resources": groups})
    assert one.message == f"One is a group {words}"


# The role that sends text messages


def sending(pool: dict[str, Any], **role: Any) -> dict[str, Any]:
    """A pool and its role."""
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "cognito-idp.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": "pool"}},
    }
    given = {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]}, **role}
    return {
        "Resources": {
            "Role": {"Type": "AWS::IAM::Role", "Properties": given},
            "User": {"Type": "AWS::IAM::User"},
            "Users": {"Type": USER_POOL, "Properties": {"SmsConfiguration": pool}},
        }
    }


ARN = {"Fn::GetAtt": ["Role", "Arn"]}
BY_SNS, BY_EUMS = {"SnsCallerArn": ARN, "ExternalId": "pool"}, {"EumsSms": {"CallerArn": ARN, "ExternalId": "pool"}}


def allowing(action: Any, resource: Any = "*", **others: Any) -> dict[str, Any]:
    """The policies of a role."""
    statement = {"Effect": "Allow", "Action": action, **({"Resource": resource} if resource else {}), **others}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Policies": [{"PolicyName": "send", "PolicyDocument": document}]}


SNS, EUMS = "SmsConfiguration.SnsCallerArn", "SmsConfiguration.EumsSms.CallerArn"
TOPIC = "arn:aws:sns:eu-west-1:111122223333:topic"


@pytest.mark.parametrize(
    ("example", "places"),
    [
        (sending(BY_SNS), [SNS]),
        (sending(BY_SNS, **allowing("sns:Publish")), []),
        (sending(BY_SNS, **allowing("sns:*")), []),
        (sending(BY_SNS, **allowing("sms-voice:SendTextMessage")), [SNS]),
        (sending(BY_SNS, **allowing("sns:Publish", TOPIC)), [SNS]),
        (sending(BY_SNS, **allowing("sns:Publish", [TOPIC, "*"])), []),
        (sending(BY_SNS, **allowing("sns:Publish", None, NotResource=TOPIC)), []),
        (sending(BY_SNS, **allowing("sns:Publish", UNKNOWN)), []),
        (sending(BY_EUMS, **allowing("sms-voice:SendTextMessage")), []),
        (sending(BY_EUMS, **allowing("sms-voice:SendTextMessage", "arn:aws:sms-voice:eu-west-1:1:phone-number/a")), []),
        (sending(BY_EUMS, **allowing("sns:Publish")), [EUMS]),
        (sending(BY_SNS, ManagedPolicyArns=["arn:aws:iam::aws:policy/AmazonSNSFullAccess"]), []),
        (sending(BY_SNS, Policies=UNKNOWN), []),
        (sending(BY_SNS, Policies=[UNKNOWN]), []),
        (sending({**BY_SNS, "SnsCallerArn": {"Fn::GetAtt": ["User", "Arn"]}}), []),
        (sending({**BY_SNS, "SnsCallerArn": {"Fn::GetAtt": ["Role", "RoleId"]}}), []),
        (sending({**BY_SNS, "SnsCallerArn": UNKNOWN}), []),
    ],
)
def test_role_that_may_send(example, places):
    """A role may do what its way of sending needs, to whatever is no ARN of a topic."""
    assert paths("W9175", example) + paths("E9139", example) == places


def sending_by(
    *, of: Any, waits: Any = (), kind: str = "AWS::IAM::Policy", action: str = "sns:Publish", **role: Any
) -> Any:
    """A role whose policy is a resource of its own, for what ``of`` names."""
    example = sending(BY_SNS, **role)
    document = {"Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]}
    names = {"RoleName": of} if kind == "AWS::IAM::RolePolicy" else {"Roles": [of]}
    example["Resources"]["Apart"] = {"Type": kind, "Properties": {"PolicyDocument": document, **names}}
    example["Resources"]["Users"]["DependsOn"] = list(waits)
    return example


ROLE_REF = {"Ref": "Role"}


@pytest.mark.parametrize(
    ("example", "refused", "warned"),
    [
        (sending_by(of=ROLE_REF), [], [SNS]),
        (sending_by(of=ROLE_REF, kind="AWS::IAM::RolePolicy"), [], [SNS]),
        (sending_by(of=ROLE_REF, waits=["Apart"]), [], []),
        (sending_by(of=UNKNOWN, waits=["Apart"]), [], []),
        (sending_by(of=ROLE_REF, **allowing("sns:Publish")), [], []),
        (sending_by(of=ROLE_REF, ManagedPolicyArns=[UNKNOWN]), [], []),
        (sending_by(of=ROLE_REF, action="sns:Subscribe"), [SNS], []),
        (sending_by(of=ROLE_REF, action="sns:Subscribe", ManagedPolicyArns=[UNKNOWN]), [], []),
        (sending_by(of={"Ref": "Others"}, waits=["Apart"], **allowing("sns:Subscribe")), [SNS], []),
        (sending_by(of="named", RoleName="named"), [], [SNS]),
        (sending_by(of="others", RoleName="named", waits=["Apart"], **allowing("sns:Subscribe")), [SNS], []),
    ],
)
def test_policy_that_is_no_part_of_the_role(example, refused, warned):
    """A policy beside the role counts as the role's, and the pool waits for it."""
    example["Resources"]["Others"] = {"Type": "AWS::IAM::Role"}
    assert (paths("E9139", example), paths("W9138", example)) == (refused, warned)


@pytest.mark.parametrize(
    ("denied", "places"),
    [
        ({"Action": "sns:*", "Resource": "*"}, [SNS]),
        ({"Action": ["sns:Publish"], "Resource": ["*"]}, [SNS]),
        ({"Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:*"}, []),
        ({"Action": "sns:Subscribe", "Resource": "*"}, []),
        ({"Action": UNKNOWN, "Resource": "*"}, []),
        ({"NotAction": "sns:Subscribe", "Resource": "*"}, []),
        ({"Action": "sns:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}, []),
    ],
)
def test_role_that_denies(denied, places):
    """What a role denies on everything it may not do, whatever else it allows; to deny topics is common."""
    example = sending(BY_SNS, **allowing("sns:Publish"))
    policies = example["Resources"]["Role"]["Properties"]["Policies"]
    policies[0]["PolicyDocument"]["Statement"].append({"Effect": "Deny", **denied})
    assert paths("E9139", example) == places


@pytest.mark.parametrize(("given", "path"), [(BY_SNS, "SmsConfiguration"), (BY_EUMS, "SmsConfiguration.EumsSms")])
def test_external_id_of_a_role(given, path):
    """The external id is compared with that of the role, whichever way the pool sends."""
    assert paths("E9174", sending(given)) == []
    other = (
        {**given, "ExternalId": "x"}
        if path == "SmsConfiguration"
        else {"EumsSms": {**given["EumsSms"], "ExternalId": "x"}}
    )
    assert [one.partition(".ExternalId")[0] for one in paths("E9174", sending(other))] == [path]


# Replicas


def replica(region: Any, pool: Any = POOL_ID, kind: str = "UserPoolReplica") -> dict[str, Any]:
    """A replica of a pool."""
    given = {"UserPoolId": pool, **({"RegionName": region} if region else {})}
    return {
        "Resources": {
            "Users": {"Type": USER_POOL},
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Subject": {"Properties": given},
        }
    }


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9835", replica("eu-west-1"), ["RegionName"]),
        ("E9835", replica("eu-central-1"), []),
        ("E9835", replica({"Ref": "AWS::Region"}, USERS), ["RegionName"]),
        ("E9835", replica({"Ref": "AWS::Region"}), []),
        ("E9835", replica(UNKNOWN, USERS), []),
        ("E9835", replica("eu-west-1", USERS), []),
        ("E9841", replica(None, USERS), ["UserPoolId"]),
        ("E9841", replica(None), []),
        ("E9841", replica(None, {"Ref": "Queue"}), []),
        ("E9841", replica(None, UNKNOWN), []),
    ],
)
def test_region_of_a_replica(rule, example, places):
    """A replica is in another region than its pool, and what configures it in a stack of that region."""
    assert paths(rule, example) == places


SINGLE = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
MULTI = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ({}, "Users is not encrypted with a customer-managed key"),
        ({"KeyType": "AWS_OWNED_KEY"}, "Users is not encrypted with a customer-managed key"),
        ({"KeyType": "AWS_OWNED_KEY", "KmsKeyArn": SINGLE}, "Users is not encrypted with a customer-managed key"),
        ({"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": SINGLE}, "the key of Users is in one Region only"),
        ({"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": MULTI}, None),
        ({"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": UNKNOWN}, None),
        ({"KeyType": UNKNOWN, "KmsKeyArn": SINGLE}, "the key of Users is in one Region only"),
    ],
)
def test_key_of_a_replicated_pool(key, message):
    """A replicated pool has a key of its own that is in both regions; it is said which of both is missing."""
    example = replica("eu-central-1", USERS)
    example["Resources"]["Users"] = {"Type": USER_POOL, "Properties": {"KeyConfiguration": key}}
    assert [one.message for one in found("E9832", example)] == ([message] if message else [])
    assert found("E9832", replica("eu-central-1")) == []


# Names


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        ({"Ref": "User"}, "write Users, if that is meant"),
        ({"Ref": "Unknow"}, "write Unknown, if that is meant"),
        ({"Fn::GetAtt": ["Unknow", "Arn"]}, "write the logical id of what is meant, or add it"),
        ({"Ref": "Xyz"}, "write the logical id of what is meant, or add it"),
    ],
)
def test_name_that_may_be_meant(value, fix):
    """A name that is close is proposed, that of a parameter where one can stand."""
    resources = {"Users": {"Type": USER_POOL}, "Web": {"Type": CLIENT, "Properties": {"UserPoolId": value}}}
    assert [one.fix for one in found("E9011", {"Resources": resources})] == [fix]


@pytest.mark.parametrize(
    ("waits", "path"),
    [
        ("Unknown", "/Resources/Web/DependsOn"),
        (["Unknown"], "/Resources/Web/DependsOn"),
        (["Users", "Unknown"], "/Resources/Web/DependsOn/1"),
        (["Unknown", "Users"], "/Resources/Web/DependsOn/0"),
    ],
)
def test_parameter_that_is_taken_out(waits, path):
    """A parameter is taken out of DependsOn, and DependsOn with it where nothing else stands there."""
    web = {"Type": CLIENT, "Properties": {"UserPoolId": USERS}, "DependsOn": waits}
    (one,) = found("E9011", {"Resources": {"Users": {"Type": USER_POOL}, "Web": web}})
    assert (one.patch[-1]["op"], one.patch[-1]["path"]) == ("remove", path)


def test_name_of_a_parameter_in_depends_on():
    """A parameter is not proposed where only a resource can stand."""
    web = {"Type": CLIENT, "Properties": {"UserPoolId": USERS}, "DependsOn": "Unknow"}
    (one,) = found("E9011", {"Resources": {"Users": {"Type": USER_POOL}, "Web": web}})
    assert one.fix == "write the logical id of what is meant, or add it"


# Controls

FACTORS = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}}
RISK = "AWS::Cognito::UserPoolRiskConfigurationAttachment"
ACL = "AWS::WAFv2::WebACLAssociation"


@pytest.mark.parametrize(
    ("rule", "pool", "is_told"),
    [
        ("W9191", {}, True),
        ("W9191", {"MfaConfiguration": "OFF"}, True),
        ("W9191", {"MfaConfiguration": "OFF", "Policies": FACTORS}, True),
        ("W9191", {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}}, False),
        ("W9191", {"MfaConfiguration": UNKNOWN}, False),
        ("W9196", {}, True),
        ("W9119", {}, True),
        ("W9119", {"Policies": {"PasswordPolicy": {"MinimumLength": UNKNOWN}}}, False),
        ("W9119", {"Policies": {"PasswordPolicy": {"MinimumLength": "14"}}}, False),
        ("W9119", {"Policies": {"PasswordPolicy": {"MinimumLength": 13}}}, True),
    ],
)
def test_control(rule, pool, is_told):
    """A control fails where what it asks for is surely not there."""
    assert len(paths(rule, pool)) == is_told


@pytest.mark.parametrize(
    ("ways", "places"),
    [
        ([("verified_phone_number", 1)], [0]),
        ([("verified_phone_number", "1"), ("verified_email", 2)], [0]),
        ([("verified_email", 1), ("verified_phone_number", 2)], []),
        ([("verified_phone_number", 2)], [0]),
        ([("verified_email", 2), ("verified_phone_number", "1")], [1]),
    ],
)
def test_recovery_by_phone_first(ways, places):
    """A phone is found where it comes first, or stands alone."""
    mechanisms = [{"Name": name, "Priority": priority} for name, priority in ways]
    expected = [f"AccountRecoverySetting.RecoveryMechanisms[{index}].Name" for index in places]
    assert paths("W9196", {"AccountRecoverySetting": {"RecoveryMechanisms": mechanisms}}) == expected


@pytest.mark.parametrize(
    ("mode", "plan", "patched"), [("AUDIT", "PLUS", 1), ("ENFORCED", None, 1), ("OFF", "PLUS", 0), ("AUDIT", "LITE", 0)]
)
def test_custom_mode_is_switched_on(mode, plan, patched):
    """Threat protection of custom sign-in is switched on where that of standard sign-in is, and the plan has it."""
    given = {"UserPoolTier": plan} if plan else {}
    assert len(last_steps("W9193", {"UserPoolAddOns": {"AdvancedSecurityMode": mode}, **given})) == patched


@pytest.mark.parametrize(
    ("arn", "is_told"),
    [
        ({"Fn::GetAtt": ["Subject", "Arn"]}, False),
        ({"Fn::Sub": "arn:aws:cognito-idp:eu-west-1:1:userpool/${Subject}"}, False),
        ({"Fn::GetAtt": ["Others", "Arn"]}, True),
        ({"Fn::Sub": "arn:aws:cognito-idp:eu-west-1:1:userpool/${Others}"}, True),
        ("arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/1", True),
        (UNKNOWN, False),
    ],
)
def test_firewall_of_a_pool(arn, is_told):
    """A web ACL is in front of the pool that an association names, or may name."""
    wall = {"Type": ACL, "Properties": {"ResourceArn": arn, "WebACLArn": "x"}}
    pools = {"Subject": {"Type": USER_POOL}, "Others": {"Type": USER_POOL}}
    told = [one.resource for one in found("W9197", {"Resources": {**pools, "Wall": wall}})]
    assert ("Subject" in told) is is_told


BLOCK, STOLEN = {"EventAction": "BLOCK", "Notify": False}, "CompromisedCredentialsRiskConfiguration"
TAKEOVER = "AccountTakeoverRiskConfiguration"
ALL_LEVELS = {TAKEOVER: {"Actions": dict.fromkeys(("LowAction", "MediumAction", "HighAction"), BLOCK)}}
AT_SIGN_IN = {STOLEN: {"Actions": {"EventAction": "BLOCK"}, "EventFilter": ["SIGN_IN"]}}


@pytest.mark.parametrize(("rule", "blocks"), [("W9198", AT_SIGN_IN), ("W9199", ALL_LEVELS)])
@pytest.mark.parametrize(
    ("mode", "risk", "words"),
    [
        ("ENFORCED", {"ClientId": "ALL"}, None),
        ("ENFORCED", {"ClientId": UNKNOWN}, None),
        ("ENFORCED", {"ClientId": "ALL", "UserPoolId": UNKNOWN}, None),
        ("ENFORCED", {"ClientId": "1example"}, "no risk configuration blocks"),
        ("ENFORCED", {"ClientId": "ALL", "UserPoolId": {"Ref": "Others"}}, "no risk configuration blocks"),
        ("AUDIT", {"ClientId": "ALL"}, "without threat protection"),
        (UNKNOWN, {"ClientId": "ALL"}, None),
    ],
)
def test_risk_that_is_blocked(rule, blocks, mode, risk, words):
    """A risk is blocked where protection is enforced, and a configuration for all clients of the pool does so."""
    given = {"UserPoolId": {"Ref": "Subject"}, **blocks, **risk}
    resources = {
        "Subject": {"Type": USER_POOL, "Properties": {"UserPoolAddOns": {"AdvancedSecurityMode": mode}}},
        "Others": {"Type": USER_POOL},
        "Risk": {"Type": RISK, "Properties": given},
    }
    says = [one.message for one in found(rule, {"Resources": resources}) if one.resource == "Subject"]
    assert [message.startswith(words) for message in says] == [True] * bool(words)
