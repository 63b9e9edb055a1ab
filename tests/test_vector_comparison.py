"""The comparison with CDK's templates: it sees what differs, and only that."""

from __future__ import annotations

import copy
import json

import pytest
from troposphere import Template
from vector_comparison import EXTERNAL_ID, Same, differences, differs, leaves_of, load

from troposphere_cognito_l2 import Mfa, MfaMode, UserPool

POOL = "AWS::Cognito::UserPool"


def of(properties, kind=POOL):
    """A template with one resource."""
    return {"Resources": {"X": {"Type": kind, "Properties": properties}}}


def vector(properties, kind=POOL):
    """A vector whose template has one resource."""
    return {"template": of(properties, kind)["Resources"]}


@pytest.fixture
def ours():
    """Our template for sms-auto-mfa-required."""
    template = Template()
    UserPool("Pool", mfa=Mfa(MfaMode.REQUIRED, sms=True)).add_to(template)
    return json.loads(template.to_json())


def test_fails_on_a_difference_that_is_not_named():
    """A difference without a deviation is a failure that names the path and both sides."""
    with pytest.raises(AssertionError, match=r"UserPool\.UserPoolName: ours 'other', CDK's 'myawesomeapp-userpool'"):
        Same(UserPool("Pool", sms=None, user_pool_name="other")).verify(load("pool-name-only"))


def test_fails_on_a_deviation_that_does_not_occur():
    """A named deviation at a leaf that is the same on both sides is a failure."""
    entry = Same(
        UserPool("Pool", sms=None, user_pool_name="myawesomeapp-userpool"),
        differs("UserPool.UserPoolName", ours="myawesomeapp-userpool", because="of nothing"),
    )

    with pytest.raises(AssertionError, match=r"UserPool\.UserPoolName: a deviation is named that does not occur"):
        entry.verify(load("pool-name-only"))


def test_fails_on_a_deviation_of_another_value():
    """A deviation says what stands in our template, and that is held too."""
    entry = Same(
        UserPool("Pool", sms=None, user_pool_name="other"),
        differs("UserPool.UserPoolName", ours="another", because="of nothing"),
    )

    with pytest.raises(AssertionError, match="ours 'other', but the deviation says 'another'"):
        entry.verify(load("pool-name-only"))


def test_fails_on_every_change_of_a_leaf(ours):
    """Whatever leaf of a matching template is changed or dropped, the comparison sees it."""
    cdk = load("sms-auto-mfa-required")
    assert differences(ours, cdk) == {}

    for logical_id, path in list(_leaf_paths(ours)):
        for change in (_drop, _spoil):
            spoiled = copy.deepcopy(ours)
            body = spoiled["Resources"][logical_id]
            change(body, path)
            dropped_default = change is _drop and _only_we_write(cdk, body["Type"], path)
            assert dropped_default or differences(spoiled, cdk), f"{change.__name__} {logical_id} {path}"


def test_a_safer_default_that_the_intent_asks_about_is_a_difference(ours):
    """What the vector asks for is not forgiven."""
    found = differences(ours, load("sms-auto-mfa-required"), asks=("UserPool.DeletionProtection",))

    assert found == {"UserPool.DeletionProtection": ("ACTIVE", None)}


def test_refuses_to_ask_about_what_is_never_forgiven(ours):
    """A misspelt path in asks would hold nothing fast."""
    with pytest.raises(AssertionError, match="is never forgiven"):
        differences(ours, load("sms-auto-mfa-required"), asks=("UserPool.DeletionProtecton",))


