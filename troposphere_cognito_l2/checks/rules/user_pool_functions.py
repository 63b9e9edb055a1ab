"""Rules about the functions and keys of a user pool that stand in the same template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..aws_pages import GUIDE
from ..change import put
from ..policy import may_match
from ..resource_types import FUNCTION, KMS_KEY, PERMISSION, ROLE, SAM_FUNCTION, USER_POOL
from ..rule import Evidence, Problem, rule
from ..texts import arn_fields
from ..values import Reference, Text
from ..view import ResourceView, TemplateView
from .links import is_handed_on, links

_TRIGGERS = f"{GUIDE}cognito-user-pools-working-with-lambda-triggers.html"
_SENDERS = f"{GUIDE}user-pool-lambda-custom-sender-triggers.html"
_DELETING = "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"

_FUNCTIONS = (FUNCTION, SAM_FUNCTION)
_QUALIFIED = ("AWS::Lambda::Alias", "AWS::Lambda::Version")
_SERVICE = "cognito-idp.amazonaws.com"
_NEVER_FUNCTIONS = (ROLE, USER_POOL)
"""What people name in place of a function."""
_INSIDE = {USER_POOL, PERMISSION, *_QUALIFIED, "AWS::Lambda::EventInvokeConfig", "AWS::Logs::LogGroup"}
"""The types whose resources may name a function without that anything outside of the template comes to know it."""


def _example(permission: dict[str, Any] | None, **function: Any) -> dict[str, Any]:
    """A pool with a trigger, and the permission for it."""
    subject = {"Properties": {"LambdaConfig": {"PreSignUp": {"Fn::GetAtt": ["Function", "Arn"]}}}}
    resources: dict[str, Any] = {"Function": {"Type": FUNCTION, "Properties": function}, "Others": {"Type": USER_POOL}}
    resources["Subject"] = subject
    if permission is not None:
        given = {"Action": "lambda:InvokeFunction", "FunctionName": {"Ref": "Function"}, **permission}
        resources["Permission"] = {"Type": PERMISSION, "Properties": given}
    return {"Resources": resources}


@rule(
    "E9178",
    USER_POOL,
    source=_TRIGGERS,
    evidence=Evidence.REPORTED,  # "PreSignUp invocation failed due to error AccessDeniedException."
    accepts=_example({"Principal": _SERVICE, "SourceArn": {"Fn::GetAtt": ["Subject", "Arn"]}}),
    rejects=_example({"Principal": _SERVICE, "SourceArn": {"Fn::GetAtt": ["Others", "Arn"]}}),
)
def trigger_lets_the_pool_call_it(pool: ResourceView) -> Iterator[Problem]:
    """A function that only the template can let a pool call has a permission by which that pool may."""
    for problem, sure in _uncalled(pool):
        if sure:
            yield problem


@rule(
    "W9186",
    USER_POOL,
    source=_TRIGGERS,
    accepts=_example({"Principal": _SERVICE, "SourceArn": {"Fn::GetAtt": ["Subject", "Arn"]}}, FunctionName="check"),
    rejects=_example(None, FunctionName="check"),
)
def trigger_may_be_called(pool: ResourceView) -> Iterator[Problem]:
    """A function that others may know has a permission by which the pool may call it, in the same template."""
    for problem, sure in _uncalled(pool):
        if not sure:
            yield problem


def _uncalled(pool: ResourceView) -> Iterator[tuple[Problem, bool]]:
    """What lets a pool call none of its triggers, and whether nothing outside of the template can let it either."""
    triggers = pool.get("LambdaConfig")
    if not isinstance(triggers, dict) or not pool.template.complete:
        return
    for name, trigger in triggers.items():
        if name == "KMSKeyID":
            continue
        path = f"LambdaConfig.{name}.LambdaArn" if isinstance(trigger, dict) else f"LambdaConfig.{name}"
        arn = trigger.get("LambdaArn") if isinstance(trigger, dict) else trigger
        function = _function(pool, arn)
        if function is None:
            continue
        itself = isinstance(arn, Reference) and len(function) == 1
        permissions = [
            _Permission(view)
            for view in _permissions(function)
            if not (itself and _is_qualified(view.get("FunctionName")))
        ]
        logical_id = function[-1].logical_id
        sure = any(permission.is_meant_for_cognito for permission in permissions) or all(map(_is_kept_inside, function))
        if not any(permission.is_for_cognito for permission in permissions):
            message = (
                f"no AWS::Lambda::Permission lets Cognito call {logical_id}, so that this step fails for every user"
            )
        elif not any(permission.is_for(pool) for permission in permissions):
            message = f"the permission of {logical_id} is for another SourceArn, so that this step fails for every user"
        else:
            continue
        fix = (
            f"add an AWS::Lambda::Permission: FunctionName {function[0].logical_id}, Action lambda:InvokeFunction, "
            f"Principal {_SERVICE}, SourceArn Fn::GetAtt {pool.logical_id}.Arn"
        )
        yield Problem(path, message, fix), sure


def _references(value: Any) -> list[Reference]:
    parts = value.parts if isinstance(value, Text) else (value,)
    return [part for part in parts if isinstance(part, Reference)]


def _function(pool: ResourceView, arn: Any) -> list[ResourceView] | None:
    """The function behind an ARN, last, and the alias or version that leads to it; ``None`` if it may be elsewhere."""
    found: list[ResourceView] = []
    while True:
        references = _references(arn)
        view = pool.template.resource(references[-1].logical_id) if references else None
        if view is None or view in found:
            return None
        found.append(view)
        if view.type in _FUNCTIONS:
            return None if any(is_handed_on(one.template, one.logical_id) for one in found) else found
        if view.type not in _QUALIFIED:
            return None
        arn = view.get("FunctionName")


def _is_kept_inside(view: ResourceView) -> bool:
    """Whether nothing outside of the template is told the name of a function, an alias or a version.

    What AWS SAM does with a function of its own is left to it.
    """
    return (
        view.type != SAM_FUNCTION
        and view.get("FunctionName" if view.type in _FUNCTIONS else "") is None
        and (_naming(view.template).get(view.logical_id, set()) <= _INSIDE)
    )


def _naming(template: TemplateView) -> dict[str, set[str]]:
    """The types of what names a resource."""
    known: dict[str, set[str]] | None = template.memo.get("naming")
    if known is None:
        known = template.memo["naming"] = {}
        for name, found in links(template).items():
            for link in found:
                known.setdefault(link.target, set()).add(template.resources[name]["Type"])
    return known


def _permissions(function: list[ResourceView]) -> Iterator[ResourceView]:
    """The permissions that may be for a function, or for the alias or version of it that is called."""
    template = function[0].template
    if "permissions" not in template.memo:
        by_function: dict[str, list[str]] = {}
        for name, _ in template.bodies_of(PERMISSION):
            paths = ((link.target, link.path) for link in links(template)[name])
            named = {
                target.partition(".")[0] for target, path in paths if path == "FunctionName"
            }  # Ref: Function.Alias
            functions = {target for target in named if _is_function(template.resources.get(target, {}).get("Type"))}
            for target in functions or {""}:
                by_function.setdefault(target, []).append(name)
        template.memo["permissions"] = by_function
    for key in ("", *(one.logical_id for one in function)):
        for name in template.memo["permissions"].get(key, ()):
            view = template.resource(name)
            if view is not None and _may_be_for(view.get("FunctionName"), function):
                yield view


def _may_be_for(named: Any, function: list[ResourceView]) -> bool:
    """Whether a permission's FunctionName may name what is called.

    A permission for a function is none for its alias or version, unless it names that too: ``${Function}:live``.
    """
    called, *behind = function
    return _is_for(named, called) or (not isinstance(named, Reference) and any(_is_for(named, one) for one in behind))


def _is_qualified(named: Any) -> bool:
    """Whether a permission is for an alias or a version of a function only: ``${Function}:live``."""
    parts = named.parts if isinstance(named, Text) else ()
    return len(parts) > 1 and isinstance(parts[-2], Reference) and str(parts[-1]).startswith(":")


def _is_function(kind: Any) -> bool:
    return kind in _FUNCTIONS or kind in _QUALIFIED


def _is_for(named: Any, function: ResourceView) -> bool:
    """Whether a permission's FunctionName may name a function, an alias or a version."""
    references = _references(named)
    if any(reference.logical_id == function.logical_id for reference in references):
        return True
    if references:
        view = function.template.resource(references[-1].logical_id)
        return view is None or not (_is_function(view.type) or view.type in _NEVER_FUNCTIONS)
    own = function.get("FunctionName")
    return not isinstance(named, str) or (own is not None and not isinstance(own, str)) or own in named.split(":")


