"""How resources keep what they hold under another logical id, or in another stack: `Moving`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..checks.operands import mapping
from ..checks.resource_types import POOL_IDS
from ..checks.schema import registry
from .asked import Asked
from .change import Change
from .commands import physical_id
from .losses import LOSSES, type_in
from .references import renamed
from .rule import words


class Moving(NamedTuple):
    """Two ways to move resources without making them anew: a stack refactoring, or an import."""

    mapping: Mapping[str, str]
    """The logical id that each resource has now, and the one that it is to have."""
    resource_mappings: tuple[Mapping[str, Any], ...]
    """What ``aws cloudformation create-stack-refactor --resource-mappings`` takes."""
    refactored: Mapping[str, Any] | None
    """The deployed template with other logical ids, for ``--stack-definitions``; ``None`` if another stack is to have
    the resources."""
    refactoring: tuple[str, ...]
    """The steps of a stack refactoring."""
    resources_to_import: tuple[Mapping[str, Any], ...]
    """What ``create-change-set --change-set-type IMPORT --resources-to-import`` takes. ``ID_OF_Users`` stands for
    the physical id of the resource ``Users``."""
    importing: tuple[str, ...]
    """The steps of an import."""
    notes: tuple[str, ...]
    """What could not be told, and what is not certain."""


def moving(asked: Asked, changes: tuple[Change, ...], stack: str, new_stack: str) -> Moving:
    """How to move what changed its logical id or its stack.

    Args:
        asked: the templates; if the stacks differ, that of each.
        changes: what `compare` found.
        stack: the name of the stack that has the resources.
        new_stack: the name of the stack that is to have them.
    """
    old, new = (mapping(side.document.get("Resources")) for side in (asked.old, asked.new))
    moves = {change.resource: change.candidates[0] for change in changes if len(change.candidates) == 1}
    notes = [
        f"{change.resource}: {words(change.candidates)} are equally like it, so which one it is can't be told; "
        "name it in the mapping yourself"
        for change in changes
        if len(change.candidates) > 1
    ]
    if new_stack != stack:
        moves.update({name: name for name in old if name in new and type_in(old, name) == type_in(new, name)})
    if not moves:
        return Moving({}, (), None, (), (), (), tuple(notes))
    moves = {name: moves[name] for name in old if name in moves}
    mappings = tuple(
        {
            "Source": {"StackName": stack, "LogicalResourceId": name},
            "Destination": {"StackName": new_stack, "LogicalResourceId": became},
        }
        for name, became in moves.items()
    )
    kept = list(_kept(old, new, moves))
    imported = tuple(_imported(old, new, name, moves.get(name, name)) for name in kept)
    notes.append(
        "not tried on AWS: a stack refactoring and an import each take only some resource types, and say so before "
        "anything is changed"
    )
    return Moving(
        moves,
        mappings,
        renamed(asked.old.document, moves) if stack == new_stack else None,
        tuple(_refactoring(moves, stack, new_stack)),
        imported,
        tuple(_importing(moves, kept, stack, new_stack)),
        tuple(notes),
    )


def _kept(old: Mapping[str, Any], new: Mapping[str, Any], moves: Mapping[str, str]) -> Iterator[str]:
    """What has to leave the stack without being deleted: what moves, and what of Cognito belongs to it."""
    found: set[str] = set()
    waiting = [name for name in moves if type_in(old, name) in LOSSES]
    for name in waiting:  # which grows on the way
        if name in found or moves.get(name, name) not in new:
            continue
        found.add(name)
        for other, body in old.items():
            properties = mapping(mapping(body).get("Properties"))
            if type_in(old, other) in LOSSES and any(properties.get(one) == {"Ref": name} for one in POOL_IDS):
                waiting.append(other)
    yield from (name for name in old if name in found)


def _imported(old: Mapping[str, Any], new: Mapping[str, Any], name: str, became: str) -> dict[str, Any]:
    """The line of a resource in an import: its type, its new logical id, and by what it is found."""
    kind = type_in(old, name)
    properties = mapping(mapping(old[name]).get("Properties"))
    identifier = {}
    for key in registry()["types"][kind]["primaryIdentifier"]:
        said = physical_id(properties.get(key), {**old, **new}) if key in properties else ""
        identifier[key] = said or f"ID_OF_{name}"
    return {"ResourceType": kind, "LogicalResourceId": became, "ResourceIdentifier": identifier}


def _refactoring(moves: Mapping[str, str], stack: str, new_stack: str) -> Iterator[str]:
    said = words([f"{name} -> {became}" for name, became in moves.items()])
    whither = "" if stack == new_stack else f" from {stack} to {new_stack}"
    stacks = "the template" if stack == new_stack else "both templates"
    yield f"Write {stacks} as deployed, with nothing changed but where the resources stand{whither}: {said}."
    yield (
        "Create the refactoring: aws cloudformation create-stack-refactor --stack-definitions file://stacks.json "
        "--resource-mappings file://mappings.json"
    )
    yield (
        "Look at what it would do: aws cloudformation list-stack-refactor-actions --stack-refactor-id ID; "
        "stop here if it refuses a type or would make anything anew."
    )
    yield "Execute it: aws cloudformation execute-stack-refactor --stack-refactor-id ID"
    yield "Deploy the new template: `compare` with the template that is deployed now finds no other logical id."


def _importing(moves: Mapping[str, str], kept: list[str], stack: str, new_stack: str) -> Iterator[str]:
    yield (
        f"Deploy {stack} with DeletionPolicy: Retain and UpdateReplacePolicy: Retain on {words(kept)}, and nothing else "
        "changed. Write down their physical ids: aws cloudformation list-stack-resources --stack-name " + stack
    )
    yield (
        f"Deploy {stack} without {words(kept)}; whatever else refers to them names the physical ids for now. They stay, "
        "outside of the stack, and users can sign in all the while."
    )
    said = words([moves.get(name, name) for name in kept])
    yield (
        f"Import them into {new_stack} as {said}: aws cloudformation create-change-set --change-set-type IMPORT "
        f"--stack-name {new_stack} --change-set-name import --resources-to-import file://import.json --template-body "
        "file://imported.json, with a template that adds them, each with a DeletionPolicy, and changes nothing else; then "
        "execute the change set."
    )
    yield f"Deploy the new template to {new_stack}."
