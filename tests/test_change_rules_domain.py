"""What changes of a user pool's domain do."""

from __future__ import annotations

import pytest
from change_pairs import POOL, alarms, alarms_of, resource

DOMAIN = "AWS::Cognito::UserPoolDomain"
ARN = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
CUSTOM = {"CertificateArn": ARN}
REFUSED = [("C9301", "rejected", "error")]
WEB = resource(
    "UserPoolClient",
    UserPoolId=POOL,
    AllowedOAuthFlowsUserPoolClient=True,
    AllowedOAuthFlows=["code"],
    AllowedOAuthScopes=["openid"],
    CallbackURLs=["https://app.example.com/cb"],
)
MACHINE = resource("UserPoolClient", UserPoolId=POOL, AllowedOAuthFlows=["client_credentials"])


def domain(name, pool=POOL, **properties):
    return resource("UserPoolDomain", UserPoolId=pool, Domain=name, **properties)


CASES = {
    "another prefix": ({"Domain": "one"}, {"Domain": "two"}, REFUSED),
    "another custom domain": (
        {"Domain": "a.example.com", "CustomDomainConfig": CUSTOM},
        {"Domain": "b.example.com", "CustomDomainConfig": CUSTOM},
        REFUSED,
    ),
    "another beginning of a prefix known in part": (
        {"Domain": {"Fn::Sub": "one-${AWS::AccountId}"}},
        {"Domain": {"Fn::Sub": "two-${AWS::AccountId}"}},
        REFUSED,
    ),
    "a prefix that is not known": ({"Domain": "one"}, {"Domain": {"Fn::ImportValue": "prefix"}}, []),
    "from a prefix to a custom domain": (
        {"Domain": "one"},
        {"Domain": "a.example.com", "CustomDomainConfig": CUSTOM},
        [("C9005", "replaced", "warning")],
    ),
    "from a custom domain to a prefix": (
        {"Domain": "a.example.com", "CustomDomainConfig": CUSTOM},
        {"Domain": "one"},
        [("C9005", "replaced", "warning")],
    ),
    "another certificate": (
        {"Domain": "a.example.com", "CustomDomainConfig": CUSTOM},
        {"Domain": "a.example.com", "CustomDomainConfig": {"CertificateArn": ARN.replace("1111", "2222")}},
        [],
    ),
    "no certificate": (
        {"Domain": "a.example.com", "CustomDomainConfig": CUSTOM},
        {"Domain": "a.example.com"},
        [("C9302", "rejected", "error")],
    ),
    "another security policy": (
        {"Domain": "a.example.com", "CustomDomainConfig": {**CUSTOM, "SecurityPolicy": "TLS_V1"}},
        {"Domain": "a.example.com", "CustomDomainConfig": {**CUSTOM, "SecurityPolicy": "TLS_V1_2_2021"}},
        [],
    ),
    "classic pages written out": ({"Domain": "one"}, {"Domain": "one", "ManagedLoginVersion": 1}, []),
    "managed login without a client to speak of": (
        {"Domain": "one"},
        {"Domain": "one", "ManagedLoginVersion": 2},
        [],
    ),
    "managed login left out": (
        {"Domain": "one", "ManagedLoginVersion": 2},
        {"Domain": "one"},
        [("C9011", "reset", "warning")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_change(name):
    """Each of these changes is told with its rule, effect and severity, or not at all."""
    before, after, expected = CASES[name]
    assert alarms_of(DOMAIN, {"UserPoolId": POOL, **before}, {"UserPoolId": POOL, **after}) == expected


def test_managed_login_needs_a_style():
    """Managed login breaks the pages of clients without a style, and of those alone."""
    before, after = ({"UserPoolId": POOL, "Domain": "one", "ManagedLoginVersion": version} for version in (1, 2))
    assert alarms_of(DOMAIN, before, after, Web=WEB) == [("C9303", "sign-in-breaks", "warning")]
    assert alarms_of(DOMAIN, before, after, Machine=MACHINE) == []
    style = resource("ManagedLoginBranding", UserPoolId=POOL, ClientId={"Ref": "Web"}, UseCognitoProvidedValues=True)
    assert alarms_of(DOMAIN, before, after, Web=WEB, Style=style) == []
    imported = resource("ManagedLoginBranding", UserPoolId=POOL, ClientId={"Fn::ImportValue": "web"})
    assert alarms_of(DOMAIN, before, after, Web=WEB, Style=imported) == []


def test_second_domain_of_a_kind():
    """A domain that is to follow another of its kind under another logical id is refused in one deploy."""
    found = alarms({"Old": domain("one")}, {"New": domain("two")})
    assert ("C9015", "rejected", "error") in found
    assert ("C9010", "sign-in-breaks", "warning") in found


def test_second_domain_of_another_kind():
    """A pool may have a prefix and a custom domain at once."""
    found = alarms({"Old": domain("one")}, {"New": domain("a.example.com", CustomDomainConfig=CUSTOM)})
    assert found == [("C9010", "sign-in-breaks", "warning")]


def test_second_domain_of_another_pool():
    """Another pool may have a domain of its own."""
    found = alarms({"Old": domain("one")}, {"New": domain("two", pool="eu-west-1_Other")})
    assert found == [("C9010", "sign-in-breaks", "warning")]


def test_domain_of_a_new_pool():
    """A pool that is made anew has no domain yet, so its domain may have another name."""
    old = {"Users": resource("UserPool", UserPoolName="one"), "Pages": domain("one", pool={"Ref": "Users"})}
    new = {"Others": resource("UserPool", UserPoolName="two"), "Pages": domain("two", pool={"Ref": "Others"})}
    assert "C9301" not in {rule for rule, _, _ in alarms(old, new)}
