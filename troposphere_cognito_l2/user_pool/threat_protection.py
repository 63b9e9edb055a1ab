"""Threat protection: compromised passwords and risky sign-ins."""

from __future__ import annotations

from enum import Enum

from .._core.fragment import Fragment
from .._core.options import field
from .feature import Feature, PoolContext

_MODE = "UserPoolAddOns.AdvancedSecurityMode"
_CUSTOM = "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode"


class ThreatProtectionMode(Enum):
    """What Cognito does about a risk that it sees."""

    FULL_FUNCTION = "ENFORCED"
    """It acts."""
    AUDIT_ONLY = "AUDIT"
    """It records."""
    NO_ENFORCEMENT = "OFF"
    """Nothing."""


class ThreatProtection(Feature):
    """Threat protection; needs the Plus plan unless it is off. Default without it: off.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html
    """

    standard: ThreatProtectionMode = field(default=ThreatProtectionMode.FULL_FUNCTION, at=_MODE)
    """For sign-in by password and the other standard flows. Default: it acts."""
    custom: ThreatProtectionMode | None = field(default=None, at=_CUSTOM)
    """For custom authentication: it acts or records. Default: Cognito's, nothing."""

    def render(self, context: PoolContext) -> Fragment:
        """``UserPoolAddOns``."""
        add_ons: dict[str, object] = {"AdvancedSecurityMode": self.standard.value}
        if self.custom is not None:
            add_ons["AdvancedSecurityAdditionalFlows"] = {"CustomAuthMode": self.custom.value}
        return Fragment({"UserPoolAddOns": add_ons})
