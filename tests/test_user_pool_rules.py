"""The rules about user pools where values are unknown, converted or partly known."""

from __future__ import annotations

import pytest
from troposphere import Template, awslambda, iam

from troposphere_cognito_l2 import ConfigurationError, LambdaTriggers, UserPool
from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.finding import Severity
from troposphere_cognito_l2.checks.resource_types import USER_POOL
from troposphere_cognito_l2.checks.view import TemplateView

ROLE = "arn:aws:iam::111122223333:role/sms"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
DOMAIN = "arn:aws:ses:eu-west-1:111122223333:identity/example.com"
PARAMETER = {"Ref": "Parameter"}
EITHER = {"Fn::If": ["IsProduction", "SMS_MFA", {"Ref": "AWS::NoValue"}]}


def found(properties, **others):
    """The ids of what all rules find in one pool; ``others`` are resources beside it."""
    template = TemplateView({"Pool": {"Type": USER_POOL, "Properties": properties}, **others})
    return {finding.rule for finding in findings_of(template.resource("Pool"))}


def errors(properties, **others):
    """The ids of the errors."""
    return {rule for rule in found(properties, **others) if rule.startswith("E")}


class TestSignIn:
    def test_lists_that_may_be_empty(self):
        """Aliases that a condition may leave out do not clash with user name attributes."""
        aliases = [{"Fn::If": ["IsProduction", "email", {"Ref": "AWS::NoValue"}]}]
        assert errors({"AliasAttributes": aliases, "UsernameAttributes": ["email"]}) == set()

    def test_kept_contact_that_may_be_verified(self):
        """A kept contact is not blamed where the list of verified ones has an unknown member."""
        kept = {"AttributesRequireVerificationBeforeUpdate": ["email"]}
        assert errors({"AutoVerifiedAttributes": [PARAMETER], "UserAttributeUpdateSettings": kept}) == set()
        assert errors({"AutoVerifiedAttributes": PARAMETER, "UserAttributeUpdateSettings": kept}) == set()

    def test_kept_contact_that_is_not_verified(self):
        """A kept contact that is not among the verified ones is an error, whichever others are."""
        kept = {"AttributesRequireVerificationBeforeUpdate": ["email", "phone_number"]}
        pool = {"AutoVerifiedAttributes": ["email"], "UserAttributeUpdateSettings": kept}
        assert errors(pool) == {"E9114"}

    def test_own_functions_confirm_users(self):
        """Self sign-up without verification is no hazard where a function confirms users."""
        config = {"AllowAdminCreateUserOnly": "false"}
        assert "W9115" in found({"AdminCreateUserConfig": config})
        trigger = {"PreSignUp": "arn:aws:lambda:eu-west-1:111122223333:function:confirm"}
        assert "W9115" not in found({"AdminCreateUserConfig": config, "LambdaConfig": trigger})

    def test_passkey_beside_an_unknown_factor(self):
        """A passkey beside a factor that only the deploy knows does not stand alone."""
        policy = {"SignInPolicy": {"AllowedFirstAuthFactors": ["WEB_AUTHN", PARAMETER]}}
        assert errors({"Policies": policy}) == set()


