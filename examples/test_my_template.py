"""A test for your own templates: it fails before the deploy does, with every problem at once and what to do about each."""

from quickstart import template

from troposphere_cognito_l2 import check


def test_cognito_takes_the_template() -> None:
    """Nothing in the template makes the deploy fail."""
    check(template).raise_for_errors()


def test_nothing_will_hurt() -> None:
    """Nothing deploys and hurts later; what we know and accept is left out."""
    report = check(template, ignore=("W9104",))
    assert not report.warnings, report