def test_external_ids_must_be_the_same_on_both_sides(ours):
    """The external id is free, but the role must ask for the one that the pool presents."""
    ours["Resources"]["Pool"]["Properties"]["SmsConfiguration"]["ExternalId"] = "another"

    assert EXTERNAL_ID in differences(ours, load("sms-auto-mfa-required"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            {"A": {"Fn::Sub": "a-${AWS::Region}"}},
            {"A": {"Fn::Join": ["", ["a-", {"Ref": "AWS::Region"}]]}},
            id="join-and-sub",
        ),
        pytest.param({"A": {"Fn::Sub": ["a-${V}", {"V": {"Ref": "P"}}]}}, {"A": {"Fn::Sub": "a-${P}"}}, id="variable"),
        pytest.param({"A": {"Fn::GetAtt": "X.Arn"}}, {"A": {"Fn::GetAtt": ["X", "Arn"]}}, id="getatt"),
        pytest.param({"A": {"Fn::Sub": "${X.Arn}"}}, {"A": {"Fn::GetAtt": ["X", "Arn"]}}, id="sub-getatt"),
        pytest.param({"A": ["x", "y"]}, {"A": ["y", "x"]}, id="order"),
        pytest.param({"A": [], "B": {}}, {}, id="empty"),
        pytest.param(
            {"PolicyDocument": {"Statement": [{"Action": "a", "Resource": "*"}]}, "PolicyName": "one"},
            {"PolicyDocument": {"Statement": [{"Action": ["a"], "Resource": ["*"]}]}, "PolicyName": "other"},
            id="policy",
        ),
        pytest.param(
            {"SmsVerificationMessage": "{####}", "VerificationMessageTemplate": {"SmsMessage": "{####}"}},
            {"VerificationMessageTemplate": {"SmsMessage": "{####}"}},
            id="older-name",
        ),
        pytest.param(
            {"Schema": [{"Name": "a"}, {"Name": "b"}]}, {"Schema": [{"Name": "b"}, {"Name": "a"}]}, id="schema"
        ),
    ],
)
def test_what_is_free_is_no_difference(one, other):
    """Two ways to write the same are the same."""
    assert leaves_of(of(one), {}) == leaves_of(of(other), {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"A": "1"}, {"A": "2"}, id="value"),
        pytest.param({"A": {"Ref": "P"}}, {"A": "P"}, id="parameter-and-literal"),
        pytest.param({"A": {"Ref": "X"}}, {"A": {"Fn::GetAtt": ["X", "Arn"]}}, id="ref-and-getatt"),
        pytest.param({"A": False}, {}, id="false"),
        pytest.param({"A": True}, {"A": 1}, id="true-and-one"),
        pytest.param({"A": 8}, {"A": "8"}, id="number-and-text"),
        pytest.param(
            {"SmsVerificationMessage": "other", "VerificationMessageTemplate": {"SmsMessage": "{####}"}},
            {"VerificationMessageTemplate": {"SmsMessage": "{####}"}},
            id="older-name-of-another-text",
        ),
    ],
)
def test_what_is_not_free_is_a_difference(one, other):
    """Two ways to write something else are not the same."""
    assert differences(of(one), vector(other)) != {}


def test_a_resource_that_one_side_lacks_is_one_difference(ours):
    """A whole resource is named once, not leaf by leaf."""
    found = differences(ours, load("sms-forced-off"))

    assert found["Role"] == ("present", None)
    assert not any(path.startswith("Role.") for path in found)


def test_values_of_the_environment_are_put_in():
    """A vector of a known Region and account compares with our pseudo parameters."""
    cdk = {**vector({"A": "us-east-1:111122223333"}), "stack_env": {"region": "us-east-1", "account": "111122223333"}}

    assert differences(of({"A": {"Fn::Sub": "${AWS::Region}:${AWS::AccountId}"}}), cdk) == {}


def _leaf_paths(template):
    for logical_id, body in template["Resources"].items():
        for path in _paths(body):
            if path[0] != "Type" and path[-1] != "PolicyName":
                yield logical_id, path


def _paths(value, path=()):
    if isinstance(value, dict) and not any(name.startswith("Fn::") or name == "Ref" for name in value):
        for name, item in value.items():
            yield from _paths(item, (*path, name))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for index, item in enumerate(value):
            yield from _paths(item, (*path, index))
    else:
        yield path


def _parent(body, path):
    for step in path[:-1]:
        body = body[step]
    return body


def _drop(body, path):
    del _parent(body, path)[path[-1]]


def _spoil(body, path):
    _parent(body, path)[path[-1]] = "spoiled"


def _only_we_write(cdk, kind, path):
    """Whether CDK's resource of that type lacks the leaf."""
    [body] = [body for body in cdk["template"].values() if body["Type"] == kind]
    try:
        _parent(body, path)[path[-1]]
    except (KeyError, IndexError):
        return True
    return False
