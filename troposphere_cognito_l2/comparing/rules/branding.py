"""What changes of a managed login style do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...checks.aws_pages import USER_POOLS_API
from ...checks.resource_types import BRANDING
from ..change import Effect
from ..pair import Pair
from ..rule import Claim, change_rule, words
from .reading import OFF, ON, entries, turned

_API = f"{USER_POOLS_API}API_UpdateManagedLoginBranding.html"
_LOGO = {"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Extension": "PNG", "Bytes": "aGVsbG8="}
_ICON = {"Category": "FAVICON_ICO", "ColorMode": "LIGHT", "Extension": "ICO", "Bytes": "aGVsbG8="}
_OWN = ("Settings", "Assets")


def _example(*assets: dict[str, str], **properties: Any) -> dict[str, Any]:
    settings = {} if properties else {"Settings": {"categories": {}}, "Assets": list(assets)}
    return {"ClientId": "web", **settings, **properties}


@change_rule(
    "C9701",
    BRANDING,
    Effect.RESET,
    source=_API,
    before=_example(_LOGO, _ICON),
    after=_example(_LOGO),
    harmless=_example(_ICON, {**_LOGO, "Bytes": "d29ybGQ="}),
)
def images_are_left_out(pair: Pair) -> Iterator[Claim]:
    """Pages show Cognito's image, or none, where one is left out."""
    old, new = _assets(pair.old("Assets")), _assets(pair.new("Assets"))
    if old is None or new is None or not new:
        return
    lost = [" ".join(map(str, asset)) for asset in old if asset not in new]
    if lost:
        yield Claim(
            "Assets",
            f"{words(lost)}: the pages show what Cognito has in its place, or nothing",
            "Write the deployed image again.",
        )


@change_rule(
    "C9702",
    BRANDING,
    Effect.RESET,
    source=_API,
    before=_example(_LOGO),
    after=_example(UseCognitoProvidedValues=True),
    harmless=_example(_LOGO, _ICON),
)
def style_is_that_of_cognito(pair: Pair) -> Iterator[Claim]:
    """Pages look as Cognito made them, not as they were styled."""
    was_own = any(pair.old(path) not in (None, {}, []) for path in _OWN)
    if was_own and turned(pair, "UseCognitoProvidedValues", OFF) == (OFF, ON):
        yield Claim(
            "UseCognitoProvidedValues",
            "the pages look as Cognito made them: the settings and images of the style are gone",
            "Keep Settings and Assets, and leave UseCognitoProvidedValues out.",
            covers=_OWN,
        )


def _assets(listed: Any) -> list[tuple[Any, Any]] | None:
    """The images of a list by where they stand; ``None`` if not all are known."""
    known = entries(listed)
    found = [(one.get("Category"), one.get("ColorMode")) for one in known or ()]
    return found if known is not None and all(isinstance(part, str) for one in found for part in one) else None
