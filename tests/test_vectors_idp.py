"""Identity providers: what the helpers make of the scenarios that were run through AWS CDK."""

from __future__ import annotations

import re

import pytest
from vector_comparison import VECTORS, Inexpressible, Refused, Same, differs, entries_of, load

from troposphere_cognito_l2 import (
    AmazonAttribute,
    AmazonIdentityProvider,
    AppleIdentityProvider,
    AttributeMapping,
    AttributeRequestMethod,
    ConfigurationError,
    ExistingUserPool,
    FacebookIdentityProvider,
    GoogleAttribute,
    GoogleIdentityProvider,
    OidcEndpoints,
    OidcIdentityProvider,
    SamlIdentityProvider,
    SamlMetadata,
    SecretValue,
    SigningAlgorithm,
    StringAttribute,
    UserPool,
)

DETAILS = "UserPoolIdentityProvider.ProviderDetails"
BOOLEANS = "ProviderDetails maps strings to strings"


def plain(text):
    return SecretValue.unsafe_plain_text(text)


def on_a_pool(helper, *args, pool=None, **options):
    """A wish: a pool without text messages, and a provider of it."""

    def wish(template):
        users = (pool or UserPool("Pool", sms=None)).add_to(template)
        helper(*args, user_pool=users, **options).add_to(template)

    return wish


def of_a_pool(helper, *args, **options):
    """A provider, to be refused, of a pool elsewhere."""
    return lambda template: helper(*args, user_pool=ExistingUserPool("us-east-1_abc"), **options)


def second_google(template):
    google = {"user_pool": UserPool("Pool", sms=None).add_to(template), "client_secret": plain("s")}
    GoogleIdentityProvider("A", client_id="A", **google).add_to(template)
    return GoogleIdentityProvider("B", client_id="B", **google)


METADATA_URL = SamlMetadata.url("https://my-metadata-url.com/md")

