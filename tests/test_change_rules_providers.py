"""What changes of identity providers, resource servers, groups and users do."""

from __future__ import annotations

import pytest
from change_pairs import POOL, alarms, alarms_of, resource, told_of

from troposphere_cognito_l2 import compare

PROVIDER = "AWS::Cognito::UserPoolIdentityProvider"
SERVER = "AWS::Cognito::UserPoolResourceServer"
GROUP = "AWS::Cognito::UserPoolGroup"
LOST, STRANGERS = [("C9411", "users-lost", "error")], [("C9411", "users-lost", "warning")]
ROLE = "arn:aws:iam::111122223333:role/"


def provider(kind, details=None, **properties):
    details = {"client_id": "1", "client_secret": "s"} if details is None else details
    name = kind if kind not in ("SAML", "OIDC") else "Corporate"
    return {"UserPoolId": POOL, "ProviderName": name, "ProviderType": kind, "ProviderDetails": details, **properties}


def mapped(kind, **mapping):
    return provider(kind, AttributeMapping=mapping)


ISSUER = {"client_id": "1", "oidc_issuer": "https://idp.example.com"}
PROVIDERS = {
    "user name from another claim": (mapped("SAML", username="uid"), mapped("SAML", username="mail"), LOST),
    "user name from a claim at last": (mapped("SAML"), mapped("SAML", username="uid"), STRANGERS),
    "user name by default, written out": (mapped("OIDC"), mapped("OIDC", username="sub"), []),
    "user name from another claim than the default": (mapped("OIDC"), mapped("OIDC", username="email"), LOST),
    "claim of an attribute": (mapped("SAML", email="mail"), mapped("SAML", email="emailAddress"), []),
    "attribute added": (mapped("SAML", email="mail"), mapped("SAML", name="cn", email="mail"), []),
    "attribute gone": (
        mapped("SAML", email="mail", name="cn"),
        mapped("SAML", email="mail"),
        [("C9412", "reset", "warning")],
    ),
    "mapping gone": (mapped("SAML", email="mail"), provider("SAML"), [("C9412", "reset", "warning")]),
    "another app at Google": (provider("Google"), provider("Google", {"client_id": "2", "client_secret": "s"}), []),
    "another app at Facebook": (
        provider("Facebook"),
        provider("Facebook", {"client_id": "2", "client_secret": "s"}),
        [("C9401", "users-lost", "warning")],
    ),
    "another Apple team": (
        provider("SignInWithApple", {"team_id": "1", "client_id": "a"}),
        provider("SignInWithApple", {"team_id": "2", "client_id": "a"}),
        [("C9401", "users-lost", "warning")],
    ),
    "another secret": (
        provider("Facebook"),
        provider("Facebook", {"client_id": "1", "client_secret": "{{resolve:secretsmanager:facebook}}"}),
        [],
    ),
    "another issuer": (
        provider("OIDC", ISSUER),
        provider("OIDC", {**ISSUER, "oidc_issuer": "https://login.example.com"}),
        [("C9402", "users-lost", "warning")],
    ),
    "issuer with a slash": (
        provider("OIDC", ISSUER),
        provider("OIDC", {**ISSUER, "oidc_issuer": "https://idp.example.com/"}),
        [],
    ),
    "other metadata": (
        provider("SAML", {"MetadataURL": "https://one.example.com"}),
        provider("SAML", {"MetadataFile": "<EntityDescriptor/>"}),
        [],
    ),
    "sign-out left out": (
        provider("SAML", {"MetadataURL": "https://one.example.com", "IDPSignout": "true"}),
        provider("SAML", {"MetadataURL": "https://one.example.com"}),
        [("C9403", "reset", "warning")],
    ),
    "identifier gone": (
        provider("SAML", IdpIdentifiers=["a.example.com"]),
        provider("SAML"),
        [("C9404", "sign-in-breaks", "warning")],
    ),
    "another name": (
        provider("SAML"),
        provider("SAML", ProviderName="Company"),
        [("C9007", "users-lost", "error"), ("C9005", "replaced", "warning")],
    ),
}


