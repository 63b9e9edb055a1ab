"""Users sign themselves up, and prove their e-mail address or phone number with a code."""

from troposphere import Template

from troposphere_cognito_l2 import Contacts, UserPool, UserVerification, VerificationEmailStyle

template = Template()

UserPool(
    "Users",
    self_sign_up_enabled=True,
    auto_verify=Contacts(email=True, phone=True),  # what is to be verified: without it no message is sent
    user_verification=UserVerification(
        email_subject="Verify your email for our awesome app!",
        email_body="Thanks for signing up to our awesome app! Your verification code is {####}",
        email_style=VerificationEmailStyle.CODE,
        sms_message="Thanks for signing up to our awesome app! Your verification code is {####}",
    ),
).add_to(template)

if __name__ == "__main__":
    print(template.to_json())
