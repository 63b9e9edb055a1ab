"""What changes of an identity pool's role attachment do: how roles are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...checks.aws_pages import GUIDE
from ...checks.resource_types import ROLE_ATTACHMENT
from ...checks.rules.identity_pool_roles import example_attachment
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import is_other, keyed

_PAGE = f"{GUIDE}role-based-access-control.html"
_MAPPINGS = "RoleMappings"
_RULES = [
    {"Claim": "isAdmin", "MatchType": "Equals", "Value": "yes", "RoleARN": "arn:aws:iam::111122223333:role/admin"},
    {"Claim": "isPaid", "MatchType": "Equals", "Value": "yes", "RoleARN": "arn:aws:iam::111122223333:role/paid"},
]


def _example(*names: str, **mapping: Any) -> dict[str, Any]:
    token = {"Type": "Token", "AmbiguousRoleResolution": "AuthenticatedRole", **mapping}
    return example_attachment(RoleMappings={name: dict(token) for name in names})


def _example_rules(rules: list[dict[str, str]], otherwise: str = "AuthenticatedRole") -> dict[str, Any]:
    return _example(
        "accounts.google.com", Type="Rules", AmbiguousRoleResolution=otherwise, RulesConfiguration={"Rules": rules}
    )


def _mappings(value: Any) -> dict[str, Mapping[str, Any]] | None:
    """The mappings by the provider that each is for; ``None`` if not all are known."""
    known = keyed(value)
    if known is None or not all(isinstance(one, dict) for one in known.values()):
        return None
    return {_provider(key, one): one for key, one in known.items()}


def _provider(key: str, mapping: Mapping[str, Any]) -> str:
    """What a mapping is for: the key may be any word where the provider is named beside it."""
    named = mapping.get("IdentityProvider")
    return key if named is None else named if isinstance(named, str) else repr(named)


def _in_both(pair: Pair) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    old, new = _mappings(pair.old(_MAPPINGS)), _mappings(pair.new(_MAPPINGS))
    for name, mapping in (old or {}).items():
        if new is not None and name in new:
            yield name, mapping, new[name]


@change_rule(
    "C9631",
    ROLE_ATTACHMENT,
    Effect.RESET,
    source=_PAGE,
    before=_example("accounts.google.com", "graph.facebook.com"),
    after=_example("accounts.google.com"),
    harmless=_example("graph.facebook.com", "accounts.google.com", "www.amazon.com"),
)
def roles_are_mapped_no_more(pair: Pair) -> Iterator[Claim]:
    """Users of a provider without a mapping get the role of all who signed in."""
    old, new = _mappings(pair.old(_MAPPINGS)), _mappings(pair.new(_MAPPINGS))
    if old is None or new is None:
        return
    lost = [name for name in old if name not in new]
    if lost:
        yield Claim(
            _MAPPINGS,
            f"users of {words(lost)} get the role of all who signed in, not that of their claims or groups",
            "Leave the mapping, unless one role is enough.",
        )


@change_rule(
    "C9632",
    ROLE_ATTACHMENT,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=_example("accounts.google.com"),
    after=_example("accounts.google.com", AmbiguousRoleResolution="Deny"),
    harmless=_example("accounts.google.com", AmbiguousRoleResolution="AuthenticatedRole"),
)
def users_without_a_match_are_denied(pair: Pair) -> Iterator[Claim]:
    """Users whom no rule and no group gives a role get no AWS credentials."""
    path = "AmbiguousRoleResolution"
    names = [
        name for name, old, new in _in_both(pair) if (old.get(path), new.get(path)) == ("AuthenticatedRole", "Deny")
    ]
    if names:
        yield Claim(
            _MAPPINGS,
            f"users of {words(names)} whom no rule or group gives a role are denied; they got the role of all who "
            "signed in",
            "See that every user has a role by a rule or a group.",
        )


@change_rule(
    "C9633",
    ROLE_ATTACHMENT,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=_example_rules(_RULES),
    after=_example("accounts.google.com"),
    harmless=_example_rules([*_RULES, {**_RULES[0], "Claim": "isOwner"}]),
)
def roles_are_chosen_in_another_way(pair: Pair) -> Iterator[Claim]:
    """Users get their role by their groups rather than by rules, or the other way round."""
    names = [name for name, old, new in _in_both(pair) if _turns(old, new)]
    if names:
        yield Claim(
            _MAPPINGS,
            f"users of {words(names)} get their role in another way (Token: by their groups; Rules: by their claims), "
            "so they may get another, or none",
            "See that every user gets the same role either way.",
        )


@change_rule(
    "C9634",
    ROLE_ATTACHMENT,
    Effect.SIGN_IN_BREAKS,
    source=_PAGE,
    before=_example_rules(_RULES),
    after=_example_rules(_RULES[:1]),
    harmless=_example_rules([{**_RULES[0], "RoleARN": "arn:aws:iam::111122223333:role/boss"}, _RULES[1]]),
)
def users_of_a_rule_have_another_role(pair: Pair) -> Iterator[Claim]:
    """Users whom a rule gave a role that is gone get another one, or none."""
    for name, old, new in _in_both(pair):
        before, after = (_rules(one) for one in (old, new))
        if before is None or after is None or _turns(old, new):
            continue
        lost = [rule for rule in before if all(_differ(rule, other) for other in after)]
        if lost:
            said = [" ".join(map(str, rule)) for rule in lost]
            otherwise = (
                "are denied" if new.get("AmbiguousRoleResolution") == "Deny" else "get the role of all who signed in"
            )
            yield Claim(
                _MAPPINGS,
                f"users of {name} for whom {words(said)} is true {otherwise}, unless another rule is theirs",
                "Leave a rule until it is nobody's.",
                about=name,
            )


def _rules(mapping: Mapping[str, Any]) -> list[tuple[Any, ...]] | None:
    """What the rules of a mapping ask for; ``None`` if not all are known."""
    configuration = keyed(mapping.get("RulesConfiguration"))
    rules = None if configuration is None else configuration.get("Rules", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return None
    return [tuple(rule.get(name) for name in ("Claim", "MatchType", "Value")) for rule in rules]


def _differ(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return any(is_other(mine, theirs) for mine, theirs in zip(one, other, strict=True))


def _turns(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether roles come by groups rather than by rules now, or the other way round."""
    return (old.get("Type"), new.get("Type")) in (("Rules", "Token"), ("Token", "Rules"))
