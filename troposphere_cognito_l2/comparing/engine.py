"""Run the rules of change over what is in one template, the other, or both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from ..checks.finding import Severity
from ..checks.operands import mapping
from .additions import of_added
from .change import Change, Effect
from .leftovers import rest_of
from .losses import LOSSES
from .pair import Pair, Templates
from .refused import of_settings
from .removals import of_removed, of_retyped
from .replacements import of_pair
from .rule import ChangeRule, Claim

_MODULES: Mapping[str, tuple[str, ...]] = {
    "AWS::Cognito::IdentityPool": ("identity_pool",),
    "AWS::Cognito::IdentityPoolPrincipalTag": ("identity_pool_tags",),
    "AWS::Cognito::IdentityPoolRoleAttachment": ("identity_pool_roles", "identity_pool_mappings"),
    "AWS::Cognito::LogDeliveryConfiguration": ("logs",),
    "AWS::Cognito::ManagedLoginBranding": ("branding",),
    "AWS::Cognito::Terms": ("terms",),
    "AWS::Cognito::UserPool": (
        "user_pool",
        "user_pool_schema",
        "user_pool_mfa",
        "user_pool_contacts",
        "user_pool_email",
        "user_pool_sms",
        "user_pool_plan",
        "user_pool_triggers",
        "user_pool_sign_in",
        "user_pool_refused",
        "web_acl",
    ),
    "AWS::Cognito::UserPoolClient": (
        "client",
        "client_attributes",
        "client_flows",
        "client_oauth",
        "client_providers",
        "client_tokens",
    ),
    "AWS::Cognito::UserPoolDomain": ("domain",),
    "AWS::Cognito::UserPoolGroup": ("group",),
    "AWS::Cognito::UserPoolIdentityProvider": ("identity_provider", "identity_provider_mapping"),
    "AWS::Cognito::UserPoolRegionalConfigurationAttachment": ("replication",),
    "AWS::Cognito::UserPoolResourceServer": ("resource_server",),
    "AWS::Cognito::UserPoolRiskConfigurationAttachment": ("risk",),
}
"""Which modules of ``comparing.rules`` hold the rules of a resource type. Loaded when the type is first met."""


@cache
def change_rules_for(resource_type: str) -> tuple[ChangeRule, ...]:
    """The rules for a resource of a type, in the order of their definition."""
    modules = (import_module(f"{__package__}.rules.{name}") for name in _MODULES.get(resource_type, ()))
    rules = (value for module in modules for value in vars(module).values() if isinstance(value, ChangeRule))
    return tuple(rule for rule in rules if rule.resource_type == resource_type)


def all_change_rules() -> tuple[ChangeRule, ...]:
    """Every rule that is for one type, by id."""
    return tuple(sorted((rule for kind in _MODULES for rule in change_rules_for(kind)), key=lambda rule: rule.id))


def changes_of(logical_id: str, templates: Templates, *, in_place: bool = False) -> list[Change] | None:
    """What an update does to a resource, under the parameter values that are looked at.

    Args:
        logical_id: of the resource, in either template.
        templates: the two templates.
        in_place: whether to tell of what is changed as it stands, too.

    Returns:
        The changes; ``None`` if the resource is in neither template.
    """
    before, after = templates.old.resource(logical_id), templates.new.resource(logical_id)
    if before is None:
        return None if after is None else list(of_added(after, templates))
    if after is None:
        return list(of_removed(before, templates))
    if before.type != after.type:
        concerned = before.type in LOSSES or after.type in LOSSES
        return [*of_retyped(before, after), *of_removed(before, templates)] if concerned else []
    if before.type not in LOSSES:
        return []
    pair = templates.pair(logical_id)
    assert pair is not None  # it is in both, of one type
    return list(_of_both(pair, in_place=in_place))


def _of_both(pair: Pair, *, in_place: bool) -> Iterator[Change]:
    own = [(rule, claim) for rule in change_rules_for(pair.type) for claim in rule.look(pair)]
    refused = {
        path
        for rule, claim in own
        if rule.effect is Effect.REJECTED and (claim.severity or rule.severity) is Severity.ERROR
        for path in (claim.path, *claim.covers)
    }
    spoken = refused | {claim.path for rule, claim in own if rule.effect is Effect.REPLACED}
    claimed = [path for _, claim in own for path in (claim.path, *claim.covers)]
    for change in (*of_pair(pair, spoken), *of_settings(pair, refused)):
        claimed.append(change.path)
        yield change
    for rule, claim in own:
        found = _change(rule, claim, pair)
        if in_place or found.effect is not Effect.IN_PLACE or found.severity is not Severity.INFO:
            yield found
    yield from rest_of(pair, claimed, in_place=in_place)


def _change(rule: ChangeRule, claim: Claim, pair: Pair) -> Change:
    old, new = claim.old, claim.new
    if old is None and new is None and claim.path:
        beside = claim.path in pair.after.body or claim.path in pair.before.body
        old, new = (
            (mapping(view.body).get(claim.path) for view in (pair.before, pair.after))
            if beside
            else (pair.old(claim.path), pair.new(claim.path))
        )
    return Change(
        rule.id,
        rule.effect,
        claim.severity or rule.severity,
        pair.logical_id,
        claim.path,
        old,
        new,
        claim.message,
        claim.fix,
        rule.source,
        claim.steps,
        about=claim.about,
    )
