"""How users name themselves, and which of their contacts Cognito verifies."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from .._core.fragment import Fragment
from .._core.options import Options, field
from .feature import Feature, PoolContext

EMAIL = "email"
PHONE_NUMBER = "phone_number"


class SignInAlias(Enum):
    """What a user may sign in with instead of the user name."""

    EMAIL = EMAIL
    """The e-mail address."""
    PHONE_NUMBER = PHONE_NUMBER
    """The phone number."""
    PREFERRED_USERNAME = "preferred_username"
    """A second name, which users may change; it can't be required at sign-up too."""


class SignIn(Feature):
    """How users name themselves when they sign in. Immutable: it can't be changed once the pool exists.

    Make one with `username`, `email`, `phone` or `email_or_phone`.

    https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
    """

    aliases: Sequence[SignInAlias] = field(default=(), at="AliasAttributes")
    """What a user may sign in with instead of a user name. Default: nothing else."""
    username_attributes: Sequence[SignInAlias] = field(default=(), at="UsernameAttributes")
    """What takes the place of the user name. Default: nothing, users choose a name."""

    @staticmethod
    def username(aliases: Sequence[SignInAlias] = ()) -> SignIn:
        """Users choose a name, and may sign in with the given aliases too."""
        return SignIn(aliases=aliases)

    @staticmethod
    def email() -> SignIn:
        """The e-mail address is the user name."""
        return SignIn(username_attributes=(SignInAlias.EMAIL,))

    @staticmethod
    def phone() -> SignIn:
        """The phone number is the user name."""
        return SignIn(username_attributes=(SignInAlias.PHONE_NUMBER,))

    @staticmethod
    def email_or_phone() -> SignIn:
        """The e-mail address or the phone number is the user name."""
        return SignIn(username_attributes=(SignInAlias.EMAIL, SignInAlias.PHONE_NUMBER))

    def contacts(self) -> tuple[str, ...]:
        """The contacts that users sign in with, e-mail first."""
        used = {alias.value for alias in (*self.aliases, *self.username_attributes)}
        return tuple(contact for contact in (EMAIL, PHONE_NUMBER) if contact in used)

    def render(self, context: PoolContext) -> Fragment:
        """``AliasAttributes`` or ``UsernameAttributes``, in the order given."""
        lists = {"AliasAttributes": self.aliases, "UsernameAttributes": self.username_attributes}
        return Fragment({name: [alias.value for alias in chosen] for name, chosen in lists.items() if chosen})


class Contacts(Options):
    """E-mail address, phone number, both or neither."""

    email: bool = False
    """The e-mail address. Default: not."""
    phone: bool = False
    """The phone number, in E.164 form. Default: not."""

    def names(self) -> tuple[str, ...]:
        """The attributes' names, e-mail first."""
        return tuple(name for name, chosen in ((EMAIL, self.email), (PHONE_NUMBER, self.phone)) if chosen)
