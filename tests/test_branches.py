"""Helpers look into the branches of an ``If`` as `check` does, under the template's own conditions."""

from __future__ import annotations

import pytest
from troposphere import Condition as Named, Equals, FindInMap, If, Not, Parameter, Ref, Template, cognito

from troposphere_cognito_l2 import (
    ConfigurationError,
    ManagedLoginVersion,
    Mfa,
    MfaMode,
    OAuth,
    OAuthScope,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
    UserPoolGroup,
    check,
)


@pytest.fixture
def staged() -> Template:
    """A template with two conditions that exclude each other."""
    template = Template()
    template.add_parameter(Parameter("Stage", Type="String"))
    template.add_condition("IsProd", Equals(Ref("Stage"), "prod"))
    template.add_condition("IsTest", Not(Named("IsProd")))
    return template


def refused(make, template, **options):
    """Rule, option and scenario of what is refused; the template is as it was."""
    before = dict(template.resources)
    with pytest.raises(ConfigurationError) as caught:
        make.add_to(template, **options)
    assert template.resources == before
    return [(one.rule, one.option, one.scenario) for one in caught.value.findings]


def test_a_branch_that_would_be_refused(staged):
    """What a branch says is refused by the option that has it, with the parameter values that show it."""
    users = UserPool("Users").add_to(staged)
    prefix = UserPoolDomain("SignIn", user_pool=users, prefix=If("IsProd", "shop-aws", "shop"))
    assert refused(prefix, staged) == [("E9302", "prefix", "Stage=prod")]
    oauth = OAuth.authorization_code(
        callback_urls=[If("IsTest", "http://shop.example.com", "https://shop.example.com")], scopes=[OAuthScope.OPENID]
    )
    client = UserPoolClient("Web", user_pool=users, oauth=oauth)
    assert refused(client, staged) == [("E9206", "oauth.callback_urls", "Stage!=prod")]
    with pytest.raises(ConfigurationError, match="when:    Stage=prod"):
        prefix.add_to(staged)


def test_a_branch_is_refused_as_check_refuses_it(staged):
    """The same rule speaks under the same values, whether a helper adds a resource or a template is looked at."""
    pool = UserPool("Users", user_pool_name=If("IsProd", "users/prod", "users"))
    said = refused(pool, staged)
    UserPool("Users", user_pool_name=If("IsProd", "users/prod", "users")).add_to(staged, ignore=["E9101"])
    staged.resources["Users"].resource.pop("Metadata")
    errors = check(staged).errors
    assert [(one.rule, one.scenario) for one in errors] == [(rule, scenario) for rule, _, scenario in said]


def test_both_branches_may_be_right(staged):
    """Branches that only go together in ways that Cognito takes are added as they are."""
    made = UserPool(
        "Users",
        user_pool_name=If("IsProd", "users", "users-test"),
        mfa=Mfa(MfaMode.OPTIONAL, totp=True),
        properties={"UserPoolTier": If("IsProd", "PLUS", "LITE")},
    ).add_to(staged)
    assert made.resource.UserPoolName.to_dict() == {"Fn::If": ["IsProd", "users", "users-test"]}
    assert check(staged).errors == ()


def test_what_exclude_each_other_do_not_meet(staged):
    """Two names that are the same under no parameter value are no clash; under one they are."""
    users = UserPool("Users").add_to(staged)
    UserPoolGroup("Staff", user_pool=users, group_name=If("IsProd", "staff", "testers")).add_to(staged)
    UserPoolGroup("Others", user_pool=users, group_name=If("IsTest", "staff", "others")).add_to(staged)
    again = UserPoolGroup("More", user_pool=users, group_name=If("IsTest", "more", "staff"))
    assert refused(again, staged) == [("E9512", "group_name", "Stage=prod")]


def test_a_branch_of_what_is_there_already(staged):
    """What a resource of the template says under a condition counts for what joins it."""
    users = UserPool("Users").add_to(staged)
    users.resource.UserPoolTier = If("IsProd", "ESSENTIALS", "LITE")
    unfinished = staged.add_resource(cognito.UserPoolDomain("Unfinished"))
    pages = ManagedLoginVersion.NEWER_MANAGED_LOGIN
    domain = UserPoolDomain("SignIn", user_pool=users, prefix="shop", managed_login_version=pages)
    assert refused(domain, staged) == [("E9309", "managed_login_version", "Stage!=prod")]
    assert unfinished.properties == {}


