"""Make ``examples/controls.md`` again: what the named security controls say of what the helpers make by default.

    python tests/tools/regenerate_controls.py

What a control asks for and what it takes to pass is written here; which rules carry it, in which profile, and whether
the defaults pass is taken from the rules and from `check` itself.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from troposphere import GetAtt, Template, wafv2

from troposphere_cognito_l2 import (
    AccountTakeoverAction,
    AccountTakeoverEventAction,
    AccountTakeoverRisk,
    CompromisedCredentialsEvent,
    CompromisedCredentialsRisk,
    FeaturePlan,
    IdentityPool,
    Mfa,
    MfaMode,
    PasswordPolicy,
    ThreatProtection,
    ThreatProtectionMode,
    UserPool,
    UserPoolAuthentication,
    UserPoolClient,
    UserPoolRiskConfiguration,
)
from troposphere_cognito_l2.checks.api import check
from troposphere_cognito_l2.checks.engine import all_rules

TARGET = Path(__file__).parents[2] / "examples" / "controls.md"


class Control(NamedTuple):
    """One control of a list."""

    id: str
    asks: str
    """What it asks for."""
    why: str = ""
    """Why the defaults fail it, or pass it without showing it."""
    to_pass: str = ""
    """What to give, so that it passes."""
    shown: tuple[str, ...] = ()
    """Where the defaults show that they pass: resource and property."""


_TOLD = "users have to register one, and an app has to ask for it"
_COST = "costs: the Plus plan"
_PLUS = "`feature_plan=FeaturePlan.PLUS`"
_THREATS = "`threat_protection=ThreatProtection()`"
_CUSTOM = "`ThreatProtection(custom=ThreatProtectionMode.FULL_FUNCTION)`"
_MFA = "`mfa=Mfa(MfaMode.REQUIRED, totp=True)`"
_PASSWORDS = "Users.Policies.PasswordPolicy"
_GUESTS = ("Identities.AllowUnauthenticatedIdentities",)
_RISK = "`UserPoolRiskConfiguration`"

LISTS: dict[str, tuple[Control, ...]] = {
    "AWS Security Hub": (
        Control("Cognito.1", "threat protection in full function mode", _COST, _THREATS),
        Control("Cognito.2", "no guests in an identity pool", shown=_GUESTS),
        Control(
            "Cognito.3",
            "passwords of 8 characters of all four kinds; temporary ones hold 7 days at most",
            shown=(
                f"{_PASSWORDS}.MinimumLength",
                f"{_PASSWORDS}.TemporaryPasswordValidityDays",
            ),
        ),
        Control("Cognito.4", "threat protection in full function mode for custom authentication", _COST, _CUSTOM),
        Control("Cognito.5", "a second factor where passwords are all", _TOLD, _MFA),
        Control("Cognito.6", "deletion protection", shown=("Users.DeletionProtection",)),
    ),
    "cdk-nag": (
        Control(
            "AwsSolutions-COG1",
            "a password policy that is written out: 8 characters, capitals, digits, symbols",
            shown=(
                f"{_PASSWORDS}.MinimumLength",
                f"{_PASSWORDS}.RequireNumbers",
            ),
        ),
        Control("AwsSolutions-COG2", "a second factor for everybody", _TOLD, _MFA),
        Control("AwsSolutions-COG4", "methods of an API that ask a user pool", "the helpers make no API"),
        Control("AwsSolutions-COG7", "no guests in an identity pool", shown=_GUESTS),
        Control("AwsSolutions-COG8", "the Plus plan, written out", _COST, _PLUS),
    ),
    "checkov": (Control("CKV_AWS_366", "no guests in an identity pool", shown=_GUESTS),),
    "prowler": (
        Control("cognito_identity_pool_guest_access_disabled", "no guests in an identity pool", shown=_GUESTS),
        Control(
            "cognito_user_pool_account_recovery_sms_not_preferred",
            "recovery that is not by text message first",
            shown=("Users.AccountRecoverySetting.RecoveryMechanisms",),
        ),
        Control(
            "cognito_user_pool_advanced_security_enabled", "threat protection in full function mode", _COST, _THREATS
        ),
        Control(
            "cognito_user_pool_blocks_compromised_credentials_sign_in_attempts",
            "a sign-in with a stolen password is blocked",
            _COST,
            f"{_RISK} with `CompromisedCredentialsRisk`",
        ),
        Control(
            "cognito_user_pool_blocks_potential_malicious_sign_in_attempts",
            "a sign-in is blocked at every level of risk",
            f"{_COST}, and users who are only on their way",
            f"{_RISK} with `AccountTakeoverRisk`",
        ),
        Control(
            "cognito_user_pool_client_prevent_user_existence_errors",
            "errors that do not tell which users exist",
            shown=("App.PreventUserExistenceErrors",),
        ),
        Control(
            "cognito_user_pool_client_token_revocation_enabled",
            "tokens that can be revoked",
            shown=("App.EnableTokenRevocation",),
        ),
        Control(
            "cognito_user_pool_deletion_protection_enabled", "deletion protection", shown=("Users.DeletionProtection",)
        ),
        Control("cognito_user_pool_mfa_enabled", "a second factor for everybody", _TOLD, _MFA),
        Control(
            "cognito_user_pool_password_policy_lowercase",
            "a small letter in passwords",
            shown=(f"{_PASSWORDS}.RequireLowercase",),
        ),
        Control(
            "cognito_user_pool_password_policy_minimum_length_14",
            "passwords of 14 characters",
            "Cognito's own 8, which Security Hub asks for",
            "`password_policy=PasswordPolicy(min_length=14)`",
        ),
        Control(
            "cognito_user_pool_password_policy_number", "a digit in passwords", shown=(f"{_PASSWORDS}.RequireNumbers",)
        ),
        Control(
            "cognito_user_pool_password_policy_symbol", "a symbol in passwords", shown=(f"{_PASSWORDS}.RequireSymbols",)
        ),
        Control(
            "cognito_user_pool_password_policy_uppercase",
            "a capital letter in passwords",
            shown=(f"{_PASSWORDS}.RequireUppercase",),
        ),
        Control(
            "cognito_user_pool_self_registration_disabled",
            "only administrators make users",
            shown=("Users.AdminCreateUserConfig.AllowAdminCreateUserOnly",),
        ),
        Control(
            "cognito_user_pool_temporary_password_expiration",
            "temporary passwords that hold 7 days at most",
            shown=(f"{_PASSWORDS}.TemporaryPasswordValidityDays",),
        ),
        Control(
            "cognito_user_pool_waf_acl_attached",
            "a web ACL of AWS WAF",
            "costs: AWS WAF; which rules it needs is yours to say",
            "`wafv2.WebACLAssociation`",
        ),
    ),
}
"""The controls over Cognito, list by list."""


def defaults() -> Template:
    """What the helpers make where nothing is said: a user pool, an app client and an identity pool."""
    template = Template()
    users = UserPool("Users").add_to(template)
    app = UserPoolClient("App", user_pool=users).add_to(template)
    IdentityPool("Identities", user_pools=[UserPoolAuthentication(app)]).add_to(template)
    return template


def hardened() -> Template:
    """The same with what the table says it takes: every control passes."""
    template = Template()
    users = UserPool(
        "Users",
        feature_plan=FeaturePlan.PLUS,
        mfa=Mfa(MfaMode.REQUIRED, totp=True),
        password_policy=PasswordPolicy(min_length=14),
        threat_protection=ThreatProtection(custom=ThreatProtectionMode.FULL_FUNCTION),
    ).add_to(template)
    app = UserPoolClient("App", user_pool=users).add_to(template)
    IdentityPool("Identities", user_pools=[UserPoolAuthentication(app)]).add_to(template)
    block = AccountTakeoverAction(AccountTakeoverEventAction.BLOCK, notify=False)
    UserPoolRiskConfiguration(
        "Risk",
        user_pool=users,
        account_takeover=AccountTakeoverRisk(low_action=block, medium_action=block, high_action=block),
        compromised_credentials=CompromisedCredentialsRisk(event_filter=[CompromisedCredentialsEvent.SIGN_IN]),
    ).add_to(template)
    acl = wafv2.WebACL(
        "Acl",
        DefaultAction=wafv2.DefaultAction(Allow=wafv2.AllowAction()),
        Scope="REGIONAL",
        VisibilityConfig=wafv2.VisibilityConfig(
            CloudWatchMetricsEnabled=True, MetricName="users", SampledRequestsEnabled=True
        ),
    )
    template.add_resource(acl)
    template.add_resource(
        wafv2.WebACLAssociation("Wall", ResourceArn=GetAtt("Users", "Arn"), WebACLArn=GetAtt(acl, "Arn"))
    )
    return template


def failed(template: Any) -> dict[str, set[str]]:
    """The controls that a template fails, each with the rules that say so."""
    found: dict[str, set[str]] = {}
    for finding in check(template, profile="strict").findings:
        for control in finding.controls:
            found.setdefault(control, set()).add(finding.rule)
    return found


def rules_of(control: str) -> list[tuple[str, bool]]:
    """The rules that carry a control, and whether they are of the profile ``strict`` only."""
    return [(rule.id, rule.strict) for rule in all_rules() if control in rule.controls]


def shown(template: dict[str, Any], path: str) -> str:
    """What a template says at a path: resource and property."""
    name, _, rest = path.partition(".")
    value: Any = template["Resources"][name]["Properties"]
    for step in rest.split("."):
        value = value[step]
    return f"`{rest.rpartition('.')[2]}: {json.dumps(value)}`"


HEAD = """# Security controls

