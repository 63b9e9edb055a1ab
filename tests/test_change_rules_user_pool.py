"""What changes of a user pool's functions, plan, text messages, schema and factors do, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from change_pairs import alarms, resource, told_of

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.comparing.engine import all_change_rules

RULES = {rule.id: rule for rule in all_change_rules()}
FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:{}"
UNKNOWN = {"Ref": "Unknown"}
BREAKS, RESET = ("sign-in-breaks", "warning"), ("reset", "warning")


def told(rule: str, old: dict[str, Any], new: dict[str, Any], **others: Any) -> list[tuple[str, str]]:
    """Path and message of what a rule says of a pool that changes, beside others that stay."""
    return [(path, message) for path, message, _ in told_of(rule, "UserPool", old, new, **others)]


def paths(rule: str, old: dict[str, Any], new: dict[str, Any], **others: Any) -> list[str]:
    """Where a rule says something of a pool that changes."""
    return [path for path, _ in told(rule, old, new, **others)]


def web(*flows: Any, of: str = "Subject") -> dict[str, Any]:
    """A client of a pool, with its flows if there are any."""
    given = {"ExplicitAuthFlows": list(flows)} if flows else {}
    return resource("UserPoolClient", UserPoolId={"Ref": of}, **given)


CHALLENGES = {
    name: FUNCTION.format(name)
    for name in ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")
}


@pytest.mark.parametrize(
    ("clients", "is_told"),
    [
        ({}, True),
        ({"Web": web()}, True),
        ({"Web": web("ALLOW_CUSTOM_AUTH")}, True),
        ({"Web": web("CUSTOM_AUTH_FLOW_ONLY")}, True),
        ({"Web": web("ALLOW_USER_SRP_AUTH")}, False),
        ({"Web": web(UNKNOWN)}, True),
        ({"Web": web("ALLOW_USER_SRP_AUTH"), "Phone": web("ALLOW_CUSTOM_AUTH")}, True),
        ({"Web": web("ALLOW_USER_SRP_AUTH"), "Phone": web("ALLOW_CUSTOM_AUTH", of="Others")}, False),
        ({"Web": web("ALLOW_USER_SRP_AUTH", of="Others")}, True),
    ],
)
def test_functions_of_custom_sign_in(clients, is_told):
    """The functions of custom sign-in are missed where a client of the pool, here or elsewhere, may sign users in so."""
    others = {"Others": resource("UserPool"), **clients}
    expected = [f"LambdaConfig.{name}" for name in CHALLENGES] if is_told else []
    assert sorted(paths("C9170", {"LambdaConfig": CHALLENGES}, {}, **others)) == sorted(expected)


def test_one_function_of_custom_sign_in():
    """The one function that goes is named, and none where all stay."""
    kept = {name: arn for name, arn in CHALLENGES.items() if name != "CreateAuthChallenge"}
    assert paths("C9170", {"LambdaConfig": CHALLENGES}, {"LambdaConfig": kept}) == ["LambdaConfig.CreateAuthChallenge"]
    other = {**CHALLENGES, "PostConfirmation": FUNCTION.format("hello")}
    assert paths("C9170", {"LambdaConfig": CHALLENGES}, {"LambdaConfig": other}, Web=web("ALLOW_CUSTOM_AUTH")) == []


def tokens(version: Any = None, *, plain: bool = False) -> dict[str, Any]:
    """A function before tokens, by either property."""
    newer = {"LambdaArn": FUNCTION.format("tokens"), **({"LambdaVersion": version} if version else {})}
    old = {"PreTokenGeneration": FUNCTION.format("tokens")} if plain else {}
    return {"LambdaConfig": {**old, **({"PreTokenGenerationConfig": newer} if version or not plain else {})}}


NEWER, OLDER = "LambdaConfig.PreTokenGenerationConfig", "LambdaConfig.PreTokenGeneration"


@pytest.mark.parametrize(
    ("before", "after", "places", "lost"),
    [
        (tokens("V2_0"), {}, [NEWER], "APIs that ask for others refuse"),
        (tokens(plain=True), {}, [OLDER], "APIs that ask for others refuse"),
        (tokens("V1_0", plain=True), {}, [OLDER, NEWER], "APIs that ask for others refuse"),
        ({}, tokens("V2_0"), [], ""),
        (tokens("V1_0", plain=True), tokens(plain=True), [], ""),
        (tokens("V2_0"), tokens("V1_0"), [f"{NEWER}.LambdaVersion"], "to access tokens"),
        (tokens("V3_0"), tokens("V1_0"), [f"{NEWER}.LambdaVersion"], "to access tokens"),
        (tokens("V3_0"), tokens("V2_0"), [f"{NEWER}.LambdaVersion"], "to tokens of machines"),
        (tokens("V2_0"), tokens(), [f"{NEWER}.LambdaVersion"], "to access tokens"),
        (tokens("V2_0"), tokens("V3_0"), [], ""),
        (tokens("V1_0"), tokens(), [], ""),
        (tokens("V2_0"), tokens(UNKNOWN), [], ""),
        (tokens("V4_0"), tokens("V1_0"), [], ""),
    ],
)
def test_claims_of_tokens(before, after, places, lost):
    """Tokens lose claims with their function, or with an older version of its event."""
    found = told("C9172", before, after)
    assert [path for path, _ in found] == places
    assert all(lost in message for _, message in found)


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        (tokens(plain=True), tokens("V1_0"), [OLDER]),
        (tokens("V1_0"), tokens(plain=True), [NEWER]),
        (tokens(plain=True), tokens("V1_0", plain=True), []),
        (tokens(plain=True), {}, []),
    ],
)
def test_property_of_the_function_before_tokens(before, after, places):
    """The function before tokens may be named by the other property, and the one that goes is told."""
    assert paths("C9173", before, after) == places


def test_key_of_senders():
    """The key goes with the functions that send, and is missed by those that stay."""
    key = {"KMSKeyID": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}
    for name in ("CustomEmailSender", "CustomSMSSender"):
        sender = {name: {"LambdaArn": FUNCTION.format("send"), "LambdaVersion": "V1_0"}}
        both = {"LambdaConfig": {**key, **sender}}
        assert paths("C9175", both, {"LambdaConfig": sender}) == []
        assert paths("C9175", both, {}) == ["LambdaConfig.KMSKeyID"]


def test_permission_of_a_function():
    """A function that may not be called any more is told, and one that is new without a permission is not this rule's."""
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "index.handler"}}
    call = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Ref": "Function"},
        "Principal": "cognito-idp.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": ["Users", "Arn"]},
    }
    permission = {"Type": "AWS::Lambda::Permission", "Properties": call}
    pool = resource("UserPool", LambdaConfig={"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}})
    old = {"Function": function, "Users": pool, "Permission": permission}
    assert alarms(old, {"Function": function, "Users": pool}) == [("C9176", *BREAKS)]
    fresh = {"Function": function, "Users": resource("UserPool")}
    assert "C9176" not in {rule for rule, _, _ in alarms(fresh, {"Function": function, "Users": pool})}


# The plan

ENFORCED = {"UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}
CUSTOM = {
    "UserPoolAddOns": {"AdvancedSecurityMode": "OFF", "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "AUDIT"}}
}


def of_pool(kind: str, pool: str = "Subject", **properties: Any) -> dict[str, Any]:
    """A resource of a pool."""
    return resource(kind, UserPoolId={"Ref": pool}, **properties)


LOGS = {
    "LogConfigurations": [
        {"EventSource": "userAuthEvents", "LogLevel": "INFO", "S3Configuration": {"BucketArn": "arn:aws:s3:::a"}}
    ]
}
REFRESH = "ALLOW_REFRESH_TOKEN_AUTH"
PLUS, LITE = {"UserPoolTier": "PLUS"}, {"UserPoolTier": "LITE"}
ESSENTIALS = {"UserPoolTier": "ESSENTIALS"}


@pytest.mark.parametrize(
    ("rule", "kind", "given", "words"),
    [
        ("C9160", "LogDeliveryConfiguration", LOGS, "Member delivers user activity (userAuthEvents)"),
        (
            "C9161",
            "UserPoolDomain",
            {"Domain": "shop", "ManagedLoginVersion": 2},
            "Member has managed login (version 2)",
        ),
        (
            "C9161",
            "UserPoolClient",
            {"ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]},
            "Member has choice-based sign-in (ALLOW_USER_AUTH)",
        ),
    ],
)
def test_plan_that_others_need(rule, kind, given, words):
    """A lower plan is told with what stands beside the pool and needs the higher one, be it of this pool and there before."""
    higher, lower = ({**PLUS, **ENFORCED}, {**LITE, **ENFORCED}) if rule == "C9160" else (ESSENTIALS, LITE)
    (found,) = told(rule, higher, lower, Member=of_pool(kind, **given))
    assert found[0] == "UserPoolTier"
    assert words in found[1]
    others = {"Others": resource("UserPool"), "Member": of_pool(kind, "Others", **given)}
    assert all(words not in message for _, message in told(rule, higher, lower, **others))
    elsewhere = resource(kind, UserPoolId="eu-west-1_Example", **given)
    assert all(words not in message for _, message in told(rule, higher, lower, Member=elsewhere))


def test_plans_of_two_pools():
    """A pool is told of what is its own and was there before, when two pools go to a lower plan at once."""
    client = {"ExplicitAuthFlows": ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]}
    old, new = (
        {name: resource("UserPool", UserPoolName=name, **tier) for name in ("Users", "Others")}
        for tier in (ESSENTIALS, LITE)
    )
    member = {"Member": of_pool("UserPoolClient", "Others", **client)}
    fresh = {"Fresh": of_pool("UserPoolClient", "Users", **client)}
    before, after = {"Resources": {**old, **member}}, {"Resources": {**new, **member, **fresh}}
    found = [one for one in compare(before, after, in_place=True).changes if one.rule == "C9161"]
    assert [one.resource for one in found] == ["Others"]


def test_plan_that_stays():
    """What needs a higher plan is told at its own place where the plan stays what it is."""
    on = {**LITE, "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}}
    assert paths("C9160", LITE, {**LITE, "LambdaConfig": tokens("V2_0")["LambdaConfig"]}) == [f"{NEWER}.LambdaVersion"]
    assert told("C9160", LITE, on)
    assert told("C9161", {**LITE, "UserPoolName": "a"}, {**LITE, "UserPoolName": "b"}) == []
    pools = {"Users": resource("UserPool", **LITE)}
    old, new = (
        {"Resources": {**pools, "Member": of_pool("UserPoolClient", "Users", ExplicitAuthFlows=[flow, REFRESH])}}
        for flow in ("ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH")
    )
    assert "C9161" not in {one.rule for one in compare(old, new, in_place=True).changes}
    assert told("C9163", LITE, ESSENTIALS) == []


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ({**PLUS, **ENFORCED}, ENFORCED, True),
        ({**PLUS, **CUSTOM}, CUSTOM, True),
        (PLUS, {"UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}}, False),
        ({**ESSENTIALS, **ENFORCED}, ENFORCED, False),
        ({**PLUS, **ENFORCED}, {**PLUS, **ENFORCED, "UserPoolName": "shop"}, False),
    ],
)
def test_plan_that_is_left_out_under_protection(before, after, is_told):
    """The plan is missed where threat protection of either kind stays on."""
    assert paths("C9162", before, after) == ["UserPoolTier"] * is_told


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (LITE, "not LITE: each user costs more"),
        (PLUS, "not PLUS: what only Plus has is gone"),
        (ESSENTIALS, None),
        ({}, None),
    ],
)
def test_plan_that_is_left_out(before, words):
    """A pool whose plan is left out is on Essentials, and it is said what that changes."""
    found = told("C9163", before, {"UserPoolName": "shop"})
    assert [(path, message.endswith(words)) for path, message in found] == [("UserPoolTier", True)] * (
        words is not None
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("ENFORCED", "AUDIT", "only noted, no longer ENFORCED"),
        ("ENFORCED", "OFF", "not even noted, no longer ENFORCED"),
        ("ENFORCED", None, "not even noted, no longer ENFORCED"),
        ("AUDIT", "OFF", "not even noted, no longer AUDIT"),
        ("OFF", "AUDIT", None),
        ("OFF", None, None),
        ("ENFORCED", UNKNOWN, None),
    ],
)
def test_threat_protection(before, after, words):
    """Threat protection that stops less is told for standard and for custom sign-in."""
    for path in ("AdvancedSecurityMode", "AdvancedSecurityAdditionalFlows.CustomAuthMode"):
        sides = []
        for mode in (before, after):
            name, _, inner = path.partition(".")
            given = {} if mode is None else {name: {inner: mode} if inner else mode}
            sides.append({**PLUS, "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED", **given} if inner else given})
        found = told("C9164", *sides)
        assert [one for one, _ in found] == ([f"UserPoolAddOns.{path}"] if words else [])
        assert all(words in message for _, message in found)


@pytest.mark.parametrize(
    ("policy", "is_told"),
    [
        ({"MinimumLength": 8}, False),
        ({"MinimumLength": "8", "TemporaryPasswordValidityDays": 7, "PasswordHistorySize": 0}, False),
        ({"MinimumLength": 9}, True),
        ({"TemporaryPasswordValidityDays": 8}, True),
        ({"PasswordHistorySize": 1}, True),
        ({"RequireSymbols": True}, True),
        (UNKNOWN, False),
    ],
)
def test_password_policy_that_is_left_out(policy, is_told):
    """A policy is missed where it said something else than Cognito does by itself."""
    found = paths("C9165", {"Policies": {"PasswordPolicy": policy}}, {})
    assert found == ["Policies.PasswordPolicy"] * is_told


# Text messages


def sending(wanted: Any, *, trusted: bool = True) -> dict[str, Any]:
    """A role that asks for an external id, and trusts Cognito or not."""
    service = "cognito-idp.amazonaws.com" if trusted else "lambda.amazonaws.com"
    condition = {"Condition": {"StringEquals": {"sts:ExternalId": wanted}}} if wanted else {}
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole", **condition}
    allow = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [{"PolicyName": "send", "PolicyDocument": {"Version": "2012-10-17", "Statement": [allow]}}],
        },
    }