class TestMfa:
    @pytest.mark.parametrize("mode", ["ON", "OPTIONAL", PARAMETER])
    def test_sms_factor(self, mode):
        """SMS_MFA needs an SMS configuration whether MFA is on or not known (off would be refused as well)."""
        assert errors({"MfaConfiguration": mode, "EnabledMfas": ["SMS_MFA"]}) == {"E9121"}

    def test_factors_that_a_condition_chooses(self):
        """A factor that a condition may leave out is not counted on either side."""
        assert errors({"EnabledMfas": [EITHER]}) == set()
        assert errors({"MfaConfiguration": "ON", "EnabledMfas": [EITHER]}) == set()
        sms = {"SnsCallerArn": ROLE}
        assert errors({"MfaConfiguration": "ON", "EnabledMfas": [EITHER], "SmsConfiguration": sms}) == set()

    def test_configuration_that_a_condition_chooses(self):
        """An SMS configuration that a condition may leave out is not counted on either side."""
        either = {"Fn::If": ["IsProduction", {"SnsCallerArn": ROLE}, {"Ref": "AWS::NoValue"}]}
        for factor in ("SMS_MFA", "SOFTWARE_TOKEN_MFA"):
            pool = {"MfaConfiguration": "ON", "EnabledMfas": [factor], "SmsConfiguration": either}
            assert errors(pool) == set()

    def test_factors_without_mfa(self):
        """Factors are refused where MFA is left out, as where it is OFF, and for nothing else."""
        assert errors({"EnabledMfas": ["SMS_MFA", "EMAIL_OTP"]}) == {"E9122"}

    def test_custom_sender_takes_the_place_of_sms(self):
        """A pool whose function sends text messages needs no SMS configuration for sure."""
        sender = {"LambdaArn": "arn:aws:lambda:eu-west-1:111122223333:function:s", "LambdaVersion": "V1_0"}
        key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        pool = {
            "AutoVerifiedAttributes": ["phone_number"],
            "MfaConfiguration": "ON",
            "EnabledMfas": ["SMS_MFA"],
            "LambdaConfig": {"CustomSMSSender": sender, "KMSKeyID": key},
        }
        assert errors(pool) == set()

    def test_older_templates_name_no_factors(self):
        """MFA with an SMS configuration and no factors is a hazard only: older templates have it."""
        assert errors({"MfaConfiguration": "ON", "SmsConfiguration": {"SnsCallerArn": ROLE}}) == set()

    def test_passkeys_alone_may_be_the_factor(self):
        """Required MFA without a second factor is not blamed where passkeys count as two."""
        factor = "MULTI_FACTOR_WITH_USER_VERIFICATION"
        assert errors({"MfaConfiguration": "ON", "WebAuthnFactorConfiguration": factor}) == set()


class TestRecovery:
    def test_unknown_way(self):
        """A way of recovery that only the deploy knows may be the one that is lacking."""
        for mechanisms in ([{"Name": "verified_email", "Priority": 1}, PARAMETER], PARAMETER):
            pool = {
                "MfaConfiguration": "ON",
                "EnabledMfas": ["EMAIL_OTP"],
                "EmailConfiguration": PARAMETER,
                "AccountRecoverySetting": {"RecoveryMechanisms": mechanisms},
            }
            assert errors(pool) == set()


class TestSchema:
    @pytest.mark.parametrize(("least", "most"), [("0", "2048"), (0, 2048), ("7", PARAMETER), (PARAMETER, "1")])
    def test_possible_lengths(self, least, most):
        """Bounds may be written as strings or numbers, and an unknown one may be right."""
        constraints = {"MinLength": least, "MaxLength": most}
        attribute = {"Name": "tenant", "AttributeDataType": "String", "StringAttributeConstraints": constraints}
        assert errors({"Schema": [attribute]}) == set()

    @pytest.mark.parametrize("bound", ["-1", "2049", "many", "8.5", 5000])
    def test_impossible_length(self, bound):
        """A bound is a whole number from 0 to 2048."""
        attribute = {"Name": "t", "AttributeDataType": "String", "StringAttributeConstraints": {"MaxLength": bound}}
        assert errors({"Schema": [attribute]}) == {"E9154"}

    def test_numbers_compare_as_numbers(self):
        """9 is less than 10, though not as a string."""
        constraints = {"MinValue": "9", "MaxValue": "10"}
        attribute = {"Name": "n", "AttributeDataType": "Number", "NumberAttributeConstraints": constraints}
        assert errors({"Schema": [attribute]}) == set()

    def test_required_as_text(self):
        """CloudFormation takes the text true for a boolean, and so do the rules."""
        attribute = {"Name": "tenant", "AttributeDataType": "String", "Required": "true"}
        assert errors({"Schema": [attribute]}) == {"E9151"}

    def test_attribute_without_a_known_name(self):
        """An attribute whose name only the deploy knows may be a standard one."""
        assert errors({"Schema": [{"Name": PARAMETER, "Required": True}, PARAMETER]}) == set()


