"""What changes of the functions that a pool calls do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT, USER_POOL
from ...checks.rules.members import pool_of
from ...checks.rules.user_pool_triggers import CHALLENGE_TRIGGERS
from ...checks.view import ResourceView
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken
from ..rule import Claim, change_rule, sentence, words

_TRIGGERS = f"{GUIDE}cognito-user-pools-working-with-lambda-triggers.html"

_ARN = "arn:aws:lambda:eu-west-1:111122223333:function:pool"
_KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_SENDERS = ("CustomEmailSender", "CustomSMSSender")
_RESETS = {
    "PreSignUp": "whom it turned away may sign up, and whom it confirmed has to wait for a code or an administrator",
    "PostConfirmation": "nothing is done for new users any more",
    "PreAuthentication": "whom it turned away may sign in",
    "PostAuthentication": "nothing is done after a sign-in any more",
    "CustomMessage": "messages read as Cognito or the pool's templates have them",
    "InboundFederation": "what identity providers say of users is taken as it comes",
    "CustomEmailSender": "the pool sends its e-mail itself",
    "CustomSMSSender": "the pool sends its text messages itself, if it can",
}
_VERSIONS = ("V1_0", "V2_0", "V3_0")
_TOKENS = ("LambdaConfig.PreTokenGeneration", "LambdaConfig.PreTokenGenerationConfig")


def _is_removed(pair: Pair, path: str) -> bool:
    """Whether a trigger is assigned before, and surely not after."""
    return not pair.before.absent(path) and pair.after.absent(path)


def _custom_auth(flows: list[str]) -> dict[str, Any]:
    """Properties of a client."""
    return {"UserPoolId": {"Ref": "Subject"}, "ExplicitAuthFlows": [*flows, "ALLOW_REFRESH_TOKEN_AUTH"]}


def _example(names: tuple[str, ...]) -> dict[str, Any]:
    """A pool with functions, and an app client that may use them."""
    client = {"Type": CLIENT, "Properties": _custom_auth(["ALLOW_CUSTOM_AUTH"])}
    return {
        "Resources": {"Subject": {"Properties": {"LambdaConfig": dict.fromkeys(names, _ARN)}}, "Web": client},
    }


@change_rule(
    "C9170",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=f"{GUIDE}user-pool-lambda-challenge.html",
    before=_example(CHALLENGE_TRIGGERS),
    after=_example(()),
    harmless=_example((*CHALLENGE_TRIGGERS, "PostConfirmation")),
)
def custom_sign_in_is_taken_away(pair: Pair) -> Iterator[Claim]:
    """A function of custom authentication is taken away, and apps may still sign users in by it."""
    gone = [name for name in CHALLENGE_TRIGGERS if _is_removed(pair, f"LambdaConfig.{name}")]
    if gone and _may_use_custom_sign_in(pair):
        for name in gone:
            yield Claim(
                f"LambdaConfig.{name}",
                f"without {words(gone)} nobody can sign in by custom authentication (CUSTOM_AUTH)",
                "Let the apps sign users in another way and take ALLOW_CUSTOM_AUTH from the clients first.",
            )


def _may_use_custom_sign_in(pair: Pair) -> bool:
    """Whether an app client may sign users in by custom authentication; those of other stacks may."""
    clients = [client for client in pair.before.template.of_type(CLIENT) if _is_of(client, pair.before)]
    return not clients or any(
        client.absent("ExplicitAuthFlows")
        or not (client.lacks("ExplicitAuthFlows", "ALLOW_CUSTOM_AUTH") and client.lacks("ExplicitAuthFlows", _LEGACY))
        for client in clients
    )


_LEGACY = "CUSTOM_AUTH_FLOW_ONLY"


def _is_of(client: ResourceView, pool: ResourceView) -> bool:
    target = pool_of(client)
    return target is not None and target.logical_id == pool.logical_id


@change_rule(
    "C9171",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=f"{GUIDE}user-pool-lambda-migrate-user.html",
    before={"LambdaConfig": {"UserMigration": _ARN}},
    after={},
    harmless={"LambdaConfig": {"UserMigration": f"{_ARN}:live"}},
)
def migration_ends(pair: Pair) -> Iterator[Claim]:
    """The function that takes users over from elsewhere is taken away: who has not come yet can't sign in."""
    if _is_removed(pair, "LambdaConfig.UserMigration"):
        yield Claim(
            "LambdaConfig.UserMigration",
            "users who have not signed in since it was there are not in the pool, and can't sign in",
            "Keep it until all are over, or import the others (a user import job) first.",
        )


