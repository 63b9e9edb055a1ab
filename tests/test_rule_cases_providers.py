"""Cases of the rules about identity providers, clients and domains that their own examples do not show."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

POOL_ID = "eu-west-1_Example"
USERS = {"Ref": "Users"}
SECRET = "{{resolve:secretsmanager:google:SecretString:secret}}"
IDP, CLIENT = "AWS::Cognito::UserPoolIdentityProvider", "AWS::Cognito::UserPoolClient"


def provider(
    kind: str = "Google", name: Any = None, mapping: Any = None, pool: Any = POOL_ID, **details: Any
) -> dict[str, Any]:
    """The properties of an identity provider."""
    mapped = {"AttributeMapping": mapping} if mapping else {}
    return {
        "UserPoolId": pool,
        "ProviderName": name or kind,
        "ProviderType": kind,
        "ProviderDetails": {"client_id": "1", "client_secret": SECRET, **details},
        **mapped,
    }


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    """A resource of Cognito."""
    return {"Type": f"AWS::Cognito::{kind}", "Properties": properties}


SCOPES = "ProviderDetails.authorize_scopes"
ADDRESS = {"email": "email"}


@pytest.mark.parametrize(
    ("kind", "scopes", "mapping", "steps"),
    [
        ("Google", "openid", ADDRESS, [("replace", "openid email")]),
        ("Google", "openid email", ADDRESS, []),
        ("Google", "openid", {"email": "mail"}, []),
        ("Google", UNKNOWN, ADDRESS, []),
        ("Facebook", "public_profile", ADDRESS, [("replace", "public_profile,email")]),
        ("Facebook", "public_profile,", ADDRESS, [("replace", "public_profile,email")]),
        ("SignInWithApple", "name", ADDRESS, [("replace", "name email")]),
        ("SignInWithApple", "", ADDRESS, [("replace", "email")]),
        ("Facebook", "", ADDRESS, [("replace", "email")]),
        ("OIDC", "openid", ADDRESS, []),
    ],
)
def test_email_that_is_asked_for(kind, scopes, mapping, steps):
    """The scope email is added as the provider separates scopes, where the address is to be filled by it."""
    example = provider(kind, mapping=mapping, authorize_scopes=scopes)
    assert paths("W9433", example) == [SCOPES] * len(steps)
    assert last_steps("W9433", example) == steps


@pytest.mark.parametrize(
    ("mapping", "fix"),
    [
        ({"Email": "email"}, "write email"),
        ({"tenant": "tid"}, "write custom:tenant"),
        ({"email": "email"}, None),
        ({"username": "sub"}, None),
        ({"custom:tenant": "tid"}, None),
        ({"dev:tenant": "tid"}, None),
    ],
)
def test_attribute_that_is_filled(mapping, fix):
    """What is filled is an attribute by its full name, and the nearest one is named."""
    assert [one.fix for one in found("W9432", provider(mapping=mapping))] == ([fix] if fix else [])


TENANT = {"Name": "tenant", "AttributeDataType": "String", "Mutable": True}


@pytest.mark.parametrize(
    ("schema", "is_told"),
    [
        ([TENANT], False),
        ([{**TENANT, "Name": "custom:tenant"}], False),
        ([{**TENANT, "Name": "unit"}], True),
        ([{**TENANT, "Name": "email"}], True),
        ([UNKNOWN], False),
        ([{**TENANT, "Name": UNKNOWN}], False),
        (None, False),
    ],
)
def test_custom_attribute_that_is_filled(schema, is_told):
    """A custom attribute that is filled is one of the pool's, where the pool says which it has."""
    pool = resource("UserPool", **({"Schema": schema} if schema else {}))
    example = {
        "Resources": {"Users": pool, "Subject": {"Properties": provider(mapping={"custom:tenant": "tid"}, pool=USERS)}}
    }
    assert len(paths("E9411", example)) == is_told
    if is_told:
        names = [one["Name"] for one in schema]
        said = "it has custom:unit" if names == ["unit"] else "it has no custom attributes"
        assert [one.allowed for one in found("E9411", example)] == [said]


