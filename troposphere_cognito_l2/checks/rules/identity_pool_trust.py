"""Rules about the roles that an identity pool gives: whether they trust it, and only it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from ..aws_pages import GUIDE
from ..policy import listed, may_match
from ..resource_types import IDENTITY_POOL, ROLE, ROLE_ATTACHMENT
from ..rule import Evidence, Problem, rule
from ..values import Reference
from ..view import ResourceView
from .booleans import is_false
from .identity_pool_roles import roles
from .links import is_handed_on

COMMERCIAL = "cognito-identity.amazonaws.com"
GOVCLOUD_EAST = "cognito-identity.us-gov-east-1.amazonaws.com"
PRINCIPALS = (
    COMMERCIAL,
    "cognito-identity-us-gov.amazonaws.com",
    GOVCLOUD_EAST,
    "cognito-identity.cn-north-1.amazonaws.com.cn",
)
ASSUME = "sts:AssumeRoleWithWebIdentity"

_TRUST = f"{GUIDE}role-trust-and-permissions.html"
_AUD, _AMR = f"{COMMERCIAL}:aud", f"{COMMERCIAL}:amr"


def example_role(
    *,
    aud: Any = None,
    amr: str = "authenticated",
    action: Any = ASSUME,
    principal: str = COMMERCIAL,
    **properties: Any,
) -> dict[str, Any]:
    """A role of the pool ``Identities``, for examples."""
    aud = {"Ref": "Identities"} if aud is None else aud
    conditions: dict[str, Any] = {"ForAnyValue:StringLike": {f"{principal}:amr": amr}} if amr else {}
    if aud:
        conditions["StringEquals"] = {f"{principal}:aud": aud}
    statement = {"Effect": "Allow", "Principal": {"Federated": principal}, "Action": action, "Condition": conditions}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Type": ROLE, "Properties": {"AssumeRolePolicyDocument": document, **properties}}


def _example(role: dict[str, Any], *, guests: bool = False, **others: Any) -> dict[str, Any]:
    slot = "unauthenticated" if guests else "authenticated"
    attachment = {"IdentityPoolId": {"Ref": "Identities"}, "Roles": {slot: {"Fn::GetAtt": ["Reader", "Arn"]}}}
    pool = {"AllowUnauthenticatedIdentities": guests}
    return {
        "Resources": {
            "Identities": {"Type": IDENTITY_POOL, "Properties": pool},
            "Reader": role,
            "Attachment": {"Type": ROLE_ATTACHMENT, "Properties": attachment},
            **others,
        }
    }


class Trust:
    """A statement of a trust policy that lets identity pools in."""

    def __init__(self, statement: dict[str, Any], principals: list[Any]) -> None:
        self.principals = principals
        self.actions = ["*"] if "NotAction" in statement else listed(statement.get("Action"))
        self._conditions = statement.get("Condition", {})

    def allows(self, action: str) -> bool:
        """Whether the statement may allow an action."""
        return any(may_match(one, action) for one in self.actions)

    def values(self, claim: str) -> list[Any] | None:
        """What the conditions want of a claim; ``None`` if nothing, or if they are not known."""
        found: list[Any] = []
        keys = {f"{principal}:{claim}" for principal in PRINCIPALS}
        for operator, expected in self._conditions.items() if isinstance(self._conditions, dict) else ():
            if isinstance(expected, dict) and "Not" not in operator:
                found += [one for key, value in expected.items() if key.lower() in keys for one in listed(value)]
        return found or None

    @property
    def is_known(self) -> bool:
        """Whether all conditions are known, and say what must be rather than what must not."""
        conditions = self._conditions.items() if isinstance(self._conditions, dict) else [("", None)]
        return all(isinstance(one, dict) and "Not" not in operator for operator, one in conditions)


def trusts(role: ResourceView) -> list[Trust] | None:
    """The statements of a role that let identity pools in; ``None`` where they are not known."""
    document = role.get("AssumeRolePolicyDocument")
    if not isinstance(document, dict):  # a policy may be JSON in a text, put together by Fn::Sub
        return None
    found = []
    for statement in listed(document.get("Statement")):
        if not isinstance(statement, dict) or "NotPrincipal" in statement:
            return None
        principal = statement.get("Principal")
        federated = principal.get("Federated") if isinstance(principal, dict) else principal
        if not isinstance(federated, (str, list, type(None))) or principal == "*":
            return None
        principals = listed(federated)
        if not all(isinstance(one, (str, Reference)) for one in principals):
            return None
        if statement.get("Effect") == "Allow" and any(one in PRINCIPALS for one in principals):
            found.append(Trust(statement, principals))
    return found


def _attached(view: ResourceView) -> Iterator[tuple[str, str, ResourceView, list[Trust]]]:
    """The roles of an attachment that are in the template: path, slot, role and trust."""
    for path, slot in roles(view):
        role = view.target(path)
        known = trusts(role) if role is not None and role.type == ROLE else None
        if role is not None and known is not None:
            yield path, slot, role, known


def _used(view: ResourceView) -> Iterator[tuple[str, str, ResourceView, list[Trust]]]:
    """The same, without a role for guests where none are allowed; nothing while a role's trust may be written still."""
    if not view.template.complete:
        return
    pool = view.target("IdentityPoolId")
    guests = pool is None or not is_false(pool.get("AllowUnauthenticatedIdentities"))
    for path, slot, role, known in _attached(view):
        if (guests or slot != "unauthenticated") and not is_handed_on(view.template, role.logical_id):
            yield path, slot, role, known