def texting(external_id: Any, **others: Any) -> dict[str, Any]:
    """A pool that sends through the role."""
    given = {"ExternalId": external_id} if external_id else {}
    return resource("UserPool", SmsConfiguration={"SnsCallerArn": {"Fn::GetAtt": ["Role", "Arn"]}, **given}, **others)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        (("a", sending("a")), ("b", sending("a")), ["C9151"]),
        (("a", sending("a")), ("a", sending("b")), ["C9152"]),
        (("a", sending("a")), ("b", sending("b")), ["C9153"]),
        (("a", sending("a")), ("b", sending(["a", "b"])), ["C9153"]),
        (("a", sending(["a", "b"])), ("b", sending(["a", "b"])), []),
        (("a", sending(["a", "b"])), ("b", sending("b")), []),
        (("a", sending("b")), ("c", sending("b")), []),
        (("a", sending("b")), ("a", sending("c")), []),
        (("a", sending("a")), ("a", sending("a", trusted=False)), ["C9152"]),
        (("a", sending("a")), ("b", sending("b", trusted=False)), ["C9151"]),
        (("a", sending("a")), ("", sending("a")), ["C9151"]),
        (("a", sending("a")), (UNKNOWN, sending("a")), []),
        (("a", sending("a")), ("a", sending(UNKNOWN)), []),
        (("a", sending(None)), ("b", sending(None)), []),
        (("a", sending("a")), (None, sending("a")), ["C9151"]),
        (("a", sending("a")), ("a", sending("a")), []),
    ],
)
def test_external_id(before, after, rules):
    """Pool and role agree about the external id, and it is told on which side that ends, or that both change at once."""
    old, new = ({"Users": texting(given), "Role": role} for given, role in (before, after))
    if before == after:
        new["Users"] = texting(after[0], UserPoolName="shop")
    assert sorted({rule for rule, _, _ in alarms(old, new)} & {"C9151", "C9152", "C9153"}) == rules


