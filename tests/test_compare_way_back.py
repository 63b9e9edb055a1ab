"""`ChangeReport.way_back`: whether an update can be undone."""

import pytest
from aws_commands import called

from troposphere_cognito_l2 import ChangeReport, compare
from troposphere_cognito_l2.comparing import api


def pool(**properties):
    """A template with a pool and a client."""
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": properties},
            "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": {"Ref": "Users"}}},
        }
    }


def secret():
    """The same with a client that has a secret."""
    document = pool()
    document["Resources"]["Web"]["Properties"]["GenerateSecret"] = True
    return document


def test_open():
    """What changes in place can be changed back."""
    way_back = compare(pool(UserPoolName="a"), pool(UserPoolName="b")).way_back
    assert way_back.is_open
    assert "open" in str(way_back)
    assert not way_back.command


def test_made_anew():
    """What is made anew does not come back: going back makes a third one."""
    way_back = compare(pool(), secret()).way_back
    assert [change.resource for change in way_back.gone] == ["Web"]
    assert not way_back.is_open
    assert "gone:     Web" in str(way_back)


def test_removed():
    """A pool that is removed does not come back with its users, and a client not with its id; each is named once."""
    way_back = compare(pool(), {"Resources": {}}).way_back
    assert [change.resource for change in way_back.gone] == ["Users"]
    old = pool()
    new = {"Resources": {"Users": old["Resources"]["Users"]}}
    assert [change.resource for change in compare(old, new).way_back.gone] == ["Web"]


def test_protection():
    """Deletion protection that is switched off can be switched on again."""
    assert compare(pool(DeletionProtection="ACTIVE"), pool()).way_back.is_open


def test_refused_there_and_back():
    """A change that is refused is refused on the way back too, and its rollback has nothing to undo."""
    way_back = compare(pool(UsernameAttributes=["email"]), pool(UsernameAttributes=["phone_number"])).way_back
    assert [change.path for change in way_back.report.errors] == ["UsernameAttributes"]
    assert not way_back.stuck


def test_one_way_door(monkeypatch):
    """What is accepted one way and refused the other leaves the rollback stuck; the command that ends it is AWS's."""
    old, new = pool(), pool(Schema=[{"Name": "team", "AttributeDataType": "String"}])
    refused = compare(pool(UsernameAttributes=["email"]), pool()).errors
    monkeypatch.setattr(api, "compare", lambda *sides, **_: ChangeReport(refused if sides == (new, old) else ()))
    way_back = ChangeReport(asked=compare(old, new)._asked).way_back
    assert way_back.stuck == ("Users",)
    assert called(way_back.command).parameters == {"StackName": "STACK", "ResourcesToSkip": ["Users"]}
    assert "UPDATE_ROLLBACK_FAILED" in str(way_back)


def test_added_attribute():
    """A custom attribute is there for ever, whatever the old template says."""
    email = {"Name": "email", "AttributeDataType": "String"}
    old, new = pool(Schema=[email]), pool(Schema=[email, {"Name": "team", "AttributeDataType": "String"}])
    way_back = compare(old, new).way_back
    assert way_back.stays == ("Users: team",)
    assert not way_back.is_open
    assert "Users: team" in str(way_back)
    assert compare(new, old).way_back.stays == ()


@pytest.mark.parametrize("accept", [False, True])
def test_costs_nothing_unused(monkeypatch, accept):
    """Nothing is compared again before the way back is asked for, and then once."""
    report = compare(pool(), secret(), accept={"0": "a"} if accept else None)
    calls = []
    monkeypatch.setattr(api, "compare", lambda *sides, **_: calls.append(sides) or ChangeReport())
    assert report.changes
    assert not calls
    assert report.way_back is report.way_back
    assert calls == [(secret(), pool())]


def test_values():
    """The values of parameters change sides too."""
    document = {
        **pool(),
        "Parameters": {"Stage": {"Type": "String"}},
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
    }
    document["Resources"]["Users"]["Condition"] = "IsProd"
    del document["Resources"]["Web"]
    values = {"old_parameters": {"Stage": "dev"}, "parameters": {"Stage": "prod"}}
    report = compare(document, document, **values)
    assert report.ok
    assert [change.resource for change in report.way_back.report.errors] == ["Users"]