@change_rule(
    "C9172",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=f"{GUIDE}user-pool-lambda-pre-token-generation.html",
    before={"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _ARN, "LambdaVersion": "V2_0"}}},
    after={"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _ARN, "LambdaVersion": "V1_0"}}},
    harmless={"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": f"{_ARN}:live", "LambdaVersion": "V2_0"}}},
)
def tokens_lose_claims(pair: Pair) -> Iterator[Claim]:
    """Tokens lose the claims and scopes that a function adds to them, and whoever asks for those turns users away."""
    fix = "Let the APIs do without the claims and scopes first."
    assigned = [[path for path in _TOKENS if not view.absent(path)] for view in (pair.before, pair.after)]
    if assigned[0] and not assigned[1]:
        for path in assigned[0]:
            yield Claim(
                path, "tokens have no claims and scopes but Cognito's own: APIs that ask for others refuse", fix
            )
        return
    path = f"{_TOKENS[1]}.LambdaVersion"
    versions = pair.texts(path, "V1_0")
    if versions and all(version in _VERSIONS for version in versions) and versions[0] > versions[1]:
        lost = "access tokens" if versions[1] == "V1_0" else "tokens of machines (client_credentials)"
        yield Claim(
            path, f"the function no longer adds claims and scopes to {lost}: APIs that ask for them refuse", fix
        )


@change_rule(
    "C9173",
    USER_POOL,
    Effect.IN_PLACE,
    source=f"{GUIDE}user-pool-lambda-pre-token-generation.html",
    before={"LambdaConfig": {"PreTokenGeneration": _ARN}},
    after={"LambdaConfig": {"PreTokenGenerationConfig": {"LambdaArn": _ARN, "LambdaVersion": "V1_0"}}},
    harmless={"LambdaConfig": {"PreTokenGeneration": f"{_ARN}:live"}},
)
def function_before_tokens_is_named_otherwise(pair: Pair) -> Iterator[Claim]:
    """The function before tokens is named by the newer property, or by the older one."""
    for gone, stays in (_TOKENS, _TOKENS[::-1]):
        if _is_removed(pair, gone) and not pair.after.absent(stays):
            yield Claim(
                gone,
                "the same trigger is assigned by the other property; a new version of its event has another form",
                "See that the function understands the version of the event.",
            )


@change_rule(
    "C9174",
    USER_POOL,
    Effect.RESET,
    source=_TRIGGERS,
    before={"LambdaConfig": {"PreSignUp": _ARN, "PostConfirmation": _ARN}, "AutoVerifiedAttributes": ["email"]},
    after={"LambdaConfig": {"PostConfirmation": _ARN}, "AutoVerifiedAttributes": ["email"]},
    harmless={
        "LambdaConfig": {"PreSignUp": f"{_ARN}:live", "PostConfirmation": _ARN},
        "AutoVerifiedAttributes": ["email"],
    },
)
def trigger_is_taken_away(pair: Pair) -> Iterator[Claim]:
    """A function is no longer called, and what it did is left undone."""
    for name, consequence in _RESETS.items():
        if _is_removed(pair, f"LambdaConfig.{name}"):
            fix = f"Write {name} again, unless that is meant."
            yield Claim(f"LambdaConfig.{name}", f"the function is no longer called: {consequence}", fix)


@change_rule(
    "C9175",
    USER_POOL,
    Effect.IN_PLACE,
    source=f"{GUIDE}user-pool-lambda-custom-sender-triggers.html",
    before={"LambdaConfig": {"KMSKeyID": _KEY, "PostConfirmation": _ARN}},
    after={"LambdaConfig": {"PostConfirmation": _ARN}},
    harmless={"LambdaConfig": {"KMSKeyID": f"{_KEY[:-1]}c", "PostConfirmation": _ARN}},
)
def key_of_senders_goes_with_them(pair: Pair) -> Iterator[Claim]:
    """The key that encrypts codes for functions is left out, and no function sends any."""
    if _is_removed(pair, "LambdaConfig.KMSKeyID") and all(
        pair.after.absent(f"LambdaConfig.{name}") for name in _SENDERS
    ):
        yield Claim("LambdaConfig.KMSKeyID", "no function needs it any more", "Nothing to do.")


def _permitted(principal: str | None) -> dict[str, Any]:
    """A pool, a function, and perhaps the permission to call it."""
    resources: dict[str, Any] = {
        "Function": {"Type": "AWS::Lambda::Function", "Properties": {"Handler": "index.handler"}},
        "Subject": {"Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}}},
    }
    if principal:
        given = {
            "Action": "lambda:InvokeFunction",
            "FunctionName": {"Ref": "Function"},
            "Principal": principal,
            "SourceArn": {"Fn::GetAtt": ["Subject", "Arn"]},
        }
        resources["Permission"] = {"Type": "AWS::Lambda::Permission", "Properties": given}
    return {"Resources": resources}


@change_rule(
    "C9176",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_TRIGGERS,
    before=_permitted("cognito-idp.amazonaws.com"),
    after=_permitted(None),
    harmless=_permitted("*"),
)
def trigger_may_not_be_called(pair: Pair) -> Iterator[Claim]:
    """The permission goes by which the pool calls a function, and the function stays: that step fails for every user."""
    for _, problem in newly_broken(pair, ("E9178", "W9186")):
        if not pair.before.absent(problem.path):
            yield Claim(
                problem.path,
                f"{problem.message} (the old template has one)",
                sentence(problem.fix),
                old=pair.old(problem.path),
                new=pair.new(problem.path),
            )
