"""Rules about an app client: OAuth grants, redirects and scopes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..change import Edit, drop, put
from ..resource_types import CLIENT, RESOURCE_SERVER
from ..rule import Evidence, Problem, ResourceView, rule
from ..values import Text, known_text
from .booleans import is_off, is_on
from .clients import CLIENT_API, STANDARD_SCOPES, all_text, in_different_pools, scopes_of, server_of
from .members import domains_of, pool_of, waiting, waits_for

_GUIDE = "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-app-idp-settings.html"
_SERVERS = "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html"
_GRANTS = "https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html"

_LOCAL = r"http://(localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)"
_WHOLE_HOST = r"http://(\[[^\]]*\]|[^/?#:\[]+)[/?#:]"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"

_CODE = {
    "UserPoolId": "us-east-1_Example",
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthScopes": ["openid"],
    "CallbackURLs": ["https://app.example.com/cb"],
}
_MACHINE = {
    "UserPoolId": "us-east-1_Example",
    "GenerateSecret": True,
    "AllowedOAuthFlowsUserPoolClient": True,
    "AllowedOAuthFlows": ["client_credentials"],
    "AllowedOAuthScopes": ["orders/read"],
}


def _with_server(scope: Any, pool: str = "Users", **of_client: Any) -> dict[str, Any]:
    """A client that asks for a scope, the server that has the scope read, and pools."""
    server = {
        "UserPoolId": {"Ref": pool},
        "Identifier": "orders",
        "Name": "orders",
        "Scopes": [{"ScopeName": "read", "ScopeDescription": "Read orders"}],
    }
    client = {**_CODE, "UserPoolId": {"Ref": "Users"}, "AllowedOAuthScopes": [scope]}
    return {
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "Others": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "Orders": {"Type": RESOURCE_SERVER, "Properties": server},
            "Subject": {"Properties": client, **of_client},
        }
    }


@rule(
    "E9201",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_MACHINE,
    rejects={
        **_MACHINE,
        "AllowedOAuthFlows": ["client_credentials", "code"],
        "CallbackURLs": ["https://a.example.com"],
    },
)
def client_credentials_stand_alone(client: ResourceView) -> Iterator[Problem]:
    """A client with the client credentials grant has no other grant."""
    flows = client.get("AllowedOAuthFlows")
    if isinstance(flows, list) and "client_credentials" in flows:
        for path, flow in client.items("AllowedOAuthFlows"):
            if flow in ("code", "implicit"):
                yield Problem(path, f"{flow} can't stand beside client_credentials", "make two clients")


@rule(
    "E9202",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_MACHINE,
    rejects={name: value for name, value in _MACHINE.items() if name != "GenerateSecret"},
)
def client_credentials_need_a_secret(client: ResourceView) -> Iterator[Problem]:
    """A client with the client credentials grant has a secret."""
    if client.lists("AllowedOAuthFlows", "client_credentials") and is_off(client.get("GenerateSecret")):
        fix = "set GenerateSecret to true"
        change = (put("GenerateSecret", True),)
        yield Problem("GenerateSecret", "client credentials are an id and a secret", fix, change=change)


@rule(
    "E9203",
    CLIENT,
    source=_SERVERS,
    evidence=Evidence.REPORTED,  # "openid is not supported with client_credentials flow"
    accepts=_MACHINE,
    rejects={**_MACHINE, "AllowedOAuthScopes": ["openid"]},
)
def client_credentials_ask_for_custom_scopes(client: ResourceView) -> Iterator[Problem]:
    """The client credentials grant gives scopes of resource servers, never those that are about a user."""
    scopes = client.get("AllowedOAuthScopes")
    if not client.lists("AllowedOAuthFlows", "client_credentials") or not scopes or not all_text(scopes):
        return
    about_users = [scope for scope in scopes if scope in STANDARD_SCOPES]
    if about_users:
        message = f"{', '.join(about_users)}: this is about a user, and there is none"
        yield Problem("AllowedOAuthScopes", message, "ask for scopes of a resource server only, as orders/read")


@rule(
    "E9204",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_CODE,
    rejects={**_CODE, "AllowedOAuthScopes": []},
)
def oauth_needs_grants_and_scopes(client: ResourceView) -> Iterator[Problem]:
    """A client that may use OAuth has at least one grant and one scope."""
    if is_on(client.get("AllowedOAuthFlowsUserPoolClient")):
        for path, word in (("AllowedOAuthFlows", "grant"), ("AllowedOAuthScopes", "scope")):
            if client.absent(path):
                fix = f"name a {word}, or set AllowedOAuthFlowsUserPoolClient to false"
                yield Problem(path, f"OAuth is on, and there is no {word}", fix)


@rule(
    "E9205",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=_CODE,
    rejects={name: value for name, value in _CODE.items() if name != "CallbackURLs"},
)
def redirects_need_callback_urls(client: ResourceView) -> Iterator[Problem]:
    """A client with the code or implicit grant has at least one callback URL."""
    flows = client.get("AllowedOAuthFlows")
    if is_on(client.get("AllowedOAuthFlowsUserPoolClient")) and isinstance(flows, list):
        grants = [flow for flow in ("code", "implicit") if flow in flows]
        if grants and client.absent("CallbackURLs"):
            message = f"the {grants[0]} grant sends users back to the app, and no URL is allowed"
            yield Problem("CallbackURLs", message, "name the URLs that users may be sent to")


@rule(
    "E9206",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts={**_CODE, "CallbackURLs": ["https://app.example.com/cb", "http://localhost:3000/cb", "myapp://cb"]},
    rejects={**_CODE, "CallbackURLs": ["http://app.example.com/cb"]},
)
def redirects_are_safe(client: ResourceView) -> Iterator[Problem]:
    """Redirects are absolute URLs by https (http on the local host only) or by a scheme of an app."""
    for list_path in ("CallbackURLs", "LogoutURLs"):
        for path, url in client.items(list_path):
            head = url.parts[0] if isinstance(url, Text) else url
            if not isinstance(head, str):
                continue
            host_is_known = isinstance(url, str) or re.match(_WHOLE_HOST, head)
            if head.lower().startswith("http://") and host_is_known and not re.match(_LOCAL, head.lower()):
                message = "plain http would let anyone on the way read the code or token"
                fix = "use https; plain http is for localhost, 127.0.0.1 and [::1]"
                yield Problem(path, message, fix, change=_by_https(client, list_path, path, url))
            elif isinstance(url, str) and not re.match(_SCHEME, url) and list_path == "CallbackURLs":
                yield Problem(path, "is not an absolute URL", "write the whole URL, with its scheme")
            elif "#" in known_text(url) and list_path == "CallbackURLs":
                yield Problem(path, "has a fragment (#), which redirects can't have", "leave the fragment out")


def _by_https(client: ResourceView, list_path: str, path: str, url: Any) -> tuple[Edit, ...]:
    if not isinstance(url, str) or url == client.get("DefaultRedirectURI"):
        return ()
    safe = f"https{url[4:]}"
    return (drop(path),) if client.lists(list_path, safe) else (put(path, safe),)


@rule(
    "E9207",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts={**_CODE, "DefaultRedirectURI": "https://app.example.com/cb"},
    rejects={**_CODE, "DefaultRedirectURI": "https://other.example.com/cb"},
)
def default_redirect_is_a_callback_url(client: ResourceView) -> Iterator[Problem]:
    """The default redirect is one of the callback URLs."""
    default, urls = client.get("DefaultRedirectURI"), client.get("CallbackURLs")
    if isinstance(default, str) and (urls is None or (all_text(urls) and default not in urls)):
        allowed = ", ".join(urls or ())
        yield Problem(
            "DefaultRedirectURI", "is not among the CallbackURLs", "add it there, or choose one of them", allowed
        )


@rule(
    "E9208",
    CLIENT,
    source=_SERVERS,
    evidence=Evidence.REPORTED,
    accepts=_with_server({"Fn::Sub": "${Orders}/read"}),
    rejects=_with_server({"Fn::Sub": "${Orders}/read"}, pool="Others"),
)
def scopes_are_of_the_same_pool(client: ResourceView) -> Iterator[Problem]:
    """A scope is of a resource server of the same pool as the client."""
    for path, named, _ in scopes_of(client):
        server = server_of(client, named)
        if server is not None and in_different_pools(client, server):
            message = f"{server.logical_id} is a resource server of another pool"
            yield Problem(path, message, "ask for a scope of a server of the client's pool")


@rule(
    "E9209",
    CLIENT,
    source=_SERVERS,
    evidence=Evidence.REPORTED,
    accepts=_with_server({"Fn::Join": ["/", [{"Ref": "Orders"}, "read"]]}),
    rejects=_with_server({"Fn::Join": ["/", [{"Ref": "Orders"}, "raed"]]}),
)
def scopes_exist(client: ResourceView) -> Iterator[Problem]:
    """A scope of a resource server of the template is one that the server has."""
    for path, named, name in scopes_of(client):
        server = server_of(client, named) if name is not None else None
        if server is None:
            continue
        defined = [] if server.absent("Scopes") else server.get("Scopes")
        if isinstance(defined, list) and all(isinstance(scope, dict) for scope in defined):
            names = [scope.get("ScopeName") for scope in defined]
            if all_text(names) and name not in names:
                from difflib import get_close_matches

                near = get_close_matches(str(name), names, n=1)
                fix = f"did you mean {near[0]}?" if near else f"add it to the Scopes of {server.logical_id}"
                message = f"{server.logical_id} has no scope {name}"
                yield Problem(path, message, fix, ", ".join(names) or f"{server.logical_id} has no scopes")


@rule(
    "E9214",
    CLIENT,
    source="https://github.com/awsdocs/aws-cloudformation-user-guide/issues/564",
    evidence=Evidence.REPORTED,
    accepts={**_CODE, "AllowedOAuthScopes": ["openid", "orders/read"]},
    rejects={**_CODE, "AllowedOAuthScopes": ["openid", "read"]},
)
def scopes_are_whole(client: ResourceView) -> Iterator[Problem]:
    """A scope of a client is one that every pool has, or names a resource server before its slash."""
    for path, scope in client.items("AllowedOAuthScopes"):
        if isinstance(scope, str) and scope and "/" not in scope and scope not in STANDARD_SCOPES:
            fix = f"write <identifier of the resource server>/{scope}, or one of the standard scopes"
            yield Problem(path, "is neither a standard scope nor one of a resource server", fix)


@rule(
    "W9210",
    CLIENT,
    source=CLIENT_API,
    accepts=_CODE,
    rejects={**_CODE, "AllowedOAuthFlowsUserPoolClient": False},
)
def oauth_settings_are_switched_on(client: ResourceView) -> Iterator[Problem]:
    """A client with grants, scopes or redirects has AllowedOAuthFlowsUserPoolClient set to true."""
    if is_off(client.get("AllowedOAuthFlowsUserPoolClient")):
        names = ("AllowedOAuthFlows", "AllowedOAuthScopes", "CallbackURLs", "LogoutURLs")
        given = [name for name in names if isinstance(client.get(name), list) and not client.absent(name)]
        if given:
            message = f"{', '.join(given)} have no effect while OAuth is off"
            yield Problem("AllowedOAuthFlowsUserPoolClient", message, "set it to true, or leave the settings out")


@rule(
    "W9211",
    CLIENT,
    source=_GRANTS,
    accepts=_CODE,
    rejects={**_CODE, "AllowedOAuthFlows": ["implicit"]},
)
def implicit_grant_is_not_used(client: ResourceView) -> Iterator[Problem]:
    """Users get tokens by the code grant with PKCE, not by the implicit grant."""
    for path, flow in client.items("AllowedOAuthFlows"):
        if flow == "implicit":
            message = "tokens stand in the URL of the redirect, so in histories and logs, and can't be refreshed"
            yield Problem(path, message, "use code, with PKCE for apps that can't keep a secret")


@rule(
    "W9212",
    CLIENT,
    source=_SERVERS,
    evidence=Evidence.REPORTED,
    accepts=_with_server("orders/read", DependsOn="Orders"),
    rejects=_with_server("orders/read"),
)
def client_waits_for_its_scopes(client: ResourceView) -> Iterator[Problem]:
    """A client waits for the resource servers of its scopes."""
    for path, named, _ in scopes_of(client):
        server = server_of(client, named) if isinstance(named, str) else None
        if server is not None and not waits_for(client, server.logical_id):
            message = f"the client does not wait for {server.logical_id}, and may be made before the scope exists"
            fix = f"refer to the server: ${{{server.logical_id}}} in Fn::Sub, or DependsOn {server.logical_id}"
            yield Problem(path, message, fix, change=waiting(client, server))


@rule(
    "I9213",
    CLIENT,
    source=_GUIDE,
    accepts={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "SignIn": {
                "Type": "AWS::Cognito::UserPoolDomain",
                "Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app"},
            },
            "Subject": {"Properties": {**_CODE, "UserPoolId": {"Ref": "Users"}}},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "Subject": {"Properties": {**_CODE, "UserPoolId": {"Ref": "Users"}}},
        }
    },
)
def oauth_needs_a_domain(client: ResourceView) -> Iterator[Problem]:
    """A pool whose clients use OAuth has a domain."""
    pool = pool_of(client)
    if pool is None or not client.template.complete:
        return
    if is_on(client.get("AllowedOAuthFlowsUserPoolClient")) and not any(domains_of(client)):
        message = f"the template has no domain for {pool.logical_id}, on which the sign-in pages and endpoints are"
        yield Problem("AllowedOAuthFlowsUserPoolClient", message, "add an AWS::Cognito::UserPoolDomain")
