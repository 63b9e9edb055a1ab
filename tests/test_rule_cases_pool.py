"""Cases of the rules about user pools that their own examples do not show, and what is just beside each."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:{}"
ROLE = "arn:aws:iam::111122223333:role/sms"
SES = "arn:aws:ses:eu-west-1:111122223333:identity/example.com"
SENDER = {"LambdaArn": FUNCTION.format("send"), "LambdaVersion": "V1_0"}


def schema(*attributes: Any) -> dict[str, Any]:
    """A pool with attributes."""
    return {"Schema": list(attributes)}


def attribute(name: Any = "tenant", kind: Any = "String", **others: Any) -> dict[str, Any]:
    """An attribute."""
    return {"Name": name, "AttributeDataType": kind, **others}


def lengths(least: Any, most: Any) -> dict[str, Any]:
    """A custom attribute of some length."""
    return schema(attribute(StringAttributeConstraints={"MinLength": least, "MaxLength": most}))


def range_of(least: Any, most: Any) -> dict[str, Any]:
    """A custom number in some range."""
    return schema(attribute(kind="Number", NumberAttributeConstraints={"MinValue": least, "MaxValue": most}))


STRING, NUMBER = "StringAttributeConstraints", "NumberAttributeConstraints"


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9151", schema({"Name": UNKNOWN}), []),
        ("E9151", schema(UNKNOWN), []),
        ("E9153", schema(attribute("email", "Number")), ["Schema[0].AttributeDataType"]),
        ("E9153", schema(attribute("updated_at", "Number")), []),
        ("E9153", schema(attribute("updated_at", "String")), ["Schema[0].AttributeDataType"]),
        ("E9153", schema(attribute("email", UNKNOWN)), []),
        ("E9153", schema(attribute("tenant", "Number")), []),
        (
            "E9153",
            schema(attribute(), attribute("email", DeveloperOnlyAttribute=True)),
            ["Schema[1].DeveloperOnlyAttribute"],
        ),
        ("E9154", lengths("5", "5"), []),
        ("E9154", lengths("6", "5"), [f"Schema[0].{STRING}"]),
        ("E9154", lengths("0", "2048"), []),
        ("E9154", lengths("0", "2049"), [f"Schema[0].{STRING}.MaxLength"]),
        ("E9154", lengths("-1", "5"), [f"Schema[0].{STRING}.MinLength"]),
        ("E9154", lengths("a", "1.5"), [f"Schema[0].{STRING}.MinLength", f"Schema[0].{STRING}.MaxLength"]),
        ("E9154", lengths(UNKNOWN, "5"), []),
        ("E9155", range_of("-5", "-5"), []),
        ("E9155", range_of("1", "-1"), [f"Schema[0].{NUMBER}"]),
        ("E9155", range_of("a", "5"), [f"Schema[0].{NUMBER}.MinValue"]),
        ("E9155", range_of("5", "a"), [f"Schema[0].{NUMBER}.MaxValue"]),
        ("W9156", schema(attribute(kind="Number", **{STRING: {"MinLength": "1"}})), [f"Schema[0].{STRING}"]),
        ("W9156", schema(attribute(**{NUMBER: {"MinValue": "1"}})), [f"Schema[0].{NUMBER}"]),
        ("W9156", schema(attribute(kind="Boolean", **{NUMBER: {"MinValue": "1"}})), [f"Schema[0].{NUMBER}"]),
        ("W9156", schema(attribute(kind=UNKNOWN, **{NUMBER: {"MinValue": "1"}})), []),
        ("W9156", schema(attribute(**{NUMBER: {}})), []),
        ("W9158", schema(attribute("email_verified")), ["Schema[0].Name"]),
    ],
)
def test_schema(rule, example, places):
    """Attributes have types, bounds and names that Cognito takes, wherever they stand."""
    assert paths(rule, example) == places


@pytest.mark.parametrize(
    ("rule", "example", "steps"),
    [
        ("E9153", schema(attribute("email", "Number")), [("replace", "String")]),
        ("E9153", schema(attribute("email", "Number", **{NUMBER: {"MinValue": "1"}})), []),
        ("E9153", schema(attribute("email", "Number", **{STRING: {"MinLength": "1"}})), []),
        ("W9157", schema(attribute("custom:tenant")), [("replace", "tenant")]),
        ("W9157", schema(attribute("custom:tenant"), attribute("tenant")), []),
        ("W9157", schema(attribute("custom:email")), []),
        ("W9157", schema(attribute("custom:")), []),
        ("W9158", schema(attribute("sub")), ["remove"]),
        ("W9158", schema(attribute("sub"), attribute()), ["remove"]),
    ],
)
def test_schema_is_mended(rule, example, steps):
    """An attribute is mended where there is one way, which no other of its traits or names forbids."""
    assert last_steps(rule, example) == steps


def test_managed_attribute_goes_alone():
    """A managed attribute is taken out, and with it the schema only where it stands alone there."""
    for example, path in (
        (schema(attribute("sub")), "/Schema"),
        (schema(attribute("sub"), attribute()), "/Schema/0"),
        (schema(attribute(), attribute("sub")), "/Schema/1"),
    ):
        (one,) = found("W9158", example)
        assert one.patch[-1]["path"].endswith(path)


SMS, SES_MAIL = {"SmsConfiguration": {"SnsCallerArn": ROLE}}, {"EmailSendingAccount": "DEVELOPER", "SourceArn": SES}


def first(*factors: Any, **others: Any) -> dict[str, Any]:
    """A pool with first factors."""
    return {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": list(factors)}}, **others}


FACTORS = "Policies.SignInPolicy.AllowedFirstAuthFactors"
BY_EMAIL = {"LambdaConfig": {"CustomEmailSender": SENDER}}
BY_TEXT = {"LambdaConfig": {"CustomSMSSender": SENDER}}


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("W9112", {"AliasAttributes": ["email"]}, ["AliasAttributes"]),
        ("W9112", {"AliasAttributes": ["phone_number"], "AutoVerifiedAttributes": ["email"]}, ["AliasAttributes"]),
        ("W9112", {"AliasAttributes": ["preferred_username"]}, []),
        ("W9112", {"AliasAttributes": ["email"], "AutoVerifiedAttributes": [UNKNOWN]}, []),
        ("E9142", first("PASSWORD", "SOFTWARE_TOKEN", "SOFTWARE_TOKEN"), [FACTORS]),
        ("E9143", {"WebAuthnUserVerification": "preferred"}, []),
        ("E9143", {"WebAuthnUserVerification": "required"}, []),
        ("E9143", {"WebAuthnUserVerification": UNKNOWN}, []),
        ("E9143", {"WebAuthnUserVerification": "never"}, ["WebAuthnUserVerification"]),
        ("W9145", first("PASSWORD", "EMAIL_OTP"), [FACTORS]),
        ("W9145", first("EMAIL_OTP", EmailConfiguration={"EmailSendingAccount": "COGNITO_DEFAULT"}), [FACTORS]),
        ("W9145", first("EMAIL_OTP", EmailConfiguration=SES_MAIL), []),
        ("W9145", first("EMAIL_OTP", EmailConfiguration={"EmailSendingAccount": UNKNOWN}), []),
        ("W9145", first("EMAIL_OTP", **BY_EMAIL), []),
        ("W9145", first("EMAIL_OTP", **BY_TEXT), [FACTORS]),
        ("W9146", first("SMS_OTP"), [FACTORS]),
        ("W9146", first("SMS_OTP", **SMS), []),
        ("W9146", first("SMS_OTP", **BY_TEXT), []),
        ("W9146", first("SMS_OTP", **BY_EMAIL), [FACTORS]),
        ("E9121", {"EnabledMfas": ["SMS_MFA"], "MfaConfiguration": "ON", **BY_TEXT}, []),
        ("E9121", {"EnabledMfas": ["SMS_MFA"], "MfaConfiguration": "ON", **BY_EMAIL}, ["EnabledMfas"]),
        ("E9120", {"MfaConfiguration": "ON"}, ["EnabledMfas"]),
        ("E9120", {"MfaConfiguration": "OPTIONAL"}, ["EnabledMfas"]),
        ("E9120", {"MfaConfiguration": "OFF"}, []),
        ("E9120", {"MfaConfiguration": "ON", **SMS}, []),
        ("E9120", {"MfaConfiguration": "ON", "WebAuthnFactorConfiguration": "SINGLE_FACTOR"}, ["EnabledMfas"]),
        ("E9120", {"MfaConfiguration": "ON", "WebAuthnFactorConfiguration": UNKNOWN}, []),
        ("E9120", {"MfaConfiguration": UNKNOWN}, []),
        ("E9126", {"MfaConfiguration": "OFF", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"], **SMS}, []),
        ("E9126", {"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"], **SMS}, ["SmsConfiguration"]),
        ("E9126", {"MfaConfiguration": "ON", **SMS}, []),
        ("E9126", {"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"], "SmsConfiguration": {}}, []),
        ("E9128", first("WEB_AUTHN", "PASSWORD", MfaConfiguration="ON"), [FACTORS]),
        (
            "E9128",
            first("WEB_AUTHN", "PASSWORD", MfaConfiguration="ON", WebAuthnFactorConfiguration="SINGLE_FACTOR"),
            [FACTORS],
        ),
        ("E9128", first("WEB_AUTHN", "PASSWORD", MfaConfiguration="ON", WebAuthnFactorConfiguration=UNKNOWN), []),
        ("E9128", first("WEB_AUTHN", "PASSWORD", MfaConfiguration="OPTIONAL"), []),
    ],
)
def test_factors(rule, example, places):
    """Factors are such, and have what sends their codes: the pool, or a function of its own."""
    assert paths(rule, example) == places


@pytest.mark.parametrize(
    ("value", "steps"),
    [("Required", [("replace", "required")]), ("PREFERRED", [("replace", "preferred")]), ("never", [])],
)
def test_passkey_verification_is_mended(value, steps):
    """A word in another case is written as it is known."""
    assert last_steps("E9143", {"WebAuthnUserVerification": value}) == steps


@pytest.mark.parametrize(
    ("rule", "triggers", "places"),
    [
        (
            "E9180",
            {"PreTokenGenerationConfig": {"LambdaArn": FUNCTION.format("a")}},
            ["PreTokenGenerationConfig.LambdaVersion"],
        ),
        ("E9180", {"CustomSMSSender": {"LambdaVersion": "V1_0"}}, ["CustomSMSSender.LambdaArn"]),
        ("E9180", {"CustomEmailSender": {}}, ["CustomEmailSender.LambdaArn", "CustomEmailSender.LambdaVersion"]),
        ("E9180", {"CustomEmailSender": UNKNOWN}, []),
        ("E9181", {"CustomEmailSender": SENDER}, ["KMSKeyID"]),
        ("E9181", {"CustomSMSSender": SENDER}, ["KMSKeyID"]),
        ("E9181", {"CustomSMSSender": SENDER, "KMSKeyID": UNKNOWN}, []),
        ("E9182", {"PreTokenGenerationConfig": SENDER}, []),
        (
            "E9182",
            {"PreTokenGeneration": FUNCTION.format("a"), "PreTokenGenerationConfig": SENDER},
            ["PreTokenGeneration"],
        ),
        ("E9182", {"PreTokenGeneration": FUNCTION.format("send"), "PreTokenGenerationConfig": SENDER}, []),
        ("E9182", {"PreTokenGeneration": UNKNOWN, "PreTokenGenerationConfig": SENDER}, []),
        ("E9182", {"PreTokenGeneration": FUNCTION.format("a")}, []),
        ("E9169", {"CustomEmailSender": {**SENDER, "LambdaArn": ROLE}}, ["CustomEmailSender.LambdaArn"]),
        ("E9169", {"KMSKeyID": ROLE}, ["KMSKeyID"]),
        ("E9169", {"PreSignUp": "arn:aws:lambda"}, []),
        ("W9185", {"DefineAuthChallenge": FUNCTION.format("a")}, [""]),
        ("W9185", dict.fromkeys(("DefineAuthChallenge", "CreateAuthChallenge"), FUNCTION.format("a")), [""]),
        ("W9185", {"PreSignUp": FUNCTION.format("a")}, []),
    ],
)
def test_triggers(rule, triggers, places):
    """Functions are named whole, go together where they have to, and are functions."""
    assert paths(rule, {"LambdaConfig": triggers}) == [f"LambdaConfig.{name}".rstrip(".") for name in places]


@pytest.mark.parametrize(
    ("version", "plan", "is_told"),
    [("V2_0", "LITE", True), ("V3_0", "LITE", True), ("V1_0", "LITE", False), ("V3_0", "PLUS", False)],
)
def test_plan_of_access_tokens(version, plan, is_told):
    """A newer version of the event before tokens needs more than the Lite plan."""
    config = {"PreTokenGenerationConfig": {**SENDER, "LambdaVersion": version}}
    example = {"UserPoolTier": plan, "LambdaConfig": config}
    assert paths("E9183", example) == ["LambdaConfig.PreTokenGenerationConfig.LambdaVersion"] * is_told


def invited(text: str, **others: Any) -> dict[str, Any]:
    """A pool with an invitation by e-mail and by text message."""
    template = {"EmailMessage": text, "SMSMessage": text}
    return {"AdminCreateUserConfig": {"InviteMessageTemplate": template}, **others}


INVITATION = "AdminCreateUserConfig.InviteMessageTemplate"
BOTH_TEXTS = [f"{INVITATION}.EmailMessage", f"{INVITATION}.SMSMessage"]
VERIFICATION = "VerificationMessageTemplate"
TEXTS = {"EmailMessage": "{####}", "EmailMessageByLink": "{##a##}"}


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9160", invited("{username} {####}"), []),
        ("E9160", invited("{username}"), BOTH_TEXTS),
        ("E9160", invited("{####}"), BOTH_TEXTS),
        ("E9160", invited("{username}", **first("PASSWORD")), BOTH_TEXTS),
        ("E9160", invited("{username}", **first("PASSWORD", "EMAIL_OTP")), []),
        ("E9160", invited("{####}", **first("PASSWORD", "EMAIL_OTP")), BOTH_TEXTS),
        ("E9160", invited("{username}", Policies=UNKNOWN), []),
        (
            "W9161",
            {VERIFICATION: {**TEXTS, "DefaultEmailOption": "CONFIRM_WITH_LINK"}},
            [f"{VERIFICATION}.EmailMessage"],
        ),
        (
            "W9161",
            {VERIFICATION: {**TEXTS, "DefaultEmailOption": "CONFIRM_WITH_CODE"}},
            [f"{VERIFICATION}.EmailMessageByLink"],
        ),
        ("W9161", {VERIFICATION: TEXTS}, [f"{VERIFICATION}.EmailMessageByLink"]),
        ("W9161", {VERIFICATION: {**TEXTS, "EmailMessage": UNKNOWN}}, []),
        ("W9165", {"EmailConfiguration": {"ConfigurationSet": "a"}}, ["EmailConfiguration.ConfigurationSet"]),
        (
            "W9165",
            {"EmailConfiguration": {"ConfigurationSet": "a", "EmailSendingAccount": "COGNITO_DEFAULT"}},
            ["EmailConfiguration.ConfigurationSet"],
        ),
        ("W9165", {"EmailConfiguration": {"ConfigurationSet": "a", **SES_MAIL}}, []),
        ("W9165", {"EmailConfiguration": {"ConfigurationSet": UNKNOWN}}, []),
        ("E9171", {"SmsConfiguration": {"ExternalId": "a b"}}, ["SmsConfiguration.ExternalId"]),
        ("E9171", {"SmsConfiguration": {"EumsSms": {"ExternalId": "a b"}}}, ["SmsConfiguration.EumsSms.ExternalId"]),
        ("E9171", {"SmsConfiguration": {"ExternalId": "a" * 1224}}, []),
        ("E9171", {"SmsConfiguration": {"ExternalId": "a" * 1225}}, ["SmsConfiguration.ExternalId"]),
        ("W9177", {"SmsConfiguration": {"ExternalId": "a"}}, ["SmsConfiguration.ExternalId"]),
        ("W9177", {"SmsConfiguration": {"EumsSms": {"ExternalId": "a"}}}, ["SmsConfiguration.EumsSms.ExternalId"]),
        ("W9177", {"SmsConfiguration": {"ExternalId": "ab"}}, []),
        ("E9167", {"EmailAuthenticationMessage": "abcdef"}, ["EmailAuthenticationMessage"]),
        ("E9167", {"EmailAuthenticationMessage": "{####}"}, []),
        ("E9167", {"EmailAuthenticationMessage": "abcde"}, []),
        ("E9167", {"EmailAuthenticationMessage": UNKNOWN}, []),
    ],
)
def test_messages(rule, example, places):
    """Messages hold what they are for, and go the way that their settings speak of."""
    assert paths(rule, example) == places


def recovering(*ways: Any, **others: Any) -> dict[str, Any]:
    """A pool with ways of recovery."""
    return {"AccountRecoverySetting": {"RecoveryMechanisms": list(ways)}, **others}


RECOVERY = "AccountRecoverySetting.RecoveryMechanisms"
EMAIL, PHONE = {"Name": "verified_email", "Priority": 1}, {"Name": "verified_phone_number", "Priority": 2}


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("W9134", recovering(EMAIL, PHONE), []),
        ("W9134", recovering(EMAIL, {**PHONE, "Priority": "1"}), [RECOVERY]),
        ("W9134", recovering(EMAIL, {**EMAIL, "Priority": 2}), [RECOVERY]),
        ("W9134", recovering(EMAIL, EMAIL), [RECOVERY, RECOVERY]),
        ("W9134", recovering(EMAIL, UNKNOWN), []),
        ("W9135", recovering(PHONE), [RECOVERY]),
        ("W9135", recovering(PHONE, **SMS), []),
        ("W9135", recovering(PHONE, **BY_TEXT), []),
        ("W9135", recovering(PHONE, **BY_EMAIL), [RECOVERY]),
        ("W9135", recovering(PHONE, EMAIL), []),
        ("E9102", {"UserPoolTags": {"a.b": "(a)"}}, ['UserPoolTags["a.b"]']),
        ("E9102", {"UserPoolTags": {"a": "a b/c"}}, []),
        (
            "E9147",
            {"UserPoolTier": "LITE", "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}},
            ["UserPoolAddOns.AdvancedSecurityMode"],
        ),
        (
            "E9147",
            {
                "UserPoolTier": "ESSENTIALS",
                "UserPoolAddOns": {"AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "ENFORCED"}},
            },
            ["UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode"],
        ),
        ("E9147", {"UserPoolTier": "LITE", "UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}}, []),
        ("E9148", {"UserPoolTier": "LITE", "Policies": {"PasswordPolicy": {"PasswordHistorySize": 0}}}, []),
        ("E9148", {"UserPoolTier": "LITE", "Policies": {"PasswordPolicy": {"PasswordHistorySize": "0"}}}, []),
        (
            "E9148",
            {"UserPoolTier": "LITE", "Policies": {"PasswordPolicy": {"PasswordHistorySize": 1}}},
            ["Policies.PasswordPolicy.PasswordHistorySize"],
        ),
        ("E9148", {"UserPoolTier": "LITE", "Policies": {"PasswordPolicy": {}}}, []),
    ],
)
def test_recovery_tags_and_plans(rule, example, places):
    """Ways of recovery differ and can be gone, tags are plain, and a plan has what is on."""
    assert paths(rule, example) == places


@pytest.mark.parametrize(
    ("mode", "custom", "is_told"),
    [
        ("OFF", "AUDIT", True),
        ("OFF", "ENFORCED", True),
        ("OFF", "OFF", False),
        ("AUDIT", "AUDIT", False),
        (None, "AUDIT", False),
    ],
)
def test_threat_protection_of_custom_sign_in(mode, custom, is_told):
    """Threat protection of custom sign-in builds on that of the standard one."""
    given = {"AdvancedSecurityMode": mode} if mode else {}
    add_ons = {**given, "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": custom}}
    path = "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode"
    assert paths("W9150", {"UserPoolAddOns": add_ons}) == [path] * is_told


@pytest.mark.parametrize(
    ("attribute", "policy", "steps"),
    [
        ("DeletionPolicy", "Snapshot", [("replace", "Retain")]),
        ("UpdateReplacePolicy", "RetainExceptOnCreate", [("replace", "Retain")]),
        ("UpdateReplacePolicy", "Snapshot", [("replace", "Retain")]),
        ("DeletionPolicy", "Keep", []),
        ("UpdateReplacePolicy", "Keep", []),
    ],
)
def test_policy_of_a_pool(attribute, policy, steps):
    """A policy that means to keep the pool becomes one that does, and one that means nothing is left to its writer."""
    example = {"Resources": {"Users": {"Properties": {}, attribute: policy}}}
    assert paths("E9103", example) == [attribute]
    assert last_steps("E9103", example) == steps
    for kept in ("Delete", "Retain"):
        assert paths("E9103", {"Resources": {"Users": {"Properties": {}, attribute: kept}}}) == []


@pytest.mark.parametrize(
    ("factors", "steps"),
    [(["PASSWORD", "SOFTWARE_TOKEN"], ["remove"]), (["SOFTWARE_TOKEN"], []), (["EMAIL_OTP", "SOFTWARE_TOKEN"], [])],
)
def test_authenticator_app_is_left_out(factors, steps):
    """A first factor is taken out where that leaves what a pool has to have."""
    assert last_steps("E9142", {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": factors}}}) == steps


@pytest.mark.parametrize(
    ("arn", "is_told"),
    [
        ({"Fn::Sub": "arn:aws:ses:eu-west-1:111122223333:identity/${Unknown}"}, False),
        ({"Fn::Sub": "arn:aws:ses:${Unknown}:111122223333:identity/example.com"}, True),
        ("example.com", False),
        (UNKNOWN, False),
    ],
)
def test_sender_of_a_domain(arn, is_told):
    """A sender is asked for where the identity surely is a domain."""
    example = {"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER", "SourceArn": arn}}
    assert [one.message for one in found("E9164", example)] == ["the identity is the domain example.com"] * is_told


@pytest.mark.parametrize("factor", ["EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"])
def test_factor_of_a_plan(factor):
    """Each first factor but the password belongs to a higher plan than LITE."""
    assert paths("E9140", first("PASSWORD", factor, UserPoolTier="LITE")) == [FACTORS]
    assert paths("E9140", first("PASSWORD", factor, UserPoolTier="PLUS")) == []


@pytest.mark.parametrize("alias", ["email", "preferred_username"])
def test_alias_that_is_required(alias):
    """A required preferred user name is wrong in a pool where it is an alias, whatever else is one."""
    example = {"AliasAttributes": [alias], **schema(attribute("preferred_username", Required=True))}
    assert paths("E9111", example) == ["Schema[0].Required"] * (alias == "preferred_username")


@pytest.mark.parametrize(
    ("rule", "value"), [("E9184", {"Ref": "Function"}), ("E9189", {"Fn::GetAtt": ["Queue", "Arn"]})]
)
@pytest.mark.parametrize("versioned", [True, False])
def test_where_a_function_is_named(rule, value, versioned):
    """A function of a trigger with a version is found inside of it."""
    trigger = {"CustomEmailSender": {**SENDER, "LambdaArn": value}} if versioned else {"PreSignUp": value}
    resources = {
        "Function": {"Type": "AWS::Lambda::Function"},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"LambdaConfig": trigger}},
    }
    path = "LambdaConfig.CustomEmailSender.LambdaArn" if versioned else "LambdaConfig.PreSignUp"
    assert paths(rule, {"Resources": resources}) == [path]


def test_what_custom_authentication_lacks():
    """The functions that are missing are named."""
    [one] = found("W9185", {"LambdaConfig": {"DefineAuthChallenge": FUNCTION.format("a")}})
    assert one.message == "custom authentication lacks CreateAuthChallenge and VerifyAuthChallengeResponse"


KEY = {"Fn::GetAtt": ["Key", "Arn"]}


@pytest.mark.parametrize(
    ("enabled", "is_told"), [(False, True), ("false", True), (True, False), ("true", False), (UNKNOWN, False)]
)
def test_key_that_is_not_enabled(enabled, is_told):
    """A key that is switched off is found wherever a pool names it."""
    for name, member in (("LambdaConfig", "KMSKeyID"), ("KeyConfiguration", "KmsKeyArn")):
        resources = {
            "Key": {"Type": "AWS::KMS::Key", "Properties": {"Enabled": enabled}},
            "Users": {"Properties": {name: {member: KEY}}},
        }
        assert paths("W9187", {"Resources": resources}) == [f"{name}.{member}"] * is_told


@pytest.mark.parametrize(
    ("pool", "key", "is_told"),
    [
        ("Retain", None, True),
        ("RetainExceptOnCreate", None, True),
        ("Retain", "Delete", True),
        ("Retain", "Retain", False),
        ("Retain", "RetainExceptOnCreate", False),
        ("Delete", None, False),
        (None, "Delete", False),
    ],
)
def test_key_that_goes_before_the_pool(pool, key, is_told):
    """The key of a pool that stays is to stay as well."""
    resources = {
        "Key": {"Type": "AWS::KMS::Key", **({"DeletionPolicy": key} if key else {})},
        "Users": {
            "Properties": {"KeyConfiguration": {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": KEY}},
            **({"DeletionPolicy": pool} if pool else {}),
        },
    }
    assert paths("W9188", {"Resources": resources}) == ["KeyConfiguration.KmsKeyArn"] * is_told


# Functions and the permission to call them


def calling(permission: Any, trigger: Any = None, **others: Any) -> dict[str, Any]:
    """A pool with a function of the template, and perhaps a permission."""
    given = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Function"},
        "Principal": "cognito-idp.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": ["Users", "Arn"]},
    }
    resources = {
        "Function": {"Type": "AWS::Lambda::Function"},
        "Other": {"Type": "AWS::Lambda::Function"},
        "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {"FunctionName": {"Ref": "Function"}, "Name": "live"}},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Users": {"Properties": {"LambdaConfig": trigger or {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}}},
        **others,
    }
    if permission is not None:
        resources["Permission"] = {"Type": "AWS::Lambda::Permission", "Properties": {**given, **permission}}
    return {"Resources": resources}


PLAIN = "LambdaConfig.PreSignUp"
NAMED = {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "check"}}
QUALIFIED = {"Fn::Sub": "${Function.Arn}:live"}


@pytest.mark.parametrize(
    ("example", "places"),
    [
        (calling(None), [PLAIN]),
        (calling({}), []),
        (calling({"FunctionName": {"Fn::GetAtt": ["Function", "Arn"]}}), []),
        (calling({"FunctionName": {"Ref": "Other"}}), [PLAIN]),
        (calling({"FunctionName": {"Ref": "Queue"}}), []),
        (calling({"FunctionName": UNKNOWN}), []),
        (calling({"FunctionName": {"Fn::Sub": "${Other}:live"}}), [PLAIN]),
        (calling({"FunctionName": {"Fn::Sub": "${Function}:live"}}), [PLAIN]),
        (calling({"FunctionName": {"Fn::Sub": "${Function}:live"}}, {"PreSignUp": QUALIFIED}), []),
        (calling({"FunctionName": {"Fn::Sub": "${Function}:live"}}, {"PreSignUp": {"Ref": "Alias"}}), []),
        (calling({"FunctionName": {"Fn::Sub": "${Function}${Unknown}"}}), []),
        (calling({"FunctionName": {"Fn::Sub": "arn:aws:lambda:eu-west-1:111122223333:function:${Function}"}}), []),
        (calling({"FunctionName": {"Ref": "Role"}}, Role={"Type": "AWS::IAM::Role"}), [PLAIN]),
        (calling({"FunctionName": "check"}), [PLAIN]),
        (calling({"FunctionName": "check"}, Function=NAMED), []),
        (calling({"FunctionName": "arn:aws:lambda:eu-west-1:111122223333:function:check"}, Function=NAMED), []),
        (calling({"FunctionName": "other"}, Function=NAMED), [PLAIN]),
        (calling({"FunctionName": "other"}, Function={**NAMED, "Properties": {"FunctionName": UNKNOWN}}), []),
        (calling({"Principal": "s3.amazonaws.com"}), [PLAIN]),
        (calling({"SourceArn": {"Fn::GetAtt": ["Queue", "Arn"]}}), []),
        (calling({"SourceArn": {"Fn::Sub": "arn:aws:cognito:eu-west-1:111122223333:userpool/${Users}"}}), [PLAIN]),
        (calling({"SourceArn": "arn:aws:cognito-*:eu-west-1:111122223333:userpool/*"}), []),
        (calling({"SourceArn": {"Fn::Sub": "arn:${AWS::Partition}:${Unknown}:eu-west-1:1:userpool/${Users}"}}), []),
        (calling(None, {"PreSignUp": {"Fn::GetAtt": ["Queue", "Arn"]}}), []),
        (calling(None, {"PreSignUp": {"Ref": "Alias"}}), [PLAIN]),
        (calling({"FunctionName": {"Ref": "Alias"}}, {"PreSignUp": {"Ref": "Alias"}}), []),
        (calling({"FunctionName": {"Ref": "Other"}}, {"PreSignUp": {"Ref": "Alias"}}), [PLAIN]),
        (
            calling(None, {"CustomEmailSender": {**SENDER, "LambdaArn": {"Fn::GetAtt": ["Function", "Arn"]}}}),
            ["LambdaConfig.CustomEmailSender.LambdaArn"],
        ),
        (calling(None, {"KMSKeyID": {"Fn::GetAtt": ["Function", "Arn"]}}), []),
        (calling(None, {"PreSignUp": FUNCTION.format("a")}), []),
        (
            calling(
                None,
                Nested={"Type": "AWS::CloudFormation::Stack", "Properties": {"Parameters": {"A": {"Ref": "Function"}}}},
            ),
            [],
        ),
        (
            calling(
                None, Maker={"Type": "Custom::Permission", "Properties": {"Arn": {"Fn::GetAtt": ["Function", "Arn"]}}}
            ),
            [],
        ),
        (calling(None, Maker={"Type": "Custom::Permission", "Properties": {"Arn": {"Ref": "Other"}}}), [PLAIN]),
    ],
)
def test_permission_of_a_function(example, places):
    """A function of the template has a permission of its own, or one that may be for it."""
    assert paths("W9186", example) + paths("E9178", example) == places


def test_whose_permission_it_is():
    """It is said whether no permission is for Cognito, or one is that is for another pool."""
    other = {"Others": {"Type": "AWS::Cognito::UserPool"}}
    example = calling({"SourceArn": {"Fn::GetAtt": ["Others", "Arn"]}}, **other)
    (one,) = (*found("W9186", example), *found("E9178", example))
    assert one.message.startswith("the permission of Function is for another SourceArn")
    (one,) = (*found("W9186", calling(None)), *found("E9178", calling(None)))
    assert one.message.startswith("no AWS::Lambda::Permission lets Cognito call Function")
    (one,) = (
        *found("W9186", calling({"Principal": "s3.amazonaws.com"})),
        *found("E9178", calling({"Principal": "s3.amazonaws.com"})),
    )
    assert one.message.startswith("no AWS::Lambda::Permission lets Cognito call Function")


PASSWORDS = "Policies.PasswordPolicy"


def password(**policy: Any) -> dict[str, Any]:
    """A pool with a password policy."""
    return {"Policies": {"PasswordPolicy": policy}}


@pytest.mark.parametrize(
    ("rule", "member", "kind"),
    [
        ("W9108", "RequireUppercase", "upper-case letter"),
        ("W9109", "RequireLowercase", "lower-case letter"),
        ("W9116", "RequireNumbers", "digit"),
        ("W9117", "RequireSymbols", "symbol"),
    ],
)
def test_what_a_password_needs(rule, member, kind):
    """It is said what a password may lack, left out or switched off."""
    for policy in ({"MinimumLength": 8}, {member: False}, {member: "false"}):
        says = [(one.path, one.message) for one in found(rule, password(**policy))]
        assert says == [(f"{PASSWORDS}.{member}", f"a password needs no {kind}")]
    for policy in ({member: True}, {member: "true"}, {member: UNKNOWN}):
        assert found(rule, password(**policy)) == []
    assert found(rule, {}) == []


@pytest.mark.parametrize(
    ("rule", "example", "steps"),
    [
        ("W9107", password(MinimumLength=8), None),
        ("W9107", password(MinimumLength="7"), [("replace", 8)]),
        ("W9107", password(MinimumLength="a"), None),
        ("W9118", password(TemporaryPasswordValidityDays=7), None),
        ("W9118", password(TemporaryPasswordValidityDays=8), [("replace", 7)]),
        ("W9118", password(TemporaryPasswordValidityDays="8"), [("replace", 7)]),
    ],
)
def test_numbers_of_a_password_policy(rule, example, steps):
    """A number out of its bounds is set to the bound."""
    assert last_steps(rule, example) == (steps or [])
    assert len(found(rule, example)) == (steps is not None)


OLD_VALIDITY = {"AdminCreateUserConfig": {"UnusedAccountValidityDays": 30}}


def test_temporary_password_by_its_older_name():
    """A policy is not patched where the older name of its validity stands beside it, which Cognito refuses."""
    for rule, example in (("W9118", password(TemporaryPasswordValidityDays=30)), ("W9136", {})):
        assert len(last_steps(rule, example)) == 1
        assert last_steps(rule, {**example, **OLD_VALIDITY}) == []
        assert len(found(rule, {**example, **OLD_VALIDITY})) == 1
