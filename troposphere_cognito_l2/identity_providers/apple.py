"""Sign in with Apple."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from .._core.options import field, prop
from .._core.values import Value
from .secret import Secret
from .social import SocialIdentityProvider


class AppleAttribute(str, Enum):
    """What Apple tells of a user.

    https://docs.aws.amazon.com/cognito/latest/developerguide/apple.html
    """

    EMAIL = "email"
    """E-mail address, with the scope ``email``."""
    EMAIL_VERIFIED = "email_verified"
    """Whether Apple verified the address, with the scope ``email``."""
    FIRST_NAME = "firstName"
    """First name, at the first sign-in only."""
    LAST_NAME = "lastName"
    """Last name, at the first sign-in only."""
    NAME = "name"
    """Full name, at the first sign-in only."""


class AppleIdentityProvider(SocialIdentityProvider):
    """Sign in with Apple: an ``AWS::Cognito::UserPoolIdentityProvider`` named ``SignInWithApple``, one in a pool.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    team_id: Value[str] = prop("ProviderDetails.team_id")
    """Id of the team in Apple's developer program."""
    key_id: Value[str] = prop("ProviderDetails.key_id")
    """Id of the private key."""
    private_key: Secret = prop("ProviderDetails.private_key")
    """The private key that Apple gave: a `SecretValue` or an intrinsic."""
    scopes: Sequence[Value[str]] = field(default=("name",), at="ProviderDetails.authorize_scopes")
    """What the app asks Apple for: ``email``, ``name``. Default: ``name``."""

    _type = "SignInWithApple"
    _claims = AppleAttribute
