"""Rules about the role mappings of an identity pool."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..aws_pages import IDENTITY_POOLS_API
from ..resource_types import CLIENT, IDENTITY_POOL, ROLE_ATTACHMENT, USER_POOL
from ..rule import Evidence, Problem, rule
from ..values import Reference, Text, Unknown, known_text
from ..view import ResourceView
from .identity_pool import without_scheme
from .identity_pool_logins import LOGIN_PROVIDERS
from .identity_pool_roles import example_attachment, example_with_pool, mappings

_SET_ROLES = f"{IDENTITY_POOLS_API}API_SetIdentityPoolRoles.html"
_MAPPING = f"{IDENTITY_POOLS_API}API_RoleMapping.html"
_RULE = f"{IDENTITY_POOLS_API}API_MappingRule.html"
_REFUSAL = "https://github.com/aws/aws-cdk/issues/22951"

_NAME = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example:1example23456789"
_ADMIN = {
    "Claim": "isAdmin",
    "MatchType": "Equals",
    "Value": "true",
    "RoleARN": "arn:aws:iam::111122223333:role/admin",
}
_AMAZON = {"Type": "Token", "AmbiguousRoleResolution": "Deny", "IdentityProvider": "www.amazon.com"}


def _mapping(**properties: Any) -> dict[str, Any]:
    mapping = {"Type": "Token", "AmbiguousRoleResolution": "Deny", "IdentityProvider": _NAME, **properties}
    given = {name: value for name, value in mapping.items() if value is not None}
    return example_attachment(RoleMappings={"Users": given})


def _by_rules(*rules: dict[str, Any]) -> dict[str, Any]:
    return _mapping(Type="Rules", RulesConfiguration={"Rules": list(rules)})


@rule(
    "E9623",
    ROLE_ATTACHMENT,
    source=_MAPPING,
    accepts=_mapping(Type="Token"),
    rejects=_mapping(Type="Claim"),
)
def mapping_type_is_known(view: ResourceView) -> Iterator[Problem]:
    """A role mapping is of type ``Token`` or ``Rules``."""
    for path, _, mapping in mappings(view):
        kind = mapping.get("Type")
        if isinstance(kind, str) and kind not in ("Token", "Rules"):
            yield Problem(f"{path}.Type", "is no type of role mapping", "write Token or Rules")


@rule(
    "E9624",
    ROLE_ATTACHMENT,
    source=_MAPPING,
    accepts=_mapping(AmbiguousRoleResolution="AuthenticatedRole"),
    rejects=_mapping(AmbiguousRoleResolution=None),
)
def ambiguity_is_resolved(view: ResourceView) -> Iterator[Problem]:
    """A role mapping says what happens in doubt: ``AuthenticatedRole`` or ``Deny``."""
    for path, _, mapping in mappings(view):
        choice = mapping.get("AmbiguousRoleResolution")
        if choice is None or (isinstance(choice, str) and choice not in ("AuthenticatedRole", "Deny")):
            message = "is needed" if choice is None else "is no such choice"
            yield Problem(f"{path}.AmbiguousRoleResolution", message, "write AuthenticatedRole or Deny")


@rule(
    "E9625",
    ROLE_ATTACHMENT,
    source=_MAPPING,
    accepts=_by_rules(_ADMIN),
    rejects=_by_rules(),
)
def mapping_by_rules_has_rules(view: ResourceView) -> Iterator[Problem]:
    """A role mapping by rules has at least one rule."""
    for path, _, mapping in mappings(view):
        where = f"{path}.RulesConfiguration.Rules"
        if mapping.get("Type") == "Rules" and view.absent(where):
            yield Problem(where, "there is no rule", "give a rule, or map by token")


@rule(
    "E9626",
    ROLE_ATTACHMENT,
    source=_RULE,
    accepts=_by_rules(_ADMIN, {**_ADMIN, "MatchType": "NotEqual"}),
    rejects=_by_rules({**_ADMIN, "MatchType": "NotEquals"}),
)
def rules_are_complete(view: ResourceView) -> Iterator[Problem]:
    """A rule has a claim of 1 to 64 characters, a value of 1 to 128, and Equals, NotEqual, StartsWith or Contains."""
    for path, _, _ in mappings(view):
        for where, _ in view.items(f"{path}.RulesConfiguration.Rules"):
            match = view.get(f"{where}.MatchType")
            if isinstance(match, str) and match not in ("Equals", "Contains", "StartsWith", "NotEqual"):
                yield Problem(
                    f"{where}.MatchType", "is no way to match", "write Equals, NotEqual, StartsWith or Contains"
                )
            for name, most in (("Claim", 64), ("Value", 128)):
                text = view.get(f"{where}.{name}")
                if isinstance(text, str) and not 1 <= len(text) <= most:
                    yield Problem(f"{where}.{name}", f"has {len(text)} characters", f"write 1 to {most} characters")


@rule(
    "E9627",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    accepts=_by_rules(*[_ADMIN] * 25),
    rejects=_by_rules(*[_ADMIN] * 26),
)
def rules_are_not_too_many(view: ResourceView) -> Iterator[Problem]:
    """A role mapping has at most 25 rules."""
    for path, _, _ in mappings(view):
        rules = view.items(f"{path}.RulesConfiguration.Rules")
        count = sum(not isinstance(item, Unknown) for _, item in rules)
        if count > 25:
            yield Problem(f"{path}.RulesConfiguration.Rules", f"has {count} members", "leave some out")


@rule(
    "E9628",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    accepts=_mapping(),
    rejects=example_attachment(
        RoleMappings={f"P{number}": {**_AMAZON, "IdentityProvider": f"{_NAME}{number}"} for number in range(11)}
    ),
)
def mappings_are_not_too_many(view: ResourceView) -> Iterator[Problem]:
    """An identity pool maps roles for at most 10 providers."""
    count = len(list(mappings(view)))
    if count > 10:
        yield Problem("RoleMappings", f"has {count} members", "leave some out")


@rule(
    "E9629",
    ROLE_ATTACHMENT,
    source=_REFUSAL,
    evidence=Evidence.REPORTED,
    accepts=_mapping(),
    rejects=_mapping(IdentityProvider=f"https://{_NAME}"),
)
def mapped_provider_is_a_name(view: ResourceView) -> Iterator[Problem]:
    """A mapped provider is a name without ``https://``, a user pool's with the client: ``<provider name>:<client>``."""
    for path, key, mapping in mappings(view):
        where, name = _provider(path, key, mapping)
        first: Any = name.parts[0] if isinstance(name, Text) else name
        target = view.template.resource(first.logical_id) if isinstance(first, Reference) else None
        if known_text(name).startswith(("https://", "http://")):
            change = () if where == path else without_scheme(where, name)  # a key stays
            yield Problem(where, "a provider's name has no https://", "leave https:// out", change=change)
        elif target is not None and target.type == USER_POOL and first.attribute != "ProviderName":
            yield Problem(
                where, f"{first!r} is not a pool's provider name", "use GetAtt ProviderName, then :<client id>"
            )


