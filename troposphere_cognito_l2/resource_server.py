"""`UserPoolResourceServer`: an API that the pool's access tokens are for, and its scopes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from troposphere import AWSObject, Template, cognito

from ._core.fragment import Rendered
from ._core.helper import Problems
from ._core.options import field, prop
from ._core.values import Value, literal
from .resource_server_handle import ResourceServerHandle
from .user_pool.member import PoolMember

_NAME = re.compile(r"[\w\s+=,.@-]+")


class UserPoolResourceServer(PoolMember[ResourceServerHandle]):
    """An API that access tokens of the pool are for: an ``AWS::Cognito::UserPoolResourceServer``.

    Clients are given its scopes as objects, ``scopes=[orders.scope("read")]``, and so wait for it. In a token a scope
    reads ``<identifier>/<name>``.

    Example:
        >>> template = Template()
        >>> users = UserPool("Users").add_to(template)
        >>> orders = UserPoolResourceServer(
        ...     "Orders", user_pool=users, identifier="orders", scopes={"read": "Read orders"}
        ... ).add_to(template)
        >>> orders.scope("read").value.to_dict()
        {'Fn::Join': ['/', [{'Ref': 'Orders'}, 'read']]}

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolresourceserver.html
    """

    identifier: Value[str] = prop("Identifier")
    """What the scopes begin with: a short name or the API's URL, 1 to 256 printable ASCII characters without space,
    quote and backslash. Another one replaces the server and renames every scope: clients and APIs that know the old
    names break."""
    name: Value[str] | None = field(default=None, at="Name")
    """What people read, 1 to 256 letters, digits, spaces and ``_+=,.@-``. Default: the identifier, or the logical id
    where the identifier is no such name (a URL) or an intrinsic."""
    scopes: Mapping[str, Value[str]] = field(default={}, at="Scopes")
    """What a token may allow: name to description, at most 100. A name has 1 to 256 printable ASCII characters without
    space, quote, backslash and slash; a description 1 to 256. Default: none."""

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The resource server."""
        properties = self.member_properties(template, problems)
        properties["Name"] = self._default_name() if self.name is None else self.name
        if self.scopes:
            properties["Scopes"] = [
                {"ScopeName": name, "ScopeDescription": description} for name, description in self.scopes.items()
            ]
        return (Rendered(self.logical_id, cognito.UserPoolResourceServer, properties, {}),)

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> ResourceServerHandle:
        """The handle of the resource server."""
        return ResourceServerHandle(template, built[self.logical_id], self.user_pool)

    def option_for(self, path: str) -> str:
        """The name of the option that wrote a property; for a scope, the scope's."""
        if self.scopes and path.startswith("Scopes["):
            return f"scopes[{list(self.scopes)[int(path[7 : path.index(']')])]!r}]"
        return super().option_for(path)

    def _default_name(self) -> Any:
        identifier = literal(self.identifier)
        return identifier if identifier is not None and _NAME.fullmatch(identifier) else self.logical_id