@pytest.mark.parametrize(
    ("named", "written", "is_told"),
    [
        ({"Ref": "Google"}, ["name"], True),
        ({"Ref": "Google"}, ["email"], False),
        ({"Ref": "Google"}, [UNKNOWN], False),
        ({"Ref": "Users"}, ["name"], False),
        ("Google", ["name"], False),
        (UNKNOWN, ["name"], False),
    ],
)
def test_client_that_may_write_what_is_filled(named, written, is_told):
    """A client may write what a provider of it fills, where both are known."""
    resources = {
        "Users": resource("UserPool"),
        "Google": {"Type": IDP, "Properties": provider(mapping=ADDRESS, pool=USERS)},
        "Web": {
            "Type": CLIENT,
            "Properties": {"UserPoolId": USERS, "SupportedIdentityProviders": [named], "WriteAttributes": written},
        },
    }
    assert paths("W9290", {"Resources": resources}) == ["WriteAttributes"] * is_told


@pytest.mark.parametrize(("listed", "steps"), [("Other", [("replace", "Google")]), ("Mine", [])])
def test_name_of_a_social_provider(listed, steps):
    """A social provider gets the name of its type, unless a client names it by the one it has."""
    resources = {
        "Subject": {"Properties": provider("Google", "Mine")},
        "Web": {"Type": CLIENT, "Properties": {"UserPoolId": POOL_ID, "SupportedIdentityProviders": [listed]}},
    }
    assert paths("E9403", {"Resources": resources}) == ["ProviderName"]
    assert last_steps("E9403", {"Resources": resources}) == steps


@pytest.mark.parametrize(
    ("kind", "name", "fix"),
    [
        ("Google", "Google", "keep one of the two: a pool has one provider of that type"),
        ("OIDC", "partner", "choose another name"),
    ],
)
def test_three_providers_of_a_name(kind, name, fix):
    """Each provider whose name is taken is told once, with what can be done about one of its type."""
    resources = {title: {"Type": IDP, "Properties": provider(kind, name)} for title in ("One", "Two", "Three")}
    says = [(one.resource, one.fix) for one in found("E9407", {"Resources": resources})]
    assert says == [("Two", fix), ("Three", fix)]


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9402", provider("SAML", "idp"), ["ProviderDetails"]),
        ("E9402", provider("SAML", "idp", MetadataURL="https://a"), []),
        (
            "E9402",
            provider("SAML", "idp", MetadataURL="https://a", MetadataFile="<a/>"),
            ["ProviderDetails.MetadataFile"],
        ),
        ("E9402", provider("OIDC", "idp"), []),
        ("E9405", provider("OIDC", "idp", attributes_request_method="GET"), []),
        ("E9405", provider("OIDC", "idp", attributes_request_method="POST"), []),
        ("E9405", provider("OIDC", "idp", attributes_request_method=""), []),
        (
            "E9405",
            provider("OIDC", "idp", attributes_request_method="PUT"),
            ["ProviderDetails.attributes_request_method"],
        ),
        ("E9405", provider("Google", attributes_request_method="PUT"), []),
        ("E9406", provider(client_secret="{{resolve:ssm-secure:/a:1}}"), ["ProviderDetails.client_secret"]),
        ("E9406", provider(client_secret="{{resolve:ssm:/a:1}}"), []),
        (
            "E9406",
            provider(client_secret={"Fn::Sub": "{{resolve:ssm-secure:/${Unknown}:1}}"}),
            ["ProviderDetails.client_secret"],
        ),
        ("E9406", provider(client_secret={"Fn::Sub": "{{resolve:${Unknown}:1}}"}), []),
        (
            "E9406",
            provider(client_secret={"Fn::Join": ["", ["{{resolve:ssm-secure:/a:1}}", UNKNOWN]]}),
            ["ProviderDetails.client_secret"],
        ),
        ("W9420", provider(client_secret="open"), ["ProviderDetails.client_secret"]),
        ("W9420", provider(client_secret=""), []),
        ("W9420", provider(client_secret=UNKNOWN), []),
        ("W9423", provider("OIDC", "idp", oidc_issuer="https://a/"), ["ProviderDetails.oidc_issuer"]),
        ("W9423", provider("OIDC", "idp", oidc_issuer="https://a"), []),
        (
            "W9423",
            provider("OIDC", "idp", oidc_issuer={"Fn::Sub": "https://${Unknown}/"}),
            ["ProviderDetails.oidc_issuer"],
        ),
        ("W9423", provider("OIDC", "idp", oidc_issuer={"Fn::Sub": "https://${Unknown}"}), []),
        ("W9423", provider("OIDC", "idp", oidc_issuer={"Fn::Sub": "https://a/${Unknown}"}), []),
        ("W9424", provider("OIDC", "idp", token_url="https://a"), ["ProviderDetails"]),
        ("W9424", provider("OIDC", "idp"), []),
        ("W9424", provider("Google", token_url="https://a"), []),
        ("E9413", provider("SAML", "idp", MetadataURL="a.example.com"), ["ProviderDetails.MetadataURL"]),
        ("E9413", provider("SAML", "idp", MetadataURL="HTTPS://a"), []),
        ("E9413", provider("SAML", "idp", MetadataURL="http://a"), []),
        ("E9413", provider("SAML", "idp", MetadataURL="https"), ["ProviderDetails.MetadataURL"]),
        ("E9413", provider("SAML", "idp", MetadataURL=""), []),
        ("E9413", provider("SAML", "idp", MetadataURL={"Fn::Sub": "https${Unknown}"}), []),
        (
            "E9413",
            provider("SAML", "idp", MetadataURL={"Fn::Sub": "ftp://${Unknown}"}),
            ["ProviderDetails.MetadataURL"],
        ),
        ("E9413", provider("SAML", "idp", MetadataURL={"Fn::Sub": "${Unknown}/a"}), []),
        ("E9413", provider("OIDC", "idp", MetadataURL="a.example.com"), []),
    ],
)
def test_details(rule, example, places):
    """Details of a provider are those that its type needs, as far as they are known."""
    assert paths(rule, example) == places


