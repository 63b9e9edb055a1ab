"""`ChangeReport.safe_steps`: the deploys that lead to a template without an error on the way."""

import copy
import json

import pytest
from change_examples import complete
from hypothesis import given
from test_check_fuzz import QUIETLY, templates

from troposphere_cognito_l2 import ChangeReport, Moving, compare
from troposphere_cognito_l2.comparing.engine import all_change_rules

RETAIN = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


def resource(kind, /, **properties):
    """A resource of Cognito; what is no property begins with an underscore."""
    beside = {name[1:]: properties.pop(name) for name in list(properties) if name.startswith("_")}
    return {"Type": f"AWS::Cognito::{kind}", "Properties": properties, **beside}


def template(**resources):
    """A template of resources."""
    return {"Resources": resources}


USERS = {"Ref": "Users"}
SHOP = {
    **template(
        Users=resource("UserPool", UserPoolName="shop"),
        Web=resource("UserPoolClient", UserPoolId=USERS),
        Admins=resource("UserPoolGroup", UserPoolId=USERS, GroupName="admins", _DependsOn=["Users", "Web"]),
    ),
    "Outputs": {
        "Arn": {"Value": {"Fn::GetAtt": ["Users", "Arn"]}},
        "Said": {"Value": {"Fn::Sub": "${Users} ${Users.Arn} ${!Users} ${AWS::Region}"}},
        "Given": {"Value": {"Fn::Sub": ["${Users}-${Pool}", {"Users": "literal", "Pool": USERS}]}},
    },
}


def replaced(old, new, document=SHOP):
    """The template with a text of its JSON replaced by another."""
    return json.loads(json.dumps(document).replace(old, new))


def walked(old, new, **options):
    """The templates of the safe steps, each held against the one before it by `compare` alone."""
    before = copy.deepcopy((old, new))
    steps = compare(old, new, **options).safe_steps()
    here = old
    for step in steps:
        assert compare(here, step.template).ok
        here = step.template
    assert (old, new) == before  # what was given stays as it is
    return [step.template for step in steps]


class TestRename:
    def test_old_logical_id_is_put_back(self):
        """A renamed pool gets its old logical id again, in every reference to it."""
        new = replaced("Users", "Customers")
        new["Outputs"]["Said"] = {"Value": {"Fn::Sub": "${Customers} ${Customers.Arn} ${!Users} ${AWS::Region}"}}
        pool = {"Users": "literal", "Pool": {"Ref": "Customers"}}
        new["Outputs"]["Given"] = {"Value": {"Fn::Sub": ["${Users}-${Pool}", pool]}}
        assert walked(SHOP, new) == [SHOP]

    def test_short_get_att(self):
        """An attribute that is asked for in one word is rewritten too."""
        new = template(Customers=resource("UserPool"))
        new["Outputs"] = {"Name": {"Value": {"Fn::GetAtt": "Customers.ProviderName"}}}
        [step] = walked(template(Users=resource("UserPool")), new)
        assert step["Outputs"]["Name"]["Value"] == {"Fn::GetAtt": ["Users", "ProviderName"]}

    def test_what_else_changed_stays(self):
        """What the new template changes besides is kept."""
        new = replaced("Users", "Customers")
        new["Resources"]["Phone"] = resource("UserPoolClient", UserPoolId={"Ref": "Customers"})
        [step] = walked(SHOP, new)
        assert step["Resources"]["Phone"]["Properties"]["UserPoolId"] == USERS

    def test_two_at_once(self):
        """Two pools that are renamed in one deploy both get their ids again."""
        old = template(A=resource("UserPool", UserPoolName="a"), B=resource("UserPool", UserPoolName="b"))
        new = template(C=resource("UserPool", UserPoolName="a"), D=resource("UserPool", UserPoolName="b"))
        assert walked(old, new) == [old]

    def test_id_taken_by_another_type(self):
        """Where the old logical id went to a resource of another type, that one gets a new id."""
        new = replaced("Users", "Customers")
        new["Resources"]["Users"] = {"Type": "AWS::SNS::Topic"}
        [step] = walked(SHOP, new)
        assert step["Resources"]["Users2"] == {"Type": "AWS::SNS::Topic"}
        assert step["Resources"]["Users"] == SHOP["Resources"]["Users"]

    def test_client(self):
        """A renamed client, whose id apps hold, gets its logical id again too."""
        assert walked(SHOP, replaced("Web", "App")) == [SHOP]


