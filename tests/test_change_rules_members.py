"""What changes of clients, domains, scopes, logs, styles and identity pools do, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from change_pairs import POOL, resource, told_of

from troposphere_cognito_l2 import compare

UNKNOWN = {"Ref": "Unknown"}


def paths(rule: str, kind: str, old: dict[str, Any], new: dict[str, Any], **others: Any) -> list[str]:
    """Where a rule says something of a resource that changes."""
    return [path for path, _, _ in told_of(rule, kind, old, new, **others)]


# Clients


@pytest.mark.parametrize(
    ("rule", "before", "after", "path", "words"),
    [
        ("C9251", (10, "minutes"), (10, None), "TokenValidityUnits", "the unit is left out and the number is not, so"),
        ("C9251", (10, "hours"), (None, None), "Validity", "is left out, so"),
        ("C9251", (10, "hours"), (None, "hours"), "Validity", "is left out, so"),
        ("C9252", (10, "hours"), (10, "minutes"), "TokenValidityUnits", "the number stays and its unit does not"),
        ("C9252", (10, None), (10, "minutes"), "TokenValidityUnits", "the number stays and its unit does not"),
        (
            "C9253",
            (10, "hours"),
            (5, "hours"),
            "Validity",
            "become 5 hours, for tokens that are given out from then on",
        ),
        ("C9253", (1, "hours"), (60, "minutes"), "Validity", "nothing changes"),
        ("C9253", (0, None), (60, "minutes"), "Validity", "nothing changes"),
    ],
)
def test_life_of_a_token(rule, before, after, path, words):
    """A token that lives for another time is told by one rule, and no other says anything of its number or unit."""
    sides = []
    for number, unit in (before, after):
        units = {"TokenValidityUnits": {"AccessToken": unit}} if unit else {}
        sides.append({"UserPoolId": POOL, **units, **({"AccessTokenValidity": number} if number is not None else {})})
    wanted = "TokenValidityUnits.AccessToken" if path == "TokenValidityUnits" else "AccessTokenValidity"
    ((found, message, _),) = told_of(rule, "UserPoolClient", *sides)
    assert found == wanted
    assert words in message
    for general in ("C9011", "C9012", "C9013", "C9014"):
        assert told_of(general, "UserPoolClient", *sides) == []


SWITCH = "AllowedOAuthFlowsUserPoolClient"


@pytest.mark.parametrize(("before", "after", "is_told"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_scope_of_a_client(before, after, is_told):
    """A scope that goes is told by its name, where OAuth is and was in use."""
    grants = {"UserPoolId": POOL, "AllowedOAuthFlows": ["code"], "CallbackURLs": ["https://a.example"]}
    old = {**grants, "AllowedOAuthScopes": ["openid", "email"], SWITCH: before}
    new = {**grants, "AllowedOAuthScopes": ["openid"], SWITCH: after}
    messages = [message for _, message, _ in told_of("C9235", "UserPoolClient", old, new)]
    assert [one.startswith("apps that ask for email are refused") for one in messages] == [True] * is_told


def test_provider_of_a_client():
    """A provider that goes is told by its name."""
    old, new = (
        {"UserPoolId": POOL, "SupportedIdentityProviders": names} for names in (["COGNITO", "Google"], ["COGNITO"])
    )
    [(_, message, _)] = told_of("C9241", "UserPoolClient", old, new)
    assert message.startswith("users who come from Google can't sign in")


SRP, REFRESH = "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"


def flows(*names: Any, rotation: Any = None) -> dict[str, Any]:
    """A client with its flows and rotation."""
    given = {"RefreshTokenRotation": {"Feature": rotation, "RetryGracePeriodSeconds": 10}} if rotation else {}
    return {"UserPoolId": POOL, "ExplicitAuthFlows": list(names), **given}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (flows(SRP, REFRESH), flows(SRP), ["ExplicitAuthFlows"]),
        (flows(SRP, REFRESH), flows(SRP, rotation="ENABLED"), ["ExplicitAuthFlows"]),
        (flows(SRP, rotation="ENABLED"), flows(SRP), ["RefreshTokenRotation.Feature"]),
        (flows(SRP, rotation="ENABLED"), flows(SRP, rotation="DISABLED"), ["RefreshTokenRotation.Feature"]),
        (flows(SRP, rotation="ENABLED"), flows(SRP, REFRESH), []),
        (flows(SRP), flows(SRP, "ALLOW_CUSTOM_AUTH"), []),
        (flows(SRP, rotation=UNKNOWN), flows(SRP), []),
        (flows(SRP, REFRESH), flows(SRP, rotation=UNKNOWN), []),
        (flows(SRP, UNKNOWN), flows(SRP), []),
    ],
)
def test_refresh_of_a_session(before, after, found):
    """A session that can't be refreshed any more is told where that is, and nothing else is said of either setting."""
    assert paths("C9222", "UserPoolClient", before, after) == found
    if len(found) == 1 and "rotation" not in str(after):
        assert paths("C9011", "UserPoolClient", before, after) == []


