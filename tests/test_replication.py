"""A second Region for a pool."""

from __future__ import annotations

import pytest
from linters import lint
from outcomes import properties_in, rules_broken
from troposphere import Parameter, Ref, Tags, kms

from troposphere_cognito_l2 import (
    ConfigurationError,
    EndUserMessagingSms,
    ExistingUserPool,
    FeaturePlan,
    IssuerType,
    LambdaTriggers,
    LambdaVersion,
    PreTokenGeneration,
    RemovalPolicy,
    ReplicaStatus,
    SesEmail,
    SmsDelivery,
    UserPool,
    UserPoolRegionalConfiguration,
    UserPoolReplica,
)

FUNCTION = "arn:aws:lambda:us-west-2:111122223333:function:pre-sign-up"
OWNER = {"AWS": "arn:aws:iam::111122223333:root"}
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": OWNER, "Action": "kms:*", "Resource": "*"}],
}
KEY = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234"


class TestReplica:
    def test_replica(self, template):
        """A replica of a pool that meets all demands is rendered, and its handle knows its ARN."""
        key = template.add_resource(kms.Key("Key", MultiRegion=True, KeyPolicy=POLICY))
        users = UserPool("Users", sms=None, kms_key=key, issuer=IssuerType.UPDATED).add_to(template)
        replica = UserPoolReplica("West", user_pool=users, region_name="us-west-2", tags={"team": "a"}).add_to(template)
        assert properties_in(template, "West") == {
            "UserPoolId": {"Ref": "Users"},
            "RegionName": "us-west-2",
            "UserPoolTagsAtCreate": {"team": "a"},
        }
        assert replica.arn.to_dict() == {
            "Fn::Sub": [
                "arn:${AWS::Partition}:cognito-idp:us-west-2:${AWS::AccountId}:userpool/${Id}",
                {"Id": {"Ref": "Users"}},
            ]
        }
        assert lint(template.to_dict()) == []

    def test_region_by_parameter(self, template):
        """The second Region may be a parameter, for a pool that another stack owns."""
        template.add_parameter(Parameter("Second", Type="String", Default="us-west-2"))
        pool = ExistingUserPool("us-east-1_abc")
        replica = UserPoolReplica("West", user_pool=pool, region_name=Ref("Second"), tags=Tags(team="a")).add_to(
            template
        )
        assert properties_in(template, "West")["RegionName"] == {"Ref": "Second"}
        assert replica.arn.to_dict() == {
            "Fn::Sub": [
                "arn:${AWS::Partition}:cognito-idp:${ReplicaRegion}:${AWS::AccountId}:userpool/us-east-1_abc",
                {"ReplicaRegion": {"Ref": "Second"}},
            ]
        }
        assert lint(template.to_dict()) == []

    def test_demands_on_the_pool(self, template):
        """A pool on the Lite plan, without key and issuer, is refused for all three reasons at once."""
        users = UserPool("Users", sms=None, feature_plan=FeaturePlan.LITE).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolReplica("West", user_pool=users, region_name="us-west-2").add_to(template)
        assert rules_broken(error) == ["E9831", "E9832", "E9833"]
        assert "West" not in template.resources

    @pytest.mark.parametrize(
        "key", [kms.Key("Key", KeyPolicy={}), "arn:aws:kms:us-east-1:111122223333:key/1234"], ids=["resource", "ARN"]
    )
    def test_key_of_one_region(self, template, key):
        """A key that is in one Region only is refused."""
        if isinstance(key, kms.Key):
            template.add_resource(key)
        users = UserPool("Users", sms=None, kms_key=key, issuer=IssuerType.UPDATED).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolReplica("West", user_pool=users, region_name="us-west-2").add_to(template)
        assert rules_broken(error) == ["E9832"]

    def test_two_replicas(self, template):
        """A second replica of a pool is refused."""
        users = UserPool("Users", sms=None, kms_key=KEY, issuer=IssuerType.UPDATED).add_to(template)
        UserPoolReplica("West", user_pool=users, region_name="us-west-2").add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolReplica("Ireland", user_pool=users, region_name="eu-west-1").add_to(template)
        assert rules_broken(error) == ["E9834"]

    def test_region_of_the_pool(self, template):
        """The Region of the pool itself is refused, by the id of the pool or by the stack's Region."""
        users = UserPool("Users", sms=None, kms_key=KEY, issuer=IssuerType.UPDATED).add_to(template)
        for pool, region in ((users, Ref("AWS::Region")), (ExistingUserPool("us-east-1_abc"), "us-east-1")):
            with pytest.raises(ConfigurationError) as error:
                UserPoolReplica("Same", user_pool=pool, region_name=region).add_to(template)
            assert rules_broken(error) == ["E9835"]