def shut_out(view: ResourceView) -> Iterator[tuple[str, str, str]]:
    """The roles of an attachment that surely let in none of those whom they are for: path, slot and logical id."""
    pool = view.get("IdentityPoolId")
    for path, slot, role, statements in _attached(view):
        if all(_is_shut(trust, pool, slot) for trust in statements):
            yield path, slot, role.logical_id


def _is_shut(trust: Trust, pool: Any, slot: str) -> bool:
    """Whether a statement surely lets none of those in whom a role is for."""
    named, wanted = trust.values("aud") or (), trust.values("amr") or ()
    return trust.is_known and (
        not trust.allows(ASSUME)
        or (bool(named) and all(_is_another(pool, one) for one in named))
        or (bool(wanted) and not any(_is_for(slot, one) for one in wanted))
    )


def _is_for(slot: str, amr: Any) -> bool:
    """Whether a value of ``amr`` may mean the identities of a slot; those who signed in have their provider in it too."""
    if slot == "unauthenticated":
        return _is_for_guests(amr)
    return bool(amr != "unauthenticated")


@rule(
    "E9641",
    ROLE_ATTACHMENT,
    source=f"{GUIDE}iam-roles.html",
    accepts=_example(example_role()),
    rejects=_example(example_role(aud=False)),
)
def trust_names_the_identity_pool(view: ResourceView) -> Iterator[Problem]:
    """A role that trusts identity pools says which, in the condition ``cognito-identity.amazonaws.com:aud``."""
    for path, _, role, statements in _attached(view):
        for trust in statements:
            if COMMERCIAL in trust.principals and trust.allows(ASSUME) and trust.is_known and not trust.values("aud"):
                yield Problem(
                    path,
                    f"IAM refuses {role.logical_id}: any identity pool of any account could use it",
                    f"add StringEquals {_AUD} with the identity pool's id to its trust policy",
                )


@rule(
    "E9642",
    ROLE_ATTACHMENT,
    source=_TRUST,
    evidence=Evidence.REPORTED,  # "Invalid identity pool configuration. Check assigned IAM roles for this pool."
    accepts=_example(example_role()),
    rejects=_example(example_role(action="sts:AssumeRole")),
)
def role_lets_cognito_in(view: ResourceView) -> Iterator[Problem]:
    """A role of an identity pool lets Cognito assume it by ``sts:AssumeRoleWithWebIdentity``."""
    for path, _, role, statements in _used(view):
        if not any(trust.allows(ASSUME) for trust in statements):
            yield Problem(
                path,
                f"{role.logical_id} does not let Cognito in, so that nobody gets its credentials",
                f"trust Federated {COMMERCIAL} with the action {ASSUME}",
            )


