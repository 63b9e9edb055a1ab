"""What changes do to signing up, to verified contacts, and to a forgotten password."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import USER_POOL
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken, refusals
from ..rule import Claim, change_rule, sentence, words

_SIGN_UP = f"{GUIDE}signing-up-users-in-your-app.html"
_UPDATES = f"{GUIDE}user-pool-settings-email-phone-verification.html"
_RECOVERY_PAGE = f"{GUIDE}managing-users-passwords.html"

_ADMIN_ONLY = "AdminCreateUserConfig.AllowAdminCreateUserOnly"
_KEPT = "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate"
_RECOVERY = "AccountRecoverySetting.RecoveryMechanisms"
_STYLE = "VerificationMessageTemplate.DefaultEmailOption"

_SMS = {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::111122223333:role/sms", "ExternalId": "pool"}}
_VERIFIED = {"AutoVerifiedAttributes": ["email", "phone_number"], **_SMS}
_CAREFUL = {
    "AutoVerifiedAttributes": ["email"],
    "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
}


def _recovery(*names: str) -> dict[str, object]:
    ways = [{"Name": name, "Priority": priority} for priority, name in enumerate(names, 1)]
    return {"AccountRecoverySetting": {"RecoveryMechanisms": ways}}


@change_rule(
    "C9130",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_SIGN_UP,
    before={"AutoVerifiedAttributes": ["email"]},
    after={"AutoVerifiedAttributes": ["email"], "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True}},
    harmless={"AutoVerifiedAttributes": ["email"], "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False}},
)
def sign_up_is_closed(pair: Pair) -> Iterator[Claim]:
    """Nobody can sign up any more: only administrators make users."""
    if pair.texts(_ADMIN_ONLY, "false") == ("false", "true"):
        yield Claim(
            _ADMIN_ONLY,
            "nobody can sign up any more: apps and sign-in pages that offer it get an error",
            "Take sign-up out of the apps first, or leave AllowAdminCreateUserOnly false.",
        )


@change_rule(
    "C9131",
    USER_POOL,
    Effect.RESET,
    source=_SIGN_UP,
    before=_VERIFIED,
    after={**_VERIFIED, "AutoVerifiedAttributes": ["email"]},
    harmless={**_VERIFIED, "AutoVerifiedAttributes": ["phone_number", "email"]},
)
def contact_is_not_verified(pair: Pair) -> Iterator[Claim]:
    """New users are no longer asked to verify a contact, so it serves neither sign-in nor a forgotten password."""
    gone = [name for name in pair.removed_members("AutoVerifiedAttributes") if isinstance(name, str)]
    if gone and not any(True for _ in newly_broken(pair, (*_UNCONFIRMED, "E9114"))):
        yield Claim(
            "AutoVerifiedAttributes",
            f"{words(gone)} of new users is not verified any more, and only what is verified serves as an alias or "
            "for a forgotten password",
            "Keep it, unless the app verifies it in another way.",
        )


_UNCONFIRMED = ("W9112", "W9115")


@change_rule(
    "C9132",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_SIGN_UP,
    before={"AutoVerifiedAttributes": ["email"]},
    after={"UserPoolName": "shop"},
    harmless={"AutoVerifiedAttributes": ["email"], "UserPoolName": "shop"},
)
def new_users_stay_unconfirmed(pair: Pair) -> Iterator[Claim]:
    """Whoever signs up is never confirmed, or has an alias that never works, since no contact is verified."""
    for rule, problem in newly_broken(pair, _UNCONFIRMED):
        if pair.removed_members("AutoVerifiedAttributes") or pair.delta("LambdaConfig.PreSignUp"):
            alias = rule.id == "W9112"
            yield Claim(
                "AutoVerifiedAttributes" if pair.delta("AutoVerifiedAttributes") else "LambdaConfig.PreSignUp",
                "new users can't sign in with an alias that is never verified" if alias else problem.message,
                sentence(problem.fix),
                about=rule.id,
            )


@change_rule(
    "C9133",
    USER_POOL,
    Effect.REJECTED,
    source=_UPDATES,
    before={**_CAREFUL, "AutoVerifiedAttributes": ["email", "phone_number"], **_SMS},
    after={**_CAREFUL, "AutoVerifiedAttributes": ["phone_number"], **_SMS},
    harmless={**_CAREFUL, "AutoVerifiedAttributes": ["phone_number", "email"], **_SMS},
)
def verification_is_impossible(pair: Pair) -> Iterator[Claim]:
    """A contact is to be verified that can't be, or is kept until verified although it is not."""
    yield from refusals(pair, ("E9114", "E9172"))