class _Permission(NamedTuple):
    """A permission of a trigger's function."""

    view: ResourceView

    @property
    def is_for_cognito(self) -> bool:
        principal, action = self.view.get("Principal"), self.view.get("Action")
        return (not isinstance(principal, str) or principal in (_SERVICE, "*")) and may_match(
            action, "lambda:InvokeFunction"
        )

    @property
    def is_meant_for_cognito(self) -> bool:
        """Whether it is for Cognito, or for what somebody took for its name."""
        principal = self.view.get("Principal")
        return self.is_for_cognito or (isinstance(principal, str) and principal.startswith("cognito"))

    def is_for(self, pool: ResourceView) -> bool:
        """Whether the pool may be the one that the permission is for."""
        if not self.is_for_cognito:
            return False
        source = self.view.get("SourceArn")
        if isinstance(source, str):
            return source == "*" or (source.startswith("arn:") and ":userpool/" in source)
        fields = arn_fields(source)
        if len(fields) > 2 and fields[2] is not None and not may_match(fields[2], "cognito-idp"):
            return False
        named = [view for reference in _references(source) if (view := pool.template.resource(reference.logical_id))]
        return not any(view.type == USER_POOL for view in named) or any(
            view.logical_id == pool.logical_id for view in named
        )


def _key_example(key: dict[str, Any]) -> dict[str, Any]:
    sender = {"LambdaArn": "arn:aws:lambda:eu-west-1:111122223333:function:send", "LambdaVersion": "V1_0"}
    triggers = {"CustomEmailSender": sender, "KMSKeyID": {"Fn::GetAtt": ["Key", "Arn"]}}
    return {
        "Resources": {
            "Key": {"Type": KMS_KEY, "Properties": key},
            "Subject": {"Properties": {"LambdaConfig": triggers}},
        }
    }


