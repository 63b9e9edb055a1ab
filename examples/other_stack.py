"""Clients for pools that other stacks own: one is known by a parameter, the other by what its stack exports."""

from troposphere import ImportValue, Output, Parameter, Ref, Sub, Template

from troposphere_cognito_l2 import (
    AppOutputs,
    ExistingUserPool,
    ExistingUserPoolDomain,
    OAuth,
    OAuthScope,
    UserPoolClient,
)

template = Template()

staff_pool_id = template.add_parameter(
    Parameter("StaffPoolId", Type="String", Description="Id of the pool that our own people sign in to")
)
identity_stack = template.add_parameter(
    Parameter("IdentityStack", Type="String", Description="Stack that exports the pool of our customers")
)

staff = ExistingUserPool(Ref(staff_pool_id))
# Exported there by AppOutputs(..., export_prefix=Ref("AWS::StackName")).
customers = ExistingUserPool(ImportValue(Sub("${IdentityStack}-UserPoolId")))
pages = ExistingUserPoolDomain.from_base_url(ImportValue(Sub("${IdentityStack}-DomainBaseUrl")))

back_office = UserPoolClient("BackOffice", user_pool=staff).add_to(template)
shop = UserPoolClient(
    "Shop",
    user_pool=customers,
    oauth=OAuth.authorization_code(
        callback_urls=["https://shop.example.com/callback"],
        logout_urls=["https://shop.example.com"],
        scopes=[OAuthScope.OPENID, OAuthScope.EMAIL, "orders/read"],  # of a resource server that is over there too
    ),
).add_to(template)

AppOutputs(user_pool=staff, clients={"BackOffice": back_office}, prefix="Staff").add_to(template)
AppOutputs(user_pool=customers, clients={"Shop": shop}, domain=pages, prefix="Customer").add_to(template)
template.add_output(Output("ShopSignIn", Value=pages.sign_in_url(shop, "https://shop.example.com/callback")))

if __name__ == "__main__":
    print(template.to_json())
