"""What rules say of a template to which something may still be added, as a helper's is."""

from __future__ import annotations

import pytest
from change_examples import complete
from rule_cases import RULES

from troposphere_cognito_l2.checks.rule import ANY_TYPE, Problem
from troposphere_cognito_l2.checks.view import TemplateView

OF_WHOLE_TEMPLATES = {
    "E9011": "a name that is not there",
    "E9012": "an attribute that a resource does not have",
    "E9013": "a circle",
    "E9014": "a name under another condition",
    "E9015": "a condition that is not there",
    "E9016": "what a condition is about",
    "E9019": "a parameter in place of a type",
    "E9022": "a key that a mapping does not have",
    "E9178": "a function that nothing else can permit",
    "W9545": "a user that is not there",
    "W9516": "a role of a group beside identity pools",
    "E9024": "a function with the wrong number of members",
    "E9139": "a role whose policies are all there",
    "E9255": "a provider named to the letter",
    "W9253": "an identity provider that is not there",
    "E9642": "a role that lets nobody in",
    "E9643": "a role for another identity pool",
    "E9646": "a role for others than those who get it",
    "I9213": "a domain that is not there",
    "W9017": "an output with a secret",
    "W9018": "a type that does not exist",
    "W9186": "a function without a permission",
    "W9197": "a pool without a web ACL",
    "W9198": "a pool that lets stolen passwords in",
    "W9199": "a pool that lets risky sign-ins in",
    "E9215": "a scope without a resource server",
    "W9254": "a client without a style",
    "W9544": "a group that is not there",
    "W9716": "a style sheet without a domain",
    "W9725": "one of two documents",
}
"""The rules that look at whole templates only: about what is missing, and about sections that helpers do not see."""


def problems(rule: str) -> list[Problem]:
    """What a rule says of its rejected example, were something still to be added to it."""
    known = RULES[rule]
    template = TemplateView(complete(known.rejects, known.resource_type)["Resources"])
    views = [view for name in template.resources if (view := template.resource(name)) is not None]
    return [one for view in views if known.resource_type in (view.type, ANY_TYPE) for one in known.check(view)]


@pytest.mark.parametrize("rule", RULES)
def test_template_to_which_something_may_be_added(rule):
    """A rule says the same of an incomplete template, unless what is added may mend it."""
    assert bool(problems(rule)) is (rule not in OF_WHOLE_TEMPLATES)
