"""A user pool with a replica, where users sign in while the pool's own Region fails.

The template of the first Region is deployed first; `python two_regions.py secondary` prints that of the second.
"""

import sys

from awacs.helpers.trust import get_lambda_assumerole_policy
from troposphere import GetAtt, Output, Parameter, Ref, Sub, Template, awslambda, iam

from troposphere_cognito_l2 import (
    AppOutputs,
    ExistingUserPool,
    FeaturePlan,
    IssuerType,
    LambdaTriggers,
    ReplicaStatus,
    SesEmail,
    SignIn,
    UserPool,
    UserPoolClient,
    UserPoolRegionalConfiguration,
    UserPoolReplica,
)

SECOND_REGION = "us-west-2"
PRE_TOKEN_GENERATION = """
def handler(event, context):
    event["response"]["claimsOverrideDetails"] = {"claimsToAddOrOverride": {"plan": "basic"}}
    return event
"""


def add_function(template: Template) -> awslambda.Function:
    """The function that changes tokens: each Region has its own."""
    role = template.add_resource(
        iam.Role(
            "TokenRole",
            AssumeRolePolicyDocument=get_lambda_assumerole_policy(),
            ManagedPolicyArns=[Sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
        )
    )
    function: awslambda.Function = template.add_resource(
        awslambda.Function(
            "TokenFunction",
            Runtime="python3.13",
            Handler="index.handler",
            Role=GetAtt(role, "Arn"),
            Code=awslambda.Code(ZipFile=PRE_TOKEN_GENERATION),
            Timeout=5,
        )
    )
    return function


# The pool's own Region.
template = Template()

# Whoever deletes the key deletes the users with it, so it lives elsewhere than in the stack of an app.
key_arn = template.add_parameter(
    Parameter("KeyArn", Type="String", Description=f"Multi-Region KMS key, which has a replica in {SECOND_REGION}")
)
sender = template.add_parameter(Parameter("Sender", Type="String", Description="Address that SES may send from"))

users = UserPool(
    "Users",
    sign_in=SignIn.email(),
    feature_plan=FeaturePlan.ESSENTIALS,
    kms_key=Ref(key_arn),
    issuer=IssuerType.UPDATED,  # one issuer for both Regions
    sms=None,
    email=SesEmail(from_email=Ref(sender)),
    lambda_triggers=LambdaTriggers(pre_token_generation=add_function(template)),
).add_to(template)
app = UserPoolClient("App", user_pool=users).add_to(template)
replica = UserPoolReplica("Replica", user_pool=users, region_name=SECOND_REGION).add_to(template)

AppOutputs(user_pool=users, clients={"App": app}).add_to(template)
template.add_output(Output("ReplicaArn", Value=replica.arn))

# The second Region: its own functions and senders, and the switch that lets the replica serve.
secondary = Template()

pool_id = secondary.add_parameter(
    Parameter("UserPoolId", Type="String", Description="Id of the pool, which is the replica's too")
)
second_sender = secondary.add_parameter(
    Parameter("Sender", Type="String", Description="Address that SES may send from in this Region")
)

UserPoolRegionalConfiguration(
    "Regional",
    user_pool=ExistingUserPool(Ref(pool_id)),
    status=ReplicaStatus.ACTIVE,
    email=SesEmail(from_email=Ref(second_sender)),
    lambda_triggers=LambdaTriggers(pre_token_generation=add_function(secondary)),
).add_to(secondary)

if __name__ == "__main__":
    print((secondary if sys.argv[1:] == ["secondary"] else template).to_json())
