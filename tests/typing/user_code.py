"""A user's code as type checkers see it: never run; mypy and pyright check it.

Each line with an ignore is a mistake that must be found; a checker that does not find it calls the ignore unused.
"""

from datetime import timedelta
from typing import Any

from troposphere import GetAtt, If, Ref, Sub, Template, iam
from typing_extensions import assert_type

from troposphere_cognito_l2 import (
    AccountRecovery,
    ConfigurationError,
    ExistingUserPool,
    FeaturePlan,
    LambdaTriggers,
    Mfa,
    MfaMode,
    PasswordPolicy,
    SignIn,
    SmsDelivery,
    StringAttribute,
    UserPool,
    UserPoolHandle,
    UserPoolResources,
)

template = Template()
role: iam.Role = iam.Role("Role", AssumeRolePolicyDocument={})

users = UserPool(
    "Users",
    user_pool_name=Sub("${AWS::StackName}-users"),
    self_sign_up_enabled=If("IsProd", False, True),
    sign_in=SignIn.email(),
    mfa=Mfa(MfaMode.OPTIONAL, totp=True, sms=True),
    sms=SmsDelivery(role=role, external_id=Ref("ExternalId")),
    password_policy=PasswordPolicy(min_length=Ref("Length"), temp_password_validity=timedelta(days=3)),
    custom_attributes={"tenant": StringAttribute(max_length=64)},
    lambda_triggers=LambdaTriggers(pre_sign_up=GetAtt("Function", "Arn")),
    account_recovery=AccountRecovery.EMAIL_ONLY,
    feature_plan=FeaturePlan.PLUS,
    tags={"team": Ref("Team")},
).add_to(template, ignore=["E9121"])

assert_type(users, UserPoolResources)
assert_type(users.id, Ref)
assert_type(users.arn, GetAtt)
assert_type(users.sms_role, iam.Role | None)
assert_type(users.condition, str | None)
assert_type(UserPool("Users").logical_id, str)
assert_type(ExistingUserPool("us-east-1_abc").arn, Any)


def takes_any_pool(pool: UserPoolHandle) -> None:
    """What takes a pool takes one of this stack and one of another."""


takes_any_pool(users)
takes_any_pool(ExistingUserPool(Ref("PoolId")))

try:
    users.must_be_in(template)
except ConfigurationError as error:
    assert_type(error.findings[0].rule, str)

UserPool()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # the logical id is missing
UserPool("Users", "more")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # options have names
UserPool("Users", user_pool_nam="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # misspelt
UserPool("Users", user_pool_name=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # not a string
UserPool("Users", mfa=Ref("Mfa"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # structural
UserPool("Users", sms="no")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # "auto" is the only word
Mfa("ON")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # an enumeration
SmsDelivery(external_id=5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # not a string
PasswordPolicy(min_length="8")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # not a number
PasswordPolicy().min_length = 9  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  # frozen
users.arm  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # misspelt
