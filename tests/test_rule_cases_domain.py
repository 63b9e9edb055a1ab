"""Cases of the rules about domains that their own examples do not show."""

from __future__ import annotations

import pytest
from rule_cases import UNKNOWN, found, last_steps, paths

POOL = "us-east-1_Example"
ARN = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
CUSTOM = {"UserPoolId": POOL, "Domain": "auth.example.com", "CustomDomainConfig": {"CertificateArn": ARN}}


@pytest.mark.parametrize(
    ("name", "is_wrong"),
    [
        ("a", False),
        ("a" * 63, False),
        ("-app", True),
        ("app-", True),
        ("App", True),
        ({"Fn::Sub": "app-${Unknown}"}, False),
        ({"Fn::Sub": "${Unknown}-app"}, False),
        ({"Fn::Sub": "-app-${Unknown}"}, True),
        ({"Fn::Sub": "${Unknown}-app-"}, True),
        ({"Fn::Sub": "App-${Unknown}"}, True),
        ({"Fn::Sub": "app.${Unknown}"}, True),
        (UNKNOWN, False),
    ],
)
def test_form_of_a_prefix(name, is_wrong):
    """A prefix is looked at as far as it is known, its edges too."""
    assert paths("E9301", {"UserPoolId": POOL, "Domain": name}) == ["Domain"] * is_wrong
    assert paths("E9301", {**CUSTOM, "Domain": name}) == []


def test_prefix_is_mended():
    """Capitals are made small where that is all; a dot needs more, and a reserved word is never offered."""
    for name, steps in (("My-App", [("replace", "my-app")]), ("My.App", []), ("My-Aws", []), ("my_app", [])):
        assert last_steps("E9301", {"UserPoolId": POOL, "Domain": name}) == steps
    assert "CustomDomainConfig" in found("E9301", {"UserPoolId": POOL, "Domain": "my.app"})[0].fix
    assert "CustomDomainConfig" not in found("E9301", {"UserPoolId": POOL, "Domain": "My"})[0].fix


@pytest.mark.parametrize("word", ["aws", "amazon", "cognito"])
def test_reserved_words(word):
    """Each reserved word is an error between hyphens, a warning inside a longer word, and free in a custom domain."""
    for name in (f"my-{word}", {"Fn::Sub": f"{word}-app-${{Unknown}}"}):
        assert paths("E9302", {"UserPoolId": POOL, "Domain": name}) == ["Domain"]
        assert paths("W9303", {"UserPoolId": POOL, "Domain": name}) == []
    for name in (f"my{word}", {"Fn::Sub": f"${{Unknown}}{word}"}):
        assert paths("E9302", {"UserPoolId": POOL, "Domain": name}) == []
        assert paths("W9303", {"UserPoolId": POOL, "Domain": name}) == ["Domain"]
    for rule in ("E9302", "W9303"):
        assert paths(rule, {**CUSTOM, "Domain": f"{word}.example.com"}) == []


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("Auth.Example.com", [("replace", "auth.example.com")]),
        ("Auth", []),
        ("auth_1.example.com", []),
    ],
)
def test_custom_domain_that_is_no_name(name, steps):
    """Capitals are made small where that makes a whole name."""
    assert paths("E9304", {**CUSTOM, "Domain": name}) == ["Domain"]
    assert last_steps("E9304", {**CUSTOM, "Domain": name}) == steps
    assert paths("E9304", {"UserPoolId": POOL, "Domain": name}) == []


@pytest.mark.parametrize(
    ("arn", "is_wrong"),
    [
        (ARN, False),
        (ARN.replace("us-east-1", "eu-west-1"), True),
        (ARN.replace("us-east-1", ""), False),
        (ARN.replace("acm", "iam").replace("us-east-1", "eu-west-1"), False),
        ({"Fn::Sub": "arn:aws:acm:eu-west-1:${AWS::AccountId}:certificate/1"}, True),
        ({"Fn::Sub": "arn:aws:acm:${AWS::Region}:${AWS::AccountId}:certificate/1"}, False),
    ],
)
def test_region_of_a_certificate(arn, is_wrong):
    """Only a region that is known, of a certificate of ACM, is looked at."""
    path = "CustomDomainConfig.CertificateArn"
    assert paths("E9305", {**CUSTOM, "CustomDomainConfig": {"CertificateArn": arn}}) == [path] * is_wrong


@pytest.mark.parametrize(
    ("version", "wrong"),
    [(1, False), (2, False), ("1", False), ("2", False), (0, True), ("3", True), ("new", False), (UNKNOWN, False)],
)
def test_version_of_managed_login(version, wrong):
    """A version that is a number is 1 or 2, in whatever type it is written."""
    domain = {"UserPoolId": POOL, "Domain": "my-app", "ManagedLoginVersion": version}
    assert paths("E9308", domain) == ["ManagedLoginVersion"] * wrong


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ({"Domain": "my-app"}, {"Domain": "my-other-app"}, ["UserPoolId"]),
        (CUSTOM, {**CUSTOM, "Domain": "auth.example.org"}, ["UserPoolId"]),
        (CUSTOM, {"Domain": "my-app"}, []),
        ({"Domain": "my-app"}, {"Domain": "x", "CustomDomainConfig": UNKNOWN}, []),
    ],
)
def test_two_domains_of_a_pool(one, other, places):
    """Two of one kind are too many, one of each is not, and what may be either is left alone."""
    resources = {
        "First": {"Type": "AWS::Cognito::UserPoolDomain", "Properties": {**one, "UserPoolId": POOL}},
        "Subject": {"Properties": {**other, "UserPoolId": POOL}},
    }
    assert paths("E9310", {"Resources": resources}) == places


@pytest.mark.parametrize(
    ("party", "is_wrong"),
    [("auth.example.com", False), ("example.com", False), ("example.org", True), ("ample.com", True), (UNKNOWN, False)],
)
def test_passkeys_of_a_domain(party, is_wrong):
    """Passkeys belong to the domain or to what it is under."""
    factors = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}
    for policies, blamed in ((factors, is_wrong), ({}, False)):
        pool = {"Policies": policies, "WebAuthnRelyingPartyID": party}
        resources = {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": pool},
            "Subject": {"Properties": {**CUSTOM, "UserPoolId": {"Ref": "Users"}}},
        }
        assert paths("W9312", {"Resources": resources}) == ["Domain"] * blamed
