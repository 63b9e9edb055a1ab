"""`AppOutputs`: the Outputs that an app's configuration is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from troposphere import MAX_OUTPUTS, Export, Join, Output, Template

from ._core.given import amiss
from ._core.handle import NotAResource
from ._core.options import Options, field
from ._core.problem import option_finding
from ._core.values import Value
from .app_client.handles import UserPoolClientHandle
from .checks.finding import Finding
from .domain_addresses import UserPoolDomainHandle
from .errors import ConfigurationError, OtherTemplateError, TitleTakenError
from .user_pool.handles import UserPoolHandle
from .user_pool.member import PoolMemberHandle

_NAME = re.compile(r"[a-zA-Z0-9]{1,255}")


class AppOutputs(NotAResource, Options):
    """What an app has to know of a pool, as Outputs of the stack: never a secret.

    ``UserPoolId``, ``UserPoolArn``, ``Issuer``, ``JwksUrl`` and ``Region``; ``DomainBaseUrl`` if there is a domain; and
    ``<name>ClientId`` for each client. What exists under a condition has its Outputs under the same one.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> web = UserPoolClient("Web", user_pool=users).add_to(template)
        >>> list(AppOutputs(user_pool=users, clients={"Web": web}).add_to(template))
        ['UserPoolId', 'UserPoolArn', 'Issuer', 'JwksUrl', 'Region', 'WebClientId']

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
    """

    _instead = "call `.add_to(template)` on it"

    user_pool: UserPoolHandle
    """The pool: what ``UserPool(...).add_to(template)`` returned, or an `ExistingUserPool`."""
    clients: Mapping[str, UserPoolClientHandle] = {}
    """The app clients, each by the name that its Output begins with. Default: none."""
    domain: UserPoolDomainHandle | None = None
    """The domain of the sign-in pages. Default: none."""
    prefix: str = field(default="", may_be_empty=True)
    """What the name of every Output begins with, for a template with several pools: letters and digits.
    Default: nothing."""
    export_prefix: Value[str] | None = None
    """What the export names begin with: ``<prefix>-<name of the Output>``; ``Ref("AWS::StackName")``, say. Default:
    nothing is exported."""

    def add_to(self, template: Template) -> dict[str, Output]:
        """Add all Outputs to the template, or none.

        Returns:
            The Outputs by name.

        Raises:
            ConfigurationError: if the domain or a client belongs to another pool; with all other problems, and the
                template is as it was.
            OtherTemplateError: the same, if the pool, the domain or a client stands in another template.
            TitleTakenError: the same, if names are taken or not allowed.
        """
        wanted = list(self._wanted())
        titles = list(self._title_problems(wanted, template))
        problems = [*titles, *self._of_another_pool()]
        found = amiss(self, template)
        if problems or found.strangers or found.empty:
            error = OtherTemplateError if found.strangers else TitleTakenError if titles else ConfigurationError
            raise error(type(self).__name__, found.beside(problems))
        outputs = {one.name: self._output(one) for one in wanted}
        for output in outputs.values():
            template.add_output(output)
        return outputs

    def _wanted(self) -> Iterator[_Wanted]:
        pool, prefix = self.user_pool, self.prefix
        yield _Wanted(f"{prefix}UserPoolId", pool.id, "Id of the user pool", pool.condition)
        yield _Wanted(f"{prefix}UserPoolArn", pool.arn, "ARN of the user pool", pool.condition)
        yield _Wanted(f"{prefix}Issuer", pool.issuer, "Issuer of the tokens", pool.condition)
        yield _Wanted(f"{prefix}JwksUrl", pool.jwks_url, "Keys that verify the tokens", pool.condition)
        yield _Wanted(f"{prefix}Region", pool.region, "Region of the user pool", pool.condition)
        if self.domain is not None:
            where = "Where the sign-in pages are"
            yield _Wanted(f"{prefix}DomainBaseUrl", self.domain.base_url, where, self.domain.condition)
        for name, client in self.clients.items():
            what = f"Id of the app client {name}"
            yield _Wanted(f"{prefix}{name}ClientId", client.id, what, client.condition, f"clients[{name!r}]")

    def _output(self, wanted: _Wanted) -> Output:
        output = Output(wanted.name, Value=wanted.value, Description=wanted.description)
        if wanted.condition is not None:
            output.Condition = wanted.condition
        if isinstance(self.export_prefix, str):
            output.Export = Export(f"{self.export_prefix}-{wanted.name}")
        elif self.export_prefix is not None:
            output.Export = Export(Join("-", [self.export_prefix, wanted.name]))
        return output

    def _of_another_pool(self) -> Iterator[Finding]:
        given: dict[str, object] = {
            "domain": self.domain,
            **{f"clients[{name!r}]": client for name, client in self.clients.items()},
        }
        for option, handle in given.items():
            if isinstance(handle, PoolMemberHandle) and handle.is_of_another_pool(self.user_pool):
                yield option_finding(
                    "",
                    option,
                    handle.logical_id,
                    message=f"{handle.logical_id} belongs to another user pool",
                    allowed="domain and clients of `user_pool`",
                    fix="make an AppOutputs of its own for the other pool, with another `prefix`",
                )

    def _title_problems(self, outputs: list[_Wanted], template: Template) -> Iterator[Finding]:
        taken = set(template.outputs)
        for name, *_, option in outputs:
            message = ""
            if not _NAME.fullmatch(name):
                message = "an output's name has letters and digits only, 1 to 255 of them"
            elif name in taken:
                message = "the template has an output of that name"
            if message:
                fix = "choose another `prefix`, or another name for the client"
                yield option_finding("", option, name, message=message, allowed="", fix=fix)
            taken.add(name)
        if len(template.outputs) + len(outputs) > MAX_OUTPUTS:
            yield option_finding(
                "",
                "clients",
                len(template.outputs),
                message=f"{len(outputs)} more outputs would be too many",
                allowed=f"{MAX_OUTPUTS} outputs in a template",
                fix="split the template",
            )


class _Wanted(NamedTuple):
    """One Output to be."""

    name: str
    value: Any
    description: str
    condition: str | None
    option: str = "prefix"
    """What to change if the name can't be had."""
