"""What changes of a pool's schema do, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ...checks.attributes import STANDARD
from ...checks.aws_pages import GUIDE
from ...checks.finding import Severity
from ...checks.operands import mapping
from ...checks.resource_types import USER_POOL
from ...checks.rule import Evidence
from ..change import Effect
from ..pair import Pair
from ..refused import newly_broken
from ..rule import Claim, change_rule, sentence, words
from .reading import is_other

_UPDATING = f"{GUIDE}cognito-user-pool-updating.html"
_ATTRIBUTES = f"{GUIDE}user-pool-settings-attributes.html"

_FIXED = "Existing schema attributes cannot be modified or deleted"
_UNTYPED = "Invalid AttributeDataType input, consider using the provided AttributeDataType enum"

_EMAIL = {"Name": "email", "AttributeDataType": "String", "Mutable": True, "Required": True}
_TENANT = {"Name": "tenant", "AttributeDataType": "String", "Mutable": True}
_UNIT = {**_TENANT, "Name": "unit"}

_ANY_LENGTH = {"MinLength": "0", "MaxLength": "2048"}
"""What Cognito says of a standard attribute whose length the template leaves open."""


class _Attribute(NamedTuple):
    """One attribute of a schema, by what it comes to."""

    path: str
    given: Mapping[str, Any]
    """What the template says, settled."""

    @property
    def name(self) -> Any:
        return self.given.get("Name")

    @property
    def comes_to(self) -> dict[str, Any]:
        """All that it says with what Cognito makes of what is left out.

        An attribute that a schema lists without saying that it is mutable is not: see aws/aws-cdk#8624 and #8585.
        """
        own = "Number" if self.name == "updated_at" else "String" if self.name in STANDARD else None
        flags = dict.fromkeys(("DeveloperOnlyAttribute", "Mutable", "Required"), "false")
        found = {"AttributeDataType": own, **flags, **self.given}
        if own == "String":
            found["StringAttributeConstraints"] = {**_ANY_LENGTH, **mapping(found.get("StringAttributeConstraints"))}
        return {name: value for name, value in found.items() if value not in (None, {})}


class _Schemas(NamedTuple):
    """The attributes before and after, as far as they are known to be the same or others."""

    removed: list[_Attribute]
    added: list[_Attribute]
    both: list[tuple[_Attribute, _Attribute]]


def _schemas(pair: Pair) -> _Schemas:
    known = [(pair.before, pair.old("Schema")), (pair.after, pair.new("Schema"))]
    if pair.delta("Schema") is None or any(value is not None and type(value) is not list for _, value in known):
        return _Schemas([], [], [])
    sides: list[dict[str, _Attribute]] = []
    open_ends = []
    for _, value in known:
        found = [_Attribute(f"Schema[{index}]", item) for index, item in enumerate(value or ()) if type(item) is dict]
        named = {item.name: item for item in found if type(item.name) is str}
        sides.append(named)
        open_ends.append(len(named) < len(value or ()))  # an attribute whose name only the deploy knows, or a twin
    old, new = sides
    return _Schemas(
        [] if open_ends[1] else [item for name, item in old.items() if name not in new],
        [] if open_ends[0] else [item for name, item in new.items() if name not in old],
        [(item, new[name]) for name, item in old.items() if name in new],
    )


def _altered(before: _Attribute, after: _Attribute) -> list[str]:
    """The members of an attribute that surely come to another value."""
    old, new = before.comes_to, after.comes_to
    return [name for name in {**old, **new} if is_other(old.get(name), new.get(name))]


def _whole_schema_goes(pair: Pair) -> bool:
    return pair.after.absent("Schema")


@change_rule(
    "C9110",
    USER_POOL,
    Effect.REJECTED,
    source=_UPDATING,
    before={"Schema": [_TENANT, _UNIT]},
    after={"Schema": [_TENANT]},
    harmless={"Schema": [_UNIT, _TENANT]},
)
def custom_attribute_is_removed(pair: Pair) -> Iterator[Claim]:
    """A custom attribute is there for ever: to leave it out, or to rename it, is refused."""
    if _whole_schema_goes(pair):
        return
    schemas = _schemas(pair)
    for gone in schemas.removed:
        if gone.name in STANDARD:
            continue
        said = {**gone.comes_to, "Name": None}
        became = [item.name for item in schemas.added if {**item.comes_to, "Name": None} == said]
        what = f"is renamed to {became[0]}" if len(became) == 1 else "is left out"
        yield Claim(
            gone.path,
            f"the custom attribute {gone.name} {what}, and Cognito answers: {_FIXED}",
            f"Put {gone.name} back as it is deployed; a new attribute may stand beside it.",
            (
                f"Deploy with {gone.name} as it is in the old template, and with any new attribute beside it.",
                "Copy the values over (AdminUpdateUserAttributes, or as users sign in), and let apps use the new one.",
            ),
            old=gone.given,
        )


@change_rule(
    "C9111",
    USER_POOL,
    Effect.REJECTED,
    source=_ATTRIBUTES,
    evidence=Evidence.REPORTED,
    before={"Schema": [_TENANT]},
    after={"Schema": [{**_TENANT, "StringAttributeConstraints": {"MaxLength": "64"}}]},
    harmless={"Schema": [{**_TENANT, "Required": False, "DeveloperOnlyAttribute": "false"}]},
)
def custom_attribute_is_altered(pair: Pair) -> Iterator[Claim]:
    """The type, the bounds and the other traits of a custom attribute can't be changed."""
    for before, after in _schemas(pair).both:
        altered = _altered(before, after)
        if altered and before.name not in STANDARD:
            yield Claim(
                after.path,
                f"{words(altered)} of the custom attribute {before.name} would be another, and Cognito answers: {_FIXED}",
                f"Put {before.name} back as it is deployed, and add another attribute with the new traits.",
                (
                    f"Deploy with {before.name} as it is in the old template, and a new attribute beside it.",
                    "Copy the values over (AdminUpdateUserAttributes, or as users sign in), and let apps use the new one.",
                ),
                old=before.given,
                new=after.given,
            )


