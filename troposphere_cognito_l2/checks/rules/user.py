"""Rules of ``AWS::Cognito::UserPoolUser``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ..attributes import MANAGED, STANDARD
from ..aws_pages import GUIDE, USER_POOLS_API, page_of
from ..change import drop, put
from ..resource_types import USER, USER_POOL
from ..rule import Evidence, Problem, rule
from ..view import ResourceView
from .members import pool_of

_CREATE_USER = f"{USER_POOLS_API}API_AdminCreateUser.html"
_ATTRIBUTE = f"{USER_POOLS_API}API_AttributeType.html"
_SETTINGS = f"{GUIDE}user-pool-settings-attributes.html"
_USER_PAGE = page_of(USER)

_LIKE_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_LIKE_PHONE = re.compile(r"\+[0-9]+")
_OWN = STANDARD | MANAGED | {"identities"}
_POOL_ID = {"UserPoolId": "us-east-1_abc"}


def _example(pool: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    """A pool and a user of it."""
    return {
        "Resources": {
            "Users": {"Type": USER_POOL, "Properties": dict(pool)},
            "Ann": {"Type": USER, "Properties": {"UserPoolId": {"Ref": "Users"}, **user}},
        }
    }


def _attributes(user: ResourceView) -> dict[str, tuple[str, Any]] | None:
    """Path and value of each attribute by name; ``None`` if not all names are known."""
    if user.absent("UserAttributes"):
        return {}
    found = {}
    items = user.items("UserAttributes")
    for path, _ in items:
        name = user.get(f"{path}.Name")
        if not isinstance(name, str):
            return None
        found[name] = (f"{path}.Value", user.get(f"{path}.Value"))
    return found if items else None


@rule(
    "E9521",
    USER,
    source=_CREATE_USER,
    accepts={**_POOL_ID, "Username": "ann"},
    rejects={**_POOL_ID, "Username": "ann lee"},
)
def username_has_allowed_characters(user: ResourceView) -> Iterator[Problem]:
    """A user name has 1 to 128 letters, marks, digits, symbols and punctuation marks, and no space."""
    name = user.get("Username")
    if isinstance(name, str) and not (
        1 <= len(name) <= 128 and all(unicodedata.category(character)[0] in "LMNPS" for character in name)
    ):
        yield Problem("Username", "is no user name", "write it without spaces, in at most 128 characters")


@rule(
    "E9522",
    USER,
    source=_CREATE_USER,  # "Username should be an email.": boto/boto3#3836
    evidence=Evidence.REPORTED,
    accepts=_example({"UsernameAttributes": ["email"]}, {"Username": "ann@example.com"}),
    rejects=_example({"UsernameAttributes": ["email"]}, {"Username": "ann"}),
)
def username_is_what_users_sign_in_with(user: ResourceView) -> Iterator[Problem]:
    """Where users sign in with an e-mail address or phone number only, that is the user name."""
    pool, name = pool_of(user), user.get("Username")
    if pool is None or not isinstance(name, str):
        return
    kinds = [kind for _, kind in pool.items("UsernameAttributes")]
    forms = {"email": "@" in name, "phone_number": bool(_LIKE_PHONE.fullmatch(name))}
    if kinds and all(forms.get(kind) is False if isinstance(kind, str) else False for kind in kinds):
        words = " or ".join(
            {"email": "e-mail address", "phone_number": "phone number as +12065550100"}[k] for k in kinds
        )
        yield Problem("Username", f"is no {words}, which users of {pool.logical_id} sign in with", f"give the {words}")


@rule(
    "E9523",
    USER,
    source=_SETTINGS,
    accepts=_example({"AliasAttributes": ["email"]}, {"Username": "ann"}),
    rejects=_example({"AliasAttributes": ["email"]}, {"Username": "ann@example.com"}),
)
def username_does_not_look_like_an_alias(user: ResourceView) -> Iterator[Problem]:
    """Where an e-mail address or phone number is an alias, the user name does not look like one."""
    pool, name = pool_of(user), user.get("Username")
    if pool is None or not isinstance(name, str):
        return
    for alias, form, words in (
        ("email", _LIKE_EMAIL, "an e-mail address"),
        ("phone_number", _LIKE_PHONE, "a phone number"),
    ):
        if pool.lists("AliasAttributes", alias) and form.fullmatch(name):
            yield Problem(
                "Username",
                f"looks like {words}, which is an alias in {pool.logical_id}",
                f"choose another user name, and give {words} as the attribute {alias}",
            )


@rule(
    "E9524",
    USER,
    # "User email should be empty or same as username, since username attribute is email": jagregory/cognito-local#102
    source=_SETTINGS,
    evidence=Evidence.REPORTED,
    accepts=_example(
        {"UsernameAttributes": ["email"]},
        {"Username": "ann@example.com", "UserAttributes": [{"Name": "email", "Value": "ann@example.com"}]},
    ),
    rejects=_example(
        {"UsernameAttributes": ["email"]},
        {"Username": "ann@example.com", "UserAttributes": [{"Name": "email", "Value": "lee@example.com"}]},
    ),
)
def email_is_the_username(user: ResourceView) -> Iterator[Problem]:
    """Where the user name is the e-mail address, the attribute ``email`` is the same or left out."""
    pool, name = pool_of(user), user.get("Username")
    if pool is None or not isinstance(name, str) or not pool.lists("UsernameAttributes", "email") or "@" not in name:
        return
    path, email = (_attributes(user) or {}).get("email", ("", None))
    if isinstance(email, str) and email.casefold() != name.casefold():
        yield Problem(path, f"is not the user name, {name}", "give the same address, or leave the attribute out")


@rule(
    "E9525",
    USER,
    # "No email provided but desired delivery medium was Email": rahulpsd18/cognito-backup-restore#25
    source=_CREATE_USER,
    evidence=Evidence.REPORTED,
    accepts={
        **_POOL_ID,
        "Username": "ann",
        "DesiredDeliveryMediums": ["EMAIL"],
        "UserAttributes": [{"Name": "email", "Value": "ann@example.com"}],
    },
    rejects={**_POOL_ID, "Username": "ann", "DesiredDeliveryMediums": ["EMAIL"]},
)
def invitation_has_an_address(user: ResourceView) -> Iterator[Problem]:
    """An invitation by e-mail needs the user's e-mail address, one by text message the phone number."""
    attributes, name = _attributes(user), user.get("Username")
    if attributes is None or not isinstance(name, str) or user.get("MessageAction") is not None:
        return
    for path, medium in user.items("DesiredDeliveryMediums"):
        attribute = {"EMAIL": "email", "SMS": "phone_number"}.get(medium) if isinstance(medium, str) else None
        derived = "@" in name if attribute == "email" else name.startswith("+")
        if attribute is not None and attribute not in attributes and not derived:
            yield Problem(path, f"the user has no {attribute}", f"give the attribute {attribute}, or another medium")


