"""Identity pools: what the helper makes of the scenarios that were run through AWS CDK."""

from __future__ import annotations

import pytest
from troposphere import Output
from vector_comparison import ABSENT, VECTORS, Inexpressible, Refused, Renders, Same, differs, entries_of, load

from troposphere_cognito_l2 import (
    AmbiguousRoleResolution,
    ExistingIdentityPool,
    ExistingUserPool,
    ExistingUserPoolClient,
    IdentityPool,
    MappingRule,
    RoleMapping,
    RoleMappingMatchType,
    SocialLogins,
    SocialProvider,
    UserPool,
    UserPoolAuthentication,
    UserPoolClient,
)

REGION = "${AWS::Region}"
NO_GUESTS = (
    differs("Role[unauthenticated]", ours=ABSENT, because="no guests are allowed, so nobody could ever get that role"),
    differs(
        "IdentityPoolRoleAttachment.Roles.unauthenticated",
        ours=ABSENT,
        because="no guests are allowed, so nobody could ever get that role",
    ),
)
REFERENCES_ORDER = "what the identity pool refers to is made before it; the roles do not need the user pool at all"
IN_ORDER = tuple(
    differs(f"{resource}.DependsOn", ours=ABSENT, because=REFERENCES_ORDER)
    for resource in ("IdentityPool", "IdentityPoolRoleAttachment", "Role[authenticated]")
)
OF_THE_POOL = differs(
    "IdentityPool.CognitoIdentityProviders.0.ProviderName",
    ours="${UserPool.ProviderName}",
    because="the pool's own attribute is that name, in whatever Region and partition",
)


def arn(role):
    return f"arn:aws:iam::111122223333:role/{role}"


def with_own_client(template):
    users = UserPool("Pool", sms=None).add_to(template)
    client = UserPoolClient("Client", user_pool=users).add_to(template)
    IdentityPool("Identities", user_pools=[UserPoolAuthentication(client)]).add_to(template)


def with_pool_of_another_region(template):
    users = ExistingUserPool.from_arn("arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_abc")
    client = ExistingUserPoolClient("1example23456789")
    provider = UserPoolAuthentication(client, user_pool=users)
    IdentityPool("Identities", user_pools=[provider]).add_to(template)


def with_outputs(template):
    identities = IdentityPool("Identities").add_to(template)
    template.add_output(Output("Id", Value=identities.id))
    template.add_output(Output("Arn", Value=identities.arn))
    template.add_output(Output("Name", Value=identities.name))


def existing(template):
    identities = ExistingIdentityPool("my-region:idPool")
    template.add_output(Output("Arn", Value=identities.arn))
    template.add_output(Output("Id", Value=identities.id))


def with_rules(template):
    admin = {"claim": "custom:admin", "value": "admin"}
    IdentityPool(
        "Identities",
        social_logins=SocialLogins(amazon="amzn1.app", facebook="1234567890"),
        role_mappings=[
            RoleMapping.by_rules(
                SocialProvider.AMAZON,
                ambiguous=AmbiguousRoleResolution.AUTHENTICATED_ROLE,
                rules=[
                    MappingRule(**admin, role=arn("admin")),
                    MappingRule(**admin, match=RoleMappingMatchType.NOT_EQUAL, role=arn("user")),
                ],
            ),
            RoleMapping.by_rules(
                SocialProvider.FACEBOOK,
                rules=[
                    MappingRule(claim="iss", value="https://", match=RoleMappingMatchType.STARTS_WITH, role=arn("fb"))
                ],
            ),
            RoleMapping.by_rules(
                "example.com",
                rules=[
                    MappingRule(claim="isAdmin", value="true", match=RoleMappingMatchType.CONTAINS, role=arn("custom"))
                ],
            ),
        ],
    ).add_to(template)


def the_same_pool_twice(template):
    users = UserPool("Pool", sms=None).add_to(template)
    clients = [ExistingUserPoolClient(client) for client in ("1web23456789", "1phone23456789")]
    providers = [UserPoolAuthentication(client, user_pool=users) for client in clients]
    IdentityPool("Identities", user_pools=providers).add_to(template)


