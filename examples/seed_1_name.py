"""A user pool with a name; everything else is the default."""

from troposphere import Template

from troposphere_cognito_l2 import UserPool

template = Template()

UserPool("Users", user_pool_name="myawesomeapp-userpool").add_to(template)

if __name__ == "__main__":
    print(template.to_json())
