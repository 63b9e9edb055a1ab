"""A user pool inside a larger template: parameters, conditions, a trigger function, an API that only users may call."""

from awacs.helpers.trust import get_lambda_assumerole_policy
from troposphere import (
    AWS_NO_VALUE,
    Equals,
    GetAtt,
    If,
    Output,
    Parameter,
    Ref,
    Sub,
    Template,
    apigateway,
    awslambda,
    iam,
)

from troposphere_cognito_l2 import (
    FeaturePlan,
    LambdaTriggers,
    Mfa,
    MfaMode,
    SesEmail,
    SignIn,
    StandardAttribute,
    StandardAttributes,
    StringAttribute,
    UserPool,
    UserVerification,
)

template = Template()
template.set_version()

stage = template.add_parameter(
    Parameter("Stage", Type="String", AllowedValues=["test", "prod"], Default="test", Description="What it is for")
)
sender = template.add_parameter(Parameter("Sender", Type="String", Description="Address that SES may send from"))
template.add_condition("IsProd", Equals(Ref(stage), "prod"))

function_role = template.add_resource(
    iam.Role(
        "PreSignUpRole",
        AssumeRolePolicyDocument=get_lambda_assumerole_policy(),
        ManagedPolicyArns=[Sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
    )
)
pre_sign_up = template.add_resource(
    awslambda.Function(
        "PreSignUp",
        Runtime="python3.13",
        Handler="index.handler",
        Role=GetAtt(function_role, "Arn"),
        Code=awslambda.Code(ZipFile="def handler(event, context):\n    return event\n"),
    )
)

users = UserPool(
    "Users",
    user_pool_name=Sub("${AWS::StackName}-users"),
    self_sign_up_enabled=If("IsProd", False, True),
    sign_in=SignIn.email(),
    standard_attributes=StandardAttributes(email=StandardAttribute(required=True)),
    custom_attributes={"tenant": StringAttribute(max_length=64)},
    user_verification=UserVerification(email_subject=Sub("Your code for ${AWS::StackName}")),
    email=SesEmail(from_email=Ref(sender), from_name="The Team"),
    mfa=Mfa(MfaMode.OPTIONAL, sms=True, totp=True),
    lambda_triggers=LambdaTriggers(pre_sign_up=pre_sign_up),
    feature_plan=FeaturePlan.ESSENTIALS,
    tags={"team": "identity", "owner": If("IsProd", "operations", Ref(AWS_NO_VALUE))},
).add_to(template)

api = template.add_resource(apigateway.RestApi("Api", Name=Sub("${AWS::StackName}-api")))
authorizer = template.add_resource(
    apigateway.Authorizer(
        "Authorizer",
        Name="users",
        Type="COGNITO_USER_POOLS",
        IdentitySource="method.request.header.Authorization",
        ProviderARNs=[users.arn],
        RestApiId=Ref(api),
    )
)
template.add_resource(
    apigateway.Method(
        "GetOrders",
        RestApiId=Ref(api),
        ResourceId=GetAtt(api, "RootResourceId"),
        HttpMethod="GET",
        AuthorizationType="COGNITO_USER_POOLS",
        AuthorizerId=Ref(authorizer),
        Integration=apigateway.Integration(Type="MOCK"),
    )
)

template.add_output(Output("UserPoolId", Value=users.id))
template.add_output(Output("Issuer", Value=users.provider_url))

if __name__ == "__main__":
    print(template.to_json())
