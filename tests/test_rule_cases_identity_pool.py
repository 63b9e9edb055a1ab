"""Cases of the rules about identity pools, their roles and whom those trust, that their own examples do not show."""

from __future__ import annotations

from typing import Any

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

ROLE = "arn:aws:iam::111122223333:role/reader"
NAME = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example"
AMAZON = {"www.amazon.com": "amzn1.app"}
HERE, ID = {"Ref": "Identities"}, "eu-west-1:11111111-2222-3333-4444-555555555555"


def ref(name: str, attribute: str = "") -> dict[str, Any]:
    """A reference to a resource, or to one of its attributes."""
    return {"Fn::GetAtt": [name, attribute]} if attribute else {"Ref": name}


def of_client(name: str) -> dict[str, Any]:
    """A user pool with one of its clients, as mappings name them."""
    return {"Fn::Sub": f"${{Users.ProviderName}}:${{{name}}}"}


def attached(pool: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    """A role attachment beside its identity pool, and what both may name."""
    given = {"AllowUnauthenticatedIdentities": False, **(pool or {})}
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool"},
            "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": ref("Users")}},
            "Phone": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": ref("Users")}},
            "Role": {"Type": "AWS::IAM::Role"},
            "Bucket": {"Type": "AWS::S3::Bucket"},
            "Identities": {"Type": "AWS::Cognito::IdentityPool", "Properties": given},
            "Subject": {"Properties": {"IdentityPoolId": HERE, **properties}},
        }
    }


def mapped(provider: Any, pool: dict[str, Any] | None = None, **others: Any) -> dict[str, Any]:
    """A role mapping of a provider, under a key of its own."""
    mapping = {"Type": "Token", "AmbiguousRoleResolution": "Deny", "IdentityProvider": provider, **others}
    return attached(pool, RoleMappings={"A": {name: value for name, value in mapping.items() if value is not None}})


def by_rule(**rule: Any) -> dict[str, Any]:
    """A role mapping with one rule."""
    given = {"Claim": "isAdmin", "MatchType": "Equals", "Value": "yes", "RoleARN": ROLE, **rule}
    return mapped(NAME, Type="Rules", RulesConfiguration={"Rules": [given]})


def under(key: str) -> dict[str, Any]:
    """A role mapping whose key names the provider."""
    return attached(RoleMappings={key: {"Type": "Token", "AmbiguousRoleResolution": "Deny"}})


RULE, PROVIDER = "RoleMappings.A.RulesConfiguration.Rules[0]", "RoleMappings.A.IdentityProvider"


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ({"Claim": ""}, ["Claim"]),
        ({"Claim": "c"}, []),
        ({"Claim": "c" * 64}, []),
        ({"Claim": "c" * 65}, ["Claim"]),
        ({"Value": ""}, ["Value"]),
        ({"Value": "v" * 128}, []),
        ({"Value": "v" * 129}, ["Value"]),
        ({"Value": UNKNOWN, "Claim": UNKNOWN, "MatchType": UNKNOWN}, []),
        ({"MatchType": "Contains"}, []),
        ({"MatchType": "StartsWith"}, []),
        ({"MatchType": "equals"}, ["MatchType"]),
    ],
)
def test_rule_of_a_mapping(rule, places):
    """A claim and a value have their lengths, and are matched in one of four ways."""
    assert paths("E9626", by_rule(**rule)) == [f"{RULE}.{name}" for name in places]


def test_mappings_are_counted():
    """Ten providers may be mapped, eleven not."""
    token = {"Type": "Token", "AmbiguousRoleResolution": "Deny"}
    for count, places in ((10, []), (11, ["RoleMappings"])):
        assert paths("E9628", attached(RoleMappings={f"P{number}": token for number in range(count)})) == places


