"""Every rule of change keeps what it says of itself: its examples, its severity, and its silence about what is harmless."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.checks.finding import Severity
from troposphere_cognito_l2.checks.operands import literal
from troposphere_cognito_l2.checks.rule import Evidence
from troposphere_cognito_l2.comparing.change import Change, Effect
from troposphere_cognito_l2.comparing.engine import all_change_rules
from troposphere_cognito_l2.comparing.rule import ChangeRule

RULES = all_change_rules()
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])

RANGES = {
    "AWS::Cognito::UserPool": "91",
    "AWS::Cognito::UserPoolClient": "92",
    "AWS::Cognito::UserPoolDomain": "93",
    "AWS::Cognito::UserPoolIdentityProvider": "94",
    "AWS::Cognito::UserPoolResourceServer": "95",
    "AWS::Cognito::UserPoolGroup": "95",
    "AWS::Cognito::UserPoolUser": "95",
    "AWS::Cognito::UserPoolUserToGroupAttachment": "95",
    "AWS::Cognito::IdentityPool": "96",
    "AWS::Cognito::IdentityPoolRoleAttachment": "96",
    "AWS::Cognito::IdentityPoolPrincipalTag": "96",
    "AWS::Cognito::ManagedLoginBranding": "97",
    "AWS::Cognito::UserPoolUICustomizationAttachment": "97",
    "AWS::Cognito::Terms": "97",
    "AWS::Cognito::UserPoolRiskConfigurationAttachment": "98",
    "AWS::Cognito::LogDeliveryConfiguration": "98",
    "AWS::Cognito::UserPoolReplica": "98",
    "AWS::Cognito::UserPoolRegionalConfigurationAttachment": "98",
}
"""The first two digits of the ids of each type's rules."""


def complete(rule: ChangeRule, example: Any) -> dict[str, Any]:
    """The template of an example; a resource without a type is of the rule's type."""
    document = copy.deepcopy(example) if "Resources" in example else {"Resources": {"Subject": {"Properties": example}}}
    resources = {name: {"Type": rule.resource_type, **body} for name, body in document["Resources"].items()}
    return {**document, "Resources": resources}


def changes(rule: ChangeRule, old: Any, new: Any, **options: Any) -> list[Change]:
    """What an update from one example to another does."""
    return list(compare(complete(rule, old), complete(rule, new), **options).changes)


def alarms(found: list[Change]) -> list[tuple[str, str, str]]:
    """The rules, effects and messages at warning or above."""
    return [(one.rule, one.effect.value, one.message) for one in found if one.severity is not Severity.INFO]


def own(rule: ChangeRule) -> list[Change]:
    """What a rule says of its own example."""
    found = changes(rule, rule.before, rule.after, in_place=rule.effect is Effect.IN_PLACE)
    return [one for one in found if one.rule == rule.id]


def reversed_keys(value: Any) -> Any:
    """The same data, its keys in another order."""
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(item) for item in value] if isinstance(value, (list, tuple)) else value


def with_parameters(value: Any, parameters: dict[str, Any]) -> Any:
    """The same data, each literal taken from a parameter whose default it is."""
    if isinstance(value, dict):
        if len(value) == 1 and str(next(iter(value))).startswith(("Ref", "Fn::")):
            return value
        return {key: with_parameters(item, parameters) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_parameters(item, parameters) for item in value]
    name = f"Parameter{len(parameters)}"
    parameters[name] = {"Type": "String", "Default": literal(value)}
    return {"Ref": name}


def mangled(value: Any, wrong: Any) -> Iterator[Any]:
    """The value with one member after the other, at any depth, replaced."""
    yield wrong
    if isinstance(value, dict):
        for key, item in value.items():
            for changed in mangled(item, wrong):
                yield {**value, key: changed}
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for changed in mangled(item, wrong):
                yield [*value[:index], changed, *value[index + 1 :]]


def test_there_are_rules():
    """The tests over all rules are not empty."""
    assert len(RULES) > 40


def test_ids_are_unique():
    """An id belongs to one rule."""
    found = [rule.id for rule in RULES]
    assert len(found) == len(set(found))


@EACH_RULE
def test_id_is_in_the_range_of_its_type(rule):
    """An id is C and four digits in the range of the resource type."""
    assert re.fullmatch(r"C9\d{3}", rule.id)
    assert rule.id[1:3] == RANGES[rule.resource_type]


@EACH_RULE
def test_sentence_says_what_happens(rule):
    """What happens is said at the head of the docstring, in one sentence in one line."""
    first, *rest = rule.sentence.split("\n\n")
    assert re.fullmatch(r"[A-Z][^\n]{15,}[^.\s]\.", first), rule.sentence
    assert not re.search(r"[^.]\. [A-Z]", first), rule.sentence
    assert len(rest) <= 1


