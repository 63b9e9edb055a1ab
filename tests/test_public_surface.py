"""Whatever the options of the public helpers say together, it is refused in plain words or it is right.

The options come from the annotations, so a new one is tried unasked. ``SURFACE_EXAMPLES=2000 pytest
tests/test_public_surface.py`` tries more of them, other ones each time.
"""

from __future__ import annotations

import json
import os
import typing
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from linters import lint
from odd_templates import decided
from option_values import annotations, option_classes
from public_surface import adders
from surface_words import TITLE
from surface_world import ARNS, CONDITION, make_world

from troposphere_cognito_l2 import ConfigurationError, Severity, check, compare

USUAL = 20
EXAMPLES = int(os.environ.get("SURFACE_EXAMPLES", USUAL))
SURFACE = settings(
    max_examples=EXAMPLES,
    derandomize=EXAMPLES <= USUAL,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TOGETHER = 40
"""How many additions the linters see as one template."""

WORLD = make_world()
ADDERS = [cls for cls in option_classes() if hasattr(cls, "add_to")]
SECTIONS = ("Resources", "Outputs")
Added = dict[str, dict[str, Any]]


def now() -> str:
    """The template of the world as it is."""
    return WORLD.template.to_json(sort_keys=False)


def added_to(before: str) -> Added:
    """What stands in the template and did not before; all else is as it was."""
    old, new = json.loads(before), json.loads(now())
    found = {
        part: {name: new[part].pop(name) for name in list(new[part]) if name not in old[part]} for part in SECTIONS
    }
    assert new == old
    return found


def take_away(added: Added) -> None:
    """Leave the world as it was."""
    for name in added["Resources"]:
        del WORLD.template.resources[name]
    for name in added["Outputs"]:
        del WORLD.template.outputs[name]


def tried(make: Callable[[], Any]) -> Added | None:
    """What ``add_to`` of a made helper adds, or nothing where making or adding is refused as it ought to be."""
    before = now()
    refusal = None
    try:
        make().add_to(WORLD.template)
    except ConfigurationError as error:
        refusal = error
    if refusal is None:
        return added_to(before)
    assert now() == before
    assert refusal.findings
    assert all(finding.message and finding.message in str(refusal) for finding in refusal.findings)
    return None


def hold() -> None:
    """Hold the template, to which something has been added, against `check` and `compare`."""
    found = check(WORLD.template).findings
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert compare(WORLD.template, now()).changes == ()


def lint_together(some: list[Added]) -> None:
    """Hold many additions, each with a logical id of its own, against both linters."""
    for start in range(0, len(some), TOGETHER):
        batch: list[Added] = []
        for number, one in enumerate(some[start : start + TOGETHER]):
            batch.append(json.loads(json.dumps(living(one)).replace(TITLE, f"{TITLE}{number}")))
        whole = {part: {name: body for one in batch for name, body in one[part].items()} for part in SECTIONS}
        if faults(whole):
            pytest.fail("\n".join(f"{fault}\n{json.dumps(one)}" for one in batch for fault in faults(one)))


def living(added: Added) -> Added:
    """What has been added, without the branches that are never taken: the linters blame those too."""
    return {
        part: {
            name: decided(body, {CONDITION: True}) if body.get("Condition") == CONDITION else body
            for name, body in bodies.items()
        }
        for part, bodies in added.items()
    }


def faults(added: Added) -> list[str]:
    """What the linters say, but for E3019: what is linted together was not meant to stand together."""
    return [error for error in lint(WORLD.around(added)) if "E3019" not in error]


@pytest.mark.one_python
@pytest.mark.parametrize("cls", ADDERS, ids=lambda cls: cls.__name__)
def test_what_is_accepted_is_right(cls):
    """Any options are refused by a ConfigurationError that changes nothing, or add what check and linters accept."""
    accepted: list[Added] = []
    count: Counter[str] = Counter()

    @SURFACE
    @given(st.data())
    def any_options(data):
        count["tried"] += 1
        made: list[Any] = []

        def draw():
            made.append(data.draw(adders(cls, WORLD)))
            return made[0]

        added = tried(draw)
        if added is None:
            return
        try:
            hold()
        finally:
            take_away(added)
        again = tried(lambda: made[0])
        assert again is not None
        take_away(again)
        assert json.dumps(again) == json.dumps(added)
        count["accepted"] += 1
        accepted.append(added)

    any_options()
    lint_together(accepted)
    print(  # noqa: T201 - for `pytest -rP`
        f"{cls.__name__}: {count['tried']} tried, {count['accepted']} accepted"
    )
    assert count["accepted"]


@pytest.mark.parametrize("cls", ADDERS, ids=lambda cls: cls.__name__)
def test_whatever_is_given(cls):
    """A value of whatever kind in place of an option's is refused by a ConfigurationError, or it is written."""

    @settings(SURFACE, max_examples=EXAMPLES // 2)
    @given(st.data())
    def any_values(data):
        added = tried(lambda: data.draw(adders(cls, WORLD, odd=True)))
        if added is not None:
            take_away(added)

    any_values()


def test_the_world_is_right():
    """The template that the options are tried in has no error of its own."""
    hold()
    assert lint(json.loads(now())) == []


def test_the_world_has_every_type_of_resource_that_options_take():
    """There is an ARN, and a resource of the template, for every type of resource that an option may take."""
    hints = [hint for cls in option_classes() for hint in annotations(cls).values()]
    kinds = {kind.__metadata__ for hint in hints for kind in parts(hint) if typing.get_origin(kind) is typing.Annotated}
    assert len(kinds) >= 10
    for types in kinds:
        assert WORLD.of_type(types)
        assert types[0] in ARNS


def parts(hint: Any) -> list[Any]:
    """An annotation and all that it is made of."""
    return [hint, *(found for part in typing.get_args(hint) for found in parts(part))]