TABLE = {
    "idp-google": [
        Same(on_a_pool(GoogleIdentityProvider, "Idp", client_id="g-id", client_secret=plain("g-secret"))),
    ],
    "idp-google-secret": [
        Same(
            on_a_pool(
                GoogleIdentityProvider,
                "Idp",
                client_id="g-id",
                client_secret=SecretValue.secrets_manager("google-secret", json_field="client_secret"),
                scopes=["profile", "email", "openid"],
                attribute_mapping=AttributeMapping(
                    email=GoogleAttribute.EMAIL, email_verified=GoogleAttribute.EMAIL_VERIFIED
                ),
            )
        )
    ],
    "idp-facebook": [
        Same(on_a_pool(FacebookIdentityProvider, "Idp", client_id="fb-id", client_secret=plain("fb-secret"))),
    ],
    "idp-amazon-mapping": [
        Same(
            on_a_pool(
                AmazonIdentityProvider,
                "Idp",
                pool=UserPool("Pool", sms=None, custom_attributes={"uniqueId": StringAttribute(mutable=True)}),
                client_id="id",
                client_secret=plain("secret"),
                scopes=["profile", "postal_code"],
                attribute_mapping=AttributeMapping(
                    email=AmazonAttribute.EMAIL, website="url", custom={"uniqueId": AmazonAttribute.USER_ID}
                ),
            ),
            differs(
                "UserPoolIdentityProvider.AttributeMapping.uniqueId",
                ours=None,
                because="a pool has no attribute uniqueId: custom ones are called custom:...",
            ),
            differs(
                "UserPoolIdentityProvider.AttributeMapping.custom:uniqueId",
                ours="user_id",
                because="the name by which Cognito knows the custom attribute",
            ),
            *(
                differs(f"UserPool.Schema.uniqueId.{name}", ours=value, because="what is filled has to be there")
                for name, value in {"Name": "uniqueId", "AttributeDataType": "String", "Mutable": True}.items()
            ),
        )
    ],
    "idp-apple-plain": [
        Same(
            on_a_pool(
                AppleIdentityProvider,
                "Idp",
                client_id="com.amzn.cdk",
                team_id="CDKTEAMCDK",
                key_id="CDKKEYCDK1",
                private_key=plain("PRIV_KEY_CDK"),
                scopes=["name", "email"],
            )
        )
    ],
    "idp-oidc": [
        Same(
            on_a_pool(
                OidcIdentityProvider,
                "userpoolidp",
                client_id="client-id",
                client_secret=plain("client-secret"),
                issuer_url="https://my-issuer-url.com",
            ),
            differs("UserPoolIdentityProvider.ProviderName", ours="userpoolidp", because="a derived name is free"),
        )
    ],
    "idp-oidc-full": [
        Same(
            on_a_pool(
                OidcIdentityProvider,
                "Idp",
                name="my-provider",
                pool=UserPool("Pool", sms=None, custom_attributes={"sub": StringAttribute(mutable=True)}),
                client_id="client-id",
                client_secret=plain("client-secret"),
                issuer_url="https://my-issuer-url.com",
                scopes=["openid", "email"],
                identifiers=["example.com"],
                attribute_request_method=AttributeRequestMethod.POST,
                endpoints=OidcEndpoints(
                    authorization="https://my-issuer-url.com/authorize",
                    token="https://my-issuer-url.com/token",
                    user_info="https://my-issuer-url.com/userinfo",
                    jwks_uri="https://my-issuer-url.com/jwks",
                ),
                attribute_mapping=AttributeMapping(email="email", custom={"sub": "sub"}),
            ),
            *(
                differs(f"UserPool.Schema.sub.{name}", ours=value, because="what is filled has to be there")
                for name, value in {"Name": "sub", "AttributeDataType": "String", "Mutable": True}.items()
            ),
        )
    ],
    "idp-oidc-long-id": [
        Refused(
            of_a_pool(
                OidcIdentityProvider,
                "oidc" * 10 + "xyz",
                client_id="i",
                client_secret=plain("s"),
                issuer_url="https://i.example.com",
            ),
            ("name", "ProviderName"),
            because="a name cut out of the logical id changes with it, and the provider's users with the name",
        ),
        Same(
            on_a_pool(
                OidcIdentityProvider,
                "oidc" * 10 + "xyz",
                name="oidc",
                client_id="i",
                client_secret=plain("s"),
                issuer_url="https://i.example.com",
            ),
            differs("UserPoolIdentityProvider.ProviderName", ours="oidc", because="the name is free"),
        ),
    ],
    "idp-saml-url": [
        Same(
            on_a_pool(SamlIdentityProvider, "Idp", name="my-saml", saml_metadata=METADATA_URL),
            differs(f"{DETAILS}.IDPSignout", ours="false", because=BOOLEANS),
        )
    ],
    "idp-saml-file-full": [
        Same(
            on_a_pool(
                SamlIdentityProvider,
                "Idp",
                name="my-saml",
                saml_metadata=SamlMetadata.document("my-file-contents"),
                identifiers=["corp.example.com"],
                idp_signout=True,
                encrypted_responses=True,
                request_signing_algorithm=SigningAlgorithm.RSA_SHA256,
                idp_initiated=True,
                attribute_mapping=AttributeMapping(family_name="family_name"),
            ),
            *(
                differs(f"{DETAILS}.{name}", ours="true", because=BOOLEANS)
                for name in ("IDPSignout", "EncryptedResponses", "IDPInit")
            ),
        )
    ],
    "err-idp-apple-both": [
        Inexpressible(
            lambda: AppleIdentityProvider("Idp", private_key=plain("x"), private_key_value=plain("y")),
            TypeError,
            "has no option 'private_key_value'; did you mean 'private_key'",
            because="one option takes the key, however it is kept",
        )
    ],
    "err-idp-google-none": [
        Inexpressible(
            lambda: GoogleIdentityProvider("Idp", user_pool=ExistingUserPool("us-east-1_abc"), client_id="g"),
            TypeError,
            "GoogleIdentityProvider needs client_secret",
            because="an option without default must be given",
        )
    ],
    "err-idp-oidc-name-short": [
        Refused(
            of_a_pool(
                OidcIdentityProvider,
                "Idp",
                name="xy",
                client_id="i",
                client_secret=plain("s"),
                issuer_url="https://i",
            ),
            ("name", "ProviderName"),
        )
    ],
    "err-idp-saml-name-long": [
        Refused(
            of_a_pool(SamlIdentityProvider, "Idp", name="x" * 33, saml_metadata=SamlMetadata.document("m")),
            ("name", "ProviderName"),
        )
    ],
    "gap-idp-oidc-http-issuer": [
        Refused(
            of_a_pool(
                OidcIdentityProvider,
                "O",
                name="my-oidc",
                client_id="i",
                client_secret=plain("s"),
                issuer_url="http://i.example.com/",
            ),
            ("issuer_url", "ProviderDetails.oidc_issuer"),
        ),
        Inexpressible(
            lambda: OidcEndpoints(authorization="https://i/a"),
            TypeError,
            "OidcEndpoints needs token, user_info, jwks_uri",
            because="endpoints are one value that has all four",
        ),
    ],
    "gap-idp-plaintext-secret": [
        Inexpressible(
            lambda: OidcIdentityProvider(
                "O",
                user_pool=ExistingUserPool("us-east-1_abc"),
                name="my-oidc",
                client_id="i",
                client_secret="PLAINTEXT",
                issuer_url="https://i.example.com",
            ),
            ConfigurationError,
            r"client_secret .*\n.*\n.*\n.*SecretValue\.secrets_manager",
            because="a secret is a SecretValue or an intrinsic",
        ),
        Same(
            on_a_pool(
                OidcIdentityProvider,
                "O",
                name="my-oidc",
                client_id="i",
                client_secret=SecretValue.secrets_manager("my-oidc"),
                issuer_url="https://i.example.com",
            ),
            differs(
                f"{DETAILS}.client_secret",
                ours="{{resolve:secretsmanager:my-oidc}}",
                because="the secret stays out of the template",
            ),
        ),
    ],
    "gap-idp-two-google": [Refused(second_google, ("", "ProviderName"))],
}


@pytest.mark.parametrize(("vector", "entry"), entries_of(TABLE))
def test_the_wish_of_a_vector(vector, entry):
    """What we make of a vector's wish is CDK's template but for the named deviations, or what the entry says."""
    entry.verify(load(vector))


def test_every_vector_about_identity_providers_is_in_the_table():
    """No vector of the group is left out, and none is in the table that does not exist."""
    assert {path.stem for path in VECTORS.glob("*.json") if re.match(r"(err-|gap-)?idp-", path.stem)} == TABLE.keys()
