"""App clients: what the helper makes of the scenarios that were run through AWS CDK."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from test_vectors_pool import SEED_BODY
from troposphere import Output
from vector_comparison import ABSENT, VECTORS, Inexpressible, Refused, Same, differs, entries_of, load

from troposphere_cognito_l2 import (
    COGNITO,
    AuthFlows,
    ClientAttributes,
    ConfigurationError,
    ExistingUserPool,
    ExistingUserPoolClient,
    GoogleIdentityProvider,
    OAuth,
    OAuthFlow,
    OAuthScope,
    PinpointAnalytics,
    RefreshTokenRotation,
    SecretValue,
    StandardAttribute,
    StandardAttributes,
    UserPool,
    UserPoolClient,
    UserPoolClientSecret,
    UserPoolResourceServer,
)
from troposphere_cognito_l2.checks.engine import findings_of
from troposphere_cognito_l2.checks.view import TemplateView

CALLBACK = "https://a.example.com"
CLIENT = "UserPoolClient"
FLOWS = f"{CLIENT}.ExplicitAuthFlows"
PROVIDERS = f"{CLIENT}.SupportedIdentityProviders"
EVERY_SCOPE = tuple(OAuthScope)
SECRET_IS_NO_OUTPUT = differs(
    "Outputs.Secret", ours=ABSENT, because="a secret goes to Secrets Manager, never to an Output"
)
ROLE = "arn:aws:iam::111122223333:role/pinpoint"


def pool(template, **options):
    return UserPool("Pool", sms=None, **options).add_to(template)


def client(**options):
    """A function that adds a pool and a client with the options."""

    def wish(template):
        return UserPoolClient("Client", user_pool=pool(template), **options).add_to(template)

    return wish


def refused(**options):
    """A function that adds a pool and makes a client with the options."""
    return lambda template: UserPoolClient("Client", user_pool=pool(template), **options)


def code(**options):
    return OAuth.authorization_code(**{"callback_urls": [CALLBACK], **options})


def imported_client(template):
    template.add_output(Output("Id", Value=ExistingUserPoolClient("client-id-1").id))


def client_of_another_pool(template):
    users = ExistingUserPool("us-east-1_abc")
    UserPoolClient("Client", user_pool=users, user_pool_client_name="imported").add_to(template)


def scopes_of_a_server(template):
    users = pool(template)
    scopes = {"read": "Read-only access", "*": "Full access"}
    server = UserPoolResourceServer("Server", user_pool=users, identifier="users", scopes=scopes).add_to(template)
    for name, scope in (("ReadOnly", "read"), ("Full", "*")):
        UserPoolClient(name, user_pool=users, oauth=code(scopes=[server.scope(scope)])).add_to(template)


def secret_in_secrets_manager(template):
    made = client(generate_secret=True)(template)
    UserPoolClientSecret("Secret", client=made).add_to(template)


def client_then_provider(template):
    users = pool(template)
    UserPoolClient("Client", user_pool=users, identity_providers=[COGNITO]).add_to(template)
    google(users, template)


def google(users, template):
    secret = SecretValue.unsafe_plain_text("s")
    return GoogleIdentityProvider("Google", user_pool=users, client_id="i", client_secret=secret).add_to(template)


def client_of_google(template):
    users = pool(template)
    UserPoolClient("Client", user_pool=users, identity_providers=[google(users, template)]).add_to(template)


def client_of_a_scope(template):
    users = pool(template)
    server = UserPoolResourceServer("Api", user_pool=users, identifier="api", scopes={"read": "r"}).add_to(template)
    UserPoolClient("Client", user_pool=users, oauth=code(scopes=[server.scope("read")])).add_to(template)


def given_name_required(template):
    required = StandardAttributes(given_name=StandardAttribute(required=True))
    users = pool(template, self_sign_up_enabled=True, standard_attributes=required)
    return UserPoolClient("Client", user_pool=users, write_attributes=ClientAttributes(standard=["email"]))


def seed_client(template):
    users = UserPool("Pool").add_to(template)
    made = UserPoolClient(
        "Client",
        user_pool=users,
        user_pool_client_name="myclient",
        generate_secret=True,
        auth_flows=AuthFlows(admin_user_password=True, custom=True, user_password=True),
    ).add_to(template)
    template.add_output([Output("Id", Value=made.id), Output("Name", Value=made.name)])
    UserPoolClientSecret("Secret", client=made).add_to(template)


def coarser(token, *, ours, unit, theirs):
    """The same duration in a coarser unit."""
    because = f"{ours} {unit} are {theirs} minutes: we write the coarsest unit that is exact"
    return (
        differs(f"{CLIENT}.{token}Validity", ours=ours, because=because),
        differs(f"{CLIENT}.TokenValidityUnits.{token}", ours=unit, because=because),
    )


TABLE = {
    "client-default": [Same(client())],
    "client-all-auth-flows": [
        Same(
            client(
                auth_flows=AuthFlows(
                    admin_user_password=True, custom=True, user_password=True, user_srp=True, user=True
                )
            ),
            asks=(FLOWS,),
        )
    ],
    "client-analytics-id": [
        Same(
            client(
                analytics=PinpointAnalytics.application_id(
                    "abcdef", external_id="ext-1", role=ROLE, user_data_shared=False
                )
            )
        )
    ],
    "client-attributes-all-standard-read": [
        Same(
            client(
                read_attributes=ClientAttributes(
                    standard=[
                        *("address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name"),
                        *("locale", "middle_name", "name", "nickname", "phone_number", "phone_number_verified"),
                        *("picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo"),
                    ]
                )
            )
        )
    ],
    "client-import": [Same(imported_client)],
    "client-imported-pool": [Same(client_of_another_pool)],
    "client-oauth-code": [
        Same(
            client(
                oauth=OAuth.authorization_code(
                    callback_urls=["https://my-app-domain.com/welcome"],
                    logout_urls=["https://my-app-domain.com/signin"],
                )
            )
        )
    ],
    "client-oauth-resource-server-scope": [Same(scopes_of_a_server)],
    "client-oauth-scope-duplicates": [
        Same(client(oauth=code(scopes=[OAuthScope.OPENID, OAuthScope.OPENID, OAuthScope.EMAIL])))
    ],
    "client-oauth-scope-email-profile": [Same(client(oauth=code(scopes=[OAuthScope.EMAIL, OAuthScope.PROFILE])))],
    "client-prevent-existence-errors": [
        Same(client(prevent_user_existence_errors=True), asks=(f"{CLIENT}.PreventUserExistenceErrors",))
    ],
    "client-propagate-context": [
        Same(client(generate_secret=True, enable_propagate_additional_user_context_data=True))
    ],
    "client-secret-read": [Same(secret_in_secrets_manager, SECRET_IS_NO_OUTPUT)],
    "client-secret-read-logged": [Same(secret_in_secrets_manager, SECRET_IS_NO_OUTPUT)],
    "client-token-access-only": [
        Same(
            client(access_token_validity=timedelta(minutes=60)),
            *coarser("AccessToken", ours=1, unit="hours", theirs=60),
        )
    ],
    "client-token-validity": [
        Same(
            client(
                access_token_validity=timedelta(minutes=60),
                id_token_validity=timedelta(minutes=60),
                refresh_token_validity=timedelta(days=30),
                auth_session_validity=timedelta(minutes=15),
            ),
            *coarser("AccessToken", ours=1, unit="hours", theirs=60),
            *coarser("IdToken", ours=1, unit="hours", theirs=60),
            *coarser("RefreshToken", ours=30, unit="days", theirs=43200),
        )
    ],
    "client-token-validity-min": [
        Same(
            client(
                access_token_validity=timedelta(minutes=5),
                id_token_validity=timedelta(minutes=5),
                refresh_token_validity=timedelta(minutes=60),
                auth_session_validity=timedelta(minutes=3),
            ),
            *coarser("RefreshToken", ours=1, unit="hours", theirs=60),
        )
    ],
    "client-token-revocation": [Same(client(enable_token_revocation=True), asks=(f"{CLIENT}.EnableTokenRevocation",))],
    "seed-client-full": [
        Same(
            seed_client,
            SEED_BODY,
            differs(
                FLOWS,
                ours=[
                    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
                    "ALLOW_CUSTOM_AUTH",
                    "ALLOW_REFRESH_TOKEN_AUTH",
                    "ALLOW_USER_PASSWORD_AUTH",
                ],
                because="the names of today; with the old ones, refreshing could not be allowed",
            ),
            SECRET_IS_NO_OUTPUT,
        )
    ],
    # What CDK refuses
    "err-client-analytics-both": [
        Refused(
            refused(analytics=PinpointAnalytics(arn="arn:aws:mobiletargeting:us-east-1:111122223333:apps/a", id="abc")),
            ("analytics", "AnalyticsConfiguration"),
        )
    ],
    "err-client-analytics-incomplete": [
        Inexpressible(
            lambda: PinpointAnalytics.application_id("x"),
            TypeError,
            "external_id",
            because="naming a project by its id asks for all three",
        ),
        Refused(refused(analytics=PinpointAnalytics(id="abc")), ("analytics", "AnalyticsConfiguration")),
    ],
    "err-client-cc-and-code": [
        Refused(
            refused(
                generate_secret=True,
                oauth=OAuth(
                    flows=[OAuthFlow.AUTHORIZATION_CODE, OAuthFlow.CLIENT_CREDENTIALS],
                    scopes=["api/read"],
                    callback_urls=[CALLBACK],
                ),
            ),
            ("oauth.flows", "AllowedOAuthFlows[0]"),
        )
    ],
    "err-client-default-redirect-missing": [
        Refused(
            refused(
                oauth=code(callback_urls=["https://aaa.example.com"], default_redirect_uri="https://ddd.example.com")
            ),
            ("oauth.default_redirect_uri", "DefaultRedirectURI"),
        )
    ],
    "err-client-disable-oauth-with-oauth": [
        Inexpressible(
            lambda: UserPoolClient("Client", user_pool=ExistingUserPool("a_b"), disable_oauth=True, oauth=code()),
            TypeError,
            "no option 'disable_oauth'",
            because="there is no flag beside oauth=None",
        )
    ],
    "err-client-propagate-no-secret": [
        Refused(
            refused(enable_propagate_additional_user_context_data=True),
            ("enable_propagate_additional_user_context_data", "EnablePropagateAdditionalUserContextData"),
        )
    ],
    "err-client-secret-imported": [
        Inexpressible(
            lambda: ExistingUserPoolClient("x").secret,
            ConfigurationError,
            "another stack owns",
            because="no function of CloudFormation reads it",
        )
    ],
    # Where CDK behaves badly
    "gap-client-before-idp": [Same(client_then_provider)],
    "gap-client-callback-http": [
        Refused(
            refused(oauth=code(callback_urls=["http://app.example.com/cb", "https://app.example.com/#x"])),
            ("oauth.callback_urls", "CallbackURLs[0]"),
            ("oauth.callback_urls", "CallbackURLs[1]"),
        )
    ],
    "gap-client-custom-scope-no-dependency": [
        Same(
            client_of_a_scope,
            differs(
                f"{CLIENT}.AllowedOAuthScopes",
                ours=["${UserPoolResourceServer}/read"],
                because="the client refers to the server, so it waits for it",
            ),
        )
    ],
    "gap-client-default-insecure": [Same(client())],
    "gap-client-explicit-idp-no-dependency": [
        Same(
            client_of_google,
            differs(
                PROVIDERS,
                ours=["${UserPoolIdentityProvider}"],
                because="the client refers to the provider, so it waits for it",
            ),
        )
    ],
    "gap-client-no-flows": [
        Refused(refused(oauth=OAuth(flows=[], scopes=EVERY_SCOPE)), ("oauth.flows", "AllowedOAuthFlows"))
    ],
    "gap-client-required-attr-not-writable": [Refused(given_name_required, ("write_attributes", "WriteAttributes"))],
    "gap-client-rotation-default-flows": [
        Same(
            client(refresh_token_rotation=RefreshTokenRotation(grace_period=timedelta(seconds=30))),
            differs(
                FLOWS, ours=["ALLOW_USER_SRP_AUTH"], because="written out, without the flow that rotation excludes"
            ),
        )
    ],
    "gap-client-scopes-empty": [Refused(refused(oauth=code(scopes=[])), ("oauth.scopes", "AllowedOAuthScopes"))],
    "gap-client-unknown-idp": [Same(client(identity_providers=["Facebook"]))],
}

_CLIENT_VECTORS = re.compile(r"(client|err-client|gap-client|seed-client)-")


@pytest.mark.parametrize(("vector", "entry"), entries_of(TABLE))
def test_the_wish_of_a_vector(vector, entry):
    """What we make of a vector's wish is CDK's template but for the named deviations, or what the entry says."""
    entry.verify(load(vector))


def test_every_vector_about_clients_is_in_the_table():
    """No vector of the clients' groups is left out, and none is in the table that does not exist."""
    vectors = {path.stem for path in VECTORS.glob("*.json") if _CLIENT_VECTORS.match(path.stem)}

    assert vectors == TABLE.keys()


def test_unknown_provider_is_warned_of():
    """A client that names a provider which the template lacks deploys where it exists elsewhere: a warning says so."""
    [entry] = TABLE["gap-client-unknown-idp"]
    template = TemplateView(entry.render()["Resources"])
    template.complete = True
    view = template.resource("Client")
    assert "W9253" in {finding.rule for finding in findings_of(view)}