def by_eums(external_id: str, role: str = "Role") -> dict[str, Any]:
    """A pool that sends through End User Messaging and a role."""
    caller = {"Fn::GetAtt": [role, "Arn"]}
    sms = {"CallerArn": caller, "ExternalId": external_id, "OriginationIdentity": "Shop"}
    return resource("UserPool", SmsConfiguration={"EumsSms": sms})


def test_external_id_of_end_user_messaging():
    """What holds for Amazon SNS holds for End User Messaging, and shows the id that the pool gives."""
    path = "SmsConfiguration.EumsSms.ExternalId"
    for before, after, rule, shown in (
        (("a", sending("a")), ("a", sending("b")), "C9152", ("a", "a")),
        (("a", sending("a")), ("b", sending("b")), "C9153", ("a", "b")),
    ):
        old, new = ({"Resources": {"Users": by_eums(given), "Role": role}} for given, role in (before, after))
        [one] = [one for one in compare(old, new, in_place=True).changes if one.rule == rule]
        assert (one.path, one.old, one.new) == (path, *shown)


def test_role_that_may_not_send_any_more():
    """A role that loses what sending by End User Messaging takes is told."""
    old, new = (sending("a"), sending("a"))
    [policy] = old["Properties"]["Policies"]
    policy["PolicyDocument"]["Statement"][0]["Action"] = "sms-voice:SendTextMessage"
    users = by_eums("a")
    assert ("C9154", *BREAKS) in alarms({"Users": users, "Role": old}, {"Users": users, "Role": new})