@rule(
    "E9630",
    ROLE_ATTACHMENT,
    source=_REFUSAL,
    evidence=Evidence.REPORTED,
    accepts=example_with_pool(
        {"SupportedLoginProviders": {"www.amazon.com": "amzn1.app"}}, RoleMappings={"A": _AMAZON}
    ),
    rejects=example_with_pool({"SupportedLoginProviders": {"accounts.google.com": "app"}}, RoleMappings={"A": _AMAZON}),
)
def mapped_provider_is_one_of_the_pool(view: ResourceView) -> Iterator[Problem]:
    """A mapped provider is one of the identity pool's."""
    pool = view.target("IdentityPoolId")
    if pool is None or pool.type != IDENTITY_POOL:
        return
    for path, key, mapping in mappings(view):
        where, name = _provider(path, key, mapping)
        client = name.parts[-1] if isinstance(name, Text) else None
        logins = pool.get("SupportedLoginProviders")
        if isinstance(name, str) and name in LOGIN_PROVIDERS:
            if logins is None or (isinstance(logins, dict) and name not in logins):
                yield Problem(where, f"{pool.logical_id} does not know {name}", "give the identity pool that login too")
        elif isinstance(client, Reference):
            clients = _clients(pool)
            target = view.template.resource(client.logical_id)
            if clients is not None and target is not None and target.type == CLIENT and client not in clients:
                yield Problem(
                    where,
                    f"{pool.logical_id} does not know the client {client.logical_id}",
                    "give the identity pool that client too",
                )


def _provider(path: str, key: str, mapping: dict[str, Any]) -> tuple[str, Any]:
    """Where the provider of a mapping is named, and its name: the key may be it."""
    given = mapping.get("IdentityProvider")
    return (path, key) if given is None else (f"{path}.IdentityProvider", given)


def _clients(pool: ResourceView) -> list[Reference] | None:
    """The app clients of an identity pool, if all of them are references."""
    providers = pool.get("CognitoIdentityProviders")
    if providers is None:
        return []
    clients = [pool.get(f"{path}.ClientId") for path, _ in pool.items("CognitoIdentityProviders")]
    known = isinstance(providers, list) and all(isinstance(client, Reference) for client in clients)
    return clients if known else None


@rule(
    "W9632",
    ROLE_ATTACHMENT,
    source=_MAPPING,
    accepts=_by_rules(_ADMIN),
    rejects=_mapping(RulesConfiguration={"Rules": [_ADMIN]}),
)
def mapping_by_token_has_no_rules(view: ResourceView) -> Iterator[Problem]:
    """A role mapping by token has no rules."""
    for path, _, mapping in mappings(view):
        if mapping.get("Type") == "Token" and not view.absent(f"{path}.RulesConfiguration"):
            yield Problem(
                f"{path}.RulesConfiguration", "the rules do nothing", "write the type Rules, or leave them out"
            )


@rule(
    "E9633",
    ROLE_ATTACHMENT,
    source=_REFUSAL,
    evidence=Evidence.REPORTED,  # "is not a valid RoleMapping ProviderName or is not a configured provider"
    accepts=_mapping(),
    rejects=_mapping(IdentityProvider=_NAME.rpartition(":")[0]),
)
def mapped_user_pool_is_named_with_its_client(view: ResourceView) -> Iterator[Problem]:
    """A user pool is mapped client by client, as ``<provider name>:<client id>``."""
    for path, key, mapping in mappings(view):
        where, name = _provider(path, key, mapping)
        bare = isinstance(name, Reference) and name.attribute == "ProviderName"
        if bare or (isinstance(name, str) and re.fullmatch(r"cognito-idp\.[\w.-]+/[\w-]+", name)):
            yield Problem(where, "the client's id is missing", "add :<client id>")


@rule(
    "W9634",
    ROLE_ATTACHMENT,
    source=_SET_ROLES,
    evidence=Evidence.UNCERTAIN,
    accepts=_mapping(),
    rejects=example_attachment(RoleMappings={"A": _AMAZON, "B": _AMAZON}),
)
def each_provider_is_mapped_once(view: ResourceView) -> Iterator[Problem]:
    """A provider has one role mapping."""
    seen: list[Any] = []
    for path, key, mapping in mappings(view):
        where, name = _provider(path, key, mapping)
        if not isinstance(name, Unknown) and name in seen:
            yield Problem(where, "is mapped twice", "put both into one mapping")
        seen.append(name)
