"""The rules about the role through which a pool sends text messages: every way to write a policy."""

from __future__ import annotations

import copy

import pytest
from troposphere import GetAtt, Join, Ref, Sub, Template, iam

from troposphere_cognito_l2 import ConfigurationError, SmsDelivery, UserPool
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.resource_types import USER_POOL
from troposphere_cognito_l2.checks.view import TemplateView

COGNITO = {"Service": "cognito-idp.amazonaws.com"}
PARAMETER = {"Ref": "Parameter"}
TRUST = {"Effect": "Allow", "Principal": COGNITO, "Action": "sts:AssumeRole"}
SEND = {"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}


def found(trust=TRUST, allow=SEND, external_id=None, *, eums=False, role=None, complete=False, **others):
    """The ids of what the rules on the SMS role find; what is given stands in for the statements."""
    arn = {"Fn::GetAtt": "Role.Arn"}
    sms = {"CallerArn": arn} if eums else {"SnsCallerArn": arn}
    if external_id is not None:
        sms["ExternalId"] = external_id
    properties = {"AssumeRolePolicyDocument": {"Statement": trust}}
    if allow is not None:
        properties["Policies"] = [{"PolicyName": "send", "PolicyDocument": {"Statement": allow}}]
    template = TemplateView(
        {
            "Role": {"Type": "AWS::IAM::Role", "Properties": properties if role is None else role},
            "Pool": {"Type": USER_POOL, "Properties": {"SmsConfiguration": {"EumsSms": sms} if eums else sms}},
            **others,
        }
    )
    template.complete = complete
    ids = {finding.rule for finding in findings_of(template.resource("Pool"))}
    return ids & {"E9139", "E9173", "E9174", "W9175"}


class TestTrust:
    @pytest.mark.parametrize(
        "change",
        [
            {},
            {"Principal": {"Service": ["lambda.amazonaws.com", "cognito-idp.amazonaws.com"]}},
            {"Principal": {"Service": {"Fn::Sub": "cognito-idp.${AWS::URLSuffix}"}}},
            {"Principal": {"Service": PARAMETER}},
            {"Principal": {"Service": ["lambda.amazonaws.com", PARAMETER]}},
            {"Principal": PARAMETER},
            {"Principal": "*"},
            {"Principal": {"AWS": "*"}},
            {"Action": ["sts:AssumeRole", "sts:TagSession"]},
            {"Action": "sts:*"},
            {"Action": "STS:assumerole"},
            {"Action": "*"},
            {"Action": ["sts:TagSession", PARAMETER]},
            {"Condition": PARAMETER},
            {"Effect": PARAMETER},
        ],
    )
    def test_trusting(self, change):
        """Cognito may assume the role, or only the deploy knows."""
        assert found({**TRUST, **change}) == set()
        assert found([{**TRUST, **change}]) == set()

    @pytest.mark.parametrize(
        "change",
        [
            {"Principal": {"Service": "cognito-identity.amazonaws.com"}},
            {"Principal": {"Service": ["lambda.amazonaws.com", "sns.amazonaws.com"]}},
            {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}},
            {"Principal": {"Federated": "cognito-identity.amazonaws.com"}},
            {"Action": "sts:AssumeRoleWithWebIdentity"},
            {"Action": ["sts:TagSession"]},
            {"Effect": "Deny"},
        ],
    )
    def test_not_trusting(self, change):
        """Cognito surely may not assume the role."""
        assert found({**TRUST, **change}) == {"E9173"}
        assert found([{**TRUST, **change}]) == {"E9173"}

    @pytest.mark.parametrize("trust", [PARAMETER, [PARAMETER], [{**TRUST, "Effect": "Deny"}, PARAMETER]])
    def test_unknown_statements(self, trust):
        """A statement that only the deploy knows may trust Cognito."""
        assert found(trust) == set()

    @pytest.mark.parametrize("name", ["NotPrincipal", "NotAction"])
    def test_exclusions_are_left_alone(self, name):
        """Statements that say who or what is not meant are not judged."""
        trust = {**TRUST, name: "anything"}
        trust.pop(name.removeprefix("Not"))
        assert found(trust) == set()

    def test_other_resources(self):
        """A reference to something else than a role, or to a role elsewhere, is not judged."""
        assert found(Role={"Type": "AWS::CloudFormation::Stack"}) == set()

    def test_document_as_text(self):
        """A trust policy written as text is not judged."""
        assert found(role={"AssumeRolePolicyDocument": "{}", "ManagedPolicyArns": ["arn:x"]}) == set()


