"""What a safe step changes in a template: keep a resource, put back what is deployed, take something out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from ..checks.operands import mapping
from ..checks.resource_types import BRANDING, CUSTOMIZATION
from ..checks.rules.links import DEPENDS_ON
from .change import Effect
from .losses import LOSSES, type_in
from .references import Document, needed_by, rewritten
from .values import NAMED_BY

_KEEP = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
_GROUNDS = ("Parameters", "Conditions", "Mappings")
_FREELY_LEFT_OUT = (
    BRANDING,
    CUSTOMIZATION,
    "AWS::Route53::RecordSet",
    "AWS::Route53::RecordSetGroup",
)
"""Types that show a domain or lead to it: nothing is lost if they are made again."""


def resources_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The resources of a template that was read."""
    found: dict[str, Any] = document.get("Resources", {})
    return found


def is_taken(document: Mapping[str, Any], name: str) -> bool:
    """Whether a resource or parameter has a name."""
    return any(name in mapping(document.get(part)) for part in ("Resources", "Parameters"))


def free_id(logical_id: str, *documents: Mapping[str, Any]) -> str:
    """A logical id like another one that nothing in the templates has."""
    number = 2
    while any(is_taken(document, f"{logical_id}{number}") for document in documents):
        number += 1
    return f"{logical_id}{number}"


def keep(document: Document, logical_id: str) -> bool:
    """Have CloudFormation keep a resource when it leaves the stack; whether that says anything new."""
    body = resources_of(document).get(logical_id)
    if not isinstance(body, dict) or all(body.get(name) == value for name, value in _KEEP.items()):
        return False
    body.update(_KEEP)
    return True


def bring(document: Document, source: Mapping[str, Any], names: Iterable[str]) -> None:
    """Take over what a template lacks of another: resources, parameters, conditions, mappings, and what they need."""
    parts = ("Resources", *_GROUNDS)
    waiting = list(names)
    for name in waiting:  # which grows on the way
        if not any(name in mapping(document.get(part)) for part in parts):
            for part in parts:
                held = mapping(source.get(part)).get(name)
                if isinstance(held, dict):
                    document[part] = {**mapping(document.get(part)), name: deepcopy(held)}
                    waiting += sorted(needed_by(held))


def put_back(document: Document, source: Mapping[str, Any], logical_id: str, path: str, *, widely: int) -> None:
    """Have a template say of a resource what another says.

    Args:
        document: the template that is changed.
        source: the template that is followed.
        logical_id: of the resource, which both have.
        path: the property that is put back; empty for all of the resource.
        widely: 0 for just what is at the path, 1 for all of the property, 2 for all of the resource.
    """
    theirs = resources_of(source)[logical_id]
    body = resources_of(document)[logical_id]
    if not path or widely == 2:
        body = resources_of(document)[logical_id] = deepcopy(theirs)
    elif path in body or path in theirs:  # an attribute beside the properties
        _set(body, theirs, [path])
    else:
        names = path.partition("[")[0].split(".")
        known = _list_with_names(body, theirs, names) if not widely else None
        if known is not None:
            body["Properties"][names[0]] = known
        else:
            _set(body, theirs, ["Properties", *(names[:1] if widely else names)])
    bring(document, source, needed_by(body))


def _set(mine: dict[str, Any], theirs: Mapping[str, Any], names: list[str]) -> None:
    """Copy what stands at a path, as deep as both sides are plain mappings."""
    first, *rest = names
    one, other = mine.get(first), theirs.get(first)
    if rest and _is_plain(one) and _is_plain(other):
        assert isinstance(one, dict)  # it is plain
        _set(one, mapping(other), rest)
    elif other is None:
        mine.pop(first, None)
    elif rest and one is None and _is_plain(other):
        mine[first] = {}
        _set(mine[first], mapping(other), rest)
    else:
        mine[first] = deepcopy(other)
    if mine.get(first) == {} and first not in theirs:
        del mine[first]


def _is_plain(value: Any) -> bool:
    return isinstance(value, dict) and not any(key == "Ref" or key.startswith("Fn::") for key in value)


def _list_with_names(body: Mapping[str, Any], theirs: Mapping[str, Any], names: list[str]) -> list[Any] | None:
    """For a list of named members, as ``Schema`` is: the deployed members, and what has another name."""
    mine, deployed = (mapping(one.get("Properties")).get(names[0]) for one in (body, theirs))
    if not isinstance(mine, list) or not isinstance(deployed, list) or len(names) > 1:
        return None
    known = [mapping(member).get("Name") for member in (*deployed, *mine)]
    if not all(isinstance(name, str) for name in known):
        return None
    return [*deepcopy(deployed), *(member for member in mine if member["Name"] not in known[: len(deployed)])]


def without(document: Mapping[str, Any], logical_id: str) -> Document | None:
    """A template without a resource that has a name; ``None`` if something else can't be without it.

    Where its name is referred to, the name itself is written; what only shows it or leads to it goes with it.
    """
    kind = type_in(resources_of(document), logical_id)
    properties = mapping(resources_of(document)[logical_id].get("Properties"))
    name = properties.get(NAMED_BY.get(kind, ""))
    named = rewritten(document, lambda target, attribute: name if (target, attribute) == (logical_id, None) else None)
    gone = {logical_id}
    for other, body in resources_of(named).items():
        if mapping(body).get("Type") in _FREELY_LEFT_OUT and logical_id in needed_by(mapping(body)):
            gone.add(other)
    found = {key: body for key, body in resources_of(named).items() if key not in gone}
    for body in found.values():
        _wait_for_no(body, gone)
    outputs = {
        key: output
        for key, output in mapping(named.get("Outputs")).items()
        if gone.isdisjoint(needed_by(mapping(output)))
    }
    named["Resources"] = found
    if "Outputs" in named:
        named["Outputs"] = outputs
    return named if all(gone.isdisjoint(needed_by(mapping(body))) for body in found.values()) else None


def _wait_for_no(body: Any, gone: set[str]) -> None:
    waits = mapping(body).get(DEPENDS_ON)
    if isinstance(waits, list):
        body[DEPENDS_ON] = [name for name in waits if not isinstance(name, str) or name not in gone]
    elif isinstance(waits, str) and waits in gone:
        del body[DEPENDS_ON]


def added_beside(current: Mapping[str, Any], wanted: Mapping[str, Any], logical_id: str, new_id: str) -> Document:
    """What is deployed, with the wanted resource beside the deployed one, which is kept."""
    found = deepcopy(dict(current))
    body = deepcopy(resources_of(wanted)[logical_id])
    resources_of(found)[new_id] = body
    bring(found, wanted, needed_by(body))
    if LOSSES[body["Type"]].effect is Effect.USERS_LOST:
        keep(found, logical_id)
    return found
