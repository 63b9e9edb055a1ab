"""Events to Amazon Pinpoint, a service that ended on 2026-10-30."""

from __future__ import annotations

from typing import Any

from .._core.options import Options, field, prop
from .._core.references import arn_of
from .._core.values import Role, Value


class PinpointAnalytics(Options):
    """Where Cognito sends sign-in events. Amazon Pinpoint ended on 2026-10-30: for templates that still name it.

    Make one with `application` or `application_id`.

    https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-pinpoint-integration.html
    """

    arn: Value[str] | None = prop("AnalyticsConfiguration.ApplicationArn", default=None)
    """ARN of the Pinpoint project. Default: the project is named by its id."""
    id: Value[str] | None = prop("AnalyticsConfiguration.ApplicationId", default=None)
    """Id of the Pinpoint project. Default: the project is named by its ARN."""
    external_id: Value[str] | None = prop("AnalyticsConfiguration.ExternalId", default=None)
    """The ``sts:ExternalId`` that Cognito presents to the role. Default: none."""
    role: Value[str] | Role | None = field(default=None, at="AnalyticsConfiguration.RoleArn")
    """Role that may put events: its ARN, a troposphere ``Role``, or an intrinsic that gives the ARN. Default: Cognito's
    service-linked role."""
    user_data_shared: Value[bool] | None = prop("AnalyticsConfiguration.UserDataShared", default=None)
    """Whether the events hold data of users. Default: Cognito's, they do not."""

    @staticmethod
    def application(arn: Value[str], *, user_data_shared: Value[bool] | None = None) -> PinpointAnalytics:
        """A project by its ARN."""
        return PinpointAnalytics(arn=arn, user_data_shared=user_data_shared)

    @staticmethod
    def application_id(
        id: Value[str],  # noqa: A002 - the property's word
        *,
        external_id: Value[str],
        role: Value[str] | Role,
        user_data_shared: Value[bool] | None = None,
    ) -> PinpointAnalytics:
        """A project by its id, with the role that Cognito assumes."""
        return PinpointAnalytics(id=id, external_id=external_id, role=role, user_data_shared=user_data_shared)

    def properties(self) -> dict[str, Any]:
        """``AnalyticsConfiguration``."""
        properties = self.direct_properties()
        if self.role is not None:
            properties.setdefault("AnalyticsConfiguration", {})["RoleArn"] = arn_of(self.role)
        return properties
