"""Text messages go through a role of yours, which trusts Cognito under an external id."""

from awacs.aws import Allow, Condition, PolicyDocument, Principal, Statement, StringEquals
from awacs.sns import Publish
from awacs.sts import AssumeRole
from troposphere import Template, iam

from troposphere_cognito_l2 import SmsDelivery, UserPool

EXTERNAL_ID = "c87467be-4f34-11ea-b77f-2e728ce88125"

template = Template()

pool_sms_role = template.add_resource(
    iam.Role(
        "PoolSmsRole",
        AssumeRolePolicyDocument=PolicyDocument(
            Version="2012-10-17",
            Statement=[
                Statement(
                    Effect=Allow,
                    Principal=Principal("Service", "cognito-idp.amazonaws.com"),
                    Action=[AssumeRole],
                    Condition=Condition(StringEquals({"sts:ExternalId": EXTERNAL_ID})),
                )
            ],
        ),
        Policies=[
            iam.Policy(
                PolicyName="sns-publish",
                PolicyDocument=PolicyDocument(
                    Version="2012-10-17", Statement=[Statement(Effect=Allow, Action=[Publish], Resource=["*"])]
                ),
            )
        ],
    )
)

UserPool("Users", sms=SmsDelivery(role=pool_sms_role, external_id=EXTERNAL_ID)).add_to(template)

if __name__ == "__main__":
    print(template.to_json())
