"""What changes of an app client do: its secret, and how it answers."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE, USER_POOLS_API, page_of
from ...checks.finding import Severity
from ...checks.resource_types import CLIENT
from ...checks.rule import Evidence
from ...checks.rules.clients import CLIENT_API
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule
from .reading import OFF, ON, turned, turned_to

_UPDATE = f"{USER_POOLS_API}API_UpdateUserPoolClient.html"
_REVOKING = f"{GUIDE}token-revocation.html"
_ERRORS = (
    f"{GUIDE}cognito-user-pool-managing-errors.html#cognito-user-pool-managing-errors-prevent-userexistence-errors"
)


@change_rule(
    "C9201",
    CLIENT,
    Effect.REPLACED,
    source=page_of(CLIENT),
    evidence=Evidence.UNCERTAIN,
    before={"ClientName": "web"},
    after={"ClientName": "web", "GenerateSecret": False},
    harmless={"ClientName": "web", "GenerateSecret": {"Ref": "AWS::NoValue"}},
)
def writing_out_that_there_is_no_secret_may_replace(pair: Pair) -> Iterator[Claim]:
    """Writing ``GenerateSecret: false``, or no more, may count as a change that makes another client."""
    delta = pair.delta("GenerateSecret")
    if delta is not None and (delta.old, delta.new) in ((None, OFF), (OFF, None)):
        yield Claim(
            "GenerateSecret",
            "the client has no secret either way, but the property can't be changed and CloudFormation compares what "
            "is written: it may make another client, with another id (this is not certain: the change set tells)",
            "Leave GenerateSecret as it is deployed, written out or not.",
        )


@change_rule(
    "C9202",
    CLIENT,
    Effect.RESET,
    source=_ERRORS,
    before={"PreventUserExistenceErrors": "ENABLED"},
    after={},
    harmless={"PreventUserExistenceErrors": "ENABLED", "ClientName": "web"},
)
def strangers_may_learn_who_has_an_account(pair: Pair) -> Iterator[Claim]:
    """Errors tell again whether a user exists."""
    if turned(pair, "PreventUserExistenceErrors", "LEGACY") == ("ENABLED", "LEGACY"):
        yield Claim(
            "PreventUserExistenceErrors",
            "is LEGACY, as without it: sign-in and password recovery tell strangers whether a user exists",
            "Write PreventUserExistenceErrors: ENABLED.",
        )


@change_rule(
    "C9203",
    CLIENT,
    Effect.IN_PLACE,
    source=_REVOKING,
    before={},
    after={"EnableTokenRevocation": False},
    harmless={"EnableTokenRevocation": True},
)
def tokens_can_be_revoked_no_more(pair: Pair) -> Iterator[Claim]:
    """Apps can't revoke tokens any more."""
    if turned_to(pair, "EnableTokenRevocation", OFF, ON):
        yield Claim(
            "EnableTokenRevocation",
            "tokens can't be revoked any more: an app that does so when somebody signs out gets an error, and the "
            "refresh token lives on",
            "Leave EnableTokenRevocation on.",
            severity=Severity.WARNING,
        )


@change_rule(
    "C9204",
    CLIENT,
    Effect.RESET,
    source=CLIENT_API,
    before={"GenerateSecret": True, "EnablePropagateAdditionalUserContextData": True},
    after={"GenerateSecret": True},
    harmless={"GenerateSecret": True, "EnablePropagateAdditionalUserContextData": "true"},
)
def user_context_is_propagated_no_more(pair: Pair) -> Iterator[Claim]:
    """Threat protection no longer learns a user's address from a server."""
    if turned_to(pair, "EnablePropagateAdditionalUserContextData", OFF, OFF):
        yield Claim(
            "EnablePropagateAdditionalUserContextData",
            "is off, as without it: threat protection sees the address of your server in place of the user's",
            "Write EnablePropagateAdditionalUserContextData: true, unless no server signs users in.",
        )


@change_rule(
    "C9205",
    CLIENT,
    Effect.RESET,
    source=_UPDATE,
    before={"ClientName": "web"},
    after={},
    harmless={"ClientName": "shop"},
)
def client_gets_another_name(pair: Pair) -> Iterator[Claim]:
    """A client without a name gets one that CloudFormation makes."""
    delta = pair.delta("ClientName")
    if delta is not None and delta.kind == "removed":
        yield Claim(
            "ClientName", "is left out, so CloudFormation makes a name; its id stays", "Write the deployed name again."
        )
