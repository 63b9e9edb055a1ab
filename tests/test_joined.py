"""What a helper sees of the template that it adds to, however that changed since the last helper looked."""

import pytest
from change_examples import complete
from troposphere import Ref, Template, cognito

from troposphere_cognito_l2 import ConfigurationError, UserPool, UserPoolGroup
from troposphere_cognito_l2.checks.engine import _MODULES, _ONLY_WARNINGS, all_rules
from troposphere_cognito_l2.checks.finding import Severity
from troposphere_cognito_l2.checks.view import TemplateView

GROUP = "AWS::Cognito::UserPoolGroup"


def raw_group(title="Raw"):
    return cognito.UserPoolGroup(title, UserPoolId=Ref("Users"), GroupName="admins")


@pytest.fixture
def users(template):
    """A pool in a template that has been looked at for groups."""
    users = UserPool("Users", sms=None).add_to(template)
    UserPoolGroup("First", user_pool=users, group_name="first").add_to(template)
    return users


def add_admins(users, title="Admins"):
    return UserPoolGroup(title, user_pool=users, group_name="admins").add_to(users.template)


@pytest.mark.parametrize(
    "change",
    [
        lambda template: template.add_resource(raw_group()),
        lambda template: template.resources.update(First=raw_group("First")),
        lambda template: template.resources.update(
            Raw={"Type": GROUP, "Properties": {"UserPoolId": {"Ref": "Users"}, "GroupName": "admins"}}
        ),
        lambda template: setattr(template.resources["First"], "GroupName", "admins"),
        lambda template: setattr(template, "resources", {"Raw": raw_group(), **template.resources}),
        lambda template: (template.resources.pop("First"), template.add_resource(raw_group())),
    ],
    ids=["added", "replaced", "a mapping", "changed", "put in front", "after one was taken out"],
)
def test_twin_is_seen(users, change):
    """A group of the same name is refused, whichever way the other one came into the template."""
    change(users.template)
    with pytest.raises(ConfigurationError, match="E9512"):
        add_admins(users)


@pytest.mark.parametrize(
    "change",
    [
        lambda template: template.resources.pop("Admins"),
        lambda template: template.resources.update(Admins=cognito.UserPoolDomain("Admins", Domain="admins")),
        lambda template: template.resources.update(Admins={"Type": "AWS::SNS::Topic"}),
        lambda template: setattr(template.resources["Admins"], "GroupName", "others"),
        lambda template: template.resources.clear(),
    ],
    ids=["taken out", "replaced", "replaced by a mapping", "changed", "emptied"],
)
def test_no_twin_any_more(users, change):
    """A group is accepted once the other one of its name is gone."""
    add_admins(users)
    change(users.template)
    assert add_admins(users, "Again").logical_id == "Again"


def test_templates_in_turn(users):
    """Two templates that are filled in turn know nothing of each other."""
    others = UserPool("Users", sms=None).add_to(Template())
    for number in range(3):
        for pool in (users, others):
            UserPoolGroup(f"Group{number}", user_pool=pool, group_name=f"group{number}").add_to(pool.template)
    for pool in (users, others):
        with pytest.raises(ConfigurationError, match="Group1 "):
            UserPoolGroup("Last", user_pool=pool, group_name="group1").add_to(pool.template)


def test_only_modules_without_errors_are_left_out():
    """What ``add_to`` does not load holds no rule that finds an error where more may be added, and is a module of rules."""
    assert {name for names in _MODULES.values() for name in names} > _ONLY_WARNINGS
    errors = [rule for rule in all_rules() if rule.severity is Severity.ERROR]
    for rule in errors:
        if rule.check.__module__.rpartition(".")[2] in _ONLY_WARNINGS:
            template = TemplateView(complete(rule.rejects, rule.resource_type)["Resources"])
            assert [list(rule.check(view)) for view in template.of_type(rule.resource_type)] == [[]] * 2
            template.complete = True
            fresh = [template.view(name, body) for name, body in template.bodies_of(rule.resource_type)]
            assert any(list(rule.check(view)) for view in fresh)
