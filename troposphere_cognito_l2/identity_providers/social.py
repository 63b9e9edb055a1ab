"""The social identity providers: Google, Facebook, Login with Amazon, Sign in with Apple."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar

from troposphere import AWSObject, Template

from .._core.helper import Problems
from .._core.options import field, prop
from .._core.values import Value
from .handles import IdentityProviderHandle
from .provider import IdentityProvider, scope_list
from .secret import Secret


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


class _Social(IdentityProvider[IdentityProviderHandle]):
    """What the social providers have in common: a fixed name, so one of each kind in a pool."""

    client_id: Value[str] = prop("ProviderDetails.client_id")
    """Id of the app, as the provider gave it."""
    scopes: Sequence[Value[str]] = field(at="ProviderDetails.authorize_scopes")
    """What the app asks the provider for."""

    _separator: ClassVar[str] = " "
    """What stands between two scopes."""

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> IdentityProviderHandle:
        """The handle of the provider."""
        return IdentityProviderHandle(template, built[self.logical_id], self.user_pool)

    def _details(self, problems: Problems) -> dict[str, Any]:
        return {"authorize_scopes": scope_list(self.scopes, self._separator)}


class GoogleIdentityProvider(_Social):
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


class FacebookIdentityProvider(_Social):
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


class AmazonIdentityProvider(_Social):
    """Login with Amazon: an ``AWS::Cognito::UserPoolIdentityProvider`` named ``LoginWithAmazon``, one in a pool.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolidentityprovider.html
    """

    client_secret: Secret = prop("ProviderDetails.client_secret")
    """Secret of the app: a `SecretValue` or an intrinsic."""
    scopes: Sequence[Value[str]] = field(default=("profile",), at="ProviderDetails.authorize_scopes")
    """What the app asks Amazon for: ``profile``, ``profile:user_id``, ``postal_code``. Default: ``profile``."""

    _type = "LoginWithAmazon"
    _claims = AmazonAttribute


class AppleIdentityProvider(_Social):
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