@pytest.mark.parametrize(
    ("example", "places", "steps"),
    [
        (mapped(NAME), [], []),
        (mapped(f"https://{NAME}"), [PROVIDER], [("replace", NAME)]),
        (mapped(f"http://{NAME}"), [PROVIDER], [("replace", NAME)]),
        (mapped({"Fn::Sub": "https://${Users.ProviderName}:${Web}"}), [PROVIDER], []),
        (mapped(ref("Users")), [PROVIDER], []),
        (mapped(ref("Users", "ProviderURL")), [PROVIDER], []),
        (mapped({"Fn::Sub": "${Users}:${Web}"}), [PROVIDER], []),
        (mapped(of_client("Web")), [], []),
        (mapped(ref("Users", "ProviderName")), [], []),
        (mapped(ref("Role")), [], []),
        (mapped(UNKNOWN), [], []),
        (under(NAME), [], []),
        (under(f"https://{NAME}"), [f'RoleMappings["https://{NAME}"]'], []),
    ],
)
def test_name_of_a_mapped_provider(example, places, steps):
    """A provider's name has no scheme, and is the provider name of a pool, be it the key or named beside it."""
    assert paths("E9629", example) == places
    assert last_steps("E9629", example) == steps


def clients(*ids: Any) -> dict[str, Any]:
    """An identity pool with app clients."""
    return {"CognitoIdentityProviders": [{"ProviderName": NAME, "ClientId": one} for one in ids]}


@pytest.mark.parametrize(
    ("example", "places"),
    [
        (mapped("www.amazon.com"), [PROVIDER]),
        (mapped("www.amazon.com", {"SupportedLoginProviders": AMAZON}), []),
        (mapped("www.amazon.com", {"SupportedLoginProviders": {"accounts.google.com": "1"}}), [PROVIDER]),
        (mapped("www.amazon.com", {"SupportedLoginProviders": UNKNOWN}), []),
        (under("www.amazon.com"), ['RoleMappings["www.amazon.com"]']),
        (under("login.example.com"), []),
        (mapped(of_client("Web")), [PROVIDER]),
        (mapped(of_client("Web"), clients(ref("Web"))), []),
        (mapped(of_client("Web"), clients(ref("Phone"))), [PROVIDER]),
        (mapped(of_client("Web"), clients(ref("Phone"), "1example")), []),
        (mapped(of_client("Web"), clients(ref("Phone"), UNKNOWN)), []),
        (mapped(of_client("Web"), {"CognitoIdentityProviders": UNKNOWN}), []),
        (mapped(of_client("Role")), []),
        (mapped({"Fn::Sub": "${Users.ProviderName}:1example"}), []),
        (mapped(UNKNOWN), []),
    ],
)
def test_mapped_provider_is_one_of_the_pool(example, places):
    """A mapped login or client is one that the identity pool has, as far as both are known."""
    assert paths("E9630", example) == places


def test_mapped_provider_of_what_is_no_identity_pool():
    """Nothing is known of the providers of an identity pool of another stack, nor of what is no identity pool."""
    for pool in (ID, ref("Users"), UNKNOWN):
        example = mapped("www.amazon.com")
        example["Resources"]["Subject"]["Properties"]["IdentityPoolId"] = pool
        assert paths("E9630", example) == []


@pytest.mark.parametrize(
    ("rule", "example", "places"),
    [
        ("E9633", mapped(NAME), [PROVIDER]),
        ("E9633", mapped(f"{NAME}:1example"), []),
        ("E9633", mapped(ref("Users", "ProviderName")), [PROVIDER]),
        ("E9633", mapped(ref("Users", "ProviderURL")), []),
        ("E9633", mapped(of_client("Web")), []),
        ("E9633", under(NAME), [f'RoleMappings["{NAME}"]']),
        ("E9623", mapped(NAME, Type=UNKNOWN), []),
        ("E9624", mapped(NAME, AmbiguousRoleResolution="Allow"), ["RoleMappings.A.AmbiguousRoleResolution"]),
        ("E9624", mapped(NAME, AmbiguousRoleResolution=UNKNOWN), []),
        ("E9625", mapped(NAME, Type="Token"), []),
        ("E9625", mapped(NAME, Type="Rules", RulesConfiguration=UNKNOWN), []),
        ("W9632", mapped(NAME, Type=UNKNOWN, RulesConfiguration={"Rules": []}), []),
        ("E9627", mapped(NAME, Type="Rules", RulesConfiguration={"Rules": [UNKNOWN] * 26}), []),
    ],
)
def test_mapping(rule, example, places):
    """A mapping has a type, a way out, rules where they do something, and a pool's client behind its name."""
    assert paths(rule, example) == places