NOT_CONFIGURED = "Cognito refuses to map a provider that the identity pool does not have (aws-cdk#7670, #22951)"

TABLE = {
    "idpool-user-pool": [Same(with_own_client, *NO_GUESTS, *IN_ORDER, OF_THE_POOL)],
    "idpool-user-pool-auto-client": [
        Inexpressible(
            lambda: UserPoolAuthentication(user_pool=ExistingUserPool("us-east-1_abc")),
            TypeError,
            "needs client",
            because="CDK's own client has the implicit grant and example.com as callback; which flows and callbacks a "
            "client may have is for its owner to say",
        )
    ],
    "idpool-role-mapping-rules": [
        Same(
            with_rules,
            *NO_GUESTS,
            differs("IdentityPool.SupportedLoginProviders.www.amazon.com", ours="amzn1.app", because=NOT_CONFIGURED),
            differs(
                "IdentityPool.SupportedLoginProviders.graph.facebook.com", ours="1234567890", because=NOT_CONFIGURED
            ),
        )
    ],
    "idpool-outputs": [Same(with_outputs, *NO_GUESTS)],
    "idpool-import": [Same(existing)],
    "err-idpool-import-arn": [
        Refused(
            lambda _: ExistingIdentityPool.from_arn("arn:aws:cognito-identity:us-east-1:111122223333:identitypool"),
            ("id", ""),
        )
    ],
    "err-idpool-rules-missing": [
        Inexpressible(
            lambda: RoleMapping.by_rules(SocialProvider.AMAZON),
            TypeError,
            "rules",
            because="a mapping by rules takes its rules",
        )
    ],
    "gap-idpool-empty-rules": [
        Refused(
            IdentityPool(
                "Identities",
                social_logins=SocialLogins(amazon="amzn1.app"),
                role_mappings=[RoleMapping.by_rules(SocialProvider.AMAZON, rules=[])],
            ),
            ("role_mappings", 'RoleMappings["www.amazon.com"].RulesConfiguration.Rules'),
            because="a mapping by rules has at least one",
        )
    ],
    "gap-idpool-duplicate-mapping": [
        Refused(
            IdentityPool(
                "Identities",
                social_logins=SocialLogins(amazon="amzn1.app"),
                role_mappings=[
                    RoleMapping.from_token(SocialProvider.AMAZON),
                    RoleMapping.by_rules(
                        SocialProvider.AMAZON, rules=[MappingRule(claim="a", value="b", role=arn("r"))]
                    ),
                ],
            ),
            ("role_mappings[1].provider", "RoleMappings"),
            because="the second mapping would overwrite the first",
        )
    ],
    "gap-idpool-imported-other-region": [
        Same(
            with_pool_of_another_region,
            *NO_GUESTS,
            differs(
                "IdentityPool.CognitoIdentityProviders.0.ProviderName",
                ours="cognito-idp.us-east-1.${AWS::URLSuffix}/us-east-1_abc",
                because="the pool's Region, not the stack's",
            ),
            differs(
                "IdentityPool.CognitoIdentityProviders.0.ClientId",
                ours="1example23456789",
                because="the client id of the vector has a character that no client id has",
            ),
        )
    ],
    "gap-idpool-same-pool-twice": [
        Renders(
            the_same_pool_twice,
            {
                "IdentityPool.CognitoIdentityProviders.0.ProviderName": "${UserPool.ProviderName}",
                "IdentityPool.CognitoIdentityProviders.1.ProviderName": "${UserPool.ProviderName}",
            },
            because="a user pool may be there once for each of its clients",
        )
    ],
}


@pytest.mark.parametrize(("vector", "entry"), entries_of(TABLE))
def test_the_wish_of_a_vector(vector, entry):
    """What we make of a vector's wish is CDK's template but for the named deviations, or what the entry says."""
    entry.verify(load(vector))


def test_every_vector_about_identity_pools_is_in_the_table():
    """No vector of this group is left out, and none is in the table that does not exist."""
    assert {path.stem for path in VECTORS.glob("*idpool*.json")} == TABLE.keys()
