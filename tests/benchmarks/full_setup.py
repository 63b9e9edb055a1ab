"""How much a full set-up costs by the helpers beside raw troposphere and awacs that write the same output.

One set-up is a user pool with its SMS role, a client, a domain, two identity providers, a resource server, a group, and
an identity pool with two roles; ``measure`` runs one side.
"""

from __future__ import annotations

from typing import Any

from measure import Add, Comparison
from pools import pool_by_hand

AMRS = ("authenticated", "unauthenticated")
EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"


def by_hand() -> Add:
    """Raw troposphere and awacs."""
    import awacs.sts
    from awacs.aws import Allow, Condition, ForAnyValueStringLike, PolicyDocument, Principal, Statement, StringEquals
    from troposphere import GetAtt, Join, Ref, cognito, iam

    add_pool = pool_by_hand()

    def identity_role(template: Any, title: str, identities: Any, amr: str) -> Any:
        trust = PolicyDocument(
            Version="2012-10-17",
            Statement=[
                Statement(
                    Effect=Allow,
                    Principal=Principal("Federated", "cognito-identity.amazonaws.com"),
                    Action=[awacs.sts.AssumeRoleWithWebIdentity],
                    Condition=Condition(
                        [
                            StringEquals({"cognito-identity.amazonaws.com:aud": Ref(identities)}),
                            ForAnyValueStringLike({"cognito-identity.amazonaws.com:amr": amr}),
                        ]
                    ),
                )
            ],
        )
        return template.add_resource(iam.Role(f"{title}{amr.title()}Role", AssumeRolePolicyDocument=trust))

    def add(template: Any, title: str) -> None:
        pool = add_pool(template, title)
        google = template.add_resource(
            cognito.UserPoolIdentityProvider(
                f"{title}Google",
                UserPoolId=Ref(pool),
                ProviderName="Google",
                ProviderType="Google",
                ProviderDetails={
                    "client_id": "1234.apps.googleusercontent.com",
                    "client_secret": "{{resolve:secretsmanager:google:SecretString:secret::}}",
                    "authorize_scopes": "openid email",
                },
                AttributeMapping={"email": "email"},
            )
        )
        corporate = template.add_resource(
            cognito.UserPoolIdentityProvider(
                f"{title}Corporate",
                UserPoolId=Ref(pool),
                ProviderName=f"{title}Corporate",
                ProviderType="SAML",
                ProviderDetails={"MetadataURL": "https://idp.example.com/metadata", "IDPSignout": "false"},
                AttributeMapping={"email": EMAIL_CLAIM},
            )
        )
        orders = template.add_resource(
            cognito.UserPoolResourceServer(
                f"{title}Orders",
                UserPoolId=Ref(pool),
                Identifier="orders",
                Name="orders",
                Scopes=[cognito.ResourceServerScopeType(ScopeName="read", ScopeDescription="Read orders")],
            )
        )
        web = template.add_resource(
            cognito.UserPoolClient(
                f"{title}Web",
                UserPoolId=Ref(pool),
                SupportedIdentityProviders=["COGNITO", Ref(google), Ref(corporate)],
                AllowedOAuthFlowsUserPoolClient=True,
                AllowedOAuthFlows=["code"],
                AllowedOAuthScopes=["openid", "email", Join("/", [Ref(orders), "read"])],
                CallbackURLs=["https://app.example.com/cb"],
                ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                AccessTokenValidity=15,
                TokenValidityUnits=cognito.TokenValidityUnits(AccessToken="minutes"),
                EnableTokenRevocation=True,
                PreventUserExistenceErrors="ENABLED",
            )
        )
        template.add_resource(
            cognito.UserPoolDomain(f"{title}Domain", UserPoolId=Ref(pool), Domain=f"my-{title.lower()}")
        )
        template.add_resource(
            cognito.UserPoolGroup(f"{title}Admins", UserPoolId=Ref(pool), GroupName="admins", Precedence=0)
        )
        identities = template.add_resource(
            cognito.IdentityPool(
                f"{title}Identities",
                AllowUnauthenticatedIdentities=True,
                CognitoIdentityProviders=[
                    cognito.CognitoIdentityProvider(
                        ClientId=Ref(web), ProviderName=GetAtt(pool, "ProviderName"), ServerSideTokenCheck=True
                    )
                ],
            )
        )
        roles = {amr: identity_role(template, f"{title}Identities", identities, amr) for amr in AMRS}
        template.add_resource(
            cognito.IdentityPoolRoleAttachment(
                f"{title}IdentitiesRoleAttachment",
                IdentityPoolId=Ref(identities),
                Roles={amr: GetAtt(role, "Arn") for amr, role in roles.items()},
            )
        )

    return add


def by_helper() -> Add:
    """This library."""
    from datetime import timedelta

    from troposphere_cognito_l2 import (
        COGNITO,
        AttributeMapping,
        GoogleAttribute,
        GoogleIdentityProvider,
        IdentityPool,
        OAuth,
        OAuthScope,
        SamlIdentityProvider,
        SamlMetadata,
        SecretValue,
        UserPool,
        UserPoolAuthentication,
        UserPoolClient,
        UserPoolDomain,
        UserPoolGroup,
        UserPoolResourceServer,
    )

    def add(template: Any, title: str) -> None:
        users = UserPool(title, user_pool_name=title.lower()).add_to(template)
        google = GoogleIdentityProvider(
            f"{title}Google",
            user_pool=users,
            client_id="1234.apps.googleusercontent.com",
            client_secret=SecretValue.secrets_manager("google", json_field="secret"),
            scopes=["openid", "email"],
            attribute_mapping=AttributeMapping(email=GoogleAttribute.EMAIL),
        ).add_to(template)
        corporate = SamlIdentityProvider(
            f"{title}Corporate",
            user_pool=users,
            saml_metadata=SamlMetadata.url("https://idp.example.com/metadata"),
            attribute_mapping=AttributeMapping(email=EMAIL_CLAIM),
        ).add_to(template)
        orders = UserPoolResourceServer(
            f"{title}Orders", user_pool=users, identifier="orders", scopes={"read": "Read orders"}
        ).add_to(template)
        web = UserPoolClient(
            f"{title}Web",
            user_pool=users,
            identity_providers=[COGNITO, google, corporate],
            oauth=OAuth.authorization_code(
                callback_urls=["https://app.example.com/cb"],
                scopes=[OAuthScope.OPENID, OAuthScope.EMAIL, orders.scope("read")],
            ),
            access_token_validity=timedelta(minutes=15),
        ).add_to(template)
        UserPoolDomain(f"{title}Domain", user_pool=users, prefix=f"my-{title.lower()}").add_to(template)
        UserPoolGroup(f"{title}Admins", user_pool=users, group_name="admins", precedence=0).add_to(template)
        IdentityPool(
            f"{title}Identities",
            user_pools=[UserPoolAuthentication(web)],
            allow_unauthenticated_identities=True,
        ).add_to(template)

    return add


SET_UPS = Comparison(__file__, "set-ups", 12, by_hand, by_helper)

if __name__ == "__main__":
    SET_UPS.main()