REQUIRED = {"Name": "email", "AttributeDataType": "String", "Required": True, "Mutable": True}
OPTIONAL = {"Name": "given_name", "AttributeDataType": "String", "Required": False, "Mutable": True}


@pytest.mark.parametrize(
    ("schema", "before", "after", "is_told"),
    [
        ([REQUIRED, OPTIONAL], ["email", "given_name"], ["email"], False),
        ([REQUIRED, OPTIONAL], ["email", "given_name"], ["given_name"], True),
        ([OPTIONAL, {**REQUIRED, "Required": "true"}], ["email", "given_name"], ["given_name"], True),
        ([REQUIRED], None, ["given_name"], True),
        ([REQUIRED], ["email", "given_name"], [UNKNOWN], False),
        ([UNKNOWN], ["email", "given_name"], ["given_name"], False),
        (UNKNOWN, ["email", "given_name"], ["given_name"], False),
    ],
)
def test_required_attribute(schema, before, after, is_told):
    """An attribute that the pool requires stays writable, and one that it does not may go."""
    sides = [
        {"UserPoolId": {"Ref": "Users"}, **({"WriteAttributes": given} if given else {})} for given in (before, after)
    ]
    users = resource("UserPool", Schema=schema)
    assert paths("C9213", "UserPoolClient", *sides, Users=users) == ["WriteAttributes"] * is_told


def lives(number: Any, unit: Any) -> dict[str, Any]:
    """A client whose access tokens live for some time."""
    return {"UserPoolId": POOL, "AccessTokenValidity": number, "TokenValidityUnits": {"AccessToken": unit}}


TAGGED = {"IdentityPoolId": "eu-west-1:1", "IdentityProviderName": "accounts.google.com"}


@pytest.mark.parametrize(
    ("kind", "before", "after", "rules"),
    [
        ("UserPoolClient", lives(10, "hours"), lives(None, "minutes"), ["C9251"]),
        ("UserPoolClient", lives(10, "hours"), lives(10, "minutes"), ["C9252"]),
        ("UserPoolClient", lives(None, "hours"), lives(5, "minutes"), ["C9253"]),
        ("UserPoolClient", flows(SRP, REFRESH, rotation="ENABLED"), flows(SRP), ["C9222"]),
        ("UserPoolClient", flows(SRP, rotation="ENABLED"), flows(SRP, REFRESH), ["C9223", "C9012"]),
        (
            "UserPoolDomain",
            {"UserPoolId": POOL, "Domain": "a.example.com", "CustomDomainConfig": {"CertificateArn": "arn:aws:acm:a"}},
            {"UserPoolId": POOL, "Domain": "a.example.com"},
            ["C9302"],
        ),
        ("IdentityPoolPrincipalTag", {**TAGGED, "PrincipalTags": {"team": "custom:team"}}, TAGGED, ["C9641"]),
        ("IdentityPoolPrincipalTag", {**TAGGED, "UseDefaults": True}, {**TAGGED, "UseDefaults": False}, ["C9641"]),
    ],
)
def test_what_is_told_once(kind, before, after, rules):
    """What one rule speaks of is told by no other, though more than one property changes."""
    sides = ({"Resources": {"Subject": resource(kind, **given)}} for given in (before, after))
    assert [one.rule for one in compare(*sides, in_place=True).changes] == rules


# Domains

ARN = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
CUSTOM = {"CustomDomainConfig": {"CertificateArn": ARN}}
OTHER = {"CustomDomainConfig": {"CertificateArn": ARN.replace("1111-", "9999-")}}
CERTIFICATE = "CustomDomainConfig.CertificateArn"


