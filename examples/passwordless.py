"""Users who sign in with a passkey, or with a code that is sent to their e-mail address."""

from datetime import timedelta

from troposphere import Parameter, Ref, Template

from troposphere_cognito_l2 import (
    AppOutputs,
    AuthenticationMessages,
    AuthFlows,
    FeaturePlan,
    FirstFactors,
    Passkeys,
    PasskeyUserVerification,
    SesEmail,
    SignIn,
    UserPool,
    UserPoolClient,
)

template = Template()

sender = template.add_parameter(
    Parameter("Sender", Type="String", Description="Address that SES may send from, such as no-reply@example.com")
)

users = UserPool(
    "Users",
    self_sign_up_enabled=True,
    sign_in=SignIn.email(),
    feature_plan=FeaturePlan.ESSENTIALS,
    sms=None,
    email=SesEmail(from_email=Ref(sender), from_name="Example"),
    first_factors=FirstFactors(passkey=True, email_otp=True),
    # Passkeys belong to this domain and what is below it: another one makes those that users have useless.
    passkeys=Passkeys(relying_party_id="example.com", user_verification=PasskeyUserVerification.REQUIRED),
    authentication_messages=AuthenticationMessages(
        email_subject="Your code for Example", email_body="Your code is {####}. It is good for one sign-in."
    ),
).add_to(template)

app = UserPoolClient(
    "App",
    user_pool=users,
    auth_flows=AuthFlows(user=True),  # the user chooses among the pool's first factors
    auth_session_validity=timedelta(minutes=5),  # time enough to look for the mail
).add_to(template)

AppOutputs(user_pool=users, clients={"App": app}).add_to(template)

if __name__ == "__main__":
    print(template.to_json())
