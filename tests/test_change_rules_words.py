"""The sentences that rules of change choose from say what the case is."""

from __future__ import annotations

from typing import Any

import pytest
from change_examples import complete

from troposphere_cognito_l2 import compare
from troposphere_cognito_l2.comparing.engine import all_change_rules

RULES = {rule.id: rule for rule in all_change_rules()}
ROLE = "arn:aws:iam::111122223333:role/{}"


def says(rule: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """The one thing that a rule says of a change."""
    old, new = (complete(example, RULES[rule].resource_type) for example in (before, after))
    [message] = [one.message for one in compare(old, new).changes if one.rule == rule]
    return message


def test_where_users_are_sent():
    """A default redirect that is gone sends users nowhere, another one to another URL."""
    before = RULES["C9233"].before
    assert "return to another URL" in says("C9233", before, RULES["C9233"].after)
    client = before["Resources"]["Subject"] if "Resources" in before else {"Properties": before}
    properties = {name: value for name, value in client["Properties"].items() if name != "DefaultRedirectURI"}
    after = {"Resources": {**before.get("Resources", {}), "Subject": {**client, "Properties": properties}}}
    assert "return nowhere" in says("C9233", before, after)


def test_name_that_can_not_change_or_go():
    """A name of the developer provider is said to be changed, or taken away."""
    before = RULES["C9604"].before
    assert "it can't change" in says("C9604", before, RULES["C9604"].after)
    after = {name: value for name, value in before.items() if name != "DeveloperProviderName"}
    assert "it can't be taken away" in says("C9604", before, after)


@pytest.mark.parametrize(
    ("resolution", "otherwise"), [("Deny", "are denied"), ("AuthenticatedRole", "get the role of all who signed in")]
)
def test_what_becomes_of_users_of_a_rule(resolution, otherwise):
    """Users whose rule is gone are denied, or get the role of all, of the provider that is named beside the key."""
    rules = [
        {"Claim": "department", "MatchType": "Equals", "Value": value, "RoleARN": ROLE.format(value)}
        for value in ("it", "hr")
    ]
    sides = [
        {
            "IdentityPoolId": "eu-west-1:11111111-2222-3333-4444-555555555555",
            "RoleMappings": {
                "staff": {
                    "Type": "Rules",
                    "IdentityProvider": "accounts.google.com",
                    "AmbiguousRoleResolution": resolution,
                    "RulesConfiguration": {"Rules": kept},
                }
            },
        }
        for kept in (rules, rules[:1])
    ]
    message = says("C9634", *sides)
    assert message.startswith("users of accounts.google.com for whom department Equals hr is true")
    assert otherwise in message