@pytest.mark.parametrize(
    ("rule", "before", "after", "places"),
    [
        ("C9305", {"Domain": "a.example.com", **CUSTOM}, {"Domain": "a.example.com", **OTHER}, [CERTIFICATE]),
        ("C9305", {"Domain": "a.example.com", **CUSTOM}, {"Domain": "shop"}, [CERTIFICATE]),
        ("C9305", {"Domain": "a.example.com", **CUSTOM}, {"Domain": "a.example.com"}, []),
        ("C9302", {"Domain": "a.example.com", **CUSTOM}, {"Domain": "a.example.com"}, [CERTIFICATE]),
        ("C9302", {"Domain": "a.example.com", **CUSTOM}, {"Domain": "shop"}, []),
        ("C9302", {"Domain": "a.example.com", **CUSTOM}, {"Domain": UNKNOWN}, []),
    ],
)
def test_certificate_of_a_domain(rule, before, after, places):
    """A certificate that changes, or goes with the domain of one's own, is told; without one there is no such domain."""
    sides = [{"UserPoolId": POOL, **given} for given in (before, after)]
    assert paths(rule, "UserPoolDomain", *sides) == places
    if places:
        assert paths("C9011", "UserPoolDomain", *sides) == []


def pages(*grants: str, on: Any = True, **others: Any) -> dict[str, Any]:
    """A client whose users may sign in on the domain's pages."""
    return resource(
        "UserPoolClient",
        UserPoolId={"Ref": "Users"},
        AllowedOAuthFlows=list(grants),
        AllowedOAuthFlowsUserPoolClient=on,
        **others,
    )


def style(client: Any) -> dict[str, Any]:
    """The style of a client."""
    return resource("ManagedLoginBranding", UserPoolId={"Ref": "Users"}, ClientId=client, UseCognitoProvidedValues=True)


@pytest.mark.parametrize(
    ("others", "is_told"),
    [
        ({}, False),
        ({"Web": pages("code")}, True),
        ({"Web": pages("implicit")}, True),
        ({"Web": pages("client_credentials")}, False),
        ({"Web": pages("code", on=False)}, False),
        ({"Web": pages("code"), "Style": style({"Ref": "Web"})}, False),
        ({"Web": pages("code"), "Phone": pages("code"), "Style": style({"Ref": "Phone"})}, True),
        ({"Web": pages("code"), "Style": style("1example")}, False),
        ({"Web": pages("code"), "Users": resource("UserPool", UserPoolTier="LITE")}, False),
    ],
)
def test_style_of_managed_login(others, is_told):
    """Managed login needs a style for each client with pages, unless one of another name may be for it."""
    resources = {"Users": resource("UserPool"), **others}
    plain = {"UserPoolId": {"Ref": "Users"}, "Domain": "shop"}
    for old in (plain, {**plain, "ManagedLoginVersion": 1}):
        new = {**plain, "ManagedLoginVersion": 2}
        assert paths("C9303", "UserPoolDomain", old, new, **resources) == ["ManagedLoginVersion"] * is_told


def test_plan_of_managed_login():
    """Managed login is refused for a pool on Lite, the version written out before or not."""
    plain = {"UserPoolId": {"Ref": "Users"}, "Domain": "shop"}
    for plan, places in (("LITE", ["ManagedLoginVersion"]), ("ESSENTIALS", [])):
        for old in (plain, {**plain, "ManagedLoginVersion": 1}):
            users = resource("UserPool", UserPoolTier=plan)
            assert paths("C9304", "UserPoolDomain", old, {**plain, "ManagedLoginVersion": 2}, Users=users) == places


# Scopes


def scopes(*names: Any, identifier: str = "orders") -> dict[str, Any]:
    """A resource server."""
    listed = [name if isinstance(name, dict) else {"ScopeName": name, "ScopeDescription": "x"} for name in names]
    return {
        "UserPoolId": {"Ref": "Users"},
        "Identifier": identifier,
        "Name": "x",
        **({"Scopes": listed} if names else {}),
    }


def wants(scope: Any, pool: str = "Users") -> dict[str, Any]:
    """A client that lists a scope."""
    return resource("UserPoolClient", UserPoolId={"Ref": pool}, AllowedOAuthScopes=[scope])


