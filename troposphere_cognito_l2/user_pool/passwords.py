"""The password policy."""

from __future__ import annotations

from datetime import timedelta

from .._core.fragment import Fragment
from .._core.options import field, prop, put
from .._core.problem import option_finding
from .._core.values import Value
from .feature import Feature, PoolContext

_VALIDITY = "Policies.PasswordPolicy.TemporaryPasswordValidityDays"


class PasswordPolicy(Feature):
    """What a password must be like. The defaults are written out and satisfy Security Hub's control Cognito.3.

    https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
    """

    min_length: Value[int] = prop("Policies.PasswordPolicy.MinimumLength", default=8)
    """Fewest characters, 6 to 99. Default 8."""
    require_lowercase: Value[bool] = prop("Policies.PasswordPolicy.RequireLowercase", default=True)
    """Whether a small letter is needed. Default: yes."""
    require_uppercase: Value[bool] = prop("Policies.PasswordPolicy.RequireUppercase", default=True)
    """Whether a capital letter is needed. Default: yes."""
    require_digits: Value[bool] = prop("Policies.PasswordPolicy.RequireNumbers", default=True)
    """Whether a digit is needed. Default: yes."""
    require_symbols: Value[bool] = prop("Policies.PasswordPolicy.RequireSymbols", default=True)
    """Whether a symbol is needed. Default: yes."""
    temp_password_validity: Value[timedelta] = field(default=timedelta(days=7), at=_VALIDITY)
    """How long an invited user's password holds, in whole days up to 365; 0 counts as 7. An intrinsic gives the number
    of days. Default 7 days."""
    password_history_size: Value[int] | None = prop("Policies.PasswordPolicy.PasswordHistorySize", default=None)
    """How many earlier passwords may not be used again, 0 to 24; needs the Essentials plan or higher.
    Default: Cognito's, none."""

    def render(self, context: PoolContext) -> Fragment:
        """``Policies.PasswordPolicy``."""
        properties = self.direct_properties()
        validity: object = self.temp_password_validity
        if isinstance(validity, timedelta):
            if validity % timedelta(days=1):
                context.problems.append(
                    option_finding(
                        _VALIDITY,
                        "password_policy.temp_password_validity",
                        validity,
                        message="is not a whole number of days",
                        allowed="0 to 365 whole days",
                        fix="write timedelta(days=...)",
                    )
                )
            validity = validity.days
        put(properties, _VALIDITY, validity)
        return Fragment(properties)
