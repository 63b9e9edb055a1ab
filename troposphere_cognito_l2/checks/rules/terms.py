"""Rules of ``AWS::Cognito::Terms``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..aws_pages import GUIDE, USER_POOLS_API
from ..resource_types import CLIENT, TERMS, USER_POOL
from ..rule import Problem, rule
from ..view import ResourceView
from .members import pool_of, problems_of_client, problems_of_missing_client

_CREATE = f"{USER_POOLS_API}API_CreateTerms.html"
_LOGIN = f"{GUIDE}cognito-user-pools-managed-login.html"

_LANGUAGES = (
    "default",
    "english",
    "french",
    "spanish",
    "german",
    "bahasa-indonesia",
    "italian",
    "japanese",
    "korean",
    "portuguese-brazil",
    "chinese-simplified",
    "chinese-traditional",
)
_NEWER_LANGUAGES = ("dutch",)
"""In the service's own interface, and not yet in CloudFormation's schema."""
_LANGUAGE = re.compile(f"cognito:({'|'.join((*_LANGUAGES, *_NEWER_LANGUAGES))})")
_URL = re.compile(r"https?://.", re.IGNORECASE)
_BOTH = {"terms-of-use", "privacy-policy"}

_LINKS = {"cognito:default": "https://example.com/terms"}
_TERMS = {
    "UserPoolId": "us-east-1_abc",
    "ClientId": "1",
    "TermsName": "terms-of-use",
    "TermsSource": "LINK",
    "Enforcement": "NONE",
    "Links": _LINKS,
}
_WEB_TERMS = {**_TERMS, "UserPoolId": {"Ref": "Users"}, "ClientId": {"Ref": "Web"}}
_WEB = {"Type": CLIENT, "Properties": {"UserPoolId": {"Ref": "Users"}}}


@rule(
    "E9721",
    TERMS,
    source=_CREATE,
    accepts=_TERMS,
    rejects={**_TERMS, "ClientId": "ALL"},
)
def terms_belong_to_one_client(terms: ResourceView) -> Iterator[Problem]:
    """A terms document belongs to one app client, which is named."""
    yield from problems_of_missing_client(terms)


@rule(
    "E9722",
    TERMS,
    source=_CREATE,
    accepts={
        "Resources": {
            "Terms": {"Type": TERMS, "Properties": _WEB_TERMS},
            "Web": _WEB,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Terms": {"Type": TERMS, "Properties": {**_WEB_TERMS, "UserPoolId": {"Ref": "Others"}}},
            "Web": _WEB,
            "Users": {"Type": USER_POOL},
            "Others": {"Type": USER_POOL},
        }
    },
)
def terms_are_for_a_client_of_their_pool(terms: ResourceView) -> Iterator[Problem]:
    """The app client of a terms document belongs to the document's pool."""
    yield from problems_of_client(terms)


@rule(
    "E9723",
    TERMS,
    source=_CREATE,
    accepts={
        "Resources": {
            "Terms": {"Type": TERMS, "Properties": _TERMS},
            "Privacy": {"Type": TERMS, "Properties": {**_TERMS, "TermsName": "privacy-policy"}},
        }
    },
    rejects={
        "Resources": {
            "Terms": {"Type": TERMS, "Properties": _TERMS},
            "Privacy": {"Type": TERMS, "Properties": _TERMS},
        }
    },
)
def client_has_each_document_once(terms: ResourceView) -> Iterator[Problem]:
    """An app client has one terms document of a name."""
    for other in terms.twins("TermsName", "ClientId", "UserPoolId"):
        fix = f"leave one of them out, or put both links into {other.logical_id}"
        yield Problem("TermsName", f"{other.logical_id} is the same document of the same app client", fix)


@rule(
    "E9724",
    TERMS,
    source=_CREATE,
    accepts={**_TERMS, "Links": {**_LINKS, "cognito:german": "https://example.com/terms/de"}},
    rejects={**_TERMS, "Links": {**_LINKS, "de": "https://example.com/terms/de"}},
)
def links_are_by_language(terms: ResourceView) -> Iterator[Problem]:
    """The links of a terms document are for languages of managed login."""
    links = terms.get("Links")
    allowed = ", ".join(f"cognito:{language}" for language in _LANGUAGES)
    for key in links if isinstance(links, Mapping) else ():
        if not _LANGUAGE.fullmatch(key):
            yield Problem(f"Links.{key}", f"{key} is no language of managed login", "name one that is", allowed)


@rule(
    "W9725",
    TERMS,
    source=_LOGIN,
    accepts={
        "Resources": {
            "Terms": {"Type": TERMS, "Properties": _WEB_TERMS},
            "Privacy": {"Type": TERMS, "Properties": {**_WEB_TERMS, "TermsName": "privacy-policy"}},
            "Web": _WEB,
            "Users": {"Type": USER_POOL},
        }
    },
    rejects={
        "Resources": {
            "Terms": {"Type": TERMS, "Properties": _WEB_TERMS},
            "Web": _WEB,
            "Users": {"Type": USER_POOL},
        }
    },
)
def both_documents_are_given(terms: ResourceView) -> Iterator[Problem]:
    """An app client has both documents, since Cognito shows neither without the other."""
    client, name = terms.get("ClientId"), terms.literal("TermsName")
    if not terms.template.complete or name not in _BOTH:
        return
    if pool_of(terms) is None or terms.target("ClientId") is None:
        return
    for other in terms.template.of_type(TERMS):
        if other.get("ClientId") == client and other.get("TermsName") != name:
            return
    [missing] = _BOTH - {str(name)}
    yield Problem("TermsName", f"the app client has no {missing}, so neither is shown", f"add the {missing} too")


@rule(
    "W9726",
    TERMS,
    source=_CREATE,
    accepts={**_TERMS, "Links": {**_LINKS, "cognito:german": "https://example.com/terms/de"}},
    rejects={**_TERMS, "Links": {**_LINKS, "cognito:german": "example.com/terms/de"}},
)
def links_are_urls(terms: ResourceView) -> Iterator[Problem]:
    """The links of a terms document are URLs, with their scheme."""
    links = terms.get("Links")
    for key, link in links.items() if isinstance(links, Mapping) else ():
        if isinstance(link, str) and not _URL.match(link):
            yield Problem(f"Links.{key}", "is no URL, so that the sign-up page leads nowhere", "write it with https://")


@rule(
    "W9727",
    TERMS,
    source=_CREATE,
    accepts={**_TERMS, "Links": {**_LINKS, "cognito:german": "https://example.com/terms/de"}},
    rejects={**_TERMS, "Links": {"cognito:german": "https://example.com/terms/de"}},
)
def links_have_a_default(terms: ResourceView) -> Iterator[Problem]:
    """A terms document has a link for those whose language has none: ``cognito:default``."""
    links = terms.get("Links")
    if isinstance(links, Mapping) and links and "cognito:default" not in links:
        yield Problem("Links", "users of other languages are led nowhere", "add a link for cognito:default")
