"""Sign-in with a password and a riddle of your own making: five trigger functions, one of which puts every new user
into a group.
"""

from awacs import cognito_idp
from awacs.helpers.trust import get_lambda_assumerole_policy
from troposphere import GetAtt, Sub, Template, awslambda, iam

from troposphere_cognito_l2 import (
    AppOutputs,
    AuthFlows,
    LambdaTriggers,
    SignIn,
    UserPool,
    UserPoolAccess,
    UserPoolClient,
    UserPoolGroup,
)

# The riddle comes on top of the password, which Cognito checks itself (by SRP): alone it would let anybody in.
DEFINE = """
NEXT = {"SRP_A": "PASSWORD_VERIFIER", "PASSWORD_VERIFIER": "CUSTOM_CHALLENGE"}

def handler(event, context):
    session = event["request"]["session"]
    passed = [step["challengeName"] for step in session if step["challengeResult"] is True]
    answer = {"issueTokens": False, "failAuthentication": False}
    if session and len(passed) == len(session) and session[-1]["challengeName"] in NEXT:
        answer["challengeName"] = NEXT[session[-1]["challengeName"]]
    elif passed == ["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"]:
        answer["issueTokens"] = True
    else:
        answer["failAuthentication"] = True
    event["response"].update(answer)
    return event
"""
CREATE = """
import secrets

def handler(event, context):
    a, b = secrets.randbelow(90) + 10, secrets.randbelow(90) + 10
    event["response"].update(
        publicChallengeParameters={"riddle": f"{a} + {b}"}, privateChallengeParameters={"answer": str(a + b)}
    )
    return event
"""
VERIFY = """
def handler(event, context):
    request = event["request"]
    event["response"]["answerCorrect"] = request["challengeAnswer"] == request["privateChallengeParameters"]["answer"]
    return event
"""
PRE_SIGN_UP = """
def handler(event, context):
    if not event["request"]["userAttributes"]["email"].endswith("@example.com"):
        raise ValueError("Please use your address at example.com")
    return event
"""
# The pool's id comes with the event: in the function's environment it would make a circle, pool -> function -> pool.
POST_CONFIRMATION = """
import boto3

cognito = boto3.client("cognito-idp")

def handler(event, context):
    if event["triggerSource"] == "PostConfirmation_ConfirmSignUp":
        cognito.admin_add_user_to_group(
            UserPoolId=event["userPoolId"], Username=event["userName"], GroupName="members"
        )
    return event
"""

template = Template()


def add_role(title: str) -> iam.Role:
    """A role that functions may run under and write their logs."""
    role: iam.Role = template.add_resource(
        iam.Role(
            title,
            AssumeRolePolicyDocument=get_lambda_assumerole_policy(),
            ManagedPolicyArns=[Sub("arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")],
        )
    )
    return role


def add_function(title: str, code: str, role: iam.Role) -> awslambda.Function:
    """A function that answers Cognito, which waits no longer than 5 seconds."""
    function: awslambda.Function = template.add_resource(
        awslambda.Function(
            title,
            Runtime="python3.13",
            Handler="index.handler",
            Role=GetAtt(role, "Arn"),
            Code=awslambda.Code(ZipFile=code),
            Timeout=5,
        )
    )
    return function


challenge_role = add_role("ChallengeRole")
member_role = add_role("PostConfirmationRole")

users = UserPool(
    "Users",
    self_sign_up_enabled=True,
    sign_in=SignIn.email(),
    sms=None,
    lambda_triggers=LambdaTriggers(
        define_auth_challenge=add_function("DefineAuthChallenge", DEFINE, challenge_role),
        create_auth_challenge=add_function("CreateAuthChallenge", CREATE, challenge_role),
        verify_auth_challenge_response=add_function("VerifyAuthChallenge", VERIFY, challenge_role),
        pre_sign_up=add_function("PreSignUp", PRE_SIGN_UP, challenge_role),
        post_confirmation=add_function("PostConfirmation", POST_CONFIRMATION, member_role),
    ),
).add_to(template)

UserPoolGroup("Members", user_pool=users, group_name="members").add_to(template)

# A policy of its own, so the role that the pool's function runs under can name the pool.
UserPoolAccess(
    "PostConfirmationAccess",
    user_pool=users,
    roles=[member_role],
    actions=[cognito_idp.AdminAddUserToGroup],
).add_to(template)

app = UserPoolClient("App", user_pool=users, auth_flows=AuthFlows(custom=True)).add_to(template)

AppOutputs(user_pool=users, clients={"App": app}).add_to(template)

if __name__ == "__main__":
    print(template.to_json())
