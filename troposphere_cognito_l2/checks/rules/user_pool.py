"""Rules about a user pool itself: its name, tags, key, passwords, feature plan, and what becomes of its users."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..aws_pages import GUIDE, TEMPLATE_REFERENCE, USER_POOLS_API
from ..change import drop, put
from ..paths import member
from ..resource_types import USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Unknown, known_text
from ..view import ResourceView

_NAME = re.compile(r"[\w\s+=,.@-]+", re.ASCII)


@rule(
    "E9101",
    USER_POOL,
    source=f"{USER_POOLS_API}API_CreateUserPool.html",
    accepts={"UserPoolName": "Customers 2, test_a+b=c.d@e-f"},
    rejects={"UserPoolName": "customers/test"},
)
def name_is_plain(pool: ResourceView) -> Iterator[Problem]:
    """The name of a pool has letters, digits, spaces and the characters _+=,.@- only."""
    name = known_text(pool.get("UserPoolName"))
    if name and not _NAME.fullmatch(name):
        yield Problem("UserPoolName", "has other characters than a pool's name may have", "leave them out of the name")


@rule(
    "E9102",
    USER_POOL,
    source=f"{GUIDE}tagging.html",
    accepts={"UserPoolTags": {"team": "identity + access"}},
    rejects={"UserPoolTags": {"team": "identity & access"}},
)
def tags_are_plain(pool: ResourceView) -> Iterator[Problem]:
    """A tag's key has 1 to 128 characters, and not aws: first; its value up to 256 letters, digits, spaces, _.:/=+-@."""
    tags = pool.get("UserPoolTags")
    if not isinstance(tags, dict):
        return
    for key, value in tags.items():
        where = member("UserPoolTags", key)
        if key.lower().startswith("aws:"):
            yield Problem(where, f"the key {key} begins with aws:, which AWS keeps for itself", "choose another key")
        if not 1 <= len(key) <= 128:  # the characters are in the registry's schema
            yield Problem(where, f"the key {key!r} has a length that no key may have", "mend the key")
        if isinstance(value, str) and (not _plain(value) or len(value) > 256):
            yield Problem(where, "the value has characters or a length that no tag may have", "mend the value")


def _plain(text: str) -> bool:
    from unicodedata import category

    return text.isalnum() or all(category(char)[0] in "LZN" or char in "_.:/=+-@" for char in text)


@rule(
    "E9103",
    USER_POOL,
    source=f"{TEMPLATE_REFERENCE}aws-attribute-updatereplacepolicy.html",
    accepts={"Resources": {"Subject": {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}}},
    rejects={"Resources": {"Subject": {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "RetainExceptOnCreate"}}},
)
def policies_are_what_a_pool_can_have(pool: ResourceView) -> Iterator[Problem]:
    """A pool is retained or deleted; only DeletionPolicy knows RetainExceptOnCreate, and no pool has snapshots."""
    allowed = {
        "DeletionPolicy": ("Delete", "Retain", "RetainExceptOnCreate"),
        "UpdateReplacePolicy": ("Delete", "Retain"),
    }
    for attribute, values in allowed.items():
        policy = pool.body.get(attribute)
        if isinstance(policy, str) and policy not in values:
            words = ", ".join(values)
            kept = policy in ("RetainExceptOnCreate", "Snapshot")
            yield Problem(
                attribute,
                f"{attribute} {policy} is not accepted for a user pool",
                f"use one of {words}",
                words,
                change=(put(attribute, "Retain"),) if kept else (),
            )


@rule(
    "W9104",
    USER_POOL,
    source=f"{TEMPLATE_REFERENCE}aws-attribute-deletionpolicy.html",
    accepts={"Resources": {"Subject": {"DeletionPolicy": "Retain"}}},
    rejects={"Resources": {"Subject": {"DeletionPolicy": "Delete"}}},
)
def users_outlive_the_stack(pool: ResourceView) -> Iterator[Problem]:
    """A pool is retained when its stack lets go of it, since its users can't be made again."""
    if pool.body.get("DeletionPolicy") in (None, "Delete"):
        yield Problem(
            "DeletionPolicy",
            "the users are deleted with the resource: with the stack, or when its logical id changes",
            "set DeletionPolicy and UpdateReplacePolicy to Retain",
            change=(put("DeletionPolicy", "Retain"), put("UpdateReplacePolicy", "Retain")),
        )


@rule(
    "W9105",
    USER_POOL,
    source=f"{GUIDE}user-pool-settings-deletion-protection.html",
    accepts={"DeletionProtection": "ACTIVE"},
    rejects={"DeletionProtection": "INACTIVE"},
    controls=("Cognito.6", "cognito_user_pool_deletion_protection_enabled"),
)
def pool_is_protected(pool: ResourceView) -> Iterator[Problem]:
    """A pool is protected from deletion."""
    if pool.get("DeletionProtection") in (None, "INACTIVE"):
        yield Problem(
            "DeletionProtection",
            "one call deletes the pool with all its users",
            "set DeletionProtection to ACTIVE",
            change=(put("DeletionProtection", "ACTIVE"),),
        )


