"""Fixtures that many tests use."""

import pytest
from troposphere import Template


@pytest.fixture
def template():
    """An empty template."""
    return Template()
