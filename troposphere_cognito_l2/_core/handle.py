"""Handles: what ``add_to`` returns, bound to their template."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, NoReturn

from troposphere import AWSObject, GetAtt, Ref, Template

from ..checks.finding import Finding
from ..errors import NotAResourceError, OtherTemplateError
from .problem import option_finding
from .values import Value


class NotAResource:
    """Says so, clearly, when a helper or handle is given to troposphere in place of a resource."""

    _instead: str

    def _refuse(self) -> NoReturn:
        raise NotAResourceError(f"{type(self).__name__} is not a troposphere resource: {self._instead}")

    @property
    def title(self) -> str:
        """Not to be had: ``template.add_resource`` reads it, and must get this error instead.

        Raises:
            NotAResourceError: always.
        """
        self._refuse()

    def to_dict(self) -> dict[str, Any]:
        """Not to be had: a ``Ref`` or ``GetAtt`` of this renders through here, and must get this error instead.

        Raises:
            NotAResourceError: always.
        """
        self._refuse()


class Named(NotAResource):
    """What can be referred to from a template, made there or owned by another stack: what options take."""

    @property
    @abstractmethod
    def id(self) -> Any:
        """What names it."""

    @property
    @abstractmethod
    def condition(self) -> str | None:
        """The condition under which it exists; ``None`` if always, or if another stack owns it."""

    @abstractmethod
    def must_be_in(self, template: Template) -> None:
        """Refuse use in a template where it can't be referred to.

        Raises:
            OtherTemplateError: if it stands in another template.
        """


class Elsewhere:
    """What another stack owns: a handle of its id alone, which fits any template."""

    _id: Value[str]

    @property
    def id(self) -> Value[str]:
        """The id."""
        return self._id

    @property
    def condition(self) -> None:
        """Always ``None``: it is there."""
        return

    def must_be_in(self, template: Template) -> None:
        """What another stack owns can be referred to from any template."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._id!r})"


class Handle(NotAResource):
    """What a helper added to a template: the troposphere objects and their references."""

    _instead = "give its `.resource`, or use its `.id` where you meant a Ref"

    def __init__(self, template: Template, resource: AWSObject) -> None:
        self.template = template
        """The template that the resource stands in."""
        self.resource = resource
        """The troposphere object itself, still open to change."""

    @property
    def logical_id(self) -> str:
        """The logical id of the resource."""
        return str(self.resource.title)

    @property
    def condition(self) -> str | None:
        """The condition under which the resource exists."""
        condition: str | None = self.resource.resource.get("Condition")
        return condition

    @property
    def id(self) -> Ref:
        """``Ref`` of the resource."""
        return Ref(self.resource)

    def get_att(self, name: str) -> GetAtt:
        """``Fn::GetAtt`` of the resource."""
        return GetAtt(self.resource, name)

    def must_be_in(self, template: Template) -> None:
        """Refuse use in another template.

        Raises:
            OtherTemplateError: if the handle belongs to another template.
        """
        if self.template is not template:
            raise OtherTemplateError(f"{type(self).__name__} {self.logical_id!r}", [self.out_of_place("template")], "")

    def out_of_place(self, option: str, path: str = "") -> Finding:
        """What is wrong with an option that was given this handle for another template."""
        return option_finding(
            path,
            option,
            self.logical_id,
            message=f"{self.logical_id} stands in another template",
            allowed="what `.add_to` returned for this template",
            fix=self._elsewhere,
        )

    _elsewhere = "export its id there and import it here"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.logical_id}>"
