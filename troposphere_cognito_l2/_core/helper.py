"""`Helper`: a frozen value that renders resources, checks them and adds all of them to a template, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from troposphere import MAX_RESOURCES, AWSObject, Ref, Template

from ..checks.engine import SUPPRESSION, errors_of, rule_ids
from ..checks.finding import Finding
from ..checks.paths import overlap
from ..errors import ConfigurationError, OtherTemplateError, TitleTakenError
from .build import build
from .fragment import Rendered, leaves, merge, plain
from .given import amiss
from .handle import Handle, NotAResource
from .options import Options, field
from .problem import option_finding
from .values import NotMappable, Resource, Value, mapped

H = TypeVar("H", bound=Handle)

UNUSABLE = Ref("AWS::NoValue")
"""Stands where a value could not be made; the problem is noted, so nothing is added to the template."""


class Problems(list[Finding]):
    """Collects what is wrong while a helper renders, so that all of it can be said at once."""

    def flag(self, option: str, path: str, value: Value[bool], *, true: object, false: object) -> Any:
        """What a boolean option stands for (of an ``If``, branch by branch); notes any other intrinsic as a problem."""
        try:
            return mapped(value, true=true, false=false)
        except NotMappable:
            self.append(
                option_finding(
                    path,
                    option,
                    value,
                    message="is turned into another value, which cannot be done to an intrinsic known only at deploy",
                    allowed="True, False, or If(condition, True, False)",
                    fix="write If(condition, True, False), with a condition in the template that compares the parameter",
                )
            )
            return UNUSABLE


class Helper(NotAResource, Options, Generic[H]):
    """Base of all helpers."""

    _instead = "call `.add_to(template)` on it, and use the `.resource` and `.id` of what that returns"

    logical_id: str = field(kw_only=False)
    """The logical id of the resource: letters and digits, at most 255. A contract: another one is another resource."""
    condition: str | None = None
    """Name of the condition under which everything that the helper makes exists. Default: its pool's, else always."""
    metadata: Mapping[str, Any] | None = None
    """``Metadata`` of the resource. Default: none."""
    depends_on: Sequence[str | Resource | Handle] = ()
    """Resources that must be there first (logical ids, troposphere objects or handles). Default: only what the
    properties refer to."""
    properties: Mapping[str, Any] = {}
    """CloudFormation properties as they are, for what this library does not know yet; merged leaf by leaf. A leaf that
    an option writes too is an error. Exempt from the rules about unknown properties and enumeration values.
    Default: none."""

    def add_to(self, template: Template, *, ignore: Sequence[str] | Mapping[str, str] = ()) -> H:
        """Render, check, and add everything to the template, or nothing.

        Args:
            template: the troposphere template to add to.
            ignore: ids of rules to go past, as a list or as a mapping of id to reason; recorded in the resource's
                ``Metadata``. For a rule that the service has outgrown.

        Returns:
            The handle of what was added.

        Raises:
            ConfigurationError: with all problems at once; the template is as it was.
            OtherTemplateError: the same, if an option is a handle of another template.
            TitleTakenError: the same, if a logical id is taken or not allowed.
        """
        if not isinstance(template, Template):
            raise TypeError(f"add_to takes a troposphere Template, got {template!r}")
        problems = Problems()
        if isinstance(ignore, str):
            ignore = (ignore,)
        problems += _ignore_problems(ignore)
        if self.logical_id in self.depends_on:
            problems.append(_waits_for_itself(self.logical_id))
        main, *companions = self.render(template, problems)
        problems[:] = [problem for problem in problems if problem.rule not in ignore]
        exempt = self._pass_through(main, problems)
        self._attributes(main, companions, ignore)
        resources = (main, *companions)
        titles = list(_title_problems(resources, template))
        problems += titles
        problems += self._checked(resources, template, exempt, ignore)
        found = amiss(self, template)
        if problems or found.strangers or found.empty:
            error = OtherTemplateError if found.strangers else TitleTakenError if titles else ConfigurationError
            raise error(f"{type(self).__name__} {self.logical_id!r}", found.beside(problems))
        built = {rendered.title: build(rendered) for rendered in resources}
        for resource in built.values():
            template.add_resource(resource)
        return self.handle(template, built)

    if not TYPE_CHECKING:  # which know the names, and tell of others by themselves

        def __getattr__(self, name: str) -> NoReturn:
            kind = type(self).__name__
            raise AttributeError(f"{kind} has no {name!r}; if its handle has: that is what `.add_to(template)` returns")

    def render(self, template: Template, problems: Problems) -> tuple[Rendered, ...]:
        """The resources as plain data, the helper's own first."""
        raise NotImplementedError  # each helper does it its own way

    def handle(self, template: Template, built: Mapping[str, AWSObject]) -> H:
        """The handle of what was added."""
        raise NotImplementedError  # each helper does it its own way

    def inherited_condition(self) -> str | None:
        """The condition of what the helper belongs to."""
        return None

    def own_condition(self) -> str | None:
        """The condition under which everything that the helper makes exists."""
        return self.inherited_condition() if self.condition is None else self.condition

    def _pass_through(self, main: Rendered, problems: Problems) -> list[str]:
        if not self.properties:
            return []
        given = plain(self.properties)
        for path in merge(main.properties, given):
            option = self.option_for(path) or "another option"
            problems.append(
                option_finding(
                    path,
                    "properties",
                    "(a leaf of properties)",
                    message=f"{path} is written by {option} too",
                    allowed="each leaf once",
                    fix=f"say it with {option} alone, or leave it out of `properties`",
                )
            )
        return list(leaves(given))

    def _attributes(
        self, main: Rendered, companions: Iterable[Rendered], ignore: Sequence[str] | Mapping[str, str]
    ) -> None:
        condition = self.own_condition()
        if condition is not None:
            for rendered in (main, *companions):
                rendered.attributes["Condition"] = condition
        if self.depends_on:
            names = [other if isinstance(other, str) else _logical_id(other) for other in self.depends_on]
            main.attributes["DependsOn"] = list(dict.fromkeys((*main.attributes.get("DependsOn", ()), *names)))
        metadata = deepcopy(dict(self.metadata)) if self.metadata else {}
        if ignore:
            reasons = dict(ignore) if isinstance(ignore, Mapping) else dict.fromkeys(ignore, "no reason given")
            metadata[SUPPRESSION] = {**metadata.get(SUPPRESSION, {}), "ignore": reasons}
        if metadata:
            main.attributes["Metadata"] = metadata

    def _checked(
        self,
        resources: Sequence[Rendered],
        template: Template,
        exempt: list[str],
        ignore: Sequence[str] | Mapping[str, str],
    ) -> Iterator[Finding]:
        new = {
            rendered.title: {
                "Type": rendered.kind.resource_type,
                "Properties": rendered.properties,
                **rendered.attributes,
            }
            for rendered in resources
        }
        options = {rendered.title: rendered.option for rendered in resources}
        sections = {
            "Parameters": template.parameters,
            "Mappings": template.mappings,
            "Conditions": template.conditions,
            "Rules": template.rules,
        }
        found = errors_of(
            new, template.resources, exempt={self.logical_id: exempt}, ignore=tuple(ignore), sections=sections
        )
        for finding in found:
            option = options[finding.resource] or self.option_for(finding.path)
            if finding.resource == self.logical_id and any(overlap(finding.path, path) for path in exempt):
                option = "properties"
            yield finding._replace(option=option)


