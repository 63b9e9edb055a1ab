"""Sign-in with Facebook."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from .._core.options import field, prop
from .._core.values import Value
from .secret import Secret
from .social import SocialIdentityProvider


class FacebookAttribute(str, Enum):
    """What Facebook tells of a user.

    https://docs.aws.amazon.com/cognito/latest/developerguide/facebook.html
    """

    BIRTHDAY = "birthday"
    """Birthday."""
    EMAIL = "email"
    """E-mail address, with the scope ``email``."""
    FIRST_NAME = "first_name"
    """First name."""
    GENDER = "gender"
    """Gender."""
    ID = "id"
    """The user's id for this app."""
    LAST_NAME = "last_name"
    """Last name."""
    LOCALE = "locale"
    """Language and country."""
    MIDDLE_NAME = "middle_name"
    """Middle name."""
    NAME = "name"
    """Full name."""


class FacebookIdentityProvider(SocialIdentityProvider):
    """Sign-in with Facebook: an ``AWS::Cognito::UserPoolIdentityProvider`` named ``Facebook``, one in a pool.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    client_secret: Secret = prop("ProviderDetails.client_secret")
    """Secret of the app: a `SecretValue` or an intrinsic."""
    scopes: Sequence[Value[str]] = field(default=("public_profile",), at="ProviderDetails.authorize_scopes")
    """What the app asks Facebook for. Default: ``public_profile``; a mapped e-mail address needs ``email`` too."""
    api_version: Value[str] | None = prop("ProviderDetails.api_version", default=None)
    """Version of Facebook's API, as ``v17.0``. Default: Cognito's."""

    _type = "Facebook"
    _claims = FacebookAttribute
    _separator = ","