@rule(
    "E9526",
    USER,
    source=_CREATE_USER,
    accepts={**_POOL_ID, "Username": "ann", "MessageAction": "SUPPRESS"},
    rejects={**_POOL_ID, "Username": "ann", "MessageAction": "NONE"},
)
def invitation_has_allowed_words(user: ResourceView) -> Iterator[Problem]:
    """A medium of delivery is ``EMAIL`` or ``SMS``, an action ``SUPPRESS`` or ``RESEND``."""
    given = [(path, medium, ("EMAIL", "SMS")) for path, medium in user.items("DesiredDeliveryMediums")]
    given.append(("MessageAction", user.get("MessageAction"), ("SUPPRESS", "RESEND")))
    for path, value, allowed in given:
        if isinstance(value, str) and value not in allowed:
            words = " or ".join(allowed)
            change = (put(path, value.upper()),) if value.upper() in allowed else ()
            yield Problem(path, "is no such value", f"write {words}", words, change=change)


@rule(
    "E9527",
    USER,
    source=_ATTRIBUTE,
    accepts={**_POOL_ID, "Username": "ann", "UserAttributes": [{"Name": "name", "Value": "Ann"}]},
    rejects={**_POOL_ID, "Username": "ann", "UserAttributes": [{"Name": "name", "Value": "A" * 2049}]},
)
def attributes_are_short_enough(user: ResourceView) -> Iterator[Problem]:
    """An attribute's name has at most 32 characters, its value 2048."""
    for path, _ in user.items("UserAttributes"):
        for part, most in (("Name", 32), ("Value", 2048)):
            text = user.get(f"{path}.{part}")
            if isinstance(text, str) and len(text) > most:
                yield Problem(f"{path}.{part}", f"has {len(text)} characters", "shorten it", f"at most {most}")


