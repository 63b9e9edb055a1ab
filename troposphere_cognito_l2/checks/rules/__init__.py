"""The rules, one module a resource type or a relation."""
