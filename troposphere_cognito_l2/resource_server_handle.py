"""The handle of a resource server: what an app client takes its scopes from."""

from __future__ import annotations

from troposphere import Join, Ref

from ._core.problem import option_finding
from .app_client.scopes import Scope
from .checks.texts import nearest
from .errors import ConfigurationError
from .user_pool.member import PoolMemberHandle


class ResourceServerHandle(PoolMemberHandle):
    """A resource server that a helper added to a template."""

    @property
    def identifier(self) -> Ref:
        """The identifier of the server, the first half of its scopes."""
        return self.id

    def scope(self, name: str) -> Scope:
        """A scope of the server, for the clients that may ask for it.

        Args:
            name: the name of the scope, without the server's identifier.

        Raises:
            ConfigurationError: if the server surely has no scope of that name.
        """
        names = self._scope_names()
        if names is not None and name not in names:
            near = nearest(name, names)
            problem = option_finding(
                "Scopes",
                "scope",
                name,
                message=f"{self.logical_id} has no scope of that name",
                allowed=", ".join(names) or "none: the server has no scopes",
                fix=f"did you mean {near!r}?" if near else "name one of them, or give the server that scope",
            )
            raise ConfigurationError(f"{type(self).__name__} {self.logical_id!r}", [problem])
        return Scope(Join("/", [self.id, name]), self)

    def _scope_names(self) -> list[str] | None:
        """The names of the server's scopes; ``None`` if only the deploy knows them."""
        view = self.view
        names = [view.get(f"{path}.ScopeName") for path, _ in view.items("Scopes")]
        known = all(isinstance(name, str) for name in names) and (names or view.absent("Scopes"))
        return names if known else None
