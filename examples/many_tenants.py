"""One pool for many tenants, each with a SAML provider, a client, a group of administrators and the scopes it pays for."""

from typing import NamedTuple

from troposphere import Output, Template

from troposphere_cognito_l2 import (
    AppOutputs,
    AttributeMapping,
    AuthFlows,
    OAuth,
    OAuthScope,
    SamlIdentityProvider,
    SamlMetadata,
    SignIn,
    UniquePrefix,
    UserPool,
    UserPoolClient,
    UserPoolDomain,
    UserPoolGroup,
    UserPoolResourceServer,
)

EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"


class Tenant(NamedTuple):
    """A customer of ours, whose name is in logical ids: another name is another client."""

    name: str
    app: str
    metadata: str
    scopes: tuple[str, ...]


TENANTS = (
    Tenant("Acme", "https://acme.example.com", "https://login.acme.test/metadata", ("read", "write")),
    Tenant("Globex", "https://globex.example.com", "https://sso.globex.test/metadata", ("read",)),
    Tenant("Initech", "https://initech.example.com", "https://idp.initech.test/saml", ("read", "write", "export")),
)

template = Template()

users = UserPool("Users", sign_in=SignIn.email(), sms=None).add_to(template)
domain = UserPoolDomain("SignInDomain", user_pool=users, prefix=UniquePrefix("orders-tenants")).add_to(template)
orders = UserPoolResourceServer(
    "Orders",
    user_pool=users,
    identifier="orders",
    scopes={"read": "See orders", "write": "Place orders", "export": "Take all orders home"},
).add_to(template)

clients = {}
for tenant in TENANTS:
    provider = SamlIdentityProvider(
        f"{tenant.name}SignIn",
        user_pool=users,
        saml_metadata=SamlMetadata.url(tenant.metadata),
        attribute_mapping=AttributeMapping(email=EMAIL_CLAIM),
    ).add_to(template)
    # The tenant's provider alone, and no flow to get past it: nobody else's users get in through this client.
    clients[tenant.name] = UserPoolClient(
        f"{tenant.name}App",
        user_pool=users,
        auth_flows=AuthFlows(),
        identity_providers=[provider],
        oauth=OAuth.authorization_code(
            callback_urls=[f"{tenant.app}/callback"],
            logout_urls=[tenant.app],
            scopes=[OAuthScope.OPENID, OAuthScope.EMAIL, *(orders.scope(name) for name in tenant.scopes)],
        ),
    ).add_to(template)
    UserPoolGroup(f"{tenant.name}Admins", user_pool=users, group_name=f"{tenant.name.lower()}-admins").add_to(template)
    # What the tenant enters at its provider.
    template.add_output(Output(f"{tenant.name}SamlAcsUrl", Value=provider.acs_url(domain)))
    template.add_output(Output(f"{tenant.name}SamlEntityId", Value=provider.entity_id))

AppOutputs(user_pool=users, clients=clients, domain=domain).add_to(template)

if __name__ == "__main__":
    print(template.to_json())
