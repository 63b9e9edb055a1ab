"""Handles that were made for another template: named with the option, beside all other problems."""

import pytest
from troposphere import Template

from troposphere_cognito_l2 import (
    AppOutputs,
    ConfigurationError,
    IdentityPool,
    ManagedLoginBranding,
    OAuth,
    OtherTemplateError,
    PrincipalTags,
    RoleMapping,
    UserPool,
    UserPoolAccess,
    UserPoolAuthentication,
    UserPoolClient,
    UserPoolClientSecret,
    UserPoolDomain,
    UserPoolGroup,
    UserPoolResourceServer,
    UserPoolUserToGroupAttachment,
)
from troposphere_cognito_l2._core.handle import Handle


class Stack:
    """A template with one of each handle."""

    def __init__(self):
        self.template = Template()
        self.users = UserPool("Users", sms=None).add_to(self.template)
        self.web = UserPoolClient("Web", user_pool=self.users, generate_secret=True).add_to(self.template)
        self.server = UserPoolResourceServer(
            "Orders", user_pool=self.users, identifier="orders", scopes={"read": "Read"}
        ).add_to(self.template)
        self.domain = UserPoolDomain("Domain", user_pool=self.users, prefix="my-app").add_to(self.template)
        self.group = UserPoolGroup("Admins", user_pool=self.users).add_to(self.template)


@pytest.fixture
def here():
    return Stack()


@pytest.fixture
def there():
    return Stack()


def strangers(helper, template):
    """The options that an OtherTemplateError names; the template stays as it was."""
    before = template.to_json()
    with pytest.raises(OtherTemplateError) as raised:
        helper.add_to(template)
    assert template.to_json() == before
    return [finding.option for finding in raised.value.findings]


CASES = {
    "a pool": lambda here, there: (UserPoolGroup("New", user_pool=there.users), ["user_pool"]),
    "a pool of a policy": lambda here, there: (
        UserPoolAccess("New", user_pool=there.users, roles=["a"], abilities=[]),
        ["user_pool", "abilities"],
    ),
    "what is waited for": lambda here, there: (
        UserPoolGroup("New", user_pool=here.users, depends_on=["Web", there.domain]),
        ["depends_on[1]"],
    ),
    "a scope": lambda here, there: (
        UserPoolClient(
            "New",
            user_pool=here.users,
            generate_secret=True,
            oauth=OAuth.client_credentials(scopes=[here.server.scope("read"), there.server.scope("read")]),
        ),
        ["oauth.scopes[1]"],
    ),
    "a client and its domain": lambda here, there: (
        ManagedLoginBranding("New", user_pool=here.users, client=there.web, domain=there.domain),
        ["client", "domain"],
    ),
    "a client's secret": lambda here, there: (UserPoolClientSecret("New", client=there.web), ["client"]),
    "a group": lambda here, there: (
        UserPoolUserToGroupAttachment("New", user_pool=here.users, user="ann", group=there.group),
        ["group"],
    ),
    "clients of an identity pool": lambda here, there: (
        IdentityPool(
            "New",
            user_pools=[UserPoolAuthentication(there.web)],
            role_mappings=[RoleMapping.from_token(there.web)],
            principal_tags=[PrincipalTags(UserPoolAuthentication(there.web))],
        ),
        ["user_pools[0].client", "role_mappings[0].provider", "principal_tags[0].provider.client"],
    ),
    "what an app is told": lambda here, there: (
        AppOutputs(user_pool=here.users, clients={"Web": here.web, "Other": there.web}, domain=there.domain),
        ["clients['Other']", "domain"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_option_is_named(here, there, case):
    """Every option that holds a handle of another template is named, at whatever depth, and no other."""
    helper, options = case(here, there)
    assert strangers(helper, here.template) == options


def test_with_all_other_problems(here, there):
    """A handle of another template is told beside everything else that is wrong, and it is a ConfigurationError."""
    helper = UserPoolGroup("Web", user_pool=there.users, precedence=-1, depends_on=[there.web])
    with pytest.raises(ConfigurationError) as raised:
        helper.add_to(here.template)
    found = {(finding.rule, finding.option) for finding in raised.value.findings}
    assert found == {
        ("E9000", "user_pool"),
        ("E9000", "depends_on[0]"),
        ("E9000", "logical_id"),
        ("E9006", "precedence"),
    }
    assert "UserPoolGroup 'Web': 4 problems" in str(raised.value)
    assert "give the other template ExistingUserPool(id)" in str(raised.value)


def test_nothing_more_about_a_stranger(here, there):
    """What a handle of another template is named for once is not told again by the rules."""
    elsewhere = UserPool("Others", sms=None).add_to(there.template)
    domain = UserPoolDomain("OtherDomain", user_pool=elsewhere, prefix="other").add_to(there.template)
    style = ManagedLoginBranding("New", user_pool=here.users, client=here.web, domain=domain)
    assert strangers(style, here.template) == ["domain"]


def test_asked_directly(here):
    """A handle says whether it is of a template."""
    here.users.must_be_in(here.template)
    for handle in (value for value in vars(here).values() if isinstance(value, Handle)):
        with pytest.raises(OtherTemplateError, match=f"{handle.logical_id} stands in another template"):
            handle.must_be_in(Template())


def test_waited_for_once(here):
    """What is named twice to be waited for is written once."""
    group = UserPoolGroup("New", user_pool=here.users, depends_on=["Web", here.web, here.web.resource])
    assert group.add_to(here.template).resource.resource["DependsOn"] == ["Web"]