class TestMessages:
    def test_invitation_without_password(self):
        """An invitation may lack the password where users can sign in without one, but never the name."""
        template = {"InviteMessageTemplate": {"EmailMessage": "Welcome, {username}", "SMSMessage": "Welcome!"}}
        policy = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}
        view = TemplateView(
            {"Pool": {"Type": USER_POOL, "Properties": {"AdminCreateUserConfig": template, "Policies": policy}}}
        )
        paths = [finding.path for finding in findings_of(view.resource("Pool")) if finding.severity is Severity.ERROR]
        assert paths == ["AdminCreateUserConfig.InviteMessageTemplate.SMSMessage"]

    def test_text_known_in_part(self):
        """An invitation made of parts that only the deploy knows may have its placeholders there."""
        text = {"Fn::Sub": "Welcome to ${Product}"}
        template = {"InviteMessageTemplate": {"EmailMessage": text}}
        assert errors({"AdminCreateUserConfig": template}) == set()

    @pytest.mark.parametrize(
        ("arn", "refused"),
        [
            (DOMAIN, True),
            ({"Fn::Sub": "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/example.com"}, True),
            ({"Fn::Join": ["", ["arn:aws:ses:", {"Ref": "AWS::Region"}, ":111122223333:identity/example.com"]]}, True),
            ({"Fn::Sub": "arn:aws:ses:eu-west-1:${AWS::AccountId}:identity/no-reply@example.com"}, False),
            ({"Fn::Sub": "arn:aws:ses:eu-west-1:${AWS::AccountId}:identity/${Identity}"}, False),
            ({"Fn::Sub": "arn:aws:ses:eu-west-1:${AWS::AccountId}:identity/${Name}@example.com"}, False),
            (PARAMETER, False),
        ],
    )
    def test_identity_of_a_domain(self, arn, refused):
        """From is asked for where the ARN surely ends in a domain, also behind unknown parts."""
        email = {"EmailSendingAccount": "DEVELOPER", "SourceArn": arn}
        assert errors({"EmailConfiguration": email}) == ({"E9164"} if refused else set())