def test_details_are_mended():
    """A method is written in capitals, and a slash taken off, where that is all."""
    assert last_steps("E9405", provider("OIDC", "idp", attributes_request_method="get")) == [("replace", "GET")]
    assert last_steps("E9405", provider("OIDC", "idp", attributes_request_method="Post")) == [("replace", "POST")]
    assert last_steps("E9405", provider("OIDC", "idp", attributes_request_method="put")) == []
    assert last_steps("W9423", provider("OIDC", "idp", oidc_issuer="https://a//")) == [("replace", "https://a")]
    assert last_steps("W9423", provider("OIDC", "idp", oidc_issuer={"Fn::Sub": "https://${Unknown}/"})) == []


@pytest.mark.parametrize(
    ("one", "other", "pool", "places"),
    [
        (["a", "b"], ["b"], POOL_ID, ["IdpIdentifiers[0]"]),
        (["a"], ["c", "a"], POOL_ID, ["IdpIdentifiers[1]"]),
        (["a"], ["b"], POOL_ID, []),
        (["a"], ["a"], "eu-west-1_Other", []),
        ([UNKNOWN], [UNKNOWN], POOL_ID, []),
        ([], ["a"], POOL_ID, []),
    ],
)
def test_identifiers(one, other, pool, places):
    """An identifier is told at the later of two providers of one pool."""
    first = {"Type": IDP, "Properties": {**provider("SAML", "one"), "IdpIdentifiers": one}}
    later = {"Type": IDP, "Properties": {**provider("SAML", "two", pool=pool), "IdpIdentifiers": other}}
    assert paths("W9428", {"Resources": {"One": first, "Two": later}}) == places


# Clients


def client(*flows: Any, rotation: Any = None, **others: Any) -> dict[str, Any]:
    """A client with its flows and rotation."""
    rotates = {"RefreshTokenRotation": {"Feature": rotation, "RetryGracePeriodSeconds": 10}} if rotation else {}
    return {"UserPoolId": POOL_ID, "ExplicitAuthFlows": list(flows), **rotates, **others}