class TestExternalId:
    @staticmethod
    def trust(value, operator="StringEquals", key="sts:ExternalId"):
        return {**TRUST, "Condition": {operator: {key: value}}}

    @pytest.mark.parametrize(
        ("trusted", "given"),
        [
            ("pool", "pool"),
            (["other", "pool"], "pool"),
            ({"Fn::Sub": "${AWS::StackName}-Users"}, {"Fn::Sub": "${AWS::StackName}-Users"}),
            ({"Fn::Sub": "${AWS::StackName}-Users"}, {"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "Users"]]}),
            (PARAMETER, "pool"),
            ("pool", PARAMETER),
            ({"Fn::Sub": "${AWS::StackName}-Users"}, "production-Users"),
        ],
    )
    def test_agreeing(self, trusted, given):
        """Both sides are equal, or may turn out to be."""
        assert found(self.trust(trusted), external_id=given) == set()

    @pytest.mark.parametrize(
        ("trusted", "given"), [("pool", "other"), (["pool", "users"], "other"), ("pool", None), (PARAMETER, None)]
    )
    def test_disagreeing(self, trusted, given):
        """Two literals that differ, or a pool that presents none where the role asks for one."""
        assert found(self.trust(trusted), external_id=given) == {"E9174"}

    def test_key_in_other_letters(self):
        """Condition keys are the same in small letters and capitals."""
        assert found(self.trust("pool", key="STS:externalid"), external_id="other") == {"E9174"}

    def test_pattern(self):
        """A pattern may match; it still asks for some external id."""
        assert found(self.trust("pool-*", "StringLike"), external_id="pool-1") == set()
        assert found(self.trust("pool-*", "StringLike")) == {"E9174"}

    def test_if_exists(self):
        """A condition that holds where there is no external id asks for none."""
        assert found(self.trust("pool", "StringEqualsIfExists")) == set()

    def test_one_of_two_statements(self):
        """One statement that takes the pool's external id is enough."""
        assert found([self.trust("other"), self.trust("pool")], external_id="pool") == set()
        assert found([self.trust("other"), self.trust("another")], external_id="pool") == {"E9174"}

    def test_no_condition(self):
        """A role that asks for no external id takes any."""
        assert found(external_id="pool") == set()

    def test_end_user_messaging(self):
        """The same holds for AWS End User Messaging."""
        allow = {**SEND, "Action": "sms-voice:SendTextMessage"}
        assert found(self.trust("pool"), allow, "other", eums=True) == {"E9174"}
        assert found(self.trust("pool"), allow, "pool", eums=True) == set()


class TestPermission:
    @pytest.mark.parametrize(
        "change",
        [
            {"Action": ["sns:Publish"]},
            {"Action": "sns:*"},
            {"Action": "*"},
            {"Action": "SNS:publish"},
            {"Action": PARAMETER},
            {"Resource": ["arn:aws:sns:eu-west-1:111122223333:topic", "*"]},
            {"Resource": PARAMETER},
            {"Effect": PARAMETER},
        ],
    )
    def test_allowed(self, change):
        """The role may send, or only the deploy knows."""
        assert found(allow={**SEND, **change}) == set()
        assert found(allow=[{**SEND, **change}]) == set()

    @pytest.mark.parametrize(
        "change",
        [
            {"Action": "sns:ListTopics"},
            {"Resource": "arn:aws:sns:eu-west-1:111122223333:topic"},
        ],
    )
    def test_not_allowed(self, change):
        """No policy allows it: a hazard only, since another policy may be added later."""
        assert found(allow={**SEND, **change}) == {"W9175"}

    def test_denied(self):
        """What the role's own policy denies no other policy can allow."""
        assert found(allow={**SEND, "Effect": "Deny"}, complete=True) == {"E9139"}

    def test_no_policy(self):
        """A role without any policy is a hazard too."""
        assert found(allow=None) == {"W9175"}

    def test_exclusions_are_left_alone(self):
        """Statements that say what is not meant are not judged."""
        assert found(allow={"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}) == set()
        assert found(allow={"Effect": "Allow", "Action": "sns:Publish", "NotResource": "arn:aws:sns:*:*:*"}) == set()

    @pytest.mark.parametrize(
        "policy",
        [
            {"Type": "AWS::IAM::Policy", "Properties": {"Roles": [{"Ref": "Role"}]}},
            {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"Roles": [PARAMETER]}},
            {"Type": "AWS::IAM::RolePolicy", "Properties": {"RoleName": {"Ref": "Role"}}},
        ],
    )
    def test_other_policies(self, policy):
        """A policy beside the role that is, or may be, attached to it is given the benefit of the doubt."""
        assert found(allow=None, Policy=policy) == set()

    def test_policy_of_another_role(self):
        """A policy that is surely of other roles does not count."""
        policy = {"Type": "AWS::IAM::Policy", "Properties": {"Roles": ["another", {"Ref": "Other"}]}}
        assert found(allow=None, Policy=policy, Other={"Type": "AWS::IAM::Role"}) == {"W9175"}

    @pytest.mark.parametrize("change", [{"Action": "sns:ListTopics"}, {"Resource": "arn:aws:sns:eu-west-1:1:topic"}])
    def test_nobody_can_allow_it_later(self, change):
        """Where nothing can be added Cognito refuses the role; what it wants of the other way to send is not known."""
        assert found(allow={**SEND, **change}, complete=True) == {"E9139"}
        assert found(allow={**SEND, **change}, complete=True, eums=True) == {"W9175"}

    def test_role_that_a_custom_resource_knows(self):
        """A custom resource that is told of the role may attach a policy."""
        told = {"Type": "Custom::Policy", "Properties": {"Role": {"Ref": "Role"}}}
        assert found(allow=None, Told=told, complete=True) == {"W9175"}

    def test_managed_policies(self):
        """What managed policies allow is not known here."""
        role = {"AssumeRolePolicyDocument": {"Statement": TRUST}, "ManagedPolicyArns": ["arn:x"]}
        assert found(role=role) == set()


class TestAddTo:
    """The same rules in add_to, over troposphere objects."""

    @staticmethod
    def role(external_id="pool", **changes):
        trust = {**copy.deepcopy(TRUST), "Condition": {"StringEquals": {"sts:ExternalId": external_id}}, **changes}
        return iam.Role("Sms", AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": [trust]})

    def test_wrong_external_id(self):
        """A role of the template with another external id is refused, by the option's name."""
        template = Template()
        role = template.add_resource(self.role("another"))
        with pytest.raises(ConfigurationError) as caught:
            UserPool("Users", sms=SmsDelivery(role=role, external_id="pool")).add_to(template)
        [finding] = caught.value.findings
        assert (finding.rule, finding.option, finding.value) == ("E9174", "sms.external_id", "pool")
        assert "another" in finding.allowed
        assert list(template.resources) == ["Sms"]

    @pytest.mark.parametrize("external_id", ["pool", Ref("ExternalId"), Sub("${AWS::StackName}-pool")])
    def test_same_external_id(self, external_id):
        """The same external id, or intrinsic, on both sides is accepted."""
        template = Template()
        role = template.add_resource(self.role(external_id))
        UserPool("Users", sms=SmsDelivery(role=role, external_id=external_id)).add_to(template)

    def test_equal_in_another_form(self):
        """A Join that says the same as a Sub is the same."""
        template = Template()
        role = template.add_resource(self.role(Sub("${AWS::StackName}-pool")))
        joined = Join("-", [Ref("AWS::StackName"), "pool"])
        UserPool("Users", sms=SmsDelivery(role=GetAtt(role, "Arn"), external_id=joined)).add_to(template)

    def test_permission_may_come_later(self):
        """A role that has no permission yet is accepted: its policy may be added after the pool."""
        template = Template()
        role = template.add_resource(self.role())
        UserPool("Users", sms=SmsDelivery(role=role, external_id="pool")).add_to(template)

    def test_wrong_principal(self):
        """A role that trusts another service is refused."""
        template = Template()
        role = template.add_resource(self.role(Principal={"Service": "cognito-identity.amazonaws.com"}))
        with pytest.raises(ConfigurationError, match="E9173"):
            UserPool("Users", sms=SmsDelivery(role=role, external_id="pool")).add_to(template)
