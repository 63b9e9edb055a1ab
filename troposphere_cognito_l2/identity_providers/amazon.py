"""Login with Amazon."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from .._core.options import field, prop
from .._core.values import Value
from .secret import Secret
from .social import SocialIdentityProvider


class AmazonAttribute(str, Enum):
    """What Login with Amazon tells of a user.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon.html
    """

    EMAIL = "email"
    """E-mail address."""
    NAME = "name"
    """Full name."""
    POSTAL_CODE = "postal_code"
    """Postal code, with the scope ``postal_code``."""
    USER_ID = "user_id"
    """The user's id."""


class AmazonIdentityProvider(SocialIdentityProvider):
    """Login with Amazon: an ``AWS::Cognito::UserPoolIdentityProvider`` named ``LoginWithAmazon``, one in a pool.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    client_secret: Secret = prop("ProviderDetails.client_secret")
    """Secret of the app: a `SecretValue` or an intrinsic."""
    scopes: Sequence[Value[str]] = field(default=("profile",), at="ProviderDetails.authorize_scopes")
    """What the app asks Amazon for: ``profile``, ``profile:user_id``, ``postal_code``. Default: ``profile``."""

    _type = "LoginWithAmazon"
    _claims = AmazonAttribute