def test_external_id_with_another_role():
    """An external id that comes with another role waits for no change of a role that is in effect."""
    old = {"Users": by_eums("a"), "Role": sending("a")}
    new = {"Users": by_eums("b", "Fresh"), "Fresh": sending("b")}
    found = {one.rule for one in compare({"Resources": old}, {"Resources": new}, in_place=True).changes}
    assert "C9153" not in found


# The schema and the factors

TENANT = {"Name": "tenant", "AttributeDataType": "String", "Mutable": True}
UNIT, EMAIL = {**TENANT, "Name": "unit"}, {**TENANT, "Name": "email", "Required": True}


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ([TENANT], [UNIT], [("C9110", "Schema[0]"), ("C9116", "Schema[0]")]),
        ([TENANT, UNIT], [UNIT], [("C9110", "Schema[0]")]),
        ([TENANT, EMAIL], [TENANT], [("C9112", "Schema[1]")]),
        ([TENANT], [TENANT, EMAIL], [("C9112", "Schema[1]")]),
        ([TENANT], [TENANT, UNIT], [("C9116", "Schema[1]")]),
        ([TENANT], UNKNOWN, []),
        (UNKNOWN, [TENANT], []),
        ([TENANT], [UNKNOWN], []),
        ([UNKNOWN], [TENANT], []),
        ([TENANT, UNIT], [TENANT, UNKNOWN], []),
        ([TENANT, UNKNOWN], [TENANT, UNIT], []),
        ([TENANT], None, [("C9114", "Schema")]),
        ([TENANT, EMAIL], None, [("C9114", "Schema")]),
        ([EMAIL], [{**EMAIL, "DeveloperOnlyAttribute": False}], []),
        (
            [{"Name": "email", "Required": True, "Mutable": True}],
            [EMAIL],
            [("C9115", "Schema")],
        ),
        (
            [TENANT],
            [{**TENANT, "StringAttributeConstraints": {"MinLength": "9", "MaxLength": "1"}}, UNIT],
            [("C9111", "Schema[0]"), ("C9116", "Schema[1]")],
        ),
        (None, [TENANT], [("C9116", "Schema[0]")]),
        (None, [EMAIL], [("C9112", "Schema[0]")]),
    ],
)
def test_schema(before, after, rules):
    """An attribute that goes or comes is told as far as all names of the other side are known."""
    old, new = ({"Schema": given} if given else {} for given in (before, after))
    assert (
        sorted((rule, path) for rule in sorted(RULES) if rule.startswith("C911") for path in paths(rule, old, new))
        == rules
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([EMAIL], [TENANT], "email is left out"),
        ([TENANT], [EMAIL], "email is added"),
        ([EMAIL], [{**EMAIL, "Required": False}], "email would have another Required"),
    ],
)
def test_standard_attribute(before, after, words):
    """It is said what becomes of a standard attribute, with how it was and how it would be."""
    found = compare(*({"Resources": {"Users": resource("UserPool", Schema=given)}} for given in (before, after)))
    [one] = [one for one in found.changes if one.rule == "C9112"]
    assert words in one.message
    shown = [given and given["Name"] for given in (one.old, one.new)]
    assert shown == [None if given == [TENANT] else "email" for given in (before, after)]


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ([UNIT], "is renamed to unit"),
        ([{**UNIT, "Mutable": False}], "is left out"),
        ([UNIT, {**UNIT, "Name": "team"}], "is left out"),
    ],
)
def test_attribute_that_is_renamed(added, words):
    """An attribute is said to be renamed where one that is new has all its traits."""
    ((_, message),) = told("C9110", {"Schema": [TENANT]}, {"Schema": added})
    assert words in message


