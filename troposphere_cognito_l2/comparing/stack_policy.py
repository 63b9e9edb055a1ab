"""`stack_policy`: a policy by which CloudFormation itself refuses to delete or replace what holds users."""

from __future__ import annotations

import json
from typing import Any

from ..checks.source import read
from ..checks.transforms import Prepared
from .change import Effect
from .losses import LOSSES

_LONGEST = 16_384
"""Characters that CloudFormation takes as a stack policy."""


def stack_policy(template: Any) -> dict[str, Any]:
    """A stack policy that denies replacing and deleting what holds users, and allows every other update.

    It protects user pools, identity pools, groups, users and identity providers by their logical ids, those under a
    condition too. Where a macro or loop makes resources, or there are too many to list, all of these types are protected.
    A stack policy holds for updates of a stack, not for its deletion, and not inside of nested stacks.

    Args:
        template: a troposphere ``Template``, a mapping, JSON or YAML text (short intrinsics too), or a path.

    Returns:
        The policy, for ``aws cloudformation set-stack-policy --stack-policy-body``. An update that is meant to delete
        one of them is given another policy for its time (``--stack-policy-during-update-body``).

    Raises:
        UnusableTemplateError: if no template can be read.

    Example:
        >>> policy = stack_policy({"Resources": {"Users": {"Type": "AWS::Cognito::UserPool"}}})
        >>> policy["Statement"][1]["Resource"]
        ['LogicalResourceId/Users']
    """
    prepared = Prepared(read(template))
    holders = [kind for kind, loss in LOSSES.items() if loss.effect is Effect.USERS_LOST]
    protected = [f"LogicalResourceId/{name}" for name, body in prepared.resources.items() if body["Type"] in holders]
    allow = _statement("Allow", "Update:*", "*")
    policy = {"Statement": [allow]}
    if protected:
        policy["Statement"].append(_denied(protected))
    if not prepared.complete or prepared.made or prepared.macros or len(json.dumps(policy, indent=4)) > _LONGEST:
        of_types = {**_denied("*"), "Condition": {"StringEquals": {"ResourceType": holders}}}
        policy = {"Statement": [allow, of_types]}
    return policy


def _denied(resources: Any) -> dict[str, Any]:
    return _statement("Deny", ["Update:Replace", "Update:Delete"], resources)


def _statement(effect: str, action: Any, resource: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Principal": "*", "Resource": resource}