class TestRegionalConfiguration:
    def test_everything(self, template):
        """The pool's features render for the second Region, with a role and permissions of its own."""
        UserPoolRegionalConfiguration(
            "West",
            user_pool=ExistingUserPool("us-east-1_abc"),
            status=ReplicaStatus.ACTIVE,
            email=SesEmail(from_email="no-reply@example.com"),
            sms=SmsDelivery(),
            lambda_triggers=LambdaTriggers(
                pre_sign_up=FUNCTION,
                pre_token_generation_config=PreTokenGeneration(FUNCTION, version=LambdaVersion.V2_0),
            ),
            tags=Tags(team="a"),
        ).add_to(template)
        resources = template.to_dict()["Resources"]
        assert sorted(resources) == [
            "West",
            "WestPreSignUpPermission",
            "WestPreTokenGenerationConfigPermission",
            "WestSmsRole",
        ]
        identity = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/no-reply@example.com"
        assert resources["West"]["Properties"] == {
            "UserPoolId": "us-east-1_abc",
            "Status": "ACTIVE",
            "EmailConfiguration": {
                "EmailSendingAccount": "DEVELOPER",
                "From": "no-reply@example.com",
                "SourceArn": {"Fn::Sub": identity},
            },
            "SmsConfiguration": {
                "SnsCallerArn": {"Fn::GetAtt": ["WestSmsRole", "Arn"]},
                "ExternalId": {"Fn::Sub": "${AWS::StackName}-West"},
            },
            "LambdaConfig": {
                "PreSignUp": FUNCTION,
                "PreTokenGenerationConfig": {"LambdaArn": FUNCTION, "LambdaVersion": "V2_0"},
            },
            "UserPoolTags": {"team": "a"},
        }
        arn = "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/us-east-1_abc"
        assert resources["WestPreSignUpPermission"]["Properties"]["SourceArn"] == {"Fn::Sub": arn}
        assert resources["WestSmsRole"]["DeletionPolicy"] == "Retain"
        assert lint(template.to_dict()) == []

    def test_role_of_a_disposable_stack(self, template):
        """The role goes with a disposable stack."""
        UserPoolRegionalConfiguration(
            "West",
            user_pool=ExistingUserPool("us-east-1_abc"),
            sms=EndUserMessagingSms(),
            removal_policy=RemovalPolicy.DESTROY,
        ).add_to(template)
        resources = template.to_dict()["Resources"]
        assert resources["WestSmsRole"]["DeletionPolicy"] == "Delete"
        assert set(resources["West"]["Properties"]["SmsConfiguration"]) == {"EumsSms"}
        assert lint(template.to_dict()) == []

    def test_pool_by_parameter(self, template):
        """The pool's id may be a parameter, which the permission then names too."""
        template.add_parameter(Parameter("PoolId", Type="String"))
        UserPoolRegionalConfiguration(
            "West", user_pool=ExistingUserPool(Ref("PoolId")), lambda_triggers=LambdaTriggers(pre_sign_up=FUNCTION)
        ).add_to(template)
        text, variables = properties_in(template, "WestPreSignUpPermission")["SourceArn"]["Fn::Sub"]
        assert text.endswith(":cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/${Id}")
        assert variables == {"Id": {"Ref": "PoolId"}}
        assert lint(template.to_dict()) == []

    def test_pool_of_the_same_stack(self, template):
        """A pool of the same template, which is in its first Region there, is refused."""
        users = UserPool("Users", sms=None, kms_key=KEY, issuer=IssuerType.UPDATED).add_to(template)
        with pytest.raises(ConfigurationError) as error:
            UserPoolRegionalConfiguration("West", user_pool=users).add_to(template)
        assert rules_broken(error) == ["E9841"]
        assert error.value.findings[0].option == "user_pool"

    def test_problems_of_a_feature(self, template):
        """What a feature finds wrong is said with the option, and nothing is added."""
        with pytest.raises(ConfigurationError, match="not ASCII") as error:
            UserPoolRegionalConfiguration(
                "West",
                user_pool=ExistingUserPool("us-east-1_abc"),
                sms=SmsDelivery(),
                email=SesEmail(from_email="jürgen@example.com"),
            ).add_to(template)
        assert error.value.findings[0].option == "email.from_email"
        assert not template.resources

    def test_unknown_status(self, template):
        """A status that does not exist is refused, wherever it comes from."""
        with pytest.raises(ConfigurationError) as error:
            UserPoolRegionalConfiguration(
                "West", user_pool=ExistingUserPool("us-east-1_abc"), properties={"Status": "ENABLED"}
            ).add_to(template)
        assert rules_broken(error) == ["E9842"]
