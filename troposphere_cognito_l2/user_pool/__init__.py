"""``AWS::Cognito::UserPool``: the helper, one module a feature, and handles."""
