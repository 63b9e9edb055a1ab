"""Lambda triggers: functions that Cognito calls, and its permission to call them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from troposphere import Ref

from .._core.fragment import Fragment, Rendered
from .._core.options import Options, field
from .._core.references import arn_of
from .._core.values import Function, Key, Value
from .feature import Feature, PoolContext


class LambdaVersion(Enum):
    """Which form of the event a function understands."""

    V1_0 = "V1_0"
    """The first."""
    V2_0 = "V2_0"
    """With the access token; Essentials plan or higher."""
    V3_0 = "V3_0"
    """With machine-to-machine sign-in too; Essentials plan or higher."""


class PreTokenGeneration(Options):
    """A function that changes tokens, with the form of its event.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
    """

    function: Value[str] | Function = field(kw_only=False)
    """The function: a troposphere or SAM function, an alias, an ARN or an intrinsic that gives one."""
    version: LambdaVersion = LambdaVersion.V1_0
    """The form of the event. Default ``V1_0``."""


_PLAIN = {
    "pre_sign_up": "PreSignUp",
    "post_confirmation": "PostConfirmation",
    "pre_authentication": "PreAuthentication",
    "post_authentication": "PostAuthentication",
    "custom_message": "CustomMessage",
    "define_auth_challenge": "DefineAuthChallenge",
    "create_auth_challenge": "CreateAuthChallenge",
    "verify_auth_challenge_response": "VerifyAuthChallengeResponse",
    "user_migration": "UserMigration",
    "pre_token_generation": "PreTokenGeneration",
}
_VERSION_1 = {
    "custom_email_sender": "CustomEmailSender",
    "custom_sms_sender": "CustomSMSSender",
    "inbound_federation": "InboundFederation",
}


class LambdaTriggers(Feature):
    """Functions that Cognito calls, each with the ``AWS::Lambda::Permission`` that lets it.

    A function is given as a troposphere or SAM function, an alias or version (troposphere objects), an ARN or an
    intrinsic that gives one. The permission, ``<title><Trigger>Permission``, names the pool and the account.
    Cognito waits 5 seconds for an answer, which can't be changed.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
    """

    pre_sign_up: Value[str] | Function | None = field(default=None, at="LambdaConfig.PreSignUp")
    """Before a sign-up is accepted. Default: none."""
    post_confirmation: Value[str] | Function | None = field(default=None, at="LambdaConfig.PostConfirmation")
    """After a sign-up is confirmed. Default: none."""
    pre_authentication: Value[str] | Function | None = field(default=None, at="LambdaConfig.PreAuthentication")
    """Before a sign-in. Default: none."""
    post_authentication: Value[str] | Function | None = field(default=None, at="LambdaConfig.PostAuthentication")
    """After a sign-in. Default: none."""
    custom_message: Value[str] | Function | None = field(default=None, at="LambdaConfig.CustomMessage")
    """Writes the texts of messages. Default: none."""
    define_auth_challenge: Value[str] | Function | None = field(default=None, at="LambdaConfig.DefineAuthChallenge")
    """Custom authentication: chooses the next challenge. Default: none."""
    create_auth_challenge: Value[str] | Function | None = field(default=None, at="LambdaConfig.CreateAuthChallenge")
    """Custom authentication: makes the challenge. Default: none."""
    verify_auth_challenge_response: Value[str] | Function | None = field(
        default=None, at="LambdaConfig.VerifyAuthChallengeResponse"
    )
    """Custom authentication: judges the answer. Default: none."""
    user_migration: Value[str] | Function | None = field(default=None, at="LambdaConfig.UserMigration")
    """Brings a user over from elsewhere at the first sign-in. Default: none."""
    pre_token_generation: Value[str] | Function | None = field(default=None, at="LambdaConfig.PreTokenGeneration")
    """Changes the ID token (event ``V1_0``). Default: none."""
    pre_token_generation_config: PreTokenGeneration | None = field(
        default=None, at="LambdaConfig.PreTokenGenerationConfig"
    )
    """Changes tokens, with a version of the event. Beside ``pre_token_generation`` it must name the same function.
    Default: none."""
    custom_email_sender: Value[str] | Function | None = field(default=None, at="LambdaConfig.CustomEmailSender")
    """Sends e-mail in place of Cognito; needs ``custom_sender_kms_key``. Default: none."""
    custom_sms_sender: Value[str] | Function | None = field(default=None, at="LambdaConfig.CustomSMSSender")
    """Sends text messages in place of Cognito; needs ``custom_sender_kms_key``. Default: none."""
    custom_sender_kms_key: Value[str] | Key | None = field(default=None, at="LambdaConfig.KMSKeyID")
    """Symmetric KMS key that encrypts the codes for the senders: a troposphere ``Key``, its ARN or an intrinsic that
    gives it. The deploying principal needs ``kms:CreateGrant``, the function ``kms:Decrypt``. Default: none."""
    inbound_federation: Value[str] | Function | None = field(default=None, at="LambdaConfig.InboundFederation")
    """Changes what an identity provider says of a user. Default: none."""

    def render(self, context: PoolContext) -> Fragment:
        """``LambdaConfig``, and a permission for each function."""
        config: dict[str, Any] = {}
        permissions = []
        values = vars(self)
        for option, name in _PLAIN.items():
            if (function := values[option]) is not None:
                config[name] = arn_of(function)
                permissions.append(_permission(name, function, option, context))
        if self.pre_token_generation_config is not None:
            function, version = self.pre_token_generation_config.function, self.pre_token_generation_config.version
            config["PreTokenGenerationConfig"] = {"LambdaArn": arn_of(function), "LambdaVersion": version.value}
            option = "pre_token_generation_config"
            permissions.append(_permission("PreTokenGenerationConfig", function, option, context))
        for option, name in _VERSION_1.items():
            if (function := values[option]) is not None:
                config[name] = {"LambdaArn": arn_of(function), "LambdaVersion": LambdaVersion.V1_0.value}
                permissions.append(_permission(name, function, option, context))
        if self.custom_sender_kms_key is not None:
            config["KMSKeyID"] = arn_of(self.custom_sender_kms_key)
        return Fragment({"LambdaConfig": config} if config else {}, tuple(permissions))


def _permission(name: str, function: Value[str] | Function, option: str, context: PoolContext) -> Rendered:
    """Cognito may call the function for this pool, and for no other account's."""
    from troposphere import awslambda

    properties = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": arn_of(function),
        "Principal": "cognito-idp.amazonaws.com",
        "SourceAccount": Ref("AWS::AccountId"),
        "SourceArn": context.arn,
    }
    title = f"{context.logical_id}{name}Permission"
    return Rendered(title, awslambda.Permission, properties, {}, option=f"lambda_triggers.{option}")