SRP, REFRESH = "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"
BARE = {"UserPoolId": POOL_ID}


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9221", client("USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"), []),
        ("E9221", client("USER_PASSWORD_AUTH", SRP), ["ExplicitAuthFlows[0]"]),
        ("E9221", client(SRP, UNKNOWN), []),
        ("E9235", {**BARE, "RefreshTokenRotation": {"RetryGracePeriodSeconds": 5}}, ["RefreshTokenRotation.Feature"]),
        ("E9235", {**BARE, "RefreshTokenRotation": {"Feature": UNKNOWN, "RetryGracePeriodSeconds": 5}}, []),
        ("E9235", {**BARE, "RefreshTokenRotation": {}}, []),
        ("W9224", client(SRP), ["ExplicitAuthFlows"]),
        ("W9224", client(SRP, rotation="DISABLED"), ["ExplicitAuthFlows"]),
        ("W9224", client(SRP, rotation="ENABLED"), []),
        ("W9224", client(SRP, rotation=UNKNOWN), []),
        ("W9224", client(SRP, REFRESH), []),
        ("W9224", client("USER_PASSWORD_AUTH"), []),
        ("W9224", client("ALLOW_CLIENT_TOKEN_AUTH"), []),
        ("W9224", client("ALLOW_CLIENT_TOKEN_AUTH", SRP), ["ExplicitAuthFlows"]),
        ("E9227", {**BARE, "AccessTokenValidity": "25"}, ["AccessTokenValidity"]),
        ("E9227", {**BARE, "AccessTokenValidity": "24"}, []),
        ("E9227", {**BARE, "AccessTokenValidity": 0}, []),
        ("E9227", {**BARE, "AccessTokenValidity": "a"}, []),
        (
            "E9227",
            {**BARE, "AccessTokenValidity": 4, "TokenValidityUnits": {"AccessToken": "minutes"}},
            ["AccessTokenValidity"],
        ),
        ("E9227", {**BARE, "AccessTokenValidity": 400, "TokenValidityUnits": {"AccessToken": UNKNOWN}}, []),
        ("E9229", {**BARE, "AnalyticsConfiguration": {"ApplicationId": "a"}}, ["AnalyticsConfiguration"]),
        (
            "E9229",
            {**BARE, "AnalyticsConfiguration": {"ApplicationId": "a", "ExternalId": "b"}},
            ["AnalyticsConfiguration"],
        ),
        ("E9229", {**BARE, "AnalyticsConfiguration": {"UserDataShared": True}}, []),
        (
            "E9229",
            {**BARE, "AnalyticsConfiguration": {"ApplicationId": "a", "ExternalId": "b", "RoleArn": "c"}},
            [],
        ),
        ("W9216", {**BARE, "AllowedOAuthScopes": ["email"], "AllowedOAuthFlows": ["code"]}, ["AllowedOAuthScopes[0]"]),
        ("W9216", {**BARE, "AllowedOAuthScopes": ["email"], "AllowedOAuthFlows": ["client_credentials"]}, []),
        ("W9216", {**BARE, "AllowedOAuthScopes": ["email", "openid"]}, []),
        ("W9216", {**BARE, "AllowedOAuthScopes": ["email", UNKNOWN]}, []),
        (
            "E9204",
            {**BARE, "AllowedOAuthFlowsUserPoolClient": True, "AllowedOAuthFlows": ["code"]},
            ["AllowedOAuthScopes"],
        ),
        (
            "E9204",
            {**BARE, "AllowedOAuthFlowsUserPoolClient": True, "AllowedOAuthScopes": ["openid"]},
            ["AllowedOAuthFlows"],
        ),
    ],
)
def test_client(rule, example, places):
    """Flows, tokens and settings of a client that go together, or not."""
    assert paths(rule, example) == places