@rule(
    "E9643",
    ROLE_ATTACHMENT,
    source=_TRUST,
    evidence=Evidence.REPORTED,  # as above
    accepts=_example(example_role()),
    rejects=_example(
        example_role(aud={"Ref": "Others"}),
        Others={"Type": IDENTITY_POOL, "Properties": {"AllowUnauthenticatedIdentities": False}},
    ),
)
def role_trusts_this_identity_pool(view: ResourceView) -> Iterator[Problem]:
    """A role of an identity pool trusts this identity pool."""
    pool = view.get("IdentityPoolId")
    for path, _, role, statements in _used(view):
        usable = [trust for trust in statements if trust.allows(ASSUME)]
        named = [one for trust in usable for one in trust.values("aud") or (None,)]
        if named and all(trust.is_known for trust in usable) and all(_is_another(pool, one) for one in named):
            yield Problem(
                path,
                f"{role.logical_id} trusts {', '.join(map(repr, named))}, so that nobody gets its credentials here",
                f"give {_AUD} the id of this identity pool",
            )


def _is_another(pool: Any, named: Any) -> bool:
    """Whether an ``aud`` is surely not the id of this pool."""
    if isinstance(named, Reference):
        return isinstance(pool, Reference) and named.logical_id != pool.logical_id
    if not isinstance(named, str):
        return False
    if isinstance(pool, str):
        return not fnmatchcase(pool, named)
    return isinstance(pool, Reference) and not re.fullmatch(r"[\w*?-]+:[\w*?-]+|\*", named)


@rule(
    "E9646",
    ROLE_ATTACHMENT,
    source=_TRUST,
    evidence=Evidence.REPORTED,  # as above
    accepts=_example(example_role(amr="unauthenticated"), guests=True),
    rejects=_example(example_role(amr="unauthenticated")),
)
def role_is_for_its_identities(view: ResourceView) -> Iterator[Problem]:
    """A role for those who signed in is open to them, and the guests' role to guests."""
    for path, slot, role, statements in _used(view):
        usable = [trust for trust in statements if trust.allows(ASSUME)]
        wanted = [trust.values("amr") for trust in usable if trust.is_known]
        if wanted and len(wanted) == len(usable) and not any(_lets_in(slot, amr) for amr in wanted):
            who = "no guests in" if slot == "unauthenticated" else "nobody in but guests"
            yield Problem(path, f"{role.logical_id} lets {who}", f"let {_AMR} be {slot}")


def _lets_in(slot: str, amr: list[Any] | None) -> bool:
    """Whether the values wanted of ``amr`` may be those of the identities of a slot."""
    return amr is None or any(_is_for(slot, one) for one in amr)


@rule(
    "W9644",
    ROLE_ATTACHMENT,
    source=_TRUST,
    accepts=_example(example_role()),
    rejects=_example(example_role(amr="")),
)
def role_is_not_for_guests_too(view: ResourceView) -> Iterator[Problem]:
    """A role for those who signed in is not open to guests, and one for guests is open to them, wanted or not."""
    for path, slot, role, statements in _attached(view):
        wanted = [trust.values("amr") for trust in statements if trust.allows(ASSUME) and trust.is_known]
        fix = f"let {_AMR} be {slot}"
        if slot == "authenticated" and None in wanted:
            yield Problem(path, f"{role.logical_id} lets guests in as well", fix)
        elif slot == "unauthenticated" and wanted and not any(_lets_in(slot, amr) for amr in wanted):
            used = {where for where, *_ in _used(view)}
            if path not in used:
                yield Problem(path, f"{role.logical_id} lets no guests in", fix)


def _is_for_guests(amr: Any) -> bool:
    return not isinstance(amr, str) or fnmatchcase("unauthenticated", amr)


@rule(
    "W9645",
    ROLE_ATTACHMENT,
    source="https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html",
    accepts=_example(example_role(principal=GOVCLOUD_EAST, RoleName="reader")),
    rejects=_example(example_role(principal=GOVCLOUD_EAST)),
)
def role_names_are_short_in_govcloud_east(view: ResourceView) -> Iterator[Problem]:
    """In AWS GovCloud (US-East) the name of an identity pool's role has at most 20 characters."""
    for path, _, role, statements in _attached(view):
        name = role.get("RoleName")
        if not any(GOVCLOUD_EAST in trust.principals for trust in statements):
            continue
        if name is None or (isinstance(name, str) and len(name) > 20):
            yield Problem(
                path,
                f"{role.logical_id} has a name that CloudFormation makes" if name is None else f"{name} is too long",
                "give the role a name of at most 20 characters",
            )
