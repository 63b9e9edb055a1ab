"""The in-process AWS that examples and tests deploy to: what it refuses, what it accepts, and that users sign in."""

from __future__ import annotations

import json

import pytest
from in_process_aws import StackFailed, in_process_aws
from troposphere import GetAtt, Output, Ref, Template, cognito

pytestmark = pytest.mark.one_python

PASSWORD = "Correct-horse-1"
ANN = "ann@example.com"


@pytest.fixture
def aws():
    """An empty account."""
    with in_process_aws() as account:
        yield account


def pool(**properties):
    return {"Type": "AWS::Cognito::UserPool", "Properties": properties}


def of_pool(kind, **properties):
    """A resource of the type that belongs to the pool "Users"."""
    return {"Type": f"AWS::Cognito::{kind}", "Properties": {**properties, "UserPoolId": {"Ref": "Users"}}}


def template(**resources):
    return {"Resources": resources}


def users(**properties):
    """A template with one pool."""
    return template(Users=pool(**properties))


def sms_role(external_id="abc", service="cognito-idp.amazonaws.com", action="sns:Publish", resource="*", **condition):
    allowed = {"Effect": "Allow", "Action": action, "Resource": resource}
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sts:AssumeRole",
        "Condition": condition or {"StringEquals": {"sts:ExternalId": external_id}},
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [{"PolicyName": "sms", "PolicyDocument": {"Version": "2012-10-17", "Statement": [allowed]}}],
        },
    }


def with_role(role, external_id="abc", **properties):
    """A template with a pool and the role that sends its text messages."""
    sms = {"SnsCallerArn": {"Fn::GetAtt": ["SmsRole", "Arn"]}, "ExternalId": external_id or {"Ref": "AWS::NoValue"}}
    return template(Users=pool(SmsConfiguration=sms, **properties), SmsRole=role)


SMS = {"SnsCallerArn": "arn:aws:iam::123456789012:role/of-another-stack", "ExternalId": "abc"}

SIGN_IN = template(
    Users=pool(UsernameAttributes=["email"], AutoVerifiedAttributes=["email"]),
    Web=of_pool("UserPoolClient", ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]),
)


def sign_up(aws, stack):
    cognito_idp = aws.client("cognito-idp")
    client_id = stack.physical_id("Web")
    cognito_idp.sign_up(ClientId=client_id, Username=ANN, Password=PASSWORD)
    cognito_idp.confirm_sign_up(ClientId=client_id, Username=ANN, ConfirmationCode="123456")


def sign_in(aws, stack, password=PASSWORD):
    answer = aws.client("cognito-idp").initiate_auth(
        ClientId=stack.physical_id("Web"),
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": ANN, "PASSWORD": password},
    )
    return answer["AuthenticationResult"]


# --- End to end -------------------------------------------------------------------------------------------------------


def test_a_user_signs_up_confirms_and_signs_in(aws):
    """A raw troposphere template deploys, and its pool gives tokens for the right password alone."""
    raw = Template()
    raw_pool = raw.add_resource(cognito.UserPool("Users", UsernameAttributes=["email"]))
    raw.add_resource(
        cognito.UserPoolClient("Web", UserPoolId=Ref(raw_pool), ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"])
    )
    raw.add_output(Output("UserPoolId", Value=Ref(raw_pool)))
    raw.add_output(Output("Arn", Value=GetAtt(raw_pool, "Arn")))

    stack = aws.deploy("users", raw.to_json())

    assert stack.outputs["UserPoolId"] == stack.physical_id("Users")
    assert stack.outputs["Arn"].endswith(f":userpool/{stack.physical_id('Users')}")
    client = aws.client("cognito-idp")
    client.sign_up(ClientId=stack.physical_id("Web"), Username=ANN, Password=PASSWORD)
    with pytest.raises(client.exceptions.UserNotConfirmedException):
        sign_in(aws, stack)
    client.admin_confirm_sign_up(UserPoolId=stack.physical_id("Users"), Username=ANN)
    assert {"IdToken", "AccessToken", "RefreshToken"} <= sign_in(aws, stack).keys()
    with pytest.raises(client.exceptions.NotAuthorizedException):
        sign_in(aws, stack, password="wrong")


def test_an_update_in_place_keeps_the_users(aws):
    """After a change of settings the pool is the same one, and its users still sign in by e-mail."""
    stack = aws.deploy("users", SIGN_IN)
    sign_up(aws, stack)
    renamed = template(
        Users=pool(UsernameAttributes=["email"], AutoVerifiedAttributes=["email"], UserPoolName="renamed"),
        Web=SIGN_IN["Resources"]["Web"],
    )

    updated = aws.update("users", renamed)

    assert updated.physical_ids == stack.physical_ids
    assert "AccessToken" in sign_in(aws, updated)
    described = aws.client("cognito-idp").describe_user_pool(UserPoolId=updated.physical_id("Users"))
    assert described["UserPool"]["Name"] == "renamed"


def test_a_new_logical_id_loses_the_users(aws):
    """A pool under another logical id is another, empty pool, and the old one is gone."""
    stack = aws.deploy("users", SIGN_IN)
    sign_up(aws, stack)
    text = json.dumps(SIGN_IN).replace('"Users"', '"Customers"')

    updated = aws.update("users", text)

    client = aws.client("cognito-idp")
    assert client.list_users(UserPoolId=updated.physical_id("Customers"))["Users"] == []
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_user_pool(UserPoolId=stack.physical_id("Users"))
    with pytest.raises(client.exceptions.UserNotFoundException):
        sign_in(aws, updated)


# --- What Cognito makes of a new pool ---------------------------------------------------------------------------------

EMAIL_AND_PHONE = {"AliasAttributes": ["email"], "UsernameAttributes": ["phone_number"]}
VERIFY_EMAIL_FIRST = {"AttributesRequireVerificationBeforeUpdate": ["email"]}


@pytest.mark.parametrize(
    ("refused", "accepted", "reason"),
    [
        (
            {"MfaConfiguration": "ON"},
            {"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
            "SMS configuration and Auto verification for phone_number are required",
        ),
        (
            {"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SMS_MFA"]},
            {"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SMS_MFA"], "SmsConfiguration": SMS},
            "SMS configuration and Auto verification for phone_number are required",
        ),
        (
            {"MfaConfiguration": "OFF", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
            {"MfaConfiguration": "OFF"},
            "can't turn off MFA and configure an MFA together",
        ),
        (
            {"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"], "SmsConfiguration": SMS},
            {"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA", "SMS_MFA"], "SmsConfiguration": SMS},
            "Can't turn off SMS_MFA when SMS configuration is set",
        ),
        (
            {"AutoVerifiedAttributes": ["phone_number"]},
            {"AutoVerifiedAttributes": ["phone_number"], "SmsConfiguration": SMS},
            "SMS configuration is required when phone_number is selected",
        ),
        (EMAIL_AND_PHONE, {"UsernameAttributes": ["phone_number"]}, "Only one of the aliasAttributes or"),
        (
            {"UserAttributeUpdateSettings": VERIFY_EMAIL_FIRST},
            {"UserAttributeUpdateSettings": VERIFY_EMAIL_FIRST, "AutoVerifiedAttributes": ["email"]},
            "must exist in AutoVerifiedAttributes",
        ),
        (
            {"Schema": [{"Name": "tier", "AttributeDataType": "String", "Required": True}]},
            {"Schema": [{"Name": "tier", "AttributeDataType": "String"}]},
            "Required custom attributes are not supported",
        ),
    ],
)
def test_a_combination_that_cognito_refuses_fails_the_stack(aws, refused, accepted, reason):
    """A pool that Cognito would not make fails with Cognito's reason; its nearest valid relative deploys."""
    with pytest.raises(StackFailed, match=f"Users CREATE_FAILED: InvalidParameterException: .*{reason}"):
        aws.deploy("users", users(**refused))

    aws.deploy("users", users(**accepted))


