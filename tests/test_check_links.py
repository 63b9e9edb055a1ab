"""What a template's resources name, wherever and however they do: the links that rules about relations follow."""

from __future__ import annotations

from typing import Any

import pytest

from troposphere_cognito_l2.checks.rules.links import IF, LOOKUP, Link, edges, holds, links, may_be
from troposphere_cognito_l2.checks.view import TemplateView

A, B = {"Ref": "A"}, {"Fn::GetAtt": ["B", "Arn"]}


def named(properties: Any, **body: Any) -> list[Link]:
    """The links of one resource."""
    template = TemplateView({"Subject": {"Type": "AWS::SQS::Queue", "Properties": properties, **body}})
    return links(template)["Subject"]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"P": A}, [Link("A", None, "P", ())]),
        ({"P": B}, [Link("B", "Arn", "P", ())]),
        ({"P": {"Fn::GetAtt": "B.Outputs.Id"}}, [Link("B", "Outputs.Id", "P", ())]),
        ({"P": {"Fn::GetAtt": ["B", "Outputs", "Id"]}}, [Link("B", "Outputs.Id", "P", ())]),
        ({"P": {"Fn::GetAtt": ["B"]}}, []),
        ({"P": {"Fn::GetAtt": "B"}}, []),
        ({"P": {"Fn::GetAtt": [A, "Arn"]}}, []),
        ({"P": {"Ref": 1}}, []),
        ({"P": {"Ref": ["A"]}}, []),
        ({"P": {"Q": A}}, [Link("A", None, "P.Q", ())]),
        ({"P": {"a.b": A}}, [Link("A", None, 'P["a.b"]', ())]),
        ({"a.b": A}, [Link("A", None, "a.b", ())]),
        ({"P": [B, {"Q": [A]}]}, [Link("B", "Arn", "P[0]", ()), Link("A", None, "P[1].Q[0]", ())]),
        ([A], [Link("A", None, "[0]", ())]),
        ({"P": {"Ref": "A", "Other": 1}}, []),
        ({"P": {"Fn::Join": ["", ["a", A, B]]}}, [Link("A", None, "P", ()), Link("B", "Arn", "P", ())]),
        ({"P": {"Fn::Select": [0, {"Fn::Split": [",", A]}]}}, [Link("A", None, "P", ())]),
        (
            {"P": {"Fn::Sub": "${A}-${B.Arn}-${!C}-${ A }"}},
            [Link("A", None, "P", ()), Link("B", "Arn", "P", ()), Link("A", None, "P", ())],
        ),
        ({"P": {"Fn::Sub": ["${A}${X}", {"X": B}]}}, [Link("A", None, "P", ()), Link("B", "Arn", "P", ())]),
        ({"P": {"Fn::Sub": ["${A}"]}}, []),
        ({"P": {"Fn::Sub": ["${A}", A]}}, [Link("A", None, "P", ())]),
        ({"P": {"Fn::Sub": ["${A}", "x"]}}, []),
        ({"P": {"Fn::Sub": [A, {}]}}, []),
        (
            {"P": {"Fn::If": ["IsProd", A, B]}},
            [
                Link("?IsProd", IF, "P", ()),
                Link("A", None, "P", (("IsProd", True),)),
                Link("B", "Arn", "P", (("IsProd", False),)),
            ],
        ),
        (
            {"P": [{"Fn::If": ["One", {"Fn::If": ["Two", A, ""]}, ""]}]},
            [
                Link("?One", IF, "P[0]", ()),
                Link("?Two", IF, "P[0]", (("One", True),)),
                Link("A", None, "P[0]", (("One", True), ("Two", True))),
            ],
        ),
        ({"P": {"Fn::If": [A, B, ""]}}, [Link("A", None, "P", ()), Link("B", "Arn", "P", ())]),
        (
            {"P": {"Fn::FindInMap": ["M", A, "x"]}},
            [Link("?", LOOKUP, "P", (), ["M", A, "x"]), Link("A", None, "P", ())],
        ),
        ({"P": {"Fn::Base64": A}}, [Link("A", None, "P", ())]),
        ({"Fn::Transform": {"Name": "x"}, "P": A}, []),
        ({"P": {"Fn::Transform": {"Parameters": {"Q": A}}, "Q": A}}, []),
        ("text", []),
        (None, []),
    ],
)
def test_what_is_named(properties, expected):
    """Each way of naming something is found with its place and the branches around it, and nothing else is."""
    assert named(properties) == expected


@pytest.mark.parametrize(
    ("waits", "names"), [("A", ["A"]), (["A", "B"], ["A", "B"]), ([A, "B"], ["B"]), (A, []), (None, [])]
)
def test_what_is_waited_for(waits, names):
    """DependsOn names one or several, after what the properties do."""
    found = named({"P": {"Ref": "C"}}, DependsOn=waits)
    assert found == [Link("C", None, "P", ()), *(Link(name, None, "DependsOn", ()) for name in names)]


def test_links_are_looked_for_once():
    """The links of a template, and its edges, are kept."""
    template = TemplateView({"A": {"Type": "AWS::SQS::Queue", "Properties": {"P": {"Ref": "A"}}}})
    assert links(template) is links(template)
    assert edges(template) is edges(template)


def serverless(events: Any, **properties: Any) -> dict[str, list[Link]]:
    """The edges of a function of AWS SAM and of the pool that its events may name."""
    function = {"Type": "AWS::Serverless::Function", "Properties": {"Events": events, **properties}}
    resources = {
        "Users": {"Type": "AWS::Cognito::UserPool"},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Function": function,
        "Api": {"Type": "AWS::Serverless::Api", "Properties": {"Auth": {"Pool": {"Ref": "Users"}}}},
    }
    return dict(edges(TemplateView(resources)))


def event(pool: Any) -> dict[str, Any]:
    """An event of a pool."""
    return {"SignUp": {"Type": "Cognito", "Properties": {"UserPool": pool, "Trigger": "PreSignUp"}}}


def test_pool_of_an_event():
    """A pool that is an event of a function waits for the function, and the function not for the pool."""
    found = serverless(event({"Ref": "Users"}), Environment={"Variables": {"POOL": {"Ref": "Queue"}}})
    assert found["Users"] == [Link("Function", "Arn", "LambdaConfig", ())]
    assert [(link.target, link.path) for link in found["Function"]] == [("Queue", "Environment.Variables.POOL")]
    assert found["Api"] == []
    assert serverless(event({"Ref": "Queue"}))["Users"] == []
    assert serverless({"Other": {"Properties": {"Pool": {"Ref": "Users"}}}})["Users"] == []


@pytest.mark.parametrize(
    ("properties", "kept"),
    [
        ({"Role": {"Fn::GetAtt": ["Queue", "Arn"]}}, True),
        ({"Policies": [{"Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}]}, True),
        ({"Policies": [{"Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}], "Role": "x"}, False),
        ({"Tags": {"queue": {"Ref": "Queue"}}}, False),
    ],
)
def test_what_a_function_of_sam_waits_for(properties, kept):
    """What stands in the function itself, or in the role that is made for it, is waited for."""
    assert [link.target for link in serverless({}, **properties)["Function"]] == ["Queue"] * kept


def test_condition_that_is_not_known():
    """Without the conditions of a template nothing is known of one, but that having none always holds."""
    template = TemplateView({})
    assert (holds(template, None), holds(template, "IsProd"), holds(template, {"Ref": "A"})) == (True, None, None)
    assert may_be(template, Link("A", None, "P", (("IsProd", True), ("IsTest", False))))
