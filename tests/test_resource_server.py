"""Resource servers: scopes, the default name, the handle, and what is refused."""

import pytest
from linters import lint
from outcomes import problems, properties
from troposphere import ImportValue, Ref, Sub, Template

from troposphere_cognito_l2 import (
    ConfigurationError,
    ExistingUserPool,
    OtherTemplateError,
    UserPool,
    UserPoolResourceServer,
)


@pytest.fixture
def users(template):
    """A pool to belong to."""
    return UserPool("Users").add_to(template)


def test_scopes_are_rendered_in_their_order(template, users):
    """A mapping of names to descriptions becomes the list of scopes."""
    orders = UserPoolResourceServer(
        "Orders", user_pool=users, identifier="orders", scopes={"write": "Change orders", "read": Ref("Words")}
    ).add_to(template)
    assert properties(orders) == {
        "UserPoolId": {"Ref": "Users"},
        "Identifier": "orders",
        "Name": "orders",
        "Scopes": [
            {"ScopeName": "write", "ScopeDescription": "Change orders"},
            {"ScopeName": "read", "ScopeDescription": {"Ref": "Words"}},
        ],
    }


@pytest.mark.parametrize(
    ("identifier", "name"),
    [("orders", "orders"), ("https://api.example.com", "Orders"), (Sub("https://${Domain}"), "Orders")],
    ids=["name", "url", "intrinsic"],
)
def test_default_name_is_always_a_name(template, users, identifier, name):
    """The name is the identifier where that may be a name, else the logical id, which always may."""
    orders = UserPoolResourceServer("Orders", user_pool=users, identifier=identifier).add_to(template)
    assert properties(orders)["Name"] == name


def test_without_scopes_there_is_no_list(template, users):
    """A server without scopes has no property Scopes."""
    orders = UserPoolResourceServer("Orders", user_pool=users, identifier="orders").add_to(template)
    assert "Scopes" not in properties(orders)


def test_scope_refers_to_its_server(template, users):
    """A scope begins with Ref of its server, so that who asks for it waits for the server."""
    orders = UserPoolResourceServer("Orders", user_pool=users, identifier="orders", scopes={"read": "Read"}).add_to(
        template
    )
    scope = orders.scope("read")
    assert scope.value.to_dict() == {"Fn::Join": ["/", [{"Ref": "Orders"}, "read"]]}
    assert scope.server is orders


def test_unknown_scope_names_the_nearest(template, users):
    """A scope that the server does not have is an error that names the nearest one."""
    orders = UserPoolResourceServer(
        "Orders", user_pool=users, identifier="orders", scopes={"read": "Read", "write": "Write"}
    ).add_to(template)
    with pytest.raises(ConfigurationError, match=r"(?s)no scope of that name.*read, write.*did you mean 'read'\?"):
        orders.scope("raed")
    with pytest.raises(ConfigurationError, match="name one of them"):
        orders.scope("xyz")


def test_server_without_scopes_has_none_to_give(template, users):
    """A scope of a server without scopes is an error that says so."""
    orders = UserPoolResourceServer("Orders", user_pool=users, identifier="orders").add_to(template)
    with pytest.raises(ConfigurationError, match="the server has no scopes"):
        orders.scope("read")


def test_scope_that_only_the_deploy_knows(template, users):
    """A scope whose name may come from a parameter is not refused."""
    orders = UserPoolResourceServer(
        "Orders",
        user_pool=users,
        identifier="orders",
        properties={"Scopes": [{"ScopeName": Ref("Name"), "ScopeDescription": "Whatever"}]},
    ).add_to(template)
    assert orders.scope("read").server is orders


def test_added_later_by_hand(template, users):
    """A scope that was added to the troposphere object later is known to the handle."""
    orders = UserPoolResourceServer("Orders", user_pool=users, identifier="orders", scopes={"read": "Read"}).add_to(
        template
    )
    orders.resource.Scopes = [
        *orders.resource.Scopes,
        type(orders.resource.Scopes[0])(ScopeName="write", ScopeDescription="Write"),
    ]
    assert orders.scope("write").server is orders