def test_a_rule_is_gone_past_in_branches_too(staged):
    """``ignore`` counts for what a branch says."""
    UserPool("Users", user_pool_name=If("IsProd", "users/prod", "users")).add_to(staged, ignore=["E9101"])
    assert "Users" in staged.resources


def test_a_condition_that_is_not_there_yet(staged):
    """Of a condition that is still to be added nothing is known, so no branch is blamed; `check` sees it later."""
    UserPool("Users", user_pool_name=If("Later", "users/prod", "users")).add_to(staged)
    users = UserPool("Mine").add_to(staged)
    for title, condition in (("One", "OnlyHere"), ("Two", "OnlyThere")):
        name = If("IsProd", "staff", "testers")
        UserPoolGroup(title, user_pool=users, group_name=name, condition=condition).add_to(staged)
    for name in ("Later", "OnlyHere"):
        staged.add_condition(name, Equals(Ref("Stage"), "prod"))
    staged.add_condition("OnlyThere", Not(Named("OnlyHere")))
    assert [(one.rule, one.scenario) for one in check(staged).errors] == [("E9101", "Stage=prod")]


def test_values_that_a_parameter_offers(staged):
    """A listed value and a default of a parameter are looked at as `check` does."""
    staged.add_parameter(Parameter("Precedence", Type="Number", AllowedValues=[-1, 0]))
    staged.add_parameter(Parameter("Prefix", Type="String", Default="my-aws"))
    staged.add_parameter(Parameter("Name", Type="String", Default="users"))
    users = UserPool("Users", user_pool_name=Ref("Name")).add_to(staged)
    group = UserPoolGroup("Staff", user_pool=users, precedence=Ref("Precedence"))
    assert refused(group, staged) == [("E9006", "precedence", "Precedence=-1")]
    domain = UserPoolDomain("SignIn", user_pool=users, prefix=Ref("Prefix"))
    assert refused(domain, staged) == [("E9302", "prefix", "every parameter's default holds")]


def test_a_default_that_a_condition_keeps_out(staged):
    """An empty default under a condition that asks for more is no domain without a prefix."""
    staged.add_parameter(Parameter("Prefix", Type="String", Default=""))
    staged.add_condition("HasPrefix", Not(Equals(Ref("Prefix"), "")))
    users = UserPool("Users").add_to(staged)
    assert refused(UserPoolDomain("SignIn", user_pool=users, prefix=Ref("Prefix")), staged) != []
    UserPoolDomain("SignIn", user_pool=users, prefix=Ref("Prefix"), condition="HasPrefix").add_to(staged)
    assert check(staged).errors == ()


def test_what_is_looked_up_in_a_mapping(staged):
    """Each value of a mapping that a parameter chooses is looked at."""
    staged.add_mapping("Prefixes", {"prod": {"of": "shop"}, "test": {"of": "shop_test"}})
    users = UserPool("Users").add_to(staged)
    prefix = FindInMap("Prefixes", Ref("Stage"), "of")
    said = refused(UserPoolDomain("SignIn", user_pool=users, prefix=prefix), staged)
    assert [(rule, option) for rule, option, _ in said] == [("E9301", "prefix")]
    assert "test" in said[0][2]


def test_what_is_no_resource(staged):
    """A macro's loop and what has no type, which only a whole template may make sense of, are in nobody's way."""
    staged.resources["Fn::ForEach::Pools"] = ["Name", ["A"], {"Pool${Name}": {"Type": "AWS::Cognito::UserPool"}}]
    staged.resources["Odd"] = {"Properties": {}}
    staged.resources["Condition"] = {"Type": "AWS::Cognito::UserPoolDomain", "Condition": {"Ref": "Stage"}}
    staged.resources["Bare"] = {"Type": "AWS::Cognito::UserPoolGroup"}
    users = UserPool("Users", user_pool_name=If("IsProd", "a", "b")).add_to(staged)
    UserPoolGroup("Staff", user_pool=users, group_name=If("IsProd", "a", "b")).add_to(staged)
    assert refused(UserPoolGroup("Again", user_pool=users, group_name=If("IsProd", "a", "c")), staged) != []