@EACH_RULE
def test_source_is_a_page(rule):
    """The source is a page that one can open."""
    assert re.fullmatch(r"https://[a-z0-9.-]+/[^\s]+", rule.source)


@EACH_RULE
def test_each_change_is_accepted_alone(rule):
    """No two changes of an example, there and back, have one fingerprint: to accept one leaves the others."""
    for examples in ((rule.before, rule.after), (rule.after, rule.before)):
        found = [one.fingerprint for one in changes(rule, *examples, in_place=True)]
        assert len(found) == len(set(found))


@EACH_RULE
def test_what_is_uncertain_is_no_error(rule):
    """A rule that rests on uncertain evidence warns at most, in its examples too."""
    if rule.evidence is Evidence.UNCERTAIN:
        assert rule.severity is not Severity.ERROR
        assert all(one.severity is not Severity.ERROR for one in own(rule))


@EACH_RULE
def test_what_surely_does_harm_is_an_error(rule):
    """A rule that rests on more than uncertain evidence calls users who are lost and updates that are refused errors."""
    said = {one.severity for one in own(rule)}
    assert said == {Severity.ERROR} or rule.severity is not Severity.ERROR


@EACH_RULE
def test_example_shows_the_effect_and_no_other(rule):
    """The change from `before` to `after` has the rule's effect, and no rule else says anything at warning or above."""
    assert {one.effect for one in own(rule)} == {rule.effect}
    found = changes(rule, rule.before, rule.after)
    assert {one[0] for one in alarms(found)} <= {rule.id}


@EACH_RULE
def test_what_is_said_can_be_used(rule):
    """A change says where, what happens and what to do, with the rule's source."""
    for one in own(rule):
        assert one.path or one.resource
        assert re.fullmatch(r"[^\n]{10,}[^.\s]", one.message), one.message
        assert re.fullmatch(r"[A-Z][^\n]{5,}\.", one.fix), one.fix
        assert all(re.fullmatch(r"[A-Z][^\n]{5,}\.", step) for step in one.steps), one.steps
        assert one.source == rule.source


@EACH_RULE
def test_harmless_twin_is_not_blamed(rule):
    """The harmless change gives nothing at warning or above."""
    assert alarms(changes(rule, rule.before, rule.harmless)) == []


@EACH_RULE
def test_nothing_changed(rule):
    """An example beside itself has no changes, whatever the order of its keys, harmless ones included."""
    for example in (rule.before, rule.after, rule.harmless):
        assert changes(rule, example, example, in_place=True) == []
        assert changes(rule, example, reversed_keys(example), in_place=True) == []


@EACH_RULE
def test_order_of_keys_says_nothing(rule):
    """The same is said of the example when its keys stand in another order."""
    said = {one.fingerprint for one in changes(rule, rule.before, rule.after, in_place=True)}
    turned = changes(rule, reversed_keys(rule.before), reversed_keys(rule.after), in_place=True)
    assert {one.fingerprint for one in turned} == said


@EACH_RULE
def test_values_may_come_from_parameters(rule):
    """A literal that a parameter's default replaces is no change, and hides none."""
    documents = []
    for example in (rule.before, rule.after):
        parameters: dict[str, Any] = {}
        document = complete(rule, example)
        for body in document["Resources"].values():
            body["Properties"] = with_parameters(body.get("Properties", {}), parameters)
        documents.append({**document, "Parameters": {**document.get("Parameters", {}), **parameters}})
    assert alarms(list(compare(complete(rule, rule.before), documents[0]).changes)) == []
    found = compare(complete(rule, rule.before), documents[1], in_place=True).changes
    assert rule.id in {one.rule for one in found}


@EACH_RULE
def test_way_back_can_be_looked_at(rule):
    """The reverse of each example is compared without an error."""
    for old, new in ((rule.after, rule.before), (rule.harmless, rule.before), (rule.harmless, rule.after)):
        assert all(isinstance(one, Change) for one in changes(rule, old, new, in_place=True))


@pytest.mark.one_python
@EACH_RULE
def test_whatever_stands_in_a_template_is_compared(rule):
    """No value of a wrong type makes a comparison fail, on neither side."""
    documents = [complete(rule, rule.before), complete(rule, rule.after)]
    for side in (0, 1):
        for name, body in documents[side]["Resources"].items():
            for wrong in ("text", [], {"text": "text"}, [7, {}], {"Ref": "Parameter"}):
                for properties in mangled(body.get("Properties", {}), wrong):
                    resources = {**documents[side]["Resources"], name: {**body, "Properties": properties}}
                    sides = list(documents)
                    sides[side] = {**documents[side], "Resources": resources}
                    assert compare(*sides).notes == ()
