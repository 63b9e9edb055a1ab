"""Rules about the parts of a template: types, conditions, and what its Outputs show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import CLOUDFORMATION_GUIDE, TEMPLATE_REFERENCE
from ..resource_types import CLIENT, COGNITO, USER_POOL
from ..rule import ANY_TYPE, Evidence, Problem, rule
from ..schema import registry
from ..texts import nearest
from ..view import CONDITION, OUTPUT, ResourceView
from .links import IF, is_looked_at, is_whole, links, may_be

_CONDITIONS = f"{CLOUDFORMATION_GUIDE}conditions-section-structure.html"
_WEB = {"Type": CLIENT, "Properties": {"UserPoolId": "us-east-1_Example", "GenerateSecret": True}}
_STAGE = {"Parameters": {"Stage": {"Type": "String"}}}
_IS_PROD = {**_STAGE, "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}}}


@rule(
    "E9015",
    ANY_TYPE,
    source=_CONDITIONS,
    evidence=Evidence.REPORTED,  # "Template format error: Unresolved condition dependency IsProd"
    accepts={**_IS_PROD, "Resources": {"Users": {"Type": USER_POOL, "Condition": "IsProd"}}},
    rejects={**_IS_PROD, "Resources": {"Users": {"Type": USER_POOL, "Condition": "IsProduction"}}},
    near=True,
)
def conditions_are_in_the_template(view: ResourceView) -> Iterator[Problem]:
    """A condition that a Cognito resource, an output or another condition names is one that the template has."""
    if not (view.type == CONDITION or is_looked_at(view)):
        return
    template = view.template
    given = template.given_conditions
    if not template.complete or any(name.startswith("Fn::") for name in given):
        return
    if view.type == CONDITION:
        named = [("", name) for name in _named_in(view.body["Properties"])]
    else:
        named = [(link.path, link.target[1:]) for link in links(template)[view.logical_id] if link.attribute == IF]
        if isinstance(own := view.body.get("Condition"), str):
            named.append(("Condition", own))
    for path, name in named:
        if name not in given:
            fix = f"write one of {', '.join(given)}, or add it" if given else "add it to the Conditions"
            yield Problem(path, f"the template has no condition {name}", fix)


def _named_in(value: Any) -> Iterator[str]:
    waiting = [value]
    for held in waiting:  # which grows on the way
        if isinstance(held, list):
            waiting += held
        elif isinstance(held, dict):
            waiting += held.values()
            if len(held) == 1 and isinstance(name := held.get("Condition"), str):
                yield name


@rule(
    "E9016",
    CONDITION,
    source=_CONDITIONS,
    evidence=Evidence.REPORTED,  # "Cannot reference resources in the Conditions block of the template"
    accepts={**_IS_PROD, "Resources": {}},
    rejects={
        "Conditions": {"HasPool": {"Fn::Equals": [{"Ref": "Users"}, ""]}},
        "Resources": {"Users": {"Type": USER_POOL}},
    },
)
def conditions_look_at_parameters(view: ResourceView) -> Iterator[Problem]:
    """A condition looks at parameters, never at resources."""
    template = view.template
    if not template.complete:
        return
    for link in links(template)[view.logical_id]:
        if link.target not in template.parameters and not link.target.startswith(("AWS::", "?")):
            what = "a resource" if link.target in template.resources else "no parameter of the template"
            yield Problem("", f"{link.target} is {what}", "refer to a parameter")


@rule(
    "W9017",
    OUTPUT,
    source=f"{CLOUDFORMATION_GUIDE}outputs-section-structure.html",
    accepts={"Resources": {"Web": _WEB}, "Outputs": {"ClientId": {"Value": {"Ref": "Web"}}}},
    rejects={"Resources": {"Web": _WEB}, "Outputs": {"Secret": {"Value": {"Fn::GetAtt": ["Web", "ClientSecret"]}}}},
)
def outputs_hold_no_secret(output: ResourceView) -> Iterator[Problem]:
    """No output shows the secret of an app client."""
    template = output.template
    for link in links(template)[output.logical_id]:
        kind = template.resources.get(link.target, {}).get("Type")
        if kind == CLIENT and link.attribute == "ClientSecret" and may_be(template, link):
            message = f"whoever may look at the stack can read the secret of {link.target}"
            yield Problem(link.path, message, "keep it in Secrets Manager, and output the ARN of that")


@rule(
    "W9018",
    ANY_TYPE,
    source=f"{TEMPLATE_REFERENCE}AWS_Cognito.html",
    evidence=Evidence.SCHEMA,
    accepts={"Resources": {"Users": {"Type": USER_POOL}}},
    rejects={"Resources": {"Users": {"Type": "AWS::Cognito::UsersPool"}}},
)
def types_exist(view: ResourceView) -> Iterator[Problem]:
    """A type of Amazon Cognito is one that CloudFormation has."""
    known = registry()["types"]
    if view.type.startswith(COGNITO) and view.type not in known and is_whole(view.template):
        near = nearest(view.type.removeprefix(COGNITO), [kind.removeprefix(COGNITO) for kind in known])
        fix = f"write {COGNITO}{near}, if that is meant" if near else "mend the name, unless AWS has added it since"
        message = f"CloudFormation has no type {view.type} (as of {registry()['date']})"
        yield Problem("Type", message, fix, ", ".join(known))


@rule(
    "E9019",
    ANY_TYPE,
    source=f"{CLOUDFORMATION_GUIDE}resources-section-structure.html",
    accepts={"Resources": {"Users": {"Type": USER_POOL}}},
    rejects={"Resources": {"Users": {"Type": None, "Properties": {"UserPoolName": "customers"}}}},
)
def resources_have_a_type(view: ResourceView) -> Iterator[Problem]:
    """Every resource has a type."""
    if not view.type and is_whole(view.template):
        yield Problem("Type", f"{view.logical_id} has no type", f"give it one, as {USER_POOL}")