def test_both_factors_reach_the_pool(aws):
    """The factors of the template are those that the pool offers."""
    stack = aws.deploy("users", users(MfaConfiguration="OPTIONAL", EnabledMfas=["SMS_MFA"], SmsConfiguration=SMS))

    mfa = aws.client("cognito-idp").get_user_pool_mfa_config(UserPoolId=stack.physical_id("Users"))

    assert mfa["MfaConfiguration"] == "OPTIONAL"
    assert mfa["SmsMfaConfiguration"]["SmsConfiguration"] == SMS
    assert mfa["SoftwareTokenMfaConfiguration"] == {"Enabled": False}


NO_TRUST = "InvalidSmsRoleTrustRelationshipException: Role does not have a trust relationship"
NO_ACCESS = "InvalidSmsRoleAccessPolicyException: Role does not have permission to publish with SNS"
ANY_POOL_OF_THE_ACCOUNT = {"aws:SourceArn": "arn:aws:cognito-idp:us-east-1:123456789012:userpool/*"}


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        (sms_role(external_id="another"), NO_TRUST),
        (sms_role(service="cognito-identity.amazonaws.com"), NO_TRUST),
        (sms_role(StringEquals={"aws:SourceAccount": "123456789012"}), NO_TRUST),
        (sms_role(StringEquals={"sts:ExternalId": "abc", "aws:SourceAccount": "210987654321"}), NO_TRUST),
        (
            sms_role(
                StringEquals={"sts:ExternalId": "abc"},
                ArnLike={"aws:SourceArn": "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*"},
            ),
            NO_TRUST,
        ),
        (sms_role(action="sns:Subscribe"), NO_ACCESS),
        (sms_role(resource="arn:aws:sns:us-east-1:123456789012:topic"), NO_ACCESS),
    ],
)
def test_an_sms_role_that_cognito_cannot_use_fails_the_stack(aws, role, reason):
    """Cognito looks at the trust policy and at the permissions of the role that is to send text messages."""
    with pytest.raises(StackFailed, match=reason):
        aws.deploy("users", with_role(role))


@pytest.mark.parametrize(
    "role",
    [
        sms_role(),
        sms_role(
            StringEquals={"sts:ExternalId": "abc", "aws:SourceAccount": "123456789012"},
            ArnLike=ANY_POOL_OF_THE_ACCOUNT,
        ),
        sms_role(action=["sns:*"]),
    ],
)
def test_an_sms_role_that_cognito_can_use_is_accepted(aws, role):
    """A role that trusts Cognito with the same external id, and may publish, is fit for text messages."""
    aws.deploy("users", with_role(role))


def test_an_external_id_is_required_if_the_role_requires_one(aws):
    """A pool without an external id cannot use a role that asks for one, and can use one that does not."""
    with pytest.raises(StackFailed, match=NO_TRUST):
        aws.deploy("users", with_role(sms_role(), external_id=None))

    undemanding = sms_role(StringEquals={"aws:SourceAccount": "123456789012"})
    aws.deploy("users", with_role(undemanding, external_id=None))


def test_a_separate_policy_needs_a_depends_on(aws):
    """A policy beside the role counts only if it is there before the pool, which only DependsOn can say."""
    role = sms_role()
    document = role["Properties"].pop("Policies")[0]["PolicyDocument"]
    resources = with_role(role)["Resources"]
    resources["Policy"] = {
        "Type": "AWS::IAM::Policy",
        "Properties": {"PolicyName": "sms", "PolicyDocument": document, "Roles": [{"Ref": "SmsRole"}]},
    }

    with pytest.raises(StackFailed, match=NO_ACCESS):
        aws.deploy("users", template(**resources), order="forward")

    resources["Users"]["DependsOn"] = "Policy"
    aws.deploy("users", template(**resources), order="forward")


# --- What Cognito makes of a changed pool -----------------------------------------------------------------------------

TIER = {"Name": "tier", "AttributeDataType": "String", "Mutable": True}


