"""Run the rules over resources: the door that the helpers' ``add_to`` uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from .asking import may_find
from .change import Patch, patch_of
from .finding import Finding, Severity
from .joined import Joined
from .paths import ATTRIBUTES, overlap
from .rule import ANY_TYPE, Problem, Rule
from .schema import STRUCTURE, structure_findings
from .secrets import HIDDEN
from .view import CONDITION, OUTPUT, ResourceView

_MODULES: Mapping[str, tuple[str, ...]] = {
    "AWS::Cognito::UserPool": (
        "user_pool",
        "user_pool_sign_in",
        "user_pool_schema",
        "user_pool_mfa",
        "user_pool_recovery",
        "user_pool_messages",
        "user_pool_triggers",
        "user_pool_functions",
        "sms_role",
        "arns",
        "controls",
        "controls_passwords",
    ),
    "AWS::Cognito::UserPoolClient": (
        "client",
        "client_flows",
        "client_oauth",
        "client_redirects",
        "client_scopes",
        "client_attributes",
        "client_providers",
        "attribute_mapping",
    ),
    "AWS::Cognito::UserPoolDomain": ("domain", "arns"),
    "AWS::Cognito::UserPoolIdentityProvider": (
        "identity_provider",
        "identity_provider_oidc",
        "identity_provider_saml",
        "attribute_mapping",
    ),
    "AWS::Cognito::UserPoolResourceServer": ("resource_server",),
    "AWS::Cognito::UserPoolGroup": ("group", "arns"),
    "AWS::Cognito::UserPoolUser": ("user",),
    "AWS::Cognito::UserPoolUserToGroupAttachment": ("membership",),
    "AWS::Cognito::IdentityPool": ("identity_pool", "identity_pool_logins"),
    "AWS::Cognito::IdentityPoolRoleAttachment": (
        "identity_pool_roles",
        "identity_pool_mappings",
        "identity_pool_trust",
        "identity_pool_claims",
        "arns",
    ),
    "AWS::Cognito::IdentityPoolPrincipalTag": ("identity_pool_tags", "identity_pool_claims"),
    "AWS::Cognito::ManagedLoginBranding": ("branding",),
    "AWS::Cognito::UserPoolUICustomizationAttachment": ("branding", "customization"),
    "AWS::Cognito::Terms": ("terms",),
    "AWS::Cognito::UserPoolRiskConfigurationAttachment": ("risk",),
    "AWS::Cognito::LogDeliveryConfiguration": ("logs",),
    "AWS::Cognito::UserPoolReplica": ("replication",),
    "AWS::Cognito::UserPoolRegionalConfigurationAttachment": ("replication",),
    "AWS::ApiGateway::Method": ("controls",),
    "AWS::Lambda::Permission": ("arns",),
    "AWS::IAM::Role": ("iam",),
    "AWS::IAM::Policy": ("iam",),
    OUTPUT: ("sections",),
    CONDITION: ("sections",),
    ANY_TYPE: ("wiring", "definitions", "sections"),
}
"""Which modules of ``checks.rules`` hold the rules of a resource type. Loaded when the type is first met."""

_ONLY_WARNINGS = frozenset(
    ("client_flows", "controls", "controls_passwords", "identity_pool_claims", "user_pool_functions")
)
"""Modules that hold no rule whose breach is an error in a template that may grow: ``add_to`` does without them."""


@cache
def rules_for(resource_type: str) -> tuple[Rule, ...]:
    """The hand-written rules for a resource of a type, in the order of their definition."""
    return (*_rules_of(resource_type), *_rules_of(ANY_TYPE))


@cache
def _rules_of(resource_type: str, without: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    names = (name for name in _MODULES.get(resource_type, ()) if name not in without)
    modules = (import_module(f"{__package__}.rules.{name}") for name in names)
    rules = (value for module in modules for value in vars(module).values() if isinstance(value, Rule))
    return tuple(rule for rule in rules if rule.resource_type == resource_type)


@cache
def _errors_for(resource_type: str, properties: frozenset[str]) -> tuple[Rule, ...]:
    """The rules whose breach is an error and that may find something in a resource with these properties.

    Those for all types look at complete templates only, and are left out.
    """
    errors = (rule for rule in _rules_of(resource_type, _ONLY_WARNINGS) if rule.severity is Severity.ERROR)
    return tuple(rule for rule in errors if may_find(rule, resource_type, properties))


def _errors_in(view: ResourceView) -> tuple[Rule, ...]:
    """Those rules for one resource that is about to join a template."""
    return _errors_for(view.type, frozenset(view.body["Properties"]))


def all_rules() -> tuple[Rule, ...]:
    """Every hand-written rule, by id."""
    return tuple(sorted((rule for kind in _MODULES for rule in _rules_of(kind)), key=lambda rule: rule.id))


@cache
def rule_ids() -> frozenset[str]:
    """The ids of all rules, structural ones included."""
    return frozenset({*STRUCTURE, *(rule.id for rule in all_rules())})


def findings_of(view: ResourceView, rules: Iterable[Rule] | None = None) -> Iterator[Finding]:
    """What the structural rules and some hand-written ones (left out: all) find in one resource."""
    yield from structure_findings(view)
    for rule in rules_for(view.type) if rules is None else rules:
        for problem in rule.check(view):
            yield finding_of(rule, view, problem)


def findings_by(rule: Rule, view: ResourceView) -> list[Finding]:
    """What one rule finds in one resource."""
    problems = list(rule.check(view))
    return [finding_of(rule, view, problem) for problem in problems] if problems else []


def finding_of(rule: Rule, view: ResourceView, problem: Problem) -> Finding:
    """A problem with who, where and the value."""
    return Finding(
        rule.id,
        rule.severity,
        view.logical_id,
        problem.path,
        HIDDEN if problem.hidden else _value(view, problem.path),
        problem.message,
        problem.allowed or rule.sentence,
        problem.fix,
        rule.source,
        controls=rule.controls,
        patch=_patch(view, problem) if problem.change else (),
    )


def _patch(view: ResourceView, problem: Problem) -> Patch:
    """What mends a problem of a template as it was given; a helper has its own options for that."""
    template = view.template
    return patch_of(template.resources, view.logical_id, problem.change) if template.follows_conditions else ()


def _value(view: ResourceView, path: str) -> Any:
    return view.body.get(path) if path in ATTRIBUTES else view.get(path)


def errors_of(
    new: dict[str, Any],
    existing: dict[str, Any],
    *,
    exempt: Mapping[str, Collection[str]],
    ignore: Collection[str],
    sections: Mapping[str, Any],
) -> list[Finding]:
    """The errors in resources that are about to join a template.

    Args:
        new: rendered resources by logical id.
        existing: the template's own resources (mappings or troposphere objects); looked at only where ``new`` names
            them.
        exempt: property paths by logical id that unknown-property and enumeration rules leave alone.
        ignore: rule ids to leave out.
        sections: ``Parameters``, ``Mappings``, ``Conditions`` and ``Rules`` of the template (mappings or troposphere
            objects); looked at only where something depends on them.
    """
    template = Joined(existing, new, sections["Parameters"])
    found: list[Finding] = []
    for logical_id in new:
        view = template.resource(logical_id)
        assert view is not None  # it is one of the resources that the view was made of
        found += findings_of(view, _errors_in(view))
    template.forget()
    if template.branched.met:
        from .branches import errors_in_branches  # most templates do without

        found += errors_in_branches(new, template.branched, sections, _errors_in)
        found = list({(one.rule, one.resource, one.path, one.message): one for one in found}.values())
    return [
        finding
        for finding in found
        if finding.rule not in ignore
        and not (
            finding.rule in NEWER_THAN_DATA
            and any(overlap(finding.path, path) for path in exempt.get(finding.resource, ()))
        )
    ]


SUPPRESSION = "CognitoChecks"
"""Where a resource's ``Metadata`` records the rules that its owner chose to go past, with the reasons."""

NEWER_THAN_DATA = ("E9001", "E9004", "E9123", "E9143")
"""Rules about names that AWS may have added since our data: an unknown property, an unknown enumeration value."""