@change_rule(
    "C9134",
    USER_POOL,
    Effect.RESET,
    source=_UPDATES,
    before=_CAREFUL,
    after={"AutoVerifiedAttributes": ["email"]},
    harmless={**_CAREFUL, "UserPoolName": "shop"},
)
def unverified_contact_counts_at_once(pair: Pair) -> Iterator[Claim]:
    """A changed e-mail address or phone number takes the place of the verified one before it is verified itself."""
    gone = [name for name in pair.removed_members(_KEPT) if isinstance(name, str)]
    if gone:
        yield Claim(
            _KEPT,
            f"a user who changes {words(gone)} loses the verified one at once, which lets others take accounts over",
            "Write the deployed list again.",
        )


@change_rule(
    "C9135",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_RECOVERY_PAGE,
    before=_recovery("verified_email", "verified_phone_number"),
    after=_recovery("verified_email"),
    harmless=_recovery("verified_phone_number", "verified_email"),
)
def way_of_recovery_is_taken_away(pair: Pair) -> Iterator[Claim]:
    """Users who have nothing but a way of recovery that is taken away can't replace a forgotten password."""
    ways = [
        [item.get("Name") if isinstance(item, dict) else None for item in value] if isinstance(value, list) else None
        for value in (pair.old(_RECOVERY), pair.new(_RECOVERY))
    ]
    old, new = ways
    if not old or not new or not all(isinstance(name, str) for name in (*old, *new)):
        return
    gone = [str(name) for name in old if name not in new and name != "admin_only"]
    if gone:
        yield Claim(
            _RECOVERY,
            f"users who have only {words(gone)} can't replace a forgotten password themselves any more"
            if new != ["admin_only"]
            else "nobody can replace a forgotten password any more, only an administrator can",
            "See that all users have what is left, or that somebody resets passwords for them.",
        )


@change_rule(
    "C9136",
    USER_POOL,
    Effect.REJECTED,
    source=_RECOVERY_PAGE,
    before=_recovery("admin_only"),
    after=_recovery("admin_only", "verified_email"),
    harmless=_recovery("verified_email", "verified_phone_number"),
)
def recovery_is_impossible(pair: Pair) -> Iterator[Claim]:
    """Ways of recovery are chosen that don't go together, or not with the second factors."""
    yield from refusals(pair, ("E9130", "E9131", "E9132", "E9133"))


@change_rule(
    "C9137",
    USER_POOL,
    Effect.SIGN_IN_BREAKS,
    source=_SIGN_UP,
    before={"VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_CODE"}},
    after={"VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_LINK"}},
    harmless={"VerificationMessageTemplate": {"EmailSubject": "Your code"}},
)
def verification_takes_another_form(pair: Pair) -> Iterator[Claim]:
    """New users get a link where apps ask for a code, or a code where apps ask for none."""
    styles = pair.texts(_STYLE, "CONFIRM_WITH_CODE")
    if styles is None or styles[0] == styles[1]:
        return
    link = styles[1] == "CONFIRM_WITH_LINK"
    yield Claim(
        _STYLE,
        "new users get a link, which needs a domain of the pool, and no code: apps that ask for one can't confirm them"
        if link
        else "new users get a code and no link: apps that don't ask for it can't confirm them",
        "Change the apps together with the pool; who has signed up and is not confirmed needs a new message.",
    )