@pytest.mark.parametrize(
    ("before", "after", "others", "rules"),
    [
        (scopes("read", "write"), scopes("read"), {}, ["C9501"]),
        (scopes("read", "write"), scopes(), {}, ["C9501"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants("orders/write")}, ["C9502"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants({"Fn::Sub": "${Subject}/write"})}, ["C9502"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants("orders/read")}, ["C9501"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants("openid")}, ["C9501"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants({"Fn::Sub": "${Subject}/${Unknown}"})}, ["C9501"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants("orders/write", "Others")}, ["C9501"]),
        (scopes("read", "write"), scopes("read"), {"Web": wants("shop/write")}, ["C9501"]),
        (scopes("read", "write", "all"), scopes("read"), {"Web": wants("orders/write")}, ["C9501", "C9502"]),
        (scopes("read", "write"), scopes("read", UNKNOWN), {}, []),
        (scopes("read", "write"), scopes("read", {"ScopeDescription": "x"}), {}, []),
        (scopes("read", "write"), {**scopes(), "Scopes": UNKNOWN}, {}, []),
        (scopes("read", UNKNOWN), scopes(), {}, []),
        (scopes("read", "write"), scopes("read", identifier="shop"), {}, []),
        (scopes(), scopes("read"), {}, []),
    ],
)
def test_scopes_of_a_server(before, after, others, rules):
    """A scope that goes is told with the clients that list it, as far as all scopes are known."""
    beside = {"Users": resource("UserPool"), "Others": resource("UserPool"), **others}
    found = [rule for rule in ("C9501", "C9502") if paths(rule, "UserPoolResourceServer", before, after, **beside)]
    assert found == rules


def test_clients_that_list_a_scope():
    """A scope that goes is said with all clients that list it."""
    clients = {"Web": wants("orders/write"), "Phone": wants("orders/write"), "Users": resource("UserPool")}
    sides = scopes("read", "write"), scopes("read")
    ((_, message, _),) = told_of("C9502", "UserPoolResourceServer", *sides, **clients)
    assert "write (Web, Phone)" in message


# Logs and styles


def log(source: Any, bucket: str = "a") -> dict[str, Any]:
    """Where events go."""
    return {"EventSource": source, "LogLevel": "INFO", "S3Configuration": {"BucketArn": f"arn:aws:s3:::{bucket}"}}


EVENTS, NOTES = "userAuthEvents", "userNotification"


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ([log(EVENTS), log(NOTES)], [log(EVENTS)], ["C9811"]),
        ([log(EVENTS)], [log(EVENTS, "b")], ["C9812"]),
        ([log(EVENTS)], [log(NOTES)], ["C9811"]),
        ([log(EVENTS)], [log(UNKNOWN)], []),
        ([log(EVENTS)], [UNKNOWN], []),
        ([log(EVENTS)], UNKNOWN, []),
        ([log(UNKNOWN)], [log(EVENTS)], []),
        (None, [log(EVENTS)], []),
    ],
)
def test_logs(before, after, rules):
    """Events that go nowhere or elsewhere are told, as far as all entries are known."""
    sides = [{"UserPoolId": POOL, **({"LogConfigurations": given} if given else {})} for given in (before, after)]
    assert [rule for rule in ("C9811", "C9812") if paths(rule, "LogDeliveryConfiguration", *sides)] == rules


def image(category: Any = "FORM_LOGO", mode: Any = "LIGHT") -> dict[str, Any]:
    """An image of a style."""
    return {"Category": category, "ColorMode": mode, "Extension": "PNG", "Bytes": "aGVsbG8="}


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ([image(), image("FAVICON_ICO")], [image()], True),
        ([image(), image(mode="DARK")], [image()], True),
        ([image(), image("FAVICON_ICO")], [image(), image(UNKNOWN)], False),
        ([image(), image("FAVICON_ICO")], [image(), image(mode=UNKNOWN)], False),
        ([image(), image("FAVICON_ICO")], [UNKNOWN], False),
        ([image(), image("FAVICON_ICO")], UNKNOWN, False),
        ([image(UNKNOWN)], [image()], False),
        (None, [image()], False),
    ],
)
def test_images_of_a_style(before, after, is_told):
    """An image that goes is told, as far as all images are known."""
    sides = [{"UserPoolId": POOL, **({"Assets": given} if given else {})} for given in (before, after)]
    assert paths("C9701", "ManagedLoginBranding", *sides) == ["Assets"] * is_told


# Identity pools

NAME = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"