class TestReferences:
    def test_name_of_a_function_in_a_sub(self):
        """A Sub that is nothing but a reference is that reference."""
        function = {"Type": "AWS::Serverless::Function"}
        config = {"PostConfirmation": {"Fn::Sub": "${Function}"}}
        assert errors({"LambdaConfig": config}, Function=function) == {"E9184"}

    def test_name_within_an_arn(self):
        """A reference within an ARN is what it should be."""
        arn = {"Fn::Sub": "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Function}"}
        function = {"Type": "AWS::Lambda::Function"}
        assert errors({"LambdaConfig": {"PostConfirmation": arn}}, Function=function) == set()

    def test_alias_is_its_arn(self):
        """The reference of an alias gives its ARN."""
        alias = {"Type": "AWS::Lambda::Alias"}
        assert errors({"LambdaConfig": {"PostConfirmation": {"Ref": "Alias"}}}, Alias=alias) == set()

    @pytest.mark.parametrize(
        ("kind", "attribute", "refused"),
        [
            ("AWS::SQS::Queue", "Arn", True),
            ("AWS::CloudFormation::CustomResource", "Arn", False),
            ("AWS::SSM::Parameter", "Value", False),
            ("MyOrg::Thing::MODULE", "Arn", False),
        ],
    )
    @pytest.mark.parametrize(
        "place",
        [
            lambda arn: {
                "LambdaConfig": {"CustomSMSSender": {"LambdaArn": arn, "LambdaVersion": "V1_0"}, "KMSKeyID": KEY}
            },
            lambda arn: {"SmsConfiguration": {"SnsCallerArn": arn}},
            lambda arn: {"KeyConfiguration": {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": arn}},
        ],
        ids=["function", "role", "key"],
    )
    def test_arn_of_another_type(self, kind, attribute, refused, place):
        """The ARN of a queue is none of a function, role or key; what a custom resource or a parameter gives may be."""
        properties = place({"Fn::GetAtt": ["Other", attribute]})
        assert ("E9189" in errors(properties, Other={"Type": kind})) is refused

    def test_two_functions_of_the_template(self):
        """Two functions of the template are not the same function; an alias and its function may both be meant."""
        config = {
            "PreTokenGeneration": {"Fn::GetAtt": ["One", "Arn"]},
            "PreTokenGenerationConfig": {"LambdaArn": {"Fn::GetAtt": ["Two", "Arn"]}, "LambdaVersion": "V2_0"},
        }
        function, alias = {"Type": "AWS::Lambda::Function"}, {"Type": "AWS::Lambda::Alias"}
        assert errors({"LambdaConfig": config}, One=function, Two=function) == {"E9182"}
        config["PreTokenGeneration"] = {"Ref": "One"}
        assert errors({"LambdaConfig": config}, One=alias, Two=function) == set()

    @pytest.mark.parametrize(
        "resource", [awslambda.Function("Function"), iam.Role("Function")], ids=["function", "role"]
    )
    def test_troposphere_objects(self, resource):
        """add_to sees the resources that are in the template as troposphere objects."""
        template = Template()
        template.add_resource(resource)
        pool = UserPool("Users", lambda_triggers=LambdaTriggers(pre_sign_up=resource.ref()))
        with pytest.raises(ConfigurationError) as caught:
            pool.add_to(template)
        assert [(found.rule, found.option) for found in caught.value.findings] == [
            ("E9184", "lambda_triggers.pre_sign_up")
        ]


class TestPool:
    def test_name_known_in_part(self):
        """A name is judged by the parts that are known."""
        assert errors({"UserPoolName": {"Fn::Sub": "${AWS::StackName}-users"}}) == set()
        assert errors({"UserPoolName": {"Fn::Sub": "${AWS::StackName}/users"}}) == {"E9101"}

    @pytest.mark.parametrize("tags", [{"aws:team": "x"}, {"": "x"}, {"k" * 129: "x"}, {"k": "x" * 257}, {"k": "a;b"}])
    def test_impossible_tags(self, tags):
        """Keys and values have their characters and lengths, and aws: is AWS's."""
        assert errors({"UserPoolTags": tags}) == {"E9102"}

    def test_possible_tags(self):
        """Letters of every script, and values that only the deploy knows, are fine."""
        assert errors({"UserPoolTags": {"Größe/team": "größer als +1 @ home_1.2:=-", "unknown": PARAMETER}}) == set()

    def test_same_days_twice(self):
        """The old and the new property may say the same, as a pool that was described does."""
        policies = {"PasswordPolicy": {"TemporaryPasswordValidityDays": "7"}}
        assert errors({"AdminCreateUserConfig": {"UnusedAccountValidityDays": 7}, "Policies": policies}) == set()

    def test_unknown_plan(self):
        """A plan that only the deploy knows may be the right one."""
        pool = {"UserPoolTier": PARAMETER, "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}
        assert errors(pool) == set()

    @pytest.mark.parametrize("policy", ["Snapshot", "Keep"])
    def test_impossible_deletion_policy(self, policy):
        """A pool has no snapshots, and policies have names of their own."""
        view = TemplateView({"Pool": {"Type": USER_POOL, "DeletionPolicy": policy}}).resource("Pool")
        assert "E9103" in {finding.rule for finding in findings_of(view)}

    def test_passed_through_factor(self):
        """A second factor that AWS added since can be passed through."""
        given = {"MfaConfiguration": "ON", "EnabledMfas": ["SMS_MFA", "CARRIER_PIGEON"]}
        UserPool("Users", properties=given).add_to(Template())

    def test_default_pool_has_no_findings(self):
        """What the defaults render is free of warnings too."""
        template = Template()
        UserPool("Users").add_to(template)
        assert check(template).findings == ()


@pytest.mark.parametrize(
    ("party", "wrong"),
    [
        ("example.com", False),
        ("localhost", False),
        (PARAMETER, False),
        ({"Fn::Sub": "auth.${Zone}"}, False),
        ("https://example.com", True),
        ("example.com:8443", True),
        ("example.com/login", True),
        ("example.com.", True),
    ],
)
def test_relying_party_of_passkeys(party, wrong):
    """A scheme, port or path is no part of a relying party; what is not known is not blamed."""
    assert ("W9137" in found({"WebAuthnRelyingPartyID": party})) is wrong
