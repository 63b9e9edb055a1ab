"""What happens to a resource of both templates: made anew, or less protected."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..checks.finding import Severity
from ..checks.resource_types import CLIENT, USER_POOL
from ..checks.schema import registry
from ..checks.values import Reference
from .change import Change, Effect
from .general import POLICY, PROTECTION, UPDATING, change, collision, fate, taken_name
from .losses import LOSSES, Loss
from .pair import Pair, kept_when_replaced
from .rule import words
from .values import Delta


def of_pair(pair: Pair, spoken: Collection[str] = ()) -> Iterator[Change]:
    """What happens to a resource of both templates, by rules that hold for all types.

    Args:
        pair: the resource.
        spoken: the properties of which a rule knows that their change is refused, or more of what is made anew.
    """
    loss = LOSSES.get(pair.type)
    if loss is None:
        return
    yield from _less_protected(pair, loss)
    reasons = [reason for reason in pair.templates.reasons(pair) if reason[0] not in spoken]
    own = [name for name, behind in reasons if not behind]
    taken = taken_name(pair.before, pair.after) if reasons else None
    for name in own:
        delta = pair.delta(name)
        assert delta is not None  # it is a reason
        became = fate(pair.before, kept_when_replaced(pair.before))
        message = f"{name} can't be changed, so another one is made: {loss.when_replaced}; {became}"
        also = [other for other in pair.templates.referrers(pair.after) if pair.templates.pair(other)]
        message += f"; {words(also)} refer to it" if also else ""
        severity = Severity.ERROR if pair.type == CLIENT else Severity.WARNING
        fix = "Leave the property as it is deployed; or add a second resource beside this one, move over, then remove this one."
        yield change("C9005", Effect.REPLACED, severity, pair, name, delta.old, delta.new, message, fix, UPDATING)
    if not own and reasons:
        name, behind = reasons[0]
        message = f"{behind} is made anew, and this with it: {loss.when_replaced}"
        fix = f"See what is said of {behind}."
        yield change(
            "C9006",
            Effect.REPLACED,
            Severity.WARNING,
            pair,
            name,
            pair.old(name),
            pair.new(name),
            message,
            fix,
            UPDATING,
        )._replace(cause=behind)
    if taken:
        fix = "Give it another name; or take it out in one deploy and add it in the next, knowing what that loses."
        yield collision(pair.logical_id, pair.type, taken, fix)
    if own and loss.effect is Effect.USERS_LOST:
        message = f"is made anew: {loss.when_replaced}"
        fix = "Leave what can't be changed as it is deployed; or add another one beside it, and move users over."
        yield change("C9007", Effect.USERS_LOST, Severity.ERROR, pair, "", None, None, message, fix, UPDATING)
    for name in registry()["types"][pair.type].get("createOnly", ()):
        delta = pair.delta(name)
        if delta is not None and not delta.sure:
            message = f"if {name} turns out to be another value than the deployed one, another one is made"
            fix = "See that the value is the deployed one, or give `parameters`, so that it is known."
            severity = Severity.WARNING if _parts_with(pair, delta) else Severity.INFO
            yield change("C9013", Effect.REPLACED, severity, pair, name, delta.old, delta.new, message, fix, UPDATING)


def _parts_with(pair: Pair, delta: Delta) -> bool:
    """Whether a literal takes the place of a resource that stays in the template, or one that is new that of a literal."""
    if isinstance(delta.old, Reference):
        return isinstance(delta.new, str) and delta.old.logical_id in pair.templates.new.resources
    if isinstance(delta.new, Reference):
        return isinstance(delta.old, str) and delta.new.logical_id not in pair.templates.old.resources
    return False


def _less_protected(pair: Pair, loss: Loss) -> Iterator[Change]:
    """Deletion policies that let go, and deletion protection that is switched off."""
    if loss.effect is not Effect.USERS_LOST:
        return
    for name in ("DeletionPolicy", "UpdateReplacePolicy"):
        old, new = (view.body.get(name) for view in (pair.before, pair.after))
        if old in ("Retain", "RetainExceptOnCreate") and new in (None, "Delete", "Snapshot"):
            what = "removing it" if name == "DeletionPolicy" else "replacing it"
            message = f"is Retain no more: from the next update on, {what} deletes it with all that it holds"
            fix = f"Keep {name}: Retain, unless it is to be deleted."
            yield change("C9008", Effect.USERS_LOST, Severity.WARNING, pair, name, old, new, message, fix, POLICY)
    if pair.type == USER_POOL and pair.old("DeletionProtection") == "ACTIVE":
        new = pair.new("DeletionProtection")
        if new in (None, "INACTIVE"):
            message = "deletion protection is switched off: from then on a delete deletes the pool with all users"
            fix = "Keep DeletionProtection: ACTIVE, unless the pool is to be deleted."
            yield change(
                "C9008",
                Effect.USERS_LOST,
                Severity.WARNING,
                pair,
                "DeletionProtection",
                "ACTIVE",
                new,
                message,
                fix,
                PROTECTION,
            )