@pytest.mark.parametrize(
    ("old", "refused", "accepted", "reason"),
    [
        (
            {"UsernameAttributes": ["email"]},
            {"UsernameAttributes": ["email", "phone_number"]},
            {"UsernameAttributes": ["email"], "UserPoolName": "renamed"},
            "Updates are not allowed for property - UsernameAttributes.",
        ),
        (
            {"AliasAttributes": ["email", "preferred_username"]},
            {},
            {"AliasAttributes": ["preferred_username", "email"]},
            "Updates are not allowed for property - AliasAttributes.",
        ),
        (
            {},
            {"UsernameConfiguration": {"CaseSensitive": False}},
            {"UserPoolTags": {"team": "identity"}},
            "Updates are not allowed for property - UsernameConfiguration.",
        ),
        (
            {"Schema": [TIER]},
            {"Schema": [{**TIER, "Mutable": False}]},
            {"Schema": [TIER, {"Name": "region", "AttributeDataType": "String"}]},
            "Existing schema attributes cannot be modified or deleted.",
        ),
        (
            {"Schema": [TIER]},
            {"Schema": [{"Name": "region", "AttributeDataType": "String"}]},
            {},
            "Existing schema attributes cannot be modified or deleted.",
        ),
        (
            {"Schema": [TIER]},
            {"Schema": [TIER, {"Name": "email", "AttributeDataType": "String", "Required": True}]},
            {"Schema": [TIER]},
            "Invalid AttributeDataType input",
        ),
        (
            {"SmsConfiguration": SMS},
            {},
            {"SmsConfiguration": {**SMS, "SnsCallerArn": "arn:aws:iam::123456789012:role/of-a-third-stack"}},
            "SMS configuration cannot be removed",
        ),
        (
            {"SmsConfiguration": SMS, "MfaConfiguration": "ON", "EnabledMfas": ["SMS_MFA"]},
            {"SmsConfiguration": SMS, "MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
            {"SmsConfiguration": SMS, "MfaConfiguration": "OFF"},
            "Can't turn off SMS_MFA when SMS configuration is set",
        ),
    ],
)
def test_a_change_that_cognito_refuses_leaves_the_pool_as_it_was(aws, old, refused, accepted, reason):
    """A refused update leaves the stack, and a valid update of it still works."""
    before = aws.deploy("users", users(**old))

    with pytest.raises(StackFailed, match=f"Users UPDATE_FAILED: .*{reason}"):
        aws.update("users", users(**refused))

    assert aws.stack("users") == before
    assert aws.update("users", users(**accepted)).physical_ids == before.physical_ids


def test_a_new_custom_attribute_is_added_to_the_pool(aws):
    """A custom attribute that the template adds is one that users of the live pool can have."""
    aws.deploy("users", users(Schema=[TIER]))

    stack = aws.update("users", users(Schema=[TIER, {"Name": "region", "AttributeDataType": "String"}]))

    found = aws.client("cognito-idp").describe_user_pool(UserPoolId=stack.physical_id("Users"))["UserPool"]
    assert {"custom:tier", "custom:region"} <= {attribute["Name"] for attribute in found["SchemaAttributes"]}


def test_what_an_update_leaves_out_falls_back_to_its_default(aws):
    """Settings that a new template no longer names are gone from the pool and from the client, as at the service."""
    mfa = {"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]}
    long = of_pool("UserPoolClient", RefreshTokenValidity=90, CallbackURLs=["https://example.com"])
    aws.deploy("users", template(Users=pool(AutoVerifiedAttributes=["email"], **mfa), Web=long))

    stack = aws.update("users", template(Users=pool(), Web=of_pool("UserPoolClient")))

    client = aws.client("cognito-idp")
    found = client.describe_user_pool(UserPoolId=stack.physical_id("Users"))["UserPool"]
    assert "AutoVerifiedAttributes" not in found
    assert found["MfaConfiguration"] == "OFF"
    web = client.describe_user_pool_client(UserPoolId=stack.physical_id("Users"), ClientId=stack.physical_id("Web"))[
        "UserPoolClient"
    ]
    assert web["RefreshTokenValidity"] == 30
    assert "CallbackURLs" not in web


def test_an_external_id_changes_on_both_sides_or_not_at_all(aws):
    """The role's trust is updated with the template, so an external id can change if pool and role agree."""
    aws.deploy("users", with_role(sms_role("abc"), external_id="abc"))

    with pytest.raises(StackFailed, match=NO_TRUST):
        aws.update("users", with_role(sms_role("abc"), external_id="xyz"))

    aws.update("users", with_role(sms_role("xyz"), external_id="xyz"))


# --- Deleting ---------------------------------------------------------------------------------------------------------


def test_deletion_protection_keeps_the_pool_and_the_stack(aws):
    """A protected pool cannot be deleted until it is no longer protected."""
    stack = aws.deploy("users", users(DeletionProtection="ACTIVE"))

    with pytest.raises(StackFailed, match=r"Users DELETE_FAILED: .*deletion protection is activated"):
        aws.delete("users")

    assert aws.stack("users") == stack
    aws.update("users", users(DeletionProtection="INACTIVE"))
    aws.delete("users")
    assert aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"] == []


def test_deletion_protection_keeps_a_pool_that_an_update_removes(aws):
    """An update that removes a protected pool succeeds and leaves the pool outside of the stack."""
    stack = aws.deploy("users", users(DeletionProtection="ACTIVE"))

    updated = aws.update("users", template(Customers=pool()))

    assert list(updated.physical_ids) == ["Customers"]
    assert aws.client("cognito-idp").describe_user_pool(UserPoolId=stack.physical_id("Users"))


@pytest.mark.parametrize(("policy", "left"), [("Retain", 2), ("Delete", 1)])
def test_deletion_policy_decides_what_an_update_leaves(aws, policy, left):
    """A pool that an update removes stays outside of the stack if it is retained."""
    aws.deploy("users", template(Users={**pool(), "DeletionPolicy": policy}))

    stack = aws.update("users", template(Customers=pool()))

    assert list(stack.physical_ids) == ["Customers"]
    assert len(aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"]) == left


@pytest.mark.parametrize(("policy", "left"), [("Retain", 1), ("Delete", 0)])
def test_deletion_policy_decides_what_a_deleted_stack_leaves(aws, policy, left):
    """Retain keeps the pool, Delete does not."""
    aws.deploy("users", template(Users={**pool(), "DeletionPolicy": policy}, Web=of_pool("UserPoolClient")))

    aws.delete("users")

    assert len(aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"]) == left


def test_a_refused_resource_rolls_back_what_was_created(aws):
    """A stack that fails half-way leaves nothing behind but what is retained."""
    wrong = of_pool("UserPoolClient", SupportedIdentityProviders=["Google"])
    with pytest.raises(StackFailed):
        aws.deploy("users", template(Users=pool(), Web=wrong))
    assert aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"] == []

    with pytest.raises(StackFailed):
        aws.deploy("users", template(Users={**pool(), "DeletionPolicy": "Retain"}, Web=wrong))
    assert len(aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"]) == 1


def test_a_refused_resource_rolls_back_what_was_updated(aws):
    """A failed update takes back what it changed before it failed, and says what it could not take back."""
    aws.deploy("users", template(Users=pool(UserPoolName="old", Schema=[TIER])))
    wrong = of_pool("UserPoolClient", SupportedIdentityProviders=["Google"])

    with pytest.raises(StackFailed, match=r"Web CREATE_FAILED: [^.]*$"):
        aws.update("users", template(Users=pool(UserPoolName="new", Schema=[TIER]), Web=wrong))

    assert aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"][0]["Name"] == "old"
    more = [TIER, {"Name": "region", "AttributeDataType": "String"}]
    with pytest.raises(StackFailed, match=r"Rollback failed for: Users \(.*Existing schema attributes"):
        aws.update("users", template(Users=pool(UserPoolName="new", Schema=more), Web=wrong))


# --- Clients, domains, order ------------------------------------------------------------------------------------------

GOOGLE = of_pool(
    "UserPoolIdentityProvider",
    ProviderName="Google",
    ProviderType="Google",
    ProviderDetails={"client_id": "id", "client_secret": "secret", "authorize_scopes": "openid"},
)
ORDERS = of_pool(
    "UserPoolResourceServer",
    Identifier="orders",
    Name="Orders",
    Scopes=[{"ScopeName": "read", "ScopeDescription": "Read orders"}],
)


@pytest.mark.parametrize(
    ("needed", "needing", "reason"),
    [
        (
            GOOGLE,
            of_pool("UserPoolClient", SupportedIdentityProviders=["COGNITO", "Google"]),
            "InvalidParameterException: The provider Google does not exist for User Pool us-east-1_",
        ),
        (
            ORDERS,
            of_pool("UserPoolClient", AllowedOAuthScopes=["openid", "orders/read"]),
            "ScopeDoesNotExistException: Invalid scope requested: orders/read",
        ),
        (
            of_pool("UserPoolDomain", Domain="example"),
            of_pool("UserPoolUICustomizationAttachment", ClientId="ALL", CSS=".logo {}"),
            "There has to be an existing domain associated with this user pool",
        ),
    ],
)
def test_a_missing_depends_on_shows_in_one_of_the_orders(aws, needed, needing, reason):
    """What is named by a plain string must exist by then: one order has it, the other has not, DependsOn mends both."""
    forgotten = template(Users=pool(), Needed=needed, Needing=needing)
    aws.deploy("forward", forgotten, order="forward")
    aws.delete("forward")
    for order in ("reverse", "Needing"):
        with pytest.raises(StackFailed, match=f"Needing CREATE_FAILED: .*{reason}"):
            aws.deploy(order, forgotten, order=order)

    mended = template(Users=pool(), Needed=needed, Needing={**needing, "DependsOn": "Needed"})
    for order in ("forward", "reverse", "Needing"):
        aws.deploy(order, mended, order=order)
        aws.delete(order)


def test_the_orders_are_those_that_references_allow(aws):
    """A resource comes after what it refers to by Ref, GetAtt, Sub and DependsOn; the rest is as asked for."""
    group = {"GroupName": {"Fn::Sub": ["${Web}-${Given}", {"Given": {"Fn::GetAtt": ["Other", "ProviderName"]}}]}}
    resources = template(
        Group=of_pool("UserPoolGroup", **group),
        Web=of_pool("UserPoolClient"),
        Mobile=of_pool("UserPoolClient") | {"DependsOn": ["Group"]},
        Users=pool(),
        Other=pool(),
        Last=pool(),
    )

    orders = {
        order: list(aws.deploy(order, resources, order=order).physical_ids) for order in ("forward", "reverse", "Last")
    }

    assert orders == {
        "forward": ["Users", "Web", "Other", "Group", "Mobile", "Last"],
        "reverse": ["Last", "Other", "Users", "Web", "Group", "Mobile"],
        "Last": ["Last", "Users", "Web", "Other", "Group", "Mobile"],
    }


def test_a_circle_is_refused_before_anything_is_made(aws):
    """Two resources that wait for each other cannot be deployed."""
    circle = template(Users=pool(UserPoolName={"Ref": "Web"}), Web=of_pool("UserPoolClient"))
    with pytest.raises(StackFailed, match=r"Circular dependency between resources: \[Users, Web\]"):
        aws.deploy("users", circle)


@pytest.mark.parametrize(("stage", "circular"), [("test", False), ("prod", True)])
def test_only_the_branch_that_is_taken_counts_as_a_reference(aws, stage, circular):
    """A circle through a branch of Fn::If is one only if the branch is taken."""
    name = {"Fn::If": ["IsProd", {"Ref": "Web"}, "users"]}
    staged = {
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        **template(Users=pool(UserPoolName=name), Web=of_pool("UserPoolClient")),
    }
    if circular:
        with pytest.raises(StackFailed, match=r"Circular dependency"):
            aws.deploy("users", staged, parameters={"Stage": stage})
    else:
        aws.deploy("users", staged, parameters={"Stage": stage})


@pytest.mark.parametrize(
    "wrong",
    [
        of_pool("UserPoolGroup", Description={"Ref": "Nobody"}),
        of_pool("UserPoolGroup", Description={"Fn::Sub": "${Nobody.Arn}"}),
        of_pool("UserPoolGroup") | {"DependsOn": "Nobody"},
    ],
)
def test_a_reference_to_nothing_is_refused(aws, wrong):
    """A template may refer only to what it has."""
    with pytest.raises(StackFailed, match=r"Unresolved resource dependencies \[Nobody\]"):
        aws.deploy("users", template(Users=pool(), Group=wrong))


def test_conditions_decide_what_is_created_and_changed(aws):
    """A resource whose condition is false is not there, and comes or goes as a parameter changes."""
    staged = {
        "Parameters": {"Stage": {"Type": "String", "Default": "test"}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": {
            "Users": pool(
                UserPoolName={"Fn::Sub": "users-${Stage}"},
                AutoVerifiedAttributes=[{"Fn::If": ["IsProd", "email", {"Ref": "AWS::NoValue"}]}],
            ),
            "Web": of_pool("UserPoolClient") | {"Condition": "IsProd"},
        },
    }

    test = aws.deploy("users", staged)
    prod = aws.update("users", staged, parameters={"Stage": "prod"})
    again = aws.update("users", staged)

    assert list(test.physical_ids) == list(again.physical_ids) == ["Users"]
    assert test.properties["Users"] == {"UserPoolName": "users-test", "AutoVerifiedAttributes": []}
    assert list(prod.physical_ids) == ["Users", "Web"]
    assert prod.properties["Users"] == {"UserPoolName": "users-prod", "AutoVerifiedAttributes": ["email"]}


def test_a_refused_update_leaves_template_and_parameters(aws):
    """After a refused update the stack shows what it was made of, not what was refused."""
    sign_in = {"UsernameAttributes": [{"Ref": "By"}]}
    old = {"Parameters": {"By": {"Type": "String"}}, **users(**sign_in)}
    aws.deploy("users", old, parameters={"By": "email"})

    with pytest.raises(StackFailed, match=r"Updates are not allowed for property - UsernameAttributes"):
        aws.update("users", old | {"Description": "new"}, parameters={"By": "phone_number"})
    with pytest.raises(StackFailed, match=r"Unresolved resource dependencies \[By\]"):
        aws.update("users", users(**sign_in))

    cloudformation = aws.client("cloudformation")
    (described,) = cloudformation.describe_stacks(StackName="users")["Stacks"]
    assert described["Parameters"] == [{"ParameterKey": "By", "ParameterValue": "email"}]
    assert cloudformation.get_template(StackName="users")["TemplateBody"] == old


def test_a_stack_name_is_taken_once(aws):
    """A second stack of the same name is refused, and leaves the first alone."""
    stack = aws.deploy("users", users())

    with pytest.raises(StackFailed, match=r"already exists"):
        aws.deploy("users", users())

    assert aws.stack("users") == stack


def test_a_resource_cannot_become_one_of_another_type(aws):
    """A logical id keeps its type; another type needs another logical id."""
    aws.deploy("users", template(Users=pool(), It=of_pool("UserPoolGroup")))

    with pytest.raises(StackFailed, match=r"It UPDATE_FAILED: .*Update of resource type is not permitted"):
        aws.update("users", template(Users=pool(), It=of_pool("UserPoolClient")))

    aws.update("users", template(Users=pool(), Web=of_pool("UserPoolClient")))


def test_a_client_gets_a_new_id_when_its_secret_setting_changes(aws):
    """GenerateSecret is create-only: the client is replaced, and what refers to it follows."""
    group = of_pool("UserPoolGroup", GroupName="web", Description={"Ref": "Web"})
    old = aws.deploy("users", template(Users=pool(), Web=of_pool("UserPoolClient"), Group=group))

    new = aws.update("users", template(Users=pool(), Web=of_pool("UserPoolClient", GenerateSecret=True), Group=group))

    assert new.physical_id("Web") != old.physical_id("Web")
    assert new.properties["Group"]["Description"] == new.physical_id("Web")
    clients = aws.client("cognito-idp").list_user_pool_clients(UserPoolId=new.physical_id("Users"))
    assert [client["ClientId"] for client in clients["UserPoolClients"]] == [new.physical_id("Web")]


def test_a_prefix_domain_cannot_be_changed_in_one_deploy(aws):
    """The new domain comes before the old one goes, and a pool has room for one: it takes two deploys."""
    old = template(Users=pool(), Domain=of_pool("UserPoolDomain", Domain="old"))
    new = template(Users=pool(), Domain=of_pool("UserPoolDomain", Domain="new"))
    aws.deploy("users", old)

    with pytest.raises(StackFailed, match=r"Domain UPDATE_FAILED: .*User pool already has a domain configured"):
        aws.update("users", new)
    assert aws.stack("users").physical_id("Domain") == "old"

    aws.update("users", template(Users=pool()))
    assert aws.update("users", new).physical_id("Domain") == "new"


def test_a_domain_moves_to_another_pool_under_another_name(aws):
    """The old domain goes before the old pool, which could not be deleted with a domain."""
    aws.deploy("users", template(Users=pool(), Domain=of_pool("UserPoolDomain", Domain="old")))
    moved = {"Type": "AWS::Cognito::UserPoolDomain", "Properties": {"UserPoolId": {"Ref": "Customers"}}}
    moved["Properties"]["Domain"] = "new"

    stack = aws.update("users", template(Customers=pool(), Domain=moved))

    (left,) = aws.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"]
    assert left["Id"] == stack.physical_id("Customers")


def test_a_domain_that_another_stack_made_keeps_the_pool(aws):
    """A pool is not deleted as long as it has a domain, whoever made it."""
    stack = aws.deploy("users", users())
    client = aws.client("cognito-idp")
    client.create_user_pool_domain(Domain="example", UserPoolId=stack.physical_id("Users"))
    with pytest.raises(StackFailed, match=r"It has a domain configured that should be deleted first"):
        aws.delete("users")

    client.delete_user_pool_domain(Domain="example", UserPoolId=stack.physical_id("Users"))
    aws.delete("users")


def test_a_custom_domain_fits_beside_a_prefix_domain(aws):
    """A pool has room for one domain of each kind, and a domain belongs to one pool."""
    custom = {"Domain": "auth.example.com", "CustomDomainConfig": {"CertificateArn": "arn:aws:acm:us-east-1:1:c/1"}}
    both = template(
        Users=pool(),
        Prefix=of_pool("UserPoolDomain", Domain="example"),
        Custom=of_pool("UserPoolDomain", **custom),
    )
    both["Outputs"] = {"Alias": {"Value": {"Fn::GetAtt": ["Custom", "CloudFrontDistribution"]}}}
    assert aws.deploy("users", both).outputs["Alias"].endswith(".cloudfront.net")

    with pytest.raises(StackFailed, match=r"Domain already associated with another user pool"):
        aws.deploy("others", template(Users=pool(), Prefix=of_pool("UserPoolDomain", Domain="example")))


# --- Every type -------------------------------------------------------------------------------------------------------


def test_ref_and_get_att_give_what_cloudformation_gives(aws):
    """Each type's Ref and attributes are those of CloudFormation."""
    identity_pool = {
        "Type": "AWS::Cognito::IdentityPool",
        "Properties": {
            "AllowUnauthenticatedIdentities": "false",
            "IdentityPoolName": "everyone",
            "CognitoIdentityProviders": [
                {"ClientId": {"Ref": "Web"}, "ProviderName": {"Fn::GetAtt": ["Users", "ProviderName"]}}
            ],
        },
    }
    of_identity_pool = {"IdentityPoolId": {"Ref": "Everyone"}}
    resources = {
        "Users": pool(UserPoolName="users"),
        "Web": of_pool("UserPoolClient", ClientName="web", GenerateSecret=True),
        "Domain": of_pool("UserPoolDomain", Domain="example"),
        "Group": of_pool("UserPoolGroup", GroupName="admins", Precedence="1"),
        "Google": GOOGLE,
        "Orders": ORDERS,
        "Ann": of_pool("UserPoolUser", Username="ann"),
        "AnnIsAdmin": of_pool("UserPoolUserToGroupAttachment", Username={"Ref": "Ann"}, GroupName={"Ref": "Group"}),
        "Everyone": identity_pool,
        "Roles": {"Type": "AWS::Cognito::IdentityPoolRoleAttachment", "Properties": of_identity_pool},
        "Tags": {
            "Type": "AWS::Cognito::IdentityPoolPrincipalTag",
            "Properties": {**of_identity_pool, "IdentityProviderName": "google"},
        },
        "Risk": of_pool("UserPoolRiskConfigurationAttachment", ClientId={"Ref": "Web"}),
        "Css": of_pool("UserPoolUICustomizationAttachment", ClientId="ALL") | {"DependsOn": "Domain"},
        "Logs": of_pool("LogDeliveryConfiguration"),
        "Branding": of_pool("ManagedLoginBranding", ClientId={"Ref": "Web"}),
        "Terms": of_pool("Terms", ClientId={"Ref": "Web"}),
        "Replica": of_pool("UserPoolReplica", RegionName="us-west-2"),
        "Regional": of_pool("UserPoolRegionalConfigurationAttachment"),
    }
    attributes = {
        "Users": ["Arn", "ProviderName", "ProviderURL", "UserPoolId"],
        "Web": ["ClientId", "ClientSecret", "Name"],
        "Everyone": ["Id", "Name"],
        "Roles": ["Id"],
        "Logs": ["Id"],
        "Branding": ["ManagedLoginBrandingId"],
        "Terms": ["TermsId"],
    }
    outputs = {
        f"{logical_id}{name}": {"Value": {"Fn::GetAtt": [logical_id, name]}}
        for logical_id, names in attributes.items()
        for name in names
    }

    stack = aws.deploy("users", {"Resources": resources, "Outputs": outputs})

    ids, out = stack.physical_ids, stack.outputs
    pool_id, client_id = ids["Users"], ids["Web"]
    assert pool_id.startswith("us-east-1_")
    assert out["UsersArn"] == f"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{pool_id}"
    assert out["UsersProviderName"] == f"cognito-idp.us-east-1.amazonaws.com/{pool_id}"
    assert out["UsersProviderURL"] == f"https://cognito-idp.us-east-1.amazonaws.com/{pool_id}"
    assert out["UsersUserPoolId"] == pool_id
    assert (out["WebClientId"], out["WebName"]) == (client_id, "web")
    described = aws.client("cognito-idp").describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)
    assert out["WebClientSecret"] == described["UserPoolClient"]["ClientSecret"]
    assert (ids["Domain"], ids["Group"], ids["Google"], ids["Orders"], ids["Ann"]) == (
        "example", "admins", "Google", "orders", "ann",
    )  # fmt: skip
    assert ids["Everyone"] == ids["Roles"] == out["EveryoneId"] == out["RolesId"]
    assert out["EveryoneName"] == "everyone"
    everyone = aws.client("cognito-identity").describe_identity_pool(IdentityPoolId=ids["Everyone"])
    assert everyone["AllowUnauthenticatedIdentities"] is False
    assert ids["Tags"] == f"{ids['Everyone']}|google"
    assert ids["Risk"] == f"UserPoolRiskConfigurationAttachment-{pool_id}-{client_id}"
    assert ids["Css"] == f"UserPoolUICustomizationAttachment-{pool_id}-ALL"
    assert ids["Logs"] == ids["Regional"] == out["LogsId"] == pool_id
    assert (ids["Branding"], ids["Terms"]) == (out["BrandingManagedLoginBrandingId"], out["TermsTermsId"])
    groups = aws.client("cognito-idp").admin_list_groups_for_user(UserPoolId=pool_id, Username="ann")["Groups"]
    assert [group["GroupName"] for group in groups] == ["admins"]

    aws.delete("users")
    assert aws.client("cognito-identity").list_identity_pools(MaxResults=9)["IdentityPools"] == []


@pytest.mark.parametrize(
    ("kind", "key", "old", "new", "describe"),
    [
        ("UserPoolGroup", {"GroupName": "g"}, {"Description": "old"}, {"Description": "new"}, "get_group"),
        (
            "UserPoolIdentityProvider",
            {"ProviderName": "Google"},
            {**GOOGLE["Properties"], "IdpIdentifiers": ["old"]},
            {**GOOGLE["Properties"], "IdpIdentifiers": ["new"]},
            "describe_identity_provider",
        ),
        (
            "UserPoolResourceServer",
            {"Identifier": "orders"},
            {**ORDERS["Properties"], "Scopes": []},
            ORDERS["Properties"],
            "describe_resource_server",
        ),
    ],
)
def test_a_resource_is_updated_in_place(aws, kind, key, old, new, describe):
    """A change to a property that is not create-only keeps the resource and reaches the service."""
    before = aws.deploy("users", template(Users=pool(), It=of_pool(kind, **{**key, **old})))

    after = aws.update("users", template(Users=pool(), It=of_pool(kind, **{**key, **new})))

    assert after.physical_ids == before.physical_ids
    response = getattr(aws.client("cognito-idp"), describe)(UserPoolId=after.physical_id("Users"), **key)
    (found,) = (value for name, value in response.items() if name != "ResponseMetadata")
    assert after.properties["It"].items() <= found.items()


def test_a_changed_user_is_another_user(aws):
    """A user has no update: any change makes a new one first, which the name of the old one stands in the way of."""
    email = [{"Name": "email", "Value": ANN}]
    before = aws.deploy("users", template(Users=pool(), Ann=of_pool("UserPoolUser", Username="ann")))

    with pytest.raises(StackFailed, match=r"Ann UPDATE_FAILED: UsernameExistsException"):
        aws.update("users", template(Users=pool(), Ann=of_pool("UserPoolUser", Username="ann", UserAttributes=email)))

    assert aws.stack("users") == before
    aws.update("users", template(Users=pool(), Ann=of_pool("UserPoolUser", Username="anna", UserAttributes=email)))
    found = aws.client("cognito-idp").list_users(UserPoolId=before.physical_id("Users"))["Users"]
    assert [user["Username"] for user in found] == ["anna"]


@pytest.mark.parametrize(("policy", "left"), [("Retain", 2), ("Delete", 1)])
def test_update_replace_policy_decides_what_a_replacement_leaves(aws, policy, left):
    """Retain keeps the client that was replaced, Delete does not."""
    replaced = {"UpdateReplacePolicy": policy}
    aws.deploy("users", template(Users=pool(), Web=of_pool("UserPoolClient") | replaced))

    stack = aws.update("users", template(Users=pool(), Web=of_pool("UserPoolClient", GenerateSecret=True) | replaced))

    clients = aws.client("cognito-idp").list_user_pool_clients(UserPoolId=stack.physical_id("Users"))
    assert len(clients["UserPoolClients"]) == left


def test_an_identity_pool_is_updated_to_what_the_template_says(aws):
    """A renamed identity pool keeps its id, and what the template leaves out is reset."""
    kind = {"Type": "AWS::Cognito::IdentityPool"}
    old = {"AllowUnauthenticatedIdentities": True, "IdentityPoolName": "old", "DeveloperProviderName": "dev"}
    new = {"AllowUnauthenticatedIdentities": False, "IdentityPoolName": "new"}
    before = aws.deploy("users", template(Everyone={**kind, "Properties": old}))

    after = aws.update("users", template(Everyone={**kind, "Properties": new}))

    assert after.physical_ids == before.physical_ids
    found = aws.client("cognito-identity").describe_identity_pool(IdentityPoolId=after.physical_id("Everyone"))
    assert found["IdentityPoolId"] == after.physical_id("Everyone")
    assert (found["IdentityPoolName"], found["AllowUnauthenticatedIdentities"]) == ("new", False)
    assert not found.get("DeveloperProviderName")


@pytest.mark.parametrize("prefix", ["https://", ""])
def test_an_identity_pool_takes_only_user_pools_that_exist(aws, prefix):
    """A provider name with a scheme before it is the usual mistake; without it the pool is found."""
    name = {"Fn::Sub": prefix + "cognito-idp.us-east-1.amazonaws.com/${Users}"}
    everyone = {
        "Type": "AWS::Cognito::IdentityPool",
        "Properties": {
            "AllowUnauthenticatedIdentities": False,
            "CognitoIdentityProviders": [{"ClientId": {"Ref": "Web"}, "ProviderName": name}],
        },
    }
    resources = template(Users=pool(), Web=of_pool("UserPoolClient"), Everyone=everyone)
    if prefix:
        with pytest.raises(StackFailed, match=r"Invalid Cognito Identity Provider"):
            aws.deploy("users", resources)
    else:
        aws.deploy("users", resources)


@pytest.mark.parametrize(
    "wrong",
    [
        {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": "us-east-1_nobody"}},
        {"Type": "AWS::Cognito::Terms", "Properties": {"UserPoolId": "us-east-1_nobody"}},
        {"Type": "AWS::Cognito::IdentityPoolRoleAttachment", "Properties": {"IdentityPoolId": "us-east-1:nobody"}},
        of_pool("Terms", ClientId="nobody"),
        of_pool("UserPoolClients"),
        of_pool("UserPoolGroup", Precedence=["1"]),
    ],
)
def test_what_does_not_exist_is_refused(aws, wrong):
    """Pools, clients, types and values that Cognito does not know fail the stack, recorded types included."""
    with pytest.raises(StackFailed, match=r"ResourceNotFoundException|Unrecognized resource types|ValidationException"):
        aws.deploy("users", template(Users=pool(), It=wrong))


# --- Neighbours: Lambda, secrets, API Gateway -------------------------------------------------------------------------


def with_trigger(**permission):
    """A pool with a sign-up trigger, its function, and the permission for Cognito to call it."""
    role = sms_role(service="lambda.amazonaws.com")
    function = {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Code": {"ZipFile": "def handler(event, context):\n    return event\n"},
            "Handler": "index.handler",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Runtime": "python3.13",
        },
    }
    allowed = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": {"Fn::GetAtt": ["PreSignUp", "Arn"]},
        "Principal": "cognito-idp.amazonaws.com",
        "SourceArn": {"Fn::GetAtt": ["Users", "Arn"]},
        **permission,
    }
    return template(
        Role=role,
        PreSignUp=function,
        Users=pool(LambdaConfig={"PreSignUp": {"Fn::GetAtt": ["PreSignUp", "Arn"]}}),
        Permission={"Type": "AWS::Lambda::Permission", "Properties": allowed},
    )


def test_a_trigger_with_its_permission_is_permitted(aws):
    """Cognito may call a function whose permission names it and this pool, until the permission goes."""
    granted = with_trigger()
    stack = aws.deploy("users", granted)
    assert aws.trigger_permitted(stack.physical_id("Users"), "PreSignUp")
    assert not aws.trigger_permitted(stack.physical_id("Users"), "PostConfirmation")

    del granted["Resources"]["Permission"]
    aws.update("users", granted)
    assert not aws.trigger_permitted(stack.physical_id("Users"), "PreSignUp")
    aws.delete("users")


@pytest.mark.parametrize(
    "permission",
    [
        {"Principal": "cognito-identity.amazonaws.com"},
        {"Action": "lambda:GetFunction"},
        {"SourceArn": {"Fn::Sub": "arn:aws:cognito-idp:us-east-1:${AWS::AccountId}:userpool/us-east-1_another"}},
        {"SourceArn": {"Ref": "AWS::NoValue"}},
        {"SourceAccount": "210987654321"},
    ],
)
def test_a_trigger_with_a_permission_for_another_is_not_permitted(aws, permission):
    """A permission for another service, action, pool or account, or for no pool in particular, is none."""
    stack = aws.deploy("users", with_trigger(**permission))

    assert not aws.trigger_permitted(stack.physical_id("Users"), "PreSignUp")


def test_a_role_with_a_managed_policy_is_deleted_with_its_stack(aws):
    """What is attached to a role does not keep the stack from being deleted."""
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    managed = {"PolicyDocument": document, "Roles": [{"Ref": "Role"}]}
    aws.deploy("r", template(Role=sms_role(), Policy={"Type": "AWS::IAM::ManagedPolicy", "Properties": managed}))

    aws.delete("r")

    assert aws.client("iam").list_roles()["Roles"] == []


def secret_and_google(reference):
    google = json.loads(json.dumps(GOOGLE))
    google["Properties"]["ProviderDetails"]["client_secret"] = reference
    secret = {
        "Type": "AWS::SecretsManager::Secret",
        "Properties": {"Name": "google", "SecretString": '{"secret": "s3cret"}'},
    }
    return template(Users=pool(), Google=google, Secret=secret)


@pytest.mark.parametrize(
    ("reference", "order"),
    [
        ("{{resolve:secretsmanager:google:SecretString:secret}}", "reverse"),
        ({"Fn::Sub": "{{resolve:secretsmanager:${Secret}:SecretString:secret}}"}, "forward"),
        ({"Fn::Sub": "{{resolve:secretsmanager:${Secret}:SecretString:secret}}"}, "reverse"),
    ],
)
def test_a_reference_to_a_secret_is_resolved(aws, reference, order):
    """The service gets the secret itself; in which order the secret comes matters unless it is referred to."""
    stack = aws.deploy("users", secret_and_google(reference), order=order)

    found = aws.client("cognito-idp").describe_identity_provider(
        UserPoolId=stack.physical_id("Users"), ProviderName="Google"
    )["IdentityProvider"]
    assert found["ProviderDetails"]["client_secret"] == "s3cret"


def test_a_reference_to_a_secret_that_is_not_there_is_refused(aws):
    """A secret named by a plain string must exist by then."""
    by_name = "{{resolve:secretsmanager:google:SecretString:secret}}"
    with pytest.raises(StackFailed, match=r"Google CREATE_FAILED: .*Secrets Manager can't find the secret google"):
        aws.deploy("users", secret_and_google(by_name), order="forward")


def test_an_api_with_a_cognito_authorizer_deploys(aws):
    """API Gateway resources deploy together with the pool, an authorizer being no more than recorded."""
    resources = template(
        Users=pool(),
        Api={"Type": "AWS::ApiGateway::RestApi", "Properties": {"Name": "api"}},
        Authorizer={
            "Type": "AWS::ApiGateway::Authorizer",
            "Properties": {
                "Name": "users",
                "Type": "COGNITO_USER_POOLS",
                "RestApiId": {"Ref": "Api"},
                "ProviderARNs": [{"Fn::GetAtt": ["Users", "Arn"]}],
            },
        },
        Method={
            "Type": "AWS::ApiGateway::Method",
            "Properties": {
                "RestApiId": {"Ref": "Api"},
                "ResourceId": {"Fn::GetAtt": ["Api", "RootResourceId"]},
                "HttpMethod": "GET",
                "AuthorizationType": "COGNITO_USER_POOLS",
                "AuthorizerId": {"Ref": "Authorizer"},
                "Integration": {"Type": "HTTP", "IntegrationHttpMethod": "GET", "Uri": "https://example.com"},
            },
        },
    )
    resources["Outputs"] = {"Authorizer": {"Value": {"Fn::GetAtt": ["Authorizer", "AuthorizerId"]}}}

    stack = aws.deploy("users", resources)

    assert stack.properties["Authorizer"]["ProviderARNs"] == [
        f"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{stack.physical_id('Users')}"
    ]
    aws.delete("users")


def test_exported_values_are_imported_by_another_stack(aws):
    """A pool that one stack exports is usable in another."""
    owner = users() | {"Outputs": {"Id": {"Value": {"Ref": "Users"}, "Export": {"Name": "pool"}}}}
    imported = {"UserPoolId": {"Fn::ImportValue": "pool"}}
    app = template(Web={"Type": "AWS::Cognito::UserPoolClient", "Properties": imported})

    pool_id = aws.deploy("owner", owner).physical_id("Users")

    assert aws.deploy("app", app).properties["Web"]["UserPoolId"] == pool_id


def test_each_account_starts_empty():
    """Nothing of one account is found in the next, nor in another Region."""
    with in_process_aws() as first:
        first.deploy("users", users())
    with in_process_aws("eu-central-1") as second:
        assert second.client("cognito-idp").list_user_pools(MaxResults=9)["UserPools"] == []
        assert second.deploy("users", users()).physical_id("Users").startswith("eu-central-1_")