def first(*factors: Any) -> dict[str, Any]:
    """A pool with first factors."""
    return {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": list(factors)}}}


FACTORS = "Policies.SignInPolicy.AllowedFirstAuthFactors"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (first("PASSWORD", "WEB_AUTHN"), first("PASSWORD"), "a passkey"),
        (first("PASSWORD", "WEB_AUTHN"), {}, "a passkey"),
        ({}, first("WEB_AUTHN"), "a password"),
        ({}, first("PASSWORD"), None),
        (first("PASSWORD", "EMAIL_OTP", "SMS_OTP"), first("PASSWORD"), "a code by e-mail, a code by text message"),
        (first("PASSWORD", UNKNOWN), first("PASSWORD"), None),
        (first("PASSWORD", "WEB_AUTHN"), first("PASSWORD", UNKNOWN), None),
        (first("PASSWORD", "WEB_AUTHN"), first(UNKNOWN), None),
    ],
)
def test_first_factor_that_goes(before, after, words):
    """A first factor that goes is named, as far as all factors are known."""
    found = told("C9180", before, after)
    assert [(path, f"nothing but {words} can't" in message) for path, message in found] == [(FACTORS, True)] * bool(
        words
    )


def party(name: Any = None, *factors: Any) -> dict[str, Any]:
    """A pool with passkeys for a name."""
    return {**first(*(factors or ("PASSWORD", "WEB_AUTHN"))), **({"WebAuthnRelyingPartyID": name} if name else {})}


