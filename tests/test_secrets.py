"""What is a secret by its name is in no report, of `check` or of `compare`, as text or as JSON."""

import json

import pytest

from troposphere_cognito_l2 import check, compare
from troposphere_cognito_l2.checks.formats import Checked, as_json as check_as_json
from troposphere_cognito_l2.checks.secrets import SECRETS, without_secrets
from troposphere_cognito_l2.comparing.formats import as_json as compare_as_json

PROPERTIES = {
    "client_secret": ("AWS::Cognito::UserPoolIdentityProvider", "ProviderDetails"),
    "private_key": ("AWS::Cognito::UserPoolIdentityProvider", "ProviderDetails"),
    "api.twitter.com": ("AWS::Cognito::IdentityPool", "SupportedLoginProviders"),
}
"""Where each kind of secret stands."""


def template(name, value, *, wrapped=False):
    """A template with a secret; in a list, where a mapping belongs, if it is wrapped."""
    kind, path = PROPERTIES[name]
    held = {name: value, "other": "plain"}
    return {"Resources": {"Subject": {"Type": kind, "Properties": {path: [held] if wrapped else held}}}}


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_check(name):
    """A finding about what holds a secret shows all of it but the secret."""
    report = check(template(name, "hush;hush", wrapped=True))
    told = str(report) + check_as_json([Checked("a", report, b"{}")])
    assert "hush" not in told
    assert '"other": "plain"' in told
    assert "(not shown)" in told


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_compare(name):
    """A change of a secret shows neither the old nor the new one."""
    report = compare(template(name, "hush;hush"), template(name, "tell;nobody"), in_place=True)
    assert report.changes
    told = str(report) + compare_as_json(report)
    assert "hush" not in told
    assert "nobody" not in told


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_reference(name):
    """A reference to a secret tells nothing, and is shown."""
    reference = "{{resolve:secretsmanager:provider}}"
    report = compare(template(name, "hush;hush"), template(name, reference), in_place=True)
    assert "hush" not in str(report)
    assert any(reference in str(change.shown) for change in report.changes)


def test_by_path():
    """A value whose path ends in the name of a secret is one, whatever quotes its name needs; nothing is none."""
    assert without_secrets("ProviderDetails.client_secret", "hush") == "(not shown)"
    assert without_secrets('SupportedLoginProviders["api.twitter.com"]', "hush") == "(not shown)"
    assert without_secrets("ProviderDetails.client_secret", None) is None
    assert without_secrets("", {"client_id": "id"}) == {"client_id": "id"}
    assert json.dumps(without_secrets("a", [{"private_key": "hush"}])) == '[{"private_key": "(not shown)"}]'