@pytest.mark.parametrize(
    ("rule", "example", "steps"),
    [
        ("E9221", client("ADMIN_NO_SRP_AUTH", SRP), [("replace", "ALLOW_ADMIN_USER_PASSWORD_AUTH")]),
        ("E9221", client("USER_SRP_AUTH", SRP), ["remove"]),
        ("E9222", client(SRP, REFRESH, rotation="ENABLED"), ["remove"]),
        ("E9222", client(REFRESH, rotation="ENABLED"), []),
        ("E9222", client(SRP, REFRESH, rotation="DISABLED"), []),
        ("W9234", client("ADMIN_NO_SRP_AUTH"), [("replace", ["ALLOW_ADMIN_USER_PASSWORD_AUTH", REFRESH])]),
        (
            "W9234",
            client("ADMIN_NO_SRP_AUTH", rotation="DISABLED"),
            [("replace", ["ALLOW_ADMIN_USER_PASSWORD_AUTH", REFRESH])],
        ),
        ("W9234", client("ADMIN_NO_SRP_AUTH", rotation="ENABLED"), []),
        ("W9234", client("ADMIN_NO_SRP_AUTH", UNKNOWN), []),
    ],
)
def test_flows_are_mended(rule, example, steps):
    """Flows are renamed or taken out where the rest of the client allows it."""
    assert last_steps(rule, example) == steps


def reads(name: str, schema: Any, pool: Any = USERS) -> dict[str, Any]:
    """A client that reads an attribute of a pool."""
    users = resource("UserPool", **({"Schema": schema} if schema is not None else {}))
    return {"Resources": {"Users": users, "Subject": {"Properties": {"UserPoolId": pool, "ReadAttributes": [name]}}}}


@pytest.mark.parametrize(
    ("name", "schema", "fix", "allowed"),
    [
        ("custom:tenant", [TENANT], None, None),
        ("custom:tenent", [TENANT], "did you mean custom:tenant?", "custom:tenant"),
        ("custom:x", [TENANT, {**TENANT, "Name": "email"}], "add it to the Schema of Users", "custom:tenant"),
        ("custom:x", None, "add it to the Schema of Users", "no custom attribute: the pool has none"),
        ("custom:x", [{**TENANT, "Name": UNKNOWN}], None, None),
        ("custom:x", [UNKNOWN], None, None),
        ("custom:x", UNKNOWN, None, None),
        ("email", [TENANT], None, None),
    ],
)
def test_custom_attribute_of_a_client(name, schema, fix, allowed):
    """A custom attribute that a client reads is one of its pool, and the nearest one is named."""
    says = [(one.fix, one.allowed) for one in found("E9241", reads(name, schema))]
    assert says == ([(fix, allowed)] if fix else [])
    assert found("E9241", reads(name, schema, POOL_ID)) == []


ON = {"AllowedOAuthFlowsUserPoolClient": True, "AllowedOAuthScopes": ["openid"]}


@pytest.mark.parametrize(
    ("given", "domain", "styles", "is_told"),
    [
        ({"AllowedOAuthFlows": ["code"]}, 2, [], True),
        ({"AllowedOAuthFlows": ["implicit"]}, "2", [], True),
        ({"AllowedOAuthFlows": ["client_credentials"]}, 2, [], False),
        ({"AllowedOAuthFlows": UNKNOWN}, 2, [], False),
        ({"AllowedOAuthFlows": ["code"], "AllowedOAuthFlowsUserPoolClient": False}, 2, [], False),
        ({"AllowedOAuthFlows": ["code"]}, 1, [], False),
        ({"AllowedOAuthFlows": ["code"]}, UNKNOWN, [], False),
        ({"AllowedOAuthFlows": ["code"]}, 2, [{"Ref": "Subject"}], False),
        ({"AllowedOAuthFlows": ["code"]}, 2, [{"Ref": "Phone"}], True),
        ({"AllowedOAuthFlows": ["code"]}, 2, [{"Ref": "Phone"}, {"Ref": "Subject"}], False),
        ({"AllowedOAuthFlows": ["code"]}, 2, ["1example"], False),
    ],
)
def test_style_of_a_client(given, domain, styles, is_told):
    """A client with pages of managed login has a style, unless one that is not known may be its."""
    branding = [resource("ManagedLoginBranding", UserPoolId=USERS, ClientId=one) for one in styles]
    resources = {
        "Users": resource("UserPool"),
        "Phone": resource("UserPoolClient", UserPoolId=USERS),
        "Domain": resource("UserPoolDomain", UserPoolId=USERS, Domain="a", ManagedLoginVersion=domain),
        **{f"Style{number}": style for number, style in enumerate(branding)},
        "Subject": {"Properties": {"UserPoolId": USERS, **ON, **given}},
    }
    assert paths("W9254", {"Resources": resources}) == ["AllowedOAuthFlows"] * is_told


