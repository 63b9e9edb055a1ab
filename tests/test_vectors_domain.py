"""Domains: what the helper makes of the scenarios that were run through AWS CDK."""

from __future__ import annotations

import re

import pytest
from troposphere import Output, Template
from vector_comparison import VECTORS, Inexpressible, Refused, Same, differs, entries_of, load

from troposphere_cognito_l2 import (
    ConfigurationError,
    CustomDomain,
    ExistingUserPool,
    FirstFactors,
    ManagedLoginVersion,
    OAuth,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
)
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.view import TemplateView

CERTIFICATE = "arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"
CALLBACK = "https://a.example.com"
PREFIX = ("prefix", "Domain")


def domain(**options):
    """A function that adds a pool and a domain with the options."""
    return lambda template: refused(**options)(template).add_to(template)


def refused(**options):
    """A function that adds a pool and makes a domain with the options."""
    return lambda template: UserPoolDomain("Domain", user_pool=UserPool("Pool", sms=None).add_to(template), **options)


def custom(name):
    return CustomDomain(name, certificate=CERTIFICATE)


def domain_of_another_pool(template):
    UserPoolDomain("Domain", user_pool=ExistingUserPool("us-east-1_abc"), prefix="imported").add_to(template)


def reads_the_distribution(template):
    made = domain(prefix="my-awesome-app")(template)
    template.add_output(Output("CF", Value=made.cloud_front_distribution))


def base_url(template):
    made = domain(prefix="abc")(template)
    template.add_output(Output("B", Value=made.base_url))


def passkeys_and_custom_domain(template):
    users = UserPool("Pool", sms=None, first_factors=FirstFactors(passkey=True)).add_to(template)
    UserPoolDomain("Domain", user_pool=users, custom_domain=custom("auth.example.com")).add_to(template)


def sign_in_url(redirect_uri, **client):
    """A function that asks for the sign-in URL of a client with the options."""

    def ask():
        template = Template()
        users = UserPool("Pool", sms=None).add_to(template)
        made = UserPoolClient("Client", user_pool=users, **client).add_to(template)
        return UserPoolDomain("Domain", user_pool=users, prefix="abc").add_to(template).sign_in_url(made, redirect_uri)

    return ask


TABLE = {
    "domain-prefix": [Same(domain(prefix="my-awesome-app"))],
    "domain-custom": [Same(domain(custom_domain=custom("user.myapp.com")))],
    "domain-imported-pool": [Same(domain_of_another_pool)],
    "domain-managed-login": [
        Same(domain(prefix="branding-ui", managed_login_version=ManagedLoginVersion.NEWER_MANAGED_LOGIN))
    ],
    "domain-cloudfront-legacy": [
        Same(
            reads_the_distribution,
            differs(
                "Outputs.CF",
                ours="${UserPoolDomain.CloudFrontDistribution}",
                because="the resource has the attribute; CDK asks a Lambda function",
            ),
        )
    ],
    # What CDK refuses
    "err-domain-both": [Refused(refused(prefix="abc", custom_domain=custom("a.b.com")), PREFIX)],
    "err-domain-none": [Refused(refused(), PREFIX)],
    "err-domain-dot": [Refused(refused(prefix="domain.prefix"), PREFIX)],
    "err-domain-upper": [Refused(refused(prefix="Domain-Prefix"), PREFIX)],
    "err-signin-url-no-flow": [
        Inexpressible(
            sign_in_url("https://x", generate_secret=True, oauth=OAuth.client_credentials(scopes=["a/b"])),
            ConfigurationError,
            "neither the code nor the implicit grant",
            because="no user can sign in to such a client",
        )
    ],
    # Where CDK behaves badly
    "gap-domain-64": [Refused(refused(prefix="a" * 64), PREFIX)],
    "gap-domain-hyphen-edges": [Refused(refused(prefix="-abc-"), PREFIX)],
    "gap-signin-url-oauth-disabled": [
        Inexpressible(
            sign_in_url(CALLBACK), ConfigurationError, "OAuth is off", because="Cognito's page would be an error"
        )
    ],
    "gap-signin-url-unregistered": [
        Inexpressible(
            sign_in_url("https://evil.example.net/?a=b&c=d", oauth=OAuth.authorization_code(callback_urls=[CALLBACK])),
            ConfigurationError,
            "not among the CallbackURLs",
            because="Cognito's page would be an error",
        )
    ],
    "gap-china-url": [
        Same(base_url, parameters={"AWS::Partition": "aws"}),
        Same(
            base_url,
            differs(
                "Outputs.B",
                ours="https://${UserPoolDomain}.auth-cn.cn-north-1.amazoncognito.com",
                because="there are no user pools in China, so no address is right there",
            ),
            parameters={"AWS::Partition": "aws-cn"},
        ),
    ],
    "gap-passkey-no-rp-with-custom-domain": [Same(passkeys_and_custom_domain)],
}

_DOMAIN_VECTORS = re.compile(
    r"(domain|err-domain|err-signin-url|gap-domain|gap-signin-url|gap-china)-|gap-passkey-no-rp-"
)


@pytest.mark.parametrize(("vector", "entry"), entries_of(TABLE))
def test_the_wish_of_a_vector(vector, entry):
    """What we make of a vector's wish is CDK's template but for the named deviations, or what the entry says."""
    entry.verify(load(vector))


def test_every_vector_about_domains_is_in_the_table():
    """No vector of the domains' groups is left out, and none is in the table that does not exist."""
    vectors = {path.stem for path in VECTORS.glob("*.json") if _DOMAIN_VECTORS.match(path.stem)}

    assert vectors == TABLE.keys()


def test_passkeys_without_their_domain_are_warned_of():
    """Passkeys that would silently follow the custom domain deploy: a warning says so."""
    [entry] = TABLE["gap-passkey-no-rp-with-custom-domain"]
    view = TemplateView(entry.render()["Resources"]).resource("Domain")
    assert "W9312" in {finding.rule for finding in findings_of(view)}