def _ignore_problems(ignore: object) -> Iterator[Finding]:
    """What is wrong with ``ignore=``: rules that do not exist, reasons that say nothing."""
    if not isinstance(ignore, (list, tuple, set, frozenset, Mapping)):
        raise TypeError(f"ignore takes ids of rules, as a list or as a mapping of id to reason; got {ignore!r}")
    for rule in ignore:
        if rule not in rule_ids():
            fix = "name the rule that the error names"
            yield option_finding("", "ignore", rule, message="is no rule", allowed="ids of rules", fix=fix)
        reason = ignore[rule] if isinstance(ignore, Mapping) else "no reason given"
        if not isinstance(reason, str) or not reason.strip():
            fix = "say why the rule is wrong here"
            yield option_finding("", "ignore", rule, message="has no reason", allowed="a reason in words", fix=fix)


def _waits_for_itself(title: str) -> Finding:
    return option_finding(
        "", "depends_on", title, message="is the resource itself", allowed="other resources", fix="leave it out"
    )


def _logical_id(other: Resource | Handle) -> str:
    return other.logical_id if isinstance(other, Handle) else str(other.title)


def _title_problems(resources: Sequence[Rendered], template: Template) -> Iterator[Finding]:
    for rendered in resources:
        title = rendered.title
        message = ""
        if not (title.isalnum() and title.isascii() and len(title) <= 255):
            message = "a logical id has letters and digits only, 1 to 255 of them"
        elif title in template.resources:
            message = "the template has a resource of that name"
        elif title in template.parameters:
            message = "the template has a parameter of that name, which CloudFormation refuses"
        if message:
            made = f", which {rendered.option} makes" if rendered.option else ""
            fix = "choose another logical id"
            yield option_finding("", "logical_id", title, message=f"{message}{made}", allowed="", fix=fix)
    if len(template.resources) + len(resources) > MAX_RESOURCES:
        yield option_finding(
            "",
            "logical_id",
            len(template.resources),
            message=f"{len(resources)} more resources would be too many",
            allowed=f"{MAX_RESOURCES} resources in a template",
            fix="split the template: pools in one stack, what uses them in others (ExistingUserPool)",
        )
