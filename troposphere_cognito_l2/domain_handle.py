"""The handle of a domain: its addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from troposphere import AWSObject, GetAtt, Join, Ref, Split, Template

from ._core.options import option_finding
from ._core.values import Value, literal
from .app_client.handles import UserPoolClientHandle, UserPoolClientResources
from .app_client.scopes import OAuthScope, Scope
from .checks.finding import Finding
from .checks.rule import ResourceView
from .checks.values import resolve, surely_differ
from .errors import ConfigurationError
from .user_pool.handles import UserPoolHandle
from .user_pool.member import PoolMemberHandle

_OFF = (None, False, "false")


class UserPoolDomainResources(PoolMemberHandle):
    """What `UserPoolDomain` added to a template: the domain, and the addresses of the pages and endpoints on it.

    Each address refers to the domain, so what uses it waits for the domain. They are right in every partition and
    Region: GovCloud has FIPS endpoints only, and gets them unasked; elsewhere ``domain.fips`` has them.
    """

    _elsewhere = "export its base_url there and import it here"

    def __init__(
        self, template: Template, resource: AWSObject, user_pool: UserPoolHandle, *, fips: bool = False
    ) -> None:
        super().__init__(template, resource, user_pool)
        self._fips = fips

    @property
    def domain_name(self) -> Ref:
        """The prefix, or the custom domain."""
        return self.id

    @property
    def cloud_front_distribution(self) -> GetAtt:
        """What the DNS name of a custom domain must lead to; `DomainAliasRecord` does it in Route 53."""
        return self.get_att("CloudFrontDistribution")

    @property
    def is_custom(self) -> bool:
        """Whether it is a domain of your own."""
        return not self.view.absent("CustomDomainConfig")

    @property
    def fips(self) -> UserPoolDomainResources:
        """The same domain with the addresses of its FIPS endpoints.

        Raises:
            ConfigurationError: if it is a custom domain, which has none.
        """
        if self.is_custom:
            problem = option_finding(
                "CustomDomainConfig",
                "fips",
                self.logical_id,
                message="a custom domain has no FIPS endpoints",
                allowed="a domain with a prefix",
                fix="use its plain addresses, or a prefix domain",
            )
            raise ConfigurationError(f"{type(self).__name__} {self.logical_id!r}", [problem])
        return UserPoolDomainResources(self.template, self.resource, self.user_pool, fips=True)

    @property
    def base_url(self) -> Join:
        """``https://<domain>``, without a slash at the end."""
        return _url(self._base())

    @property
    def authorize_endpoint(self) -> Join:
        """Where an app sends its users to sign in; leads to the sign-in page or straight to an identity provider."""
        return _url([*self._base(), "/oauth2/authorize"])

    @property
    def token_endpoint(self) -> Join:
        """Where an app gets tokens for a code, a refresh token or its client credentials."""
        return _url([*self._base(), "/oauth2/token"])

    @property
    def user_info_endpoint(self) -> Join:
        """Where an app gets the attributes of a user for an access token."""
        return _url([*self._base(), "/oauth2/userInfo"])

    @property
    def revoke_endpoint(self) -> Join:
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
    ) -> Join:
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
            ConfigurationError: if the client has no code or implicit grant, belongs to another pool, or does not know
                the redirect.
            OtherTemplateError: if the client stands in another template.
        """
        client.must_be_in(self.template)
        response_type = "code"
        if isinstance(client, UserPoolClientResources):
            response_type = _response_type(client.view)
            self._check(client.view, "redirect_uri", redirect_uri, "CallbackURLs", needs_user=not response_type)
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

    def logout_url(self, client: UserPoolClientHandle, logout_uri: Value[str]) -> Join:
        """The address that signs a user out of the pool's pages and goes on to a page of yours.

        Args:
            client: the client that the user signed in to.
            logout_uri: where to go on to: one of the client's logout URLs; encoded as in `sign_in_url`.

        Raises:
            ConfigurationError: if the client belongs to another pool or does not know the URL.
            OtherTemplateError: if the client stands in another template.
        """
        client.must_be_in(self.template)
        if isinstance(client, UserPoolClientResources):
            self._check(client.view, "logout_uri", logout_uri, "LogoutURLs", needs_user=False)
        query = ["/logout?client_id=", client.id, "&logout_uri=", _encoded(logout_uri)]
        return _url([*self._base(), *query])

    def _base(self) -> list[Any]:
        if self.is_custom:
            return ["https://", self.id]
        service = "auth-fips" if self._fips else _service()
        return ["https://", self.id, ".", service, ".", Ref("AWS::Region"), ".amazoncognito.com"]

    def _check(self, client: ResourceView, option: str, url: Value[str], path: str, *, needs_user: bool) -> None:
        """Refuse what Cognito's pages would answer with an error."""
        problems: list[Finding] = []
        own, other = self.view.get("UserPoolId"), client.get("UserPoolId")
        if own != other and (client.target("UserPoolId") or surely_differ(own, other)):
            problems.append(
                option_finding(
                    "UserPoolId",
                    "client",
                    client.logical_id,
                    message=f"{client.logical_id} belongs to another user pool than the domain {self.logical_id}",
                    allowed="a client of the domain's pool",
                    fix="give a client of that pool, or use the other pool's domain",
                )
            )
        if client.get("AllowedOAuthFlowsUserPoolClient") in _OFF:
            problems.append(
                option_finding(
                    "AllowedOAuthFlowsUserPoolClient",
                    "client",
                    client.logical_id,
                    message=f"{client.logical_id} may not use the pool's pages: OAuth is off",
                    allowed="a client with oauth=OAuth.authorization_code(...)",
                    fix="give the client its oauth option",
                )
            )
        elif needs_user:
            problems.append(
                option_finding(
                    "AllowedOAuthFlows",
                    "client",
                    client.logical_id,
                    message=f"{client.logical_id} has neither the code nor the implicit grant, so no user can sign in",
                    allowed="a client with oauth=OAuth.authorization_code(...)",
                    fix="make another client for users; client credentials stand alone",
                )
            )
        known = client.get(path)
        wanted = resolve(url, self.template.resources)
        if known is None or (isinstance(known, list) and all(surely_differ(wanted, item) for item in known)):
            problems.append(
                option_finding(
                    path,
                    option,
                    url,
                    message=f"is not among the {path} of {client.logical_id}",
                    allowed=", ".join(str(item) for item in known or ()) or f"one of the client's {path}: it has none",
                    fix="register it with the client, character by character, or use a registered one",
                )
            )
        if problems:
            raise ConfigurationError(f"{type(self).__name__} {self.logical_id!r}", problems)


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


def _url(parts: Sequence[Any]) -> Join:
    """One string of literals and intrinsics, neighbouring literals joined."""
    joined: list[Any] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return Join("", joined)
