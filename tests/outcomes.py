"""What came of adding a helper to a template, in few words."""

import pytest

from troposphere_cognito_l2 import ConfigurationError


def properties(handle):
    """The properties of what a helper added."""
    return handle.resource.to_dict()["Properties"]


def properties_in(template, logical_id):
    """The properties of a resource of a template."""
    return template.to_dict()["Resources"][logical_id]["Properties"]


def problems(helper, template):
    """Rule, option and property of each problem; the template stays as it was."""
    before = template.to_json()
    with pytest.raises(ConfigurationError) as raised:
        helper.add_to(template)
    assert template.to_json() == before
    return [(finding.rule, finding.option, finding.path) for finding in raised.value.findings]


def rules_broken(error):
    """The rules of which an error tells, one for each problem."""
    return [finding.rule for finding in error.value.findings]