@pytest.mark.parametrize("name", ["IDPSignout", "IDPInit", "EncryptedResponses", "RequestSigningAlgorithm"])
def test_detail_that_falls_back(name):
    """Each detail that is off where it is left out is told, unless it was off."""
    for value, is_told in (("rsa-sha256" if name.endswith("Algorithm") else "true", True), ("false", False)):
        old, new = {"MetadataURL": "https://idp.example.com", name: value}, {"MetadataURL": "https://idp.example.com"}
        found = told_of("C9403", "UserPoolIdentityProvider", provider("SAML", old), provider("SAML", new))
        assert [path for path, _, _ in found] == [f"ProviderDetails.{name}"] * is_told


@pytest.mark.parametrize(
    ("before", "after", "claim"), [("email,openid", "openid,email", "email"), ("email,openid", "openid", "name")]
)
def test_scope_that_nobody_misses(before, after, claim):
    """Scopes may stand in any order, and one that nothing is mapped to may go."""
    sides = [
        provider("Facebook", {"authorize_scopes": scopes}, AttributeMapping={"email": claim})
        for scopes in (before, after)
    ]
    assert told_of("C9405", "UserPoolIdentityProvider", *sides) == []


@pytest.mark.parametrize(
    ("kind", "before", "after", "is_told"),
    [
        ("OIDC", "https://a.example", "https://b.example", True),
        ("OIDC", "https://a.example", "https://a.example/", False),
        ("OIDC", "https://a.example/", "https://a.example", False),
        ("Google", "https://a.example", "https://b.example", False),
    ],
)
def test_issuer(kind, before, after, is_told):
    """Another issuer is told of a provider that has one, whatever it ends with."""
    sides = [provider(kind, {**ISSUER, "oidc_issuer": issuer}) for issuer in (before, after)]
    assert len(told_of("C9402", "UserPoolIdentityProvider", *sides)) == is_told


@pytest.mark.parametrize(("before", "after"), [("email,openid", "openid"), ("openid email", "openid")])
def test_scope_that_is_mapped(before, after):
    """Scopes stand with commas or spaces between them, and one that goes is told by its name."""
    details = {"client_id": "1", "client_secret": "s"}
    sides = [
        provider("Facebook", {**details, "authorize_scopes": scopes}, AttributeMapping={"email": "email"})
        for scopes in (before, after)
    ]
    [(path, message, _)] = told_of("C9405", "UserPoolIdentityProvider", *sides)
    assert path == "ProviderDetails.authorize_scopes"
    assert message.startswith("email is not asked for any more")


@pytest.mark.parametrize("name", PROVIDERS)
def test_provider(name):
    """Each of these changes of a provider is told with its rule, effect and severity, or not at all."""
    before, after, expected = PROVIDERS[name]
    assert alarms_of(PROVIDER, before, after) == expected


def test_required_attribute_of_a_provider():
    """An attribute that the pool requires is to be mapped, or new users are refused."""
    schema = [{"Name": "email", "AttributeDataType": "String", "Required": True, "Mutable": True}]
    before, after = (
        {**mapped("SAML", **mapping), "UserPoolId": {"Ref": "Users"}} for mapping in ({"email": "mail"}, {})
    )
    found = alarms_of(PROVIDER, before, after, Users=resource("UserPool", Schema=schema))
    assert found == [("C9413", "sign-in-breaks", "warning")]


def test_secrets_are_not_shown():
    """No report shows the secret of a provider, neither the old nor the new one."""
    for other in ({"client_id": "2", "client_secret": "new-secret"}, {"client_id": "1", "client_secret": "new-secret"}):
        old, new = (
            {"Resources": {"Facebook": {"Type": PROVIDER, "Properties": provider("Facebook", details)}}}
            for details in ({"client_id": "1", "client_secret": "old-secret"}, other)
        )
        report = compare(old, new, in_place=True)
        assert report.changes
        assert "-secret" not in f"{report} {[one.shown for one in report.changes]}"


def server(*scopes, identifier="orders"):
    listed = [{"ScopeName": name, "ScopeDescription": name} for name in scopes]
    return {"UserPoolId": POOL, "Identifier": identifier, "Name": "Orders", "Scopes": listed}


def web(scope):
    return resource("UserPoolClient", UserPoolId=POOL, AllowedOAuthScopes=[scope])


