"""Which role an identity gets, where it is not the default one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from .._core.options import Options, prop
from .._core.references import arn_of, condition_of, where_present
from .._core.values import Role, Value
from .providers import NamedProvider, Provider


class RoleMappingMatchType(Enum):
    """How a claim is held against the value of a rule."""

    EQUALS = "Equals"
    """The claim is the value."""
    NOT_EQUAL = "NotEqual"
    """The claim is something else."""
    STARTS_WITH = "StartsWith"
    """The claim begins with the value."""
    CONTAINS = "Contains"
    """The claim holds the value."""


class AmbiguousRoleResolution(Enum):
    """What happens where no rule matches, or the token names several roles and prefers none."""

    DENY = "Deny"
    """The identity gets no credentials."""
    AUTHENTICATED_ROLE = "AuthenticatedRole"
    """The identity gets the authenticated role."""


class MappingRule(Options):
    """A claim that gives a role.

    https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html
    """

    claim: Value[str] = prop("Claim")
    """Name of the claim in the token, 1 to 64 characters, as ``cognito:groups`` or ``custom:department``."""
    match: Value[RoleMappingMatchType] = prop("MatchType", default=RoleMappingMatchType.EQUALS)
    """How the claim is held against the value. Default: they are equal."""
    value: Value[str] = prop("Value")
    """The value, 1 to 128 characters."""
    role: Value[str] | Role
    """The role: its ARN, a troposphere ``Role`` or an intrinsic that gives the ARN. It must trust the identity pool:
    ``ExistingIdentityPool(Ref("<title>")).trust_policy()`` is the policy, even before the pool is in the template."""

    def render(self, own_condition: str | None) -> Any:
        """A member of ``Rules``."""
        rule = {**self.direct_properties(), "RoleARN": arn_of(self.role)}
        return where_present(rule, condition_of(self.role), own_condition)


class RoleMapping(Options):
    """How the identities of one provider get their roles: ``from_token`` or ``by_rules``.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolroleattachment.html
    """

    provider: Provider
    """Whose identities: an app client (or its `UserPoolAuthentication`), a `SocialProvider`, a troposphere
    ``SAMLProvider``, or the provider's name (of a SAML provider its ARN; of others the name without ``https://``).
    It must be one of the identity pool's."""
    rules: Sequence[MappingRule] | None = None
    """1 to 25 rules; the first that matches gives the role. Default: the token names the role."""
    ambiguous: AmbiguousRoleResolution = AmbiguousRoleResolution.DENY
    """What happens where no rule matches, or the token names several roles. Default: no credentials."""
    key: str | None = None
    """What the mapping is called in the template. Default: the client's logical id, or the provider's name where that
    is known; else it is needed."""

    @classmethod
    def from_token(
        cls,
        provider: Provider,
        *,
        ambiguous: AmbiguousRoleResolution = AmbiguousRoleResolution.DENY,
        key: str | None = None,
    ) -> RoleMapping:
        """The role that the token names: ``cognito:preferred_role``, as the user's groups give it."""
        return cls(provider=provider, ambiguous=ambiguous, key=key)

    @classmethod
    def by_rules(
        cls,
        provider: Provider,
        *,
        rules: Sequence[MappingRule],
        ambiguous: AmbiguousRoleResolution = AmbiguousRoleResolution.DENY,
        key: str | None = None,
    ) -> RoleMapping:
        """The role of the first rule that matches a claim."""
        return cls(provider=provider, rules=rules, ambiguous=ambiguous, key=key)

    def render(self, provider: NamedProvider, own_condition: str | None) -> Any:
        """A member of ``RoleMappings``."""
        mapping: dict[str, Any] = {
            "Type": "Token" if self.rules is None else "Rules",
            "AmbiguousRoleResolution": self.ambiguous.value,
            "IdentityProvider": provider.in_role_mapping,
        }
        if self.rules is not None:
            mapping["RulesConfiguration"] = {"Rules": [rule.render(own_condition) for rule in self.rules]}
        return where_present(mapping, provider.condition, own_condition)
