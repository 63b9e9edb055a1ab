"""What AWS's own linters say of a template: cfn-lint and cloudformation-validate, in process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import cloudformation_validate
from cfnlint import api
from cfnlint.core import get_rules

_REGION = "us-east-1"


def lint(template: dict[str, Any]) -> list[str]:
    """The errors that either linter finds in a template, each with its rule."""
    return list(_lint(json.dumps(template, sort_keys=True)))


@cache
def _lint(text: str) -> tuple[str, ...]:
    matches = api.lint(text, rules=_cfn_lint_rules(), regions=[_REGION])
    errors = [f"cfn-lint {match.rule.id}: {match.message}" for match in matches if match.rule.severity == "error"]
    errors += [
        f"cloudformation-validate {diagnostic.rule_id}: {diagnostic.message}"
        for diagnostic in _engine().validate_template(text.encode()).diagnostics
        if diagnostic.severity.value >= cloudformation_validate.Severity.ERROR.value
    ]
    return tuple(errors)


@cache
def _cfn_lint_rules() -> Any:
    """Loading them costs more than ten templates."""
    return get_rules([], [], [])


@cache
def _engine() -> cloudformation_validate.Engine:
    return cloudformation_validate.RegoEngine()