class TestRemoval:
    @pytest.mark.parametrize("properties", [{}, {"DeletionProtection": "ACTIVE"}])
    def test_kept_first(self, properties):
        """A pool is retained in a deploy of its own before it leaves the stack, deletion protection or not."""
        old = template(Users=resource("UserPool", **properties))
        new = template(Topic={"Type": "AWS::SNS::Topic"})
        assert walked(old, new) == [template(Users={**resource("UserPool", **properties), **RETAIN}), new]

    def test_what_belongs_to_it_is_kept_too(self):
        """Clients and groups of a pool that leaves the stack are retained with it, or they would be deleted in it."""
        first, _ = walked(SHOP, template())
        assert all(body.items() >= RETAIN.items() for body in first["Resources"].values())

    def test_group_of_a_kept_pool(self):
        """A group that is removed with a pool that is kept is told of: it is deleted inside the pool."""
        old = template(
            Users=resource("UserPool", _DeletionPolicy="Retain"),
            Admins=resource("UserPoolGroup", UserPoolId=USERS, GroupName="admins"),
        )
        assert [change.resource for change in compare(old, template()).errors] == ["Admins"]

    def test_condition_that_turns_false(self):
        """With the parameter values of both deploys known, each step is given its own."""
        document = {
            **template(Users=resource("UserPool", _Condition="IsProd")),
            "Parameters": {"Stage": {"Type": "String"}},
            "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        }
        values = {"old_parameters": {"Stage": "prod"}, "parameters": {"Stage": "dev"}}
        first, second = compare(document, document, **values).safe_steps()
        assert first.template["Resources"]["Users"].items() >= RETAIN.items()
        assert (first.parameters, second.parameters) == ({"Stage": "prod"}, {"Stage": "dev"})
        assert (first.is_wanted, second.is_wanted) == (False, True)
        assert second.template == document


class TestWhatCannotChange:
    def test_immutable_property(self):
        """What can't be changed is left as it is deployed, and all else is as wanted."""
        old = template(Users=resource("UserPool", UsernameAttributes=["email"]))
        new = template(Users=resource("UserPool", UsernameAttributes=["phone_number"], UserPoolName="shop"))
        [step] = compare(old, new).safe_steps()
        assert step.template == template(
            Users=resource("UserPool", UsernameAttributes=["email"], UserPoolName="shop"),
        )
        assert not step.is_wanted
        assert "UsernameAttributes of Users" in step.text

    def test_below_a_property(self):
        """A property inside another one is put back without what stands beside it."""
        old = template(Users=resource("UserPool"))
        new = template(Users=resource("UserPool", UsernameConfiguration={"CaseSensitive": False}))
        assert walked(old, new) == [old]

    def test_brings_what_it_needs(self):
        """A value that is put back brings the parameters, conditions and mappings that it needs."""
        chosen = {"Fn::If": ["ByEmail", [{"Ref": "Kind"}], {"Fn::FindInMap": ["Kinds", "a", "b"]}]}
        old = {
            **template(Users=resource("UserPool", UsernameAttributes=chosen)),
            "Parameters": {"Kind": {"Type": "String", "Default": "email"}},
            "Conditions": {"ByEmail": {"Fn::Not": [{"Condition": "Other"}]}, "Other": {"Fn::Equals": ["a", "b"]}},
            "Mappings": {"Kinds": {"a": {"b": ["email"]}}},
        }
        new = template(Users=resource("UserPool", UsernameAttributes=["phone_number"]))
        assert walked(old, new) == [old]


class TestAnotherBeside:
    def test_group(self):
        """A group with another name is added beside the old one, which is kept when it leaves the stack."""
        first, last = walked(SHOP, replaced("admins", "bosses"))
        groups = {name: body for name, body in first["Resources"].items() if name.startswith("Admins")}
        assert groups["Admins"].items() >= RETAIN.items()
        assert groups["Admins2"]["Properties"]["GroupName"] == "bosses"
        assert "Admins" not in last["Resources"]
        assert last["Resources"]["Admins2"] == groups["Admins2"]

    def test_client(self):
        """A client that needs a secret is added beside the old one; what referred to that refers to it in the end."""
        old = replaced('"Outputs": {', '"Outputs": {"App": {"Value": {"Ref": "Web"}}, ')
        new = copy.deepcopy(old)
        new["Resources"]["Web"]["Properties"]["GenerateSecret"] = True
        first, last = walked(old, new)
        assert first["Outputs"]["App"]["Value"] == {"Ref": "Web"}
        assert last["Outputs"]["App"]["Value"] == {"Ref": "Web2"}
        assert last["Resources"]["Admins"]["DependsOn"] == ["Users", "Web2"]

    def test_name_that_is_taken(self):
        """Where two can't stand beside each other, all of the resource is left as it is deployed."""
        old = template(
            Users=resource("UserPool"), Bob=resource("UserPoolUser", UserPoolId=USERS, Username="bob"),
        )  # fmt: skip
        new = copy.deepcopy(old)
        new["Resources"]["Bob"]["Properties"]["MessageAction"] = "SUPPRESS"
        assert walked(old, new) == [old]


class TestDomain:
    OLD = template(
        Users=resource("UserPool"),
        Others=resource("UserPool"),
        Pages=resource("UserPoolDomain", UserPoolId=USERS, Domain="shop"),
        Web=resource("UserPoolClient", UserPoolId=USERS, ClientName={"Fn::Sub": "app of ${Pages}"}, _DependsOn="Pages"),
        Look=resource("UserPoolUICustomizationAttachment", UserPoolId=USERS, ClientId="ALL", _DependsOn=["Pages"]),
    )

    def test_without_it_first(self):
        """A domain is taken out before it is made anew, with what shows it; its name stands where it was referred to."""
        new = replaced(
            '"UserPoolId": {"Ref": "Users"}, "Domain"', '"UserPoolId": {"Ref": "Others"}, "Domain"', self.OLD
        )
        address = {"Address": {"Value": {"Fn::GetAtt": ["Pages", "CloudFrontDistribution"]}}}
        name = {"Name": {"Value": {"Fn::Sub": "at ${Pages}"}}}
        old, new = ({**one, "Outputs": {**address, **name}} for one in (self.OLD, new))
        first, last = walked(old, new)
        assert first["Outputs"] == {"Name": {"Value": {"Fn::Sub": ["at ${Pages}", {"Pages": "shop"}]}}}
        assert list(first["Resources"]) == ["Users", "Others", "Web"]
        assert first["Resources"]["Web"] == resource(
            "UserPoolClient", UserPoolId=USERS, ClientName={"Fn::Sub": ["app of ${Pages}", {"Pages": "shop"}]}
        )
        assert last == new

    def test_what_needs_it(self):
        """A domain without which something else can't be stays as it is."""
        old = copy.deepcopy(self.OLD)
        record = {
            "Type": "AWS::SSM::Parameter",
            "Properties": {"Value": {"Fn::GetAtt": ["Pages", "CloudFrontDistribution"]}},
        }
        old["Resources"]["Address"] = record
        new = replaced('"UserPoolId": {"Ref": "Users"}, "Domain"', '"UserPoolId": {"Ref": "Others"}, "Domain"', old)
        assert walked(old, new) == [old]


class TestNoSteps:
    def test_nothing_in_the_way(self):
        """A safe update has no steps, nor has a report that was made by hand."""
        assert compare(SHOP, SHOP).safe_steps() == ()
        assert ChangeReport().safe_steps() == ()

    def test_accepted(self):
        """What somebody accepted is in nobody's way."""
        new = replaced("Users", "Customers")
        accept = {change.fingerprint: "an empty pool" for change in compare(SHOP, new).errors}
        assert compare(SHOP, new, accept=accept).safe_steps() == ()


@pytest.mark.parametrize("rule", all_change_rules(), ids=lambda rule: rule.id)
def test_every_rule_s_example_has_a_safe_way(rule):
    """What every rule of change warns of as an error has steps, and each of them passes `compare`."""
    old, new = (complete(example, rule.resource_type) for example in (rule.before, rule.after))
    templates = walked(old, new)
    assert bool(templates) is not compare(old, new).ok


@pytest.mark.parametrize("waits", [None, {"Fn::If": ["A", "Pages", "Users"]}, [{"Ref": "Pages"}, "Pages"]], ids=str)
def test_depends_on_what_no_template_may(waits):
    """A ``DependsOn`` that is no name stands in no safe step's way, and stays."""
    old = {
        "Resources": {
            "Pages": {"Type": "AWS::Cognito::UserPoolDomain", "Properties": {}},
            "Other": {"Type": "AWS::Cognito::IdentityPool", "Properties": {}, "DependsOn": waits},
        }
    }
    new = {
        "Resources": {
            "Pages": {"Type": "AWS::Cognito::IdentityPool", "Properties": {}},
            "Other": {"Type": "AWS::Cognito::UserPoolDomain", "Properties": {}},
        }
    }
    steps = walked(old, new)
    assert steps[0]["Resources"]["Other"]["DependsOn"] == (waits[:1] if isinstance(waits, list) else waits)


@QUIETLY
@given(templates, templates)
def test_anything(old, new):
    """Whatever two templates hold, what to do about it is told, and each step passes `compare`."""
    report = compare(old, new)
    assert isinstance(str(report.way_back), str)
    assert isinstance(report.moving("a", "b"), Moving)
    walked(old, new)
