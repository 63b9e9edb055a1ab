"""The addresses of a domain's pages and endpoints."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from troposphere import Join, Ref, Split

from ._core.handle import Named
from ._core.options import wrong_arguments
from ._core.problem import option_finding
from ._core.values import Value, literal
from .app_client.handles import UserPoolClientHandle, UserPoolClientResources
from .app_client.scopes import OAuthScope, Scope
from .checks.finding import Finding
from .checks.rules.booleans import is_off
from .checks.texts import surely_differ
from .checks.values import resolve
from .checks.view import ResourceView
from .errors import ConfigurationError, OtherTemplateError

if TYPE_CHECKING:
    from typing_extensions import Self

D = TypeVar("D", bound="UserPoolDomainHandle")


class UserPoolDomainHandle(Named):
    """A domain to refer to, with the addresses of the pages and endpoints on it.

    They are right in every partition and Region: GovCloud has FIPS endpoints only, and gets them unasked; elsewhere
    ``domain.fips`` has them.
    """

    _instead = "use its `.base_url` for the address, its `.id` for the prefix or the name"
    _fips = False

    @property
    @abstractmethod
    def id(self) -> Any:
        """The prefix, or the custom domain."""

    @property
    @abstractmethod
    def is_custom(self) -> bool:
        """Whether it is a domain of your own."""

    @property
    def region(self) -> Value[str]:
        """The Region that the domain's pool lives in."""
        return Ref("AWS::Region")

    @property
    def fips(self) -> Self:
        """The same domain with the addresses of its FIPS endpoints.

        Raises:
            ConfigurationError: if it is a custom domain, which has none.
        """
        if self.is_custom:
            problem = option_finding(
                "CustomDomainConfig",
                "fips",
                self.id,
                message="a custom domain has no FIPS endpoints",
                allowed="a domain with a prefix",
                fix="use its plain addresses, or a prefix domain",
            )
            raise ConfigurationError(self._subject, [problem], "")
        twin = copy(self)
        twin._fips = True
        return twin

    @property
    def base_url(self) -> Any:
        """``https://<domain>``, without a slash at the end."""
        return _url(self._base())

    @property
    def authorize_endpoint(self) -> Any:
        """Where an app sends its users to sign in; leads to the sign-in page or straight to an identity provider."""
        return _url([*self._base(), "/oauth2/authorize"])

    @property
    def token_endpoint(self) -> Any:
        """Where an app gets tokens for a code, a refresh token or its client credentials."""
        return _url([*self._base(), "/oauth2/token"])

    @property
    def user_info_endpoint(self) -> Any:
        """Where an app gets the attributes of a user for an access token."""
        return _url([*self._base(), "/oauth2/userInfo"])

    @property
    def revoke_endpoint(self) -> Any:
        """Where an app revokes a refresh token."""
        return _url([*self._base(), "/oauth2/revoke"])

    def sign_in_url(
        self,
        client: UserPoolClientHandle,
        redirect_uri: Value[str],
        *,
        scopes: Sequence[OAuthScope | Scope | Value[str]] = (),
        state: Value[str] | None = None,
        path: str = "/login",
    ) -> Any:
        """The page where users sign in to a client; its response is a code, or tokens if that is all it may give.

        Literals are URL-encoded. What only the deploy knows goes in as it is: ``&``, ``+``, ``#`` and ``%`` in it must
        be encoded already (``:`` and ``/`` need not). A client of this template is checked as it is when this is
        called; an `ExistingUserPoolClient` can't be.

        Args:
            client: the client that users sign in to.
            redirect_uri: where they are sent with the code or token: one of the client's callback URLs.
            scopes: what tokens may be used for. Default: all that the client may ask for.
            state: what the redirect gives back to the app, as it was.
            path: the page, as ``/login``, ``/signup`` or ``/oauth2/authorize``.

        Raises:
            ConfigurationError: if the client has no code or implicit grant, belongs to another pool, does not know
                the redirect, or is no client at all: all that is wrong at once.
            OtherTemplateError: the same, if the client stands in another template.
        """
        problems = wrong_arguments(
            self.sign_in_url, client=client, redirect_uri=redirect_uri, scopes=scopes, state=state, path=path
        )
        response_type = "code"
        if isinstance(client, UserPoolClientResources):
            response_type = _response_type(client.view)
            problems += self._problems_of(client, needs_user=not response_type)
            problems += _unknown_to(client, "redirect_uri", redirect_uri, "CallbackURLs")
        self._raise_for(problems, client)
        query = [
            f"{path}?client_id=",
            client.id,
            f"&response_type={response_type}&redirect_uri=",
            _encoded(redirect_uri),
        ]
        for index, scope in enumerate(scopes):
            value = scope.value if isinstance(scope, (OAuthScope, Scope)) else scope
            query += ["%20" if index else "&scope=", _encoded(value)]
        if state is not None:
            query += ["&state=", _encoded(state)]
        return _url([*self._base(), *query])

    def logout_url(self, client: UserPoolClientHandle, logout_uri: Value[str]) -> Any:
        """The address that signs a user out of the pool's pages and goes on to a page of yours.

        Args:
            client: the client that the user signed in to.
            logout_uri: where to go on to: one of the client's logout URLs; encoded as in `sign_in_url`.

        Raises:
            ConfigurationError: if the client belongs to another pool, does not know the URL, or is no client at all.
            OtherTemplateError: the same, if the client stands in another template.
        """
        problems = wrong_arguments(self.logout_url, client=client, logout_uri=logout_uri)
        if isinstance(client, UserPoolClientResources):
            problems += self._problems_of(client, needs_user=False)
            problems += _unknown_to(client, "logout_uri", logout_uri, "LogoutURLs")
        self._raise_for(problems, client)
        query = ["/logout?client_id=", client.id, "&logout_uri=", _encoded(logout_uri)]
        return _url([*self._base(), *query])

    def _base(self) -> list[Any]:
        if self.is_custom:
            return ["https://", self.id]
        service = "auth-fips" if self._fips else _service()
        return ["https://", self.id, ".", service, ".", self.region, ".amazoncognito.com"]

    @property
    def _subject(self) -> str:
        """What an error is about."""
        return type(self).__name__

    def _raise_for(self, problems: Sequence[Finding], client: UserPoolClientHandle) -> None:
        if problems:
            error = OtherTemplateError if self._is_elsewhere(client) else ConfigurationError
            raise error(self._subject, problems, "")

    def _is_elsewhere(self, client: UserPoolClientHandle) -> bool:
        """Whether a client surely stands in another template than the domain."""
        return False

    def _is_of_another_pool(self, client: UserPoolClientResources) -> bool:
        """Whether a client surely belongs to another pool than the domain."""
        return False

    def _problems_of(self, client: UserPoolClientResources, *, needs_user: bool) -> Iterator[Finding]:
        """Why Cognito's pages would answer a client with an error."""
        name, view = client.logical_id, client.view
        if self._is_elsewhere(client):
            yield client.out_of_place("client")
        elif self._is_of_another_pool(client):
            yield option_finding(
                "UserPoolId",
                "client",
                name,
                message=f"{name} belongs to another user pool than the domain",
                allowed="a client of the domain's pool",
                fix="give a client of that pool, or use the other pool's domain",
            )
        if is_off(view.get("AllowedOAuthFlowsUserPoolClient")):
            yield option_finding(
                "AllowedOAuthFlowsUserPoolClient",
                "client",
                name,
                message=f"{name} may not use the pool's pages: OAuth is off",
                allowed="a client with oauth=OAuth.authorization_code(...)",
                fix="give the client its oauth option",
            )
        elif needs_user:
            yield option_finding(
                "AllowedOAuthFlows",
                "client",
                name,
                message=f"{name} has neither the code nor the implicit grant, so no user can sign in",
                allowed="a client with oauth=OAuth.authorization_code(...)",
                fix="make another client for users; client credentials stand alone",
            )


