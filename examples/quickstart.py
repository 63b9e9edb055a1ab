"""A safe user pool for an app whose users sign themselves up with their e-mail address, and a client for the app."""

from troposphere import Output, Ref, Template, cognito

from troposphere_cognito_l2 import SignIn, UserPool

template = Template()

users = UserPool("Users", self_sign_up_enabled=True, sign_in=SignIn.email()).add_to(template)

app = template.add_resource(
    cognito.UserPoolClient(
        "App", UserPoolId=users.id, ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    )
)
template.add_output(Output("UserPoolId", Value=users.id))
template.add_output(Output("ClientId", Value=Ref(app)))

if __name__ == "__main__":
    print(template.to_json())
