"""Sign-in with Google."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from .._core.options import field, prop
from .._core.values import Value
from .secret import Secret
from .social import SocialIdentityProvider


class GoogleAttribute(str, Enum):
    """What Google tells of a user.

    https://docs.aws.amazon.com/cognito/latest/developerguide/google.html
    """

    BIRTHDAYS = "birthdays"
    """Birthdays."""
    EMAIL = "email"
    """E-mail address, with the scope ``email``."""
    EMAIL_VERIFIED = "email_verified"
    """Whether Google verified the address, with the scope ``email``."""
    FAMILY_NAME = "family_name"
    """Family name."""
    GENDER = "gender"
    """Gender."""
    GIVEN_NAME = "given_name"
    """Given name."""
    NAME = "name"
    """Full name."""
    NAMES = "names"
    """All names."""
    PHONE_NUMBERS = "phoneNumbers"
    """Phone numbers."""
    PICTURE = "picture"
    """Address of the picture."""


class GoogleIdentityProvider(SocialIdentityProvider):
    """Sign-in with Google: an ``AWS::Cognito::UserPoolIdentityProvider`` named ``Google``, one in a pool.

    In Google's console, allow the redirect to ``https://<the pool's domain>/oauth2/idpresponse``.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> google = GoogleIdentityProvider(
        ...     "Google",
        ...     user_pool=users,
        ...     client_id="123.apps.googleusercontent.com",
        ...     client_secret=SecretValue.secrets_manager("google", json_field="secret"),
        ...     scopes=["openid", "email", "profile"],
        ...     attribute_mapping=AttributeMapping(email=GoogleAttribute.EMAIL),
        ... ).add_to(template)

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    client_secret: Secret = prop("ProviderDetails.client_secret")
    """Secret of the app: a `SecretValue` or an intrinsic."""
    scopes: Sequence[Value[str]] = field(default=("profile",), at="ProviderDetails.authorize_scopes")
    """What the app asks Google for. Default: ``profile``; a mapped e-mail address needs ``email`` too."""

    _type = "Google"
    _claims = GoogleAttribute