def test_same_identifier_twice_on_one_pool(template, users):
    """A second server of the same identifier on one pool is refused."""
    UserPoolResourceServer("Orders", user_pool=users, identifier="orders").add_to(template)
    again = UserPoolResourceServer("Bills", user_pool=users, identifier="orders")
    assert problems(again, template) == [("E9501", "identifier", "Identifier")]


def test_same_identifier_on_two_pools(template, users):
    """Two pools may have servers of the same identifier."""
    others = UserPool("Others").add_to(template)
    UserPoolResourceServer("Orders", user_pool=users, identifier="orders").add_to(template)
    assert UserPoolResourceServer("Bills", user_pool=others, identifier="orders").add_to(template)


def test_same_identifier_under_other_conditions(template, users):
    """Servers under different conditions may never exist together, so the same identifier is not refused."""
    UserPoolResourceServer("Orders", user_pool=users, identifier="orders", condition="IsTest").add_to(template)
    assert UserPoolResourceServer("Bills", user_pool=users, identifier="orders", condition="IsLive").add_to(template)
    third = UserPoolResourceServer("Third", user_pool=users, identifier="orders", condition="IsLive")
    assert problems(third, template) == [("E9501", "identifier", "Identifier")]


@pytest.mark.parametrize(
    "pool_id", ["us-east-1_abc", Ref("PoolId"), ImportValue("pool")], ids=["text", "Ref", "import"]
)
def test_same_identifier_on_one_existing_pool(template, pool_id):
    """A pool of another stack is known again by its id, whatever gives it."""
    UserPoolResourceServer("Orders", user_pool=ExistingUserPool(pool_id), identifier="orders").add_to(template)
    again = UserPoolResourceServer("Bills", user_pool=ExistingUserPool(pool_id), identifier="orders")
    assert problems(again, template) == [("E9501", "identifier", "Identifier")]


def test_problem_names_the_scope(template, users):
    """A problem with a scope names it by its name, all of them at once."""
    server = UserPoolResourceServer(
        "Orders", user_pool=users, identifier="two words", name="a/b", scopes={"a/b": "Slash", "read": ""}
    )
    assert problems(server, template) == [
        ("E9007", "identifier", "Identifier"),
        ("E9007", "name", "Name"),
        ("E9007", "scopes['a/b']", "Scopes[0].ScopeName"),
        ("E9005", "scopes['read']", "Scopes[1].ScopeDescription"),
    ]


def test_a_hundred_scopes_and_no_more(template, users):
    """A server has at most 100 scopes."""
    scopes = {f"scope{number}": "Words" for number in range(100)}
    assert UserPoolResourceServer("Orders", user_pool=users, identifier="orders", scopes=scopes).add_to(template)
    more = UserPoolResourceServer("Bills", user_pool=users, identifier="bills", scopes={**scopes, "last": "Words"})
    assert problems(more, template) == [("E9008", "scopes", "Scopes")]


def test_pool_of_another_template(users):
    """A pool of another template is refused, and the error says what to use."""
    with pytest.raises(OtherTemplateError, match="ExistingUserPool"):
        UserPoolResourceServer("Orders", user_pool=users, identifier="orders").add_to(Template())


def test_inherits_the_condition_of_its_pool(template):
    """A server exists where its pool does, unless it has a condition of its own."""
    users = UserPool("Users", sms=None, condition="IsLive").add_to(template)
    orders = UserPoolResourceServer("Orders", user_pool=users, identifier="orders").add_to(template)
    bills = UserPoolResourceServer("Bills", user_pool=users, identifier="bills", condition="Bills").add_to(template)
    assert (orders.condition, bills.condition) == ("IsLive", "Bills")


def test_linters_find_no_error(template, users):
    """AWS's linters accept what is rendered."""
    UserPoolResourceServer(
        "Orders", user_pool=users, identifier="https://api.example.com", scopes={"read": "Read", "a.b:c": "More"}
    ).add_to(template)
    assert lint(template.to_dict()) == []