What the named security controls over Cognito say of what the helpers make by default: `UserPool("Users")`,
`UserPoolClient("App", user_pool=users)` and `IdentityPool("Identities", user_pools=[UserPoolAuthentication(app)])`.
Each control is checked by `check(template, profile="strict")`, and its findings carry the control's own id. Rules of
the profile `default` run without that, too.

No two of these controls contradict each other, and `strict` has them all: a pool can pass every one. Required
multi-factor authentication (cdk-nag, prowler) leaves nothing to do for the MFA actions of adaptive authentication,
which is why AWS advises optional MFA beside it; but the controls ask that risky sign-ins are blocked, which works with
both. What they can contradict is your app: required MFA refuses one-time codes as the first factor, and
self-registration is what many apps are for.

A template shows what is in it: threat protection or a web ACL that another stack adds is missed, and COG4 judges the
methods of an API, of which the helpers make none.
"""


def text() -> str:
    """The page."""
    template = defaults().to_dict()
    failing = failed(template)
    lines = [HEAD]
    for title, controls in LISTS.items():
        lines += [
            f"## {title}\n",
            "| control | asks for | rules | profile | our defaults | why |",
            "|---|---|---|---|---|---|",
        ]
        for control in controls:
            rules = rules_of(control.id)
            profiles = dict.fromkeys("strict" if strict else "default" for _, strict in rules)
            why = f"{control.why}. To pass: {control.to_pass}" if control.to_pass else control.why
            why = why or ", ".join(shown(template, path) for path in control.shown)
            cells = (
                control.id,
                control.asks,
                ", ".join(rule for rule, _ in rules),
                ", ".join(profiles),
                "fail" if control.id in failing else "pass",
                why,
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
