"""What all identity providers have in common."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, ClassVar, TypeVar

from troposphere import Join, Template, cognito

from .._core.conform import tells
from .._core.fragment import Rendered, plain
from .._core.helper import Problems
from .._core.options import field, prop
from .._core.problem import option_finding
from .._core.values import Value, is_intrinsic
from ..checks.secrets import HIDDEN, SECRET_DETAILS
from ..user_pool.member import PoolMember
from .handles import IdentityProviderHandle
from .mapping import AttributeMapping
from .secret import SecretValue

H = TypeVar("H", bound=IdentityProviderHandle)


class IdentityProvider(PoolMember[H]):
    """Base of the identity providers; use the one of the kind."""

    attribute_mapping: AttributeMapping | None = field(default=None, at="AttributeMapping")
    """Which of the provider's attributes fill which of the pool's. Default: only the user name is filled."""
    identifiers: Sequence[Value[str]] | None = prop("IdpIdentifiers", default=None)
    """Other names, such as an e-mail domain, that lead a user to the provider; at most 50 of 1 to 40 letters, digits,
    spaces and ``_+=.@-``. Default: none."""

    _type: ClassVar[str]
    """``ProviderType``."""
    _claims: ClassVar[type[Enum] | None] = None
    """The enumeration of what the provider tells of a user; ``None`` if that is the provider's choice."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The identity provider."""
        properties = self.member_properties(template, problems)
        properties["ProviderType"] = self._type
        properties["ProviderName"] = self._provider_name()
        properties.setdefault("ProviderDetails", {}).update(self._details(problems))
        if self.attribute_mapping is not None:
            mapping = self.attribute_mapping.rendered()
            if mapping:
                properties["AttributeMapping"] = mapping
            self._check_claims(self.attribute_mapping, problems)
        self._check_passed_through(problems)
        return (Rendered(self.logical_id, cognito.UserPoolIdentityProvider, properties, {}),)

    def _check_passed_through(self, problems: Problems) -> None:
        """``properties`` takes no secret as text either."""
        details = plain(self.properties).get("ProviderDetails")
        for name in SECRET_DETAILS if isinstance(details, dict) else ():
            if tells(details.get(name)):
                problems.append(
                    option_finding(
                        f"ProviderDetails.{name}",
                        "properties",
                        HIDDEN,
                        message="holds a secret as plain text, for all who can read the template",
                        allowed="a SecretValue or an intrinsic",
                        fix=SecretValue.instead_of_text,
                    )
                )

    def _provider_name(self) -> Any:
        """``ProviderName``: Cognito wants a social provider to be named as its type."""
        return self._type

    def _details(self, problems: Problems) -> dict[str, Any]:
        """What belongs into ``ProviderDetails`` besides the options that stand there as they are."""
        raise NotImplementedError  # each kind of provider has its own

    def _check_claims(self, mapping: AttributeMapping, problems: Problems) -> None:
        for name, claim in mapping.named():
            if self._claims is None or not isinstance(claim, self._claims):
                allowed = f"{self._claims.__name__} or a string" if self._claims else "a string"
                problems.append(
                    option_finding(
                        "AttributeMapping",
                        f"attribute_mapping.{name}",
                        claim,
                        message="is an attribute of another provider",
                        allowed=allowed,
                        fix=f"name what {self._type} itself calls the attribute, as {allowed}",
                    )
                )


class NamedIdentityProvider(IdentityProvider[H]):
    """Base of the providers that you name yourself."""

    name: Value[str] | None = field(default=None, at="ProviderName")
    """Name, unique in the pool, 3 to 32 characters, without spaces, no ``_`` at the ends. Another name replaces the
    provider, and its users come back as strangers. Default: the logical id, where it has 3 to 32 characters."""

    def _provider_name(self) -> Any:
        return self.logical_id if self.name is None else self.name


def scope_list(scopes: Sequence[Value[str]], separator: str = " ") -> Any:
    """``authorize_scopes``: one string."""
    if any(is_intrinsic(scope) for scope in scopes):
        return Join(separator, list(scopes))
    return separator.join(str(scope) for scope in scopes)
