"""No release of this library loses the users of those who upgrade: what earlier ones rendered compares clean with this one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from troposphere_cognito_l2 import __version__, compare

TESTS = Path(__file__).parent
RENDERED = sorted((TESTS / "releases").glob("*/*.json"))


@pytest.mark.parametrize("path", RENDERED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_upgrade(path):
    """What an example of a release made is updated by this one: nobody is lost, nothing is refused or made anew."""
    old, new = (json.loads(one.read_text(encoding="utf-8")) for one in (path, TESTS / "goldens" / path.name))
    report = compare(old, new)
    assert not [*report.errors, *report.of("replaced"), *report.of("users-lost"), *report.of("rejected")]


def test_upgrade_that_loses_users():
    """The twin: with another suffix or title the comparison says so."""
    path = next(path for path in RENDERED if path.stem == "quickstart")
    text = path.read_text(encoding="utf-8")
    assert compare(text, text.replace('"Users"', '"UsersPool"')).of("users-lost")


def test_this_release_is_kept():
    """Once a version is no development version, what its examples made is kept under its name."""
    names = {path.name for path in (TESTS / "goldens").glob("*.json")}
    assert "dev" in __version__ or {path.name for path in RENDERED if path.parent.name == __version__} >= names
