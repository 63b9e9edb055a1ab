"""Rules about an app client: OAuth grants and scopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..change import put
from ..resource_types import CLIENT, RESOURCE_SERVER
from ..rule import Evidence, Problem, rule
from ..texts import nearest
from ..values import Reference
from ..view import ResourceView
from .booleans import is_off, is_on
from .clients import CLIENT_API, CODE_CLIENT, STANDARD_SCOPES, all_text, scopes_of, server_of
from .members import domains_of, in_different_pools, pool_of, waiting, waits_for

_SETTINGS = f"{GUIDE}cognito-user-pools-app-idp-settings.html"
_SERVERS = f"{GUIDE}cognito-user-pools-define-resource-servers.html"
_GRANTS = f"{GUIDE}federation-endpoints-oauth-grants.html"

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
    client = {**CODE_CLIENT, "UserPoolId": {"Ref": "Users"}, "AllowedOAuthScopes": [scope]}
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
    scopes = [scope for _, scope in client.items("AllowedOAuthScopes")]
    about_users = [scope for scope in scopes if isinstance(scope, str) and scope in STANDARD_SCOPES]
    if about_users and client.lists("AllowedOAuthFlows", "client_credentials"):
        message = f"{', '.join(about_users)}: this is about a user, and there is none"
        yield Problem("AllowedOAuthScopes", message, "ask for scopes of a resource server only, as orders/read")


@rule(
    "E9204",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=CODE_CLIENT,
    rejects={**CODE_CLIENT, "AllowedOAuthScopes": []},
)
def oauth_needs_grants_and_scopes(client: ResourceView) -> Iterator[Problem]:
    """A client that may use OAuth has at least one grant and one scope."""
    if is_on(client.get("AllowedOAuthFlowsUserPoolClient")):
        for path, word in (("AllowedOAuthFlows", "grant"), ("AllowedOAuthScopes", "scope")):
            if client.absent(path):
                fix = f"name a {word}, or set AllowedOAuthFlowsUserPoolClient to false"
                yield Problem(path, f"OAuth is on, and there is no {word}", fix)


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
                near = nearest(name, names)
                fix = f"did you mean {near}?" if near else f"add it to the Scopes of {server.logical_id}"
                message = f"{server.logical_id} has no scope {name}"
                yield Problem(path, message, fix, ", ".join(names) or f"{server.logical_id} has no scopes")


@rule(
    "E9214",
    CLIENT,
    source="https://github.com/awsdocs/aws-cloudformation-user-guide/issues/564",
    evidence=Evidence.REPORTED,
    accepts={**CODE_CLIENT, "AllowedOAuthScopes": ["openid", "orders/read"]},
    rejects={**CODE_CLIENT, "AllowedOAuthScopes": ["openid", "read"]},
)
def scopes_are_whole(client: ResourceView) -> Iterator[Problem]:
    """A scope of a client is one that every pool has, or names a resource server before its slash."""
    for path, scope in client.items("AllowedOAuthScopes"):
        if isinstance(scope, str) and scope and "/" not in scope and scope not in STANDARD_SCOPES:
            fix = f"write <identifier of the resource server>/{scope}, or one of the standard scopes"
            yield Problem(path, "is neither a standard scope nor one of a resource server", fix)
        elif isinstance(scope, Reference) and server_of(client, scope) is not None:
            message = f"is the identifier of {scope.logical_id}, which is no scope by itself"
            yield Problem(path, message, f"write Fn::Sub ${{{scope.logical_id}}}/ and the name of a scope behind it")


@rule(
    "W9210",
    CLIENT,
    source=CLIENT_API,
    accepts=CODE_CLIENT,
    rejects={**CODE_CLIENT, "AllowedOAuthFlowsUserPoolClient": False},
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
    accepts=CODE_CLIENT,
    rejects={**CODE_CLIENT, "AllowedOAuthFlows": ["implicit"]},
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
    source=_SETTINGS,
    accepts={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "SignIn": {
                "Type": "AWS::Cognito::UserPoolDomain",
                "Properties": {"UserPoolId": {"Ref": "Users"}, "Domain": "my-app"},
            },
            "Subject": {"Properties": {**CODE_CLIENT, "UserPoolId": {"Ref": "Users"}}},
        }
    },
    rejects={
        "Resources": {
            "Users": {"Type": "AWS::Cognito::UserPool", "Properties": {}},
            "Subject": {"Properties": {**CODE_CLIENT, "UserPoolId": {"Ref": "Users"}}},
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
