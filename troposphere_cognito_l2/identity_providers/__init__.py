"""Identity providers of a user pool: one module a kind."""