@rule(
    "W9106",
    USER_POOL,
    source=f"{USER_POOLS_API}API_KeyConfigurationType.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "KeyConfiguration": {
            "KeyType": "CUSTOMER_MANAGED_KEY",
            "KmsKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }
    },
    rejects={"KeyConfiguration": {"KeyType": "CUSTOMER_MANAGED_KEY"}},
)
def customer_key_is_named(pool: ResourceView) -> Iterator[Problem]:
    """A customer-managed key is named, and a key is named only where it is customer-managed."""
    kind, named = pool.get("KeyConfiguration.KeyType"), pool.get("KeyConfiguration.KmsKeyArn")
    if kind == "CUSTOMER_MANAGED_KEY" and named is None:
        yield Problem("KeyConfiguration", "no key is named, so a key of AWS would be used", "give KmsKeyArn")
    elif kind in (None, "AWS_OWNED_KEY") and named is not None and not isinstance(named, Unknown):
        yield Problem(
            "KeyConfiguration.KeyType",
            "a key is named, but KeyType does not ask for it",
            "set KeyType to CUSTOMER_MANAGED_KEY, or leave KmsKeyArn out",
        )


@rule(
    "E9147",
    USER_POOL,
    source=f"{GUIDE}cognito-sign-in-feature-plans.html",
    accepts={"UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}, "UserPoolTier": "PLUS"},
    rejects={"UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}, "UserPoolTier": "ESSENTIALS"},
)
def threat_protection_needs_plus(pool: ResourceView) -> Iterator[Problem]:
    """Threat protection belongs to the Plus plan."""
    if pool.get("UserPoolTier") not in ("LITE", "ESSENTIALS"):
        return
    for path in ("AdvancedSecurityMode", "AdvancedSecurityAdditionalFlows.CustomAuthMode"):
        if pool.get(f"UserPoolAddOns.{path}") in ("AUDIT", "ENFORCED"):
            yield Problem(
                f"UserPoolAddOns.{path}",
                f"the pool's plan is {pool.get('UserPoolTier')}, which has no threat protection",
                "set UserPoolTier to PLUS, or switch threat protection off",
            )


@rule(
    "E9148",
    USER_POOL,
    source=f"{GUIDE}cognito-sign-in-feature-plans.html",
    accepts={"Policies": {"PasswordPolicy": {"PasswordHistorySize": 5}}, "UserPoolTier": "ESSENTIALS"},
    rejects={"Policies": {"PasswordPolicy": {"PasswordHistorySize": 5}}, "UserPoolTier": "LITE"},
)
def password_history_needs_essentials(pool: ResourceView) -> Iterator[Problem]:
    """A memory of earlier passwords belongs to the Essentials plan or higher."""
    path = "Policies.PasswordPolicy.PasswordHistorySize"
    if pool.get("UserPoolTier") == "LITE" and pool.literal(path) not in (None, 0, "0"):
        yield Problem(
            path,
            "the pool's plan is LITE, which remembers no earlier passwords",
            "set UserPoolTier to ESSENTIALS or PLUS, or leave PasswordHistorySize out",
        )


@rule(
    "W9149",
    USER_POOL,
    source=f"{USER_POOLS_API}API_UserPoolAddOnsType.html",
    evidence=Evidence.UNCERTAIN,
    accepts={"UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}},
    rejects={"UserPoolAddOns": {}},
)
def add_ons_name_their_mode(pool: ResourceView) -> Iterator[Problem]:
    """UserPoolAddOns says an AdvancedSecurityMode, since Cognito's API asks for one."""
    if pool.get("UserPoolAddOns") is not None and pool.get("UserPoolAddOns.AdvancedSecurityMode") is None:
        yield Problem(
            "UserPoolAddOns", "has no AdvancedSecurityMode", "give AdvancedSecurityMode, or leave UserPoolAddOns out"
        )


@rule(
    "W9150",
    USER_POOL,
    source=f"{GUIDE}cognito-user-pool-settings-threat-protection.html",
    evidence=Evidence.UNCERTAIN,
    accepts={
        "UserPoolAddOns": {
            "AdvancedSecurityMode": "AUDIT",
            "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "AUDIT"},
        }
    },
    rejects={
        "UserPoolAddOns": {
            "AdvancedSecurityMode": "OFF",
            "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "AUDIT"},
        }
    },
)
def custom_mode_builds_on_the_standard_one(pool: ResourceView) -> Iterator[Problem]:
    """Threat protection for custom authentication goes with threat protection for the standard flows."""
    path = "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode"
    if pool.get("UserPoolAddOns.AdvancedSecurityMode") == "OFF" and pool.get(path) in ("AUDIT", "ENFORCED"):
        yield Problem(path, "AdvancedSecurityMode is OFF", "set AdvancedSecurityMode to AUDIT or ENFORCED")


@rule(
    "E9166",
    USER_POOL,
    source=f"{USER_POOLS_API}API_PasswordPolicyType.html",
    accepts={"Policies": {"PasswordPolicy": {"TemporaryPasswordValidityDays": 3}}},
    rejects={
        "AdminCreateUserConfig": {"UnusedAccountValidityDays": 5},
        "Policies": {"PasswordPolicy": {"TemporaryPasswordValidityDays": 3}},
    },
)
def one_life_of_temporary_passwords(pool: ResourceView) -> Iterator[Problem]:
    """TemporaryPasswordValidityDays says how long a temporary password holds, not UnusedAccountValidityDays beside it."""
    path = "AdminCreateUserConfig.UnusedAccountValidityDays"
    old = pool.literal(path)
    if old is None:
        return
    new = pool.literal("Policies.PasswordPolicy.TemporaryPasswordValidityDays")
    if new is not None and str(old) != str(new):
        yield Problem(
            path,
            f"TemporaryPasswordValidityDays says {new}, and Cognito takes only that",
            "leave UnusedAccountValidityDays out",
            change=(drop(path),),
        )