def test_provider_that_is_mapped_twice():
    """A provider is found the second time, whether a key or a member names it, and not where its name is unknown."""
    token = {"Type": "Token", "AmbiguousRoleResolution": "Deny"}
    twice = attached(RoleMappings={NAME: token, "A": {**token, "IdentityProvider": NAME}})
    assert paths("W9634", twice) == [PROVIDER]
    turned = attached(RoleMappings={"A": {**token, "IdentityProvider": NAME}, NAME: token})
    assert paths("W9634", turned) == [f'RoleMappings["{NAME}"]']
    unknown = {**token, "IdentityProvider": UNKNOWN}
    assert paths("W9634", attached(RoleMappings={"A": unknown, "B": unknown})) == []


@pytest.mark.parametrize(
    ("example", "places"),
    [
        (attached(Roles={"authenticated": "reader"}), ["Roles.authenticated"]),
        (attached(Roles={"unauthenticated": "reader"}), ["Roles.unauthenticated"]),
        (attached(Roles={"guest": "reader"}), []),
        (attached(Roles={"authenticated": "{{resolve:ssm:reader}}"}), []),
        (attached(Roles={"authenticated": ref("Role")}), ["Roles.authenticated"]),
        (attached(Roles={"authenticated": ref("Role", "RoleId")}), ["Roles.authenticated"]),
        (attached(Roles={"authenticated": ref("Role", "Arn")}), []),
        (attached(Roles={"authenticated": ref("Bucket")}), []),
        (attached(Roles=UNKNOWN), []),
        (by_rule(RoleARN="admin"), [f"{RULE}.RoleARN"]),
        (by_rule(RoleARN=ref("Role")), [f"{RULE}.RoleARN"]),
        (by_rule(), []),
    ],
)
def test_arn_of_a_role(example, places):
    """A role is given by its ARN, to identities as by rules."""
    assert paths("E9622", example) == places


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (ref("Bucket", "Arn"), ["Roles.authenticated"]),
        (ref("Role", "Arn"), []),
        (ref("Bucket", "DomainName"), []),
        ("arn:aws:s3:::bucket", ["Roles.authenticated"]),
        ({"Fn::Sub": "arn:${AWS::Partition}:lambda:${AWS::Region}:1:function:a"}, ["Roles.authenticated"]),
        ({"Fn::Sub": "arn:aws:lambda:${Unknown}"}, ["Roles.authenticated"]),
        ({"Fn::Sub": "arn:aws:${AWS::Region}:a:b:c"}, []),
        ({"Fn::Sub": "arn:aws:${Unknown}:a"}, []),
        (UNKNOWN, []),
    ],
)
def test_role_of_another_service(value, places):
    """What has the ARN of another service is no role."""
    assert paths("E9638", attached(Roles={"authenticated": value})) == places


@pytest.mark.parametrize(
    ("allowed", "roles", "places", "steps"),
    [
        (True, {"authenticated": ROLE}, ["Roles.unauthenticated"], []),
        ("true", None, ["Roles.unauthenticated"], []),
        (True, {"unauthenticated": ROLE}, [], []),
        (False, {"unauthenticated": ROLE}, ["Roles.unauthenticated"], []),
        (False, {"unauthenticated": ROLE, "authenticated": ROLE}, ["Roles.unauthenticated"], ["remove"]),
        (False, {"authenticated": ROLE}, [], []),
        (UNKNOWN, {"unauthenticated": ROLE}, [], []),
        (UNKNOWN, {"authenticated": ROLE}, [], []),
        (True, UNKNOWN, [], []),
    ],
)
def test_role_of_guests(allowed, roles, places, steps):
    """Guests have a role where they are allowed, and only there; the only role is not taken out."""
    example = attached({"AllowUnauthenticatedIdentities": allowed}, **({"Roles": roles} if roles else {}))
    assert paths("W9635", example) == places
    assert last_steps("W9635", example) == steps


