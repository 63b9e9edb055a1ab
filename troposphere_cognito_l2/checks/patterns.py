"""The patterns of the CloudFormation registry in words; a test holds that none is missing."""

from __future__ import annotations

from collections.abc import Mapping

_INVISIBLE = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_CONTROL = rf"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_INVISIBLE}"
_VISIBLE = rf"[^\s\x00-\x1f\x7f-\x9f{_INVISIBLE}]"
_ARN = r"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?"
_AN_ARN = "an ARN, arn:<partition>:<service>:<region>:<account>:<resource>"

_WORDS: Mapping[str, str] = {
    "^.+$": "one line of at least one character",
    f"^{_VISIBLE}+$": "visible characters, no space",
    f"^{_VISIBLE}+@{_VISIBLE}+$": "an e-mail address, <name>@<host> without a space",
    f"^[^_\\s]{_VISIBLE}[^_\\s]+$": "3 or more visible characters without a space, the first and the last ones no _",
    f"^[^{_CONTROL}]*$": "a text without control characters",
    f"^[^{_CONTROL}]+$": "a text without control characters",
    rf"^[^\x00-\x1f\x7f-\x9f{_INVISIBLE}]+$": "a text without control characters",
    r"^[\w_]+$": "letters, digits and _",
    r"^[a-zA-Z0-9_-]+$": "letters, digits and _-",
    r"^[0-9a-fA-F]+$": "hexadecimal digits",
    r"^[\w+]+$": "letters, digits and _+",
    r"^[\w._-]+$": "letters, digits and ._-",
    r"^[\w._:/-]+$": "letters, digits and ._:/-",
    r"^[\w\- ]+$": "letters, digits, spaces and _-",
    r"^[\w\s+=.@-]+$": "letters, digits, spaces and _+=.@-",
    r"^[\w\s+=,.@-]+$": "letters, digits, spaces and _+=,.@-",
    r"^([\w\s.:/=+\-@]*)$": "letters, digits, spaces and _.:/=+-@",
    r"^[\w-]+_[0-9a-zA-Z]+$": "a pool's id, <region>_<letters and digits>",
    r"^[\x21\x23-\x5B\x5D-\x7E]+$": "ASCII letters, digits and symbols; no space, quotation mark or backslash",
    r"^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$": (
        "ASCII letters, digits and symbols; no space, slash, quotation mark or backslash"
    ),
    "^(terms-of-use|privacy-policy)$": "terms-of-use or privacy-policy",
    _ARN: _AN_ARN,
    f"^{_ARN}$": _AN_ARN,
    f"^({_ARN})?$": _AN_ARN,
}


def in_words(pattern: str) -> str:
    """What a pattern asks for; the pattern itself where there are no words for it."""
    return _WORDS.get(pattern, pattern)
