"""Values of two templates side by side: what is the same, whatever words say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from ..checks.operands import literal
from ..checks.paths import member
from ..checks.values import Reference, Text, Unknown, resolve, text_of
from ..checks.view import ResourceView, TemplateView

NAMED_BY: Mapping[str, str] = {
    "AWS::Cognito::UserPoolDomain": "Domain",
    "AWS::Cognito::UserPoolGroup": "GroupName",
    "AWS::Cognito::UserPoolIdentityProvider": "ProviderName",
    "AWS::Cognito::UserPoolResourceServer": "Identifier",
    "AWS::Cognito::UserPoolUser": "Username",
}
"""The property that ``Ref`` returns, for the types where the template gives the name."""
SAME_AS_REF = frozenset(
    (
        ("AWS::Cognito::UserPool", "UserPoolId"),
        ("AWS::Cognito::UserPoolClient", "ClientId"),
        ("AWS::Cognito::IdentityPool", "Id"),
        ("AWS::Cognito::IdentityPoolRoleAttachment", "Id"),
    )
)
"""The attributes that are what ``Ref`` returns."""
_IN_ORDER = frozenset(("Rules", "RulesConfiguration"))
"""Properties in whose lists the order has a meaning."""
_EVERYONE = "ALL"
"""What stands for all clients of a pool; nothing has it for an id."""


class Delta(NamedTuple):
    """One property that is not what it was."""

    path: str
    old: Any
    """``None`` if it was left out."""
    new: Any
    """``None`` if it is left out."""
    sure: bool
    """Whether the two surely differ; only the deploy knows what a parameter or an import is."""

    @property
    def kind(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


def settled(value: Any, template: TemplateView) -> Any:
    """A resolved value in the one form that all ways of saying it share.

    A scalar is text, since CloudFormation converts; a reference to something that the template names is its name.
    """
    kind = type(value)
    if kind is str:
        return value
    if kind is dict:
        return {key: settled(item, template) for key, item in value.items()}
    if kind is list:
        return [settled(item, template) for item in value]
    if kind is Reference:
        return _named(value, template)
    if kind is Text:
        return text_of([settled(part, template) for part in value.parts])
    if kind is float and value.is_integer():
        return str(int(value))
    return value if kind is Unknown else literal(value)


def _named(reference: Reference, template: TemplateView) -> Any:
    body = template.resources.get(reference.logical_id, {})
    kind = body.get("Type", "")
    if reference.attribute is None:
        properties = body.get("Properties")
        given = properties.get(NAMED_BY[kind]) if kind in NAMED_BY and isinstance(properties, dict) else None
        name = given if type(given) is str else resolve(given, template.scope)
        return name if type(name) is str else reference
    return Reference(reference.logical_id, None) if (kind, reference.attribute) in SAME_AS_REF else reference


def same(one: Any, other: Any, *, in_order: bool = False) -> bool:
    """Whether two settled values are the same: left out or empty, or but for the order where that says nothing."""
    if one == other:
        return True
    if one in (None, [], {}) or other in (None, [], {}):
        return one in (None, [], {}) and other in (None, [], {})
    if type(one) is list and type(other) is list and len(one) == len(other) and not in_order:
        return sorted(map(_key, one)) == sorted(map(_key, other))
    if type(one) is dict and type(other) is dict and one.keys() == other.keys():
        return all(same(value, other[name], in_order=name in _IN_ORDER) for name, value in one.items())
    return False


def _key(value: Any) -> str:
    """One text for a value, whatever the order of its parts."""
    if type(value) is dict:
        return repr(sorted((name, _key(item)) for name, item in value.items()))
    return repr(sorted(map(_key, value)) if type(value) is list else value)


def will_differ(one: Any, other: Any) -> bool:
    """Whether two settled values that are not the same will be different after the deploy too."""
    if one is None or other is None:
        return True
    if type(one) is Reference or type(other) is Reference:
        return type(one) is type(other) or _EVERYONE in (one, other)  # an id beside a literal may be that id
    if type(one) is Unknown or type(other) is Unknown:
        return False
    if type(one) is dict and type(other) is dict:
        return one.keys() != other.keys() or any(
            will_differ(value, other[name]) for name, value in one.items() if not same(value, other[name])
        )
    if type(one) is list and type(other) is list:
        return not _holds_unknown(one) and not _holds_unknown(other)
    if type(one) is Text or type(other) is Text:
        return _texts_differ(one, other)
    return True


def _holds_unknown(value: Any) -> bool:
    if type(value) in (Unknown, Text):
        return True
    parts = value.values() if type(value) is dict else value if type(value) is list else ()
    return any(map(_holds_unknown, parts))


def _texts_differ(one: Any, other: Any) -> bool:
    """Whether texts known in part surely differ: by what they begin or end with."""
    parts, others = (value.parts if type(value) is Text else (value,) for value in (one, other))
    if type(one) is Text and type(other) is Text and one.parts[1:] == other.parts[1:]:
        return type(parts[0]) is str and type(others[0]) is str
    if type(one) is Text and type(other) is Text and one.parts[:-1] == other.parts[:-1]:
        return type(parts[-1]) is str and type(others[-1]) is str
    for mine, theirs, begins in ((parts[0], others[0], True), (parts[-1], others[-1], False)):
        if type(mine) is str and type(theirs) is str:
            length = min(len(mine), len(theirs))
            if (mine[:length] != theirs[:length]) if begins else (mine[-length:] != theirs[-length:]):
                return True
    return False


def deltas(before: ResourceView, after: ResourceView, node: Mapping[str, Any], names: Collection[str]) -> list[Delta]:
    """The properties of a resource that are not what they were, as deep as the registry knows them.

    Args:
        before: the resource in the old template.
        after: the same in the new one.
        node: what the registry says of the type.
        names: the properties to look at.
    """
    found: list[Delta] = []
    old, new = before.given(names), after.given(names)
    _compare(old, new, node, "", (before.template, after.template), found)
    return found


def _compare(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    node: Mapping[str, Any],
    path: str,
    templates: tuple[TemplateView, TemplateView],
    found: list[Delta],
) -> None:
    known = node.get("properties", {})
    for name in {**old, **new}:
        one, other = old.get(name), new.get(name)
        where = member(path, name) if path else name
        child = known.get(name, {})
        if "properties" in child and type(one) in _OBJECT and type(other) in _OBJECT:
            if one != other or type(one) is dict:  # equal references may mean different names
                _compare(one or {}, other or {}, child, where, templates, found)
            continue
        one, other = (
            None if value is None else settled(value, template)
            for value, template in zip((one, other), templates, strict=True)
        )
        if not same(one, other, in_order=name in _IN_ORDER):
            one, other = (None if value in ([], {}) else value for value in (one, other))
            found.append(Delta(where, one, other, will_differ(one, other)))


_OBJECT = (dict, type(None))


def leaf_paths(node: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The paths that `deltas` may name, for a type of the registry; not those inside of lists and mappings."""
    for name, child in node.get("properties", {}).items():
        where = f"{path}.{name}" if path else name
        if "properties" in child:
            yield from leaf_paths(child, where)
        else:
            yield where
