"""Whatever two templates are given to ``compare``, it answers, and what is the same is the same."""

from __future__ import annotations

import copy
import random
import time
from typing import Any

from hypothesis import given, strategies as st
from odd_templates import QUIETLY, VECTORS, decided, places, templates, values

from troposphere_cognito_l2 import ChangeReport, UnusableTemplateError, compare

LONGEST = 1.0


def answer(old: Any, new: Any) -> ChangeReport | None:
    """The report, if both templates can be read, within a second."""
    started = time.process_time()
    try:
        report = compare(old, new, in_place=True)
        assert str(report)
        assert len({change.fingerprint for change in report.changes}) == len(report.changes)
    except UnusableTemplateError as error:
        report, message = None, str(error)
        assert "\n" not in message
    assert time.process_time() - started < LONGEST
    return report


def shuffled(value: Any, order: random.Random) -> Any:
    """The value with the keys of its mappings in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(item, order)) for key, item in value.items()]
        order.shuffle(items)
        return dict(items)
    return [shuffled(item, order) for item in value] if isinstance(value, list) else value


def mutated(template: Any, draw: Any, odd: Any) -> Any:
    """The template with something left out or replaced inside its resources."""
    found = copy.deepcopy(template)
    for _ in range(draw(st.integers(1, 3))):
        inner = [path for path in places(found) if len(path) > 1]
        if not inner:
            continue
        *path, last = draw(st.sampled_from(inner))
        parent: Any = found
        for step in path:
            parent = parent[step]
        if draw(st.booleans()):
            del parent[last]
        else:
            parent[last] = draw(odd)
    return found


@QUIETLY
@given(templates)
def test_itself(template):
    """Any template beside itself has no change, whatever stands in it."""
    report = answer(template, copy.deepcopy(template))
    assert report is None or report.changes == ()


@QUIETLY
@given(templates, templates)
def test_any_two(old, new):
    """Any two templates are answered."""
    answer(old, new)


@QUIETLY
@given(values, templates)
def test_anything(value, template):
    """So is what is no template at all, on either side."""
    answer(value, template)
    answer(template, value)


@QUIETLY
@given(st.data())
def test_order_of_keys(data):
    """The order of keys in either template changes nothing but the order of what is told."""
    old = {"Resources": data.draw(st.sampled_from(VECTORS))}
    new = {"Resources": mutated(old["Resources"], data.draw, values)}
    order = data.draw(st.randoms(use_true_random=False))
    report, again = answer(old, new), answer(shuffled(old, order), shuffled(new, order))
    assert report is not None
    assert again is not None
    assert sorted(one.fingerprint for one in report.changes) == sorted(one.fingerprint for one in again.changes)


@QUIETLY
@given(st.data())
def test_scenarios_tell_what_each_stage_alone_shows(data):
    """What is told under all values of the parameters is what is told of the pairs of templates of each value."""
    resources = copy.deepcopy(data.draw(st.sampled_from(VECTORS)))
    both = []
    for _ in range(2):
        template = copy.deepcopy(resources)
        for _ in range(data.draw(st.integers(0, 2))):
            found = [
                path
                for path in places(template)
                if len(path) > 2
                and path[1] == "Properties"
                and not any(str(step).startswith(("Fn::", "Ref")) for step in path)
            ]
            if found:
                *path, last = data.draw(st.sampled_from(found))
                parent: Any = template
                for step in path:
                    parent = parent[step]
                other = data.draw(st.sampled_from((None, True, 3, "x", "email", [], {"Ref": "AWS::NoValue"})))
                parent[last] = {"Fn::If": [data.draw(st.sampled_from(("Prod", "Dev", "Big"))), parent[last], other]}
        both.append(template)
    conditions = {
        "Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
        "Dev": {"Fn::And": [{"Fn::Not": [{"Condition": "Prod"}]}, {"Fn::Equals": ["dev", {"Ref": "Stage"}]}]},
        "Big": {"Fn::Or": [{"Condition": "Dev"}, {"Fn::Equals": [{"Ref": "Size"}, "big"]}]},
    }
    alone = set()
    for stage in ("prod", "dev", "other"):
        for size in ("big", "small"):
            truths = {"Prod": stage == "prod", "Dev": stage == "dev", "Big": stage == "dev" or size == "big"}
            pair = [{"Resources": decided(template, truths)} for template in both]
            alone |= {one.fingerprint for one in compare(*pair).changes}
    together = compare(*({"Conditions": conditions, "Resources": template} for template in both))
    assert {one.fingerprint for one in together.changes} == alone
