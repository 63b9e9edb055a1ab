"""App clients of a user pool: one module a concern."""
