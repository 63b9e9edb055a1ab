"""Where the identities of an identity pool come from."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, cast

from troposphere import Join

from .._core.helper import Problems
from .._core.options import Options, field
from .._core.problem import option_finding
from .._core.references import arn_of, condition_of
from .._core.values import SamlProvider, Value, literal
from ..app_client.handles import UserPoolClientHandle, UserPoolClientResources
from ..identity_providers.secret import Secret
from ..user_pool.handles import UserPoolHandle


class SocialProvider(Enum):
    """Providers that identity pools know by name."""

    AMAZON = "www.amazon.com"
    """Login with Amazon."""
    FACEBOOK = "graph.facebook.com"
    """Facebook."""
    GOOGLE = "accounts.google.com"
    """Google."""
    APPLE = "appleid.apple.com"
    """Sign in with Apple."""
    TWITTER = "api.twitter.com"
    """Twitter (X)."""


class TwitterLogin(Options):
    """The application at Twitter; Cognito keeps key and secret as one text."""

    consumer_key: Value[str]
    """The consumer key."""
    consumer_secret: Secret
    """The consumer secret, as ``SecretValue.secrets_manager("twitter", json_field="secret")``."""


class SocialLogins(Options):
    """Applications at social providers, whose tokens the identity pool takes directly.

    https://docs.aws.amazon.com/cognito/latest/developerguide/external-identity-providers.html
    """

    amazon: Value[str] | None = None
    """Application id at Login with Amazon. Default: none."""
    facebook: Value[str] | None = None
    """App id at Facebook. Default: none."""
    google: Value[str] | None = None
    """Client id at Google; where an app has several (web, Android ...), give an IAM OIDC provider to
    ``openid_connect_providers`` instead. Default: none."""
    apple: Value[str] | None = None
    """Services id at Apple. Default: none."""
    twitter: TwitterLogin | None = None
    """Key and secret at Twitter. Default: none."""

    def render(self) -> dict[str, Any]:
        """``SupportedLoginProviders``."""
        logins: dict[str, Any] = {}
        for name, application in self._given():
            if isinstance(application, TwitterLogin):
                application = Join(";", [application.consumer_key, application.consumer_secret])  # noqa: PLW2901
            logins[SocialProvider[name.upper()].value] = application
        return logins


class UserPoolAuthentication(Options):
    """An app client of a user pool, whose ID tokens the identity pool takes.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-integrating-user-pools-with-identity-pools.html
    """

    client: UserPoolClientHandle = field(kw_only=False)
    """The app client: what ``UserPoolClient(...).add_to(template)`` returned, or an `ExistingUserPoolClient`. None is
    made: which flows and callbacks it may have is for you to say."""
    user_pool: UserPoolHandle | None = None
    """The user pool of an `ExistingUserPoolClient`. Default: the client's own."""
    server_side_token_check: Value[bool] = True
    """Whether the identity pool asks the user pool if the user has been signed out or disabled before it gives
    credentials. Default: it does."""

    def usable(self, problems: Problems, option: str) -> bool:
        """Whether the pool is said once; notes it as a problem if not."""
        known = isinstance(self.client, UserPoolClientResources)
        if known == (self.user_pool is None):
            return True
        problems.append(
            option_finding(
                "CognitoIdentityProviders",
                f"{option}.user_pool",
                repr(self.user_pool) if known else None,
                message="the client says its pool already" if known else "an existing client does not say its pool",
                allowed="a client of the template alone, or an ExistingUserPoolClient with its pool",
                fix="leave `user_pool` out" if known else "give UserPoolAuthentication(client, user_pool=...)",
            )
        )
        return False

    @property
    def pool(self) -> UserPoolHandle:
        """The user pool."""
        pool = self.client.user_pool if isinstance(self.client, UserPoolClientResources) else self.user_pool
        assert pool is not None  # `usable` was asked first
        return pool

    @property
    def condition(self) -> str | None:
        """The condition under which the client exists."""
        return self.client.condition or self.pool.condition

    def render(self) -> dict[str, Any]:
        """A member of ``CognitoIdentityProviders``."""
        return {
            "ClientId": self.client.id,
            "ProviderName": self.pool.provider_name,
            "ServerSideTokenCheck": self.server_side_token_check,
        }


Provider = UserPoolAuthentication | UserPoolClientHandle | SocialProvider | SamlProvider | Value[str]
"""A provider to say something about: an app client (or its `UserPoolAuthentication`), a social provider, a troposphere
``SAMLProvider``, or the provider's name (of a SAML provider its ARN; of others the name without ``https://``)."""


class NamedProvider:
    """A provider, under the names that the other resources of the identity pool know it by."""

    def __init__(self, provider: Provider, key: str | None) -> None:
        authentication = UserPoolAuthentication(provider) if isinstance(provider, UserPoolClientHandle) else provider
        self._client = authentication if isinstance(authentication, UserPoolAuthentication) else None
        self._given = provider
        self._key = key

    def usable(self, problems: Problems, option: str) -> bool:
        """Whether the provider can be named; notes it as a problem if not."""
        if self._client is not None and not self._client.usable(problems, option):
            return False
        if self.key is not None:
            return True
        problems.append(
            option_finding(
                "",
                f"{option}.key",
                None,
                message="a key must be known when the template is built, and this provider's name is not",
                allowed="a text of your own",
                fix="give a `key`; any text will do, as long as it stays",
            )
        )
        return False

    @property
    def key(self) -> str | None:
        """What the provider's entry is called in the template."""
        if self._key is not None:
            return self._key
        if self._client is not None:
            client = self._client.client
            return client.logical_id if isinstance(client, UserPoolClientResources) else literal(client.id)
        if isinstance(self._given, SocialProvider):
            return self._given.value
        return self._given if isinstance(self._given, str) else getattr(self._given, "title", None)

    @property
    def suffix(self) -> str:
        """The key in the words of a logical id."""
        if self._key is None and isinstance(self._given, SocialProvider):
            return self._given.name.title()
        return "".join(part[:1].upper() + part[1:] for part in re.findall("[a-zA-Z0-9]+", self.key or ""))

    @property
    def in_role_mapping(self) -> Any:
        """The name in a role mapping; of a user pool with its client."""
        if self._client is not None:
            return Join("", [self._client.pool.provider_name, ":", self._client.client.id])
        return self._plain_name

    @property
    def in_principal_tags(self) -> Any:
        """The name in the principal tags; of a user pool alone."""
        return self._plain_name if self._client is None else self._client.pool.provider_name

    @property
    def condition(self) -> str | None:
        """The condition under which the provider exists."""
        return condition_of(self._given) if self._client is None else self._client.condition

    @property
    def _plain_name(self) -> Any:
        return self._given.value if isinstance(self._given, SocialProvider) else arn_of(cast("Any", self._given))
