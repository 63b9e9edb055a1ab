"""Rules about an app client: where OAuth sends users back to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE
from ..change import Edit, drop, put
from ..resource_types import CLIENT
from ..rule import Evidence, Problem, rule
from ..values import Text, known_text
from ..view import ResourceView
from .booleans import is_on
from .clients import CLIENT_API, CODE_CLIENT, all_text

_LOCAL = r"http://(localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)"
_WHOLE_HOST = r"http://(\[[^\]]*\]|[^/?#:\[]+)[/?#:]"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:"


@rule(
    "E9205",
    CLIENT,
    source=CLIENT_API,
    evidence=Evidence.REPORTED,
    accepts=CODE_CLIENT,
    rejects={name: value for name, value in CODE_CLIENT.items() if name != "CallbackURLs"},
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
    accepts={**CODE_CLIENT, "CallbackURLs": ["https://app.example.com/cb", "http://localhost:3000/cb", "myapp://cb"]},
    rejects={**CODE_CLIENT, "CallbackURLs": ["http://app.example.com/cb"]},
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
    accepts={**CODE_CLIENT, "DefaultRedirectURI": "https://app.example.com/cb"},
    rejects={**CODE_CLIENT, "DefaultRedirectURI": "https://other.example.com/cb"},
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
    "W9217",
    CLIENT,
    source=f"{GUIDE}user-pool-settings-client-apps.html",
    accepts=CODE_CLIENT,
    rejects={**CODE_CLIENT, "CallbackURLs": ["https://*.example.com/cb"]},
)
def redirects_have_no_wildcards(client: ResourceView) -> Iterator[Problem]:
    """Redirects are written out, since the one that an app asks for has to be the same to the letter."""
    for list_path in ("CallbackURLs", "LogoutURLs"):
        for path, url in client.items(list_path):
            if "*" in known_text(url):
                message = "* stands for itself, so that nobody is sent back by this URL"
                yield Problem(path, message, "write out each URL that users may be sent to")