@rule(
    "W9187",
    USER_POOL,
    source=_SENDERS,
    accepts=_key_example({"KeySpec": "SYMMETRIC_DEFAULT", "Enabled": True}),
    rejects=_key_example({"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"}),
)
def keys_can_be_used(pool: ResourceView) -> Iterator[Problem]:
    """A key that a pool encrypts with is symmetric, for encryption, and enabled."""
    for path in ("LambdaConfig.KMSKeyID", "KeyConfiguration.KmsKeyArn"):
        key = pool.target(path)
        if key is None or key.type != KMS_KEY:
            continue
        spec, usage, enabled = key.get("KeySpec"), key.get("KeyUsage"), key.get("Enabled")
        if isinstance(spec, str) and spec != "SYMMETRIC_DEFAULT":
            yield Problem(path, f"{key.logical_id} has the KeySpec {spec}", "name a key of KeySpec SYMMETRIC_DEFAULT")
        elif isinstance(usage, str) and usage != "ENCRYPT_DECRYPT":
            yield Problem(path, f"{key.logical_id} has the KeyUsage {usage}", "name a key of KeyUsage ENCRYPT_DECRYPT")
        elif enabled is False or enabled == "false":
            fix = f"set Enabled of {key.logical_id} to true"
            change = (put("Enabled", True, key.logical_id),)
            yield Problem(path, f"{key.logical_id} is not enabled", fix, change=change)


def _encrypted(policy: str) -> dict[str, Any]:
    configuration = {"KeyType": "CUSTOMER_MANAGED_KEY", "KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}}
    return {
        "Resources": {
            "Key": {"Type": KMS_KEY, "DeletionPolicy": policy},
            "Subject": {"DeletionPolicy": "Retain", "Properties": {"KeyConfiguration": configuration}},
        }
    }


@rule("W9188", USER_POOL, source=_DELETING, accepts=_encrypted("Retain"), rejects=_encrypted("Delete"))
def key_outlives_the_stack_as_the_pool_does(pool: ResourceView) -> Iterator[Problem]:
    """The key of a pool that is retained is retained too, since without it nobody can read the users."""
    path = "KeyConfiguration.KmsKeyArn"
    key = pool.target(path)
    if key is None or key.type != KMS_KEY or pool.body.get("DeletionPolicy") not in ("Retain", "RetainExceptOnCreate"):
        return
    if key.body.get("DeletionPolicy") in (None, "Delete"):
        yield Problem(
            path,
            f"{key.logical_id} is deleted with the stack, and the pool that it encrypts is not",
            f"set DeletionPolicy and UpdateReplacePolicy of {key.logical_id} to Retain",
            change=tuple(put(name, "Retain", key.logical_id) for name in ("DeletionPolicy", "UpdateReplacePolicy")),
        )
