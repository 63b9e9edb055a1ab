"""Sign-in through Cognito's own pages: the OAuth 2.0 grants that a client may use."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from .._core.options import Options, field, prop
from .._core.values import Value, literal
from .scopes import OAuthScope, Scope, scope_list

_OPENID = (OAuthScope.OPENID,)


class OAuthFlow(Enum):
    """A way to get tokens.

    https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html
    """

    AUTHORIZATION_CODE = "code"
    """A code, which the app exchanges for tokens; with PKCE for apps that can't keep a secret."""
    IMPLICIT = "implicit"
    """Tokens in the URL of the redirect: they end up in histories and logs, and can't be refreshed."""
    CLIENT_CREDENTIALS = "client_credentials"
    """A token for a program, by client id and secret, without a user."""


class OAuth(Options):
    """What a client may do on the pool's domain.

    Make one with `authorization_code`, `client_credentials`, `implicit` or `authorization_code_and_implicit`.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html
    """

    flows: Sequence[OAuthFlow] = field(at=("AllowedOAuthFlows", "AllowedOAuthFlowsUserPoolClient"))
    """The grants; client credentials stand alone."""
    scopes: Sequence[OAuthScope | Scope | Value[str]] = field(default=_OPENID, at="AllowedOAuthScopes")
    """What tokens may be used for, at most 50: standard scopes, scopes of a resource server of the template
    (``server.scope("read")``), or a string as ``orders/read`` for a server elsewhere; the client waits for the servers
    that the template has already.
    ``openid`` is added to ``email``, ``phone`` and ``profile``, which Cognito refuses without it. Default:
    ``openid``."""
    callback_urls: Value[Sequence[Value[str]]] | None = field(default=None, at="CallbackURLs")
    """Where users may be sent with a code or token, at most 100: ``https://...``, ``http://localhost...`` for tests, or
    a scheme of an app; without fragment. Default: none, which the code and implicit grants refuse."""
    logout_urls: Value[Sequence[Value[str]]] | None = field(default=None, at="LogoutURLs")
    """Where users may be sent after signing out, at most 100. Default: none."""
    default_redirect_uri: Value[str] | None = prop("DefaultRedirectURI", default=None)
    """The callback URL that is used when a request names none. Default: none."""

    @staticmethod
    def authorization_code(
        *,
        callback_urls: Value[Sequence[Value[str]]],
        scopes: Sequence[OAuthScope | Scope | Value[str]] = _OPENID,
        logout_urls: Value[Sequence[Value[str]]] | None = None,
        default_redirect_uri: Value[str] | None = None,
    ) -> OAuth:
        """Users sign in on the pool's pages, and the app gets a code: the grant for apps with users."""
        return OAuth(
            flows=(OAuthFlow.AUTHORIZATION_CODE,),
            scopes=scopes,
            callback_urls=callback_urls,
            logout_urls=logout_urls,
            default_redirect_uri=default_redirect_uri,
        )

    @staticmethod
    def client_credentials(*, scopes: Sequence[Scope | Value[str]]) -> OAuth:
        """Programs get tokens by client id and secret: needs ``generate_secret=True`` and scopes of resource servers.

        ``auth_flows=AuthFlows()`` beside it keeps users from signing in through the same client.
        """
        return OAuth(flows=(OAuthFlow.CLIENT_CREDENTIALS,), scopes=scopes)

    @staticmethod
    def implicit(
        *,
        callback_urls: Value[Sequence[Value[str]]],
        scopes: Sequence[OAuthScope | Scope | Value[str]] = _OPENID,
        logout_urls: Value[Sequence[Value[str]]] | None = None,
        default_redirect_uri: Value[str] | None = None,
    ) -> OAuth:
        """Tokens come in the URL of the redirect. For old apps only: the code grant with PKCE has taken its place."""
        return OAuth(
            flows=(OAuthFlow.IMPLICIT,),
            scopes=scopes,
            callback_urls=callback_urls,
            logout_urls=logout_urls,
            default_redirect_uri=default_redirect_uri,
        )

    @staticmethod
    def authorization_code_and_implicit(
        *,
        callback_urls: Value[Sequence[Value[str]]],
        scopes: Sequence[OAuthScope | Scope | Value[str]] = _OPENID,
        logout_urls: Value[Sequence[Value[str]]] | None = None,
        default_redirect_uri: Value[str] | None = None,
    ) -> OAuth:
        """Both grants, while an app moves from implicit to code."""
        return OAuth(
            flows=(OAuthFlow.AUTHORIZATION_CODE, OAuthFlow.IMPLICIT),
            scopes=scopes,
            callback_urls=callback_urls,
            logout_urls=logout_urls,
            default_redirect_uri=default_redirect_uri,
        )

    def properties(self, condition: str | None) -> dict[str, Any]:
        """The properties of a client under a condition."""
        properties = {
            "AllowedOAuthFlowsUserPoolClient": True,
            "AllowedOAuthFlows": [flow.value for flow in self.flows],
            "AllowedOAuthScopes": scope_list(self.scopes, condition),
            **self.direct_properties(),
        }
        for name, urls in (("CallbackURLs", self.callback_urls), ("LogoutURLs", self.logout_urls)):
            if urls is not None:
                known = literal(urls)
                properties[name] = urls if known is None else list(known)
        return properties
