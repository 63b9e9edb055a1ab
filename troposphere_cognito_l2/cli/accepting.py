"""Changes that somebody has looked at: ``--accept``, and the lines of an accept file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_ENTRY = re.compile(r"([0-9a-f]{16})\s*=\s*(.*\S)\s*")


class UnusableAcceptanceError(ValueError):
    """An acceptance that can't be read, or that gives no reason. One line says why."""


def accepted(given: Sequence[str], files: Sequence[str]) -> dict[str, str]:
    """The reasons by fingerprint.

    Args:
        given: ``FINGERPRINT=reason``; goes before what files say.
        files: paths of files of such lines; empty ones and those that begin with ``#`` say nothing.

    Raises:
        UnusableAcceptanceError: if one of them can't be read, or gives no reason.
    """
    found: dict[str, str] = {}
    for name in files:
        for number, line in enumerate(_lines(name), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                found |= _entry(line.strip(), f"--accept-file {name}: line {number}")
    for one in given:
        found |= _entry(one, "--accept")
    return found


def _lines(name: str) -> list[str]:
    try:
        return Path(name).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UnusableAcceptanceError(f"--accept-file {name}: it can't be read: {error.strerror or error}") from None
    except ValueError:  # the wrong encoding, or a NUL in the name
        raise UnusableAcceptanceError(f"--accept-file {name}: it is no text in UTF-8") from None


def _entry(text: str, where: str) -> dict[str, str]:
    entry = _ENTRY.fullmatch(text)
    if entry is None:
        raise UnusableAcceptanceError(
            f"{where}: {text!r:.60} is no FINGERPRINT=reason; the report has the fingerprints"
        )
    return {entry[1]: entry[2]}
