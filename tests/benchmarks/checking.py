"""The templates that `check` and `compare` are measured with, and AWS's own linters on the same."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST = 496
TESTS = Path(__file__).parents[1]


def template(resources: int = MOST, conditions: int = 0) -> dict[str, Any]:
    """Pools with all that may belong to them, taken from an example; two scalars of each depend on conditions."""
    example = json.loads((TESTS / "goldens" / "single_page_app.json").read_text(encoding="utf-8"))
    own, parameters = example["Resources"], example["Parameters"]
    named = re.compile(rf'((?:"Ref": |"(?:Fn::GetAtt|DependsOn)": \[)"|\$\{{)({"|".join(own)})\b')
    text = json.dumps(own)
    found: dict[str, Any] = {}
    for count in range(resources // len(own)):
        copy = json.loads(named.sub(rf"\g<1>\g<2>N{count}", text))
        found |= {f"{name}N{count}": body for name, body in copy.items()}
    if not conditions:
        return {"Parameters": parameters, "Resources": found}
    names = [f"Condition{number}" for number in range(conditions)]
    for number, body in enumerate(found.values()):
        properties = body["Properties"]
        scalars = [name for name, value in properties.items() if not isinstance(value, (dict, list))]
        for place, name in enumerate(scalars[:2]):
            condition = names[(number + place) % conditions]
            properties[name] = {"Fn::If": [condition, properties[name], properties[name]]}
    return {
        "Parameters": parameters | {f"Of{name}": {"Type": "String"} for name in names},
        "Conditions": {name: {"Fn::Equals": [{"Ref": f"Of{name}"}, "yes"]} for name in names},
        "Resources": found,
    }


EDITS = {
    "AWS::Cognito::UserPool": {"DeletionProtection": "INACTIVE"},
    "AWS::Cognito::UserPoolClient": {"AccessTokenValidity": 30},
    "AWS::Cognito::UserPoolDomain": {"ManagedLoginVersion": 1},
    "AWS::Cognito::UserPoolIdentityProvider": {"IdpIdentifiers": ["partner"]},
    "AWS::Cognito::ManagedLoginBranding": {"UseCognitoProvidedValues": False},
    "AWS::IAM::Role": {"MaxSessionDuration": 7200},
    "AWS::Route53::RecordSet": {"Comment": "moved"},
}
"""What becomes of a resource that is changed."""


def edited(given: dict[str, Any], types: tuple[str, ...] = (*EDITS,), every: int = 1) -> dict[str, Any]:
    """The template with some of its resources changed: those of some types, all of them or each tenth, say."""
    new = copy.deepcopy(given)
    for body in list(new["Resources"].values())[::every]:
        if body["Type"] in types:
            body["Properties"] |= EDITS[body["Type"]]
    return new


def linters(given: dict[str, Any]) -> dict[str, Callable[[], object]]:
    """AWS's linters on a template."""
    import cloudformation_validate
    from cfnlint import api
    from cfnlint.core import get_rules

    text = json.dumps(given)
    engine, rules = cloudformation_validate.RegoEngine(), get_rules([], [], [])
    return {
        "cloudformation-validate": lambda: engine.validate_template(text.encode()),
        "cfn-lint": lambda: api.lint(text, rules=rules, regions=["us-east-1"]),
    }
