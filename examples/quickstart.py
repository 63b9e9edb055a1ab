"""A safe user pool for an app whose users sign themselves up with their e-mail address, and a client for the app."""

from troposphere import Output, Template

from troposphere_cognito_l2 import AuthFlows, SignIn, UserPool, UserPoolClient

template = Template()

users = UserPool("Users", self_sign_up_enabled=True, sign_in=SignIn.email()).add_to(template)

# The password as it is, so that a script can sign in; apps do without `auth_flows` and get SRP, which never sends it.
app = UserPoolClient("App", user_pool=users, auth_flows=AuthFlows(user_password=True)).add_to(template)

template.add_output(Output("UserPoolId", Value=users.id))
template.add_output(Output("ClientId", Value=app.id))

if __name__ == "__main__":
    print(template.to_json())
