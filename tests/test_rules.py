"""Every rule keeps what it says of itself: its examples, its evidence, and its silence about what is not known."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest

from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.engine import all_rules
from troposphere_cognito_l2.checks.finding import Finding, Severity
from troposphere_cognito_l2.checks.rule import ANY_TYPE, Evidence, Problem, Rule
from troposphere_cognito_l2.checks.view import CONDITION, OUTPUT, TemplateView

RULES = all_rules()
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])

RANGES = {
    ANY_TYPE: ("90",),
    OUTPUT: ("90",),
    CONDITION: ("90",),
    "AWS::ApiGateway::Method": ("99",),
    "AWS::Lambda::Permission": ("91",),
    "AWS::IAM::Role": ("99",),
    "AWS::IAM::Policy": ("99",),
    "AWS::Cognito::UserPool": ("91",),
    "AWS::Cognito::UserPoolClient": ("92",),
    "AWS::Cognito::UserPoolDomain": ("93",),
    "AWS::Cognito::UserPoolIdentityProvider": ("94",),
    "AWS::Cognito::UserPoolResourceServer": ("95",),
    "AWS::Cognito::UserPoolGroup": ("95",),
    "AWS::Cognito::UserPoolUser": ("95",),
    "AWS::Cognito::UserPoolUserToGroupAttachment": ("95",),
    "AWS::Cognito::IdentityPool": ("96",),
    "AWS::Cognito::IdentityPoolRoleAttachment": ("96",),
    "AWS::Cognito::IdentityPoolPrincipalTag": ("96",),
    "AWS::Cognito::ManagedLoginBranding": ("97",),
    "AWS::Cognito::UserPoolUICustomizationAttachment": ("97",),
    "AWS::Cognito::Terms": ("97",),
    "AWS::Cognito::UserPoolRiskConfigurationAttachment": ("98",),
    "AWS::Cognito::LogDeliveryConfiguration": ("98",),
    "AWS::Cognito::UserPoolReplica": ("98",),
    "AWS::Cognito::UserPoolRegionalConfigurationAttachment": ("98",),
}
"""The first two digits of the ids of each type's rules."""

STRUCTURE = {
    "E9130": "a way of recovery without a priority",
    "E9180": "a trigger without its version",
    "E9181": "a sender without a key",
    "E9229": "a project that is named in two ways, or by half of one",
    "E9235": "a rotation that is neither on nor off",
    "E9306": "a custom domain without a certificate",
    "E9307": "a prefix domain with a routing",
    "W9232": "a project of a service that has ended",
    "E9621": "a role for identities that do not exist",
    "E9624": "a role mapping without its way out",
    "E9627": "more rules than there may be",
    "E9628": "more role mappings than there may be",
    "W9113": "an empty UsernameConfiguration",
    "W9149": "add-ons without a mode",
    "W9176": "an SMS configuration without a role",
    "W9185": "one of three functions that belong together",
    "W9609": "a client without a check of its tokens",
    "W9611": "a login provider that does not exist",
    "W9613": "more clients than the quota allows",
    "E9724": "the key of a mapping",
    "W9432": "the name of an attribute, which is a key",
    "W9136": "a password policy without members",
    "W9531": "an attribute without a value",
    "W9636": "an attachment of nothing",
    "W9727": "the keys of a mapping",
    "W9808": "actions that are none",
}
"""Rules about what is given, left out or referred to, whatever the values are: they speak of unknown values too."""


TYPES = ("E9016", "W9018", "E9019")
"""Rules about what can't be a parameter: types, and conditions."""


def complete(rule: Rule, example: Any) -> dict[str, Any]:
    """The template of an example; a resource without a type is of the rule's type."""
    document = copy.deepcopy(example) if "Resources" in example else {"Resources": {"Subject": {"Properties": example}}}
    resources = {name: {"Type": rule.resource_type, **body} for name, body in document["Resources"].items()}
    return {**document, "Resources": resources}


def findings(document: dict[str, Any]) -> list[Finding]:
    """What all rules find."""
    return list(check(document, profile="strict").findings)


def errors(found: list[Finding]) -> set[str]:
    return {finding.rule for finding in found if finding.severity is Severity.ERROR}


def ids(found: list[Finding]) -> set[str]:
    return {finding.rule for finding in found}


