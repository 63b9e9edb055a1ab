"""An administrator creates users, who get an invitation with a temporary password."""

from troposphere import Template

from troposphere_cognito_l2 import UserInvitation, UserPool

template = Template()

UserPool(
    "Users",
    user_invitation=UserInvitation(
        email_subject="Invite to join our awesome app!",
        email_body=(
            "Hello {username}, you have been invited to join our awesome app! Your temporary password is {####}"
        ),
        sms_message="Hello {username}, your temporary password for our awesome app is {####}",
    ),
).add_to(template)

if __name__ == "__main__":
    print(template.to_json())
