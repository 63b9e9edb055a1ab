"""`Finding`: one thing found in a template, and how it is told to people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from .change import Patch
from .secrets import without_secrets

if TYPE_CHECKING:
    from .places import Placed

_CONTROL = r"[\x00-\x1f\x7f-\x9f]"


class Severity(str, Enum):
    """How bad a finding is."""

    ERROR = "error"
    """Cognito, IAM or CloudFormation refuses it: the deploy fails, or whatever is done by it later."""
    WARNING = "warning"
    """It deploys, and then hurts."""
    INFO = "info"
    """Worth knowing."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return ("error", "warning", "info").index(self.value)


class Finding(NamedTuple):
    """One thing found in a template."""

    rule: str
    """Id of the rule that the template breaks."""
    severity: Severity
    """How bad it is."""
    resource: str
    """Logical id."""
    path: str
    """Property path inside ``Properties``, as in ``Schema[0].Name``; empty for the resource as a whole."""
    value: Any
    """What stands there, as far as it is known; ``None`` for nothing."""
    message: str
    """What is wrong, in one sentence."""
    allowed: str
    """What is allowed."""
    fix: str
    """What to do about it."""
    source: str
    """The page that says so."""
    option: str = ""
    """The helper's option that wrote the property; empty where no helper was involved."""
    controls: tuple[str, ...] = ()
    """Ids of the security controls that fail by it, as in ``Cognito.3`` (Security Hub) or ``CKV_AWS_366`` (checkov)."""
    scenario: str = ""
    """Parameter values that show it, as in ``Stage=prod``; empty if it shows whenever the resource exists."""
    patch: Patch = ()
    """JSON Patch (RFC 6902) of the template that mends it, where that is mechanical; check again before the next one."""

    @property
    def shown(self) -> Any:
        """The value as reports show it: a secret is not."""
        return without_secrets(self.path, self.value)

    @property
    def fingerprint(self) -> str:
        """Stays the same while the rule, the resource, the property and its value do, whatever the wording."""
        from hashlib import sha256

        named = [self.rule, self.resource, self.path, with_text_keys(self.value)]
        known = json.dumps(named, default=repr, sort_keys=True)
        return sha256(known.encode(errors="surrogatepass")).hexdigest()[:16]


def told(finding: Finding) -> Iterator[str]:
    """The lines that tell a finding to people; the first one says where and what."""
    yield f"{_where(finding)}: {finding.message}"
    yield f"   given:   {shortened(finding.shown)}"
    if finding.allowed:
        yield f"   allowed: {finding.allowed}"
    yield f"   fix:     {finding.fix}"
    if finding.scenario:
        yield f"   when:    {finding.scenario}"
    if finding.controls:
        yield f"   fails:   {', '.join(finding.controls)}"
    yield f"   rule:    {finding.rule} {finding.source}".rstrip()


def shortened(value: object, most: int = 120) -> str:
    """A value in the words of JSON, cut where it gets long."""
    text = "nothing" if value is None else json.dumps(with_text_keys(value), default=_words, ensure_ascii=False)
    return text if len(text) <= most else f"{text[:most]}... ({len(text)} characters)"


def with_text_keys(value: Any) -> Any:
    """The value with a text for every key of a mapping: JSON knows no others."""
    if isinstance(value, Mapping):
        return {str(key): with_text_keys(item) for key, item in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, (list, tuple)) else value


def many(count: int, what: str) -> str:
    """So many of something, in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def printable(line: str) -> str:
    """A line without what a terminal would take for a command."""
    return re.sub(_CONTROL, lambda found: repr(found[0])[1:-1], line)


def place_of(placed: Placed) -> str:
    """Resource and property of a finding or a change."""
    return ".".join(part for part in (placed.resource, placed.path) if part)


def _where(finding: Finding) -> str:
    where = place_of(finding)
    return f"{finding.option} ({where})" if finding.option and where else finding.option or where


def _words(value: Any) -> object:
    """What stands for a value that is no JSON: an intrinsic as CloudFormation writes it, anything else as Python does."""
    if hasattr(value, "JSONrepr"):  # awacs
        return value.JSONrepr()
    if hasattr(value, "getdata"):
        return value.to_dict()
    return f"<{type(value).__name__}>" if " at 0x" in repr(value) else repr(value)