KEY = "cognito-identity.amazonaws.com"
ASSUME = "sts:AssumeRoleWithWebIdentity"


def statement(aud: Any = HERE, amr: Any = "authenticated", **others: Any) -> dict[str, Any]:
    """A statement that lets identity pools in."""
    condition = {
        **({"StringEquals": {f"{KEY}:aud": aud}} if aud else {}),
        **({"ForAnyValue:StringLike": {f"{KEY}:amr": amr}} if amr else {}),
    }
    principal = {"Federated": KEY}
    return {"Effect": "Allow", "Principal": principal, "Action": ASSUME, "Condition": condition, **others}


def trusted(slot: str, *statements: Any, pool: Any = HERE) -> dict[str, Any]:
    """An attachment whose role has a trust policy."""
    example = attached({"AllowUnauthenticatedIdentities": True}, Roles={slot: ref("Role", "Arn")})
    example["Resources"]["Subject"]["Properties"]["IdentityPoolId"] = pool
    document = {"Version": "2012-10-17", "Statement": list(statements)}
    example["Resources"]["Role"]["Properties"] = {"AssumeRolePolicyDocument": document}
    return example


OTHER = "eu-west-1:99999999-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("pool", "statements", "is_told"),
    [
        (HERE, [statement()], False),
        (HERE, [statement(OTHER)], False),
        (HERE, [statement("here")], True),
        (HERE, [statement("*")], False),
        (HERE, [statement({"Ref": "Others"})], True),
        (HERE, [statement(UNKNOWN)], False),
        (HERE, [statement(["here", HERE])], False),
        (HERE, [statement("here"), statement()], False),
        (HERE, [statement("here"), statement("there")], True),
        (HERE, [statement("here"), statement(Condition=UNKNOWN)], False),
        (HERE, [statement(Condition={"StringNotEquals": {f"{KEY}:aud": "here"}})], False),
        (HERE, [statement("here", Effect="Deny")], False),
        (HERE, [statement("here", Principal={"Federated": "accounts.google.com"})], False),
        (HERE, [statement("here", Principal={"Federated": ["accounts.google.com", KEY]})], True),
        (HERE, [statement("here", Principal={"Service": "lambda.amazonaws.com"})], False),
        (HERE, [statement("here"), statement(Principal="*")], False),
        (HERE, [statement("here"), statement(Principal=UNKNOWN)], False),
        (HERE, [statement("here"), statement(Principal={"Federated": [UNKNOWN]})], False),
        (HERE, [statement("here"), UNKNOWN], False),
        (HERE, [statement("here"), statement(Principal={"Federated": [KEY, UNKNOWN]})], False),
        (ID, [statement(OTHER)], True),
        (ID, [statement(ID)], False),
        (ID, [statement("eu-west-1:*")], False),
        (ID, [statement({"Ref": "Others"})], False),
        (UNKNOWN, [statement(OTHER)], False),
        (HERE, [], False),
    ],
)
def test_role_that_trusts_another_identity_pool(pool, statements, is_told):
    """A role is told of only where each statement that lets identity pools in is surely for others."""
    example = trusted("authenticated", *statements, pool=pool)
    example["Resources"]["Others"] = {"Type": "AWS::Cognito::IdentityPool"}
    assert paths("E9643", example) == ["Roles.authenticated"] * is_told


