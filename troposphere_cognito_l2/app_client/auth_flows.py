"""How an app may sign users in through Cognito's API."""

from __future__ import annotations

from .._core.options import Options, field

_PATH = "ExplicitAuthFlows"


class AuthFlows(Options):
    """Which authentication flows a client allows. Only those that are named; refreshing tokens is always allowed.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
    """

    user_srp: bool = field(default=False, at=_PATH)
    """User name and password by the SRP protocol: the password never travels. Default: not."""
    user_password: bool = field(default=False, at=_PATH)
    """User name and password as they are; user migration needs it. Default: not."""
    admin_user_password: bool = field(default=False, at=_PATH)
    """User name and password, by a server with AWS credentials. Default: not."""
    custom: bool = field(default=False, at=_PATH)
    """Challenges that Lambda functions make. Default: not."""
    user: bool = field(default=False, at=_PATH)
    """The user chooses among the pool's first factors (passkeys, one-time codes, password); the Essentials plan or
    higher. Default: not."""

    def names(self, *, refresh: bool) -> list[str]:
        """The flows as Cognito calls them.

        Args:
            refresh: whether refreshing by ``REFRESH_TOKEN_AUTH`` is among them; rotation excludes it.
        """
        chosen = (
            ("ALLOW_USER_PASSWORD_AUTH", self.user_password),
            ("ALLOW_ADMIN_USER_PASSWORD_AUTH", self.admin_user_password),
            ("ALLOW_CUSTOM_AUTH", self.custom),
            ("ALLOW_USER_SRP_AUTH", self.user_srp),
            ("ALLOW_USER_AUTH", self.user),
            ("ALLOW_REFRESH_TOKEN_AUTH", refresh),
        )
        return [name for name, on in chosen if on]