def leaves_unknown(value: Any, names: Iterator[int]) -> Any:
    """The same structure with a parameter of its own in place of each literal and each reference."""
    if isinstance(value, dict) and len(value) == 1 and str(next(iter(value))).startswith(("Ref", "Fn::")):
        return {"Ref": f"Parameter{next(names)}"}
    if isinstance(value, dict):
        return {key: leaves_unknown(item, names) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [leaves_unknown(item, names) for item in value]
    return {"Ref": f"Parameter{next(names)}"}


def unknown(document: dict[str, Any], *, deep: bool) -> dict[str, Any]:
    """The template with parameters for its values: for each literal, or for each property as a whole."""
    changed, names = {}, iter(range(1000000))
    for name, body in document["Resources"].items():
        properties = body.get("Properties", {})
        if deep:
            properties = leaves_unknown(properties, names)
        else:
            properties = {key: {"Ref": f"Parameter{next(names)}"} for key in properties}
        others = {key: leaves_unknown(item, names) for key, item in body.items() if key not in ("Type", "Properties")}
        changed[name] = {"Type": body["Type"], "Properties": properties, **others}
    outputs = {name: {"Value": {"Ref": f"Parameter{next(names)}"}} for name in document.get("Outputs", ())}
    parameters = {f"Parameter{number}": {"Type": "String"} for number in range(next(names))}
    return {
        **document,
        "Parameters": {**document.get("Parameters", {}), **parameters},
        "Resources": changed,
        "Outputs": outputs,
    }


def test_there_are_rules():
    """The tests over all rules are not empty."""
    assert len(RULES) > 60


def test_ids_are_unique():
    """An id belongs to one rule, and its number to one severity."""
    found = [rule.id for rule in RULES]
    assert len(found) == len(set(found))
    assert len(found) == len({rule_id[1:] for rule_id in found})


@EACH_RULE
def test_id_is_in_the_range_of_its_type(rule):
    """An id is E, W or I, and four digits in the range of the resource type."""
    assert re.fullmatch(r"[EWI]9\d{3}", rule.id)
    assert rule.id[1:3] in RANGES[rule.resource_type]


@EACH_RULE
def test_sentence_is_one(rule):
    """What is right is said in one sentence, in one line."""
    assert re.fullmatch(r"[A-Z][^\n]{15,}[^.\s]\.", rule.sentence), rule.sentence
    assert not re.search(r"[^.]\. [A-Z]", rule.sentence), rule.sentence


@EACH_RULE
def test_source_is_a_page(rule):
    """The source is a page that one can open."""
    assert re.fullmatch(r"https://[a-z0-9.]+/[^\s]+", rule.source)


@EACH_RULE
def test_what_is_uncertain_is_no_error(rule):
    """A rule that rests on uncertain evidence warns at most."""
    if rule.evidence is Evidence.UNCERTAIN:
        assert rule.severity is not Severity.ERROR


@EACH_RULE
def test_accepted_example_is_free_of_errors(rule):
    """The accepted example breaks neither its own rule nor any error rule."""
    found = findings(complete(rule, rule.accepts))
    assert errors(found) == set(), found
    assert rule.id not in ids(found)


@EACH_RULE
def test_rejected_example_breaks_its_rule_and_no_other(rule):
    """The rejected example breaks its rule, and no other error rule."""
    found = findings(complete(rule, rule.rejects))
    assert rule.id in ids(found)
    assert errors(found) <= {rule.id}, found


@EACH_RULE
def test_finding_says_what_to_do(rule):
    """A finding says where, what is wrong and what to do, and is no sentence that ends in a stop."""
    for finding in findings(complete(rule, rule.rejects)):
        if finding.rule == rule.id:
            assert finding.path or rule.id in ("E9016", "W9197")  # which is about what is not there at all
            assert finding.message
            assert finding.fix
            assert not finding.message.endswith(".")
            assert not finding.fix.endswith(".")
            assert finding.allowed
            assert finding.source == rule.source


@EACH_RULE
def test_rule_is_silent_about_unknown_values(rule):
    """With a parameter in place of each value, a rule that judges values says nothing."""
    speaks = rule.id in ids(findings(unknown(complete(rule, rule.rejects), deep=True)))
    assert speaks == (rule.id in STRUCTURE or rule.id in TYPES)


@EACH_RULE
def test_rule_is_silent_about_unknown_properties(rule):
    """With a parameter in place of each property, a rule says nothing."""
    speaks = rule.id in ids(findings(unknown(complete(rule, rule.rejects), deep=False)))
    assert speaks == (rule.id in TYPES)


@EACH_RULE
def test_rule_takes_whatever_stands_in_a_template(rule):
    """A rule does not fall over values of a wrong type; the structural rules report those."""
    resources = complete(rule, rule.rejects)["Resources"]
    for name, body in resources.items():
        for wrong in (None, "text", 7, [], {}, [7], [{}], {"text": "text"}, {"Ref": "Parameter"}):
            for mangled in _mangled(body.get("Properties", {}), wrong):
                template = TemplateView({**resources, name: {**body, "Properties": mangled}})
                template.complete = True
                for problem in problems(rule, template):
                    assert isinstance(problem, Problem)


def problems(rule: Rule, template: TemplateView) -> list[Problem]:
    """What one rule says of the resources of its type."""
    views = [template.resource(name) for name in template.resources]
    return [
        found
        for view in views
        if view is not None and rule.resource_type in (view.type, ANY_TYPE)
        for found in rule.check(view)
    ]


def _mangled(value: Any, wrong: Any) -> Iterator[Any]:
    """The value with one member after the other, at any depth, replaced."""
    yield wrong
    if isinstance(value, dict):
        for key, item in value.items():
            for changed in _mangled(item, wrong):
                yield {**value, key: changed}
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for changed in _mangled(item, wrong):
                yield [*value[:index], changed, *value[index + 1 :]]