def domain(name: Any, pool: str = "Subject") -> dict[str, Any]:
    """A domain of a pool."""
    return of_pool("UserPoolDomain", pool, Domain=name)


OWN = {"Domain": domain("auth.example.com")}


@pytest.mark.parametrize(
    ("before", "after", "others", "words"),
    [
        ("auth.example.com", "example.com", {}, "for auth.example.com, and of no use for example.com"),
        (
            "auth.example.com",
            None,
            {},
            "for auth.example.com, and of no use for the domain that Cognito takes by itself",
        ),
        (None, "example.com", {}, None),
        (None, "example.com", OWN, "for the pool's own domain, and of no use for example.com"),
        (None, "auth.example.com", OWN, None),
        (None, "example.com", {"Domain": domain("shop")}, None),
        (None, "example.com", {"Domain": domain("auth.example.com", "Others")}, None),
        (None, "example.com", {"Domain": domain({"Fn::Sub": "auth.${Unknown}"})}, None),
        ("auth.example.com", UNKNOWN, {}, None),
        ("auth.example.com", "auth.example.com", OWN, None),
    ],
)
def test_name_that_passkeys_are_for(before, after, others, words):
    """Passkeys are of no use under another name than the one given, or than the pool's own domain."""
    beside = {"Others": resource("UserPool"), **others}
    found = told("C9182", party(before), {**party(after), "UserPoolName": "shop"}, **beside)
    assert [(path, words in message) for path, message in found] == [("WebAuthnRelyingPartyID", True)] * bool(words)
    if words:
        assert told("C9182", party(before), party(after, "PASSWORD"), **beside) == []


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ("MULTI_FACTOR_WITH_USER_VERIFICATION", "SINGLE_FACTOR", True),
        ("MULTI_FACTOR_WITH_USER_VERIFICATION", None, True),
        ("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION", False),
        ("SINGLE_FACTOR", None, False),
    ],
)
def test_passkeys_that_count_once(before, after, is_told):
    """A passkey that no longer counts as two factors is told, the default written out or not."""
    sides = [{**party(), **({"WebAuthnFactorConfiguration": mode} if mode else {})} for mode in (before, after)]
    assert paths("C9183", *sides) == ["WebAuthnFactorConfiguration"] * is_told


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [("preferred", "required", True), (None, "required", True), ("required", None, False), (None, "preferred", False)],
)
def test_passkeys_that_have_to_verify(before, after, is_told):
    """Verification that becomes required is told, the default written out or not."""
    sides = [{**party(), **({"WebAuthnUserVerification": mode} if mode else {})} for mode in (before, after)]
    assert paths("C9184", *sides) == ["WebAuthnUserVerification"] * is_told