@pytest.mark.parametrize(
    ("slot", "statements", "message"),
    [
        ("authenticated", [statement()], None),
        ("authenticated", [statement(amr="unauthenticated")], "Role lets nobody in but guests"),
        ("authenticated", [statement(amr=None)], "Role lets guests in as well"),
        ("authenticated", [statement(), statement(amr=None)], "Role lets guests in as well"),
        ("authenticated", [statement(), statement(amr="unauthenticated")], None),
        ("authenticated", [statement(amr="accounts.google.com")], None),
        ("authenticated", [statement(amr=["authenticated", "unauthenticated"])], None),
        ("authenticated", [statement(amr=UNKNOWN)], None),
        ("authenticated", [statement(amr="unauthenticated"), statement(Condition=UNKNOWN)], None),
        ("authenticated", [statement(amr=None, Action="sts:AssumeRole")], None),
        ("unauthenticated", [statement()], "Role lets no guests in"),
        ("unauthenticated", [statement(amr="unauthenticated")], None),
        ("unauthenticated", [statement(amr="un*")], None),
        ("unauthenticated", [statement(amr=["authenticated", "unauthenticated"])], None),
        ("unauthenticated", [statement(), statement(amr="unauthenticated")], None),
        ("unauthenticated", [statement(amr=None)], None),
        ("unauthenticated", [statement(amr=UNKNOWN)], None),
        ("unauthenticated", [statement(), statement(Condition=UNKNOWN)], None),
        ("unauthenticated", [], None),
    ],
)
def test_role_and_whom_it_lets_in(slot, statements, message):
    """A role lets those in whom it is for, and a role for those who signed in no guests."""
    says = [(one.path, one.message) for rule in ("E9646", "W9644") for one in found(rule, trusted(slot, *statements))]
    assert says == ([(f"Roles.{slot}", message)] if message else [])


@pytest.mark.parametrize(
    ("rule", "statements", "is_told"),
    [
        ("E9641", [statement(None)], True),
        ("E9641", [statement(None, Action=["sts:AssumeRole", "sts:TagSession"])], False),
        ("E9641", [statement(None, Action="sts:*")], True),
        ("E9641", [statement(None, Principal={"Federated": "cognito-identity-us-gov.amazonaws.com"})], False),
        ("E9641", [statement(Condition={"StringEquals": {"Cognito-Identity.amazonaws.com:AUD": HERE}})], False),
        ("E9641", [statement(Condition=UNKNOWN)], False),
        ("E9641", [statement(), statement(None)], True),
        ("E9642", [statement(Action="sts:AssumeRole")], True),
        ("E9642", [statement(Action="sts:AssumeRole"), statement()], False),
        ("E9642", [statement(Action=UNKNOWN)], False),
        ("E9642", [], True),
    ],
)
def test_statement_that_lets_identity_pools_in(rule, statements, is_told):
    """A statement names the identity pool, and allows what Cognito asks for."""
    assert paths(rule, trusted("authenticated", *statements)) == ["Roles.authenticated"] * is_told


@pytest.mark.parametrize(("name", "is_told"), [(None, True), ("r" * 20, False), ("r" * 21, True), (UNKNOWN, False)])
def test_name_of_a_role_in_govcloud(name, is_told):
    """In one region a role has a name of at most 20 characters."""
    example = trusted(
        "authenticated", statement(Principal={"Federated": "cognito-identity.us-gov-east-1.amazonaws.com"})
    )
    if name:
        example["Resources"]["Role"]["Properties"]["RoleName"] = name
    assert paths("W9645", example) == ["Roles.authenticated"] * is_told


def of_client_and_name(client: Any, name: Any) -> dict[str, Any]:
    """An identity pool with one app client."""
    provider = {"ClientId": client, "ProviderName": name, "ServerSideTokenCheck": True}
    given = {"AllowUnauthenticatedIdentities": False, "CognitoIdentityProviders": [provider]}
    others = {"Others": {"Type": "AWS::Cognito::UserPool"}}
    known = attached()["Resources"]
    return {
        "Resources": {
            **{name: known[name] for name in ("Users", "Web", "Role")},
            **others,
            "Subject": {"Properties": given},
        }
    }


CLIENT, POOL_NAME = "CognitoIdentityProviders[0].ClientId", "CognitoIdentityProviders[0].ProviderName"


