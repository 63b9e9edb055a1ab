"""Named security controls over a user pool's passwords. A policy that is left out is Cognito's, which has all of this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..aws_pages import GUIDE, SECURITY_HUB_CONTROLS
from ..change import put
from ..resource_types import USER_POOL
from ..rule import Problem, rule
from ..view import ResourceView
from .booleans import is_off

_PAGE = f"{GUIDE}managing-users-passwords.html"
_POLICY = "Policies.PasswordPolicy"
_PROWLER = "cognito_user_pool_password_policy"

_OLD_VALIDITY = "AdminCreateUserConfig.UnusedAccountValidityDays"

_GOOD = {
    "MinimumLength": 8,
    "RequireLowercase": True,
    "RequireNumbers": True,
    "RequireSymbols": True,
    "RequireUppercase": True,
    "TemporaryPasswordValidityDays": 7,
}


def _example(**changed: Any) -> dict[str, Any]:
    return {"Policies": {"PasswordPolicy": {**_GOOD, **changed}}}


def _number(pool: ResourceView, name: str) -> int | None:
    value = pool.literal(f"{_POLICY}.{name}")
    try:
        return None if value is None else int(value)
    except ValueError:
        return None


def _given(pool: ResourceView) -> bool:
    return isinstance(pool.get(_POLICY), dict)


def _without(pool: ResourceView, name: str, kind: str) -> Iterator[Problem]:
    if _given(pool) and is_off(pool.get(f"{_POLICY}.{name}")):
        path = f"{_POLICY}.{name}"
        yield Problem(path, f"a password needs no {kind}", f"set {name} to true", change=(put(path, True),))


@rule(
    "W9107",
    USER_POOL,
    source=_PAGE,
    accepts=_example(),
    rejects=_example(MinimumLength=7),
    controls=("Cognito.3", "AwsSolutions-COG1"),
)
def password_has_8_characters(pool: ResourceView) -> Iterator[Problem]:
    """A password has at least 8 characters."""
    least = _number(pool, "MinimumLength")
    if least is not None and least < 8:
        message = f"a password of {least} characters is accepted"
        path = f"{_POLICY}.MinimumLength"
        yield Problem(path, message, "set MinimumLength to 8 or more", change=(put(path, 8),))


@rule(
    "W9108",
    USER_POOL,
    source=_PAGE,
    accepts=_example(),
    rejects=_example(RequireUppercase=False),
    controls=("Cognito.3", "AwsSolutions-COG1", f"{_PROWLER}_uppercase"),
)
def password_has_an_upper_case_letter(pool: ResourceView) -> Iterator[Problem]:
    """A password has an upper-case letter."""
    yield from _without(pool, "RequireUppercase", "upper-case letter")


@rule(
    "W9109",
    USER_POOL,
    source=_PAGE,
    accepts=_example(),
    rejects=_example(RequireLowercase=False),
    controls=("Cognito.3", f"{_PROWLER}_lowercase"),
)
def password_has_a_lower_case_letter(pool: ResourceView) -> Iterator[Problem]:
    """A password has a lower-case letter."""
    yield from _without(pool, "RequireLowercase", "lower-case letter")


@rule(
    "W9116",
    USER_POOL,
    source=_PAGE,
    accepts=_example(),
    rejects=_example(RequireNumbers=False),
    controls=("Cognito.3", "AwsSolutions-COG1", f"{_PROWLER}_number"),
)
def password_has_a_digit(pool: ResourceView) -> Iterator[Problem]:
    """A password has a digit."""
    yield from _without(pool, "RequireNumbers", "digit")


@rule(
    "W9117",
    USER_POOL,
    source=_PAGE,
    accepts=_example(),
    rejects=_example(RequireSymbols=False),
    controls=("Cognito.3", "AwsSolutions-COG1", f"{_PROWLER}_symbol"),
)
def password_has_a_symbol(pool: ResourceView) -> Iterator[Problem]:
    """A password has a symbol."""
    yield from _without(pool, "RequireSymbols", "symbol")


@rule(
    "W9118",
    USER_POOL,
    source=f"{SECURITY_HUB_CONTROLS}#cognito-3",
    accepts=_example(),
    rejects=_example(TemporaryPasswordValidityDays=30),
    controls=("Cognito.3", "cognito_user_pool_temporary_password_expiration"),
)
def temporary_password_lives_7_days(pool: ResourceView) -> Iterator[Problem]:
    """A temporary password holds for at most 7 days."""
    days = _number(pool, "TemporaryPasswordValidityDays")
    if days is not None and days > 7:
        message = f"whoever finds an invitation can use it for {days} days"
        path = f"{_POLICY}.TemporaryPasswordValidityDays"
        change = (put(path, 7),) if pool.absent(_OLD_VALIDITY) else ()
        yield Problem(path, message, "set it to 7 or less", change=change)


@rule(
    "W9119",
    USER_POOL,
    source="https://hub.prowler.com/check/cognito_user_pool_password_policy_minimum_length_14",
    accepts=_example(MinimumLength=14),
    rejects=_example(MinimumLength=13),
    controls=(f"{_PROWLER}_minimum_length_14",),
    strict=True,
)
def password_has_14_characters(pool: ResourceView) -> Iterator[Problem]:
    """A password has at least 14 characters."""
    path = f"{_POLICY}.MinimumLength"
    least = _number(pool, "MinimumLength")
    if pool.absent(path) or (least is not None and least < 14):
        message = f"a password of {least or 8} characters is accepted"
        change = () if pool.absent(_POLICY) else (put(path, 14),)
        yield Problem(path, message, "set MinimumLength to 14 or more", change=change)


@rule(
    "W9136",
    USER_POOL,
    source="https://github.com/cdklabs/cdk-nag/blob/main/RULES.md",
    accepts=_example(),
    rejects={"Policies": {"PasswordPolicy": {}}},
    controls=("AwsSolutions-COG1",),
    strict=True,
)
def password_policy_is_written_out(pool: ResourceView) -> Iterator[Problem]:
    """The password policy is written out, rather than left to Cognito."""
    if pool.absent(_POLICY):
        message = "the template does not say what a password needs (Cognito asks for 8 characters of all four kinds)"
        change = (put(_POLICY, _GOOD),) if pool.absent(_OLD_VALIDITY) else ()  # what Cognito takes anyway
        yield Problem(_POLICY, message, "give PasswordPolicy with all of its members", change=change)