def mfa(mode: str | None, *factors: str) -> dict[str, Any]:
    """A pool with second factors."""
    sms = {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::111122223333:role/sms", "ExternalId": "a"}}
    return {
        **(sms if "SMS_MFA" in factors else {}),
        **({"MfaConfiguration": mode} if mode else {}),
        **({"EnabledMfas": list(factors)} if factors else {}),
    }


APP, TEXT = "SOFTWARE_TOKEN_MFA", "SMS_MFA"


@pytest.mark.parametrize(
    ("rule", "before", "after", "places"),
    [
        ("C9120", mfa(None), mfa("ON", APP), ["MfaConfiguration"]),
        ("C9120", mfa("OPTIONAL", APP), mfa("ON", APP), ["MfaConfiguration"]),
        ("C9120", mfa("ON", APP), mfa("ON", APP, TEXT), []),
        ("C9120", {"MfaConfiguration": UNKNOWN}, mfa("ON", APP), []),
        ("C9123", mfa("ON", APP), mfa(None), ["MfaConfiguration", "EnabledMfas"]),
        ("C9123", mfa("OPTIONAL", APP), mfa("OFF"), ["MfaConfiguration", "EnabledMfas"]),
        ("C9123", mfa("OPTIONAL"), mfa("OFF"), ["MfaConfiguration"]),
        ("C9123", mfa("ON", APP), mfa("OFF", APP), ["MfaConfiguration"]),
        ("C9123", mfa("OFF"), mfa(None), []),
        ("C9122", mfa("ON", APP), mfa("ON"), []),
        ("C9122", mfa("OPTIONAL", APP, TEXT), {**mfa("OPTIONAL", APP, TEXT), "EnabledMfas": None}, ["EnabledMfas"]),
        ("C9122", mfa("OFF"), {**mfa("OPTIONAL", TEXT), "EnabledMfas": None}, []),
        ("C9124", mfa("OPTIONAL", APP, TEXT), mfa("OPTIONAL", TEXT), ["EnabledMfas"]),
        ("C9124", mfa("OFF", APP, TEXT), mfa("OFF", TEXT), []),
        ("C9124", mfa("ON", APP, TEXT), mfa(None, TEXT), []),
        ("C9124", mfa("ON", APP), mfa("ON"), []),
    ],
)
def test_second_factors(rule, before, after, places):
    """Second factors become mandatory, are switched off, left out or taken away."""
    assert paths(rule, before, after) == places


@pytest.mark.parametrize(
    ("mode", "words"),
    [("ON", "can't sign in, until"), ("OPTIONAL", "sign in without a second factor, or can't, until")],
)
def test_what_becomes_of_users_without_their_factor(mode, words):
    """Users whose factor goes can't sign in where one is mandatory."""
    ((_, message),) = told("C9124", mfa(mode, APP, TEXT), mfa(mode, TEXT))
    assert f"is an authenticator app {words} they have set up another" in message


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ({"AliasAttributes": ["email"]}, "AliasAttributes"),
        ({"UsernameAttributes": ["email"]}, "UsernameAttributes"),
        ({"UsernameConfiguration": {"CaseSensitive": False}}, "UsernameConfiguration.CaseSensitive"),
    ],
)
def test_what_users_sign_in_with(before, path):
    """What users sign in with is told under its own name."""
    assert paths("C9101", before, {}) == [path]


def test_key_that_is_given_up():
    """A key of one's own is given up where its configuration says so, or goes."""
    key = {
        "KeyType": "CUSTOMER_MANAGED_KEY",
        "KmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    }
    for after in ({}, {"KeyConfiguration": {"KeyType": "AWS_OWNED_KEY"}}):
        assert paths("C9103", {"KeyConfiguration": key}, after) == ["KeyConfiguration"]
    assert paths("C9103", {}, {"KeyConfiguration": {"KeyType": "AWS_OWNED_KEY"}}) == []


SIGN_UP = {"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False}}


def test_users_who_stay_unconfirmed():
    """Users who are confirmed by a contact or a function no more are told where that is."""
    verified, trigger = (
        {"AutoVerifiedAttributes": ["email"]},
        {"LambdaConfig": {"PreSignUp": FUNCTION.format("confirm")}},
    )
    assert paths("C9132", {**SIGN_UP, **verified}, SIGN_UP) == ["AutoVerifiedAttributes"]
    assert paths("C9132", {**SIGN_UP, **trigger}, SIGN_UP) == ["LambdaConfig.PreSignUp"]
    assert paths("C9132", {"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True}}, SIGN_UP) == []


def test_alias_that_is_never_verified():
    """Users with an alias that is verified no more are told so, not that they stay unconfirmed."""
    alias = {"AliasAttributes": ["email", "phone_number"]}
    before, after = ({**alias, "AutoVerifiedAttributes": kept} for kept in (["email", "phone_number"], ["email"]))
    messages = [message for _, message in told("C9132", before, after)]
    assert messages == ["new users can't sign in with an alias that is never verified"]
