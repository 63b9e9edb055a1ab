"""Named security controls that no other rule stands for: all of them cost money or comfort, so they are ``strict``.

Required multi-factor authentication (cdk-nag, prowler) and adaptive authentication go together as far as the controls
ask: these want a risky sign-in blocked. What is lost is only that adaptive authentication asks the risky ones for a
second factor, since everybody is asked. So both are in ``strict``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import SECURITY_HUB_CONTROLS
from ..change import put
from ..resource_types import RISK, USER_POOL, WEB_ACL_ASSOCIATION
from ..rule import Problem, rule
from ..values import Reference, Text, Unknown
from ..view import ResourceView
from .booleans import is_off
from .members import ALL_CLIENTS
from .risk import CREDENTIALS, LEVELS, TAKEOVER

METHOD = "AWS::ApiGateway::Method"

_NAG = "https://github.com/cdklabs/cdk-nag/blob/main/RULES.md"
_PROWLER = "https://hub.prowler.com/check"
_MODE = "UserPoolAddOns.AdvancedSecurityMode"
_CUSTOM_MODE = "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode"
_FACTORS = "Policies.SignInPolicy.AllowedFirstAuthFactors"
_SIGN_UP = "AdminCreateUserConfig.AllowAdminCreateUserOnly"
_RECOVERY = "AccountRecoverySetting.RecoveryMechanisms"


def _is_other(value: Any, wanted: str) -> bool:
    """Whether a value is surely not the wanted one."""
    return value is None or (isinstance(value, str) and value != wanted)


@rule(
    "W9190",
    USER_POOL,
    source=_NAG,
    accepts={"MfaConfiguration": "ON", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
    rejects={"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
    controls=("AwsSolutions-COG2", "cognito_user_pool_mfa_enabled"),
    strict=True,
)
def second_factor_is_required(pool: ResourceView) -> Iterator[Problem]:
    """All users sign in with a second factor."""
    if _is_other(pool.get("MfaConfiguration"), "ON"):
        message = "users can sign in with one factor"
        yield Problem("MfaConfiguration", message, "set MfaConfiguration to ON, and EnabledMfas to what users have")


@rule(
    "W9191",
    USER_POOL,
    source=f"{SECURITY_HUB_CONTROLS}#cognito-5",
    accepts={"MfaConfiguration": "OPTIONAL", "EnabledMfas": ["SOFTWARE_TOKEN_MFA"]},
    rejects={"MfaConfiguration": "OFF"},
    controls=("Cognito.5",),
    strict=True,
)
def password_is_not_all(pool: ResourceView) -> Iterator[Problem]:
    """Where users sign in with a password only, they may have a second factor."""
    mode = pool.get("MfaConfiguration")
    if mode in (None, "OFF") and (pool.absent(_FACTORS) or pool.get(_FACTORS) == ["PASSWORD"]):
        message = "a password is all that a user can have"
        yield Problem("MfaConfiguration", message, "set MfaConfiguration to OPTIONAL or ON, and EnabledMfas")


@rule(
    "W9192",
    USER_POOL,
    source=f"{SECURITY_HUB_CONTROLS}#cognito-1",
    accepts={"UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}},
    rejects={"UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}},
    controls=("Cognito.1", "cognito_user_pool_advanced_security_enabled"),
    strict=True,
)
def threats_are_stopped(pool: ResourceView) -> Iterator[Problem]:
    """Threat protection stops a risky sign-in (full function mode)."""
    if _is_other(pool.get(_MODE), "ENFORCED"):
        message = "threat protection stops nobody"
        change = (put(_MODE, "ENFORCED"),) if pool.get("UserPoolTier") in (None, "PLUS") else ()
        yield Problem(_MODE, message, "set AdvancedSecurityMode to ENFORCED (Plus plan)", change=change)


@rule(
    "W9193",
    USER_POOL,
    source=f"{SECURITY_HUB_CONTROLS}#cognito-4",
    accepts={
        "UserPoolAddOns": {
            "AdvancedSecurityMode": "ENFORCED",
            "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "ENFORCED"},
        }
    },
    rejects={
        "UserPoolAddOns": {
            "AdvancedSecurityMode": "ENFORCED",
            "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "AUDIT"},
        }
    },
    controls=("Cognito.4",),
    strict=True,
)
def threats_are_stopped_in_custom_sign_in(pool: ResourceView) -> Iterator[Problem]:
    """Threat protection stops a risky sign-in by custom authentication too."""
    if _is_other(pool.get(_CUSTOM_MODE), "ENFORCED"):
        message = "threat protection stops nobody who signs in by custom authentication"
        protected = pool.get(_MODE) in ("AUDIT", "ENFORCED") and pool.get("UserPoolTier") in (None, "PLUS")
        change = (put(_CUSTOM_MODE, "ENFORCED"),) if protected else ()
        yield Problem(_CUSTOM_MODE, message, "set CustomAuthMode to ENFORCED (Plus plan)", change=change)


@rule(
    "W9194",
    USER_POOL,
    source=_NAG,
    accepts={"UserPoolTier": "PLUS"},
    rejects={"UserPoolTier": "ESSENTIALS"},
    controls=("AwsSolutions-COG8",),
    strict=True,
)
def plan_is_plus(pool: ResourceView) -> Iterator[Problem]:
    """A pool is on the Plus plan, as the template says."""
    if _is_other(pool.get("UserPoolTier"), "PLUS"):
        change = (put("UserPoolTier", "PLUS"),)
        yield Problem("UserPoolTier", "the plan is not PLUS", "set UserPoolTier to PLUS", change=change)


@rule(
    "W9195",
    USER_POOL,
    source=f"{_PROWLER}/cognito_user_pool_self_registration_disabled",
    accepts={"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True}},
    rejects={"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False}},
    controls=("cognito_user_pool_self_registration_disabled",),
    strict=True,
)
def users_are_invited(pool: ResourceView) -> Iterator[Problem]:
    """Only administrators make users."""
    if is_off(pool.get(_SIGN_UP)):
        change = (put(_SIGN_UP, True),)
        yield Problem(_SIGN_UP, "anybody can sign up", "set AllowAdminCreateUserOnly to true", change=change)


@rule(
    "W9196",
    USER_POOL,
    source=f"{_PROWLER}/cognito_user_pool_account_recovery_sms_not_preferred",
    accepts={"AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_email", "Priority": 1}]}},
    rejects={"AccountRecoverySetting": {"RecoveryMechanisms": [{"Name": "verified_phone_number", "Priority": 1}]}},
    controls=("cognito_user_pool_account_recovery_sms_not_preferred",),
    strict=True,
)
def recovery_is_not_first_by_phone(pool: ResourceView) -> Iterator[Problem]:
    """A forgotten password is not replaced by text message first."""
    fix = "give verified_email the Priority 1, or admin_only alone"
    if pool.absent(_RECOVERY):
        yield Problem(_RECOVERY, "left out, Cognito sends text messages first", fix)
    ways = pool.items(_RECOVERY)
    for path, way in ways:
        by_phone = isinstance(way, dict) and way.get("Name") == "verified_phone_number"
        if by_phone and (len(ways) == 1 or way.get("Priority") in (1, "1")):
            yield Problem(f"{path}.Name", "text messages come first, and a phone number can be stolen", fix)


def _protected(pool: str) -> dict[str, Any]:
    acl = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/users/1234abcd-12ab-34cd-56ef-1234567890ab"
    properties = {"ResourceArn": {"Fn::GetAtt": [pool, "Arn"]}, "WebACLArn": acl}
    pools = {name: {"Type": USER_POOL} for name in ("Subject", pool)}
    return {"Resources": {**pools, "Association": {"Type": WEB_ACL_ASSOCIATION, "Properties": properties}}}


def _may_name(value: Any, pool: ResourceView) -> bool:
    """Whether a value may be the id or ARN of a pool."""
    parts = value.parts if isinstance(value, Text) else (value,)
    return any(
        isinstance(part, Unknown) or (isinstance(part, Reference) and part.logical_id == pool.logical_id)
        for part in parts
    )


@rule(
    "W9197",
    USER_POOL,
    source=f"{_PROWLER}/cognito_user_pool_waf_acl_attached",
    accepts=_protected("Subject"),
    rejects=_protected("Others"),
    controls=("cognito_user_pool_waf_acl_attached",),
    strict=True,
)
def firewall_is_in_front(pool: ResourceView) -> Iterator[Problem]:
    """A web ACL of AWS WAF is associated with the pool."""
    template = pool.template
    if template.complete and not any(
        _may_name(one.get("ResourceArn"), pool) for one in template.of_type(WEB_ACL_ASSOCIATION)
    ):
        message = "no web ACL limits who calls the pool, and how often"
        yield Problem(
            "", message, f"add an {WEB_ACL_ASSOCIATION} with the ResourceArn Fn::GetAtt {pool.logical_id}.Arn"
        )


def _risk(**properties: Any) -> dict[str, Any]:
    add_ons = {"AdvancedSecurityMode": "ENFORCED"}
    return {
        "Resources": {
            "Subject": {"Type": USER_POOL, "Properties": {"UserPoolTier": "PLUS", "UserPoolAddOns": add_ons}},
            "Risk": {"Type": RISK, "Properties": {"UserPoolId": {"Ref": "Subject"}, "ClientId": "ALL", **properties}},
        }
    }


def _configurations(pool: ResourceView) -> list[ResourceView]:
    """The risk configurations that may be for all clients of a pool."""
    return [
        risk
        for risk in pool.template.of_type(RISK)
        if _may_name(risk.get("UserPoolId"), pool)
        and (risk.get("ClientId") == ALL_CLIENTS or isinstance(risk.get("ClientId"), Unknown))
    ]


_BLOCK = {"EventAction": "BLOCK", "Notify": False}
_PASS = {"EventAction": "NO_ACTION", "Notify": False}


def _blocks_credentials(risk: ResourceView) -> bool:
    return not _is_other(risk.get(f"{CREDENTIALS}.Actions.EventAction"), "BLOCK") and (
        risk.absent(f"{CREDENTIALS}.EventFilter") or not risk.lacks(f"{CREDENTIALS}.EventFilter", "SIGN_IN")
    )


@rule(
    "W9198",
    USER_POOL,
    source=f"{_PROWLER}/cognito_user_pool_blocks_compromised_credentials_sign_in_attempts",
    accepts=_risk(**{CREDENTIALS: {"EventFilter": ["SIGN_IN"], "Actions": {"EventAction": "BLOCK"}}}),
    rejects=_risk(**{CREDENTIALS: {"EventFilter": ["SIGN_UP"], "Actions": {"EventAction": "BLOCK"}}}),
    controls=("cognito_user_pool_blocks_compromised_credentials_sign_in_attempts",),
    strict=True,
)
def stolen_passwords_are_blocked(pool: ResourceView) -> Iterator[Problem]:
    """A sign-in with a password that is known to be stolen is blocked."""
    if not pool.template.complete:
        return
    fix = f"add an {RISK} for ClientId ALL that blocks SIGN_IN with compromised credentials"
    if _is_other(pool.get(_MODE), "ENFORCED"):
        yield Problem(_MODE, "without threat protection no stolen password is noticed", f"set it to ENFORCED and {fix}")
    elif not any(map(_blocks_credentials, _configurations(pool))):
        yield Problem(_MODE, "no risk configuration blocks a sign-in with a stolen password", fix)


def _blocks_takeover(risk: ResourceView) -> bool:
    actions = f"{TAKEOVER}.Actions"
    return not any(_is_other(risk.get(f"{actions}.{level}.EventAction"), "BLOCK") for level in LEVELS)


@rule(
    "W9199",
    USER_POOL,
    source=f"{_PROWLER}/cognito_user_pool_blocks_potential_malicious_sign_in_attempts",
    accepts=_risk(**{TAKEOVER: {"Actions": dict.fromkeys(LEVELS, _BLOCK)}}),
    rejects=_risk(**{TAKEOVER: {"Actions": {**dict.fromkeys(LEVELS, _BLOCK), "LowAction": _PASS}}}),
    controls=("cognito_user_pool_blocks_potential_malicious_sign_in_attempts",),
    strict=True,
)
def risky_sign_ins_are_blocked(pool: ResourceView) -> Iterator[Problem]:
    """A sign-in is blocked at every level of risk."""
    if not pool.template.complete:
        return
    fix = f"add an {RISK} for ClientId ALL with the EventAction BLOCK at all three levels"
    if _is_other(pool.get(_MODE), "ENFORCED"):
        yield Problem(_MODE, "without threat protection no risk is noticed", f"set it to ENFORCED and {fix}")
    elif not any(map(_blocks_takeover, _configurations(pool))):
        yield Problem(_MODE, "no risk configuration blocks a sign-in at all levels of risk", fix)


@rule(
    "W9901",
    METHOD,
    source=_NAG,
    accepts={"HttpMethod": "GET", "AuthorizationType": "COGNITO_USER_POOLS"},
    rejects={"HttpMethod": "GET", "AuthorizationType": "AWS_IAM"},
    controls=("AwsSolutions-COG4",),
    strict=True,
)
def method_asks_the_user_pool(method: ResourceView) -> Iterator[Problem]:
    """A method of an API lets in who signed in to a user pool."""
    verb = method.get("HttpMethod")
    if isinstance(verb, str) and verb != "OPTIONS" and _is_other(method.get("AuthorizationType"), "COGNITO_USER_POOLS"):
        message = "no user pool decides who may call the method"
        yield Problem("AuthorizationType", message, "set AuthorizationType to COGNITO_USER_POOLS, and AuthorizerId")
