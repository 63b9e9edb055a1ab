"""Rules about the functions that a pool calls, and about the ARNs that it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, TEMPLATE_REFERENCE, USER_POOLS_API
from ..change import put
from ..resource_types import FUNCTION, KMS_KEY, ROLE, SAM_FUNCTION, USER_POOL
from ..rule import Evidence, Problem, rule
from ..texts import surely_differ
from ..values import Reference
from ..view import ResourceView
from .members import surely_other_type

_FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:pool"
_KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

_VERSIONED = ("PreTokenGenerationConfig", "CustomEmailSender", "CustomSMSSender", "InboundFederation")
CHALLENGE_TRIGGERS = ("DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse")


def _triggers(pool: ResourceView) -> dict[str, Any]:
    """``LambdaConfig``, empty if it is absent or not known."""
    triggers = pool.get("LambdaConfig")
    return triggers if isinstance(triggers, dict) else {}


@rule(
    "E9180",
    USER_POOL,
    source=f"{USER_POOLS_API}API_LambdaConfigType.html",
    accepts={"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _FUNCTION, "LambdaVersion": "V1_0"}}},
    rejects={"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _FUNCTION}}},
)
def versioned_trigger_is_complete(pool: ResourceView) -> Iterator[Problem]:
    """A trigger with a version has a LambdaArn and a LambdaVersion."""
    triggers = _triggers(pool)
    for name in _VERSIONED:
        trigger = triggers.get(name)
        for member in ("LambdaArn", "LambdaVersion"):
            if isinstance(trigger, dict) and trigger.get(member) is None:
                yield Problem(f"LambdaConfig.{name}.{member}", f"{member} is missing", f"give {member}")


@rule(
    "E9181",
    USER_POOL,
    source=f"{GUIDE}user-pool-lambda-custom-sender-triggers.html",
    accepts={"LambdaConfig": {"CustomSMSSender": {"LambdaArn": _FUNCTION, "LambdaVersion": "V1_0"}, "KMSKeyID": _KEY}},
    rejects={"LambdaConfig": {"CustomSMSSender": {"LambdaArn": _FUNCTION, "LambdaVersion": "V1_0"}}},
)
def sender_needs_key(pool: ResourceView) -> Iterator[Problem]:
    """A function that sends messages goes with a KMS key that encrypts the codes for it."""
    triggers = _triggers(pool)
    if triggers.get("KMSKeyID") is not None:
        return
    for name in ("CustomEmailSender", "CustomSMSSender"):
        if isinstance(triggers.get(name), dict):
            yield Problem(
                "LambdaConfig.KMSKeyID", f"{name} is given without a key", "give the ARN of a symmetric KMS key"
            )


@rule(
    "E9182",
    USER_POOL,
    source=f"{USER_POOLS_API}API_LambdaConfigType.html",
    accepts={
        "LambdaConfig": {
            "PreTokenGeneration": _FUNCTION,
            "PreTokenGenerationConfig": {"LambdaArn": _FUNCTION, "LambdaVersion": "V2_0"},
        }
    },
    rejects={
        "LambdaConfig": {
            "PreTokenGeneration": f"{_FUNCTION}-old",
            "PreTokenGenerationConfig": {"LambdaArn": _FUNCTION, "LambdaVersion": "V2_0"},
        }
    },
)
def one_function_before_tokens(pool: ResourceView) -> Iterator[Problem]:
    """PreTokenGeneration and PreTokenGenerationConfig name the same function."""
    old = _triggers(pool).get("PreTokenGeneration")
    new = pool.get("LambdaConfig.PreTokenGenerationConfig.LambdaArn")
    if surely_differ(old, new) or _other_function(pool, old, new):
        yield Problem(
            "LambdaConfig.PreTokenGeneration",
            "PreTokenGenerationConfig names another function",
            "leave PreTokenGeneration out, or name the same function in both",
        )


def _other_function(pool: ResourceView, old: Any, new: Any) -> bool:
    """Whether two references are to two functions of the template."""
    if not isinstance(old, Reference) or not isinstance(new, Reference) or old.logical_id == new.logical_id:
        return False
    functions = [pool.template.resource(reference.logical_id) for reference in (old, new)]
    return all(view and view.type in (FUNCTION, SAM_FUNCTION) for view in functions)


@rule(
    "E9183",
    USER_POOL,
    source=f"{GUIDE}user-pool-lambda-pre-token-generation.html",
    accepts={
        "LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _FUNCTION, "LambdaVersion": "V1_0"}},
        "UserPoolTier": "LITE",
    },
    rejects={
        "LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _FUNCTION, "LambdaVersion": "V2_0"}},
        "UserPoolTier": "LITE",
    },
)
def access_tokens_need_essentials(pool: ResourceView) -> Iterator[Problem]:
    """Changes to access tokens (V2_0, V3_0) belong to the Essentials plan or higher."""
    path = "LambdaConfig.PreTokenGenerationConfig.LambdaVersion"
    if pool.get("UserPoolTier") == "LITE" and pool.get(path) in ("V2_0", "V3_0"):
        yield Problem(
            path, "the pool's plan is LITE", "set UserPoolTier to ESSENTIALS or PLUS, or LambdaVersion to V1_0"
        )


_PATHS = (
    "SmsConfiguration.SnsCallerArn",
    "SmsConfiguration.EumsSms.CallerArn",
    "KeyConfiguration.KmsKeyArn",
    "EmailConfiguration.SourceArn",
)
_FUNCTIONS = (FUNCTION, "AWS::Lambda::Alias", "AWS::Lambda::Version", SAM_FUNCTION)
_KEYS = (KMS_KEY, "AWS::KMS::ReplicaKey")
_KINDS = {
    "SmsConfiguration.SnsCallerArn": (ROLE,),
    "SmsConfiguration.EumsSms.CallerArn": (ROLE,),
    "KeyConfiguration.KmsKeyArn": _KEYS,
    "LambdaConfig.KMSKeyID": _KEYS,
}
_ARN_OF = {
    ROLE: "Fn::GetAtt {}.Arn",
    "AWS::KMS::Alias": "the ARN of the key itself",
    KMS_KEY: "Fn::GetAtt {}.Arn",
    FUNCTION: "Fn::GetAtt {}.Arn",
    "AWS::SES::EmailIdentity": "Fn::Sub arn:${{AWS::Partition}}:ses:${{AWS::Region}}:${{AWS::AccountId}}:identity/${{{}}}",
    SAM_FUNCTION: "Fn::GetAtt {}.Arn",
}


@rule(
    "E9184",
    USER_POOL,
    source=f"{TEMPLATE_REFERENCE}aws-properties-cognito-userpool-lambdaconfig.html",
    accepts={
        "Resources": {
            "Function": {"Type": FUNCTION, "Properties": {"FunctionName": "check"}},
            "Subject": {"Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}}},
        }
    },
    rejects={
        "Resources": {
            "Function": {"Type": FUNCTION, "Properties": {"FunctionName": "check"}},
            "Subject": {"Properties": {"LambdaConfig": {"PreSignUp": {"Ref": "Function"}}}},
        }
    },
)
def arns_are_arns(pool: ResourceView) -> Iterator[Problem]:
    """Where a pool wants an ARN, the reference gives the ARN and not a name or id."""
    values = [(path, pool.get(path)) for path in _PATHS]
    for path, value in (*values, *_functions(pool)):
        if isinstance(value, Reference) and value.attribute != "Arn":
            target = pool.template.resource(value.logical_id)
            if target is not None and target.type in _ARN_OF:
                what = f"{value!r} gives no ARN"
                fix = _ARN_OF[target.type].format(value.logical_id)
                change = (put(path, {"Fn::GetAtt": [value.logical_id, "Arn"]}),) if fix.startswith("Fn::GetAtt") else ()
                yield Problem(path, what, f"use {fix}", change=change)


def _functions(pool: ResourceView) -> Iterator[tuple[str, Any]]:
    """What stands where a pool names its functions (and the key of the senders), each with its path."""
    for name, trigger in _triggers(pool).items():
        if isinstance(trigger, dict):
            yield f"LambdaConfig.{name}.LambdaArn", trigger.get("LambdaArn")
        else:
            yield f"LambdaConfig.{name}", trigger


@rule(
    "E9189",
    USER_POOL,
    source=f"{TEMPLATE_REFERENCE}aws-properties-cognito-userpool-lambdaconfig.html",
    accepts={
        "Resources": {
            "Function": {"Type": FUNCTION, "Properties": {"FunctionName": "check"}},
            "Subject": {"Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}}},
        }
    },
    rejects={
        "Resources": {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Subject": {"Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Queue", "Arn"]}}}},
        }
    },
    near=True,
)
def arns_are_of_the_right_type(pool: ResourceView) -> Iterator[Problem]:
    """What a pool calls is a function, what it encrypts with a key, what it sends text messages through a role."""
    values = {path: (pool.get(path), kinds) for path, kinds in _KINDS.items()}
    for path, value in _functions(pool):
        values.setdefault(path, (value, _FUNCTIONS))
    for path, (value, kinds) in values.items():
        if not isinstance(value, Reference) or not (kind := surely_other_type(pool, value, kinds)):
            continue
        if value.attribute == "Arn" or kind not in _ARN_OF:  # of what those give another rule speaks
            yield Problem(path, f"{value.logical_id} is an {kind}", f"give the ARN of one of {', '.join(kinds)}")


@rule(
    "W9185",
    USER_POOL,
    source=f"{GUIDE}user-pool-lambda-challenge.html",
    evidence=Evidence.UNCERTAIN,
    accepts={"LambdaConfig": dict.fromkeys(CHALLENGE_TRIGGERS, _FUNCTION)},
    rejects={"LambdaConfig": {"DefineAuthChallenge": _FUNCTION}},
)
def challenges_are_complete(pool: ResourceView) -> Iterator[Problem]:
    """Custom authentication has all of its three functions."""
    triggers = _triggers(pool)
    missing = [name for name in CHALLENGE_TRIGGERS if name not in triggers]
    if 0 < len(missing) < len(CHALLENGE_TRIGGERS):
        yield Problem(
            "LambdaConfig", f"custom authentication lacks {' and '.join(missing)}", "give all three functions, or none"
        )
