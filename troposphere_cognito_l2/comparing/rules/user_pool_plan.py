"""What changes of a pool's feature plan, threat protection and password policy do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import CLIENT, DOMAIN, LOG_DELIVERY, USER_POOL
from ...checks.rule import Evidence
from ...checks.rules.members import plan_of, pool_of
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken, refusals
from ..rule import Claim, change_rule

_PLANS = f"{GUIDE}feature-plans-deactivate.html"
_THREATS = f"{GUIDE}cognito-user-pool-settings-threat-protection.html"

_MODES = ("OFF", "AUDIT", "ENFORCED")
_STANDARD = "UserPoolAddOns.AdvancedSecurityMode"
_CUSTOM = "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode"
_PASSWORDS = "Policies.PasswordPolicy"

_ENFORCED = {"UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}
_ALL_RULES = {
    "MinimumLength": 12,
    "RequireLowercase": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "RequireUppercase": True,
}


@change_rule(
    "C9160",
    USER_POOL,
    Effect.REJECTED,
    source=_PLANS,
    before={**_ENFORCED, "UserPoolTier": "PLUS"},
    after={**_ENFORCED, "UserPoolTier": "ESSENTIALS"},
    harmless={**_ENFORCED, "UserPoolName": "shop", "UserPoolTier": "PLUS"},
)
def plan_lacks_what_is_on(pair: Pair) -> Iterator[Claim]:
    """The pool goes to a lower plan while something is on that only the higher one has."""
    on = list(refusals(pair, ("E9125", "E9140", "E9147", "E9148", "E9183")))
    if pair.delta("UserPoolTier") is None:
        yield from on
        return
    found = [claim.message.partition(": the update")[0] for claim in on]
    delivered = list(_beside(pair, LOG_DELIVERY, "E9814"))
    found += [f"{name} delivers user activity (userAuthEvents)" for name in delivered]
    if found:
        yield Claim(
            "UserPoolTier",
            f"the new plan lacks what is on: {'; '.join(found)}: the update is refused (TierChangeNotAllowedException)",
            "Switch off in one deploy what the lower plan lacks, and change the plan in the next.",
            (
                "Deploy without what the lower plan lacks, on the plan that is deployed.",
                "Deploy with the lower UserPoolTier.",
            ),
        )


def _beside(pair: Pair, resource_type: str, *ids: str) -> Iterator[str]:
    """The resources of the pool that break a rule only now."""
    for member in pair.templates.new.of_type(resource_type):
        beside, pool = pair.templates.pair(member.logical_id), pool_of(member)
        if beside is None or pool is None or pool.logical_id != pair.logical_id:
            continue
        if any(True for _ in newly_broken(beside, ids)):
            yield member.logical_id


def _with_pages(tier: str) -> dict[str, Any]:
    domain = {"UserPoolId": {"Ref": "Subject"}, "Domain": "shop", "ManagedLoginVersion": 2}
    return {
        "Resources": {
            "Subject": {"Properties": {"UserPoolTier": tier}},
            "Domain": {"Type": DOMAIN, "Properties": domain},
        }
    }


@change_rule(
    "C9161",
    USER_POOL,
    Effect.REJECTED,
    source=f"{GUIDE}cognito-sign-in-feature-plans.html",
    evidence=Evidence.UNCERTAIN,
    before=_with_pages("ESSENTIALS"),
    after=_with_pages("LITE"),
    harmless=_with_pages("PLUS"),
)
def plan_lacks_managed_login(pair: Pair) -> Iterator[Claim]:
    """The pool goes to the Lite plan while its domain has managed login, or clients have choice-based sign-in."""
    if pair.delta("UserPoolTier") is None:
        return
    found = [f"{name} has managed login (version 2)" for name in _beside(pair, DOMAIN, "E9309")]
    found += [f"{name} has choice-based sign-in (ALLOW_USER_AUTH)" for name in _beside(pair, CLIENT, "E9225")]
    if found:
        yield Claim(
            "UserPoolTier",
            f"the Lite plan has neither managed login nor choice-based sign-in, and {'; '.join(found)}: the update may "
            "be refused, or users can't sign in that way",
            "Set ManagedLoginVersion to 1 and leave ALLOW_USER_AUTH out first, or keep the plan.",
        )


@change_rule(
    "C9162",
    USER_POOL,
    Effect.REJECTED,
    source=_PLANS,
    evidence=Evidence.UNCERTAIN,
    before={**_ENFORCED, "UserPoolTier": "PLUS"},
    after=_ENFORCED,
    harmless={**_ENFORCED, "UserPoolTier": "PLUS", "UserPoolName": "shop"},
)
def plan_is_left_out_under_threat_protection(pair: Pair) -> Iterator[Claim]:
    """The plan is left out while threat protection, which only Plus has, is on."""
    protected = any(pair.new(path) in ("AUDIT", "ENFORCED") for path in (_STANDARD, _CUSTOM))
    if pair.old("UserPoolTier") == "PLUS" and pair.after.absent("UserPoolTier") and protected:
        yield Claim(
            "UserPoolTier",
            "a pool without a plan is on Essentials, which has no threat protection: the update may be refused, or "
            "Cognito keeps it on Plus",
            "Write UserPoolTier: PLUS again.",
        )


@change_rule(
    "C9163",
    USER_POOL,
    Effect.RESET,
    source=f"{GUIDE}cognito-sign-in-feature-plans.html",
    before={"UserPoolTier": "LITE"},
    after={},
    harmless={"UserPoolTier": "LITE", "UserPoolName": "shop"},
)
def plan_is_left_out(pair: Pair) -> Iterator[Claim]:
    """The plan is left out, so the pool goes to Essentials: another price, and other features."""
    old = pair.old("UserPoolTier")
    if old in ("LITE", "PLUS") and pair.after.absent("UserPoolTier") and plan_of(pair.after) == "ESSENTIALS":
        what = "each user costs more" if old == "LITE" else "what only Plus has is gone"
        yield Claim(
            "UserPoolTier",
            f"a pool without a plan is on Essentials, not {old}: {what}",
            f"Write UserPoolTier: {old} again.",
        )


@change_rule(
    "C9164",
    USER_POOL,
    Effect.RESET,
    source=_THREATS,
    before={**_ENFORCED, "UserPoolTier": "PLUS"},
    after={"UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}, "UserPoolTier": "PLUS"},
    harmless={
        "UserPoolAddOns": {
            "AdvancedSecurityMode": "ENFORCED",
            "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "AUDIT"},
        },
        "UserPoolTier": "PLUS",
    },
)
def threat_protection_is_weakened(pair: Pair) -> Iterator[Claim]:
    """Threat protection stops less than it did, or nothing."""
    for path in (_STANDARD, _CUSTOM):
        modes = pair.texts(path, "OFF")
        if modes and all(mode in _MODES for mode in modes) and _MODES.index(modes[0]) > _MODES.index(modes[1]):
            what = "only noted" if modes[1] == "AUDIT" else "not even noted"
            yield Claim(
                path,
                f"risky sign-ins and stolen passwords are {what}, no longer {modes[0]}",
                f"Write {modes[0]} again, unless that is meant.",
            )


@change_rule(
    "C9165",
    USER_POOL,
    Effect.RESET,
    source=f"{GUIDE}managing-users-passwords.html",
    before={"Policies": {"PasswordPolicy": _ALL_RULES}},
    after={},
    harmless={"Policies": {"PasswordPolicy": {**_ALL_RULES, "MinimumLength": 8, "RequireSymbols": False}}},
)
def password_policy_is_left_out(pair: Pair) -> Iterator[Claim]:
    """The password policy is left out, so new passwords have to be what Cognito asks for by itself."""
    if _differs(pair.old(_PASSWORDS)) and pair.after.absent(_PASSWORDS):
        yield Claim(
            _PASSWORDS,
            "new passwords have to be what Cognito asks for by itself (8 characters), and temporary ones hold 7 days",
            "Write the deployed policy again.",
        )


def _differs(policy: Any) -> bool:
    """Whether a policy says anything else than Cognito does by itself."""
    own = {"MinimumLength": "8", "PasswordHistorySize": "0", "TemporaryPasswordValidityDays": "7"}
    return isinstance(policy, dict) and any(value != own.get(name) for name, value in policy.items())
