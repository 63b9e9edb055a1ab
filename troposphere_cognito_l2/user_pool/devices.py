"""Device tracking."""

from __future__ import annotations

from .._core.options import prop
from .._core.values import Value
from .feature import Feature


class DeviceTracking(Feature):
    """Remember the devices of users. Default without it: devices are not remembered.

    https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
    """

    challenge_required_on_new_device: Value[bool] = prop(
        "DeviceConfiguration.ChallengeRequiredOnNewDevice", default=False
    )
    """Whether a remembered device may take the place of the second factor. Default: not."""
    device_only_remembered_on_user_prompt: Value[bool] = prop(
        "DeviceConfiguration.DeviceOnlyRememberedOnUserPrompt", default=False
    )
    """Whether a device is remembered only if its user agrees. Default: always remembered."""
