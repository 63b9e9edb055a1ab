"""The secret of an app client in Secrets Manager."""

from __future__ import annotations

from collections.abc import Mapping

from troposphere import AWSObject, Sub, Template, secretsmanager

from .._core.fragment import Rendered
from .._core.handle import Handle
from .._core.helper import Helper, Problems
from .._core.options import field, prop
from .._core.references import arn_of
from .._core.values import Key, Value
from .handles import UserPoolClientResources, no_secret


class UserPoolClientSecret(Helper[Handle]):
    """A Secrets Manager secret with the id and the secret of an app client, as JSON: ``client_id``, ``client_secret``.

    The handle's ``id`` is the secret's ARN. CloudFormation reads the client's secret when it makes or updates the
    stack: a secret that was rotated outside CloudFormation is not followed.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
    """

    client: UserPoolClientResources = field(at="SecretString")
    """The client, made with ``generate_secret=True``."""
    secret_name: Value[str] | None = prop("Name", default=None)
    """Name of the secret. Default: CloudFormation makes one."""
    description: Value[str] | None = prop("Description", default=None, may_be_empty=True)
    """What the secret is for. Default: none."""
    kms_key: Value[str] | Key | None = field(default=None, at="KmsKeyId")
    """Key that encrypts the secret: a troposphere ``Key``, its ARN or an intrinsic that gives it. Default: Secrets
    Manager's own, ``aws/secretsmanager``."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The secret."""
        if not self.client.has_secret:
            problems.append(
                no_secret("client", "the client has no secret", "make the client with generate_secret=True")
            )
        name = self.client.logical_id
        text = f'{{"client_id":"${{{name}}}","client_secret":"${{{name}.ClientSecret}}"}}'
        properties = {**self.direct_properties(), "SecretString": Sub(text)}
        if self.kms_key is not None:
            properties["KmsKeyId"] = arn_of(self.kms_key)
        return (Rendered(self.logical_id, secretsmanager.Secret, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> Handle:
        """The handle of the secret."""
        return Handle(template, built[self.logical_id])

    def inherited_condition(self) -> str | None:
        """The condition of the client."""
        return self.client.condition
