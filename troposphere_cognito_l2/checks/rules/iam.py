"""Rules about roles and policies: what IAM would refuse of their names, paths and policies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..resource_types import ROLE
from ..rule import Evidence, Problem, rule
from ..texts import arn_fields
from ..values import Reference, Text, resolve
from ..view import ResourceView
from .members import surely_other_type

POLICY = "AWS::IAM::Policy"

_API = "https://docs.aws.amazon.com/IAM/latest/APIReference"
_MANAGED = "AWS::IAM::ManagedPolicy"
_NAME = r"[\w+=,.@-]"
_TRUST = {"Version": "2012-10-17", "Statement": []}
_BOUNDARY = "arn:aws:iam::111122223333:policy/boundary"

_TEXTS: Mapping[str, tuple[str, str, str]] = {
    "RoleName": (f"{_NAME}{{1,64}}", f"{_NAME}*", "1 to 64 letters, digits and _+=,.@-"),
    "Path": (
        r"(?=.{1,512}\Z)/(?:[!-~]+/)?",
        r"[!-~]*",
        "a slash, or up to 512 visible ASCII characters that begin and end with one",
    ),
    "Description": (
        "[\t\n\r -~\xa1-\xff]{0,1000}",
        "[\t\n\r -~\xa1-\xff]*",
        "at most 1000 characters of ASCII and Latin-1",
    ),
}
"""What a text has to match as a whole, what each part of it that is known has to match, and both in words."""


def _role(**properties: Any) -> dict[str, Any]:
    return {"AssumeRolePolicyDocument": _TRUST, **properties}


@rule(
    "E9911",
    ROLE,
    source=f"{_API}/API_CreateRole.html",
    accepts=_role(RoleName="app", Path="/team/", MaxSessionDuration=3600),
    rejects=_role(Path="team"),
)
def role_is_described_in_bounds(role: ResourceView) -> Iterator[Problem]:
    """A role's name, path, description and session length (3600 to 43200 seconds) are within the bounds of IAM."""
    for name, (whole, part, words) in _TEXTS.items():
        if not _fits(role.get(name), whole, part):
            yield Problem(name, f"is no {name} that IAM takes", f"give {words}")
    length = role.literal("MaxSessionDuration")
    if re.fullmatch("[0-9]+", str(length)) and not 3600 <= int(length) <= 43200:
        yield Problem("MaxSessionDuration", "is out of bounds", "choose a number of seconds from 3600 to 43200")


@rule(
    "E9912",
    ROLE,
    source=f"{_API}/API_AttachRolePolicy.html",
    evidence=Evidence.SCHEMA,
    accepts=_role(PermissionsBoundary=_BOUNDARY, ManagedPolicyArns=["arn:aws:iam::aws:policy/ReadOnlyAccess"]),
    rejects=_role(PermissionsBoundary="boundary"),
)
def policies_are_named_by_their_arns(role: ResourceView) -> Iterator[Problem]:
    """The permissions boundary and the managed policies of a role are managed policies, by their ARNs, at most 20."""
    managed = role.items("ManagedPolicyArns")
    for path, value in [("PermissionsBoundary", role.get("PermissionsBoundary")), *managed]:
        message = ""
        if isinstance(value, Reference):
            other = surely_other_type(role, value, (_MANAGED,))
            message = f"{value.logical_id} is an {other}" if other else ""
        elif len(fields := arn_fields(value)) > 5:
            service, named = fields[2], fields[5]
            if service not in (None, "iam") or (named is not None and not named.startswith("policy/")):
                message = "is the ARN of something else"
        elif isinstance(value, str) and not fields:
            message = "is no ARN"
        if message:
            yield Problem(
                path, message, "give the ARN of a managed policy: arn:<partition>:iam::<account>:policy/<name>"
            )
    if len(managed) > 20 and all(isinstance(value, str) for _, value in managed):
        yield Problem("ManagedPolicyArns", f"has {len(managed)} members", "put some of them into one policy")


@rule(
    "E9913",
    ROLE,
    source=f"{_API}/API_PutRolePolicy.html",
    accepts=_role(Policies=[{"PolicyName": "read", "PolicyDocument": _TRUST}]),
    rejects=_role(Policies=[{"PolicyName": "read files", "PolicyDocument": _TRUST}]),
    near=True,
)
def policies_in_a_role_have_names(role: ResourceView) -> Iterator[Problem]:
    """The policies in a role have names of 1 to 128 letters, digits and _+=,.@-."""
    given = role.body.get("Properties")
    policies = given.get("Policies") if isinstance(given, dict) else None
    for index, policy in enumerate(policies) if isinstance(policies, list) else ():
        if isinstance(policy, dict):  # read as it is held: what policies say is dear to resolve
            name = resolve(policy.get("PolicyName"), role.template.scope)
            yield from _policy_name(f"Policies[{index}].PolicyName", name)


@rule(
    "E9914",
    POLICY,
    source=f"{_API}/API_PutRolePolicy.html",
    accepts={"PolicyName": "read", "PolicyDocument": _TRUST, "Roles": ["app"]},
    rejects={"PolicyName": "read files", "PolicyDocument": _TRUST, "Roles": ["app"]},
)
def policy_has_a_name(policy: ResourceView) -> Iterator[Problem]:
    """The name of a policy has 1 to 128 letters, digits and _+=,.@-."""
    yield from _policy_name("PolicyName", policy.get("PolicyName"))


@rule(
    "E9915",
    POLICY,
    source="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html",
    accepts={
        "Resources": {
            "Role": {"Type": ROLE, "Properties": _role()},
            "Subject": {"Properties": {"PolicyName": "read", "PolicyDocument": _TRUST, "Roles": [{"Ref": "Role"}]}},
        }
    },
    rejects={
        "Resources": {
            "Role": {"Type": ROLE, "Properties": _role()},
            "Subject": {
                "Properties": {
                    "PolicyName": "read",
                    "PolicyDocument": _TRUST,
                    "Roles": [{"Fn::GetAtt": ["Role", "Arn"]}],
                }
            },
        }
    },
)
def policy_names_its_roles(policy: ResourceView) -> Iterator[Problem]:
    """A policy names its roles by their names."""
    for path, value in policy.items("Roles"):
        if isinstance(value, str) and value.startswith("arn:"):
            fix = f"give the name, {value.rpartition('/')[2]!r}"
            yield Problem(path, "is the ARN of a role, where its name belongs", fix)
        elif isinstance(value, Reference) and (other := surely_other_type(policy, value, (ROLE,))):
            yield Problem(path, f"{value.logical_id} is an {other}", "give the Ref of a role")
        elif isinstance(value, Reference) and value.attribute == "Arn" and policy.target(path) is not None:
            fix = f"give the name: Ref {value.logical_id}"
            yield Problem(path, "is the ARN of a role, where its name belongs", fix)


def _policy_name(path: str, name: Any) -> Iterator[Problem]:
    if not _fits(name, f"{_NAME}{{1,128}}", f"{_NAME}*"):
        yield Problem(path, "is no name of a policy", "give 1 to 128 letters, digits and _+=,.@-")


def _fits(value: Any, whole: str, part: str) -> bool:
    """Whether a text may match: what is not known of it may be anything."""
    if isinstance(value, str):
        return re.fullmatch(whole, value, re.ASCII) is not None
    known = [piece for piece in value.parts if isinstance(piece, str)] if isinstance(value, Text) else []
    return all(re.fullmatch(part, piece, re.ASCII) for piece in known)
