"""Services that call an API with tokens of their own: scopes, client credentials, and the secret in Secrets Manager."""

from datetime import timedelta

from troposphere import Output, Template

from troposphere_cognito_l2 import (
    AuthFlows,
    OAuth,
    UniquePrefix,
    UserPool,
    UserPoolClient,
    UserPoolClientSecret,
    UserPoolDomain,
    UserPoolResourceServer,
)

template = Template()

pool = UserPool("Services", sms=None).add_to(template)  # no people in it, so no text messages

orders = UserPoolResourceServer(
    "Orders",
    user_pool=pool,
    identifier="https://api.example.com/orders",
    scopes={"read": "See orders", "write": "Place and change orders"},
).add_to(template)

shop = UserPoolClient(
    "Shop",
    user_pool=pool,
    generate_secret=True,
    auth_flows=AuthFlows(),
    oauth=OAuth.client_credentials(scopes=[orders.scope("read"), orders.scope("write")]),
    access_token_validity=timedelta(hours=1),
).add_to(template)
report = UserPoolClient(
    "Report",
    user_pool=pool,
    generate_secret=True,
    auth_flows=AuthFlows(),
    oauth=OAuth.client_credentials(scopes=[orders.scope("read")]),
    access_token_validity=timedelta(minutes=30),
).add_to(template)

# The services read client id and secret from here; the secret is in no Output.
shop_secret = UserPoolClientSecret("ShopCredentials", client=shop).add_to(template)
report_secret = UserPoolClientSecret("ReportCredentials", client=report).add_to(template)

domain = UserPoolDomain("TokenDomain", user_pool=pool, prefix=UniquePrefix("orders-services")).add_to(template)

template.add_output(Output("TokenEndpoint", Value=domain.token_endpoint))
template.add_output(Output("Issuer", Value=pool.issuer))
template.add_output(Output("ShopCredentialsArn", Value=shop_secret.id))
template.add_output(Output("ReportCredentialsArn", Value=report_secret.id))

if __name__ == "__main__":
    print(template.to_json())
