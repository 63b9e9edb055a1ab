"""What changes of terms documents do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import USER_POOLS_API
from ...checks.resource_types import TERMS
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import lost_keys, turned

_API = f"{USER_POOLS_API}API_UpdateTerms.html"


def _example(*languages: str, name: str = "terms-of-use") -> dict[str, Any]:
    return {
        "ClientId": "web",
        "TermsName": name,
        "TermsSource": "LINK",
        "Enforcement": "NONE",
        "Links": {f"cognito:{language}": f"https://example.com/{language}" for language in languages},
    }


@change_rule(
    "C9711",
    TERMS,
    Effect.RESET,
    source=_API,
    before=_example("default", "french"),
    after=_example("default"),
    harmless=_example("french", "default", "german"),
)
def language_has_no_document(pair: Pair) -> Iterator[Claim]:
    """Who reads a language that has no link any more gets the default document."""
    lost = lost_keys(pair, "Links")
    if lost:
        yield Claim(
            "Links",
            f"{words(lost)}: its readers get the default document",
            "Leave the link, unless nobody reads the language.",
        )


@change_rule(
    "C9712",
    TERMS,
    Effect.RESET,
    source=_API,
    before=_example("default"),
    after=_example("default", name="privacy-policy"),
    harmless=_example("default", "french"),
)
def document_is_another(pair: Pair) -> Iterator[Claim]:
    """A document of another name is in the place of this one, of which pages show nothing any more."""
    delta = pair.delta("TermsName")
    if delta is not None and delta.sure and delta.kind == "changed" and turned(pair, "TermsName") is not None:
        yield Claim(
            "TermsName",
            f"there is no {delta.old} any more, and pages show both documents or none",
            f"Leave this one as it is deployed, and add another resource for {delta.new}.",
        )