@rule(
    "E9528",
    USER,
    source=_SETTINGS,  # "Attribute does not exist in the schema.": aws-amplify/amplify-flutter#509
    evidence=Evidence.REPORTED,
    accepts=_example(
        {"Schema": [{"Name": "tenant", "AttributeDataType": "String"}]},
        {"Username": "ann", "UserAttributes": [{"Name": "custom:tenant", "Value": "a"}]},
    ),
    rejects=_example(
        {"Schema": [{"Name": "tenant", "AttributeDataType": "String"}]},
        {"Username": "ann", "UserAttributes": [{"Name": "custom:tenent", "Value": "a"}]},
    ),
)
def attributes_are_in_the_schema(user: ResourceView) -> Iterator[Problem]:
    """A user has attributes that the pool has: the standard ones, and custom ones of its schema."""
    pool = pool_of(user)
    if pool is None:
        return
    declared = [pool.get(f"{path}.Name") for path, _ in pool.items("Schema")]
    # A live pool's Schema may be left out of the template, so without it any custom attribute may be there.
    known = bool(declared) and all(isinstance(name, str) for name in declared)
    own = [name for name in declared if name not in _OWN] if known else []
    custom = [name if name.startswith("custom:") else f"custom:{name}" for name in own]
    for path, _ in user.items("UserAttributes"):
        name = user.get(f"{path}.Name")
        if not isinstance(name, str) or name in _OWN or name.removeprefix("dev:") in custom:
            continue
        prefixed = name.startswith(("custom:", "dev:"))
        if known or not prefixed:
            wanted = name if prefixed else f"custom:{name}"
            first = "" if wanted in custom else f"give {pool.logical_id} the custom attribute, and "
            yield Problem(
                f"{path}.Name",
                f"{pool.logical_id} has no such attribute",
                f"{first}write {wanted}",
                ", ".join(("the standard attributes", *custom)),
                change=() if first else (put(f"{path}.Name", wanted),),
            )


@rule(
    "E9529",
    USER,
    source=_USER_PAGE,
    evidence=Evidence.SCHEMA,
    accepts={
        "Resources": {
            "Ann": {"Type": USER, "Properties": {**_POOL_ID, "Username": "ann"}},
            "Bob": {"Type": USER, "Properties": {**_POOL_ID, "Username": "bob"}},
        }
    },
    rejects={
        "Resources": {
            "Ann": {"Type": USER, "Properties": {**_POOL_ID, "Username": "ann"}},
            "Bob": {"Type": USER, "Properties": {**_POOL_ID, "Username": "ann"}},
        }
    },
)
def username_is_unique_in_the_pool(user: ResourceView) -> Iterator[Problem]:
    """The users of a pool have different names."""
    for other in user.twins("Username", "UserPoolId"):
        yield Problem("Username", f"{other.logical_id} is a user of that name in the same pool", "choose another name")


@rule(
    "W9530",
    USER,
    source=_CREATE_USER,
    accepts={**_POOL_ID, "Username": "ann", "MessageAction": "SUPPRESS"},
    rejects={**_POOL_ID, "Username": "ann", "MessageAction": "RESEND"},
)
def invitation_is_not_sent_again(user: ResourceView) -> Iterator[Problem]:
    """An invitation can be sent again only to a user who is there already, not to one whom the stack creates."""
    if user.get("MessageAction") == "RESEND":
        fix = "leave it out: the invitation is sent"
        change = (drop("MessageAction"),)
        yield Problem("MessageAction", "is for a user who is there already", fix, change=change)


@rule(
    "W9531",
    USER,
    source=_ATTRIBUTE,
    accepts={**_POOL_ID, "Username": "ann", "UserAttributes": [{"Name": "name", "Value": "Ann"}]},
    rejects={**_POOL_ID, "Username": "ann", "UserAttributes": [{"Name": "name"}]},
)
def attributes_have_a_value(user: ResourceView) -> Iterator[Problem]:
    """An attribute of a user has a value."""
    for path, attribute in user.items("UserAttributes"):
        if isinstance(attribute, dict) and attribute.get("Value") is None:
            yield Problem(f"{path}.Value", "the attribute has no value", "give one, or leave the attribute out")


@rule(
    "W9532",
    USER,
    source=_SETTINGS,
    evidence=Evidence.UNCERTAIN,
    accepts={**_POOL_ID, "Username": "ann", "UserAttributes": [{"Name": "name", "Value": "Ann"}]},
    rejects={**_POOL_ID, "Username": "ann", "UserAttributes": [{"Name": "sub", "Value": "1"}]},
)
def sub_is_left_to_cognito(user: ResourceView) -> Iterator[Problem]:
    """The attribute ``sub`` is what Cognito makes for each user."""
    for path, _ in user.items("UserAttributes"):
        if user.get(f"{path}.Name") == "sub":
            yield Problem(f"{path}.Name", "Cognito makes the sub of each user", "leave it out")