def listing(scope: Any, waits: Any = None, server: Any = None, **others: Any) -> dict[str, Any]:
    """A client that lists a scope, beside a resource server."""
    scopes = [{"ScopeName": "read", "ScopeDescription": "x"}]
    given = {"UserPoolId": USERS, "Identifier": "orders", "Name": "x", "Scopes": scopes}
    return {
        "Resources": {
            "Users": resource("UserPool"),
            "Orders": resource("UserPoolResourceServer", **{**given, **(server or {})}),
            **others,
            "Subject": {
                "Properties": {"UserPoolId": USERS, "AllowedOAuthScopes": [scope]},
                **({"DependsOn": waits} if waits else {}),
            },
        }
    }


SCOPE = "AllowedOAuthScopes[0]"
NAMELESS = {"Other": resource("UserPoolResourceServer", UserPoolId=USERS, Identifier=UNKNOWN, Name="y")}
REFERRED = {"Fn::Sub": "${Orders}/read"}


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9209", listing("orders/read"), []),
        ("E9209", listing("orders/write"), [SCOPE]),
        ("E9209", listing({"Fn::Sub": "${Orders}/write"}), [SCOPE]),
        ("E9209", listing({"Fn::Sub": "${Orders}/${Unknown}"}), []),
        ("E9209", listing({"Fn::Sub": "${Orders}-write"}), []),
        ("E9209", listing({"Fn::Sub": "${Users}/write"}), []),
        ("E9209", listing("orders/write", server={"Scopes": UNKNOWN}), []),
        ("E9209", listing("orders/write", server={"Scopes": [UNKNOWN]}), []),
        ("E9209", listing("orders/write", server={"Scopes": []}), [SCOPE]),
        ("E9209", listing("shop/write"), []),
        ("W9212", listing("orders/read"), [SCOPE]),
        ("W9212", listing("orders/read", "Orders"), []),
        ("W9212", listing(REFERRED), []),
        ("W9212", listing("orders/read", server={"UserPoolId": POOL_ID}), []),
        ("E9215", listing("orders/read"), []),
        ("E9215", listing("order/read"), [SCOPE]),
        ("E9215", listing("order/read", **NAMELESS), []),
        ("E9215", listing("openid"), []),
        ("E9215", listing(REFERRED), []),
        ("E9215", listing("orders/read", server={"UserPoolId": POOL_ID}), [SCOPE]),
    ],
)
def test_scope_of_a_server(rule, example, places):
    """A scope is one of a server of the pool, which is made first."""
    assert paths(rule, example) == places


# Domains

CUSTOM = {"CustomDomainConfig": {"CertificateArn": "arn:aws:acm:us-east-1:111122223333:certificate/1"}}


