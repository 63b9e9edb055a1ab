"""The same rules inside cfn-lint: ``cfn-lint --append-rules troposphere_cognito_l2.cfn_lint_rules template.yaml``.

Needs cfn-lint, which nothing else in this package does. The rules of the profile ``strict`` are switched on one by one:
``--configure-rule ID:strict=true``.
"""

from .cognito import RULES

globals().update(RULES)  # cfn-lint looks for classes among a module's names
