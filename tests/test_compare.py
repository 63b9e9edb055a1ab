"""`compare`: what an update does, by rules that hold for all types, under conditions and parameters."""

from __future__ import annotations

import json
from typing import Any

import pytest
from troposphere import Parameter, Ref, Template, cognito

from troposphere_cognito_l2 import DangerousChangeError, UnusableTemplateError, compare

POOL, CLIENT, GROUP = "AWS::Cognito::UserPool", "AWS::Cognito::UserPoolClient", "AWS::Cognito::UserPoolGroup"
DOMAIN, PROVIDER = "AWS::Cognito::UserPoolDomain", "AWS::Cognito::UserPoolIdentityProvider"


def pool(**properties: Any) -> dict[str, Any]:
    return {"Type": POOL, "Properties": properties}


def member(kind: str = CLIENT, owner: str = "Users", **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": {"UserPoolId": {"Ref": owner}, **properties}}


def template(**resources: Any) -> dict[str, Any]:
    return {"Resources": resources}


SHOP = template(
    Users=pool(UserPoolName="shop"),
    Web=member(),
    Admins=member(GROUP, GroupName="admins"),
)
STAGE = {"Stage": {"Type": "String", "AllowedValues": ["dev", "prod"], "Default": "prod"}}
IN_PROD = {"InProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}


def changed(text: str, other: str, given: Any = SHOP) -> Any:
    """The template with a text of its JSON replaced by another."""
    return json.loads(json.dumps(given).replace(text, other))


def found(old: Any, new: Any, **options: Any) -> list[tuple[str, str, str, str]]:
    """Severity, effect, resource and path of all changes."""
    report = compare(old, new, **options)
    return [(one.severity.value, one.effect.value, one.resource, one.path) for one in report.changes]


class TestRenames:
    """Another logical id is another resource to CloudFormation."""

    def test_pool(self):
        """The pool loses its users, and what belongs to it is made anew with it."""
        assert found(SHOP, changed("Users", "Customers")) == [
            ("error", "users-lost", "Users", ""),
            ("warning", "replaced", "Web", "UserPoolId"),
            ("warning", "replaced", "Admins", "UserPoolId"),
        ]

    def test_two_pools_at_once(self):
        """Two pools that are renamed at once are told apart by their clients, though they say the same."""
        old = template(A=pool(), B=pool(), ClientOfA=member(owner="A"), ClientOfB=member(owner="B"))
        new = template(Y=pool(), Z=pool(), ClientOfA=member(owner="Z"), ClientOfB=member(owner="Y"))
        renamed = {one.resource: one.new for one in compare(old, new).errors}
        assert renamed == {"A": "Z", "B": "Y"}

    def test_equal_candidates(self):
        """Two new pools that are equally like the old one are named both, and none is called its new id."""
        [change] = compare(template(Users=pool()), template(A=pool(), B=pool())).changes
        assert (change.rule, change.new) == ("C9001", None)
        assert "A, B are equally like it" in change.message

    def test_everything_around_it_too(self):
        """A pool is recognised when its clients are renamed with it."""
        new = changed("Web", "Site", changed("Users", "Customers"))
        assert {(one.resource, one.new) for one in compare(SHOP, new).changes if one.rule == "C9002"} == {
            ("Users", "Customers"),
            ("Web", "Site"),
        }

    def test_group(self):
        """A group under another logical id is refused, since the old one has the name until the new one is there."""
        assert found(SHOP, changed("Admins", "Root")) == [
            ("error", "users-lost", "Admins", ""),
            ("error", "rejected", "Root", "GroupName"),
        ]

    def test_client(self):
        """A client under another logical id has another id."""
        assert found(SHOP, changed("Web", "Site")) == [("error", "replaced", "Web", "")]

    def test_another_client(self):
        """A client that is removed while one of another name is added is no rename."""
        old, new = template(Web=member(ClientName="web")), template(App=member(ClientName="app"))
        assert found(old, new) == [("warning", "sign-in-breaks", "Web", "")]

    def test_domain_moves_with_the_pool(self):
        """A domain can't follow a renamed pool, since the prefix is taken until the old one is deleted."""
        old = template(Users=pool(), Domain=member(DOMAIN, Domain="shop"))
        assert ("error", "rejected", "Domain", "Domain") in found(old, changed("Users", "Customers", old))

    def test_type(self):
        """A logical id that gets another type is refused, and its users are lost besides."""
        new = template(**{**SHOP["Resources"], "Users": {"Type": "AWS::SNS::Topic"}})
        assert ("error", "rejected", "Users", "Type") in found(SHOP, new)


class TestOnePlace:
    """What several rules of `check` say of one property, or one rule of several things in it."""

    def test_two_refusals(self):
        """Of two refusals at one property the one is accepted without the other, whatever the order."""
        factors = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]
        mfa = {"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]}
        old = template(Users=pool(Policies={"SignInPolicy": {"AllowedFirstAuthFactors": factors}}, **mfa))
        new = changed("OPTIONAL", "ON", old)
        refused = [one for one in compare(old, new).changes if one.rule == "C9121"]
        assert [(one.path, one.about) for one in refused] == [
            ("Policies.SignInPolicy.AllowedFirstAuthFactors", about) for about in ("E9127", "E9127, 2", "E9128")
        ]
        for accepted in refused:
            report = compare(old, new, accept={accepted.fingerprint: "looked at"})
            assert [one for one in report.changes if one.rule == "C9121"] == [
                one for one in refused if one is not accepted
            ]

    def test_two_slots(self):
        """Both roles of an identity pool are lost, each by itself."""
        roles = {
            "authenticated": "arn:aws:iam::111122223333:role/a",
            "unauthenticated": "arn:aws:iam::111122223333:role/b",
        }
        kind = "AWS::Cognito::IdentityPoolRoleAttachment"
        old, new = (
            template(Roles={"Type": kind, "Properties": {"IdentityPoolId": "eu-west-1:1", "Roles": given}})
            for given in (roles, {"other": "x"})
        )
        lost = [one for one in compare(old, new).changes if one.rule == "C9621"]
        assert [one.about for one in lost] == ["authenticated", "unauthenticated"]
        assert lost[0].fingerprint != lost[1].fingerprint


class TestRemoval:
    """A resource that is in the new template no more."""

    def test_pool_is_deleted(self):
        """A pool without a deletion policy takes its users along; what belongs to it is not told of one by one."""
        assert found(SHOP, template()) == [("error", "users-lost", "Users", "")]

    def test_pool_is_kept(self):
        """A retained pool is left behind: no error, but nobody manages its users."""
        old = template(Users={**pool(), "DeletionPolicy": "Retain"})
        assert found(old, template()) == [("warning", "users-lost", "Users", "")]

    def test_advice_is_about_what_is_not_so_yet(self):
        """Who has the pool retained is not told to retain it."""
        [kept] = compare(template(Users={**pool(), "DeletionPolicy": "Retain"}), template()).changes
        [lost] = compare(template(Users=pool()), template()).changes
        assert "DeletionPolicy: Retain" in lost.fix
        assert "Retain" not in kept.fix
        assert kept.steps == ()

    def test_pool_is_protected(self):
        """The delete of a protected pool fails, and leaves it behind."""
        assert found(template(Users=pool(DeletionProtection="ACTIVE")), template()) == [
            ("error", "rejected", "Users", "DeletionProtection"),
            ("warning", "users-lost", "Users", ""),
        ]

    @pytest.mark.parametrize("policy", ["DeletionPolicy", "UpdateReplacePolicy"])
    def test_less_protected(self, policy):
        """A policy that lets go of the users is reported before anything is lost."""
        old = template(Users={**pool(), policy: "Retain"})
        assert found(old, template(Users=pool())) == [("warning", "users-lost", "Users", policy)]
        assert found(template(Users=pool()), old) == []

    def test_protection_switched_off(self):
        """Deletion protection that is switched off, or left out, is reported; switched on is not."""
        on, off = template(Users=pool(DeletionProtection="ACTIVE")), template(Users=pool())
        assert found(on, off) == [("warning", "users-lost", "Users", "DeletionProtection")]
        assert found(off, on) == []

    def test_group(self):
        """A group that is removed takes its memberships along."""
        assert found(SHOP, template(Users=SHOP["Resources"]["Users"], Web=member())) == [
            ("error", "users-lost", "Admins", "")
        ]


class TestReplacement:
    """A property that can't be changed makes another resource."""

    def test_group_name(self):
        """Another group has no members."""
        assert found(SHOP, changed("admins", "root")) == [
            ("error", "users-lost", "Admins", ""),
            ("warning", "replaced", "Admins", "GroupName"),
        ]

    def test_follows_its_reference(self):
        """What refers to a group by Ref in a property that can't be changed is made anew with it."""
        kind = "AWS::Cognito::UserPoolUserToGroupAttachment"
        old = template(**SHOP["Resources"], Root=member(kind, Username="root", GroupName={"Ref": "Admins"}))
        assert ("warning", "replaced", "Root", "GroupName") in found(old, changed("admins", "root", old))

    def test_only_the_deploy_knows(self):
        """A name that becomes a parameter without a default is told for information only."""
        new = changed('"admins"', '{"Ref": "Name"}') | {"Parameters": {"Name": {"Type": "String"}}}
        assert found(SHOP, new) == [("info", "replaced", "Admins", "GroupName")]
        assert found(SHOP, new, parameters={"Name": "admins"}) == []
        assert ("error", "users-lost", "Admins", "") in found(SHOP, new, parameters={"Name": "root"})


class TestParameters:
    """What parameters and conditions do."""

    def conditional(self, default: str = "prod") -> dict[str, Any]:
        users = {**SHOP["Resources"]["Users"], "Condition": "InProd"}
        parameters = {"Stage": {**STAGE["Stage"], "Default": default}}
        return {"Parameters": parameters, "Conditions": IN_PROD, "Resources": {**SHOP["Resources"], "Users": users}}

    def test_new_condition(self):
        """A condition that a resource gets removes it wherever it does not hold."""
        [change] = compare({**SHOP, "Parameters": STAGE}, self.conditional()).errors
        assert (change.effect.value, change.resource, change.scenario) == ("users-lost", "Users", "Stage=dev")

    def test_new_parameter_has_its_default(self):
        """A parameter that is new takes its default, so a condition that holds then removes nothing."""
        assert found(SHOP, self.conditional()) == []
        assert found(SHOP, self.conditional("dev")) == [("error", "users-lost", "Users", "")]

    def test_given_values(self):
        """Values that are given for the update decide; without them old and new values are the same."""
        both = self.conditional(), self.conditional()
        assert found(*both) == []
        assert found(*both, old_parameters={"Stage": "prod"}, parameters={"Stage": "dev"}) == [
            ("error", "users-lost", "Users", "")
        ]

    def test_changed_default(self):
        """A default that changed is a warning, since an update may keep the value; an error if the default is taken."""
        both = self.conditional(), self.conditional("dev")
        assert found(*both) == [("warning", "users-lost", "Users", "")]
        assert "Stage=prod before and dev after" in compare(*both).changes[0].scenario
        assert found(*both, old_parameters={}, parameters={}) == [("error", "users-lost", "Users", "")]
        assert found(*both, old_parameters={"Stage": "prod"}) == []

    def test_same_condition_by_another_name(self):
        """A condition that is renamed, and holds when the old one did, changes nothing."""
        old = self.conditional()
        assert found(old, changed("InProd", "IsProduction", old)) == []

    def test_opposite_branches(self):
        """An If whose branches are swapped together with its condition changes nothing."""
        name = {"Fn::If": ["InProd", "shop", "shop-dev"]}
        old = {"Parameters": STAGE, "Conditions": IN_PROD, **template(Admins=member(GROUP, GroupName=name))}
        swapped = {"Fn::If": ["NotProd", "shop-dev", "shop"]}
        conditions = {"NotProd": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Stage"}, "prod"]}]}}
        new = {"Parameters": STAGE, "Conditions": conditions, **template(Admins=member(GROUP, GroupName=swapped))}
        assert found(old, new) == []
        [replaced] = [one for one in compare(old, changed("shop-dev", "other", new)).changes if one.path]
        assert replaced.scenario == "Stage=dev"


class TestSameThing:
    """Ways of saying the same that change nothing."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ({"Policies": {"PasswordPolicy": {"MinimumLength": 12}}}, {"Policies": {"PasswordPolicy": {"MinimumLength": "12"}}}),
            ({"AutoVerifiedAttributes": ["email", "phone_number"]}, {"AutoVerifiedAttributes": ["phone_number", "email"]}),
            ({}, {"UserPoolTier": "ESSENTIALS"}),
            ({"DeletionProtection": "INACTIVE"}, {}),
            ({"UserPoolName": "a-b"}, {"UserPoolName": {"Fn::Join": ["-", ["a", "b"]]}}),
            ({"UserPoolName": {"Fn::Sub": "${AWS::StackName}-x"}}, {"UserPoolName": {"Fn::Join": ["-", [{"Ref": "AWS::StackName"}, "x"]]}}),
            ({"AutoVerifiedAttributes": []}, {}),
        ],
    )  # fmt: skip
    def test_pool(self, old, new):
        """Numbers in quotes, another order, a default written out, a text put together: all the same."""
        assert found(template(Users=pool(**old)), template(Users=pool(**new)), in_place=True) == []

    def test_references(self):
        """Ref and GetAtt of an id, and the name of what is referred to, are the same."""
        old = template(
            Users=pool(), Google=member(PROVIDER, ProviderName="Google", ProviderType="Google"), Web=member()
        )
        old["Resources"]["Web"]["Properties"]["SupportedIdentityProviders"] = ["Google"]
        new = json.loads(json.dumps(old).replace('{"Ref": "Users"}', '{"Fn::GetAtt": ["Users", "UserPoolId"]}'))
        new["Resources"]["Web"]["Properties"]["SupportedIdentityProviders"] = [{"Ref": "Google"}]
        assert found(old, new, in_place=True) == []

    def test_kinds_of_input(self, tmp_path):
        """A troposphere template, JSON, YAML with short intrinsics and a path can be compared with one another."""
        made = Template()
        name = made.add_parameter(Parameter("Name", Type="String"))
        made.add_resource(cognito.UserPool("Users", UserPoolName=Ref(name)))
        path = tmp_path / "template.yaml"
        path.write_text(
            "Parameters: {Name: {Type: String}}\n"
            "Resources: {Users: {Type: AWS::Cognito::UserPool, Properties: {UserPoolName: !Ref Name}}}\n"
        )
        for one in (made, made.to_dict(), made.to_json(), made.to_yaml(), path):
            for other in (made, path):
                assert compare(one, other, in_place=True).changes == ()

    def test_outside_of_cognito(self):
        """Changes of other resources are none of its business."""
        old = template(Users=pool(), Queue={"Type": "AWS::SQS::Queue"})
        assert found(old, template(Users=pool(), Topic={"Type": "AWS::SNS::Topic"}), in_place=True) == []


class TestReport:
    """What the report tells and does."""

    def test_dangerous_change_fails_a_test(self):
        """A report with an error raises it when asked to, with what it says."""
        with pytest.raises(DangerousChangeError, match="Customers"):
            compare(SHOP, changed("Users", "Customers")).raise_for_errors()

    def test_accepted(self):
        """A change that somebody accepted is told apart, and an acceptance of nothing is stale."""
        [change] = compare(SHOP, changed("Web", "Site")).changes
        accept = {change.fingerprint: "nobody uses it yet", "0" * 16: "long ago"}
        report = compare(SHOP, changed("Web", "Site"), accept=accept)
        assert report.ok
        assert report.counted() == "nothing else that loses users, is refused or breaks sign-in; 1 accepted"
        assert report.accepted == ((change, "nobody uses it yet"),)
        assert report.stale == ("0" * 16,)

    def test_in_place(self):
        """A harmless change is told only when that is asked for."""
        new = changed("shop", "store")
        assert found(SHOP, new) == []
        assert found(SHOP, new, in_place=True) == [("info", "in-place", "Users", "UserPoolName")]

    @pytest.mark.parametrize("nothing", ["", "[]", "{", b"\xff\xfe"])
    def test_unusable(self, nothing):
        """What is no template is refused on either side."""
        for both in ((nothing, SHOP), (SHOP, nothing)):
            with pytest.raises(UnusableTemplateError):
                compare(*both)

    def test_macro(self):
        """A macro that may rewrite everything is noted, and nothing is said."""
        report = compare(SHOP, {**SHOP, "Transform": "Mine"})
        assert (report.changes, len(report.notes)) == ((), 1)