def providers(*clients: Any, name: Any = NAME) -> dict[str, Any]:
    """An identity pool with app clients."""
    listed = [{"ProviderName": name, "ClientId": client} for client in clients]
    return {"AllowUnauthenticatedIdentities": False, "CognitoIdentityProviders": listed}


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        (providers("1", "2"), providers("2"), True),
        (providers("1"), providers("1", name=f"{NAME}2"), True),
        (providers("1", "2"), providers(UNKNOWN), False),
        (providers(UNKNOWN), providers("1"), False),
        (providers("1"), providers("1", name=UNKNOWN), False),
        (providers("1", name=UNKNOWN), providers("2", name=UNKNOWN), True),
        (providers("1"), {**providers(), "CognitoIdentityProviders": UNKNOWN}, False),
        (providers("1"), {**providers(), "CognitoIdentityProviders": [UNKNOWN]}, False),
    ],
)
def test_clients_of_an_identity_pool(before, after, is_told):
    """A client that surely goes is told, and none that may be there under another name."""
    assert paths("C9602", "IdentityPool", before, after) == ["CognitoIdentityProviders"] * is_told


GOOGLE = "accounts.google.com"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ({GOOGLE: "1;2"}, {GOOGLE: "2;1"}, None),
        ({GOOGLE: "1;2"}, {GOOGLE: "1"}, "the old app at accounts.google.com"),
        ({GOOGLE: "1"}, {GOOGLE: "1;2"}, None),
        ({GOOGLE: "1"}, {GOOGLE: UNKNOWN}, None),
        ({GOOGLE: "1"}, {}, "users of accounts.google.com"),
    ],
)
def test_apps_at_a_social_provider(before, after, words):
    """An app that is no longer among those of a provider is told, in whatever order they stand."""
    sides = [{"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": given} for given in (before, after)]
    found = told_of("C9606", "IdentityPool", *sides)
    assert [(path, words in message) for path, message, _ in found] == [("SupportedLoginProviders", True)] * bool(words)


@pytest.mark.parametrize("slot", ["authenticated", "unauthenticated"])
def test_who_has_no_role(slot):
    """It is said whose role goes: that of guests, or that of those who signed in."""
    arn = "arn:aws:iam::111122223333:role/a"
    both = {"IdentityPoolId": "eu-west-1:1", "Roles": {"authenticated": arn, "unauthenticated": arn}}
    one = {**both, "Roles": {name: arn for name in both["Roles"] if name != slot}}
    ((_, message, _),) = told_of("C9621", "IdentityPoolRoleAttachment", both, one)
    assert message.startswith("guests have" if slot == "unauthenticated" else "those who signed in have")


def test_role_that_is_new():
    """A role that shuts its identities out is told where it did not before; one that is attached anew lets nobody out."""
    key = "cognito-identity.amazonaws.com"
    condition = {"StringEquals": {f"{key}:aud": "eu-west-1:2"}}
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": key},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": condition,
    }
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": [statement]}}}
    roles = {"authenticated": {"Fn::GetAtt": ["Reader", "Arn"]}}
    old, new = {"IdentityPoolId": "eu-west-1:1"}, {"IdentityPoolId": "eu-west-1:1", "Roles": roles}
    assert told_of("C9622", "IdentityPoolRoleAttachment", old, new, Reader=role) == []
    again = {**new, "RoleMappings": {}}
    assert told_of("C9622", "IdentityPoolRoleAttachment", new, again, Reader=role) == []


def test_tags_by_default():
    """The tags that the defaults gave are missed where they are switched off, and not told of a second time."""
    common = {"IdentityPoolId": "eu-west-1:1", "IdentityProviderName": GOOGLE}
    off = {**common, "PrincipalTags": {"username": "sub"}}
    ((path, message, _),) = told_of("C9641", "IdentityPoolPrincipalTag", {**common, "UseDefaults": True}, off)
    assert (path, message.startswith("sessions carry no client any more")) == ("PrincipalTags", True)
    assert paths("C9011", "IdentityPoolPrincipalTag", {**common, "UseDefaults": True}, off) == []


def test_whose_users_are_let_in_no_more():
    """A client that goes is named as the template names it."""
    reference = {"Ref": "Web"}
    web = {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": POOL}}
    ((_, message, _),) = told_of("C9602", "IdentityPool", providers("1example"), providers(), Web=web)
    assert message.startswith(f"users of the client 1example of {NAME} get")
    ((_, message, _),) = told_of("C9602", "IdentityPool", providers(reference), providers(), Web=web)
    assert message.startswith(f"users of the client Ref Web of {NAME} get")
