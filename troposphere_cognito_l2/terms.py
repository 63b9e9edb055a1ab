"""Links to terms of use and privacy policy on the sign-up page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from troposphere import AWSObject, GetAtt, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import field, prop
from ._core.values import Value
from .app_client.member import ClientMember
from .user_pool.member import PoolMemberHandle


class TermsName(Enum):
    """Which document it is."""

    TERMS_OF_USE = "terms-of-use"
    """Terms of use."""
    PRIVACY_POLICY = "privacy-policy"
    """Privacy policy."""


class TermsLanguage(Enum):
    """For which language of managed login a link is."""

    DEFAULT = "cognito:default"
    """Every language that has no link of its own."""
    ENGLISH = "cognito:english"
    FRENCH = "cognito:french"
    SPANISH = "cognito:spanish"
    GERMAN = "cognito:german"
    BAHASA_INDONESIA = "cognito:bahasa-indonesia"
    ITALIAN = "cognito:italian"
    JAPANESE = "cognito:japanese"
    KOREAN = "cognito:korean"
    PORTUGUESE_BRAZIL = "cognito:portuguese-brazil"
    CHINESE_SIMPLIFIED = "cognito:chinese-simplified"
    CHINESE_TRADITIONAL = "cognito:chinese-traditional"


class UserPoolTermsHandle(PoolMemberHandle):
    """What `UserPoolTerms` added to a template."""

    @property
    def terms_id(self) -> GetAtt:
        """The id of the document."""
        return self.get_att("TermsId")


class UserPoolTerms(ClientMember[UserPoolTermsHandle]):
    """Links to a document that who signs up agrees to: an ``AWS::Cognito::Terms``.

    Managed login shows nothing before an app client has both documents. Pool and client are immutable: another one
    replaces the document.

    Example:
        >>> from troposphere_cognito_l2 import UserPool
        >>> template = Template()
        >>> users = UserPool("Users", sms=None).add_to(template)
        >>> for name in TermsName:
        ...     page = f"https://www.example.com/{name.value}"
        ...     links = {TermsLanguage.DEFAULT: page, TermsLanguage.GERMAN: f"{page}/de"}
        ...     _ = UserPoolTerms(
        ...         f"Web{name.name.title().replace('_', '')}",
        ...         user_pool=users,
        ...         client="4f0example",
        ...         terms_name=name,
        ...         links=links,
        ...     ).add_to(template)
        >>> sorted(template.resources)
        ['Users', 'WebPrivacyPolicy', 'WebTermsOfUse']

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-terms.html
    """

    terms_name: Value[TermsName] = prop("TermsName")
    """Which document it is."""
    links: Mapping[TermsLanguage, Value[str]] = field(at="Links")
    """The document's address by language, 1 to 12 of them, 1 to 1,024 characters each."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The document."""
        properties = {
            **self.member_properties(template, problems),
            "TermsSource": "LINK",
            "Enforcement": "NONE",
            "Links": {language.value: link for language, link in self.links.items()},
        }
        return (Rendered(self.logical_id, cognito.Terms, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> UserPoolTermsHandle:
        """The handle of the document."""
        return UserPoolTermsHandle(template, built[self.logical_id], self.user_pool)