@pytest.mark.parametrize(
    ("rule", "client", "name", "places"),
    [
        ("E9601", "1", ref("Users", "ProviderName"), []),
        ("E9601", "1", ref("Users", "ProviderURL"), [POOL_NAME]),
        ("E9601", "1", ref("Users"), [POOL_NAME]),
        ("E9601", "1", ref("Role"), []),
        ("E9601", "1", {"Fn::Sub": "https://${Users.ProviderName}"}, [POOL_NAME]),
        ("E9601", "1", {"Fn::Sub": "http://${Users.ProviderName}"}, [POOL_NAME]),
        ("E9602", ref("Web"), NAME, []),
        ("E9602", ref("Web", "ClientId"), NAME, []),
        ("E9602", ref("Web", "ClientSecret"), NAME, [CLIENT]),
        ("E9602", ref("Users"), NAME, [CLIENT]),
        ("E9602", ref("Role"), NAME, []),
        ("E9602", UNKNOWN, NAME, []),
        ("E9602", "1example", NAME, []),
        ("E9603", ref("Web"), ref("Users", "ProviderName"), []),
        ("E9603", ref("Web"), ref("Others", "ProviderName"), [CLIENT]),
        ("E9603", ref("Web"), {"Fn::Sub": "cognito-idp.eu-west-1.amazonaws.com/${Others}"}, [CLIENT]),
        ("E9603", ref("Web"), {"Fn::Sub": "cognito-idp.eu-west-1.amazonaws.com/${Users}"}, []),
        ("E9603", ref("Web"), NAME, []),
        ("E9603", ref("Role"), ref("Others", "ProviderName"), []),
    ],
)
def test_client_and_pool_of_a_provider(rule, client, name, places):
    """A provider names a pool by its provider name, and a client of that pool by its id."""
    assert paths(rule, of_client_and_name(client, name)) == places


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        ({}, True),
        ({"CognitoIdentityProviders": [{"ClientId": "1", "ProviderName": NAME}]}, False),
        ({"SupportedLoginProviders": AMAZON}, False),
        ({"OpenIdConnectProviderARNs": ["arn:aws:iam::111122223333:oidc-provider/a"]}, False),
        ({"SamlProviderARNs": ["arn:aws:iam::111122223333:saml-provider/a"]}, False),
        ({"DeveloperProviderName": "shop"}, False),
        ({"CognitoIdentityProviders": UNKNOWN}, False),
        ({"CognitoIdentityProviders": []}, True),
        ({"AllowUnauthenticatedIdentities": True}, False),
        ({"AllowUnauthenticatedIdentities": UNKNOWN}, False),
    ],
)
def test_identity_pool_for_nobody(given, is_told):
    """Each kind of provider, and guests, make an identity pool one that somebody can use."""
    example = {"AllowUnauthenticatedIdentities": False, **given}
    assert paths("I9612", example) == ["CognitoIdentityProviders"] * is_told


@pytest.mark.parametrize(
    ("arn", "is_told"),
    [
        ("arn:aws:iam::1:role/abc", True),
        ("https://login.example.com", True),
        ("x" * 20, True),
        ("x" * 19, False),
        ("arn:aws:iam::111122223333:oidc-provider/a", False),
        (UNKNOWN, False),
    ],
)
def test_arn_of_an_oidc_provider(arn, is_told):
    """What is no ARN of an OIDC provider is told, unless it is too short for any ARN, which the schema says."""
    example = {"AllowUnauthenticatedIdentities": False, "OpenIdConnectProviderARNs": [arn]}
    assert paths("E9604", example) == ["OpenIdConnectProviderARNs[0]"] * is_told


def written(
    *clients: dict[str, Any], claim: str = "custom:team", mutable: Any = True, provider: Any = None
) -> dict[str, Any]:
    """Principal tags of a claim, beside the clients of the pool that it is of."""
    schema = [{"Name": "team", "AttributeDataType": "String", "Mutable": mutable}]
    kind = "AWS::Cognito::UserPoolClient"
    given = [{"Type": kind, "Properties": {"UserPoolId": ref("Users"), **client}} for client in clients]
    tags = {
        "IdentityPoolId": ID,
        "IdentityProviderName": provider or ref("Users", "ProviderName"),
        "PrincipalTags": {"team": claim},
    }
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {"Schema": schema}},
            "Others": {"Type": "AWS::Cognito::UserPool", "Properties": {"Schema": schema}},
            **{f"Client{number}": client for number, client in enumerate(given)},
            "Subject": {"Properties": tags},
        }
    }