@change_rule(
    "C9112",
    USER_POOL,
    Effect.REJECTED,
    source=_UPDATING,
    before={"Schema": [_EMAIL]},
    after={"Schema": [{**_EMAIL, "Required": False}]},
    harmless={"Schema": [{**_EMAIL, "DeveloperOnlyAttribute": False}]},
)
def standard_attribute_changes(pair: Pair) -> Iterator[Claim]:
    """What a pool asks of its standard attributes is fixed: to add, leave out or alter one in the schema is refused."""
    if _whole_schema_goes(pair):
        return
    schemas = _schemas(pair)
    for what, old, new in (
        *(("is left out", item, None) for item in schemas.removed),
        *(("is added", None, item) for item in schemas.added),
        *((f"would have another {words(altered)}", *both) for both in schemas.both if (altered := _altered(*both))),
    ):
        attribute = new or old
        assert attribute is not None  # one of the two is given
        if attribute.name in STANDARD:
            yield Claim(
                attribute.path,
                f"the standard attribute {attribute.name} {what}, and Cognito answers: {_FIXED}, or: {_UNTYPED}",
                f"Leave {attribute.name} in the schema as it is deployed; ask for it in the app, or in a PreSignUp "
                "function, if it has become required.",
                old=old.given if old else None,
                new=new.given if new else None,
            )


@change_rule(
    "C9113",
    USER_POOL,
    Effect.REJECTED,
    source="https://github.com/hashicorp/terraform-provider-aws/issues/18430",
    evidence=Evidence.REPORTED,
    before={"Schema": [_TENANT]},
    after={"Schema": [_TENANT, {**_UNIT, "Required": True}]},
    harmless={"Schema": [_TENANT, _UNIT]},
)
def impossible_attribute_is_added(pair: Pair) -> Iterator[Claim]:
    """A custom attribute is added that no pool can have: a required one, one without a type, or with impossible bounds."""
    added = {item.path: item for item in _schemas(pair).added if item.name not in STANDARD}
    for rule, problem in newly_broken(pair, ("E9151", "E9152", "E9154", "E9155")) if added else ():
        attribute = added.get(problem.path.partition(".")[0])
        if attribute is not None:
            why = " (Required custom attributes are not supported currently)" if "required" in problem.message else ""
            yield Claim(
                attribute.path,
                f"{problem.message}: the update is refused{why}",
                sentence(problem.fix),
                new=attribute.given,
                about=rule.id,
            )