def test_scopes_of_a_server():
    """A scope that is gone breaks who asks for it; if a client of the template lists it the update may fail."""
    before, after = server("read", "write"), server("write")
    assert alarms_of(SERVER, before, after) == [("C9501", "sign-in-breaks", "warning")]
    assert alarms_of(SERVER, before, after, Web=web("orders/write")) == [("C9501", "sign-in-breaks", "warning")]
    for scope in ("orders/read", {"Fn::Sub": "${Subject}/read"}):
        assert alarms_of(SERVER, before, after, Web=web(scope)) == [("C9502", "rejected", "warning")]


def test_harmless_changes_of_a_server():
    """Scopes in another order, a new one, another description or another name break nothing."""
    described = server("read")
    described["Scopes"][0]["ScopeDescription"] = "Read all orders"
    assert alarms_of(SERVER, server("read"), described) == []
    assert alarms_of(SERVER, server("read", "write"), server("cancel", "write", "read")) == []
    assert alarms_of(SERVER, server("read"), {**server("read"), "Name": "All orders"}) == []


def test_another_identifier():
    """With another identifier all scopes have another name, for clients that refer to the server too."""
    before, after = server("read"), server("read", identifier="shop")
    assert alarms_of(SERVER, before, after) == [("C9005", "replaced", "warning")]
    assert alarms_of(SERVER, before, after, Web=web("orders/read")) == [("C9503", "replaced", "warning")]


CASES = {
    "case of the name": ({"GroupName": "admins"}, {"GroupName": "Admins"}, [("C9511", "rejected", "error")]),
    "another name": (
        {"GroupName": "admins"},
        {"GroupName": "owners"},
        [("C9007", "users-lost", "error"), ("C9005", "replaced", "warning")],
    ),
    "another role": ({"RoleArn": f"{ROLE}one"}, {"RoleArn": f"{ROLE}two"}, []),
    "role gone": ({"RoleArn": f"{ROLE}one"}, {}, [("C9512", "reset", "warning")]),
    "another precedence": ({"Precedence": 1}, {"Precedence": 2}, []),
    "precedence gone": ({"Precedence": 1}, {}, [("C9011", "reset", "warning")]),
    "no description": ({"Description": "May do all"}, {}, []),
}


@pytest.mark.parametrize("name", CASES)
def test_group(name):
    """Each of these changes of a group is told with its rule, effect and severity, or not at all."""
    before, after, expected = CASES[name]
    common = {"UserPoolId": POOL, "GroupName": "admins"}
    assert alarms_of(GROUP, {**common, **before}, {**common, **after}) == expected


def test_case_of_a_group_of_another_pool():
    """A group that moves to another pool may have its name in any case."""
    sides = [{"UserPoolId": pool, "GroupName": name} for pool, name in ((POOL, "admins"), (f"{POOL}2", "Admins"))]
    assert told_of("C9511", "UserPoolGroup", *sides) == []


def test_case_of_a_group_under_another_logical_id():
    """A group that differs in case from one that goes is refused, whatever its logical id."""
    old, new = (
        {logical_id: resource("UserPoolGroup", UserPoolId=POOL, GroupName=name)}
        for logical_id, name in (("Admins", "admins"), ("Owners", "Admins"))
    )
    assert ("C9015", "rejected", "error") in alarms(old, new)


def test_attribute_of_a_user():
    """A user of the template with another attribute is another user, under a name that is taken."""
    user = {"UserPoolId": POOL, "Username": "jo"}
    before, after = ({**user, "UserAttributes": [{"Name": "name", "Value": value}]} for value in ("Jo", "Joe"))
    found = {rule for rule, _, _ in alarms_of("AWS::Cognito::UserPoolUser", before, after)}
    assert found == {"C9004", "C9005", "C9007"}
    twice = [{"Name": "name", "Value": "Jo"}, {"Name": "email", "Value": "jo@example.com"}]
    before, after = ({**user, "UserAttributes": some} for some in (twice, twice[::-1]))
    assert alarms_of("AWS::Cognito::UserPoolUser", before, after) == []


def test_member_of_another_group():
    """A membership that names another group leaves the one and enters the other."""
    before, after = ({"UserPoolId": POOL, "Username": "jo", "GroupName": name} for name in ("one", "two"))
    found = alarms_of("AWS::Cognito::UserPoolUserToGroupAttachment", before, after)
    assert found == [("C9005", "replaced", "warning")]
