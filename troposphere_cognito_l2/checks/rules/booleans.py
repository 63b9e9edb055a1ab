"""What is surely true, and what is surely not: templates say booleans as text, too."""

from __future__ import annotations

from typing import Any


def is_on(value: Any) -> bool:
    """Whether a boolean is surely true."""
    return value is True or value == "true"


def is_false(value: Any) -> bool:
    """Whether a boolean is surely given, and false."""
    return value is False or value == "false"


def is_off(value: Any) -> bool:
    """Whether a boolean is surely false or left out."""
    return value is None or is_false(value)