@pytest.mark.parametrize(
    ("rule", "domain", "is_told"),
    [
        ("E9301", {"Domain": "A" * 63}, True),
        ("E9301", {"Domain": "A" * 64}, False),
        ("E9301", {"Domain": "A"}, True),
        ("E9301", {"Domain": ""}, False),
        ("E9301", {"Domain": "A", "CustomDomainConfig": {}}, True),
        ("E9301", {"Domain": "A", "CustomDomainConfig": UNKNOWN}, False),
        ("E9301", {"Domain": {"Fn::Sub": "a-${Unknown}"}}, False),
        ("E9301", {"Domain": {"Fn::Sub": "-a${Unknown}"}}, True),
        ("E9301", {"Domain": {"Fn::Sub": "${Unknown}a-"}}, True),
        ("E9301", {"Domain": {"Fn::Sub": "A${Unknown}b"}}, True),
        ("E9301", {"Domain": {"Fn::Sub": "a${Unknown}B"}}, True),
        ("E9302", {"Domain": "my-aws"}, True),
        ("E9302", {"Domain": "my-aws", **CUSTOM}, False),
        ("E9302", {"Domain": {"Fn::Sub": "aws-${Unknown}"}}, True),
        ("E9302", {"Domain": {"Fn::Sub": "aws${Unknown}"}}, False),
        ("E9302", {"Domain": {"Fn::Sub": "${Unknown}-cognito"}}, True),
        ("E9304", {"Domain": "a", **CUSTOM}, True),
        ("E9304", {"Domain": "a" * 63, **CUSTOM}, True),
        ("E9304", {"Domain": "a" * 64, **CUSTOM}, False),
        ("E9304", {"Domain": "", **CUSTOM}, False),
        ("E9304", {"Domain": "a", "CustomDomainConfig": UNKNOWN}, False),
        ("E9305", {"CustomDomainConfig": {"CertificateArn": "arn:aws:acm:eu-west-1:1"}}, True),
        ("E9305", {"CustomDomainConfig": {"CertificateArn": {"Fn::Sub": "arn:aws:acm:${Unknown}"}}}, False),
        ("E9305", {"CustomDomainConfig": {"CertificateArn": {"Fn::Sub": "arn:aws:acm:eu-west-1:${Unknown}"}}}, True),
    ],
)
def test_domain(rule, domain, is_told):
    """A domain is looked at as what it surely is, and its name where no other rule speaks of its length."""
    assert len(paths(rule, {"UserPoolId": POOL_ID, **domain})) == is_told


def test_three_domains():
    """Each domain too many is told once, by its kind, and each name that is taken too."""
    prefixes = {
        title: resource("UserPoolDomain", UserPoolId=POOL_ID, Domain=title.lower()) for title in ("One", "Two", "Three")
    }
    says = [(one.resource, one.message) for one in found("E9310", {"Resources": prefixes})]
    message = "the pool has the prefix domain One already"
    assert says == [("Two", message), ("Three", message)]
    own = {
        title: resource("UserPoolDomain", UserPoolId=POOL_ID, Domain=f"{title.lower()}.example.com", **CUSTOM)
        for title in ("One", "Two")
    }
    assert [one.message for one in found("E9310", {"Resources": own})] == ["the pool has the custom domain One already"]
    same = {
        title: resource("UserPoolDomain", UserPoolId=f"eu-west-1_{title}", Domain="a")
        for title in ("One", "Two", "Three")
    }
    assert [one.resource for one in found("E9314", {"Resources": same})] == ["Two", "Three"]
    of_one = {title: resource("UserPoolDomain", UserPoolId=POOL_ID, Domain="a") for title in ("One", "Two")}
    assert found("E9314", {"Resources": of_one}) == []


def test_what_oauth_needs():
    """It is said what a client that may use OAuth has none of."""
    for given, word in (("AllowedOAuthScopes", "grant"), ("AllowedOAuthFlows", "scope")):
        (one,) = found("E9204", {**BARE, "AllowedOAuthFlowsUserPoolClient": True, given: ["a"]})
        assert one.message == f"OAuth is on, and there is no {word}"


def test_endpoints_that_are_missing():
    """The endpoints that are missing are named, be it one of four or three, and no detail is shown."""
    names = ("authorize_url", "token_url", "attributes_url", "jwks_uri")
    for count in (1, 3):
        given = dict.fromkeys(names[:count], "https://login.example.com")
        (one,) = found("W9424", provider("OIDC", "idp", **given))
        assert one.message == f"lacks {', '.join(names[count:])} beside the endpoints that are given"
        assert SECRET not in str(one.value)
    (one,) = found("W9426", provider("Google", clientid="my-own-id"))
    assert (one.path, "my-own-id" in str(one.value)) == ("ProviderDetails.clientid", False)
