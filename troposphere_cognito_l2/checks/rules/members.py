"""What the rules of several resources that belong to a user pool or to one of its clients ask."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from ..change import Edit, append
from ..resource_types import CLIENT, DOMAIN, USER_POOL
from ..rule import Problem
from ..texts import surely_differ
from ..values import Reference, Text, Unknown, resolve
from ..view import ResourceView
from .links import is_handed_on

ALL_CLIENTS = "ALL"


def pool_of(member: ResourceView) -> ResourceView | None:
    """The pool that a resource belongs to, if it is in the template."""
    pool = member.target("UserPoolId")
    return pool if pool is not None and pool.type == USER_POOL else None


def closed_pool_of(member: ResourceView) -> ResourceView | None:
    """The pool that a resource belongs to, if the template is all there is to it: nobody else is told of the pool."""
    pool = pool_of(member) if member.template.complete else None
    return pool if pool is not None and not is_handed_on(pool.template, pool.logical_id) else None


def in_different_pools(one: ResourceView, other: ResourceView) -> bool:
    """Whether two resources surely belong to two pools."""
    pools = one.get("UserPoolId"), other.get("UserPoolId")
    if isinstance(pools[0], Reference) and isinstance(pools[1], Reference):
        return pools[0].logical_id != pools[1].logical_id
    return surely_differ(*pools)


def plan_of(pool: ResourceView) -> str | None:
    """The feature plan of a pool, as far as it is known.

    Where none is named Cognito takes Essentials, and Plus for a pool with threat protection.
    """
    if pool.absent("UserPoolTier"):
        if threat_protection_is_off(pool):
            return "ESSENTIALS"
        mode = pool.literal("UserPoolAddOns.AdvancedSecurityMode")
        return "PLUS" if mode in ("AUDIT", "ENFORCED") else None
    plan = pool.literal("UserPoolTier")
    return plan if isinstance(plan, str) else None


def threat_protection_is_off(pool: ResourceView) -> bool:
    """Whether a pool surely has no threat protection, neither for standard nor for custom sign-in."""
    mode, custom = "UserPoolAddOns.AdvancedSecurityMode", "UserPoolAddOns.AdvancedSecurityAdditionalFlows"
    return (pool.absent(mode) or pool.literal(mode) == "OFF") and pool.absent(custom)


def surely_other_type(view: ResourceView, reference: Reference, types: Container[str]) -> str:
    """The type of the resource that a reference names in place of an ARN, if that surely is none of some types; else empty.

    What CloudFormation, a module or a resource of your own gives is not known, nor what attributes other than ``Arn``
    hold.
    """
    target = view.template.resource(reference.logical_id)
    if target is None or reference.attribute not in (None, "Arn") or target.type in types:
        return ""
    known = target.type.startswith("AWS::") and not target.type.startswith("AWS::CloudFormation::")
    return target.type if known else ""


def problems_of_client(member: ResourceView) -> Iterator[Problem]:
    """What is wrong about the app client that a resource names."""
    client = member.target("ClientId")
    if client is None:
        return
    if client.type != CLIENT:
        if client.type.startswith("AWS::Cognito::"):
            fix = "give the Ref of an app client"
            yield Problem("ClientId", f"{client.logical_id} is no app client but an {client.type}", fix)
        return
    if in_different_pools(member, client):
        yield Problem(
            "ClientId",
            f"the app client {client.logical_id} belongs to another pool",
            "name a client of the same pool, or the pool of the client",
        )


def problems_of_missing_client(member: ResourceView) -> Iterator[Problem]:
    """What is wrong where a resource has to name one app client."""
    if member.get("ClientId") in (None, ALL_CLIENTS):
        yield Problem("ClientId", "no app client is named", "name an app client; make one for each of several clients")


def domains_of(member: ResourceView) -> Iterator[ResourceView]:
    """The domains that surely belong to the same pool as a resource."""
    own = member.get("UserPoolId")
    if own is not None:
        yield from member.template.having(DOMAIN, "UserPoolId", own)


def waits_for(member: ResourceView, logical_id: str) -> bool:
    """Whether a resource is made after another one, by ``DependsOn`` or a reference, through others too."""
    seen: set[str] = set()
    waiting = [member.logical_id]
    while waiting:
        view = member.template.resource(waiting.pop())
        if view is None or view.logical_id in seen:
            continue
        if view.logical_id == logical_id:
            return True
        seen.add(view.logical_id)
        named = view.body.get("DependsOn", ())
        waiting += [named] if isinstance(named, str) else named
        waiting += _referred_to(view.properties, view.template.resources)
    return False


def waiting(member: ResourceView, other: ResourceView) -> tuple[Edit, ...]:
    """``DependsOn`` another resource, if that one exists whenever this one does, and does not wait for it."""
    condition = other.body.get("Condition")
    if condition not in (None, member.body.get("Condition")) or waits_for(other, member.logical_id):
        return ()
    return (append("DependsOn", other.logical_id),)


def _referred_to(value: Any, resources: Container[str]) -> Iterator[str]:
    """The logical ids that resolved data refers to."""
    if isinstance(value, Reference):
        yield value.logical_id
    elif isinstance(value, (dict, list, Text)):
        parts = value.values() if isinstance(value, dict) else value.parts if isinstance(value, Text) else value
        for part in parts:
            yield from _referred_to(part, resources)
    elif isinstance(value, Unknown) and isinstance(value.raw, dict):
        for argument in value.raw.values():
            yield from _referred_to(resolve(argument, resources), resources)