def _unknown_to(client: UserPoolClientResources, option: str, url: object, path: str) -> Iterator[Finding]:
    """That a client does not know an address, if so."""
    known = client.view.get(path)
    wanted = resolve(url, client.template.resources)
    if known is None or (isinstance(known, list) and all(surely_differ(wanted, item) for item in known)):
        yield option_finding(
            path,
            option,
            url,
            message=f"is not among the {path} of {client.logical_id}",
            allowed=", ".join(str(item) for item in known or ()) or f"one of the client's {path}: it has none",
            fix="register it with the client, character by character, or use a registered one",
        )


def _response_type(client: ResourceView) -> str:
    """``code`` where the client may give one or it can't be known, else ``token``; empty if it may give neither."""
    if not client.lacks("AllowedOAuthFlows", "code"):
        return "code"
    return "token" if client.lists("AllowedOAuthFlows", "implicit") else ""


def _service() -> Join:
    """``auth``, and in GovCloud, which has FIPS endpoints only, ``auth-fips``.

    Made of the partition alone (``aws`` or ``aws-us-gov``), by replacing ``-us-gov`` with ``-fips`` and ``aws`` with
    ``auth``: joining what was split is the one way to replace text in a template, and needs neither a condition nor a
    mapping beside the resource.

    https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
    """
    return Join("auth", Split("aws", Join("-fips", Split("-us-gov", Ref("AWS::Partition")))))


def _encoded(value: Value[str]) -> Any:
    known = literal(value)
    if known is None:
        return value
    from urllib.parse import quote

    return quote(known, safe="")


def _url(parts: Sequence[Any]) -> Any:
    """One string of literals and intrinsics, neighbouring literals joined."""
    joined: list[Any] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined[0] if len(joined) == 1 and isinstance(joined[0], str) else Join("", joined)