@change_rule(
    "C9114",
    USER_POOL,
    Effect.REJECTED,
    source="https://github.com/aws/aws-cdk/issues/8585",
    evidence=Evidence.UNCERTAIN,
    before={"Schema": [_EMAIL, _TENANT]},
    after={},
    harmless={"Schema": [_TENANT, _EMAIL]},
)
def whole_schema_is_left_out(pair: Pair) -> Iterator[Claim]:
    """The schema is left out as a whole: the attributes stay, and the update may be refused."""
    if pair.old("Schema") is not None and _whole_schema_goes(pair):
        yield Claim(
            "Schema",
            "the attributes stay as they are whatever the template says; some have deployed this (it is their way "
            "around an error about AttributeDataType), but the update may be refused, and the template no longer "
            "says what the pool has",
            "Keep the schema as it is deployed, unless updates fail with it.",
        )


@change_rule(
    "C9115",
    USER_POOL,
    Effect.REJECTED,
    source="https://github.com/aws-amplify/amplify-backend/issues/3299",
    evidence=Evidence.UNCERTAIN,
    before={"Schema": [{"Name": "email", "Required": True, "Mutable": True}]},
    after={"Schema": [{"Name": "email", "Required": True, "Mutable": True}], "UserPoolName": "shop"},
    harmless={
        "Resources": {
            "Subject": {"Properties": {"Schema": [{"Name": "email", "Required": True, "Mutable": True}]}},
            "Web": {"Type": "AWS::Cognito::UserPoolClient", "Properties": {"UserPoolId": {"Ref": "Subject"}}},
        }
    },
)
def update_meets_untyped_attribute(pair: Pair) -> Iterator[Claim]:
    """A pool is updated whose schema has a standard attribute without a type, or with one that is written anew."""
    # most such updates work, so it is worth knowing only
    if not pair.deltas or _whole_schema_goes(pair):
        return
    untyped = [
        name
        for _, item in pair.after.items("Schema")
        if type(item) is dict and type(name := item.get("Name")) is str
        if name in STANDARD and "AttributeDataType" not in item
    ]
    written = [
        after.name
        for before, after in _schemas(pair).both
        if before.name in STANDARD and ("AttributeDataType" in before.given) != ("AttributeDataType" in after.given)
    ]
    found = list(dict.fromkeys((*untyped, *written)))
    if found:
        yield Claim(
            "Schema",
            f"in some pools any update fails while {words(found)} stands in the schema without AttributeDataType, "
            f"even where the schema is the same: {_UNTYPED}",
            "If that happens, leave Schema out of the template as a whole: the attributes stay.",
            severity=Severity.INFO,
        )


@change_rule(
    "C9116",
    USER_POOL,
    Effect.IN_PLACE,
    source=_ATTRIBUTES,
    before={"Schema": [_TENANT]},
    after={"Schema": [_TENANT, _UNIT]},
    harmless={"Schema": [{**_TENANT, "Required": "false"}]},
)
def custom_attribute_is_added(pair: Pair) -> Iterator[Claim]:
    """A custom attribute is added, which can't be undone."""
    for item in _schemas(pair).added:
        if item.name not in STANDARD:
            yield Claim(
                item.path,
                f"{item.name} is there for ever: to go back to the old template is refused. Clients that list what "
                "they read or write don't see it until they list it too",
                f"See that its name, type and bounds are final; add custom:{item.name} to ReadAttributes and "
                "WriteAttributes of clients that list them.",
                new=item.given,
            )