READS, WRITES = {"WriteAttributes": ["email"]}, {"WriteAttributes": ["email", "custom:team"]}


@pytest.mark.parametrize(
    ("example", "writer"),
    [
        (written(WRITES), "Client0"),
        (written(READS, WRITES), "Client1"),
        (written(READS), None),
        (written({}), "Client0"),
        (written(), None),
        (written({"AllowedOAuthFlows": ["client_credentials"]}), None),
        (written({**WRITES, "UserPoolId": ref("Others")}), None),
        (written({**WRITES, "UserPoolId": "eu-west-1_Example"}), None),
        (written(WRITES, mutable="true"), "Client0"),
        (written(WRITES, mutable=False), None),
        (written(WRITES, mutable=UNKNOWN), None),
        (written(WRITES, claim="custom:unit"), None),
        (written(WRITES, claim="team"), None),
        (written(WRITES, provider={"Fn::Sub": "${Users.ProviderName}:${Client0}"}), "Client0"),
        (written(WRITES, provider=ref("Client0")), "Client0"),
        (written({**WRITES, "UserPoolId": "eu-west-1_Example"}, provider=ref("Client0")), None),
        (written(WRITES, provider=NAME), None),
    ],
)
def test_tag_that_users_choose(example, writer):
    """A tag of an attribute that users can write through a client of the pool is told with that client."""
    says = [one.message for one in found("W9656", example)]
    assert says == ([f"users may write custom:team through {writer}, and so choose their tag"] if writer else [])


@pytest.mark.parametrize(
    ("pool", "provider", "is_told"),
    [
        ({"CognitoIdentityProviders": [{"ProviderName": ref("Users", "ProviderName")}]}, "Users", False),
        ({"CognitoIdentityProviders": [{"ProviderName": ref("Users", "ProviderName")}]}, "Others", True),
        ({"CognitoIdentityProviders": [{"ProviderName": NAME}]}, "Others", False),
        ({"CognitoIdentityProviders": [UNKNOWN]}, "Others", False),
        ({"CognitoIdentityProviders": UNKNOWN}, "Others", False),
        ({}, "Others", True),
    ],
)
def test_tagged_pool_of_an_identity_pool(pool, provider, is_told):
    """Tags are for a user pool that the identity pool lets in, as far as all of those are known."""
    tags = {"IdentityPoolId": HERE, "IdentityProviderName": ref(provider, "ProviderName"), "UseDefaults": True}
    resources = {
        "Users": {"Type": "AWS::Cognito::UserPool"},
        "Others": {"Type": "AWS::Cognito::UserPool"},
        "Identities": {
            "Type": "AWS::Cognito::IdentityPool",
            "Properties": {"AllowUnauthenticatedIdentities": False, **pool},
        },
        "Subject": {"Properties": tags},
    }
    assert paths("W9657", {"Resources": resources}) == ["IdentityProviderName"] * is_told


def test_application_id_that_is_a_secret():
    """The key of an app at Twitter is shown in no report, and that of another provider is."""
    logins = {"api.twitter.com": "a key;a secret", "www.amazon.com": "my app"}
    example = {"AllowUnauthenticatedIdentities": False, "SupportedLoginProviders": logins}
    values = {one.path.partition(".")[2] or one.path: one.value for one in found("E9606", example)}
    assert len(values) == 2
    assert "a key;a secret" not in values.values()
    assert "my app" in values.values()


def test_role_of_a_rule_that_lets_nobody_in():
    """The role that a rule gives is one for those who signed in."""
    example = by_rule(RoleARN=ref("Role", "Arn"))
    document = {"Version": "2012-10-17", "Statement": [statement(amr="unauthenticated")]}
    example["Resources"]["Role"]["Properties"] = {"AssumeRolePolicyDocument": document}
    assert [(one.path, one.message) for one in found("E9646", example)] == [
        (f"{RULE}.RoleARN", "Role lets nobody in but guests")
    ]
